"""`pilkada posko plan list | add | done`: the agenda."""

from collections.abc import Sequence
from typing import Annotated

import typer

from pilkada_cli.commands.posko.shared import (
    AgencyOption,
    ByOption,
    MaskOption,
    NoteOption,
    PlanArgument,
    RegionOption,
    acknowledge,
    argument,
    operator_of,
    option,
    sign_of,
)
from pilkada_cli.commands.shared import session_of
from pilkada_cli.language import N_, _
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.posko.agenda import State
from pilkada_cli.posko.words import AgendaKind

COLUMNS = ("id", "at", "kind", "title", "region", "agency", "state", "done", "done_by", "note", "call_sign")
#: The columns with which `add` and `done` answer.
ADDED = ("id", "title", "kind", "at")
DONE = ("id",)


def list_plans(
    context: typer.Context,
    state: Annotated[State | None, typer.Option("--state", help=N_("Only what is in this state."))] = None,
) -> None:
    """List the agenda."""
    from pilkada_cli.posko.agenda import agenda
    from pilkada_cli.posko.log.signs import call_signs

    with operator_of(context) as operator:
        found = agenda(operator.log, operator.post.code)
        signs = call_signs(one.id for one in found)
        rows: list[Row] = [
            {
                **one._asdict(),
                "call_sign": signs[one.id],
                "at": operator.local(one.at),
                "state": one.state(operator.now),
                "done": operator.local(one.done) if one.done else None,
            }
            for one in found
            if state is None or one.state(operator.now) == state
        ]
        words, now, zone = operator.words, operator.now, operator.post.zone

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.post import agenda_list

        return agenda_list(shown, words, now, zone, screen.columns)

    brief = ("id", "at", "kind", "title", "agency", "state")
    session_of(context).show(Table(COLUMNS, rows, brief=brief, view=view))


def add_plan(
    context: typer.Context,
    title: Annotated[str, argument("TITLE", N_("What is planned, in one line."))],
    at: Annotated[str, option("--at", "WHEN", N_("When: a date, a date and time, or H-7."))],
    kind: Annotated[
        AgendaKind,
        typer.Option("--kind", help=N_("Voter education, monitoring, or a meeting.")),
    ] = "pemantauan",
    agency: AgencyOption = None,
    region: RegionOption = None,
    note: NoteOption = None,
    mask: MaskOption = False,
    by: ByOption = None,
) -> None:
    """Put something on the agenda."""
    from pilkada_cli.posko.agenda import Planned
    from pilkada_cli.posko.agenda import add_plan as add

    with operator_of(context, by, answer=ADDED, write=True, mask=mask) as operator:
        entry = add(operator, Planned(title, kind, at, agency, region, note))
        sign = sign_of(session_of(context), operator, entry.id, "plan")
    planned = entry.content
    row: Row = {"id": entry.id, "title": planned["title"], "kind": kind, "at": operator.local(planned["at"])}
    acknowledge(session_of(context), row, lambda: _("On the agenda: {id}").format(id=sign))


def finish_plan(
    context: typer.Context, plan: PlanArgument, note: NoteOption = None, mask: MaskOption = False, by: ByOption = None
) -> None:
    """Record that something on the agenda is done."""
    from pilkada_cli.posko.agenda import finish_plan as finish

    with operator_of(context, by, answer=DONE, write=True, mask=mask) as operator:
        entry = finish(operator, plan, note)
        sign = sign_of(session_of(context), operator, entry.subject, "plan")
    acknowledge(session_of(context), {"id": entry.subject}, lambda: _("Done: {id}").format(id=sign))
