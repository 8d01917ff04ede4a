"""The polls on voting day as one bar per zone, from the legal hours and the registry, not from reports of the field."""

import re
from collections.abc import Sequence
from datetime import datetime

from pilkada_cli.language import _, spell_clock, spell_number
from pilkada_cli.output.lines import Line, Role, Span, apart, line, padded, width
from pilkada_cli.screens.times import in_clock
from pilkada_cli.stages.polls import Polls
from pilkada_cli.stages.stage import Stage

#: The least and the greatest width of a bar, and the width of what stands beside it: zone, clock, stations, time left.
BAR = (6, 48)
BESIDE = 33


def polls_lines(polls: Sequence[Polls], windows: Sequence[Stage], now: datetime, columns: int) -> list[Line]:
    """How many polling stations are within their opening hours, then a bar for each zone."""
    opened = sum(one.open_at(now) for one in polls)
    everywhere = sum(one.stations for one in polls)
    sentence = _("{count} of {all} stations in opening hours")
    said = sentence.format(count=spell_number(opened), all=spell_number(everywhere))
    if now < min(one.opens for one in polls):
        said = _("no station is open yet")
    elif now >= max(one.closes for one in polls):
        said = _("all stations have closed")
    head = [Span(_("VOTING DAY") + "   ", "strong"), Span(said, "strong")]
    lines = apart(head, [Span(_("by the registry"), "quiet")], columns)
    wide = min(BAR[1], columns - BESIDE)
    if wide >= BAR[0]:
        lines.append(_axis(polls[0], windows, wide))
    return lines + [_row(one, now, wide) for one in polls]


def _axis(polls: Polls, windows: Sequence[Stage], wide: int) -> Line:
    """The axis above the bars: the hours, with the short names of the windows that begin then."""
    hours = range(polls.opens.hour, polls.closes.hour + 1)
    starts = {stage.opens.hour: _short(stage) for stage in windows if stage.opens is not None}
    text = ""
    for hour in hours:
        place = round((hour - hours[0]) * wide / max(len(hours) - 1, 1))
        mark = f"{hour:02d} {starts.get(hour, '')}".strip()
        if place >= width(text) + bool(text):
            text = padded(text, place) + mark
    return line(" " * 14, Span(text, "quiet"))


def _short(stage: Stage) -> str:
    """The abbreviation in brackets in the name of a window, such as DPTb or DPK; empty where there is none."""
    found = re.search(r"\((\w{1,5})\)", stage.name.spoken)
    return found[1] if found else ""


def _row(polls: Polls, now: datetime, wide: int) -> Line:
    local = now.astimezone(polls.opens.tzinfo)
    stations = f" {spell_number(polls.stations):>7}"
    if now < polls.opens:
        said = _("not yet")
    elif now < polls.closes:
        said = _("{time} left").format(time=in_clock((polls.closes - now).total_seconds()))
    else:
        said = _("closed")
    role: Role = "good" if polls.opens <= now < polls.closes else "quiet"
    bar = []
    if wide >= BAR[0]:
        passed = (now - polls.opens) / (polls.closes - polls.opens)
        full = round(min(max(passed, 0.0), 1.0) * wide)
        bar = [Span("█" * full, role), Span("·" * (wide - full), "quiet")]
    return line(f"  {polls.zone:4}  {spell_clock(local)} ", *bar, stations, Span(f"  {said}", role))
