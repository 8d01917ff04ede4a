"""`pilkada posko report | incidents | show | update | import`: what went wrong, and who has it."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.posko.shared import (
    AgencyOption,
    ByOption,
    IdArgument,
    OccurredOption,
    PlaceOption,
    acknowledge,
    argument,
    desk_of,
    option,
)
from pilkada_cli.errors import NoSuchFile, UsageError
from pilkada_cli.language import N_, _, ngettext, spell_number
from pilkada_cli.output import terminal
from pilkada_cli.output.table import Row, Rows, Table
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from pilkada_cli.posko.desk import Desk
    from pilkada_cli.posko.incidents import Incident

COLUMNS = ("id", "title", "region", "category", "severity", "status", "agency", "owner", "occurred", "recorded",
           "updated", "age_hours", "conflict")  # fmt: skip
BRIEF = ("id", "severity", "status", "category", "region", "owner", "age_hours", "title")
IMPORTED = ("imported",)
DETAILED = (*COLUMNS, "details", "history")

#: What a line of the history says in another way, or need not say.
UNTOLD = ("id", "recorded", "occurred", "writer", "clock")

CategoryOption = Annotated[
    str,
    option("--category", "CATEGORY", N_("What it is: LOG, DPT, BNT, UANG and so on, in any case.")),
]
SeverityOption = Annotated[
    str | None,
    option("--severity", "SEVERITY", N_("rendah, sedang, tinggi or kritis; else the category's usual.")),
]
CategoryFilter = Annotated[str | None, option("--category", "CATEGORY", N_("Only this category."))]
SeverityFilter = Annotated[str | None, option("--severity", "SEVERITY", N_("Only this severity."))]
StatusFilter = Annotated[str | None, option("--status", "STATUS", N_("Only this status."))]
RegionFilter = Annotated[str | None, option("--region", "REGION", N_("Only this region, or those within a province."))]
AgencyFilter = Annotated[str | None, option("--agency", "AGENCY", N_("Only what this agency reported."))]
OwnerFilter = Annotated[str | None, option("--owner", "AGENCY", N_("Only what this agency has in hand."))]
SinceFilter = Annotated[str | None, option("--since", "WHEN", N_("Only what something was recorded of since then."))]
OpenFilter = Annotated[bool, typer.Option("--open", help=N_("Only what somebody still has to do something about."))]
ConflictFilter = Annotated[bool, typer.Option("--conflict", help=N_("Only those in which two updates disagree."))]


def row(incident: "Incident", desk: "Desk") -> Row:
    """An incident as the contract's fields."""
    return {
        **{name: getattr(incident, name) for name in COLUMNS[:8]},
        **{name: desk.local(getattr(incident, name)) for name in ("occurred", "recorded", "updated")},
        "age_hours": incident.age(desk.now),
        "conflict": incident.conflict,
    }


def report_incident(
    context: typer.Context,
    title: Annotated[str, argument("TITLE", N_("What happened, in one line; no names of citizens."))],
    category: CategoryOption,
    severity: SeverityOption = None,
    region: PlaceOption = None,
    agency: AgencyOption = None,
    occurred: OccurredOption = None,
    details: Annotated[str | None, option("--details", "TEXT", N_("More about it; - reads standard input."))] = None,
    by: ByOption = None,
) -> None:
    """Record an incident."""
    from pilkada_cli.posko.incidents import stand
    from pilkada_cli.posko.reporting import report

    with desk_of(context, by, answer=COLUMNS, write=True) as desk:
        fields = {"title": title, "category": category, "severity": severity, "region": region, "agency": agency,
                  "occurred": occurred, "details": _details(details)}  # fmt: skip
        incident = stand(report(desk, fields), ())
        if desk.words.categories[incident.category].violation:
            _tell_referral(desk)
        answer, told = row(incident, desk), _whom_to_tell(desk, incident.severity)
    sentence = _("Recorded as {id}: {title}").format(id=incident.id, title=visible(incident.title))
    acknowledge(desk.session, answer, lambda: f"{sentence}\n{told}")


def _details(text: str | None) -> str | None:
    """The details, from standard input when they are `-`; raises BadText where more is there than can be recorded."""
    if text != "-":
        return text
    from pilkada_cli.posko.errors import BadText
    from pilkada_cli.posko.lines import LONGEST

    try:
        content = sys.stdin.buffer.read(LONGEST + 1) if sys.stdin else b""
    except OSError as error:
        raise NoSuchFile(text, error.strerror or str(error)) from None
    if len(content) > LONGEST:
        raise BadText(_("The details are longer than {limit} kB; nothing was recorded.").format(limit=LONGEST >> 10))
    return content.decode("utf-8", "surrogateescape")


def _whom_to_tell(desk: "Desk", severity: str) -> str:
    """Who is to be told of an incident so grave, and within what time."""
    own = desk.words.severities[severity]
    hours, minutes = divmod(own.minutes, 60)
    span = (
        ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
        if minutes
        else ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    )
    return _("To be told within {span} (our proposal): {who}").format(span=span, who=own.notify.spoken)


