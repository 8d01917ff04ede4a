"""The table of contents: one line a command; errors become exit codes here, once."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from pilkada_cli import __version__, terminal
from pilkada_cli.commands import calendar, checklist, countdown, data, regions, stages
from pilkada_cli.commands.posko import incidents, log, room, sitrep
from pilkada_cli.commands.shared import Command, Group, ListGroup
from pilkada_cli.commands.usage import sentence_of, translate
from pilkada_cli.errors import PilkadaError, ReaderGone
from pilkada_cli.language import LANGUAGES, N_, _, choose, use

#: A bug in the program; never 1, which answers "no".
BUG = 70
INTERRUPTED = 130


class Pilkada(Group):
    """The whole program: it speaks the language asked for, and turns every end into an exit code."""

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
        use(choose(arguments, os.environ))
        translate(self)
        settings["standalone_mode"] = False
        try:
            self._refuse_unknown_language()
            code = super().main(arguments, "pilkada", *rest, **settings)
            sys.exit(code if isinstance(code, int) else 0)
        except ReaderGone as gone:
            sys.exit(gone.exit_code)
        except PilkadaError as error:
            terminal.say(f"pilkada: {error}")
            sys.exit(error.exit_code)
        except (KeyboardInterrupt, typer.Abort):
            sys.exit(INTERRUPTED)
        except Exception as error:
            sys.exit(self._explain(error))

    def _refuse_unknown_language(self) -> None:
        asked = os.environ.get("PILKADA_LANG", "")
        if asked not in ("", *LANGUAGES):
            raise PilkadaError(_("PILKADA_LANG is '{text}'; it must be id or en.").format(text=asked))

    def _explain(self, error: Exception) -> int:
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


def _group(help_text: str, **settings: Any) -> typer.Typer:
    return typer.Typer(help=help_text, no_args_is_help=True, rich_markup_mode=None, **settings)


def _add(group: typer.Typer, name: str, function: Callable[..., None], help_text: str) -> None:
    group.command(name, cls=Command, help=help_text)(function)


app = _group(
    N_("Who votes, when, what is due and what goes wrong: Indonesia's regional elections."),
    cls=Pilkada,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_regions = _group(N_("Who votes: provinces, kabupaten and kota."), cls=Group)
_add(_regions, "list", regions.list_regions, N_("List provinces, kabupaten and kota in code order."))
_add(_regions, "show", regions.show_region, N_("Show one region."))
_add(_regions, "find", regions.find_regions, N_("Resolve names to codes; - reads one name a line."))
_add(_regions, "stats", regions.show_statistics, N_("Count regions, contests and polling stations."))

_stages = _group(N_("What happens when: the stages of the election."), cls=Group)
_add(_stages, "list", stages.list_stages, N_("List the stages in the order of the calendar."))
_add(_stages, "show", stages.show_stage, N_("Show one stage and the steps within it."))
_add(_stages, "timeline", stages.draw_timeline, N_("Draw the stages month by month."))

_members = _group(N_("Who is on duty: agencies, contacts, shifts."), cls=Group)
_add(_members, "list", room.list_members, N_("List the roster."))
_add(_members, "add", room.add_member, N_("Put an agency on the roster, or say something new of it."))
_add(_members, "end", room.end_member, N_("Take an agency off the roster."))

_plan = _group(N_("The agenda: voter education, monitoring, meetings."), cls=Group)
_add(_plan, "list", room.list_plans, N_("List the agenda."))
_add(_plan, "add", room.add_plan, N_("Put something on the agenda."))
_add(_plan, "done", room.finish_plan, N_("Record that something on the agenda is done."))

_incidents = typer.Typer(
    help=N_("List what went wrong; or show and update one incident."), rich_markup_mode=None, cls=ListGroup
)
_incidents.callback(invoke_without_command=True)(incidents.list_incidents)
_add(_incidents, "show", incidents.show_incident, N_("Show an incident and all that was recorded of it."))
_add(_incidents, "update", incidents.update_incident, N_("Record what became of an incident."))

_posko = _group(N_("The joint command post: one log, from which everything is read."), cls=Group)
_add(_posko, "open", room.open_post, N_("Open the post of a region, with its roster and agenda."))
_posko.add_typer(_members, name="members")
_posko.add_typer(_plan, name="plan")
_add(_posko, "report", incidents.report_incident, N_("Record an incident; votes and violations are not the post's."))
_posko.add_typer(_incidents, name="incidents")
_add(_posko, "show", incidents.show_incident, N_("Show an incident and all that was recorded of it."))
_add(_posko, "update", incidents.update_incident, N_("Record what became of an incident."))
_add(_posko, "tick", room.tick_item, N_("Tick an item of a checklist."))
_add(_posko, "untick", room.untick_item, N_("Take a tick back."))
_add(_posko, "nil", room.report_nil, N_("Record that a region has nothing to report: silence is no report."))
_add(_posko, "overdue", room.list_overdue, N_("List the posts that have not reported: exit 1 if any."))
_add(_posko, "sitrep", sitrep.show_sitrep, N_("Draw up the situation report."))
_add(_posko, "log", log.list_log, N_("List the entries of the log."))
_add(_posko, "export", log.export_log, N_("Write the whole log as JSON lines, for merge."))
_add(_posko, "merge", log.merge_files, N_("Take in other posts' exports, in any order, any number of times."))
_add(_posko, "verify", log.verify_log, N_("Check the log against itself: exit 1 when something is wrong."))
_add(_posko, "import", incidents.import_incidents, N_("Record many incidents from JSON lines, or none of them."))
_add(_posko, "rebuild", log.rebuild_lists, N_("Make what the lists show anew from the log."))

app.add_typer(_regions, name="regions")
_add(app, "countdown", countdown.show_countdown, N_("Count the days to voting day, or to another stage."))
app.add_typer(_stages, name="stages")
_add(app, "status", countdown.show_status, N_("Show what goes on, what comes next and what is due."))
_add(app, "is", countdown.ask_stage, N_("Ask whether a stage is going on: exit 0 for yes, 1 for no."))
_add(app, "wait", countdown.wait_stage, N_("Wait until a stage begins: exit 0 then, 1 at the time-out."))
_add(app, "calendar", calendar.show_calendar, N_("Write the stages as iCalendar, for other programs."))
_add(app, "checklist", checklist.show_checklist, N_("Print what is to be done: now and next, or for a stage."))
app.add_typer(_posko, name="posko")
_add(app, "check", data.check_data, N_("Check every rule the data must obey: exit 1 when one is broken."))
_add(app, "sources", data.show_sources, N_("Show where facts come from: law and article, and the pages."))


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
