"""Shell completion for regions, stages, incidents and the post's words: a code or id, with its name as the help text.

Each function takes what is typed so far (`incomplete`) and returns pairs of a completion and its help text. Errors
are not shown: where something cannot be read, nothing is offered.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pilkada_cli.errors import PilkadaError
from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.session import Session

if TYPE_CHECKING:
    from pilkada_cli.posko.log.log import Log
    from pilkada_cli.stages.stage import Stage

Offers = list[tuple[str, str]]


def _quietly(offers: Callable[[DataFiles], Iterable[tuple[str, str]]]) -> Offers:
    # There is no place to show an error during completion, so nothing is offered.
    try:
        directory = os.environ.get("PILKADA_DATA")
        return list(offers(DataFiles(Path(directory) if directory else shipped())))
    except PilkadaError:
        return []


def complete_region(incomplete: str) -> Offers:
    """Region codes that begin with `incomplete`, with their names; or names that begin with it, with their codes."""
    from pilkada_cli.regions.registry import load_registry

    def offers(files: DataFiles) -> Iterable[tuple[str, str]]:
        for region in load_registry(files):
            if incomplete[:1].isalpha():
                names = (
                    name for name in (region.name, region.short) if name.casefold().startswith(incomplete.casefold())
                )
                yield from ((incomplete + name[len(incomplete) :], region.code) for name in list(names)[:1])
            elif region.code.startswith(incomplete):
                yield region.code, region.name

    return _quietly(offers)


def complete_stage(incomplete: str) -> Offers:
    """Stage ids and aliases that begin with `incomplete`, with the stages' names."""
    from pilkada_cli.stages.schedule import load_schedule

    def offers(files: DataFiles) -> Iterable[tuple[str, str]]:
        for stage in load_schedule(files):
            yield from ((name, stage.name.spoken) for name in _names(stage) if name.startswith(incomplete))

    return _quietly(offers)


def _names(stage: "Stage") -> tuple[str, ...]:
    return (stage.id, stage.alias, *stage.aliases)


def complete_word(group: str) -> Callable[[str], Offers]:
    """A completion function for the ids of one group of the post's words, such as `categories`, with their names."""

    def complete(incomplete: str) -> Offers:
        from pilkada_cli.posko.words_file import load_words

        def offers(files: DataFiles) -> Iterable[tuple[str, str]]:
            for word in getattr(load_words(files), group).values():
                if word.id.startswith(incomplete):
                    yield word.id, word.name.spoken

        return _quietly(offers)

    return complete


def _in_log(offers: "Callable[[Log], Iterable[tuple[str, str]]]") -> Offers:
    """The completions that `offers` makes from the post's log; none where there is no log or it cannot be read."""
    session = Session()
    if not session.has_post:
        return []
    from pilkada_cli.posko.log.access import log_at

    try:
        with log_at(session.posko) as log:
            return list(offers(log))
    except PilkadaError:
        return []


def complete_incident(incomplete: str) -> Offers:
    """The call signs of incidents that begin with `incomplete`, the newest incidents first, with their titles."""

    def offers(log: "Log") -> Iterable[tuple[str, str]]:
        from pilkada_cli.posko.incidents.cases import incidents

        return _signed([(one.id, one.title) for one in incidents(log)], incomplete)

    return _in_log(offers)


def complete_plan(incomplete: str) -> Offers:
    """The call signs of agenda items that are not done and begin with `incomplete`, with their titles."""

    def offers(log: "Log") -> Iterable[tuple[str, str]]:
        from pilkada_cli.posko.agenda import agenda

        plans = [(one.id, one.title) for one in agenda(log, log.post()) if one.done is None]
        return _signed(plans, incomplete)

    return _in_log(offers)


def _signed(titles: list[tuple[str, str]], incomplete: str) -> Iterable[tuple[str, str]]:
    """The call signs that begin with `incomplete` in any case, with the titles; the typed part keeps its case."""
    from pilkada_cli.posko.log.signs import call_signs

    signs = call_signs(own for own, _title in titles)
    for own, title in reversed(titles):
        if signs[own].startswith(incomplete.upper()):
            yield incomplete + signs[own][len(incomplete) :], title


def complete_item(context: typer.Context, incomplete: str) -> Offers:
    """Checklist item ids that begin with `incomplete`, with their texts: of the stage that was typed, else of all."""
    from pilkada_cli.stages.checklists import load_checklists
    from pilkada_cli.stages.schedule import load_schedule

    stage = context.params.get("stage")

    def offers(files: DataFiles) -> Iterable[tuple[str, str]]:
        stages = [load_schedule(files).find(stage).id] if stage else None
        for item in load_checklists(files).search(stages=stages):
            if item.id.startswith(incomplete):
                yield item.id, item.text.spoken

    return _quietly(offers)
