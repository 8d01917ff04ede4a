"""The options that every command takes, defined once, and the arguments that many take."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from pilkada_cli.commands.completion import complete_region, complete_stage
from pilkada_cli.commands.usage import Spoken
from pilkada_cli.language import N_, Language
from pilkada_cli.output.formats import Format
from pilkada_cli.session import Session

RegionArgument = Annotated[
    str, typer.Argument(metavar="REGION", help=N_("A code or a name."), autocompletion=complete_region)
]
RegionOption = Annotated[
    str | None,
    typer.Option("--region", metavar="REGION", help=N_("A region's own zone and calendar: its code or name."),
                 autocompletion=complete_region),
]  # fmt: skip
KnownOption = Annotated[
    str | None,
    typer.Option("--known-on", metavar="WHEN", help=N_("Answer with what was in force on that day.")),
]
ElectionOption = Annotated[
    str | None,
    typer.Option("--election", metavar="ELECTION", help=N_("Another election: its id, or its year.")),
]
#: Of commands that know the election of the data alone: hidden, as of another they can only say that they do not.
OwnElectionOption = Annotated[str | None, typer.Option("--election", metavar="ELECTION", hidden=True)]
StageArgument = Annotated[
    str,
    typer.Argument(metavar="STAGE", help=N_("A stage id or its English alias."), autocompletion=complete_stage),
]
StageChoice = Annotated[
    str | None,
    typer.Argument(metavar="[STAGE]", help=N_("A stage id or its English alias."), autocompletion=complete_stage),
]


def _keep(context: typer.Context, parameter: typer.CallbackParam, value: Any) -> Any:
    if value is not None and value is not False:
        session: Session = context.find_root().ensure_object(Session)
        setattr(session, "header" if parameter.name == "no_header" else str(parameter.name),
                False if parameter.name == "no_header" else value)  # fmt: skip
    return value


def _option(*names: str, **settings: Any) -> Any:
    return typer.Option(*names, callback=_keep, expose_value=False, **settings)


def _everywhere(
    as_of: Annotated[
        str | None,
        _option("--as-of", metavar="WHEN", help=N_("Set the clock: 2024-11-27, 2024-11-27T07:00, H-30, H or H+3.")),
    ] = None,
    data: Annotated[
        str | None, _option("--data", metavar="DIR", help=N_("Use the data files of this directory."))
    ] = None,
    lang: Annotated[
        Language | None,
        typer.Option("--lang", expose_value=False, help=N_("The language for people.")),
    ] = None,
) -> None:
    """The options that hold before and behind a command's name."""


def _answering(
    format: Annotated[  # noqa: A002 - the option's own name
        Format | None,
        _option("-f", "--format", help=N_("table on a terminal, else tsv.")),
    ] = None,
    columns: Annotated[
        str | None, _option("--columns", metavar="A,B,C", help=N_("Pick and order the columns."))
    ] = None,
    json: Annotated[
        str | None, _option("--json", metavar="A,B,C", help=N_("JSON with these columns: -f json --columns A,B,C."))
    ] = None,
    no_header: Annotated[bool, _option("--no-header", help=N_("Leave out the header of tsv, csv and tables."))] = False,
) -> None:
    """The options of every command that answers with data."""


def _listing(
    sort: Annotated[
        str | None,
        _option("--sort", metavar="COLUMN", help=N_("Sort by a column; -COLUMN from the end.")),
    ] = None,
    limit: Annotated[int | None, _option("--limit", metavar="N", help=N_("At most so many rows."))] = None,
    search: Annotated[
        str | None, _option("--search", metavar="TEXT", help=N_("Only rows with this text in any column."))
    ] = None,
    excel: Annotated[
        bool, _option("--excel", help=N_("CSV for a spreadsheet: codes stay codes, and nothing is a formula."))
    ] = False,
    separator: Annotated[
        Literal[",", ";"] | None, _option("--separator", help=N_("With --excel: ; where decimals have a comma."))
    ] = None,
) -> None:
    """The options of every command that answers with a list."""


@cache
def _parameters(function: Callable[..., None]) -> list[Any]:
    template = typer.Typer(add_completion=False, rich_markup_mode=None)
    template.command()(function)
    return [parameter for parameter in typer.main.get_command(template).params if parameter.name != "help"]


class Command(Spoken, TyperCommand):
    """A command that takes the shared options after its own; an own option hides a shared one of the same name."""

    shared: tuple[Callable[..., None], ...] = (_answering, _everywhere)

    def __init__(self, *args: Any, params: list[Any] | None = None, **settings: Any) -> None:
        own = params or []
        taken = {parameter.name for parameter in own}
        shared = (one for options in self.shared for one in _parameters(options) if one.name not in taken)
        super().__init__(*args, params=[*own, *shared], **settings)


class ListCommand(Command):
    """A command that answers with a list, and so takes --sort, --limit and --search as well."""

    shared = (_listing, _answering, _everywhere)


class Group(Spoken, TyperGroup):
    """A group of commands that takes --as-of, --data and --lang in front of a command's name."""

    def __init__(self, *args: Any, params: list[Any] | None = None, **settings: Any) -> None:
        super().__init__(*args, params=[*(params or []), *_parameters(_everywhere)], **settings)


class ListGroup(Group):
    """A group that answers with a list of its own when no command of it is given."""

    def __init__(self, *args: Any, params: list[Any] | None = None, **settings: Any) -> None:
        super().__init__(*args, params=[*(params or []), *_parameters(_listing), *_parameters(_answering)], **settings)


def session_of(context: typer.Context) -> Session:
    """The session of this call, which holds the shared options; it is made when first asked for."""
    session: Session = context.find_root().ensure_object(Session)
    session.command, session.purpose = context.command_path, context.command.help or ""
    return session
