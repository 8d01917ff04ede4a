"""`pilkada posko incidents | show`: lists incidents, and shows one of them with its history."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.posko.shared import IdArgument, PublicOption, operator_of, option
from pilkada_cli.commands.shared import session_of
from pilkada_cli.language import N_
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Rows, Screen, Table

if TYPE_CHECKING:
    from pilkada_cli.posko.incidents.incident import Incident
    from pilkada_cli.posko.operator import Operator

COLUMNS = ("id", "title", "region", "category", "severity", "status", "agency", "owner", "occurred", "recorded",
           "updated", "age_hours", "conflict")  # fmt: skip
BRIEF = ("id", "severity", "status", "category", "region", "owner", "age_hours", "title")
#: The fields of a history row that hold moments.
MOMENTS = ("recorded", "occurred", "happened")
#: The columns of a list; the call sign may be longer or shorter in another store.
LISTED = (*COLUMNS, "call_sign", "place", "duplicate_of", "retracted", "ref", "details", "contact")
DETAILED = (*COLUMNS, "details", "history", "call_sign", "place", "duplicate_of", "retracted", "contact",
            "further_reports", "ref")  # fmt: skip

Several = list[str] | None
CategoryFilter = Annotated[Several, option("--category", "CATEGORY", N_("Only this category; several add up."))]
SeverityFilter = Annotated[Several, option("--severity", "SEVERITY", N_("Only this severity; several add up."))]
StatusFilter = Annotated[Several, option("--status", "STATUS", N_("Only this status; several add up."))]
RegionFilter = Annotated[Several, option("--region", "REGION", N_("Only this region, or those within a province."))]
AgencyFilter = Annotated[Several, option("--agency", "AGENCY", N_("Only what this agency reported."))]
OwnerFilter = Annotated[Several, option("--owner", "AGENCY", N_("Only what this agency has in hand."))]
SinceFilter = Annotated[str | None, option("--since", "WHEN", N_("Only what something was recorded of since then."))]
OpenFilter = Annotated[bool, typer.Option("--open", help=N_("Only what somebody still has to do something about."))]
AllRows = Annotated[
    bool, typer.Option("--all", help=N_("Also what was taken back or joined; on a screen also what is done, whole."))
]
ConflictFilter = Annotated[bool, typer.Option("--conflict", help=N_("Only those in which two updates disagree."))]


def row(incident: "Incident", operator: "Operator") -> Row:
    """An incident as a row of COLUMNS, its moments in the post's zone."""
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
    everything: AllRows = False,
    public: PublicOption = False,
) -> None:
    """List incidents in the order in which they happened."""
    if context.invoked_subcommand is not None:
        return
    from pilkada_cli.posko.incidents.cases import in_order_of_time
    from pilkada_cli.posko.incidents.wanted import Wanted
    from pilkada_cli.posko.log.public import mask_fields
    from pilkada_cli.posko.log.signs import Signs

    with operator_of(context) as operator:
        asked = {"region": region, "category": category, "severity": severity, "status": status,
                 "agency": agency, "owner": owner}  # fmt: skip
        wanted = Wanted.of(operator, asked, since)
        # Under a set clock, only what this store had received by then counts.
        found = in_order_of_time(operator.log, operator.limit, everything=everything)
        signs = Signs(operator.log.store.entries.ids("report"))
        rows = (
            _listed(one, operator, signs[one.id])
            for one in found
            if wanted.fits(one)
            and (not unsettled or (operator.words.is_open(one.status) and not one.retracted))
            and (not conflict or one.conflict)
        )
        if public:
            rows = ({**mask_fields(one), "contact": None} for one in rows)
        post, session = operator.post, session_of(context)
        # With --status or --limit, as with --all, closed incidents and all rows are shown.
        whole = everything or bool(status) or session.limit is not None

        name_of = session.election.registry.brief

        def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
            from pilkada_cli.screens.incidents import Shown, incident_list

            name = name_of(post.code) if post.code in session.election.registry else post.name.spoken
            seen = Shown(shown, operator.words, name, operator.now, post.zone, name_of, everything=whole)
            return incident_list(seen, screen.columns)

        def page(shown: Sequence[Row]) -> str:
            from pilkada_cli.output.paper import print_sheet
            from pilkada_cli.pages.sheets.incidents import Printed, incidents_sheet

            name, now, calendar = post.name.spoken, operator.now, operator.schedule
            return print_sheet(
                incidents_sheet(Printed(shown, operator.words, calendar, name, now, post.zone, name_of, whole))
            )

        # Inside, as the rows of a long list are made while they are written.
        session.show(Table(LISTED, rows, brief=BRIEF, view=view, page=page))


def _listed(incident: "Incident", operator: "Operator", sign: str) -> Row:
    """An incident as a row of LISTED."""
    return {
        **row(incident, operator),
        "call_sign": sign,
        **{name: getattr(incident, name) for name in LISTED[len(COLUMNS) + 1 :]},
    }


def show_incident(context: typer.Context, incident: IdArgument) -> None:
    """Show an incident and all that was recorded of it."""
    from pilkada_cli.posko.incidents.cases import find_incident, further_reports, history, joined_to
    from pilkada_cli.posko.incidents.incident import CHANGING

    with operator_of(context) as operator:
        operator.log.ask_lists()
        case = find_incident(operator.log, incident)
        own = case.incident
        acts = Rows(
            {**act, **{name: operator.local(act[name]) for name in MOMENTS if name in act}}
            for act in history(operator.log, case)
        )
        sign = operator.log.sign_of(own.id, "report")
        joined = joined_to(operator.log, own)
        answer = {
            **row(own, operator), "details": own.details, "history": acts, "call_sign": sign, "place": own.place,
            "duplicate_of": joined, "retracted": own.retracted, "contact": own.contact,
            "further_reports": further_reports(operator.log, own.id), "ref": own.ref,
        }  # fmt: skip
        signs = {one: operator.log.sign_of(one, "report") for one in (joined, *answer["further_reports"]) if one}
        disputed = {name: values for name in CHANGING if len(values := case.standing(name)) > 1}
    session = session_of(context)

    def view(_rows: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.incident import one_incident

        name_of = session.election.registry.brief
        return one_incident(answer, operator.words, disputed, name_of, signs, screen.width)

    session.show(Table(DETAILED, [answer], single=True, view=view))
