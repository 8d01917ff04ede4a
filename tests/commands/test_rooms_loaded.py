"""A command loads the rooms of its own subject and no others: what each may load is listed here."""

import subprocess
import sys

import pytest

#: What every command needs: the way in, its options, its answer, and the files of the data.
ALWAYS = {
    "app",
    "clock",
    "commands",
    "election",
    "errors",
    "facts",
    "language",
    "output",
    "printable",
    "session",
    "shortage",
}


def loaded(arguments: str) -> set[str]:
    """The modules of the program that a call loads, without the program's name."""
    names = (name.partition("pilkada_cli.")[2] for name in loaded_libraries(arguments))
    return {name for name in names if name}


def loaded_libraries(arguments: str) -> set[str]:
    """All modules that a call loads."""
    script = (
        f"import sys\nsys.argv = 'pilkada {arguments}'.split()\n"
        "try:\n    from pilkada_cli.__main__ import main; main()\nexcept SystemExit: pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(result.stderr.split())


def test_the_version_is_answered_before_anything_is_loaded():
    assert loaded("--version") == {"__main__"}


@pytest.mark.parametrize(
    ("arguments", "rooms"),
    [
        ("countdown --days", {"regions.region", "stages", "screens.countdown"}),
        ("is kampanye -q", {"regions.region", "stages", "screens.countdown"}),
        ("regions list -f tsv", {"regions"}),
        ("stages list -f json", {"regions.region", "stages"}),
        ("posko words", {"posko.words", "posko.words_file", "posko.errors"}),
        ("posko nil 31.71", {"regions", "posko"}),
        ("checklist masa-tenang -f tsv", {"regions.region", "stages", "screens.checklist", "posko.ticks", "posko.errors",
                                          "posko.log", "posko.store", "posko.texts"}),
    ],
)  # fmt: skip
def test_a_command_loads_the_rooms_of_its_subject_alone(run, arguments, rooms, tmp_path, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    assert run("posko", "open", "31").exit_code == 0
    allowed = {"__main__", *ALWAYS, *rooms}
    # A folder is loaded with whatever is in it, and holds nothing of its own.
    folders = {"posko", "regions", "screens"}
    others = {name for name in loaded(arguments) if not any(f"{name}.".startswith(f"{room}.") for room in allowed)}
    assert not others - folders


@pytest.mark.parametrize(
    ("arguments", "others"),
    [
        (
            "posko nil 31.71 --force",
            ("commands.posko.incidents", "posko.incidents", "posko.private", "posko.sitrep", "posko.members", "stages"),
        ),
        ("regions list -f tsv", ("commands.stages", "commands.countdown", "regions.names")),
    ],
)
def test_a_command_does_not_load_the_subjects_beside_its_own(run, arguments, others, tmp_path, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    assert run("posko", "open", "31").exit_code == 0
    assert not loaded(arguments) & set(others)


@pytest.mark.parametrize(
    "arguments",
    ["checklist masa-tenang", "stages list", "regions list", "calendar", "posko incidents", "posko sitrep", "status"],
)
def test_what_is_not_printed_loads_no_template(run, arguments, tmp_path, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    assert run("posko", "open", "31").exit_code == 0
    pages = {"output.page", "output.paper"}
    assert "jinja2" not in loaded_libraries(arguments)
    assert not loaded(arguments) & pages
    assert not {name for name in loaded(arguments) if name.startswith("pages")}


@pytest.mark.parametrize("arguments", ["regions list -f html", "calendar -f html"])
def test_what_is_printed_does(arguments):
    assert "jinja2" in loaded_libraries(arguments)
