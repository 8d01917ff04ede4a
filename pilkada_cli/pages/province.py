"""One province as a drawing: its kabupaten and kota as large hexagons, each with its name in it."""

from collections.abc import Mapping

from pilkada_cli.output.lines import width as columns_of
from pilkada_cli.output.lines import wrapped
from pilkada_cli.pages.drawing import LETTER, rules_of_file, short, stand_alone, told
from pilkada_cli.pages.hexagons import ACROSS, DOWN, extent
from pilkada_cli.pages.labels import middle
from pilkada_cli.pages.palette import MARKS
from pilkada_cli.pages.picture import EDGE, Picture, foot, head, hexagon_symbols, outlines
from pilkada_cli.regions.grid import Cell

#: The width of a file and the height of its map, in its units; hexagons grow until they fill one of them.
WIDE, HIGH = 1240.0, 640.0
LARGEST = 7.0
#: The most characters of a line in a hexagon, and its lines.
LINE, LINES = 11, 4
SMALLEST, USUAL = 6.0, 14.0


def province_svg(picture: Picture) -> str:
    """The regions of `picture.classes`, which lie in one province, as a file."""
    cells = {code: cell for code, cell in picture.grid.cells.items() if code in picture.classes}
    left, top, right, bottom = extent(cells.values())
    scale = min(
        LARGEST,
        (WIDE - 2 * EDGE) / max((right - left) * ACROSS, 1),
        HIGH / max((bottom - top) * DOWN, 1),
    )
    upper = head(picture, WIDE)
    across = (WIDE - (right - left) * ACROSS * scale) / 2 - left * ACROSS * scale
    down = upper.high + 12 - top * DOWN * scale
    lower = foot(picture, WIDE, upper.high + 12 + (bottom - top) * DOWN * scale + 30)
    body = (
        f'<defs>{hexagon_symbols()}</defs>{upper.markup}<g transform="translate({short(across)} {short(down)})">'
        f"{_hexagons(picture, cells, scale)}{outlines(cells, scale)}</g>{lower.markup}"
    )
    style = rules_of_file() + ".t{text-anchor:middle}"
    return stand_alone(WIDE, lower.high, picture.about, style, body)


def _hexagons(picture: Picture, cells: Mapping[str, Cell], scale: float) -> str:
    return "".join(_hexagon(picture, code, cell, scale) for code, cell in cells.items())


def _hexagon(picture: Picture, code: str, cell: Cell, scale: float) -> str:
    """A hexagon with its mark in its upper corner and its name below, which is as large as it fits."""
    x, y = middle(cell)
    words, state = picture.classes[code]
    name = picture.names.get(code, code)
    mark = f'<path class="m-{state}" transform="translate(0 -6.3) scale(.32)" d="{MARKS[state]}"/>'
    lines = in_lines(name.removeprefix("Kab. "))
    size = max(SMALLEST, min(USUAL, 2.6 * scale, 1.7 * ACROSS * scale / (max(map(columns_of, lines)) * LETTER)))
    first = scale * 0.8 - (len(lines) - 1) * size * 0.575 + size * 0.35
    spans = "".join(
        f'<tspan x="0" y="{short(first + place * size * 1.15)}">{told(line)}</tspan>'
        for place, line in enumerate(lines)
    )
    return (
        f'<g transform="translate({short(x * scale)} {short(y * scale)})">'
        f"<title>{told(f'{name} ({code}): {words}')}</title>"
        f'<g transform="scale({scale:.6g})"><path class="{state} line" stroke-width=".15" '
        f'd="M0-10.4 9-5.2V5.2L0 10.4-9 5.2V-5.2z"/>{mark if MARKS[state] else ""}</g>'
        f'<text class="t on-{state}" font-size="{short(size)}">{spans}</text></g>'
    )


def in_lines(name: str) -> list[str]:
    """A name in at most LINES lines of words that belong together."""
    lines: list[str] = []
    for word in name.split():
        if lines and columns_of(f"{lines[-1]} {word}") <= LINE:
            lines[-1] += f" {word}"
        else:
            lines += wrapped(word, 2 * LINE)
    return lines[:LINES] if len(lines) <= LINES else [*lines[: LINES - 1], f"{lines[LINES - 1]} …"]
