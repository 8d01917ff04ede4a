"""Fits rows to the width of a screen: the text column is cut, then columns are left out, then each row becomes a card.

Keys (what a person has to type) and numbers are never cut and never broken. The one text column is cut with an
ellipsis, but not below TEXT_LEAST columns. If that is not enough, columns are left out, the highest rank first, and
the last line names them. On a screen narrower than CARD, or than the keys need, each row is a card of several lines.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from pilkada_cli.language import _
from pilkada_cli.output.lines import Line, Span, cut, folded, padded, said, width

#: What a column holds: something to type, running text, a number, or a word or two.
Sort = Literal["key", "text", "number", "tag"]
#: The least width of the text column, in terminal columns; below this, other columns go.
TEXT_LEAST = 24
#: On a narrower screen each row is a card.
CARD = 40
#: The space between two columns, in terminal columns.
GAP = 2

#: A cell: its text, or its text in a role.
Cell = str | Span
Cells = Sequence[Cell]


class Column(NamedTuple):
    """A column for people: its name for `--columns`, its translated heading, the sort of its values, and its rank.

    The column of the highest rank is left out first, one of rank 0 never. `most` is the width to which cells are cut.
    """

    name: str
    heading: str
    sort: Sort = "tag"
    rank: int = 0
    most: int | None = None


class Group(NamedTuple):
    """Rows with a heading line above them; an empty heading is not shown."""

    heading: Line
    rows: Sequence[Cells]


def fitted(
    columns: Sequence[Column],
    groups: Iterable[Group],
    screen: int | None,
    *,
    header: bool = True,
    fill: bool = False,
    silent: bool = False,
) -> list[Line]:
    """The rows as lines no wider than the screen, in terminal columns (None: no limit), under their headings.

    `header` writes the columns' headings. `fill` widens the text column, so that the last column ends at the edge of
    the screen. `silent` leaves out the line that names the columns left out.
    """
    parts = [(group.heading, [_spans(columns, row) for row in group.rows]) for group in groups]
    rows = [row for _heading, rows in parts for row in rows]
    natural = [
        max([width(column.heading) if header else 0, *(width(row[place].text) for row in rows)])
        for place, column in enumerate(columns)
    ]
    kept = list(range(len(columns)))
    widths = _widths(columns, kept, natural, screen)
    while widths is None and columns[going := max(kept, key=lambda place: columns[place].rank)].rank:
        kept.remove(going)
        widths = _widths(columns, kept, natural, screen)
    if widths is None or (screen is not None and screen < CARD):
        return [one for heading, rows in parts for one in _cards(columns, heading, rows, screen or CARD)]
    if fill and screen is not None:
        spare = screen - sum(widths[place] for place in kept) - GAP * (len(kept) - 1)
        widths = [wide + spare * (columns[place].sort == "text") for place, wide in enumerate(widths)]
    lines: list[Line] = []
    if header and kept:
        lines.append(_row(columns, kept, widths, [Span(column.heading, "quiet") for column in columns]))
    for heading, own in parts:
        lines += folded(heading, screen) if heading else []
        lines += [_row(columns, kept, widths, row) for row in own]
    gone = [column.name for place, column in enumerate(columns) if place not in kept]
    return lines + (_left_out(gone, screen) if gone and not silent else [])


def _spans(columns: Sequence[Column], row: Cells) -> list[Span]:
    spans = [cell if isinstance(cell, Span) else Span(cell) for cell in row]
    return [
        span if column.most is None else span._replace(text=cut(span.text, column.most))
        for column, span in zip(columns, spans, strict=True)
    ]


def _widths(columns: Sequence[Column], kept: list[int], natural: list[int], screen: int | None) -> list[int] | None:
    """The widths of all columns, with the text column made narrower as needed; None when the kept ones do not fit."""
    widths = list(natural)
    if screen is None:
        return widths
    over = sum(widths[place] for place in kept) + GAP * (len(kept) - 1) - screen
    texts = [place for place in kept if columns[place].sort == "text"]
    if over > 0 and texts:
        text = texts[0]
        taken = min(over, max(widths[text] - TEXT_LEAST, 0))
        widths[text] -= taken
        over -= taken
    return widths if over <= 0 else None


def _row(columns: Sequence[Column], kept: list[int], widths: list[int], row: Sequence[Span]) -> Line:
    cells: list[Span] = []
    for position, place in enumerate(kept):
        column, (text, role, _below) = columns[place], row[place]
        text = cut(text, widths[place]) if column.sort in ("text", "tag") else text
        right = column.sort == "number"
        last = position == len(kept) - 1
        shown = text if last and not right else padded(text, widths[place], right=right)
        cells += [Span(shown, role), *([] if last else [Span(" " * GAP)])]
    return tuple(cells)


def _cards(columns: Sequence[Column], heading: Line, rows: Iterable[Sequence[Span]], screen: int) -> list[Line]:
    lines: list[Line] = folded(heading, screen) if heading else []
    if columns[0].sort == "text" and columns[0].heading:
        lines += folded([Span(columns[0].heading, "quiet")], screen)
    for row in rows:
        for place, (column, span) in enumerate(zip(columns, row, strict=True)):
            if column.sort == "key" or not place:
                lines += folded([span], screen)
            elif span.text:
                lines += folded([Span(f"  {column.heading.casefold()} ", "quiet"), span], screen, "    ")
    return lines


def _left_out(names: Sequence[str], screen: int | None) -> list[Line]:
    sentence = _("Left out for want of width: {columns}; --columns {first},… shows what you name.")
    return said(sentence.format(columns=", ".join(names), first=names[0]), screen, "quiet")


def fields(pairs: Iterable[tuple[str, Cell]], screen: int | None) -> list[Line]:
    """Pairs of a field's name and value as lines, one field below the other; a wrapped value goes on indented."""
    named = [(name, cell if isinstance(cell, Span) else Span(cell)) for name, cell in pairs]
    wide = max((width(name) for name, _value in named), default=0)
    lines: list[Line] = []
    for name, value in named:
        if screen is not None and screen < CARD:
            lines += [*folded([Span(name, "quiet")], screen), *folded([Span("  "), value], screen, "  ")]
        else:
            lines += folded([Span(padded(name, wide + GAP), "quiet"), value], screen, " " * (wide + GAP))
    return lines
