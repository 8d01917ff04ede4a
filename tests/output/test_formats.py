"""Machine formats to the letter, and tables for people."""

import csv
import io
import json

import pytest
import yaml

from pilkada_cli.errors import UnknownColumn
from pilkada_cli.language import Text
from pilkada_cli.output.formats import render
from pilkada_cli.output.table import Screen, Table

TABLE = Table(("code", "n", "flag", "words", "none", "text"), [
    {"code": "11.10", "n": 435296, "flag": True, "words": ("a", "b"), "none": None, "text": Text("satu", "one")},
    {"code": 'a\t"b"\\', "n": 0, "flag": False, "words": (), "none": None, "text": "[red] \x1b[31m\n\u009b[/]"},
])  # fmt: skip
EMPTY = Table(("a", "b"), [])


def test_tsv():
    assert render(TABLE, "tsv") == (
        "code\tn\tflag\twords\tnone\ttext\n"
        "11.10\t435296\ttrue\ta,b\t\tsatu\n"
        'a\\t"b"\\\\\t0\tfalse\t\t\t[red] \\x1b[31m\\n\\x9b[/]\n'
    )


def test_csv_is_read_back_by_the_csv_module():
    text = render(TABLE, "csv")
    assert text.startswith("code,n,flag,words,none,text\n11.10,435296,true,")
    assert list(csv.reader(io.StringIO(text)))[2] == ['a\t"b"\\', "0", "false", "", "", "[red] \x1b[31m\n\x9b[/]"]


def test_json_is_one_array_in_utf_8_without_raw_controls():
    text = render(TABLE, "json")
    rows = json.loads(text)
    assert rows[0] == {"code": "11.10", "n": 435296, "flag": True, "words": ["a", "b"], "none": None, "text": "satu"}
    assert rows[1]["text"] == "[red] \x1b[31m\n\x9b[/]"
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert "é" in render(Table(("a",), [{"a": "é"}]), "json")


def test_jsonl_is_one_object_a_line():
    assert [json.loads(line)["n"] for line in render(TABLE, "jsonl").splitlines()] == [435296, 0]


def test_yaml_is_read_back_with_its_types():
    assert yaml.safe_load(render(TABLE, "yaml")) == json.loads(render(TABLE, "json"))


def test_empty_lists_keep_their_shape():
    assert render(EMPTY, "json") == "[]\n"
    assert render(EMPTY, "jsonl") == ""
    assert render(EMPTY, "yaml") == "[]\n"
    assert render(EMPTY, "csv") == "a,b\n"
    assert render(EMPTY, "tsv") == "a\tb\n"
    assert render(EMPTY, "tsv", header=False) == ""


def test_a_single_thing_is_one_object():
    single = Table(("a", "b"), [{"a": 1, "b": None}], single=True)
    assert render(single, "json") == '{"a": 1, "b": null}\n'
    assert render(single, "yaml") == "a: 1\nb: null\n"
    assert render(single, "tsv") == "a\tb\n1\t\n"
    assert render(single, "table") == "a  1\n"  # people are shown what has a value


def test_columns_are_picked_and_ordered():
    assert render(TABLE, "tsv", ["n", "code"], header=False).splitlines()[0] == "435296\t11.10"
    assert list(json.loads(render(TABLE, "json", ["flag", "n"]))[0]) == ["flag", "n"]
    with pytest.raises(UnknownColumn, match="colour"):
        render(TABLE, "json", ["colour"])


def test_markdown_keeps_bars_in_their_cell():
    assert render(Table(("a",), [{"a": "x|y"}]), "md") == "| a |\n| --- |\n| x\\|y |\n"


@pytest.mark.parametrize("width", [None, 80, 20, 1])
def test_a_table_for_people_loses_nothing_and_lets_no_control_through(width):
    text = render(TABLE, "table", screen=Screen(width=width))
    assert "\x1b" not in text
    assert "[red]" in text.replace("\n", "")
    assert "435,296" in text.replace("\n", "") or width == 80


def test_a_key_too_wide_for_the_screen_is_folded_not_cut():
    text = render(Table(("a", "b"), [{"a": "x" * 100, "b": "y"}]), "table", screen=Screen(width=40))
    assert text.count("x") == 100
    assert max(map(len, text.splitlines())) == 40


def test_format_and_language_do_not_touch_each_other(run):
    for form in ("tsv", "csv", "json", "jsonl", "yaml"):
        for command in (["stages", "list", "--all"], ["regions", "list"], ["checklist", "--all"], ["sources"]):
            answers = {run(*command, "-f", form, "--lang", lang, "--as-of", "H").stdout for lang in ("id", "en")}
            assert len(answers) == 1, (form, command)


def test_a_pipe_gets_tsv_and_the_header_can_be_left_out(process):
    text = process("regions", "list", "--level", "provinsi", "--columns", "code,name").stdout.decode()
    assert text.startswith("code\tname\n11\tAceh\n")
    text = process("regions", "list", "--kind", "kota", "--columns", "code", "--no-header").stdout.decode()
    assert text.startswith("11.71\n")


def test_an_unknown_column_is_a_usage_error(run):
    result = run("regions", "list", "--columns", "code,colour")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "polling_stations" in result.stderr


def test_no_text_in_markdown_is_struck_out_or_read_as_mathematics():
    table = Table(("a",), [{"a": "~~s~~ ~t~ $x^2$ $$y$$"}])
    assert render(table, "md") == "| a |\n| --- |\n| \\~\\~s\\~\\~ \\~t\\~ \\$x^2\\$ \\$\\$y\\$\\$ |\n"
