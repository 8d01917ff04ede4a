"""Saves all sound entries of a damaged store or export into a new store, and says what is lost.

An entry is sound if its hash fits. One that builds on something lost (an update of a report that is gone) is left out,
as no log could hold it. For each entry that others follow and that is lost, the new log says so itself: an entry of the
kind `lost` stands in its place in the chain, by a writer of its own. So the new log is whole and can be merged, and
nobody can take it for complete.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

from pilkada_cli.errors import NoSuchFile
from pilkada_cli.language import _, ngettext, spell_number
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.log.entry import Entry, read_line
from pilkada_cli.posko.log.kinds import Damaged
from pilkada_cli.posko.log.lines import numbered
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.merge import groundless, needs
from pilkada_cli.posko.log.moments import milliseconds
from pilkada_cli.posko.log.redaction import take_out
from pilkada_cli.posko.log.soundness import problem_of, unfit
from pilkada_cli.posko.log.turn import Act, Turn
from pilkada_cli.posko.store.sqlite.carving import Aside, Row, carve, home_of
from pilkada_cli.printable import visible

#: The first bytes of a line of an export.
LINE = (b"{", b"\xef\xbb\xbf{")


class Lost(NamedTuple):
    """What was not saved: its place in the damaged log or its line, its id if that can be read, and why."""

    place: int
    id: str | None
    problem: str


class Found(NamedTuple):
    """A sound entry, its place in the damaged log or its line, and when it was received (milliseconds since 1970)."""

    place: int
    entry: Entry
    received: int


class Rescue:
    """The rescue of one damaged file; `rest` has what was not saved, `saved` how many entries were."""

    def __init__(self, broken: Path, by: str, now: datetime) -> None:
        self.rest: list[Lost] = []
        self.saved = 0
        self._broken, self._by, self._now = broken, by, now
        #: The hashes and ids that are in the new log, or that it says are lost.
        self._hashes: set[bytes] = set()
        self._kinds: dict[bytes, str] = {}
        #: How many entries of each post were saved.
        self._posts = Counter[str]()

    def into(self, log: Log) -> None:
        """Write what is sound into a new log; raises StoreFailed where nothing is, and NoSuchFile."""
        try:
            with self._broken.open("rb") as file:
                is_store = not file.read(8).lstrip().startswith(LINE)
                file.seek(0)
                with log.writing() as turn:
                    for one in self._of_store() if is_store else self._of_export(file):
                        self._take(turn, one)
                    turn.flush()
                    self._finish(log, home_of(self._broken) if is_store else None)
        except OSError as error:
            raise NoSuchFile(str(self._broken), error.strerror or str(error)) from None
        self.rest.sort(key=lambda one: (one.place, one.id or ""))

    def _of_export(self, file: IO[bytes]) -> Iterator[Found]:
        received = milliseconds(self._now)
        for number, line in numbered(file):
            try:
                yield Found(number, read_line(line or b""), received)
            except Damaged as damage:
                self.rest.append(Lost(number, None, str(damage)))

    def _of_store(self) -> Iterator[Found]:
        """The sound entries by their places; gaps between them are noted."""
        with closing(Aside()) as aside:
            aside.put(carve(self._broken, is_sound))
            expected, broken = 1, []
            for place, *fields, received, _drill in aside.in_order():
                problem = problem_of(Entry(*fields))
                if problem is not None or not isinstance(received, int):
                    broken.append(Lost(place, fields[0] if isinstance(fields[0], str) else None, problem or unfit()))
                    continue
                if place > expected:
                    self._note_gap(expected, place, broken)
                if place >= expected:
                    yield Found(place, Entry(*fields), received)
                    expected, broken = place + 1, []
            self.rest += broken

    def _note_gap(self, first: int, end: int, broken: list[Lost]) -> None:
        """Note what is missing from a place up to another, which is excluded: what is left of it, and what is not."""
        here = [one for one in broken if first <= one.place < end]
        self.rest += here
        missing = end - first - len({one.place for one in here})
        if missing:
            sentence = ngettext("{count} entry from here on is gone", "{count} entries from here on are gone", missing)
            self.rest.append(Lost(first, None, sentence.format(count=spell_number(missing))))

    def _take(self, turn: Turn, one: Found) -> None:
        """Append an entry, with what is to be said of a lost one before it; one that cannot stand is left out."""
        entry = one.entry
        if _key(entry.id) in self._kinds:
            return
        here = {own: ("", self._kinds[_key(own)]) for own in needs(entry) if _key(own) in self._kinds}
        if problem := groundless(entry, here):
            self.rest.append(Lost(one.place, entry.id, problem))
            return
        if entry.prev is not None and bytes.fromhex(entry.prev) not in self._hashes:
            self._say_lost(turn, entry.prev, one)
        self._append(turn, entry, one.received)
        self._posts[entry.post] += 1
        self.saved += 1

    def _say_lost(self, turn: Turn, hashed: str, one: Found) -> None:
        act = Act("lost", {"hash": hashed, "writer": one.entry.writer})
        said = turn.scribe.make(act, writer=f"rescue {self._by}"[:120], now=self._now, post=one.entry.post)
        self._append(turn, said, one.received)
        self._hashes.add(bytes.fromhex(hashed))

    def _append(self, turn: Turn, entry: Entry, received: int) -> None:
        turn.take(entry, received)
        self._hashes.add(bytes.fromhex(entry.hash))
        self._kinds[_key(entry.id)] = entry.kind

    def _finish(self, log: Log, home: str | None) -> None:
        """Take out what the entries redact, and mark the store as the home of its post."""
        if not self.saved:
            problem = _("{file} has no sound entry, so nothing was saved.")
            raise StoreFailed(problem.format(file=visible(str(self._broken))))
        for one in list(log.all_acts("redact")):
            take_out(log, one.subject, str(one.content["field"]))
        if home is None or not self._posts[home]:
            # Where what opened the post is lost as well, nothing else says whose log this is.
            opened = any(log.acts("open"))
            home = None if opened else self._posts.most_common(1)[0][0]
        if home is not None and not log.store.home():
            log.store.settle(home)


def is_sound(row: Row) -> bool:
    """Whether a row that was found in a file is one of the log."""
    _place, *fields, _received, _drill = row
    return problem_of(Entry(*fields)) is None


def _key(own: str) -> bytes:
    """An id in the form that takes least room."""
    return bytes.fromhex(own.replace("-", ""))
