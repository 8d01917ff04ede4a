"""The interval, to the minute, in which a stage is going on: `is` answers by it, and `wait` waits for its beginning."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pilkada_cli.clock import NATIONAL, OFFSETS, ZoneName, midnight
from pilkada_cli.regions.region import Region
from pilkada_cli.stages.stage import Stage, State

#: The zone in which a day begins first: WIT, in Papua.
EARLIEST: ZoneName = max(OFFSETS, key=OFFSETS.__getitem__)
DAY = timedelta(days=1)


class Span(NamedTuple):
    """The half-open interval [begins, ends) of aware datetimes in which a stage is going on."""

    begins: datetime
    ends: datetime

    def state(self, now: datetime) -> State:
        """The state at a moment: `upcoming` before the interval, `active` in it, `past` from its end on."""
        if now >= self.ends:
            return "past"
        return "active" if now >= self.begins else "upcoming"


def span_at(stage: Stage, now: datetime, region: Region | None = None) -> Span | None:
    """The interval in which a stage is going on at `now`, or else the next, or else the last; None without a date.

    A stage with hours is going on within them on each of its days; without a region, from the first opening (WIT) to
    the last closing (WIB); before it begins, the next interval is all of it. One without hours is going on from 00:00
    of its first day to 24:00 of its last, without a region by the date in Jakarta (WIB). A mere deadline is going on
    for its last day alone.
    """
    if stage.first is None or stage.last is None:
        return None
    whole = _span(stage, stage.first, stage.last, region)
    if not (stage.opens and stage.closing and stage.first == stage.start) or now < whole.begins:
        return whole
    # It opens and closes on each of its days; yesterday's, by the date of `now`, may still be open in another zone.
    for ahead in (-1, 0, 1):
        # In numbers, as the last day of the calendar has no next one.
        day = date.fromordinal(min(now.toordinal() + ahead, stage.last.toordinal()))
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
