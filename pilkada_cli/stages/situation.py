"""The situation of a moment: what goes on, what comes next, and what is due within days."""

from datetime import datetime, timedelta
from typing import NamedTuple

from pilkada_cli.clock import NATIONAL, ZoneName
from pilkada_cli.regions.region import Region
from pilkada_cli.stages.checklists import Checklists, Item
from pilkada_cli.stages.countdown import Countdown, count_down
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import Stage

#: What is due within so many days, today included, is shown.
AHEAD = timedelta(days=7)


class Situation(NamedTuple):
    """One moment of an election, in the zone of a region or nationally."""

    now: datetime
    zone: ZoneName
    region: Region | None
    voting: Countdown
    active: list[Stage]
    next: Countdown | None
    due: list[Item]


def situation(schedule: Schedule, checklists: Checklists, now: datetime, region: Region | None = None) -> Situation:
    """The situation at a moment, in the calendar of the region when there is one."""
    today = now.date()
    ahead = schedule.next(today)
    return Situation(
        now=now,
        zone=region.zone if region else NATIONAL,
        region=region,
        voting=count_down(schedule.occurrence(schedule.voting, today), now, region),
        active=schedule.active(today),
        next=count_down(ahead, now, region) if ahead else None,
        due=sorted(
            (item for item in checklists.search(due_by=today + AHEAD) if not item.overdue(today)),
            key=lambda item: item.due or today,
        ),
    )


def checklist_stages(schedule: Schedule, now: datetime) -> set[str]:
    """The stages whose checklists matter at a moment: those that go on, the one that begins next, and deadlines ahead.

    The work for a deadline goes on before it, as that of the logistics does.
    """
    today = now.date()
    ahead = schedule.next(today)
    deadlines = {stage.id for stage in schedule.search(state="upcoming", today=today) if stage.start is None}
    return {stage.id for stage in schedule.active(today)} | deadlines | ({ahead.id} if ahead else set())
