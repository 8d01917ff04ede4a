"""The situation of a moment as one screen: the polls, what goes on, what comes next, and what is due."""

from collections.abc import Sequence
from datetime import date

from pilkada_cli.clock import label
from pilkada_cli.language import _, ngettext, spell_clock, spell_date, spell_days, spell_moment, spell_number
from pilkada_cli.printable import visible
from pilkada_cli.stages.countdown import Countdown
from pilkada_cli.stages.polls import Polls, windows
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.situation import AHEAD, Situation
from pilkada_cli.stages.stage import Stage

#: Checklist items that are shown; more are counted.
SHOWN = 5


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
