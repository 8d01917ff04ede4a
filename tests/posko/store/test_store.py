"""The log: appended to in turns, refused to be changed by the database itself, derived tables that can be rebuilt."""

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from pilkada_cli.posko.errors import NoPost, StoreFailed
from pilkada_cli.posko.log.access import open_log
from pilkada_cli.posko.log.entry import canonical, sign
from pilkada_cli.posko.log.ids import Ids
from pilkada_cli.posko.log.moments import Before, milliseconds, write_moment
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.log.verify import verify
from pilkada_cli.posko.store.postgres.schema import POSTGRES
from pilkada_cli.posko.store.sqlite.schema import SQLITE
from pilkada_cli.posko.store.store import connect

NOW = datetime.fromisoformat("2024-11-27T06:00:00+07:00")
BODY = {"title": "x", "region": "31.73", "category": "LOG", "severity": "sedang", "status": "baru"}


@pytest.fixture
def opened(place):
    """A store with three entries of two writers."""
    url = place()
    own = open_log(url, write=True, create=True)
    own.url = url
    with own.writing() as turn:
        for writer in ("rini", "budi", "rini"):
            turn.append(Act("report", BODY), writer=writer, now=NOW, post="31")
    yield own
    own.close()


def test_each_entry_follows_the_latest_of_its_writer(opened):
    first, other, second = opened.entries()
    assert (first.prev, other.prev, second.prev) == (None, None, first.hash)
    assert first.id < other.id < second.id


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET body = '{}'", "UPDATE entries SET writer = 'x' WHERE place = 1", "DELETE FROM entries",
        "DELETE FROM entries WHERE place = 3",
    ],
)  # fmt: skip
def test_the_database_itself_refuses_to_change_the_log(opened, past_our_code, statement):
    before = list(opened.entries())
    with pytest.raises((sqlite3.Error, psycopg.Error), match="append-only"):
        past_our_code(opened.url, (statement,))
    assert list(opened.entries()) == before


def test_sqlite_refuses_to_replace_an_entry_as_well(files, past_our_code):
    path = files()
    own = open_log(path, write=True, create=True)
    with own.writing() as turn:
        entry = turn.append(Act("report", BODY), writer="rini", now=NOW, post="31")
    values = ("x", *entry[1:], 0, 0)
    insert = "INSERT OR REPLACE INTO entries VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    with pytest.raises(sqlite3.Error, match="append-only"):
        past_our_code(path, (insert, *values))
    with pytest.raises(sqlite3.Error, match="append-only"):
        past_our_code(path, (insert.replace("(1,", "(7,"), *entry, 0, 0))
    assert list(own.entries()) == [entry]
    own.close()


def test_postgresql_refuses_to_empty_the_log_as_well(database, past_our_code):
    url = database()
    own = open_log(url, write=True, create=True)
    with pytest.raises(psycopg.Error, match="append-only"):
        past_our_code(url, ("TRUNCATE entries",))
    own.close()


def test_what_is_written_in_a_turn_is_there_whole_or_not_at_all(opened):
    class Stop(Exception):
        pass

    def begin_and_stop():
        with opened.writing() as turn:
            turn.append(Act("report", BODY), writer="rini", now=NOW, post="31")
            turn.flush()
            raise Stop

    with pytest.raises(Stop):
        begin_and_stop()
    assert opened.count() == 3
    with opened.writing() as turn:
        turn.append(Act("report", BODY), writer="rini", now=NOW, post="31")
    assert opened.count() == 4


def test_a_read_sees_one_moment_whatever_others_write_meanwhile(opened, place):
    other = open_log(opened.url, write=True)
    with opened.reading():
        assert opened.count() == 3
        with other.writing() as turn:
            turn.append(Act("report", BODY), writer="budi", now=NOW, post="31")
        assert opened.count() == 3
    assert opened.count() == 4
    other.close()


def test_reading_cannot_write(opened, place):
    reader = open_log(opened.url)
    with reader.reading(), pytest.raises(StoreFailed, match="read-only"):
        reader.store.driver.many("INSERT INTO changes VALUES (?, ?, ?, ?)", [(9, 9, 9, 9)])
    reader.close()


def test_the_derived_tables_can_be_emptied_and_made_anew(opened):
    with opened.reading():
        before = list(opened.store.entries.rows("SELECT * FROM reports ORDER BY place"))
    opened.store.driver.begin(write=True)
    opened.store.driver.many("DELETE FROM reports", [()])
    opened.store.driver.commit()
    opened.rebuild()
    with opened.reading():
        assert list(opened.store.entries.rows("SELECT * FROM reports ORDER BY place")) == before
    assert len(before) == 3


@pytest.mark.parametrize(
    "moment", ["2024-11-27T05:59:59.999+07:00", "2024-11-26T06:00:00+07:00", "1999-01-01T00:00:00+07:00"]
)
def test_a_clock_that_jumps_back_does_not_break_the_chain(opened, moment):
    with opened.writing() as turn:
        late = turn.append(Act("report", BODY), writer="rini", now=datetime.fromisoformat(moment), post="31")
        later = turn.append(Act("report", BODY), writer="rini", now=NOW, post="31")
    *_rest, before, own, after = opened.entries(writer="rini")
    assert (own, after) == (late, later)
    assert (own.prev, after.prev) == (before.hash, own.hash)


