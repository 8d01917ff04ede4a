"""The stages as bars over the months."""

from datetime import date

from pilkada_cli.language import _, spell_date
from pilkada_cli.printable import visible
from pilkada_cli.stages.stage import Stage


def timeline(stages: list[Stage], today: date) -> str:
    """The stages as bars over the months: `=` final, `~` tentative or planned, `>` open at its beginning, `|` today."""
    if not stages:
        return _("No stage here has a date; see: pilkada stages list --all") + "\n"
    months = _months(stages)
    wide = max(len(stage.id) for stage in stages)
    years = {month.year for month in months}
    head = "".join(f"{month.month:>3}" for month in months)
    lines = [" " * wide + " " + ", ".join(map(str, sorted(years))), " " * wide + head]
    lines += [f"{stage.id:{wide}}" + "".join(_cell(stage, month, today) for month in months) for stage in stages]
    legend = _("= final, ~ tentative or planned, > until then, * this month ({day})").format(day=spell_date(today))
    return "\n".join(visible(line) for line in [*lines, legend]) + "\n"


def _months(stages: list[Stage]) -> list[date]:
    days = [day for stage in stages for day in (stage.start, stage.end) if day is not None]
    first, last = min(days), max(days)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]


def _cell(stage: Stage, month: date, today: date) -> str:
    key = (month.year, month.month)
    start = stage.start or stage.last
    last = stage.last
    assert start is not None and last is not None  # only stages with a date are drawn
    inside = (start.year, start.month) <= key <= (last.year, last.month)
    bar = (">" if stage.start is None else "=" if stage.status == "final" else "~") * 2 if inside else "  "
    return ("*" if key == (today.year, today.month) else " ") + bar
