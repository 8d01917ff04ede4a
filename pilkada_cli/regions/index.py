"""Indexes the names of the regions: official ones, further and former ones, and the spellings that follow from them."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from pilkada_cli.regions.region import Level, Region
from pilkada_cli.regions.spellings import spellings
from pilkada_cli.regions.tokens import KIND_WORDS, PROV, Reading, squeeze, tokenise

#: The words that an island or a group of islands has, and that are often added to a name or left out.
ISLANDS = ("kepulauan", "pulau")


class Index:
    """The names of the regions, which are given by code; each part is built when somebody asks for it."""

    def __init__(self, regions: Mapping[str, Region]) -> None:
        self._regions = regions

    def lookup(self, reading: Reading, level: Level | None) -> tuple[str, list[Region]]:
        """How the words are a name, `exact` or `alias`, and the regions of the reading's kinds that have it."""
        how, found = self.recorded(reading, level)
        return (how, found) if found else self.inferred(reading, level)

    def recorded(self, reading: Reading, level: Level | None) -> tuple[str, list[Region]]:
        """The same for names that the data have as they are."""
        key = squeeze(reading.words)
        for how, names in (("exact", self._official), ("alias", self._aliases)):
            if found := _fitting(names.get(key, ()), reading, level):
                return how, found
        return "none", []

    def inferred(self, reading: Reading, level: Level | None) -> tuple[str, list[Region]]:
        """The same for names that follow from those in the data, or hold with their kind alone."""
        key = squeeze(reading.words)
        if found := _fitting(self._derived.get(key, ()), reading, level):
            return "alias", found
        if bound := _fitting(self._bound.get(key, ()), reading, level):
            # `Kabupaten Pontianak` is a name with its kind alone. Without one, only a choice can come of it.
            return ("alias", bound) if reading.stated or len(bound) > 1 else ("none", [])
        if reading.words and reading.words[0] in ISLANDS:
            return "alias", self._islands(reading, level)
        return "none", []

    @cached_property
    def provinces(self) -> dict[str, Region]:
        """Every way to write a province where it stands beside a name in it, squeezed."""
        found: dict[str, Region] = {}
        for names in (self._official, self._aliases, self._derived, self._bound):
            for key, regions in names.items():
                provinces = [region for region in regions if region.kind == "provinsi"]
                # `Riau Kepulauan Meranti` is not in Kepulauan Riau.
                if len(provinces) == 1 and not key.endswith("kepulauan"):
                    found.setdefault(key, provinces[0])
        befores = [word for word, kinds in KIND_WORDS.items() if kinds == PROV] + ["pemprov"]
        written = {f"{before}{key}": region for key, region in found.items() for before in befores}
        return {**written, **{f"{key}province": region for key, region in found.items()}, **found}

    @cached_property
    def origins(self) -> dict[str, frozenset[str]]:
        """For each province the codes of those that it was split from, also of those that these were split from."""
        found: dict[str, frozenset[str]] = {}
        for region in self._regions.values():
            if region.kind == "provinsi":
                open_ones, all_ones = [region.code], set[str]()
                while open_ones:
                    one = self._regions.get(open_ones.pop())
                    parents = [code for code, _law in one.split_from] if one else []
                    open_ones += [code for code in parents if code not in all_ones]
                    all_ones.update(parents)
                found[region.code] = frozenset(all_ones)
        return found

    @cached_property
    def keys(self) -> dict[str, list[Region]]:
        """Every name, squeezed, with its regions, whatever kind it needs: for suggestions."""
        found: dict[str, list[Region]] = {}
        for names in (self._official, self._aliases, self._bound, self._derived):
            for key, regions in names.items():
                for region in regions:
                    _enter(found, key, region)
        return found

    @cached_property
    def sorted_keys(self) -> list[str]:
        """The names of `keys` in order, in which those of one beginning stand together."""
        return sorted(self.keys)

    @cached_property
    def _official(self) -> dict[str, list[Region]]:
        names: dict[str, list[Region]] = {}
        for region in self._regions.values():
            _enter(names, squeeze(tokenise(region.short)), region)
            if region.kind == "provinsi":
                _enter(names, squeeze(tokenise(region.name)), region)
        return names

    @cached_property
    def _aliases(self) -> dict[str, list[Region]]:
        return self._further[0]

    @cached_property
    def _bound(self) -> dict[str, list[Region]]:
        """The further names that hold with their kind alone, `Kabupaten Kutai` or `Daerah Istimewa Jogja`."""
        return self._further[1]

    @cached_property
    def _further(self) -> tuple[dict[str, list[Region]], dict[str, list[Region]]]:
        free: dict[str, list[Region]] = {}
        bound: dict[str, list[Region]] = {}
        for region in self._regions.values():
            for words in _further_names(region):
                kinds = KIND_WORDS.get(words[0]) if len(words) > 1 else None
                if kinds is None:
                    _enter(free, squeeze(words), region)
                elif region.kind in kinds:
                    _enter(bound, squeeze(words[1:]), region)
                if words[:2] == ("daerah", "istimewa"):
                    _enter(bound, squeeze(words[2:]), region)
        return free, bound

    @cached_property
    def _derived(self) -> dict[str, list[Region]]:
        names: dict[str, list[Region]] = {}
        for region in self._regions.values():
            for words in (tokenise(region.short), tokenise(region.name), *_further_names(region)):
                for spelling in spellings(words):
                    key = squeeze(spelling)
                    if key not in self._official and key not in self._aliases:
                        _enter(names, key, region)
        return names

    def _islands(self, reading: Reading, level: Level | None) -> list[Region]:
        """The kabupaten whose name has a word for islands added: `Kab. Pulau Buru`, `Kepulauan Sitaro`.

        Without its kind only one whose full name has such a word itself; and none where the words begin another name.
        """
        key = squeeze(reading.words)
        if any(name.startswith(key) for name in self._official):
            return []
        inner = reading._replace(words=reading.words[1:])
        regions = self.lookup(inner, level)[1] if inner.words and inner.words[0] not in ISLANDS else []
        below = [region for region in regions if region.kind == "kabupaten"]
        return below if reading.stated else [one for one in below if set(ISLANDS) & set(tokenise(one.short))]


def _further_names(region: Region) -> Iterator[tuple[str, ...]]:
    for name in (*region.aliases, *region.shared, *(name for name, _law in region.formerly)):
        yield tokenise(name)


def _enter(names: dict[str, list[Region]], key: str, region: Region) -> None:
    entries = names.setdefault(key, [])
    if region not in entries:
        entries.append(region)


def _fitting(regions: list[Region] | tuple[()], reading: Reading, level: Level | None) -> list[Region]:
    """Those of the regions that are of the reading's kinds and the level; of two kinds that are stated both or none."""
    if not regions:
        return []
    found = [region for region in regions if region.kind in reading.kinds and level in (None, region.level)]
    return [] if reading.contradictory and len(found) == 1 else found
