"""Nil reports, by which a region's post records that it has nothing to report, and posts that are overdue."""

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
from pilkada_cli.posko.texts import DETAILS

#: A limit so late that every entry counts.
EVERYTHING = Before(1 << 62)


class Heard(NamedTuple):
    """A region whose post is expected to report, and when it last did: milliseconds since 1970, None for never."""

    region: str
    last: int | None


class Silent(NamedTuple):
    """A post that is overdue: its region's code, when it last reported, and how many hours before the deadline.

    Both are None if it has never reported.
    """

    region: str
    at: datetime | None
    hours: float | None


def nil_reports(log: Log, before: Before | None = None) -> list[Entry]:
    """The entries of nil reports that count before the limit, in the order of `in_order`."""
    return in_order(log.acts("nil", before=before))


def heard(log: Log, post: Post, by: int, before: Before | None = None) -> list[Heard]:
    """When each expected post last reported before the moment `by`, from the entries that count before the limit.

    A post reports by a nil report on its region, or by an incident that it has recorded itself and that was merged into
    this log; incidents that others record in its region are not its reports. `by` is in milliseconds since 1970.
    """
    moments = log.store.lists.last_by_post(post.code, by, before or EVERYTHING)
    for received, one in log.received_acts("nil", before=before):
        by_clock = one.counts_from
        own = by_clock if before is not None and before.basis == "recorded" else min(by_clock, received)
        if own < by:
            moments[one.subject] = max(own, moments.get(one.subject, own))
    return [Heard(code, moments.get(code)) for code in post.expects]


def report_nil(operator: Operator, region: str, note: str | None, occurred: str | None) -> Entry:
    """Record a nil report of a region's post; raises UnknownRegion, BadPostMoment, StillAhead or BadText."""
    moment = None if occurred is None else operator.past(occurred)
    body = {"note": operator.optional_text(note, _("The note"), DETAILS)}
    act = Act("nil", body, operator.region_code(region), moment)
    with operator.log.writing() as turn:
        return operator.record(turn, act)


def overdue(operator: Operator, until: str | None, within: str | None) -> list[Silent]:
    """The expected posts that did not report within a duration before a deadline.

    `until` is the deadline as people type it (None: now), `within` the duration, such as `6h` (None: the hours that the
    data allow). Raises BadPostMoment or BadDuration.
    """
    operator.log.ask_lists()
    deadline = operator.now if until is None else operator.moment(until)
    allowed = timedelta(hours=operator.words.silence) if within is None else timedelta(seconds=parse_duration(within))
    end = milliseconds(deadline)
    start = end - allowed // timedelta(milliseconds=1)
    # A report in the very millisecond of the deadline is in time.
    return [
        Silent(one.region, operator.local(moment_of(one.last)), hours_between(one.last, end))
        if one.last is not None
        else Silent(one.region, None, None)
        for one in heard(operator.log, operator.post, end + 1)
        if one.last is None or one.last < start
    ]
