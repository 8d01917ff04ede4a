"""The schedule: the stages of an election in the order of its calendar, read from `data/schedule.yaml`."""

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import Any, Literal

from pilkada_cli.errors import UnknownStage
from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, Record, noting, open_record, refuse
from pilkada_cli.language import Text, _
from pilkada_cli.stages.stage import PHASES, STATUSES, Stage, State, in_force

#: The depth of a list of stages: `main` has the rows of the calendar in PKPU 2/2024, `top` stages without a parent.
Depth = Literal["main", "top", "all"]
#: The least similarity of a suggestion, of 100, and how many suggestions are made.
LIKENESS = 60
OFFERED = 3

#: The modules that make the schedule of the data, see `DataFiles.ready`.
CODE = (
    "clock.py", "errors.py", "facts/files.py", "facts/records.py", "language.py", "printable.py", "regions/region.py",
    "stages/schedule.py", "stages/stage.py",
)  # fmt: skip
#: Where texts, days and hours stand in a stage.
TEXTS, DAYS, HOURS = (
    [Stage._fields.index(name) for name in names]
    for names in (
        ("name", "relative", "area", "label"), ("start", "end", "known", "since"), ("opens", "closes", "closing"),
    )
)  # fmt: skip


class Schedule:
    """The stages of one election in the order of its calendar.

    `voting` is the stage of voting day. `actors` maps ids to names, `rules` regulations to their dates, and `revised`
    is the day on which the data were last revised.
    """

    def __init__(
        self,
        election: Text,
        voting: str,
        stages: Iterable[Stage],
        *,
        actors: dict[str, Text],
        rules: dict[str, date],
        revised: date,
        title: Text | None = None,
    ) -> None:
        #: The short name of the election, for titles.
        self.title = title or election
        self.election, self.actors, self.rules, self.revised = election, actors, rules, revised
        self._stages = {stage.id: stage for stage in stages}
        self._aliases = {name: stage for stage in self._stages.values() for name in (stage.alias, *stage.aliases)}
        self.voting = self._stages[voting]

    def __iter__(self) -> Iterator[Stage]:
        return iter(self._stages.values())

    def __getitem__(self, stage_id: str) -> Stage:
        return self._stages[stage_id]

    def __contains__(self, stage_id: str) -> bool:
        return stage_id in self._stages

    @property
    def voting_day(self) -> date:
        """Voting day, from which H-notation counts."""
        day = self.voting.start
        assert day is not None  # load_schedule has made sure of it
        return day

    def actor(self, own: str) -> str:
        """The name of an actor in the current language; the id where it has no name."""
        return self.actors[own].spoken if own in self.actors else own

    def find(self, text: str) -> Stage:
        """The stage of this id or alias, in any case, with hyphens, spaces or underscores; raises UnknownStage."""
        wanted = "-".join(text.casefold().replace("_", " ").replace("-", " ").split())
        stage = self._stages.get(wanted) or self._aliases.get(wanted)
        if stage is None:
            raise UnknownStage(text, self._near(wanted))
        return stage

    def with_stages(self, stages: Iterable[Stage]) -> "Schedule":
        """The same election with other stages; the voting day must be among them."""
        return Schedule(
            self.election,
            self.voting.id,
            stages,
            actors=self.actors,
            rules=self.rules,
            revised=self.revised,
            title=self.title,
        )

    def occurrence(self, stage: Stage, today: date) -> Stage:
        """The stage, or if it is past on the day `today` its next repetition in this schedule, or else the last one."""
        times = [stage, *(one for one in self if one.repeats == stage.id and in_force(one))]
        return next((one for one in times if one.state(today) != "past"), times[-1])

    def search(self, *, depth: Depth = "top", state: State | None = None, today: date | None = None) -> list[Stage]:
        """The stages of a depth (see Depth), in order; with `state`, only those that have it on the day `today`."""
        return [
            stage
            for stage in self
            if (depth == "all" or (stage.main if depth == "main" else stage.parent is None))
            and (state is None or (today is not None and stage.state(today) == state))
        ]

    def active(self, today: date) -> list[Stage]:
        """The stages active on the day `today`, without replaced ones; steps come after stages, mere deadlines last."""
        stages = [stage for stage in self.search(depth="all", state="active", today=today) if in_force(stage)]
        return sorted(stages, key=lambda stage: (stage.start is None, stage.parent is not None))

    def next(self, today: date) -> Stage | None:
        """The stage without a parent that begins next, not counting mere deadlines; None when all have begun."""
        ahead = [stage for stage in self.search(state="upcoming", today=today) if in_force(stage) and stage.start]
        return min(ahead, key=lambda stage: stage.start or date.max, default=None)

    def _near(self, wanted: str) -> list[str]:
        from rapidfuzz import fuzz, process

        names = {**self._aliases, **self._stages}
        found = process.extract(wanted[:100], list(names), scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=4 * OFFERED)
        # Keep only the most similar name of each stage.
        nearest = {names[name].id: name for name, *_score in reversed(found)}
        return [name for name, *_score in found if nearest[names[name].id] == name][:OFFERED]


