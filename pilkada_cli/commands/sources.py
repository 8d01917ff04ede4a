"""`pilkada sources`: shows the evidence of facts, that is their legal basis and the pages on which they were read."""

from collections.abc import Sequence
from typing import Annotated

import typer

from pilkada_cli.commands.completion import complete_stage
from pilkada_cli.commands.shared import session_of
from pilkada_cli.election import Election
from pilkada_cli.errors import UnknownRegion, UnknownStage
from pilkada_cli.facts.evidence import Evidence
from pilkada_cli.language import N_, Text
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.regions.region import Region
from pilkada_cli.stages.regional import EACH
from pilkada_cli.stages.stage import Stage

COLUMNS = ("subject", "key", "fact", "basis", "confidence", "pages", "conflicting", "note")


def show_sources(
    context: typer.Context,
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[REGION | STAGE]",
            help=N_("A region, a stage, an election, a category or agency of the post, or nothing for all."),
            autocompletion=complete_stage,
        ),
    ] = None,
) -> None:
    """Show the evidence of a region, a stage and its checklist, a category or an agency, or of everything."""
    session = session_of(context)
    election = session.election
    if subject is None:
        rows = [row(one) for one in election.evidence]
    elif not (rows := _of_word(election, subject) or _of_election(election, subject)):
        found = _subject(election, subject)
        rows = _of_region(election, found) if isinstance(found, Region) else _of_stage(election, found)
    brief = ("key", "fact", "basis", "confidence", "pages")

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.sources import source_list

        return source_list(shown, screen.width)

    session.show(Table(COLUMNS, rows, brief=brief, view=view))


def _of_word(election: Election, text: str) -> list[Row]:
    """The evidence of a category or an agency of the command post, by its id."""
    from pilkada_cli.posko.words_file import load_words

    words = load_words(election.files)
    named = (
        (subject, own.id, own.name)
        for subject in ("categories", "agencies")
        for own in getattr(words, subject).values()
    )
    return [
        row(one, name)
        for subject, own, name in named
        if own.casefold() == text.strip().casefold() and (one := election.evidence.of(subject, own))
    ]


def _of_election(election: Election, text: str) -> list[Row]:
    """The evidence of one of the elections since 2015, by its id."""
    wanted = text.strip().casefold()
    found = [one for one in election.elections.rounds.values() if one.id.casefold() == wanted]
    return [row(one, own.name, own.basis) for own in found if (one := election.evidence.of("elections", own.id))]


def _subject(election: Election, text: str) -> Region | Stage:
    """The stage of this id or alias, or else the region of this code or name; raises UnknownStage or UnknownRegion."""
    try:
        return election.schedule.find(text)
    except UnknownStage as no_stage:
        try:
            return election.registry.find(text)
        except UnknownRegion as no_region:
            # Of the two errors, the one that suggests a name helps more.
            raise no_region if no_region.near else no_stage from None


def row(evidence: Evidence, fact: Text | None = None, basis: str | None = None) -> Row:
    """Evidence as a row of COLUMNS; `fact` and `basis` are used where the evidence has none of its own."""
    return {
        "subject": evidence.subject,
        "key": evidence.key,
        "fact": evidence.fact or fact,
        "basis": evidence.basis or basis,
        "confidence": evidence.confidence,
        "pages": evidence.pages,
        "conflicting": evidence.conflicting,
        "note": evidence.note,
    }


def _of_region(election: Election, region: Region) -> list[Row]:
    evidence = election.evidence
    rows = [row(one) for one in evidence.about("regions")]
    if region.exemption and (one := evidence.of("exemptions", region.exemption.id)):
        rows.append(row(one, region.exemption.reason, region.exemption.basis))
    rows += [row(one) for subject in ("single_pairs", "names") if (one := evidence.of(subject, region.code))]
    for special in election.registry.specials_of(region):
        if one := evidence.of("specials", special.id):
            rows.append(row(one, special.text, special.basis))
    for stage in election.regional.of(region):
        keys = (f"{region.code}/{stage.id}", f"{region.province}{EACH}/{stage.id}")
        rows += [row(one, stage.name, stage.basis) for key in keys if (one := evidence.of("revotes", key))]
    return rows


def _of_stage(election: Election, stage: Stage) -> list[Row]:
    one = election.evidence.of("stages", stage.id)
    rows = [row(one, stage.name, stage.basis)] if one else []
    items = election.checklists.search(stages=[stage.id])
    found = ((item, election.evidence.of("items", item.id)) for item in items)
    return rows + [row(one, item.text, item.basis) for item, one in found if one]
