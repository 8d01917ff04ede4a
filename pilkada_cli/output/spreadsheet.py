"""CSV files as spreadsheets write them: with a BOM, in UTF-16 or Windows-1252, parted by commas, semicolons or tabs."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import IO, Literal, NamedTuple

from pilkada_cli.errors import QUOTED, UsageError
from pilkada_cli.language import _
from pilkada_cli.printable import visible

#: What may part the cells of a line.
SEPARATORS = ",;\t|"
BOM = "\ufeff"
#: A line before the heading by which Excel is told what parts the cells; Excel shows no such row.
DECLARED = re.compile(r"\"?sep=([,;\t|])\"?\s*", re.IGNORECASE)
#: The most characters of a cell.
LONGEST_CELL = 1 << 20


class Sheet(NamedTuple):
    """A CSV file: its heading, its lines, and what parts the cells; a line may be shorter than the heading."""

    heading: list[str]
    lines: list[list[str]]
    separator: str

    def column(self, name: str) -> int:
        """The place of the column with this heading, counted from 0; raises UsageError for none, or for two."""
        wanted = name.strip().casefold()
        places = [place for place, own in enumerate(self.heading) if own.strip().casefold() == wanted]
        if len(places) == 1:
            return places[0]
        quoted = visible(name, limit=QUOTED)
        if places:
            raise UsageError(_("The column '{name}' stands there twice; rename one of them.").format(name=quoted))
        known = ", ".join(visible(own, limit=QUOTED) for own in self.heading[:20])
        raise UsageError(_("There is no column '{name}'; the columns are {known}.").format(name=quoted, known=known))


def read_sheet(content: bytes) -> Sheet:
    """The CSV file with this content; raises UsageError where there is no heading, or where it is no CSV."""
    text = io.StringIO(_decoded(content), newline="")
    separator = _separator(text)
    try:
        heading, *lines = _rows(text, separator)
    except (csv.Error, ValueError) as error:
        raise UsageError(_("The file is no CSV: {problem}.").format(problem=visible(str(error)))) from None
    return Sheet(heading, lines, separator)


def _decoded(content: bytes) -> str:
    """The text of a file: by its BOM, else UTF-8, else Windows-1252, in which every spreadsheet of Windows writes."""
    for mark, coding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _in(content, coding)
    if b"\0" in content[:4096]:
        raise UsageError(_("The file is no CSV: it holds a NUL; save the spreadsheet as CSV first."))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _in(content, "cp1252")


def _in(content: bytes, coding: str) -> str:
    try:
        return content.decode(coding)
    except UnicodeDecodeError:
        raise UsageError(_("The file is no text in {coding}; save it as CSV in UTF-8.").format(coding=coding)) from None


#: How many bytes are looked at once.
PIECE = 1 << 20


def read_rows(file: IO[bytes]) -> Iterator[list[str]]:
    """The rows of a CSV file from its heading on, one by one, so that a long one is never in memory as a whole.

    The file must be seekable, and stay open meanwhile. Raises UsageError as `read_sheet` does, once the line that is no
    CSV is reached.
    """
    text = io.TextIOWrapper(file, encoding=_coding(file), newline="")
    try:
        yield from _rows(text, _separator(text))
    except (csv.Error, ValueError) as error:
        raise UsageError(_("The file is no CSV: {problem}.").format(problem=visible(str(error)))) from None
    finally:
        # The file stays its owner's, who may have closed it by now.
        with suppress(ValueError):
            text.detach()


def _separator(text: IO[str]) -> str:
    """What parts the cells of the heading: what makes most of them of it. In quotation marks it may have line breaks.

    The text stands somewhere else behind it. Raises UsageError where there is no heading.
    """
    first = text.readline(LONGEST_CELL).lstrip(BOM)
    declared = DECLARED.fullmatch(first)
    if not (text.readline(LONGEST_CELL) if declared else first).strip():
        raise UsageError(_("The file has no heading: its first line must name the columns."))
    if declared:
        return declared[1]
    csv.field_size_limit(LONGEST_CELL)
    return max(SEPARATORS, key=lambda separator: _columns(text, separator))


def _columns(text: IO[str], separator: str) -> int:
    """How many cells the heading has with this separator; 0 where it is no CSV then."""
    try:
        return len(next(_rows(text, separator)))
    except (csv.Error, ValueError):
        return 0


def _rows(text: IO[str], separator: str) -> Iterator[list[str]]:
    """The rows of a text from its heading on, without the second BOM that it gets where a file is saved twice."""
    text.seek(0)
    first = text.readline().lstrip(BOM)
    before = [] if DECLARED.fullmatch(first) else [first]
    return csv.reader(chain(before, text), delimiter=separator, strict=True)


def _coding(file: IO[bytes]) -> str:
    """How the text of a file is encoded; see `_decoded`."""
    head = file.read(4)
    file.seek(0)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(PIECE):
            if b"\0" in piece:
                raise UsageError(_("The file is no CSV: it holds a NUL; save the spreadsheet as CSV first."))
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8-sig"


def write_sheet(sheet: Sheet) -> str:
    """The file as text, its cells parted as they were; lines end with a line feed."""
    # A heading with another separator within a cell would be parted by that one, if it stood there alone.
    mixed = any(separator in cell for cell in sheet.heading for separator in SEPARATORS)
    heading = _written(sheet.heading, sheet.separator, quoted=mixed)
    return heading + "".join(_written(line, sheet.separator) for line in sheet.lines)


def _written(line: list[str], separator: str, *, quoted: bool = False) -> str:
    # A writer quotes a carriage return in a cell only if it is part of its own line terminator.
    text = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=separator, lineterminator="\r\n", quoting=quoting).writerow(line)
    return text.getvalue().removesuffix("\r\n") + "\n"
