"""A table turned into text in each format; knows tables and not regions, and is the only door to rich.

`tsv`, `csv`, `json`, `jsonl` and `yaml` are for machines: the same in every language, on every terminal.
`table` and `md` are for people, in their language.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from pilkada_cli.errors import UnknownColumn
from pilkada_cli.language import Text, Texts, _, spell_clock, spell_date, spell_decimal, spell_number
from pilkada_cli.printable import plain_markdown, safe_json, visible

FORMATS = ("table", "tsv", "csv", "json", "jsonl", "yaml", "md")
#: Terminal columns that one column of a table needs at least; with less, rows are set one below the other.
NARROWEST = 9

Row = dict[str, Any]


class Rows(tuple[Row, ...]):
    """Rows within a field: what happened to one thing, or the parts of a report."""

    __slots__ = ()


Value = str | int | float | bool | date | datetime | time | Text | Texts | Sequence[str] | Rows | Row | None


class Table(NamedTuple):
    """What a command answers: rows under columns, or, when `single`, one thing with its fields.

    `brief` are the columns that people see when they choose none; `prose` is what people read instead of
    a table, and `paper` what they print instead of Markdown's own table.
    """

    columns: tuple[str, ...]
    rows: Sequence[Row]
    single: bool = False
    brief: tuple[str, ...] = ()
    prose: Callable[[], str] | None = None
    paper: Callable[[], str] | None = None


class Screen(NamedTuple):
    """What the text is shown on: its width in columns (None: as wide as it takes), and whether in colour."""

    width: int | None = None
    colour: bool = False
    terminal: bool = False


def render(
    table: Table,
    form: str,
    columns: Sequence[str] | None = None,
    *,
    header: bool = True,
    screen: Screen | None = None,
) -> str:
    """The table as text in one of FORMATS, ending in a line break; raises UnknownColumn."""
    check_columns(columns, table.columns)
    screen = screen or Screen()
    if form in ("table", "md"):
        own = table.prose if form == "table" else table.paper
        if own is not None and columns is None:
            return own()
        chosen = list(columns or table.brief or table.columns)
        return _grid(table, chosen, header, screen) if form == "table" else _markdown(table, chosen, header)
    chosen = list(columns or table.columns)
    if form in ("tsv", "csv"):
        return _separated(table, chosen, form, header, screen)
    return _structured(table, chosen, form)


def check_columns(chosen: Sequence[str] | None, columns: Sequence[str]) -> None:
    """Raise UnknownColumn for one that is chosen and does not exist."""
    for name in chosen or ():
        if name not in columns:
            raise UnknownColumn(name, columns)


def _separated(table: Table, columns: list[str], form: str, header: bool, screen: Screen) -> str:
    lines = [columns] if header else []
    lines += [[_flat(row[name]) for name in columns] for row in table.rows]
    if form == "tsv":
        return "".join("\t".join(map(_tabless, line)) + "\n" for line in lines)
    import csv

    if screen.terminal:
        lines = [[visible(cell, keep="\n") for cell in line] for line in lines]

    def row(cells: list[str]) -> str:
        # The writer quotes a carriage return only if it is one of its own.
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerow(cells)
        return text.getvalue().removesuffix("\r\n") + "\n"

    return "".join(map(row, lines))


def _encode(value: object) -> str:
    import json

    return safe_json(json.dumps(value, ensure_ascii=False))


def _structured(table: Table, columns: list[str], form: str) -> str:
    rows = [{name: _machine(row[name]) for name in columns} for row in table.rows]
    if form == "jsonl":
        return "".join(_encode(row) + "\n" for row in rows)
    if form == "json":
        if table.single:
            return _encode(rows[0]) + "\n"
        return "[\n" + ",\n".join(map(_encode, rows)) + "\n]\n" if rows else "[]\n"
    # JSON's scalars and lists are YAML's as well, and quoted where YAML would guess.
    blocks = ["".join(f"{name}: {_encode(value)}\n" for name, value in row.items()) for row in rows]
    if table.single:
        return blocks[0]
    return "".join("- " + block.rstrip("\n").replace("\n", "\n  ") + "\n" for block in blocks) or "[]\n"


def _machine(value: Value) -> object:
    if isinstance(value, Text):
        return value.id
    if isinstance(value, Texts):
        return [text.id for text in value]
    if isinstance(value, Rows):
        return [_machine(row) for row in value]
    if isinstance(value, dict):
        return {name: _machine(own) for name, own in value.items()}
    if isinstance(value, (date, time)):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, float)) else list(value)


def _flat(value: Value) -> str:
    plain = _machine(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(value, (Rows, dict)):
        return _encode(plain)
    return ",".join(plain) if isinstance(plain, list) else str(plain)


def _tabless(text: str) -> str:
    if text.isprintable() and "\\" not in text:
        return text
    return visible(text.replace("\\", "\\\\"))


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
        return _flat(value)
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


def _markdown(table: Table, columns: list[str], header: bool) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    text = line(columns) + "|" + " --- |" * len(columns) + "\n" if header else ""
    return text + "".join(line(plain_markdown(spoken(row[name])) for name in columns) for row in table.rows)


def _grid(table: Table, columns: list[str], header: bool, screen: Screen) -> str:
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


def _below(table: Table, columns: list[str]) -> str:
    wide = max(len(name) for name in columns) if columns else 0
    blocks = ["".join(f"{name:{wide}}  {spoken(row[name])}".rstrip() + "\n" for name in columns) for row in table.rows]
    return "\n".join(blocks)
