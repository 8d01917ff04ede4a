"""The formats of an answer; each is declared by one name in `Format` and one function in PIECES or WHOLE."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from pilkada_cli.output import machine, people
from pilkada_cli.output.lines import folded
from pilkada_cli.output.paint import paint
from pilkada_cli.output.table import Screen, Table, check_columns

Format = Literal["table", "tsv", "csv", "json", "jsonl", "yaml", "md", "html", "geojson", "svg"]

#: Turn the chosen columns of a table into text that ends in a line break; the bool says whether to write a header.
#: Those of PIECES give it in pieces, so that a list is never in memory as a whole.
PIECES: dict[Format, Callable[[Table, Sequence[str], bool, Screen], Iterator[str]]] = {
    "tsv": machine.tsv,
    "csv": machine.csv,
    "json": machine.json,
    "jsonl": machine.jsonl,
    "yaml": machine.yaml,
    "geojson": machine.geojson,
}
WHOLE: dict[Format, Callable[[Table, Sequence[str], bool, Screen], str]] = {
    "table": people.render_grid,
    "md": people.render_markdown,
    "html": people.render_page,
    "svg": people.refuse_picture,
}


def render(
    table: Table,
    form: Format,
    columns: Sequence[str] | None = None,
    *,
    header: bool = True,
    screen: Screen | None = None,
) -> str:
    """The table as text in a format, ending in a line break; raises UnknownColumn.

    The formats for people use what the table has for them (`view`, `paper`, `page`), else its `brief` columns.
    """
    if form in PIECES:
        return "".join(pieces(table, form, columns, header=header, screen=screen))
    check_columns(columns, table.columns)
    shown = screen or Screen()
    rows = list(table.rows)
    if columns is None and form == "table" and table.view is not None:
        # Fold what a view draws, so that no line is wider than the screen.
        return paint((row for one in table.view(rows, shown) for row in folded(one, shown.width)), shown)
    drawn = {"md": table.paper, "html": table.page, "svg": table.picture}.get(form)
    if columns is None and drawn is not None:
        return drawn(rows)
    return WHOLE[form](table._replace(rows=rows), columns or table.brief or table.columns, header, shown)


def pieces(
    table: Table,
    form: Format,
    columns: Sequence[str] | None = None,
    *,
    header: bool = True,
    screen: Screen | None = None,
) -> Iterator[str]:
    """The same in pieces, for a format of PIECES; raises UnknownColumn before the first of them."""
    check_columns(columns, table.columns)
    return PIECES[form](table, columns or table.columns, header, screen or Screen())
