"""`pilkada posko open | members | plan | tick | untick | nil | overdue`: the room, and who is heard of."""

from typing import Annotated, Literal

import typer

from pilkada_cli.commands.posko.shared import (
    AgencyOption,
    ByOption,
    IdArgument,
    NoteOption,
    OccurredOption,
    PlaceOption,
    acknowledge,
    argument,
    desk_of,
    option,
)
from pilkada_cli.commands.shared import session_of
from pilkada_cli.language import N_, _
from pilkada_cli.output.table import Row, Table
from pilkada_cli.printable import visible

MEMBERS = ("agency", "name", "role", "contact", "shift", "since", "ended")
PLANS = ("id", "at", "kind", "title", "region", "agency", "state", "done", "done_by", "note")
#: What the commands that write answer.
OPENED = ("id", "name", "zone", "host", "new")
MEMBER = ("id", "agency", "role", "contact", "shift")
LEFT = ("id", "agency")
PLAN = ("id", "title", "kind", "at")
DONE = ("id",)
TICK = ("id", "stage", "item", "done")
NIL = ("id", "region")
OVERDUE = ("region", "last_report", "hours", "name")

AgencyArgument = Annotated[str, argument("AGENCY", N_("The agency: its id or its name."))]
StageName = Annotated[str, argument("STAGE", N_("A stage id or its English alias."))]
ItemArgument = Annotated[str, argument("ITEM", N_("The id of the checklist's item."))]
Place = Annotated[str, argument("REGION", N_("A code or a name."))]


def open_post(
    context: typer.Context,
    region: Place,
    host: Annotated[str | None, option("--host", "TEXT", N_("Who hosts the post, and where."))] = None,
    by: ByOption = None,
) -> None:
    """Open a post."""
    from pilkada_cli.posko.duty import open_post as begin
    from pilkada_cli.posko.duty import opening

    # First of all, so that what is refused leaves no empty store behind.
    code, hosted = opening(session_of(context), region, host, by)
    with desk_of(context, by, answer=OPENED, write=True, create=True) as desk:
        new = begin(desk, code, hosted)
        post = desk.post
    row: Row = {"id": post.code, "name": post.name, "zone": post.zone, "host": post.host, "new": new}
    opened = _("The post of {post} is open; its log is at {place}.")
    known = _("The post of {post} was open already; its log is at {place}.")
    place = visible(desk.store.name)
    acknowledge(session_of(context), row, lambda: (opened if new else known).format(post=post.name.spoken, place=place))


def list_members(
    context: typer.Context,
    everyone: Annotated[bool, typer.Option("--all", help=N_("Also those who have left."))] = False,
) -> None:
    """List the roster."""
    from pilkada_cli.posko.room import members

    with desk_of(context) as desk:
        known = desk.words.agencies
        rows: list[Row] = [
            {
                "agency": one.agency,
                "name": known[one.agency].name if one.agency in known else one.agency,
                "role": one.role or (known[one.agency].role if one.agency in known else None),
                "contact": one.contact,
                "shift": one.shift,
                "since": desk.local(one.since),
                "ended": desk.local(one.ended) if one.ended else None,
            }
            for one in members(desk.store, desk.post.code)
            if everyone or one.ended is None
        ]
    desk.session.show(Table(MEMBERS, rows, brief=("agency", "name", "role", "contact", "shift")))


def add_member(
    context: typer.Context,
    agency: AgencyArgument,
    role: Annotated[str | None, option("--role", "TEXT", N_("What it does in the post."))] = None,
    contact: Annotated[str | None, option("--contact", "TEXT", N_("How to reach it; never made public."))] = None,
    shift: Annotated[str | None, option("--shift", "TEXT", N_("When it is on duty, such as 06:00-14:00."))] = None,
    by: ByOption = None,
) -> None:
    """Put an agency on the roster."""
    from pilkada_cli.posko.duty import enlist

    with desk_of(context, by, answer=MEMBER, write=True) as desk:
        entry = enlist(desk, agency, role, contact, shift)
    said = {name: entry.content.get(name) for name in ("role", "contact", "shift")}
    row: Row = {"id": entry.id, "agency": entry.subject, **said}
    sentence = _("{agency} is on the roster.")
    acknowledge(desk.session, row, lambda: sentence.format(agency=visible(entry.subject)))


def end_member(context: typer.Context, agency: AgencyArgument, note: NoteOption = None, by: ByOption = None) -> None:
    """Take an agency off the roster."""
    from pilkada_cli.posko.duty import dismiss

    with desk_of(context, by, answer=LEFT, write=True) as desk:
        entry = dismiss(desk, agency, note)
    row: Row = {"id": entry.id, "agency": entry.subject}
    sentence = _("{agency} has left the roster.")
    acknowledge(desk.session, row, lambda: sentence.format(agency=visible(entry.subject)))


