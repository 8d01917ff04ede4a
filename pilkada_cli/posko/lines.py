"""Lines of a file of JSON lines, each with its number, as `merge` and `import` read them."""

from collections.abc import Iterator
from typing import IO

#: Bytes. The longest entry that can be recorded stays far below.
LONGEST = 1 << 20


def numbered(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank; None stands for one that is longer than LONGEST, which is not kept."""
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            _skip_rest(file, line)
            yield number, None
        elif line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _skip_rest(file: IO[bytes], part: bytes) -> None:
    while part and not part.endswith(b"\n"):
        part = file.readline(LONGEST)
