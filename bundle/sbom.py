"""The list of parts of `pilkada.pyz` (a CycloneDX SBOM): what cyclonedx-py finds installed, for this one file."""

import hashlib
import json
import subprocess
import sys
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


def listed(environment: Path) -> dict[str, Any]:
    """The parts of an environment, without a moment, a random number or a path of this machine."""
    (packages,) = environment.glob("lib/python*/site-packages")
    for trace in packages.glob("*.dist-info/direct_url.json"):
        trace.unlink()
    what = ("environment", "--output-reproducible", "--pyproject", str(PYPROJECT), "--sv", "1.6", str(environment))
    answer = subprocess.run([sys.executable, "-m", "cyclonedx_py", *what], check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(answer.stdout)
    # The version is read from the source by the build, and therefore not in pyproject.toml.
    (program,) = metadata.distributions(name=found["metadata"]["component"]["name"], path=[str(packages)])
    found["metadata"]["component"]["version"] = program.version
    return found


def of_file(parts: dict[str, Any], file: Path) -> str:
    """The list of parts as JSON, with the hash of the file, and a number that follows from it."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    parts["metadata"]["component"]["hashes"] = [{"alg": "SHA-256", "content": digest}]
    parts["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, f"sha256:{digest}").urn
    text = json.dumps(parts, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    assert wrong is None, wrong
    return text
