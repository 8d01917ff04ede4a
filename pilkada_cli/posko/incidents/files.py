"""Reads the incidents of a file (JSON lines, a JSON array, or CSV), each to its fields with the line's number."""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import IO, cast

from pilkada_cli.errors import QUOTED, NoSuchFile, UsageError
from pilkada_cli.language import _
from pilkada_cli.output.spreadsheet import read_rows
from pilkada_cli.posko.errors import BadText
from pilkada_cli.posko.log.lines import LONGEST, numbered
from pilkada_cli.posko.log.spool import spooled
from pilkada_cli.printable import visible

#: The fields of an incident in a file, each with the words for it in the heading of a CSV file besides its own name.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("judul", "kejadian", "laporan", "what happened"),
    "region": ("wilayah", "daerah", "kabupaten/kota", "kab/kota", "kode wilayah"),
    "category": ("kategori", "jenis"),
    "severity": ("tingkat", "tingkat keparahan", "keparahan"),
    "agency": ("instansi", "pelapor", "reported by"),
    "occurred": ("terjadi", "waktu", "waktu kejadian", "happened", "when"),
    "details": ("rincian", "uraian", "keterangan"),
    "place": ("tempat", "lokasi", "where"),
    "contact": ("kontak", "narahubung"),
    "ref": ("referensi", "nomor laporan", "reference"),
}
NEEDED = ("title", "category")

#: The fields of one incident as they are in a file; None for one that was not given.
Fields = dict[str, str | None]
#: A line's number from 1, and its fields, or what is wrong with it.
Numbered = tuple[int, Fields | BadText]


def read_incidents(file: IO[bytes]) -> Iterator[Numbered]:
    """The incidents of a file with the numbers of their lines, or of their rows in a spreadsheet.

    Raises UsageError where the file is none of the three, which may show only at its end; NoSuchFile where it cannot be
    read on.
    """
    try:
        head = _head(file)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            file = _in_utf8(file.read())
            head = _head(file)
        first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        if first in (b"{", b""):
            return _lines(file)
        return _array(file.read()) if first == b"[" else _sheet(file)
    except OSError as error:
        raise NoSuchFile(str(getattr(file, "name", "-")), error.strerror or str(error)) from None


def _head(file: IO[bytes]) -> bytes:
    """How a file begins; reading goes on from its beginning."""
    if not file.seekable():
        return cast(io.BufferedReader, file).peek(4)
    head = file.read(64)
    file.seek(0)
    return head


def _in_utf8(content: bytes) -> IO[bytes]:
    """A file in UTF-16, as spreadsheets write one as `Unicode text`, in UTF-8."""
    try:
        return io.BytesIO(content.decode("utf-16").encode())
    except UnicodeError:
        raise UsageError(_("The file is no text in {coding}; save it in UTF-8.").format(coding="UTF-16")) from None


def _lines(file: IO[bytes]) -> Iterator[Numbered]:
    for number, line in numbered(file):
        if line is None:
            yield number, BadText(_("the line is longer than {limit} kB").format(limit=LONGEST >> 10))
            continue
        try:
            value = _decoder.decode(line.decode())
        except (ValueError, RecursionError):
            yield number, BadText(_("this is not a line of JSON"))
            continue
        yield number, _checked(value)


