"""What is done in the room itself: opening the post, its roster, its agenda, its checklists, and nil reports."""

from datetime import datetime, timedelta
from typing import NamedTuple

from pilkada_cli.clock import parse_duration
from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.posko import room
from pilkada_cli.posko.desk import Desk, code_of, writer_of
from pilkada_cli.posko.entries import Entry, milliseconds, moment_of, write_moment
from pilkada_cli.posko.errors import NotOnDuty, NotTicked, UnknownItem
from pilkada_cli.posko.incidents import find_entry, hours_between
from pilkada_cli.posko.log import Act, Log
from pilkada_cli.posko.texts import DETAILS, TITLE, checked, optional
from pilkada_cli.session import Session


class Planned(NamedTuple):
    """Something for the agenda, as the texts of the options."""

    title: str
    kind: str
    at: str
    agency: str | None
    region: str | None
    note: str | None


def opening(session: Session, region: str, host: str | None, by: str | None) -> tuple[str, str | None]:
    """The code and the host of a post to be opened, with all else that could be refused checked as well."""
    code = code_of(session.election.registry, region)
    writer_of(by)
    write_moment(session.now())
    return code, optional(host, _("The host"), TITLE)


def open_post(desk: Desk, code: str, host: str | None) -> bool:
    """Open the post of a region, with its roster and agenda; says whether it is new."""
    registry = desk.session.election.registry
    body = {"host": host}
    with desk.store.writing() as log:
        home = desk.store.home()
        if home not in (None, code):
            there = room.describe(str(home), registry).name.spoken
            sentence = _("This store is the post of {post}; give another one its own file, in PILKADA_POSKO.")
            raise UsageError(sentence.format(post=there))
        desk.post = room.describe(code, registry, body["host"])
        if home is None:
            desk.store.settle(code)
        new = not any(desk.store.acts("open", subject=code))
        if new or body["host"]:
            desk.record(log, Act("open", body, subject=code))
        if new:
            _furnish(desk, log)
    return new


def _furnish(desk: Desk, log: Log) -> None:
    """Put the usual agencies on the roster, and on the agenda what lies ahead; all of it when the vote is over.

    A post that is opened after the vote is one for drills and replays, which set the clock.
    """
    for agency in desk.words.agencies.values():
        if not agency.practice:
            desk.record(log, Act("member", {"usual": "yes"}, subject=agency.id))
    day = desk.schedule.occurrence(desk.schedule.voting, desk.now.date()).start or desk.schedule.voting_day
    moments = {one: one.moment(day, desk.post.zone) for one in desk.words.agenda.values()}
    ahead = {one: moment for one, moment in moments.items() if moment >= desk.now}
    for one, moment in (ahead or moments).items():
        body = {"title": one.title.id, "kind": one.kind, "at": write_moment(moment), "appointment": one.id}
        desk.record(log, Act("plan", body))


def plan(desk: Desk, planned: Planned) -> Entry:
    """Put something on the agenda."""
    body = {
        "title": checked(planned.title, _("The title"), TITLE),
        "kind": planned.kind,
        "at": desk.stamp(planned.at),
        "agency": desk.agency(planned.agency),
        "region": desk.place(planned.region),
        "note": optional(planned.note, _("The note"), DETAILS),
    }
    with desk.store.writing() as log:
        return desk.record(log, Act("plan", body))


def plan_done(desk: Desk, text: str, note: str | None) -> Entry:
    """Record that something on the agenda is done."""
    body = {"note": optional(note, _("The note"), DETAILS)}
    with desk.store.writing() as log:
        planned = find_entry(desk.store, text, "plan")
        if planned.post != desk.post.code:
            sentence = _("That is on the agenda of the post {post}, which alone can say that it is done.")
            raise UsageError(sentence.format(post=planned.post))
        return desk.record(log, Act("done", body, subject=planned.id))


def enlist(desk: Desk, agency: str, role: str | None, contact: str | None, shift: str | None) -> Entry:
    """Put an agency on the roster, or say something new of it."""
    body = {
        "role": optional(role, _("The role"), TITLE),
        "contact": optional(contact, _("The contact"), TITLE),
        "shift": optional(shift, _("The shift"), TITLE),
    }
    return _settle(desk, ("member", "leave"), Act("member", body, subject=desk.agency(agency)))


def dismiss(desk: Desk, agency: str, note: str | None) -> Entry:
    """Take an agency off the roster."""
    own = str(desk.agency(agency))
    if not any(one.agency == own and one.ended is None for one in room.members(desk.store, desk.post.code)):
        raise NotOnDuty(own)
    body = {"note": optional(note, _("The note"), DETAILS)}
    return _settle(desk, ("member", "leave"), Act("leave", body, subject=own))


def tick(desk: Desk, stage: str, item: str, note: str | None, *, done: bool) -> Entry:
    """Record that a checklist item is done, or that it is not."""
    own = desk.session.election.stage(stage, desk.region).id
    items = [one.id for one in desk.session.election.checklists.search(stages=[own])]
    wanted = item.strip().casefold()
    if wanted not in items:
        raise UnknownItem(item, own, items)
    if not done and wanted not in room.ticks(desk.store, desk.post.code):
        raise NotTicked(wanted)
    body = {"stage": own, "note": optional(note, _("The note"), DETAILS)}
    return _settle(desk, ("tick", "untick"), Act("tick" if done else "untick", body, subject=wanted))


def nil(desk: Desk, region: str, note: str | None, occurred: str | None) -> Entry:
    """Record that a region's post has reported, and has nothing to report."""
    moment = None if occurred is None else desk.stamp(occurred)
    act = Act("nil", {"note": optional(note, _("The note"), DETAILS)}, desk.place(region), moment)
    with desk.store.writing() as log:
        return desk.record(log, act)


class Silent(NamedTuple):
    """A post that is expected to report: when it was last heard of, and how many hours before the deadline."""

    region: str
    at: datetime | None
    hours: float | None


def overdue(desk: Desk, until: str | None, within: str | None) -> list[Silent]:
    """The expected posts that were silent for so long up to a moment, which by default is now."""
    deadline = desk.now if until is None else desk.moment(until)
    allowed = timedelta(hours=desk.words.silence) if within is None else timedelta(seconds=parse_duration(within))
    end = milliseconds(deadline)
    start = end - allowed // timedelta(milliseconds=1)
    # Who reports at the very moment of the deadline is in time.
    return [
        Silent(one.region, desk.local(moment_of(one.last)), hours_between(one.last, end)) if one.last is not None
        else Silent(one.region, None, None)
        for one in room.heard(desk.store, desk.post, end + 1)
        if one.last is None or one.last < start
    ]  # fmt: skip


def _settle(desk: Desk, kinds: tuple[str, ...], act: Act) -> Entry:
    """Record an act that overrides the one before it on the same subject."""
    with desk.store.writing() as log:
        moment = room.moment_for(desk.store, desk.post.code, kinds, str(act.subject), desk.now)
        return desk.record(log, act._replace(occurred=write_moment(moment)))
