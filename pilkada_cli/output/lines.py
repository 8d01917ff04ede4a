"""Lines of text for people, made of spans with a role each: measuring, cutting, padding and wrapping them.

Widths are terminal columns: 2 for wide East Asian characters and emoji, 0 for combining and zero-width ones, else 1.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

#: The role of a span, from which its colour follows. strong: the main thing to read. quiet: what can be skipped.
#: bad: critical or overdue. near: of high severity, or due soon. good: done or going on. command: what to type next.
Role = Literal["plain", "strong", "quiet", "bad", "near", "good", "command"]

ELLIPSIS = "…"
#: The variation selector that makes the character before it an emoji, which is two columns wide.
EMOJI_SELECTOR = "\ufe0f"


class Span(NamedTuple):
    """A piece of a line in one role; `below` is the role of the lower half of a half-block character on a map."""

    text: str
    role: Role = "plain"
    below: Role | None = None


Line = tuple[Span, ...]


def line(*parts: str | Span) -> Line:
    """A line of these pieces; a string becomes a span of the role `plain`, an empty one is left out."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts if part)


def width(text: str) -> int:
    """How many terminal columns the text takes; where terminals differ, the larger number."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if char == EMOJI_SELECTOR:
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def width_of(spans: Iterable[Span]) -> int:
    """How many terminal columns a line takes."""
    return sum(width(span.text) for span in spans)


def cut(text: str, columns: int) -> str:
    """The text in at most so many terminal columns; a longer one ends in an ellipsis."""
    if len(text) <= columns and text.isascii():
        return text
    taken = 0
    fits = 0
    for place, char in enumerate(text):
        taken += _columns(char)
        if taken > columns:
            return text[:fits].rstrip() + ELLIPSIS if columns > 0 else ""
        if taken <= columns - 1:
            fits = place + 1
    return text


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled up with spaces to so many terminal columns, after it, or with `right` before it."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def wrapped(text: str, columns: int | None) -> list[str]:
    """The text in lines of at most so many columns (None: one line), broken at spaces, and within too long a word."""
    if columns is None or width(text) <= columns:
        return [text]
    lines: list[str] = []
    now = ""
    for word in text.split(" "):
        joined = f"{now} {word}" if now else word
        if width(joined) <= columns:
            now = joined
            continue
        if now:
            lines.append(now)
        *whole, now = _pieces(word, max(columns, 1))
        lines += whole
    return [*lines, now]


def _pieces(word: str, columns: int) -> Iterator[str]:
    """A word in pieces of so many columns at most."""
    piece, taken = "", 0
    for char in word:
        if piece and taken + _columns(char) > columns:
            yield piece
            piece, taken = "", 0
        piece += char
        taken += _columns(char)
    yield piece


def said(text: str, columns: int | None, role: Role = "plain", indent: str = "") -> list[Line]:
    """A text as lines of one role, wrapped; the lines after the first are indented."""
    first, *_rest = rows = wrapped(text, columns)
    if len(rows) > 1 and indent and columns is not None:
        indent = indent[: columns // 4]
        rows = [first, *wrapped(text[len(first) :].lstrip(), max(columns - len(indent), 1))]
    return [line(Span((indent if place else "") + row, role)) for place, row in enumerate(rows)]


def rule(columns: int) -> Line:
    """A horizontal line across the screen."""
    return line(Span("─" * columns, "quiet"))


def apart(left: Iterable[Span], right: Iterable[Span], columns: int) -> list[Line]:
    """Two pieces at the two ends of one line; below each other, wrapped, where they do not fit."""
    left, right = tuple(left), tuple(right)
    space = columns - width_of(left) - width_of(right)
    if space >= 1 or not right:
        return folded((*left, Span(" " * max(space, 0)), *right) if right else left, columns)
    return [*folded(left, columns), *folded(right, columns)]


def folded(spans: Iterable[Span], columns: int | None, indent: str = "") -> list[Line]:
    """A line wrapped to at most so many columns (None: not wrapped), each word in its role.

    It is broken at spaces, and within a word that is too long; the lines after the first begin with `indent`.
    """
    spans = tuple(spans)
    if columns is None or width_of(spans) <= columns:
        return [spans]
    indent = indent[: columns // 4]
    lines: list[Line] = []
    now: list[Span] = []
    taken = 0
    for word, role, _below in _words(spans):
        wide = width(word)
        if taken + wide > columns and word.isspace():
            continue
        if taken >= columns and all(span.text.isspace() for span in now):
            now, taken = [], 0
        if taken + wide > columns and any(not span.text.isspace() for span in now):
            lines.append(tuple(now))
            now, taken = ([Span(indent)] if indent else []), len(indent)
        for place, piece in enumerate(_pieces(word, max(columns - taken, 1))):
            if place:
                lines.append(tuple(now))
                now, taken = [], 0
            if now and now[-1].role == role:
                now[-1] = Span(now[-1].text + piece, role)
            else:
                now.append(Span(piece, role))
            taken += width(piece)
    return [*lines, tuple(now)]


def _words(spans: Iterable[Span]) -> Iterator[Span]:
    """The words of a line, and the spaces between them, each in its role."""
    for text, role, _below in spans:
        start = 0
        for place in range(1, len(text) + 1):
            if place == len(text) or (text[place] == " ") != (text[start] == " "):
                yield Span(text[start:place], role)
                start = place


def text_of(lines: Iterable[Line]) -> str:
    """The lines as text without colour, each without spaces at its end."""
    return "".join("".join(span.text for span in spans).rstrip() + "\n" for spans in lines)
