"""`pilkada posko import`: records the incidents of a file, or shows what it would record."""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.posko.shared import ByOption, MaskOption, argument, done, operator_of
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import UsageError
from pilkada_cli.language import N_, _, ngettext, spell_number
from pilkada_cli.output import terminal
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Rows, Screen, Table, sentence
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from pilkada_cli.posko.incidents.importing import Importing
    from pilkada_cli.posko.incidents.importing import Line as Read
    from pilkada_cli.posko.operator import Operator
    from pilkada_cli.session import Session

#: `incidents` are those of the first lines, each with line, id, call_sign and title.
IMPORTED = ("imported", "known", "incidents")
#: What --dry-run tells of a line; `here` says what the log has of it.
LINE = ("line", "ref", "title", "region", "category", "severity", "status", "owner", "agency", "occurred", "place",
        "details", "contact", "here")  # fmt: skip
LINE_BRIEF = ("line", "region", "category", "severity", "status", "occurred", "here", "title")


def import_incidents(
    context: typer.Context,
    file: Annotated[
        str, argument("FILE | -", N_("A file of CSV, JSON lines or a JSON array; - reads standard input."))
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show what would be recorded, and record nothing."))
    ] = False,
    again: Annotated[
        bool,
        typer.Option("--again", help=N_("Record lines that are here word for word, or were taken back, once more.")),
    ] = False,
    mask: MaskOption = False,
    by: ByOption = None,
) -> None:
    """Record many incidents: all of a file, or none when a line is bad."""
    from pilkada_cli.posko.incidents.importing import Importing

    session = session_of(context)
    with (
        operator_of(context, by, answer=LINE if dry_run else IMPORTED, write=True, mask=mask) as operator,
        terminal.open_lines(file) as opened,
        terminal.progress(opened, _("Importing")) as lines,
        Importing(operator, terminal.say, again=again, dry=dry_run) as importing,
    ):
        if dry_run:
            table = _lines_read(operator, list(importing.read(lines)), importing)
        else:
            deque(importing.read(lines), maxlen=0)
        if importing.bad:
            refused = ngettext(
                "{count} line is bad, so nothing of {file} was recorded; put it right and import it again.",
                "{count} lines are bad, so nothing of {file} was recorded; put them right and import it again.",
                importing.bad,
            )
            raise UsageError(refused.format(count=spell_number(importing.bad), file=visible(file)))
        if not dry_run:
            table = _recorded(session, operator, importing)
    if dry_run:
        session.show(table)
        return
    with done(_spell_count(next(iter(table.rows))["imported"])):
        session.show(table)


def _spell_count(count: int) -> str:
    """The sentence that so many incidents are recorded."""
    told = ngettext("{count} incident is recorded.", "{count} incidents are recorded.", count)
    return told.format(count=spell_number(count))


def _lines_read(operator: "Operator", lines: "list[Read]", importing: "Importing") -> Table:
    """What would be recorded, a row a line."""
    repeated = importing.repeated()
    rows: list[Row] = [
        {
            **{name: line.body.get(name) for name in LINE},
            "line": line.number,
            "occurred": operator.now if line.occurred is None else operator.local(line.occurred),
            "here": "words" if line.number in repeated else line.known,
        }
        for line in lines
    ]
    fresh = sum(row["here"] is None for row in rows)
    told = ngettext(
        "Nothing was recorded; {count} line of {all} would be.",
        "Nothing was recorded; {count} lines of {all} would be.",
        fresh,
    )
    operator.notes[told.format(count=spell_number(fresh), all=spell_number(len(rows)))] = None

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.importing import lines_read

        return lines_read(shown, operator.words, operator.election.registry.brief, screen.columns)

    return Table(LINE, rows, brief=LINE_BRIEF, view=view)


def _recorded(session: "Session", operator: "Operator", importing: "Importing") -> Table:
    """Record the lines; the answer has their numbers, and the incidents of the first of them."""
    from pilkada_cli.posko.incidents.waiting import LISTED
    from pilkada_cli.screens.importing import spell_imported
    from pilkada_cli.screens.incident import spell_referral

    found = importing.record()
    if found.referred:
        terminal.say(spell_referral(operator.words, found.referred))
    few = session.for_people or (found.recorded <= LISTED and not session.wants_least)
    signs = operator.log.signs_of([one.id for _number, one in found.first], "report") if few else {}
    told = Rows(
        {"line": number, "id": one.id, "call_sign": signs[one.id], "title": one.content["title"]}
        for number, one in (found.first if few else ())
    )
    answer: Row = {"imported": found.recorded, "known": found.known, "incidents": told}
    # A script that asks for nothing else gets the one number.
    columns = IMPORTED[:1] if session.wants_least else IMPORTED
    return Table(columns, [answer], single=True, view=sentence(lambda: spell_imported(answer)))
