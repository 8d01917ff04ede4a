"""Finds rows of the log in a SQLite file that SQLite cannot read any more: page by page, whatever else is damaged.

Each page of a table holds whole rows, and each row of the log has a hash of its own, so that every row that is found
can be told to be sound by itself. What waits beside the file, in its -wal, is looked through as well. The form of a
file is that of sqlite.org/fileformat2.html.
"""

import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from itertools import islice
from pathlib import Path
from typing import IO, Any

from pilkada_cli.posko.store.entries import FIELDS
from pilkada_cli.posko.store.sqlite.files import address, side_file
from pilkada_cli.posko.store.sqlite.pages import HEADER, SIZES, Form, Pages, told_form

#: The mark of a page that holds rows of a table.
LEAF = 0x0D
#: About how many bytes of a file each form is tried on.
TRIED = 1 << 24
#: Place, the fields of an entry, when it was received, and whether in a drill.
COLUMNS = len(FIELDS) + 3
#: The bytes of a whole number in a row, by its type there.
NUMBERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
#: The longest row, in bytes: that of an entry is far shorter.
LONGEST = 1 << 20
#: The rows that are put aside at once.
BATCH = 1000
#: How many times its size the rows of a page may take: more than once only where places of rows are damaged.
OVERLAP = 4

#: A place, an entry's fields, when it was received, and whether in a drill; any value may be of any type.
Row = tuple[Any, ...]


def carve(path: Path, is_sound: Callable[[Row], bool]) -> Iterator[Row]:
    """All rows that look like rows of the log, in no order and some of them twice; raises OSError.

    `is_sound` tells a row of the log: where the file's header is damaged, its pages are taken for as large as gives
    most such rows.
    """
    beside = side_file(path)
    with path.open("rb") as file, beside.open("rb") if beside.exists() else nullcontext() as waiting:
        yield from _all_rows(Pages(file, waiting, _best_form(file, waiting, is_sound)))


def _all_rows(pages: Pages, every: int = 1) -> Iterator[Row]:
    """The rows of all pages, or of one in `every`."""
    for number in islice(pages.numbers(), 0, None, every):
        for page in pages.versions(number):
            yield from _rows(pages, page, HEADER if number == 1 else 0)


def _best_form(file: IO[bytes], beside: IO[bytes] | None, is_sound: Callable[[Row], bool]) -> Form:
    """The form that gives most sound rows in a part of the file; where several do, what its header says."""
    told = told_form(file)
    best, most = told, -1
    for form in dict.fromkeys((told, *(Form(size, size) for size in SIZES))):
        pages = Pages(file, beside, form)
        found = sum(is_sound(row) for row in _all_rows(pages, pages.bytes // TRIED + 1))
        if found > most:
            best, most = form, found
    return best


def _rows(pages: Pages, page: bytes, start: int) -> Iterator[Row]:
    if len(page) < start + 8 or page[start] != LEAF:
        return
    count, room = min(int.from_bytes(page[start + 3 : start + 5]), len(page) // 4), OVERLAP * len(page)
    for number in range(count):
        at = start + 8 + 2 * number
        try:
            length, key, place = _head(page, int.from_bytes(page[at : at + 2]), min(LONGEST, pages.bytes))
            local = _local(length, pages.usable)
            room -= local
            row = _row(pages, page, (length, key, place), local)
        except (IndexError, ValueError, struct.error):
            continue
        if room < 0:
            return
        if row is not None:
            yield row


def _head(page: bytes, place: int, most: int) -> tuple[int, int, int]:
    """The length of the row at a place of a page, at most `most`, its key, and the place behind; raises as `_row`."""
    length, place = _varint(page, place)
    key, place = _varint(page, place)
    if not 0 < length <= most:
        raise ValueError(length)
    # A key has a sign in its 64 bits.
    return length, key - (key >> 63 << 64), place


def _row(pages: Pages, page: bytes, head: tuple[int, int, int], local: int) -> Row | None:
    """The row with this head, so many bytes of which stand on the page; None for one of another table.

    Raises ValueError or IndexError for a broken one.
    """
    length, key, place = head
    content = page[place : place + local]
    if local < length:
        content += _overflow(pages, int.from_bytes(page[place + local : place + local + 4]), length - local)
    values = list(_values(content))
    return (key, *values[1:]) if len(values) == COLUMNS else None


def _local(length: int, usable: int) -> int:
    """How many bytes of a row stand on its page; the others on pages of their own."""
    if length <= usable - 35:
        return length
    least = (usable - 12) * 32 // 255 - 23
    most = least + (length - least) % (usable - 4)
    return most if most <= usable - 35 else least


def _overflow(pages: Pages, number: int, length: int) -> bytes:
    parts: list[bytes] = []
    while length > 0 and number:
        page = next(pages.versions(number), b"")
        parts.append(page[4 : min(length + 4, pages.usable)])
        if not parts[-1]:
            raise ValueError(number)
        length -= len(parts[-1])
        number = int.from_bytes(page[:4])
    return b"".join(parts)


def _values(content: bytes) -> Iterator[Any]:
    size, place = _varint(content, 0)
    start = size
    while place < size:
        kind, place = _varint(content, place)
        if kind in NUMBERS:
            length = NUMBERS[kind]
            yield int.from_bytes(content[start : start + length], signed=True)
        elif kind in (8, 9):
            length = 0
            yield kind - 8
        elif kind >= 12:
            length = (kind - 12) // 2
            part = content[start : start + length]
            if len(part) < length:
                raise ValueError(length)
            yield _text(part) if kind % 2 else part
        else:
            length = 8 if kind == 7 else 0
            yield None
        start += length


def _text(part: bytes) -> str | bytes:
    """The text that these bytes are; the bytes themselves where they are none any more."""
    try:
        return part.decode()
    except UnicodeDecodeError:
        return part


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for count in range(9):
        byte = data[place + count]
        if count == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + count + 1
    raise ValueError(place)


class Aside:
    """Rows put aside on the disk, to be read back in the order of their places, each once."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("")
        self._file.execute(f"CREATE TABLE rows ({', '.join(f'c{number}' for number in range(COLUMNS))})")

    def put(self, rows: Iterator[Row]) -> None:
        """Put rows aside; raises OSError where there is no room for them."""
        try:
            self._file.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * COLUMNS)})", rows)  # noqa: S608
        except sqlite3.Error as error:
            raise OSError(0, str(error)) from None

    def in_order(self) -> Iterator[Row]:
        """The rows by place; of those that have the same id, hash and place, the one that was put first."""
        yield from self._file.execute("SELECT * FROM rows GROUP BY c0, c1, c10 ORDER BY c0, min(rowid)")

    def close(self) -> None:
        """Let go of them."""
        self._file.close()


def home_of(path: Path) -> str | None:
    """The post whose home a store is, if its file can still be read so far."""
    try:
        with closing(sqlite3.connect(address(path, "immutable=1"), uri=True)) as file:
            row = file.execute("SELECT post FROM home").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        # What SQLite says is wrong quotes the file, whose names may be no text any more.
        return None
    return str(row[0]) if row else None
