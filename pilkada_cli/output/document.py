"""A report as sections of lines and tables, and how it is written as plain text, Markdown and HTML; see also `chat`."""

import html
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pilkada_cli.output.fit import Column, Group, Sort, fitted
from pilkada_cli.output.lines import Line, Role, Span, folded, line, width
from pilkada_cli.printable import plain_markdown, visible


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


STYLE = (
    "body{font:16px/1.4 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em;text-align:left}"
    "footer{margin-top:2em;border-top:1px solid #999;font-size:.85em;overflow-wrap:anywhere}"
)


def webpage(document: Document, language: str) -> str:
    """The report as one self-contained HTML page; `language` is its code, `id` or `en`."""
    body = [f"<h1>{_escaped(document.title)}</h1>", *_items(document.lines)]
    for section in document.sections:
        body += [f"<h2>{_escaped(section.title)}</h2>", *_items(section.told)]
        if section.grid is not None:
            body += _table(section.grid)
    body += ["<footer>", *(f"<p>{_escaped(text)}</p>" for text in document.foot), "</footer>"]
    head = f'<meta charset="utf-8"><title>{_escaped(document.title)}</title><style>{STYLE}</style>'
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>{head}</head>\n<body>\n'
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _items(lines: Sequence[str]) -> list[str]:
    return ["<ul>", *(f"<li>{_escaped(text)}</li>" for text in lines), "</ul>"] if lines else []


def _table(grid: Grid) -> list[str]:
    head = "".join(f"<th>{_escaped(cell)}</th>" for cell in grid.head)
    rows = ("".join(f"<td>{_escaped(cell)}</td>" for cell in row) for row in grid.rows)
    return ["<table>", f"<tr>{head}</tr>", *(f"<tr>{row}</tr>" for row in rows), "</table>"]


def _escaped(text: str) -> str:
    return html.escape(visible(text))
