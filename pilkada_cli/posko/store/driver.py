"""The interface of a database for the store; the rest of the program uses this and no database library.

A new database needs one class that implements it, its steps of the schema, and a line in `store.connect`. Each method
raises StoreFailed, with a sentence, for whatever goes wrong in the database; one of a store that cannot be written to
says that it is read-only.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

Row = tuple[Any, ...]


class Driver(Protocol):
    """A connection to one database, without a transaction until `begin`; `?` is the placeholder in statements."""

    name: str
    """Where the database is, for sentences: a path, or a URL without its password."""

    notes: list[str]
    """What whoever uses the store should know of it, a sentence each."""

    @property
    def hashes_by_id(self) -> str:
        """An SQL expression that joins the column `hash` of a subquery ordered by `id` into one text, in that order."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The SQL from each version of the schema to the next; the first step is for an empty database."""

    @property
    def version(self) -> int:
        """The version of the schema in the database: how many of `steps` were run."""

    def upgrade(self, step: int) -> None:
        """Run the step that leads to version `step` and store that version, inside the transaction that is open."""

    def finish_setup(self) -> None:
        """Do what else a new or upgraded schema needs, such as granting rights, inside the transaction that is open."""

    def begin(self, *, write: bool) -> None:
        """Begin a transaction: one that writes waits until no other writes, one that reads sees one snapshot."""

    def commit(self) -> None:
        """Commit the transaction; when this returns, what it wrote survives a crash of the machine."""

    def rollback(self) -> None:
        """Roll the transaction back; without one, do nothing."""

    def batches(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[Row]]:
        """The rows of a query in batches, so that a long answer is never in memory as a whole."""

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""

    def sweep(self) -> None:
        """After a commit that took content away: leave no trace of it behind, as far as the database can."""

    def last_place(self) -> int | None:
        """The last place that was given to an entry, even if that was deleted; None where the database cannot tell."""

    def copy_to(self, file: Path) -> int | None:
        """Write a whole copy of the database as this transaction sees it into an empty file, and check the copy.

        Gives the number of entries in it; None, and nothing is written, where a database cannot be copied as a file.
        """

    def close(self) -> None:
        """Close the connection; a transaction that is open is rolled back."""
