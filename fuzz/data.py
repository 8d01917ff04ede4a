"""Targets for the data files: each by itself beside the others of the program, and all rules of `check` over it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fuzz.places import folder
from fuzz.sentences import check, refusing
from pilkada_cli.audit.findings import audit
from pilkada_cli.clock import zone
from pilkada_cli.election import Election
from pilkada_cli.errors import DataError, InvalidData
from pilkada_cli.facts.evidence import load_evidence
from pilkada_cli.facts.files import DataFiles, Tree, shipped
from pilkada_cli.facts.records import Problems
from pilkada_cli.posko.words_file import load_words
from pilkada_cli.regions.elections import load_elections
from pilkada_cli.regions.grid import load_grid
from pilkada_cli.regions.registry import load_registry
from pilkada_cli.regions.schemes import load_codes
from pilkada_cli.stages.checklists import load_checklists
from pilkada_cli.stages.contests import contests
from pilkada_cli.stages.regional import load_regional
from pilkada_cli.stages.schedule import load_schedule
from pilkada_cli.stages.span import span_at

#: A small election of two provinces, which the seeds of these targets are the files of.
SMALL = Path(__file__).parent / "corpus"
LOADERS: dict[str, Callable[[DataFiles, Problems], Any]] = {
    "regions": load_registry, "schedule": load_schedule, "checklists": load_checklists, "revotes": load_regional,
    "posko": load_words, "evidence": load_evidence, "codes": load_codes, "elections": load_elections, "map": load_grid,
}  # fmt: skip
MOMENTS = [
    datetime(1900, 1, 1, tzinfo=zone("WIB")), datetime(2024, 11, 27, 9, tzinfo=zone("WIT")),
    datetime(2999, 12, 31, 23, 59, tzinfo=zone("WITA")),
]  # fmt: skip


class _Small(DataFiles):
    """The small data as they are, each file read once."""

    @cache  # noqa: B019 - there is one of them
    def read(self, name: str) -> Tree:
        """The whole content of one data file."""
        return super().read(name)

    def path(self, name: str) -> Path:
        """Where the data file of this name is."""
        return SMALL / name / "small.yaml"


_SMALL = _Small(SMALL)


class Files(DataFiles):
    """The small data, with one file in the place of another."""

    def __init__(self, changed: str, content: bytes) -> None:
        # As the program's own data, which `check` compares with nothing.
        super().__init__(shipped())
        self._changed = changed
        self.path(changed).write_bytes(content)

    def path(self, name: str) -> Path:
        """Where the data file of this name is."""
        return folder() / f"{name}.yaml" if name == self._changed else _SMALL.path(name)

    def read(self, name: str) -> Tree:
        """The whole content of one data file."""
        return super().read(name) if name == self._changed else _SMALL.read(name)

    def line(self, name: str, keys: tuple[str, ...]) -> int | None:
        """The line of nested keys."""
        return super().line(name, keys) if name == self._changed else _SMALL.line(name, keys)


def of(name: str) -> Callable[[bytes], None]:
    """The target for one data file."""

    def target(data: bytes) -> None:
        files = Files(name, data)
        found: list[InvalidData] = []
        value = None
        with refusing():
            value = LOADERS[name](files, found.append)
        for problem in found:
            check(str(problem))
        if value is not None and not found:
            _use(name, Election(files))

    target.__doc__ = f"The data file {name}.yaml: what can be made of it is used as commands do, and it is checked."
    return target


def _use(name: str, election: Election) -> None:
    """What commands do with the data, where they can be read."""
    with refusing():
        _follow(election)
    if name == "posko":
        with refusing():
            words = load_words(election.files)
            assert words.is_open(words.first)
            for one in words.agenda.values():
                one.moment(date(2024, 11, 27), "WIB")
    for finding in audit(election.files):
        assert finding.problem.strip()


def _follow(election: Election) -> None:
    """Every stage of every region's calendar, at both ends of time and on voting day."""
    for region in (None, *election.registry):
        with refusing(DataError):
            calendar = election.calendar(region)
            for now in MOMENTS:
                for stage in calendar:
                    found = calendar.occurrence(stage, now.date())
                    span_at(found, now, region)
                calendar.active(now.date())
                calendar.next(now.date())
            assert calendar.voting_day
    contests(election.elections, election.registry, election.regional, election.schedule.voting.id)
    for item in election.checklists:
        item.due_label(election.schedule.voting_day)
