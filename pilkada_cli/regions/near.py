"""Suggests regions for a name that none has: those with the most similar names, best first."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from pilkada_cli.regions.index import Index
from pilkada_cli.regions.region import Level, Region
from pilkada_cli.regions.tokens import ALL, FILLERS, KIND_WORDS, Reading, readings, squeeze

#: The least similarity of a suggestion, of 100, and how many suggestions are made.
LIKENESS = 74
OFFERED = 5
#: What a name is worth that begins as the text does, and what the right kind adds.
BEGINNING = 82
RIGHT_KIND = 20
#: The kinds whose misspellings are known.
KINDS = ("kabupaten", "kota", "kotamadya", "provinsi")


class Near(NamedTuple):
    """A suggestion: a region's code, what it is worth beside others, and how like its name is, of 100."""

    code: str
    worth: float
    likeness: float


def near(words: tuple[str, ...], index: Index, level: Level | None) -> tuple[Near, ...]:
    """The regions whose names are most like these words, best first; empty where nothing is like them."""
    from rapidfuzz import fuzz, process

    if len(words) > 1 and words[0] not in KIND_WORDS:
        kind = process.extractOne(words[0], KINDS, scorer=fuzz.ratio, score_cutoff=LIKENESS)
        words = (kind[0], *words[1:]) if kind else words
    if len(words) > 2 and words[0] in KIND_WORDS and fuzz.ratio(words[1], FILLERS[0]) >= LIKENESS:
        words = (words[0], *words[2:])
    *_, name = readings(Reading(words))
    keys, names = index.keys, index.sorted_keys
    scores: dict[str, tuple[float, float]] = {}
    for wanted, province in _wanted(name, index):
        likely = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=2 * OFFERED)
        scored = [(key, score) for key, score, _place in likely]
        if len(wanted) > 2:
            longer = names[bisect_left(names, wanted) : bisect_left(names, f"{wanted}~")]
            scored += [(key, BEGINNING) for key in longer]
        for key, score in scored:
            for region in keys[key]:
                if level in (None, region.level) and (province is None or _inside(region, province, index)):
                    worth = score + (RIGHT_KIND if name.kinds is not ALL and region.kind in name.kinds else 0)
                    scores[region.code] = max(scores.get(region.code, (0.0, 0.0)), (worth, score))
    best = sorted(scores, key=lambda code: (-scores[code][0], code))[:OFFERED]
    return tuple(Near(code, *scores[code]) for code in best)


def _wanted(name: Reading, index: Index) -> Iterator[tuple[str, Region | None]]:
    """What is looked for: the whole name; and the name beside each province in it, within that province."""
    words = name.words
    if words:
        yield squeeze(words), None
    for place in range(1, len(words)):
        for part, rest in ((words[place:], words[:place]), (words[:place], words[place:])):
            if province := index.provinces.get(squeeze(part)):
                *_, inner = readings(name._replace(words=rest))
                yield squeeze(inner.words), province


def _inside(region: Region, province: Region, index: Index) -> bool:
    return province.code == region.province or province.code in index.origins.get(region.province, ())
