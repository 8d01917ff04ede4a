"""Checks the log against itself: every hash, every chain, every place, and what the lists derive from it.

What a chain alone cannot show is that its last entries were cut off; a printed situation report can, as its
footer holds the log's hash.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pilkada_cli.language import _, ngettext
from pilkada_cli.posko.entries import Entry, sign
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.store import COLUMNS, Store, derived_report

_ENTRY = ", ".join(f"e.{name}" for name in COLUMNS.split(", "))
REPORTS = "place, region, category, severity, agency, status, owner, occurred, recorded, known"


class Flaw(NamedTuple):
    """Something wrong with the log: the entry's place in this store, its id where it is known, and what."""

    place: int
    id: str | None
    problem: str


def verify(store: Store) -> Iterator[Flaw]:
    """Every entry that is missing, changed or out of order, in the order of the log."""
    expected = 1
    rows = store.driver.rows(
        f"SELECT e.place, e.known, e.drill, p.place, p.writer, {_ENTRY} FROM entries e "  # noqa: S608
        "LEFT JOIN entries p ON p.hash = e.prev ORDER BY e.place"
    )
    for place, known, drill, before, owner, *fields in rows:
        entry = Entry(*fields)
        if place != expected:
            yield Flaw(expected, None, _missing(place - expected, entry.id))
        expected = place + 1
        for problem in _problems(entry, place, before, owner):
            yield Flaw(place, entry.id, problem)
        if (known, drill) != (_known(entry), int(entry.drill)):
            yield Flaw(place, entry.id, _("the entry was changed: what is derived from it does not fit"))
    last = store.driver.last_place()
    if last is not None and last >= expected:
        yield Flaw(expected, None, _missing(last + 1 - expected, None))
    yield from _lists(store)


def _missing(count: int, following: str | None) -> str:
    if following is None:
        sentence = ngettext("{count} entry is missing at the end", "{count} entries are missing at the end", count)
        return sentence.format(count=count)
    sentence = ngettext("{count} entry is missing before {id}", "{count} entries are missing before {id}", count)
    return sentence.format(count=count, id=following)


def _problems(entry: Entry, place: int, before: int | None, owner: str | None) -> Iterator[str]:
    if sign(**{name: value for name, value in entry._asdict().items() if name != "hash"}).hash != entry.hash:
        yield _("the entry was changed: its hash does not fit")
    if entry.prev is None:
        return
    if before is None:
        sentence = _(
            "the entry before it in the chain of '{writer}' is missing or was changed: no entry has the hash {hash}"
        )
        yield sentence.format(writer=entry.writer, hash=entry.prev)
    elif owner != entry.writer:
        yield _("it follows an entry of another writer, '{writer}'").format(writer=owner)
    elif before >= place:
        yield _("it is out of order: the entry it follows comes after it")


def _known(entry: Entry) -> int | None:
    try:
        return entry.known
    except ValueError:
        return None


def _row_of(place: int, entry: Entry) -> tuple[object, ...] | None:
    try:
        return derived_report(place, entry)
    except (ValueError, KeyError, StoreFailed):
        return None


def _lists(store: Store) -> Iterator[Flaw]:
    """Where the derived tables say something else than the log."""
    problem = _("the lists do not agree with the log; make them anew with: pilkada posko rebuild")
    columns = ", ".join(f"r.{name}" for name in REPORTS.split(", "))
    rows = store.driver.rows(
        f"SELECT {columns}, {_ENTRY} FROM entries e LEFT JOIN reports r ON r.place = e.place "  # noqa: S608
        "WHERE e.kind = 'report' ORDER BY e.place"
    )
    count = len(REPORTS.split(", "))
    for row in rows:
        entry = Entry(*row[count:])
        if row[0] is None or row[:count] != _row_of(row[0], entry):
            yield Flaw(row[0] or 0, entry.id, problem)
    for table, kind in (("reports", "report"), ("changes", "update")):
        sql = (
            f"SELECT t.place FROM {table} t LEFT JOIN entries e ON e.place = t.place "  # noqa: S608
            f"WHERE e.kind IS NULL OR e.kind <> '{kind}' ORDER BY t.place"
        )
        for (place,) in store.driver.rows(sql):
            yield Flaw(place, None, _("the lists show an entry that is missing from the log"))
    sql = (
        "SELECT e.place, e.id FROM entries e LEFT JOIN changes c ON c.place = e.place "
        "WHERE e.kind = 'update' AND c.place IS NULL ORDER BY e.place"
    )
    for place, own in store.driver.rows(sql):
        yield Flaw(place, own, problem)
