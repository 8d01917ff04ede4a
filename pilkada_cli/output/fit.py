"""Rows fitted to the width of a screen: one row a line, the text cut, then columns left out, then cards.

Keys (what a person has to type) and numbers are never cut and never broken. The one text column is cut with an
ellipsis, but not below TEXT_LEAST columns. What still does not fit loses columns, those of the highest rank first,
and the last line says which. On a screen narrower than CARD, or than the keys need, each row is a card.
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
#: Between two columns.
GAP = 2

#: A cell: its text, or its text in a role.
Cell = str | Span
Cells = Sequence[Cell]


class Column(NamedTuple):
    """A column for people: its name for `--columns`, its heading in their language, what it holds, and its rank.

    The column of the highest rank is left out first; one of rank 0 never is. `most` is the width that a tag is cut to.
    """

    name: str
    heading: str
    sort: Sort = "tag"
    rank: int = 0
    most: int | None = None


class Group(NamedTuple):
    """Rows under a line of their own, or under none."""

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
    """The rows as lines no wider than the screen (None: as wide as they are), under their headings.

    `fill` widens the text column, so that the last column ends at the edge; `silent` does not say what is left out.
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
    """The widths of the columns kept, the text column with what the others leave; None when they do not fit."""
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
    """The fields of one thing, one below the other: what it is called, then its value, which goes on indented."""
    named = [(name, cell if isinstance(cell, Span) else Span(cell)) for name, cell in pairs]
    wide = max((width(name) for name, _value in named), default=0)
    lines: list[Line] = []
    for name, value in named:
        if screen is not None and screen < CARD:
            lines += [*folded([Span(name, "quiet")], screen), *folded([Span("  "), value], screen, "  ")]
        else:
            lines += folded([Span(padded(name, wide + GAP), "quiet"), value], screen, " " * (wide + GAP))
    return lines
