"""`pilkada calendar`: writes the stages as iCalendar, for other calendar programs, or as months to print."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from pilkada_cli.clock import NATIONAL, parse_duration
from pilkada_cli.commands.shared import ElectionOption, RegionOption, session_of
from pilkada_cli.commands.stages import All, Main, depth_of
from pilkada_cli.errors import UsageError
from pilkada_cli.language import N_, _, ngettext
from pilkada_cli.output import terminal
from pilkada_cli.output.formats import render
from pilkada_cli.output.table import Row, Table
from pilkada_cli.regions.region import Level
from pilkada_cli.session import Session
from pilkada_cli.stages.schedule import Depth


def show_calendar(
    context: typer.Context,
    region: RegionOption = None,
    election: ElectionOption = None,
    main: Main = False,
    everything: All = False,
    alarm: Annotated[
        list[str] | None, typer.Option("--alarm", metavar="7d", help=N_("Remind so long before; may be given again."))
    ] = None,
    level: Annotated[Level | None, typer.Option(help=N_("One file for each region, with --output."))] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="DIR", help=N_("The directory of the files and their index."))
    ] = None,
) -> None:
    """Write iCalendar on standard output, or one file for each region; or with -f html months to print."""
    if (level is None) != (output is None):
        raise UsageError(_("--level and --output go together: one file for each region of that level."))
    if level is not None and region is not None:
        raise UsageError(_("--level and --region exclude each other; give one of them."))
    session = session_of(context)
    session.refuse_other_election(election)
    if session.format not in (None, "html"):
        raise UsageError(_("calendar writes iCalendar, or with -f html months to print; it takes no other --format."))
    if session.format == "html" and (level is not None or alarm):
        raise UsageError(_("--alarm and --level are for iCalendar; months to print take neither of them."))
    alarms = [timedelta(seconds=parse_duration(text)) for text in alarm or ()]
    depth = depth_of(main=main, everything=everything)
    if session.format == "html":
        _print_months(session, region, depth)
    elif level is None or output is None:
        _write_one(session, region, depth, alarms)
    else:
        _write_all(session, level, output, depth, alarms)


def _print_months(session: Session, region: str | None, depth: Depth) -> None:
    from pilkada_cli.pages.sheets.months import print_months

    where = session.region(region)
    calendar = session.election.calendar(where)
    zone, place = (where.zone, where.label) if where else (NATIONAL, None)
    terminal.show(print_months(calendar.search(depth=depth), calendar, session.now(where), zone, place))


def _write_one(session: Session, region: str | None, depth: Depth, alarms: list[timedelta]) -> None:
    from pilkada_cli.stages.icalendars import dated, render_calendar

    where = session.region(region)
    calendar = session.election.calendar(where)
    stages = calendar.search(depth=depth)
    terminal.write(render_calendar(calendar, stages, where, alarms))
    left_out = len(stages) - len(dated(stages))
    if left_out:
        sentence = ngettext("{count} stage without a fixed date is left out.",
                            "{count} stages without a fixed date are left out.", left_out)  # fmt: skip
        terminal.say("pilkada: " + sentence.format(count=left_out))


def _write_all(session: Session, level: Level, output: Path, depth: Depth, alarms: list[timedelta]) -> None:
    from pilkada_cli.output.directories import write_files
    from pilkada_cli.stages.icalendars import dated, render_calendar

    files: dict[str, str] = {}
    rows: list[Row] = []
    for where in session.election.registry.search(level=level):
        if not where.votes:
            continue
        calendar = session.election.calendar(where)
        stages = calendar.search(depth=depth)
        name = f"{where.code}.ics"
        files[name] = render_calendar(calendar, stages, where, alarms)
        rows.append({"code": where.code, "name": where.name, "file": name, "events": len(dated(stages))})
    files["index.tsv"] = render(Table(("code", "name", "file", "events"), rows), "tsv")
    write_files(output, files)
