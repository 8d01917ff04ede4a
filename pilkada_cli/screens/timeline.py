"""The stages as a bar chart over the months, with past, active and upcoming stages drawn differently."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from pilkada_cli.language import _, ngettext, spell_month, spell_number
from pilkada_cli.output.fit import CARD
from pilkada_cli.output.lines import Line, Role, Span, apart, cut, folded, line, padded, width
from pilkada_cli.printable import visible
from pilkada_cli.screens.stages import days_of
from pilkada_cli.screens.times import moment, title
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import Stage

#: State of a stage -> the character and the role of its bar; the character alone shows the state without colour.
BARS: dict[str | None, tuple[str, Role]] = {"past": ("░", "quiet"), "active": ("█", "good"), "upcoming": ("▒", "plain")}
#: The most terminal columns that a month takes, and the fewest that all bars need; with fewer, none are drawn.
MONTH = 3
LEAST = 12
NAME = 24


def timeline(stages: Sequence[Stage], schedule: Schedule, now: datetime, zone: str, columns: int) -> list[Line]:
    """The stages whose beginning is known as bars, one row each, with their days beside them."""
    today = now.date()
    heads = title(_("Stages · {election}").format(election=visible(schedule.title.spoken)), moment(now, zone), columns)
    drawn = [stage for stage in stages if stage.first is not None and (stage.start or stage.since)]
    if not drawn:
        return [*heads, *folded([Span(_("No stage here has a date; see: pilkada stages list --all"))], columns)]
    days = [days_of(stage, today) for stage in drawn]
    right = max(map(width, days))
    names = [("  " if stage.parent else "") + visible(stage.short.spoken) for stage in drawn]
    left = min(max(map(width, names)), NAME if columns < 100 else 40)
    months = _months(drawn)
    wide = min(columns - left - right - 3, MONTH * len(months))
    if wide < LEAST or columns < CARD:
        wide = 0
    lines = list(heads)
    if wide:
        lines.append(line(" " * (left + 1), Span(_scale(months, wide), "quiet")))
    for stage, name, shown in zip(drawn, names, days, strict=True):
        role = BARS[stage.state(today)][1]
        bar = _bar(stage, months, today, wide) if wide else []
        row = [Span(padded(cut(name, left), left), role), Span(" "), *bar, Span(f" {shown:>{right}}", role)]
        lines += folded(row, columns)
    if wide and months[0] <= today < _after(months[-1]):
        lines.append(line(" " * (left + 1 + _place(today, months, wide)), Span(_("▲ today"))))
    return lines + _foot(stages, drawn, columns)


def _foot(stages: Sequence[Stage], drawn: Sequence[Stage], columns: int) -> list[Line]:
    legend = _("░ over  █ going on  ▒ to come")
    rest = len(stages) - len(drawn)
    sentence = ngettext("{count} without a beginning: stages list", "{count} without a beginning: stages list", rest)
    return apart([Span(legend)], [Span(sentence.format(count=spell_number(rest)), "quiet")] if rest else [], columns)


def _months(stages: Sequence[Stage]) -> list[date]:
    """The first days of the months from the earliest beginning to the last end."""
    first = min(stage.first for stage in stages if stage.first is not None).replace(day=1)
    last = max(stage.last for stage in stages if stage.last is not None)
    months = [first]
    while (after := _after(months[-1])) <= last:
        months.append(after)
    return months


def _after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _place(day: date, months: Sequence[date], wide: int) -> int:
    """The column of a day, from 0, in a drawing of `wide` columns over these months."""
    whole = (_after(months[-1]) - months[0]).days
    return min((day - months[0]).days * wide // whole, wide - 1)


def _scale(months: Sequence[date], wide: int) -> str:
    """The scale above the bars: the first letter of each month at its first day, and the year with each January."""
    text = ""
    for month in months:
        place = _place(month, months, wide)
        mark = spell_month(month.month)[0] + (f" {month.year}" if month.month == 1 and month != months[0] else "")
        if place >= width(text):
            text = padded(text, place) + mark
    return padded(text, wide)[: wide + len(" 2025")]


def _bar(stage: Stage, months: Sequence[date], today: date, wide: int) -> list[Span]:
    """The bar of a stage over its days; beside it, dots at the first days of months, and a line for today."""
    starts = {_place(month, months, wide) for month in months}
    now = _place(today, months, wide) if months[0] <= today < _after(months[-1]) else -1
    sign, role = BARS[stage.state(today)]
    assert stage.first is not None and stage.last is not None  # only stages with a date are drawn
    first, last = _place(stage.first, months, wide), _place(stage.last, months, wide)
    empty = "".join("│" if place == now else "·" if place in starts else " " for place in range(wide))
    return [Span(empty[:first], "quiet"), Span(sign * (last - first + 1), role), Span(empty[last + 1 :], "quiet")]
