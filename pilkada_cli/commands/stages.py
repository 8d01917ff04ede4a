"""`pilkada stages`: lists, shows and draws the stages of the election."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import typer

from pilkada_cli.clock import NATIONAL, ZoneName, midnight
from pilkada_cli.commands.drawing import ForceOption, OutputOption, answer
from pilkada_cli.commands.shared import ElectionOption, KnownOption, RegionOption, StageArgument, session_of
from pilkada_cli.errors import UsageError
from pilkada_cli.language import N_, _
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.stages.revisions import ALWAYS, Revision, in_force_on, known_on, known_since, story
from pilkada_cli.stages.schedule import Depth
from pilkada_cli.stages.stage import Stage, State, in_force

COLUMNS = (
    "id", "alias", "name", "phase", "parent", "start", "end", "relative", "state", "status", "replaced_by",
    "actors", "basis", "name_en", "area",
)  # fmt: skip
BRIEF = ("id", "name", "start", "end", "state")

Main = Annotated[bool, typer.Option("--main", help=N_("Only the main rows of the KPU's calendar."))]
All = Annotated[bool, typer.Option("--all", help=N_("Every finer step as well, and the plans that were replaced."))]


def list_stages(
    context: typer.Context,
    main: Main = False,
    everything: All = False,
    state: Annotated[State | None, typer.Option(help=N_("Only what is so at the moment."))] = None,
    region: RegionOption = None,
    known_day: KnownOption = None,
    election: ElectionOption = None,
) -> None:
    """List stages."""
    session = session_of(context)
    session.refuse_other_election(election)
    where = session.region(region)
    today = session.now(where).date()
    depth = depth_of(main=main, everything=everything)
    calendar, day = session.election.calendar(where), session.known_day(known_day, where)
    stages = (calendar if day is None else known_on(calendar, day)).search(depth=depth, state=state, today=today)
    brief = BRIEF if depth != "all" else (*BRIEF, "status")
    by_id, now = {stage.id: stage for stage in stages}, session.now(where)
    zone = where.zone if where else NATIONAL

    def view(rows: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.stages import stage_list

        return stage_list([by_id[one["id"]] for one in rows], calendar, now, zone, screen.columns)

    def page(rows: Sequence[Row]) -> str:
        from pilkada_cli.output.paper import print_sheet
        from pilkada_cli.pages.sheets.stages import stages_sheet

        place = where.label if where else None
        return print_sheet(stages_sheet([by_id[one["id"]] for one in rows], calendar, now, zone, place))

    session.show(Table(COLUMNS, [row(stage, today) for stage in stages], brief=brief, view=view, page=page))


def show_stage(
    context: typer.Context,
    stage: StageArgument,
    region: RegionOption = None,
    known_day: KnownOption = None,
    election: ElectionOption = None,
) -> None:
    """Show one stage."""
    session = session_of(context)
    session.refuse_other_election(election)
    where = session.region(region)
    found, calendar = session.election.stage(stage, where), session.election.calendar(where)
    revisions = story(calendar, found)
    if (day := session.known_day(known_day, where)) is not None:
        found, revisions = in_force_on(calendar, found, day), [one for one in revisions if one.known <= day]
    zone = where.zone if where else NATIONAL
    fields: Row = {
        **row(found, session.now(where).date()),
        "opens": _clock(found, found.start, "opens", zone),
        "closes": _clock(found, found.last, "closes", zone),
        "steps": tuple(one.id for one in calendar if one.parent == found.id),
        "known": None if (known := known_since(calendar, calendar[found.id])) == ALWAYS else known,
        "story": tuple(_told(one) for one in revisions),
        "replaces": tuple(one.id for one in calendar if one.replaced_by == found.id),
    }
    now = session.now(where)

    def view(_rows: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.stages import one_stage

        return one_stage(found, calendar, revisions, now, fields, screen.columns)

    session.show(Table(tuple(fields), [fields], single=True, view=view))


def _told(revision: Revision) -> str:
    """A revision in one line: from when on it was known, the day that it set, the stage's id and its legal basis."""
    stage = revision.stage
    known = "" if revision.known == ALWAYS else f"{revision.known.isoformat()}: "
    day = f"{stage.anchor.isoformat()} " if stage.anchor else ""
    return f"{known}{day}{stage.id} ({stage.basis})"


def draw_timeline(
    context: typer.Context,
    main: Main = False,
    everything: All = False,
    election: ElectionOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Draw the stages that have a date, one row each, one column a month."""
    session = session_of(context)
    session.refuse_other_election(election)
    now, schedule = session.now(), session.election.schedule
    depth = depth_of(main=main, everything=everything)
    stages = {stage.id: stage for stage in schedule.search(depth=depth) if stage.last and in_force(stage)}
    rows = [row(stage, now.date()) for stage in stages.values()]

    def view(rows: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.timeline import timeline

        return timeline([stages[one["id"]] for one in rows], schedule, now, NATIONAL, screen.columns)

    def picture(rows: Sequence[Row]) -> str:
        from pilkada_cli.commands.timeline_file import draw

        return draw(session, [stages[one["id"]] for one in rows])

    answer(session, Table(COLUMNS, rows, brief=BRIEF, view=view, picture=picture), output, force=force)


def depth_of(*, main: bool, everything: bool) -> Depth:
    """The depth of a list of stages from --main and --all: main, top or all; raises UsageError for both."""
    if main and everything:
        raise UsageError(_("--main and --all exclude each other; give one of them."))
    return "main" if main else "all" if everything else "top"


def row(stage: Stage, today: date) -> Row:
    """A stage as a row of COLUMNS, with its state on the day `today`."""
    return {
        "id": stage.id,
        "alias": stage.alias,
        "name": stage.name,
        "phase": stage.phase,
        "parent": stage.parent,
        "start": stage.start,
        "end": stage.end,
        "relative": stage.relative,
        "state": stage.state(today),
        "status": stage.status,
        "replaced_by": stage.replaced_by,
        "actors": stage.actors,
        "basis": stage.basis,
        "name_en": stage.name.en,
        "area": stage.area,
    }


def _clock(stage: Stage, day: date | None, end: str, zone: ZoneName) -> str | None:
    hour = stage.opens if end == "opens" else stage.closes
    if hour is None or day is None:
        return None
    moment = midnight(day, zone) + timedelta(hours=hour.hour, minutes=hour.minute)
    return moment.isoformat()
