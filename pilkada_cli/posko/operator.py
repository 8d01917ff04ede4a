"""The operator of a call at the post: checks what the user asks for against the data and the log, and records it."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from pilkada_cli.clock import Clock, zone
from pilkada_cli.election import Election
from pilkada_cli.errors import UsageError
from pilkada_cli.language import _, spell_span
from pilkada_cli.posko.errors import NoPost, StoreFailed
from pilkada_cli.posko.log.entry import Entry, in_order
from pilkada_cli.posko.log.kinds import CLOCK, NATIONAL, SET
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import LEAP, Before, milliseconds, write_moment
from pilkada_cli.posko.log.turn import Act, Scribe, Turn
from pilkada_cli.posko.post import Post, code_of, describe, post_of
from pilkada_cli.posko.texts import NAME, free
from pilkada_cli.posko.when import StillAhead, is_bare_time, parse_spoken
from pilkada_cli.posko.words import AgencyNames, Words
from pilkada_cli.posko.words_file import load_words
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from pilkada_cli.regions.region import Region
    from pilkada_cli.stages.schedule import Schedule


#: The system's name for its administrator, which is nobody's, and what stands for nobody's name in the log.
ROOT, NAMELESS = "root", "tanpa nama"


def named(by: str | None) -> str | None:
    """The name that somebody has given, by `--by` or PILKADA_BY."""
    return by if by is not None else os.environ.get("PILKADA_BY") or None


def writer_of(by: str | None) -> str:
    """The checked name of the writer: `--by`, PILKADA_BY or the system's user name; raises UsageError without one."""
    given = named(by)
    if given is None:
        import getpass

        try:
            given = getpass.getuser()
        except (OSError, KeyError, ImportError):
            raise UsageError(_("Nobody knows who is writing: give --by NAME, or set PILKADA_BY.")) from None
        if given == ROOT:
            # Who works as root through sudo has a name; everybody else is nobody, and not the same one.
            given = os.environ.get("SUDO_USER") or NAMELESS
            given = NAMELESS if given == ROOT else given
    return free(given, _("The writer's name"), NAME)


