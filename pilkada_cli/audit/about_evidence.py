"""Rules for evidence: every fact has some, it names pages, and no placeholder text stands for an unknown fact."""

import re
from collections.abc import Iterator
from typing import Any

from pilkada_cli.audit.rules import Breach, Data, Rule, keys_of
from pilkada_cli.facts.evidence import SUBJECTS
from pilkada_cli.language import _

#: Facts about all regions together that need evidence, and that are not a field of a region.
REGION_FACTS = ("codes", "totals")
#: A region's field -> the fact that needs evidence, where the two have different names. None: the field needs no
#: evidence here, because it has its own subject or only holds other records.
FIELD_FACTS = {
    "name": "codes", "kind": "codes", "zone": "zones", "aliases": "names", "formerly": "names", "shared": "names",
    "exempt": None, "regions": None,
}  # fmt: skip
#: Facts about the command post as a whole that need evidence.
POST_FACTS = ("basis", "tasks", "categories", "severities", "statuses", "guardrails", "rhythm", "referral")
PLACEHOLDER = re.compile(
    r"[-–?.\s]+|n/?a|tbd|tba|todo|null|none|xxx+|belum ada|tidak ada|not available|unknown", re.IGNORECASE
)
PAGE = re.compile(r"https?://\S+|[\w.-]+/[\w.-]+:\S+")


def evidence_given(data: Data) -> Iterator[Breach]:
    """Every fact has evidence in evidence.yaml, and every evidence belongs to a fact that exists."""
    wanted: dict[str, tuple[str, list[tuple[str, tuple[str, ...]]]]] = {
        "regions": ("regions", [(fact, ()) for fact in _region_facts(data)]),
        "codes": (
            "codes",
            [(fact, ()) for fact in ("bps", "iso", "former") if any(getattr(o, fact) for _c, o in data.codes)],
        ),
        "elections": ("elections", [(name, ("elections", name)) for name in data.elections.rounds]),
        "exemptions": (
            "regions",
            [(name, ("exemptions", name)) for name in data.trees["regions"].get("exemptions", {})],
        ),
        "specials": ("regions", [(special.id, ("specials", special.id)) for special in data.registry.specials]),
        "single_pairs": (
            "regions",
            [(r.code, keys_of(r)) for r in data.registry if r.single_pair],
        ),
        "names": (
            "regions",
            [(r.code, keys_of(r)) for r in data.registry if r.formerly],
        ),
        "rules": ("schedule", [(rule, ("rules", rule)) for rule in data.schedule.rules]),
        "stages": ("schedule", [(name, ("stages", name)) for name in sorted(data.stage_ids)]),
        "items": ("checklists", [(i.id, ("checklists", i.stage, "items", i.id)) for i in data.checklists]),
    }
    wanted["revotes"] = (
        "revotes",
        [(f"{key}/{stage.id}", ("regions", key, stage.id)) for key, stage in data.regional],
    )
    for part, own in (
        ("agencies", data.words.agencies),
        ("categories", data.words.categories),
        ("agenda", data.words.agenda),
    ):
        wanted[part] = ("posko", [(key, (part, key)) for key in own])
    wanted["posko"] = ("posko", [(fact, (fact,)) for fact in POST_FACTS])
    for subject in SUBJECTS:
        file, facts = wanted[subject]
        for key, keys in facts:
            if data.evidence.of(subject, key) is None:
                yield (
                    file,
                    keys,
                    _("there is no evidence for this in evidence.yaml, under {place}").format(place=f"{subject}.{key}"),
                )
        # Only a former name needs evidence of its own; `regions.names` stands for the names in common use.
        known = set(data.registry.codes) if subject == "names" else {key for key, _keys in facts}
        # An election that cannot be read is there all the same.
        known |= data.elections.unread if subject == "elections" else set()
        for one in data.evidence.about(subject):
            if one.key not in known:
                yield "evidence", (subject, one.key), _("this is evidence of nothing in the data")


def _region_facts(data: Data) -> list[str]:
    """The facts for which the regions need evidence; a field that is new in the data is found without a change here."""
    provinces = [one for one in data.trees["regions"].get("provinces", {}).values() if isinstance(one, dict)]
    units = [unit for one in provinces for unit in one.get("regions", {}).values() if isinstance(unit, dict)]
    fields = dict.fromkeys(field for one in (*provinces, *units) for field in one)
    facts = (FIELD_FACTS.get(field, field) for field in fields)
    return list(dict.fromkeys([*REGION_FACTS, *(fact for fact in facts if fact is not None)]))


def evidence_pages(data: Data) -> Iterator[Breach]:
    """Evidence names at least one page, a URL or `owner/repository:path`, except for the project's own good practice.

    A stage whose evidence has low confidence must not have the status `final`.
    """
    ours = _practice(data)
    for one in data.evidence:
        keys = (one.subject, one.key)
        if not one.pages and keys not in ours:
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


def copied(data: Data) -> Iterator[Breach]:
    """In data copied from those of the program, a stage that rests on another rule has pages of its own."""
    if data.origin is None:
        return
    stages, evidence = data.origin
    for stage in data.schedule:
        own, copy = evidence.of("stages", stage.id), data.evidence.of("stages", stage.id)
        if stage.id not in stages or own is None or copy is None or own.pages != copy.pages or not own.pages:
            continue
        if stage.basis != stages[stage.id].basis:
            problem = _("these are still the pages of '{rule}', from which the data were copied")
            yield "evidence", ("stages", stage.id, "pages"), problem.format(rule=stages[stage.id].basis)


def _practice(data: Data) -> set[tuple[str, str]]:
    """The subject and key of all facts that are marked as the project's own good practice, and so need no page."""
    words = data.words
    ours = {("items", item.id) for item in data.checklists if item.practice}
    ours |= {("categories", one.id) for one in words.categories.values() if one.practice}
    return ours | {("agenda", one.id) for one in words.agenda.values() if one.practice}


def placeholders(data: Data) -> Iterator[Breach]:
    """No placeholder, such as `-`, `TBD` or `belum ada`, stands for a fact that is not known."""
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


RULES: tuple[Rule, ...] = (evidence_given, evidence_pages, copied, placeholders)
