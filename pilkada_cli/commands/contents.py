"""Lazy loading of commands: a command or group is imported and built only when it is first used.

Each call runs one command, so it loads that command's modules and no others. A table of commands imports its modules
under TYPE_CHECKING only, and at run time uses the stand-ins that `later` makes.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

import typer

from pilkada_cli.commands.shared import Command, Group, ListCommand, ListGroup
from pilkada_cli.commands.usage import translate

#: A command's function: its parameters are the command's options and arguments.
Function = Callable[..., None]
#: A function that builds a command or a group.
Build = Callable[[], Any]
Table = Mapping[str, Build]


class _Module:
    """A stand-in for a module, which is imported when an attribute of it is first read."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


def later(package: str, *names: str) -> tuple[Any, ...]:
    """Stand-ins for these modules of a package; each module is imported when an attribute of it is first read."""
    return tuple(_Module(f"{package}.{name}") for name in names)


class Contents(Mapping[str, Any]):
    """The commands of a group by name, as a mapping that builds each command when it is first looked up."""

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
        """The commands that have been built so far."""
        return list(self._built.values())


def command(load: Callable[[], Function], help_text: str, *, lists: bool = False) -> Build:
    """A builder of a command: `load` imports the function that it calls, `lists` adds the options of lists to it."""

    def build() -> Any:
        template = typer.Typer(add_completion=False, rich_markup_mode=None)
        template.command(cls=ListCommand if lists else Command, help=help_text)(load())
        return typer.main.get_command(template)

    return build


def listing(load: Callable[[], Function], help_text: str) -> Build:
    """A builder of a command that answers with a list, and so takes --sort, --limit and --search."""
    return command(load, help_text, lists=True)


def group(help_text: str, load: Callable[[], Table], otherwise: Callable[[], Function] | None = None) -> Build:
    """A builder of a group of commands; `otherwise` loads the function that runs when no command of it is given."""

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
