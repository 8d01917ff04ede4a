"""The only place that asks what time it is; zones are fixed offsets, as Keppres 41/1987 sets them."""

import re
import time
from datetime import date, datetime, timedelta, timezone

from pilkada_cli.errors import BadMoment

#: Hours ahead of UTC. Indonesia has no daylight saving time, so an offset is the whole truth.
OFFSETS = {"WIB": 7, "WITA": 8, "WIT": 9}
NATIONAL = "WIB"

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:?\d{2}.*)?", re.ASCII)
_COUNT = re.compile(r"H(?:\s*([+-])\s*(\d{1,6}))?", re.ASCII | re.IGNORECASE)


def zone(name: str) -> timezone:
    """The time zone called WIB, WITA or WIT."""
    return timezone(timedelta(hours=OFFSETS[name]))


def offset(name: str) -> str:
    """A zone's offset from UTC as machines write it, such as `+07:00`."""
    return f"+{OFFSETS[name]:02d}:00"


def read(zone_name: str) -> datetime:
    """This moment by the computer's clock, in the zone."""
    return datetime.now(zone(zone_name))  # noqa: TID251 - this is the one place


def elapsed() -> float:
    """Seconds on a clock that only ever goes forward, for what is counted while the program runs."""
    return time.monotonic()


def parse_when(text: str, voting_day: date, zone_name: str) -> datetime:
    """A WHEN of the command line, in the zone: ISO date or date and time, or H-notation from voting day.

    A date alone is its first moment; a time without an offset is local time of the zone.
    Raises BadMoment for anything else.
    """
    text = text.strip()
    if count := _COUNT.fullmatch(text):
        days = int(count[2] or 0)
        return _shift(voting_day, -days if count[1] == "-" else days, zone_name, text)
    if not _ISO.fullmatch(text):
        raise BadMoment(text)
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=zone(zone_name)) if moment.tzinfo is None else moment.astimezone(zone(zone_name))
    except (ValueError, OverflowError):
        raise BadMoment(text) from None


def _shift(day: date, days: int, zone_name: str, text: str) -> datetime:
    try:
        return midnight(day + timedelta(days=days), zone_name)
    except OverflowError:
        raise BadMoment(text) from None


def midnight(day: date, zone_name: str) -> datetime:
    """The first moment of a day in the zone."""
    return datetime(day.year, day.month, day.day, tzinfo=zone(zone_name))


def label(days: int) -> str:
    """Days until a day, in H-notation: `H-30` before it, `H` on it, `H+3` after it."""
    return f"H{-days:+d}" if days else "H"
