"""The drawing of `pilkada stages timeline -f svg`: what it says of itself, in words."""

from collections.abc import Sequence

from pilkada_cli.clock import NATIONAL
from pilkada_cli.commands.drawing import licence_of, refuse_nothing
from pilkada_cli.language import _, spell_moment
from pilkada_cli.pages.drawing import About
from pilkada_cli.pages.timeline import described, drawn_rows, timeline_file
from pilkada_cli.session import Session
from pilkada_cli.stages.stage import Stage


def draw(session: Session, stages: Sequence[Stage]) -> str:
    """The stages as a file; raises UsageError where none of them has a beginning."""
    if not drawn_rows(stages):
        raise refuse_nothing()
    now, schedule = session.now(), session.election.schedule
    licence, naming = licence_of(session)
    title = _("Stages · {election}").format(election=schedule.title.spoken)
    sources = [
        _("Source: the legal basis of each stage; see: pilkada stages show STAGE, pilkada sources STAGE"),
        naming,
    ]
    about = About(title, described(stages, schedule, now.date()), now.date().isoformat(), sources, licence)
    return timeline_file(stages, schedule, now, about, spell_moment(now, NATIONAL))
