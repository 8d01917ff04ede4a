"""The roster of a post: which agencies are on duty, in which role and shift, and how to reach them."""

from typing import NamedTuple

from pilkada_cli.language import _
from pilkada_cli.posko.errors import NotOnDuty
from pilkada_cli.posko.log.entry import Entry, in_order
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.operator import Operator
from pilkada_cli.posko.texts import DETAILS, TITLE, optional

#: The kinds of entries that say who is on duty; of two entries on one agency, the later one counts.
KINDS = ("member", "leave")


class Member(NamedTuple):
    """An agency that is or was on duty; `since` and `ended` are moments as the log writes them.

    `ended` is None for an agency that is still on duty.
    """

    agency: str
    role: str | None
    contact: str | None
    shift: str | None
    since: str
    ended: str | None


def members(log: Log, post: str, before: Before | None = None) -> list[Member]:
    """All agencies that are or were on duty at a post, in the order in which they joined.

    An entry on an agency that is on duty changes only the fields that it has. The entries of the usual agencies, with
    which a post is opened, are applied first, so that a second laptop that opens the post later brings back nobody who
    has left.
    """
    entries = in_order(log.acts(*KINDS, post=post, before=before))
    found: dict[str, Member] = {}
    for one in sorted(entries, key=lambda one: "usual" not in one.content):
        old, body = found.get(one.subject), one.content
        if one.kind == "leave":
            if old is not None:
                found[one.subject] = old._replace(ended=one.occurred)
        elif old is None or old.ended is not None:
            found[one.subject] = Member(
                one.subject, body.get("role"), body.get("contact"), body.get("shift"), one.occurred, None
            )
        else:
            found[one.subject] = old._replace(**{key: value for key, value in body.items() if key in Member._fields})
    return list(found.values())


def enlist(operator: Operator, agency: str, role: str | None, contact: str | None, shift: str | None) -> Entry:
    """Record that an agency is on duty, or its new role, contact or shift; raises BadText."""
    body = {
        "role": optional(role, _("The role"), TITLE),
        "contact": optional(contact, _("The contact"), TITLE),
        "shift": optional(shift, _("The shift"), TITLE),
    }
    return operator.record_over(KINDS, Act("member", body, subject=operator.agency(agency)))


def dismiss(operator: Operator, agency: str, note: str | None) -> Entry:
    """Record that an agency has left the roster; raises NotOnDuty for one that is not on it."""
    own = str(operator.agency(agency))
    if not any(one.agency == own and one.ended is None for one in members(operator.log, operator.post.code)):
        raise NotOnDuty(own)
    body = {"note": optional(note, _("The note"), DETAILS)}
    return operator.record_over(KINDS, Act("leave", body, subject=own))
