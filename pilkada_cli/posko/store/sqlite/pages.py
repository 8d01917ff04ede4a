"""The pages of a SQLite file, with those that wait beside it, read as they are and whatever is damaged.

The form of a file is that of sqlite.org/fileformat2.html.
"""

import os
from collections.abc import Iterator
from typing import IO, NamedTuple

#: The bytes of the header of a file, of that of a -wal, and of that of each page in one.
HEADER, WAL_HEADER, FRAME = 100, 32, 24
#: The size of a page where the header does not tell, in bytes.
USUAL = 4096
#: All sizes that a page can have.
SIZES = tuple(512 << power for power in range(8))


class Form(NamedTuple):
    """How a file is divided: the bytes of a page, and how many of them SQLite uses; some may be free at its end."""

    size: int
    usable: int


class Pages:
    """The pages of a file of this form, with those that wait beside it in front of them."""

    def __init__(self, file: IO[bytes], beside: IO[bytes] | None, form: Form) -> None:
        self._file, self._beside = file, beside
        self.size, self.usable = form
        self._waiting = dict(self._frames()) if beside else {}
        sizes = [os.fstat(one.fileno()).st_size for one in (file, beside) if one is not None]
        #: The bytes of all there is: no row is longer.
        self.bytes = sum(sizes)
        self._count = sizes[0] // self.size + 1

    def _frames(self) -> Iterator[tuple[int, int]]:
        """Page -> where it stands in the file beside; the latest of several."""
        assert self._beside is not None
        place = WAL_HEADER
        while True:
            self._beside.seek(place)
            head = self._beside.read(FRAME)
            if len(head) < FRAME:
                return
            if number := int.from_bytes(head[:4]):
                yield number, place + FRAME
            place += FRAME + self.size

    def numbers(self) -> Iterator[int]:
        """The pages that there are: those of the file, then others that only wait beside it, whatever their number."""
        yield from range(1, self._count + 1)
        yield from sorted(number for number in self._waiting if number > self._count)

    def versions(self, number: int) -> Iterator[bytes]:
        """A page as it waits beside the file, if it does, and as it is in the file; pages count from 1."""
        if number in self._waiting and self._beside is not None:
            self._beside.seek(self._waiting[number])
            yield self._beside.read(self.size)
        # What is damaged may lead so far out that no file system knows the place.
        if number <= self._count:
            self._file.seek((number - 1) * self.size)
            yield self._file.read(self.size)


def told_form(file: IO[bytes]) -> Form:
    """The form of a file as its header has it."""
    file.seek(0)
    head = file.read(HEADER)
    size = int.from_bytes(head[16:18])
    size = 65536 if size == 1 else size
    size = size if size in SIZES else USUAL
    return Form(size, size - (head[20] if len(head) == HEADER and head[20] < 64 else 0))
