"""Counts of incidents at the end of a window, by region, category, severity, agency, status and owner.

All reports are counted first, as they were recorded; then the counts are corrected by the incidents with updates.
"""

import json
from collections import Counter
from typing import NamedTuple

from pilkada_cli.posko.incidents.cases import changed_incidents, incidents, is_hidden
from pilkada_cli.posko.incidents.incident import Incident, stand
from pilkada_cli.posko.log.lists import TRAITS
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before
from pilkada_cli.posko.sitrep.window import Window
from pilkada_cli.posko.words import Words

#: The most open incidents that a report lists; it gives the number of the others.
LISTED = 200
#: The fields by which incidents are counted.
BY = ("region", *TRAITS)


class Count(NamedTuple):
    """Numbers of incidents: all, those new in the window, and those open at its end."""

    total: int = 0
    new: int = 0
    open: int = 0

    def plus(self, other: "Count") -> "Count":
        """The sum of both."""
        return Count(self.total + other.total, self.new + other.new, self.open + other.open)


def lies_in(code: str | None, region: str | None) -> bool:
    """Whether a code is that of a region, or of one in it; without a region everything lies in."""
    return region is None or (code is not None and (code == region or code.startswith(f"{region}.")))


class Counts:
    """Counts of all incidents that count before the window's end, by each field of BY.

    `changed` has the numbers of incidents updated in the window, by their status at its end; `conflicts` the incidents
    whose updates are in conflict; `gravest` at most LISTED open ones, the gravest and oldest first.

    With `within` only what lies in that region now is counted, one incident after the other, which is slower; then it
    is not told what changed in the window or was withdrawn.
    """

    def __init__(self, log: Log, words: Words, window: Window, within: str | None = None) -> None:
        self.counts: dict[str, dict[str | None, Count]] = {name: {} for name in BY}
        self.changed: Counter[str] = Counter()
        #: Incidents taken back in the window, or joined to another one.
        self.withdrawn = 0
        self.conflicts: list[Incident] = []
        self.gravest: list[Incident] = []
        self._words = words
        if within is None:
            self._count_regions(log, window, self._count_traits(log, window))
            self._apply_changes(log, window)
        else:
            self._count_within(log, window, within)
        self.conflicts.sort(key=lambda one: one.id)

    def of(self, name: str) -> dict[str | None, Count]:
        """The counts by one field of BY, without values that no incident has."""
        return {key: count for key, count in self.counts[name].items() if any(count)}

    @property
    def agencies(self) -> list[str | None]:
        """The agencies that have reported or have an open incident in hand, sorted by id; None (nobody) comes last."""
        found = {*self.of("agency"), *(own for own, count in self.of("owner").items() if count.open)}
        return sorted(found, key=lambda own: (own is None, own or ""))

    @property
    def all(self) -> Count:
        """The count of all incidents."""
        total = Count()
        for count in self.counts["category"].values():
            total = total.plus(count)
        return total

    def _count_traits(self, log: Log, window: Window) -> Count:
        """Count all reports by their traits and return the sum."""
        total = Count()
        for traits, new, count in log.store.lists.traits(window.start, window.before):
            found = dict(zip(TRAITS, json.loads(traits), strict=True))
            counted = Count(count, count * new, count * self._words.is_open(found["status"]))
            self._add(found, counted)
            total = total.plus(counted)
        return total

    def _count_regions(self, log: Log, window: Window, total: Count) -> None:
        """Count the reports by region; if all or none of the `total` are new, or all are open, that is not queried."""
        new = None if 0 < total.new < total.total else bool(total.new)
        for region, count, fresh in log.store.lists.by_region(window.start, window.before, new=new):
            self._add({"region": region}, Count(count, fresh, count))
        if total.open < total.total:
            for region, count in log.store.lists.settled_by_region(window.before, self._words.unsettled):
                self._add({"region": region}, Count(open=-count))

    def _add(self, found: dict[str, str | None], count: Count) -> None:
        for name, key in found.items():
            self.counts[name][key] = self.counts[name].get(key, Count()).plus(count)

    def _apply_changes(self, log: Log, window: Window) -> None:
        began = Before(window.start, window.basis)
        earlier = {
            one.place: (one.changes, is_hidden(log, one.incident, began)) for one in changed_incidents(log, began)
        }
        for changed in changed_incidents(log, window.before):
            old, new = stand(changed.report, ()), changed.incident
            hidden = is_hidden(log, new, window.before)
            changes, was_hidden = earlier.get(changed.place, (frozenset(), False))
            if hidden:
                self.withdrawn += not was_hidden
            elif changed.changes != changes:
                self.changed[new.status] += 1
            if new.conflict and not hidden:
                self.conflicts.append(new)
            fresh = window.is_new(new)
            for incident, sign in ((old, -1), (new, 0 if hidden else 1)):
                found = {name: getattr(incident, name) for name in BY}
                self._add(found, Count(sign, sign * fresh, sign * self._words.is_open(incident.status)))
            if self._words.is_open(new.status) and not hidden:
                self.gravest.append(new)
            if len(self.gravest) > 4 * LISTED:
                self.gravest = self.top(self.gravest)
        self.gravest = self.top([*self.gravest, *self._unchanged(log, window)])

    def _count_within(self, log: Log, window: Window, region: str) -> None:
        """Count what lies in one region, and keep the gravest."""
        for one in incidents(log, window.before):
            if not lies_in(one.region, region):
                continue
            unsettled = self._words.is_open(one.status)
            counted = Count(1, int(window.is_new(one)), int(unsettled))
            self._add({name: getattr(one, name) for name in BY}, counted)
            if one.conflict:
                self.conflicts.append(one)
            if unsettled:
                self.gravest.append(one)
            if len(self.gravest) > 4 * LISTED:
                self.gravest = self.top(self.gravest)
        self.gravest = self.top(self.gravest)

    def _unchanged(self, log: Log, window: Window) -> list[Incident]:
        """The gravest open incidents without updates, LISTED or some more, whatever the order of the log is."""
        found: list[Incident] = []
        for severity in [*reversed(self._words.severities), None]:
            if len(found) < LISTED:
                found += self._oldest(log, window, severity)
        return found

    def _oldest(self, log: Log, window: Window, severity: str | None) -> list[Incident]:
        """The oldest open incidents without updates of a severity; for None, of severities that are not in the data."""
        severities = list(self._words.severities) if severity is None else [severity]
        places = log.store.lists.oldest_unchanged(
            window.before, self._words.unsettled, severities, LISTED, others=severity is None
        )
        return [stand(report, (), received=received) for received, report in log.at(places).values()]

    def top(self, incidents: list[Incident]) -> list[Incident]:
        """At most LISTED of these incidents, the gravest first, among equally grave ones the oldest first."""
        ranks = {name: -place for place, name in enumerate(self._words.severities)}
        return sorted(incidents, key=lambda one: (ranks.get(one.severity, 1), one.occurred, one.id))[:LISTED]
