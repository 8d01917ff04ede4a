"""Importing the incidents of a file: all lines are checked, and made into entries aside, before the log is written.

A line with a reference that the post's log has is passed over; lines without one that are there word for word are
refused unless they are wanted once more. What others wrote while the file was read is looked at in the turn at writing.
"""

from collections.abc import Callable, Iterator
from typing import IO, Any, Literal, NamedTuple

from pilkada_cli.errors import NotFoundError, UsageError
from pilkada_cli.language import _, ngettext, spell_number
from pilkada_cli.posko.errors import BadText
from pilkada_cli.posko.incidents.files import Fields, read_incidents
from pilkada_cli.posko.incidents.known import Here, by_ref, mark, word_for_word
from pilkada_cli.posko.incidents.reporting import incident_body
from pilkada_cli.posko.incidents.waiting import Waiting
from pilkada_cli.posko.log.aside import Aside
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.moments import milliseconds
from pilkada_cli.posko.log.turn import Act, Turn
from pilkada_cli.posko.operator import Operator
from pilkada_cli.posko.texts import NAME, checked

#: How many lines are looked up and put aside at once.
BATCH = 500
#: How often the entries are made anew aside where their writer has written meanwhile, before that is done in the turn.
ATTEMPTS = 3
#: How many lines a sentence names.
NAMED = 5

#: What the log has of a line: nothing, its words, or its reference, in these words, in others, or taken back.
Known = Literal["words", "ref", "ref_changed", "ref_retracted"] | None


class Line(NamedTuple):
    """A checked line: its number, the body of its report, when it happened (None: now), and what the log has of it."""

    number: int
    body: dict[str, Any]
    occurred: str | None
    known: Known = None


class Imported(NamedTuple):
    """How many lines were recorded, how many were known, how many of the first went to Bawaslu, and the first of them.

    These are the numbers of lines and their entries, `waiting.LISTED` at most.
    """

    recorded: int
    known: int
    referred: int
    first: list[tuple[int, Entry]]


