"""Text of users: refused where it is no text, else kept to the letter and shown harmless; SQL in it does nothing."""

import csv
import io
import json
import re

import pytest

HOSTILE = {
    "markup": "[red]merah[/red] [/] [bold", "escape": "\x1b[31mmerah\x1b[0m \x1b]0;judul\x07", "c1": "\x9b31m \x90x\x9c",
    "direction": "\u202eabc\u202c \u2066x\u2069 \u200f", "separators": "a\u2028b\u2029c", "cells": "a\tb|c,d;\"e\"'f'\\",
    "html": "<script>alert(1)</script> & <b>", "markdown": "# judul * _x_ `y` [z](http://z) |", "formula": "=HYPERLINK(\"http://x\")",
    "sql": "x'); DROP TABLE entries; --", "percent": "100% %s %(x)s {x} {0} $1 ?", "unicode": "Nāgarī 🗳️ ꦗꦮ é é", "quotes": "'\"''\"\"",
}  # fmt: skip
#: What a terminal acts on, or what turns text around.
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def fill(post, text):
    """Put the text into every field that takes one."""
    post("open", "31", "--host", text)
    own = post("report", text, "--category", "LOG", "--agency", text, "--details", text).stdout.strip()
    post("update", own, "--note", text, "--owner", text)
    post("members", "add", text, "--role", text, "--contact", text, "--shift", text)
    post("members", "add", "KPU", "--contact", text)
    plan = post("plan", "add", text, "--at", "2024-11-27T10:00", "--note", text).stdout.strip()
    post("plan", "done", plan, "--note", text)
    post("tick", "masa-tenang", "quiet-01", "--note", text)
    post("nil", "31.71", "--note", text)
    post("import", "-", stdin=json.dumps({"title": text, "category": "LOG", "details": text}))
    return own


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_it_is_kept_to_the_letter_and_shown_harmless(laptop, text):
    post = laptop(by=text)
    own = fill(post, text)
    row = post.rows("show", own)
    assert (row["title"], row["agency"], row["owner"], row["details"]) == (text, text, text, text)
    assert row["history"][1]["note"] == row["history"][1]["writer"] == text
    assert {entry["writer"] for entry in post.log()} == {text}
    table = list(csv.DictReader(io.StringIO(post("incidents", "-f", "csv").stdout)))
    assert [line["title"] for line in table] == [text, text]
    assert post.rows("verify") == []
    for arguments in (["incidents"], ["show", own], ["members", "list"], ["plan", "list"], ["log"]):
        for form in ("table", "md", "tsv", "yaml"):
            assert not ACTING.search(post(*arguments, "-f", form).stdout), (arguments, form)
    for form in ("table", "md", "html"):
        assert not ACTING.search(post("sitrep", "-f", form).stdout), form


def test_a_page_holds_no_tag_of_theirs(laptop):
    post = laptop(by="<i>")
    fill(post, HOSTILE["html"])
    page = post("sitrep", "-f", "html").stdout
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page


@pytest.mark.parametrize("arguments", [["sitrep"], ["incidents"], ["log"], ["members", "list"]])
def test_markdown_of_theirs_is_text(laptop, arguments):
    post = laptop()
    fill(post, HOSTILE["markdown"])
    post("nil", "31.71", "--note", HOSTILE["html"])
    paper = post(*arguments, "-f", "md").stdout
    assert "[z](http://z)" not in paper
    assert "<script" not in paper.replace("\\<script", "")
    for table in re.findall(r"(?:^\|.*\n)+", paper, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1, table


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "\udcff\udcfe"])
def test_what_is_no_text_is_refused(file_post, text):
    before = file_post.log()
    own = "0" * 8
    for arguments in (
        ["report", text, "--category", "LOG"], ["report", "x", "--category", "LOG", "--details", text], ["nil", "31.71", "--note", text],
        ["members", "add", text], ["members", "add", "KPU", "--contact", text], ["plan", "add", text, "--at", "H"], ["nil", "31.71", "--by", text],
        ["report", "x", "--category", text], ["report", "x", "--category", "LOG", "--region", text], ["show", text], ["tick", text, "x"],
        ["tick", "masa-tenang", text], ["update", own, "--status", text], ["incidents", "--region", text], ["log", "--kind", text], ["log", "--writer", text],
        ["report", "x", "--category", "LOG", "--occurred", text], ["overdue", "--within", text], ["open", text],
    ):  # fmt: skip
        result = file_post(
            *arguments, ends=3 if arguments[0] in ("show", "tick", "open") or "--region" in arguments else 2
        )
        assert len(result.stderr) < 1500
        assert not ACTING.search(result.stderr.replace("\n", ""))
    assert file_post.log() == before


def test_a_megabyte_is_refused_wherever_it_stands(file_post):
    before = file_post.log()
    text = "x" * (1 << 20)
    for arguments in (
        ["report", text, "--category", "LOG"],
        ["nil", "31.71", "--note", text],
        ["members", "add", text],
        ["nil", "31.71", "--by", text],
    ):
        assert "at most can be recorded" in file_post.said(*arguments)
    assert "at most can be recorded" in file_post.said("report", "x", "--category", "LOG", "--details", "-", stdin=text)
    assert file_post.log() == before


def test_the_longest_details_are_kept_whole(post):
    text = "é" * 20_000
    own = post("report", "x", "--category", "LOG", "--details", "-", stdin=text).stdout.strip()
    assert post.rows("show", own)["details"] == text


@pytest.mark.parametrize("value", ["x' OR '1'='1", "'; DROP TABLE entries; --", "%' OR 1=1 --", "1) UNION SELECT 1 --"])
def test_sql_in_a_filter_finds_nothing_and_does_nothing(post, value):
    post.report()
    assert post.rows("incidents", "--agency", value) == []
    assert post.rows("incidents", "--owner", value) == []
    assert post.rows("log", "--writer", value) == []
    post.said("show", value, ends=3)
    post.said("incidents", "--region", value, ends=3)
    post.said("incidents", "--status", value)
    assert len(post.rows("incidents")) == 1
