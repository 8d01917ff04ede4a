"""Tables in the machine formats (tsv, csv, json, jsonl, yaml), which do not depend on the language."""

import io
from collections.abc import Callable, Sequence
from datetime import date, time
from functools import cache

from pilkada_cli.errors import UsageError
from pilkada_cli.language import Text, Texts, _
from pilkada_cli.output.table import Rows, Screen, Table, Value
from pilkada_cli.printable import safe_json, safe_yaml, visible


def render_tsv(table: Table, columns: Sequence[str], header: bool, _screen: Screen) -> str:
    """Cells separated by tabs; control characters and backslashes within a cell are written as escapes."""
    return "".join("\t".join(map(_tabless, line)) + "\n" for line in _lines(table, columns, header))


def render_csv(table: Table, columns: Sequence[str], header: bool, screen: Screen) -> str:
    """Cells separated by commas, quoted where needed (RFC 4180); on a terminal, control characters become escapes."""
    import csv

    lines = _lines(table, columns, header)
    if screen.terminal:
        lines = [[visible(cell, keep="\n") for cell in line] for line in lines]

    def row(cells: list[str]) -> str:
        # csv.writer quotes a carriage return in a cell only if it is part of its own line terminator.
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerow(cells)
        return text.getvalue().removesuffix("\r\n") + "\n"

    return "".join(map(row, lines))


def _lines(table: Table, columns: Sequence[str], header: bool) -> list[list[str]]:
    lines = [list(columns)] if header else []
    return lines + [[flat(row[name]) for name in columns] for row in table.rows]


def render_json(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> str:
    """One array with an object per line; for a `single` table, the one object alone."""
    rows = [_encode(row) for row in _objects(table, columns)]
    if table.single:
        return rows[0] + "\n"
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def render_jsonl(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> str:
    """One JSON object per line."""
    return "".join(_encode(row) + "\n" for row in _objects(table, columns))


def render_geojson(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> str:
    """A collection of features (RFC 7946), each a row as its properties at its point; raises UsageError without places.

    A row without a point, such as a province, has none (`null`).
    """
    if table.point is None:
        raise UsageError(_("Only regions are places: -f geojson goes with `regions list`."))
    features = []
    for row, properties in zip(table.rows, _objects(table, columns), strict=True):
        at = table.point(row)
        geometry = None if at is None else {"type": "Point", "coordinates": list(at)}
        features.append(_encode({"type": "Feature", "geometry": geometry, "properties": properties}))
    body = ",\n".join(features)
    return '{"type": "FeatureCollection", "features": [\n' + body + "\n]}\n"


def render_yaml(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> str:
    """A list of mappings, or one for a `single` table; values are written as JSON, which nearly is valid YAML."""
    objects = _objects(table, columns)
    blocks = ["".join(f"{name}: {safe_yaml(_encoder()(value))}\n" for name, value in row.items()) for row in objects]
    if table.single:
        return blocks[0]
    return "".join("- " + block.rstrip("\n").replace("\n", "\n  ") + "\n" for block in blocks) or "[]\n"


def _objects(table: Table, columns: Sequence[str]) -> list[dict[str, object]]:
    return [{name: _machine(row[name]) for name in columns} for row in table.rows]


@cache
def _encoder() -> Callable[[object], str]:
    # `json.dumps` makes a new encoder at every call, which costs a list of all regions 3 ms.
    import json

    return json.JSONEncoder(ensure_ascii=False).encode


def _encode(value: object) -> str:
    return safe_json(_encoder()(value))


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
    """A value as the text of one cell in tsv and csv: None is empty, lists are joined by commas."""
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
