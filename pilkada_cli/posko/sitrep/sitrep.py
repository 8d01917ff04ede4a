"""The situation report: how things stand at the end of a window, and what is new in it, from the log alone.

The window is half-open: what is known at its start counts, what is known at its end belongs to the next one. What
was recorded in the window counts as new also when it had happened before, so that nothing falls between
two reports. The same log and window give the same report, to the byte; its footer holds the log's hash: the SHA-256
of the hashes of all entries it rests on, in the order of their ids.
"""

import hashlib
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pilkada_cli import clock
from pilkada_cli.posko.agenda import Plan, agenda
from pilkada_cli.posko.incidents.incident import Incident
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import milliseconds
from pilkada_cli.posko.members import Member, members
from pilkada_cli.posko.nil import Heard, heard, nil_reports
from pilkada_cli.posko.post import Post
from pilkada_cli.posko.sitrep.counts import Count, Counts
from pilkada_cli.posko.sitrep.window import Window
from pilkada_cli.posko.ticks import Tick, ticks
from pilkada_cli.posko.words import Words
from pilkada_cli.stages.checklists import Checklists
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.situation import checklist_stages
from pilkada_cli.stages.stage import Stage

#: Milliseconds.
HOUR = 3_600_000
#: Hashes that are strung together by the database at once.
HASHES = 20_000


class Progress(NamedTuple):
    """How far the checklist of a stage is: items done, all items, and items overdue that nobody has ticked."""

    stage: Stage
    done: int
    total: int
    overdue: int


class Sitrep(NamedTuple):
    """A situation report, as values; `start` and `end` are in the post's zone."""

    post: Post
    start: datetime
    end: datetime
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

    @property
    def days(self) -> int:
        """Calendar days to voting day at the end of the window."""
        return (self.voting_day - _moment(self).date()).days

    @property
    def label(self) -> str:
        """The same in H-notation."""
        return clock.label(self.days)

    def is_new(self, incident: Incident) -> bool:
        """Whether the report before this one could not have it."""
        window = Window(milliseconds(self.start), milliseconds(self.end))
        return window.counts_as_new(milliseconds(incident.occurred), milliseconds(incident.recorded))

    @property
    def total(self) -> Count:
        """All incidents."""
        return self.counts.all


def _moment(report: Sitrep) -> datetime:
    """The last moment of the window, which a window that ends at midnight still has on the day before."""
    return report.end - timedelta(milliseconds=1)


def draw_up(
    log: Log, post: Post, words: Words, calendar: tuple[Schedule, Checklists], span: tuple[datetime, datetime]
) -> Sitrep:
    """The report of a window, from its start to before its end."""
    (schedule, checklists), (start, end) = calendar, span
    window = Window(milliseconds(start), milliseconds(end))
    plans = agenda(log, post.code, window.end)
    now = end - timedelta(milliseconds=1)
    counts = Counts(log, words, window)
    silent = heard(log, post, window.end)
    count, digest = log_hash(log, window.end)
    return Sitrep(
        post=post,
        start=start,
        end=end,
        voting_day=schedule.occurrence(schedule.voting, now.date()).start or schedule.voting_day,
        stages=schedule.active(now.date()),
        counts=counts,
        nil=[one for one in nil_reports(log, window.end) if window.holds(one.counts_from)],
        silent=[one for one in silent if one.last is None or one.last < window.end - words.silence * HOUR],
        agenda_done=[plan for plan in plans if plan.done and window.holds(milliseconds(plan.done))],
        agenda_due=[plan for plan in plans if plan.state(now) == "due"],
        progress=_progress(ticks(log, post.code, window.end), checklists, schedule, now.date()),
        members=[one for one in members(log, post.code, window.end) if one.ended is None],
        drills=log.store.entries.drills(window.end),
        entries=count,
        digest=digest,
    )


def log_hash(log: Log, before: int) -> tuple[int, str]:
    """How many entries are known before a moment, and the SHA-256 of their hashes in the order of their ids."""
    digest, count, last = hashlib.sha256(), 0, ""
    while True:
        found, last, hashes = log.store.entries.strung_hashes(before, last, HASHES)
        if not found:
            return count, digest.hexdigest()
        digest.update(hashes.encode())
        count += found


def _progress(ticked: dict[str, Tick], checklists: Checklists, schedule: Schedule, today: date) -> list[Progress]:
    """The stages that are active, that come next, or in which something is ticked."""
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
