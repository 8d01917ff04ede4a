"""Tables for people, in the current language: rows fitted to the terminal, the fields of one thing, and Markdown."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from pilkada_cli.errors import UsageError
from pilkada_cli.language import (
    Text,
    Texts,
    _,
    spell_clock,
    spell_date,
    spell_decimal,
    spell_instant,
    spell_number,
)
from pilkada_cli.output.fit import Column, Group, fields, fitted
from pilkada_cli.output.headings import heading, worded
from pilkada_cli.output.lines import Line, width
from pilkada_cli.output.machine import flat
from pilkada_cli.output.paint import paint
from pilkada_cli.output.table import Row, Rows, Screen, Table, Value
from pilkada_cli.printable import plain_markdown, visible

if TYPE_CHECKING:
    from pilkada_cli.output.paper import Part

#: A column with a value wider than this may be the text column of a list, the one that is cut.
TEXT_FROM = 24
#: The widest key that is not broken on paper: an id.
KEY = 36


def spoken(value: Value) -> str:
    """A value as people read it in the current language, on one line; None is empty."""
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
        return spell_instant(value)
    if isinstance(value, date):
        return spell_date(value, weekday=False)
    if isinstance(value, time):
        return spell_clock(value)
    return visible(value if isinstance(value, str) else ", ".join(value))


def told(column: str, value: Value) -> str:
    """The value of a column as people read it: like `spoken`, but fixed values such as `past` are translated too."""
    return worded(column, value) if type(value) is str and value.isprintable() else spoken(value)


def render_markdown(table: Table, columns: Sequence[str], header: bool, _screen: Screen) -> str:
    """The table as a Markdown table."""

    def row(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    text = row(columns) + "|" + " --- |" * len(columns) + "\n" if header else ""
    return text + "".join(row(plain_markdown(spoken(one[name])) for name in columns) for one in table.rows)


def render_page(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> str:
    """The table as a page to print: rows under the headings of their columns, or the fields of one thing."""
    from pilkada_cli.output.paper import WIDE_FROM, Sheet, print_sheet

    rows = list(table.rows)
    part = _fields_part(rows, columns) if table.single else _rows_part(rows, columns)
    lines = [table.note] if table.note else []
    wide = not table.single and len(columns) >= WIDE_FROM
    return print_sheet(Sheet(table.head, [part], lines, wide=wide))


def _rows_part(rows: Sequence[Row], names: Sequence[str]) -> "Part":
    from pilkada_cli.output import paper

    cells = [[told(name, row[name]) for name in names] for row in rows]
    columns = [paper.Column(heading(one.name), one.sort) for one in _columns(rows, names, cells)]
    if columns and columns[0].kind == "key" and any(width(row[0]) > KEY for row in cells):
        columns[0] = columns[0]._replace(kind="text")  # What is too long never to be broken.
    groups = [paper.Group([[paper.Cell(cell) for cell in row] for row in cells])]
    return paper.Part(lines=[] if rows else [_("Nothing here.")], columns=columns if rows else (), groups=groups)


def _fields_part(rows: Sequence[Row], names: Sequence[str]) -> "Part":
    from pilkada_cli.output import paper

    spelled = [(heading(name), told(name, row[name])) for row in rows for name in names]
    cells = [[paper.Cell(name), paper.Cell(value)] for name, value in spelled if value]
    columns = [paper.Column(_("Field"), "name"), paper.Column(_("Value"))]
    return paper.Part(columns=columns, groups=[paper.Group(cells)])


def refuse_picture(table: Table, _columns: Sequence[str], _header: bool, _screen: Screen) -> str:
    """Raise UsageError, as this table has no drawing, or none of chosen columns."""
    if table.picture is not None:
        raise UsageError(_("A drawing has no columns: leave --columns away with -f svg."))
    raise UsageError(_("There is no drawing of this: -f svg goes with `map` and `stages timeline`."))


def render_grid(table: Table, columns: Sequence[str], header: bool, screen: Screen) -> str:
    """The rows fitted to the screen; for a `single` table, its fields one below the other."""
    rows = list(table.rows)
    lines = single(rows, columns, screen) if table.single else rows_of(rows, columns, screen, header=header)
    return paint(lines, screen)


def single(rows: Sequence[Row], columns: Sequence[str], screen: Screen) -> list[Line]:
    """The fields of one thing that have a value."""
    lines: list[Line] = []
    for row in rows:
        spelled = ((heading(name), told(name, row[name])) for name in columns)
        lines += fields([(name, value) for name, value in spelled if value], screen.width)
    return lines


def rows_of(rows: Sequence[Row], columns: Sequence[str], screen: Screen, *, header: bool = True) -> list[Line]:
    """Rows under headings, fitted to the screen; which column is cut or left out follows from the values."""
    cells = [[told(name, row[name]) for name in columns] for row in rows]
    return fitted(list(_columns(rows, columns, cells)), [Group((), cells)], screen.width, header=header)


def _columns(rows: Sequence[Row], names: Sequence[str], cells: list[list[str]]) -> Iterable[Column]:
    """The columns, their sorts told from their values: the first is a key, numbers are numbers, the widest is text.

    Of the others, those further right are left out first.
    """
    widths = [max((width(row[place]) for row in cells), default=0) for place in range(len(names))]
    texts = [place for place, wide in enumerate(widths) if place and wide > TEXT_FROM]
    text = max(texts, key=widths.__getitem__, default=None)
    for place, name in enumerate(names):
        values = [row[name] for row in rows if row[name] is not None]
        numbers = bool(values) and all(type(value) in (int, float) for value in values)
        if place == 0 and not numbers:
            yield Column(name, heading(name).upper(), "key")
        elif place == text:
            yield Column(name, heading(name).upper(), "text")
        else:
            yield Column(name, heading(name).upper(), "number" if numbers else "tag", rank=place)
