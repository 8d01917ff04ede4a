"""Rules for the words of the command post: what they name must exist, and every incident must find its end."""

from collections.abc import Iterator

from pilkada_cli.audit.rules import Breach, Data, Rule
from pilkada_cli.language import _


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


RULES: tuple[Rule, ...] = (statuses_lead_on,)
