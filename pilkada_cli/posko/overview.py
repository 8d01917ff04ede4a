"""The summary of a post for the status screen: open incidents by severity, and how many regions have reported."""

from datetime import timedelta
from typing import NamedTuple

from pilkada_cli.posko.incidents.cases import incidents
from pilkada_cli.posko.log.moments import Before, milliseconds
from pilkada_cli.posko.nil import heard
from pilkada_cli.posko.operator import Operator


class Overview(NamedTuple):
    """A summary of a post: `heard` of the `expected` regions have reported within the hours that the data allow.

    `counts` has the names of the two gravest severities and of all others, each with its number of open incidents.
    """

    name: str
    counts: tuple[tuple[str, int], ...]
    heard: int
    expected: int


def overview(operator: Operator, others: str) -> Overview:
    """The summary of the operator's post now; `others` is the name for all severities but the two gravest."""
    words, end = operator.words, milliseconds(operator.now) + 1
    found = [one.severity for one in incidents(operator.log, Before(end)) if words.is_open(one.status)]
    first, second, *_rest = [*reversed(words.severities), "", ""]
    counts = [(own, found.count(own)) for own in (first, second)]
    rest = len(found) - sum(count for _own, count in counts)
    named = tuple((words.name("severities", own).spoken.casefold() if own else "", count) for own, count in counts)
    since = end - timedelta(hours=words.silence) // timedelta(milliseconds=1) - 1
    regions = heard(operator.log, operator.post, end, Before(end))
    return Overview(
        name=operator.post.name.spoken,
        counts=(*named, (others, rest)),
        heard=sum(one.last is not None and one.last >= since for one in regions),
        expected=len(regions),
    )
