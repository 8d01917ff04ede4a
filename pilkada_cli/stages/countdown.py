"""Counts from a moment to a stage: in calendar days, and in seconds to the moment at which it begins."""

from datetime import datetime
from typing import NamedTuple

from pilkada_cli.clock import NATIONAL, ZoneName, label, midnight
from pilkada_cli.errors import NoFixedDate
from pilkada_cli.regions.region import Region
from pilkada_cli.stages.stage import Stage, State


class Countdown(NamedTuple):
    """The distance from `now` to a stage, in the zone of a region, or in WIB without one.

    `days` are calendar days to the stage's first day (its last, if only that is set): 0 on the day, negative after it.
    `seconds` count to the moment at which it begins, and are negative after that.
    """

    stage: Stage
    region: Region | None
    zone: ZoneName
    now: datetime
    days: int
    seconds: int

    @property
    def label(self) -> str:
        """The days in H-notation."""
        return label(self.days)

    @property
    def state(self) -> State | None:
        """The state of the stage on the day of `now`."""
        return self.stage.state(self.now.date())


def count_down(stage: Stage, now: datetime, region: Region | None = None) -> Countdown:
    """Count from `now`, an aware datetime, to a stage, in the region's zone or in WIB.

    Raises NoFixedDate for a stage without a date.
    """
    zone = region.zone if region else NATIONAL
    begins = stage.begins(zone)
    if stage.anchor is None or begins is None:
        raise NoFixedDate(stage.id, stage.relative.spoken if stage.relative else "-")
    now = now.astimezone(midnight(now.date(), zone).tzinfo)
    days = (stage.anchor - now.date()).days
    return Countdown(stage, region, zone, now, days, int((begins - now).total_seconds() // 1))
