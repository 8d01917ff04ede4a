"""The tests lie in the same tree as the code they show, so that either leads to the other."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOMS = TESTS.parent / "pilkada_cli"
#: What goes through the whole house: every parser, and every kind of fault.
THROUGHOUT = {Path("parsers"), Path("faults")}


def test_each_folder_of_tests_is_called_after_a_room():
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    assert [folder for folder in sorted(folders - THROUGHOUT) if not (ROOMS / folder).is_dir()] == []
    assert len(folders) > 5


def test_no_two_files_of_tests_have_one_name():
    names = [path.name for path in TESTS.rglob("test_*.py")]
    assert len(names) == len(set(names))