class Importing:
    """The import of one file; `say` gets a sentence for each bad line. Use it as a context manager."""

    def __init__(
        self, operator: Operator, say: Callable[[str], None], *, again: bool = False, dry: bool = False
    ) -> None:
        """Begin an import; one that is `dry` only reads."""
        self.operator, self._say, self._again, self._dry = operator, say, again, dry
        self.bad = self._known = 0
        self._scribe = operator.log.scribe()
        self._waiting = Waiting(Aside(operator.log.store), operator.words.referred)
        self._start = operator.log.store.entries.last()[0]
        #: The mark of each line without a reference -> its number, and of each reference -> the mark of its line.
        self._marks: dict[int, int] = {}
        self._refs: dict[int, int] = {}
        #: The references of lines that are passed over, as they are known.
        self._passed: set[int] = set()
        self._regions: set[str] = set()
        self._changed: list[int] = []
        self._retracted: list[int] = []

    def __enter__(self) -> "Importing":
        self.operator.log.ask_lists()
        return self

    def __exit__(self, _kind: object, failure: BaseException | None, _trace: object) -> None:
        self._waiting.aside.close(failure)

    def read(self, file: IO[bytes]) -> Iterator[Line]:
        """Check the lines of a file, put those aside that are to be recorded, and give all that are good."""
        batch: list[Line] = []
        for number, fields in read_incidents(file):
            try:
                batch.append(self._check(number, fields))
            except (UsageError, NotFoundError) as error:
                self.bad += 1
                self._say(_("line {line}: {problem}").format(line=number, problem=getattr(error, "brief", error)))
            if len(batch) == BATCH:
                yield from self._settle(batch)
                batch = []
        yield from self._settle(batch)

    def _check(self, number: int, fields: Fields | BadText) -> Line:
        """A line, if it is good and is no other line's; raises UsageError or NotFoundError."""
        if isinstance(fields, BadText):
            raise fields
        body, occurred = incident_body(self.operator, fields)
        if (given := fields.get("ref")) is None:
            self._marks.setdefault(mark(body, occurred), number)
            self._regions.add(body["region"])
            return Line(number, body, occurred)
        body["ref"] = checked(given, _("The reference"), NAME)
        own = hash(body["ref"])
        known: Known = "ref" if own in self._refs else None
        if self._refs.setdefault(own, mark(body, occurred)) != mark(body, occurred):
            raise BadText(_("another line has the same reference, and says something else"))
        return Line(number, body, occurred, known)

    def _settle(self, batch: list[Line]) -> list[Line]:
        """Look up the references of checked lines, and put those aside that the log does not have."""
        refs = [line.body["ref"] for line in batch if "ref" in line.body]
        here = by_ref(self.operator.log, self.operator.post.code, refs) if refs else {}
        settled = [_beside(line, here.get(line.body.get("ref", ""))) for line in batch]
        for line in settled:
            if line.known is not None and not (line.known == "ref_retracted" and self._again):
                self._count(line)
            elif not self.bad and not self._dry:
                act = Act("report", line.body, occurred=line.occurred)
                self._waiting.put(line.number, *self.operator.make(self._scribe, act))
        return settled

    def _count(self, line: Line) -> None:
        self._known += 1
        self._passed.add(hash(line.body["ref"]))
        self._changed += [line.number] if line.known == "ref_changed" else []
        self._retracted += [line.number] if line.known == "ref_retracted" else []

    def repeated(self, after: int = 0) -> dict[int, Entry]:
        """The numbers of lines that are in the log word for word, behind the place `after`, with the reports there."""
        if self._again:
            return {}
        operator = self.operator
        found = word_for_word(operator.log, operator.post.code, self._marks, self._regions, after)
        return {self._marks[own]: one for own, one in found}

    def record(self) -> Imported:
        """Record what was put aside, in one turn; raises UsageError where lines are in the log word for word."""
        self._refuse(self.repeated())
        self._waiting.aside.flush()
        for _attempt in range(ATTEMPTS):
            if (since := self._take()) is None:
                break
            self._make_anew(since)
        else:
            self._take(each=True)
        self._note_known()
        found = self._waiting
        return Imported(len(found.numbers), self._known, found.referred, found.first)

    def _take(self, *, each: bool = False) -> frozenset[str] | None:
        """Append all that waits in one turn, with `each` one by one, as each follows its writer's last entry then.

        Where without `each` it does not fit any more, nothing is appended, and these are the references of what others
        have recorded meanwhile.
        """
        with self.operator.log.writing() as turn:
            self.operator.look_at(turn)
            since = self._written_since()
            self._refuse(self.repeated(after=self._start))
            if each:
                self._take_each(turn, since)
            elif not self._waiting.aside.follow(turn.scribe) or not self._passed.issuperset(map(hash, since)):
                return since
            else:
                self._waiting.aside.append_to(turn)
        return None

    def _take_each(self, turn: Turn, since: frozenset[str]) -> None:
        recorded = self._waiting.anew()
        for number, entry, body in self._waiting.fitted(turn.scribe, since):
            turn.take(entry, milliseconds(entry.recorded), body)
            recorded.count(number, entry, body)
        self._go_on(recorded, since)

    def _make_anew(self, since: frozenset[str]) -> None:
        """Put all that waits aside once more, as it follows what its writer has recorded meanwhile."""
        waiting = self._waiting.anew()
        try:
            for number, entry, body in self._waiting.fitted(self.operator.log.scribe(), since):
                waiting.put(number, entry, body)
            waiting.aside.flush()
        except BaseException as failure:
            waiting.aside.close(failure)
            raise
        self._go_on(waiting, since)

    def _go_on(self, waiting: Waiting, passed: frozenset[str]) -> None:
        before, self._waiting = self._waiting, waiting
        before.aside.close()
        self._known += len(before.numbers) - len(waiting.numbers)
        self._passed |= {*map(hash, passed)}

    def _written_since(self) -> frozenset[str]:
        """The references of lines that others have recorded since the reading of the file began."""
        if not self._refs:
            return frozenset()
        rows = self.operator.log.store.lists.reports_after(self._start, self.operator.post.code, ())
        found = {ref for row in rows if (ref := Entry(*row).content.get("ref"))}
        return frozenset(ref for ref in found if hash(ref) in self._refs)

    def _refuse(self, repeated: dict[int, Entry]) -> None:
        if repeated:
            sentence = ngettext(
                "{count} line is here already, word for word (line {lines}), so nothing was recorded: record it once "
                "more with --again, or name each line in a column `ref`, by which it is known.",
                "{count} lines are here already, word for word (lines {lines}), so nothing was recorded: record them "
                "once more with --again, or name each line in a column `ref`, by which it is known.",
                len(repeated),
            )
            raise UsageError(sentence.format(count=spell_number(len(repeated)), lines=_some(sorted(repeated))))

    def _note_known(self) -> None:
        """Note what the log has of lines with a reference, but not as they say it."""
        if self._changed:
            sentence = ngettext(
                "Line {lines} says something else than what was recorded with its reference, and changed nothing: "
                "correct that with `pilkada posko update`.",
                "Lines {lines} say something else than what was recorded with their references, and changed nothing: "
                "correct that with `pilkada posko update`.",
                len(self._changed),
            )
            self.operator.notes[sentence.format(lines=_some(self._changed))] = None
        if self._retracted:
            sentence = ngettext(
                "What was recorded with the reference of line {lines} was taken back; --again records it anew.",
                "What was recorded with the references of lines {lines} was taken back; --again records it anew.",
                len(self._retracted),
            )
            self.operator.notes[sentence.format(lines=_some(self._retracted))] = None


def _beside(line: Line, here: Here | None) -> Line:
    """A line with what the log has of its reference."""
    if here is None:
        return line
    if here.retracted:
        return line._replace(known="ref_retracted")
    return line._replace(known="ref" if here.says(line.body, line.occurred) else "ref_changed")


def _some(numbers: list[int]) -> str:
    """The first of some numbers of lines, and that there are more."""
    return ", ".join([*map(str, numbers[:NAMED]), *(["…"] if len(numbers) > NAMED else [])])
