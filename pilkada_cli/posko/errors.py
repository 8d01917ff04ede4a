"""What can go wrong at the command post: one exception class per situation, with its exit code and message."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pilkada_cli.errors import QUOTED, NotFoundError, PilkadaError, UsageError
from pilkada_cli.language import _, spell_list
from pilkada_cli.printable import visible


class StoreFailed(PilkadaError):
    """The store cannot be reached, is read-only, full or damaged; what was acknowledged before is safe."""

    exit_code = 5

    @classmethod
    def at(cls, place: str, problem: str) -> "StoreFailed":
        """The error for the store at this location; `problem` ends the sentence that begins with the location."""
        return cls(_("The post's store {place} {problem}.").format(place=visible(place), problem=problem))


class NoText(StoreFailed):
    """A text in the store that is none any more, as its bytes are no UTF-8: an entry or a list is damaged."""


class LogDamaged(StoreFailed):
    """The log is damaged at an entry, which is given by its id, or by its place where even that is lost."""

    def __init__(self, entry: str | int) -> None:
        sentence = _(
            "The post's log is damaged at the entry {id}; pilkada posko verify says all that is wrong, and "
            "pilkada posko rescue saves what is sound."
        )
        super().__init__(sentence.format(id=entry))


class ListsDamaged(StoreFailed):
    """What is derived from the log does not fit it; the log itself may be whole."""

    def __init__(self) -> None:
        super().__init__(
            _("The post's lists do not agree with its log, which is whole: make them anew with: pilkada posko rebuild")
        )


class KeyFailed(PilkadaError):
    """The key with which the post signs cannot be made or must not be used, or what signs is not installed."""

    exit_code = 5

    @classmethod
    def at(cls, place: Path, problem: str) -> "KeyFailed":
        """The error for the key in this file; `problem` ends the sentence that begins with it."""
        return cls(_("The post's key {place} {problem}.").format(place=visible(str(place)), problem=problem))


class NotACheckpoint(UsageError):
    """A file that is no checkpoint, or was changed or cut on its way."""

    def __init__(self, file: str, problem: str) -> None:
        sentence = _("{file} is no checkpoint: {problem}.")
        super().__init__(sentence.format(file=visible(file), problem=problem))


class NotSigned(PilkadaError):
    """A checkpoint that is not signed, because the log here does not hold it, or nobody could read it."""

    exit_code = 1

    def __init__(self, problems: str) -> None:
        super().__init__(_("Nothing was signed: {problems}.").format(problems=problems))


class NoPost(NotFoundError):
    """A store in which no post has been opened yet."""

    def __init__(self, place: str) -> None:
        sentence = _("No post is open at {place}; open one with: pilkada posko open REGION")
        super().__init__(sentence.format(place=visible(place)))


class UnknownWord(UsageError):
    """A category, severity or status that the post does not have; `known` are those it has, with their meanings.

    `near` are the ids that may be meant. `brief` is the sentence without the list of all of them.
    """

    def __init__(self, kind: str, text: str, known: Mapping[str, str], near: Sequence[str] = ()) -> None:
        sentence = {
            "category": _("'{text}' is no category"),
            "severity": _("'{text}' is no severity"),
            "status": _("'{text}' is no status"),
        }[kind].format(text=visible(text, limit=QUOTED))
        meant = spell_list([f"{own} ({known[own]})" for own in near])
        self.brief = sentence + (_("; did you mean {near}?").format(near=meant) if near else ".")
        wide = max(map(len, known), default=0)
        super().__init__("\n".join([self.brief, *(f"  {own:{wide}}  {meaning}" for own, meaning in known.items())]))


class PrivateText(UsageError):
    """A text that holds what looks like a NIK or a telephone number."""

    def __init__(self, what: str) -> None:
        sentence = _(
            "{what} holds what looks like a NIK or a telephone number: leave it out, record it masked with --mask, or "
            "give who called with --contact, which is never made public."
        )
        super().__init__(sentence.format(what=what))


class NoTransition(UsageError):
    """A status that may not follow the present one."""

    def __init__(self, old: str, new: str, allowed: Sequence[str]) -> None:
        sentence = (
            _("'{old}' cannot become '{new}'; allowed are {allowed}.")
            if allowed
            else _("'{old}' cannot become '{new}': nothing follows it; report a new incident instead.")
        )
        super().__init__(sentence.format(old=old, new=new, allowed=", ".join(allowed)))


class BadText(UsageError):
    """A text that cannot be recorded, because it is too long, blank, not UTF-8, or holds a NUL."""


#: The fewest characters by which the beginning of an id is accepted.
SHORTEST = 6
#: The fewest characters of a call sign.
SIGN = 4


class UnknownId(NotFoundError):
    """An id, or the beginning of one, that fits no entry or several."""

    def __init__(self, text: str, fits: Sequence[str] = (), count: int = 0) -> None:
        if fits:
            sentence = _("'{text}' fits {count} entries: {fits}; give more of it.")
        elif len(text.strip()) < SIGN:
            sentence = _(
                "'{text}' is too short; give the call sign, such as K7QM, or six characters of the id at least."
            )
        else:
            sentence = _("No entry here has the id '{text}'; see: pilkada posko incidents")
        shown = ", ".join(fits[:8]) + (", …" if len(fits) > 8 else "")
        super().__init__(sentence.format(text=visible(text, limit=QUOTED), count=count, fits=shown))


class UnknownItem(NotFoundError):
    """A checklist item that the stage does not have."""

    def __init__(self, text: str, stage: str, items: Sequence[str]) -> None:
        sentence = (
            _("The checklist of '{stage}' has no item '{text}'; its items are {items}.")
            if items
            else _("The stage '{stage}' has no checklist; see: pilkada checklist --all")
        )
        super().__init__(sentence.format(text=visible(text, limit=QUOTED), stage=stage, items=", ".join(items)))


class NotTicked(NotFoundError):
    """A checklist item that nobody has ticked."""

    def __init__(self, item: str) -> None:
        super().__init__(_("The item '{item}' is not ticked.").format(item=item))


class NotOnDuty(NotFoundError):
    """An agency that is not on the roster."""

    def __init__(self, agency: str) -> None:
        sentence = _("'{agency}' is not on the roster; see: pilkada posko members list")
        super().__init__(sentence.format(agency=visible(agency, limit=QUOTED)))


#: The most characters that are shown of a problem with a line, as it may quote the line.
PROBLEM = 500


class DamagedLine(UsageError):
    """A line of an exported file that is not valid, was changed, or builds on what is missing; nothing was merged."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        self.line, self.problem = line, problem
        sentence = _("{file}, line {line}: {problem}; nothing was merged.")
        super().__init__(sentence.format(file=visible(file), line=line, problem=visible(problem, limit=PROBLEM)))
