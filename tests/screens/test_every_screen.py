"""Every screen at every width, in both languages, over text that nobody would like to see: nothing runs over."""

import re

import pytest

from pilkada_cli.output.headings import HEADINGS
from pilkada_cli.output.lines import width

COMMANDS = [
    "countdown", "countdown kampanye --region 91", "status", "status --region 31", "regions list --province 31",
    "regions list --exempt", "regions show 34", "regions show 11.01", "regions find Bandung Jabar xyz",
    "regions stats", "regions stats --by zone", "regions stats --by kind", "regions stats --by province", "stages list",
    "stages list --all --limit 30", "stages show pelantikan", "stages show pemungutan-suara", "stages timeline",
    "stages timeline --all --limit 40", "checklist", "checklist masa-tenang --basis", "sources masa-tenang", "check",
    "elections list", "elections show 2018", "contests list --limit 30", "contests list --region 31", "is masa-tenang", "is pemungutan-suara --region 91",
]  # fmt: skip
POSKO = [
    "incidents", "incidents --all", "incidents --status diteruskan", "incidents --limit 3", "overdue", "members list",
    "members list --all", "plan list", "log", "words", "verify", "sitrep", "show {sign}", "update {sign} --note x",
    "nil 31.71", "tick masa-tenang quiet-01", "plan add Rapat --at H", "members add BPBD", "open 31",
    "report Banjir --category BNC",
]  # fmt: skip
TITLES = [
    "Surat suara kurang 40 lembar di TPS 012, Kelurahan Cengkareng Timur, Kecamatan Cengkareng", "e\u0301" * 90, "選挙管理委員会" * 10,
    "🗳️ kotak suara 🇮🇩" * 8, "שלום עולם " * 9, "x" * 190, "\x1b[31mmerah\x07", "| [/red] `x`", "\u200b" * 40 + "a",
]  # fmt: skip
#: Words that stand on no Indonesian screen, and on no English one.
ENGLISH = re.compile(
    r"\b(the|until|from|today|days?|more|going|over|left|status of|open|closed|Monday|voting)\b", re.IGNORECASE
)
INDONESIAN = re.compile(
    r"\b(sampai|mulai|hari|lainnya|sedang|selesai|sisa|terbuka|Senin|wilayah|usia)\b", re.IGNORECASE
)
WHEN = "2024-11-25T06:00"


def wide(text, columns):
    return [line for line in text.splitlines() if width(line) > max(columns, 2)]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("columns", [1, 7, 20, 33, 40, 47, 64, 80, 120, 200])
