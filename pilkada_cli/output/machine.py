"""Tables for machines (tsv, csv, json, jsonl, yaml): the same in every language and on every terminal."""

import io
from collections.abc import Sequence
from datetime import date, time

from pilkada_cli.language import Text, Texts
from pilkada_cli.output.table import Rows, Screen, Table, Value
from pilkada_cli.printable import safe_json, visible


def render_tsv(table: Table, columns: Sequence[str], header: bool, _screen: Screen) -> str:
    """Cells between tabs; a tab, a line break or a backslash within a cell is an escape."""
    return "".join("\t".join(map(_tabless, line)) + "\n" for line in _lines(table, columns, header))


def render_csv(table: Table, columns: Sequence[str], header: bool, screen: Screen) -> str:
    """Cells between commas, quoted where they need it (RFC 4180); on a terminal, what acts there is an escape."""
    import csv

    lines = _lines(table, columns, header)
    if screen.terminal:
        lines = [[visible(cell, keep="\n") for cell in line] for line in lines]

    def row(cells: list[str]) -> str:
        # The writer quotes a carriage return only if it is one of its own.
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerow(cells)
        return text.getvalue().removesuffix("\r\n") + "\n"

    return "".join(map(row, lines))


def _lines(table: Table, columns: Sequence[str], header: bool) -> list[list[str]]:
    lines = [list(columns)] if header else []
    return lines + [[flat(row[name]) for name in columns] for row in table.rows]


def render_json(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> str:
    """One array of objects, an object a line; a single thing is one object."""
    rows = [_encode(row) for row in _objects(table, columns)]
    if table.single:
        return rows[0] + "\n"
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def render_jsonl(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> str:
    """One object a line."""
    return "".join(_encode(row) + "\n" for row in _objects(table, columns))


def render_yaml(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> str:
    """A list of mappings, or one; JSON's scalars and lists are YAML's as well, quoted where YAML would guess."""
    objects = _objects(table, columns)
    blocks = ["".join(f"{name}: {_encode(value)}\n" for name, value in row.items()) for row in objects]
    if table.single:
        return blocks[0]
    return "".join("- " + block.rstrip("\n").replace("\n", "\n  ") + "\n" for block in blocks) or "[]\n"


def _objects(table: Table, columns: Sequence[str]) -> list[dict[str, object]]:
    return [{name: _machine(row[name]) for name in columns} for row in table.rows]


def _encode(value: object) -> str:
    import json

    return safe_json(json.dumps(value, ensure_ascii=False))


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


def flat(value: Value) -> str:
    """A value as one cell for machines."""
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
