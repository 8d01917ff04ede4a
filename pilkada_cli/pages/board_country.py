"""What the script of the board works with: moments, and the regions of the country in as few characters as can be."""

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from zlib import compress

from pilkada_cli.clock import OFFSETS
from pilkada_cli.language import spell_number, spell_short
from pilkada_cli.pages.drawing import wide
from pilkada_cli.pages.hexagons import ACROSS, DOWN, by_province, extent
from pilkada_cli.pages.labels import labels
from pilkada_cli.posko.log.moments import milliseconds
from pilkada_cli.posko.log.signs import call_signs
from pilkada_cli.printable import visible
from pilkada_cli.regions.region import Region
from pilkada_cli.screens.incidents import sign

if TYPE_CHECKING:
    from pilkada_cli.pages.board import Board

#: The most incidents whose titles the page carries, and the most of one region.
TITLES, OF_ONE = 200, 20
#: A title is cut at so many characters.
LONGEST = 90
#: The size of the letters of provinces, the room around the hexagons, and the width of one, in units of a drawing.
NAME, ROOM, HEXAGON = 23.0, 30.0, 2 * ACROSS
#: The digits to the base 36.
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def clocks(board: "Board") -> dict[str, Any]:
    """The moments of the board and the hours of the vote; moments are milliseconds since 1970."""
    return {
        "now": milliseconds(board.now.now),
        "written": milliseconds(board.written),
        "refresh": board.refresh,
        "trouble": bool(board.trouble),
        "zones": dict(sorted(OFFSETS.items(), key=lambda one: one[1])),
        "zone": board.zone,
        "vote": _vote(board),
    }


