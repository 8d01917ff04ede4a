"""Every input by which a parser was broken, with what it did then, by the target that found it or shows it."""

import json
import struct

from shapes import CORPUS


def _small(name: str) -> str:
    return (CORPUS / name / "small.yaml").read_text(encoding="utf-8")


def _store(change: tuple[int, bytes], name: str = "store") -> bytes:
    """A store in a file, of which some bytes are overwritten."""
    at, new = change
    data = (CORPUS / "rescue" / name).read_bytes()
    return data[: 4 + at] + new + data[4 + at + len(new) :]


#: The page of 512 bytes of the seed that holds rows, and the place of its first row.
_LEAF = next(
    at for at in range(512, 8192, 512) if (CORPUS / "rescue" / "store").read_bytes()[4 + at : 5 + at] == b"\x0d"
)
_WAITING = struct.unpack(">I", (CORPUS / "rescue" / "waiting").read_bytes()[:4])[0]

BUGS: list[tuple[str, str, bytes]] = [
    ("spoken", "the first day that there is, in a zone further east, was a crash", b"01/01/0001 00:30 WIT"),
    ("spoken", "a row of commas took minutes", b"," * 20_000 + b"x"),
    ("code", "blanks behind a code took minutes", b"31" + b" " * 30_000 + b"x"),
    ("region", "blanks behind a code took minutes", b"31" + b" " * 30_000 + b"x"),
    ("word", "a long word that is no category was held against every definition", b"surat " * 10_000),
    ("importing", "a long word that is no category was held against every definition",
     json.dumps({"title": "x", "category": "surat " * 10_000}).encode()),
    ("importing", "a row of commas for a moment took minutes",
     json.dumps({"title": "x", "category": "LOG", "occurred": "," * 20_000 + "x"}).encode()),
    ("sheet", "a carriage return in a cell broke the row when the file was written back", b'a,b\n"x\ry",z\n'),
    ("sheet", "a quotation mark that is never closed was looked for line by line", b'"' + b"\n" * 500_000),
    ("rows", "a quotation mark that is never closed was looked for line by line", b'"' + b"\n" * 500_000),
    ("sheet", "a second BOM became a part of the heading", b"\xff\xfe\xff\xfe1\0\n\0"),
    ("rows", "a second BOM became a part of the heading", b"\xef\xbb\xbf\xef\xbb\xbf\"a;b\";c\n1;2\n"),
    ("sheet", "a quotation mark within a cell hid what parts the cells", b'a;5" b;c\nx;y;z\n'),
    ("entry", "a kind that nobody knows was quoted whole",
     (CORPUS / "entry" / "nil").read_bytes().replace(b'"kind":"nil"', b'"kind":"' + b"do" * 1500 + b'\\n"')),
    ("options", "a number of 30,000 digits was quoted whole", b"\x04" + b"3" * 30_000),
    ("elections", "a list of elections was a crash", b"elections:\n  - {name: a, status: final, basis: b}\nregions: {}\n"),
    ("schedule", "a stage whose id is not its key was a crash",
     _small("schedule").replace("\nstages:\n", "\nolder:\n").encode()
     + b"stages:\n  pemungutan-suara: {id: other, alias: x, name: x, phase: persiapan, actors: [kpu], basis: x, start: 2024-11-27}\n"),
    ("schedule", "a voting day in some regions alone was a crash in all others",
     _small("schedule").replace("- id: pemungutan-suara\n", "- id: pemungutan-suara\n  area: Aceh\n  regions: ['11']\n").encode()),
    ("revotes", "a voting day of a region without a date was a crash",
     _small("revotes").replace("steps:\n", "steps:\n  pemungutan-suara: {alias: v, name: v, actors: [kpu]}\n")
     .replace("\nregions:\n", "\nregions:\n  '31': {pemungutan-suara: {relative: r, basis: b}}\n").encode()),
    ("regions", "a value with a line break made an error of two lines",
     _small("regions").replace("zone: WIB", 'zone: "WIB\\nWIT\\e[31m"', 1).encode()),
    ("rescue", "a key of 64 bits was a crash", _store((_LEAF, b"\x0d\x00\x00\x00\x01\x00\x0a\x00\x00\x0a\x0e" + b"\xff" * 9 + b"\x0e" + b"\x00" * 20))),
    ("rescue", "a page number of 32 bits beside the file was walked up to", _store((_WAITING + 32, b"\xff" * 4), "waiting")),
    ("rescue", "a name in a store that is no text was a crash", (CORPUS / "rescue" / "store").read_bytes().replace(b"tableentries", b"table\xff\xfe\xfdries").replace(b"CREATE TABLE", b"CREATE TABLX")),
]  # fmt: skip
