"""`--sort`, `--limit`, `--search` and `--json` on lists."""

import json

import pytest


def test_the_three_largest_provinces(run):
    answer = run(
        "regions",
        "list",
        "--level",
        "provinsi",
        "--sort",
        "-polling_stations",
        "--limit",
        "3",
        "--json",
        "code,polling_stations",
    )
    stations = [row["polling_stations"] for row in json.loads(answer.stdout)]
    assert stations == sorted(stations, reverse=True)
    assert len(stations) == 3


def test_json_is_format_and_columns_in_one(run):
    assert run("regions", "list", "--json", "code,name").stdout == run(
        "regions", "list", "-f", "json", "--columns", "code,name").stdout  # fmt: skip
    assert json.loads(run("countdown", "--json", "days", "--as-of", "H-3").stdout) == {"days": 3}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--json", "code", "-f", "csv"], "--json"), (["--json", "code", "--columns", "code"], "--json"), (["--json", "colour"], "colour"),
        (["--sort", "colour"], "colour"), (["--limit", "-1"], "--limit"), (["--limit", "x"], "limit"), (["--json", ""], "at least one"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(run, options, words):
    result = run("regions", "list", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_search_finds_in_any_column_and_in_both_languages(rows):
    assert {row["code"] for row in rows("regions", "list", "--search", "mimika")} == {"94.04"}
    assert "masa-tenang" in {row["id"] for row in rows("stages", "list", "--search", "QUIET-period")}
    assert rows("regions", "list", "--search", "no such thing") == []


def test_a_column_of_mixed_kinds_has_an_order_and_what_is_blank_stands_last(rows):
    for sort in ("exempt_reason", "-exempt_reason", "office", "-pairs"):
        values = [row[sort.removeprefix("-")] for row in rows("regions", "list", "--sort", sort)]
        filled = [value for value in values if value is not None]
        assert values == filled + [None] * (len(values) - len(filled))


def test_a_limit_of_nothing_is_an_empty_list(rows):
    assert rows("regions", "list", "--limit", "0") == []
