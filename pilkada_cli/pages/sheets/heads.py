"""What all sheets have in common: their head, and how the days of a stage are written."""

from datetime import date, datetime

from pilkada_cli.clock import label
from pilkada_cli.language import _, spell_moment
from pilkada_cli.output.table import Head
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import Stage


def head_of(what: str, place: str | None, now: datetime, zone: str, schedule: Schedule) -> Head:
    """The head of a sheet: what it is, of which region (None: of the country), and the moment, with its H-notation."""
    return Head(
        what, place or _("national").capitalize(), f"{spell_moment(now, zone)} · {counted(now.date(), schedule)}"
    )


def counted(day: date, schedule: Schedule) -> str:
    """A day in H-notation."""
    return label((schedule.voting_day - day).days)


def span_counted(stage: Stage, schedule: Schedule) -> str:
    """The first and last day of a stage in H-notation, or the one that is set; nothing without a date."""
    days = dict.fromkeys(counted(day, schedule) for day in (stage.start, stage.end) if day is not None)
    return " – ".join(days)
