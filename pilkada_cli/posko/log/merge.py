"""Merging exported logs: files may be merged in any order and any number of times, with the same entries in the end.

A merge takes all files completely, or nothing. The hash of each line must fit, and what an entry builds on (the entry
before it in its writer's hash chain, the incident that it updates) must be in the store or stand before it.
"""

from collections.abc import Iterator, Sequence
from typing import IO, NamedTuple

from pilkada_cli.language import _
from pilkada_cli.posko.errors import DamagedLine
from pilkada_cli.posko.log.chains import Chains, links
from pilkada_cli.posko.log.entry import KINDS, Damaged, Entry, read_line
from pilkada_cli.posko.log.lines import LONGEST, numbered
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import LEAP, milliseconds
from pilkada_cli.posko.store.batches import batched

#: How many lines are checked and written at once.
BATCH = 1000

Numbered = tuple[int, Entry]


class Merged(NamedTuple):
    """The result of a merge: the numbers of new entries and of those already present, and the ids of updated incidents.

    `ahead` has the writers whose entries were recorded at least LEAP after they were received here, so that one of the
    clocks is wrong: the number of such entries, and the largest difference in milliseconds.
    """

    new: int
    present: int
    updated: set[str]
    ahead: dict[str, tuple[int, int]]


def merge(log: Log, files: Sequence[tuple[str, IO[bytes]]], now: int) -> Merged:
    """Append the new entries of all files (name and content) to the log, or raise DamagedLine and append none.

    `now` is recorded as when they were received, in milliseconds since 1970.
    """
    new = present = 0
    updated: set[str] = set()
    ahead: dict[str, tuple[int, int]] = {}
    with log.writing() as turn:
        for name, file in files:
            chains = Chains()
            for batch in batched(_entries(name, file), BATCH):
                fresh = _sound(log, name, batch, chains)
                for entry in fresh:
                    turn.take(entry, now)
                    lead = milliseconds(entry.recorded) - now
                    if lead >= LEAP:
                        count, most = ahead.get(entry.writer, (0, 0))
                        ahead[entry.writer] = (count + 1, max(most, lead))
                turn.flush()
                updated |= {entry.subject for entry in fresh if entry.kind == "update"}
                new, present = new + len(fresh), present + len(batch) - len(fresh)
    return Merged(new, present, updated, ahead)


def _entries(name: str, file: IO[bytes]) -> Iterator[Numbered]:
    for number, line in numbered(file):
        try:
            if line is None:
                raise Damaged(_("the line is longer than {limit} kB").format(limit=LONGEST >> 10))
            yield number, read_line(line)
        except Damaged as damage:
            raise DamagedLine(name, number, str(damage)) from None


def _sound(log: Log, name: str, batch: list[Numbered], chains: Chains) -> list[Entry]:
    """The entries of a batch that are new; raises DamagedLine where what an entry builds on is missing or wrong."""
    ids = {one for _number, entry in batch for one in (entry.id, *_needs(entry))}
    here = {own: (hashed, kind) for own, hashed, kind in log.store.entries.look_up(ids)}
    # An entry that follows its writer's latest entry in this file needs no look-up: that one was checked already.
    loose = {entry.id: str(entry.prev) for _number, entry in batch if not chains.go_on(entry)}
    writers = {own: link.writer for own, link in links(log, loose.values())}
    fresh = []
    for number, entry in batch:
        if entry.id not in here:
            problem = _groundless(entry, here)
            if entry.id in loose and writers.get(loose[entry.id]) != entry.writer:
                problem = _("the entry before it in the chain of '{writer}' is missing").format(writer=entry.writer)
            if problem:
                raise DamagedLine(name, number, problem)
            here[entry.id] = (entry.hash, entry.kind)
            fresh.append(entry)
        elif here[entry.id][0] != entry.hash:
            raise DamagedLine(name, number, _("another entry has the same id, {id}").format(id=entry.id))
        writers[entry.hash] = entry.writer
    return fresh


def _needs(entry: Entry) -> list[str]:
    """The ids of the entries that this one builds on."""
    about = KINDS[entry.kind].about
    if about not in KINDS and about != "itself":
        return []
    return [entry.subject, *entry.content.get("after", ())]


def _groundless(entry: Entry, here: dict[str, tuple[str, str]]) -> str | None:
    about = KINDS[entry.kind].about
    if about == "itself":
        return None if entry.subject == entry.id else _("the entry is not its own subject")
    if missing := [one for one in _needs(entry) if one not in here]:
        return _("it builds on the entry {id}, which is missing").format(id=missing[0])
    if about in KINDS and here[entry.subject][1] != about:
        return _("it builds on the entry {id}, which is none of its kind").format(id=entry.subject)
    return None
