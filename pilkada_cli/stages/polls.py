"""The polls on voting day: when they open and close in each zone, and how many are open at a moment."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pilkada_cli.clock import OFFSETS, ZoneName
from pilkada_cli.regions.region import Region
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.span import Span, span_at
from pilkada_cli.stages.stage import Stage

if TYPE_CHECKING:
    from pilkada_cli.regions.registry import Registry


class Polls(NamedTuple):
    """The polls of one zone, or of one region: open from `opens` on and before `closes`, so many stations."""

    zone: ZoneName
    opens: datetime
    closes: datetime
    stations: int

    def open_at(self, now: datetime) -> int:
        """The polling stations open at a moment."""
        return self.stations if self.opens <= now < self.closes else 0


def hours(voting: Stage, now: datetime, region: Region | None = None) -> Span | None:
    """The hours of the polls, in the region or from the first to the last zone; None when a vote's are not known."""
    if voting.start is None or voting.opens is None or voting.closes is None:
        return None
    return span_at(voting, now, region)


def polls_of(voting: Stage, now: datetime, registry: "Registry", region: Region | None = None) -> list[Polls]:
    """The polls zone by zone, those that open first in front; of a region, its own alone."""
    if region is not None:
        own = hours(voting, now, region)
        return [Polls(region.zone, *own, region.polling_stations)] if own else []
    found = []
    for zone in sorted(OFFSETS, key=OFFSETS.__getitem__, reverse=True):
        inside = registry.search(level="kabkota", zone=zone)
        own = hours(voting, now, inside[0]) if inside else None
        if own:
            found.append(Polls(zone, *own, sum(one.polling_stations for one in inside)))
    return found


def open_stations(
    voting: Stage, now: datetime, registry: "Callable[[], Registry]", region: Region | None
) -> int | None:
    """How many polling stations are open at a moment; the registry is asked only when some can be."""
    span = hours(voting, now, region)
    if span is None:
        return None
    if span.state(now) != "active":
        return 0
    return sum(polls.open_at(now) for polls in polls_of(voting, now, registry(), region))


def windows(schedule: Schedule, voting: Stage) -> list[Stage]:
    """The steps of voting day that have an hour of their own, such as the one of unlisted voters."""
    return [stage for stage in schedule if stage.parent == voting.id and stage.opens is not None]
