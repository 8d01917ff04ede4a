"""Makes the program one file, and says what is in it: `uv run --group bundle python bundle/pyz.py --output DIR`.

Writes `pilkada.pyz`, which any Python from 3.11 on runs on any machine, for compiled parts of libraries are left out
(each of these libraries has the same in Python); and `pilkada.cdx.json`, its list of parts. The same sources give the
same bytes. shiv packs it; the way in is ours, for that of shiv reads the names of 1,500 files at every start and
imports what only unpacking needs: `--version` took 4 times as long as in the installed program.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import sbom
from uv import find_uv_bin

HERE = Path(__file__).parent
#: The time that every file within the file bears, in seconds since 1970: 2 February 2020, as in wheels of hatchling.
EPOCH = os.environ.get("SOURCE_DATE_EPOCH", "1580601600")
#: Within zip archives, as no clock of ours is in them: 1 January 1980, the first day that they know.
DATE = (1980, 1, 1, 0, 0, 0)
#: Of the records of an installation, what is true on every machine.
RECORDS = ("METADATA", "entry_points.txt", "licenses")
SHEBANG = b"#!/usr/bin/env python3\n"


def build(directory: Path) -> tuple[Path, Path]:
    """Write the file and its list of parts into this directory; return their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        environment = Path(work, "venv")
        install(environment, Path(work))
        parts = sbom.listed(environment)
        packages = Path(work, "site-packages")
        shutil.copytree(library(environment), packages)
        prune(packages)
        file = pack(packages, directory / "pilkada.pyz")
    listing = directory / "pilkada.cdx.json"
    listing.write_text(sbom.of_file(parts, file), encoding="utf-8")
    return file, listing


def install(environment: Path, work: Path) -> None:
    """Install the program's wheel and the libraries of requirements.txt, and nothing else, into a new environment."""
    run(find_uv_bin(), "build", "-q", "--wheel", "--out-dir", str(work), str(HERE.parent))
    run(find_uv_bin(), "venv", "-q", "--python", sys.executable, str(environment))
    (wheel,) = work.glob("*.whl")
    into = ("--python", str(environment))
    what = ("-r", str(HERE / "requirements.txt"), str(wheel))
    run(find_uv_bin(), "pip", "install", "-q", *into, "--no-deps", "--no-compile-bytecode", *what)
    run(find_uv_bin(), "pip", "check", "-q", *into)


def run(*command: str) -> None:
    """Run a program, whose errors end this one."""
    subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH})


def library(environment: Path) -> Path:
    """Where the packages of an environment lie."""
    (found,) = environment.glob("lib/python*/site-packages")
    return found


def prune(packages: Path) -> None:
    """Leave out what belongs to one machine or one installation, and the libraries' own tests."""
    for path in sorted(packages.rglob("*"), reverse=True):
        if path.is_dir():
            if path.name in ("tests", "__pycache__"):
                shutil.rmtree(path)
        elif path.suffix == ".so" or path.name.startswith("_virtualenv."):
            path.unlink()
        else:
            path.chmod(0o644)
    for record in packages.glob("*.dist-info/*"):
        if record.name not in RECORDS:
            shutil.rmtree(record) if record.is_dir() else record.unlink()
    left = [path.name for path in packages.glob("*.pth")]
    assert not left, f"the way in does not read {left}"


def pack(packages: Path, file: Path) -> Path:
    """Pack these packages into one file behind our way in; return its path."""
    with tempfile.TemporaryDirectory() as work:
        inner = Path(work, "shiv.pyz")
        entry = ("--entry-point", "pilkada_cli.__main__:main")
        whole = ("--reproducible", "--compile-pyc", "--site-packages", str(packages))
        run(sys.executable, "-W", "ignore", "-m", "shiv", *entry, *whole, "--output-file", str(inner))
        with zipfile.ZipFile(inner) as packed:
            name = f"pilkada_{json.loads(packed.read('environment.json'))['build_id'][:32]}"
        members = {
            "__main__.py": (HERE / "launcher.py").read_bytes().replace(b"@BUILD@", name.encode()),
            "unpack.py": (HERE / "unpack.py").read_bytes(),
            "shiv.pyz": inner.read_bytes(),
        }
    with file.open("wb") as out:
        out.write(SHEBANG)
        # Stored: the inner archive is compressed, and reading the way in needs no library then.
        with zipfile.ZipFile(out, "w") as archive:
            for member, content in members.items():
                archive.writestr(zipfile.ZipInfo(member, DATE), content)
    file.chmod(0o755)
    return file


def sum_of(file: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--output", type=Path, default=Path("dist"), help="the directory to write into (dist)")
    for made in build(options.parse_args().output):
        print(f"{sum_of(made)}  {made.name}")
