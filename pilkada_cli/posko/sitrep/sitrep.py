"""The situation report: the state at the end of a window, and what is new in it, made from the log alone.

The window is a half-open interval of when this store received its entries (`Window` says what else it can be), so the
report of a past window never changes, and every entry is new in one of consecutive reports. What was recorded earlier
and came by a merge is new, and late. The footer has the hash of the log: the SHA-256 of the hashes of all entries that
count for the report, joined in the order of their ids.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from pilkada_cli import clock
from pilkada_cli.posko.agenda import Plan, agenda
from pilkada_cli.posko.anchors import Anchor, last_anchor
from pilkada_cli.posko.log.clocks import Wrong
from pilkada_cli.posko.log.digest import log_hash
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before, milliseconds
from pilkada_cli.posko.members import Member, members
from pilkada_cli.posko.nil import Heard, heard, nil_reports
from pilkada_cli.posko.post import Post
from pilkada_cli.posko.sitrep.counts import Count, Counts, lies_in
from pilkada_cli.posko.sitrep.window import Window
from pilkada_cli.posko.store.lists import Basis
from pilkada_cli.posko.ticks import Tick, ticks
from pilkada_cli.posko.words import Words
from pilkada_cli.stages.checklists import Checklists
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.situation import checklist_stages
from pilkada_cli.stages.stage import Stage

#: The milliseconds of an hour.
HOUR = 3_600_000


class Progress(NamedTuple):
    """The progress of a stage's checklist: the numbers of items done, of all items, and of overdue items not done."""

    stage: Stage
    done: int
    total: int
    overdue: int


class Sitrep(NamedTuple):
    """A situation report as values; `start` and `end` of the window are aware datetimes in the post's zone.

    `nil` are the nil reports new in the window, `silent` the overdue posts, `agenda_done` what was done in the window.
    `drills` counts entries recorded under a set clock, `entries` all that count; `digest` is the hash of the log, and
    `anchor` the last checkpoint of the post in it.
    """

    post: Post
    start: datetime
    end: datetime
    window: Window
    voting_day: date
    stages: list[Stage]
    counts: Counts
    nil: list[Entry]
    silent: list[Heard]
    agenda_done: list[Plan]
    agenda_due: list[Plan]
    progress: list[Progress]
    members: list[Member]
    drills: int
    entries: int
    digest: str
    anchor: Anchor | None

    @property
    def days(self) -> int:
        """Calendar days from the last day of the window to voting day; negative after it."""
        return (self.voting_day - _moment(self).date()).days

    @property
    def label(self) -> str:
        """The days to voting day in H-notation."""
        return clock.label(self.days)

    @property
    def total(self) -> Count:
        """The count of all incidents."""
        return self.counts.all


def _moment(report: Sitrep) -> datetime:
    """The last millisecond in the window; if the window ends at midnight, this is on the day before."""
    return report.end - timedelta(milliseconds=1)


def draw_up(
    log: Log,
    post: Post,
    words: Words,
    calendar: tuple[Schedule, Checklists],
    span: tuple[datetime, datetime],
    basis: Basis = "received",
    newest: int = 0,
    within: str | None = None,
) -> Sitrep:
    """Make the report of the half-open window `span`, two aware datetimes in the post's zone.

    `basis` says whether entries belong to the window by when they were received or recorded. Whatever its end, the
    report has all that was received up to `newest`, in milliseconds since 1970: a clock that ran ahead leaves entries
    ahead of now, which belong to a report up to now. With `within`, a region's code, its incidents and the silence are
    those of that region and of what lies in it.
    """
    log.ask_lists()
    (schedule, checklists), (start, end) = calendar, span
    window = Window(milliseconds(start), max(milliseconds(end), newest + 1), basis)
    before, began = window.before, Before(window.start, basis)
    plans = agenda(log, post.code, before)
    known = {one.id for one in nil_reports(log, began)}
    done = {plan.id for plan in agenda(log, post.code, began) if plan.done}
    now = end - timedelta(milliseconds=1)
    counts = Counts(log, words, window, within)
    silent = [one for one in heard(log, post, window.end, before) if lies_in(one.region, within)]
    count, digest = log_hash(log, before)
    return Sitrep(
        post=post,
        start=start,
        end=end,
        window=window,
        voting_day=schedule.occurrence(schedule.voting, now.date()).start or schedule.voting_day,
        stages=schedule.active(now.date()),
        counts=counts,
        nil=[one for one in nil_reports(log, before) if one.id not in known],
        silent=[one for one in silent if one.last is None or one.last < milliseconds(end) - words.silence * HOUR],
        agenda_done=[plan for plan in plans if plan.done and plan.id not in done],
        agenda_due=[plan for plan in plans if plan.state(now) == "due"],
        progress=_progress(ticks(log, post.code, before), checklists, schedule, now.date()),
        members=[one for one in members(log, post.code, before) if one.ended is None],
        drills=log.store.entries.drills(**before.condition),
        entries=count,
        digest=digest,
        anchor=last_anchor(log, post.code, before),
    )


def clocks_ahead(log: Log, before: Before) -> list[Wrong]:
    """The writers whose reports and updates were recorded after they were received.

    That differs from store to store, so it is told beside a report and not in it.
    """
    found: dict[str, tuple[int, int]] = {}
    for writer, entries, most in log.store.lists.ahead(before):
        count, longest = found.get(writer, (0, 0))
        found[writer] = (count + entries, max(longest, most))
    return [Wrong(writer, "ahead", *counted) for writer, counted in sorted(found.items())]


def _progress(ticked: dict[str, Tick], checklists: Checklists, schedule: Schedule, today: date) -> list[Progress]:
    """The progress of the checklists of stages that are active or come next, or in which an item is ticked."""
    now = clock.midnight(today, clock.NATIONAL)
    wanted = checklist_stages(schedule, now) | {tick.stage for tick in ticked.values()}
    found = []
    for stage in schedule:
        items = checklists.search(stages=[stage.id]) if stage.id in wanted else []
        if items:
            done = sum(item.id in ticked for item in items)
            late = sum(item.overdue(today) and item.id not in ticked for item in items)
            found.append(Progress(stage, done, len(items), late))
    return found
