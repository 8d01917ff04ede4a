"""What is printed: sheets of A4 with a running head and page numbers, boxes to tick, tables, and room to sign."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from pilkada_cli.language import _
from pilkada_cli.output.lines import cut
from pilkada_cli.output.page import page
from pilkada_cli.output.table import Head
from pilkada_cli.printable import visible

#: How a column is set. text: as wide as there is room. key: never broken. tag: a few words. number: to the right.
#: box: a box to tick. name: names its row. blank: room to write by hand.
Kind = Literal["text", "key", "tag", "number", "box", "name", "blank"]
#: A table of so many columns or more is printed on sheets that lie on their side.
WIDE_FROM = 7
#: A part of so many rows at most is never parted by the end of a page.
SHORT = 8
#: The longest title and name of a region in the running head, in characters.
TITLE, PLACE = 80, 40


class Cell(NamedTuple):
    """What stands in a cell: a text, smaller lines `below` it, and before it a box, where `ticked` is not None.

    `level` is how far it is indented; a `strong` one stands out.
    """

    text: str = ""
    below: Sequence[str] = ()
    ticked: bool | None = None
    level: int = 0
    strong: bool = False


class Column(NamedTuple):
    """The heading of a column, and how the column is set."""

    title: str
    kind: Kind = "text"


class Group(NamedTuple):
    """Rows below a row that heads them; the last cell of `head` spans the columns that are left. No head, no group."""

    rows: Sequence[Sequence[Cell]]
    head: Sequence[Cell] = ()


class Part(NamedTuple):
    """A part of a sheet: its title, lines of text, and a table of groups of rows under its columns."""

    title: str = ""
    lines: Sequence[str] = ()
    columns: Sequence[Column] = ()
    groups: Sequence[Group] = ()

    @property
    def short(self) -> bool:
        """Whether it is to stay on one page."""
        return sum(len(group.rows) + bool(group.head) for group in self.groups) <= SHORT


class Sheet(NamedTuple):
    """All that is printed, as many pages as it takes.

    Below the head stand `lines`, `asked` (each with a line to write on) and a `drawing` (Markup, or None); then the
    parts, lines at the foot, and for each of `signers` room to sign. A `wide` one lies on its side.
    """

    head: Head
    parts: Sequence[Part] = ()
    lines: Sequence[str] = ()
    foot: Sequence[str] = ()
    asked: Sequence[str] = ()
    signers: Sequence[str] = ()
    drawing: Any = None
    wide: bool = False


def print_sheet(sheet: Sheet, template: str = "paper.html", *styles: str, **values: Any) -> str:
    """The sheet as one HTML page that stands alone; another template has styles and values of its own."""
    rules = running(sheet.head, wide=sheet.wide)
    return page(template, styles=["paper.css", *styles], rules=rules, sheet=sheet, words=_words(), **values)


def _words() -> dict[str, str]:
    """The words of the templates, which stand here so that the catalogue has them."""
    return {
        "done": _("done"),
        "not_done": _("not done"),
        "place": _("Place, date:"),
        "name": _("Name:"),
        "office": _("Office:"),
        "days": _("Days"),
    }


def running(head: Head, *, wide: bool = False) -> str:
    """The CSS of the running head and of the page numbers, as only CSS can put them on each page."""
    numbers = _("Page {page} of {pages}").format(page="\0", pages="\1")
    before, _page, rest = numbers.partition("\0")
    between, _pages, after = rest.partition("\1")
    counted = f"{_quoted(before)} counter(page) {_quoted(between)} counter(pages) {_quoted(after)}"
    boxes = {
        "top-left": _quoted(cut(head.title, TITLE)),
        "top-right": _quoted(head._replace(place=cut(head.place, PLACE)).where),
        "bottom-right": counted,
    }
    placed = "".join(f"@{place}{{content:{content}}}" for place, content in boxes.items())
    return f"@page{{size:A4{' landscape' if wide else ''};{placed}}}"


def _quoted(text: str) -> str:
    r"""A text as a CSS string; all but plain letters and digits is escaped, so that no text can end the style."""
    # A space behind an escape belongs to it.
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in visible(text)) + '"'
