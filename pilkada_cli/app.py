"""The list of all commands, one line each, and the one place where an error becomes a message and an exit code."""

import os
import sys
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pilkada_cli import __version__
from pilkada_cli.commands.contents import Contents, Table, command, group, later, listing
from pilkada_cli.commands.shared import Group
from pilkada_cli.commands.usage import sentence_of, translate
from pilkada_cli.errors import QUOTED, DataError, PilkadaError, ReaderGone, UsageError
from pilkada_cli.language import LANGUAGES, N_, _, choose, use
from pilkada_cli.output import terminal
from pilkada_cli.printable import visible
from pilkada_cli.shortage import shortage

if TYPE_CHECKING:
    from pilkada_cli.commands import (
        board,
        calendar,
        check,
        checklist,
        countdown,
        country,
        data,
        elections,
        helping,
        is_and_wait,
        posko,
        regions,
        schemas,
        shells,
        sources,
        stages,
        status,
    )
else:
    (board, calendar, check, checklist, countdown, country, data, elections, helping, is_and_wait, posko, regions,
     schemas, shells, sources, stages, status) = later(
        "pilkada_cli.commands",
        "board", "calendar", "check", "checklist", "countdown", "country", "data", "elections", "helping",
        "is_and_wait", "posko", "regions", "schemas", "shells", "sources", "stages", "status",
    )  # fmt: skip

#: The exit code for a bug in the program. It is not 1, because 1 is the answer "no".
BUG = 70
INTERRUPTED = 130


def _regions() -> Table:
    return {
        "list": listing(lambda: regions.list_regions, N_("List provinces, kabupaten and kota in code order.")),
        "show": command(lambda: regions.show_region, N_("Show one region.")),
        "find": listing(lambda: regions.find_regions, N_("Resolve names to codes; - reads one name a line.")),
        "stats": listing(lambda: regions.show_statistics, N_("Count regions, contests and polling stations.")),
    }


def _elections() -> Table:
    return {
        "list": listing(lambda: elections.list_elections, N_("List the elections since 2015, and the next.")),
        "show": command(lambda: elections.show_election, N_("Show one election: who took part, late or again.")),
    }


def _contests() -> Table:
    return {
        "list": listing(lambda: elections.list_contests, N_("List contests: one office, one region, one day.")),
    }


def _data() -> Table:
    return {
        "export": listing(lambda: data.export_data, N_("Write the data as CSV, with a description for programs.")),
    }


def _stages() -> Table:
    return {
        "list": listing(lambda: stages.list_stages, N_("List the stages in the order of the calendar.")),
        "show": command(lambda: stages.show_stage, N_("Show one stage and the steps within it.")),
        "timeline": listing(lambda: stages.draw_timeline, N_("Draw the stages month by month.")),
    }


CONTENTS = {
    "regions": group(N_("Who votes: provinces, kabupaten and kota."), _regions),
    "elections": group(N_("When they voted: the elections since 2015."), _elections),
    "contests": group(N_("Who elected whom when: one office in one region on one day."), _contests),
    "countdown": command(lambda: countdown.show_countdown, N_("Count the days to voting day, or to another stage.")),
    "stages": group(N_("What happens when: the stages of the election."), _stages),
    "status": command(lambda: status.show_status, N_("Show what goes on, what comes next and what is due.")),
    "is": command(lambda: is_and_wait.ask_stage, N_("Ask whether a stage is going on: exit 0 for yes, 1 for no.")),
    "wait": command(lambda: is_and_wait.wait_stage, N_("Wait until a stage begins: exit 0 then, 1 at the time-out.")),
    "map": listing(lambda: country.show_map, N_("Draw the country: who elects, where it goes wrong, who votes again.")),
    "board": command(lambda: board.write_board, N_("Write a page for the wall: days left, what burns, who is silent.")),
    "calendar": command(lambda: calendar.show_calendar, N_("Write the stages as iCalendar; -f html prints months.")),
    "checklist": listing(
        lambda: checklist.show_checklist, N_("Print what is to be done: now and next, or for a stage.")
    ),
    "posko": group(N_("The joint command post: one log, from which everything is read."), lambda: posko.contents()),
    "check": listing(lambda: check.check_data, N_("Check every rule the data must obey: exit 1 when one is broken.")),
    "data": group(N_("The data as files for other programs."), _data),
    "schema": command(lambda: schemas.show_schema, N_("Show the JSON Schema of what a command answers in JSON.")),
    "help": command(lambda: helping.show_help, N_("Show the help of a command, as --help does.")),
    "sources": listing(lambda: sources.show_sources, N_("Show where facts come from: law and article, and the pages.")),
}


