"""The calendar as it was known and in force on a past day, before later regulations replaced parts of it."""

import re
from datetime import date
from typing import NamedTuple

from pilkada_cli.errors import NotKnownYet
from pilkada_cli.language import spell_date
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import Stage

#: The day since which everything is known, where no regulation in the data has a date.
ALWAYS = date.min


class Revision(NamedTuple):
    """One version of a stage, and the day since which it was known."""

    stage: Stage
    known: date


def known_since(schedule: Schedule, stage: Stage) -> date:
    """The day since which a stage is known: its `known`, or the date of the latest dated regulation in its basis.

    A stage without either counts as known since the first calendar (`beginning`).
    """
    days = [day for rule, day in schedule.rules.items() if _names(stage.basis, rule)]
    return stage.known or max(days, default=None) or beginning(schedule)


def beginning(schedule: Schedule) -> date:
    """The date of the first regulation of the calendar; ALWAYS where no regulation in the data has a date."""
    return min(schedule.rules.values(), default=ALWAYS)


def _names(basis: str, rule: str) -> bool:
    # Test by `in` first, because the regular expression is slow and rarely needed.
    return rule in basis and re.search(rf"(?<![\w/]){re.escape(rule)}(?!\d)", basis) is not None


def known_on(schedule: Schedule, day: date) -> Schedule:
    """The schedule as it was in force on a day; raises NotKnownYet for a day before the first calendar.

    A stage whose replacement was not yet known on that day is in force there.
    """
    if day < beginning(schedule):
        raise NotKnownYet(spell_date(day))
    known = {stage.id: stage for stage in schedule if known_since(schedule, stage) <= day}
    return schedule.with_stages(_as_then(stage, known) for stage in known.values())


def _as_then(stage: Stage, known: dict[str, Stage]) -> Stage:
    if stage.replaced_by is not None and stage.replaced_by not in known:
        stage = stage._replace(status="final", replaced_by=None)
    return stage if stage.parent is None or stage.parent in known else stage._replace(parent=None)


def in_force_on(schedule: Schedule, stage: Stage, day: date) -> Stage:
    """The stage as it was known on a day, or else the newest plan for it then, which it later replaced.

    Raises NotKnownYet where there was neither.
    """
    then = known_on(schedule, day)
    if stage.id in then:
        return then[stage.id]
    plans = [one for one in story(schedule, stage) if one.known <= day]
    if not plans:
        raise NotKnownYet(spell_date(day), stage.id)
    newest = max(plan.known for plan in plans)
    return then[next(plan.stage.id for plan in plans if plan.known == newest)]


def story(schedule: Schedule, stage: Stage) -> list[Revision]:
    """The stages that this stage replaced and the stage itself, sorted by when they became known."""
    plans = [one for one in schedule if one.replaced_by == stage.id]
    revisions = [Revision(one, known_since(schedule, one)) for one in [*plans, stage]]
    return sorted(revisions, key=lambda revision: revision.known)
