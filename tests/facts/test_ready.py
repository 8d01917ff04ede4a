"""What the build makes ready of the data is what reading them gives, and counts only while nothing has changed."""

import marshal
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pilkada_cli.facts import files as facts_files
from pilkada_cli.facts.files import DataFiles, compile_rows, shipped
from pilkada_cli.regions import registry, schemes
from pilkada_cli.stages import schedule

KINDS = {
    "regions": (registry.load_registry, registry.pack_registry, registry.CODE, "regions.registry"),
    "codes": (schemes.load_codes, schemes.pack_codes, schemes.CODE, "regions.schemes"),
    "schedule": (schedule.load_schedule, schedule.pack_schedule, schedule.CODE, "stages.schedule"),
}


class Read(DataFiles):
    """The shipped files, read in any case."""

    def ready(self, name, code):
        return None


def told(thing):
    """All that an object holds, but for functions."""
    return {name: value for name, value in vars(thing).items() if name != "_code_book"} | {"all": list(thing)}


@pytest.mark.parametrize("name", KINDS)
def test_what_is_ready_is_what_reading_gives(name):
    load, pack, code, _module = KINDS[name]
    read = load(Read(shipped()))
    rows = marshal.loads(compile_rows(shipped() / f"{name}.yaml", pack(read), code))[2]
    ready = DataFiles(shipped())
    ready.ready = lambda *_of: rows
    made = load(ready)
    assert told(made) == told(read)
    assert [[type(field) for field in one] for one in made if isinstance(one, tuple)] == [
        [type(field) for field in one] for one in read if isinstance(one, tuple)
    ]


@pytest.mark.parametrize("name", KINDS)
def test_all_code_that_reads_it_is_looked_at(name):
    _load, _pack, code, module = KINDS[name]
    script = f"import sys, pilkada_cli.{module}\nprint(*(one for one in sys.modules if one.startswith('pilkada_cli.')))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    package = Path(facts_files.__file__).parent.parent
    modules = {one.removeprefix("pilkada_cli.").replace(".", "/") + ".py" for one in loaded}
    assert {one for one in modules if (package / one).is_file()} == set(code)


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of its own: code beside data, in a folder that a test may change."""
    shutil.copytree(shipped(), tmp_path / "data", ignore=shutil.ignore_patterns("*.ready"))
    shutil.copytree(facts_files.PACKAGE, tmp_path / "pilkada_cli", ignore=shutil.ignore_patterns("data", "__pycache__"))
    monkeypatch.setattr(facts_files, "PACKAGE", tmp_path / "pilkada_cli")
    load, pack, code, _module = KINDS["regions"]
    found = load(DataFiles(tmp_path / "data"))
    rows = pack(found)
    rows[2][0] = (rows[2][0][0], rows[2][0][1], "Made by the build", *rows[2][0][3:])
    (tmp_path / "data" / "regions.ready").write_bytes(compile_rows(tmp_path / "data" / "regions.yaml", rows, code))
    return tmp_path


def first(checkout):
    return next(iter(registry.load_registry(DataFiles(checkout / "data")))).name


def test_it_is_taken_while_nothing_has_changed(checkout):
    assert first(checkout) == "Made by the build"


@pytest.mark.parametrize("changed", ["data/regions.yaml", "pilkada_cli/regions/region.py", "pilkada_cli/language.py"])
def test_a_change_of_the_data_or_of_the_code_makes_it_read_anew(checkout, changed):
    with (checkout / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert first(checkout) == "Aceh"


@pytest.mark.parametrize("content", [b"", b"\x00", b"nonsense", marshal.dumps((1, 2)), marshal.dumps(None)])
def test_what_is_broken_is_not_taken(checkout, content):
    (checkout / "data" / "regions.ready").write_bytes(content)
    assert first(checkout) == "Aceh"


def test_check_reads_the_data_themselves(checkout):
    problems = []
    assert next(iter(registry.load_registry(DataFiles(checkout / "data"), problems.append))).name == "Aceh"
    assert problems == []


def test_a_copy_that_is_ours_byte_for_byte_is_what_was_compiled_and_a_changed_one_is_read(checkout, tmp_path):
    """What was compiled has a word that stands in no YAML, so that it is told which of them was taken."""
    own = checkout / "data" / "map.yaml"
    mark = facts_files._mark(own)
    own.with_suffix(".tree").write_bytes(marshal.dumps((mark, {"title": "compiled"}), 4))
    copy = tmp_path / "copy" / "map.yaml"
    copy.parent.mkdir()
    shutil.copy(own, copy)
    assert DataFiles(copy.parent).read("map") == DataFiles(checkout / "data").read("map") == {"title": "compiled"}
    copy.write_bytes(own.read_bytes().replace(b"column: 4", b"column: 5", 1))
    assert "cells" in DataFiles(copy.parent).read("map")
    copy.write_text("title: mine\n", encoding="utf-8")
    files = DataFiles(copy.parent)
    assert files.read("map") == {"title": "mine"}
    assert files.read("map") is files.read("map")
