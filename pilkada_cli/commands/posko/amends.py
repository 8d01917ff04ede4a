"""`pilkada posko retract | redact`: an entry is taken back, or a text is taken out of one."""

from typing import Annotated

import typer

from pilkada_cli.commands.posko.shared import (
    ByOption,
    MaskOption,
    acknowledge,
    argument,
    operator_of,
    option,
    report_done,
    sign_of,
)
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import UsageError
from pilkada_cli.language import N_, _, ngettext, spell_number
from pilkada_cli.output import terminal
from pilkada_cli.output.headings import word
from pilkada_cli.output.table import Row
from pilkada_cli.printable import visible

RETRACTED = ("id", "of", "kind")
REDACTED = ("id", "of", "field")
COUNTED = ("retracted",)

EntryArgument = Annotated[
    str, argument("ID", N_("A call sign, or an id or its beginning; `show` has those of updates."))
]
WhyOption = Annotated[str, option("--note", "WHY", N_("Why; it stays in the log."))]


def retract_entry(
    context: typer.Context,
    note: WhyOption,
    entry: Annotated[
        str | None, argument("[ID]", N_("A call sign, or an id or its beginning; `show` has those of updates."))
    ] = None,
    file: Annotated[
        str | None,
        option("--file", "FILE", N_("All incidents, updates and nil reports of an export merged by mistake.")),
    ] = None,
    mask: MaskOption = False,
    by: ByOption = None,
) -> None:
    """Take an entry back, or all of a file."""
    from pilkada_cli.posko.amends import retract

    if (entry is None) == (file is None):
        raise UsageError(_("Give what is to be taken back: the ID of one entry, or a --file that was merged."))
    if file is not None:
        _retract_file(context, file, note, by, mask=mask)
        return
    with operator_of(context, by, answer=RETRACTED, write=True, mask=mask) as operator:
        struck, retraction = retract(operator, str(entry), note)
        sign = sign_of(session_of(context), operator, struck.id, struck.kind)
        own = sign_of(session_of(context), operator, retraction.id, None)
    row: Row = {"id": retraction.id, "of": struck.id, "kind": struck.kind}
    title = visible(str(struck.content.get("title", struck.subject)))
    told = _("Taken back: {kind} {id} ({title}). It stays in the log; to bring it back: {command}")
    command = f"pilkada posko retract {own} --note WHY"
    acknowledge(
        session_of(context), row, lambda: told.format(kind=word(struck.kind), id=sign, title=title, command=command)
    )


def _retract_file(context: typer.Context, file: str, note: str, by: str | None, *, mask: bool) -> None:
    from pilkada_cli.posko.amends import retract_file

    with (
        operator_of(context, by, answer=COUNTED, write=True, mask=mask) as operator,
        terminal.open_lines(file) as lines,
    ):
        count = retract_file(operator, file, lines, note)
    many = ngettext("{count} entry is taken back.", "{count} entries are taken back.", count)
    told = many.format(count=spell_number(count))
    report_done(session_of(context), COUNTED, {"retracted": count}, told)


def redact_entry(
    context: typer.Context,
    entry: EntryArgument,
    field: Annotated[
        str, option("--field", "FIELD", N_("Which text: title, details, note, place, contact and so on."))
    ],
    note: WhyOption,
    by: ByOption = None,
) -> None:
    """Take a text out of an entry for good."""
    from pilkada_cli.posko.amends import redact

    with operator_of(context, by, answer=REDACTED, write=True) as operator:
        redaction = redact(operator, entry, field, note)
    row: Row = {"id": redaction.id, "of": redaction.subject, "field": redaction.content["field"]}
    terminal.say(
        _(
            "pilkada: files exported before, printed reports, copies of the store, and other stores until they merge "
            "this log, still have it: see to them."
        )
    )
    acknowledge(session_of(context), row, lambda: _("'{field}' is taken out of it.").format(field=row["field"]))
