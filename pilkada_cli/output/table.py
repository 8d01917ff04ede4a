"""The table that a command answers with, its values, and what it is shown on; knows nothing of regions or stages."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from pilkada_cli.errors import UnknownColumn
from pilkada_cli.language import Text, Texts

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


def check_columns(chosen: Sequence[str] | None, columns: Sequence[str]) -> None:
    """Raise UnknownColumn for one that is chosen and does not exist."""
    for name in chosen or ():
        if name not in columns:
            raise UnknownColumn(name, columns)