def list_plans(
    context: typer.Context,
    state: Annotated[
        Literal["planned", "due", "done"] | None, typer.Option("--state", help=N_("Only what is in this state."))
    ] = None,
) -> None:
    """List the agenda."""
    from pilkada_cli.posko.room import agenda

    with desk_of(context) as desk:
        rows: list[Row] = [
            {
                **one._asdict(),
                "at": desk.local(one.at),
                "state": one.state(desk.now),
                "done": desk.local(one.done) if one.done else None,
            }
            for one in agenda(desk.store, desk.post.code)
            if state is None or one.state(desk.now) == state
        ]
    desk.session.show(Table(PLANS, rows, brief=("id", "at", "kind", "title", "agency", "state")))


def add_plan(
    context: typer.Context,
    title: Annotated[str, argument("TITLE", N_("What is planned, in one line."))],
    at: Annotated[str, option("--at", "WHEN", N_("When: a date, a date and time, or H-7."))],
    kind: Annotated[
        Literal["sosialisasi", "pemantauan", "rapat"],
        typer.Option("--kind", help=N_("Voter education, monitoring, or a meeting.")),
    ] = "pemantauan",
    agency: AgencyOption = None,
    region: PlaceOption = None,
    note: NoteOption = None,
    by: ByOption = None,
) -> None:
    """Put something on the agenda."""
    from pilkada_cli.posko.duty import Planned, plan

    with desk_of(context, by, answer=PLAN, write=True) as desk:
        entry = plan(desk, Planned(title, kind, at, agency, region, note))
    planned = entry.content
    row: Row = {"id": entry.id, "title": planned["title"], "kind": kind, "at": desk.local(planned["at"])}
    acknowledge(desk.session, row, lambda: _("On the agenda: {id}").format(id=entry.id))


def finish_plan(context: typer.Context, plan: IdArgument, note: NoteOption = None, by: ByOption = None) -> None:
    """Record that something on the agenda is done."""
    from pilkada_cli.posko.duty import plan_done

    with desk_of(context, by, answer=DONE, write=True) as desk:
        entry = plan_done(desk, plan, note)
    acknowledge(desk.session, {"id": entry.subject}, lambda: _("Done: {id}").format(id=entry.subject))


def _tick(context: typer.Context, stage: str, item: str, note: str | None, by: str | None, *, done: bool) -> None:
    from pilkada_cli.posko.duty import tick

    with desk_of(context, by, answer=TICK, write=True) as desk:
        entry = tick(desk, stage, item, note, done=done)
    row: Row = {"id": entry.id, "stage": entry.content["stage"], "item": entry.subject, "done": done}
    sentence = _("{item} is ticked.") if done else _("{item} is no longer ticked.")
    acknowledge(desk.session, row, lambda: sentence.format(item=entry.subject))


def tick_item(
    context: typer.Context, stage: StageName, item: ItemArgument, note: NoteOption = None, by: ByOption = None
) -> None:
    """Tick a checklist's item."""
    _tick(context, stage, item, note, by, done=True)


def untick_item(
    context: typer.Context, stage: StageName, item: ItemArgument, note: NoteOption = None, by: ByOption = None
) -> None:
    """Take a tick back."""
    _tick(context, stage, item, note, by, done=False)


def report_nil(
    context: typer.Context,
    region: Place,
    note: NoteOption = None,
    occurred: OccurredOption = None,
    by: ByOption = None,
) -> None:
    """Record that a region has nothing to report."""
    from pilkada_cli.posko.duty import nil

    with desk_of(context, by, answer=NIL, write=True) as desk:
        entry = nil(desk, region, note, occurred)
        name = desk.session.election.registry.find(entry.subject).name if entry.subject[:1].isdigit() else entry.subject
    sentence = _("Recorded: {region} has nothing to report.")
    acknowledge(desk.session, {"id": entry.id, "region": entry.subject}, lambda: sentence.format(region=name))


def list_overdue(
    context: typer.Context,
    until: Annotated[str | None, option("--by", "WHEN", N_("Who had not reported by then; else by now."))] = None,
    within: Annotated[
        str | None,
        option("--within", "DURATION", N_("How long a post may be silent, such as 6h; else a day.")),
    ] = None,
) -> None:
    """List the posts that have not reported."""
    from pilkada_cli.posko.duty import overdue

    with desk_of(context) as desk:
        silent = overdue(desk, until, within)
        rows: list[Row] = [
            {
                "region": one.region,
                "last_report": desk.local(one.at) if one.at else None,
                "hours": one.hours,
                "name": desk.session.election.registry.find(one.region).name,
            }
            for one in silent
        ]
        expected = len(desk.post.expects)
    good = (
        _("All {count} posts have reported.").format(count=expected) if expected else _("No post reports to this one.")
    )
    desk.session.show(Table(OVERDUE, rows, prose=None if rows else lambda: good + "\n"))
    if rows:
        raise typer.Exit(1)
