"""Opening a post: it gets its usual roster and agenda, and the store is marked as its home."""

from pilkada_cli.clock import Clock
from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.posko.log.moments import write_moment
from pilkada_cli.posko.log.turn import Act, Turn
from pilkada_cli.posko.operator import Operator, writer_of
from pilkada_cli.posko.post import code_of, describe
from pilkada_cli.posko.texts import TITLE, free
from pilkada_cli.regions.registry import Registry


def checked_opening(
    registry: Registry, clock: Clock, region: str, host: str | None, by: str | None
) -> tuple[str, str | None]:
    """The checked code and host of a post to be opened; all else that could be refused is checked here as well.

    Raises UnknownRegion, AmbiguousRegion, BadText, BadMoment or UsageError.
    """
    code = code_of(registry, region)
    writer_of(by)
    write_moment(clock.now())
    return code, None if host is None else free(host, _("The host"), TITLE)


def open_post(operator: Operator, code: str, host: str | None) -> bool:
    """Open the post of a region, with its roster and agenda, and return whether it is new in this log.

    Raises UsageError where the store is the home of another post.
    """
    registry, log = operator.election.registry, operator.log
    with log.writing() as turn:
        home = log.store.home()
        if home not in (None, code):
            there = describe(str(home), registry).name.spoken
            sentence = _("This store is the post of {post}; give another one its own file, in PILKADA_POSKO.")
            raise UsageError(sentence.format(post=there))
        operator.post = describe(code, registry, host)
        if home is None:
            log.store.settle(code)
        new = not any(log.acts("open", subject=code))
        if new or host:
            operator.record(turn, Act("open", {"host": host}, subject=code))
        if new:
            _furnish(operator, turn)
    return new


def _furnish(operator: Operator, turn: Turn) -> None:
    """Record the usual agencies on the roster, and the usual agenda items that are still to come.

    If all of these are past, all are recorded: such a post is for drills and replays, in which the clock is set.
    """
    for agency in operator.words.agencies.values():
        if not agency.practice:
            operator.record(turn, Act("member", {"usual": "yes"}, subject=agency.id))
    schedule = operator.schedule
    day = schedule.occurrence(schedule.voting, operator.now.date()).start or schedule.voting_day
    moments = {one: one.moment(day, operator.post.zone) for one in operator.words.agenda.values()}
    ahead = {one: moment for one, moment in moments.items() if moment >= operator.now}
    for one, moment in (ahead or moments).items():
        body = {"title": one.title.id, "kind": one.kind, "at": write_moment(moment), "appointment": one.id}
        operator.record(turn, Act("plan", body))