class Pilkada(Group):
    """The root group of commands: it sets the language of the call, and turns every result into an exit code."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.commands: Any = Contents(lambda: CONTENTS)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002 - the library's signature
        *rest: Any,
        **settings: Any,
    ) -> Any:
        """Run one call and end the process with its exit code; the program is always called `pilkada`."""
        terminal.prepare()
        arguments = list(sys.argv[1:] if args is None else args)
        settings["standalone_mode"] = False
        try:
            use(choose(arguments, os.environ))
            translate(self)
            if os.environ.get("_PILKADA_COMPLETE") == "complete_bash":
                shells.complete_in_bash()
            self._refuse_unknown_language()
            _refuse_unknown_place()
            code = super().main(arguments, "pilkada", *rest, **settings)
            sys.exit(code if isinstance(code, int) else 0)
        except ReaderGone as gone:
            sys.exit(gone.exit_code)
        except PilkadaError as error:
            sys.exit(_told(error))
        except (KeyboardInterrupt, typer.Abort):
            sys.exit(INTERRUPTED)
        except Exception as error:
            sys.exit(self._explain(error))

    def _refuse_unknown_language(self) -> None:
        asked = os.environ.get("PILKADA_LANG", "")
        if asked not in ("", *LANGUAGES):
            raise PilkadaError(
                _("PILKADA_LANG is '{text}'; it must be id or en.").format(text=visible(asked, limit=QUOTED))
            )

    def _explain(self, error: Exception) -> int:
        short = shortage(error)
        if short is not None:
            return _told(short)
        context = getattr(error, "ctx", None)
        if not hasattr(error, "format_message"):
            if os.environ.get("PILKADA_DEBUG"):
                traceback.print_exception(error)
            sentence = _("this is a bug in the program ({error}); please report it with the command you gave.")
            terminal.say("pilkada: " + sentence.format(error=f"{type(error).__name__}: {error}"))
            return BUG
        if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
            terminal.say(context.get_help())
        else:
            terminal.say(f"pilkada: {sentence_of(error)}")
        return PilkadaError.exit_code


def _refuse_unknown_place() -> None:
    """Refuse a completion of which nobody knows the word: Typer reads its number without looking at it."""
    asked = os.environ.get("COMP_CWORD", "0")
    if "_PILKADA_COMPLETE" in os.environ and not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        sentence = _("COMP_CWORD is '{text}'; a shell sets it to the number of a word.")
        raise UsageError(sentence.format(text=visible(asked, limit=QUOTED)))


def _told(error: PilkadaError) -> int:
    """Say what went wrong, and give its exit code; where the system gave too little, no file is at fault."""
    if error.exit_code in (UsageError.exit_code, DataError.exit_code):
        error = shortage(error) or error
    terminal.say(f"pilkada: {error}")
    return error.exit_code


app = typer.Typer(
    help=N_("Who votes, when, what is due and what goes wrong: Indonesia's regional elections."),
    cls=Pilkada,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        terminal.write(f"pilkada {__version__}\n")
        raise typer.Exit


@app.callback()
def pilkada(
    version: Annotated[
        bool, typer.Option("--version", help=N_("Print the version."), callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Hold the options in front of the commands."""
