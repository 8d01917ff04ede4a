"""The map on a terminal: kabupaten and kota as coloured half-block characters, or provinces as tiles with figures."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from pilkada_cli.language import N_, _, spell_number
from pilkada_cli.output.fit import Column, Group, fitted
from pilkada_cli.output.headings import heading
from pilkada_cli.output.lines import Line, Role, Span, folded, line, padded, rule
from pilkada_cli.regions.grid import Cell, Grid
from pilkada_cli.regions.region import Region
from pilkada_cli.screens.regions import short_name
from pilkada_cli.screens.times import title

#: What a map can be coloured by.
By = Literal["electing", "pairs", "single-pair", "revote", "incidents", "zone"]
#: A value of a region: a state, a number, or a zone.
Value = bool | int | str | None
TITLES = {
    "electing": N_("Who elects a head of its own"), "pairs": N_("Pairs of candidates"),
    "single-pair": N_("A single pair against the empty column"), "revote": N_("Who votes once more"),
    "incidents": N_("Open incidents"), "zone": N_("Time zones"),
}  # fmt: skip
ZONES: dict[str, Role] = {"WIB": "good", "WITA": "near", "WIT": "command"}
#: The width of a tile, and of the figure in it: two letters, the figure, and a space.
TILE = 5
FIGURE = 2
#: The width of a cell of a province that is shown alone: two digits between spaces. Odd rows are shifted by half of it.
ZOOM = 4


class Shown(NamedTuple):
    """What a map shows: a value for each kabupaten and kota and a figure for each province, by code, and the moment."""

    by: By
    values: Mapping[str, Value]
    figures: Mapping[str, int | str | None]
    grid: Grid
    moment: str
    region_of: Callable[[str], Region]


def class_of(by: By, value: Value) -> tuple[str, Role]:
    """The class of a value on the map: its name in the legend, and its role, which gives the colour."""
    if by == "zone":
        return str(value), ZONES.get(str(value), "command")
    if by == "pairs":
        count = int(value or 0)
        names: tuple[tuple[str, Role], ...] = (("0", "quiet"), ("1", "near"), ("2", "good"), ("3", "command"))
        return names[count] if count < len(names) else (_("4 or more"), "plain")
    if by == "incidents":
        count = int(value or 0)
        if count == 0:
            return _("none"), "quiet"
        # What is open is never as it should be, be it one.
        return (
            (_("1 or 2"), "command") if count < 3 else (_("3 to 9"), "near") if count < 10 else (_("10 or more"), "bad")
        )
    yes: dict[str, Role] = {"electing": "good", "single-pair": "near", "revote": "bad"}
    return (_("yes"), yes[by]) if value else (_("no"), "quiet")


def country(shown: Shown, columns: int, *, colour: bool) -> list[Line]:
    """The map of the country: cells if there are colour and width for them, else tiles, else a list of provinces."""
    head = title(_(TITLES[shown.by]), shown.moment, columns)
    if colour and columns >= shown.grid.columns:
        return [*head, *_cells(shown), *_legend(shown, columns), *_figures(shown, columns)]
    across = max((tile.column for tile in shown.grid.tiles.values()), default=-1) + 1
    if columns >= across * TILE:
        return [*head, *_tiles(shown), *_legend(shown, columns)]
    return [*head, *_list(shown, sorted(shown.figures), columns)]


def _cells(shown: Shown) -> list[Line]:
    """The cells as half-block characters: each line shows two rows of the grid, one in the upper halves, one below."""
    at = {cell: class_of(shown.by, shown.values.get(code))[1] for code, cell in shown.grid.cells.items()}
    lines: list[Line] = []
    for row in range(0, shown.grid.rows, 2):
        spans = [_halves(at.get(Cell(c, row)), at.get(Cell(c, row + 1))) for c in range(shown.grid.columns)]
        lines.append(tuple(spans))
    return lines


def _halves(upper: Role | None, lower: Role | None) -> Span:
    if upper is None:
        return Span(" ") if lower is None else Span("▄", lower)
    return Span("▀", upper) if lower is None else Span("█", upper) if upper == lower else Span("▀", upper, lower)


def _legend(shown: Shown, columns: int) -> list[Line]:
    """What each colour is, with its sign and how many kabupaten and kota have it."""
    classes = Counter(class_of(shown.by, shown.values.get(code)) for code in shown.grid.cells)
    spans: list[Span] = []
    for (name, role), count in sorted(classes.items(), key=lambda one: one[0][0]):
        spans += [Span("█ ", role), Span(f"{name}: {spell_number(count)}   ")]
    return folded(spans, columns)


def _figures(shown: Shown, columns: int) -> list[Line]:
    """The provinces' figures in a row, in the order of their codes; those of 0 are left out."""
    tiles = shown.grid.tiles
    told = [
        f"{tiles[code].letters}{_figure(value):>{FIGURE}}"
        for code, value in shown.figures.items()
        if code in tiles and value != 0
    ]
    return folded([Span("  ".join(told), "quiet")], columns)


