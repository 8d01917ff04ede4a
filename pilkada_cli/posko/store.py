"""The store of a post: the append-only log, and the narrow tables derived from it.

Reads happen in one transaction and never write; writes take their turn, and are there when `writing` ends.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from pilkada_cli.language import _
from pilkada_cli.posko.batches import batched
from pilkada_cli.posko.entries import NATIONAL, Entry, canonical, milliseconds, sign, write_moment
from pilkada_cli.posko.errors import NoPost, StoreFailed
from pilkada_cli.posko.ids import Ids

COLUMNS = "id, post, writer, recorded, occurred, kind, subject, body, prev, hash"
#: What incidents are counted by, beside their region.
TRAITS = ("category", "severity", "agency", "status", "owner")
#: Entries that are written at once.
BATCH = 1000

#: An entry with its place in the store, and its body where somebody has it at hand.
Placed = tuple[int, Entry, dict[str, Any] | None]


class Driver(Protocol):
    """What the two databases have in common."""

    name: str

    @property
    def hashes_by_id(self) -> str: ...  # noqa: D102
    @property
    def steps(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def version(self) -> int: ...  # noqa: D102
    def upgrade(self, step: int) -> None: ...  # noqa: D102
    def finish_setup(self) -> None: ...  # noqa: D102
    def begin(self, *, write: bool) -> None: ...  # noqa: D102
    def commit(self) -> None: ...  # noqa: D102
    def rollback(self) -> None: ...  # noqa: D102
    def batches(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]: ...  # noqa: D102
    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None: ...  # noqa: D102
    def last_place(self) -> int | None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class Act(NamedTuple):
    """What somebody does, before the log has recorded it; without a `subject` the entry is its own.

    `occurred` is a moment as the log writes it, and None for now.
    """

    kind: str
    body: dict[str, Any]
    subject: str | None = None
    occurred: str | None = None


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
    def writing(self) -> Iterator["Log"]:
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
                self.derive()
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

    def derive(self) -> None:
        """Empty the derived tables and fill them from the log, inside the transaction that is open."""
        self.driver.many("DELETE FROM reports", [()])
        self.driver.many("DELETE FROM changes", [()])
        rows = self.rows(f"SELECT place, {COLUMNS} FROM entries ORDER BY place")  # noqa: S608
        for batch in batched(rows, BATCH):
            self.put_derived([(place, Entry(*fields), None) for place, *fields in batch])

    def rebuild(self) -> None:
        """Make the derived tables anew from the log."""
        self.driver.begin(write=True)
        try:
            self.derive()
            self.driver.commit()
        except BaseException:
            self.driver.rollback()
            raise

    def put_derived(self, placed: Sequence[Placed]) -> None:
        """Write what the lists read of these entries."""
        reports, changes = [], []
        for place, entry, body in placed:
            if entry.kind == "report":
                reports.append(derived_report(place, entry, body))
            elif entry.kind == "update":
                changes.append((place, entry.subject, entry.known))
        if reports:
            self.driver.many("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?)", reports)
        if changes:
            self.driver.many(
                "INSERT INTO changes SELECT ?, place, ? FROM entries WHERE id = ?",
                [(place, known, subject) for place, subject, known in changes],
            )

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


@lru_cache(4096)
def _traits(*values: str | None) -> str:
    return json.dumps(values)


def derived_report(place: int, entry: Entry, body: dict[str, Any] | None = None) -> tuple[Any, ...]:
    """A report's row in the table `reports`; `traits` is what incidents are counted by beside their region."""
    content = entry.content if body is None else body
    occurred, recorded = milliseconds(entry.occurred), milliseconds(entry.recorded)
    traits = _traits(*(content.get(name) for name in TRAITS))
    named = (content["region"], content["severity"], content["status"], traits)
    return (place, *named, occurred, recorded, min(occurred, recorded))


class Log:
    """A turn at the log."""

    def __init__(self, store: Store) -> None:
        self._store = store
        place, last = store.one("SELECT place, id FROM entries ORDER BY place DESC LIMIT 1") or (0, None)
        self._place: int = place
        self._ids = Ids(last)
        self._heads: dict[str, str | None] = {}
        self._batch: list[Placed] = []
        self._now: datetime | None = None
        self._recorded = ""

    def append(self, act: Act, *, writer: str, now: datetime, post: str) -> Entry:
        """Record an act of the writer as the next entry."""
        if now is not self._now:
            self._now, self._recorded = now, write_moment(now)
        recorded = self._recorded
        own = self._ids.make(milliseconds(recorded))
        entry = sign(
            id=own,
            post=post,
            writer=writer,
            recorded=recorded,
            occurred=act.occurred or recorded,
            kind=act.kind,
            subject=own if act.subject is None else act.subject,
            body=canonical(act.body),
            prev=self._head(writer),
        )
        self.take(entry, act.body)
        return entry

    def take(self, entry: Entry, body: dict[str, Any] | None = None) -> None:
        """Put an entry behind all others, as it is; `body` saves reading its body once more."""
        self._place += 1
        self._heads[entry.writer] = entry.hash
        self._batch.append((self._place, entry, body))
        if len(self._batch) == BATCH:
            self.flush()

    def flush(self) -> None:
        """Hand what was appended to the database."""
        batch, self._batch = self._batch, []
        if batch:
            rows = [(place, *entry, entry.known, int(entry.drill)) for place, entry, _body in batch]
            self._store.driver.many("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self._store.put_derived(batch)

    def _head(self, writer: str) -> str | None:
        if writer not in self._heads:
            sql = "SELECT hash FROM entries WHERE writer = ? ORDER BY place DESC LIMIT 1"
            row = self._store.one(sql, (writer,))
            self._heads[writer] = row[0] if row else None
        return self._heads[writer]


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
