"""What a store in SQLite is made of, compared with what this version makes, and made anew where it can be."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from typing import NamedTuple

from pilkada_cli.posko.store.driver import Misfit
from pilkada_cli.posko.store.sqlite.schema import SQLITE

#: The tables that are made anew where they are changed; that of the home only where it is missing.
DERIVED = ("reports", "changes")
_PARTS = (
    "SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('table', 'index', 'trigger') AND sql IS NOT NULL"
)
#: What SQLite versions write differently, and what means nothing in SQL.
_MEANINGLESS = re.compile(r"[\s\"`\[\]]+")


class Part(NamedTuple):
    """A table, index or trigger: the SQL that makes it, and its form, by which it is compared."""

    sql: str
    form: str


Parts = dict[tuple[str, str], Part]


def parts_of(connection: sqlite3.Connection) -> Parts:
    """All tables, indexes and triggers of a database by their type and name, without SQLite's own."""
    return {
        (kind, name): Part(sql, _columns(connection, name) if kind == "table" else _MEANINGLESS.sub("", sql).lower())
        for kind, name, sql in connection.execute(_PARTS).fetchall()
        if not name.startswith("sqlite_")
    }


def _columns(connection: sqlite3.Connection, table: str) -> str:
    """A table's columns with their types and what they must hold, whatever the SQL that made it looks like."""
    strict = connection.execute("SELECT strict FROM pragma_table_list(?) WHERE schema = 'main'", (table,)).fetchall()
    columns = connection.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,)).fetchall()
    return repr((strict, columns))


@cache
def made() -> Parts:
    """What this version makes."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        for step in SQLITE:
            fresh.executescript(step)
        return parts_of(fresh)


def misfits(connection: sqlite3.Connection) -> Iterator[Misfit]:
    """What of a store is missing or not as this version makes it, and triggers of others."""
    here, wanted = parts_of(connection), made()
    for (kind, name), part in wanted.items():
        own = here.get((kind, name))
        if own is None:
            yield Misfit(kind, name, "missing")
        elif own.form != part.form:
            yield Misfit(kind, name, "changed")
    yield from (Misfit(kind, name, "strange") for kind, name in here.keys() - wanted.keys() if kind == "trigger")


def remake(connection: sqlite3.Connection) -> None:
    """Make anew what is missing or changed, inside the open transaction; not `entries`, nor a home's rows."""
    found = list(misfits(connection))
    for kind, name, state in found:
        if state != "missing" and (kind != "table" or name in DERIVED):
            connection.execute(f"DROP {kind} {_quoted(name)}")
    here, wanted = parts_of(connection), made()
    for kind in ("table", "index", "trigger"):
        for (own, name), part in wanted.items():
            if own == kind and (own, name) not in here and name != "entries":
                connection.execute(part.sql)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
