"""Where entries wait in SQLite: temporary tables, which no other connection sees and which lock nobody out.

They lie in a file without a name, which the system throws away with the program, however that ends.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.store.driver import Row
from pilkada_cli.posko.store.entries import COLUMNS

if TYPE_CHECKING:
    from pilkada_cli.posko.store.sqlite.driver import Sqlite

#: How many KiB wait in memory, before anything goes to a file.
SMALL = 4_000
#: The errors with which SQLite says that there is no room.
ROOM = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")
_REPORT = "post, region, severity, status, traits, occurred, recorded"


class FileShelf:
    """Temporary tables of one connection, which keep the entries of one import after another."""

    def __init__(self, driver: "Sqlite") -> None:
        self._driver, self._made = driver, False

    def put(self, _own: int, entries: Sequence[Row], reports: Sequence[Row]) -> None:
        """Put entries and their rows in the list of reports here; raises StoreFailed, also where there is no room."""
        with _no_room_told():
            self._make()
            self._driver.begin(write=False)
            try:
                self._driver.many("INSERT INTO temp.aside VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entries)
                self._driver.many("INSERT INTO temp.aside_reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", reports)
                self._driver.commit()
            except BaseException:
                self._driver.rollback()
                raise

    def _make(self) -> None:
        if not self._made:
            for statement in (
                "PRAGMA temp_store = FILE",
                f"PRAGMA temp.cache_size = -{SMALL}",
                f"CREATE TEMP TABLE aside (n INTEGER PRIMARY KEY, {COLUMNS}, received, drill)",
                f"CREATE TEMP TABLE aside_reports (n INTEGER PRIMARY KEY, {_REPORT}, received, ref)",
            ):
                list(self._driver.batches(statement))
            self._made = True

    def rows(self, _own: int, after: int, most: int) -> list[Row]:
        """The fields of the next entries behind a number."""
        sql = f"SELECT {COLUMNS} FROM temp.aside WHERE n > ? ORDER BY n LIMIT ?"  # noqa: S608
        return [row for batch in self._driver.batches(sql, (after, most)) for row in batch]

    def take(self, _own: int, after: int, count: int, place: int, received: int) -> None:
        """Append the next entries behind a number to the log, and their rows to the list of reports."""
        within = (place - after, received, after, after + count)
        part = "WHERE n > ? AND n <= ? ORDER BY n"
        self._driver.many(
            f"INSERT INTO main.entries SELECT n + ?, {COLUMNS}, max(received, ?), drill FROM temp.aside {part}",  # noqa: S608
            [within],
        )
        self._driver.many(
            f"INSERT INTO main.reports SELECT n + ?, {_REPORT}, max(received, ?), ref FROM temp.aside_reports {part}",  # noqa: S608
            [within],
        )

    def clear(self, _own: int) -> None:
        """Do nothing: the tables are gone with the connection."""


@contextmanager
def _no_room_told() -> Iterator[None]:
    """Say where there is no room, if that is what fails: it need not be the disk of the store."""
    try:
        yield
    except StoreFailed as failed:
        error = failed.__cause__
        if not isinstance(error, sqlite3.Error) or not error.sqlite_errorname.startswith(ROOM):
            raise
        sentence = _("There is no room in {place} to put the lines aside: {reason}; nothing was recorded.")
        raise StoreFailed(sentence.format(place=_folder(), reason=error)) from None


def _folder() -> str:
    """The directory that SQLite takes for what is temporary."""
    known = (os.environ.get("SQLITE_TMPDIR"), os.environ.get("TMPDIR"), "/var/tmp", "/usr/tmp")  # noqa: S108
    return next((one for one in known if one and os.access(one, os.W_OK | os.X_OK)), tempfile.gettempdir())
