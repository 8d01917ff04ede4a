"""Counts of incidents at a moment, by what they have in common: one pass over the narrow table, then the changes."""

from collections import Counter
from typing import NamedTuple

from pilkada_cli.posko.entries import milliseconds
from pilkada_cli.posko.incidents import Incident, changed_incidents, reports_at, stand
from pilkada_cli.posko.store import Store
from pilkada_cli.posko.words import Words

#: How many open incidents a report lists; it says how many more there are.
LISTED = 200
#: What incidents are counted by.
BY = ("agency", "category", "region", "severity", "status", "owner")


class Window(NamedTuple):
    """A half-open span of time, in milliseconds since 1970: from `start` on, and before `end`."""

    start: int
    end: int

    def holds(self, moment: int) -> bool:
        """Whether a moment lies in it."""
        return self.start <= moment < self.end

    def counts_as_new(self, occurred: int, recorded: int) -> bool:
        """Whether a report of this window is the first that has it, as it happened or was recorded in it."""
        return min(occurred, recorded) >= self.start or self.holds(recorded) or self.holds(occurred)


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
        for columns in (("region", "status"), ("category", "severity", "agency", "status", "owner")):
            self._count(store, window, columns)
        self._apply_changes(store, window)

    def of(self, name: str) -> dict[str | None, Count]:
        """The counts by one of BY, without what nothing counts for."""
        return {key: count for key, count in self.counts[name].items() if any(count)}

    @property
    def all(self) -> Count:
        """All incidents."""
        total = Count()
        for count in self.counts["category"].values():
            total = total.plus(count)
        return total

    def _count(self, store: Store, window: Window, columns: tuple[str, ...]) -> None:
        names = ", ".join(columns)
        # What was known before the window may still be new in it: recorded late, or happened later than foretold.
        new = "known >= ? OR (recorded >= ? AND recorded < ?) OR (occurred >= ? AND occurred < ?)"
        start, end = window
        sql = (
            f"SELECT {names}, count(*), sum(CASE WHEN {new} THEN 1 ELSE 0 END) FROM reports "  # noqa: S608
            f"WHERE known < ? GROUP BY {names}"
        )
        for *keys, total, fresh in store.driver.rows(sql, (start, start, end, start, end, end)):
            found = dict(zip(columns, keys, strict=True))
            count = Count(int(total), int(fresh), int(total) * self._words.is_open(found["status"]))
            if "region" in found:
                del found["status"]  # the other query counts it
            self._add(found, count)

    def _add(self, found: dict[str, str | None], count: Count) -> None:
        for name, key in found.items():
            self.counts[name][key] = self.counts[name].get(key, Count()).plus(count)

    def _apply_changes(self, store: Store, window: Window) -> None:
        for _place, report, updates in changed_incidents(store, window.end):
            old, new = stand(report, ()), stand(report, updates)
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
        """The gravest open incidents among those that no update has changed."""
        severities, statuses = list(self._words.severities), [s.id for s in self._words.statuses.values() if s.open]
        rank = " ".join(f"WHEN ? THEN {place}" for place in range(len(severities)))
        marks = ", ".join("?" * len(statuses))
        sql = (
            f"SELECT place FROM reports WHERE known < ? AND status IN ({marks}) AND place NOT IN "  # noqa: S608
            "(SELECT incident FROM changes WHERE known < ?) "
            f"ORDER BY CASE severity {rank} ELSE -1 END DESC, occurred, place LIMIT {LISTED}"
        )
        values = (window.end, *statuses, window.end, *severities)
        places = [row[0] for row in store.driver.rows(sql, values)]
        return [stand(report, ()) for report in reports_at(store, places).values()]

    def top(self, incidents: list[Incident]) -> list[Incident]:
        """The gravest of these, the oldest first among equals; at most LISTED."""
        ranks = {name: -place for place, name in enumerate(self._words.severities)}
        return sorted(incidents, key=lambda one: (ranks.get(one.severity, 1), one.occurred, one.id))[:LISTED]
