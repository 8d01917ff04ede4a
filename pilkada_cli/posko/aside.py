"""Puts aside what has to be whole before the log is written to: in memory while it is small, else in a file of ours."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from pilkada_cli.errors import NoSuchFile
from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed

#: Bytes that stay in memory.
SMALL = 4 << 20
#: Bytes that are copied at once.
PIECE = 1 << 16


def room_aside() -> IO[bytes]:
    """Room that goes with us."""
    return tempfile.SpooledTemporaryFile(max_size=SMALL)


@contextmanager
def filling() -> Iterator[None]:
    """Write into such room inside; raises StoreFailed when there is none left."""
    try:
        yield
    except OSError as error:
        sentence = _("There is no room in {place} to put the lines aside: {reason}; nothing was recorded.")
        raise StoreFailed(sentence.format(place=tempfile.gettempdir(), reason=error.strerror)) from None


def at_hand(file: IO[bytes]) -> IO[bytes]:
    """The file itself, or what comes out of a pipe, read to its end: nobody waits for it with a turn at the log."""
    if file.seekable():
        return file
    aside = room_aside()
    while piece := _read(file):
        with filling():
            aside.write(piece)
    with filling():
        aside.seek(0)
    return aside


def _read(file: IO[bytes]) -> bytes:
    try:
        return file.read(PIECE)
    except OSError as error:
        raise NoSuchFile(str(getattr(file, "name", "-")), error.strerror or str(error)) from None
