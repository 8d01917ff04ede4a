"""Finds the region that people mean by a name; a name that fits two regions is ambiguous, and never guessed.

A name is compared as its bare letters and digits, with its kind ("kab.", "Kota", "Prov.") taken off and
kept as a condition, so that `kab. muko-muko` is Kabupaten Mukomuko and `Bandung` is two regions.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from pilkada_cli.regions.region import Level, Region

KIND_WORDS = {
    "kabupaten": "kabupaten", "kab": "kabupaten", "pemkab": "kabupaten", "regency": "kabupaten",
    "kota": "kota", "kodya": "kota", "kotamadya": "kota", "pemkot": "kota", "city": "kota", "municipality": "kota",
    "provinsi": "provinsi", "prov": "provinsi", "propinsi": "provinsi", "pemprov": "provinsi", "province": "provinsi",
}  # fmt: skip
#: Words between the kind and the name that are ignored.
FILLERS = {"administrasi", "adm", "administratif", "administrative"}
HONOURS = (
    ("daerah", "khusus", "ibu", "kota"), ("daerah", "khusus", "ibukota"), ("daerah", "khusus"),
    ("daerah", "istimewa"), ("dki",), ("di",), ("d", "i"),
)  # fmt: skip
ABBREVIATIONS = {
    "kep": "kepulauan", "peg": "pegunungan", "tj": "tanjung", "tg": "tanjung", "tanj": "tanjung", "tlk": "teluk",
    "sumatra": "sumatera", "java": "jawa", "sel": "selatan", "tim": "timur", "bar": "barat",
}  # fmt: skip
DIRECTIONS = {
    "north": "utara", "south": "selatan", "east": "timur", "west": "barat", "central": "tengah",
    "southeast": "tenggara", "southwest": "barat daya",
}  # fmt: skip
#: The longest name, in characters; a longer text is not compared with names.
LONGEST = 120
#: The least similarity of a suggestion, of 100, and how many suggestions are made.
LIKENESS = 74
OFFERED = 5


class Match(NamedTuple):
    """The answer for one name: `kind` is exact, alias, ambiguous or none; `candidates` are region codes, best first."""

    kind: str
    region: Region | None = None
    candidates: tuple[str, ...] = ()


class Names:
    """An index of all names of the regions, which are given by code; it is built when a name is first looked up."""

    def __init__(self, regions: Mapping[str, Region]) -> None:
        self._regions = regions
        self._answers: dict[tuple[str, str | None], Match] = {}

    @cached_property
    def _official(self) -> dict[str, list[Region]]:
        index: dict[str, list[Region]] = {}
        for region in self._regions.values():
            self._enter(index, region, region.short)
        return index

    @cached_property
    def _aliases(self) -> dict[str, list[Region]]:
        index: dict[str, list[Region]] = {}
        for region in self._regions.values():
            for alias in (*region.aliases, *(name for name, _ in region.formerly)):
                self._enter(index, region, alias)
        return index

    def _enter(self, index: dict[str, list[Region]], region: Region, name: str) -> None:
        # An alias that names its kind, such as "Kabupaten Pontianak", holds with that kind only. Kinds
        # behind a name are part of it here: Lima Puluh Kota is a kabupaten.
        kind, rest = _leading(_tokens(name))
        key = f"{kind}:{squeeze(rest)}" if kind else squeeze(rest)
        entries = index.setdefault(key, [])
        if region not in entries:
            entries.append(region)

    def match(self, text: str, level: Level | None = None) -> Match:
        """Match a code or a name; `level` limits it to provinces or to kabupaten and kota. Never raises."""
        known = self._answers.get((text, level))
        if known is None:
            known = self._answers[text, level] = self._match(text, level)
        return known

    def _match(self, text: str, level: Level | None) -> Match:
        if code := as_code(text):
            found = code in self._regions and level in (None, self._regions[code].level)
            return Match("exact", self._regions[code]) if found else Match("none", candidates=self._near_code(code))
        tokens = _tokens(text) if len(text) <= LONGEST else []
        for reading in _readings(tokens):
            how, regions = self._read(reading, level)
            if len(regions) == 1:
                return Match(how, regions[0])
            if regions:
                return Match("ambiguous", candidates=tuple(region.code for region in regions))
        both = re.fullmatch(r"([^()]+)\(([^()]+)\)\s*", text) if tokens else None
        if both and (region := self._agreed(both[1], both[2], level)):
            return Match("alias", region)
        return Match("none", candidates=self._near(tokens, level))

    def _agreed(self, name: str, abbreviation: str, level: Level | None) -> Region | None:
        """The region that a name and the abbreviation in brackets behind it both mean: `Tanah Laut (Tala)`."""
        first, second = (self._read(_tokens(text), level)[1] for text in (name, abbreviation))
        common = [region for region in first if region in second]
        return common[0] if len(common) == 1 else None

    def _read(self, tokens: list[str], level: Level | None) -> tuple[str, list[Region]]:
        """The regions that these tokens name: as they are, without their kind, or followed by a province's name."""
        for how, regions in (self._lookup(tokens, None, level), self._lookup(*_split(tokens)[::-1], level)):
            if regions:
                return how, regions
        for cut in range(len(tokens) - 1, 0, -1):
            province = self._lookup(*_split(tokens[cut:])[::-1], "provinsi")[1]
            if len(province) == 1:
                how, regions = self._read_within(tokens[:cut], province[0], level)
                if regions:
                    return how, regions
        return "none", []

    def _read_within(self, tokens: list[str], province: Region, level: Level | None) -> tuple[str, list[Region]]:
        for how, regions in (self._lookup(tokens, None, level), self._lookup(*_split(tokens)[::-1], level)):
            inside = [region for region in regions if region.province == province.code]
            if inside:
                return how, inside
        return "none", []

    def _lookup(self, tokens: list[str], kind: str | None, level: Level | None) -> tuple[str, list[Region]]:
        key = squeeze(tokens)
        for how, index in (("exact", self._official), ("alias", self._aliases)):
            regions = [region for region in index.get(key, ()) if kind in (None, region.kind)]
            if how == "alias":
                kinds = (kind,) if kind else ("provinsi", "kabupaten", "kota")
                regions = regions or [r for k in kinds for r in index.get(f"{k}:{key}", ()) if r.kind == k]
            regions = [region for region in regions if level in (None, region.level)]
            if regions:
                return how, regions
        return "none", []

    def _near(self, tokens: list[str], level: Level | None) -> tuple[str, ...]:
        """Codes of the regions whose names are most like the tokens, best first."""
        kind, rest = _split(tokens)
        wanted = squeeze(rest)
        if not wanted:
            return ()
        from rapidfuzz import fuzz, process

        scores: dict[str, float] = {}
        likely = process.extract(wanted, self._keys, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=2 * OFFERED)
        beginnings = [key for key in self._keys if len(wanted) > 2 and key.startswith(wanted)]
        for key, score in [
            *((key, score) for key, score, _ in likely),
            *((key, LIKENESS) for key in beginnings),
        ]:
            for region in self._keys_regions(key):
                if level in (None, region.level):
                    bonus = 10.0 if kind == region.kind else 0.0
                    scores[region.code] = max(scores.get(region.code, 0.0), score + bonus)
        return tuple(sorted(scores, key=lambda code: (-scores[code], code))[:OFFERED])

    @cached_property
    def _keys(self) -> list[str]:
        return sorted({key.rpartition(":")[2] for key in (*self._official, *self._aliases)})

    def _keys_regions(self, key: str) -> list[Region]:
        aliased = (self._aliases.get(name, []) for name in (key, f"kabupaten:{key}", f"kota:{key}", f"provinsi:{key}"))
        return [*self._official.get(key, []), *(region for regions in aliased for region in regions)]

    def _near_code(self, code: str) -> tuple[str, ...]:
        return (code[:2],) if code[:2] in self._regions else ()


