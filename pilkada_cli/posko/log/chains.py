"""The chain of each writer: every entry names the hash of the one that its writer had made before it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.log import Log


class Link(NamedTuple):
    """Where in the log an entry stands, and who wrote it."""

    place: int
    writer: str


class Chains:
    """Follows the chains of all writers through entries in the order of a log."""

    def __init__(self) -> None:
        self._heads: dict[str, str] = {}

    def go_on(self, entry: Entry) -> bool:
        """Take the next entry, and say whether its chain goes on from the writer's latest, as nearly all do.

        One that does not may still be sound: it follows an older entry where two laptops of one writer came
        together. Only then the store has to be asked for the hash, see `links`.
        """
        latest, self._heads[entry.writer] = self._heads.get(entry.writer), entry.hash
        return entry.prev is None or entry.prev == latest


def links(log: Log, hashes: Iterable[str]) -> Iterator[tuple[str, Link]]:
    """The entries that have these hashes."""
    return ((own, Link(place, writer)) for own, place, writer in log.store.entries.with_hashes(hashes))
