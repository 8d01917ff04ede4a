"""Two languages: every sentence translated, no catalogue stale, placeholders the same, dates as people write them."""

import ast
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from pilkada_cli.language import LOCALES, choose, spell_clock, spell_date, spell_days, spell_moment, spell_number, use
from pilkada_cli.posko.errors import StoreFailed

PACKAGE = LOCALES.parent
FOLDER = LOCALES / "id" / "LC_MESSAGES"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def catalogue() -> Catalog:
    with (FOLDER / "pilkada.po").open("rb") as file:
        return read_po(file, locale="id")


def sentences() -> set[str]:
    places = [("**.py", "python"), ("templates/**.html", "jinja2")]
    found = extract_from_dir(str(PACKAGE), method_map=places, keywords=KEYWORDS)
    return {text if isinstance(text, str) else text[0] for _file, _line, text, _notes, _context in found}


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w*)\}", text))


def first(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def test_the_catalogue_holds_every_sentence_of_the_code_and_no_other():
    known = {first(message.id) for message in catalogue() if message.id}
    assert known == sentences()


def test_no_sentence_stands_within_another_text():
    """From Python 3.12 on an f-string is no text but parts, and the tool that gathers sentences finds none in them."""
    for path in PACKAGE.rglob("*.py"):
        texts = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)]
        calls = [part for text in texts for part in ast.walk(text) if isinstance(part, ast.Call)]
        asked = [call for call in calls if getattr(call.func, "id", "") in KEYWORDS]
        assert not [call for call in asked if isinstance(call.args[0], ast.Constant)], path


#: Texts that begin small and are whole sentences: their first word is a command, a value or a name as it is typed, or
#: they stand behind the name of the program or the number of a line.
WHOLE = ("board writes", "calendar writes", "export writes", "rendah, sedang", "pilkada: ", "this is a bug", "the last checkpoint here was", "table on a terminal",
         "a cell stands under")  # fmt: skip


def test_a_text_that_goes_into_a_sentence_has_no_end_of_its_own():
    """`The place cannot be used: was it copied whole?.` had two."""
    parts = {text for text in sentences() if text[:1].islower() and not text.startswith(WHOLE)}
    assert len(parts) > 100
    assert sorted(text for text in parts if text.endswith((".", "?", "!"))) == []


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        ("is it on?", "is it on?"),
        ("gone.", "gone."),
        ("no!", "no!"),
        ("gone", "gone."),
        ("no such file...", "no such file..."),
    ],
)
def test_a_sentence_that_quotes_another_program_has_one_end(reason, end):
    assert str(StoreFailed.at("x", reason)) == f"The post's store x {end}"


def test_every_sentence_is_translated_and_none_is_fuzzy():
    for message in catalogue():
        forms = [message.string] if isinstance(message.string, str) else message.string
        assert all(forms), message.id
        if message.id:
            assert not message.fuzzy, message.id


def test_placeholders_agree():
    for message in catalogue():
        wanted = message.id if isinstance(message.id, str) else message.id[1]
        for form in [message.string] if isinstance(message.string, str) else message.string:
            if message.id:
                assert placeholders(form) == placeholders(wanted), message.id


def test_the_compiled_catalogue_is_of_this_one():
    with (FOLDER / "pilkada.mo").open("rb") as file:
        compiled = {first(message.id): message.string for message in read_mo(file) if message.id}
    written = {first(message.id): message.string for message in catalogue() if message.id}
    assert {key: tuple(value) for key, value in compiled.items()} == {
        key: tuple(value) for key, value in written.items()
    }


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"), ([], {"LANG": "id_ID.UTF-8"}, "id"), ([], {"LANG": "en_US.UTF-8"}, "en"), ([], {"LANG": "C"}, "en"),
        ([], {"LC_ALL": "id", "LANG": "en_US"}, "id"), ([], {"LC_ALL": "C", "LANG": "id_ID"}, "en"),
        ([], {"LANG": "idx"}, "en"), ([], {"PILKADA_LANG": "id", "LANG": "en_US"}, "id"),
        (["--lang", "en"], {"PILKADA_LANG": "id"}, "en"), (["countdown", "--lang=id"], {}, "id"),
        (["regions", "find", "--", "--lang", "id"], {}, "en"), (["--lang"], {"LANG": "id_ID"}, "id"),
    ],
)  # fmt: skip
def test_the_language_is_chosen_by_option_variable_and_locale(arguments, environment, language):
    assert choose(arguments, environment) == language


