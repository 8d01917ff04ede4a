"""`pilkada posko report | update`: records an incident, and what became of it."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.posko.incidents import COLUMNS, row
from pilkada_cli.commands.posko.shared import (
    AgencyOption,
    ByOption,
    IdArgument,
    MaskOption,
    OccurredOption,
    RegionOption,
    acknowledge,
    argument,
    operator_of,
    option,
    sign_of,
)
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import NoSuchFile
from pilkada_cli.language import N_, _
from pilkada_cli.output import terminal
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from pilkada_cli.posko.log.entry import Entry
    from pilkada_cli.posko.operator import Operator

PlaceOption = Annotated[str | None, option("--place", "TEXT", N_("Where exactly, such as 'TPS 12, Kel. Kebon Jeruk'."))]
CategoryOption = Annotated[
    str,
    option("--category", "CATEGORY", N_("What it is: LOG, DPT, BNT, UANG and so on, in any case.")),
]
SeverityOption = Annotated[
    str | None,
    option("--severity", "SEVERITY", N_("rendah, sedang, tinggi or kritis; else the category's usual.")),
]


def report_incident(
    context: typer.Context,
    title: Annotated[str, argument("TITLE", N_("What happened, in one line; no names of citizens."))],
    category: CategoryOption,
    severity: SeverityOption = None,
    region: RegionOption = None,
    agency: AgencyOption = None,
    occurred: OccurredOption = None,
    place: PlaceOption = None,
    details: Annotated[str | None, option("--details", "TEXT", N_("More about it; - reads standard input."))] = None,
    contact: Annotated[
        str | None, option("--contact", "TEXT", N_("Who called, and how to reach them; never made public."))
    ] = None,
    mask: MaskOption = False,
    force: Annotated[bool, typer.Option("--force", help=N_("Do not ask whether it was reported already."))] = False,
    by: ByOption = None,
) -> None:
    """Record an incident."""
    from pilkada_cli.posko.incidents.incident import stand
    from pilkada_cli.posko.incidents.reporting import report
    from pilkada_cli.screens.incident import spell_notice, spell_recorded, spell_referral

    with operator_of(context, by, answer=COLUMNS, write=True, mask=mask) as operator:
        fields = {"title": title, "category": category, "severity": severity, "region": region, "agency": agency,
                  "occurred": occurred, "details": _details(details), "place": place, "contact": contact}  # fmt: skip
        incident = stand(report(operator, fields, lambda alike: force or _is_another(operator, alike)), ())
        if operator.words.categories[incident.category].violation:
            terminal.say(spell_referral(operator.words))
        answer, told = row(incident, operator), spell_notice(operator.words.severities[incident.severity])
        read_back = spell_recorded(incident, operator.words, operator.writer, operator.local(incident.occurred),
                                   operator.election.registry.brief, is_set=operator.clock.is_set)  # fmt: skip
        sign = sign_of(session_of(context), operator, incident.id, "report")
    recorded = _("Recorded as {id}: {title}").format(id=sign, title=visible(incident.title))
    acknowledge(session_of(context), answer, lambda: f"{recorded}\n{read_back}\n{told}")


def _is_another(operator: "Operator", alike: "Entry") -> bool:
    """Whether a report is of another thing than one nearly the same; a person is asked, others are told of it."""
    # The shortest sign has to be looked for among all ids, which costs a script more than the report itself.
    own = operator.log.sign_of(alike.id, "report") if terminal.can_ask() else alike.id
    said = _("{id} says nearly the same, of less than an hour ago: {title}").format(
        id=own, title=visible(str(alike.content["title"]), limit=60)
    )
    # A title may have an end of its own.
    answer = terminal.ask(_("{told}. Record it as another incident?").format(told=said.rstrip(".!?")))
    if answer is None:
        join = _("to join them: {command}").format(command=f"pilkada posko update ID --duplicate-of {own}")
        operator.notes[f"{said}; {join}"] = None
    return answer is not False


def _details(text: str | None) -> str | None:
    """The details, read from standard input when they are `-`; raises BadText where that is longer than LONGEST."""
    if text != "-":
        return text
    from pilkada_cli.posko.errors import BadText
    from pilkada_cli.posko.log.lines import LONGEST

    try:
        content = sys.stdin.buffer.read(LONGEST + 1) if sys.stdin else b""
    except OSError as error:
        raise NoSuchFile(text, error.strerror or str(error)) from None
    if len(content) > LONGEST:
        raise BadText(_("The details are longer than {limit} kB; nothing was recorded.").format(limit=LONGEST >> 10))
    return content.decode("utf-8", "surrogateescape")


def update_incident(
    context: typer.Context,
    incident: IdArgument,
    status: Annotated[
        str | None,
        option("--status", "STATUS", N_("How far it has come: terverifikasi, ditangani and so on.")),
    ] = None,
    owner: Annotated[str | None, option("--owner", "AGENCY", N_("Who has it in hand."))] = None,
    note: Annotated[str | None, option("--note", "TEXT", N_("What was done."))] = None,
    title: Annotated[str | None, option("--title", "TEXT", N_("A correction of the title."))] = None,
    region: Annotated[str | None, option("--region", "REGION", N_("A correction of the region."))] = None,
    category: Annotated[str | None, option("--category", "CATEGORY", N_("A correction of the category."))] = None,
    severity: Annotated[str | None, option("--severity", "SEVERITY", N_("A correction of the severity."))] = None,
    agency: Annotated[str | None, option("--agency", "AGENCY", N_("A correction of who reported it."))] = None,
    occurred: Annotated[str | None, option("--occurred", "WHEN", N_("A correction of when it happened."))] = None,
    place: PlaceOption = None,
    duplicate_of: Annotated[
        str | None, option("--duplicate-of", "ID", N_("The other report of the same thing, which stays."))
    ] = None,
    at: Annotated[str | None, option("--at", "WHEN", N_("When this was done, if not now."))] = None,
    mask: MaskOption = False,
    by: ByOption = None,
) -> None:
    """Record what became of an incident."""
    from pilkada_cli.posko.incidents.cases import find_incident
    from pilkada_cli.posko.incidents.reporting import update
    from pilkada_cli.screens.incident import spell_referral

    fields = {"status": status, "owner": owner, "note": note, "title": title, "region": region, "category": category,
              "severity": severity, "agency": agency, "place": place, "happened": occurred,
              "duplicate_of": duplicate_of}  # fmt: skip
    with operator_of(context, by, answer=COLUMNS, write=True, mask=mask) as operator:
        entry = update(operator, incident, fields, at)
        answer = row(find_incident(operator.log, entry.subject).incident, operator)
        sign = sign_of(session_of(context), operator, entry.subject, "report")
        status_name = operator.words.name("statuses", answer["status"]).spoken
        if entry.content.get("status") == operator.words.referred and category is not None:
            terminal.say(spell_referral(operator.words))
    told = _("{id} is now '{status}'.").format(id=sign, status=visible(status_name))
    acknowledge(session_of(context), answer, lambda: told)
