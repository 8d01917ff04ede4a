"""The store of a post: the append-only log, and the narrow tables derived from it.

Reads happen in one transaction and never write; writes take their turn, and are there when `writing` ends.
"""

from collections.abc import Callable, Iterator, Sequence, Sized
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from pilkada_cli.language import _
from pilkada_cli.posko.derived import derive
from pilkada_cli.posko.driver import Driver
from pilkada_cli.posko.entries import NATIONAL, Entry
from pilkada_cli.posko.errors import NoPost, StoreFailed
from pilkada_cli.posko.log import Log

COLUMNS = "id, post, writer, recorded, occurred, kind, subject, body, prev, hash"
#: The same of the table `entries e` in a join.
JOINED = ", ".join(f"e.{name}" for name in COLUMNS.split(", "))


class Store:
    """The post's log, through either database."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

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
    def writing(self) -> Iterator[Log]:
        """A turn at the log: all that is appended inside is there when it ends, or nothing is."""
        self.driver.begin(write=True)
        try:
            log = Log(self)
            yield log
            log.flush()
            self.driver.commit()
        except BaseException:
            self.driver.rollback()
            raise

    def bring_up(self) -> None:
        """Bring an older schema up to this program's, in one transaction; refuse a newer one."""
        latest = len(self.driver.steps)
        if self.driver.version == latest:
            return
        self.driver.begin(write=True)
        try:
            version = self._version()
            for step in range(version + 1, latest + 1):
                self.driver.upgrade(step)
            if 0 < version < latest:
                derive(self.driver, self._placed())
            self.driver.finish_setup()
            self.driver.commit()
        except BaseException:
            self.driver.rollback()
            raise

    def check_version(self) -> None:
        """Raise StoreFailed unless the schema is this program's own."""
        if self._version() < len(self.driver.steps):
            sentence = _("The post's store {place} was made by an older pilkada; bring it up with: pilkada posko open")
            raise StoreFailed(sentence.format(place=self.name))

    def _version(self) -> int:
        version = self.driver.version
        if version > len(self.driver.steps):
            sentence = _("The post's store {place} was made by a newer pilkada; install that one.")
            raise StoreFailed(sentence.format(place=self.name))
        return version

    def rebuild(self) -> None:
        """Make the derived tables anew from the log."""
        self.driver.begin(write=True)
        try:
            derive(self.driver, self._placed())
            self.driver.commit()
        except BaseException:
            self.driver.rollback()
            raise

    def _placed(self) -> Iterator[tuple[int, Entry]]:
        for place, *fields in self.rows(f"SELECT place, {COLUMNS} FROM entries ORDER BY place"):  # noqa: S608
            yield place, Entry(*fields)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one by one."""
        return chain.from_iterable(self.driver.batches(sql, values))

    def post(self) -> str:
        """The region of this store's post; raises NoPost when none was opened.

        A store that was only ever merged into is that of the widest post in it, in whatever order they came.
        """
        if home := self.home():
            return home
        opened = sorted(self.acts("open"), key=lambda one: (one.post != NATIONAL, len(one.post), one.recorded, one.id))
        if not opened:
            raise NoPost(self.name)
        return opened[0].post

    def home(self) -> str | None:
        """The region for which a post was opened in this very store."""
        row = self.one("SELECT post FROM home")
        return None if row is None else str(row[0])

    def settle(self, post: str) -> None:
        """Make this the store of a region's post, inside the turn at the log that is open."""
        self.driver.many("INSERT INTO home VALUES (?)", [(post,)])

    def acts(
        self, *kinds: str, subject: str | None = None, post: str | None = None, before: int | None = None
    ) -> Iterator[Entry]:
        """The entries of these kinds, which are not reports, of one subject and post, and known before a moment."""
        # Said so, the databases find them in the small indexes that leave the many reports out.
        conditions = ["kind <> 'report'", f"kind IN ({marks(kinds)})"]
        values: list[Any] = list(kinds)
        for condition, value in (("subject = ?", subject), ("post = ?", post), ("known < ?", before)):
            if value is not None:
                conditions.append(condition)
                values.append(value)
        return self.entries(" AND ".join(conditions), values)

    def entries(self, where: str = "", values: Sequence[Any] = (), *, order: str = "place") -> Iterator[Entry]:
        """The entries for which a condition holds, by default in the order in which this store got them."""
        condition = f"WHERE {where} " if where else ""
        for row in self.rows(f"SELECT {COLUMNS} FROM entries {condition}ORDER BY {order}", values):  # noqa: S608
            yield Entry(*row)

    def count(self) -> int:
        """How many entries there are."""
        row = self.one("SELECT count(*) FROM entries")
        return int(row[0]) if row else 0

    def one(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        return next(iter(list(self.rows(sql, values))), None)


def marks(values: Sized) -> str:
    """So many placeholders."""
    return ", ".join("?" * len(values))


def is_url(place: str) -> bool:
    """Whether a place is a database of PostgreSQL rather than a file."""
    return place.startswith(("postgresql://", "postgres://"))


def open_store(place: str, *, write: bool = False, create: bool = False) -> Store:
    """The store at a path or a `postgresql://` URL; raises StoreFailed, or NoPost when there is none."""
    connect: Callable[[], Driver]
    if is_url(place):
        from pilkada_cli.posko.postgres import Postgres

        connect = lambda: Postgres(place, create=create)  # noqa: E731
    else:
        from pilkada_cli.posko.sqlite import Sqlite

        connect = lambda: Sqlite(Path(place), write=write, create=create)  # noqa: E731
    store = Store(connect())
    try:
        if write:
            store.bring_up()
        else:
            store.check_version()
    except BaseException:
        store.close()
        raise
    return store
