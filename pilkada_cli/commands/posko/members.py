"""`pilkada posko members list | add | end`: the roster."""

from collections.abc import Sequence
from typing import Annotated

import typer

from pilkada_cli.commands.posko.shared import (
    ByOption,
    MaskOption,
    NoteOption,
    acknowledge,
    argument,
    operator_of,
    option,
)
from pilkada_cli.commands.shared import session_of
from pilkada_cli.language import N_, _
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.printable import visible

COLUMNS = ("agency", "name", "role", "contact", "shift", "since", "ended", "id", "call_sign")
#: The columns with which `add` and `end` answer.
ADDED = ("id", "agency", "role", "contact", "shift")
ENDED = ("id", "agency")

AgencyArgument = Annotated[str, argument("AGENCY", N_("The agency: its id, its name, or its call sign."))]


def list_members(
    context: typer.Context,
    everyone: Annotated[bool, typer.Option("--all", help=N_("Also those who have left."))] = False,
) -> None:
    """List the roster."""
    from pilkada_cli.posko.log.signs import call_signs
    from pilkada_cli.posko.members import members

    with operator_of(context) as operator:
        known = operator.words.agencies
        found = [one for one in members(operator.log, operator.post.code) if everyone or one.ended is None]
        signs = call_signs(one.id for one in found)
        rows: list[Row] = [
            {
                "agency": one.agency,
                "name": known[one.agency].name if one.agency in known else one.agency,
                "role": one.role or (known[one.agency].role if one.agency in known else None),
                "contact": one.contact,
                "shift": one.shift,
                "since": operator.local(one.since),
                "ended": operator.local(one.ended) if one.ended else None,
                "id": one.id,
                "call_sign": signs[one.id],
            }
            for one in found
        ]

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.post import roster

        return roster(shown, screen.columns)

    brief = ("agency", "name", "role", "contact", "shift")
    session_of(context).show(Table(COLUMNS, rows, brief=brief, view=view))


def add_member(
    context: typer.Context,
    agency: AgencyArgument,
    role: Annotated[str | None, option("--role", "TEXT", N_("What it does in the post."))] = None,
    contact: Annotated[str | None, option("--contact", "TEXT", N_("How to reach it; never made public."))] = None,
    shift: Annotated[str | None, option("--shift", "TEXT", N_("When it is on duty, such as 06:00-14:00."))] = None,
    mask: MaskOption = False,
    by: ByOption = None,
) -> None:
    """Put an agency on the roster."""
    from pilkada_cli.posko.members import enlist

    with operator_of(context, by, answer=ADDED, write=True, mask=mask) as operator:
        entry = enlist(operator, agency, role, contact, shift)
    said = {name: entry.content.get(name) for name in ("role", "contact", "shift")}
    row: Row = {"id": entry.id, "agency": entry.subject, **said}
    sentence = _("{agency} is on the roster.")
    acknowledge(session_of(context), row, lambda: sentence.format(agency=visible(entry.subject)))


def end_member(
    context: typer.Context,
    agency: AgencyArgument,
    note: NoteOption = None,
    mask: MaskOption = False,
    by: ByOption = None,
) -> None:
    """Take an agency off the roster."""
    from pilkada_cli.posko.members import dismiss

    with operator_of(context, by, answer=ENDED, write=True, mask=mask) as operator:
        entry = dismiss(operator, agency, note)
    row: Row = {"id": entry.id, "agency": entry.subject}
    sentence = _("{agency} has left the roster.")
    acknowledge(session_of(context), row, lambda: sentence.format(agency=visible(entry.subject)))
