"""The table that a command answers with, its values, and what it is shown on; knows nothing of regions or stages."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from pilkada_cli.errors import UnknownColumn
from pilkada_cli.language import Text, Texts
from pilkada_cli.output.lines import Line, said

Row = dict[str, Any]


class Rows(tuple[Row, ...]):
    """Rows within a field: what happened to one thing, or the parts of a report."""

    __slots__ = ()


Value = str | int | float | bool | date | datetime | time | Text | Texts | Sequence[str] | Rows | Row | None


#: The width that a drawing has where no screen says another, in terminal columns.
USUAL_WIDTH = 80


class Screen(NamedTuple):
    """What the text is shown on: its width and height in characters (None: as much as it takes), and how.

    `unicode` says whether it shows more than ASCII; without it our own signs are replaced by plain ones.
    """

    width: int | None = None
    colour: bool = False
    terminal: bool = False
    height: int | None = None
    unicode: bool = True

    @property
    def columns(self) -> int:
        """The width of a drawing, which has to have one."""
        return self.width or USUAL_WIDTH


#: Draws the rows of a table for people.
View = Callable[[Sequence[Row], Screen], Iterable[Line]]


def sentence(text: Callable[[], str]) -> View:
    """What people read is this text, each line of it wrapped to their screen."""
    return lambda _rows, screen: [one for row in text().splitlines() for one in said(row, screen.width)]


class Table(NamedTuple):
    """What a command answers: rows under columns, or, when `single`, one thing with its fields.

    `brief` are the columns that people see when they choose none; `view` draws what people read instead of
    a table, and `paper` what they print instead of Markdown's own table.
    """

    columns: tuple[str, ...]
    rows: Sequence[Row]
    single: bool = False
    brief: tuple[str, ...] = ()
    view: View | None = None
    paper: Callable[[Sequence[Row]], str] | None = None


def check_columns(chosen: Sequence[str] | None, columns: Sequence[str]) -> None:
    """Raise UnknownColumn for one that is chosen and does not exist."""
    for name in chosen or ():
        if name not in columns:
            raise UnknownColumn(name, columns)
