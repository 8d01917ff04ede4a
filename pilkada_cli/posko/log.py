"""A turn at the log: acts become entries, each behind the one before it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pilkada_cli.posko.derived import Placed, put_derived
from pilkada_cli.posko.entries import Entry, canonical, milliseconds, sign, write_moment
from pilkada_cli.posko.ids import Ids

if TYPE_CHECKING:
    from pilkada_cli.posko.store import Store

#: Entries that are written at once.
BATCH = 1000


class Act(NamedTuple):
    """What somebody does, before the log has recorded it; without a `subject` the entry is its own.

    `occurred` is a moment as the log writes it, and None for now.
    """

    kind: str
    body: dict[str, Any]
    subject: str | None = None
    occurred: str | None = None


class Log:
    """A turn at the log."""

    def __init__(self, store: "Store") -> None:
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
            put_derived(self._store.driver, batch)

    def _head(self, writer: str) -> str | None:
        if writer not in self._heads:
            sql = "SELECT hash FROM entries WHERE writer = ? ORDER BY place DESC LIMIT 1"
            row = self._store.one(sql, (writer,))
            self._heads[writer] = row[0] if row else None
        return self._heads[writer]
