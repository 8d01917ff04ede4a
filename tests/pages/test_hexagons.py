"""Hexagons: their corners, the lines around them, and where the names of provinces stand."""

import itertools
import random
import re
from collections import Counter

import pytest

from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.pages.hexagons import around, by_province, centre, corners, extent, outline, path
from pilkada_cli.pages.labels import Box, labels, middle
from pilkada_cli.regions.grid import Cell, load_grid

GRID = load_grid(DataFiles(shipped()))
GROUPS = by_province(GRID.cells)


def sides(loop):
    return list(zip(loop, [*loop[1:], loop[0]], strict=True))


def drawn(text):
    """The places that a path goes through, loop by loop."""
    loops = []
    for part in text.removesuffix("z").split("z"):
        x, y, places = 0, 0, []
        for command, numbers in re.findall(r"([Mlv])([-\d ]+)", part):
            steps = list(map(int, re.findall(r"-?\d+", numbers)))
            x, y = steps if command == "M" else (x, y + steps[0]) if command == "v" else (x + steps[0], y + steps[1])
            places.append((x, y))
        loops.append(places)
    return loops


def test_neighbours_share_two_corners_and_others_none():
    cell = Cell(4, 3)
    for other in itertools.starmap(Cell, itertools.product(range(9), range(8))):
        shared = len(set(corners(cell)) & set(corners(other)))
        assert shared == (6 if other == cell else 2 if other in around(cell) else 0), other


def test_odd_rows_are_shifted_right_by_half_a_hexagon():
    assert centre(Cell(0, 0)) == (1, 2)
    assert centre(Cell(0, 1)) == (2, 5)
    assert extent([Cell(0, 0), Cell(0, 1)]) == (0, 0, 3, 7)
    assert extent([]) == (0, 0, 0, 0)


@pytest.mark.parametrize("code", sorted(GROUPS))
def test_the_outline_of_a_province_is_the_sides_that_it_does_not_share_with_itself(code):
    loops = outline(GROUPS[code])
    around_it = Counter(frozenset(side) for loop in loops for side in sides(loop))
    of_cells = Counter(frozenset(side) for cell in GROUPS[code] for side in sides(corners(cell)))
    assert around_it == Counter({side: 1 for side, count in of_cells.items() if count == 1})
    assert all(abs(x1 - x2) + abs(y1 - y2) == 2 for loop in loops for (x1, y1), (x2, y2) in sides(loop))


def test_each_side_of_an_outline_belongs_to_one_province_or_to_two():
    count = Counter(frozenset(side) for cells in GROUPS.values() for loop in outline(cells) for side in sides(loop))
    assert set(count.values()) == {1, 2}


def test_a_hole_has_a_line_of_its_own():
    ring = around(Cell(3, 3))
    assert sorted(map(len, outline(ring))) == [6, 18]


@pytest.mark.parametrize("seed", range(20))
def test_any_cells_have_outlines_that_close(seed):
    chosen = random.Random(seed).sample([Cell(x, y) for x in range(9) for y in range(9)], 30)
    loops = outline(chosen)
    assert all(len(loop) >= 6 and len(set(loop)) == len(loop) for loop in loops)
    area = sum(x1 * y2 - x2 * y1 for loop in loops for (x1, y1), (x2, y2) in sides(loop))
    assert area == 12 * len(chosen)  # Twice the area: a hexagon is 6 steps; holes run the other way round.


def test_a_path_goes_through_the_same_places():
    for cells in GROUPS.values():
        loops = outline(cells)
        assert drawn(path(loops)) == loops
    assert sum(len(path(outline(cells))) for cells in GROUPS.values()) < 6000


SIZES = dict.fromkeys(GROUPS, (80.0, 28.0))
WINDOW = (-60.0, -30.0, 1300.0, 560.0)


def test_names_stand_beside_their_hexagons_and_not_on_each_other():
    placed = labels(SIZES, GRID.cells, WINDOW)
    assert placed.keys() == GROUPS.keys()
    for (one, here), (two, there) in itertools.combinations(placed.items(), 2):
        assert not here.box.covers(there.box), (one, two)
    for code, label in placed.items():
        own = [middle(cell) for cell in GROUPS[code]]
        foreign = [middle(cell) for other, cells in GROUPS.items() if other != code for cell in cells]
        assert not any(label.box.covers(Box(x, y, 16, 14)) for x, y in foreign), code
        if label.lead is None:
            x, y = min(own, key=lambda at: sum(abs(a - b) for a, b in zip(label.box.nearest(*at), at, strict=True)))
            assert sum(abs(a - b) for a, b in zip(label.box.nearest(x, y), (x, y), strict=True)) < 30, code
        else:
            assert label.lead[2:] in own


def test_a_window_without_room_has_names_all_the_same():
    assert labels({"31": (500.0, 90.0)}, GRID.cells, (0.0, 0.0, 20.0, 20.0))["31"].lead is None
    assert labels({}, {}, WINDOW) == {}
    assert labels({"99": (10.0, 10.0)}, GRID.cells, WINDOW) == {}
