"""The names that people use for agencies, and which agency that is."""

from collections.abc import Iterable
from functools import cached_property

from pilkada_cli.posko.words import Words


class AgencyNames:
    """The names that people use for agencies, and the one id of each."""

    def __init__(self, words: Words, roster: Iterable[str] = ()) -> None:
        self._words, self._roster = words, tuple(roster)

    @cached_property
    def _ids(self) -> dict[str, str]:
        ids = {folded(own): own for own in self._roster}
        for agency in self._words.agencies.values():
            for name in (*agency.aliases, agency.name.id, agency.name.en, agency.id):
                ids[folded(name)] = agency.id
        return ids

    def resolve(self, text: str) -> str:
        """The id of a known agency; a name that nobody knows stays as it is, for any agency may help."""
        return self._ids.get(folded(text), text.strip())

    def near(self, text: str) -> str | None:
        """The id of an agency with nearly this name, for a name that is not known; else None."""
        if folded(text) in self._ids:
            return None
        from rapidfuzz import fuzz, process

        best = process.extractOne(folded(text), list(self._ids), scorer=fuzz.ratio, score_cutoff=75)
        return self._ids[best[0]] if best else None


def folded(name: str) -> str:
    """A name as it is compared: without case, and with spaces for what joins words."""
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").replace("/", " ").split())