def old_store(make, monkeypatch, version):
    """A store as a program of an older version had left it, with three entries, for the last of which the clock went back."""
    url = make()
    fresh = connect(url, write=True, create=True)
    steps = fresh.driver.steps
    fresh.close()
    with monkeypatch.context() as older:
        older.setattr(type(fresh.driver), "steps", steps[:version])
        older.setattr(type(fresh.driver), "finish_setup", lambda driver: None)
        older.setattr(type(fresh.driver), "look_after", lambda driver, opening: None)
        own = open_log(url, write=True, create=True)
        ids, head = Ids(), None
        with own.store.writing():
            for place, minutes in enumerate((0, 60, 30), 1):
                recorded = write_moment(NOW + timedelta(minutes=minutes))
                made = ids.make(milliseconds(recorded))
                entry = sign(made, "31", "rini", recorded, recorded, "report", made, canonical(BODY), head)
                values = [(place, *entry, milliseconds(recorded), 0)]
                own.store.driver.many(f"INSERT INTO entries VALUES ({', '.join('?' * 13)})", values)
                head = entry.hash
        own.close()
    return url


@pytest.mark.parametrize("version", [1, 2])
def test_a_store_of_an_older_version_is_brought_up_when_somebody_writes(place, monkeypatch, version):
    url = old_store(place, monkeypatch, version)
    with pytest.raises(StoreFailed, match="older pilkada"):
        open_log(url)
    own = open_log(url, write=True)
    assert own.store.driver.version == len(SQLITE) == len(POSTGRES)
    assert own.count() == 3
    start = milliseconds(NOW)
    with own.reading():
        assert list(own.store.entries.rows("SELECT post, region FROM reports")) == [("31", "31.73")] * 3
        # What an older program did not keep: received when it was recorded, and never before what stands in front of it.
        received = [start, start + 3_600_000, start + 3_600_000]
        assert [row[0] for row in own.store.entries.rows("SELECT received FROM entries ORDER BY place")] == received
        assert [row[0] for row in own.store.entries.rows("SELECT received FROM reports ORDER BY place")] == received
        assert verify(own) == []
    own.close()


def test_a_bringing_up_that_fails_leaves_the_older_store_as_it_was(place, monkeypatch):
    url = old_store(place, monkeypatch, 1)

    def fail(store):
        message = "power cut"
        raise RuntimeError(message)

    with monkeypatch.context() as broken:
        broken.setattr("pilkada_cli.posko.log.log.derive", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            open_log(url, write=True)
    with pytest.raises(StoreFailed, match="older pilkada"):
        open_log(url)
    own = open_log(url, write=True)
    assert own.count() == 3
    own.close()


def test_a_store_of_a_newer_version_is_refused(opened, monkeypatch):
    url = opened.url
    driver = opened.store.driver
    monkeypatch.setattr(type(driver), "steps", driver.steps[:-1])
    for write in (False, True):
        with pytest.raises(StoreFailed, match="newer pilkada"):
            open_log(url, write=write)


def test_a_new_file_is_for_its_owner_alone_and_safe_on_disk(files):
    path = Path(files()).with_name("deep") / "down" / "posko.db"
    own = open_log(str(path), write=True, create=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert own.store.entries.one("PRAGMA journal_mode") == ("wal",)
    assert own.store.entries.one("PRAGMA synchronous") == (2,)
    own.close()


def test_where_nothing_is_nothing_is_made(files):
    path = files()
    for write in (False, True):
        with pytest.raises(NoPost):
            open_log(path, write=write)
    assert not Path(path).exists()


@pytest.mark.parametrize(
    "url",
    ["postgresql://rini:rahasia@localhost:1/posko?password=rahasia2", "postgresql://rini:rahasia@localhost:port/posko",
     "postgresql://rini:rahasia@[localhost/posko", "postgresql://rini:rahasia@localhost:1/posko?nonsense=1&password=rahasia2",
     "postgresql://rini:raha%zzsia@localhost/posko"],
)  # fmt: skip
def test_a_password_is_never_shown(url):
    with pytest.raises(StoreFailed) as failed:
        open_log(url)
    assert "raha" not in str(failed.value)
    assert "cannot be reached: " in str(failed.value) or "at no URL that can be read" in str(failed.value)


def test_the_hash_of_the_log_is_strung_together_in_the_order_of_the_ids(opened, monkeypatch):
    import hashlib

    from pilkada_cli.posko.log import digest

    with opened.writing() as turn:
        for _ in range(50):
            turn.append(Act("report", BODY), writer="rini", now=NOW, post="31")
    monkeypatch.setattr(digest, "HASHES", 7)
    hashes = "".join(entry.hash for entry in sorted(opened.entries()))
    with opened.reading():
        for basis in ("received", "recorded"):
            found = digest.log_hash(opened, Before(1 << 42, basis))
            assert found == (53, hashlib.sha256(hashes.encode()).hexdigest())
        assert digest.log_hash(opened, Before(0)) == (0, hashlib.sha256(b"").hexdigest())


@pytest.mark.parametrize("arguments", ["nil 31.71", "incidents", "import -"])
def test_a_call_loads_the_room_of_its_post_s_database_and_no_other(post, arguments):
    script = (
        f"import sys\nsys.argv = 'pilkada posko {arguments}'.split()\n"
        "try:\n    from pilkada_cli.__main__ import main; main()\nexcept SystemExit: pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    called = subprocess.run(
        [sys.executable, "-c", script], input='{"title": "x", "category": "LOG"}', capture_output=True, text=True,
        env={**os.environ, **post.environment}, check=True,
    )  # fmt: skip
    names = {name.removeprefix("pilkada_cli.posko.store.") for name in called.stderr.split()}
    own, other = ("postgres", "sqlite") if "://" in post.place else ("sqlite", "postgres")
    assert f"{own}.driver" in names
    assert not {name for name in names if name == other or name.startswith(f"{other}.")}
