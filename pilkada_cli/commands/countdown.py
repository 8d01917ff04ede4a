"""`pilkada countdown`, `status` and `is`: what time it is in the election."""

from typing import Annotated

import typer

from pilkada_cli import terminal, ticker
from pilkada_cli.commands.shared import KnownOption, RegionOption, StageArgument, StageChoice, session_of
from pilkada_cli.errors import NoElection, NoFixedDate, UsageError
from pilkada_cli.language import N_, _
from pilkada_cli.output import Row, Table
from pilkada_cli.polls import hours, open_stations, polls_of
from pilkada_cli.prose import spell_countdown, spell_state, spell_status
from pilkada_cli.revisions import in_force_on
from pilkada_cli.schedule import Countdown, count_down
from pilkada_cli.session import Session
from pilkada_cli.situation import situation
from pilkada_cli.waiting import parse_duration, wait_until

COLUMNS = (
    "stage", "name", "region", "zone", "start", "end", "as_of", "days", "label", "state", "seconds", "basis", "name_en",
    "opens", "closes", "open_stations",
)  # fmt: skip


#: Days before and after a vote on which `status` shows its polls.
AROUND = 1


def show_countdown(
    context: typer.Context,
    stage: StageChoice = None,
    region: RegionOption = None,
    days: Annotated[bool, typer.Option("--days", help=N_("Print the whole number of days alone."))] = False,
    known_day: KnownOption = None,
    watch: Annotated[bool, typer.Option("--watch", help=N_("Go on counting, second by second, until Ctrl-C."))] = False,
) -> None:
    """Count down."""
    session = session_of(context)
    counted = _count(session, stage, region, known_day)
    if watch:
        if days or session.format not in (None, "table"):
            raise UsageError(_("--watch is for people; it goes with neither --days nor --format."))
        ticker.tick(
            lambda now: spell_countdown(count_down(counted.stage, now, counted.region), live=True),
            session.running_clock(counted.region),
        )
    elif days:
        terminal.write(f"{counted.days}\n")
    else:
        session.show(
            Table(COLUMNS, [row(counted, session)], single=True, prose=lambda: spell_countdown(counted) + "\n")
        )


def show_status(context: typer.Context, region: RegionOption = None) -> None:
    """Show the situation."""
    session = session_of(context)
    place = session.region(region)
    calendar = session.calendar(place)
    now = situation(calendar, session.checklists, session.now(place), place)
    polls = polls_of(now.voting.stage, session.registry, place) if abs(now.voting.days) <= AROUND else []
    fields: Row = {
        "as_of": now.now.isoformat(),
        "region": place.code if place else None,
        "zone": now.zone,
        "election": session.schedule.election,
        "voting_day": session.schedule.voting_day,
        "days": now.voting.days,
        "label": now.voting.label,
        "active": tuple(stage.id for stage in now.active),
        "next": now.next.stage.id if now.next else None,
        "next_start": now.next.stage.start if now.next else None,
        "next_days": now.next.days if now.next else None,
        "due": tuple(item.id for item in now.due),
        "open_stations": _open_stations(now.voting, session),
    }
    session.show(Table(tuple(fields), [fields], single=True, prose=lambda: spell_status(now, calendar, polls)))


def ask_stage(
    context: typer.Context,
    stage: StageArgument,
    region: RegionOption = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help=N_("Answer with the exit code alone."))] = False,
) -> None:
    """Answer whether a stage is active."""
    session = session_of(context)
    place = session.region(region)
    now = session.now(place)
    found = session.calendar(place).occurrence(session.stage(stage, place), now.date())
    state = found.state(now.date())
    if state is None:
        raise NoFixedDate(found.id, found.relative.spoken if found.relative else "-")
    if not quiet:
        fields: Row = {
            "stage": found.id,
            "region": place.code if place else None,
            "as_of": now.isoformat(),
            "active": state == "active",
            "state": state,
            "start": found.start,
            "end": found.end,
        }
        session.show(Table(tuple(fields), [fields], single=True, prose=lambda: spell_state(found, state) + "\n"))
    raise typer.Exit(0 if state == "active" else 1)


def wait_stage(
    context: typer.Context,
    stage: StageArgument,
    region: RegionOption = None,
    timeout: Annotated[
        str | None, typer.Option("--timeout", metavar="10m", help=N_("Give up after so long: 90s, 10m, 1h30m, 2d."))
    ] = None,
) -> None:
    """Wait until a stage begins: 0 then, 1 when the time-out comes first."""
    session = session_of(context)
    limit = None if timeout is None else parse_duration(timeout)
    counted = _count(session, stage, region)
    begins = counted.stage.begins(counted.zone) if counted.stage.start else None
    if begins is not None and not wait_until(begins, session.running_clock(counted.region), limit):
        raise typer.Exit(1)


def _count(session: Session, stage: str | None, region: str | None, known_day: str | None = None) -> Countdown:
    place = session.region(region)
    now = session.now(place)
    calendar = session.calendar(place)
    found = calendar.voting if stage is None else session.stage(stage, place)
    if place is not None and place.exemption is not None and found is calendar.voting:
        instead = next(one for one in session.registry.search(province=place.province or place.code) if one.electing)
        raise NoElection(place.label, place.exemption.reason.spoken, place.exemption.basis, instead.code)
    if (day := session.known_day(known_day, place)) is not None:
        return count_down(in_force_on(calendar, found, day), now, place)
    return count_down(calendar.occurrence(found, now.date()), now, place)


def _open_stations(counted: Countdown, session: Session) -> int | None:
    if counted.stage.id != session.schedule.voting.id:
        return None
    return open_stations(counted.stage, counted.now, lambda: session.registry, counted.region)


def row(counted: Countdown, session: Session) -> Row:
    """A countdown as the contract's fields; for a vote, with the hours of its polls."""
    voting = counted.stage.id == session.schedule.voting.id
    span = hours(counted.stage, counted.region) if voting else None
    return {
        "stage": counted.stage.id,
        "name": counted.stage.name,
        "region": counted.region.code if counted.region else None,
        "zone": counted.zone,
        "start": counted.stage.start,
        "end": counted.stage.end,
        "as_of": counted.now.isoformat(timespec="seconds"),
        "days": counted.days,
        "label": counted.label,
        "state": counted.state,
        "seconds": counted.seconds,
        "basis": counted.stage.basis,
        "name_en": counted.stage.name.en,
        "opens": span.opens.isoformat() if span else None,
        "closes": span.closes.isoformat() if span else None,
        "open_stations": _open_stations(counted, session),
    }
