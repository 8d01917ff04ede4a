"""Checks the log against itself: every hash, every chain, every place, and what the lists derive from it.

What a chain alone cannot show is that its last entries were cut off; a printed situation report can, as its
footer holds the log's hash.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pilkada_cli.language import _, ngettext
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.log.chains import Chains, links
from pilkada_cli.posko.log.clocks import Clocks
from pilkada_cli.posko.log.entry import Entry, sign
from pilkada_cli.posko.log.lists import incident_of, report_row
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.seals import salted, taken_out
from pilkada_cli.printable import visible

#: Entries that follow another than the latest of their writer, and are looked up at once.
BATCH = 500


class Flaw(NamedTuple):
    """Something wrong with the log: the entry's place in this store, its id where it is known, and what."""

    place: int
    id: str | None
    problem: str


def verify(log: Log, clocks: Clocks | None = None) -> list[Flaw]:
    """Every entry that is missing, changed or out of order, in the order of the log; `clocks` sees them all."""
    gone: set[tuple[int, str, str]] = set()
    flaws = [*_places(log), *_entries(log, clocks or Clocks(), gone), *_lists(log), *_changes(log), *_home(log)]
    flaws += _redactions(log, gone)
    return sorted(flaws, key=lambda flaw: (flaw.place, flaw.id or "", flaw.problem))


def _places(log: Log) -> Iterator[Flaw]:
    """Where the places of the log have a gap: something stood there."""
    expected = 1
    for place, own in log.store.entries.places():
        if place != expected:
            yield Flaw(expected, None, _missing(place - expected, own))
        expected = place + 1
    last = log.store.entries.last_place()
    if last is not None and last >= expected:
        yield Flaw(expected, None, _missing(last + 1 - expected, None))


def _missing(count: int, following: str | None) -> str:
    if following is None:
        sentence = ngettext("{count} entry is missing at the end", "{count} entries are missing at the end", count)
        return sentence.format(count=count)
    sentence = ngettext("{count} entry is missing before {id}", "{count} entries are missing before {id}", count)
    return sentence.format(count=count, id=following)


def _entries(log: Log, clocks: Clocks, gone: set[tuple[int, str, str]]) -> Iterator[Flaw]:
    """Where an entry is not what its hash vouches for, or its chain is broken.

    `clocks` sees the others, and `gone` gets the places, ids and fields of texts that were taken out.
    """
    chains = Chains()
    loose: list[tuple[int, Entry]] = []
    latest = 0
    for place, received, drill, *fields in log.store.entries.marked():
        entry = Entry(*fields)
        if not _is_signed(entry):
            yield Flaw(place, entry.id, _("the entry was changed: its hash does not fit"))
        elif received < latest or drill != int(entry.drill):
            yield Flaw(place, entry.id, _("the entry was changed: what is derived from it does not fit"))
        else:
            clocks.see(entry, received)
            gone |= {(place, entry.id, name) for name in taken_out(entry.body)}
        latest = max(latest, received)
        if not chains.go_on(entry):
            loose.append((place, entry))
        if len(loose) == BATCH:
            yield from _chains(log, loose)
            loose = []
    yield from _chains(log, loose)


def _is_signed(entry: Entry) -> bool:
    try:
        return sign(*entry[:-1]).hash == entry.hash
    except (ValueError, TypeError):
        return False


def _chains(log: Log, loose: list[tuple[int, Entry]]) -> Iterator[Flaw]:
    """Where these entries follow nothing, another's entry, or one that comes after them."""
    before = dict(links(log, {str(entry.prev) for _place, entry in loose}))
    for place, entry in loose:
        link = before.get(str(entry.prev))
        if link is None:
            sentence = _("the entry before it in the chain of '{writer}' is missing or was changed")
            yield Flaw(place, entry.id, sentence.format(writer=visible(entry.writer)))
        elif link.writer != entry.writer:
            sentence = _("it follows an entry of another writer, '{writer}'")
            yield Flaw(place, entry.id, sentence.format(writer=visible(link.writer)))
        elif link.place >= place:
            yield Flaw(place, entry.id, _("it is out of order: the entry it follows comes after it"))


def _row_of(place: int, entry: Entry, received: int) -> tuple[object, ...] | None:
    try:
        return report_row(place, entry, received)
    except (ValueError, KeyError, TypeError, RecursionError, StoreFailed):
        return None


def _lists(log: Log) -> Iterator[Flaw]:
    """Where the derived tables say something else than the log."""
    size = len(Entry._fields) + 1
    for row in log.store.lists.reports_beside_entries():
        entry = Entry(*row[1:size])
        received = row[size]
        if (row[0], *row[size + 1 :]) != _row_of(row[0], entry, received):
            yield Flaw(row[0], entry.id, _disagreement())
    for (place,) in log.store.lists.strays():
        yield Flaw(place, None, _("the lists show an entry that is missing from the log"))


def _changes(log: Log) -> Iterator[Flaw]:
    """Where the list of changes does not lead from an update, or from a retraction of one, to its incident."""
    for place, own, known, listed, incident, expected in log.store.lists.changes_beside_entries():
        if (known, expected) != (listed, incident):
            yield Flaw(place, own, _disagreement())
    size = len(Entry._fields) + 1
    for row in log.store.lists.retractions():
        entry, (received, listed, incident) = Entry(*row[1:size]), row[size:]
        wanted = incident_of(log.store, entry)
        if incident != wanted or (wanted is not None and received != listed):
            yield Flaw(row[0], entry.id, _disagreement())


def _redactions(log: Log, gone: set[tuple[int, str, str]]) -> Iterator[Flaw]:
    """Where a text is gone that no entry takes out, or is still here although one does."""
    told = {(one.subject, str(one.content["field"])) for one in log.all_acts("redact") if _is_signed(one)}
    for place, own, name in gone:
        if (own, name) not in told:
            yield Flaw(place, own, _("'{field}' is gone, and no entry takes it out").format(field=name))
    for own, name in told:
        if any(name in salted(entry.body) for entry in log.entries(id=own)):
            yield Flaw(0, own, _("'{field}' was redacted, and is still here").format(field=name))


def _home(log: Log) -> Iterator[Flaw]:
    """Where the store is said to be the home of a post that nobody has opened."""
    home = log.store.home()
    if home is not None and not any(log.acts("open", subject=home)):
        yield Flaw(0, None, _("no entry of the log opens the post '{post}' of this store").format(post=visible(home)))


def _disagreement() -> str:
    return _("the lists do not agree with the log; make them anew with: pilkada posko rebuild")
