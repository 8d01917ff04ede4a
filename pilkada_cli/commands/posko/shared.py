"""What the commands of the post share: their options, their operator, and how they acknowledge what was recorded."""

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
from pilkada_cli.errors import AnswerLost, OutputFailed
from pilkada_cli.language import N_, _
from pilkada_cli.output import terminal
from pilkada_cli.output.table import Row, Table, sentence
from pilkada_cli.shortage import shortage

if TYPE_CHECKING:
    from pilkada_cli.posko.operator import Operator
    from pilkada_cli.session import Session


#: The shell completion of an option or an argument, by its metavar.
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
    """An option that takes a text, with the shell completion of its metavar."""
    return typer.Option(name, metavar=metavar, help=help_text, autocompletion=OFFERED.get(metavar))


def argument(metavar: str, help_text: str) -> Any:
    """An argument that takes a text, with the shell completion of its metavar."""
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
MaskOption = Annotated[
    bool, typer.Option("--mask", help=N_("Record what looks like a NIK or a telephone number masked."))
]
PublicOption = Annotated[
    bool, typer.Option("--public", help=N_("Leave out contacts and the names of those who wrote."))
]
TrustOption = Annotated[
    list[str] | None,
    option("--trust", "KEY", N_("The public key of somebody who signs: NAME+ID+BASE64; several add up.")),
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
    mask: bool = False,
    lost: bool = False,
    damaged: bool = False,
    answer: Sequence[str] = (),
) -> Iterator["Operator"]:
    """Open the post's log and yield the operator of this call; without `write` it reads one snapshot of the log.

    `answer` has the columns with which a command that writes will answer; asking for others is refused before anything
    is written. Raises NoPost where no post was opened, unless the store is to be made (`create`), or has other entries
    where the one that opens the post may be `lost`. With `damaged`, texts are read that are none. The operator's notes
    are written to standard error at the end.
    """
    from pilkada_cli.posko.log.access import log_at
    from pilkada_cli.posko.operator import Operator

    session = session_of(context)
    if answer:
        session.expect(answer)
    with log_at(session.posko, write=write, create=create, damaged=damaged) as log:
        if not create and not (lost and log.count()):
            log.post()
        operator = Operator(session.election, session.clock, log, by, mask=mask)
        if lost:
            operator.read_without_post()
        yield operator
    for note in (*log.store.driver.notes, *operator.notes):
        terminal.say(f"pilkada: {note}")


def sign_of(session: "Session", operator: "Operator", own: str, kind: str | None) -> str:
    """How an acknowledgement names an entry: by its call sign where a person reads it, else by its id."""
    return operator.log.sign_of(own, kind) if session.for_people else own


def acknowledge(session: "Session", row: Row, told: Callable[[], str]) -> None:
    """Say that something is recorded: a sentence for people, the id alone for scripts, or the format asked for."""
    with done(_("It is recorded, as {id}.").format(id=row["id"])):
        if session.wants_least:
            terminal.write(f"{row['id']}\n")
        else:
            session.show(Table(tuple(row), [row], single=True, view=sentence(told)))


def report_done(session: "Session", columns: tuple[str, ...], row: Row, told: str) -> None:
    """Answer what was done, with counts: the sentence for people, the row in other formats."""
    with done(told):
        session.show(Table(columns, [row], single=True, view=sentence(lambda: told)))


@contextmanager
def done(told: str, *, again: bool = False) -> Iterator[None]:
    """A context in which an answer is written to what is done: where it cannot be, `told` says that it is done.

    Where it has no end, it gets one. Raises AnswerLost then, so that nobody does it again, or does so (`again`) because
    the answer alone is of use.
    """
    told = told if told.endswith((".", "!", "?")) else f"{told}."
    try:
        yield
    except OutputFailed as failed:
        raise AnswerLost(told, failed.reason, again=again) from None
    except (ImportError, MemoryError, OSError, SyntaxError, SystemError) as error:
        short = shortage(error)
        if short is None:
            raise
        raise AnswerLost(told, short.reason, again=again) from None