def test_dates_and_numbers_as_people_write_them():
    day, moment = date(2024, 11, 27), datetime.fromisoformat("2024-11-27T07:00+07:00")
    assert spell_moment(moment, "WIB") == "Wednesday, 27 November 2024, 07:00 WIB"
    assert spell_number(435296) == "435,296"
    assert spell_days(date(2024, 9, 25), date(2024, 11, 23)) == "25 September–23 November 2024"
    use("id")
    assert spell_moment(moment, "WIB") == "Rabu, 27 November 2024 pukul 07.00 WIB"
    assert spell_number(435296) == "435.296"
    assert spell_date(day) == "Rabu, 27 November 2024"
    assert spell_clock(moment) == "07.00"
    assert spell_days(date(2024, 11, 24), date(2024, 11, 26)) == "24–26 November 2024"
    assert spell_days(None, day) == "sampai 27 November 2024"


ENGLISH = re.compile(
    r"\b(the|are|and|there|this|not|with|see|usage|options|commands|arguments|missing|until)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "command",
    [
        [], ["countdown"], ["status"], ["is"], ["checklist"], ["check"], ["sources"], ["regions"], ["regions", "list"],
        ["regions", "show"], ["regions", "find"], ["regions", "stats"], ["stages"], ["stages", "list"],
        ["stages", "show"], ["stages", "timeline"], ["calendar"], ["wait"], ["posko"], ["posko", "open"], ["posko", "members"],
        ["posko", "members", "list"], ["posko", "members", "add"], ["posko", "members", "end"], ["posko", "plan"], ["posko", "plan", "list"],
        ["posko", "plan", "add"], ["posko", "plan", "done"], ["posko", "report"], ["posko", "incidents"], ["posko", "incidents", "show"],
        ["posko", "incidents", "update"], ["posko", "show"], ["posko", "update"], ["posko", "tick"], ["posko", "untick"], ["posko", "nil"],
        ["posko", "overdue"], ["posko", "sitrep"], ["posko", "log"], ["posko", "export"], ["posko", "merge"], ["posko", "verify"],
        ["posko", "import"], ["posko", "rebuild"], ["posko", "words"],
    ],
)  # fmt: skip
def test_help_is_indonesian_all_through(run, command):
    result = run("--lang", "id", *command, "--help")
    assert result.exit_code == 0
    words = re.sub(r"\[OPTIONS\]|COMMAND|\[ARGS\]|--[a-z-]+", "", result.stdout)
    assert not ENGLISH.search(words), ENGLISH.findall(words)
    assert "Tampilkan bantuan ini." in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"], ["countdwn"], ["countdown", "--nonsense"], ["countdown", "a", "b"], ["regions", "show"], ["countdown", "-f", "xml"],
        ["countdown", "--as-of"], ["countdown", "--days=3"], ["countdown", "--as-of", "x"], ["regions", "show", "Bandung"],
        ["regions", "show", "Atlantis"], ["countdown", "sengketa"], ["countdown", "--region", "34"], ["checklist", "--actor", "x"],
        ["posko", "incidents"], ["posko", "report", "x"], ["posko", "report", "x", "--category", "X"], ["posko", "overdue", "--by", "x"],
        ["posko", "nil", "31.71", "--by", " "], ["posko", "merge", "/gone"], ["posko", "sitrep", "-f", "xml"], ["posko", "open", "Bandung"],
        ["countdown", "--data", "/gone"], ["stages", "list", "--main", "--all"], ["stages", "show", "uji-baca-quran", "--region", "51"],
    ],
)  # fmt: skip
def test_errors_are_indonesian_all_through(run, arguments):
    result = run("--lang", "id", *arguments)
    assert result.exit_code in (2, 3, 4)
    assert not ENGLISH.search(result.stderr), result.stderr


def test_help_in_english_after_indonesian_is_english_again(run):
    run("--lang", "id", "countdown", "--help")
    assert "Set the clock" in run("countdown", "--help").stdout


def test_texts_of_the_data_are_there_in_both_languages(run):
    assert "Quiet period" in run("is", "masa-tenang", "-f", "table", "--as-of", "H-1").stdout
    assert "Masa tenang" in run("is", "masa-tenang", "-f", "table", "--as-of", "H-1", "--lang", "id").stdout
    english = run("checklist", "masa-tenang", "-f", "md", "--as-of", "H-3").stdout
    indonesian = run("checklist", "masa-tenang", "-f", "md", "--as-of", "H-3", "--lang", "id").stdout
    assert "## Quiet period" in english
    assert "## Masa tenang" in indonesian
    assert (english.split(":")[0], indonesian.split(":")[0]) == ("# Checklist", "# Daftar periksa")
    late = run("checklist", "masa-tenang", "-f", "md", "--as-of", "H+3", "--lang", "id").stdout
    assert "**lewat**" in late
    assert "overdue" not in late
    assert english.count("- [ ]") == indonesian.count("- [ ]") == 10


def test_the_catalogue_is_in_the_package():
    assert Path(LOCALES).is_dir()