def test_no_line_runs_over(run, command, lang, columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    result = run(*command.split(), "-f", "table", "--lang", lang, "--as-of", WHEN)
    assert result.exit_code in (0, 1, 3), result.stderr
    assert wide(result.stdout, columns) == []
    assert result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_column_has_a_heading_that_people_read(run, command):
    refused = run(*command.split(), "--columns", "no-such-column").stderr
    columns = refused.rpartition(" are ")[2].strip().rstrip(".").split(", ")
    assert columns
    assert [name for name in columns if name not in HEADINGS] == []


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A post's store with incidents of titles that break screens."""
    from typer.testing import CliRunner

    from pilkada_cli.app import app

    place = tmp_path_factory.mktemp("post") / "posko.db"
    environment = {"PILKADA_POSKO": str(place), "PILKADA_BY": "rini", "PILKADA_AS_OF": WHEN, "PILKADA_LANG": "en"}
    assert CliRunner().invoke(app, ["posko", "open", "31"], env=environment).exit_code == 0
    for number, text in enumerate(TITLES):
        severity = ["rendah", "sedang", "tinggi", "kritis"][number % 4]
        category = ["LOG", "UANG"][number % 2]
        result = CliRunner().invoke(
            app, ["posko", "report", "--category", category, "--severity", severity, "--", text], env=environment
        )
        assert result.exit_code in (0, 2), result.output
    return place


@pytest.mark.parametrize("command", POSKO)
@pytest.mark.parametrize("columns", [1, 20, 40, 53, 80, 120])
def test_no_line_of_the_post_runs_over(run, store, command, columns, monkeypatch, tmp_path):
    import shutil

    own = tmp_path / "posko.db"
    shutil.copy(store, own)
    for name, value in {
        "PILKADA_POSKO": str(own),
        "PILKADA_BY": "rini",
        "PILKADA_AS_OF": WHEN,
        "COLUMNS": str(columns),
    }.items():
        monkeypatch.setenv(name, value)
    sign = run("posko", "incidents", "--columns", "call_sign", "--no-header", "-f", "tsv").stdout.split()[0]
    for lang in ("en", "id"):
        result = run("posko", *command.format(sign=sign).split(), "-f", "table", "--lang", lang)
        assert result.exit_code in (0, 1), result.stderr
        assert wide(result.stdout, columns) == []
        assert "\x1b" not in result.stdout
        assert not result.stdout.startswith("Traceback")


@pytest.mark.parametrize("command", ["incidents", "incidents --all"])
@pytest.mark.parametrize("columns", range(20, 201, 9))
def test_call_signs_are_never_cut(run, store, command, columns, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", str(store))
    monkeypatch.setenv("PILKADA_AS_OF", WHEN)
    monkeypatch.setenv("COLUMNS", str(columns))
    signs = run("posko", "incidents", "--columns", "call_sign", "--no-header", "-f", "tsv").stdout.split()
    text = run("posko", *command.split(), "-f", "table").stdout
    assert all(sign in text for sign in signs)


@pytest.mark.parametrize(
    "command",
    ["status", "stages list", "stages timeline", "checklist masa-tenang", "regions list --province 31", "regions show 91.71",
     "regions stats", "posko incidents", "posko overdue", "posko plan list", "posko members list"],
)  # fmt: skip
def test_each_screen_speaks_one_language(run, store, command, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", str(store))
    monkeypatch.setenv("COLUMNS", "80")
    said = {
        lang: re.sub(
            r"pilkada [a-z -]+|--[a-z-]+",
            "",
            run(*command.split(), "-f", "table", "--lang", lang, "--as-of", WHEN).stdout,
        )
        for lang in ("en", "id")
    }
    assert said["en"] != said["id"]
    assert not ENGLISH.findall(said["id"])
    assert not INDONESIAN.findall(said["en"])


def test_a_terminal_without_unicode_is_served(run, store, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", str(store))
    monkeypatch.setenv("LC_ALL", "C")
    for command in ("status", "stages timeline", "regions list --province 31", "checklist masa-tenang"):
        text = run(*command.split(), "-f", "table", "--as-of", WHEN).stdout
        assert text.isascii(), command
    assert "#" in run("posko", "incidents", "-f", "table", "--as-of", WHEN).stdout


def test_an_empty_post_says_so_and_what_to_try(run, monkeypatch, tmp_path):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_BY", "rini")
    run("posko", "open", "31", "--as-of", WHEN)
    text = run("posko", "incidents", "-f", "table", "--as-of", WHEN).stdout
    assert "No incident is recorded here that fits." in text
    assert "pilkada posko report TITLE --category LOG" in text


def test_a_long_list_of_incidents_is_one_screen_and_says_what_it_leaves_out(run, monkeypatch, tmp_path):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_BY", "rini")
    monkeypatch.setenv("COLUMNS", "80")
    run("posko", "open", "31", "--as-of", WHEN)
    lines = "\n".join(f'{{"title": "Kejadian {n}", "category": "{["LOG", "UANG"][n % 2]}"}}' for n in range(40))
    assert run("posko", "import", "-", "--as-of", WHEN, stdin=lines).exit_code == 0
    text = run("posko", "incidents", "-f", "table", "--as-of", WHEN).stdout
    assert len(text.splitlines()) <= 24
    assert "26 more" in text
    assert len(run("posko", "incidents", "--all", "-f", "table", "--as-of", WHEN).stdout.splitlines()) > 45
