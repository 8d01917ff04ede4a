"""A damaged file of a store: `verify` says where, all others that it is, and nobody shows what stands in it."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

#: What a body holds that nobody may see in the sentence of an error.
SECRET = "Bu Sri 0812-3456-7890"
READERS = (
    ["incidents"],
    ["sitrep"],
    ["sitrep", "-f", "json"],
    ["export"],
    ["export", "--public"],
    ["log"],
    ["overdue"],
    ["members", "list"],
    ["plan", "list"],
    ["checkpoint", "--key"],
)
#: Words of Python's and of SQLite's own that tell nobody what to do.
FOREIGN = ("codec", "Could not decode", "UTF-8", "bytes-like", "NoneType", "bug in the program", "salts")
PAGE = 4096


@pytest.fixture
def told(file_post):
    """A post with some incidents, of which the second has a contact; gives the post and the second one's id."""
    own = [file_post.report(f"Judul ke-{number}", contact=SECRET) for number in range(3)]
    file_post("update", own[2], "--status", "terverifikasi")
    return file_post, own[1]


def no_text(post, column, table="entries", where="kind = 'report'", at="4"):
    """Put a byte that is no text into a column, as a bad disk does."""
    before, behind = f"substr({column}, 1, {at} - 1)", f"substr({column}, {at} + 1)"
    value = f"CAST(CAST({before} AS BLOB) || x'ff' || CAST({behind} AS BLOB) AS TEXT)"
    post.tamper((f"UPDATE {table} SET {column} = {value} WHERE {where}",))


def say_nothing_foreign(result):
    assert result.exit_code in (0, 1, 3, 5), result.output
    assert not [word for word in (*FOREIGN, SECRET) if word in result.stderr], result.stderr


def test_one_bad_byte_in_a_body_is_one_damaged_entry(told, post_at, tmp_path):
    post, own = told
    before = post.log()
    no_text(post, "body", where=f"id = '{own}'", at="instr(body, 'Judul')")
    flaws = post.rows("verify", ends=1)
    assert [(flaw["id"], flaw["problem"]) for flaw in flaws] == [
        (own, "the entry was changed: its hash does not fit"),
    ]
    for reading in (["incidents"], ["sitrep"], ["export"], ["log"], ["show", own]):
        result = post(*reading, ends=5)
        say_nothing_foreign(result)
        assert f"damaged at the entry {own}" in result.stderr
        assert "pilkada posko verify" in result.stderr
        assert "pilkada posko rescue" in result.stderr
    new = post_at(str(tmp_path / "new.db"))
    rest = post.rows("rescue", post.place, new.place)
    assert [row["id"] for row in rest] == [own]
    saved = {one["id"] for one in new.log() if one["kind"] != "lost"}
    assert saved == {one["id"] for one in before} - {own}
    assert new.rows("verify") == []


def test_a_backup_of_a_damaged_store_is_made_and_says_so(told, post_at, tmp_path):
    post, own = told
    no_text(post, "body", where=f"id = '{own}'", at="instr(body, 'Judul')")
    copy = tmp_path / "copy.db"
    result = post("backup", str(copy), "-f", "json", ends=5)
    assert json.loads(result.stdout)["entries"] == len(post_at(str(copy)).rows("verify", ends=1)) + 28
    assert "the store has 1 flaw, and so has it; see: pilkada posko verify" in result.stderr
    say_nothing_foreign(result)


COLUMNS = ("id", "post", "writer", "recorded", "occurred", "kind", "subject", "body", "prev", "hash")
LISTED = ("post", "region", "severity", "status", "traits")
TURNED = [
    # The first entry follows none.
    *(("entries", name, f"kind = '{kind}' AND {name} IS NOT NULL")
      for name in COLUMNS for kind in ("report", "update", "member", "open") if (name, kind) != ("prev", "open")),
    *(("reports", name, "1 = 1") for name in LISTED),
    ("home", "post", "1 = 1"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column", "where"), TURNED)
def test_bytes_that_are_no_text_are_damage_in_every_column(told, table, column, where):
    post, own = told
    no_text(post, column, table, where)
    result = post("verify", ends=1)
    say_nothing_foreign(result)
    assert len(result.stdout.splitlines()) > 1
    for reading in (*READERS, ["show", own], ["report", "Lagi", "--category", "LOG"], ["nil", "31.71", "--force"]):
        say_nothing_foreign(post(*reading, ends=None))


def test_the_first_page_turned_says_what_to_do_and_nothing_of_python(told, tmp_path, post_at):
    post, _own = told
    with closing(sqlite3.connect(post.place)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = Path(post.place).read_bytes()
    noise = random.Random(14)
    for number in range(40):
        content = bytearray(whole)
        for _ in range(3):
            # The schema stands at the end of the page.
            content[noise.randrange(100 if number % 2 else PAGE // 2, PAGE)] = noise.randrange(128, 256)
        broken = post_at(str(tmp_path / f"{number}.db"))
        Path(broken.place).write_bytes(content)
        for reading in (["verify"], ["incidents"], ["sitrep"], ["export"]):
            say_nothing_foreign(broken(*reading, ends=None))


def test_a_retraction_of_itself_is_damage_and_no_endless_walk(told):
    post, own = told
    post.tamper(("UPDATE entries SET kind = 'retract' WHERE id = ?", own))
    assert own in [flaw["id"] for flaw in post.rows("verify", ends=1)]
    say_nothing_foreign(post("rebuild", ends=None))
