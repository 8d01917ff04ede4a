"""A row of the lists that is missing, or that stands for no entry of its kind, is damage: said by all who read it."""

import pytest
from conftest import tamper as run
from typer.testing import CliRunner

from pilkada_cli.app import app

TO = "'2024-11-27T08:00'"
#: What turns the lists, by what is wrong then. Place 1 opens the post; {report}, {other} and {update} are places.
TURNED = {
    "a report that is another entry": "INSERT INTO reports SELECT 1, post, region, severity, status, traits, occurred, "
    "recorded, received, ref FROM reports WHERE place = {report}",
    "a report that is no entry": "INSERT INTO reports SELECT 999999, post, region, severity, status, traits, occurred, "
    "recorded, received, NULL FROM reports WHERE place = {report}",
    "a report before all": "INSERT INTO reports SELECT -1, post, region, severity, status, traits, occurred, "
    "recorded, received, NULL FROM reports WHERE place = {report}",
    "a report that is an update": "INSERT INTO reports SELECT {update}, post, region, severity, status, traits, "
    "occurred, recorded, received, ref FROM reports WHERE place = {report}",
    "a report that stands elsewhere": "UPDATE reports SET place = {update} WHERE place = {report}",
    "a report that is missing": "DELETE FROM reports WHERE place = {report}",
    "no report": "DELETE FROM reports",
    "a change that is another entry": "INSERT INTO changes VALUES (1, {report}, 0, 0)",
    "a change that is no entry": "INSERT INTO changes VALUES (999999, {report}, 0, 0)",
    "a change that is a report": "INSERT INTO changes VALUES ({other}, {report}, 0, 0)",
    "a change of itself": "INSERT INTO changes VALUES ({other}, {other}, 0, 0)",
    "a change of another entry": "UPDATE changes SET incident = 1 WHERE place = {update}",
    "a change of no entry": "UPDATE changes SET incident = 999999 WHERE place = {update}",
    "a change of another incident": "UPDATE changes SET incident = {other} WHERE place = {update}",
    "a change that is missing": "DELETE FROM changes WHERE place = {update}",
    "a retraction that is missing": "DELETE FROM changes WHERE place = {retract}",
    "a retraction of another incident": "UPDATE changes SET incident = {report} WHERE place = {retract}",
    "no change": "DELETE FROM changes",
}
#: The same with the table's own rules taken away: for SQLite by another table, for PostgreSQL by its ALTER.
LOOSE = {
    "a report of nothing": (
        "reports",
        "UPDATE reports SET region = NULL, severity = NULL, status = NULL, traits = NULL",
    ),
    "a report of no post": ("reports", "UPDATE reports SET post = NULL, received = NULL"),
    "a change of nothing": ("changes", "UPDATE changes SET incident = NULL, received = NULL"),
    "a change twice": ("changes", "INSERT INTO changes SELECT * FROM changes"),
    "a report twice": ("reports", "INSERT INTO reports SELECT * FROM reports"),
}
TEXTS = {
    "a report at a text": ("reports", "UPDATE reports SET received = 'x', occurred = 'y', traits = 5"),
    "a change at a text": ("changes", "UPDATE changes SET incident = 'x', received = x'00'"),
}
READERS = (
    ["incidents"],
    ["incidents", "--all", "-f", "json"],
    ["incidents", "--as-of", "2024-11-27T07:00"],
    ["sitrep"],
    ["sitrep", "-f", "json"],
    ["sitrep", "-f", "html"],
    ["sitrep", "--by-recorded", "--to", "2024-11-27T09:00"],
    ["overdue"],
    ["export"],
    ["log"],
    ["members", "list"],
    ["plan", "list"],
    ["import", "--dry-run", "lines.jsonl"],
)
PAGES = (["board"], ["status"], ["map", "--by", "incidents"], ["checklist"])
MOST = (["incidents", "--all", "-f", "json"], ["sitrep", "-f", "json"])


