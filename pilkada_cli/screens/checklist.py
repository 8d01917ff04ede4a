"""A checklist as Markdown to print: a heading a stage, a box before each item."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from pilkada_cli.language import _, spell_clock, spell_date
from pilkada_cli.printable import visible
from pilkada_cli.stages.checklists import Item
from pilkada_cli.stages.schedule import Schedule

if TYPE_CHECKING:
    from pilkada_cli.posko.ticks import Tick


def paper(items: list[Item], schedule: Schedule, today: date, ticks: "Mapping[str, Tick]") -> str:
    """The items of a checklist, with who has ticked which of them at the command post."""
    lines = [f"# {_('Checklist')}: {visible(schedule.election.spoken)}", "", spell_date(today), ""]
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
    actors = ", ".join(schedule.actors.get(actor, actor) for actor in item.actors)
    label = item.due_label(schedule.voting_day)
    due = f"{visible(item.when.spoken)} ({label})" if label else visible(item.when.spoken)
    basis = f" · {visible(item.basis)}" if item.basis else ""
    text = f"{visible(item.text.spoken)}: {actors} · {due}"
    if tick is None:
        return f"- [ ] {text}" + (f" **{_('overdue')}**" if item.overdue(today) else "") + basis
    moment = f"{spell_date(tick.moment, weekday=False)} {spell_clock(tick.moment)}"
    done = _("done {moment}, {writer}").format(moment=moment, writer=visible(tick.by))
    return f"- [x] {text} **{done}**{basis}"
