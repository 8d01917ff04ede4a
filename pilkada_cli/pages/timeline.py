"""The stages as bars over the months, as a drawing: what is over, what goes on and what is to come look different."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pilkada_cli.language import _, spell_month, spell_number, spell_short_days
from pilkada_cli.pages.drawing import About, short, stand_alone, text, told, wide
from pilkada_cli.pages.palette import fixed
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import Stage

#: In units of the drawing: its usual width, the size of its letters, the height of a row, and of a bar in it.
WIDE, SIZE, ROW, BAR = 960.0, 15.0, 24.0, 14.0
#: A bar of one day is as wide as this, so that it is seen; and the room beside the bars.
LEAST, GAP = 4.0, 12.0
#: State of a stage -> the class of its bar: hatched, filled, hollow.
BARS = {"past": "tp", "active": "ta", "upcoming": "tu"}


class _Frame(NamedTuple):
    """Where the bars lie: from `left` to `right`, over these months, with the rows from `top` to `bottom`."""

    left: float
    right: float
    top: float
    bottom: float
    months: Sequence[date]

    def place(self, day: date) -> float:
        """How far to the right a day begins."""
        whole = (_after(self.months[-1]) - self.months[0]).days
        return self.left + (self.right - self.left) * (day - self.months[0]).days / whole

    def holds(self, day: date) -> bool:
        return self.months[0] <= day < _after(self.months[-1])


def timeline_rules() -> str:
    """The style of the drawing in a page, by the colours of the palette."""
    return (
        ".t text{fill:var(--ink)}.t .tq text,.t .tq{fill:var(--quiet)}.t .tm{stroke:var(--line);stroke-width:.6}"
        ".t .tp{fill:url(#tp);stroke:var(--quiet)}.t #tp path{stroke:var(--quiet);stroke-width:1.8}"
        ".t .ta{fill:var(--good);stroke:var(--good)}.t .tu{fill:var(--ground);stroke:var(--ink);stroke-width:1.4}"
        ".t .tn{stroke:var(--bad);stroke-width:2}.t .tn+path{fill:var(--bad)}"
        ".t .te{text-anchor:end}.t .tc{text-anchor:middle}"
    )


def timeline_svg(stages: Sequence[Stage], schedule: Schedule, now: datetime, *, wide_as: float = WIDE) -> str:
    """The stages with a date as one `<svg>` element without a style, for a page that has `timeline_rules`.

    `wide_as` is its width in its own units, in which letters are SIZE high: a smaller one has larger letters. The
    element has a description in words; a page with no stage to draw gets an empty text.
    """
    drawn = [stage for stage in stages if stage.first is not None and (stage.start or stage.since)]
    if not drawn:
        return ""
    today = now.date()
    days = [spell_short_days(stage.start, stage.end, today) for stage in drawn]
    names = [stage.short.spoken for stage in drawn]
    left = min(max(wide(name, SIZE) for name in names), wide_as * 0.4) + GAP
    right = wide_as - max(wide(one, SIZE) for one in days) - GAP
    frame = _Frame(left, max(right, left + 60), ROW * 1.6, ROW * (1.6 + len(drawn)), _months(drawn))
    body = f"{_scale(frame)}{_texts(names, days, frame, wide_as)}{_bars(drawn, today, frame)}{_today(today, frame)}"
    return (
        f'<svg class="t" viewBox="0 0 {short(wide_as)} {short(frame.bottom + ROW * 2.3)}" role="img" '
        f'aria-label="{told(described(drawn, schedule, today))}" font-size="{short(SIZE)}">'
        f"{HATCH}{body}{_legend(frame)}</svg>"
    )


#: The hatching of what is over.
HATCH = (
    '<pattern id="tp" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V5"/></pattern>'
)


def timeline_file(stages: Sequence[Stage], schedule: Schedule, now: datetime, about: About, moment: str) -> str:
    """The same as a file: with a title, the moment, and where the dates are from."""
    drawing = timeline_svg(stages, schedule, now)
    high = ROW * (1.6 + 2.3 + drawn_rows(stages))
    head = text(24, 42, about.title, 'font-size="26" font-weight="bold"') + text(
        24, 68, moment, 'font-size="16" class="q"'
    )
    body = drawing.replace(
        '<svg class="t"', f'<svg class="t" x="24" y="84" width="{short(WIDE)}" height="{short(high)}"', 1
    )
    foot = "".join(
        text(24, 104 + high + 17 * place, line, 'font-size="12" class="q"') for place, line in enumerate(about.sources)
    )
    style = fixed(f"text{{fill:var(--ink)}}.q{{fill:var(--quiet)}}{timeline_rules()}")
    return stand_alone(WIDE + 48, 110 + high + 17 * len(about.sources), about, style, head + body + foot)


def drawn_rows(stages: Sequence[Stage]) -> int:
    """How many of the stages are drawn: those whose beginning is known."""
    return sum(stage.first is not None and bool(stage.start or stage.since) for stage in stages)


def described(stages: Sequence[Stage], schedule: Schedule, today: date) -> str:
    """The drawing in words: how many stages are over, which go on, how many are to come."""
    states = [stage.state(today) for stage in stages]
    going = [stage.short.spoken for stage, state in zip(stages, states, strict=True) if state == "active"]
    counts = _("{election}: {past} stages over, {active} going on, {upcoming} to come.").format(
        election=schedule.title.spoken,
        past=spell_number(states.count("past")),
        active=spell_number(len(going)),
        upcoming=spell_number(states.count("upcoming")),
    )
    if not going:
        return counts
    heading = _("Going on")
    return f"{counts} {heading}: {', '.join(going)}."


def _months(stages: Sequence[Stage]) -> list[date]:
    """The first days of the months from the earliest beginning to the last end."""
    months = [min(stage.first for stage in stages if stage.first is not None).replace(day=1)]
    last = max(stage.last for stage in stages if stage.last is not None)
    while (after := _after(months[-1])) <= last:
        months.append(after)
    return months


def _after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _scale(frame: _Frame) -> str:
    """The months: a line at the first of each, its letters above where there is room, and the year with January."""
    lines = "".join(f"M{short(frame.place(month))} {short(frame.top)}V{short(frame.bottom)}" for month in frame.months)
    room = (frame.right - frame.left) / len(frame.months)
    letters = 3 if room > wide("Mmm", SIZE * 0.85) else 1
    marks, years = "", ""
    free = 0.0
    for place, month in enumerate(frame.months):
        x = frame.place(month)
        name = spell_month(month.month)[:letters]
        if x >= free:
            marks += f'<text x="{short(x)}">{told(name)}</text>'
            free = x + wide(name, SIZE * 0.85) + 3
        if month.month == 1 or place == 0:
            years += f'<text x="{short(x)}" y="{short(-SIZE)}">{month.year}</text>'
    return (
        f'<path class="tm" d="{lines}"/><g class="tq" font-size="{short(SIZE * 0.85)}" '
        f'transform="translate(0 {short(frame.top - 6)})">{marks}{years if room * 3 > wide("2024", SIZE) else ""}</g>'
    )


def _texts(names: Sequence[str], days: Sequence[str], frame: _Frame, wide_as: float) -> str:
    """The names on the left, and the days on the right."""
    left = "".join(_row(place, name, frame) for place, name in enumerate(names))
    right = "".join(_row(place, day, frame) for place, day in enumerate(days))
    return f'<g>{left}</g><g class="te tq" transform="translate({short(wide_as)})">{right}</g>'


def _row(place: int, words: str, frame: _Frame) -> str:
    return f'<text y="{short(frame.top + ROW * (place + 0.5) + SIZE * 0.35)}">{told(words)}</text>'


def _bars(stages: Sequence[Stage], today: date, frame: _Frame) -> str:
    """The bars by state, so that each class is named once."""
    shapes: dict[str, str] = {}
    for place, stage in enumerate(stages):
        assert stage.first is not None and stage.last is not None  # only stages with a date are drawn
        start, end = frame.place(stage.first), frame.place(stage.last + timedelta(days=1))
        across = max(end - start, LEAST)
        y = frame.top + ROW * place + (ROW - BAR) / 2
        shape = f"M{short(min(start, frame.right - LEAST))} {short(y)}h{short(across)}v{short(BAR)}h{short(-across)}z"
        shapes[str(stage.state(today))] = shapes.get(str(stage.state(today)), "") + shape
    return "".join(f'<path class="{BARS[state]}" d="{shape}"/>' for state, shape in sorted(shapes.items()))


def _today(today: date, frame: _Frame) -> str:
    """A line for today with a triangle below it, where the months have it."""
    if not frame.holds(today):
        return ""
    x, y = short(frame.place(today)), frame.bottom
    word = told(_("today"))
    return (
        f'<path class="tn" d="M{x} {short(frame.top)}V{short(y)}"/><path d="M{x} {short(y)}l6 9h-12z"/>'
        f'<text class="tc" x="{x}" y="{short(y + 22)}">{word}</text>'
    )


def _legend(frame: _Frame) -> str:
    """What each kind of bar is."""
    x, y, shown = 0.0, frame.bottom + ROW * 1.9, ""
    for name, words in (("tp", _("over")), ("ta", _("going on")), ("tu", _("to come"))):
        shown += f'<path class="{name}" d="M{short(x + 1)} {short(y - 11)}h22v12h-22z"/>{text(x + 30, y, words)}'
        x += 30 + wide(words, SIZE) + 24
    return shown
