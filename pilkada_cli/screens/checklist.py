"""A checklist on a screen, the most urgent items first, and as Markdown to print."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from pilkada_cli.clock import label
from pilkada_cli.language import _, spell_clock, spell_date, spell_number, spell_short
from pilkada_cli.output.lines import Line, Role, Span, apart, folded, line, padded, rule, said, width, wrapped
from pilkada_cli.printable import visible
from pilkada_cli.screens.actors import who
from pilkada_cli.screens.stages import days_of
from pilkada_cli.screens.times import day_of, title
from pilkada_cli.stages.checklists import Item
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import Stage

if TYPE_CHECKING:
    from pilkada_cli.posko.ticks import Tick

#: The greatest width of the bar that shows how much is done, and the width of what stands beside it.
BAR, BESIDE = 40, 40
#: The width of the actors' column, and the least width of a text beside it; if narrower, the actors stand below.
ACTORS, TEXT = 19, 28
#: The widths of what stands before a text: its sign and box, and its due day in H-notation.
BOX, DUE = 6, 7


class Shown(NamedTuple):
    """What a checklist screen shows: items, who has ticked them (by item id), the moment, and with `basis` the law.

    `place` names whose checklist it is, `stage` is given where it is that of one stage.
    """

    items: Sequence[Item]
    schedule: Schedule
    now: datetime
    ticks: "Mapping[str, Tick]"
    place: str | None = None
    stage: Stage | None = None
    basis: bool = False

    @property
    def today(self) -> date:
        """The date of `now`."""
        return self.now.date()


def checklist(shown: Shown, columns: int) -> list[Line]:
    """The items in groups: overdue, today, tomorrow, later, without a day, and done."""
    lines = _head(shown, columns)
    if not shown.items:
        return [*lines, *said(_("Nothing is to be done here; all items: pilkada checklist --all"), columns)]
    for heading, items, role in _groups(shown):
        if items:
            lines.append(line(Span(heading, role)))
            lines += [row for item in items for row in _item(item, shown, columns)]
    hint = apart(
        [Span(_("legal basis: --basis · to print: -f html"), "quiet")],
        [Span(_("ids: --columns {names}").format(names="id,text"), "quiet")],
        columns,
    )
    return [*lines, rule(columns), *hint]


def _head(shown: Shown, columns: int) -> list[Line]:
    days = f" ({days_of(shown.stage, shown.today)})" if shown.stage else ""
    what = f"{visible(shown.stage.short.spoken)}{days}" if shown.stage else visible(shown.schedule.title.spoken)
    count = label((shown.schedule.voting_day - shown.today).days)
    weekday = spell_date(shown.today).partition(",")[0]
    day = f"{weekday}, {spell_short(shown.today, year=True)} · {count}"
    right = f"{visible(shown.place)} · {day}" if shown.place else day
    done = sum(item.id in shown.ticks for item in shown.items)
    late = len(_overdue(shown))
    told = _("{done} of {all} done").format(done=spell_number(done), all=spell_number(len(shown.items)))
    wide = min(BAR, columns - BESIDE)
    bar = []
    if wide >= BOX and shown.ticks and shown.items:
        full = round(done * wide / len(shown.items))
        bar = [Span("  "), Span("█" * full, "good"), Span("░" * (wide - full), "quiet")]
    overdue = [Span(_("! {count} overdue").format(count=spell_number(late)), "bad")] if late else []
    below = apart([Span(told), *bar], overdue, columns) if shown.items else []
    return title(_("Checklist · {what}").format(what=what), right, columns, below)


def _overdue(shown: Shown) -> list[Item]:
    return [item for item in shown.items if item.overdue(shown.today) and item.id not in shown.ticks]


def _groups(shown: Shown) -> Iterable[tuple[str, list[Item], Role]]:
    left = [item for item in shown.items if item.id not in shown.ticks and not item.overdue(shown.today)]

    def ahead(wanted: Callable[[int], bool]) -> list[Item]:
        return sorted(
            (item for item in left if item.due is not None and wanted((item.due - shown.today).days)),
            key=lambda item: item.due or shown.today,
        )

    tomorrow = date.fromordinal(shown.today.toordinal() + 1)
    yield _("OVERDUE"), sorted(_overdue(shown), key=lambda item: item.due or shown.today), "bad"
    yield _("TODAY") + f" · {_weekday(shown.today)}", ahead(lambda days: days == 0), "near"
    yield _("TOMORROW") + f" · {_weekday(tomorrow)}", ahead(lambda days: days == 1), "near"
    yield _("LATER"), ahead(lambda days: days > 1), "plain"
    yield _("CONTINUOUS, OR WITHOUT A DAY"), [item for item in left if item.due is None], "plain"
    yield _("DONE"), [item for item in shown.items if item.id in shown.ticks], "good"


def _weekday(day: date) -> str:
    return f"{spell_date(day).partition(',')[0]}, {spell_short(day)}"


def _item(item: Item, shown: Shown, columns: int) -> list[Line]:
    """One item: its box, its day, its text, which goes on under itself, and who has to do it."""
    tick = shown.ticks.get(item.id)
    late = item.overdue(shown.today) and tick is None
    box = f"{'!' if late else ' '} {'[x]' if tick else '[ ]'} "
    due = item.due_label(shown.schedule.voting_day) or ""
    actors = _done_by(tick, shown.today) if tick else who(item, shown.schedule, ACTORS)
    left = BOX + DUE
    beside = columns - left - ACTORS - 2 >= TEXT
    room = columns - left - (ACTORS + 2 if beside else 0)
    texts = wrapped(visible(item.text.spoken), max(room, 1)) if columns > left + 1 else [visible(item.text.spoken)]
    role: Role = "bad" if late else "good" if tick else "plain"
    lines: list[Line] = []
    for place, text in enumerate(texts):
        head = Span(f"{box}{due:{DUE}}", role) if not place else Span(" " * left)
        last = place == len(texts) - 1
        end = (
            [Span(padded(" " * max(room - width(text), 0) + "  ", 0)), Span(f"{actors:>{ACTORS}}", "quiet")]
            if beside and last
            else []
        )
        lines += folded([head, Span(text, "quiet" if tick else "plain"), *end], columns, " " * left)
    below = [] if beside or not actors else [actors]
    below += [visible(item.basis)] if shown.basis and item.basis else []
    return lines + [
        row for text in below for row in folded([Span(" " * left), Span(text, "quiet")], columns, " " * left)
    ]


def _done_by(tick: "Tick", today: date) -> str:
    return f"{visible(tick.by, limit=8)}, {day_of(tick.moment.date(), today)} {spell_clock(tick.moment)}"


def paper(items: Sequence[Item], schedule: Schedule, today: date, ticks: "Mapping[str, Tick]") -> str:
    """The items of a checklist as Markdown, with who has ticked which of them at the command post."""
    title = _("Checklist")
    lines = [f"# {title}: {visible(schedule.election.spoken)}", "", spell_date(today), ""]
    heading = None
    for item in items:
        if item.stage != heading:
            heading = item.stage
            lines += [
                *([""] if lines[-1].startswith("-") else []),
                f"## {visible(schedule[heading].name.spoken)}",
                "",
            ]
        lines.append(_boxed(item, schedule, today, ticks.get(item.id)))
    return "\n".join(lines) + "\n"


def _boxed(item: Item, schedule: Schedule, today: date, tick: "Tick | None") -> str:
    actors = ", ".join(schedule.actor(actor) for actor in item.actors)
    due_label = item.due_label(schedule.voting_day)
    due = f"{visible(item.when.spoken)} ({due_label})" if due_label else visible(item.when.spoken)
    basis = f" · {visible(item.basis)}" if item.basis else ""
    text = f"{visible(item.text.spoken)}: {actors} · {due}"
    if tick is None:
        overdue = _("overdue") if item.overdue(today) else ""
        return f"- [ ] {text}" + (f" **{overdue}**" if overdue else "") + basis
    moment = f"{spell_date(tick.moment, weekday=False)} {spell_clock(tick.moment)}"
    done = _("done {moment}, {writer}").format(moment=moment, writer=visible(tick.by))
    return f"- [x] {text} **{done}**{basis}"
