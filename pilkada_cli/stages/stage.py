"""One stage of an election: its days and hours, the regions where it holds, and its legal basis."""

from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from pilkada_cli.clock import ZoneName, midnight
from pilkada_cli.language import Text
from pilkada_cli.regions.region import Region

#: The state of a stage on a day or at a moment.
State = Literal["upcoming", "active", "past"]
PHASES = ("persiapan", "penyelenggaraan")
#: How certain the dates are: a `superseded` stage was replaced by another, a `plan` or `tentative` one may still be.
STATUSES = ("final", "plan", "superseded", "tentative")
#: Stands among a stage's regions for all regions in which only one pair of candidates stood.
SINGLE_PAIR = "single-pair"


class Stage(NamedTuple):
    """One stage, or with a `parent` a step within a stage.

    `start` and `end` are its first and last day, both included, in the region's zone. A stage of which only the end is
    set is a mere deadline, unless it has `since`; one with neither has no fixed date, but the rule `relative`.
    """

    id: str
    alias: str
    name: Text
    phase: str
    parent: str | None
    start: date | None
    end: date | None
    #: The rule, in words, of a stage whose date depends on another event.
    relative: Text | None
    status: str
    #: The id of the stage that replaced this one, if its status is `superseded`.
    replaced_by: str | None
    actors: tuple[str, ...]
    #: The legal basis: regulations with their articles.
    basis: str
    #: Whether it is one of the main rows of the KPU's calendar (PKPU 2/2024).
    main: bool
    #: Whether it is a step that runs beyond the days of its parent.
    outside: bool
    #: Where it holds, in words; None if it holds everywhere.
    area: Text | None
    #: Where it holds, if not everywhere: region codes, levels, or SINGLE_PAIR.
    regions: tuple[str, ...]
    #: The local time of day at which it begins on its first day.
    opens: time | None
    #: The local time of day at which it ends on its last day.
    closes: time | None
    #: The id of the national stage that it repeats, in a region that votes again.
    repeats: str | None = None
    #: The day since which it is known, where that does not follow from its basis.
    known: date | None = None
    #: The first day on which it can go on, if only its end is set and it follows another stage.
    since: date | None = None
    #: `closes`, or for a step that only opens, the hour at which its parent closes on that day.
    closing: time | None = None
    #: A short name for screens.
    label: Text | None = None
    aliases: tuple[str, ...] = ()

    @property
    def short(self) -> Text:
        """The short name for screens: the label, or the name where there is none."""
        return self.label or self.name

    @property
    def anchor(self) -> date | None:
        """The day to which a countdown counts: the first day, or the last if only that is set; None without a date."""
        return self.start or self.end

    @property
    def last(self) -> date | None:
        """The last day, or the first if only that is set; None without a date."""
        return self.end or self.start

    @property
    def first(self) -> date | None:
        """The first day on which it is going on: `start`, or else `since`, or for a mere deadline its last day."""
        return self.start or self.since or self.end

    def state(self, today: date) -> State | None:
        """`upcoming`, `active` or `past` on a day; None when the stage has no fixed date."""
        if self.first is None or self.last is None:
            return None
        if today > self.last:
            return "past"
        return "upcoming" if today < self.first else "active"

    def holds_in(self, region: Region) -> bool:
        """Whether this stage of the national calendar holds in a region; one without an `area` holds everywhere."""
        if not self.area:
            return True
        places = {region.code, region.province, region.votes_at, *([SINGLE_PAIR] if region.single_pair else [])}
        return bool(places & set(self.regions))

    def begins(self, zone: ZoneName) -> datetime | None:
        """When the stage begins in the zone: at its opening hour, or 00:00, on its first day, as an aware datetime.

        For a stage of which only the end is set, 24:00 of that day; None without a date.
        """
        if self.start is not None:
            return datetime.combine(self.start, self.opens or time(), midnight(self.start, zone).tzinfo)
        if self.end is not None:
            return midnight(self.end + timedelta(days=1), zone)
        return None


def in_force(stage: Stage) -> bool:
    """Whether the stage was not replaced by another one, that is, its status is not `superseded`."""
    return stage.status != "superseded"
