"""Inputs for the parsers by their structure: seeds of fuzz/corpus, of which pieces, nodes, lines or cells are changed."""

import csv
import io
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

import fuzz
from fuzz.data import LOADERS
from fuzz.program import COMMANDS

CORPUS = Path(fuzz.__file__).parent / "corpus"
#: Texts that some parser has stumbled over, here or elsewhere.
HOSTILE = [
    "", " ", "\t", "\n", "\r\n", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "\u0130", "\u0131", "\u00df", "ﷺ", "٣", "²", "½",
    "-1", "0", "00", "1e999", "NaN", "Infinity", "999999999", "9" * 30, "9" * 5000, "1_000", "0x10", "yes", "null", "~", "*a", "&a", "!!int",
    "H+999999", "0001-01-01", "9999-12-31", "24:00", "23:59:60", "+23:59", "WIT", "=1+1", "'", '"', '""', "\\", "%", "{}", "[]", "{x}", "{0}",
    "../..", "/", "31", "31.71", "99.99", "nasional", "x" * 130, "id", "kab kota " * 8, "💥",
]  # fmt: skip

Mutate = Callable[[random.Random, str], str]


def seeds(name: str) -> list[bytes]:
    """The seeds of a target."""
    return [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]


def _times(chance: random.Random, change: Callable[[Any], Any], value: Any) -> Any:
    for _ in range(chance.choice((1, 1, 2, 4))):
        value = change(value)
    return value


def in_pieces(chance: random.Random, text: str, parts: list[str]) -> str:
    """One piece of a text dropped, doubled, swapped with another, put in the place of one, or repeated very often."""
    at = chance.randrange(len(parts) + 1)
    one = parts[at : at + 1] or [" "]
    other = chance.choice(parts or [" "])
    return "".join(
        parts[:at]
        + chance.choice(([], one * 2, [other], [chance.choice(HOSTILE)], [*one, chance.choice(HOSTILE)], one * chance.choice((3, 100, 20_000))))
        + parts[at + 1 :]
    )  # fmt: skip


def words_changed(chance: random.Random, text: str) -> str:
    """A text of which a word, or a sign between two, is changed."""
    return in_pieces(chance, text, re.findall(r"\w+|\W", text))


def lines_changed(chance: random.Random, text: str) -> str:
    """A text of which a whole line is changed, or a word in one."""
    parts = text.splitlines(keepends=True)
    if chance.random() < 0.5 or not parts:
        return in_pieces(chance, text, parts)
    at = chance.randrange(len(parts))
    return "".join([*parts[:at], words_changed(chance, parts[at]), *parts[at + 1 :]])


def _node(chance: random.Random) -> Any:
    return chance.choice([None, [], {}, 7, 1.5, True, ["x"], [{}], {"id": "x"}, {"id": "x", "en": "y"}, *HOSTILE])


def tree_changed(chance: random.Random, root: Any) -> Any:
    """A copy of a tree of which one node is dropped, replaced, doubled, renamed, or put elsewhere."""
    root = json.loads(json.dumps(root))
    places = list(_places(root))
    if not places:
        return _node(chance)
    holder, key = chance.choice(places)
    kind = chance.randrange(5)
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = _node(chance)
    elif kind == 2:
        other, from_key = chance.choice(places)
        holder[key] = json.loads(json.dumps(other[from_key]))
    elif isinstance(holder, list):
        holder.insert(key, json.loads(json.dumps(holder[key])))
    else:
        holder[chance.choice([*HOSTILE, "id", *holder])] = holder.pop(key) if kind == 3 else holder[key]
    return root


def _places(node: Any) -> Any:
    for key in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield node, key
        yield from _places(node[key])


def _yaml(chance: random.Random, data: bytes) -> bytes:
    text = data.decode()
    if chance.random() < 0.3:
        return _times(chance, lambda one: lines_changed(chance, one), text).encode()
    tree = _times(chance, lambda one: tree_changed(chance, one), yaml.load(text, Loader=yaml.CBaseLoader))
    return yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode()


def _json_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.decode().splitlines()
    at = chance.randrange(len(lines))
    if chance.random() < 0.3:
        return _times(chance, lambda one: lines_changed(chance, one), data.decode()).encode("utf-8", "surrogatepass")
    lines[at] = json.dumps(
        _times(chance, lambda one: tree_changed(chance, one), json.loads(lines[at])), ensure_ascii=chance.random() < 0.5
    )
    chance.shuffle(lines) if chance.random() < 0.2 else None
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _table(chance: random.Random, _data: bytes) -> bytes:
    """A table of hostile cells, in some dialect of CSV and some encoding."""
    heading = chance.sample(
        ["judul", "Kategori", "wilayah", "waktu", "ref", "Nama\nDaerah", "", "kontak", chance.choice(HOSTILE)], 5
    )
    known = ["LOG", "31.73", "04.30", "Surat suara kurang", "kpu", "A-1"]
    rows = [[chance.choice(known + HOSTILE) for _ in range(chance.choice((5, 5, 4, 6)))] for _ in range(4)]
    text = io.StringIO(newline="")
    csv.writer(
        text, delimiter=chance.choice(",;\t|"), quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        lineterminator=chance.choice(("\n", "\r\n", "\r")),
    ).writerows([heading if chance.random() < 0.5 else ["judul", "kategori", "wilayah", "waktu", "ref"], *rows])  # fmt: skip
    whole = text.getvalue() if chance.random() < 0.7 else words_changed(chance, text.getvalue())
    return whole.encode(chance.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252")), "replace")


def _file(chance: random.Random, data: bytes) -> bytes:
    return _json_lines(chance, data) if data[:1] == b"{" and chance.random() < 0.6 else _table(chance, data)


def _words(chance: random.Random, data: bytes) -> bytes:
    return _times(chance, lambda one: words_changed(chance, one), data.decode()).encode("utf-8", "surrogateescape")


def _lines(chance: random.Random, data: bytes) -> bytes:
    return _times(chance, lambda one: lines_changed(chance, one), data.decode()).encode("utf-8", "surrogatepass")


def _bytes(chance: random.Random, data: bytes) -> bytes:
    """Bytes of a file overwritten, one or a few beside each other, and pieces of it moved."""
    whole = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        at, size = chance.randrange(len(whole)), chance.choice((1, 2, 4, 9, 64))
        whole[at : at + size] = chance.choice((b"\xff" * size, b"\0" * size, chance.randbytes(size), whole[:size]))
    return bytes(whole)


def _option(chance: random.Random, data: bytes) -> bytes:
    return bytes([chance.randrange(len(COMMANDS))]) + _words(chance, data[1:])


CHANGES: dict[str, Callable[[random.Random, bytes], bytes]] = {
    **dict.fromkeys(LOADERS, _yaml),
    **dict.fromkeys(("when", "spoken", "duration", "region", "code", "stage", "word", "personal", "location"), _words),
    **dict.fromkeys(("sheet", "rows"), _table),
    **dict.fromkeys(("incidents", "importing"), _file),
    **dict.fromkeys(("entry", "merging", "stored"), _json_lines),
    **dict.fromkeys(("note", "key"), _lines),
    "rescue": _bytes,
    "options": _option,
}  # fmt: skip


def inputs(name: str) -> st.SearchStrategy[bytes]:
    """Inputs for a target: a seed changed by its structure, or any bytes at all."""
    changed = st.builds(CHANGES[name], st.randoms(use_true_random=False), st.sampled_from(seeds(name)))
    return st.one_of(changed, changed, changed, st.binary(max_size=60))
