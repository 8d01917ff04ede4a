"""What can go wrong: one exception class per situation, with its exit code and its message as one sentence.

`app.py` prints the sentence on standard error and ends with the code; nothing else prints errors.
"""

from collections.abc import Sequence

from pilkada_cli.language import _, spell_list
from pilkada_cli.printable import visible

#: The most characters of the user's own text that a message quotes.
QUOTED = 80
#: The most characters of a key of a data file, and of what is wrong with it, which may quote the file.
KEY, PROBLEM = 200, 500


class PilkadaError(Exception):
    """An error that the user can put right; its text is one sentence that says what is wrong and what to do."""

    exit_code = 2

    def __str__(self) -> str:
        """Its sentence, with one end: what it quotes last, such as the reason of another program, may have its own."""
        text = super().__str__()
        dots = len(text) - len(text.rstrip("."))
        return text[:-1] if dots in (2, 4) or text.endswith(("?.", "!.")) else text


class UsageError(PilkadaError):
    """The command line asks for something that does not make sense."""


class NoSuchFile(UsageError):
    """A file to read that cannot be opened."""

    def __init__(self, name: str, reason: str) -> None:
        sentence = _("The file {name} cannot be read: {reason}; give another one, or - for standard input.")
        super().__init__(sentence.format(name=visible(name), reason=reason))


class BadMoment(UsageError):
    """A WHEN that is neither a date, nor a date and time, nor H-notation."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _(
                "'{text}' is not a date: give 2024-11-27, 2024-11-27T07:00, or a count from voting day: H-30, H, H+3."
            ).format(text=visible(text, limit=QUOTED))
        )


class BadDuration(UsageError):
    """A text that is not a duration such as `90s` or `1h30m`, or one that is longer than ten years."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("'{text}' is not a duration: give seconds, minutes, hours or days, as in 90s, 10m, 1h30m or 2d.").format(
                text=visible(text, limit=QUOTED)
            )
        )


class UnknownColumn(UsageError):
    """A column that this list does not have."""

    def __init__(self, name: str, columns: Sequence[str]) -> None:
        super().__init__(
            _("There is no column '{name}' here; the columns are {columns}.").format(
                name=visible(name, limit=QUOTED), columns=", ".join(columns)
            )
        )


class NotFoundError(PilkadaError):
    """There is no such region, stage or record, or there are several."""

    exit_code = 3


class UnknownRegion(NotFoundError):
    """A name or code that no region has; `near` are the names it may have meant, best first."""

    def __init__(self, text: str, near: Sequence[str]) -> None:
        self.near = near
        sentence = _("No region is called '{text}'.").format(text=visible(text, limit=QUOTED))
        if near:
            sentence += " " + _("Did you mean {near}?").format(near=spell_list(near))
        else:
            sentence += " " + _("See: pilkada regions list")
        super().__init__(sentence)


class AmbiguousRegion(NotFoundError):
    """A name that several regions have."""

    def __init__(self, text: str, fits: Sequence[str]) -> None:
        super().__init__(
            _("'{text}' fits {count} regions: {fits}; give the code or the whole name.").format(
                text=visible(text, limit=QUOTED), count=len(fits), fits=", ".join(fits)
            )
        )


class UnknownStage(NotFoundError):
    """A stage id or alias that the schedule does not have."""

    def __init__(self, text: str, near: Sequence[str]) -> None:
        sentence = _("No stage is called '{text}'.").format(text=visible(text, limit=QUOTED))
        if near:
            sentence += " " + _("Did you mean {near}?").format(near=spell_list(near))
        else:
            sentence += " " + _("See: pilkada stages list --all")
        super().__init__(sentence)


class UnknownActor(NotFoundError):
    """An actor that no checklist item names; `actors` are those that some item names."""

    def __init__(self, text: str, actors: Sequence[str]) -> None:
        super().__init__(
            _("No actor is called '{text}'; the actors are {actors}.").format(
                text=visible(text, limit=QUOTED), actors=", ".join(actors)
            )
        )


class NotKnownYet(NotFoundError):
    """A stage, or with `stage` None the whole calendar, that had not been set by the day that was asked for."""

    def __init__(self, day: str, stage: str | None = None) -> None:
        sentence = (
            _("On {day} nothing was set yet for the stage '{stage}'.") if stage else _("On {day} nothing was set yet.")
        )
        super().__init__(sentence.format(day=day, stage=stage))


class NoFixedDate(NotFoundError):
    """A stage that has a rule instead of a fixed date, so that no days can be counted to it."""

    def __init__(self, stage: str, rule: str) -> None:
        super().__init__(
            _("The stage '{stage}' has no fixed date; its rule is: {rule}.").format(stage=stage, rule=rule.rstrip("."))
        )


