"""`pilkada posko sitrep`: the situation report."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pilkada_cli.commands.posko.shared import PublicOption, operator_of, option
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import UsageError
from pilkada_cli.language import N_, _, ngettext, spell_number
from pilkada_cli.output import terminal
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table

if TYPE_CHECKING:
    from pilkada_cli.posko.operator import Operator
    from pilkada_cli.posko.sitrep.sitrep import Sitrep
    from pilkada_cli.posko.store.lists import Basis
    from pilkada_cli.session import Session

#: The length of a report's window when no start is given: the posts report daily.
DAY = timedelta(hours=24)
#: Added to now for the end of the half-open window, so that what was recorded in this millisecond is in the report.
INSTANT = timedelta(milliseconds=1)

FormatOption = Annotated[
    Literal["table", "md", "html", "json", "wa"],
    typer.Option("-f", "--format", help=N_("Text, Markdown, a web page, JSON, or a message for a chat group.")),
]


def show_sitrep(
    context: typer.Context,
    start: Annotated[str | None, option("--from", "WHEN", N_("New since then; else a day before the end."))] = None,
    end: Annotated[str | None, option("--to", "WHEN", N_("How things stood before that moment; else now."))] = None,
    format: FormatOption = "table",  # noqa: A002 - the option's own name
    public: PublicOption = False,
    by_recorded: Annotated[
        bool,
        typer.Option(
            "--by-recorded", help=N_("By when entries were recorded, not received: the same from every store.")
        ),
    ] = False,
) -> None:
    """Draw up the situation report."""
    from pilkada_cli.output.document import markdown, plain
    from pilkada_cli.posko.log.clocks import spell_wrong
    from pilkada_cli.posko.sitrep.fields import COLUMNS, fields_of
    from pilkada_cli.posko.sitrep.sitrep import clocks_ahead
    from pilkada_cli.screens.sitrep import SitrepPage

    session = session_of(context)
    with operator_of(context) as operator:
        report = _draw_up(operator, start, end, "recorded" if by_recorded else "received")
        if end is not None and (later := operator.log.count() - report.entries):
            told = ngettext(
                "{count} entry came at {end} or later, and is not in this report.",
                "{count} entries came at {end} or later, and are not in this report.",
                later,
            )
            operator.notes[told.format(count=spell_number(later), end=report.end.isoformat())] = None
        for one in spell_wrong(clocks_ahead(operator.log, report.window.before)):
            operator.notes[one] = None
        fields = fields_of(report, session.election.registry, public=public)
    drawn = SitrepPage(fields, operator.words, operator.schedule, len(report.post.expects))
    document = drawn.document()
    if format == "wa":
        from pilkada_cli.output.chat import chat

        terminal.show(chat(document))
        return
    session.format = format

    def view(_rows: Sequence[Row], screen: Screen) -> list[Line]:
        return plain(document, screen.width)

    def page(_rows: Sequence[Row]) -> str:
        from pilkada_cli.output.document import sheet
        from pilkada_cli.output.paper import print_sheet

        printed = sheet(document, drawn.moment(), [_("Drawn up by"), _("Seen by")])
        return print_sheet(printed._replace(drawing=_map_of(session, fields)))

    table = Table(COLUMNS, [fields], single=True, view=view, paper=lambda _rows: markdown(document), page=page)
    session.show(table)


def _map_of(session: "Session", fields: Row) -> Any:
    """The map of the report's open incidents as markup, of the post's own province; None where the data have no map."""
    from pilkada_cli.pages.day import day_map
    from pilkada_cli.regions.grid import has_grid, load_grid

    files, registry = session.election.files, session.election.registry
    if not has_grid(files):
        return None
    counts = {row["region"]: row["open"] for row in fields["by_region"] if row["region"] and row["open"]}
    code = fields["post"]
    inside = registry[code].province or code if code in registry else None
    return day_map(counts, {one.code: one.short for one in registry}, load_grid(files), inside)


def _draw_up(operator: "Operator", start: str | None, end: str | None, basis: "Basis") -> "Sitrep":
    from pilkada_cli.posko.log.moments import Before, milliseconds
    from pilkada_cli.posko.post import post_of
    from pilkada_cli.posko.sitrep.sitrep import draw_up

    newest = operator.log.store.entries.last()[2] if end is None else 0
    until = operator.now + INSTANT if end is None else operator.moment(end)
    since = until.replace(microsecond=0) - DAY if start is None and end is None else until - DAY
    since = since if start is None else operator.since(start)
    if since >= until:
        raise UsageError(_("The window ends before it begins; give a --from before --to."))
    post = post_of(operator.log, operator.election.registry, Before(max(milliseconds(until), newest + 1), basis))
    calendar = operator.schedule, operator.election.checklists
    return draw_up(operator.log, post, operator.words, calendar, (since, until), basis, newest)
