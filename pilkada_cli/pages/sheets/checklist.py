"""A checklist on paper: a table for each stage, by due day, with boxes to tick and the legal basis of each item."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pilkada_cli.language import _, spell_clock, spell_date, spell_days, spell_number, spell_short
from pilkada_cli.output.headings import heading
from pilkada_cli.output.paper import Cell, Column, Group, Part, Sheet
from pilkada_cli.pages.sheets.heads import counted, head_of
from pilkada_cli.stages.checklists import Item
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import Stage

if TYPE_CHECKING:
    from pilkada_cli.posko.ticks import Tick


class Printed(NamedTuple):
    """What a printed checklist shows: items, who has ticked them (by item id), and the moment with its zone.

    `place` is the region whose post has ticked them, None where no post is known; `stage` is given where it is the
    checklist of one stage.
    """

    items: Sequence[Item]
    schedule: Schedule
    now: datetime
    zone: str
    ticks: "Mapping[str, Tick]"
    place: str | None = None
    stage: Stage | None = None

    def late(self, item: Item) -> bool:
        """Whether the item is overdue, and nobody has ticked it."""
        return item.overdue(self.now.date()) and item.id not in self.ticks


def checklist_sheet(printed: Printed) -> Sheet:
    """The items of each stage, those of one due day together, and who signs for them."""
    subject = printed.stage.short if printed.stage else printed.schedule.title
    what = _("Checklist · {what}").format(what=subject.spoken)
    head = head_of(what, printed.place, printed.now, printed.zone, printed.schedule)
    parts = [_stage(printed.schedule[own], list(items), printed) for own, items in _by_stage(printed.items)]
    nothing = [] if parts else [Part(lines=[_("Nothing is to be done here; all items: pilkada checklist --all")])]
    return Sheet(
        head,
        parts or nothing,
        lines=_progress(printed),
        asked=[] if printed.place else [_("Region:")],
        signers=[_("Checked by"), _("Seen by")] if parts else (),
    )


def _by_stage(items: Sequence[Item]) -> Iterator[tuple[str, Iterator[Item]]]:
    order = list(dict.fromkeys(item.stage for item in items))
    return groupby(sorted(items, key=lambda item: order.index(item.stage)), key=lambda item: item.stage)


def _progress(printed: Printed) -> list[str]:
    done, late = sum(one.id in printed.ticks for one in printed.items), sum(map(printed.late, printed.items))
    told = _("{done} of {all} done").format(done=spell_number(done), all=spell_number(len(printed.items)))
    overdue = _("! {count} overdue").format(count=spell_number(late))
    return [" · ".join([told, *([overdue] if late else [])])] if printed.items else []


def _stage(stage: Stage, items: list[Item], printed: Printed) -> Part:
    days = spell_days(stage.start, stage.end)
    columns = [
        Column(_("Tick"), "box"),
        Column(heading("text")),
        Column(heading("actor"), "tag"),
        Column(_("By whom, when"), "blank"),
    ]
    items.sort(key=lambda item: item.due or date.max)
    groups = [
        Group([_row(item, printed) for item in own], [Cell(_due(day, printed))])
        for day, own in groupby(items, key=lambda item: item.due)
    ]
    return Part(stage.name.spoken + (f" · {days}" if days else ""), columns=columns, groups=groups)


def _due(day: date | None, printed: Printed) -> str:
    if day is None:
        return _("Without a fixed day")
    return f"{counted(day, printed.schedule)} · {spell_date(day)}"


def _row(item: Item, printed: Printed) -> list[Cell]:
    tick = printed.ticks.get(item.id)
    late = printed.late(item)
    basis = item.basis or (_("Good practice; no rule prescribes it.") if item.practice else "")
    text = ("! " if late else "") + item.text.spoken
    below = [item.when.spoken + (f" · {heading('overdue').upper()}" if late else ""), *([basis] if basis else [])]
    actors = ", ".join(printed.schedule.actor(actor) for actor in item.actors)
    return [
        Cell(ticked=tick is not None),
        Cell(text, below, strong=late),
        Cell(actors),
        Cell(_done(tick, printed.now.date()) if tick else ""),
    ]


def _done(tick: "Tick", today: date) -> str:
    day = spell_short(tick.moment.date(), year=tick.moment.year != today.year)
    return f"{tick.by}, {day} {spell_clock(tick.moment)}"
