"""`pilkada posko nil | overdue`: records that a region has nothing to report, and lists who has not reported."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.posko.shared import (
    ByOption,
    MaskOption,
    NoteOption,
    OccurredOption,
    RegionArgument,
    acknowledge,
    operator_of,
    option,
)
from pilkada_cli.commands.shared import session_of
from pilkada_cli.language import N_, _
from pilkada_cli.output import terminal
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from pilkada_cli.posko.operator import Operator

NIL = ("id", "region")
#: How many open incidents are named before a nil report is recorded.
SHOWN = 3
OVERDUE = ("region", "last_report", "hours", "name")


def report_nil(
    context: typer.Context,
    region: RegionArgument,
    note: NoteOption = None,
    occurred: OccurredOption = None,
    force: Annotated[bool, typer.Option("--force", help=N_("Also where incidents are open there."))] = False,
    mask: MaskOption = False,
    by: ByOption = None,
) -> None:
    """Record that a region has nothing to report."""
    from pilkada_cli.posko.nil import report_nil as record

    with operator_of(context, by, answer=NIL, write=True, mask=mask) as operator:
        if not force:
            _ask_where_incidents_are_open(operator, region)
        entry = record(operator, region, note, occurred)
        name = operator.election.registry.find(entry.subject).name if entry.subject[:1].isdigit() else entry.subject
    told = _("Recorded: {region} has nothing to report.")
    acknowledge(session_of(context), {"id": entry.id, "region": entry.subject}, lambda: told.format(region=name))


def _ask_where_incidents_are_open(operator: "Operator", region: str) -> None:
    """Raise UsageError where incidents are open in a region, unless a person says that it has nothing to report."""
    from pilkada_cli.posko.incidents.cases import open_within

    unsettled = open_within(operator.log, operator.words, operator.region_code(region))
    if not unsettled:
        return
    named = [f"{operator.log.sign_of(one.id, 'report')} ({visible(one.title, limit=40)})" for one in unsettled[:SHOWN]]
    question = _("Incidents are open there: {incidents}. Is there nothing to report all the same?")
    rest = ["…"] if len(unsettled) > SHOWN else []
    terminal.ask_or_refuse(question.format(incidents=", ".join([*named, *rest])))


def list_overdue(
    context: typer.Context,
    until: Annotated[str | None, option("--by", "WHEN", N_("Who had not reported by then; else by now."))] = None,
    within: Annotated[
        str | None,
        option("--within", "DURATION", N_("How long a post may be silent, such as 6h; else a day.")),
    ] = None,
) -> None:
    """List the posts that have not reported."""
    from pilkada_cli.posko.nil import overdue

    with operator_of(context) as operator:
        silent = overdue(operator, until, within)
        rows: list[Row] = [
            {
                "region": one.region,
                "last_report": operator.local(one.at) if one.at else None,
                "hours": one.hours,
                "name": operator.election.registry.find(one.region).name,
            }
            for one in silent
        ]
        expected, now, zone = len(operator.post.expects), operator.now, operator.post.zone

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.post import overdue_list

        return overdue_list(shown, expected, now, zone, screen.columns)

    session_of(context).show(Table(OVERDUE, rows, view=view))
    if rows:
        raise typer.Exit(1)
