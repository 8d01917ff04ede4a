"""The ends of the hash chains, each with how many entries lead back from it to the beginning of its chain.

The ends hold all entries of a log fast: whatever is changed or left out before one, its hash is another one.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pilkada_cli.posko.log.log import Log

#: How many hexadecimal digits of the hash of its first entry name a chain.
DIGITS = 16


class End(NamedTuple):
    """An end of a chain: the chain's name, how many entries lead to it from the beginning, and the last one's hash.

    A chain is named by the first digits of its first entry's hash: whoever has the log finds the writer by that, and
    nobody else does by trying names, as they could with a hash of the name.
    """

    chain: str
    length: int
    head: str


class _Stretch:
    """Entries that follow each other without a fork: how many so far, what comes behind them, and the end they are."""

    __slots__ = ("behind", "count", "head")

    def __init__(self, head: str | None, behind: list["_Stretch"]) -> None:
        self.head, self.behind, self.count = head, behind, 0


class Ends:
    """All ends of the chains of a log, or with `wanted` those with these hashes, found in one walk back through it.

    `ends` are those whose chain leads back to its beginning, and `writers` has the writer of each chain; `broken` has
    the hashes of the others, with how many entries lead back. `covered` has the places of all entries that stand at or
    before an end, as negative numbers in order, and `newest` the id of the latest of them.
    """

    def __init__(self, log: Log, wanted: Iterable[str] | None = None) -> None:
        self.ends: list[End] = []
        self.broken: dict[str, int] = {}
        self.writers: dict[str, str] = {}
        self.covered = array("q")
        self.newest: str | None = None
        self._all, self._lost = wanted is None, log.lost()
        self._open = {hashed: [_Stretch(hashed, [])] for hashed in wanted or ()}
        for place, own, writer, prev, hashed in log.store.entries.backwards():
            self._see(place, own, writer, prev, hashed)
        self.broken |= {head: count for waiting in self._open.values() for head, count in _counted(waiting)}
        self.ends.sort()

    def covers(self, place: int) -> bool:
        """Whether the entry at a place stands at or before an end."""
        found = bisect_left(self.covered, -place)
        return found < len(self.covered) and self.covered[found] == -place

    def _see(self, place: int, own: str, writer: str, prev: str | None, hashed: str) -> None:
        """Take the entry that stands before those seen so far."""
        behind = self._open.pop(hashed, None)
        if behind is None:
            if not self._all:
                return
            behind = [_Stretch(hashed, [])]
        stretch = behind[0] if len(behind) == 1 else _Stretch(None, behind)
        stretch.count += 1
        self.covered.append(-place)
        self.newest = self.newest or own
        # Behind what was lost for good, a chain begins anew.
        if prev is not None and prev not in self._lost:
            self._open.setdefault(prev, []).append(stretch)
            return
        chain = hashed[:DIGITS]
        self.writers[chain] = writer
        self.ends += [End(chain, count, head) for head, count in _counted([stretch])]


def _counted(stretches: Iterable[_Stretch]) -> Iterator[tuple[str, int]]:
    """The hash of each end that stands behind these stretches, and how many entries lead to it from their beginning."""
    waiting = [(one, 0) for one in stretches]
    while waiting:
        stretch, before = waiting.pop()
        count = before + stretch.count
        if stretch.head is not None:
            yield stretch.head, count
        waiting += [(one, count) for one in stretch.behind]
