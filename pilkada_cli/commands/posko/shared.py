"""What the commands of the post share: their options, their operator, and how they say that it is done."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pilkada_cli.commands.completion import (
    complete_incident,
    complete_item,
    complete_plan,
    complete_region,
    complete_stage,
    complete_word,
)
from pilkada_cli.commands.shared import session_of
from pilkada_cli.language import N_
from pilkada_cli.output import terminal
from pilkada_cli.output.table import Row, Table, sentence

if TYPE_CHECKING:
    from pilkada_cli.posko.operator import Operator
    from pilkada_cli.regions.registry import Registry
    from pilkada_cli.session import Session


#: What the shell offers for an option or an argument, by what it takes.
OFFERED: dict[str, Callable[..., Any]] = {
    "REGION": complete_region,
    "STAGE": complete_stage,
    "CATEGORY": complete_word("categories"),
    "SEVERITY": complete_word("severities"),
    "STATUS": complete_word("statuses"),
    "AGENCY": complete_word("agencies"),
    "ID": complete_incident,
    "PLAN": complete_plan,
    "ITEM": complete_item,
}


def option(name: str, metavar: str, help_text: str) -> Any:
    """An option that takes a text."""
    return typer.Option(name, metavar=metavar, help=help_text, autocompletion=OFFERED.get(metavar))


def argument(metavar: str, help_text: str) -> Any:
    """An argument that takes a text."""
    return typer.Argument(metavar=metavar, help=help_text, autocompletion=OFFERED.get(metavar))


ByOption = Annotated[
    str | None,
    option("--by", "NAME", N_("Who is writing; else PILKADA_BY, or the system's user.")),
]
NoteOption = Annotated[str | None, option("--note", "TEXT", N_("A note."))]
AgencyOption = Annotated[str | None, option("--agency", "AGENCY", N_("Which agency."))]
RegionOption = Annotated[
    str | None,
    option("--region", "REGION", N_("Where: a code or a name; else the post's own region.")),
]
OccurredOption = Annotated[
    str | None,
    option("--occurred", "WHEN", N_("When it happened, if not now.")),
]
PublicOption = Annotated[
    bool, typer.Option("--public", help=N_("Leave out contacts and the names of those who wrote."))
]
RegionArgument = Annotated[str, argument("REGION", N_("A code or a name."))]
PlanArgument = Annotated[str, argument("PLAN", N_("A call sign of the agenda, or an id or its beginning."))]
IdArgument = Annotated[str, argument("ID", N_("A call sign, or an id or its beginning."))]


@contextmanager
def operator_of(
    context: typer.Context,
    by: str | None = None,
    *,
    write: bool = False,
    create: bool = False,
    answer: Sequence[str] = (),
) -> Iterator["Operator"]:
    """The operator of this call; one who reads sees one moment of the log, and writes nothing.

    `answer` has the columns of what a command that writes will answer. Raises NoPost where no post was opened, unless
    the store is to be made (`create`).
    """
    from pilkada_cli.posko.log.access import log_at
    from pilkada_cli.posko.operator import Operator

    session = session_of(context)
    if answer:
        session.expect(answer)
    with log_at(session.posko, write=write, create=create) as log:
        if not create:
            log.post()
        operator = Operator(session.election, session.clock, log, by)
        yield operator
    for note in operator.notes:
        terminal.say(f"pilkada: {note}")


def names_of(registry: "Registry") -> Callable[[str], str]:
    """What gives the short name of a region's code; the word for the whole country stays as it is."""
    return lambda code: registry[code].short if code in registry else code


def sign_of(session: "Session", operator: "Operator", own: str, kind: str) -> str:
    """What an acknowledgement calls an entry: its call sign where somebody reads it, else its id."""
    return operator.log.sign_of(own, kind) if session.for_people else own


def acknowledge(session: "Session", row: Row, told: Callable[[], str]) -> None:
    """Say that something is recorded: a sentence for people, the id alone for scripts, or the format asked for."""
    if session.format is None and session.columns is None and not terminal.on_terminal():
        terminal.write(f"{row['id']}\n")
    else:
        session.show(Table(tuple(row), [row], single=True, view=sentence(told)))
