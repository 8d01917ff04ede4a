"""Moments as the log writes them (ISO 8601 in UTC, with milliseconds) and counts them (milliseconds since 1970)."""

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from pilkada_cli.errors import BadMoment
from pilkada_cli.posko.store.lists import Basis

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - `datetime.UTC` is the same, and reads as a zone of ours
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", re.ASCII)
#: Within these, a moment can be written in every zone, and hours added or taken away.
FIRST, LAST = "1970-01-02", "9998-12-30"


#: Milliseconds by which two clocks may differ before it is worth a word.
LEAP = 120_000


class Before(NamedTuple):
    """A limit: what this store had received before a moment, or with the basis `recorded` what was recorded before it.

    The moment is in milliseconds since 1970.
    """

    moment: int
    basis: Basis = "received"

    @property
    def condition(self) -> dict[str, str | int | None]:
        """The same as one of the store's CONDITIONS."""
        if self.basis == "received":
            return {"received_before": self.moment}
        return {"recorded_before": write_moment(moment_of(self.moment))}


def write_moment(moment: datetime) -> str:
    """A moment as the log writes it; raises BadMoment for one before 1970 or at the end of the calendar."""
    try:
        text = moment.astimezone(EPOCH.tzinfo).isoformat(timespec="milliseconds")
    except OverflowError:
        raise BadMoment(moment.isoformat()) from None
    if not is_moment(text):
        raise BadMoment(moment.isoformat())
    return text


def is_moment(text: object) -> bool:
    """Whether a text is a moment as the log writes it, and no zone and no sum of hours leads out of the calendar."""
    if not isinstance(text, str) or not _MOMENT.fullmatch(text) or not FIRST <= text < LAST:
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def milliseconds(moment: str | datetime) -> int:
    """A moment in milliseconds since 1970; remembered, as many entries of an import share theirs.

    Raises ValueError for a text that is no moment, as a damaged store may hold.
    """
    stamp = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    if stamp.tzinfo is None:
        raise ValueError(moment)
    return (stamp - EPOCH) // timedelta(milliseconds=1)


def moment_of(stamp: int) -> datetime:
    """The moment so many milliseconds after 1970."""
    return EPOCH + timedelta(milliseconds=stamp)


def hours_between(start: int, end: int) -> float:
    """Hours between two moments in milliseconds, to a tenth."""
    return round((end - start) / 3_600_000, 1)
