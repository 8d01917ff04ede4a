"""Clocks that were wrong: entries recorded after they were received, or long before the one they follow.

A computer's clock cannot be trusted, so a report goes by when its own store received an entry. What is noticed here is
only told to people, who know which clock it was.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pilkada_cli.language import _, ngettext, spell_number, spell_span
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.moments import LEAP, milliseconds
from pilkada_cli.printable import visible

HOUR = 3_600_000
#: How long, in milliseconds, a file may have been on its way for a clock in it still to be told to keep another zone.
ON_THE_WAY = 40 * 60_000
#: Hours between two zones of Indonesia, and between them and UTC: so far off is a clock that keeps another zone's time.
ZONES = (1, 2, 7, 8, 9)
#: No entry is older than this: 1 January 2020. A clock that says so has lost its battery.
OLDEST = 1_577_836_800_000
#: How many entries back a fork of a chain is looked for.
PASSED = 10_000


class Wrong(NamedTuple):
    """What is wrong with a writer's clock: so many entries, by so many milliseconds at most.

    `way` is `ahead` of the store that received them, `back` behind the entry before them in their chain, or `unset`
    where the clock shows a year in which nobody used this program.
    """

    writer: str
    way: str
    entries: int
    most: int

    @property
    def is_zone(self) -> bool:
        """Whether it is off by about as much as the zones of Indonesia differ from each other or from UTC.

        A file that travels for a while comes that much later, so that a clock ahead seems to be less so.
        """
        late = ON_THE_WAY if self.way == "ahead" else LEAP
        return any(-late < self.most - hours * HOUR < LEAP for hours in ZONES)


class Clocks:
    """Watches the clocks of all writers through entries in the order in which a store received them."""

    def __init__(self) -> None:
        #: The hash at the end of each chain -> when something was last recorded in it, by the computer's clock and by
        #: one that was set. Two laptops of one writer have a chain each, and their entries come in any order.
        self._ends: dict[str, dict[bool, int]] = {}
        #: The same of the last PASSED entries that another one follows, as a chain may fork at one of them.
        self._passed: dict[str, dict[bool, int]] = {}
        self._found: dict[tuple[str, str], tuple[int, int]] = {}

    def see(self, entry: Entry, received: int) -> None:
        """Take the next entry, received at a moment in milliseconds since 1970."""
        if entry.kind == "lost":
            return  # It stands where it must for the chain's sake, and is received as what it stands before.
        recorded = milliseconds(entry.recorded)
        if recorded - received >= LEAP:
            self._add(entry.writer, "ahead", recorded - received)
        last = self._before(entry)
        before = last.get(entry.drill, recorded)
        if before - recorded >= LEAP:
            self._add(entry.writer, "back", before - recorded)
        if recorded < OLDEST:
            self._add(entry.writer, "unset", 0)
        self._ends[entry.hash] = {**last, entry.drill: recorded}

    def _before(self, entry: Entry) -> dict[bool, int]:
        """When something was last recorded in the chain of an entry, before it; empty where that is not known."""
        if entry.prev is None:
            return {}
        if (last := self._ends.pop(entry.prev, None)) is None:
            return self._passed.get(entry.prev, {})
        self._passed[entry.prev] = last
        if len(self._passed) > PASSED:
            del self._passed[next(iter(self._passed))]
        return last

    def _add(self, writer: str, way: str, span: int) -> None:
        count, most = self._found.get((writer, way), (0, 0))
        self._found[writer, way] = (count + 1, max(most, span))

    @property
    def wrong(self) -> list[Wrong]:
        """What was noticed, in the order in which it came up."""
        return [Wrong(writer, way, *found) for (writer, way), found in self._found.items()]


def spell_wrong(found: list[Wrong]) -> Iterator[str]:
    """A sentence for each clock that was wrong."""
    for one in found:
        told = _sentence(one).format(
            count=spell_number(one.entries), writer=visible(one.writer), span=spell_span(one.most // 1000)
        )
        shift = _("That is about the span between two zones: was it set to another zone's time?")
        yield f"{told} {shift}" if one.is_zone else told


def _sentence(one: Wrong) -> str:
    if one.way == "ahead":
        return ngettext(
            "{count} entry of '{writer}' was recorded up to {span} ahead of the clock here, and counts from when it "
            "was received. Which clock was wrong?",
            "{count} entries of '{writer}' were recorded up to {span} ahead of the clock here, and count from when "
            "they were received. Which clock was wrong?",
            one.entries,
        )
    if one.way == "back":
        return ngettext(
            "{count} entry of '{writer}' was recorded up to {span} before the one it follows: a clock was set back.",
            "{count} entries of '{writer}' were recorded up to {span} before those they follow: a clock was set back.",
            one.entries,
        )
    return ngettext(
        "{count} entry of '{writer}' is from before 2020: that clock was not set.",
        "{count} entries of '{writer}' are from before 2020: that clock was not set.",
        one.entries,
    )
