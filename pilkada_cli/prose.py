"""Sentences for people about time: countdowns, states and the situation, in the language now spoken."""

from collections.abc import Sequence
from datetime import date, timedelta

from pilkada_cli.clock import OFFSETS, label
from pilkada_cli.language import _, ngettext, spell_clock, spell_date, spell_days, spell_moment, spell_number
from pilkada_cli.polls import Polls, windows
from pilkada_cli.printable import visible
from pilkada_cli.schedule import Countdown, Schedule, Stage
from pilkada_cli.situation import AHEAD, Situation

#: From so many days on, a distance is told in years and months as well.
LONG = 60
#: Checklist items that `status` shows; more are counted.
SHOWN = 5


def spell_countdown(counted: Countdown, *, live: bool = False) -> str:
    """A countdown as one line; `live` adds the hours, minutes and seconds to go."""
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
    if live and counted.seconds > 0:
        minutes, second = divmod(counted.seconds, 60)
        parts.append(_("{time} to go").format(time=f"{minutes // 60}:{minutes % 60:02d}:{second:02d}"))
    return ", ".join(parts) + _polls(counted) + "."


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
    """On the day itself, nationally: that the same local hours are three moments."""
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


def spell_state(stage: Stage, state: str) -> str:
    """Whether a stage is going on, as one line."""
    sentences = {
        "active": _("Yes: {name} is going on ({days})."),
        "upcoming": _("No: {name} is still to come ({days})."),
        "past": _("No: {name} is over ({days})."),
    }
    return sentences[state].format(name=visible(stage.name.spoken), days=spell_days(stage.start, stage.end))


def spell_status(now: Situation, schedule: Schedule, polls: Sequence[Polls] = ()) -> str:
    """The situation as one plain screen, with the polls zone by zone when there are any to show."""
    place = now.region.label if now.region else _("national")
    moment = spell_moment(now.now, now.zone)
    lines = [f"{visible(schedule.election.spoken)} · {place}", f"{moment} · {now.voting.label}", ""]
    lines += _polls_lines(polls, now, schedule)
    lines.append(_("Going on:"))
    going = [
        stage for stage in now.active if stage.parent is None or stage.parent not in {one.id for one in now.active}
    ]
    lines += [_stage_line(stage) for stage in going] or ["  -"]
    lines += ["", _("Next:")]
    lines += [_next_line(now.next)] if now.next else ["  -"]
    lines += ["", _("Due within 7 days:")]
    for item in now.due[:SHOWN]:
        assert item.due is not None  # search by due day gives only items that have one
        lines.append(f"  {_day(item.due)}  {visible(item.text.spoken)}")
    if not now.due:
        lines.append("  -")
    if len(now.due) > SHOWN:
        more = ngettext("and {count} more, see: {command}", "and {count} more, see: {command}", len(now.due) - SHOWN)
        until = label(now.voting.days - AHEAD.days)
        lines.append("  " + more.format(count=len(now.due) - SHOWN, command=f"pilkada checklist --due-by {until}"))
    return "\n".join(lines) + "\n"


def _polls_lines(polls: Sequence[Polls], now: Situation, schedule: Schedule) -> list[str]:
    """The polls of each zone, in its own time and in that of the view, and how many are open at the moment."""
    if not polls:
        return []
    lines = [_("Polls:")]
    for one in polls:
        span = f"{spell_clock(one.opens)}–{spell_clock(one.closes)} {one.zone}"
        if one.zone != now.zone:
            here = (moment.astimezone(now.now.tzinfo) for moment in (one.opens, one.closes))
            span += f" ({'–'.join(map(spell_clock, here))} {now.zone})"
        count = _("{count} of {all} polling stations open").format(
            count=spell_number(one.open_at(now.now)), all=spell_number(one.stations)
        )
        lines.append(f"  {span}: {count}")
    for stage in windows(schedule, now.voting.stage) if now.region else []:
        assert stage.opens is not None  # windows() gives only those that have an hour
        begins = spell_clock(stage.opens)
        span = f"{begins}–{spell_clock(stage.closes)}" if stage.closes else _("from {day}").format(day=begins)
        lines.append(f"  {span}  {visible(stage.name.spoken)} ({visible(stage.basis)})")
    return [*lines, ""]


def _stage_line(stage: Stage) -> str:
    return f"  {stage.id}  {visible(stage.name.spoken)}, {spell_days(stage.start, stage.end)}"


def _next_line(ahead: Countdown) -> str:
    days = ngettext("in {count} day", "in {count} days", ahead.days).format(count=spell_number(ahead.days))
    return f"{_stage_line(ahead.stage)} ({days})"


def _day(day: date) -> str:
    return spell_date(day, weekday=False)
