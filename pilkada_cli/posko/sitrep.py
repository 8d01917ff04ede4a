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
from pilkada_cli.posko.entries import Entry, milliseconds
from pilkada_cli.posko.incidents import Incident
from pilkada_cli.posko.room import Heard, Member, Plan, Post, Tick, agenda, heard, members, nil_reports, ticks
from pilkada_cli.posko.store import Store
from pilkada_cli.posko.tally import Count, Tally, Window
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
    tally: Tally
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
        return self.tally.all


def _moment(report: Sitrep) -> datetime:
    """The last moment of the window, which a window that ends at midnight still has on the day before."""
    return report.end - timedelta(milliseconds=1)


def draw_up(
    store: Store, post: Post, words: Words, calendar: tuple[Schedule, Checklists], span: tuple[datetime, datetime]
) -> Sitrep:
    """The report of a window, from its start to before its end."""
    (schedule, checklists), (start, end) = calendar, span
    window = Window(milliseconds(start), milliseconds(end))
    plans = agenda(store, post.code, window.end)
    now = end - timedelta(milliseconds=1)
    tally = Tally(store, words, window)
    silent = heard(store, post, window.end)
    count, digest = log_hash(store, window.end)
    return Sitrep(
        post=post,
        start=start,
        end=end,
        voting_day=schedule.occurrence(schedule.voting, now.date()).start or schedule.voting_day,
        stages=schedule.active(now.date()),
        tally=tally,
        nil=[one for one in nil_reports(store, window.end) if window.holds(one.known)],
        silent=[one for one in silent if one.last is None or one.last < window.end - words.silence * HOUR],
        agenda_done=[plan for plan in plans if plan.done and window.holds(milliseconds(plan.done))],
        agenda_due=[plan for plan in plans if plan.state(now) == "due"],
        progress=_progress(ticks(store, post.code, window.end), checklists, schedule, now.date()),
        members=[one for one in members(store, post.code, window.end) if one.ended is None],
        drills=_drills(store, window.end),
        entries=count,
        digest=digest,
    )


def log_hash(store: Store, before: int) -> tuple[int, str]:
    """How many entries are known before a moment, and the SHA-256 of their hashes in the order of their ids."""
    digest, count, last = hashlib.sha256(), 0, ""
    sql = (
        f"SELECT count(*), max(id), {store.driver.hashes_by_id} FROM "  # noqa: S608
        f"(SELECT id, hash FROM entries WHERE known < ? AND id > ? ORDER BY id LIMIT {HASHES}) AS part"
    )
    while part := store.one(sql, (before, last)):
        found, last, hashes = part
        if not found:
            break
        digest.update(hashes.encode())
        count += found
    return count, digest.hexdigest()


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


def _drills(store: Store, before: int) -> int:
    """Entries that were recorded under a set clock."""
    row = store.one("SELECT count(*) FROM entries WHERE drill = 1 AND known < ?", (before,))
    return int(row[0]) if row else 0
