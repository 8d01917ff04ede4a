"""Hexagons with their points up: where they lie in a drawing, and the outlines of what they make together.

Corners and centres are counted in steps, so that they are whole numbers: half a hexagon's width to the right, a
quarter of its height down. A step is ACROSS and DOWN in the units of a drawing, which makes a hexagon nearly regular.
"""

from collections.abc import Iterable, Mapping

from pilkada_cli.regions.grid import Cell

#: A place in steps: to the right, and down.
Point = tuple[int, int]
#: A closed line of places; the last one is joined to the first.
Loop = list[Point]

ACROSS, DOWN = 9.0, 5.2
#: The corners of a hexagon around its centre, clockwise from the top.
CORNERS: tuple[Point, ...] = ((0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1))


def centre(cell: Cell) -> Point:
    """The centre of a cell, in steps; odd rows are shifted right by half a hexagon."""
    return 2 * cell.column + 1 + cell.row % 2, 3 * cell.row + 2


def corners(cell: Cell) -> Loop:
    """The six corners of a cell, clockwise from the top, in steps."""
    x, y = centre(cell)
    return [(x + right, y + down) for right, down in CORNERS]


def around(cell: Cell) -> list[Cell]:
    """The six cells that touch a cell, also those beyond the grid."""
    right = cell.row % 2
    beside = [(-1, 0), (1, 0), (right - 1, -1), (right, -1), (right - 1, 1), (right, 1)]
    return [Cell(cell.column + across, cell.row + down) for across, down in beside]


def extent(cells: Iterable[Cell]) -> tuple[int, int, int, int]:
    """The box around cells, in steps: left, top, right, bottom; all 0 without a cell."""
    places = [corner for cell in cells for corner in corners(cell)]
    across, down = [x for x, _y in places] or [0], [y for _x, y in places] or [0]
    return min(across), min(down), max(across), max(down)


def by_province(cells: Mapping[str, Cell]) -> dict[str, list[Cell]]:
    """The cells of each province, by its code."""
    found: dict[str, list[Cell]] = {}
    for code, cell in cells.items():
        found.setdefault(code.partition(".")[0], []).append(cell)
    return found


def outline(cells: Iterable[Cell]) -> list[Loop]:
    """The closed lines around cells: one around each piece, clockwise, and one around each hole in it.

    Three hexagons meet in a corner, so that at most one line leaves it, and each line finds its way alone.
    """
    sides = {side for cell in cells for side in _sides(cell)}
    ahead = dict(sorted((start, end) for start, end in sides if (end, start) not in sides))
    loops: list[Loop] = []
    while ahead:
        start, place = ahead.popitem()
        loop = [start]
        while place != start:
            loop.append(place)
            place = ahead.pop(place)
        loops.append(loop)
    return loops


def _sides(cell: Cell) -> Iterable[tuple[Point, Point]]:
    """The six sides of a cell, clockwise, each from a corner to the next."""
    places = corners(cell)
    return zip(places, [*places[1:], places[0]], strict=True)


def path(loops: Iterable[Loop]) -> str:
    """The lines as the `d` of a path, in steps: draw it under `scale(9 5.2)`, that is `scale(ACROSS DOWN)`."""
    return "".join(_loop(loop) for loop in loops)


def _loop(loop: Loop) -> str:
    first, *rest = loop
    moves = [f"M{first[0]} {first[1]}"]
    for (x, y), (nx, ny) in zip(loop, rest, strict=False):
        moves.append(f"v{ny - y}" if nx == x else f"l{nx - x}{'' if ny < y else ' '}{ny - y}")
    return "".join([*moves, "z"])
