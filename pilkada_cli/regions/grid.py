"""The country as a grid, for maps: a cell for each kabupaten and kota, a tile for each province."""

import re
from typing import NamedTuple

from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, Record, noting, open_record, refuse
from pilkada_cli.language import _

#: The most columns, and the most rows, of the grid.
LARGEST = 200


class Cell(NamedTuple):
    """A region's column and row, counted from 0 in the north-west; odd rows are shifted right by half a cell."""

    column: int
    row: int


class Tile(NamedTuple):
    """A province on the map of provinces: its two letters, and its column and row, counted from 0."""

    letters: str
    column: int
    row: int


class Grid(NamedTuple):
    """The cells of kabupaten and kota, the tiles of provinces, and the centres of regions, each by region code.

    A centre is a longitude and a latitude in degrees (WGS 84), computed from published boundaries and not surveyed.
    """

    cells: dict[str, Cell]
    tiles: dict[str, Tile]
    centres: dict[str, tuple[float, float]]

    @property
    def rows(self) -> int:
        """How many rows of cells there are."""
        return max((cell.row for cell in self.cells.values()), default=-1) + 1

    @property
    def columns(self) -> int:
        """How many columns of cells there are."""
        return max((cell.column for cell in self.cells.values()), default=-1) + 1


def has_grid(files: DataFiles) -> bool:
    """Whether the data directory has a map.yaml, which is optional."""
    return files.path("map").exists()


def load_grid(files: DataFiles, problems: Problems = refuse) -> Grid:
    """The grid of the data files; what is wrong goes to `problems`, which by default raises InvalidData."""
    root = open_record(files, "map")
    tiles: dict[str, Tile] = {}
    for code, record in root.children("tiles", problems):
        with noting(problems):
            tiles[code] = Tile(record.text("letters"), *_place(record))
            record.finish()
    cells: dict[str, Cell] = {}
    centres: dict[str, tuple[float, float]] = {}
    for code, record in root.children("cells", problems):
        with noting(problems):
            cells[code] = _place(record)
            if record.has("latitude") or record.has("longitude"):
                centres[code] = (_degrees(record, "longitude", 180), _degrees(record, "latitude", 90))
            record.finish()
    with noting(problems):
        root.finish()
    return Grid(cells, tiles, centres)


def _place(record: Record) -> Cell:
    place = Cell(record.number("column"), record.number("row"))
    if max(place) >= LARGEST:
        raise record.wrong(_("a cell lies beyond column or row {limit}").format(limit=LARGEST))
    return place


def _degrees(record: Record, key: str, most: int) -> float:
    text = record.text(key)
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,6})?", text, re.ASCII) or abs(float(text)) > most:
        raise record.wrong(_("'{value}' is no number of degrees such as -6.18").format(value=text), key)
    return float(text)
