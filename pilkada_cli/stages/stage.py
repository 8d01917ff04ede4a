"""One stage of an election: when it begins and ends, where it holds, and what it rests on."""

from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from pilkada_cli.clock import ZoneName, midnight
from pilkada_cli.language import Text
from pilkada_cli.regions.region import Region

#: Whether a stage is ahead, goes on, or is over on a day.
State = Literal["upcoming", "active", "past"]
PHASES = ("persiapan", "penyelenggaraan")
#: How sure its dates are: `superseded` was replaced by another stage's, `plan` and `tentative` may still be.
STATUSES = ("final", "plan", "superseded", "tentative")
#: Among a stage's regions: wherever a single pair of candidates stood.
SINGLE_PAIR = "single-pair"


class Stage(NamedTuple):
    """One stage; `start` and `end` are inclusive days in the region's zone, either may be unknown.

    `relative` is the rule of a stage that is fixed by another event. `regions` are the codes where it
    holds when it does not hold everywhere, or SINGLE_PAIR or a level, and `area` says so in words.
    `opens` and `closes` are local times on its first and last day. `since` is the first day on which a stage can
    go on of which only the end is set, where it follows from another stage. `aliases` are what people
    call it besides. `closing` is `closes` or, of a step that
    only opens, the hour at which its parent closes on that day. `outside` marks a step that runs
    beyond the days of its parent. `repeats` is the stage that this one is once more, in a region that
    votes again. `known` is the day on which it was set, where that does not follow from its basis.
    """

    id: str
    alias: str
    name: Text
    phase: str
    parent: str | None
    start: date | None
    end: date | None
    relative: Text | None
    status: str
    replaced_by: str | None
    actors: tuple[str, ...]
    basis: str
    main: bool
    outside: bool
    area: Text | None
    regions: tuple[str, ...]
    opens: time | None
    closes: time | None
    repeats: str | None = None
    known: date | None = None
    since: date | None = None
    closing: time | None = None
    label: Text | None = None
    aliases: tuple[str, ...] = ()

    @property
    def short(self) -> Text:
        """What a screen calls the stage: its label, or its name where it has none."""
        return self.label or self.name

    @property
    def anchor(self) -> date | None:
        """The day that is counted to: the first, or the last when only that is known."""
        return self.start or self.end

    @property
    def last(self) -> date | None:
        """The last day; a stage of which only the first day is known counts as that day."""
        return self.end or self.start

    @property
    def first(self) -> date | None:
        """The first day on which it goes on: of a deadline, of which only the end is set, its last day alone."""
        return self.start or self.since or self.end

    def state(self, today: date) -> State | None:
        """`upcoming`, `active` or `past` on a day; None when the stage has no fixed date."""
        if self.first is None or self.last is None:
            return None
        if today > self.last:
            return "past"
        return "upcoming" if today < self.first else "active"

    def holds_in(self, region: Region) -> bool:
        """Whether the stage of the national calendar holds in this region."""
        if not self.area:
            return True
        places = {region.code, region.province, region.votes_at, *([SINGLE_PAIR] if region.single_pair else [])}
        return bool(places & set(self.regions))

    def begins(self, zone: ZoneName) -> datetime | None:
        """The moment the stage begins in the zone: its opening hour, or the first moment of its first day.

        Of a stage that has only an end, the moment that end is over.
        """
        if self.start is not None:
            return datetime.combine(self.start, self.opens or time(), midnight(self.start, zone).tzinfo)
        if self.end is not None:
            return midnight(self.end + timedelta(days=1), zone)
        return None


def in_force(stage: Stage) -> bool:
    """Whether the stage is the one that counts, and not a plan that another replaced."""
    return stage.status != "superseded"