class Operator:
    """What one call at a post works with: the data, the clock, the log, and the name given with `--by`, or None.

    `region_code`, `agency` and `stamp` read what people type: a region's code, an agency's id, and a moment as the log
    writes it.
    """

    def __init__(
        self, election: Election, clock: Clock, log: Log, by: str | None = None, *, mask: bool = False
    ) -> None:
        self.election, self.clock, self.log, self._by, self._mask = election, clock, log, by, mask
        # Cached, as an import asks for the same few names and moments half a million times.
        self.region_code: Callable[[str | None], str] = lru_cache(2048)(self._region_code)
        self.agency: Callable[[str | None], str | None] = lru_cache(2048)(self._agency)
        self.stamp: Callable[[str], str] = lru_cache(2048)(lambda text: write_moment(self.moment(text)))
        #: Notes for the user, as the keys of a dict, which keeps each once and in order.
        self.notes: dict[str, None] = {}

    def text(self, given: str, what: str, limit: int) -> str:
        """A text that somebody writes, checked; raises BadText, or PrivateText where it is not to be masked."""
        return free(given, what, limit, mask=self._mask)

    def optional_text(self, given: str | None, what: str, limit: int) -> str | None:
        """The same for a text that need not be given."""
        return None if given is None else self.text(given, what, limit)

    @cached_property
    def words(self) -> Words:
        """The post's words, from data/posko.yaml."""
        return load_words(self.election.files)

    @cached_property
    def writer(self) -> str:
        """The name of the writer; raises UsageError or BadText."""
        return writer_of(self._by)

    @cached_property
    def post(self) -> Post:
        """The post of this store; raises NoPost when none was opened."""
        return post_of(self.log, self.election.registry)

    def read_without_post(self) -> None:
        """Go on as the post of the whole country where no entry opens one, as in a log that has lost its beginning."""
        try:
            self.log.post()
        except (NoPost, StoreFailed):
            self.log.store.driver.read_on()
            self.post = describe(NATIONAL, self.election.registry)

    @property
    def region(self) -> "Region | None":
        """The region of the post; None for the national post."""
        return None if self.post.code == NATIONAL else self.election.registry.find(self.post.code)

    @cached_property
    def schedule(self) -> "Schedule":
        """The calendar of the post's region."""
        return self.election.calendar(self.region)

    @cached_property
    def now(self) -> datetime:
        """The present or set moment, in the post's zone; read once per call."""
        return _within_reach(self.clock.now(self.post.zone))

    @property
    def receives_at(self) -> datetime:
        """The moment that is recorded as when merged entries were received; works also where no post is open."""
        try:
            return self.now
        except NoPost:
            return _within_reach(self.clock.now())

    @property
    def limit(self) -> Before | None:
        """Under a set clock, the limit for what this store had received by that moment; None where it is not set."""
        return Before(milliseconds(self.now) + 1) if self.clock.is_set else None

    def moment(self, text: str) -> datetime:
        """The moment that people type, as an aware datetime in the post's zone; raises BadPostMoment or BadMoment."""
        return self._moment(text)

    def since(self, text: str) -> datetime:
        """Like `moment`, for the beginning of an interval: here a bare duration, such as `2h`, is two hours ago."""
        return self._moment(text, ago=True)

    def _moment(self, text: str, *, ago: bool = False) -> datetime:
        day, zone_name = self.election.schedule.voting_day, self.post.zone
        return _within_reach(parse_spoken(text, self.now, day, zone_name, ago=ago))

    def past(self, text: str) -> str:
        """When something happened, from what people type, as the log writes it.

        Raises StillAhead for a bare time of day that is still to come today; a note is made of other future moments.
        """
        stamp = self.stamp(text)
        if stamp > self._now_stamp and is_bare_time(text):
            raise StillAhead(text.strip(), self.now)
        if stamp > self._now_stamp:
            self.notes[_("What is recorded lies ahead of the clock; was the moment mistyped?")] = None
        return stamp

    @cached_property
    def _now_stamp(self) -> str:
        return write_moment(self.now)

    def local(self, moment: str | datetime) -> datetime:
        """A moment, as the log writes it or an aware datetime, in the post's zone."""
        stamp = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return stamp.astimezone(zone(self.post.zone))

    def _region_code(self, text: str | None) -> str:
        """The code of a region, by default the post's; a note is made of a region outside the post's own."""
        if text is None:
            return self.post.code
        code = code_of(self.election.registry, text)
        if self.post.code not in (NATIONAL, code) and not code.startswith(f"{self.post.code}."):
            name = self.election.registry.find(code).label if code != NATIONAL else code
            sentence = _("{region} is not of this post, which is that of {post}; it is recorded all the same.")
            self.notes[sentence.format(region=name, post=self.post.name.spoken)] = None
        return code

    def _agency(self, text: str | None) -> str | None:
        """The id of an agency; an unknown name is returned unchanged, with a note where it looks mistyped."""
        if text is None:
            return None
        name = self.text(text, _("The agency"), NAME)
        if near := self.agencies.near(name):
            sentence = _("No agency is called '{text}', so it is recorded as written; did you mean {near}?")
            self.notes[sentence.format(text=visible(name), near=near)] = None
        return self.agencies.resolve(name)

    @cached_property
    def agencies(self) -> AgencyNames:
        """The names of the agencies in the data, and of those that are or were on the roster."""
        roster = in_order(self.log.acts("member", post=self.post.code))
        return AgencyNames(self.words, [one.subject for one in roster])

    def record(self, turn: Turn, act: Act) -> Entry:
        """Append an act to the log, marked as a drill when the clock is set; see `look_at`."""
        self.look_at(turn)
        return turn.append(self._marked(act), writer=self.writer, now=self.now, post=self.post.code)

    def make(self, scribe: Scribe, act: Act) -> tuple[Entry, dict[str, Any]]:
        """The entry that `record` would append, made aside, and its body."""
        marked = self._marked(act)
        return scribe.make(marked, writer=self.writer, now=self.now, post=self.post.code), marked.body

    def _marked(self, act: Act) -> Act:
        return act._replace(body={**act.body, CLOCK: SET}) if self.clock.is_set else act

    def look_at(self, turn: Turn) -> None:
        """Note what is odd about the log at a turn: an entry ahead of the clock, or a writer whom nobody named.

        The first is noted where the newest entry was received at least LEAP later than the clock says.
        """
        ahead = turn.received - milliseconds(self.now)
        if ahead >= LEAP:
            sentence = _("The newest entry of this log is {span} ahead of this clock ({now}): is the clock right?")
            self.notes[sentence.format(span=spell_span(ahead // 1000), now=self.now.isoformat(timespec="minutes"))] = (
                None
            )
        if named(self._by) is None and self.log.store.entries.head(self.writer) is None:
            sentence = _(
                "Nobody said who is writing, so it is recorded as '{name}': set PILKADA_BY, or give --by NAME."
            )
            self.notes[sentence.format(name=visible(self.writer))] = None

    def record_over(self, kinds: tuple[str, ...], act: Act) -> Entry:
        """Record an act that overrides all earlier entries of these kinds on its subject.

        It occurs now, or one millisecond after the latest of these entries, so that it counts as the later one also
        where the clock was set back.
        """
        with self.log.writing() as turn:
            earlier = self.log.all_acts(*kinds, subject=act.subject, post=self.post.code)
            last = max((one.occurred for one in earlier), default=None)
            moment = self.now
            if last is not None and milliseconds(last) >= milliseconds(moment):
                moment = datetime.fromisoformat(last) + timedelta(milliseconds=1)
            return self.record(turn, act._replace(occurred=write_moment(moment)))


def _within_reach(moment: datetime) -> datetime:
    """The moment unchanged; raises BadMoment where the log cannot hold it."""
    write_moment(moment)
    return moment
