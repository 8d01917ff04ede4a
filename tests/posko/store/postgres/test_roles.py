"""PostgreSQL's roles: who writes may append and read, who reads may read, and neither may do anything else."""

from collections.abc import Callable

import psycopg
import pytest

from pilkada_cli.posko.log.entry import canonical, sign
from pilkada_cli.posko.log.ids import Ids
from pilkada_cli.posko.store.postgres.driver import COLUMNS, columns_of
from pilkada_cli.posko.store.postgres.guard import CALLABLE
from pilkada_cli.posko.store.postgres.roles import roles_of

MOMENT, START = "2024-11-27T00:00:00.000+00:00", 1732665600000


@pytest.fixture
def people(server) -> None:
    """Four users of the server: an owner who may make roles, a writer, a reader and a stranger."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name, power in (("pemilik", "CREATEROLE"), ("rini", ""), ("sari", ""), ("joko", "")):
            connection.execute(
                f"DO $$ BEGIN CREATE ROLE {name} LOGIN {power}; EXCEPTION WHEN duplicate_object THEN END $$"
            )


@pytest.fixture
def owned(database, server, people) -> Callable[[], str]:
    """Makes a database that `pemilik` owns, and gives its URL for that user."""

    def make() -> str:
        url = database()
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {name_of(url)} OWNER TO pemilik")
        return as_user(url, "pemilik")

    return make


def name_of(url):
    return url.split("/")[3].split("?")[0]


def as_user(url, name):
    _scheme, _, rest = url.partition("@")
    return f"postgresql://{name}@{rest}"


def granted(url, server, **people):
    """Give people the roles of the post in a database."""
    roles = roles_of(name_of(url))._asdict()
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name, role in people.items():
            connection.execute(f'GRANT "{roles[role]}" TO {name}')


@pytest.fixture
def keyboards(owned, server, post_at) -> Callable[[str], object]:
    """Keyboards at one database with an open post: its owner's, a writer's, a reader's and a stranger's."""
    url = owned()
    post_at(url)("open", "31")
    granted(url, server, rini="writer", sari="reader")
    return lambda name: post_at(as_user(url, name), name)


def test_a_writer_reports_updates_merges_and_reads(keyboards, tmp_path):
    rini = keyboards("rini")
    own = rini.report()
    rini("update", own, "--status", "terverifikasi")
    rini("nil", "31.72")
    rini("merge", str(rini.export(tmp_path / "log.jsonl")))
    assert [row["id"] for row in rini.rows("incidents")] == [own]
    rini("redact", own, "--field", "title", "--note", "nama")
    rini("retract", own, "--note", "salah")
    assert rini.rows("incidents") == []
    assert rini.rows("verify") == []


def test_a_reader_reads_and_cannot_write(keyboards):
    own = keyboards("rini").report()
    sari = keyboards("sari")
    assert [row["id"] for row in sari.rows("incidents")] == [own]
    sari("sitrep")
    sari("verify")
    assert "does not allow this to your role" in sari.said("nil", "31.72", ends=5)


def test_a_stranger_sees_nothing(keyboards):
    assert "does not allow this to your role" in keyboards("joko").said("incidents", ends=5)


ROW = "'x', '31', 'gubernur', '2020-01-01T00:00:00.000+00:00', '2020-01-01T00:00:00.000+00:00', 'nil', '31.71', '{}', NULL, 'h', 0, 0"
#: What nobody but the owner may do.
FORBIDDEN = [
    "UPDATE entries SET body = '{}'", "DELETE FROM entries", "TRUNCATE entries", "DROP TABLE entries", "DROP TRIGGER entries_keep ON entries",
    "ALTER TABLE entries DISABLE TRIGGER ALL", f"INSERT INTO entries VALUES (2000000, {ROW})",
    f"INSERT INTO entries VALUES (9223372036854775807, {ROW})", "COPY entries FROM STDIN",
    "CREATE OR REPLACE FUNCTION pilkada.entries_keep() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$",
    "CREATE OR REPLACE FUNCTION pilkada.take_turn() RETURNS void LANGUAGE plpgsql AS $$BEGIN END$$", "DROP FUNCTION pilkada.take_turn()",
    "ALTER FUNCTION pilkada.take_turn() SECURITY INVOKER",
    "DELETE FROM reports", "UPDATE reports SET status = 'selesai'", "DELETE FROM changes", "UPDATE changes SET received = 0",
    "INSERT INTO reports VALUES (900000, '31', '31', 'kritis', 'baru', '[]', 0, 0, 0, NULL)", "INSERT INTO changes VALUES (900001, 1, 0, 0)",
    "UPDATE home SET post = '32'", "DELETE FROM home", "INSERT INTO home VALUES ('51')", "DELETE FROM meta", "INSERT INTO meta VALUES (99)",
    "UPDATE turn SET place = 9223372036854775807", "DELETE FROM turn", "SELECT FROM turn FOR UPDATE", "SELECT FROM turn FOR KEY SHARE",
    "SELECT FROM entries FOR SHARE", "LOCK TABLE entries IN ACCESS EXCLUSIVE MODE", "LOCK TABLE entries IN ROW EXCLUSIVE MODE",
    "LOCK TABLE turn IN ROW SHARE MODE", "DELETE FROM aside", "UPDATE aside SET body = ''", "TRUNCATE aside",
    "INSERT INTO aside SELECT 'rini', 1, 1, id, post, writer, recorded, occurred, kind, subject, body, prev, hash, 0, now() FROM entries", "CREATE TABLE pilkada.more (a int)", "CREATE SCHEMA more", "SET session_replication_role = 'replica'",
    "COPY entries TO PROGRAM 'id'", "SELECT pg_read_file('/etc/passwd')", "SELECT rolpassword FROM pg_authid", "SET ROLE pemilik",
]  # fmt: skip
#: What only a writer may do, each of which would end writing or tell a lie if the function did not look at it.
WRITING = [
    "SELECT pilkada.take_turn()", "SELECT pilkada.settle('51')", "SELECT pilkada.replace_body('x', '{}')",
    "SELECT pilkada.append('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')",
    "SELECT pilkada.put_aside('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', 1, 0)",
    "SELECT pilkada.take_aside(1, 0, 0)", "SELECT pilkada.clear_aside(1)", "SELECT pilkada.tidy_aside()", "SELECT pilkada.learn()",
]  # fmt: skip


@pytest.mark.parametrize("name", ["rini", "sari", "joko"])
def test_nobody_changes_what_is_there_but_through_the_functions(keyboards, name):
    before = keyboards("pemilik").log()
    with psycopg.connect(keyboards(name).place) as connection:
        for statement in FORBIDDEN:
            connection.rollback()
            connection.execute("SET LOCAL search_path = pilkada")
            # A stranger does not even see that the tables are there.
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable)):
                connection.execute(statement)
    assert keyboards("pemilik").log() == before
    assert keyboards("pemilik").rows("verify") == []


@pytest.mark.parametrize("name", ["sari", "joko"])
@pytest.mark.parametrize("statement", WRITING)
def test_only_writers_call_the_functions(keyboards, name, statement):
    with psycopg.connect(keyboards(name).place) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_a_store_that_is_brought_up_by_a_report_has_its_rights_at_once(keyboards):
    with psycopg.connect(keyboards("pemilik").place) as connection:
        connection.execute("DROP FUNCTION pilkada.take_aside; DROP FUNCTION pilkada.put_aside")
        connection.execute("DROP TABLE pilkada.aside; ALTER TABLE pilkada.turn DROP COLUMN settled")
        connection.execute("DELETE FROM pilkada.meta WHERE version > 6")
    keyboards("pemilik").report()
    with psycopg.connect(keyboards("sari").place) as connection:
        for statement in WRITING:
            connection.rollback()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    assert keyboards("rini")("import", "-", stdin='{"title": "x", "category": "LOG"}\n').stdout == "imported\n1\n"


def test_what_one_login_put_aside_another_can_neither_take_nor_throw_away(keyboards):
    own = Ids().make(START)
    body = canonical({"title": "x", "region": "31.71", "category": "LOG", "severity": "sedang", "status": "baru"})
    one = sign(own, "31", "rini", MOMENT, MOMENT, "report", own, body, None)
    with psycopg.connect(keyboards("rini").place) as connection:
        connection.execute(f"SELECT pilkada.put_aside({COLUMNS}, 7, 0)", columns_of([(1, *one, 0, 0)]))
    with psycopg.connect(keyboards("pemilik").place) as connection:
        connection.execute("SELECT pilkada.clear_aside(7)")
        with pytest.raises(psycopg.Error, match="is gone"):
            connection.execute("SELECT pilkada.take_aside(7, 0, 1)")
    assert keyboards("rini").rows("incidents") == []
    with psycopg.connect(keyboards("rini").place) as connection:
        connection.execute("SELECT pilkada.take_aside(7, 0, 1)")
    assert [row["id"] for row in keyboards("rini").rows("incidents")] == [own]
    assert keyboards("rini").rows("verify") == []


def test_a_stranger_who_takes_the_old_lock_holds_nobody_up(keyboards):
    with psycopg.connect(keyboards("joko").place, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(1347177284)")
        keyboards("rini")("nil", "31.72")


def test_a_reader_in_a_long_transaction_holds_nobody_up(keyboards):
    with psycopg.connect(keyboards("sari").place) as connection:
        connection.execute("SELECT FROM pilkada.turn, pilkada.entries")
        keyboards("rini")("nil", "31.72")


def test_only_the_owner_makes_the_lists_anew(keyboards):
    assert "does not allow this to your role" in keyboards("rini").said("rebuild", ends=5)
    keyboards("pemilik")("rebuild")


def test_a_reader_sees_what_was_turned_and_the_owner_mends_it_with_all_rights(keyboards, server):
    owner, rini, sari = map(keyboards, ("pemilik", "rini", "sari"))
    signature = next(one for one in CALLABLE if one.startswith("pilkada.append("))
    assert sari.rows("verify") == rini.rows("verify") == owner.rows("verify") == []
    turned = {
        f"CREATE OR REPLACE FUNCTION {signature} RETURNS void LANGUAGE sql AS $$ $$": "function 'append' is not as",
        f"ALTER FUNCTION {signature} OWNER TO sari": "function 'append' is not as this version makes it",
        "DROP TABLE pilkada.turn": "table 'turn' is missing",
    }
    for statement, found in turned.items():
        with psycopg.connect(server.get_uri(database=name_of(owner.place)), autocommit=True) as connection:
            connection.execute(statement)
        (row,) = sari.rows("verify", ends=1)
        assert found in row["problem"]
        assert "all else its owner" in rini.said("rebuild", ends=5)
        owner("rebuild")
        assert sari.rows("verify") == []
        rini.report()
        for name in ("sari", "joko"):
            with psycopg.connect(keyboards(name).place) as other, pytest.raises(psycopg.errors.InsufficientPrivilege):
                other.execute(WRITING[3])


def test_who_writes_at_one_post_has_no_right_at_another_of_the_same_server(owned, server, post_at):
    mine, theirs = owned(), owned()
    post_at(mine)("open", "31")
    post_at(theirs)("open", "32")
    granted(mine, server, rini="writer")
    post_at(as_user(mine, "rini"))("nil", "31.72")
    for arguments in (["incidents"], ["nil", "32.01"]):
        assert "does not allow this to your role" in post_at(as_user(theirs, "rini")).said(*arguments, ends=5)


def test_opening_tells_the_owner_the_names_of_the_roles_and_mends_missing_rights(owned, server, post_at):
    url = owned()
    roles = roles_of(name_of(url))
    told = post_at(url)("open", "31").stderr
    assert f'GRANT "{roles.writer}" TO' in told
    assert f'GRANT "{roles.reader}" TO' in told
    granted(url, server, rini="writer")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'REVOKE ALL ON ALL TABLES IN SCHEMA pilkada FROM "{roles.writer}"')
        connection.execute(f'GRANT INSERT ON pilkada.reports TO "{roles.writer}"')
    assert "does not allow this" in post_at(as_user(url, "rini")).said("nil", "31.72", ends=5)
    assert post_at(url)("open", "31").stderr == told
    post_at(as_user(url, "rini"))("nil", "31.72")
    with psycopg.connect(as_user(url, "rini")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(
            "INSERT INTO pilkada.reports VALUES (900000, '31', '31', 'kritis', 'baru', '[]', 0, 0, 0, NULL)"
        )


def test_an_owner_who_may_not_make_roles_is_told_what_a_superuser_must_run(database, server, people, post_at):
    url = as_user(database(), "joko")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name_of(url)} OWNER TO joko")
    told = post_at(url)("open", "31").stderr
    assert "You may not make the roles of this post" in told
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for statement in told.partition("run: ")[2].rpartition(";")[0].split("; "):
            connection.execute(statement)
    assert "may not" not in post_at(url)("open", "31").stderr
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'GRANT "{roles_of(name_of(url)).writer}" TO rini')
    post_at(as_user(url, "rini"))("nil", "31.72")


def test_a_writer_who_opens_the_post_again_is_told_of_missing_rights(keyboards):
    with psycopg.connect(keyboards("pemilik").place, autocommit=True) as connection:
        reader = roles_of(connection.info.dbname).reader
        connection.execute(f'REVOKE SELECT ON pilkada.home FROM "{reader}"')
    assert "its owner gives them with: pilkada posko open" in keyboards("rini")("open", "31").stderr


@pytest.mark.parametrize("name", ["posko", 'posko "31"; --', "posko kota Jayapura Ø🗳" * 4, "p" * 63])
def test_names_of_roles_fit_and_tell_databases_apart(server, name):
    roles = roles_of(name)
    others = roles_of(name[:-1] + "x")
    assert len({*roles, *others}) == 4
    with psycopg.connect(server.get_uri()) as connection:
        for role in roles:
            quoted = role.replace('"', '""')
            connection.execute(f'CREATE ROLE "{quoted}"')
            assert connection.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", (role,)).fetchone() == (1,)
        connection.rollback()


def test_the_older_roles_that_all_databases_share_keep_their_rights_until_they_are_taken(owned, server, post_at):
    url = owned()
    post_at(url)("open", "31")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for role in ("pilkada_writer", "pilkada_reader"):
            connection.execute(f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN END $$")
        connection.execute("GRANT pilkada_writer TO rini")
    try:
        old_rights = (
            "GRANT USAGE ON SCHEMA pilkada TO pilkada_writer, pilkada_reader",
            "GRANT INSERT ON pilkada.entries, pilkada.home TO pilkada_writer",
        )
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in old_rights:
                connection.execute(statement)
        assert "REVOKE ALL ON SCHEMA pilkada FROM pilkada_writer, pilkada_reader" in post_at(url)("open", "31").stderr
        rini = post_at(as_user(url, "rini"))
        rini("nil", "31.72")
        with psycopg.connect(rini.place) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO pilkada.home VALUES ('51')")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("REVOKE ALL ON SCHEMA pilkada FROM pilkada_writer, pilkada_reader")
        assert "pilkada_writer, pilkada_reader" not in post_at(url)("open", "31").stderr
        assert "does not allow this" in rini.said("nil", "31.73", ends=5)
    finally:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("REVOKE pilkada_writer FROM rini")


def test_entries_in_another_s_name_are_noted_where_each_has_a_login_of_their_own(owned, server, people, post_at):
    url = owned()
    post_at(url)("open", "31")
    granted(url, server, rini="writer", sari="writer", joko="writer")
    for name in ("rini", "sari", "joko"):
        for region in ("31.71", "31.72"):
            post_at(as_user(url, name), name, None)("nil", region)
    assert "login" not in post_at(url)("verify").stderr
    post_at(as_user(url, "sari"), "rini", None)("nil", "31.73")
    (told,) = [line for line in post_at(url)("verify").stderr.splitlines() if "login" in line]
    assert "1 entry of 'rini', whose own login is 'rini', came in through the login 'sari'" in told


def test_a_login_that_a_whole_post_shares_is_no_news(keyboards):
    for name in ("budi", "tuti", "budi", "rini", "tuti"):
        keyboards("rini").used_by(name)("nil", "31.71")
    keyboards("pemilik").used_by("budi")("nil", "31.72")
    assert "login" not in keyboards("pemilik")("verify").stderr


def test_a_server_knows_what_many_entries_of_a_writer_are_as_soon_as_they_are_in(keyboards):
    """Until it looks by itself it plans by what it knew before; the tests' server never does."""
    known = "SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = 'pilkada' ORDER BY 1"
    owner = keyboards("pemilik")
    with psycopg.connect(owner.place) as connection:
        assert connection.execute(known).fetchall() == []
    keyboards("rini")("import", "-", stdin='{"title": "x", "category": "LOG"}\n' * 5000)
    with psycopg.connect(owner.place) as connection:
        assert connection.execute(known).fetchall() == [("entries",), ("reports",)]
    assert owner.rows("verify") == []
