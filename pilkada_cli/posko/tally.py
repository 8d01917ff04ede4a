"""Counts of incidents at a moment, by what they have in common: of the narrow table, then of the changes."""

import json
from collections import Counter
from typing import NamedTuple

from pilkada_cli.posko.derived import TRAITS
from pilkada_cli.posko.entries import milliseconds
from pilkada_cli.posko.incidents import Incident, changed_incidents, reports_at, stand
from pilkada_cli.posko.store import Store, marks
from pilkada_cli.posko.words import Words

#: How many open incidents a report lists; it says how many more there are.
LISTED = 200
#: What incidents are counted by.
BY = ("region", *TRAITS)


#: `counts_as_new` in SQL, with the end and the start of a window.
NEW = "(CASE WHEN recorded < ? THEN recorded ELSE known END) >= ?"


class Window(NamedTuple):
    """A half-open span of time, in milliseconds since 1970: from `start` on, and before `end`."""

    start: int
    end: int

    def holds(self, moment: int) -> bool:
        """Whether a moment lies in it."""
        return self.start <= moment < self.end

    @property
    def new(self) -> tuple[int, ...]:
        """The values for NEW."""
        return (self.end, self.start)

    def counts_as_new(self, occurred: int, recorded: int) -> bool:
        """Whether the report before this one could not have it.

        What was recorded by the end of the window is new when it was recorded in it, whenever it had happened; what
        was recorded later, as in a replay, is new when it happened in it.
        """
        return (recorded if recorded < self.end else min(occurred, recorded)) >= self.start


class Count(NamedTuple):
    """So many incidents, so many of them new in the window, and so many still open."""

    total: int = 0
    new: int = 0
    open: int = 0

    def plus(self, other: "Count") -> "Count":
        """Both together."""
        return Count(self.total + other.total, self.new + other.new, self.open + other.open)


