"""Reads the post's words from `data/posko.yaml`."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from pilkada_cli.errors import InvalidData
from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, Record, noting, open_record, refuse
from pilkada_cli.language import _
from pilkada_cli.posko.words import AGENDA_KINDS, Agency, Appointment, Category, Referral, Severity, Status, Words

T = TypeVar("T")

#: The most days from voting day for an agenda item.
FARTHEST = 3653


def load_words(files: DataFiles, problems: Problems = refuse) -> Words:
    """The words of the data files; what is wrong goes to `problems`, which by default raises InvalidData."""
    root = open_record(files, "posko")
    rhythm, referral = root.inner("rhythm"), root.inner("referral")
    words = Words(
        basis=root.text("basis"),
        silence=rhythm.number("hours"),
        referral=Referral(referral.text("agency"), referral.number("days"), referral.text("basis")),
        tasks=_each(root, "tasks", problems, lambda record: record.both("text")),
        agencies=_each(root, "agencies", problems, _agency),
        categories=_each(root, "categories", problems, _category),
        severities=_each(root, "severities", problems, _severity),
        statuses=_each(root, "statuses", problems, _status),
        guardrails=_each(root, "guardrails", problems, lambda record: record.both("text")),
        agenda=_each(root, "agenda", problems, _appointment),
        outside=root.texts("outside") if root.has("outside") else (),
        mistaken=_mistaken(root) if root.has("mistaken") else {},
    )
    for problem in _misfits(words, root, referral):
        problems(problem)
    for record in (rhythm, referral, root):
        with noting(problems):
            record.finish()
    return words


def _misfits(words: Words, root: Record, referral: Record) -> Iterator[InvalidData]:
    """Errors with which the post could not work, such as a category whose severity does not exist."""
    for one in words.categories.values():
        if one.severity not in words.severities:
            problem = _("there is no severity '{name}'").format(name=one.severity)
            yield root.wrong(problem, "categories", one.id, "severity")
    for word, meant in words.mistaken.items():
        for own in meant:
            if own not in words.categories or word in words.categories:
                problem = _("a mistaken word is no category, and may mean categories; '{name}' is wrong")
                yield root.wrong(problem.format(name=own), "mistaken", word)
    if words.referral.agency not in words.agencies:
        yield referral.wrong(_("there is no agency '{name}'").format(name=words.referral.agency), "agency")
    if not words.severities:
        yield root.wrong(_("there must be at least one severity"), "severities")
    if words.statuses and not words.is_open(words.first):
        yield root.wrong(_("the status in which an incident begins must be open"), "statuses", words.first)
    if sum(one.referral for one in words.statuses.values()) != 1:
        yield root.wrong(_("exactly one status must be marked as referral"), "statuses")


def _mistaken(root: Record) -> dict[str, tuple[str, ...]]:
    words = root.inner("mistaken")
    return {own: words.texts(own) for own in words.values}


def _each(root: Record, key: str, problems: Problems, read: Callable[[Record], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for _own, record in root.children(key, problems):
        with noting(problems):
            own = record.text("id")
            if own in found:
                raise record.wrong(_("the key stands there twice"), "id")
            found[own] = read(record)
            record.finish()
    return found


def _agency(record: Record) -> Agency:
    return Agency(
        id=record.text("id"),
        name=record.both("name"),
        role=record.both("role"),
        aliases=record.texts("aliases") if record.has("aliases") else (),
        practice=_marked(record, "practice"),
    )


def _category(record: Record) -> Category:
    return Category(
        id=record.text("id"),
        name=record.both("name"),
        definition=record.both("definition"),
        lead=record.text("lead"),
        support=record.texts("support") if record.has("support") else (),
        violation=_marked(record, "violation"),
        basis=record.text("basis") if record.has("basis") else None,
        severity=record.text("severity"),
        practice=_marked(record, "practice"),
    )


def _severity(record: Record) -> Severity:
    return Severity(
        id=record.text("id"),
        name=record.both("name"),
        definition=record.both("definition"),
        notify=record.both("notify"),
        minutes=record.number("minutes"),
    )


def _status(record: Record) -> Status:
    return Status(
        id=record.text("id"),
        name=record.both("name"),
        next=record.texts("next"),
        open=_marked(record, "open"),
        referral=_marked(record, "referral"),
        reopen=record.texts("reopen") if record.has("reopen") else (),
    )


def _appointment(record: Record) -> Appointment:
    return Appointment(
        id=record.text("id"),
        kind=record.one_of("kind", AGENDA_KINDS),
        day=_signed(record, "day"),
        time=record.clock("time") if record.has("time") else None,
        title=record.both("title"),
        practice=_marked(record, "practice"),
    )


def _marked(record: Record, key: str) -> bool:
    return record.has(key) and record.yes(key)


def _signed(record: Record, key: str) -> int:
    value = record.text(key)
    try:
        number = int(value)
    except ValueError:
        raise record.wrong(_("'{value}' is not a whole number").format(value=value), key) from None
    if abs(number) > FARTHEST:
        raise record.wrong(_("'{value}' is more than ten years from voting day").format(value=value), key)
    return number
