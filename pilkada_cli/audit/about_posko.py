"""Rules for data/posko.yaml: the statuses and agencies that it names exist, and every incident can be closed."""

from collections.abc import Iterator

from pilkada_cli.audit.rules import Breach, Data, Rule
from pilkada_cli.language import _
from pilkada_cli.posko.words import AgencyNames


def statuses_lead_on(data: Data) -> Iterator[Breach]:
    """The statuses that may follow a status exist; each can be reached, and leads to one that nothing follows."""
    statuses = data.words.statuses
    for one in statuses.values():
        for name in one.next:
            if name not in statuses:
                problem = _("there is no status '{name}'").format(name=name)
                yield "posko", ("statuses", one.id, "next"), problem
    began = {data.words.first, *(one.id for one in statuses.values() if one.referral)} if statuses else set()
    reached = _reached(began, {one.id: one.next for one in statuses.values()})
    ends = {one.id for one in statuses.values() if not one.next}
    for one in statuses.values():
        if one.id not in reached:
            yield "posko", ("statuses", one.id), _("no incident can come to this status")
        if not _reached({one.id}, {own.id: own.next for own in statuses.values()}) & ends:
            yield "posko", ("statuses", one.id, "next"), _("no way leads from here to an end")


def leads_exist(data: Data) -> Iterator[Breach]:
    """Who leads or supports in a category is an agency of the post or listed under `outside`.

    Whoever is listed under `outside` leads or supports in some category.
    """
    agencies = AgencyNames(data.words)
    for one in data.words.categories.values():
        for place, names in (("lead", (one.lead,)), ("support", one.support)):
            for name in names:
                if agencies.resolve(name) not in data.words.agencies and name not in data.words.outside:
                    problem = _("there is no agency '{name}', in 'agencies' or 'outside'").format(name=name)
                    yield "posko", ("categories", one.id, place), problem
    named = {name for one in data.words.categories.values() for name in (one.lead, *one.support)}
    for name in data.words.outside:
        if name not in named:
            yield "posko", ("outside",), _("'{name}' leads or supports in no category").format(name=name)


def _reached(start: set[str], steps: dict[str, tuple[str, ...]]) -> set[str]:
    seen, waiting = set(start), list(start)
    while waiting:
        new = set(steps.get(waiting.pop(), ())) - seen
        seen |= new
        waiting += new
    return seen


RULES: tuple[Rule, ...] = (statuses_lead_on, leads_exist)
