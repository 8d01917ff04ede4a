"""Merging exported logs: files may be merged in any order and any number of times, with the same entries in the end.

A merge takes all files completely, or nothing. The hash of each line must fit, and what an entry builds on (the entry
before it in its writer's hash chain, the incident that it updates) must be in the store or stand before it.
"""

from collections.abc import Iterator, Sequence
from typing import IO, NamedTuple

from pilkada_cli.language import _
from pilkada_cli.posko.errors import DamagedLine
from pilkada_cli.posko.log.chains import Chains, links
from pilkada_cli.posko.log.clocks import Clocks, Wrong
from pilkada_cli.posko.log.entry import Entry, read_line
from pilkada_cli.posko.log.kinds import FINAL, KINDS, Damaged
from pilkada_cli.posko.log.lines import LONGEST, numbered
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.redaction import take_out
from pilkada_cli.posko.store.batches import batched

#: How many lines are checked and written at once.
BATCH = 1000

Numbered = tuple[int, Entry]


class Merged(NamedTuple):
    """The result of a merge: the numbers of new entries and of those already present, and the ids of updated incidents.

    `clocks` has what is wrong with the clocks of those who wrote the new ones, and `branched` are those of them one of
    whose new entries does not follow the latest that was here: their chains fork.
    """

    new: int
    present: int
    updated: set[str]
    clocks: list[Wrong]
    branched: set[str]


def merge(log: Log, files: Sequence[tuple[str, IO[bytes]]], now: int) -> Merged:
    """Append the new entries of all files (name and content) to the log, or raise DamagedLine and append none.

    `now` is recorded as when they were received, in milliseconds since 1970.
    """
    new = present = 0
    updated: set[str] = set()
    branched: set[str] = set()
    clocks = Clocks()
    swept = False
    with log.writing() as turn:
        for name, file in files:
            chains = Chains()
            for batch in batched(read_entries(name, file), BATCH):
                fresh = _sound(log, name, batch, chains)
                for entry in fresh:
                    if entry.prev != turn.scribe.head(entry.writer):
                        branched.add(entry.writer)
                    turn.take(entry, now)
                    clocks.see(entry, turn.received)
                turn.flush()
                for one in fresh:
                    if one.kind == "redact":
                        swept |= take_out(log, one.subject, str(one.content["field"]))
                updated |= {entry.subject for entry in fresh if entry.kind == "update"}
                new, present = new + len(fresh), present + len(batch) - len(fresh)
    if swept:
        log.store.driver.sweep()
    return Merged(new, present, updated, clocks.wrong, branched)


def read_entries(name: str, file: IO[bytes]) -> Iterator[Numbered]:
    """The entries of an export with the numbers of their lines; raises DamagedLine, or NoSuchFile."""
    for number, line in numbered(file):
        try:
            if line is None:
                raise Damaged(_("the line is longer than {limit} kB").format(limit=LONGEST >> 10))
            yield number, read_line(line)
        except Damaged as damage:
            raise DamagedLine(name, number, str(damage)) from None


def _sound(log: Log, name: str, batch: list[Numbered], chains: Chains) -> list[Entry]:
    """The entries of a batch that are new; raises DamagedLine where what an entry builds on is missing or wrong."""
    ids = {one for _number, entry in batch for one in (entry.id, *needs(entry))}
    here = {own: (hashed, kind) for own, hashed, kind in log.store.entries.look_up(ids)}
    # An entry that follows an open end of its writer in this file needs no look-up: that one was checked already.
    loose = {entry.id: str(entry.prev) for _number, entry in batch if not chains.go_on(entry)}
    writers = {own: link.writer for own, link in links(log, loose.values())}
    fresh = []
    for number, entry in batch:
        if entry.id not in here:
            problem = groundless(entry, here)
            if entry.id in loose and not _follows(log, entry, writers):
                problem = _("the entry before it in the chain of '{writer}' is missing").format(writer=entry.writer)
            if problem:
                raise DamagedLine(name, number, problem)
            here[entry.id] = (entry.hash, entry.kind)
            fresh.append(entry)
        elif here[entry.id][0] != entry.hash:
            raise DamagedLine(name, number, _("another entry has the same id, {id}").format(id=entry.id))
        writers[entry.hash] = entry.writer
        if entry.kind == "lost":
            writers[entry.content["hash"]] = entry.content["writer"]
    return fresh


def _follows(log: Log, entry: Entry, writers: dict[str, str]) -> bool:
    """Whether an entry follows one of its own writer that is here, or that a rescue has recorded as lost."""
    prev = str(entry.prev)
    return writers.get(prev) == entry.writer or log.lost().get(prev) == entry.writer


def needs(entry: Entry) -> list[str]:
    """The ids of the entries that this one builds on."""
    about = KINDS[entry.kind].about
    if about not in KINDS and about not in ("itself", "entry"):
        return []
    content = entry.content
    joined = [content["duplicate_of"]] if "duplicate_of" in content else []
    return [entry.subject, *content.get("after", ()), *joined]


def groundless(entry: Entry, here: dict[str, tuple[str, str]]) -> str | None:
    """Why an entry cannot stand on those that are here (id -> hash and kind); None where it can."""
    about = KINDS[entry.kind].about
    if about == "itself":
        return None if entry.subject == entry.id else _("the entry is not its own subject")
    if missing := [one for one in needs(entry) if one not in here]:
        return _("it builds on the entry {id}, which is missing").format(id=missing[0])
    if about == "entry" and here[entry.subject][1] in FINAL:
        return _("it takes back the entry {id}, which nothing takes back").format(id=entry.subject)
    if about in KINDS and here[entry.subject][1] != about:
        return _("it builds on the entry {id}, which is none of its kind").format(id=entry.subject)
    if (joined := entry.content.get("duplicate_of")) and here[joined][1] != "report":
        return _("it builds on the entry {id}, which is none of its kind").format(id=joined)
    return None