class UnknownElection(NotFoundError):
    """An election that the data do not name; `known` are the ids of those that they do."""

    def __init__(self, text: str, known: Sequence[str]) -> None:
        sentence = (
            _("There is no election '{text}' here; there are: {known}.")
            if known
            else _("There is no election '{text}' here: these data name none (elections.yaml).")
        )
        super().__init__(sentence.format(text=visible(text, limit=QUOTED), known=", ".join(known)))


class AmbiguousElection(NotFoundError):
    """A year in which there were several elections; `fits` are their ids."""

    def __init__(self, text: str, fits: Sequence[str]) -> None:
        sentence = _("'{text}' is the year of {count} elections: {fits}; give the id.")
        super().__init__(sentence.format(text=visible(text, limit=QUOTED), count=len(fits), fits=", ".join(fits)))


class UnknownContest(NotFoundError):
    """A contest that the data do not have; `own` are the ids of the region's contests."""

    def __init__(self, text: str, region: str, own: Sequence[str]) -> None:
        sentence = (
            _("There is no contest '{text}' here; {region} has: {own}.")
            if own
            else _("There is no contest '{text}' here, and no other in {region}.")
        )
        super().__init__(sentence.format(text=visible(text, limit=QUOTED), region=region, own=", ".join(own)))


class NotInElection(NotFoundError):
    """What the data do not know of an election of which they are not: its day, its stages, or a region's vote in it."""


class NotInRegion(NotFoundError):
    """A stage that does not hold in the region asked for; without a region, one that only single regions have."""

    def __init__(self, stage: str, region: str | None, area: str) -> None:
        sentence = (
            _("The stage '{stage}' does not hold in {region}, only in: {area}.")
            if region
            else _("The stage '{stage}' is of single regions only; ask with --region for one of: {area}.")
        )
        super().__init__(sentence.format(stage=visible(stage, limit=QUOTED), region=region, area=area))


class NoElection(NotFoundError):
    """A region that elects nobody of its own, so that there is no vote to count to; `basis` is the law that says so."""

    def __init__(self, region: str, reason: str, basis: str, instead: str | None) -> None:
        sentence = (
            _("{region} elects nobody of its own: {reason} ({basis}); ask for a region that does, such as {instead}.")
            if instead
            else _("{region} elects nobody of its own: {reason} ({basis}); see: pilkada regions list --electing")
        )
        super().__init__(sentence.format(region=region, reason=reason, basis=basis, instead=instead))


class DataError(PilkadaError):
    """A data file that cannot be used: its name, the dotted key and the line where known, and the problem."""

    exit_code = 4

    def __init__(self, file: str, problem: str, *, key: str = "", line: int | None = None) -> None:
        shown, problem = visible(file, limit=PROBLEM), visible(problem, limit=PROBLEM)
        place = shown if line is None else _("{file}, line {line}").format(file=shown, line=line)
        # A key is text of the file as well, and may be of any length.
        told = visible(key, limit=KEY)
        super().__init__(f"{place}: {told}: {problem}" if key else f"{place}: {problem}")
        self.file, self.key, self.problem, self.line = file, key, problem, line


class InvalidData(DataError):
    """A data file that can be read but does not follow the schema; `check` lists these errors."""


class OutputFailed(PilkadaError):
    """Standard output took no more, for instance because the disk is full."""

    exit_code = 74

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            _("The answer could not be written to standard output: {reason}; what was written is not whole.").format(
                reason=reason
            )
        )


class AnswerLost(PilkadaError):
    """Standard output took no answer, but what was asked for is done; `done` is the sentence that says so.

    With `again` it may be done once more, as the answer is what somebody needs of it.
    """

    exit_code = 74

    def __init__(self, done: str, reason: str, *, again: bool = False) -> None:
        sentence = (
            _("{done} Only its text could not be written to standard output: {reason}; make another one for that.")
            if again
            else _("{done} Only the answer could not be written to standard output: {reason}; do not do it again.")
        )
        super().__init__(sentence.format(done=done, reason=reason))


class DirectoryFailed(PilkadaError):
    """An output directory to which the files could not be written; no partly written file stays in it."""

    exit_code = 74

    def __init__(self, directory: str, reason: str) -> None:
        super().__init__(
            _("Nothing was written to {directory}: {reason}; give another directory with --output.").format(
                directory=visible(directory, limit=QUOTED), reason=reason
            )
        )


class FileFailed(PilkadaError):
    """A file that could not be written; nothing is left in its place."""

    exit_code = 74

    def __init__(self, file: str, reason: str) -> None:
        sentence = _("Nothing was written to {file}: {reason}; give another place, or make room there.")
        super().__init__(sentence.format(file=visible(file, limit=QUOTED), reason=reason))


class ReaderGone(PilkadaError):
    """The program that reads our standard output from a pipe has closed it: we end without a message, with code 141."""

    exit_code = 141
