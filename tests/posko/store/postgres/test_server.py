"""A server of each kind: set up in another way, asleep, held by somebody, gone; each works, or is told in a sentence."""

import os
import signal
import threading
from urllib.parse import quote

import psycopg
import pytest

from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.log.access import open_log
from pilkada_cli.posko.store.postgres import driver, patience
from pilkada_cli.posko.store.postgres import server as asking


@pytest.fixture
def post(database, post_at):
    keyboard = post_at(database())
    keyboard("open", "31")
    return keyboard


def name_of(url):
    return url.split("/")[3].split("?")[0]


@pytest.fixture
def set_up(server):
    """Runs a statement about the database of a post, as its administrator."""

    def run(post, statement):
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.format(name=name_of(post.place)))

    return run


@pytest.mark.parametrize(
    "setting",
    [
        "statement_timeout = '50ms'", "lock_timeout = '1ms'", "idle_in_transaction_session_timeout = '1ms'", "search_path = 'pg_temp'",
        "default_transaction_isolation = 'serializable'", "client_encoding = 'LATIN1'", "DateStyle = 'SQL, DMY'", "TimeZone = 'Asia/Jayapura'",
        "standard_conforming_strings = off", "synchronous_commit = off", "default_transaction_deferrable = on",
    ],
)  # fmt: skip
def test_whatever_is_set_on_the_database_the_post_works(post, set_up, setting):
    set_up(post, f"ALTER DATABASE {{name}} SET {setting}")
    own = post.report("TPS 3 – kotak “rusak” 🗳")
    post("update", own, "--status", "terverifikasi")
    assert post.rows("incidents")[0]["title"] == "TPS 3 – kotak “rusak” 🗳"
    assert post.rows("verify") == []
    post("sitrep")


@pytest.mark.parametrize(
    "variables",
    [
        {"PGCLIENTENCODING": "LATIN1"},
        {"PGOPTIONS": "-c statement_timeout=5000 -c search_path=public"},
        {"PGTZ": "Asia/Tokyo"},
    ],
)
def test_whatever_is_set_in_the_environment_the_post_works(post, monkeypatch, variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    own = post.report("kafé 🗳")
    assert [(row["id"], row["title"]) for row in post.rows("incidents")] == [(own, "kafé 🗳")]


def test_a_database_that_is_read_only_is_read_and_not_written(post, set_up):
    own = post.report()
    set_up(post, "ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert [row["id"] for row in post.rows("incidents")] == [own]
    assert "read-only; nothing was written" in post.said("nil", "31.72", ends=5)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_is_not_in_utf_8_is_refused(server, database, post_at, encoding):
    post = post_at(database())
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name_of(post.place)}")
        connection.execute(
            f"CREATE DATABASE {name_of(post.place)} ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        )
    assert f"has the encoding {encoding}; make its database anew with ENCODING 'UTF8'" in post.said(
        "open", "31", ends=5
    )


def test_who_may_not_connect_is_told_so(post, set_up, server):
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("DO $$ BEGIN CREATE ROLE joko LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
    set_up(post, "REVOKE CONNECT ON DATABASE {name} FROM PUBLIC")
    stranger = type(post)(post.place.replace("//postgres:@", "//joko@"))
    assert "permission denied for database" in stranger.said("incidents", ends=5)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [("options=-c%20search_path%3Dpublic", ""), ("connect_timeout=2&keepalives=0", ""), ("options=-c%20nonsense%3D1", "cannot be reached"),
     ("service=nowhere", "cannot be reached"), ("sslmode=banane", "cannot be reached"), ("passwort=rahasia", "no URL that can be read")],
)  # fmt: skip
def test_what_a_url_asks_for_is_done_or_refused(post, arguments, words):
    asked = type(post)(f"{post.place}{'&' if '?' in post.place else '?'}{arguments}")
    if words:
        said = asked.said("incidents", ends=5)
        assert words in said
        assert "rahasia" not in said
    else:
        asked.report()
        assert len(asked.rows("incidents")) == 1


def test_a_place_may_be_left_to_the_environment_and_to_service_files(post, monkeypatch, tmp_path):
    own = post.report()
    with psycopg.connect(post.place) as connection:
        info = connection.info
        parts = {"host": info.host, "port": info.port, "dbname": info.dbname, "user": info.user}
    (tmp_path / "services").write_text(
        "[posko]\n" + "".join(f"{key}={value}\n" for key, value in parts.items()), encoding="utf-8"
    )
    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "services"))
    assert [row["id"] for row in type(post)("postgresql:///?service=posko").rows("incidents")] == [own]
    for name, value in zip(("PGHOST", "PGPORT", "PGDATABASE", "PGUSER"), parts.values(), strict=True):
        monkeypatch.setenv(name, str(value))
    for place in ("postgresql://", "postgresql:///"):
        assert [row["id"] for row in type(post)(place).rows("incidents")] == [own]


