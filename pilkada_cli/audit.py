"""The rules the data obeys, each a small function that yields what breaks it.

`audit` reports everything: what cannot be read as the schema says, and what contradicts itself.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pilkada_cli.checklists import Checklists, load_checklists
from pilkada_cli.errors import InvalidData
from pilkada_cli.evidence import SUBJECTS, Evidences, load_evidence
from pilkada_cli.files import NAMES, DataFiles
from pilkada_cli.language import _
from pilkada_cli.registry import Registry, load_registry
from pilkada_cli.schedule import Schedule, Stage, load_schedule
from pilkada_cli.statistics import statistics

#: Facts that hold for all regions alike and have one evidence each.
REGION_FACTS = ("codes", "zones", "polling_stations", "pairs", "totals")
PLACEHOLDER = re.compile(
    r"[-–?.\s]+|n/?a|tbd|tba|todo|null|none|xxx+|belum ada|tidak ada|not available|unknown", re.I
)
PAGE = re.compile(r"https?://\S+|[\w.-]+/[\w.-]+:\S+")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the data: in which file, at which key and line, and what."""

    file: str
    key: str
    problem: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Data:
    """All the data at once; rules ask it and never read files."""

    registry: Registry
    totals: dict[str, Any]
    schedule: Schedule
    checklists: Checklists
    evidence: Evidences
    trees: dict[str, Any]


#: A breach as a rule yields it: file, keys that lead there, and the problem.
Breach = tuple[str, tuple[str, ...], str]
Rule = Callable[[Data], Iterator[Breach]]


def audit(files: DataFiles) -> list[Finding]:
    """Every breach of every rule; raises DataError when a file cannot be read at all."""
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
        for file, keys, problem in chain.from_iterable(rule(data) for rule in RULES):
            findings.append(Finding(f"{file}.yaml", ".".join(keys), problem, files.line(file, keys)))
    return sorted(set(findings), key=lambda one: (one.file, one.line or 0, one.key, one.problem))


def _load(files: DataFiles, trees: dict[str, Any], problems: list[InvalidData]) -> Data | None:
    loaded: list[Any] = []
    for load in (load_registry, load_schedule, load_checklists, load_evidence):
        try:
            loaded.append(load(files, problems.append))
        except InvalidData as problem:
            problems.append(problem)
    if len(loaded) < 4:
        return None
    registry, schedule, checklists, evidence = loaded
    return Data(registry, trees["regions"].get("totals", {}), schedule, checklists, evidence, trees)


def counts(data: Data) -> Iterator[Breach]:
    """The registry counts what its totals say."""
    counted = statistics(data.registry)[0]
    for name, value in counted.items():
        declared = data.totals.get(name)
        if declared != str(value):
            problem = _("the registry counts {counted}, the totals say {declared}")
            yield "regions", ("totals", name), problem.format(counted=value, declared=declared)


def codes(data: Data) -> Iterator[Breach]:
    """A province has two digits, what lies in it has two more behind a point."""
    for region in data.registry:
        own = r"\d\d" if region.kind == "provinsi" else re.escape(region.province) + r"\.\d\d"
        if not re.fullmatch(own, region.code, re.ASCII):
            problem = _(
                "'{code}' is not a code here: two digits, for a kabupaten or kota those of its province and two more"
            )
            yield "regions", _region_keys(region.province, region.code), problem.format(code=region.code)


def region_names(data: Data) -> Iterator[Breach]:
    """A name is made of letters, and no two regions have the same."""
    seen: dict[str, str] = {}
    for region in data.registry:
        keys = (*_region_keys(region.province, region.code), "name")
        if not re.fullmatch(r"[^\W\d_][^\W\d_ '.-]*([ -][^\W\d_][^\W\d_'.-]*)*", region.name):
            yield "regions", keys, _("'{name}' does not read like a name").format(name=region.name)
        if region.name.casefold() in seen:
            other = seen[region.name.casefold()]
            yield "regions", keys, _("region {other} has the same name").format(other=other)
        seen.setdefault(region.name.casefold(), region.code)


def electing(data: Data) -> Iterator[Breach]:
    """A region that elects has pairs of candidates; one that does not names no pairs, and a law with its article."""
    for region in data.registry:
        keys = _region_keys(region.province, region.code)
        if region.electing and not region.pairs:
            yield "regions", (*keys, "pairs"), _("a region that elects has at least one pair of candidates")
        if region.exemption and "pairs" in _at(data.trees["regions"], keys):
            yield "regions", (*keys, "pairs"), _("an exempt region has no pairs of candidates")
    for name, exemption in data.trees["regions"].get("exemptions", {}).items():
        if not re.search(r"\bPasal \d+", str(exemption.get("basis"))):
            yield (
                "regions",
                ("exemptions", name, "basis"),
                _("the law and its article must be named, such as: UU 13/2012 Pasal 18"),
            )
        if not any(region.exemption and region.exemption.id == name for region in data.registry):
            yield "regions", ("exemptions", name), _("no region is exempt for this reason")


