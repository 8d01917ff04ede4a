"""The lines of an import that wait to be recorded, as entries that were made aside."""

from array import array
from collections.abc import Iterator
from typing import Any

from pilkada_cli.posko.log.aside import Aside
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.turn import Scribe

#: Of how many recorded lines, the first ones, an answer tells the incidents.
LISTED = 200


class Waiting:
    """Lines that wait: their numbers, how many of them go to Bawaslu, and the first, at most LISTED, with entries."""

    def __init__(self, aside: Aside, referral: str) -> None:
        """Wait `aside`; `referral` is the status of what goes to Bawaslu."""
        self.aside, self._referral = aside, referral
        self.numbers = array("I")
        self.referred = 0
        self.first: list[tuple[int, Entry]] = []

    def put(self, number: int, entry: Entry, body: dict[str, Any]) -> None:
        """Put a line's entry aside, with its parsed body."""
        self.aside.put(entry, body)
        self.count(number, entry, body)

    def count(self, number: int, entry: Entry, body: dict[str, Any]) -> None:
        """Count a line whose entry waits elsewhere."""
        self.numbers.append(number)
        self.referred += body["status"] == self._referral
        if len(self.first) < LISTED:
            self.first.append((number, entry))

    def fitted(self, scribe: Scribe, known: frozenset[str]) -> Iterator[tuple[int, Entry, dict[str, Any]]]:
        """The lines but those of `known` references, with entries that follow their writer's last one, and bodies."""
        for number, entry in zip(self.numbers, self.aside, strict=True):
            body = entry.content
            if body.get("ref") not in known:
                yield number, scribe.fitted(entry), body

    def anew(self) -> "Waiting":
        """None of the lines, with room for all."""
        return Waiting(self.aside.anew(), self._referral)
