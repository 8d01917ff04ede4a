"""Incidents as they stand: what was reported, with every update of it applied, and where updates disagree.

An update names the updates it has seen (`after`). Two updates that have not seen each other, and give one
field two values, are in conflict: both stay in the log, the later moment wins, and the conflict is shown
until an update that has seen both settles it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from pilkada_cli.posko.batches import batched
from pilkada_cli.posko.entries import Entry, milliseconds
from pilkada_cli.posko.errors import SHORTEST, UnknownId
from pilkada_cli.posko.store import COLUMNS, JOINED, Store, marks

#: What an update can change.
CHANGING = ("status", "owner", "title", "region", "category", "severity", "agency")
#: Incidents that are looked up at once.
BATCH = 400


class Incident(NamedTuple):
    """An incident as it stands; moments are the log's own, `updated` is when something was last recorded of it."""

    id: str
    title: str
    region: str
    category: str
    severity: str
    status: str
    agency: str | None
    owner: str | None
    occurred: str
    recorded: str
    updated: str
    conflict: bool
    details: str | None = None

    def age(self, now: datetime) -> float:
        """Hours from when it happened until now, to a tenth."""
        return hours_between(milliseconds(self.occurred), milliseconds(now))


def hours_between(start: int, end: int) -> float:
    """Hours between two moments in milliseconds, to a tenth."""
    return round((end - start) / 3_600_000, 1)


def stand(report: Entry, updates: Sequence[Entry], before: int | None = None) -> Incident:
    """The incident that was reported, with its updates as far as they are known before a moment, in any order.

    Later ones count for nothing but what they have seen: they may be the link between two earlier ones.
    """
    body = report.content
    fields: dict[str, Any] = {name: body.get(name) for name in CHANGING}
    conflict = False
    known = [one for one in updates if before is None or one.known < before]
    if known:
        for name, values in _values(updates, {one.id for one in known}).items():
            fields[name] = values[-1]
            conflict |= len(set(values)) > 1
    return Incident(
        id=report.id,
        occurred=report.occurred,
        recorded=report.recorded,
        updated=max(one.recorded for one in (report, *known)),
        conflict=conflict,
        details=body.get("details"),
        **fields,
    )


def standing(report: Entry, updates: Sequence[Entry], name: str) -> list[Any]:
    """The values that a field has: one, or several where updates disagree; the later moment comes last."""
    found = _values(updates, {one.id for one in updates})
    return list(dict.fromkeys(found.get(name, [report.content.get(name)])))


def _values(updates: Sequence[Entry], known: set[str]) -> dict[str, list[Any]]:
    """For each field that is set, what the known updates give it that no other setting of it has seen, latest last."""
    bodies = {one.id: one.content for one in updates}
    passed = _passed(bodies, known)
    found: dict[str, list[Any]] = {}
    for one in sorted(updates, key=lambda one: (one.occurred, one.recorded, one.id)):
        for name in CHANGING:
            if one.id in known and name in bodies[one.id] and name not in passed[one.id]:
                found.setdefault(name, []).append(bodies[one.id][name])
    return found


def heads(updates: Sequence[Entry]) -> list[str]:
    """The ids of the updates that no other has seen: what the next update comes after."""
    passed = {own for one in updates for own in one.content["after"]}
    return sorted(one.id for one in updates if one.id not in passed)


def _passed(bodies: dict[str, dict[str, Any]], known: set[str]) -> dict[str, set[str]]:
    """For each update, the fields that known ones set again that have seen it, directly or through others."""
    waiting = Counter(own for body in bodies.values() for own in body["after"] if own in bodies)
    passed: dict[str, set[str]] = {own: set() for own in bodies}
    ready = [own for own in bodies if own not in waiting]
    while ready:
        own = ready.pop()
        for older in bodies[own]["after"]:
            if older in bodies:
                passed[older] |= passed[own] | (bodies[own].keys() if own in known else set())
                waiting[older] -= 1
                if not waiting[older]:
                    ready.append(older)
    return passed


def find_incident(store: Store, text: str) -> tuple[Entry, list[Entry]]:
    """The report with this id, or the one id that begins so, and its updates; raises UnknownId."""
    entry = find_entry(store, text, "report")
    return entry, list(store.acts("update", subject=entry.id))


def find_entry(store: Store, text: str, kind: str) -> Entry:
    """The entry of this kind with the id, or with the one id that begins so; raises UnknownId."""
    wanted = text.strip().lower()
    if len(wanted) < SHORTEST or not set(wanted) <= set("0123456789abcdef-"):
        raise UnknownId(text)
    where = "id >= ? AND id < ? AND kind = ?"
    fits = list(store.entries(where, (wanted, wanted + "g", kind), order="id LIMIT 9"))
    if len(fits) != 1:
        row = store.one(f"SELECT count(*) FROM entries WHERE {where}", (wanted, wanted + "g", kind))  # noqa: S608
        raise UnknownId(text, [one.id for one in fits], int(row[0]) if row else 0)
    return fits[0]


def changed_incidents(store: Store, before: int | None = None) -> Iterator[tuple[int, Entry, list[Entry]]]:
    """All incidents with updates that are known before a moment: the report's place, the report, all its updates."""
    limit, values = ("", ()) if before is None else (" AND r.known < ?", (before,))
    pairs = store.rows(
        f"SELECT c.incident, {JOINED} FROM changes c JOIN reports r ON r.place = c.incident "  # noqa: S608
        f"JOIN entries e ON e.place = c.place WHERE 1 = 1{limit} ORDER BY c.incident, c.place",
        values,
    )
    groups = groupby(((row[0], Entry(*row[1:])) for row in pairs), key=itemgetter(0))
    for batch in batched(((place, [one for _place, one in group]) for place, group in groups), BATCH):
        reports = reports_at(store, [place for place, _updates in batch])
        for place, updates in batch:
            if before is None or any(one.known < before for one in updates):
                yield place, reports[place], updates


def reports_at(store: Store, places: Sequence[int]) -> dict[int, Entry]:
    """The entries at these places of the log."""
    if not places:
        return {}
    sql = f"SELECT place, {COLUMNS} FROM entries WHERE place IN ({marks(places)})"  # noqa: S608
    rows = list(store.rows(sql, places))
    return {row[0]: Entry(*row[1:]) for row in rows}


def incidents(store: Store, before: int | None = None) -> Iterator[Incident]:
    """All incidents known before a moment, in the order in which they happened."""
    changed = {place: stand(report, updates, before) for place, report, updates in changed_incidents(store, before)}
    limit, values = ("", ()) if before is None else (" AND r.known < ?", (before,))
    rows = store.rows(
        f"SELECT e.place, {JOINED} FROM entries e JOIN reports r ON r.place = e.place WHERE 1 = 1{limit} "  # noqa: S608
        "ORDER BY e.occurred, e.recorded, e.id",
        values,
    )
    for place, *fields in rows:
        yield changed.get(place) or stand(Entry(*fields), ())


def history(report: Entry, updates: Sequence[Entry]) -> list[dict[str, Any]]:
    """What was recorded of an incident, in the order of its moments; each with what it set and who wrote it."""
    entries = sorted((report, *updates), key=lambda one: (one.recorded, one.id))
    return [
        {
            "id": one.id,
            "recorded": one.recorded,
            "occurred": one.occurred,
            "writer": one.writer,
            **{name: value for name, value in one.content.items() if name != "after"},
        }
        for one in entries
    ]
