"""Rules for the stages, national (schedule.yaml) and regional (revotes.yaml), and for the checklists."""

import re
from collections.abc import Iterator
from datetime import timedelta

from pilkada_cli.audit.rules import Breach, Data, Rule
from pilkada_cli.language import Text, _
from pilkada_cli.regions.region import LEVELS
from pilkada_cli.stages.checklists import Item
from pilkada_cli.stages.regional import EACH
from pilkada_cli.stages.stage import SINGLE_PAIR, Stage, in_force


def stage_ids(data: Data) -> Iterator[Breach]:
    """Ids and aliases are plain words, and no two stages share one."""
    owners: dict[str, str] = {}
    for stage in data.schedule:
        for place, name in (("id", stage.id), ("alias", stage.alias), *(("aliases", name) for name in stage.aliases)):
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
                problem = _("'{name}' is no id: small letters, digits and hyphens").format(name=name)
                yield "schedule", ("stages", stage.id, place), problem
            if owners.setdefault(name, stage.id) != stage.id:
                problem = _("the stage '{other}' is called so as well").format(other=owners[name])
                yield "schedule", ("stages", stage.id, place), problem


def stage_dates(data: Data) -> Iterator[Breach]:
    """A stage does not end before it begins, has a date or a rule, and lies inside its parent's days.

    A stage that runs beyond its parent's days, and only such a one, is marked `outside: yes`.
    """
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
    """A stage has `replaced_by` if and only if its status is `superseded`, and it names another stage that exists."""
    for stage in data.schedule:
        keys = ("stages", stage.id, "replaced_by")
        if (stage.status == "superseded") != (stage.replaced_by is not None):
            yield "schedule", keys, _("'status: superseded' and 'replaced_by' go together")
        if stage.replaced_by is not None and stage.replaced_by not in data.stage_ids:
            yield "schedule", keys, _("there is no stage '{name}'").format(name=stage.replaced_by)
        if stage.replaced_by == stage.id:
            yield "schedule", keys, _("a stage does not replace itself")


def stage_places(data: Data) -> Iterator[Breach]:
    """The regions of a stage exist, and `area` describes them in words."""
    for stage in data.schedule:
        keys = ("stages", stage.id, "regions")
        for code in stage.regions:
            if code not in (SINGLE_PAIR, *LEVELS) and code not in data.registry:
                yield "schedule", keys, _("there is no region '{code}'").format(code=code)
        if stage.regions and stage.area is None:
            yield "schedule", keys, _("'regions' needs 'area', the same in words")


def regional_stages(data: Data) -> Iterator[Breach]:
    """The regions in revotes.yaml exist; their stages do not end before they begin, and have a date or a rule."""
    for key, stage in data.regional:
        keys = ("regions", key, stage.id)
        if key.removesuffix(EACH) not in data.registry:
            yield "revotes", keys[:2], _("there is no region '{code}'").format(code=key)
        if stage.start and stage.end and stage.start > stage.end:
            yield "revotes", (*keys, "end"), _("the stage ends before it begins")
        if stage.anchor is None and stage.relative is None:
            yield "revotes", keys, _("a stage needs a start, an end, or a rule under 'relative'")
        if stage.id == data.schedule.voting.id and stage.start is None:
            yield "revotes", keys, _("the voting day must be a stage with a start")


def regional_steps(data: Data) -> Iterator[Breach]:
    """Each step in revotes.yaml is used in some region; the stage that it repeats and its actors exist."""
    used = {stage.id for _key, stage in data.regional}
    for step in data.regional.steps.values():
        keys = ("steps", step.id)
        if step.repeats is not None and step.repeats not in data.stage_ids:
            yield "revotes", (*keys, "repeats"), _("there is no stage '{name}'").format(name=step.repeats)
        if step.id not in used:
            yield "revotes", keys, _("no region has this step")
        for actor in step.actors:
            if actor not in data.schedule.actors:
                yield "revotes", (*keys, "actors"), _("there is no actor '{name}'").format(name=actor)


def rule_dates(data: Data) -> Iterator[Breach]:
    """Every regulation that is dated under `rules` stands in the legal basis of some stage."""
    bases = [stage.basis for stage in (*data.schedule, *(stage for _key, stage in data.regional))]
    for rule in data.schedule.rules:
        if not any(rule in basis for basis in bases):
            yield "schedule", ("rules", rule), _("no stage rests on this rule")


def voting_hours(data: Data) -> Iterator[Breach]:
    """Voting day has `opens` and `closes`, and opens before it closes."""
    voting = data.schedule.voting
    if voting.opens is None or voting.closes is None or voting.opens >= voting.closes:
        yield "schedule", ("stages", voting.id), _("voting day needs 'opens' and 'closes', in that order")


#: The longest label, in characters, of a stage and of a step within one.
LABEL, STEP_LABEL = 24, 36