def _figure(value: int | str | None) -> str:
    return "==" if value is None else "·" if value == 0 else str(value)


def _tiles(shown: Shown) -> list[Line]:
    """The provinces as tiles: two letters, a figure; == for one that elects no governor."""
    tiles = {(tile.column, tile.row): code for code, tile in shown.grid.tiles.items()}
    rows = max((row for _column, row in tiles), default=-1) + 1
    across = max((column for column, _row in tiles), default=-1) + 1
    lines: list[Line] = []
    for row in range(rows):
        spans: list[Span] = []
        for column in range(across):
            code = tiles.get((column, row))
            if code is None:
                spans.append(Span(" " * TILE))
                continue
            value = shown.figures.get(code)
            figure = padded(_figure(value)[:FIGURE], FIGURE, right=True)
            spans.append(
                Span(f"{shown.grid.tiles[code].letters}{figure} ", "quiet" if value in (0, None) else "strong")
            )
        lines.append(tuple(spans))
    foot = [line(Span(_("==  elects no governor   ·  none"), "quiet"))]
    return [*lines, *foot]


def _list(shown: Shown, codes: Sequence[str], columns: int) -> list[Line]:
    """Regions with their values, where there is no room for a drawing."""
    table = (Column("code", heading("code").upper(), "key"), Column("name", heading("region").upper(), "text"),
             Column("value", heading("value").upper(), "number"))  # fmt: skip
    values = {**shown.values, **shown.figures}
    rows = [[code, short_name(shown.region_of(code)), _figure_of(shown, values.get(code))] for code in codes]
    return fitted(table, [Group((), rows)], columns, silent=True)


def _figure_of(shown: Shown, value: Value) -> str:
    if isinstance(value, bool):
        return class_of(shown.by, value)[0]
    return "—" if value is None else spell_number(value) if isinstance(value, int) else value


def province(shown: Shown, code: str, columns: int) -> list[Line]:
    """One province: a map of its kabupaten and kota, labelled with the last two digits of their codes, then a list."""
    inside = {own: cell for own, cell in shown.grid.cells.items() if own.startswith(f"{code}.")}
    head = title(f"{_(TITLES[shown.by])} · {short_name(shown.region_of(code))}", shown.moment, columns)
    drawn = _zoom(shown, inside) if _across(inside) * ZOOM + ZOOM // 2 <= columns else []
    return [*head, *drawn, *([rule(columns)] if drawn else []), *_list(shown, sorted(inside), columns)]


def _across(cells: Mapping[str, Cell]) -> int:
    columns = [cell.column for cell in cells.values()]
    return max(columns) - min(columns) + 1 if columns else 0


def _zoom(shown: Shown, cells: Mapping[str, Cell]) -> list[Line]:
    left = min(cell.column for cell in cells.values())
    lines: list[Line] = []
    for row in range(min(cell.row for cell in cells.values()), max(cell.row for cell in cells.values()) + 1):
        here = {cell.column - left: code for code, cell in cells.items() if cell.row == row}
        spans = [Span(" " * (ZOOM // 2 if row % 2 else 0))]
        for column in range(max(here, default=-1) + 1):
            code = here.get(column)
            role = "plain" if code is None else class_of(shown.by, shown.values.get(code))[1]
            spans.append(Span(" " * ZOOM if code is None else f" {code[-2:]} ", role))
        lines.append(tuple(spans))
    return lines
