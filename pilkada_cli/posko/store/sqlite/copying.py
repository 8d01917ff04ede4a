"""A whole copy of a SQLite store by SQLite's own backup, which reads what lies beside the file and holds nobody up."""

import sqlite3
from contextlib import closing
from pathlib import Path

from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.store.sqlite.files import address
from pilkada_cli.printable import visible

#: How many pages are copied at once: between two such steps an interrupt takes effect.
PAGES = 4096
#: The beginnings of the names of SQLite's errors that say that the copy could not be written.
UNWRITTEN = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_DIR")


def copy_database(source: sqlite3.Connection, file: Path) -> int:
    """Copy what the source's transaction sees into an empty file; gives the number of entries in it.

    Raises OSError where the copy cannot be written, StoreFailed where it is not sound, sqlite3.Error of the source.
    """
    try:
        with closing(sqlite3.connect(address(file, "mode=rw"), uri=True)) as copy:
            source.backup(copy, pages=PAGES, progress=lambda *_of: None)
    except sqlite3.Error as error:
        if error.sqlite_errorname.startswith(UNWRITTEN):
            raise OSError(0, _("the disk is full, or cannot be written")) from None
        raise
    # Immutable: a copy is read without making files beside it.
    with closing(sqlite3.connect(address(file, "immutable=1"), uri=True)) as copy:
        return _checked(copy)


def holds_all(copy: Path, other: Path) -> bool:
    """Whether a copy has every entry of another store; False for one that is none of this program, or is damaged."""
    try:
        with closing(sqlite3.connect(address(copy, "immutable=1"), uri=True)) as both:
            both.execute("ATTACH ? AS other", (address(other, "immutable=1"),))
            more = "SELECT 1 FROM (SELECT id, hash FROM other.entries EXCEPT SELECT id, hash FROM main.entries) LIMIT 1"
            return both.execute(more).fetchone() is None
    except sqlite3.Error:
        return False


def _checked(copy: sqlite3.Connection) -> int:
    """The number of entries in a copy; raises StoreFailed where SQLite finds something wrong with it."""
    try:
        problem = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        count = int(copy.execute("SELECT count(*) FROM entries").fetchone()[0])
    except sqlite3.DatabaseError as error:
        problem, count = str(error), 0
    if problem != "ok":
        sentence = _("A copy of the store would be damaged ({problem}), so none was left; see: pilkada posko verify")
        raise StoreFailed(sentence.format(problem=visible(" ".join(problem.split()), limit=200)))
    return count