@pytest.fixture
def full(post, tmp_path, monkeypatch):
    """A post with reports, an update and a retraction; gives it, and the places of some entries."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lines.jsonl").write_text('{"ref": "A-1", "title": "Padam", "category": "LIS"}\n')
    own = [post.report(f"Judul {number}", region="31.71") for number in range(4)]
    post("import", "lines.jsonl")
    post("update", own[0], "--status", "terverifikasi")
    post("retract", own[2], "--note", "salah")
    kinds = {name: [place for place, one in enumerate(post.log(), 1) if one["kind"] == name]
             for name in ("report", "update", "retract")}  # fmt: skip
    places = {"report": kinds["report"][0], "other": kinds["report"][1], "update": kinds["update"][0],
              "retract": kinds["retract"][0]}  # fmt: skip
    return post, places, own


def answers(post, own, turn=None):
    """What readers answer: all, or at this turn those that read most and a third of the others."""
    readers = [["posko", *words] for words in (*READERS, ["show", own[0]], ["show", own[1]])] + [*PAGES]
    most, others = [one for one in readers if one[1:] in MOST], [one for one in readers if one[1:] not in MOST]
    asked = readers if turn is None else most + others[turn % 3 :: 3]
    return {" ".join(words): CliRunner().invoke(app, words, env=post.environment) for words in asked}


def all_say_it(post, own, before, turn):
    """Every reader answers as before, or says that something is damaged and what to do; `rebuild` mends it."""
    assert post("verify", ends=1).stdout.count("\n") > 1
    told = 0
    for name, result in answers(post, own, turn).items():
        assert result.exit_code == before[name].exit_code or result.exit_code == 5, (name, result.output)
        if result.stdout != before[name].stdout or result.exit_code == 5:
            assert "pilkada posko rebuild" in result.stderr, (name, result.output)
            told += 1
    assert told
    post("rebuild")
    assert post.rows("verify") == []


def test_a_row_that_stands_for_no_entry_of_its_kind_or_is_missing_is_damage(full):
    post, places, own = full
    before = answers(post, own)
    for turn, turned in enumerate(TURNED.values()):
        run(post.place, (turned.format(**places),))
        all_say_it(post, own, before, turn)


@pytest.mark.parametrize("turned", ["a report that is another entry", "no report", "no change"])
def test_who_writes_beside_such_a_row_records_or_says_it(full, turned, tmp_path):
    post, places, _own = full
    post.export(tmp_path / "a.jsonl")
    run(post.place, (TURNED[turned].format(**places),))
    for arguments in (["report", "Lagi", "--category", "LOG"], ["nil", "31.71", "--force"], ["merge", "a.jsonl"]):
        assert post(*arguments, ends=None).exit_code in (0, 5), arguments
    post("rebuild")
    assert post.rows("verify") == []


def loosen(place, table):
    if place.startswith("postgres"):
        columns = {"reports": ("post", "region", "severity", "status", "traits", "received"),
                   "changes": ("incident", "received")}  # fmt: skip
        run(place, (f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey",),
            *((f"ALTER TABLE {table} ALTER {name} DROP NOT NULL",) for name in columns[table]))  # fmt: skip
    else:
        run(place, (f"ALTER TABLE {table} RENAME TO old_{table}",),
            (f"CREATE TABLE {table} AS SELECT * FROM old_{table}",), (f"DROP TABLE old_{table}",))  # fmt: skip


def test_a_row_of_nothing_or_twice_is_damage(full):
    post, _places, own = full
    before = answers(post, own)
    for turn, (table, statement) in enumerate(LOOSE.values()):
        loosen(post.place, table)
        run(post.place, (statement,))
        all_say_it(post, own, before, turn)


def test_a_row_of_another_type_is_damage(file_post, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lines.jsonl").write_text('{"ref": "A-1", "title": "Padam", "category": "LIS"}\n')
    own = [file_post.report(f"Judul {number}") for number in range(2)]
    file_post("update", own[0], "--status", "terverifikasi")
    before = answers(file_post, own)
    for turn, (table, statement) in enumerate(TEXTS.values()):
        loosen(file_post.place, table)
        run(file_post.place, (statement,))
        all_say_it(file_post, own, before, turn)
