"""When a stage is going on, to the minute: what `is` answers by, and `wait` waits for."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pilkada_cli.clock import NATIONAL, OFFSETS, ZoneName, midnight
from pilkada_cli.regions.region import Region
from pilkada_cli.stages.stage import Stage, State

#: The zone in which a day, and so a voting day, begins first.
EARLIEST: ZoneName = max(OFFSETS, key=OFFSETS.__getitem__)
DAY = timedelta(days=1)


class Span(NamedTuple):
    """A half-open interval: from `begins` on and before `ends`."""

    begins: datetime
    ends: datetime

    def state(self, now: datetime) -> State:
        """Whether what it is the span of is ahead, goes on, or is over at a moment."""
        if now >= self.ends:
            return "past"
        return "active" if now >= self.begins else "upcoming"


def span_at(stage: Stage, now: datetime, region: Region | None = None) -> Span | None:
    """The span in which a stage goes on now, or next, or went on last; None when it has no fixed date.

    What has hours goes on within them, each day: nationally from the first opening, in Papua, to the last closing, in
    the west. What has none goes on from midnight to midnight, nationally by the day of Jakarta. Of a deadline, of which
    only the end is set, it is the last day alone.
    """
    if stage.first is None or stage.last is None:
        return None
    whole = _span(stage, stage.first, stage.last, region)
    if not (stage.opens and stage.closing and stage.first == stage.start) or now < whole.begins:
        return whole
    # What opens and closes is open on each of its days; a day before today may still be going on elsewhere.
    for ahead in (-1, 0, 1):
        day = min(now.date() + ahead * DAY, stage.last)
        if day >= stage.first and now < (span := _span(stage, day, day, region)).ends:
            return span
    return _span(stage, stage.last, stage.last, region)


def _span(stage: Stage, first: date, last: date, region: Region | None) -> Span:
    opens = stage.opens if stage.first == stage.start else None
    begins = _moment(first, opens or time(), region.zone if region else EARLIEST if opens else NATIONAL)
    ends = _moment(last, stage.closing or time(), region.zone if region else NATIONAL)
    return Span(begins, ends if stage.closing else ends + DAY)


def _moment(day: date, clock: time, zone: ZoneName) -> datetime:
    return midnight(day, zone) + timedelta(hours=clock.hour, minutes=clock.minute)
