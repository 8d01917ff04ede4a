"""The stages of an election: when each begins and ends, what it rests on, and how far away it is."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pilkada_cli.clock import NATIONAL, label, midnight
from pilkada_cli.errors import NoFixedDate, UnknownStage
from pilkada_cli.files import DataFiles
from pilkada_cli.language import Text, _
from pilkada_cli.records import Record, Report, open_record, refuse, reporting
from pilkada_cli.registry import Region

PHASES = ("persiapan", "penyelenggaraan")
STATES = ("upcoming", "active", "past")
STATUSES = ("final", "plan", "superseded", "tentative")
#: Among a stage's regions: wherever a single pair of candidates stood.
SINGLE_PAIR = "single-pair"
#: How like a near miss must be, of 100, and how many are offered.
LIKENESS = 60
OFFERED = 3


class Stage(NamedTuple):
    """One stage; `start` and `end` are inclusive days in the region's zone, either may be unknown.

    `relative` is the rule of a stage that is fixed by another event. `regions` are the codes where it
    holds when it does not hold everywhere, or SINGLE_PAIR or a level, and `area` says so in words.
    `opens` and `closes` are local times on its first and last day. `outside` marks a step that runs
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

    @property
    def anchor(self) -> date | None:
        """The day that is counted to: the first, or the last when only that is known."""
        return self.start or self.end

    @property
    def last(self) -> date | None:
        """The last day; a stage of which only the first day is known counts as that day."""
        return self.end or self.start

    def state(self, today: date) -> str | None:
        """`upcoming`, `active` or `past`; None when the stage has no fixed date."""
        if self.last is None:
            return None
        if today > self.last:
            return "past"
        return "upcoming" if self.start is not None and today < self.start else "active"

    def holds_in(self, region: Region) -> bool:
        """Whether the stage of the national calendar holds in this region."""
        if not self.area:
            return True
        places = {region.code, region.province, region.votes_at, *([SINGLE_PAIR] if region.single_pair else [])}
        return bool(places & set(self.regions))

    def begins(self, zone: str) -> datetime | None:
        """The moment the stage begins in the zone: its opening hour, or the first moment of its first day.

        Of a stage that has only an end, the moment that end is over.
        """
        if self.start is not None:
            return datetime.combine(self.start, self.opens or time(), midnight(self.start, zone).tzinfo)
        if self.end is not None:
            return midnight(self.end + timedelta(days=1), zone)
        return None


class Schedule:
    """The stages of one election in the order of its calendar."""

    def __init__(
        self,
        election: Text,
        voting: str,
        stages: Iterable[Stage],
        *,
        actors: dict[str, str],
        rules: dict[str, date],
        revised: date,
    ) -> None:
        self.election, self.actors, self.rules, self.revised = election, actors, rules, revised
        self._stages = {stage.id: stage for stage in stages}
        self._aliases = {stage.alias: stage for stage in self._stages.values()}
        self.voting = self._stages[voting]

    def __iter__(self) -> Iterator[Stage]:
        return iter(self._stages.values())

    def __getitem__(self, stage_id: str) -> Stage:
        return self._stages[stage_id]

    def __contains__(self, stage_id: str) -> bool:
        return stage_id in self._stages

    @property
    def voting_day(self) -> date:
        """The day that H-notation counts from."""
        day = self.voting.start
        assert day is not None  # load_schedule has made sure of it
        return day

    def find(self, text: str) -> Stage:
        """The one stage of this id or alias; raises UnknownStage."""
        wanted = "-".join(text.casefold().replace("_", " ").replace("-", " ").split())
        stage = self._stages.get(wanted) or self._aliases.get(wanted)
        if stage is None:
            raise UnknownStage(text, self._near(wanted))
        return stage

    def with_stages(self, stages: Iterable[Stage]) -> "Schedule":
        """The same election with other stages; the voting day must be among them."""
        return Schedule(
            self.election, self.voting.id, stages, actors=self.actors, rules=self.rules, revised=self.revised
        )

    def occurrence(self, stage: Stage, today: date) -> Stage:
        """The stage itself or, once it is past, its next repetition here; the last one when all are past."""
        times = [stage, *(one for one in self if one.repeats == stage.id and in_force(one))]
        return next((one for one in times if one.state(today) != "past"), times[-1])

    def search(self, *, depth: str = "top", state: str | None = None, today: date | None = None) -> list[Stage]:
        """Stages in order: `depth` main are the rows of the KPU's regulation, top those without a parent, all."""
        return [
            stage
            for stage in self
            if (depth == "all" or (stage.main if depth == "main" else stage.parent is None))
            and (state is None or (today is not None and stage.state(today) == state))
        ]

    def active(self, today: date) -> list[Stage]:
        """What goes on today, of what was not replaced; steps come after stages, mere deadlines last."""
        stages = [stage for stage in self.search(depth="all", state="active", today=today) if in_force(stage)]
        return sorted(stages, key=lambda stage: (stage.start is None, stage.parent is not None))

    def next(self, today: date) -> Stage | None:
        """The stage that begins next among those without a parent; None when all have begun."""
        ahead = [stage for stage in self.search(state="upcoming", today=today) if in_force(stage)]
        return min(ahead, key=lambda stage: stage.start or date.max, default=None)

    def _near(self, wanted: str) -> list[str]:
        from rapidfuzz import fuzz, process

        names = [*self._stages, *self._aliases]
        found = process.extract(wanted[:100], names, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=OFFERED)
        return [name for name, *_score in found]


