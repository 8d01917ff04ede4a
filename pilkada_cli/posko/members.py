"""The roster of a post: which agencies are on duty, in which role and shift, and how to reach them."""

from typing import NamedTuple

from pilkada_cli.language import _
from pilkada_cli.posko.errors import NotOnDuty
from pilkada_cli.posko.log.entry import Entry, in_order
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before
from pilkada_cli.posko.log.signs import call_sign, read_sign
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.operator import Operator
from pilkada_cli.posko.texts import DETAILS, TITLE, optional

#: The kinds of entries that say who is on duty; of two entries on one agency, the later one counts.
KINDS = ("member", "leave")


class Member(NamedTuple):
    """An agency that is or was on duty; `since` and `ended` are moments as the log writes them.

    `ended` is None for an agency that is still on duty; `id` is that of the entry by which it joined.
    """

    agency: str
    role: str | None
    contact: str | None
    shift: str | None
    since: str
    ended: str | None
    id: str


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
                one.subject, body.get("role"), body.get("contact"), body.get("shift"), one.occurred, None, one.id
            )
        else:
            found[one.subject] = old._replace(**{key: value for key, value in body.items() if key in Member._fields})
    return list(found.values())


def enlist(operator: Operator, agency: str, role: str | None, contact: str | None, shift: str | None) -> Entry:
    """Record that an agency is on duty, or its new role, contact or shift; raises BadText."""
    body = {
        "role": operator.optional_text(role, _("The role"), TITLE),
        "contact": optional(contact, _("The contact"), TITLE),
        "shift": operator.optional_text(shift, _("The shift"), TITLE),
    }
    return operator.record_over(KINDS, Act("member", body, subject=_agency(operator, agency)))


def _agency(operator: Operator, text: str) -> str:
    """The id of an agency by its name, or by the call sign of one that is on duty; raises BadText."""
    sign = read_sign(text)
    signed = [one.agency for one in members(operator.log, operator.post.code)
              if sign and one.ended is None and call_sign(one.id, len(sign)) == sign]  # fmt: skip
    known = operator.agencies.resolve(text)
    return signed[0] if len(signed) == 1 and known not in operator.words.agencies else str(operator.agency(text))


def dismiss(operator: Operator, agency: str, note: str | None) -> Entry:
    """Record that an agency has left the roster; raises NotOnDuty for one that is not on it."""
    own = _agency(operator, agency)
    if not any(one.agency == own and one.ended is None for one in members(operator.log, operator.post.code)):
        raise NotOnDuty(own)
    body = {"note": operator.optional_text(note, _("The note"), DETAILS)}
    return operator.record_over(KINDS, Act("leave", body, subject=own))
