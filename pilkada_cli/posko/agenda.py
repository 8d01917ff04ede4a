"""The agenda of a post: voter education, monitoring and meetings that are planned at a moment, and later done."""

from datetime import datetime
from typing import Literal, NamedTuple

from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.posko.log.entry import Entry, in_order
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before, milliseconds
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.operator import Operator
from pilkada_cli.posko.texts import DETAILS, TITLE

#: The states of an agenda item.
State = Literal["planned", "due", "done"]


class Plan(NamedTuple):
    """An agenda item; `at`, when it is planned, and `done`, when it was done, are moments as the log writes them.

    `done` and `done_by` are None while nobody has recorded that it is done.
    """

    id: str
    title: str
    kind: str
    at: str
    region: str
    agency: str | None
    done: str | None
    done_by: str | None
    note: str | None

    def state(self, now: datetime) -> State:
        """The state at a moment: `done`, or `due` from its planned moment on, or `planned` before that."""
        if self.done is not None:
            return "done"
        return "due" if milliseconds(self.at) <= milliseconds(now) else "planned"


def agenda(log: Log, post: str, before: Before | None = None) -> list[Plan]:
    """The agenda items of a post, sorted by when they are planned; of several entries `done`, the earliest counts.

    An item that every post gets when it is opened (`appointment`) appears once, even if two laptops have opened the
    same post, and so have both recorded it.
    """
    found: dict[str, Plan] = {}
    same: dict[str, str] = {}
    one_of: dict[str, str] = {}
    entries = in_order(log.acts("plan", "done", post=post, before=before))
    for one in entries:
        if one.kind == "plan":
            body = one.content
            usual = body.get("appointment")
            one_of[one.id] = same.setdefault(usual, one.id) if usual else one.id
            if one_of[one.id] == one.id:
                found[one.id] = Plan(
                    one.id, body["title"], body["kind"], body["at"], body.get("region", one.post), body.get("agency"),
                    None, None, body.get("note"),
                )  # fmt: skip
    for one in entries:
        if one.kind == "done" and one.subject in one_of:
            plan = found[one_of[one.subject]]
            plan = plan._replace(note=one.content.get("note", plan.note))
            found[plan.id] = plan if plan.done else plan._replace(done=one.occurred, done_by=one.writer)
    return sorted(found.values(), key=lambda plan: (plan.at, plan.id))


class Planned(NamedTuple):
    """A new agenda item as the texts of the command line's options, not yet checked."""

    title: str
    kind: str
    at: str
    agency: str | None
    region: str | None
    note: str | None


def add_plan(operator: Operator, planned: Planned) -> Entry:
    """Check a new agenda item and record it; raises BadText, BadPostMoment or UnknownRegion."""
    body = {
        "title": operator.text(planned.title, _("The title"), TITLE),
        "kind": planned.kind,
        "at": operator.stamp(planned.at),
        "agency": operator.agency(planned.agency),
        "region": operator.region_code(planned.region),
        "note": operator.optional_text(planned.note, _("The note"), DETAILS),
    }
    with operator.log.writing() as turn:
        return operator.record(turn, Act("plan", body))


def finish_plan(operator: Operator, text: str, note: str | None) -> Entry:
    """Record that an agenda item (its call sign or id) is done; raises UnknownId, or UsageError for another post's."""
    body = {"note": operator.optional_text(note, _("The note"), DETAILS)}
    with operator.log.writing() as turn:
        planned = operator.log.find(text, "plan")
        if planned.post != operator.post.code:
            sentence = _("That is on the agenda of the post {post}, which alone can say that it is done.")
            raise UsageError(sentence.format(post=planned.post))
        return operator.record(turn, Act("done", body, subject=planned.id))
