"""What either database must do for the store; the rest of the program speaks to this and to no library.

A new database is one class that does all of this, its steps of the schema, and its line in `store.connect`. Each method
raises StoreFailed, with a sentence, for whatever goes wrong in the database; one of a store that cannot be written to
says that it is read-only.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

Row = tuple[Any, ...]


class Driver(Protocol):
    """A connection to one database, outside a transaction until `begin`; statements mark their values with `?`."""

    name: str
    """Where the database is, for sentences: a path, or a URL without its password."""

    @property
    def hashes_by_id(self) -> str:
        """SQL that strings together the column `hash` of a subquery ordered by `id`, in that order."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The SQL that leads from each version of the schema to the next; the first makes an empty database one."""

    @property
    def version(self) -> int:
        """The version of the schema that is there: so many of `steps` were run, 0 for none."""

    def upgrade(self, step: int) -> None:
        """Run the step that leads to this version and remember it, inside the transaction that is open."""

    def finish_setup(self) -> None:
        """Do what a new or upgraded schema needs besides, such as rights, inside the transaction that is open."""

    def begin(self, *, write: bool) -> None:
        """Begin a transaction: one that writes waits until no other does, one that reads sees one moment throughout."""

    def commit(self) -> None:
        """End the transaction; when this returns, what it wrote survives a crash of the machine."""

    def rollback(self) -> None:
        """End the transaction and undo what it wrote; without one, do nothing."""

    def batches(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[Row]]:
        """The rows of a query in lists of a convenient length, so that a long answer is never whole in memory."""

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""

    def sweep(self) -> None:
        """After a commit that took content away: leave no trace of it behind, as far as the database can."""

    def last_place(self) -> int | None:
        """The place given last, also to an entry that is gone; None where the database does not remember it."""

    def close(self) -> None:
        """Let go of the connection; a transaction that is open is undone."""
