"""Incidents as they stand: what was reported, with every update of it applied, and where updates disagree.

An update names the updates it has seen (`after`). Two updates that have not seen each other, and give one
field two values, are in conflict: both stay in the log, the later moment wins, and the conflict is shown
until an update that has seen both settles it.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before, hours_between, milliseconds
from pilkada_cli.posko.store.batches import batched

#: What an update can change.
CHANGING = ("status", "owner", "title", "region", "category", "severity", "agency", "place", "happened")
#: Incidents that are looked up at once.
BATCH = 400


class Incident(NamedTuple):
    """An incident as it stands; moments are the log's own, `updated` is when something was last recorded of it.

    `place` says where exactly. `received` is when this store got the report, in milliseconds since 1970, where somebody
    has asked for it.
    """

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
    place: str | None = None
    details: str | None = None
    received: int | None = None

    def age(self, now: datetime) -> float:
        """Hours from when it happened until now, to a tenth."""
        return hours_between(milliseconds(self.occurred), milliseconds(now))


def stand(
    report: Entry, updates: Sequence[Entry], counting: Container[str] | None = None, received: int | None = None
) -> Incident:
    """The incident that was reported, with those of its updates that count (by their ids; None: all), in any order.

    The others count for nothing but what they have seen: they may be the link between two that do.
    """
    body = report.content
    fields: dict[str, Any] = {name: body.get(name) for name in CHANGING}
    conflict = False
    known = [one for one in updates if counting is None or one.id in counting]
    if known:
        for name, values in _values(updates, {one.id for one in known}).items():
            fields[name] = values[-1]
            conflict |= len(set(values)) > 1
    happened = fields.pop("happened")
    # An update takes an incident out of everybody's hands with a blank.
    fields["owner"] = fields["owner"] or None
    return Incident(
        id=report.id,
        occurred=happened or report.occurred,
        recorded=report.recorded,
        updated=max(one.recorded for one in (report, *known)),
        conflict=conflict,
        details=body.get("details"),
        received=received,
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


def find_incident(log: Log, text: str) -> tuple[Entry, list[Entry]]:
    """The report with this id, or the one id that begins so, and its updates; raises UnknownId."""
    entry = log.find(text, "report")
    return entry, list(log.acts("update", subject=entry.id))


def in_conflict(log: Log, ids: Iterable[str]) -> list[str]:
    """Those of these incidents in which updates disagree."""
    found = (find_incident(log, one) for one in sorted(ids))
    return [report.id for report, updates in found if stand(report, updates).conflict]


class Changed(NamedTuple):
    """An incident with updates: its report and when that was received, all updates, and the ids of those that count."""

    place: int
    received: int
    report: Entry
    updates: list[Entry]
    counting: frozenset[str]

    @property
    def incident(self) -> Incident:
        """How it stands."""
        return stand(self.report, self.updates, self.counting, self.received)


def changed_incidents(log: Log, before: Before | None = None) -> Iterator[Changed]:
    """All incidents with updates that count before a limit."""
    rows = ((place, bool(counts), Entry(*fields)) for place, counts, *fields in log.store.lists.changed(before))
    groups = ((place, list(group)) for place, group in groupby(rows, key=itemgetter(0)))
    for batch in batched(groups, BATCH):
        reports = log.at([place for place, _updates in batch])
        for place, found in batch:
            counting = frozenset(one.id for _place, counts, one in found if counts)
            if counting:
                received, report = reports[place]
                yield Changed(place, received, report, [one for _place, _counts, one in found], counting)


def incidents(log: Log, before: Before | None = None) -> Iterator[Incident]:
    """All incidents that count before a limit, in the order in which they happened."""
    changed = {one.place: one.incident for one in changed_incidents(log, before)}
    for place, received, *fields in log.store.lists.reported(before):
        yield changed.get(place) or stand(Entry(*fields), (), received=received)


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