def as_code(text: str) -> str | None:
    """A region code (Kemendagri's) as the data write it, `31.74`, from `3174`, `31 74` or `31.74`; None for a name."""
    digits = re.fullmatch(r"\s*(\d\d)(?:[.\s]?(\d\d))?\s*", text, re.ASCII)
    return None if digits is None else ".".join(part for part in digits.groups() if part)


def squeeze(tokens: Iterable[str]) -> str:
    """The tokens of a name joined into the letters and digits by which names are compared."""
    return "".join(tokens)


def _tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold().replace("&", " dan ")
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’`")
    return [ABBREVIATIONS.get(word, word) for word in re.findall(r"[a-z0-9]+", plain)]


def _split(tokens: list[str]) -> tuple[str | None, list[str]]:
    """The kind that stands before or after a name, None for none, and the tokens of the name without it."""
    kind, rest = _leading(tokens)
    if kind is None and len(tokens) > 1 and (kind := KIND_WORDS.get(tokens[-1])):
        rest = tokens[:-1]
    return kind, rest


def _leading(tokens: list[str]) -> tuple[str | None, list[str]]:
    """The kind that stands before a name, and the name without it; an honour, such as `DKI`, stands for a province."""
    for honour in HONOURS:
        if tuple(tokens[: len(honour)]) == honour and len(tokens) > len(honour):
            return "provinsi", tokens[len(honour) :]
    kind = KIND_WORDS.get(tokens[0]) if len(tokens) > 1 else None
    if kind is None:
        return None, tokens
    rest = tokens[1:]
    if kind == "provinsi" and _leading(rest)[0] == "provinsi":
        return _leading(rest)
    return kind, rest[1:] if len(rest) > 1 and rest[0] in FILLERS else rest


def _readings(tokens: list[str]) -> Iterable[list[str]]:
    """The tokens as they stand, then as an English name: `West Java` is Jawa Barat, `Riau Islands` Kepulauan Riau."""
    if not tokens:
        return
    yield tokens
    kind, rest = _split(tokens)
    before = [kind] if kind else []
    direction = DIRECTIONS.get(rest[0]) if rest else None
    if direction and len(rest) > 1:
        rest = [*rest[1:], *direction.split()]
        yield [*before, *rest]
    if rest[-1] == "islands" and len(rest) > 1:
        yield [*before, "kepulauan", *rest[:-1]]
