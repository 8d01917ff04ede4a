"""How far a stage is away: in calendar days for people, and in seconds to the moment it begins."""

from datetime import datetime
from typing import NamedTuple

from pilkada_cli.clock import NATIONAL, ZoneName, label, midnight
from pilkada_cli.errors import NoFixedDate
from pilkada_cli.regions.region import Region
from pilkada_cli.stages.stage import Stage, State


class Countdown(NamedTuple):
    """How far a stage is away, in the zone of a region or nationally.

    `days` are calendar days to the stage's first day: 0 on the day, negative after it. `seconds` go to
    the moment it begins.
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
        """The stage's state today."""
        return self.stage.state(self.now.date())


def count_down(stage: Stage, now: datetime, region: Region | None = None) -> Countdown:
    """Count from `now` to a stage, in the region's zone or in WIB; raises NoFixedDate when it has none."""
    zone = region.zone if region else NATIONAL
    begins = stage.begins(zone)
    if stage.anchor is None or begins is None:
        raise NoFixedDate(stage.id, stage.relative.spoken if stage.relative else "-")
    now = now.astimezone(midnight(now.date(), zone).tzinfo)
    days = (stage.anchor - now.date()).days
    return Countdown(stage, region, zone, now, days, int((begins - now).total_seconds() // 1))
