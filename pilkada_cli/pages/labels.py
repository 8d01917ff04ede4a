"""Where the names of provinces stand on a map of hexagons: beside their own, and off those of others."""

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pilkada_cli.pages.hexagons import ACROSS, DOWN, around, by_province, centre
from pilkada_cli.regions.grid import Cell

#: What a place costs that covers hexagons of others, and what for each of its own, and for one of others close by.
FOREIGN, OWN, CLOSE = 2000.0, 150.0, 6.0
#: How far from its hexagons a name may stand, in units of the drawing, and what that costs; from the second on, a line
#: leads to them.
GAPS = ((2.0, 0.0), (16.0, 75.0), (34.0, 100.0), (60.0, 140.0))
#: How far along the side of a hexagon a name may slide, in halves of its own size.
SLIDES = (-0.9, -0.45, 0, 0.45, 0.9)
#: How often all names are placed anew.
ROUNDS = 30
#: What is close, in units of the drawing.
NEAR = 9.0
#: How far beyond its own size a name may reach from a hexagon, at the most.
FURTHEST = 90.0


class Box(NamedTuple):
    """A rectangle around its middle, in units of the drawing; `wide` and `high` are the whole sides."""

    x: float
    y: float
    wide: float
    high: float

    def covers(self, other: "Box") -> bool:
        """Whether the two lie on each other."""
        return abs(self.x - other.x) * 2 < self.wide + other.wide and abs(self.y - other.y) * 2 < self.high + other.high

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The place in the box that lies nearest."""
        return (
            min(max(x, self.x - self.wide / 2), self.x + self.wide / 2),
            min(max(y, self.y - self.high / 2), self.y + self.high / 2),
        )


#: A line from one place to another: x and y of each.
Lead = tuple[float, float, float, float]
Middle = tuple[float, float]


class Label(NamedTuple):
    """Where a name stands, and the line that leads from it to its hexagons (None where it stands beside them)."""

    box: Box
    lead: Lead | None


def middle(cell: Cell) -> Middle:
    """The centre of a cell in units of the drawing."""
    x, y = centre(cell)
    return x * ACROSS, y * DOWN


def labels(
    sizes: Mapping[str, tuple[float, float]], cells: Mapping[str, Cell], within: tuple[float, float, float, float]
) -> dict[str, Label]:
    """A place for a name of each province: `sizes` has its width and height, `within` is left, top, right, bottom.

    Names never lie on each other as long as there is another place; they cover hexagons of others as little as can be.
    """
    return dict(_laid(tuple(sizes.items()), tuple(cells.items()), within))


@lru_cache(maxsize=16)
def _laid(
    named: tuple[tuple[str, tuple[float, float]], ...],
    placed_cells: tuple[tuple[str, Cell], ...],
    within: tuple[float, float, float, float],
) -> Mapping[str, Label]:
    """As `labels`; to place names takes half a second, and a board that is written again has mostly the same ones."""
    sizes, cells = dict(named), dict(placed_cells)
    groups = {code: own for code, own in by_province(cells).items() if code in sizes}
    every = {cell: middle(cell) for cell in cells.values()}
    costs = {code: _costs(sizes[code], own, every, within) for code, own in groups.items()}
    # Who has the fewest good places chooses first; then whoever came off worst, as long as all together gain by it.
    order = sorted(costs, key=lambda code: (-costs[code][min(12, len(costs[code]) - 1)].cost, code))
    best = _placed(order, costs)
    for time in range(ROUNDS):
        placed = _placed(order, costs)
        if _sum(placed) < _sum(best):
            best = placed
        lost = {code: place.cost - costs[code][0].cost for code, place in placed.items()}
        # Something is changed in each round, so that the same orders do not come back for ever.
        shifts = {code: 1 + (place * 13 + time * 7) % 11 / 11 for place, code in enumerate(order)}
        order.sort(key=lambda code: -lost[code] * shifts[code] if lost[code] > 10 else 0)
    return {code: Label(place.box, place.lead) for code, place in best.items()}


class _Place(NamedTuple):
    cost: float
    box: Box
    lead: Lead | None


def _placed(order: Sequence[str], costs: Mapping[str, Sequence[_Place]]) -> dict[str, _Place]:
    """The cheapest place for each in this order that those before it have left; where there is none, its cheapest."""
    placed: dict[str, _Place] = {}
    for code in order:
        free = (place for place in costs[code] if not any(_meet(place, other) for other in placed.values()))
        cheapest = costs[code][0]
        placed[code] = next(free, cheapest._replace(cost=cheapest.cost + FOREIGN))
    return placed


def _sum(placed: Mapping[str, _Place]) -> float:
    return sum(place.cost for place in placed.values())


def _costs(
    size: tuple[float, float],
    own: Sequence[Cell],
    cells: Mapping[Cell, Middle],
    within: tuple[float, float, float, float],
) -> list[_Place]:
    """The places for a name of this size, the cheapest first."""
    ours = {middle(cell) for cell in own}
    x, y = sum(one[0] for one in ours) / len(own), sum(one[1] for one in ours) / len(own)
    found: dict[Box, _Place] = {}
    for cell in own:
        if not any(beside not in cells for beside in around(cell)):
            continue  # In the middle of the land there is no free place.
        at = middle(cell)
        near = [
            one
            for one in cells.values()
            if abs(one[0] - at[0]) < size[0] + FURTHEST and abs(one[1] - at[1]) < size[1] + FURTHEST
        ]
        for box, gap, lead in _boxes(size, at):
            if box in found or not _inside(box, within):
                continue
            apart = abs(box.x - x) * 0.15 + abs(box.y - y) * 0.25
            found[box] = _Place(gap + apart + _covered(box, ours, near), box, lead)
    # A small window may have no place at all: then the name stands on its hexagons.
    return sorted(found.values()) or [_Place(0, Box(x, y, *size), None)]


def _boxes(size: tuple[float, float], at: Middle) -> Iterator[tuple[Box, float, Lead | None]]:
    """The boxes on the four sides of a hexagon, with the cost of their distance, and the line that leads to it."""
    (wide, high), (x, y) = size, at
    for gap, cost in GAPS:
        right, down = ACROSS + gap + wide / 2, 2 * DOWN + gap + high / 2
        slides = [(side * right, part * high / 2) for side in (-1, 1) for part in SLIDES]
        slides += [(part * wide / 2, side * down) for side in (-1, 1) for part in SLIDES]
        for across, along in slides:
            box = Box(round(x + across, 1), round(y + along, 1), wide, high)
            yield box, cost, (*box.nearest(x, y), x, y) if cost else None


def _covered(box: Box, own: Container[Middle], middles: Sequence[Middle]) -> float:
    """What the hexagons cost that a box covers, or is close to; `middles` are those around."""
    cost, wide = 0.0, Box(box.x, box.y, box.wide + 2 * NEAR, box.high + 2 * NEAR)
    across, down = wide.wide / 2 + ACROSS, wide.high / 2 + 2 * DOWN
    for at in middles:
        if abs(at[0] - box.x) >= across or abs(at[1] - box.y) >= down:
            continue
        if _touches(box, at):
            if at not in own:
                return FOREIGN
            cost += OWN
        elif at not in own and _touches(wide, at):
            cost += CLOSE
    return cost


def _meet(one: _Place, other: _Place) -> bool:
    """Whether two names lie on each other, or the line that leads to one of them runs through the other."""
    return one.box.covers(other.box) or _crosses(one.lead, other.box) or _crosses(other.lead, one.box)


def _crosses(lead: Lead | None, box: Box) -> bool:
    if lead is None:
        return False
    x, y, to_x, to_y = lead
    steps = [part / 12 for part in range(13)]
    return any(box.covers(Box(x + (to_x - x) * step, y + (to_y - y) * step, 4, 4)) for step in steps)


def _inside(box: Box, within: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = within
    across, down = box.wide / 2, box.high / 2
    return left <= box.x - across and box.x + across <= right and top <= box.y - down and box.y + down <= bottom


def _touches(box: Box, at: Middle) -> bool:
    """Whether a box lies on the hexagon around a place, whose sides are slanted above and below."""
    x, y = box.nearest(*at)
    right, down = abs(x - at[0]), abs(y - at[1])
    return right < ACROSS and down < DOWN * (2 - right / ACROSS)
