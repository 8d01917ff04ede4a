"""Reports made aside: they wait in the store, where nobody reads them, until one turn at writing takes all of them."""

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.lists import report_row
from pilkada_cli.posko.log.moments import milliseconds
from pilkada_cli.posko.log.turn import Scribe, Turn
from pilkada_cli.posko.store.store import Store

#: How many entries are put aside at once: between two such batches others write.
BATCH = 1000
#: How many are taken at once in the turn, so that an interrupt takes effect and no statement takes too long.
PIECE = 50_000


class Aside:
    """Reports of one writer, each of which follows the one before it. Methods raise StoreFailed.

    They are gone with `close`; what a killed program leaves, the store throws away.
    """

    def __init__(self, store: Store, after: int = 0) -> None:
        """Make room for reports that are numbered from the number `after` on."""
        self._store, self._own = store, int.from_bytes(os.urandom(7))
        self._after = self._end = self._written = after
        self._received = 0
        self._first: Entry | None = None
        self._last: Entry | None = None
        self._batch: list[tuple[int, Entry, int, dict[str, Any]]] = []

    def __len__(self) -> int:
        return self._end - self._after

    def close(self, failure: BaseException | None = None) -> None:
        """Throw the reports away, unless the store itself has failed or nobody wants to wait for it."""
        gone = isinstance(failure, StoreFailed) or not isinstance(failure, Exception | None)
        if self._written > self._after and not gone:
            # Whether that works or not, what was recorded is recorded.
            with suppress(StoreFailed):
                self._store.shelf.clear(self._own)

    def put(self, entry: Entry, body: dict[str, Any]) -> None:
        """Put a report aside, with its parsed body."""
        self._end += 1
        self._received = max(self._received, milliseconds(entry.recorded))
        self._first, self._last = self._first or entry, entry
        self._batch.append((self._end, entry, self._received, body))
        if len(self._batch) == BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is still in memory to the store."""
        batch, self._batch = self._batch, []
        if batch:
            entries = [(number, *entry, received, int(entry.drill)) for number, entry, received, _body in batch]
            reports = () if self._store.driver.lists_itself else [report_row(*one) for one in batch]
            self._store.shelf.put(self._own, entries, reports)
            self._written = self._end

    def __iter__(self) -> Iterator[Entry]:
        """The reports, in the order in which they were put aside."""
        self.flush()
        for after in range(self._after, self._end, BATCH):
            for row in self._store.shelf.rows(self._own, after, min(BATCH, self._end - after)):
                yield Entry(*row)

    def follow(self, scribe: Scribe) -> bool:
        """Whether the first report follows its writer's last entry in the log, as a scribe knows it."""
        return self._first is None or self._first.prev == scribe.head(self._first.writer)

    def append_to(self, turn: Turn) -> None:
        """Append all reports, which are written to the store, to the log at a turn that has appended nothing yet."""
        place, received = turn.place, turn.received
        for after in range(self._after, self._end, PIECE):
            count = min(PIECE, self._end - after)
            self._store.shelf.take(self._own, after, count, place + after - self._after, received)
        if self._last is not None:
            turn.go_on(self._last, len(self), self._received)
        if not self._store.driver.lists_itself:
            self._store.lists.pair(self._store.lists.shared_after(place))

    def anew(self) -> "Aside":
        """Room for the same reports once more, as they follow what others have written meanwhile."""
        return Aside(self._store, self._end)
