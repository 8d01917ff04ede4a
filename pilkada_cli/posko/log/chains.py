"""The hash chain of each writer: every entry names in `prev` the hash of the entry that its writer made before it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.log import Log


class Link(NamedTuple):
    """An entry's position in the log, and its writer."""

    place: int
    writer: str


class Chains:
    """Follows the hash chains of all writers through entries that are given in the order of a log."""

    def __init__(self) -> None:
        self._heads: dict[str, str] = {}

    def go_on(self, entry: Entry) -> bool:
        """Take the next entry, and return whether its `prev` is None or the hash of its writer's latest entry so far.

        One that does neither may still be sound: where the entries of two laptops of one writer were merged, it follows
        an older entry. Only then the store has to be asked for the hash, see `links`.
        """
        latest, self._heads[entry.writer] = self._heads.get(entry.writer), entry.hash
        return entry.prev is None or entry.prev == latest


def links(log: Log, hashes: Iterable[str]) -> Iterator[tuple[str, Link]]:
    """The hashes, of these, that an entry of the log has, each with the position and the writer of the entry."""
    return ((own, Link(place, writer)) for own, place, writer in log.store.entries.with_hashes(hashes))
