"""What loads at start-up: nothing heavy, and nothing that reads the environment or the clock."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import pilkada_cli

HEAVY = ["rich", "yaml", "dateutil", "rapidfuzz", "babel", "pydantic", "importlib.metadata", "json", "csv"]


def loaded_after(statement: str) -> set[str]:
    script = f"import sys\n{statement}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(result.stderr.split())


def test_importing_the_program_loads_nothing_heavy():
    assert not loaded_after("import pilkada_cli.app") & set(HEAVY)


@pytest.mark.parametrize(
    "command", ["countdown --days", "countdown -f tsv", "is kampanye -q", "regions list -f tsv", "--help"]
)
def test_a_plain_command_loads_neither_rich_nor_near_misses(command):
    run = f"sys.argv = 'pilkada {command}'.split()\ntry:\n import pilkada_cli.__main__ as m; m.main()\nexcept SystemExit: pass"
    assert not loaded_after(run) & {"rich", "rapidfuzz", "dateutil", "pydantic"}


@pytest.mark.parametrize("command", ["posko report x --category LOG", "posko nil 31.71", "posko incidents"])
def test_a_plain_command_of_the_post_loads_neither_rich_nor_a_server_s_library(command, tmp_path, monkeypatch, run):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    assert run("posko", "open", "31").exit_code == 0
    start = f"sys.argv = 'pilkada {command}'.split()\ntry:\n import pilkada_cli.__main__ as m; m.main()\nexcept SystemExit: pass"
    loaded = loaded_after(start)
    assert "sqlite3" in loaded
    assert not loaded & {"rich", "rapidfuzz", "dateutil", "pydantic", "psycopg", "tempfile", "platformdirs"}


@pytest.mark.parametrize("command", ["countdown", "status -f table --as-of H-2", "checklist -f table --as-of H-2"])
def test_where_there_is_no_post_nothing_of_it_is_loaded(command):
    start = f"sys.argv = 'pilkada {command}'.split()\ntry:\n import pilkada_cli.__main__ as m; m.main()\nexcept SystemExit: pass"
    assert not {name for name in loaded_after(start) if name == "sqlite3" or name.startswith("pilkada_cli.posko")}


def test_core_rooms_do_not_speak_typer():
    package = Path(pilkada_cli.__file__).parent
    rooms = ["audit", "facts", "output", "posko", "regions", "screens", "stages"]
    modules = [path.relative_to(package.parent) for room in rooms for path in (package / room).rglob("[!_]*.py")]
    names = [".".join(path.with_suffix("").parts) for path in modules]
    assert len(names) > 50
    assert not loaded_after("\n".join(f"import {name}" for name in names)) & {"typer", "rich"}


def test_help_works_in_an_empty_home_and_reads_no_data(process, tmp_path):
    result = process("countdown", "--help", HOME=str(tmp_path), PILKADA_DATA="/gone")
    assert result.returncode == 0
    assert b"--as-of" in result.stdout


def test_version():
    from pilkada_cli import __version__

    result = subprocess.run(
        [sys.executable, "-m", "pilkada_cli", "--version"], capture_output=True, text=True, check=True
    )
    assert result.stdout == f"pilkada {__version__}\n"


def test_completion_offers_regions_and_stages_with_their_names(process):
    def complete(line: str) -> str:
        words = line.split(" ")
        environment = {
            "_PILKADA_COMPLETE": "complete_zsh",
            "_TYPER_COMPLETE_ARGS": line,
            "COMP_CWORD": str(len(words) - 1),
        }
        return process(**environment).stdout.decode()

    assert "Kota Administrasi Jakarta Selatan" in complete("pilkada regions show 31.7")
    assert "Kota Bandung" in complete("pilkada regions show Kota\\ Ban") or "Kota" in complete(
        "pilkada regions show Kota"
    )
    assert "masa-tenang" in complete("pilkada stages show masa")
    assert "Campaign off-schedule" in complete("pilkada posko report x --category KM")
    assert "diteruskan" in complete("pilkada posko update x --status dite")
    assert "satpol_pp_linmas" in complete("pilkada posko members add satpol")
    assert "Quiet period" in complete("pilkada stages show masa-t")


@pytest.mark.parametrize(
    "command", ["countdown", "status -f table --as-of H-2", "regions list -f json", "regions list -f table"]
)
def test_a_short_command_spends_no_time_on_looking_for_circles_in_memory(command):
    script = (
        "import gc, sys\nimport pilkada_cli.__main__ as m\nlooked = []\ngc.callbacks.append(lambda *_of: looked.append(1))\n"
        f"gc.collect()\nlooked.clear()\nsys.argv = 'pilkada {command}'.split()\n"
        "try:\n m.main()\nexcept SystemExit: pass\nprint(len(looked), gc.get_freeze_count() > 1000, file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stderr.splitlines()[-1] == "0 True"


def test_what_later_pythons_load_late_is_imported_there_and_named_before():
    """Python 3.15 looks at the names when it comes to an import; a name that is no longer imported would say nothing."""
    found = 0
    for path in Path(pilkada_cli.__file__).parent.rglob("*.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        for place, one in enumerate(body):
            if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "__lazy_modules__":
                found += 1
                assert not [before for before in body[:place] if isinstance(before, ast.Import | ast.ImportFrom)]
                imported = {after.module for after in body[place:] if isinstance(after, ast.ImportFrom)}
                assert ast.literal_eval(one.value) <= imported, path
    assert found
