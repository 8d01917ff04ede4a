"""Moments in the two forms of the log: ISO 8601 texts in UTC with milliseconds, and milliseconds since 1970."""

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from pilkada_cli.errors import BadMoment
from pilkada_cli.posko.store.lists import Basis

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - `datetime.UTC` is the same, and reads as a zone of ours
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", re.ASCII)
#: The half-open interval of moments that the log takes: Python can write these in every time zone.
FIRST, LAST = "1970-01-02", "9998-12-30"


#: By how many milliseconds two clocks may differ before a warning is given.
LEAP = 120_000


class Before(NamedTuple):
    """A limit on the entries that count: those that this store received before `moment`, which is excluded.

    With the basis `recorded`, those that were recorded before it. `moment` is in milliseconds since 1970.
    """

    moment: int
    basis: Basis = "received"

    @property
    def condition(self) -> dict[str, str | int | None]:
        """The limit as a keyword argument for the queries of `store.entries` (see CONDITIONS there)."""
        if self.basis == "received":
            return {"received_before": self.moment}
        return {"recorded_before": write_moment(moment_of(self.moment))}


def write_moment(moment: datetime) -> str:
    """An aware datetime as the log writes it: `2024-11-27T00:00:00.000+00:00`; raises BadMoment if out of range."""
    try:
        text = moment.astimezone(EPOCH.tzinfo).isoformat(timespec="milliseconds")
    except OverflowError:
        raise BadMoment(moment.isoformat()) from None
    if not is_moment(text):
        raise BadMoment(moment.isoformat())
    return text


def is_moment(text: object) -> bool:
    """Whether a text is a moment as the log writes it, from FIRST on and before LAST."""
    if not isinstance(text, str) or not _MOMENT.fullmatch(text) or not FIRST <= text < LAST:
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def milliseconds(moment: str | datetime) -> int:
    """A moment in milliseconds since 1970, rounded down; cached, as many entries of an import have the same moment.

    Raises ValueError for a text that is no ISO datetime with an offset, as a damaged store may hold one.
    """
    stamp = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    if stamp.tzinfo is None:
        raise ValueError(moment)
    return (stamp - EPOCH) // timedelta(milliseconds=1)


def moment_of(stamp: int) -> datetime:
    """The UTC datetime for milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=stamp)


def hours_between(start: int, end: int) -> float:
    """The hours between two moments in milliseconds, rounded to a tenth."""
    return round((end - start) / 3_600_000, 1)
