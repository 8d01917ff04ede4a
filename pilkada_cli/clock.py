"""The only place that asks what time it is; zones are fixed offsets, as Keppres 41/1987 sets them."""

import re
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from pilkada_cli.errors import BadDuration, BadMoment

ZoneName = Literal["WIB", "WITA", "WIT"]
#: Hours ahead of UTC. Indonesia has no daylight saving time, so a fixed offset is enough.
OFFSETS: dict[ZoneName, int] = {"WIB": 7, "WITA": 8, "WIT": 9}
#: The zone of the capital, for what is asked without a region.
NATIONAL: ZoneName = "WIB"

#: Seconds of a unit in a duration.
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
#: The longest duration, in seconds: ten years.
LONGEST = 3653 * 86400
#: Seconds between two looks at the clock while waiting.
STEP = 1.0

#: What a WHEN looks like; most calls have none, so Python does not compile these beforehand.
_ISO = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:?\d{2}.*)?"
_COUNT = r"H(?:\s*([+-])\s*(\d{1,6}))?"


def zone(name: ZoneName) -> timezone:
    """The time zone called WIB, WITA or WIT."""
    return timezone(timedelta(hours=OFFSETS[name]))


def offset(name: ZoneName) -> str:
    """A zone's offset from UTC as machines write it, such as `+07:00`."""
    return f"+{OFFSETS[name]:02d}:00"


def read(zone_name: ZoneName) -> datetime:
    """The present moment by the computer's clock, as an aware datetime in the zone."""
    return datetime.now(zone(zone_name))  # noqa: TID251 - this is the one place


def elapsed() -> float:
    """Seconds on a monotonic clock, for measuring how long something takes while the program runs."""
    return time.monotonic()


def parse_when(text: str, voting_day: date, zone_name: ZoneName) -> datetime:
    """Read a WHEN of the command line: an ISO date, an ISO date and time, or H-notation counted from voting day.

    The answer is an aware datetime in the zone. A date alone is 00:00 on that day; a time without an offset is
    local time of the zone. Raises BadMoment for anything else.
    """
    text = text.strip()
    if count := re.fullmatch(_COUNT, text, re.ASCII | re.IGNORECASE):
        days = int(count[2] or 0)
        return _shift(voting_day, -days if count[1] == "-" else days, zone_name, text)
    if not re.fullmatch(_ISO, text, re.ASCII):
        raise BadMoment(text)
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=zone(zone_name)) if moment.tzinfo is None else moment.astimezone(zone(zone_name))
    except (ValueError, OverflowError):
        raise BadMoment(text) from None


def _shift(day: date, days: int, zone_name: ZoneName, text: str) -> datetime:
    try:
        return midnight(day + timedelta(days=days), zone_name)
    except OverflowError:
        raise BadMoment(text) from None


def midnight(day: date, zone_name: ZoneName) -> datetime:
    """00:00 on a day in the zone, as an aware datetime."""
    return datetime(day.year, day.month, day.day, tzinfo=zone(zone_name))


def label(days: int) -> str:
    """Days until a day, in H-notation: `H-30` before it, `H` on it, `H+3` after it."""
    return f"H{-days:+d}" if days else "H"


def parse_duration(text: str) -> float:
    """The seconds of a duration such as `90s`, `10m`, `1h30m` or `2d`; raises BadDuration, also above ten years."""
    parts = re.findall(r"(\d{1,6})([smhd])", text.strip().lower(), re.ASCII)
    if not parts or "".join(number + unit for number, unit in parts) != text.strip().lower():
        raise BadDuration(text)
    seconds = sum(int(number) * UNITS[unit] for number, unit in parts)
    if seconds > LONGEST:
        raise BadDuration(text)
    return float(seconds)


def wait_until(moment: datetime, now: Callable[[], datetime], timeout: float | None = None) -> bool:
    """Sleep until the moment and return True, or False if `timeout` seconds pass before it.

    It sleeps at most one second at a time, to notice when the clock is changed or the computer wakes up.
    """
    began = elapsed()
    while (left := (moment - now()).total_seconds()) > 0:
        passed = elapsed() - began
        if timeout is not None and passed >= timeout:
            return False
        time.sleep(min(left, STEP, STEP if timeout is None else max(timeout - passed, 0.0)))
    return True


class Clock:
    """The clock of one call: the computer's clock, or a moment to which the user has set it with `--as-of`.

    `text` is the WHEN to which it is set, None for the computer's clock. `voting_day` returns the day from which
    H-notation counts, and is called only under a set clock.
    """

    def __init__(self, text: str | None, voting_day: Callable[[], date]) -> None:
        self._text, self._voting_day = text, voting_day

    @property
    def is_set(self) -> bool:
        """Whether a moment stands in for the computer's clock."""
        return self._text is not None

    def now(self, zone_name: ZoneName = NATIONAL) -> datetime:
        """The present or set moment, in the zone; a WHEN without an offset is local time of it. Raises BadMoment."""
        return read(zone_name) if self._text is None else parse_when(self._text, self._voting_day(), zone_name)

    def running(self, zone_name: ZoneName = NATIONAL) -> Callable[[], datetime]:
        """A function that returns the moment in the zone, and moves on in real time, also under a set clock."""
        if self._text is None:
            return lambda: read(zone_name)
        start, began = self.now(zone_name), elapsed()
        return lambda: start + timedelta(seconds=elapsed() - began)
