"""A spool: lines that must all be there before the log is written to wait in it, in memory or, when many, in a file."""

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


def spool() -> IO[bytes]:
    """A new spool, which is gone when it is closed."""
    return tempfile.SpooledTemporaryFile(max_size=SMALL)


@contextmanager
def filling() -> Iterator[None]:
    """Write into a spool inside; raises StoreFailed when there is no room left."""
    try:
        yield
    except OSError as error:
        sentence = _("There is no room in {place} to put the lines aside: {reason}; nothing was recorded.")
        raise StoreFailed(sentence.format(place=tempfile.gettempdir(), reason=error.strerror)) from None


def spooled(file: IO[bytes]) -> IO[bytes]:
    """The file itself, or what comes out of a pipe, read to its end: nobody waits for it with a turn at the log."""
    if file.seekable():
        return file
    waiting = spool()
    while piece := _read(file):
        with filling():
            waiting.write(piece)
    with filling():
        waiting.seek(0)
    return waiting


def _read(file: IO[bytes]) -> bytes:
    try:
        return file.read(PIECE)
    except OSError as error:
        raise NoSuchFile(str(getattr(file, "name", "-")), error.strerror or str(error)) from None
