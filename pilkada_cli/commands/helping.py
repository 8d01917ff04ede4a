"""`pilkada help COMMAND`: prints the same as `pilkada COMMAND --help`, as `git help` does."""

from typing import Annotated, Any

import typer

from pilkada_cli.language import N_
from pilkada_cli.output.terminal import write


def show_help(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[COMMAND...]", help=N_("The command."))] = None,
) -> None:
    """Show the help of a command."""
    found: Any = context.find_root()
    for word in words or ():
        if not hasattr(found.command, "resolve_command"):
            found.fail(f"Got unexpected extra argument ({word})")
        name, command, _rest = found.command.resolve_command(found, [word])
        if command is None:
            found.fail(f"No such command {word!r}.")
        found = command.make_context(name, [], parent=found, resilient_parsing=True)
    write(found.get_help() + "\n")