def test_of_several_servers_the_one_that_answers_is_taken(post):
    """As libpq and psycopg read it: `postgresql://h1:1,h2:5432/db`."""
    own = post.report()
    with psycopg.connect(post.place) as connection:
        info = connection.info
        folder, name = quote(info.host, safe=""), info.dbname
        several = type(post)(f"postgresql://{info.user}:rahasia@127.0.0.1:1,{folder}:{info.port}/{name}")
    assert [row["id"] for row in several.rows("incidents")] == [own]
    told = several("open", "31", "-f", "table").output
    assert f"postgresql://127.0.0.1,{folder.lower()}/{name}" in told
    assert "rahasia" not in told
    assert several("checkpoint").stdout.startswith("pilkada-cli/posko/31\n")
    lost = type(post)("postgresql://rini:rahasia@127.0.0.1:1,localhost:2/posko").said("incidents", ends=5)
    assert lost.startswith("The post's store postgresql://127.0.0.1,localhost/posko cannot be reached: ")
    assert "127.0.0.1" in lost.partition("reached: ")[2]
    assert lost.count("\n") == 0
    assert "rahasia" not in lost


def backend(place, server):
    """The process of the server that works for the one connection to this database."""
    with psycopg.connect(server.get_uri()) as connection:
        (pid,) = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", (name_of(place),)).fetchone()
    return pid


def test_a_server_that_stopped_is_told_of_and_not_waited_for_without_end(post, server, monkeypatch, capsys):
    monkeypatch.setattr(patience, "QUIET", 0.5)
    monkeypatch.setattr(asking, "READS", 1)
    monkeypatch.setattr(asking, "GRACE", 1)
    log = open_log(post.place, write=True)
    stopped = backend(post.place, server)
    log.store.driver.begin(write=False)
    os.kill(stopped, signal.SIGSTOP)
    try:
        with pytest.raises(StoreFailed, match="does not answer; look whether your entry is there"):
            log.count()
    finally:
        os.kill(stopped, signal.SIGCONT)
    assert "has not answered for 0.5 seconds; still waiting. Ctrl-C is safe." in capsys.readouterr().err
    log.close()
    post("nil", "31.72")


def test_who_waits_for_another_s_turn_is_told_so_once_and_gets_it(post, monkeypatch):
    monkeypatch.setattr(patience, "OTHERS", 0.2)
    first, second = open_log(post.place, write=True), open_log(post.place, write=True)
    waits, told = threading.Event(), []
    monkeypatch.setattr(second.store.driver._patience, "_say", lambda sentence: (told.append(sentence), waits.set()))

    def let_go():
        waits.wait(30)
        first.store.driver.commit()

    first.store.driver.begin(write=True)
    helper = threading.Thread(target=let_go)
    helper.start()
    with second.writing():
        pass
    helper.join()
    assert told == ["Another keyboard is writing; waiting for its end. Ctrl-C is safe."]
    first.close()
    second.close()


def test_a_keyboard_that_falls_asleep_in_its_turn_loses_it_and_has_written_nothing(post, monkeypatch):
    before = post.log()
    monkeypatch.setattr(driver, "WRITING", driver.WRITING.replace("'45s'", "'1s'"))
    sleeper = open_log(post.place, write=True)
    sleeper.store.driver.begin(write=True)
    sleeper.store.driver.many("INSERT INTO changes VALUES (?, ?, ?, ?)", [(99, 1, 0, 0)])
    post("nil", "31.72")
    with pytest.raises(StoreFailed, match="gave your turn to others"):
        sleeper.store.driver.commit()
    sleeper.close()
    assert len(post.log()) == len(before) + 1
    assert post.rows("verify") == []


def test_who_takes_a_turn_by_hand_is_not_waited_for_without_end(post):
    with psycopg.connect(post.place) as connection:
        connection.execute("SELECT pilkada.take_turn()")
        assert connection.execute("SHOW idle_in_transaction_session_timeout").fetchone() == ("45s",)
        connection.rollback()
        assert connection.execute("SHOW idle_in_transaction_session_timeout").fetchone() == ("0",)


def test_nothing_of_a_session_is_left_behind_for_the_next_at_a_pooler(post):
    log = open_log(post.place, write=True)
    ask = log.store.driver._connection.execute
    settings = "SELECT name, setting FROM pg_settings WHERE name IN ('search_path', 'lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout')"
    before = ask(settings).fetchall()
    for _ in range(8):
        post.report()
        with log.reading():
            log.count()
            list(log.entries())
        with log.writing():
            log.count()
    assert ask(settings).fetchall() == before
    assert ask("SELECT count(*) FROM pg_prepared_statements").fetchone() == (0,)
    assert ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone() == (0,)
    log.close()
