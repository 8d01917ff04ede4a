"""`pilkada posko words`: lists the categories, severities, statuses, tasks and agencies with their meanings."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pilkada_cli.commands.shared import session_of
from pilkada_cli.language import N_, Text
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table

if TYPE_CHECKING:
    from pilkada_cli.posko.words import Words

COLUMNS = ("kind", "id", "name", "meaning", "leads", "basis", "name_en", "meaning_en", "referred")
KindOption = Annotated[
    Literal["category", "severity", "status", "agency", "task"] | None,
    typer.Option("--kind", help=N_("Only these.")),
]


def list_words(context: typer.Context, kind: KindOption = None) -> None:
    """List the words of the post: `leads` is who leads, who is told, or what may follow.

    `referred` are the categories that are recorded as referred to Bawaslu.
    """
    from pilkada_cli.posko.words_file import load_words

    session = session_of(context)
    rows = [row for row in _rows(load_words(session.election.files)) if kind in (None, row["kind"])]

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.post import word_list

        return word_list(shown, screen.columns)

    session.show(Table(COLUMNS, rows, brief=("kind", "id", "name", "meaning", "leads", "referred"), view=view))


def _rows(words: "Words") -> list[Row]:
    return [
        *(
            {
                **_row("category", one.id, one.name, one.definition, (one.lead, *one.support), one.basis),
                "referred": one.violation,
            }
            for one in words.categories.values()
        ),
        *(_row("severity", one.id, one.name, one.definition, one.notify) for one in words.severities.values()),
        *(_row("status", one.id, one.name, None, one.next) for one in words.statuses.values()),
        *(_row("task", own, text, None, None, words.basis) for own, text in words.tasks.items()),
        *(_row("agency", one.id, one.name, one.role, None, words.basis) for one in words.agencies.values()),
    ]


def _row(
    kind: str,
    own: str,
    name: Text,
    meaning: Text | None,
    leads: Text | tuple[str, ...] | None,
    basis: str | None = None,
) -> Row:
    return {
        "kind": kind,
        "id": own,
        "name": name,
        "meaning": meaning,
        "leads": leads,
        "basis": basis,
        "name_en": name.en,
        "meaning_en": meaning and meaning.en,
        "referred": None,
    }
