"""Rules for the elections since 2015: as many regions took part in each as the KPU counts, and each once."""

from collections import Counter
from collections.abc import Iterator

from pilkada_cli.audit.rules import Breach, Data, Rule
from pilkada_cli.language import _


def counted(data: Data) -> Iterator[Breach]:
    """As many regions took part in each election as the KPU counts; those of the own one the totals count."""
    counts = Counter(one.election for one in data.elections.took_part)
    for one in data.elections.rounds.values():
        found = counts[one.id]
        if not one.here and one.regions is not None and one.regions != found:
            problem = _("{counted} regions took part by the data, {declared} by the count")
            yield "elections", ("elections", one.id, "regions"), problem.format(counted=found, declared=one.regions)


def days(data: Data) -> Iterator[Breach]:
    """An election without a day is tentative, and the one of these data has the voting day of the schedule."""
    for one in data.elections.rounds.values():
        if one.day is None and one.status != "tentative":
            yield "elections", ("elections", one.id, "status"), _("an election without a day is tentative")
        if one.here and one.day != data.schedule.voting_day:
            problem = _("the voting day of the schedule is {day}").format(day=data.schedule.voting_day)
            yield "elections", ("elections", one.id, "day"), problem


def once(data: Data) -> Iterator[Breach]:
    """No region took part in one election twice; a late day and a runoff lie behind the election's day.

    The file may have codes of regions that the other data do not have.
    """
    counts = Counter((one.code, one.election) for one in data.elections.took_part)
    for one in data.elections.took_part:
        keys = ("regions", one.code)
        if counts[one.code, one.election] > 1:
            yield "elections", (*keys, "in"), _("it stands there twice")
        day = data.elections.rounds[one.election].day
        if day is not None and (one.day < day or (one.runoff is not None and one.runoff <= one.day)):
            yield "elections", keys, _("it lies before the day of the election")


RULES: tuple[Rule, ...] = (counted, days, once)
