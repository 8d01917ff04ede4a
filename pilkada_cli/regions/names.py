"""Finds the region that people mean by a name; a name that fits two regions is ambiguous, and never guessed.

A name is compared as its bare letters and digits. Its kind ("kab.", "Kota", "Prov."), an office ("KPU") and the
province beside it are taken off and kept as conditions, so that `kab. muko-muko` is Kabupaten Mukomuko, `Sorong, Papua
Barat` one of two in what was Papua Barat, and `Bandung` two regions.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pilkada_cli.regions.codes import Code, read_code
from pilkada_cli.regions.index import Index
from pilkada_cli.regions.region import Level, Region
from pilkada_cli.regions.tokens import Reading, readings, tokenise, unglued

if TYPE_CHECKING:
    from pilkada_cli.regions.near import Near

#: The longest name, in characters; a longer text is not compared with names. The most words of one.
LONGEST = 120
MOST_WORDS = 20
_BRACKETS = re.compile(r"\s*([^()\[\]]+)[(\[]([^()\[\]]+)[)\]]\W*")
_NUMBERED = re.compile(r"\W*(\d{1,2}(?:[. ]?\d\d)?)\b\W*([^\W\d].*)|(.*[^\W\d])\W+(\d\d[. ]?\d\d|\d{6})\W*", re.ASCII)
#: Words in brackets that say nothing of the name.
_ASIDES = frozenset({"induk"})


class Match(NamedTuple):
    """The answer for one name: the region; where it is not sure which, the codes that may be meant, best first.

    `kind` tells how it was found: exact, alias, within (by the code of a kecamatan or village in it),
    ambiguous or none. `near` has the candidates of a name that none has, with how like they are.
    """

    kind: str
    region: Region | None = None
    candidates: tuple[str, ...] = ()
    near: "tuple[Near, ...]" = ()


class Names:
    """All names of the regions, which are given by code; their index is built when a name is first looked up."""

    def __init__(self, regions: Mapping[str, Region]) -> None:
        self._regions = regions
        self._index = Index(regions)
        self._answers: dict[tuple[str, str | None], Match] = {}

    def match(self, text: str, level: Level | None = None) -> Match:
        """Match a code or a name; `level` limits it to provinces or to kabupaten and kota. Never raises."""
        known = self._answers.get((text, level))
        if known is None:
            known = self._answers[text, level] = self._match(text, level)
        return known

    def _match(self, text: str, level: Level | None) -> Match:
        if code := read_code(text):
            return self._match_code(code, level)
        words = tokenise(text) if len(text) <= LONGEST else ()
        if not words or len(words) > MOST_WORDS:
            return Match("none")
        how, regions = self._read(words, level)
        if not regions:
            how, regions = self._aside(text, level)
        if not regions and (apart := unglued(words)):
            how, regions = self._named(Reading(apart), level)
        if len(regions) == 1:
            return Match(how, regions[0])
        if regions:
            return Match("ambiguous", candidates=tuple(region.code for region in regions))
        from pilkada_cli.regions.near import near

        found = near(words, self._index, level)
        return Match("none", candidates=tuple(one.code for one in found), near=found)

    def _match_code(self, code: Code, level: Level | None) -> Match:
        region = self._regions.get(code.region)
        if region is None or level not in (None, region.level):
            province = code.region[:2]
            return Match("none", candidates=(province,) if province in self._regions else ())
        return Match("within" if code.inside else "alias" if code.mended else "exact", region)

    def _read(self, words: tuple[str, ...], level: Level | None) -> tuple[str, list[Region]]:
        """The regions that these words name, alone or together with the province before or behind the name."""
        how, regions = self._named(Reading(words), level)
        return (how, regions) if regions else self._beside_province(words, level)

    def _named(self, whole: Reading, level: Level | None) -> tuple[str, list[Region]]:
        ways = list(readings(whole))
        for lookup in (self._index.recorded, self._index.inferred):
            for reading in ways:
                how, regions = lookup(reading, level)
                if regions:
                    return how, regions
        return "none", []

    def _beside_province(self, words: tuple[str, ...], level: Level | None) -> tuple[str, list[Region]]:
        """The regions that these words name within the province that stands beside the name, which is none of them."""
        for reading in readings(Reading(words)):
            found: dict[str, tuple[str, Region]] = {}
            for province, rest in self._cuts(reading.words):
                how, regions = self._inside(reading._replace(words=rest), province, level)
                found |= {region.code: (how, region) for region in regions}
            if found:
                return next(iter(found.values()))[0], [region for _how, region in found.values()]
        return "none", []

    def _cuts(self, words: tuple[str, ...]) -> Iterator[tuple[Region, tuple[str, ...]]]:
        """Each province that these words begin with or end with, and the words that are left for a name in it.

        Of two at the end only the longer counts: what is in Kepulauan Riau is not in Riau. At the beginning either may,
        in `Papua, Pegunungan Bintang`.
        """
        ends = False
        for place in range(1, len(words)):
            left, right = words[:place], words[place:]
            if province := self._index.provinces.get("".join(left)):
                yield province, right
            if not ends and (province := self._index.provinces.get("".join(right))):
                ends = True
                yield province, left

    def _inside(self, name: Reading, province: Region, level: Level | None) -> tuple[str, list[Region]]:
        """The regions of this name in the province; else those in provinces that were once part of it."""
        earlier: tuple[str, list[Region]] = ("none", [])
        for reading in readings(name):
            how, regions = self._index.lookup(reading, level)
            inside = [region for region in regions if region.province == province.code]
            if inside:
                return how, inside
            if not earlier[1]:
                once = [one for one in regions if province.code in self._index.origins.get(one.province, ())]
                earlier = ("alias", once)
        return earlier

    def _aside(self, text: str, level: Level | None) -> tuple[str, list[Region]]:
        """The regions of a text that says its name twice, or has a number: `Tanah Laut (Tala)`, `3201 Kab. Bogor`."""
        if both := _BRACKETS.fullmatch(text):
            return "alias", self._agreed(both[1], both[2], level)
        if numbered := _NUMBERED.fullmatch(text):
            return "alias", self._numbered(numbered[2] or numbered[3], numbered[1] or numbered[4], level)
        return "none", []

    def _agreed(self, name: str, aside: str, level: Level | None) -> list[Region]:
        """The regions that a name and what stands in brackets behind it both mean."""
        if aside.replace(".", "").strip().isdigit():
            return self._numbered(name, aside, level)
        first, words = self._read(tokenise(name), level)[1], tokenise(aside)
        if set(words) <= _ASIDES:
            return first
        second = self._read(words, level)[1]
        common = [region for region in first if region in second]
        # In `Mempawah (Pontianak)` the kind is that of the first name.
        common = common or [one for one in first if one in self._named(Reading((one.kind, *words)), level)[1]]
        if not common and not second and len(words) == 1:
            common = [region for region in first if _stands_for(words[0], region)]
        return common

    def _numbered(self, name: str, number: str, level: Level | None) -> list[Region]:
        """The regions of a name with a number beside it; a code of another region is a contradiction, and adds it.

        Other lists have numbers of their own, so that one which is no code here says nothing; nor does a province's,
        which may as well count the lines.
        """
        regions = self._read(tokenise(name), level)[1]
        code = read_code(number)
        other = self._regions.get(code.region) if code and "." in code.region and not code.inside else None
        if other and regions and other not in regions:
            return [*regions, other]
        return [other] if other and regions else regions


def _stands_for(letters: str, region: Region) -> bool:
    """Whether these letters may be short for a name of the region."""
    names = (region.short, *region.aliases, *(name for name, _law in region.formerly))
    return 1 < len(letters) <= 8 and any(_shortens(letters, name) for name in names)


def _shortens(letters: str, name: str) -> bool:
    """Whether these letters stand in this order in the name, from its beginning."""
    rest = iter("".join(tokenise(name)))
    return name[:1].casefold() == letters[0] and all(letter in rest for letter in letters)
