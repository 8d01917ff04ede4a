"""Tables in the machine formats (tsv, csv, json, jsonl, yaml), which do not depend on the language.

A long list is written row by row: what gives the rows need not have them all at once.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from functools import cache

from pilkada_cli.errors import UsageError
from pilkada_cli.language import Text, Texts, _
from pilkada_cli.output.table import Rows, Screen, Table, Value
from pilkada_cli.printable import safe_json, safe_yaml, visible


def tsv(table: Table, columns: Sequence[str], header: bool, _screen: Screen) -> Iterator[str]:
    """Cells separated by tabs; control characters and backslashes within a cell are written as escapes."""
    for line in _lines(table, columns, header):
        yield "\t".join(map(_tabless, line)) + "\n"


def csv(table: Table, columns: Sequence[str], header: bool, screen: Screen) -> Iterator[str]:
    """Cells separated by commas, quoted where needed (RFC 4180); on a terminal, control characters become escapes."""
    from csv import writer

    for line in _lines(table, columns, header):
        # A writer quotes a carriage return in a cell only if it is part of its own line terminator.
        text = io.StringIO()
        cells = [visible(cell, keep="\n") for cell in line] if screen.terminal else line
        writer(text, lineterminator="\r\n").writerow(cells)
        yield text.getvalue().removesuffix("\r\n") + "\n"


def _lines(table: Table, columns: Sequence[str], header: bool) -> Iterator[list[str]]:
    if header:
        yield list(columns)
    for row in table.rows:
        yield [flat(row[name]) for name in columns]


def json(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> Iterator[str]:
    """One array with an object per line; for a `single` table, the one object alone."""
    rows = map(_encode, _objects(table, columns))
    if table.single:
        yield next(rows) + "\n"
        return
    start = "[\n"
    for row in rows:
        yield start + row
        start = ",\n"
    yield "[]\n" if start == "[\n" else "\n]\n"


def jsonl(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> Iterator[str]:
    """One JSON object per line."""
    for row in _objects(table, columns):
        yield _encode(row) + "\n"


def geojson(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> Iterator[str]:
    """A collection of features (RFC 7946), each a row as its properties at its point; raises UsageError without places.

    A row without a point, such as a province, has none (`null`).
    """
    if table.point is None:
        raise UsageError(_("Only regions are places: -f geojson goes with `regions list`."))
    features, point_of = [], table.point
    table = table._replace(rows=list(table.rows))
    for row, properties in zip(table.rows, _objects(table, columns), strict=True):
        at = point_of(row)
        geometry = None if at is None else {"type": "Point", "coordinates": list(at)}
        features.append(_encode({"type": "Feature", "geometry": geometry, "properties": properties}))
    body = ",\n".join(features)
    yield '{"type": "FeatureCollection", "features": [\n' + body + "\n]}\n"


def yaml(table: Table, columns: Sequence[str], _header: bool, _screen: Screen) -> Iterator[str]:
    """A list of mappings, or one for a `single` table; values are written as JSON, which nearly is valid YAML."""
    count = 0
    for row in _objects(table, columns):
        block = "".join(f"{name}: {safe_yaml(_encoder()(value))}\n" for name, value in row.items())
        yield block if table.single else "- " + block.rstrip("\n").replace("\n", "\n  ") + "\n"
        count += 1
    if not count:
        yield "[]\n"


#: Types that are in JSON what they are. Nearly all cells are of one of them: to ask for it first saves a list of all
#: regions 4 ms of 100.
_PLAIN = frozenset((str, int, bool, float, type(None)))


def _objects(table: Table, columns: Sequence[str]) -> Iterator[dict[str, object]]:
    for row in table.rows:
        yield {name: value if type(value) in _PLAIN else _machine(value) for name in columns for value in (row[name],)}


@cache
def _encoder() -> Callable[[object], str]:
    # `json.dumps` makes a new encoder at every call, which costs a list of all regions 3 ms.
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False).encode


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
    if type(value) is str:
        return value
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
