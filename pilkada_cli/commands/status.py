"""`pilkada status`: what goes on, what comes next, and what is due."""

import typer

from pilkada_cli.commands.countdown import open_stations_of
from pilkada_cli.commands.shared import RegionOption, session_of
from pilkada_cli.output.table import Row, Table, sentence
from pilkada_cli.screens.status import spell_status
from pilkada_cli.stages.polls import polls_of
from pilkada_cli.stages.situation import situation

#: Days before and after a vote on which its polls are shown.
AROUND = 1


def show_status(context: typer.Context, region: RegionOption = None) -> None:
    """Show the situation."""
    session = session_of(context)
    where = session.region(region)
    calendar = session.election.calendar(where)
    now = situation(calendar, session.election.checklists, session.now(where), where)
    polls = (
        polls_of(now.voting.stage, now.now, session.election.registry, where) if abs(now.voting.days) <= AROUND else []
    )
    fields: Row = {
        "as_of": now.now.isoformat(),
        "region": where.code if where else None,
        "zone": now.zone,
        "election": session.election.schedule.election,
        "voting_day": session.election.schedule.voting_day,
        "days": now.voting.days,
        "label": now.voting.label,
        "active": tuple(stage.id for stage in now.active),
        "next": now.next.stage.id if now.next else None,
        "next_start": now.next.stage.start if now.next else None,
        "next_days": now.next.days if now.next else None,
        "due": tuple(item.id for item in now.due),
        "open_stations": open_stations_of(now.voting, session),
    }
    session.show(Table(tuple(fields), [fields], single=True, view=sentence(lambda: spell_status(now, calendar, polls))))
