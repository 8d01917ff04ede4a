"""`pilkada status`: what goes on, what comes next, and what is due."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from pilkada_cli.commands.shared import KnownOption, OwnElectionOption, RegionOption, session_of
from pilkada_cli.errors import NotKnownYet, PilkadaError
from pilkada_cli.language import _
from pilkada_cli.output import terminal
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.session import Session
from pilkada_cli.stages.polls import polls_of
from pilkada_cli.stages.revisions import known_on
from pilkada_cli.stages.situation import situation

if TYPE_CHECKING:
    from pilkada_cli.posko.overview import Overview
    from pilkada_cli.regions.region import Region
    from pilkada_cli.stages.schedule import Schedule


def show_status(
    context: typer.Context,
    region: RegionOption = None,
    known_day: KnownOption = None,
    election: OwnElectionOption = None,
) -> None:
    """Show the situation."""
    session = session_of(context)
    session.refuse_other_election(election)
    own, where = session.election, session.region(region)
    calendar = _calendar(session, where, known_day)
    post, done = _post(session)
    now = situation(
        calendar,
        own.checklists,
        session.now(where),
        where,
        regional=None if where else own.regional,
        done=done,
    )
    polls = polls_of(now.voting.stage, now.now, own.registry, where) if now.voting.days == 0 else []
    fields: Row = {
        "as_of": now.now.isoformat(),
        "region": where.code if where else None,
        "zone": now.zone,
        "election": own.schedule.election,
        "voting_day": own.schedule.voting_day,
        "days": now.voting.days,
        "label": now.voting.label,
        "active": tuple(stage.id for stage in now.active),
        "next": now.next.stage.id if now.next else None,
        "next_start": now.next.stage.start if now.next else None,
        "next_days": now.next.days if now.next else None,
        "due": tuple(item.id for item in now.due),
        "open_stations": own.open_stations(now.voting),
        "overdue": tuple(item.id for item in now.overdue),
        "voting_again": tuple(code for vote in now.again for code in vote.codes),
    }

    def view(_rows: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.status import Shown, status

        return status(Shown(now, calendar, polls, post, own.registry.brief), screen.columns)

    session.show(Table(tuple(fields), [fields], single=True, view=view))


def _calendar(session: Session, where: "Region | None", known_day: str | None) -> "Schedule":
    """The calendar as it was known on a day (a WHEN); without one, under a set clock, on the day to which it is set."""
    calendar = session.election.calendar(where)
    day = session.known_day(known_day, where)
    if day is not None:
        return known_on(calendar, day)
    if not session.clock.is_set:
        return calendar
    try:
        return known_on(calendar, session.now(where).date())
    except NotKnownYet:
        # Before the first calendar was set, the present one is shown.
        return calendar


def _post(session: Session) -> "tuple[Overview | None, set[str]]":
    """A summary of the post, and the ids of the items that it has ticked.

    None and an empty set where no post is open, or where its store cannot be read, which is said on standard error.
    """
    if not session.has_post:
        return None, set()
    from pilkada_cli.posko.errors import NoPost
    from pilkada_cli.posko.log.access import log_at
    from pilkada_cli.posko.log.moments import Before, milliseconds
    from pilkada_cli.posko.operator import Operator
    from pilkada_cli.posko.overview import overview
    from pilkada_cli.posko.ticks import ticks

    try:
        with log_at(session.posko) as log:
            operator = Operator(session.election, session.clock, log, None)
            return overview(operator, _("other")), set(ticks(log, log.post(), Before(milliseconds(operator.now) + 1)))
    except NoPost:
        return None, set()
    except PilkadaError as error:
        terminal.say(_("pilkada: the post is not shown: {error}").format(error=error))
        return None, set()
