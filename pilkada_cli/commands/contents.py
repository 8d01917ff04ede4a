"""Commands and groups that are built when somebody asks for them.

Building one command costs a fraction of a millisecond, building all of them as much as the rest of a call. The
functions are known and type-checked at once; what waits is the reading of their parameters.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import typer

from pilkada_cli.commands.shared import Command, Group, ListGroup
from pilkada_cli.commands.usage import translate

#: Builds a command or a group.
Build = Callable[[], Any]
Table = Mapping[str, Build]


class Contents(Mapping[str, Any]):
    """The commands of a group by their names, each built when it is first asked for."""

    def __init__(self, table: Callable[[], Table]) -> None:
        self._read = table
        self._table: Table | None = None
        self._built: dict[str, Any] = {}

    def _builders(self) -> Table:
        if self._table is None:
            self._table = self._read()
        return self._table

    def __getitem__(self, name: str) -> Any:
        if name not in self._built:
            built = self._builders()[name]()
            built.name = name
            translate(built)
            self._built[name] = built
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._builders())

    def __len__(self) -> int:
        return len(self._builders())

    def built(self) -> list[Any]:
        """Those that somebody has asked for."""
        return list(self._built.values())


def command(function: Callable[..., None], help_text: str) -> Build:
    """Builds the command that calls the function."""

    def build() -> Any:
        template = typer.Typer(add_completion=False, rich_markup_mode=None)
        template.command(cls=Command, help=help_text)(function)
        return typer.main.get_command(template)

    return build


def group(help_text: str, table: Table | Callable[[], Table], otherwise: Callable[..., None] | None = None) -> Build:
    """Builds the group of these commands; `otherwise` answers when none of them is given."""

    def build() -> Any:
        template = typer.Typer(
            help=help_text,
            add_completion=False,
            rich_markup_mode=None,
            no_args_is_help=otherwise is None,
            cls=Group if otherwise is None else ListGroup,
        )
        template.callback(invoke_without_command=otherwise is not None)(otherwise or _nothing)
        built: Any = typer.main.get_command(template)
        built.commands = Contents(table if callable(table) else lambda: table)
        return built

    return build


def _nothing() -> None:
    """Do nothing but take the options."""
