"""The words of the command post: its agencies, and the categories, severities and statuses of incidents."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeVar

from pilkada_cli.clock import ZoneName, midnight
from pilkada_cli.errors import InvalidData
from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Record, Report, open_record, refuse, reporting
from pilkada_cli.language import Text, _
from pilkada_cli.posko.errors import UnknownWord

T = TypeVar("T")

#: Days from voting day that something on the agenda can be.
FARTHEST = 3653

#: What the agenda holds: voter education, monitoring, meetings.
PLANS = ("sosialisasi", "pemantauan", "rapat")


class Agency(NamedTuple):
    """Who sits in the post; `practice` marks our own proposal, which no source shows."""

    id: str
    name: Text
    role: Text
    aliases: tuple[str, ...]
    practice: bool


class Category(NamedTuple):
    """What an incident is; a `violation` is Bawaslu's alone to take."""

    id: str
    name: Text
    definition: Text
    lead: str
    support: tuple[str, ...]
    violation: bool
    basis: str | None
    severity: str
    practice: bool


class Severity(NamedTuple):
    """How grave an incident is, who is told, and within how many minutes."""

    id: str
    name: Text
    definition: Text
    notify: Text
    minutes: int


class Status(NamedTuple):
    """How far an incident has come, and which statuses may follow."""

    id: str
    name: Text
    next: tuple[str, ...]
    open: bool
    referral: bool


class Appointment(NamedTuple):
    """What stands on the agenda of every post: so many days from voting day, at a local time or all day."""

    id: str
    kind: str
    day: int
    time: time | None
    title: Text
    practice: bool

    def moment(self, voting_day: date, zone: ZoneName) -> datetime:
        """When it is, for a region that votes on this day."""
        start = midnight(voting_day + timedelta(days=self.day), zone)
        return start if self.time is None else start.replace(hour=self.time.hour, minute=self.time.minute)


class Referral(NamedTuple):
    """To whom violations go, within how many days, and by which law."""

    agency: str
    days: int
    basis: str


class Words(NamedTuple):
    """All the words of the post; `silence` is how many hours a region's post may be silent."""

    basis: str
    silence: int
    referral: Referral
    tasks: dict[str, Text]
    agencies: dict[str, Agency]
    categories: dict[str, Category]
    severities: dict[str, Severity]
    statuses: dict[str, Status]
    guardrails: dict[str, Text]
    agenda: dict[str, Appointment]

    @property
    def first(self) -> str:
        """The status in which an incident begins."""
        return next(iter(self.statuses))

    @property
    def referred(self) -> str:
        """The status of what was passed on to another authority."""
        return next(status.id for status in self.statuses.values() if status.referral)

    def category(self, text: str) -> str:
        """The id of a category in any case; raises UnknownWord."""
        return _one("category", text, self.categories)

    def severity(self, text: str) -> str:
        """The id of a severity in any case; raises UnknownWord."""
        return _one("severity", text, self.severities)

    def status(self, text: str) -> str:
        """The id of a status in any case; raises UnknownWord."""
        return _one("status", text, self.statuses)

    def opening(self, category: str) -> tuple[str, str | None]:
        """The status and the owner with which an incident of this category is recorded."""
        if self.categories[category].violation:
            return self.referred, self.referral.agency
        return self.first, None

    def name(self, group: str, own: str) -> Text:
        """The name of one of the `categories`, `severities`, `statuses` or `agencies`; its id where it is not known."""
        known = getattr(self, group).get(own)
        return known.name if known else Text(own, own)

    def is_open(self, status: str) -> bool:
        """Whether somebody still has to do something about an incident of this status."""
        return status in self.statuses and self.statuses[status].open


def _one(kind: str, text: str, known: Collection[str]) -> str:
    if text in known:
        return text
    wanted = text.strip().casefold().replace("-", "_")
    for own in known:
        if own.casefold() == wanted:
            return own
    raise UnknownWord(kind, text, list(known))


def load_words(files: DataFiles, report: Report = refuse) -> Words:
    """The words of the data files; what is wrong goes to `report`, which by default raises InvalidData."""
    root = open_record(files, "posko")
    rhythm, referral = root.inner("rhythm"), root.inner("referral")
    words = Words(
        basis=root.text("basis"),
        silence=rhythm.number("hours"),
        referral=Referral(referral.text("agency"), referral.number("days"), referral.text("basis")),
        tasks=_each(root, "tasks", report, lambda record: record.both("text")),
        agencies=_each(root, "agencies", report, _agency),
        categories=_each(root, "categories", report, _category),
        severities=_each(root, "severities", report, _severity),
        statuses=_each(root, "statuses", report, _status),
        guardrails=_each(root, "guardrails", report, lambda record: record.both("text")),
        agenda=_each(root, "agenda", report, _appointment),
    )
    for problem in _misfits(words, root, referral):
        report(problem)
    for record in (rhythm, referral, root):
        with reporting(report):
            record.finish()
    return words


def _misfits(words: Words, root: Record, referral: Record) -> Iterator[InvalidData]:
    """What the post could not work with: words that rest on others which are not there."""
    for one in words.categories.values():
        if one.severity not in words.severities:
            problem = _("there is no severity '{name}'").format(name=one.severity)
            yield root.wrong(problem, "categories", one.id, "severity")
    if words.referral.agency not in words.agencies:
        yield referral.wrong(_("there is no agency '{name}'").format(name=words.referral.agency), "agency")
    if sum(one.referral for one in words.statuses.values()) != 1:
        yield root.wrong(_("exactly one status must be marked as referral"), "statuses")


def _each(root: Record, key: str, report: Report, read: Callable[[Record], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for _own, record in root.children(key, report):
        with reporting(report):
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
        aliases=record.words("aliases") if record.has("aliases") else (),
        practice=_marked(record, "practice"),
    )


def _category(record: Record) -> Category:
    return Category(
        id=record.text("id"),
        name=record.both("name"),
        definition=record.both("definition"),
        lead=record.text("lead"),
        support=record.words("support") if record.has("support") else (),
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
        next=record.words("next"),
        open=_marked(record, "open"),
        referral=_marked(record, "referral"),
    )


def _appointment(record: Record) -> Appointment:
    return Appointment(
        id=record.text("id"),
        kind=record.one_of("kind", PLANS),
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
