"""`pilkada is` and `pilkada wait`: conditions for shell scripts, which answer with the exit code."""

# See `countdown`.
__lazy_modules__ = {"pilkada_cli.screens.countdown", "pilkada_cli.stages.span"}

from typing import Annotated

import typer

from pilkada_cli.clock import parse_duration, wait_until
from pilkada_cli.commands.countdown import counted_to
from pilkada_cli.commands.shared import OwnElectionOption, RegionOption, StageArgument, session_of
from pilkada_cli.errors import NoFixedDate
from pilkada_cli.language import N_
from pilkada_cli.output.table import Row, Table, sentence
from pilkada_cli.screens.countdown import spell_state
from pilkada_cli.stages.span import span_at


def ask_stage(
    context: typer.Context,
    stage: StageArgument,
    region: RegionOption = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help=N_("Answer with the exit code alone."))] = False,
    on_day: Annotated[
        bool, typer.Option("--on-day", help=N_("Ask for the whole calendar day, whatever the hours of the stage."))
    ] = False,
    election: OwnElectionOption = None,
) -> None:
    """Answer whether a stage is active at the moment: within its hours, where it has hours."""
    session = session_of(context)
    session.refuse_other_election(election)
    where = session.region(region)
    now = session.now(where)
    found = session.election.calendar(where).occurrence(session.election.stage(stage, where), now.date())
    span, day = span_at(found, now, where), found.state(now.date())
    if span is None or day is None:
        raise NoFixedDate(found.id, found.relative.spoken if found.relative else "-")
    state = day if on_day else span.state(now)
    if not quiet:
        fields: Row = {
            "stage": found.id,
            "region": where.code if where else None,
            "as_of": now.isoformat(),
            "active": state == "active",
            "state": state,
            "start": found.start,
            "end": found.end,
            "begins": span.begins.isoformat(),
            "ends": span.ends.isoformat(),
        }
        view = sentence(lambda: spell_state(found, state, None if on_day else span))
        session.show(Table(tuple(fields), [fields], single=True, view=view))
    raise typer.Exit(0 if state == "active" else 1)


def wait_stage(
    context: typer.Context,
    stage: StageArgument,
    region: RegionOption = None,
    timeout: Annotated[
        str | None, typer.Option("--timeout", metavar="10m", help=N_("Give up after so long: 90s, 10m, 1h30m, 2d."))
    ] = None,
    election: OwnElectionOption = None,
) -> None:
    """Wait until a stage begins: 0 in the moment in which `is` begins to say yes, 1 when the time-out comes first."""
    session = session_of(context)
    session.refuse_other_election(election)
    limit = None if timeout is None else parse_duration(timeout)
    counted = counted_to(session, stage, region)
    span = span_at(counted.stage, counted.now, counted.region)
    if span is not None and not wait_until(span.begins, session.clock.running(counted.zone), limit):
        raise typer.Exit(1)
