"""The status screen: the polls, what goes on, what comes next, which regions vote again, what is due, and the post."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pilkada_cli.clock import OFFSETS
from pilkada_cli.language import _, ngettext, spell_clock, spell_date, spell_number, spell_short
from pilkada_cli.output.fit import Column, Group, fitted
from pilkada_cli.output.lines import Line, Role, Span, apart, folded, line, rule, said
from pilkada_cli.printable import visible
from pilkada_cli.screens.due import due
from pilkada_cli.screens.polls import polls_lines
from pilkada_cli.screens.times import day_of, in_days, in_hours, moment, more, title
from pilkada_cli.stages.polls import Polls, windows
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.situation import Ahead, Situation, VoteAgain
from pilkada_cli.stages.span import span_at
from pilkada_cli.stages.stage import Stage

if TYPE_CHECKING:
    from pilkada_cli.posko.overview import Overview

#: How many rows of each part are shown; of the rest, the number.
GOING, NEXT, AGAIN, DUE = 3, 3, 3, 4
#: How many rows of a part are shown on voting day, when the polls come first.
FEW = 2
#: From so many days before a vote on, the opening times of the polls are shown.
EVE = 2
#: The signs of the severities: the gravest, the next gravest, and all others.
SIGNS: tuple[tuple[str, Role], ...] = (("●", "bad"), ("▲", "near"), ("·", "plain"))


class Shown(NamedTuple):
    """What the status screen shows: the situation, its calendar, the polls on voting day, and the post if there is one.

    `name_of` gives the short name of a region's code.
    """

    now: Situation
    schedule: Schedule
    polls: Sequence[Polls]
    post: "Overview | None"
    name_of: Callable[[str], str]

    @property
    def busy(self) -> bool:
        """Whether it is voting day, when the polls are shown and other parts have fewer rows."""
        return bool(self.polls) and self.now.voting.days == 0


def status(shown: Shown, columns: int) -> list[Line]:
    """The whole status screen, no wider than `columns`; another one once the election is over."""
    now = shown.now
    place = now.region.label if now.region else _("national")
    head = title(f"{visible(shown.schedule.title.spoken)} · {place}", moment(now.now, now.zone), columns)
    if now.last is not None:
        return [*head, *_over(shown, columns)]
    parts = [
        _headline(shown, columns),
        _going(shown, columns),
        _next(shown, columns),
        _again(shown, columns),
        _due(shown, columns),
        [] if shown.post is None else _post(shown.post, columns),
    ]
    return [row for one in (*head, *(one for part in parts for one in part)) for row in folded(one, columns)]


def _headline(shown: Shown, columns: int) -> list[Line]:
    now, voting = shown.now, shown.now.voting
    if shown.polls and voting.days == 0:
        own = [one for one in windows(shown.schedule, voting.stage) if one.opens != voting.stage.opens]
        return polls_lines(shown.polls, own, now.now, columns)
    name = visible(voting.stage.short.spoken)
    count = spell_number(abs(voting.days))
    told = {
        1: ngettext("{count} day to {name}", "{count} days to {name}", voting.days),
        0: _("today is {name}"),
        -1: ngettext("{count} day since {name}", "{count} days since {name}", -voting.days),
    }[(voting.days > 0) - (voting.days < 0)].format(count=count, name=name)
    day = "" if voting.stage.start is None else spell_date(voting.stage.start)
    lines = apart([Span(f"{voting.label:5} ", "strong"), Span(told, "strong")], [Span(day)], columns)
    if 0 < voting.days <= EVE and (opening := _opening(shown)):
        lines += folded([Span(" " * 6), Span(opening)], columns, " " * 6)
    return lines


def _opening(shown: Shown) -> str:
    """When the polls open, zone by zone, in the time zone of the screen; empty where no hours are known."""
    now, voting = shown.now, shown.now.voting.stage
    if voting.start is None or voting.opens is None or voting.closes is None:
        return ""
    if now.region:
        sentence = _("opens {opens}, closes {closes} {zone}")
        return sentence.format(opens=spell_clock(voting.opens), closes=spell_clock(voting.closes), zone=now.zone)
    each = [
        f"{spell_clock(opens.astimezone(now.now.tzinfo))} ({zone})"
        for zone in sorted(OFFSETS, key=OFFSETS.__getitem__, reverse=True)
        if (opens := voting.begins(zone)) is not None
    ]
    hours = voting.closes.hour - voting.opens.hour + (voting.closes.minute - voting.opens.minute) / 60
    sentence = _("opens {times}, {zone} time; {hours:.0f} hours a zone")
    return sentence.format(times=", ".join(each), zone=now.zone, hours=hours)


def _table(heads: Sequence[str], rows: Sequence[Sequence[Span]], columns: int) -> list[Line]:
    """Rows of a name, a day or an hour, and the time left, which is aligned to the right edge."""
    table = [
        Column("name", heads[0], "text"),
        Column("day", heads[1], "number", rank=1),
        Column("left", heads[2], "number"),
    ]
    return fitted(table, [Group((), rows)], columns, fill=True, silent=True)


def _going(shown: Shown, columns: int) -> list[Line]:
    now = shown.now
    if not now.going:
        return said(_("Nothing of the calendar goes on."), columns, "quiet")
    shown_rows = GOING if not shown.busy else FEW
    # What ends first stands first, stages before their steps.
    going = sorted(now.going, key=lambda stage: (stage.parent is not None, stage.last or now.now.date()))
    rows = [_going_row(stage, shown) for stage in going[:shown_rows]]
    lines = _table((_("GOING ON"), _("until"), _("left")), rows, columns)
    return lines + more(len(going) - shown_rows, "pilkada stages list --all --state active", columns)


def _going_row(stage: Stage, shown: Shown) -> list[Span]:
    now, today = shown.now, shown.now.now.date()
    span = span_at(stage, now.now, now.region)
    name = Span(f"  {visible(stage.short.spoken)}")
    if stage.last is None or span is None:
        return [name, Span(""), Span("")]
    if stage.closing and stage.last == today:
        left = in_hours((span.ends - now.now).total_seconds())
        return [name, Span(_clock(span.ends, now)), Span(left, "near")]
    days = (stage.last - today).days
    return [name, Span(day_of(stage.last, today)), Span(in_days(days), "near" if days < 1 else "plain")]


def _clock(at: datetime, now: Situation) -> str:
    return f"{spell_clock(at.astimezone(now.now.tzinfo))} {now.zone}"


def _next(shown: Shown, columns: int) -> list[Line]:
    again = {vote.day for vote in shown.now.again}
    ahead = [one for one in shown.now.ahead if one.zone or one.at.date() not in again]
    if not ahead:
        return []
    hours = any(one.zone for one in ahead[:NEXT])
    command = "pilkada stages list --state upcoming" + (" --all" if any(one.stage.parent for one in ahead) else "")
    heads = (_("NEXT"), _("at") if hours else _("from"), _("in"))
    lines = _table(heads, [_next_row(one, shown) for one in ahead[:NEXT]], columns)
    return lines if hours else lines + more(len(ahead) - NEXT, command, columns)


def _next_row(one: Ahead, shown: Shown) -> list[Span]:
    now, today = shown.now, shown.now.now.date()
    name = visible(one.stage.short.spoken)
    if one.zone is None:
        told = _("{name}: deadline").format(name=name) if one.event == "deadline" else name
        return [Span(f"  {told}"), Span(day_of(one.at.date(), today)), Span(in_days((one.at.date() - today).days))]
    told = {
        "opens": _("Stations open"),
        "closes": _("Stations close; those in the queue still vote, then the count"),
        "window": name,
    }[one.event]
    left = in_hours((one.at - now.now).total_seconds())
    where = "" if now.region else f", {one.zone}"
    return [Span(f"  {told}{where}"), Span(_clock(one.at, now)), Span(left)]


def _again(shown: Shown, columns: int) -> list[Line]:
    again = shown.now.again
    if not again:
        return []
    rows = [_again_row(vote, shown) for vote in again[:AGAIN]]
    heads = (_("VOTING AGAIN within 30 days"), _("on"), _("in"))
    lines = _table(heads, rows, columns)
    first = again[0]
    command = f"pilkada status --region {first.codes[0]} --as-of {first.day.isoformat()}"
    return lines + more(len(again) - AGAIN, command, columns)


def _again_row(vote: VoteAgain, shown: Shown) -> list[Span]:
    today = shown.now.now.date()
    names = ", ".join(visible(shown.name_of(code)) for code in vote.codes)
    days = (vote.day - today).days
    role: Role = "near" if days <= 1 else "plain"
    return [Span(f"  {names}", role), Span(day_of(vote.day, today)), Span(in_days(days), role)]


def _due(shown: Shown, columns: int) -> list[Line]:
    # Without a post nobody ticks items here, so it is not known which are overdue.
    overdue = shown.now.overdue if shown.post is not None else []
    return due(shown.now, overdue, shown.schedule, FEW if shown.busy else DUE, columns)


def _post(post: "Overview", columns: int) -> list[Line]:
    left = [Span(_("POST {name}").format(name=visible(post.name)), "strong"), Span("   ")]
    for (sign, role), (name, count) in zip(SIGNS, post.counts, strict=True):
        left += [Span(f"{sign}{spell_number(count)} {name}", role if count else "plain"), Span("  ")]
    right = []
    if post.expected:
        heard = _("{heard}/{all} regions reported").format(heard=post.heard, all=post.expected)
        silent = post.expected - post.heard
        right = [
            Span(heard),
            Span("   "),
            Span(_("{count} overdue").format(count=silent), "bad" if silent else "plain"),
        ]
    commands = Span("pilkada posko incidents · overdue", "command")
    return [*apart(left, right, columns), *apart([Span("")], [commands], columns)]


def _over(shown: Shown, columns: int) -> list[Line]:
    """The screen when the election is over: says so, names the last event, and suggests commands."""
    now, last = shown.now, shown.now.last
    assert last is not None  # asked for only then
    lines = [line(Span(_("This election is over: nothing of its calendar goes on or is still to come."), "strong"))]
    names = ", ".join(visible(shown.name_of(code)) for code in last.codes)
    what = visible(last.stage.short.spoken) + (f" ({names})" if names else "")
    ago = in_days((now.now.date() - last.day).days)
    sentence = _("Last: {what}, {day}, {ago} ago.")
    lines += folded([Span(sentence.format(what=what, day=spell_short(last.day, year=True), ago=ago))], columns)
    region = f" --region {last.codes[0]}" if last.codes else ""
    tries = [
        "pilkada status --as-of H-3",
        f"pilkada status{region} --as-of {last.day.isoformat()}",
        "pilkada stages timeline",
    ]
    lines = [one for spans in lines for one in folded(spans, columns)]
    return [*lines, rule(columns), *(row for one in tries for row in folded([Span(f"{one}", "command")], columns))]