def labels(data: Data) -> Iterator[Breach]:
    """The label of a stage fits its column in both languages, and differs from those of its siblings."""
    seen: dict[tuple[str | None, str], str] = {}
    for stage in data.schedule:
        keys = ("stages", stage.id, "label")
        yield from (
            ("schedule", keys, problem) for problem in _too_long(stage.short, STEP_LABEL if stage.parent else LABEL)
        )
        for text in dict.fromkeys(stage.short):
            if seen.setdefault((stage.parent, text), stage.id) != stage.id:
                other = seen[stage.parent, text]
                yield "schedule", keys, _("the stage '{other}' is called so as well").format(other=other)
    for step in data.regional.steps.values():
        yield from (
            ("revotes", ("steps", step.id, "label"), problem) for problem in _too_long(step.label or step.name, LABEL)
        )


def _too_long(short: Text, limit: int) -> Iterator[str]:
    for language, text in short._asdict().items():
        if len(text) > limit:
            sentence = _(
                "a screen calls it '{text}' ({language}), which is longer than {limit} letters; give a 'label'"
            )
            yield sentence.format(text=text, language=language, limit=limit)


def actors(data: Data) -> Iterator[Breach]:
    """Every actor of a stage or checklist item is listed under `actors`, and every listed actor acts somewhere."""
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
    # Where a stage could not be read, its actors are unknown, and so it is unknown who acts nowhere.
    whole = len(list(data.schedule)) == len(data.stage_ids)
    for actor in data.schedule.actors:
        if whole and actor not in acting:
            yield "schedule", ("actors", actor), _("this actor does nothing in any stage or checklist")


def items(data: Data) -> Iterator[Breach]:
    """Each checklist belongs to a stage that exists; an item that has a start has a due day that is not before it."""
    for item in data.checklists:
        keys = ("checklists", item.stage, "items", item.id)
        if item.stage not in data.stage_ids:
            yield "checklists", keys[:2], _("there is no stage '{name}'").format(name=item.stage)
        if item.start and (item.due is None or item.start > item.due):
            yield "checklists", (*keys, "due"), _("an item with a start needs a due day, not before it")


#: So far from the days of its stage and that stage's steps an item may be due: money is agreed on long before a
#: stage, and paid long after it.
FAR = timedelta(days=240)


def item_days(data: Data) -> Iterator[Breach]:
    """An item lies within the days of its stage and that stage's steps, or not further than FAR from them."""
    for item in data.checklists:
        stages = _with_steps(data, item)
        first = min((stage.first for stage in stages if stage.first), default=None)
        last = max((stage.last for stage in stages if stage.last), default=None)
        for place, day in (("start", item.start), ("due", item.due)):
            if first and last and day and not first - FAR <= day <= last + FAR:
                problem = _("this lies far from the days of its stage and the steps in it, {first} to {last}")
                keys = ("checklists", item.stage, "items", item.id, place)
                yield "checklists", keys, problem.format(first=first, last=last)


def item_places(data: Data) -> Iterator[Breach]:
    """An item of a step that holds in one area only names the area, and one that names an area is not due with another.

    An item has no area of its own, so it must stand in the text or under `when`. A step is the item's where the text
    has its name, or where nothing else ends on the item's due day.
    """
    for item in data.checklists:
        steps = _with_steps(data, item)
        ending = [stage for stage in steps if item.due is not None and stage.last == item.due]
        everywhere = [stage for stage in ending if not stage.area]
        keys = ("checklists", item.stage, "items", item.id)
        for stage in steps:
            own = stage.name.id.casefold() in item.text.id.casefold() or (stage in ending and not everywhere)
            if stage.area and own and not _names(item, stage):
                problem = _("its step '{other}' holds in one area only, which the item does not name")
                yield "checklists", keys, problem.format(other=stage.id)
        if everywhere == ending != [] and any(stage.area and _names(item, stage) for stage in steps):
            problem = _("the item names an area, but what ends on this day, '{other}', holds everywhere")
            yield "checklists", (*keys, "due"), problem.format(other=ending[0].id)


def _with_steps(data: Data, item: Item) -> list[Stage]:
    return [stage for stage in data.schedule if item.stage in (stage.id, stage.parent) and in_force(stage)]


def _names(item: Item, step: Stage) -> bool:
    """Whether the item's words name the area of the step in both languages; what follows a comma is no name."""
    words = zip(step.area or (), item.text, item.when, strict=False)
    return all(area.split(",")[0] in f"{text} {when}" for area, text, when in words)


RULES: tuple[Rule, ...] = (
    stage_ids,
    stage_dates,
    replacements,
    stage_places,
    rule_dates,
    voting_hours,
    labels,
    regional_stages,
    regional_steps,
    actors,
    items,
    item_days,
    item_places,
)
