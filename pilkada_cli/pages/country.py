"""The country as a drawing: a hexagon for each kabupaten and kota, coloured and marked by a state of it."""

from collections.abc import Mapping, Sequence

from pilkada_cli.output.lines import width as columns_of
from pilkada_cli.pages.drawing import rules_of_file, short, stand_alone, told, wide
from pilkada_cli.pages.hexagons import ACROSS, DOWN, by_province, extent
from pilkada_cli.pages.labels import Label, Lead, labels, middle
from pilkada_cli.pages.picture import Picture, foot, head, hexagon_symbols, outlines
from pilkada_cli.regions.grid import Cell

#: The size of the names of provinces, in units of a file.
NAME = 13.5
#: Room beside the hexagons for names: left, above, right, below.
ROOM = (40.0, 26.0, 80.0, 30.0)
#: From this many characters on a name stands in two lines.
LONG = 12


def country_svg(picture: Picture) -> str:
    """The whole country as a file: title, moment, map, legend and source."""
    cells = {code: cell for code, cell in picture.grid.cells.items() if code in picture.classes}
    left, top, right, bottom = extent(cells.values())
    across, down = ROOM[0] + (right - left) * ACROSS + ROOM[2], ROOM[1] + (bottom - top) * DOWN + ROOM[3]
    wide_enough = max(across, 640.0)
    top_part = head(picture, wide_enough)
    body = (
        f"<defs>{hexagon_symbols()}</defs>{top_part.markup}"
        f'<g transform="translate({short(ROOM[0] - left * ACROSS)} {short(top_part.high + ROOM[1] - top * DOWN)})">'
        f"{_hexagons(picture, cells)}{outlines(cells)}{_names(picture, cells)}</g>"
    )
    end = foot(picture, wide_enough, top_part.high + down)
    return stand_alone(wide_enough, end.high, picture.about, rules_of_file(), body + end.markup)


def _hexagons(picture: Picture, cells: Mapping[str, Cell]) -> str:
    """The hexagons, each with what it is for whoever points at it."""
    found = ['<g class="line" stroke-width=".7">']
    for code, cell in cells.items():
        x, y = middle(cell)
        words, state = picture.classes[code]
        title = told(f"{picture.names.get(code, code)} ({code}): {words}")
        found.append(f'<use href="#h-{state}" x="{short(x)}" y="{short(y)}"><title>{title}</title></use>')
    return "".join([*found, "</g>"])


def _names(picture: Picture, cells: Mapping[str, Cell]) -> str:
    """The names of provinces beside their hexagons, and their figures in bold."""
    names = {code: two_lines(picture.names.get(code, code)) for code in by_province(cells)}
    figures = {code: picture.figures.get(code, "") for code in names}
    sizes = {
        code: (max(wide(line, NAME) for line in _with(lines, figures[code])) + 4, len(lines) * NAME * 1.1 + 3)
        for code, lines in names.items()
    }
    left, top, right, bottom = extent(cells.values())
    window = (left * ACROSS - ROOM[0] + 2, top * DOWN - ROOM[1], right * ACROSS + ROOM[2] - 2, bottom * DOWN + ROOM[3])
    placed = labels(sizes, cells, window)
    leads = "".join(_line_to(label.lead) for label in placed.values() if label.lead)
    return f'<g class="lead">{leads}</g><g class="n" font-size="{NAME}">' + "".join(
        _name(names[code], figures[code], label) for code, label in placed.items()
    ) + "</g>"  # fmt: skip


def _with(lines: Sequence[str], figure: str) -> list[str]:
    return [*lines[:-1], f"{lines[-1]} {figure}".rstrip()]


def _line_to(lead: Lead) -> str:
    x, y, to_x, to_y = map(short, lead)
    return f'<path d="M{x} {y}L{to_x} {to_y}"/>'


def _name(lines: Sequence[str], figure: str, label: Label) -> str:
    x, first = label.box.x, label.box.y - label.box.high / 2 + NAME
    spans = [
        f'<tspan x="{short(x)}" y="{short(first + NAME * 1.1 * place)}">{told(line)}'
        for place, line in enumerate(lines)
    ]
    bold = f' <tspan font-weight="bold">{told(figure)}</tspan>' if figure else ""
    return f"<text>{'</tspan>'.join(spans)}{bold}</tspan></text>"


def two_lines(name: str) -> list[str]:
    """A name in one line, or a longer one in two that are as even as its words allow."""
    words = name.split()
    if columns_of(name) <= LONG or len(words) < 2:
        return [name]
    halves = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    return list(min(halves, key=lambda half: max(map(columns_of, half))))
