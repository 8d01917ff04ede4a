"""The country as a grid, for maps: a cell for each kabupaten and kota, a tile for each province."""

from typing import NamedTuple

from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, noting, open_record, refuse
from pilkada_cli.language import _

#: The grid is no larger than this, in columns and rows: what is, fits no terminal and no wall.
LARGEST = 200


class Cell(NamedTuple):
    """Where a region stands, counted from the north-west; of hexagons, odd rows are shifted right by half of one."""

    column: int
    row: int


class Tile(NamedTuple):
    """A province on the map of provinces: its two letters, and where it stands."""

    letters: str
    column: int
    row: int


class Grid(NamedTuple):
    """The cells of kabupaten and kota and the tiles of provinces, by their codes."""

    cells: dict[str, Cell]
    tiles: dict[str, Tile]

    @property
    def rows(self) -> int:
        """How many rows of cells there are."""
        return max((cell.row for cell in self.cells.values()), default=-1) + 1

    @property
    def columns(self) -> int:
        """How many columns of cells there are."""
        return max((cell.column for cell in self.cells.values()), default=-1) + 1


def has_grid(files: DataFiles) -> bool:
    """Whether these data have a map: those of another election may have none."""
    return files.path("map").exists()


def load_grid(files: DataFiles, problems: Problems = refuse) -> Grid:
    """The grid of the data files; what is wrong goes to `problems`, which by default raises InvalidData."""
    root = open_record(files, "map")
    tiles: dict[str, Tile] = {}
    for code, record in root.children("tiles", problems):
        with noting(problems):
            tiles[code] = Tile(record.text("letters"), record.number("column"), record.number("row"))
            record.finish()
    cells: dict[str, Cell] = {}
    for code, record in root.children("cells", problems):
        with noting(problems):
            cell = Cell(record.number("column"), record.number("row"))
            if max(cell) >= LARGEST:
                raise record.wrong(_("a cell lies beyond column or row {limit}").format(limit=LARGEST))
            cells[code] = cell
            record.finish()
    with noting(problems):
        root.finish()
    return Grid(cells, tiles)