def country(board: "Board") -> dict[str, Any]:
    """The provinces with their regions, as one compressed text, who votes again, and what a post knows of them."""
    names = _names(board)
    packed = compress(json.dumps(_regions(board, names), ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return {
        "provinces": b64encode(packed).decode(),
        "again": {code: spell_short(day, year=True) for code, day in board.again.items()},
        "room": round(ROOM / HEXAGON, 2),
        **_log(board),
    }


def _names(board: "Board") -> dict[str, list[float]]:
    """Where the letters of provinces stand with a number, beside their hexagons, and from where to where a line leads.

    All in the widths of a hexagon, as the script draws them. One province alone has none.
    """
    if board.grid is None or board.region is not None:
        return {}
    cells, tiles = board.grid.cells, board.grid.tiles
    sums: Counter[str] = Counter()
    for row in board.log.around["by_region"] if board.log else ():
        sums[str(row["region"]).partition(".")[0]] += row["open"]
    digits = {code: max(2, len(spell_number(sums[code]))) for code in by_province(cells)}
    sizes = {
        code: (wide(f"{tiles[code].letters if code in tiles else code} {'8' * count}", NAME * 1.1), NAME)
        for code, count in digits.items()
    }
    left, top, right, bottom = extent(cells.values())
    box = (left * ACROSS - ROOM, top * DOWN - ROOM, right * ACROSS + ROOM, bottom * DOWN + ROOM)
    return {
        code: [round(one / HEXAGON, 1) for one in (label.box.x, label.box.y, *(label.lead or ()))]
        for code, label in labels(sizes, cells, box).items()
    }


def _vote(board: "Board") -> dict[str, Any]:
    """The voting day as days since 1970, and the minutes of its day at which polls open and close, if known."""
    voting = board.now.voting.stage
    first = voting.start or voting.end
    assert first is not None  # a countdown has a day
    return {
        "day": (first - date(1970, 1, 1)).days,
        "opens": None if voting.opens is None else voting.opens.hour * 60 + voting.opens.minute,
        "closes": None if voting.closes is None else voting.closes.hour * 60 + voting.closes.minute,
    }


def _provinces(board: "Board") -> Iterable[Region]:
    if board.region is None:
        return board.registry.search(level="provinsi")
    return [board.registry[board.region.province or board.region.code]]


def _regions(board: "Board", labels: dict[str, list[float]]) -> list[Any]:
    """The provinces, the names of the regions of each, and the figures of all regions; like beside like packs best.

    Of a province these are its code, letters, name, zone, stations, pairs, electing, and where its letters stand; of
    its regions one text, the names parted by `|`. Before a name stands the end of the code, where that is not the
    number behind the one before. The figures are four texts, of which each region has its part: see `_figures`.
    """
    provinces, names, figures = [], [], [("", "", "", "")]
    for own in _provinces(board):
        tile = None if board.grid is None else board.grid.tiles.get(own.code)
        inside = list(board.registry.search(province=own.code, level="kabkota"))
        ends = [one.code.removeprefix(f"{own.code}.") for one in inside]
        names.append("|".join(map(_numbered, ends, ["00", *ends], map(_bare, inside))))
        figures += [_figures(one, board) for one in inside]
        head = (own.code, None if tile is None else tile.letters, visible(own.name), own.zone)
        label = [labels[own.code]] if own.code in labels else []
        provinces.append([*head, own.polling_stations, own.pairs or 0, int(own.electing), *label])
    return [provinces, names, *map("".join, zip(*figures, strict=True))]


def _numbered(end: str, before: str, name: str) -> str:
    """A region's name, with the end of its code where that does not follow from the one before."""
    follows = before.isdecimal() and end == f"{int(before) + 1:02}" and not name[:1].isdigit()
    return name if follows else end + name


def _figures(region: Region, board: "Board") -> tuple[str, str, str, str]:
    """A region's column and row (two characters each), stations (three) and pairs (one), to the base 36.

    Column and row are `--` without a cell, pairs are `-` where the region elects nobody.
    """
    cell = None if board.grid is None else board.grid.cells.get(region.code)
    column, row = ("--", "--") if cell is None else (_short(cell.column, 2), _short(cell.row, 2))
    pairs = _short(region.pairs or 0, 1) if region.electing else "-"
    return column, row, _short(region.polling_stations, 3), pairs


def _short(number: int, digits: int) -> str:
    """A number to the base 36 in so many digits; one that has more is the largest of them."""
    number = min(number, 36**digits - 1)
    return "".join(DIGITS[number // 36**place % 36] for place in reversed(range(digits)))


def _bare(region: Region) -> str:
    """The name without its kind where the code tells it; one that elects nobody keeps its whole name."""
    name = visible(region.name)
    plain = f"{'Kota' if region.kind == 'kota' else 'Kabupaten'} {region.short}"
    bare = region.short if name == plain else f"={name}"
    return bare.replace("|", "/")


def _log(board: "Board") -> dict[str, Any]:
    if board.log is None:
        return {}
    fields, log = board.log.around, board.log
    counts = {row["region"]: row["open"] for row in fields["by_region"] if row["region"] and row["open"]}
    severities = list(reversed(log.words.severities))
    return {
        "open": counts,
        "worst": _worst(fields["open_incidents"], severities[:2]),
        "own": _own(board, fields["open_incidents"]),
        "severities": {one: sign(place)[0] for place, one in enumerate(severities)},
        "expected": list(log.expected),
        "silent": list(log.silent),
        "incidents": [] if board.public else list(_incidents(fields["open_incidents"])),
    }


def _worst(rows: Iterable[dict[str, Any]], severities: Sequence[str]) -> dict[str, int]:
    """The regions with an incident of the gravest severity open (3) or of the next (2), as far as they are listed."""
    found: dict[str, int] = {}
    for one in rows:
        if one["severity"] in severities:
            rank = 3 - severities.index(one["severity"])
            found[one["region"]] = max(rank, found.get(one["region"], 0))
    return found


def _own(board: "Board", rows: Iterable[dict[str, Any]]) -> str | None:
    """The gravest severity that is open at a province itself, where it is drawn alone."""
    code = None if board.region is None else board.region.province or board.region.code
    return next((one["severity"] for one in rows if one["region"] == code), None)


def _incidents(rows: Iterable[dict[str, Any]]) -> Iterable[list[Any]]:
    """The gravest open incidents: call sign, title, region, and severity."""
    listed = list(rows)[:TITLES]
    signs, seen = call_signs(one["id"] for one in listed), dict[str, int]()
    for one in listed:
        seen[one["region"]] = seen.get(one["region"], 0) + 1
        if seen[one["region"]] <= OF_ONE:
            title = visible(one["title"], limit=LONGEST)
            yield [signs[one["id"]], title, one["region"], one["severity"]]
