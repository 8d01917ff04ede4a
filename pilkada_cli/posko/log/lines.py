"""Reads the lines of a JSON lines file with their numbers, for `merge` and `import`."""

from collections.abc import Iterator
from typing import IO

from pilkada_cli.errors import NoSuchFile

#: The longest line, in bytes; every entry that can be recorded is far shorter.
LONGEST = 1 << 20


def numbered(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, each with its number from 1; None stands for a line longer than LONGEST.

    Raises NoSuchFile where the file cannot be read on.
    """
    number = 0
    while line := _read(file, LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            _skip_rest(file, line)
            yield number, None
        elif line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _skip_rest(file: IO[bytes], part: bytes) -> None:
    while part and not part.endswith(b"\n"):
        part = _read(file, LONGEST)


def _read(file: IO[bytes], most: int) -> bytes:
    try:
        return file.readline(most)
    except OSError as error:
        raise NoSuchFile(str(getattr(file, "name", "-")), error.strerror or str(error)) from None
