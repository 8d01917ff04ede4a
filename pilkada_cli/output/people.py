"""Tables for people (a grid on the terminal, Markdown), in their language; the only door to rich."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from pilkada_cli.language import Text, Texts, _, spell_clock, spell_date, spell_decimal, spell_number
from pilkada_cli.output.machine import flat
from pilkada_cli.output.table import Rows, Screen, Table, Value
from pilkada_cli.printable import plain_markdown, visible

#: Terminal columns that one column of a table needs at least; with less, rows are set one below the other.
NARROWEST = 9


def spoken(value: Value) -> str:
    """A value as people read it, in their language, on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return spell_number(value)
    if isinstance(value, float):
        return spell_decimal(value)
    if isinstance(value, (Rows, dict)):
        return flat(value)
    if isinstance(value, Text):
        return visible(value.spoken)
    if isinstance(value, Texts):
        return "; ".join(visible(text.spoken) for text in value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return spell_date(value, weekday=False)
    if isinstance(value, time):
        return spell_clock(value)
    return visible(value if isinstance(value, str) else ", ".join(value))


def render_markdown(table: Table, columns: Sequence[str], header: bool, _screen: Screen) -> str:
    """A table of Markdown."""

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    text = line(columns) + "|" + " --- |" * len(columns) + "\n" if header else ""
    return text + "".join(line(plain_markdown(spoken(row[name])) for name in columns) for row in table.rows)


def render_grid(table: Table, columns: Sequence[str], header: bool, screen: Screen) -> str:
    """A grid of rich's; a single thing, or rows too wide for the screen, one field below the other."""
    if table.single or (screen.width is not None and screen.width < NARROWEST * len(columns)):
        return _below(table, columns)
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text as Line

    text = io.StringIO()
    console = Console(
        file=text,
        width=screen.width or 100_000,
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        highlight=False,
        legacy_windows=False,
    )
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_header=header)
    for name in columns:
        numbers = [row[name] for row in table.rows if row[name] is not None]
        right = bool(numbers) and all(type(value) is int for value in numbers)
        grid.add_column(Line(name), overflow="fold", justify="right" if right else "left")
    for row in table.rows:
        grid.add_row(*(Line(spoken(row[name])) for name in columns))
    console.print(grid)
    return "".join(line.rstrip() + "\n" for line in text.getvalue().splitlines())


def _below(table: Table, columns: Sequence[str]) -> str:
    wide = max(len(name) for name in columns) if columns else 0
    blocks = ["".join(f"{name:{wide}}  {spoken(row[name])}".rstrip() + "\n" for name in columns) for row in table.rows]
    return "\n".join(blocks)
