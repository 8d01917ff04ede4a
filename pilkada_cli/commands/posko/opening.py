"""`pilkada posko open`: opening the post of a region."""

from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.posko.shared import ByOption, RegionArgument, acknowledge, operator_of, option
from pilkada_cli.commands.shared import session_of
from pilkada_cli.language import N_, _
from pilkada_cli.output.table import Row
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from pilkada_cli.posko.operator import Operator
    from pilkada_cli.session import Session

OPENED = ("id", "name", "zone", "host", "new")


def open_post(
    context: typer.Context,
    region: RegionArgument,
    host: Annotated[str | None, option("--host", "TEXT", N_("Who hosts the post, and where."))] = None,
    by: ByOption = None,
) -> None:
    """Open a post."""
    from pilkada_cli.posko.opening import checked_opening
    from pilkada_cli.posko.opening import open_post as begin

    session = session_of(context)
    # Checked before the store is made, so that a refused command leaves no empty store behind.
    code, hosted = checked_opening(session.election.registry, session.clock, region, host, by)
    with operator_of(context, by, answer=OPENED, write=True, create=True) as operator:
        new = begin(operator, code, hosted)
        post = operator.post
        _leave_key(session, operator)
        operator.log.store.driver.look_after(opening=True)
    row: Row = {"id": post.code, "name": post.name, "zone": post.zone, "host": post.host, "new": new}
    opened = _("The post of {post} is open; its log is at {place}.")
    known = _("The post of {post} was open already; its log is at {place}.")
    location = visible(operator.log.name)
    acknowledge(session, row, lambda: (opened if new else known).format(post=post.name.spoken, place=location))


def _leave_key(session: "Session", operator: "Operator") -> None:
    """Make the key with which the post signs its checkpoints; where that fails, the post is open all the same."""
    from pilkada_cli.posko.errors import KeyFailed
    from pilkada_cli.posko.keys import key_path, make_key
    from pilkada_cli.posko.log.checkpoint import origin_of

    try:
        make_key(key_path(session.posko, lambda: session.data_home), origin_of(operator.post.code))
    except KeyFailed as failed:
        operator.notes[str(failed)] = None
