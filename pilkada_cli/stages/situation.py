"""The situation of a moment: what goes on, what comes next, which regions vote again, and what is due within days."""

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

#: What is due within so many days, today included, is shown.
AHEAD = timedelta(days=7)
#: A region that votes again within so many days is named.
AGAIN = timedelta(days=30)
#: From so long before the polls open, they are counted to in hours.
EVE = timedelta(hours=24)


class Ahead(NamedTuple):
    """Something that comes: a stage begins, a deadline ends, or on voting day polls open or close at an hour.

    `zone` is where the hour is that of the clock on the wall; None where only the day matters.
    """

    event: Literal["begins", "deadline", "opens", "window", "closes"]
    stage: Stage
    at: datetime
    zone: ZoneName | None = None


class VoteAgain(NamedTuple):
    """Regions that vote once more on a day, by their codes, and the stage that it is there."""

    day: date
    stage: Stage
    codes: tuple[str, ...]


class Situation(NamedTuple):
    """One moment of an election, in the zone of a region or nationally.

    `active` is what goes on today and `going` what goes on at this moment, by the hour; `ahead` comes next, by time.
    `again` are the votes of single regions within AGAIN, for the national view. `last` is what was last when nothing is
    left to come.
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
    """The situation at a moment, in the calendar of the region when there is one; `done` are items that are ticked."""
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
    """What comes next, by time: stages without a parent, or finer steps where none is near, and a vote's hours."""
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
    # Where no stage begins soon, its finer steps are what comes next.
    soon = any(one.at.date() <= today + AGAIN for one in main)
    return sorted([*hours, *(main if soon else found)], key=lambda one: one.at)


def _hours(schedule: Schedule, now: datetime, region: Region | None) -> list[Ahead]:
    """The hours to come of the vote that is near: when polls open and close, and the windows of single voters."""
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
    """The votes of single regions, by day, regions of one day and stage together."""
    found: dict[tuple[date, str], VoteAgain] = {}
    for code, stage in regional:
        if stage.repeats != voting.id or stage.start is None:
            continue
        key = (stage.start, stage.id)
        codes = found[key].codes if key in found else ()
        found[key] = VoteAgain(stage.start, stage, (*codes, code))
    return [found[key] for key in sorted(found)]


def _last(schedule: Schedule, votes: Iterable[VoteAgain]) -> VoteAgain | None:
    """What was last: of the calendar's stages, and of the votes of single regions."""
    stages = [VoteAgain(stage.last, stage, ()) for stage in schedule if stage.last is not None and in_force(stage)]
    return max([*stages, *votes], key=lambda one: one.day, default=None)


def checklist_stages(schedule: Schedule, now: datetime) -> set[str]:
    """The stages whose checklists matter at a moment: those that go on, the one that begins next, and deadlines ahead.

    The work for a deadline goes on before it, as that of the logistics does.
    """
    today = now.date()
    ahead = schedule.next(today)
    deadlines = {stage.id for stage in schedule.search(state="upcoming", today=today) if stage.start is None}
    return {stage.id for stage in schedule.active(today)} | deadlines | ({ahead.id} if ahead else set())
