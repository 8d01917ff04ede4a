"""The one file, with a tiny program in it: how it is packed, and how its way in unpacks it. .ci/run tries the whole."""

import ast
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BUNDLE = Path(__file__).parent.parent / "bundle"
PROGRAM = """import os, sys
def main():
    print(os.path.dirname(__file__), *sys.argv[1:])
    sys.exit(len(sys.argv) - 1)
"""


@pytest.fixture(scope="module")
def pyz() -> Any:
    sys.path.insert(0, str(BUNDLE))
    try:
        return importlib.import_module("pyz")
    finally:
        sys.path.remove(str(BUNDLE))


def tiny(directory: Path) -> Path:
    """Packages as they lie in an environment, with what must not be packed."""
    for name, content in {
        "pilkada_cli/__init__.py": "",
        "pilkada_cli/__main__.py": PROGRAM,
        "fuzz/fuzz.cpython-311-x86_64-linux-gnu.so": "compiled",
        "fuzz/tests/test_fuzz.py": "",
        "fuzz-1.dist-info/METADATA": "Name: fuzz",
        "fuzz-1.dist-info/RECORD": str(directory),
        "fuzz-1.dist-info/direct_url.json": str(directory),
        "fuzz-1.dist-info/licenses/LICENSE": "free",
        "_virtualenv.pth": "import _virtualenv",
        "_virtualenv.py": "",
    }.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(content, encoding="utf-8")
    return directory


@pytest.fixture(scope="module")
def file(pyz, tmp_path_factory) -> Path:
    packages = tiny(tmp_path_factory.mktemp("packages"))
    pyz.prune(packages)
    return pyz.pack(packages, tmp_path_factory.mktemp("dist") / "pilkada.pyz")


@pytest.fixture
def start(file, tmp_path):
    """Runs the file from an empty home with nothing else in its environment."""
    (tmp_path / "home").mkdir()
    (tmp_path / "tmp").mkdir()

    def run(*arguments: str, before: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        given = {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "tmp"), "PATH": os.environ["PATH"]}
        command = ["sh", "-c", f'{before} exec "$0" "$@"', sys.executable, str(file), *arguments]
        return subprocess.run(command, env={**given, **environment}, cwd=tmp_path, capture_output=True, text=True)

    return run


def kept(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_two_builds_of_one_content_are_the_same_bytes_whatever_its_files_permit(pyz, file, tmp_path):
    packages = tiny(tmp_path / "again")
    (packages / "pilkada_cli" / "__main__.py").chmod(0o600)
    pyz.prune(packages)
    assert pyz.pack(packages, tmp_path / "pilkada.pyz").read_bytes() == file.read_bytes()
    assert os.access(tmp_path / "pilkada.pyz", os.X_OK)


def test_what_belongs_to_one_machine_is_left_out_and_licences_are_not(pyz, tmp_path):
    packages = tiny(tmp_path)
    pyz.prune(packages)
    assert sorted(str(path.relative_to(packages)) for path in packages.rglob("*") if path.is_file()) == [
        "fuzz-1.dist-info/METADATA",
        "fuzz-1.dist-info/licenses/LICENSE",
        "pilkada_cli/__init__.py",
        "pilkada_cli/__main__.py",
    ]


def test_the_first_start_unpacks_and_compiles_and_the_second_writes_nothing(start, tmp_path):
    first = start("a", "b")
    place = Path(first.stdout.split()[0])
    assert (first.returncode, first.stdout.split()[1:], first.stderr) == (2, ["a", "b"], "")
    assert place.is_relative_to(tmp_path / "home" / ".shiv")
    assert list(place.glob("__pycache__/__main__.*.pyc"))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert start("a", "b").stdout == first.stdout
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    assert kept(tmp_path / "tmp") == []


def test_two_first_starts_at_once_both_answer_and_leave_one_directory(start, file, tmp_path):
    given = {"HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"]}
    both = [
        subprocess.Popen([sys.executable, str(file)], env=given, cwd=tmp_path, stdout=subprocess.PIPE) for _ in range(4)
    ]
    assert len({one.communicate()[0] for one in both}) == 1
    assert [one.returncode for one in both] == [0, 0, 0, 0]
    assert len(kept(tmp_path / "home" / ".shiv")) == 1


def test_it_unpacks_where_shiv_root_says_and_anew_when_forced(start, tmp_path):
    root = tmp_path / "root"
    place = Path(start(SHIV_ROOT=str(root)).stdout.strip())
    assert place.is_relative_to(root)
    (place / "__main__.py").write_text("broken", encoding="utf-8")
    assert start(SHIV_ROOT=str(root)).returncode != 0
    assert start(SHIV_ROOT=str(root), SHIV_FORCE_EXTRACT="1").stdout.strip() == str(place)
    assert start(SHIV_ROOT=str(root)).returncode == 0
    assert len(kept(root)) == 1


@pytest.mark.parametrize("home", ["/dev/null", "/proc/none"])
def test_without_a_home_that_can_be_written_it_answers_and_leaves_nothing(start, tmp_path, home):
    answer = start("a", HOME=home)
    assert (answer.returncode, answer.stderr) == (1, "")
    assert answer.stdout.startswith(str(tmp_path / "tmp"))
    assert kept(tmp_path / "tmp") == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", "cannot be unpacked"), ("id_ID.UTF-8", "tidak dapat dibongkar")]
)
def test_where_nothing_can_be_written_it_is_one_sentence(start, tmp_path, language, words):
    answer = start(before="ulimit -f 0;", LANG=language)
    assert (answer.returncode, answer.stdout) == (74, "")
    assert answer.stderr.startswith(f"pilkada: pilkada.pyz {words} (")
    assert "SHIV_ROOT" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_python_that_is_too_old_is_told_so(file, tmp_path):
    older = 'import runpy, sys; sys.version_info = (3, 9, 2); sys.argv[:] = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name="__main__")'
    answer = subprocess.run(
        [sys.executable, "-c", older, str(file)], env={"HOME": str(tmp_path)}, capture_output=True, text=True
    )
    assert answer.returncode == 2
    assert answer.stderr == (
        "pilkada: this file needs Python 3.11 or newer, and this is 3.9; run it with another: python3.11 pilkada.pyz\n"
    )
    assert kept(tmp_path) == []


@pytest.mark.parametrize("name", ["launcher.py", "unpack.py"])
def test_a_python_that_is_too_old_can_read_the_way_in(name):
    # Annotations as well: Python 2, which old systems call `python`, has none.
    tree = ast.parse((BUNDLE / name).read_text(encoding="utf-8"), feature_version=(3, 0))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.AnnAssign | ast.JoinedStr)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.returns]


def test_the_list_of_parts_names_the_file_by_its_hash(pyz, file):
    parts = {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [],
        "metadata": {"component": {"type": "application", "name": "pilkada-cli", "version": "0"}},
    }  # fmt: skip
    text = pyz.sbom.of_file(parts, file)
    assert text == pyz.sbom.of_file(parts, file)
    (digest,) = json.loads(text)["metadata"]["component"]["hashes"]
    assert digest == {"alg": "SHA-256", "content": pyz.sum_of(file)}


def test_a_list_of_parts_that_is_none_is_refused(pyz, file):
    with pytest.raises(AssertionError):
        pyz.sbom.of_file({"metadata": {"component": {"type": "no such type"}}}, file)
