"""`pilkada checklist`: what must be done, by whom, and by when."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli import clock
from pilkada_cli.clock import NATIONAL
from pilkada_cli.commands.shared import OwnElectionOption, StageChoice, session_of
from pilkada_cli.errors import PilkadaError, UnknownActor, UsageError
from pilkada_cli.language import N_, _
from pilkada_cli.output import terminal
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.session import Session
from pilkada_cli.stages.checklists import Checklists, Item
from pilkada_cli.stages.situation import checklist_stages

if TYPE_CHECKING:
    from pilkada_cli.posko.ticks import Tick

COLUMNS = (
    "id",
    "stage",
    "text",
    "actor",
    "due",
    "due_label",
    "overdue",
    "basis",
    "text_en",
    "start",
    "when",
    "practice",
    "done",
    "done_by",
)
BRIEF = ("id", "due_label", "due", "when", "text", "actor")


def show_checklist(
    context: typer.Context,
    stage: StageChoice = None,
    actor: Annotated[
        str | None,
        typer.Option(metavar="ACTOR", help=N_("Whose: kpu, bawaslu, polri, pps, posko and so on.")),
    ] = None,
    due_by: Annotated[
        str | None, typer.Option("--due-by", metavar="WHEN", help=N_("What is due on that day or before it."))
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help=N_("The items of all stages."))] = False,
    basis: Annotated[bool, typer.Option("--basis", help=N_("On a screen, with the legal basis of each."))] = False,
    election: OwnElectionOption = None,
) -> None:
    """Print checklist items."""
    if everything and stage is not None:
        raise UsageError(_("--all and a STAGE exclude each other; give one of them."))
    session = session_of(context)
    session.refuse_other_election(election)
    today = session.now().date()
    items = _items(session, stage, actor, due_by, everything=everything)
    voting_day, ticks = session.election.schedule.voting_day, _ticks(session)
    by_id = {item.id: item for item in items}
    found = None if stage is None else session.election.schedule.find(stage)

    def view(rows: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.checklist import Shown, checklist

        shown, now = [by_id[one["id"]] for one in rows], session.now()
        return checklist(Shown(shown, session.election.schedule, now, ticks, stage=found, basis=basis), screen.columns)

    def paper(rows: Sequence[Row]) -> str:
        from pilkada_cli.screens.checklist import paper

        return paper([by_id[one["id"]] for one in rows], session.election.schedule, today, ticks)

    def page(rows: Sequence[Row]) -> str:
        from pilkada_cli.output.paper import print_sheet
        from pilkada_cli.pages.sheets.checklist import Printed, checklist_sheet

        shown, now = [by_id[one["id"]] for one in rows], session.now()
        schedule = session.election.schedule
        return print_sheet(checklist_sheet(Printed(shown, schedule, now, NATIONAL, ticks, _place(session), found)))

    table = Table(
        COLUMNS,
        [row(item, today, voting_day, ticks.get(item.id)) for item in items],
        brief=(*BRIEF, "done_by") if ticks else BRIEF,
        view=view,
        paper=paper,
        page=page,
    )
    session.show(table)


def _ticks(session: Session) -> "dict[str, Tick]":
    """The checklist items that the post has ticked by now, by item id; none where no post answers."""
    if not session.has_post:
        return {}
    from pilkada_cli.posko.ticks import ticks_at

    try:
        return ticks_at(session.posko, session.now())
    except PilkadaError as error:
        terminal.say(_("pilkada: what the post has ticked is not shown: {error}").format(error=error))
        return {}


def _place(session: Session) -> str | None:
    """The region of the post whose ticks are shown; None where no post answers."""
    if not session.has_post:
        return None
    from pilkada_cli.posko.log.access import log_at
    from pilkada_cli.posko.post import describe

    try:
        with log_at(session.posko) as log:
            return describe(log.post(), session.election.registry).name.spoken
    except PilkadaError:
        return None  # What is wrong was said when the ticks were read.


def _items(
    session: Session, stage: str | None, actor: str | None, due_by: str | None, *, everything: bool
) -> list[Item]:
    schedule = session.election.schedule
    until = None if due_by is None else clock.parse_when(due_by, schedule.voting_day, clock.NATIONAL).date()
    if stage is not None:
        stages: set[str] | None = {schedule.find(stage).id}
    else:
        stages = None if everything or until else checklist_stages(schedule, session.now())
    wanted = None if actor is None else _actor(session.election.checklists, actor)
    return session.election.checklists.search(stages=stages, actor=wanted, due_by=until)


def _actor(checklists: Checklists, text: str) -> str:
    wanted = "-".join(text.casefold().replace("/", "").split())
    actors = sorted({actor for item in checklists for actor in item.actors})
    if not any(own == wanted or own.startswith(f"{wanted}-") for own in actors):
        raise UnknownActor(text, actors)
    return wanted


def row(item: Item, today: date, voting_day: date, tick: "Tick | None" = None) -> Row:
    """A checklist item as a row of COLUMNS, with who has ticked it at the command post and when."""
    return {
        "id": item.id,
        "stage": item.stage,
        "text": item.text,
        "actor": item.actors,
        "due": item.due,
        "due_label": item.due_label(voting_day),
        "overdue": item.overdue(today) and tick is None,
        "basis": item.basis,
        "text_en": item.text.en,
        "start": item.start,
        "when": item.when,
        "practice": item.practice,
        "done": tick and tick.moment,
        "done_by": tick and tick.by,
    }
