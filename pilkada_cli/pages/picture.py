"""What a map shows, and what stands above and below the hexagons: title, moment, legend, and sources."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pilkada_cli.language import spell_number
from pilkada_cli.pages.drawing import About, short, text, wide
from pilkada_cli.pages.hexagons import ACROSS, DOWN, by_province, outline, path
from pilkada_cli.pages.palette import MARKS, STATES, State
from pilkada_cli.regions.grid import Cell, Grid

#: The sizes of letters, in units of a file: its title, lines below it, the legend, and the foot.
TITLE, BELOW, LEGEND, FOOT = 28, 17, 16, 12
EDGE = 24.0


class Class(NamedTuple):
    """What a hexagon shows: the words of the legend, and the state that gives it fill and mark."""

    words: str
    state: State


class Picture(NamedTuple):
    """What a map shows, by region code: classes of kabupaten and kota, names of all regions, figures of provinces.

    `legend` are the classes in the order of their values. `moment` stands below the title, with what the figures
    beside the names are (`figures_are`).
    """

    about: About
    moment: str
    classes: Mapping[str, Class]
    legend: Sequence[Class]
    names: Mapping[str, str]
    figures: Mapping[str, str]
    figures_are: str
    grid: Grid


class Block(NamedTuple):
    """A part of a drawing, and where it ends: its distance from the top."""

    markup: str
    high: float


def head(picture: Picture, across: float) -> Block:
    """The title, the moment below it, and what the figures beside the names are."""
    size = min(TITLE, (across - 2 * EDGE) / max(wide(picture.about.title, 1), 1))
    lines = [line for line in (picture.moment, picture.figures_are) if line]
    markup = text(EDGE, 42, picture.about.title, f'font-size="{short(size)}" font-weight="bold"')
    for place, line in enumerate(lines):
        markup += text(EDGE, 68 + 22 * place, line, f'font-size="{BELOW}" class="quiet"')
    return Block(markup, 56 + 22.0 * len(lines))


def outlines(cells: Mapping[str, Cell], scale: float = 1) -> str:
    """The borders of provinces, in one path; `scale` is how much larger the hexagons are than usual."""
    lines = path(loop for own in by_province(cells).values() for loop in outline(own))
    return f'<path class="o" transform="scale({ACROSS * scale:.6g} {DOWN * scale:.6g})" d="{lines}"/>'


def foot(picture: Picture, across: float, top: float) -> Block:
    """The legend with how many hexagons there are of each class, and below it the sources."""
    markup, x, y = "", EDGE, top + LEGEND
    counts = Counter(picture.classes.values())
    for words, state in picture.legend:
        entry = f"{words}: {spell_number(counts[Class(words, state)])}"
        if x > EDGE and x + 26 + wide(entry, LEGEND) > across - EDGE:
            x, y = EDGE, y + 28
        markup += f'<use href="#h-{state}" class="line" stroke-width=".7" x="{short(x + 10)}" y="{short(y - 5.5)}"/>'
        markup += text(x + 26, y, entry, f'font-size="{LEGEND}"')
        x += 26 + wide(entry, LEGEND) + 26
    y += 14
    for line in (row for source in picture.about.sources for row in folded(source, across - 2 * EDGE, FOOT)):
        y += FOOT * 1.4
        markup += text(EDGE, y, line, f'font-size="{FOOT}" class="quiet"')
    return Block(markup, y + 16)


def folded(line: str, across: float, size: float) -> list[str]:
    """A line of text in as many as it takes."""
    lines = [""]
    for word in line.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and wide(longer, size) > across:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def hexagon_symbols() -> str:
    """A hexagon of each state with its mark around 0,0, to be used as `#h-STATE`; its corners are some 10 away."""
    return "".join(
        f'<g id="h-{state}"><path class="{state}" d="M0-10.4 9-5.2V5.2L0 10.4-9 5.2V-5.2z"/>'
        + (f'<path class="m-{state}" d="{MARKS[state]}"/>' if MARKS[state] else "")
        + "</g>"
        for state in STATES
    )
