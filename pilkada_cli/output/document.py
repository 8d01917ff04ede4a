"""A report as sections of lines and tables, and as plain text, Markdown and a sheet to print; see also `chat`."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pilkada_cli.output.fit import Column, Group, Sort, fitted
from pilkada_cli.output.lines import Line, Role, Span, folded, line, width
from pilkada_cli.output.table import Head
from pilkada_cli.printable import plain_markdown, visible

if TYPE_CHECKING:
    from pilkada_cli.output.paper import Kind, Part, Sheet

#: The longest cell of a column of tags on paper.
TAG = 18


class Grid(NamedTuple):
    """A table of a report: its headings and rows; the last `numbers` columns are aligned to the right.

    `brief` are the places of the columns that a short form has, in its order (None: all). `left_out` is how many rows
    there are beside these, and `rest` the sentence that says so.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: int = 0
    brief: Sequence[int] | None = None
    left_out: int = 0
    rest: str = ""


class Section(NamedTuple):
    """A part of a report: its title, lines of text, and a table or none."""

    title: str
    lines: Sequence[str] = ()
    grid: Grid | None = None

    @property
    def told(self) -> list[str]:
        """Its lines, with that on what the table leaves out."""
        return [*self.lines, *([self.grid.rest] if self.grid and self.grid.rest else [])]


class Document(NamedTuple):
    """A whole report: a title, lines below it, sections, and lines at the foot."""

    title: str
    lines: Sequence[str]
    sections: Sequence[Section]
    foot: Sequence[str]


def plain(document: Document, columns: int | None = None) -> list[Line]:
    """The report as lines for a terminal of so many columns, or for a message (None: lines of any width).

    A line of text that is wrapped goes on indented. The widest column of a table that is too wide is cut first.
    """
    lines = [*_text(document.title, columns, "strong"), line("=" * _under(document.title, columns))]
    lines += [one for text in document.lines for one in _text(text, columns)]
    for section in document.sections:
        lines += [line(), *_text(section.title, columns, "strong"), line("-" * _under(section.title, columns))]
        lines += [one for text in section.told for one in _text(text, columns)]
        if section.grid is not None:
            lines += _fitted(section.grid, columns)
    return [*lines, line(), *(one for text in document.foot for one in _text(text, columns, "quiet"))]


def _text(text: str, columns: int | None, role: Role = "plain") -> list[Line]:
    return folded([Span(visible(text), role)], columns, "  ")


def _under(text: str, columns: int | None) -> int:
    """The length of the line under a title, in terminal columns."""
    wide = width(visible(text))
    return wide if columns is None else min(wide, columns)


def _fitted(grid: Grid, columns: int | None) -> list[Line]:
    cells = [[visible(cell) for cell in row] for row in grid.rows]
    widths = [max((width(row[place]) for row in cells), default=0) for place in range(len(grid.head))]
    text = max(range(len(widths)), key=widths.__getitem__, default=0)
    heads = [
        Column(head, head, _sort(place, text, len(widths) - grid.numbers), rank=0 if place in (0, text) else place)
        for place, head in enumerate(map(visible, grid.head))
    ]
    return fitted(heads, [Group((), cells)], columns, silent=True)


def _sort(place: int, text: int, numbers: int) -> Sort:
    return "number" if place >= numbers else "text" if place == text else "tag"


def markdown(document: Document) -> str:
    """The report as Markdown."""
    lines = [f"# {plain_markdown(document.title)}", "", *_paragraphs(document.lines)]
    for section in document.sections:
        lines += [f"## {plain_markdown(section.title)}", "", *_paragraphs(section.told)]
        if section.grid is not None:
            lines += [*_pipes(section.grid), ""]
    lines += ["---", "", *_paragraphs(document.foot)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    for text in lines:
        yield f"- {plain_markdown(text)}"
    if lines:
        yield ""


def _pipes(grid: Grid) -> Iterator[str]:
    for row in (grid.head, ["---"] * len(grid.head), *grid.rows):
        yield "| " + " | ".join(cell if cell == "---" else plain_markdown(cell) for cell in row) + " |"


def sheet(document: Document, moment: str, signers: Sequence[str] = ()) -> "Sheet":
    """The report as a sheet to print, for these to sign; `moment` runs beside its title on each page."""
    from pilkada_cli.output.paper import Sheet

    parts = [_part(section) for section in document.sections]
    return Sheet(Head(document.title, moment=moment), parts, document.lines, document.foot, signers=signers)


def _part(section: Section) -> "Part":
    from pilkada_cli.output import paper

    if section.grid is None:
        return paper.Part(section.title, section.told)
    grid = section.grid
    numbers = len(grid.head) - grid.numbers
    kinds = [_kind([row[place] for row in grid.rows], number=place >= numbers) for place in range(len(grid.head))]
    rows = [[paper.Cell(cell) for cell in row] for row in grid.rows]
    columns = list(map(paper.Column, grid.head, kinds))
    return paper.Part(section.title, section.told, columns, [paper.Group(rows)])


def _kind(cells: Sequence[str], *, number: bool) -> "Kind":
    """How a column is set: as numbers, as a text where any cell is long, else as a tag."""
    return "number" if number else "text" if any(width(cell) > TAG for cell in cells) else "tag"
