"""`-f yaml` can be read by YAML's parsers, the one in Python and the one in C, for every text there is."""

import json

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pilkada_cli.commands.posko import incidents, log
from pilkada_cli.commands.regions import COLUMNS as REGIONS
from pilkada_cli.output.formats import render
from pilkada_cli.output.table import Rows, Table

PARSERS = [yaml.SafeLoader, yaml.CSafeLoader]
#: Every character, those that are half of one as well.
ANY = st.text(st.characters(codec=None, categories=None), max_size=40)
#: What one parser or another refuses, or reads as something else.
ODD = ["\ufffe", "\uffff", "\ufeff", "\x00", "\x07", "\x7f", "\x85", "\x9f", "\u2028", "\ud800", "\udfff", "\ud83d\ude00", "\U0001fffe",
       "\U0010ffff", "\\ud800", "\\ufffe", '"', "'", "\\", "#", ": ", "- ", "%", "@", "`", "!", "&", "*", "{", "<<", "~", "no", "1e3"]  # fmt: skip


def whole(text: str) -> str:
    """The text as YAML can hold it: half a character is none."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


def read(table: Table, parser: type) -> object:
    return yaml.load(render(table, "yaml"), parser)


@pytest.mark.parametrize("columns", [incidents.LISTED, log.COLUMNS, REGIONS, incidents.DETAILED])
@pytest.mark.parametrize("parser", PARSERS)
@settings(deadline=None, max_examples=40)
@given(text=ANY)
@example("".join(ODD))
def test_every_text_in_every_column_is_read_back(columns, parser, text):
    row = dict.fromkeys(columns, text) | {"body": {"note": text, "after": [text]}, "history": Rows([{"note": text}])}
    table = Table(columns, [row, row])
    own = whole(text)
    plain = dict.fromkeys(columns, own) | {"body": {"note": own, "after": [own]}, "history": [{"note": own}]}
    expected = {name: plain[name] for name in columns}
    assert read(table, parser) == [expected, expected]
    assert read(table._replace(rows=[row], single=True), parser) == expected


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("text", [*ODD, "x" * 20_000, "\ufffe" * 2000])
def test_each_odd_text_is_read_back(parser, text):
    assert read(Table(("a",), [{"a": text}]), parser) == [{"a": whole(text)}]


def test_every_character_there_is_is_read_back():
    texts = ["".join(map(chr, range(start, start + 0x1000))) for start in range(0, 0x110000, 0x1000)]
    found = read(Table(("a",), [{"a": text} for text in texts]), yaml.CSafeLoader)
    assert found == [{"a": whole(text)} for text in texts]


def test_a_name_in_another_encoding_is_read_back(process):
    result = process("regions", "find", "-", "-f", "yaml", stdin="Jos\xe9\n".encode("latin-1"))
    assert [row["input"] for row in yaml.load(result.stdout, yaml.CSafeLoader)] == ["Jos\ufffd"]


def test_what_a_post_has_recorded_is_read_back(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_BY", "rini \ufffe")
    run("posko", "open", "31")
    texts = [f"x{text}x" for text in ODD if not set(text) & {"\0", *map(chr, range(0xD800, 0xE000))}]
    lines = "".join(
        json.dumps({"title": text, "category": "LOG", "details": text, "agency": text}) + "\n" for text in texts
    )
    assert run("posko", "import", "-", stdin=lines.encode()).exit_code == 0
    for words in (
        ["incidents"],
        ["log"],
        ["show", run("posko", "incidents", "-f", "tsv", "--columns", "id").stdout.split()[1]],
    ):
        written = run("posko", *words, "-f", "yaml").stdout_bytes
        for parser in PARSERS:
            assert yaml.load(written, parser) == json.loads(run("posko", *words, "-f", "json").stdout)
