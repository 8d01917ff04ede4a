"""Nil reports, and silence: nothing to report is a report, and who has not reported is overdue."""

from datetime import datetime, timedelta
from typing import NamedTuple

from pilkada_cli.clock import parse_duration
from pilkada_cli.language import _
from pilkada_cli.posko.log.entry import Entry, in_order
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before, hours_between, milliseconds, moment_of
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.operator import Operator
from pilkada_cli.posko.post import Post
from pilkada_cli.posko.texts import DETAILS, optional

#: The limit before which everything counts.
EVERYTHING = Before(1 << 62)


class Heard(NamedTuple):
    """A region whose post is expected to report, and when it last did, in milliseconds; None for never."""

    region: str
    last: int | None


class Silent(NamedTuple):
    """A post that is expected to report: when it was last heard of, and how many hours before the deadline."""

    region: str
    at: datetime | None
    hours: float | None


def nil_reports(log: Log, before: Before | None = None) -> list[Entry]:
    """The reports that there is nothing to report, in the order of their moments."""
    return in_order(log.acts("nil", before=before))


def heard(log: Log, post: Post, by: int, before: Before | None = None) -> list[Heard]:
    """When the post of each region that is expected to report last did before a moment, as far as is known by a limit.

    It reports by a nil report, or by an incident that it has recorded itself and whose log has come here; what others
    record of its region is no report of its. The moment is in milliseconds since 1970.
    """
    moments = log.store.lists.last_by_post(post.code, by, before or EVERYTHING)
    for one in nil_reports(log, before):
        if one.counts_from < by:
            moments[one.subject] = max(one.counts_from, moments.get(one.subject, one.counts_from))
    return [Heard(code, moments.get(code)) for code in post.expects]


def report_nil(operator: Operator, region: str, note: str | None, occurred: str | None) -> Entry:
    """Record that a region's post has reported, and has nothing to report."""
    moment = None if occurred is None else operator.past(occurred)
    body = {"note": optional(note, _("The note"), DETAILS)}
    act = Act("nil", body, operator.region_code(region), moment)
    with operator.log.writing() as turn:
        return operator.record(turn, act)


def overdue(operator: Operator, until: str | None, within: str | None) -> list[Silent]:
    """The expected posts that were silent for so long up to a moment, which by default is now."""
    deadline = operator.now if until is None else operator.moment(until)
    allowed = timedelta(hours=operator.words.silence) if within is None else timedelta(seconds=parse_duration(within))
    end = milliseconds(deadline)
    start = end - allowed // timedelta(milliseconds=1)
    # Who reports at the very moment of the deadline is in time.
    return [
        Silent(one.region, operator.local(moment_of(one.last)), hours_between(one.last, end))
        if one.last is not None
        else Silent(one.region, None, None)
        for one in heard(operator.log, operator.post, end + 1)
        if one.last is None or one.last < start
    ]
