"""What every command of the post has: the formats, and the name of who writes."""

import csv
import io
import json

import pytest
import yaml


@pytest.mark.parametrize(
    "arguments", [["members", "list"], ["plan", "list"], ["incidents"], ["overdue"], ["log"], ["verify"]]
)
def test_every_list_has_every_format(file_post, arguments):
    file_post.report('Titel, "mit" Zeichen')
    ends = 1 if arguments == ["overdue"] else 0
    rows = file_post.rows(*arguments, ends=ends)
    lines = file_post(*arguments, "-f", "jsonl", ends=ends).stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.reader(io.StringIO(file_post(*arguments, "-f", "csv", ends=ends).stdout)))
    assert len(table) == len(rows) + 1
    tsv = file_post(*arguments, ends=ends).stdout.splitlines()
    assert tsv[0].split("\t") == table[0]
    assert len(tsv) == len(rows) + 1
    first = table[0][0]
    picked = file_post(*arguments, "--columns", first, "--no-header", ends=ends).stdout.splitlines()
    assert len(picked) == len(rows)
    assert len(yaml.safe_load(file_post(*arguments, "-f", "yaml", ends=ends).stdout)) == len(rows)
    assert file_post(*arguments, "-f", "md", ends=ends).stdout.startswith("| ") or not rows


def test_the_writer_is_by_then_the_variable_then_the_system_s_user(file_post, monkeypatch):
    file_post("nil", "31.71", "--by", "sari")
    file_post("nil", "31.71")
    monkeypatch.setenv("LOGNAME", "systemuser")
    file_post.by = ""
    file_post("nil", "31.71")
    assert [entry["writer"] for entry in file_post.log()[-3:]] == ["sari", "rini", "systemuser"]
    assert "blank" in file_post.said("nil", "31.71", "--by", " ")
