"""`pilkada check` and `sources`: whether the data obeys its rules, and where each fact was read."""

from typing import Annotated

import typer

from pilkada_cli.commands.completion import complete_stage
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import UnknownRegion, UnknownStage
from pilkada_cli.evidence import Evidence
from pilkada_cli.language import N_, Text, _
from pilkada_cli.output import Row, Table
from pilkada_cli.regional import EACH
from pilkada_cli.registry import Region
from pilkada_cli.schedule import Stage
from pilkada_cli.session import Session

SOURCES = ("subject", "key", "fact", "basis", "confidence", "pages", "conflicting", "note")
FINDINGS = ("file", "line", "key", "problem")


def check_data(context: typer.Context) -> None:
    """List every breach."""
    from pilkada_cli.audit import audit

    session = session_of(context)
    findings = audit(session.files)
    rows: list[Row] = [{"file": one.file, "line": one.line, "key": one.key, "problem": one.problem} for one in findings]
    good = _("The data obeys every rule.") + "\n"
    session.show(Table(FINDINGS, rows, prose=None if rows else lambda: good))
    if rows:
        raise typer.Exit(1)


def show_sources(
    context: typer.Context,
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[REGION | STAGE]",
            help=N_("A region, a stage, a category or agency of the post, or nothing for all."),
            autocompletion=complete_stage,
        ),
    ] = None,
) -> None:
    """Show the evidence of a region, a stage and its checklist, a category or an agency, or of everything."""
    session = session_of(context)
    if subject is None:
        rows = [row(one) for one in session.evidence]
    elif not (rows := _of_word(session, subject)):
        found = _subject(session, subject)
        rows = _of_region(session, found) if isinstance(found, Region) else _of_stage(session, found)
    session.show(Table(SOURCES, rows, brief=("key", "fact", "basis", "confidence", "pages")))


def _of_word(session: Session, text: str) -> list[Row]:
    """The evidence of a category or an agency of the command post, by its id."""
    from pilkada_cli.posko.words import load_words

    words = load_words(session.files)
    named = (
        (subject, own.id, own.name)
        for subject in ("categories", "agencies")
        for own in getattr(words, subject).values()
    )
    return [
        row(one, name)
        for subject, own, name in named
        if own.casefold() == text.strip().casefold() and (one := session.evidence.of(subject, own))
    ]


def _subject(session: Session, text: str) -> Region | Stage:
    """The stage of this id or the region of this name: an exact stage comes first, as ids are plain words."""
    try:
        return session.schedule.find(text)
    except UnknownStage as no_stage:
        try:
            return session.registry.find(text)
        except UnknownRegion as no_region:
            # Of the two sentences the one with a suggestion helps more.
            raise no_region if no_region.near else no_stage from None


def row(evidence: Evidence, fact: Text | None = None, basis: str | None = None) -> Row:
    """Evidence as its fields."""
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


def _of_region(session: Session, region: Region) -> list[Row]:
    evidence = session.evidence
    rows = [row(one) for one in evidence.about("regions")]
    if region.exemption and (one := evidence.of("exemptions", region.exemption.id)):
        rows.append(row(one, region.exemption.reason, region.exemption.basis))
    rows += [row(one) for subject in ("single_pairs", "names") if (one := evidence.of(subject, region.code))]
    for special in session.registry.specials_of(region):
        if one := evidence.of("specials", special.id):
            rows.append(row(one, special.text, special.basis))
    for stage in session.regional.of(region):
        keys = (f"{region.code}/{stage.id}", f"{region.province}{EACH}/{stage.id}")
        rows += [row(one, stage.name, stage.basis) for key in keys if (one := evidence.of("revotes", key))]
    return rows


def _of_stage(session: Session, stage: Stage) -> list[Row]:
    one = session.evidence.of("stages", stage.id)
    rows = [row(one, stage.name, stage.basis)] if one else []
    items = session.checklists.search(stages=[stage.id])
    found = ((item, session.evidence.of("items", item.id)) for item in items)
    return rows + [row(one, item.text, item.basis) for item, one in found if one]
