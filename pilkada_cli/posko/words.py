"""The words of the command post: its agencies, and the categories, severities and statuses of incidents."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Literal, NamedTuple, get_args

from pilkada_cli.clock import ZoneName, midnight
from pilkada_cli.language import Text
from pilkada_cli.posko.errors import UnknownWord

#: What the agenda holds: voter education, monitoring, meetings.
AgendaKind = Literal["sosialisasi", "pemantauan", "rapat"]
AGENDA_KINDS: tuple[AgendaKind, ...] = get_args(AgendaKind)


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
    """How far an incident has come, which statuses may follow, and which only with a note that says why."""

    id: str
    name: Text
    next: tuple[str, ...]
    open: bool
    referral: bool
    reopen: tuple[str, ...] = ()


class Appointment(NamedTuple):
    """What stands on the agenda of every post: so many days from voting day, at a local time or all day."""

    id: str
    kind: AgendaKind
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
    """All the words of the post; `silence` is how many hours a region's post may be silent.

    `outside` names who leads or supports in a category without a seat in the post. `mistaken` are words that are taken
    for each other, with the categories that may be meant.
    """

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
    outside: tuple[str, ...]
    mistaken: dict[str, tuple[str, ...]]

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
        return _one("category", text, self.categories, self.mistaken.get(text.strip().upper(), ()))

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

    @property
    def unsettled(self) -> list[str]:
        """The statuses in which somebody still has to do something about an incident."""
        return [status.id for status in self.statuses.values() if status.open]

    def is_open(self, status: str) -> bool:
        """Whether somebody still has to do something about an incident of this status."""
        return status in self.statuses and self.statuses[status].open


#: A word has an id, a name, and most a definition.
Named = Any
#: How like a near miss must be, of 100, and the fewest letters that are compared with meanings.
LIKENESS, SHORTEST = 85, 4


def _one(kind: str, text: str, known: Mapping[str, Named], mistaken: tuple[str, ...] = ()) -> str:
    if mistaken:
        raise UnknownWord(kind, text, _meanings(known), mistaken)
    if text in known:
        return text
    wanted = text.strip().casefold().replace("-", "_")
    for own in known:
        if own.casefold() == wanted:
            return own
    raise UnknownWord(kind, text, _meanings(known), _near(wanted, known))


def _meanings(known: Mapping[str, Named]) -> dict[str, str]:
    return {own: word.name.spoken for own, word in known.items()}


def _near(wanted: str, known: Mapping[str, Named]) -> list[str]:
    """The one word that may be meant: by its id, or by its name or its meaning in either language."""
    from rapidfuzz import fuzz

    parts = [wanted, *(part for part in wanted.split() if len(part) >= SHORTEST)]

    def likeness(own: str) -> float:
        word = known[own]
        texts = [*word.name, *getattr(word, "definition", ())]
        meant = (fuzz.partial_ratio(part, one.casefold()) for part in parts for one in texts)
        return max(fuzz.ratio(wanted, own.casefold()), *meant)

    best = max(known, key=likeness, default=None) if len(wanted) >= SHORTEST else None
    return [best] if best is not None and likeness(best) >= LIKENESS else []


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
