"""Targets for files of others: spreadsheets, and incidents as JSON lines, JSON arrays and CSV."""

import io
from typing import IO, cast

from fuzz.posts import keyboard
from fuzz.sentences import check, refusing
from pilkada_cli.output.spreadsheet import read_rows, read_sheet, write_sheet
from pilkada_cli.posko.errors import BadText
from pilkada_cli.posko.incidents.files import FIELDS, read_incidents
from pilkada_cli.posko.incidents.importing import Importing


def sheet(data: bytes) -> None:
    """A CSV file that is read whole: what is written back is read as the same, by both readers."""
    with refusing():
        found = read_sheet(data)
        written = write_sheet(found).encode("utf-8", "surrogatepass")
        again = read_sheet(written)
        # A heading of one cell does not tell what would part two.
        assert again == found or (len(found.heading) == 1 and again.heading == found.heading)
        with refusing():
            assert found.heading[found.column(found.heading[0])] == found.heading[0]
        assert [found.heading, *found.lines] == list(read_rows(io.BytesIO(data)))


def rows(data: bytes) -> None:
    """A CSV file that is read row by row."""
    with refusing():
        for row in read_rows(io.BytesIO(data)):
            assert all(isinstance(cell, str) for cell in row)


class _Pipe(io.RawIOBase):
    """A file that cannot be sought in, and gives little at once."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        part = self._data.read(min(len(buffer), 4096))
        buffer[: len(part)] = part
        return len(part)


def _answers(file: IO[bytes]) -> list[tuple[int, object]]:
    found: list[tuple[int, object]] = []
    with refusing():
        for number, fields in read_incidents(file):
            if isinstance(fields, BadText):
                check(str(fields))
            else:
                assert fields.keys() <= FIELDS.keys()
                assert all(text is None or isinstance(text, str) for text in fields.values())
            found.append((number, str(fields) if isinstance(fields, BadText) else fields))
    numbers = [number for number, _fields in found]
    assert numbers == sorted(numbers)
    return found


def incidents(data: bytes) -> None:
    """Incidents of a file of any kind: lines with numbers, the same from a file and from a pipe."""
    found = _answers(io.BytesIO(data))
    with io.BufferedReader(_Pipe(data)) as pipe:
        assert _answers(cast("IO[bytes]", pipe)) == found


def importing(data: bytes) -> None:
    """The same, each line checked against the data and the log as an import does, which records nothing here."""
    operator = keyboard().operator(keyboard().log)
    with refusing(), Importing(operator, check, dry=True) as run:
        for line in run.read(io.BytesIO(data)):
            assert line.body["region"] in operator.election.registry or line.body["region"] == "nasional"
            assert line.body["title"].strip()
        run.repeated()
    for note in operator.notes:
        check(note)
