"""Choosing and ordering the rows of a list: applies `--search`, `--sort` and `--limit`, in this order."""

import sys
from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import islice
from typing import Any, NamedTuple

from pilkada_cli.errors import UsageError
from pilkada_cli.language import Text, _
from pilkada_cli.output.machine import flat
from pilkada_cli.output.people import told
from pilkada_cli.output.table import Row, Table, Value, check_columns


class Selection(NamedTuple):
    """What was asked for: a column to sort by (descending with a minus before it), a number of rows, and a text."""

    sort: str | None = None
    limit: int | None = None
    search: str | None = None

    def of(self, table: Table) -> Table:
        """The table with the rows that are asked for; raises UnknownColumn, and UsageError for a negative number."""
        if self == Selection():
            return table
        name = (self.sort or "").removeprefix("-")
        if self.sort is not None:
            check_columns([name], table.columns)
        if self.limit is not None and self.limit < 0:
            raise UsageError(_("--limit is a number of rows, 0 or more."))
        rows: Iterable[Row] = table.rows
        if self.search is not None:
            wanted = self.search.casefold()
            rows = (row for row in rows if wanted in searched(row))
        if self.sort is not None:
            rows = sorted(rows, key=lambda row: _place(row[name]), reverse=self.sort.startswith("-"))
            # What has no value stands last in both directions.
            rows.sort(key=lambda row: row[name] is None)
            table = table._replace(view=None, page=None)
        return table._replace(rows=rows if self.limit is None else islice(rows, min(self.limit, sys.maxsize)))


def searched(row: Row) -> str:
    """The text in which `--search` looks: all values, as machines and as people read them, in lower case."""
    return "\n".join(f"{flat(value)}\n{told(name, value)}" for name, value in row.items()).casefold()


def _place(value: Value) -> tuple[int, Any]:
    """The sort key of a value: numbers come first, then dates and times, then texts, which ignore case."""
    if isinstance(value, (bool, int, float)):
        return 0, value
    if isinstance(value, (date, datetime, time)):
        return 1, value.isoformat()
    return 2, (value.spoken if isinstance(value, Text) else flat(value)).casefold()
