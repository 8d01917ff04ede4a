"""The map of the day on paper: where incidents are open, in black and white, by marks and numbers alone.

It has no style of its own but attributes, so that it may stand in a page whose policy allows one style only.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pilkada_cli.language import _, spell_number
from pilkada_cli.output.page import trusted
from pilkada_cli.pages.drawing import short, told, wide
from pilkada_cli.pages.hexagons import ACROSS, DOWN, by_province, corners, extent, outline, path
from pilkada_cli.pages.labels import labels, middle
from pilkada_cli.regions.grid import Cell, Grid

#: From how many open incidents on a region has this mark: a ring, a disc, a whole hexagon.
RING, DISC, WHOLE = 1, 3, 10
MARKS = {
    RING: '<circle r="5" fill="#fff" stroke="#000" stroke-width="2"{at}/>',
    DISC: '<circle r="6.5"{at}/>',
    WHOLE: '<path d="M0-10.4 9-5.2V5.2L0 10.4-9 5.2V-5.2z"{at}/>',
}
#: The size of letters beside the country, which on a page of A4 are about 8 points high, and in one province.
SIZE, SMALL = 20.0, 7.0
ROOM = 40.0
#: The width of a page, and of a unit of the drawing where that is less, in millimetres: a hexagon is 11 mm wide.
PAGE, STEP = 180.0, 0.6


def day_map(counts: Mapping[str, int], names: Mapping[str, str], grid: Grid, inside: str | None = None) -> Any:
    """The open incidents of each region, by code, as markup (an `<svg>`) for a page of paper; `inside`: one province.

    `counts` may have provinces as well, which count with all that is in them. `names` says it in words to whom it is
    read out. Without a region on the grid there is no drawing, and the markup is empty.
    """
    cells = {code: cell for code, cell in grid.cells.items() if inside is None or code.startswith(f"{inside}.")}
    if not cells:
        return trusted("")
    sums: Counter[str] = Counter()
    for code, count in counts.items():
        sums[code.partition(".")[0]] += count
    shown = {code: sums[code] for code in by_province(cells) if sums[code]}
    size, room = (SIZE, ROOM) if inside is None else (SMALL, 4.0)
    left, top, right, bottom = extent(cells.values())
    box = (left * ACROSS - room, top * DOWN - room, right * ACROSS + room, bottom * DOWN + room)
    # One province alone is drawn larger; its regions have numbers, and of the whole country its provinces.
    figures = _provinces(shown, cells, grid, box) if inside is None else _regions(counts, cells)
    across, high = max(box[2] - box[0], _legend_wide(_total(shown), size)), box[3] - box[1] + size * 1.8
    drawing = (
        f'<svg viewBox="{short(box[0])} {short(box[1])} {short(across)} {short(high)}" '
        f'width="{short(min(PAGE, across * STEP))}mm" '
        f'role="img" aria-label="{told(_words(shown, names))}" font-family="sans-serif" font-size="{short(size)}">'
        f"{_lines(cells, beside=inside is not None)}{_marks(counts, cells)}{figures}"
        f"{_legend(_total(shown), box[0] + size * 0.5, box[3] + size, size)}</svg>"
    )
    return trusted(drawing)  # Made here, and each text in it is escaped by `told`.


def _lines(cells: Mapping[str, Cell], *, beside: bool) -> str:
    """The borders of provinces, and where `beside` those between regions, thinner."""
    style = f'transform="scale({short(ACROSS)} {short(DOWN)})" fill="none" vector-effect="non-scaling-stroke"'
    own = path(loop for one in by_province(cells).values() for loop in outline(one))
    thin = f'<path {style} stroke="#999" stroke-width=".5" d="{path(map(corners, cells.values()))}"/>' if beside else ""
    return f'{thin}<path {style} stroke="#000" d="{own}"/>'


def _marks(counts: Mapping[str, int], cells: Mapping[str, Cell]) -> str:
    return "".join(_mark(count, *middle(cells[code])) for code, count in counts.items() if count and code in cells)


def _mark(count: int, x: float, y: float) -> str:
    kind = WHOLE if count >= WHOLE else DISC if count >= DISC else RING
    return MARKS[kind].format(at=f' transform="translate({short(x)} {short(y)})"')


def _provinces(
    sums: Mapping[str, int], cells: Mapping[str, Cell], grid: Grid, box: tuple[float, float, float, float]
) -> str:
    """The letters and numbers of the provinces where something is open, beside their hexagons."""
    said = {
        code: (grid.tiles[code].letters if code in grid.tiles else code, spell_number(count))
        for code, count in sums.items()
    }
    sizes = {code: (wide(" ".join(words), SIZE) + 8, SIZE * 1.1) for code, words in said.items()}
    found = ""
    for code, label in labels(sizes, cells, box).items():
        letters, count = said[code]
        if label.lead:
            x, y, to_x, to_y = map(short, label.lead)
            found += f'<path stroke="#000" d="M{x} {y}L{to_x} {to_y}"/>'
        found += (
            f'<text text-anchor="middle" x="{short(label.box.x)}" y="{short(label.box.y + SIZE * 0.36)}">'
            f'{told(letters)} <tspan font-weight="bold">{told(count)}</tspan></text>'
        )
    return found


def _regions(counts: Mapping[str, int], cells: Mapping[str, Cell]) -> str:
    """In each hexagon the number of what is open, in bold, or else the last digits of the region's code: `.74`."""
    found = ""
    for code, cell in cells.items():
        x, y = middle(cell)
        count = counts.get(code, 0)
        words = spell_number(count) if count else f".{code.rpartition('.')[2]}"
        more = f'font-weight="bold" fill="{"#fff" if count >= DISC else "#000"}"' if count else 'fill="#555"'
        found += f'<text text-anchor="middle" {more} x="{short(x)}" y="{short(y + SMALL * 0.36)}">{told(words)}</text>'
    return found


def _meanings() -> tuple[tuple[int, str], ...]:
    """The marks of the legend and what they say."""
    return (RING, _("1 or 2")), (DISC, _("3 to 9")), (WHOLE, _("10 or more"))


def _legend_wide(total: str, size: float) -> float:
    """The width of the legend, with a margin, in letters of this size."""
    return wide(total, size) + size * 4 + sum(size * 2.4 + wide(words, size) for _count, words in _meanings())


def _legend(total: str, x: float, y: float, size: float) -> str:
    """How many are open in all, those of the province itself included, and what the marks are."""
    found = f'<text x="{short(x)}" y="{short(y + size * 0.36)}">{told(total)}</text>'
    x += wide(total, size) + size * 2
    for count, words in _meanings():
        mark = MARKS[count].format(at=f' transform="translate({short(x)} {short(y)}) scale({size / SIZE:.3g})"')
        found += f'{mark}<text x="{short(x + size * 0.8)}" y="{short(y + size * 0.36)}">{told(words)}</text>'
        x += size * 2.4 + wide(words, size)
    return found


def _words(sums: Mapping[str, int], names: Mapping[str, str]) -> str:
    """The map in words: how many are open, and where."""
    where = ", ".join(f"{names.get(code, code)} {spell_number(count)}" for code, count in sums.items())
    return f"{_total(sums)} {where}." if where else _total(sums)


def _total(sums: Mapping[str, int]) -> str:
    return _("Open incidents: {count}.").format(count=spell_number(sum(sums.values())))
