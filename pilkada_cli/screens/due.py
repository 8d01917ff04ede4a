"""The part of the status screen that shows checklist items that are due: counts, the first few, and how to see all."""

from collections.abc import Sequence

from pilkada_cli.clock import label
from pilkada_cli.language import _, spell_number
from pilkada_cli.output.fit import Column, Group, fitted
from pilkada_cli.output.lines import Line, Role, Span, apart
from pilkada_cli.printable import visible
from pilkada_cli.screens.actors import who
from pilkada_cli.screens.times import more
from pilkada_cli.stages.checklists import Item
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.situation import AHEAD, Situation

#: The width of the column that says who has to do it.
ACTORS = 19
COLUMNS = (Column("sign", ""), Column("due", "", "key"), Column("text", "", "text"), Column("actor", "", rank=1))


def due(now: Situation, overdue: Sequence[Item], schedule: Schedule, count: int, columns: int) -> list[Line]:
    """How many items are overdue, and due today, tomorrow and within AHEAD, then at most `count` of these items."""
    if not now.due and not overdue:
        return []
    today = now.now.date()
    near = [sum(item.due is not None and (item.due - today).days == days for item in now.due) for days in (0, 1)]
    left = [Span(_("DUE"), "strong"), Span("   ")]
    if overdue:
        left += [Span(_("! {count} overdue").format(count=spell_number(len(overdue))), "bad"), Span("   ")]
    counts = _("· {today} today   · {tomorrow} tomorrow").format(today=near[0], tomorrow=near[1])
    right = _("{count} within 7 days").format(count=spell_number(len(now.due)))
    items = [*overdue[: count // 2], *now.due][:count]
    lines = apart([*left, Span(counts)], [Span(right)], columns)
    rows = [Group((), [_row(item, now, schedule) for item in items])]
    lines += fitted(COLUMNS, rows, columns, header=False, fill=True, silent=True)
    until = label(now.voting.days - AHEAD.days)
    return lines + more(len(now.due) + len(overdue) - len(items), f"pilkada checklist --due-by {until}", columns)


def _row(item: Item, now: Situation, schedule: Schedule) -> list[Span]:
    today = now.now.date()
    late = item.overdue(today)
    soon = item.due is not None and (item.due - today).days <= 1
    role: Role = "bad" if late else "near" if soon else "plain"
    day = item.due_label(schedule.voting_day) or ""
    text = Span(visible(item.text.spoken))
    return [Span("!" if late else " ", role), Span(day, role), text, Span(who(item, schedule, ACTORS), "quiet")]
