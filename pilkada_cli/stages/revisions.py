"""What was known when: the calendar as it was in force on a day, before later rules replaced its plans."""

import re
from datetime import date
from typing import NamedTuple

from pilkada_cli.errors import NotKnownYet
from pilkada_cli.language import spell_date
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import Stage

#: Of a calendar whose rules have no dates, nothing can be said but that it is known.
ALWAYS = date.min


class Revision(NamedTuple):
    """One plan of a stage: what it was, and from when on it was known."""

    stage: Stage
    known: date


def known_since(schedule: Schedule, stage: Stage) -> date:
    """The day on which a stage was set: the latest of the rules in its basis whose date is in the data.

    A stage none of whose rules has a date there counts as known from the first calendar on.
    """
    days = [day for rule, day in schedule.rules.items() if _names(stage.basis, rule)]
    return stage.known or max(days, default=None) or beginning(schedule)


def beginning(schedule: Schedule) -> date:
    """The day on which the first calendar of the election was set; ALWAYS where the data date no rule."""
    return min(schedule.rules.values(), default=ALWAYS)


def _names(basis: str, rule: str) -> bool:
    # The search is dear, and most stages rest on another rule.
    return rule in basis and re.search(rf"(?<![\w/]){re.escape(rule)}(?!\d)", basis) is not None


def known_on(schedule: Schedule, day: date) -> Schedule:
    """The schedule as it was in force on a day; raises NotKnownYet when there was none."""
    if day < beginning(schedule):
        raise NotKnownYet(spell_date(day))
    known = {stage.id: stage for stage in schedule if known_since(schedule, stage) <= day}
    return schedule.with_stages(_as_then(stage, known) for stage in known.values())


def _as_then(stage: Stage, known: dict[str, Stage]) -> Stage:
    if stage.replaced_by is not None and stage.replaced_by not in known:
        stage = stage._replace(status="final", replaced_by=None)
    return stage if stage.parent is None or stage.parent in known else stage._replace(parent=None)


def in_force_on(schedule: Schedule, stage: Stage, day: date) -> Stage:
    """The stage as it was known on a day, or the plan that stood in its place; raises NotKnownYet."""
    then = known_on(schedule, day)
    if stage.id in then:
        return then[stage.id]
    plans = [one for one in story(schedule, stage) if one.known <= day]
    if not plans:
        raise NotKnownYet(spell_date(day), stage.id)
    newest = max(plan.known for plan in plans)
    return then[next(plan.stage.id for plan in plans if plan.known == newest)]


def story(schedule: Schedule, stage: Stage) -> list[Revision]:
    """The plans that the stage replaced and the stage itself, in the order in which they were known."""
    plans = [one for one in schedule if one.replaced_by == stage.id]
    revisions = [Revision(one, known_since(schedule, one)) for one in [*plans, stage]]
    return sorted(revisions, key=lambda revision: revision.known)
