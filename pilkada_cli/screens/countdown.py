"""A countdown, and whether a stage is going on, as one line each."""

from datetime import timedelta

from pilkada_cli.clock import OFFSETS
from pilkada_cli.language import (
    _,
    current,
    ngettext,
    spell_clock,
    spell_date,
    spell_days,
    spell_moment,
    spell_number,
    spell_zone,
)
from pilkada_cli.output.lines import Line, Span, cut, folded, line
from pilkada_cli.printable import visible
from pilkada_cli.stages.countdown import Countdown
from pilkada_cli.stages.situation import Ahead
from pilkada_cli.stages.span import Span as Interval
from pilkada_cli.stages.span import span_at
from pilkada_cli.stages.stage import Stage, State

#: From so many days on, a countdown is given in years and months as well.
LONG = 60


def spell_countdown(counted: Countdown) -> str:
    """A countdown as one line."""
    stage = counted.stage
    name = visible(stage.name.spoken)
    if counted.days > 0:
        sentence = ngettext("{label}: {count} day to {name}", "{label}: {count} days to {name}", counted.days)
    elif counted.days < 0 and counted.state == "active":
        sentence = _("{label}: {name} is going on")
    elif counted.days < 0:
        sentence = ngettext("{label}: {count} day since {name}", "{label}: {count} days since {name}", -counted.days)
    else:
        sentence = _("{label}: today is {name}")
    line = sentence.format(label=counted.label, count=spell_number(abs(counted.days)), name=name)
    parts = [line + _distance(counted), _when(counted)]
    return ", ".join(parts) + _polls(counted) + "."


def ticking(counted: Countdown, ahead: Ahead | None, columns: int) -> list[Line]:
    """One frame of a running countdown: the remaining time first, so that every width shows it, then its goal.

    During the stage it counts to its end, on voting day to the closing of the polls; after it to `ahead`, which is what
    comes next.
    """
    span = span_at(counted.stage, counted.now, counted.region)
    name = visible(counted.stage.short.spoken)
    if counted.seconds > 0:
        return _clock_line(counted.seconds, _("to {name}").format(name=name), counted.label, columns)
    if span is not None and span.state(counted.now) == "active":
        left = int((span.ends - counted.now).total_seconds())
        told = _("until the polls close") if counted.stage.opens else _("until the end of {name}").format(name=name)
        return _clock_line(left, told, counted.label, columns)
    if ahead is not None:
        left = int((ahead.at - counted.now).total_seconds())
        told = _("to {name}").format(name=visible(ahead.stage.short.spoken))
        return _clock_line(left, told, counted.label, columns)
    return folded([Span(spell_countdown(counted))], columns)


def _clock_line(seconds: int, told: str, label: str, columns: int) -> list[Line]:
    minutes, second = divmod(max(seconds, 0), 60)
    mark = "." if current() == "id" else ":"
    time = f"{minutes // 60}{mark}{minutes % 60:02d}{mark}{second:02d}"
    return [line(Span(time, "strong"), Span(cut(f"  {told} · {label}", max(columns - len(time), 0))))]


def _distance(counted: Countdown) -> str:
    """A long distance in years, months and days, in brackets."""
    if abs(counted.days) < LONG or (counted.days < 0 and counted.state == "active"):
        return ""
    from dateutil.relativedelta import relativedelta

    today = counted.now.date()
    there = today + timedelta(days=counted.days)
    span = relativedelta(max(there, today), min(there, today))
    parts = [
        ngettext("{count} year", "{count} years", span.years).format(count=span.years) if span.years else "",
        ngettext("{count} month", "{count} months", span.months).format(count=span.months) if span.months else "",
        ngettext("{count} day", "{count} days", span.days).format(count=span.days) if span.days else "",
    ]
    return f" ({' '.join(part for part in parts if part)})"


def _when(counted: Countdown) -> str:
    stage = counted.stage
    begins = stage.begins(counted.zone)
    if stage.start is None:
        return spell_days(None, stage.end)
    if stage.opens is not None and begins is not None and stage.start == stage.last:
        return spell_moment(begins, counted.zone)
    if stage.start == stage.last:
        return spell_date(stage.start)
    return spell_days(stage.start, stage.end)


def _polls(counted: Countdown) -> str:
    """On the day itself, without a region: a note that the polls open at the same local time in three time zones."""
    stage = counted.stage
    if counted.days != 0 or counted.region is not None or stage.opens is None or stage.closes is None:
        return ""
    first = stage.begins(max(OFFSETS, key=lambda zone: OFFSETS[zone]))
    opens = stage.begins("WIB")
    if first is None or opens is None:
        return ""
    sentence = _("; open {opens}-{closes} local time, in Papua (WIT) two hours before Jakarta, from {first} WIB")
    first = first.astimezone(opens.tzinfo)
    return sentence.format(opens=spell_clock(stage.opens), closes=spell_clock(stage.closes), first=spell_clock(first))


def spell_state(stage: Stage, state: State, span: Interval | None = None) -> str:
    """Whether a stage is going on, as one line; with the hours of `span` where it is given and the stage has hours."""
    sentences = {
        "active": _("Yes: {name} is going on ({days})."),
        "upcoming": _("No: {name} is still to come ({days})."),
        "past": _("No: {name} is over ({days})."),
    }
    days = spell_days(stage.start, stage.end)
    if span is not None and (stage.opens or stage.closing):
        zone = spell_zone(span.ends)
        days += f", {spell_clock(span.begins.astimezone(span.ends.tzinfo))}–{spell_clock(span.ends)} {zone}"
    return sentences[state].format(name=visible(stage.name.spoken), days=days)