def _array(content: bytes) -> Iterator[Numbered]:
    """The elements of a JSON array, each with the number of the line on which it begins."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(_("The file is no text in {coding}; save it in UTF-8.").format(coding="UTF-8")) from None
    decode = _decoder.raw_decode
    number, seen, place = 1, 0, _past(_BLANKS, text, text.index("[") + 1)
    while text[place : place + 1] != "]":
        number, seen = number + text.count("\n", seen, place), place
        try:
            value, end = decode(text, place)
            place = _past(_COMMA, text, end)
        except (ValueError, RecursionError):
            yield number, BadText(_("this is not JSON; the file may have been cut"))
            return
        yield number, _checked(value)
    if rest := text[place + 1 :].strip():
        yield text.count("\n", 0, text.rindex(rest)) + 1, BadText(_("the array is at its end, and more follows"))


#: What stands between two elements of a JSON array, or behind its last one.
_BLANKS, _COMMA = re.compile(r"[ \t\r\n]*"), re.compile(r"[ \t\r\n]*(?:,[ \t\r\n]*|(?=\]))")


def _past(pattern: re.Pattern[str], text: str, place: int) -> int:
    """The place behind what a pattern finds there; raises ValueError where it finds nothing."""
    found = pattern.match(text, place)
    if found is None:
        raise ValueError(text[place : place + 1])
    return found.end()


def _object(pairs: list[tuple[str, object]]) -> dict[str, object] | BadText:
    """A JSON object; one that names a field twice says two things, of which none is taken."""
    own = dict(pairs)
    if len(own) == len(pairs):
        return own
    twice = next(name for name, count in Counter(name for name, _value in pairs).items() if count > 1)
    return BadText(_("the field '{name}' stands there twice").format(name=visible(twice, limit=QUOTED)))


_decoder = json.JSONDecoder(object_pairs_hook=_object)


def _checked(value: object) -> Fields | BadText:
    """The fields of a JSON object that has the fields of an incident as texts, or what is wrong with it."""
    if isinstance(value, BadText):
        return value
    if not isinstance(value, dict):
        example = '{"title": "…", "category": "LOG"}'
        return BadText(_("a line must be an object, such as {example}").format(example=example))
    for name in sorted(value.keys() - FIELDS.keys()):
        sentence = _("there is no field '{name}'; the fields are {fields}")
        return BadText(sentence.format(name=visible(name, limit=QUOTED), fields=", ".join(FIELDS)))
    for name in NEEDED:
        if value.get(name) is None:
            return BadText(_("the field '{name}' is missing").format(name=name))
    for name, text in value.items():
        if text is not None and not isinstance(text, str):
            return BadText(_("the field '{name}' must be a text").format(name=name))
    # A program that has nothing for a field may write an empty text for it, as a spreadsheet does.
    return {name: text if text or name in NEEDED else None for name, text in value.items()}


def _sheet(file: IO[bytes]) -> Iterator[Numbered]:
    """The rows of a CSV file with their numbers, of which the heading is the first."""
    seekable = spooled(file)
    try:
        rows = read_rows(seekable)
        columns = _columns(next(rows))
        for number, cells in enumerate(rows, 2):
            if any(cell.strip() for cell in cells):
                yield number, _read(cells, columns)
    finally:
        # A file that can be sought in is its owner's.
        if seekable is not file:
            seekable.close()


def _columns(heading: list[str]) -> list[str | None]:
    """The field of each column of a CSV file, None for one without a heading; raises UsageError for an unknown one."""
    columns: list[str | None] = []
    for cell in heading:
        name = _field_of(cell)
        if name in columns and name is not None:
            raise UsageError(_("Two columns are the field '{name}'; take one of them out.").format(name=name))
        columns.append(name)
    for name in NEEDED:
        if name not in columns:
            known = ", ".join((name, *FIELDS[name]))
            raise UsageError(_("No column is the field '{name}': call one {known}.").format(name=name, known=known))
    return columns


def _field_of(cell: str) -> str | None:
    """The field that a heading is; None for a blank one. Raises UsageError for any other."""
    wanted = " ".join(cell.replace("_", " ").split()).casefold().rstrip(" *:")
    for name, words in FIELDS.items():
        if wanted in (name, *words):
            return name
    if wanted:
        sentence = _("No field is called '{name}', as a column is: take it out, or call it one of {fields}.")
        raise UsageError(sentence.format(name=visible(cell.strip(), limit=QUOTED), fields=", ".join(FIELDS)))
    return None


def _read(cells: list[str], columns: list[str | None]) -> Fields | BadText:
    """The fields of a row of a CSV file, or what is wrong with it."""
    if any(cell.strip() for cell, name in zip_longest(cells, columns) if cell and name is None):
        return BadText(_("a cell stands under no heading: is there a separator too many, or a quotation mark missing?"))
    fields = {name: text for name, cell in zip(columns, cells, strict=False) if name and (text := plain(cell))}
    for name in NEEDED:
        if name not in fields:
            return BadText(_("the field '{name}' is missing").format(name=name))
    return dict(fields)


def plain(cell: str) -> str:
    """What a cell says, without the form in which a spreadsheet is kept from reading it as a formula or a number."""
    text = cell.strip()
    formula = _AS_TEXT.fullmatch(text)
    return formula[1].replace('""', '"') if formula else text.removeprefix("'") if _GUARDED.match(text) else text


#: A text written as a formula that gives it, and one behind an apostrophe.
_AS_TEXT, _GUARDED = re.compile(r'="((?:[^"]|"")*)"', re.DOTALL), re.compile(r"'\s*[=+\-@＝＋－＠\d]")
