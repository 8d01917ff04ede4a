"""The stages of single regions: court rulings, re-votes, repeat elections, inaugurations; from `data/revotes.yaml`."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pilkada_cli.errors import InvalidData
from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, Record, noting, open_record, refuse
from pilkada_cli.language import Text, _
from pilkada_cli.regions.region import Region
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import Stage

#: The steps that are rulings of the Constitutional Court.
RULINGS = ("putusan-mk-daerah", "putusan-mk-kedua")
#: Follows a province's code in a key that stands for every kabupaten and kota in it.
EACH = ".*"


class Step(NamedTuple):
    """The name and actors of a step, the same in every region; `repeats` is the id of a national stage it repeats."""

    id: str
    alias: str
    name: Text
    actors: tuple[str, ...]
    repeats: str | None
    label: Text | None = None


class Regional:
    """The own stages of regions, by a region's code, or by a key such as `11.*` for all regions in a province."""

    def __init__(self, steps: dict[str, Step], stages: dict[str, list[Stage]]) -> None:
        self.steps = steps
        self._stages = stages

    def __iter__(self) -> Iterator[tuple[str, Stage]]:
        return ((key, stage) for key, stages in self._stages.items() for stage in stages)

    def of(self, region: Region) -> list[Stage]:
        """The region's own stages, then those of all regions in its province whose ids are not among them."""
        own = self._stages.get(region.code, [])
        shared = self._stages.get(f"{region.province}{EACH}", []) if region.province else []
        return own + [stage for stage in shared if stage.id not in {one.id for one in own}]

    def calendar(self, national: Schedule, region: Region) -> Schedule:
        """The calendar of a region: the national stages that hold in it, then its own by date, undated ones last.

        An own stage replaces a national one of the same id.
        Raises InvalidData where that leaves it without a voting day.
        """
        own = [stage._replace(known=self._known(region, stage)) for stage in self.of(region)]
        taken = {stage.id for stage in own}
        if any(stage.id == national.voting.id and stage.start is None for stage in own):
            problem = _("the voting day must be a stage with a start")
            key = f"regions.{region.code}.{national.voting.id}"
            raise InvalidData("revotes.yaml", problem, key=key)  # noqa: EM101 - the name of the file
        kept = [stage for stage in national if stage.holds_in(region) and stage.id not in taken]
        undated = [stage for stage in own if stage.anchor is None]
        dated = sorted((stage for stage in own if stage.anchor is not None), key=lambda stage: str(stage.anchor))
        return national.with_stages([*kept, *dated, *undated])

    def _known(self, region: Region, stage: Stage) -> date | None:
        """The day since which a step is known: that of the ruling on which it is based, if there is one.

        Else, for a step that repeats no national stage, the day on which it happens; for others None.
        """
        rulings = (one.start for one in self.of(region) if one.id in RULINGS and one.basis == stage.basis)
        return next((day for day in rulings if day is not None), None if stage.repeats else stage.anchor)

    def where(self, stage_id: str) -> list[str]:
        """The keys (codes, or such as `11.*`) of the regions that have the step with this id or alias."""
        return [key for key, stage in self if stage_id in (stage.id, stage.alias)]


def load_regional(files: DataFiles, problems: Problems = refuse) -> Regional:
    """Read revotes.yaml; what is wrong goes to `problems`, which by default raises InvalidData."""
    root = open_record(files, "revotes")
    steps: dict[str, Step] = {}
    for name, record in root.children("steps", problems):
        with noting(problems):
            repeats = record.text("repeats") if record.has("repeats") else None
            label = record.both("label") if record.has("label") else None
            steps[name] = Step(name, record.text("alias"), record.both("name"), record.texts("actors"), repeats, label)
            record.finish()
    stages: dict[str, list[Stage]] = {}
    for key, region in root.children("regions", problems, ids=False):
        stages[key] = []
        for name, record in region.items(problems):
            with noting(problems):
                if name not in steps:
                    raise record.wrong(_("there is no such step in 'steps'"))
                stages[key].append(_stage(steps[name], record))
                record.finish()
    with noting(problems):
        root.finish()
    return Regional(steps, stages)


def _stage(step: Step, record: Record) -> Stage:
    return Stage(
        id=step.id,
        alias=step.alias,
        name=step.name,
        phase="penyelenggaraan",
        parent=None,
        start=record.day("start") if record.has("start") else None,
        end=record.day("end") if record.has("end") else None,
        relative=record.both("relative") if record.has("relative") else None,
        status="final",
        replaced_by=None,
        actors=step.actors,
        basis=record.text("basis"),
        main=False,
        outside=False,
        area=record.both("area") if record.has("area") else None,
        regions=(),
        opens=None,
        closes=None,
        repeats=step.repeats,
        label=step.label,
    )
