"""The calendar on paper: a month a page, with what begins, ends or happens on each day, and the longer stages below."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pilkada_cli.language import _, ngettext, spell_date, spell_days
from pilkada_cli.output.headings import word
from pilkada_cli.output.paper import Sheet, print_sheet
from pilkada_cli.pages.sheets.heads import counted, head_of
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import Stage

WEEK = timedelta(days=7)


class Mark(NamedTuple):
    """A stage on a day: `word` says that it begins or ends then, and is empty for a stage of this one day.

    `votes` says whether it is a vote.
    """

    word: str
    stage: str
    votes: bool = False


class Day(NamedTuple):
    """A day of a month, the same in H-notation, and its marks; number 0 is a day of another month.

    `votes` says whether it is a voting day.
    """

    number: int
    counted: str = ""
    marks: Sequence[Mark] = ()
    votes: bool = False


class Bar(NamedTuple):
    """A stage of several days that goes on in a month: its name, days and basis, and the days of the month it takes."""

    stage: str
    days: str
    basis: str
    first: int
    last: int


class Month(NamedTuple):
    """A month: its name, how many days it has, its weeks from Monday, and the stages that go on in it."""

    name: str
    length: int
    weeks: Sequence[Sequence[Day]]
    bars: Sequence[Bar]

    @property
    def going(self) -> str:
        """The heading of what goes on in it."""
        return _("Going on in {month}").format(month=self.name)


def print_months(stages: Sequence[Stage], schedule: Schedule, now: datetime, zone: str, place: str | None) -> str:
    """The stages that have a date as one HTML page; `place` is the region whose calendar it is, None nationally."""
    dated = [stage for stage in stages if stage.first is not None]
    left = len(stages) - len(dated)
    sentence = ngettext(
        "{count} stage without a fixed date is left out.", "{count} stages without a fixed date are left out.", left
    )
    head = head_of(_("Calendar · {election}").format(election=schedule.title.spoken), place, now, zone, schedule)
    lines = [sentence.format(count=left)] if left else []
    lines += [] if dated else [_("No stage here has a date.")]
    first = date(2024, 1, 1)  # a Monday
    weekdays = [spell_date(first + timedelta(days=place)).partition(",")[0] for place in range(7)]
    sheet = Sheet(head, lines=lines)
    return print_sheet(sheet, "months.html", "months.css", months=list(_months(dated, schedule)), weekdays=weekdays)


def _months(stages: Sequence[Stage], schedule: Schedule) -> Iterator[Month]:
    """The months from the first stage to the last, without those in which nothing goes on."""
    if not stages:
        return
    month = min(_ends(stage)[0] for stage in stages).replace(day=1)
    end = max(_ends(stage)[1] for stage in stages)
    while month <= end:
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        own = [stage for stage in stages if _ends(stage)[0] <= last and _ends(stage)[1] >= month]
        if own:
            yield _month(month, last, own, schedule)
        month = last + timedelta(days=1)


def _month(first: date, last: date, stages: Sequence[Stage], schedule: Schedule) -> Month:
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday <= last:
        days = [monday + timedelta(days=place) for place in range(7)]
        weeks.append([_day(day, stages, schedule) if first <= day <= last else Day(0) for day in days])
        monday += WEEK
    bars = [_bar(stage, first, last) for stage in stages if _ends(stage)[0] != _ends(stage)[1]]
    name = spell_date(first, weekday=False).partition(" ")[2]
    return Month(name, last.day, weeks, bars)


def _day(day: date, stages: Sequence[Stage], schedule: Schedule) -> Day:
    voting = schedule.voting.id
    marks = [
        Mark(happens, _named(stage), voting in (stage.id, stage.repeats))
        for stage in stages
        if (happens := _happens(stage, day)) is not None
    ]
    return Day(day.day, counted(day, schedule), marks, any(mark.votes for mark in marks))


def _happens(stage: Stage, day: date) -> str | None:
    """The word for what a stage does on a day; None where it neither begins nor ends then."""
    first, last = _ends(stage)
    if day not in (first, last):
        return None
    if first == last:
        return "" if stage.start else _("deadline:")
    return _("begins:") if day == first else _("ends:")


def _bar(stage: Stage, first: date, last: date) -> Bar:
    begins, ends = _ends(stage)
    days = spell_days(begins, ends)
    return Bar(_named(stage), days, stage.basis, max(begins, first).day, min(ends, last).day)


def _ends(stage: Stage) -> tuple[date, date]:
    """The first and the last day of a stage that has a date."""
    assert stage.first is not None and stage.last is not None
    return stage.first, stage.last


def _named(stage: Stage) -> str:
    return stage.short.spoken + ("" if stage.status == "final" else f" ({word(stage.status)})")
