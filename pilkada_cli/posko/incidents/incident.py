"""The present state of incidents: what was reported, with all updates applied, and where updates are in conflict.

An update names in `after` the updates that it has seen. Two updates that have not seen each other, and set one
field to two values, are in conflict: both stay in the log, the later moment wins, and the conflict is shown
until an update that has seen both settles it.
"""

from collections import Counter
from collections.abc import Container, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.moments import hours_between, milliseconds

#: The fields of an incident that an update can set; `happened` sets `occurred`.
CHANGING = ("status", "owner", "title", "region", "category", "severity", "agency", "place", "happened", "duplicate_of")


class Incident(NamedTuple):
    """The state of an incident; moments are written as in the log, `updated` is when it was last reported or updated.

    `region` is a code, `place` says in words where exactly. `received` is when this store got the report, in
    milliseconds since 1970, or None where that was not looked up. `duplicate_of` is the id of the incident of which it
    is a further report, `retracted` whether the report was taken back. `ref` is its reference in the file from which it
    was imported: of two reports of one `post` with the same one, the one with the greater id is a further report.
    `contact` is who called; never made public.
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
    duplicate_of: str | None = None
    retracted: bool = False
    ref: str | None = None
    post: str = ""
    contact: str | None = None

    def age(self, now: datetime) -> float:
        """The hours from when it happened until `now`, rounded to a tenth."""
        return hours_between(milliseconds(self.occurred), milliseconds(now))


def stand(
    report: Entry, updates: Sequence[Entry], counting: Container[str] | None = None, received: int | None = None
) -> Incident:
    """The state of an incident after its updates, which may be given in any order.

    `counting` has the ids of the updates that count (None: all). The others set nothing, but what they have seen still
    matters: one may be the link between two updates that count.
    """
    body = report.content
    fields: dict[str, Any] = {name: body.get(name) for name in CHANGING}
    conflict = False
    known = [one for one in updates if counting is None or one.id in counting]
    if known:
        for name, values in values_of(updates, {one.id for one in known}).items():
            fields[name] = values[-1]
            conflict |= len(set(values)) > 1
    happened = fields.pop("happened")
    # An update with an empty owner records that nobody has the incident in hand any more.
    fields["owner"] = fields["owner"] or None
    return Incident(
        id=report.id,
        occurred=happened or report.occurred,
        recorded=report.recorded,
        updated=max(one.recorded for one in (report, *known)),
        conflict=conflict,
        details=body.get("details"),
        contact=body.get("contact"),
        received=received,
        ref=body.get("ref"),
        post=report.post,
        **fields,
    )


def values_of(updates: Sequence[Entry], known: set[str]) -> dict[str, list[Any]]:
    """For each field that known updates set, the values that no known update has overridden, the latest moment last."""
    bodies = {one.id: one.content for one in updates}
    passed = _passed(bodies, known)
    found: dict[str, list[Any]] = {}
    for one in sorted(updates, key=lambda one: (one.occurred, one.recorded, one.id)):
        for name in CHANGING:
            if one.id in known and name in bodies[one.id] and name not in passed[one.id]:
                found.setdefault(name, []).append(bodies[one.id][name])
    return found


def heads(updates: Sequence[Entry]) -> list[str]:
    """The ids of the updates that no other update has seen, sorted: these the next update names in `after`."""
    passed = {own for one in updates for own in one.content["after"]}
    return sorted(one.id for one in updates if one.id not in passed)


def _passed(bodies: dict[str, dict[str, Any]], known: set[str]) -> dict[str, set[str]]:
    """For each update, the fields that are overridden: set by a known update that has seen it, if only indirectly."""
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
