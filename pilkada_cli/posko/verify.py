"""Checks the log against itself: every hash, every chain, every place, and what the lists derive from it.

What a chain alone cannot show is that its last entries were cut off; a printed situation report can, as its
footer holds the log's hash.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pilkada_cli.language import _, ngettext
from pilkada_cli.posko.chains import Chains, links
from pilkada_cli.posko.derived import derived_report
from pilkada_cli.posko.entries import Entry, sign
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.store import COLUMNS, JOINED, Store
from pilkada_cli.printable import visible

#: Entries that follow another than the latest of their writer, and are looked up at once.
BATCH = 500
REPORTS = "r.post, r.region, r.severity, r.status, r.traits, r.occurred, r.recorded, r.known"


class Flaw(NamedTuple):
    """Something wrong with the log: the entry's place in this store, its id where it is known, and what."""

    place: int
    id: str | None
    problem: str


def verify(store: Store) -> list[Flaw]:
    """Every entry that is missing, changed or out of order, in the order of the log."""
    flaws = [*_places(store), *_entries(store), *_lists(store), *_changes(store), *_home(store)]
    return sorted(flaws, key=lambda flaw: (flaw.place, flaw.id or "", flaw.problem))


def _places(store: Store) -> Iterator[Flaw]:
    """Where the places of the log have a gap: something stood there."""
    expected = 1
    for place, own in store.rows("SELECT place, id FROM entries ORDER BY place"):
        if place != expected:
            yield Flaw(expected, None, _missing(place - expected, own))
        expected = place + 1
    last = store.driver.last_place()
    if last is not None and last >= expected:
        yield Flaw(expected, None, _missing(last + 1 - expected, None))


def _missing(count: int, following: str | None) -> str:
    if following is None:
        sentence = ngettext("{count} entry is missing at the end", "{count} entries are missing at the end", count)
        return sentence.format(count=count)
    sentence = ngettext("{count} entry is missing before {id}", "{count} entries are missing before {id}", count)
    return sentence.format(count=count, id=following)


def _entries(store: Store) -> Iterator[Flaw]:
    """Where an entry is not what its hash vouches for, or its chain is broken."""
    chains = Chains()
    loose: list[tuple[int, Entry]] = []
    for place, known, drill, *fields in store.rows(
        f"SELECT place, known, drill, {COLUMNS} FROM entries ORDER BY place"  # noqa: S608
    ):
        entry = Entry(*fields)
        if sign(*entry[:-1]).hash != entry.hash:
            yield Flaw(place, entry.id, _("the entry was changed: its hash does not fit"))
        elif (known, drill) != (_known(entry), int(entry.drill)):
            yield Flaw(place, entry.id, _("the entry was changed: what is derived from it does not fit"))
        if not chains.go_on(entry):
            loose.append((place, entry))
        if len(loose) == BATCH:
            yield from _chains(store, loose)
            loose = []
    yield from _chains(store, loose)


def _known(entry: Entry) -> int | None:
    try:
        return entry.known
    except (ValueError, TypeError):
        return None


def _chains(store: Store, loose: list[tuple[int, Entry]]) -> Iterator[Flaw]:
    """Where these entries follow nothing, another's entry, or one that comes after them."""
    before = dict(links(store, {str(entry.prev) for _place, entry in loose}))
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


def _row_of(place: int, entry: Entry) -> tuple[object, ...] | None:
    try:
        return derived_report(place, entry)
    except (ValueError, KeyError, TypeError, RecursionError, StoreFailed):
        return None


def _lists(store: Store) -> Iterator[Flaw]:
    """Where the derived tables say something else than the log."""
    rows = store.rows(
        f"SELECT e.place, {JOINED}, {REPORTS} FROM entries e LEFT JOIN reports r ON r.place = e.place "  # noqa: S608
        "WHERE e.kind = 'report' ORDER BY e.place"
    )
    size = len(Entry._fields) + 1
    for row in rows:
        entry = Entry(*row[1:size])
        if (row[0], *row[size:]) != _row_of(row[0], entry):
            yield Flaw(row[0], entry.id, _disagreement())
    for table, kind in (("reports", "report"), ("changes", "update")):
        sql = (
            f"SELECT t.place FROM {table} t LEFT JOIN entries e ON e.place = t.place "  # noqa: S608
            f"WHERE e.kind IS NULL OR e.kind <> '{kind}' ORDER BY t.place"
        )
        for (place,) in store.rows(sql):
            yield Flaw(place, None, _("the lists show an entry that is missing from the log"))


def _changes(store: Store) -> Iterator[Flaw]:
    """Where the table of changes does not lead from an update to its incident."""
    sql = (
        "SELECT e.place, e.id, e.known, c.known, c.incident, i.place FROM entries e "
        "LEFT JOIN changes c ON c.place = e.place LEFT JOIN entries i ON i.id = e.subject "
        "WHERE e.kind <> 'report' AND e.kind = 'update' ORDER BY e.place"
    )
    for place, own, known, listed, incident, expected in store.rows(sql):
        if (known, expected) != (listed, incident):
            yield Flaw(place, own, _disagreement())


def _home(store: Store) -> Iterator[Flaw]:
    """Where the store is said to be the home of a post that nobody has opened."""
    home = store.home()
    if home is not None and not any(store.acts("open", subject=home)):
        yield Flaw(0, None, _("no entry of the log opens the post '{post}' of this store").format(post=visible(home)))


def _disagreement() -> str:
    return _("the lists do not agree with the log; make them anew with: pilkada posko rebuild")