def polling_stations(data: Data) -> Iterator[Breach]:
    """Every kabupaten and kota has polling stations."""
    for region in data.registry.search(level="kabkota"):
        if region.polling_stations == 0:
            keys = (*_region_keys(region.province, region.code), "polling_stations")
            yield "regions", keys, _("there is no region without a polling station")


def aliases(data: Data) -> Iterator[Breach]:
    """A name leads to the region that has it, and to no other."""
    owners: dict[str, list[str]] = defaultdict(list)
    for region in data.registry:
        keys = _region_keys(region.province, region.code)
        for name in (*region.aliases, *(old for old, _basis in region.formerly), region.name):
            match = data.registry.names.match(name)
            owners[name.casefold()].append(region.code)
            if name == region.name and match.kind == "ambiguous" and region.code in match.candidates:
                continue  # Jambi is a province and a kota, and never guessed between.
            if match.region is not region:
                place = "name" if name == region.name else "aliases" if name in region.aliases else "formerly"
                problem = _("'{name}' does not lead to this region alone").format(name=name)
                yield "regions", (*keys, place), problem
            if name != region.name and match.kind == "exact":
                yield (
                    "regions",
                    (*keys, "aliases"),
                    _("'{name}' is the name itself, not another").format(name=name),
                )


def stage_ids(data: Data) -> Iterator[Breach]:
    """Ids and aliases are plain words, and no two stages share one."""
    owners: dict[str, str] = {}
    for stage in data.schedule:
        for place, name in {"id": stage.id, "alias": stage.alias}.items():
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
                problem = _("'{name}' is no id: small letters, digits and hyphens").format(name=name)
                yield "schedule", ("stages", stage.id, place), problem
            if owners.setdefault(name, stage.id) != stage.id:
                problem = _("the stage '{other}' is called so as well").format(other=owners[name])
                yield "schedule", ("stages", stage.id, place), problem


def stage_dates(data: Data) -> Iterator[Breach]:
    """A stage begins before it ends, lies inside its parent unless it says otherwise, and has a date or a rule."""
    for stage in data.schedule:
        keys = ("stages", stage.id)
        if stage.start and stage.end and stage.start > stage.end:
            yield "schedule", (*keys, "end"), _("the stage ends before it begins")
        if stage.anchor is None and stage.relative is None:
            yield "schedule", keys, _("a stage needs a start, an end, or a rule under 'relative'")
        parent = data.schedule[stage.parent] if stage.parent else None
        if parent is not None and _outside(stage, parent) != stage.outside:
            problem = (
                _("the mark 'outside' is wrong: the stage lies inside its parent")
                if stage.outside
                else _("the stage lies outside its parent; mark it 'outside: yes' if that is so")
            )
            yield "schedule", keys, problem


def _outside(stage: Stage, parent: Stage) -> bool:
    early = bool(stage.anchor and parent.start and stage.anchor < parent.start)
    late = bool(stage.last and parent.end and stage.last > parent.end)
    return early or late


def replacements(data: Data) -> Iterator[Breach]:
    """What was replaced says by which stage, and nothing else does."""
    for stage in data.schedule:
        keys = ("stages", stage.id, "replaced_by")
        if (stage.status == "superseded") != (stage.replaced_by is not None):
            yield "schedule", keys, _("'status: superseded' and 'replaced_by' go together")
        if stage.replaced_by is not None and stage.replaced_by not in data.schedule:
            yield "schedule", keys, _("there is no stage '{name}'").format(name=stage.replaced_by)
        if stage.replaced_by == stage.id:
            yield "schedule", keys, _("a stage does not replace itself")


def stage_places(data: Data) -> Iterator[Breach]:
    """The regions of a stage exist, and are told in words too."""
    for stage in data.schedule:
        keys = ("stages", stage.id, "regions")
        for code in stage.regions:
            if code not in data.registry:
                yield "schedule", keys, _("there is no region '{code}'").format(code=code)
        if stage.regions and stage.area is None:
            yield "schedule", keys, _("'regions' needs 'area', the same in words")


def voting_hours(data: Data) -> Iterator[Breach]:
    """The polls have hours."""
    voting = data.schedule.voting
    if voting.opens is None or voting.closes is None or voting.opens >= voting.closes:
        yield "schedule", ("stages", voting.id), _("voting day needs 'opens' and 'closes', in that order")


