"""The table with which a command answers, its values, and the screen on which it is shown."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from pilkada_cli.errors import UnknownColumn
from pilkada_cli.language import Text, Texts
from pilkada_cli.output.lines import Line, said

Row = dict[str, Any]


class Rows(tuple[Row, ...]):
    """Rows that are the value of one field, such as the history of an incident or the counts of a report."""

    __slots__ = ()


Value = str | int | float | bool | date | datetime | time | Text | Texts | Sequence[str] | Rows | Row | None


#: The width of a drawing where that of the screen is not known, in terminal columns.
USUAL_WIDTH = 80


class Screen(NamedTuple):
    """What the text is shown on: its width and height in characters (None: no limit), and what it can show.

    `terminal` says whether it is a terminal and no file or pipe, `unicode` whether it shows more than ASCII: if not,
    our own signs are replaced by ASCII ones.
    """

    width: int | None = None
    colour: bool = False
    terminal: bool = False
    height: int | None = None
    unicode: bool = True

    @property
    def columns(self) -> int:
        """The width for a drawing, in terminal columns: that of the screen, or USUAL_WIDTH where it is not known."""
        return self.width or USUAL_WIDTH


#: Draws the rows of a table for people.
View = Callable[[Sequence[Row], Screen], Iterable[Line]]


def sentence(text: Callable[[], str]) -> View:
    """A view that shows, instead of the rows, the text that `text` returns, wrapped to the screen."""
    return lambda _rows, screen: [one for row in text().splitlines() for one in said(row, screen.width)]


class Head(NamedTuple):
    """What stands above a page, and runs on each sheet of it: its title, the region, and the moment in words."""

    title: str
    place: str = ""
    moment: str = ""

    @property
    def where(self) -> str:
        """The region and the moment."""
        return " · ".join(part for part in (self.place, self.moment) if part)


class Table(NamedTuple):
    """The answer of a command: rows under columns, or, when `single`, one row that is shown as its fields.

    `brief` are the columns that people see when they choose none. `view` draws what people see on a screen instead of
    the table, `paper` what they get as Markdown, `page` what they print as HTML, and `picture` an SVG drawing.
    `head` and `note` stand above a page of HTML that is nothing but the table.
    """

    columns: tuple[str, ...]
    #: Of a long list, rows that are made one by one and only once.
    rows: Iterable[Row]
    single: bool = False
    brief: tuple[str, ...] = ()
    view: View | None = None
    paper: Callable[[Sequence[Row]], str] | None = None
    page: Callable[[Sequence[Row]], str] | None = None
    picture: Callable[[Sequence[Row]], str] | None = None
    #: The longitude and latitude of a row, in degrees, where rows are places; None for one without.
    point: Callable[[Row], tuple[float, float] | None] | None = None
    head: Head = Head("pilkada")
    note: str = ""


def check_columns(chosen: Sequence[str] | None, columns: Sequence[str]) -> None:
    """Raise UnknownColumn if a chosen column is not among the columns."""
    for name in chosen or ():
        if name not in columns:
            raise UnknownColumn(name, columns)
