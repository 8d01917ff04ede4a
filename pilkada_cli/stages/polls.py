"""The polls on voting day: when they open and close in each zone, and how many polling stations are open."""

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
    """The polls of a zone or region: the number of stations, open in the half-open interval [opens, closes)."""

    zone: ZoneName
    opens: datetime
    closes: datetime
    stations: int

    def open_at(self, now: datetime) -> int:
        """The number of polling stations that are within their opening hours at a moment."""
        return self.stations if self.opens <= now < self.closes else 0


def hours(voting: Stage, now: datetime, region: Region | None = None) -> Span | None:
    """The opening hours of the polls in the region, or without one from the first opening to the last closing.

    None where the day or the hours of the vote are not known.
    """
    if voting.start is None or voting.opens is None or voting.closes is None:
        return None
    return span_at(voting, now, region)


def polls_of(voting: Stage, now: datetime, registry: "Registry", region: Region | None = None) -> list[Polls]:
    """The polls of each zone, those that open first coming first; with a region, those of the region alone."""
    if region is not None:
        own = hours(voting, now, region)
        return [Polls(region.zone, *own, region.polling_stations)] if own else []
    found = []
    for zone in sorted(OFFSETS, key=OFFSETS.__getitem__, reverse=True):
        inside = [one for one in registry.search(level="kabkota", zone=zone) if one.votes]
        own = hours(voting, now, inside[0]) if inside else None
        if own:
            found.append(Polls(zone, *own, sum(one.polling_stations for one in inside)))
    return found


def open_stations(
    voting: Stage, now: datetime, registry: "Callable[[], Registry]", region: Region | None
) -> int | None:
    """How many polling stations are open at a moment; None where the hours are not known.

    `registry` returns the registry, and is called only within the hours of the polls.
    """
    span = hours(voting, now, region)
    if span is None:
        return None
    if span.state(now) != "active":
        return 0
    return sum(polls.open_at(now) for polls in polls_of(voting, now, registry(), region))


def windows(schedule: Schedule, voting: Stage) -> list[Stage]:
    """The steps of voting day that have their own opening hour, such as that of unlisted voters (DPK)."""
    return [stage for stage in schedule if stage.parent == voting.id and stage.opens is not None]
