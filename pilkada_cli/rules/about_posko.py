"""Rules for the words of the command post: what they name must exist, and every incident must find its end."""

from collections.abc import Iterator

from pilkada_cli.language import _
from pilkada_cli.rules import Breach, Data, Rule


def severities_known(data: Data) -> Iterator[Breach]:
    """A category's usual severity is one of the severities."""
    for one in data.words.categories.values():
        if one.severity not in data.words.severities:
            problem = _("there is no severity '{name}'").format(name=one.severity)
            yield "posko", ("categories", one.id, "severity"), problem


def statuses_lead_on(data: Data) -> Iterator[Breach]:
    """Each status leads to statuses that exist, can be reached, and finds an end that nothing follows."""
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


def _reached(start: set[str], steps: dict[str, tuple[str, ...]]) -> set[str]:
    seen, waiting = set(start), list(start)
    while waiting:
        new = set(steps.get(waiting.pop(), ())) - seen
        seen |= new
        waiting += new
    return seen


def violations_referred(data: Data) -> Iterator[Breach]:
    """Violations go to an agency of the post, under one status that says so."""
    words = data.words
    if words.referral.agency not in words.agencies:
        problem = _("there is no agency '{name}'").format(name=words.referral.agency)
        yield "posko", ("referral", "agency"), problem
    if sum(one.referral for one in words.statuses.values()) != 1:
        yield "posko", ("statuses",), _("exactly one status must be marked as referral")


RULES: tuple[Rule, ...] = (severities_known, statuses_lead_on, violations_referred)