def actors(data: Data) -> Iterator[Breach]:
    """Whoever acts is in the list of actors, and whoever is in the list acts."""
    acting = set()
    for stage in data.schedule:
        for actor in stage.actors:
            acting.add(actor)
            if actor not in data.schedule.actors:
                yield (
                    "schedule",
                    ("stages", stage.id, "actors"),
                    _("there is no actor '{name}'").format(name=actor),
                )
    for item in data.checklists:
        for actor in item.actors:
            acting.add(actor)
            if actor not in data.schedule.actors:
                keys = ("checklists", item.stage, "items", item.id, "actor")
                yield "checklists", keys, _("there is no actor '{name}'").format(name=actor)
    for actor in data.schedule.actors:
        if actor not in acting:
            yield "schedule", ("actors", actor), _("this actor does nothing in any stage or checklist")


def items(data: Data) -> Iterator[Breach]:
    """A checklist is of a stage, and an item is not due before it begins."""
    for item in data.checklists:
        keys = ("checklists", item.stage, "items", item.id)
        if item.stage not in data.schedule:
            yield "checklists", keys[:2], _("there is no stage '{name}'").format(name=item.stage)
        if item.start and (item.due is None or item.start > item.due):
            yield "checklists", (*keys, "due"), _("an item with a start needs a due day, not before it")


def evidence_given(data: Data) -> Iterator[Breach]:
    """Every fact has evidence."""
    wanted: dict[str, tuple[str, list[tuple[str, tuple[str, ...]]]]] = {
        "regions": ("regions", [(fact, ()) for fact in REGION_FACTS]),
        "exemptions": (
            "regions",
            [(name, ("exemptions", name)) for name in data.trees["regions"].get("exemptions", {})],
        ),
        "single_pairs": (
            "regions",
            [(r.code, _region_keys(r.province, r.code)) for r in data.registry if r.single_pair],
        ),
        "names": (
            "regions",
            [(r.code, _region_keys(r.province, r.code)) for r in data.registry if r.aliases or r.formerly],
        ),
        "stages": ("schedule", [(stage.id, ("stages", stage.id)) for stage in data.schedule]),
        "items": ("checklists", [(i.id, ("checklists", i.stage, "items", i.id)) for i in data.checklists]),
    }
    for subject in SUBJECTS:
        file, facts = wanted[subject]
        for key, keys in facts:
            if data.evidence.of(subject, key) is None:
                yield (
                    file,
                    keys,
                    _("there is no evidence for this in evidence.yaml, under {place}").format(
                        place=f"{subject}.{key}"
                    ),
                )
        known = {key for key, _keys in facts}
        for one in data.evidence.about(subject):
            if one.key not in known:
                yield "evidence", (subject, one.key), _("this is evidence of nothing in the data")


def evidence_pages(data: Data) -> Iterator[Breach]:
    """Evidence names pages, unless it is for good practice of our own; what is doubtful is not called final."""
    for one in data.evidence:
        keys = (one.subject, one.key)
        practice = any(item.id == one.key and item.practice for item in data.checklists)
        if not one.pages and not (one.subject == "items" and practice):
            yield "evidence", (*keys, "pages"), _("at least one page must be named")
        for page in (*one.pages, *one.conflicting):
            if not PAGE.fullmatch(page):
                yield (
                    "evidence",
                    (*keys, "pages"),
                    _("'{page}' is not the address of a page").format(page=page),
                )
        stage = data.schedule[one.key] if one.subject == "stages" and one.key in data.schedule else None
        if stage and one.confidence == "low" and stage.status == "final":
            yield (
                "evidence",
                (*keys, "confidence"),
                _("a stage known with low confidence is tentative, not final"),
            )


def placeholders(data: Data) -> Iterator[Breach]:
    """No text stands in for a fact that is not known."""
    for file, tree in data.trees.items():
        for keys, text in _texts(tree):
            if PLACEHOLDER.fullmatch(text):
                yield (
                    file,
                    keys,
                    _("'{text}' stands in for something unknown; leave the key out").format(text=text),
                )


def _texts(tree: Any, *keys: str) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(tree, str):
        yield keys, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _texts(value, *keys, key)
    else:
        for position, value in enumerate(tree):
            own = value.get("id", str(position)) if isinstance(value, dict) else str(position)
            yield from _texts(value, *keys, own)


def _region_keys(province: str, code: str) -> tuple[str, ...]:
    return ("provinces", province, "regions", code) if province else ("provinces", code)


def _at(tree: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        tree = tree[key]
    return tree


RULES: tuple[Rule, ...] = (
    counts, codes, region_names, electing, polling_stations, aliases, stage_ids, stage_dates, replacements,
    stage_places, voting_hours, actors, items, evidence_given, evidence_pages, placeholders,
)  # fmt: skip