def load_schedule(files: DataFiles, problems: Problems = refuse) -> Schedule:
    """The schedule of the data files; what is wrong goes to `problems`, which by default raises InvalidData."""
    if problems is refuse and (rows := files.ready("schedule", CODE)) is not None:
        return _unpacked(rows)
    root = open_record(files, "schedule")
    election = root.inner("election")
    name, voting, revised = election.both("name"), election.text("voting"), election.day("revised")
    title = election.both("label") if election.has("label") else name
    election.finish()
    known: dict[str, Stage] = {}
    unread: set[str] = set()
    for own, record in root.children("stages", problems):
        unread.add(own)
        if str(record.values.get("parent")) in unread - known.keys():
            continue  # The parent is wrong and was reported; its steps cannot be checked without it.
        with noting(problems):
            if own in known:
                raise record.wrong(_("two stages have this id"))
            stage = _stage(record, known)
            record.finish()
            known[own] = stage
    actors = root.inner("actors")
    names = {actor: actors.both(actor) for actor in actors.values}
    dated = root.inner("rules")
    rules = {rule: dated.day(rule) for rule in dated.values}
    with noting(problems):
        root.finish()
    if voting not in known or known[voting].start is None:
        raise election.wrong(_("the voting day must be a stage with a start"), "voting")
    if known[voting].area is not None:
        raise election.wrong(_("the stage of the voting day holds everywhere: take its 'area' out"), "voting")
    return Schedule(name, voting, known.values(), actors=names, rules=rules, revised=revised, title=title)


def pack_schedule(schedule: Schedule) -> Any:
    """The schedule as plain values: what stands at its head, and its stages, a tuple each."""
    head = (
        tuple(schedule.election), schedule.voting.id, tuple(schedule.title), schedule.revised.toordinal(),
        {own: tuple(name) for own, name in schedule.actors.items()},
        {rule: day.toordinal() for rule, day in schedule.rules.items()},
    )  # fmt: skip
    return head, [_plain(stage) for stage in schedule]


def _plain(stage: Stage) -> tuple[Any, ...]:
    """Its fields in their order: texts as pairs, days as ordinals, hours as minutes after midnight."""
    fields: list[Any] = list(stage)
    for place in range(len(fields)):
        one = fields[place]
        if isinstance(one, Text):
            fields[place] = tuple(one)
        elif isinstance(one, date):
            fields[place] = one.toordinal()
        elif isinstance(one, time):
            fields[place] = one.hour * 60 + one.minute
    return tuple(fields)


def _unpacked(rows: Any) -> Schedule:
    """The schedule that was packed into these values."""
    (election, voting, title, revised, actors, rules), stages = rows
    return Schedule(
        Text(*election), voting, map(_whole, stages), title=Text(*title), revised=date.fromordinal(revised),
        actors={own: Text(*name) for own, name in actors.items()},
        rules={rule: date.fromordinal(day) for rule, day in rules.items()},
    )  # fmt: skip


def _whole(row: tuple[Any, ...]) -> Stage:
    """The stage of a row of plain values."""
    fields = list(row)
    for places, made in (TEXTS, lambda one: Text(*one)), (DAYS, date.fromordinal), (HOURS, _hour):
        for place in places:
            if fields[place] is not None:
                fields[place] = made(fields[place])
    return Stage._make(fields)


def _hour(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _stage(record: Record, earlier: dict[str, Stage]) -> Stage:
    parent = record.text("parent") if record.has("parent") else None
    if parent is not None and parent not in earlier:
        raise record.wrong(_("the parent must be a stage that stands before this one"), "parent")
    stage = Stage(
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
        actors=record.texts("actors"),
        basis=record.text("basis"),
        main=record.has("main") and record.yes("main"),
        outside=record.has("outside") and record.yes("outside"),
        area=record.both("area") if record.has("area") else None,
        regions=record.texts("regions") if record.has("regions") else (),
        opens=record.clock("opens") if record.has("opens") else None,
        closes=record.clock("closes") if record.has("closes") else None,
        label=record.both("label") if record.has("label") else None,
        aliases=record.texts("aliases") if record.has("aliases") else (),
        since=_since(record, earlier) if record.has("after") else None,
    )
    return stage._replace(closing=stage.closes or _closing_of(stage, earlier.get(parent or "")))


def _since(record: Record, earlier: dict[str, Stage]) -> date:
    """The day after the end of the stage named under `after`, before which this stage cannot begin."""
    other = earlier.get(record.text("after"))
    if other is None or other.last is None or record.has("start"):
        raise record.wrong(
            _("'after' names a stage with a date that stands before this one, of which only the end is set"), "after"
        )
    return other.last + timedelta(days=1)


def _closing_of(stage: Stage, parent: Stage | None) -> time | None:
    """The parent's closing hour, for a step that opens before it on the parent's last day; None for other stages."""
    if stage.opens is None or parent is None or parent.closes is None or parent.last != stage.last:
        return None
    return parent.closes if stage.opens < parent.closes else None
