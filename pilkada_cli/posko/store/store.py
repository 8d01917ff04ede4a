"""One store: its transactions, the tables of the log in it, and which database is at a location."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pilkada_cli.posko.store.driver import Driver
from pilkada_cli.posko.store.entries import Entries
from pilkada_cli.posko.store.lists import Lists


class Store:
    """The tables of one post's log, through either database."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.entries = Entries(driver)
        self.lists = Lists(driver, self.entries)

    @property
    def name(self) -> str:
        """Where the store is, without a password."""
        return self.driver.name

    def close(self) -> None:
        """Let go of it."""
        self.driver.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One moment of the store, whatever others write meanwhile."""
        self.driver.begin(write=False)
        try:
            yield
        finally:
            self.driver.rollback()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: all that is written inside is there when it ends, or nothing is."""
        self.driver.begin(write=True)
        try:
            yield
            self.driver.commit()
        except BaseException:
            self.driver.rollback()
            raise

    def home(self) -> str | None:
        """The region for which a post was opened in this very store."""
        row = self.entries.one("SELECT post FROM home")
        return None if row is None else str(row[0])

    def settle(self, post: str) -> None:
        """Make this the store of a region's post, inside the transaction that is open."""
        self.driver.many("INSERT INTO home VALUES (?)", [(post,)])


def is_url(location: str) -> bool:
    """Whether a location is a database of PostgreSQL rather than a file."""
    return location.startswith(("postgresql://", "postgres://"))


def connect(location: str, *, write: bool = False, create: bool = False) -> Store:
    """The store at a path or a `postgresql://` URL, whatever its schema; raises StoreFailed, or NoPost for none."""
    if is_url(location):
        from pilkada_cli.posko.store.postgres import Postgres

        return Store(Postgres(location, create=create))
    from pilkada_cli.posko.store.sqlite import Sqlite

    return Store(Sqlite(Path(location), write=write, create=create))
