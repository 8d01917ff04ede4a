"""Incidents in the log: what was recorded of each, what of that counts, and which are left out of lists and counts."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from pilkada_cli.posko.incidents.incident import Incident, stand, values_of
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.kinds import NATIONAL
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before
from pilkada_cli.posko.store.batches import batched
from pilkada_cli.posko.words import Words

#: How many incidents are looked up at once.
BATCH = 400
#: Of how many reports the changes are looked up at once.
LOOKED_UP = 1000


class Case(NamedTuple):
    """The report of an incident with all that was recorded of it, and what of that counts.

    `updates` has all updates, `counting` the ids of those that count. `changes` has the ids of all updates and
    retractions that count, from which it is seen whether something happened since another moment. `place` is the
    report's position in the log, `received` when this store got it, in milliseconds since 1970; None where unknown.
    """

    report: Entry
    updates: list[Entry]
    counting: frozenset[str]
    retracted: bool
    changes: frozenset[str] = frozenset()
    place: int | None = None
    received: int | None = None

    @property
    def incident(self) -> Incident:
        """The state of the incident after the updates that count."""
        own = stand(self.report, self.updates, self.counting, self.received)
        return own._replace(retracted=self.retracted)

    def standing(self, name: str) -> list[Any]:
        """The present values of a field: one, or several where updates are in conflict, that of the latest last."""
        found = values_of(self.updates, set(self.counting))
        return list(dict.fromkeys(found.get(name, [self.report.content.get(name)])))


def find_incident(log: Log, text: str) -> Case:
    """The incident with this id, beginning of an id, or call sign; raises UnknownId."""
    return _case(log, log.find(text, "report"), None, log.struck())


def in_conflict(log: Log, ids: Iterable[str]) -> list[str]:
    """The ids of those of these incidents whose updates are in conflict, sorted; raises UnknownId."""
    struck = log.struck()
    found = (_case(log, log.find(one, "report"), None, struck) for one in sorted(ids))
    return [one.report.id for one in found if one.incident.conflict and not one.retracted]


def _case(log: Log, report: Entry, before: Before | None, struck: frozenset[str]) -> Case:
    updates = list(log.all_acts("update", subject=report.id))
    counting = {
        one.id for one in (updates if before is None else log.all_acts("update", subject=report.id, before=before))
    }
    return Case(report, updates, frozenset(counting - struck), report.id in struck)


def joined_to(log: Log, incident: Incident, before: Before | None = None) -> str | None:
    """The id of the incident that this one is a further report of; None where it stands for itself.

    It leads on to the last of a row of them. Where two were joined to each other, on two laptops, the one with the
    smaller id stays; and one stays whose other was taken back.
    """
    path, own = [incident.id], incident
    if not (own.duplicate_of or own.ref):
        return None
    struck = log.struck(before)
    while other := own.duplicate_of or _first_of_ref(log, own, struck, before):
        if other in path:
            first = min(path[path.index(other) :])
            return None if first == incident.id else first
        report = next(log.entries(id=other, kind="report", before=before), None)
        if report is None or report.id in struck:
            break
        own = _case(log, report, before, struck).incident
        path.append(own.id)
    return path[-1] if len(path) > 1 else None


def _first_of_ref(log: Log, own: Incident, struck: frozenset[str], before: Before | None) -> str | None:
    """The id of the report with the same reference that stays: the smallest of all; None for that one itself."""
    if own.ref is None:
        return None
    same = [row[1] for row in log.store.lists.with_refs(own.post, [own.ref], before) if row[1] not in struck]
    return None if not same or same[0] >= own.id else same[0]


def is_hidden(log: Log, incident: Incident, before: Before | None = None) -> bool:
    """Whether lists and counts leave an incident out: it was taken back, or is a further report of another."""
    return incident.retracted or joined_to(log, incident, before) is not None


def changed_incidents(
    log: Log, before: Before | None = None, places: Sequence[int] = (), struck: frozenset[str] | None = None
) -> Iterator[Case]:
    """All incidents that have updates or retractions which count before the limit (None: all count).

    With `places`, of those that were reported there; `struck` are the entries that were taken back, if known already.
    """
    struck = log.struck(before) if struck is None else struck
    rows = ((place, bool(counts), Entry(*fields)) for place, counts, *fields in log.store.lists.changed(before, places))
    groups = ((place, list(group)) for place, group in groupby(rows, key=itemgetter(0)))
    for batch in batched(groups, BATCH):
        reports = log.at([place for place, _changes in batch])
        for place, found in batch:
            if any(counts for _place, counts, _one in found):
                # A report that shares its reference with another stands here as well, and is no change.
                changes = frozenset(one.id for _place, counts, one in found if counts and one.kind != "report")
                received, report = reports[place]
                updates = [one for _place, _counts, one in found if one.kind == "update"]
                counting = frozenset(one.id for one in updates if one.id in changes) - struck
                yield Case(report, updates, counting, report.id in struck, changes, place, received)


def incidents(log: Log, before: Before | None = None, *, everything: bool = False) -> Iterator[Incident]:
    """The states of all incidents whose reports count before the limit, in the order in which they happened.

    A correction of when an incident happened does not change its place in this order. With `everything`, those that
    were taken back or joined to another are among them; `duplicate_of` is then the one of them that stays.
    """
    log.ask_lists()
    struck = log.struck(before)
    looked_at = log.store.lists.has_changes()
    for batch in batched(log.store.lists.reported(before), LOOKED_UP):
        places = [row[0] for row in batch]
        found = changed_incidents(log, before, places, struck) if looked_at else ()
        changed = {one.place: one.incident for one in found}
        for place, received, *fields in batch:
            own = changed.get(place)
            if own is None:
                yield stand(Entry(*fields), (), received=received)
                continue
            joined = joined_to(log, own, before)
            if everything or not (own.retracted or joined):
                yield own._replace(duplicate_of=joined)


def in_order_of_time(log: Log, before: Before | None = None, *, everything: bool = False) -> Iterator[Incident]:
    """The same in the order in which they happened as it is known now, so after corrections of that.

    Only those are in memory at once of which somebody has corrected when they happened.
    """
    corrected = {one.subject for one in log.entries(kind="update", body_like='%"happened":"%')}
    listed = incidents(log, before, everything=everything)
    if not corrected:
        return listed
    moved = [one for one in incidents(log, before, everything=everything) if one.id in corrected]
    stayed = (one for one in listed if one.id not in corrected)
    return merge(stayed, sorted(moved, key=_moment), key=_moment)


def _moment(one: Incident) -> tuple[str, str, str]:
    return one.occurred, one.recorded, one.id


def open_within(log: Log, words: Words, region: str) -> list[Incident]:
    """The open incidents of a region and of those within it, the one reported last in front.

    `region` is a code, or NATIONAL for the whole country. Of many without updates, the latest.
    """
    log.ask_lists()
    within = "" if region == NATIONAL else region
    unchanged = log.at(log.store.lists.unchanged_within(within, words.unsettled))
    found = [stand(report, (), received=received) for received, report in unchanged.values()]
    struck = log.struck()
    moved = [one.subject for one in log.entries(kind="update", body_like=f'%"region":"{within}%')]
    changed = {report.id: report for _received, report in log.at(log.store.lists.changed_within(within)).values()}
    changed |= {own: log.find(own, "report") for own in moved if own not in changed}
    for report in changed.values():
        own = _case(log, report, None, struck).incident
        if own.region.startswith(within) and words.is_open(own.status) and not is_hidden(log, own):
            found.append(own)
    return sorted(found, key=lambda one: one.recorded, reverse=True)


def further_reports(log: Log, own: str) -> list[str]:
    """The ids of the incidents that are further reports of this one, sorted."""
    joining = log.entries(kind="update", body_like=f'%"duplicate_of":"{own}"%')
    found = {one.subject for one in joining}
    report = log.find(own, "report")
    if ref := report.content.get("ref"):
        found |= {row[1] for row in log.store.lists.with_refs(report.post, [ref])}
    return sorted(one for one in found if joined_to(log, find_incident(log, one).incident) == own)


def history(log: Log, case: Case) -> list[dict[str, Any]]:
    """All that was recorded of an incident as rows, by when it was recorded, with writers and fields.

    What takes a row back or out names it in `of`; a row that was taken back says so in `retracted`.
    """
    entries = [case.report, *case.updates]
    about = {one.id for one in entries}
    for one in log.all_acts("retract", "redact"):
        if one.subject in about:
            about.add(one.id)
            entries.append(one)
    struck = log.struck()
    return [
        {
            "id": one.id,
            "recorded": one.recorded,
            "occurred": one.occurred,
            "writer": one.writer,
            "kind": one.kind,
            **({"of": one.subject} if one.kind in ("retract", "redact") else {}),
            **({"retracted": True} if one.id in struck else {}),
            **{name: value for name, value in one.content.items() if name != "after"},
        }
        for one in sorted(entries, key=lambda one: (one.recorded, one.id))
    ]
