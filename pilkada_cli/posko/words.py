"""The post's words from the data: agencies, tasks, agenda, and the categories, severities and statuses of incidents."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple, get_args

from pilkada_cli.clock import ZoneName, midnight
from pilkada_cli.errors import QUOTED
from pilkada_cli.language import Text
from pilkada_cli.posko.errors import UnknownWord

#: The kinds of agenda items: voter education, monitoring, meetings.
AgendaKind = Literal["sosialisasi", "pemantauan", "rapat"]
AGENDA_KINDS: tuple[AgendaKind, ...] = get_args(AgendaKind)


class Agency(NamedTuple):
    """An agency that has a seat in the post; `practice` marks our own proposal, which no source prescribes."""

    id: str
    name: Text
    role: Text
    aliases: tuple[str, ...]
    practice: bool


class Category(NamedTuple):
    """A category of incidents; reports of a `violation` are taken by Bawaslu alone (UU Pilkada Pasal 134).

    `lead` and `support` name agencies, `severity` is the usual severity, `practice` marks our own proposal.
    """

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
    """A severity of incidents: its definition, who is to be told of them, and within how many minutes."""

    id: str
    name: Text
    definition: Text
    notify: Text
    minutes: int


class Status(NamedTuple):
    """A status of incidents: `next` may follow it, `reopen` may follow with a note that says why.

    `open` marks a status in which somebody still has to do something, `referral` the status of what was referred to
    another authority.
    """

    id: str
    name: Text
    next: tuple[str, ...]
    open: bool
    referral: bool
    reopen: tuple[str, ...] = ()


class Appointment(NamedTuple):
    """An agenda item of every post: `day` is counted from voting day, negative before it; `time` is local time.

    `time` is None for an item without a time; `practice` marks our own proposal.
    """

    id: str
    kind: AgendaKind
    day: int
    time: time | None
    title: Text
    practice: bool

    def moment(self, voting_day: date, zone: ZoneName) -> datetime:
        """The planned moment in the zone, for a region that votes on this day; 00:00 for an item without a time."""
        start = midnight(voting_day + timedelta(days=self.day), zone)
        return start if self.time is None else start.replace(hour=self.time.hour, minute=self.time.minute)


class Referral(NamedTuple):
    """To which agency violations are referred, within how many days, and the legal basis."""

    agency: str
    days: int
    basis: str


class Words(NamedTuple):
    """All words of the post, by id; severities are sorted from the least grave, statuses from the first.

    `silence` is how many hours a region's post may be silent before it is overdue. `outside` names who leads or
    supports in a category without a seat in the post. `mistaken` maps words that people confuse with categories to the
    categories that may be meant.
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
        """The status of a new incident."""
        return next(iter(self.statuses))

    @property
    def referred(self) -> str:
        """The status of incidents that were referred to another authority."""
        return next(status.id for status in self.statuses.values() if status.referral)

    def category(self, text: str) -> str:
        """The id of the category that somebody types, in any case; raises UnknownWord."""
        return _one("category", text, self.categories, self.mistaken.get(text.strip().upper(), ()))

    def severity(self, text: str) -> str:
        """The id of the severity that somebody types, in any case; raises UnknownWord."""
        return _one("severity", text, self.severities)

    def status(self, text: str) -> str:
        """The id of the status that somebody types, in any case; raises UnknownWord."""
        return _one("status", text, self.statuses)

    def opening(self, category: str) -> tuple[str, str | None]:
        """The status and the owner of a new incident of this category: a violation is referred at once."""
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


#: Any of the classes above that has an id and a name, and perhaps a definition.
Named = Any
#: The least similarity of a suggestion, of 100, and the fewest letters for which one is looked for.
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
    raise UnknownWord(kind, text, _meanings(known), _near(wanted, tuple(known.values())))


def _meanings(known: Mapping[str, Named]) -> dict[str, str]:
    return {own: word.name.spoken for own, word in known.items()}


@lru_cache(1024)
def _near(wanted: str, known: tuple[Named, ...]) -> tuple[str, ...]:
    """At most one id that may be meant, by similarity to the ids, names and definitions in both languages.

    Cached, as a file that is imported may have the same wrong word in every line.
    """
    from rapidfuzz import fuzz

    if len(wanted) < SHORTEST:
        return ()
    wanted = wanted[:QUOTED]
    parts = [wanted, *(part for part in wanted.split() if len(part) >= SHORTEST)]

    def likeness(word: Named) -> float:
        texts = [one.casefold() for one in (*word.name, *getattr(word, "definition", ()))]
        meant = (fuzz.partial_ratio(part, one) for part in parts for one in texts)
        return max(fuzz.ratio(wanted, word.id.casefold()), *meant)

    best, word = max(((likeness(one), one) for one in known), key=lambda pair: pair[0], default=(0.0, None))
    return (word.id,) if word is not None and best >= LIKENESS else ()


class AgencyNames:
    """Maps the names that people use for agencies to their ids; `roster` are agencies besides those of the data."""

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
        """The id of a known agency; an unknown name is returned unchanged, as any agency may take part."""
        return self._ids.get(folded(text), text.strip())

    def near(self, text: str) -> str | None:
        """For an unknown name, the id of an agency with a similar name; else None."""
        if folded(text) in self._ids:
            return None
        from rapidfuzz import fuzz, process

        best = process.extractOne(folded(text), list(self._ids), scorer=fuzz.ratio, score_cutoff=75)
        return self._ids[best[0]] if best else None


def folded(name: str) -> str:
    """A name in the form in which names are compared: in lower case, with a space for `_`, `-` and `/`."""
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").replace("/", " ").split())