def in_force(stage: Stage) -> bool:
    """Whether the stage is the one that counts, and not a plan that another replaced."""
    return stage.status != "superseded"


class Countdown(NamedTuple):
    """How far a stage is away, in the zone of a region or nationally.

    `days` are calendar days to the stage's first day: 0 on the day, negative after it. `seconds` go to
    the moment it begins.
    """

    stage: Stage
    region: Region | None
    zone: str
    now: datetime
    days: int
    seconds: int

    @property
    def label(self) -> str:
        """The days in H-notation."""
        return label(self.days)

    @property
    def state(self) -> str | None:
        """The stage's state today."""
        return self.stage.state(self.now.date())


def count_down(stage: Stage, now: datetime, region: Region | None = None) -> Countdown:
    """Count from `now` to a stage, in the region's zone or in WIB; raises NoFixedDate when it has none."""
    zone = region.zone if region else NATIONAL
    begins = stage.begins(zone)
    if stage.anchor is None or begins is None:
        raise NoFixedDate(stage.id, stage.relative.spoken if stage.relative else "-")
    now = now.astimezone(midnight(now.date(), zone).tzinfo)
    days = (stage.anchor - now.date()).days
    return Countdown(stage, region, zone, now, days, int((begins - now).total_seconds() // 1))


def load_schedule(files: DataFiles, report: Report = refuse) -> Schedule:
    """The schedule of the data files; what is wrong goes to `report`, which by default raises InvalidData."""
    root = open_record(files, "schedule")
    election = root.inner("election")
    name, voting, revised = election.both("name"), election.text("voting"), election.day("revised")
    election.finish()
    known: dict[str, Stage] = {}
    unread: set[str] = set()
    for own, record in root.children("stages", report):
        unread.add(own)
        if str(record.values.get("parent")) in unread - known.keys():
            continue  # The parent has been reported; of its steps nothing can be said.
        with reporting(report):
            if own in known:
                raise record.wrong(_("two stages have this id"))
            stage = _stage(record, known)
            record.finish()
            known[own] = stage
    actors = root.inner("actors")
    names = {actor: actors.text(actor) for actor in actors.values}
    dated = root.inner("rules")
    rules = {rule: dated.day(rule) for rule in dated.values}
    with reporting(report):
        root.finish()
    if voting not in known or known[voting].start is None:
        raise election.wrong(_("the voting day must be a stage with a start"), "voting")
    return Schedule(name, voting, known.values(), actors=names, rules=rules, revised=revised)


def _stage(record: Record, earlier: dict[str, Stage]) -> Stage:
    parent = record.text("parent") if record.has("parent") else None
    if parent is not None and parent not in earlier:
        raise record.wrong(_("the parent must be a stage that stands before this one"), "parent")
    return Stage(
        id=record.text("id"),
        alias=record.text("alias"),
        name=record.both("name"),
        phase=record.one_of("phase", PHASES) if parent is None else earlier[parent].phase,
        parent=parent,
        start=record.day("start") if record.has("start") else None,
        end=record.day("end") if record.has("end") else None,
        relative=record.both("relative") if record.has("relative") else None,
        status=record.one_of("status", STATUSES) if record.has("status") else "final",
        replaced_by=record.text("replaced_by") if record.has("replaced_by") else None,
        actors=record.words("actors"),
        basis=record.text("basis"),
        main=record.has("main") and record.yes("main"),
        outside=record.has("outside") and record.yes("outside"),
        area=record.both("area") if record.has("area") else None,
        regions=record.words("regions") if record.has("regions") else (),
        opens=record.clock("opens") if record.has("opens") else None,
        closes=record.clock("closes") if record.has("closes") else None,
    )
