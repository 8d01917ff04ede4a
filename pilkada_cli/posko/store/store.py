"""One store: its transactions, the tables of the log in it, and connecting to the database at a location."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from pilkada_cli.posko.store.driver import Driver, Shelf
from pilkada_cli.posko.store.entries import Entries
from pilkada_cli.posko.store.lists import Lists
from pilkada_cli.posko.store.location import read_location


class Store:
    """The tables of one post's log, in SQLite or PostgreSQL. Methods raise StoreFailed."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.entries = Entries(driver)
        self.lists = Lists(driver, self.entries)

    @property
    def name(self) -> str:
        """The location of the store, without a password."""
        return self.driver.name

    @cached_property
    def shelf(self) -> Shelf:
        """Where entries wait for a turn."""
        return self.driver.shelf()

    def close(self) -> None:
        """Close the connection."""
        self.driver.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A context manager in which all reads see one snapshot of the store, whatever others write meanwhile."""
        self.driver.begin(write=False)
        try:
            yield
        finally:
            self.driver.rollback()

    @contextmanager
    def writing(self, *, anew: bool = False) -> Iterator[None]:
        """A context manager for a write transaction: committed at its end, rolled back if an exception is raised.

        `anew` is for what makes the parts of the store anew.
        """
        self.driver.begin(write=True, anew=anew)
        try:
            yield
            self.driver.commit()
        except BaseException:
            self.driver.rollback()
            raise

    def home(self) -> str | None:
        """The code of the region (or `nasional`) whose post was opened in this store; None where none was."""
        homes = self.homes()
        return homes[0] if homes else None

    def homes(self) -> list[str]:
        """All posts whose home this store is marked to be: one or none, unless somebody has changed that."""
        return [str(row[0]) for row in self.driver.few("SELECT post FROM home")]

    def settle(self, post: str) -> None:
        """Mark this store as the home of a region's post, inside the transaction that is open."""
        self.driver.settle(post)


def connect(location: str, *, write: bool = False, create: bool = False) -> Store:
    """Connect to the store at a path or a `postgresql://` URL; raises StoreFailed, or NoPost where there is none.

    The version of the schema is not checked. `create` makes the store where there is none.
    """
    found = read_location(location)
    if found.url is not None:
        from pilkada_cli.posko.store.postgres.driver import Postgres

        return Store(Postgres(found.url, create=create))
    from pilkada_cli.posko.store.sqlite.driver import Sqlite

    return Store(Sqlite(found.path or Path(), write=write, create=create))
