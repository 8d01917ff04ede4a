"""`pilkada countdown`: the days to voting day, or to another stage."""

# From Python 3.15 on (PEP 810) these are loaded by the calls that use them alone; older ones load them at once.
__lazy_modules__ = {
    "pilkada_cli.output.lines", "pilkada_cli.screens.countdown", "pilkada_cli.stages.revisions",
    "pilkada_cli.stages.situation",
}  # fmt: skip

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.shared import ElectionOption, KnownOption, RegionOption, StageChoice, session_of
from pilkada_cli.errors import NotInElection, UsageError
from pilkada_cli.language import N_, _
from pilkada_cli.output import terminal
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Table, sentence
from pilkada_cli.screens.countdown import spell_countdown, ticking
from pilkada_cli.session import Session
from pilkada_cli.stages.countdown import Countdown, count_down
from pilkada_cli.stages.polls import hours
from pilkada_cli.stages.revisions import in_force_on
from pilkada_cli.stages.situation import ahead_of

if TYPE_CHECKING:
    from pilkada_cli.regions.elections import RoundOfVotes

COLUMNS = (
    "stage", "name", "region", "zone", "start", "end", "as_of", "days", "label", "state", "seconds", "basis", "name_en",
    "opens", "closes", "open_stations",
)  # fmt: skip


def show_countdown(
    context: typer.Context,
    stage: StageChoice = None,
    region: RegionOption = None,
    days: Annotated[bool, typer.Option("--days", help=N_("Print the whole number of days alone."))] = False,
    known_day: KnownOption = None,
    election: ElectionOption = None,
    watch: Annotated[bool, typer.Option("--watch", help=N_("Go on counting, second by second, until Ctrl-C."))] = False,
) -> None:
    """Count down."""
    session = session_of(context)
    other = session.other_election(election)
    if other is not None:
        if stage is not None:
            session.refuse_other_election(election)
        if known_day is not None:
            raise UsageError(_("--known-on is of the calendar of these data; it does not go with another election."))
        counted = _to_another_election(session, other, region)
    else:
        counted = counted_to(session, stage, region, known_day)
    if watch:
        if days or session.format not in (None, "table"):
            raise UsageError(_("--watch is for people; it goes with neither --days nor --format."))
        own = session.election
        calendar = own.calendar(counted.region) if other is None else own.schedule

        def draw(now: datetime, columns: int) -> list[Line]:
            coming = [one for one in ahead_of(calendar, now, counted.region) if one.zone is None]
            count = count_down(counted.stage, now, counted.region)
            return ticking(count, coming[0] if coming else None, columns)

        terminal.tick(draw, session.clock.running(counted.zone))
    elif days:
        terminal.write(f"{counted.days}\n")
    else:
        session.show(
            Table(COLUMNS, [row(counted, session)], single=True, view=sentence(lambda: spell_countdown(counted)))
        )


def counted_to(session: Session, stage: str | None, region: str | None, known_day: str | None = None) -> Countdown:
    """A countdown to voting day, or to the stage of this id or alias, in a region.

    With `known_day` (a WHEN) it counts to the date that was in force on that day. Raises NoElection for a countdown to
    voting day in a region that elects nobody of its own.
    """
    where = session.region(region)
    now = session.now(where)
    calendar = session.election.calendar(where)
    found = calendar.voting if stage is None else session.election.stage(stage, where)
    if where is not None and where.exemption is not None and found is calendar.voting:
        raise session.election.no_election(where)
    if (day := session.known_day(known_day, where)) is not None:
        return count_down(in_force_on(calendar, found, day), now, where)
    return count_down(calendar.occurrence(found, now.date()), now, where)


def _to_another_election(session: Session, other: "RoundOfVotes", region: str | None) -> Countdown:
    """A countdown to the voting day of another election, in a region to the day on which it voted.

    H-notation then counts from that election's day. Raises NotInElection where no day is set, and for a region that
    took no part.
    """
    where = session.region(region)
    if other.day is None:
        # The note of an election without a day says why none is set.
        sentence = _("{election} ({basis}): {note}") if other.note else _("No day is set for {election} ({basis}).")
        note = other.note.spoken if other.note else ""
        raise NotInElection(sentence.format(election=other.id, basis=other.basis, note=note))
    session.counts_from = other.day
    days = [one.day for one in session.election.contests if one.election == other.id and one.region == where]
    if where is not None and not days:
        over = other.day < session.now(where).date()
        sentence = _("{region} took no part in {election}.") if over else _("{region} takes no part in {election}.")
        raise NotInElection(sentence.format(region=where.label, election=other.id))
    day = days[0] if days else other.day
    voting = session.election.schedule.voting
    stage = voting._replace(start=day, end=day, basis=other.basis, status=other.status, opens=None, closes=None,
                            closing=None, repeats=voting.id, id=other.id, name=other.name, label=None)  # fmt: skip
    return count_down(stage, session.now(where), where)


def row(counted: Countdown, session: Session) -> Row:
    """A countdown as a row of COLUMNS; for a vote, with the opening and closing times of its polls."""
    voting = counted.stage.id == session.election.schedule.voting.id
    span = hours(counted.stage, counted.now, counted.region) if voting else None
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
        "opens": span.begins.isoformat() if span else None,
        "closes": span.ends.isoformat() if span else None,
        "open_stations": session.election.open_stations(counted),
    }
