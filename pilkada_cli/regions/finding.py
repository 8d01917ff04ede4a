"""Finds the regions of a list of names and codes: whose codes they are, and which of them may be of another list."""

from collections.abc import Iterator
from typing import NamedTuple

from pilkada_cli.language import ngettext, spell_number
from pilkada_cli.printable import visible
from pilkada_cli.regions.codes import read_code
from pilkada_cli.regions.names import Match
from pilkada_cli.regions.region import Region
from pilkada_cli.regions.registry import Registry
from pilkada_cli.regions.schemes import CodeBook, Scheme

#: How many codes that have changed are named in the note.
SHOWN = 3
#: How far the next suggestion must be behind the first for that to be taken, in points of 100.
FAR = 10


class Found(NamedTuple):
    """The answer for one text.

    `kind` is that of a name, or `former` for a code of before the law in `basis`, or `near` for a suggestion taken.
    """

    kind: str
    region: Region | None = None
    candidates: tuple[str, ...] = ()
    basis: str | None = None


class Finder:
    """Finds regions by names, and by codes of one list; remembers what is to be said of the whole input."""

    def __init__(
        self, registry: Registry, codes: CodeBook, scheme: Scheme = "kemendagri", accept: int | None = None
    ) -> None:
        self._registry, self._codes, self.scheme, self._accept = registry, codes, scheme, accept
        self._changed: dict[str, str] = {}
        #: How many codes of four digits are another region, or one at all, in BPS's list.
        self._doubtful = 0

    def find(self, text: str) -> Found:
        """The answer for one text. Never raises."""
        if self.scheme in ("bps", "iso"):
            return self._of_another_list(text)
        match = self._registry.names.match(text)
        code = read_code(text)
        if match.region is None and code is not None and (changed := self._codes.changed(code.region)):
            today, basis = changed
            if today in self._registry:
                region = self._registry[today]
                self._changed[code.region] = f"{visible(text.strip())} → {region.label}, {basis}"
                self._watch(text, region)
                return Found("former", region, (), basis)
        self._watch(text, match.region)
        return self._accepted(match)

    def _accepted(self, match: Match) -> Found:
        """The answer, or where suggestions are taken the first, if it is like enough and the next far behind."""
        if self._accept is not None and match.near:
            first, *others = match.near
            if first.likeness >= self._accept and (not others or first.worth - others[0].worth >= FAR):
                return Found("near", self._registry[first.code], match.candidates)
        return Found(match.kind, match.region, match.candidates)

    def _of_another_list(self, text: str) -> Found:
        code = self._codes.region(self.scheme, text)
        if code is not None and code in self._registry:
            return Found("exact", self._registry[code])
        if read_code(text) is not None:
            return Found("none")
        return self._accepted(self._registry.names.match(text))

    def _watch(self, text: str, region: Region | None) -> None:
        """Notice four digits that are another region in BPS's list, whose codes look the same."""
        digits = text.strip()
        if self.scheme == "kemendagri" and len(digits) == 4 and digits.isascii() and digits.isdigit():
            other = self._codes.region("bps", digits)
            self._doubtful += other is not None and (region is None or other != region.code)

    def notes(self) -> Iterator[str]:
        """What is to be said of the whole input, each a sentence."""
        if self._changed:
            shown = "; ".join(list(self._changed.values())[:SHOWN]) + ("; …" if len(self._changed) > SHOWN else "")
            sentence = ngettext(
                "{count} code has changed: {codes}", "{count} codes have changed: {codes}", len(self._changed)
            )
            yield sentence.format(count=spell_number(len(self._changed)), codes=shown)
        if self._doubtful:
            sentence = ngettext(
                "{count} code of four digits is another region in the list of BPS; if it is of that list: --scheme bps",
                "{count} codes of four digits are other regions in the list of BPS; if they are of that: --scheme bps",
                self._doubtful,
            )
            yield sentence.format(count=spell_number(self._doubtful))
