"""Ticks: the checklist items that a post has recorded as done, with who recorded it and when."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pilkada_cli import clock
from pilkada_cli.language import _
from pilkada_cli.posko.errors import NoPost, NotTicked, UnknownItem
from pilkada_cli.posko.log.access import log_at
from pilkada_cli.posko.log.entry import Entry, in_order
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before, milliseconds
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.texts import DETAILS

if TYPE_CHECKING:
    # `pilkada checklist` reads the ticks and has no operator.
    from pilkada_cli.posko.operator import Operator

#: The kinds of entries that say whether an item is done; of two entries on one item, the later one counts.
KINDS = ("tick", "untick")


class Tick(NamedTuple):
    """A checklist item that is done: its id and stage, who ticked it, and when, in WIB as the checklist's days are."""

    item: str
    stage: str
    by: str
    moment: datetime


def ticks(log: Log, post: str, before: Before | None = None) -> dict[str, Tick]:
    """The ticks that stand at a post, by item id, from the entries that count before the limit."""
    found: dict[str, Tick] = {}
    for one in in_order(log.acts(*KINDS, post=post, before=before)):
        if one.kind == "tick":
            moment = datetime.fromisoformat(one.occurred).astimezone(clock.zone(clock.NATIONAL))
            found[one.subject] = Tick(one.subject, one.content["stage"], one.writer, moment)
        else:
            found.pop(one.subject, None)
    return found


def ticks_at(location: str, now: datetime) -> dict[str, Tick]:
    """The ticks of the post whose store is at this location, as received by `now`; none where no post was opened."""
    try:
        with log_at(location) as log:
            return ticks(log, log.post(), Before(milliseconds(now) + 1))
    except NoPost:
        return {}


def tick(operator: "Operator", stage: str, item: str, note: str | None, *, done: bool) -> Entry:
    """Record that a checklist item is done, or that it is not; raises UnknownStage, UnknownItem or NotTicked."""
    own = operator.election.stage(stage, operator.region).id
    items = [one.id for one in operator.election.checklists.search(stages=[own])]
    wanted = item.strip().casefold()
    if wanted not in items:
        raise UnknownItem(item, own, items)
    if not done and wanted not in ticks(operator.log, operator.post.code):
        raise NotTicked(wanted)
    body = {"stage": own, "note": operator.optional_text(note, _("The note"), DETAILS)}
    return operator.record_over(KINDS, Act("tick" if done else "untick", body, subject=wanted))
