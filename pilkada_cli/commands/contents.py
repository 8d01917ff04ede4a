"""Commands and groups that are imported and built when somebody asks for them.

Each call runs one command, so it loads that command's modules and no others. A table of contents imports its modules
for the type checker alone, and has `later` stand in for them when it runs: a line a command, and all of it checked.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

import typer

from pilkada_cli.commands.shared import Command, Group, ListCommand, ListGroup
from pilkada_cli.commands.usage import translate

#: A command's function: its parameters are the command's options and arguments.
Function = Callable[..., None]
#: Builds a command or a group.
Build = Callable[[], Any]
Table = Mapping[str, Build]


class _Module:
    """Stands in for a module, which is imported when somebody asks for something in it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


def later(package: str, *names: str) -> tuple[Any, ...]:
    """What stands in for these modules of a package until they are needed."""
    return tuple(_Module(f"{package}.{name}") for name in names)


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


def command(load: Callable[[], Function], help_text: str, *, lists: bool = False) -> Build:
    """Builds the command that calls the function that `load` imports; `lists` for one that answers with a list."""

    def build() -> Any:
        template = typer.Typer(add_completion=False, rich_markup_mode=None)
        template.command(cls=ListCommand if lists else Command, help=help_text)(load())
        return typer.main.get_command(template)

    return build


def listing(load: Callable[[], Function], help_text: str) -> Build:
    """Builds the command of a list."""
    return command(load, help_text, lists=True)


def group(help_text: str, load: Callable[[], Table], otherwise: Callable[[], Function] | None = None) -> Build:
    """Builds the group of these commands; `otherwise` loads what answers when none of them is given."""

    def build() -> Any:
        template = typer.Typer(
            help=help_text,
            add_completion=False,
            rich_markup_mode=None,
            no_args_is_help=otherwise is None,
            cls=Group if otherwise is None else ListGroup,
        )
        template.callback(invoke_without_command=otherwise is not None)(otherwise() if otherwise else _nothing)
        built: Any = typer.main.get_command(template)
        built.commands = Contents(load)
        return built

    return build


def _nothing() -> None:
    """Do nothing but take the options."""
