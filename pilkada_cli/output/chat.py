"""A report as a message for a chat group: bold headings, short lines, no tables, and short enough to be sent.

Signs that a chat takes as its own (`*`, `_`, `~`, a backtick) are replaced in every text by ones that look like them,
and each text stays within its line, behind a dot or words of ours: so no title makes a heading, or looks like a report.
"""

import re
from collections.abc import Iterator, Sequence

from pilkada_cli.language import _, spell_number
from pilkada_cli.output.document import Document, Grid, Section
from pilkada_cli.printable import visible

#: A message is shorter than this, in the units of UTF-16: an emoji counts as two or more.
LIMIT = 4096
#: The longest line of text, and the longest cell of a list; lines are cut shorter where all of them would not fit.
LINES, CELL = (300, 150, 80, 40), 80
#: The room that is kept for lists where lines are cut to make it.
LISTS = 1000
#: What stands where nothing is to be said.
NOTHING = "–"
BLANK = ("", NOTHING)
_ALIKE = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ", "|": "∣"})
#: Blanks, some of which look like nothing else: many of them would look like the beginning of a line.
_BLANKS = re.compile("[\\s\u00ad\u115f\u1160\u180e\u200b\u200c\u2060-\u2064\u2800\u3164\ufeff\uffa0]+")
_JOINER = "\u200d"
#: Words in brackets at the end of a cell.
_MARKS = re.compile(r" \[[^\[\]]{1,40}\]\Z")


def chat(document: Document) -> str:
    """The report as text of less than LIMIT units, ending in a line break; lists are cut, and say by how much.

    Headings, lines and the foot stand, each cut only where it is very long; the first list, of the totals, goes first.
    """
    for longest in LINES:
        message = _Message(document, longest)
        if message.room >= LISTS:
            break
    if message.room < 0:
        # Only data of somebody's own has so many rules at the foot.
        message = _Message(document._replace(foot=document.foot[-1:]), longest)
    return message.filled()


class _Message:
    """A message of which all but the rows of lists stands, in lines of so many units; `room` is what is left."""

    def __init__(self, document: Document, longest: int) -> None:
        self._longest = longest
        self._sections = document.sections
        self._head = [_bold(self._cut(document.title)), *map(self._cut, document.lines)]
        # The last line has the hash of the log.
        self._foot = [*map(self._cut, document.foot[:-1]), *(_tame(text) for text in document.foot[-1:])]
        self._rows: list[list[str]] = [[] for _section in self._sections]
        self.room = LIMIT - 1 - units(self._text())

    def _cut(self, text: str) -> str:
        return clipped(_tame(text), self._longest)

    def filled(self) -> str:
        """The message with as many rows as there is room for, one of each list in turn, after all of the first list."""
        waiting = [_rows(section.grid) for section in self._sections]
        order = [0] * len(self._grid(0)) + [
            place for turn in range(max(map(len, waiting), default=0)) for place in range(1, len(waiting))
            if turn < len(waiting[place])
        ]  # fmt: skip
        full: set[int] = set()
        for place in order:
            row = waiting[place][len(self._rows[place])]
            # With its line break; the line that says how many more there are was counted as if none were shown.
            if place not in full and units(row) < self.room:
                self._rows[place].append(row)
                self.room -= units(row) + 1
            else:
                full.add(place)
        return self._text()

    def _grid(self, place: int) -> Sequence[Sequence[str]]:
        grid = self._sections[place].grid if self._sections else None
        return grid.rows if grid else ()

    def _text(self) -> str:
        parts = ["\n".join(self._head)]
        for section, rows in zip(self._sections, self._rows, strict=True):
            parts.append("\n".join([_bold(self._cut(section.title)), *self._body(section, rows)]))
        return "\n\n".join([*parts, "\n".join(self._foot)]) + "\n"

    def _body(self, section: Section, rows: list[str]) -> Iterator[str]:
        yield from map(self._cut, section.lines)
        yield from rows
        if section.grid is not None:
            left = len(section.grid.rows) + section.grid.left_out - len(rows)
            if left:
                yield _("… and {count} more").format(count=spell_number(left))


def _rows(grid: Grid | None) -> list[str]:
    """The rows of a list as lines: what it is, then the figures with their names."""
    if grid is None:
        return []
    names = len(grid.head) - grid.numbers
    brief = range(names) if grid.brief is None else grid.brief
    lines = []
    for row in grid.rows:
        cells = [_cell(_tame(text)) for text in row]
        told = " · ".join(cells[place] for place in brief if cells[place] not in BLANK) or NOTHING
        named = [(_tame(grid.head[place]).casefold(), cells[place]) for place in range(names, len(row))]
        figures = ", ".join(f"{head} {figure}" for head, figure in named if figure not in BLANK)
        lines.append(f"• {told}: {figures}" if figures else f"• {told}")
    return lines


def _cell(text: str) -> str:
    """A cell of at most CELL units; what stands in brackets at its end stays, as that an incident is new."""
    marks = _MARKS.search(text)
    end = marks[0] if marks else ""
    return clipped(text.removesuffix(end), CELL - units(end)) + end


def _bold(text: str) -> str:
    return f"*{text}*"


def _tame(text: str) -> str:
    """A text on one line, in which nothing is a sign of the chat's and no row of blanks looks like a new line."""
    return visible(_BLANKS.sub(" ", text).strip()).translate(_ALIKE)


def clipped(text: str, longest: int) -> str:
    """The text, or its beginning with an ellipsis, in at most so many units; no character is cut in two."""
    if units(text) <= longest:
        return text
    kept, room = [], longest - 1
    for char in text:
        room -= units(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept).rstrip(_JOINER + " ") + "…"


def units(text: str) -> int:
    """The length of a text in the units of UTF-16, in which phones count."""
    return len(text) + sum(char > "\uffff" for char in text)
