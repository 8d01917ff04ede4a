"""What every rule takes and yields: all the data as values, and breaches with the keys that lead to them."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pilkada_cli.facts.evidence import Evidences
from pilkada_cli.posko.words import Words
from pilkada_cli.regions.elections import Elections
from pilkada_cli.regions.grid import Grid
from pilkada_cli.regions.region import Region
from pilkada_cli.regions.registry import Registry
from pilkada_cli.regions.schemes import CodeBook
from pilkada_cli.stages.checklists import Checklists
from pilkada_cli.stages.regional import Regional
from pilkada_cli.stages.schedule import Schedule


class Data(NamedTuple):
    """All the data: values, and the raw trees of the files by name that they were read from. Rules never read files.

    `origin` is what others are copied from, the stages and evidence that come with the program; None for these.
    """

    registry: Registry
    schedule: Schedule
    checklists: Checklists
    regional: Regional
    words: Words
    evidence: Evidences
    grid: Grid | None
    codes: CodeBook
    elections: Elections
    trees: dict[str, Any]
    origin: tuple[Schedule, Evidences] | None = None

    @property
    def stage_ids(self) -> set[str]:
        """The ids of all stages in schedule.yaml, including those that do not follow the schema."""
        return {str(one["id"]) for one in self.trees["schedule"]["stages"] if isinstance(one, dict) and "id" in one}


#: A breach as a rule yields it: the file's name, the keys that lead there, and the problem.
Breach = tuple[str, tuple[str, ...], str]
Rule = Callable[[Data], Iterator[Breach]]


def keys_of(region: Region, *inside: str) -> tuple[str, ...]:
    """The keys that lead to a region, or to something in it."""
    if region.province:
        return ("provinces", region.province, "regions", region.code, *inside)
    return ("provinces", region.code, *inside)
