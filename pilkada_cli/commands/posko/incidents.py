"""`pilkada posko incidents | show`: what went wrong, how it stands, and who has it."""

from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.posko.shared import IdArgument, operator_of, option
from pilkada_cli.commands.shared import session_of
from pilkada_cli.language import N_
from pilkada_cli.output.table import Row, Rows, Table, sentence

if TYPE_CHECKING:
    from pilkada_cli.posko.incidents.incident import Incident
    from pilkada_cli.posko.operator import Operator

COLUMNS = ("id", "title", "region", "category", "severity", "status", "agency", "owner", "occurred", "recorded",
           "updated", "age_hours", "conflict")  # fmt: skip
BRIEF = ("id", "severity", "status", "category", "region", "owner", "age_hours", "title")
DETAILED = (*COLUMNS, "details", "history")

CategoryFilter = Annotated[str | None, option("--category", "CATEGORY", N_("Only this category."))]
SeverityFilter = Annotated[str | None, option("--severity", "SEVERITY", N_("Only this severity."))]
StatusFilter = Annotated[str | None, option("--status", "STATUS", N_("Only this status."))]
RegionFilter = Annotated[str | None, option("--region", "REGION", N_("Only this region, or those within a province."))]
AgencyFilter = Annotated[str | None, option("--agency", "AGENCY", N_("Only what this agency reported."))]
OwnerFilter = Annotated[str | None, option("--owner", "AGENCY", N_("Only what this agency has in hand."))]
SinceFilter = Annotated[str | None, option("--since", "WHEN", N_("Only what something was recorded of since then."))]
OpenFilter = Annotated[bool, typer.Option("--open", help=N_("Only what somebody still has to do something about."))]
ConflictFilter = Annotated[bool, typer.Option("--conflict", help=N_("Only those in which two updates disagree."))]


def row(incident: "Incident", operator: "Operator") -> Row:
    """An incident as the contract's fields."""
    return {
        **{name: getattr(incident, name) for name in COLUMNS[:8]},
        **{name: operator.local(getattr(incident, name)) for name in ("occurred", "recorded", "updated")},
        "age_hours": incident.age(operator.now),
        "conflict": incident.conflict,
    }


def list_incidents(
    context: typer.Context,
    region: RegionFilter = None,
    category: CategoryFilter = None,
    severity: SeverityFilter = None,
    status: StatusFilter = None,
    agency: AgencyFilter = None,
    owner: OwnerFilter = None,
    since: SinceFilter = None,
    unsettled: OpenFilter = False,
    conflict: ConflictFilter = False,
) -> None:
    """List incidents in the order in which they happened."""
    if context.invoked_subcommand is not None:
        return
    from pilkada_cli.posko.incidents.incident import incidents
    from pilkada_cli.posko.incidents.wanted import Wanted

    with operator_of(context) as operator:
        wanted = Wanted.of(operator, {"region": region, "category": category, "severity": severity, "status": status,
                                  "agency": agency, "owner": owner, "since": since})  # fmt: skip
        rows = [
            row(one, operator)
            for one in incidents(operator.log)
            if wanted.fits(one)
            and (not unsettled or operator.words.is_open(one.status))
            and (not conflict or one.conflict)
        ]
    session_of(context).show(Table(COLUMNS, rows, brief=BRIEF))


def show_incident(context: typer.Context, incident: IdArgument) -> None:
    """Show an incident and all that was recorded of it."""
    from pilkada_cli.posko.incidents.incident import CHANGING, find_incident, history, stand, standing
    from pilkada_cli.screens.incident import spell_incident

    with operator_of(context) as operator:
        report, updates = find_incident(operator.log, incident)
        own = stand(report, updates)
        acts = Rows(
            {**act, "recorded": operator.local(act["recorded"]), "occurred": operator.local(act["occurred"])}
            for act in history(report, updates)
        )
        answer = {**row(own, operator), "details": own.details, "history": acts}
        disputed = {name: values for name in CHANGING if len(values := standing(report, updates, name)) > 1}
    session_of(context).show(
        Table(DETAILED, [answer], single=True, view=sentence(lambda: spell_incident(answer, operator.words, disputed)))
    )
