"""The situation at a moment: what goes on, what comes next, which regions vote again, and what is due."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from pilkada_cli.clock import NATIONAL, OFFSETS, ZoneName, midnight
from pilkada_cli.regions.region import Region
from pilkada_cli.stages.checklists import Checklists, Item
from pilkada_cli.stages.countdown import Countdown, count_down
from pilkada_cli.stages.polls import windows
from pilkada_cli.stages.regional import Regional
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.span import span_at
from pilkada_cli.stages.stage import Stage, in_force

#: Checklist items that are due from today until so long ahead are shown, both days included.
AHEAD = timedelta(days=7)
#: Regions that vote again from today until so long ahead are shown, both days included.
AGAIN = timedelta(days=30)
#: From so long before the first polls open on, the hours of the polls are among what comes next.
EVE = timedelta(hours=24)


class Ahead(NamedTuple):
    """An event to come at the moment `at`: a stage begins, a deadline is reached, or polls open or close at an hour.

    `window` is the opening of a step of voting day with its own hour. `zone` is the zone in whose local time the hour
    is set; None for an event of which only the day matters.
    """

    event: Literal["begins", "deadline", "opens", "window", "closes"]
    stage: Stage
    at: datetime
    zone: ZoneName | None = None


class VoteAgain(NamedTuple):
    """A day on which regions vote again, the stage that this vote is there, and the regions' codes."""

    day: date
    stage: Stage
    codes: tuple[str, ...]


class Situation(NamedTuple):
    """The situation of an election at the moment `now`, in the zone of a region or in WIB.

    `active` are the stages of the day, `going` those of the hour; `ahead` are the events to come, by time. `again` are
    the votes of single regions within AGAIN, for the national view only. `due` and `overdue` are checklist items.
    `last` is the last event, once nothing is left to come, else None.
    """

    now: datetime
    zone: ZoneName
    region: Region | None
    voting: Countdown
    active: list[Stage]
    going: list[Stage]
    next: Countdown | None
    ahead: list[Ahead]
    again: list[VoteAgain]
    due: list[Item]
    overdue: list[Item]
    last: VoteAgain | None


def situation(
    schedule: Schedule,
    checklists: Checklists,
    now: datetime,
    region: Region | None = None,
    *,
    regional: Regional | None = None,
    done: Collection[str] = (),
) -> Situation:
    """The situation at the aware datetime `now`, in this calendar, which is the region's if a region is given.

    `regional` has the votes of single regions, and is given for the national view; `done` are the ids of ticked items.
    """
    today = now.date()
    coming = schedule.next(today)
    votes = [] if regional is None else votes_again(regional, schedule.voting)
    again = [vote for vote in votes if today <= vote.day]
    active = schedule.active(today)
    ahead = ahead_of(schedule, now, region)
    stages = checklist_stages(schedule, now)
    items = [item for item in checklists if item.id not in done and item.due is not None]
    return Situation(
        now=now,
        zone=region.zone if region else NATIONAL,
        region=region,
        voting=count_down(schedule.occurrence(schedule.voting, today), now, region),
        active=active,
        going=[one for one in active if (span := span_at(one, now, region)) is None or span.state(now) == "active"],
        next=count_down(coming, now, region) if coming else None,
        ahead=ahead,
        again=[vote for vote in again if vote.day <= today + AGAIN],
        due=sorted((item for item in items if today <= _day(item) <= today + AHEAD), key=_day),
        overdue=sorted(
            (item for item in items if item.overdue(today) and item.stage in stages), key=_day, reverse=True
        ),
        last=None if active or ahead or again else _last(schedule, votes),
    )


def _day(item: Item) -> date:
    assert item.due is not None  # only those with a day are sorted
    return item.due


def ahead_of(schedule: Schedule, now: datetime, region: Region | None) -> list[Ahead]:
    """The events to come, by time: the hours of a near vote, and stages without a parent.

    Where none of these stages begins within AGAIN, the steps within stages are among them.
    """
    today = now.date()
    zone = region.zone if region else NATIONAL
    hours = _hours(schedule, now, region)
    voting = hours[0].stage.id if hours else None
    upcoming = [one for one in schedule.search(depth="all", state="upcoming", today=today) if in_force(one)]
    found = [
        Ahead("begins" if stage.start or stage.since else "deadline", stage, midnight(stage.first or today, zone))
        for stage in upcoming
        if stage.id != voting
    ]
    main = [one for one in found if one.stage.parent is None]
    # Where no stage begins soon, steps within stages are taken as well.
    soon = any(one.at.date() <= today + AGAIN for one in main)
    return sorted([*hours, *(main if soon else found)], key=lambda one: one.at)


def _hours(schedule: Schedule, now: datetime, region: Region | None) -> list[Ahead]:
    """The hours to come of a vote within EVE: when polls open and close, and when steps with their own hour begin."""
    voting = schedule.occurrence(schedule.voting, now.date())
    whole = span_at(voting, now, region)
    if voting.opens is None or voting.closes is None or voting.start is None or whole is None:
        return []
    if not whole.begins - EVE <= now < whole.ends:
        return []
    found = []
    for zone in [region.zone] if region else sorted(OFFSETS, key=OFFSETS.__getitem__, reverse=True):
        day = midnight(voting.start, zone)
        found.append(Ahead("opens", voting, _at(day, voting.opens.hour, voting.opens.minute), zone))
        found.append(Ahead("closes", voting, _at(day, voting.closes.hour, voting.closes.minute), zone))
        found += [
            Ahead("window", one, _at(day, one.opens.hour, one.opens.minute), zone)
            for one in windows(schedule, voting)
            if one.opens is not None and one.opens != voting.opens
        ]
    return [one for one in found if one.at > now]


def _at(day: datetime, hours: int, minutes: int) -> datetime:
    return day + timedelta(hours=hours, minutes=minutes)


def votes_again(regional: Regional, voting: Stage) -> list[VoteAgain]:
    """The votes of single regions that repeat the national vote, by day; regions of one day and stage are together."""
    found: dict[tuple[date, str], VoteAgain] = {}
    for code, stage in regional:
        if stage.repeats != voting.id or stage.start is None:
            continue
        key = (stage.start, stage.id)
        codes = found[key].codes if key in found else ()
        found[key] = VoteAgain(stage.start, stage, (*codes, code))
    return [found[key] for key in sorted(found)]


def _last(schedule: Schedule, votes: Iterable[VoteAgain]) -> VoteAgain | None:
    """The latest of the calendar's stages, by their last days, and of the votes of single regions; None without any."""
    stages = [VoteAgain(stage.last, stage, ()) for stage in schedule if stage.last is not None and in_force(stage)]
    return max([*stages, *votes], key=lambda one: one.day, default=None)


def checklist_stages(schedule: Schedule, now: datetime) -> set[str]:
    """The ids of the stages whose checklists matter at a moment.

    These are the active stages, the one that begins next, and all deadlines to come, as the work for a deadline is done
    before it.
    """
    today = now.date()
    ahead = schedule.next(today)
    deadlines = {stage.id for stage in schedule.search(state="upcoming", today=today) if stage.start is None}
    return {stage.id for stage in schedule.active(today)} | deadlines | ({ahead.id} if ahead else set())
