"""A report as sections of lines and tables, and how it is set as plain text, Markdown and HTML."""

import html
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pilkada_cli.printable import plain_markdown, visible


class Grid(NamedTuple):
    """A table of a report; `numbers` are the columns, counted from the end, that are set to the right."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: int = 0


class Section(NamedTuple):
    """A part of a report: its title, lines of text, and a table or none."""

    title: str
    lines: Sequence[str] = ()
    grid: Grid | None = None


class Document(NamedTuple):
    """A whole report: a title, lines below it, sections, and lines at the foot."""

    title: str
    lines: Sequence[str]
    sections: Sequence[Section]
    foot: Sequence[str]


def plain(document: Document) -> str:
    """The report as text for a terminal or a message."""
    lines = [document.title, "=" * len(document.title), *document.lines]
    for section in document.sections:
        lines += ["", section.title, "-" * len(section.title), *section.lines]
        if section.grid is not None:
            lines += _columns(section.grid)
    lines += ["", *document.foot]
    return "".join(visible(line).rstrip() + "\n" for line in lines)


def _columns(grid: Grid) -> Iterator[str]:
    table = [[visible(cell) for cell in row] for row in (grid.head, *grid.rows)]
    wide = [max(len(row[place]) for row in table) for place in range(len(grid.head))]
    right = [place >= len(wide) - grid.numbers for place in range(len(wide))]
    for row in table:
        cells = zip(row, wide, right, strict=True)
        yield "  ".join(f"{cell:>{width}}" if number else f"{cell:<{width}}" for cell, width, number in cells)


def markdown(document: Document) -> str:
    """The report as Markdown."""
    lines = [f"# {plain_markdown(document.title)}", "", *_paragraphs(document.lines)]
    for section in document.sections:
        lines += [f"## {plain_markdown(section.title)}", "", *_paragraphs(section.lines)]
        if section.grid is not None:
            lines += [*_pipes(section.grid), ""]
    lines += ["---", "", *_paragraphs(document.foot)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield f"- {plain_markdown(line)}"
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
    """The report as one HTML page that needs nothing from elsewhere."""
    body = [f"<h1>{_escaped(document.title)}</h1>", *_items(document.lines)]
    for section in document.sections:
        body += [f"<h2>{_escaped(section.title)}</h2>", *_items(section.lines)]
        if section.grid is not None:
            body += _table(section.grid)
    body += ["<footer>", *(f"<p>{_escaped(line)}</p>" for line in document.foot), "</footer>"]
    head = f'<meta charset="utf-8"><title>{_escaped(document.title)}</title><style>{STYLE}</style>'
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>{head}</head>\n<body>\n'
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _items(lines: Sequence[str]) -> list[str]:
    return ["<ul>", *(f"<li>{_escaped(line)}</li>" for line in lines), "</ul>"] if lines else []


def _table(grid: Grid) -> list[str]:
    head = "".join(f"<th>{_escaped(cell)}</th>" for cell in grid.head)
    rows = ("".join(f"<td>{_escaped(cell)}</td>" for cell in row) for row in grid.rows)
    return ["<table>", f"<tr>{head}</tr>", *(f"<tr>{row}</tr>" for row in rows), "</table>"]


def _escaped(text: str) -> str:
    return html.escape(visible(text))
