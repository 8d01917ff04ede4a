"""Rules for the elections since 2015: as many regions took part in each as the KPU counts, and each once."""

import re
from collections import Counter
from collections.abc import Iterator

from pilkada_cli.audit.rules import Breach, Data, Rule
from pilkada_cli.language import _
from pilkada_cli.stages.contests import Contest, contests


def ids(data: Data) -> Iterator[Breach]:
    """An election's id is a plain word, and no year, which people type for the election of that year."""
    for name in data.elections.rounds:
        if name.isdigit() or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            problem = _("'{name}' is no id: small letters, digits and hyphens, and not digits alone").format(name=name)
            yield "elections", ("elections", name), problem


def counted(data: Data) -> Iterator[Breach]:
    """As many regions took part in each election as the KPU counts; in the one of these data, those that elect.

    Where a region's record cannot be read, it is not known how many took part in the others.
    """
    counts = Counter(one.election for one in data.elections.took_part)
    elect = sum(region.electing for region in data.registry)
    for one in data.elections.rounds.values():
        found = elect if one.here else counts[one.id]
        unknown = data.elections.unread and not one.here
        if one.regions is not None and one.regions != found and not unknown:
            problem = _("{counted} regions took part by the data, {declared} by the count")
            yield "elections", ("elections", one.id, "regions"), problem.format(counted=found, declared=one.regions)


def days(data: Data) -> Iterator[Breach]:
    """An election without a day is tentative, and no two elections have the same day."""
    owners: dict[object, str] = {}
    for one in data.elections.rounds.values():
        if one.day is None and one.status != "tentative":
            yield "elections", ("elections", one.id, "status"), _("an election without a day is tentative")
        if one.day is not None and owners.setdefault(one.day, one.id) != one.id:
            problem = _("the election '{other}' has this day as well").format(other=owners[one.day])
            yield "elections", ("elections", one.id, "day"), problem


def here(data: Data) -> Iterator[Breach]:
    """One election is marked as that of these data, and has the voting day of the schedule."""
    rounds, day = data.elections.rounds, data.schedule.voting_day
    marked = [one for one in rounds.values() if one.here]
    for one in marked[1:]:
        problem = _("these data are of one election alone, and '{other}' is marked so as well")
        yield "elections", ("elections", one.id, "here"), problem.format(other=marked[0].id)
    for one in marked:
        if one.day != day:
            problem = _("the voting day of the schedule is {day}").format(day=day)
            yield "elections", ("elections", one.id, "day"), problem
    if rounds and not marked and not data.elections.unread:
        own = [one.id for one in rounds.values() if one.day == day]
        problem = _("the voting day of the schedule is {day}: mark the election of that day with 'here: yes'")
        yield "elections", ("elections", *own[:1]), problem.format(day=day)


def regions(data: Data) -> Iterator[Breach]:
    """Who took part exists and elects, and is not named for the election of these data, in which all take part."""
    for one in data.elections.took_part:
        keys = ("regions", one.code)
        if one.code not in data.registry:
            yield "elections", keys, _("there is no region '{code}'").format(code=one.code)
        elif (exemption := data.registry[one.code].exemption) is not None and not exemption.once:
            problem = _("the region elects nobody of its own ({basis})").format(basis=exemption.basis)
            yield "elections", (*keys, "in"), problem
        if data.elections.rounds[one.election].here:
            problem = _("these data are of '{name}' ('here: yes'): all regions that elect take part, and none names it")
            yield "elections", (*keys, "in"), problem.format(name=one.election)


def once(data: Data) -> Iterator[Breach]:
    """No region took part in one election twice; a late day and a runoff lie behind the election's day."""
    counts = Counter((one.code, one.election) for one in data.elections.took_part)
    for one in data.elections.took_part:
        keys = ("regions", one.code)
        if counts[one.code, one.election] > 1:
            yield "elections", (*keys, "in"), _("it stands there twice")
        day = data.elections.rounds[one.election].day
        if day is not None and (one.day < day or (one.runoff is not None and one.runoff <= one.day)):
            yield "elections", keys, _("it lies before the day of the election")


def contest_ids(data: Data) -> Iterator[Breach]:
    """No region votes on one day in two elections, as the id of a contest is the region and the day."""
    seen: dict[str, Contest] = {}
    rounds = data.elections.rounds
    for one in contests(data.elections, data.registry, data.regional, data.schedule.voting.id):
        other = seen.setdefault(one.id, one)
        # Two elections of the same day are one breach, and not one in each region.
        if rounds[one.election].day != rounds[other.election].day:
            problem = _("it votes on {day} in '{one}' and in '{other}'")
            told = problem.format(day=one.day, one=other.election, other=one.election)
            yield "elections", ("regions", one.region.code), told


RULES: tuple[Rule, ...] = (ids, counted, days, here, regions, once, contest_ids)
