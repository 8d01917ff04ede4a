"""The store in one SQLite file, which needs no set-up and may be used by many processes on one machine."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from pilkada_cli.language import _
from pilkada_cli.posko.errors import NoPost, NoText, StoreFailed
from pilkada_cli.posko.store.driver import Misfit, Shelf
from pilkada_cli.posko.store.sqlite.files import Look, find, network_note
from pilkada_cli.posko.store.sqlite.meanings import explain, is_no_text
from pilkada_cli.posko.store.sqlite.opening import opened, patiently
from pilkada_cli.posko.store.sqlite.schema import COLUMNS, SHOWN, SQLITE

#: SQLite's application_id that marks the file as a store of this program: "PLKD" in ASCII.
APPLICATION = 0x504C4B44
#: How many rows are fetched at once.
BATCH = 1000
#: How many flaws SQLite is asked for, and the line with which it begins a list of them.
FLAWS, MAIN = 20, "*** in database main ***"
#: The page cache of a connection that writes, in KiB: enough for the indexes of half a million entries.
CACHE = 48_000
#: Makes a text of any bytes; those that are none become halves of characters.
ANY_TEXT = partial(str, encoding="utf-8", errors="surrogateescape")


class Sqlite:
    """A connection to the file; `write` opens it for writing, `create` makes it when it is missing.

    Raises NoPost where the file is missing or has no store, and StoreFailed where it cannot be used.
    """

    steps = SQLITE
    #: The hashes of a subquery that is ordered by id, in one text; group_concat takes them in that order.
    hashes_by_id = "group_concat(hash, '')"
    groups_by_hash = False
    lists_itself = False

    def __init__(self, path: Path, *, write: bool = False, create: bool = False) -> None:
        self.name = str(path)
        self._look: Look | None = None
        self.notes: list[str] = []
        with self._sentences():
            self._path = find(path, create=create)
            self._connection, self._look = opened(self._path, self.name, write=write)
        try:
            with self._sentences():
                self._identify(create=create)
                if write:
                    self.notes = network_note(self._path)
                    self._patiently("PRAGMA journal_mode = WAL")
                    self._connection.execute("PRAGMA synchronous = FULL")
                    self._connection.execute(f"PRAGMA cache_size = -{CACHE}")
                    # What a redaction takes away is overwritten, and not only let go of.
                    self._connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            self.close()
            raise

    def _check_unchanged(self) -> None:
        """Raise StoreFailed where a file that was read as if nobody wrote was written to."""
        if self._look is not None and Look.at(self._path) != self._look:
            self._look = None
            raise self._failed(_("was written to while it was read, so the answer is not whole; try again"))

    def _identify(self, *, create: bool) -> None:
        # The tables are counted first: another process may make them, and set the application_id, between the two.
        tables, mark = self._number("SELECT count(*) FROM sqlite_master"), self._number("PRAGMA application_id")
        if mark == APPLICATION:
            return
        if mark != 0 or tables:
            raise self._failed(_("is another program's database; give another file, in PILKADA_POSKO"))
        if not create:
            raise NoPost(self.name)

    def _number(self, sql: str) -> int:
        return int(self._patiently(sql).fetchone()[0])

    def _patiently(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return patiently(self._connection, sql, values)

    @property
    def version(self) -> int:
        """The version of the schema; 0 for a store that has none yet."""
        with self._sentences():
            return self._number("PRAGMA user_version")

    def upgrade(self, step: int) -> None:
        """Run the step that leads to this version, inside the transaction that is open."""
        with self._sentences():
            for statement in _statements(SQLITE[step - 1]):
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {step}")
            self._connection.execute(f"PRAGMA application_id = {APPLICATION}")

    def finish_setup(self) -> None:
        """Do nothing."""

    def look_after(self, *, opening: bool) -> None:
        """Do nothing: the file's permissions say who may read and write."""

    def begin(self, *, write: bool, anew: bool = False) -> None:  # noqa: ARG002 - a turn here needs nothing
        """Begin a transaction; one that writes waits until no other does, at most PATIENCE seconds."""
        with self._sentences():
            self._patiently("BEGIN IMMEDIATE" if write else "BEGIN")

    def commit(self) -> None:
        """Commit the transaction."""
        with self._sentences():
            self._patiently("COMMIT")

    def rollback(self) -> None:
        """Roll the transaction back; without one, do nothing."""
        if self._connection.in_transaction:
            with self._sentences():
                self._connection.execute("ROLLBACK")
                self._check_unchanged()

    def read_on(self) -> None:
        """Do nothing: a query that failed ends no snapshot."""

    def batches(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query in batches."""
        with self._sentences():
            cursor = self._patiently(sql, list(map(_known, values)))
            while batch := cursor.fetchmany(BATCH):
                yield batch

    def few(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query that has few of them."""
        with self._sentences():
            return self._patiently(sql, list(map(_known, values))).fetchall()

    @contextmanager
    def any_text(self) -> Iterator[None]:
        """A context in which bytes that are no text are read as halves of characters, which no text has."""
        before, self._connection.text_factory = self._connection.text_factory, ANY_TEXT
        try:
            yield
        finally:
            self._connection.text_factory = before

    def sweep(self) -> None:
        """Write what waits beside the file into it, and empty what is beside it, unless somebody reads just now."""
        with self._sentences():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def learn(self) -> None:
        """Do nothing: SQLite goes by the tables' indexes and not by what they hold."""

    def flaws(self) -> list[str]:
        """What SQLite finds wrong, a text each, at most FLAWS."""
        with self._sentences():
            rows = self._patiently(f"PRAGMA integrity_check({FLAWS})").fetchall()
        return [line for (text,) in rows for line in str(text).splitlines() if line not in ("ok", MAIN)]

    def misfits(self, *, tables: bool = False) -> list[Misfit]:
        """What is not as this version makes it."""
        if tables:
            with self._sentences():
                here = dict(self._connection.execute(SHOWN).fetchall())
            return [Misfit("table", name, "changed") for name, signs in COLUMNS.items() if here.get(name) != signs]
        from pilkada_cli.posko.store.sqlite.layout import misfits

        with self._sentences():
            return list(misfits(self._connection))

    def remake(self) -> None:
        """Make anew what is not as this version makes it."""
        from pilkada_cli.posko.store.sqlite.layout import remake

        with self._sentences():
            remake(self._connection)

    def was_home(self) -> bool:
        """Whether it was marked as the home of a post, of which SQLite's table of last places has a row since then."""
        with self._sentences():
            return bool(self._connection.execute("SELECT 1 FROM sqlite_sequence WHERE name = 'home'").fetchall())

    def reindex(self) -> None:
        """Make all indexes anew."""
        with self._sentences():
            self._connection.execute("REINDEX")

    def logins(self) -> list[tuple[Any, ...]]:
        """None: a file has no users."""
        return []

    def last_place(self) -> int | None:
        """The last place that was given to an entry, even if that was deleted; 0 for an empty log."""
        with self._sentences():
            row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").fetchone()
        return int(row[0]) if row else 0

    def append(self, rows: Iterable[Sequence[Any]]) -> None:
        """Append entries, as rows of place, their fields, `received` and `drill`."""
        self.many("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def shelf(self) -> Shelf:
        """A temporary table of this connection."""
        from pilkada_cli.posko.store.sqlite.shelf import FileShelf

        return FileShelf(self)

    def replace_body(self, own: str, body: str) -> None:
        """Give the entry with this id another body."""
        self.many("UPDATE entries SET body = ? WHERE id = ?", [(body, own)])

    def settle(self, post: str) -> None:
        """Mark the store as the home of a post."""
        self.many("INSERT INTO home VALUES (?)", [(post,)])
        if not self.was_home():
            self.many("INSERT INTO sqlite_sequence (name, seq) VALUES ('home', 1)", [()])

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        with self._sentences():
            self._connection.executemany(sql, rows)

    def copy_to(self, file: Path) -> int:
        """Write a whole copy into an empty file, and check it; raises OSError where it cannot be written."""
        from pilkada_cli.posko.store.sqlite.copying import copy_database

        try:
            return copy_database(self._connection, file)
        except sqlite3.Error as error:
            raise self._failed(explain(error, self._path)) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _failed(self, problem: str) -> StoreFailed:
        return StoreFailed.at(self.name, problem)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._check_unchanged()
            failed = NoText if is_no_text(error) else StoreFailed
            # What was there instead is no business of whoever reads the sentence.
            raise failed.at(self.name, explain(error, self._path)) from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise self._failed(_("cannot be opened: {reason}").format(reason=reason)) from error
        except ValueError as error:
            raise self._failed(_("cannot be opened: {reason}").format(reason=_("no file has such a name"))) from error


def _known(value: Any) -> Any:
    """A value to be looked for; a text that is none, as `any_text` reads it, becomes bytes, which no column holds."""
    if not isinstance(value, str) or value.isascii() or value.isprintable():
        return value
    return value.encode(errors="surrogateescape") if any("\ud800" <= one <= "\udfff" for one in value) else value


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, because `executescript` would commit the open transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
