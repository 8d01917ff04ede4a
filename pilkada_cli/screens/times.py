"""Durations and moments in short form, for columns, and the title that every screen has."""

from collections.abc import Iterable
from datetime import date, datetime

from pilkada_cli.language import _, current, ngettext, spell_clock, spell_date, spell_number, spell_short
from pilkada_cli.output.lines import Line, Span, apart, rule


def title(left: str, right: str, columns: int, below: Iterable[Line] = ()) -> list[Line]:
    """The title of a screen: its subject on the left, the moment on the right, further lines, and a horizontal line."""
    return [*apart([Span(left, "strong")], [Span(right)], columns), *below, rule(columns)]


def moment(now: datetime, zone: str) -> str:
    """A moment for a title: `Senin, 25 Nov 2024  06.00 WIB`."""
    weekday = spell_date(now).partition(",")[0]
    return f"{weekday}, {spell_short(now, year=True)}  {spell_clock(now)} {zone}"


def day_of(day: date, today: date) -> str:
    """A day in short form, with its year where that is not the year of `today`."""
    return spell_short(day, year=day.year != today.year)


def in_days(days: int) -> str:
    """A number of days to come or past, without its sign: `today`, `1 day`, `3 days`."""
    if days == 0:
        return _("today")
    return ngettext("{count} day", "{count} days", abs(days)).format(count=spell_number(abs(days)))


def in_hours(seconds: float) -> str:
    """A duration in seconds as minutes, or from one hour on as hours and minutes: `30 min`, `2:30 h`."""
    minutes = int(seconds // 60)
    if minutes < 60:
        return _("{count} min").format(count=minutes)
    return _("{time} h").format(time=in_clock(seconds))


def in_clock(seconds: float) -> str:
    """A duration in seconds as hours and minutes: `2:30`, in Indonesian `2.30`."""
    minutes = int(seconds // 60)
    return f"{minutes // 60}{'.' if current() == 'id' else ':'}{minutes % 60:02d}"


def more(count: int, command: str, columns: int) -> list[Line]:
    """A line that says how many rows are not shown and which command shows them; none if there are none."""
    if count <= 0:
        return []
    left = [Span("  "), Span(_("{count} more").format(count=spell_number(count)), "quiet")]
    return apart(left, [Span(command, "command")], columns)


def age(hours: float) -> str:
    """A duration in hours, in one unit: minutes below an hour, hours below two days, then days."""
    if hours < 1:
        return _("{count} min").format(count=spell_number(round(hours * 60)))
    if hours < 48:
        return _("{count} h").format(count=spell_number(int(hours)))
    return _("{count} d").format(count=spell_number(int(hours // 24)))
