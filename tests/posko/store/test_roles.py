"""PostgreSQL's roles: who writes may append and read, who reads may read, and neither may change what is there."""

from collections.abc import Callable

import psycopg
import pytest


@pytest.fixture
def keyboards(database, server, post_at) -> Callable[[str], object]:
    """Keyboards at one database with an open post: its owner's, a writer's, a reader's and a stranger's."""
    url = database()
    post_at(url)("open", "31")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name, role in (("rini", "pilkada_writer"), ("sari", "pilkada_reader"), ("joko", None)):
            connection.execute(f"DROP ROLE IF EXISTS {name}")
            connection.execute(f"CREATE ROLE {name} LOGIN")
            if role:
                connection.execute(f"GRANT {role} TO {name}")
    return lambda name: post_at(url.replace("//postgres:@", f"//{name}@"), name)


def test_a_writer_reports_updates_merges_and_reads(keyboards, tmp_path):
    rini = keyboards("rini")
    own = rini.report()
    rini("update", own, "--status", "terverifikasi")
    rini("nil", "31.72")
    rini("merge", str(rini.export(tmp_path / "log.jsonl")))
    assert [row["id"] for row in rini.rows("incidents")] == [own]
    rini("verify")


def test_a_reader_reads_and_cannot_write(keyboards):
    own = keyboards("rini").report()
    sari = keyboards("sari")
    assert [row["id"] for row in sari.rows("incidents")] == [own]
    sari("sitrep")
    sari("verify")
    assert "does not allow this to your role" in sari.said("nil", "31.72", ends=5)


def test_a_stranger_sees_nothing(keyboards):
    assert "does not allow this to your role" in keyboards("joko").said("incidents", ends=5)


@pytest.mark.parametrize("name", ["rini", "sari"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET body = '{}'", "DELETE FROM entries", "TRUNCATE entries", "DELETE FROM reports", "UPDATE changes SET received = 0",
        "UPDATE home SET post = '32'", "DELETE FROM meta", "INSERT INTO meta VALUES (99)", "DROP TABLE entries",
        "ALTER TABLE entries DISABLE TRIGGER ALL", "CREATE TABLE pilkada.more (a int)",
    ],
)  # fmt: skip
def test_neither_changes_what_is_there(keyboards, name, statement):
    url = keyboards(name).place
    with (
        psycopg.connect(url, options="-c search_path=pilkada") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_only_the_owner_makes_the_lists_anew(keyboards):
    assert "does not allow this to your role" in keyboards("rini").said("rebuild", ends=5)
    keyboards("postgres")("rebuild")
