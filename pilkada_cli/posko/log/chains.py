"""The hash chain of each writer: every entry names in `prev` the hash of the entry that its writer made before it.

A chain forks where two entries name the same one: two laptops of one writer, or one that was restored from a copy, went
on from there without knowing of each other. Both branches are sound.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pilkada_cli.language import _, ngettext, spell_number
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.log import Log
from pilkada_cli.printable import visible

#: How many branches of a writer are followed at once; where there are more, the store is asked.
BRANCHES = 64


class Link(NamedTuple):
    """An entry's position in the log, and its writer."""

    place: int
    writer: str


class Follower(NamedTuple):
    """An entry that names another one in `prev`: its position in the log, its id and its writer."""

    place: int
    id: str
    writer: str


class Fork(NamedTuple):
    """A writer's chain that has several ends: `after` is the id of the entry where it forks first.

    None stands for a chain that has more than one beginning.
    """

    writer: str
    after: str | None
    ends: int


class Chains:
    """Follows the hash chains of all writers through entries that are given in the order of a log."""

    def __init__(self) -> None:
        #: The hashes at the open ends of each writer's chain, the latest last.
        self._ends: dict[str, dict[str, None]] = {}
        #: The writers one of whose entries does not follow the latest of their entries before it.
        self.branched: set[str] = set()

    def go_on(self, entry: Entry) -> bool:
        """Take the next entry, and return whether its `prev` is None or the hash at an open end of its writer's chain.

        One that is neither may still be sound, as the beginning of a branch. Only then the store has to be asked for
        the hash, see `links`: once a branch, also where the entries of two branches lie in turn.
        """
        ends = self._ends.setdefault(entry.writer, {})
        if entry.prev != next(reversed(ends), None):
            self.branched.add(entry.writer)
        follows = entry.prev is None or entry.prev in ends
        ends.pop(str(entry.prev), None)
        ends[entry.hash] = None
        if len(ends) > BRANCHES:
            del ends[next(iter(ends))]
        return follows


class Branches:
    """Follows the chains from the end of a log back to its beginning, in one walk and whatever branches they have.

    It remembers what is still looked for on the way back: as much as there are branches, and not entries.
    """

    def __init__(self) -> None:
        #: The hash that was not seen yet -> the entries that follow it; at the end, those whose predecessor is missing.
        self.wanted: dict[str, list[Follower]] = {}
        #: The entries that follow one of another writer, each with that writer.
        self.astray: list[tuple[Follower, str]] = []
        self._ends: Counter[str] = Counter()
        self._begun: Counter[str] = Counter()
        self._forks: dict[str, str] = {}

    def see(self, own: Follower, prev: str | None, hashed: str) -> None:
        """Take an entry, which stands before all those that were seen so far."""
        followers = self.wanted.pop(hashed, [])
        children = sum(one.writer == own.writer for one in followers)
        self.astray += [(one, own.writer) for one in followers if one.writer != own.writer]
        if not children:
            self._ends[own.writer] += 1
        elif children > 1:
            self._forks[own.writer] = own.id
        if prev is None:
            self._begun[own.writer] += 1
        else:
            self.wanted.setdefault(prev, []).append(own)

    @property
    def forks(self) -> list[Fork]:
        """The chains that fork, by their writers' names."""
        anew = {writer for writer, count in self._begun.items() if count > 1}
        return [
            Fork(writer, None if writer in anew else self._forks[writer], self._ends[writer])
            for writer in sorted(anew | self._forks.keys())
        ]


def trace(log: Log, writers: Iterable[str] | None = None) -> Branches:
    """The branches of the chains of these writers, or of all, in one walk from the end of the log to its beginning."""
    found = Branches()
    for place, own, writer, prev, hashed in log.store.entries.backwards(writers):
        found.see(Follower(place, own, writer), prev, hashed)
    return found


def links(log: Log, hashes: Iterable[str]) -> Iterator[tuple[str, Link]]:
    """The hashes, of these, that an entry of the log has, each with the position and the writer of the entry."""
    return ((own, Link(place, writer)) for own, place, writer in log.store.entries.with_hashes(hashes))


def spell_forks(forks: Iterable[Fork]) -> Iterator[str]:
    """A sentence for each chain that forks."""
    for one in forks:
        start = (
            _("the chain of '{writer}' forks at its beginning: two laptops, or one restored from a copy")
            if one.after is None
            else _("the chain of '{writer}' forks after {id}: two laptops, or one restored from a copy")
        )
        ends = ngettext("it has {count} end", "it has {count} ends", one.ends).format(count=spell_number(one.ends))
        yield f"{start.format(writer=visible(one.writer), id=one.after)}; {ends}."
