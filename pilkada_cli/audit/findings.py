"""Checks the data files: finds everything that does not follow the schema, and every breach of a rule."""

from itertools import chain
from typing import Any, NamedTuple

from pilkada_cli.audit import (
    about_codes,
    about_elections,
    about_evidence,
    about_grid,
    about_posko,
    about_regions,
    about_stages,
)
from pilkada_cli.audit.rules import Data
from pilkada_cli.errors import InvalidData
from pilkada_cli.facts.evidence import Evidences, load_evidence
from pilkada_cli.facts.files import NAMES, DataFiles, shipped
from pilkada_cli.posko.words_file import load_words
from pilkada_cli.regions.elections import Elections, load_elections
from pilkada_cli.regions.grid import Grid, has_grid, load_grid
from pilkada_cli.regions.registry import load_registry
from pilkada_cli.regions.schemes import CodeBook, load_codes
from pilkada_cli.stages.checklists import load_checklists
from pilkada_cli.stages.regional import load_regional
from pilkada_cli.stages.schedule import Schedule, load_schedule

RULES = (
    *about_regions.RULES, *about_codes.RULES, *about_elections.RULES, *about_grid.RULES, *about_stages.RULES,
    *about_posko.RULES, *about_evidence.RULES,
)  # fmt: skip


class Finding(NamedTuple):
    """Something wrong with the data: the file's name, the dotted key, the problem, and the line where it is known."""

    file: str
    key: str
    problem: str
    line: int | None


def audit(files: DataFiles) -> list[Finding]:
    """All findings, sorted by file and line; raises DataError when a file cannot be read at all.

    Where the files do not follow the schema so far that no data can be made of them, no rule is checked.
    """
    problems: list[InvalidData] = []
    trees = {}
    for name in NAMES:
        try:
            trees[name] = files.read(name)
        except InvalidData as problem:
            problems.append(problem)
    data = _load(files, trees, problems) if len(trees) == len(NAMES) else None
    findings = [Finding(one.file, one.key, one.problem, one.line) for one in problems]
    if data is not None:
        findings += [
            Finding(f"{file}.yaml", ".".join(keys), sentence, files.line(file, keys))
            for file, keys, sentence in chain.from_iterable(rule(data) for rule in RULES)
        ]
    return sorted(set(findings), key=lambda one: (one.file, one.line or 0, one.key, one.problem))


def _load(files: DataFiles, trees: dict[str, Any], problems: list[InvalidData]) -> Data | None:
    loaded: list[Any] = []
    rooms = (load_registry, load_schedule, load_checklists, load_regional, load_words, load_evidence)
    for load in rooms:
        try:
            loaded.append(load(files, problems.append))
        except InvalidData as problem:
            problems.append(problem)
    if len(loaded) < len(rooms):
        return None
    optional = (_grid(files, problems), _codes(files, problems), _elections(files, problems))
    return Data._make([*loaded, *optional, trees, _origin(files)])


def _origin(files: DataFiles) -> tuple[Schedule, Evidences] | None:
    """The stages and evidence that come with the program; None where it is these that are checked."""
    own = DataFiles(shipped())
    return None if files.directory == own.directory else (load_schedule(own), load_evidence(own))


def _codes(files: DataFiles, problems: list[InvalidData]) -> CodeBook:
    """The codes of other lists; none where these data have no such file, or it cannot be read."""
    try:
        return load_codes(files, problems.append)
    except InvalidData as problem:
        problems.append(problem)
        return CodeBook({})


def _elections(files: DataFiles, problems: list[InvalidData]) -> Elections:
    """The elections since 2015; none where these data have no such file, or it cannot be read."""
    try:
        return load_elections(files, problems.append)
    except InvalidData as problem:
        problems.append(problem)
        return Elections({}, [])


def _grid(files: DataFiles, problems: list[InvalidData]) -> Grid | None:
    """The grid of the map; None where these data have no map, or it cannot be read."""
    try:
        return load_grid(files, problems.append) if has_grid(files) else None
    except InvalidData as problem:
        problems.append(problem)
        return None
