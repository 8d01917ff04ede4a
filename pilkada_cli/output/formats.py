"""The formats of an answer; each is declared by one name in `Format` and one function in `RENDERERS`."""

from collections.abc import Callable, Sequence
from typing import Literal

from pilkada_cli.output import machine, people
from pilkada_cli.output.lines import folded
from pilkada_cli.output.paint import paint
from pilkada_cli.output.table import Screen, Table, check_columns

Format = Literal["table", "tsv", "csv", "json", "jsonl", "yaml", "md", "geojson"]

#: Turns the chosen columns of a table into text that ends in a line break; the bool says whether to write a header.
Renderer = Callable[[Table, Sequence[str], bool, Screen], str]
RENDERERS: dict[Format, Renderer] = {
    "table": people.render_grid,
    "tsv": machine.render_tsv,
    "csv": machine.render_csv,
    "json": machine.render_json,
    "jsonl": machine.render_jsonl,
    "yaml": machine.render_yaml,
    "md": people.render_markdown,
    "geojson": machine.render_geojson,
}
#: The formats for people: they use the table's `view` or `paper` where it has one, and else its `brief` columns.
FOR_PEOPLE: tuple[Format, ...] = ("table", "md")


def render(
    table: Table,
    form: Format,
    columns: Sequence[str] | None = None,
    *,
    header: bool = True,
    screen: Screen | None = None,
) -> str:
    """The table as text in a format, ending in a line break; raises UnknownColumn."""
    check_columns(columns, table.columns)
    chosen = columns or table.columns
    if form in FOR_PEOPLE:
        if columns is None and form == "table" and table.view is not None:
            shown = screen or Screen()
            # Fold what a view draws, so that no line is wider than the screen.
            return paint((row for one in table.view(table.rows, shown) for row in folded(one, shown.width)), shown)
        if columns is None and form == "md" and table.paper is not None:
            return table.paper(table.rows)
        chosen = columns or table.brief or table.columns
    return RENDERERS[form](table, chosen, header, screen or Screen())
