"""A spool holds lines until all of them are read and checked, before the log is written; a large one is on disk."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from pilkada_cli.errors import NoSuchFile
from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed

#: The most bytes of a spool that are kept in memory; a larger one is a temporary file.
SMALL = 4 << 20
#: How many bytes are copied at once.
PIECE = 1 << 16


def spool() -> IO[bytes]:
    """A new, empty spool, which is deleted when it is closed."""
    return tempfile.SpooledTemporaryFile(max_size=SMALL)


@contextmanager
def filling() -> Iterator[None]:
    """A context manager around the use of a spool, which raises StoreFailed where the disk is full or fails."""
    try:
        yield
    except OSError as error:
        sentence = _("There is no room in {place} to put the lines aside: {reason}; nothing was recorded.")
        # Where no directory can be written at all, there is none to name.
        place = tempfile.tempdir or "TMPDIR"
        raise StoreFailed(sentence.format(place=place, reason=error.strerror or error)) from None


def spooled(file: IO[bytes]) -> IO[bytes]:
    """The file itself if it is seekable; else a spool with all that a pipe gives, so that no transaction waits."""
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