def _tell_referral(desk: "Desk", count: int | None = None) -> None:
    words = desk.words
    sentence = _(
        "Recorded as referred to {agency}: the post takes no reports of violations; bring it to {agency} "
        "within {days} days of its becoming known ({basis})."
    )
    agency = words.agencies[words.referral.agency].name.spoken
    said = sentence.format(agency=agency, days=words.referral.days, basis=words.referral.basis)
    many = "" if count is None else _("Violations among them: {count}.").format(count=spell_number(count)) + " "
    terminal.say(many + said)


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
    from pilkada_cli.posko.incidents import incidents
    from pilkada_cli.posko.reporting import Wanted

    with desk_of(context) as desk:
        wanted = Wanted.of(desk, {"region": region, "category": category, "severity": severity, "status": status,
                                  "agency": agency, "owner": owner, "since": since})  # fmt: skip
        rows = [
            row(one, desk)
            for one in incidents(desk.store)
            if wanted.fits(one) and (not unsettled or desk.words.is_open(one.status)) and (not conflict or one.conflict)
        ]
    desk.session.show(Table(COLUMNS, rows, brief=BRIEF))


def show_incident(context: typer.Context, incident: IdArgument) -> None:
    """Show an incident and all that was recorded of it."""
    from pilkada_cli.posko.incidents import CHANGING, find_incident, history, stand, standing

    with desk_of(context) as desk:
        report, updates = find_incident(desk.store, incident)
        own = stand(report, updates)
        acts = Rows(
            {**act, "recorded": desk.local(act["recorded"]), "occurred": desk.local(act["occurred"])}
            for act in history(report, updates)
        )
        answer = {**row(own, desk), "details": own.details, "history": acts}
        names = {name: _named(desk, name, answer[name]) for name in ("category", "severity", "status")}
        disputed = {name: values for name in CHANGING if len(values := standing(report, updates, name)) > 1}
    desk.session.show(Table(DETAILED, [answer], single=True, prose=lambda: _spell(answer, names, disputed)))


def _named(desk: "Desk", name: str, own: str) -> str:
    groups = {"category": "categories", "severity": "severities", "status": "statuses"}
    named = desk.words.name(groups[name], own)
    shown = f"{own} ({named.spoken})" if named.spoken.casefold() != own.casefold() else named.spoken
    return visible(shown)


def _spell(answer: Row, names: dict[str, str], disputed: dict[str, list[str]]) -> str:
    """An incident as people read it: its fields, what is disputed, then its history, a line each."""
    from pilkada_cli.output.people import spoken

    shown = {name: names.get(name) or spoken(value) for name, value in answer.items() if name != "history"}
    wide = max(map(len, shown))
    lines = [f"{name:{wide}}  {value}".rstrip() for name, value in shown.items() if value]
    for name, values in disputed.items():
        sentence = _("In conflict: {field} is {values}; the last of these counts until an update settles it.")
        lines.append(sentence.format(field=name, values=", ".join(map(visible, values))))
    lines += ["", _("History")]
    for act in answer["history"]:
        told = ", ".join(f"{name}: {value}" for name, value in act.items() if name not in UNTOLD)
        late = "" if act["occurred"] == act["recorded"] else f" ({act['occurred'].isoformat(' ', 'seconds')})"
        lines.append(f"  {act['recorded'].isoformat(' ', 'seconds')}{late}  {visible(act['writer'])}  {visible(told)}")
    return "\n".join(lines) + "\n"


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
    occurred: OccurredOption = None,
    by: ByOption = None,
) -> None:
    """Record what became of an incident."""
    from pilkada_cli.posko.incidents import find_incident, stand
    from pilkada_cli.posko.reporting import update

    fields = {"status": status, "owner": owner, "note": note, "title": title, "region": region,
              "category": category, "severity": severity, "agency": agency}  # fmt: skip
    with desk_of(context, by, answer=COLUMNS, write=True) as desk:
        entry = update(desk, incident, fields, occurred)
        report, updates = find_incident(desk.store, entry.subject)
        answer = row(stand(report, updates), desk)
        if entry.content.get("status") == desk.words.referred and category is not None:
            _tell_referral(desk)
    sentence = _("{id} is now '{status}'.")
    acknowledge(desk.session, answer, lambda: sentence.format(id=entry.subject, status=visible(answer["status"])))


def import_incidents(
    context: typer.Context,
    file: Annotated[str, argument("FILE | -", N_("A file of JSON lines; - reads standard input."))],
    by: ByOption = None,
) -> None:
    """Record many incidents: all of a file, or none when a line is bad."""
    from pilkada_cli.posko.importing import import_lines

    with desk_of(context, by, answer=IMPORTED, write=True) as desk, terminal.open_lines(file) as lines:
        found = import_lines(desk, lines, terminal.say)
        if found.bad:
            sentence = ngettext(
                "{count} line is bad, so nothing of {file} was recorded; put it right and import it again.",
                "{count} lines are bad, so nothing of {file} was recorded; put them right and import it again.",
                found.bad,
            )
            raise UsageError(sentence.format(count=spell_number(found.bad), file=visible(file)))
        if found.referred:
            _tell_referral(desk, found.referred)
    done = ngettext("{count} incident is recorded.", "{count} incidents are recorded.", found.good)
    sentence = done.format(count=spell_number(found.good)) + "\n"
    desk.session.show(Table(IMPORTED, [{"imported": found.good}], single=True, prose=lambda: sentence))
