"""Writing to the log: a scribe makes entries out of acts, and a turn appends them, inside one transaction."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from pilkada_cli.posko.log.entry import Entry, canonical, sign
from pilkada_cli.posko.log.ids import Ids
from pilkada_cli.posko.log.lists import Placed, list_entries
from pilkada_cli.posko.log.moments import milliseconds, write_moment
from pilkada_cli.posko.log.seals import SALTS, hashed, sealed
from pilkada_cli.posko.store.store import Store

#: How many entries are written to the database at once.
BATCH = 1000


class Act(NamedTuple):
    """What is to be recorded as an entry: its kind, body, and subject (None: the entry's own id).

    `occurred` is a moment as the log writes it, or None for the moment of recording.
    """

    kind: str
    body: dict[str, Any]
    subject: str | None = None
    occurred: str | None = None


class Scribe:
    """Makes entries out of acts, each with an id greater than the last and the hash of its writer's entry before it.

    `last` is the id of the last entry of the log, if there is one; `head` gives the hash of a writer's last one there.
    """

    def __init__(self, last: str | None, head: Callable[[str], str | None]) -> None:
        self._ids, self._head = Ids(last), head
        self._heads: dict[str, str | None] = {}
        self._now: datetime | None = None
        self._recorded = ""

    def head(self, writer: str) -> str | None:
        """The hash of a writer's entry before the next one; None for a new writer."""
        if writer not in self._heads:
            self._heads[writer] = self._head(writer)
        return self._heads[writer]

    def make(self, act: Act, *, writer: str, now: datetime, post: str) -> Entry:
        """The next entry of a writer."""
        if now is not self._now:
            self._now, self._recorded = now, write_moment(now)
        own = self._ids.make(milliseconds(self._recorded))
        content = sealed(act.body)
        entry = sign(
            id=own,
            post=post,
            writer=writer,
            recorded=self._recorded,
            occurred=act.occurred or self._recorded,
            kind=act.kind,
            subject=own if act.subject is None else act.subject,
            body=canonical(content),
            prev=self.head(writer),
            form=canonical(hashed(content)) if SALTS in content else None,
        )
        self.saw(entry)
        return entry

    def saw(self, entry: Entry) -> None:
        """Go on from an entry that somebody else has made."""
        self._heads[entry.writer] = entry.hash

    def fitted(self, entry: Entry) -> Entry:
        """An entry that was made before others were appended, as it follows its writer's last one now."""
        prev = self.head(entry.writer)
        fitting = entry if entry.prev == prev else sign(*entry[:-2], prev)
        self.saw(fitting)
        return fitting


class Turn:
    """Appends entries to the log, inside a write transaction of the store that is open as long as the turn is used."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._place, last, self._received = store.entries.last()
        self.scribe = Scribe(last, store.entries.head)
        self._batch: list[Placed] = []

    @property
    def place(self) -> int:
        """The place of the last entry."""
        return self._place

    @property
    def received(self) -> int:
        """When the newest entry was received, in milliseconds since 1970."""
        return self._received

    def append(self, act: Act, *, writer: str, now: datetime, post: str) -> Entry:
        """Record an act as the next entry of the log."""
        entry = self.scribe.make(act, writer=writer, now=now, post=post)
        self.take(entry, milliseconds(entry.recorded), act.body)
        return entry

    def take(self, entry: Entry, received: int, body: dict[str, Any] | None = None) -> None:
        """Append an entry unchanged; `body` is its parsed body, if at hand.

        `received` is when this store got it, in milliseconds since 1970; where the clock went back, that of the entry
        before it is used instead, so that it never decreases along the log.
        """
        self._place += 1
        self._received = max(self._received, received)
        self.scribe.saw(entry)
        self._batch.append((self._place, entry, self._received, body))
        if len(self._batch) == BATCH:
            self.flush()

    def go_on(self, last: Entry, count: int, received: int) -> None:
        """Go on behind so many entries, up to `last`, that the store has appended itself when nothing waited here."""
        self._place += count
        self._received = max(self._received, received)
        self.scribe.saw(last)

    def flush(self) -> None:
        """Write the entries that are still in memory, and their rows in the lists, to the database."""
        batch, self._batch = self._batch, []
        if batch:
            self._store.entries.append(
                (place, *entry, received, int(entry.drill)) for place, entry, received, _body in batch
            )
            if not self._store.driver.lists_itself:
                list_entries(self._store, batch)
