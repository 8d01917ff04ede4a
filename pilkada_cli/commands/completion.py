"""What the shell offers for a region, a stage or a word of the post: its code or id, with its name beside it."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from pilkada_cli.errors import PilkadaError
from pilkada_cli.facts.files import DataFiles, shipped

Offers = list[tuple[str, str]]


def _quietly(offers: Callable[[DataFiles], Iterable[tuple[str, str]]]) -> Offers:
    # A shell that completes has no place for an error: it offers nothing.
    try:
        directory = os.environ.get("PILKADA_DATA")
        return list(offers(DataFiles(Path(directory) if directory else shipped())))
    except PilkadaError:
        return []


def complete_region(incomplete: str) -> Offers:
    """Codes that begin so, with their names; names that begin so, with their codes."""
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
    """Stage ids and aliases that begin so, with the stages' names."""
    from pilkada_cli.stages.schedule import load_schedule

    def offers(files: DataFiles) -> Iterable[tuple[str, str]]:
        for stage in load_schedule(files):
            yield from ((name, stage.name.spoken) for name in (stage.id, stage.alias) if name.startswith(incomplete))

    return _quietly(offers)


def complete_word(group: str) -> Callable[[str], Offers]:
    """What offers the ids of one group of the command post's words, such as `categories`, with their names."""

    def complete(incomplete: str) -> Offers:
        from pilkada_cli.posko.words_file import load_words

        def offers(files: DataFiles) -> Iterable[tuple[str, str]]:
            for word in getattr(load_words(files), group).values():
                if word.id.startswith(incomplete):
                    yield word.id, word.name.spoken

        return _quietly(offers)

    return complete