class Tally:
    """Counts of all incidents known before the window's end, by each of BY."""

    def __init__(self, store: Store, words: Words, window: Window) -> None:
        self.counts: dict[str, dict[str | None, Count]] = {name: {} for name in BY}
        self.changed: Counter[str] = Counter()
        self.conflicts: list[Incident] = []
        self.gravest: list[Incident] = []
        self._words = words
        self._count_regions(store, window, self._count_traits(store, window))
        self._apply_changes(store, window)
        self.conflicts.sort(key=lambda one: one.id)

    def of(self, name: str) -> dict[str | None, Count]:
        """The counts by one of BY, without what nothing counts for."""
        return {key: count for key, count in self.counts[name].items() if any(count)}

    @property
    def agencies(self) -> list[str | None]:
        """Who has reported or has something in hand, in the order of their ids; nobody comes last."""
        found = {*self.of("agency"), *(own for own, count in self.of("owner").items() if count.open)}
        return sorted(found, key=lambda own: (own is None, own or ""))

    @property
    def all(self) -> Count:
        """All incidents."""
        total = Count()
        for count in self.counts["category"].values():
            total = total.plus(count)
        return total

    def _count_traits(self, store: Store, window: Window) -> Count:
        """Count the reports as they came in; counting here is faster than the sorting that GROUP BY does."""
        total = Count()
        sql = f"SELECT traits, {NEW} FROM reports WHERE known < ?"  # noqa: S608
        for (traits, new), count in Counter(store.rows(sql, (*window.new, window.end))).items():
            found = dict(zip(TRAITS, json.loads(traits), strict=True))
            counted = Count(count, count * bool(new), count * self._words.is_open(found["status"]))
            self._add(found, counted)
            total = total.plus(counted)
        return total

    def _count_regions(self, store: Store, window: Window, total: Count) -> None:
        """Count them by region.

        What holds for all or for none of the `total` is not asked of each row once more: that takes as long again.
        """
        mixed = 0 < total.new < total.total
        new = f"sum(CASE WHEN {NEW} THEN 1 ELSE 0 END)" if mixed else "count(*)" if total.new else "0"
        sql = f"SELECT region, count(*), {new} FROM reports WHERE known < ? GROUP BY region"  # noqa: S608
        for region, count, fresh in store.rows(sql, (*(window.new if mixed else ()), window.end)):
            self._add({"region": region}, Count(count, fresh, count))
        if total.open == total.total:
            return
        unsettled = [status.id for status in self._words.statuses.values() if status.open]
        where = f"known < ? AND status NOT IN ({marks(unsettled)})"
        sql = f"SELECT region, count(*) FROM reports WHERE {where} GROUP BY region"  # noqa: S608
        for region, count in store.rows(sql, (window.end, *unsettled)):
            self._add({"region": region}, Count(open=-count))

    def _add(self, found: dict[str, str | None], count: Count) -> None:
        for name, key in found.items():
            self.counts[name][key] = self.counts[name].get(key, Count()).plus(count)

    def _apply_changes(self, store: Store, window: Window) -> None:
        for _place, report, updates in changed_incidents(store, window.end):
            old, new = stand(report, ()), stand(report, updates, window.end)
            if new.conflict:
                self.conflicts.append(new)
            if any(window.holds(one.known) or window.holds(milliseconds(one.recorded)) for one in updates):
                self.changed[new.status] += 1
            fresh = window.counts_as_new(milliseconds(report.occurred), milliseconds(report.recorded))
            for incident, sign in ((old, -1), (new, 1)):
                found = {name: getattr(incident, name) for name in BY}
                self._add(found, Count(sign, sign * fresh, sign * self._words.is_open(incident.status)))
            if self._words.is_open(new.status):
                self.gravest.append(new)
            if len(self.gravest) > 4 * LISTED:
                self.gravest = self.top(self.gravest)
        self.gravest = self.top([*self.gravest, *self._unchanged(store, window)])

    def _unchanged(self, store: Store, window: Window) -> list[Incident]:
        """The gravest open incidents among those that no update has changed, the same whatever order they came in."""
        found: list[Incident] = []
        for severity in [*reversed(self._words.severities), None]:
            if len(found) < LISTED:
                found += self._oldest(store, window, severity)
        return found

    def _oldest(self, store: Store, window: Window, severity: str | None) -> list[Incident]:
        """The oldest unchanged open reports of a severity, or of severities that the data do not know (None)."""
        statuses = [status.id for status in self._words.statuses.values() if status.open]
        known = list(self._words.severities) if severity is None else [severity]
        where = (
            f"r.known < ? AND r.status IN ({marks(statuses)}) "  # noqa: S608
            f"AND r.severity {'NOT IN' if severity is None else 'IN'} ({marks(known)}) "
            "AND r.place NOT IN (SELECT incident FROM changes WHERE known < ?)"
        )
        values = (window.end, *statuses, *known, window.end)
        sql = f"SELECT r.place, r.occurred FROM reports r WHERE {where} ORDER BY r.occurred LIMIT {2 * LISTED}"  # noqa: S608
        rows = list(store.rows(sql, values))
        if len(rows) == 2 * LISTED and rows[-1][1] == rows[LISTED - 1][1]:
            # More happened at one moment than can be listed: the ids decide.
            sql = (
                "SELECT r.place, r.occurred FROM reports r JOIN entries e ON e.place = r.place "  # noqa: S608
                f"WHERE {where} AND r.occurred <= ? ORDER BY r.occurred, e.id LIMIT {LISTED}"
            )
            rows = list(store.rows(sql, (*values, rows[-1][1])))
        return [stand(report, ()) for report in reports_at(store, [row[0] for row in rows]).values()]

    def top(self, incidents: list[Incident]) -> list[Incident]:
        """The gravest of these, the oldest first among equals; at most LISTED."""
        ranks = {name: -place for place, name in enumerate(self._words.severities)}
        return sorted(incidents, key=lambda one: (ranks.get(one.severity, 1), one.occurred, one.id))[:LISTED]
