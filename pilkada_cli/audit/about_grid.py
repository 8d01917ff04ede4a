"""Rules for the map: every region has a place on it, and no two regions share one."""

from collections.abc import Hashable, Iterable, Iterator, Mapping

from pilkada_cli.audit.rules import Breach, Data, Rule
from pilkada_cli.language import _


def cells(data: Data) -> Iterator[Breach]:
    """Each kabupaten and kota has its own cell; the map may have cells of codes that this election does not have."""
    if data.grid is not None:
        codes = [region.code for region in data.registry if region.level == "kabkota"]
        yield from _placed("cells", codes, data.grid.cells)


def tiles(data: Data) -> Iterator[Breach]:
    """Each province has its own tile, labelled with two capital letters that no other tile has."""
    if data.grid is None:
        return
    codes = [region.code for region in data.registry if region.level == "provinsi"]
    places = {code: (tile.column, tile.row) for code, tile in data.grid.tiles.items()}
    yield from _placed("tiles", codes, places)
    seen: dict[str, str] = {}
    for code, tile in data.grid.tiles.items():
        if len(tile.letters) != 2 or not (tile.letters.isascii() and tile.letters.isupper()):
            yield "map", ("tiles", code, "letters"), _("a tile has two capital letters")
        if seen.setdefault(tile.letters, code) != code:
            problem = _("{other} has these letters as well").format(other=seen[tile.letters])
            yield "map", ("tiles", code, "letters"), problem


def _placed(part: str, codes: Iterable[str], places: Mapping[str, Hashable]) -> Iterator[Breach]:
    for code in codes:
        if code not in places:
            yield "map", (part,), _("{code} has no place on the map").format(code=code)
    seen: dict[Hashable, str] = {}
    for code, place in places.items():
        if seen.setdefault(place, code) != code:
            yield "map", (part, code), _("{other} has the same place").format(other=seen[place])


RULES: tuple[Rule, ...] = (cells, tiles)
