"""Reads moments as people type them at a post: `04:30`, `kemarin 23:00`, `-20m`, `27/11/2024 04.30`, `27 Nov 04:30`."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta

from pilkada_cli.clock import OFFSETS, ZoneName, parse_duration, parse_when, zone
from pilkada_cli.errors import BadDuration, BadMoment, UsageError
from pilkada_cli.language import _, spell_clock
from pilkada_cli.printable import visible

#: Names of days -> days from today.
DAYS = {
    "hari ini": 0, "today": 0, "kemarin": -1, "yesterday": -1, "kemarin lusa": -2, "besok": 1, "tomorrow": 1, "lusa": 2,
}  # fmt: skip
NOW = ("sekarang", "now")
#: The first three letters of the months in both languages; Agt is August too.
MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "agt": 8, "aug": 8,
    "sep": 9, "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12,
}  # fmt: skip
#: The most characters of a moment: a longer text is none, and is not looked through for one.
LONGEST = 60
_CLOCK = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)"
_TIME = re.compile(rf"(?:(?P<day>.+?)[\s,]+)?{_CLOCK}(?:\s*(?P<zone>WIB|WITA|WIT))?", re.IGNORECASE | re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})\s+([a-z]{3,9})\.?(?:\s+(\d{4}))?", re.IGNORECASE | re.ASCII)


def parse_spoken(text: str, now: datetime, voting_day: date, zone_name: ZoneName, *, ago: bool = False) -> datetime:
    """Read a moment as an aware datetime in the zone: all that `parse_when` takes, and the forms that people type.

    A time alone is of today; a day without a year is the nearest such day. `-20m` counts back from now, and with `ago`
    so does a bare duration such as `2h`. Raises BadPostMoment.
    """
    try:
        return parse_when(text, voting_day, zone_name)
    except BadMoment:
        words = " ".join(text.split())
        found = _spoken(words, now.astimezone(zone(zone_name)), ago=ago) if len(words) <= LONGEST else None
        if found is None:
            raise BadPostMoment(text) from None
        return found


def _spoken(text: str, now: datetime, *, ago: bool) -> datetime | None:
    if text.casefold() in NOW:
        return now
    try:
        if text.startswith("-") or (ago and text[:1].isdigit() and text[-1:].isalpha()):
            return now - timedelta(seconds=parse_duration(text.removeprefix("-").replace(" ", "")))
    except (BadDuration, OverflowError):
        pass
    try:
        return _at_a_time(text, now)
    except OverflowError:
        # On the first or last day that there is, another zone is out of reach.
        return None


def _at_a_time(text: str, now: datetime) -> datetime | None:
    """The moment of a time of day, on the day that stands before it or today; None for other texts."""
    found = _TIME.fullmatch(re.sub(r"\b(pukul|jam|at) ", "", text, flags=re.IGNORECASE))
    if found is None:
        return None
    named = next((own for own in OFFSETS if own == (found["zone"] or "").upper()), None)
    local = now if named is None else now.astimezone(zone(named))
    day = local.date() if found["day"] is None else _day(found["day"], local.date())
    if day is None:
        return None
    moment = datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]), tzinfo=local.tzinfo)
    return moment.astimezone(now.tzinfo)


def _day(text: str, today: date) -> date | None:
    wanted = text.casefold()
    try:
        if wanted in DAYS:
            return today + timedelta(days=DAYS[wanted])
        if found := _NUMBERS.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if (found := _NAMED.fullmatch(text)) and (month := MONTHS.get(found[2][:3].casefold())):
            return _nearest(int(found[1]), month, found[3], today)
    except (ValueError, OverflowError):
        return None
    return None


def _nearest(day: int, month: int, year: str | None, today: date) -> date:
    """The date; without a year, the one of last, this and next year that is nearest to today. Raises ValueError."""
    if year is not None:
        return date(int(year), month, day)
    found = []
    for own in (today.year, today.year - 1, today.year + 1):
        with suppress(ValueError):  # Few years have a 29 February.
            found.append(date(own, month, day))
    return min(found, key=lambda one: abs(one - today))


class BadPostMoment(UsageError):
    """A text that is not a moment in any form that the post takes."""

    def __init__(self, text: str) -> None:
        sentence = _("'{text}' is no time: give 04:30, kemarin 23:00, -20m, 27/11/2024 04:30, 2024-11-27T04:30 or H-3.")
        super().__init__(sentence.format(text=visible(text, limit=60)))


class StillAhead(UsageError):
    """A time of day that is given for something that happened, but is still to come today."""

    def __init__(self, text: str, now: datetime) -> None:
        sentence = _("'{text}' is still ahead: it is {now}. Did you mean yesterday? Then give: yesterday {text}")
        super().__init__(sentence.format(text=visible(text), now=spell_clock(now)))


def is_bare_time(text: str) -> bool:
    """Whether a text is only a time of day, such as `04:30`."""
    return re.fullmatch(_CLOCK, text.strip(), re.ASCII) is not None
