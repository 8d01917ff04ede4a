"""The interface of a database for the store; the rest of the program uses this and no database library.

A new database needs a room with one class that implements it and its steps of the schema, and a line in
`store.connect`. Each method raises StoreFailed, with a sentence, for whatever goes wrong in the database; one of a
store that cannot be written to says that it is read-only.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

Row = tuple[Any, ...]


class Misfit(NamedTuple):
    """A part of the store by its kind and name: `missing`, `changed`, or `strange` where no version makes it.

    Its kind is a table, an index, a trigger, and where there are such a rule or a function.
    """

    kind: str
    name: str
    state: Literal["missing", "changed", "strange"]


class Shelf(Protocol):
    """Where the entries of imports wait until a turn takes them; no reader looks there.

    An import is known by a number, `own`, and its entries are numbered from 1.
    """

    def put(self, own: int, entries: Sequence[Row], reports: Sequence[Row]) -> None:
        """Put entries here, in a short transaction: rows as `Driver.append` takes them, numbers in place of places.

        `reports` are their rows in the list of reports, as `Lists.add_reports` takes them, unless `lists_itself`.
        """

    def rows(self, own: int, after: int, most: int) -> list[Row]:
        """The fields of the next entries behind a number, at most so many."""

    def take(self, own: int, after: int, count: int, place: int, received: int) -> None:
        """Append the next entries behind a number to the log behind this place, inside the turn that is open.

        None of them is `received` before that moment.
        """

    def clear(self, own: int) -> None:
        """Throw away what is left of an import."""


class Driver(Protocol):
    """A connection to one database, without a transaction until `begin`; `?` is the placeholder in statements."""

    name: str
    """Where the database is, for sentences: a path, or a URL without its password."""

    notes: list[str]
    """What whoever uses the store should know of it, a sentence each."""

    @property
    def hashes_by_id(self) -> str:
        """An SQL expression that joins the column `hash` of a subquery ordered by `id` into one text, in that order."""

    groups_by_hash: bool
    """Whether it counts groups of rows without sorting them all first, which takes longer than to read them."""

    lists_itself: bool
    """Whether `append` puts rows into the lists that are derived from entries, too."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The SQL from each version of the schema to the next; the first step is for an empty database."""

    @property
    def version(self) -> int:
        """The version of the schema in the database: how many of `steps` were run."""

    def upgrade(self, step: int) -> None:
        """Run the step that leads to version `step` and store that version, inside the transaction that is open."""

    def finish_setup(self) -> None:
        """Do what else a new or upgraded schema needs, inside the transaction that is open."""

    def look_after(self, *, opening: bool) -> None:
        """See to the rights that people need, in a transaction of its own, and tell who is `opening` a post of them."""

    def begin(self, *, write: bool, anew: bool = False) -> None:
        """Begin a transaction: one that writes waits until no other writes, one that reads sees one snapshot.

        `anew` is for `remake`: it needs nothing that this makes.
        """

    def commit(self) -> None:
        """Commit the transaction; when this returns, what it wrote survives a crash of the machine."""

    def rollback(self) -> None:
        """Roll the transaction back; without one, do nothing."""

    def read_on(self) -> None:
        """Go on reading after a query that failed, in a new snapshot where the old one ended with it."""

    def batches(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[Row]]:
        """The rows of a query in batches, so that a long answer is never in memory as a whole."""

    def few(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query that has few of them, such as counts."""

    def append(self, rows: Iterable[Sequence[Any]]) -> None:
        """Append entries, as rows of place, their fields, `received` and `drill`; a database may set these itself."""

    def shelf(self) -> Shelf:
        """A place for entries that wait."""

    def replace_body(self, own: str, body: str) -> None:
        """Give the entry with this id another body, which a redaction in the log must allow."""

    def settle(self, post: str) -> None:
        """Mark the store as the home of a region's post."""

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""

    def any_text(self) -> AbstractContextManager[None]:
        """A context in which also bytes that are no text are read: as a text that no entry can have.

        Elsewhere whoever reads them gets NoText.
        """

    def learn(self) -> None:
        """Look at what the tables hold, after many entries have come, so that queries are planned by it.

        No transaction is open; where it cannot be done now, the database does it by itself later.
        """

    def sweep(self) -> None:
        """After a commit that took content away: leave no trace of it behind, as far as the database can."""

    def flaws(self) -> list[str]:
        """What the database finds wrong with its tables and indexes, in its own words; none where it cannot say."""

    def misfits(self, *, tables: bool = False) -> list[Misfit]:
        """What is not as this version makes it, as far as this user may see, or of the `tables` of log and lists."""

    def remake(self) -> None:
        """Make those anew that can be, inside the transaction that is open; all but `entries`, derived ones empty."""

    def reindex(self) -> None:
        """Make the indexes anew, inside the transaction that is open."""

    def was_home(self) -> bool:
        """Whether the store was once marked as the home of a post, as far as the database can tell."""

    def logins(self) -> list[Row]:
        """Writers, the database's users as whom their entries came in, and how many; none where it has no users."""

    def last_place(self) -> int | None:
        """The last place that was given to an entry, even if that was deleted; None where the database cannot tell."""

    def copy_to(self, file: Path) -> int | None:
        """Write a whole copy of the database as this transaction sees it into an empty file, and check the copy.

        Gives the number of entries in it; None, and nothing is written, where a database cannot be copied as a file.
        """

    def close(self) -> None:
        """Close the connection; a transaction that is open is rolled back."""
