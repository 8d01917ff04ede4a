"""One keyboard of the post: what somebody asks for, checked against the data and the log, and then recorded."""

import os
from collections.abc import Callable
from datetime import datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from pilkada_cli import clock
from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.posko import room
from pilkada_cli.posko.agencies import AgencyNames
from pilkada_cli.posko.damage import damage_told
from pilkada_cli.posko.entries import CLOCK, NATIONAL, SET, Entry, milliseconds, write_moment
from pilkada_cli.posko.errors import NoPost
from pilkada_cli.posko.log import Act, Log
from pilkada_cli.posko.store import Store, open_store
from pilkada_cli.posko.texts import NAME, checked
from pilkada_cli.posko.words import Words, load_words
from pilkada_cli.printable import visible
from pilkada_cli.session import Session

#: What people call the whole country.
NATIONWIDE = (NATIONAL, "national", "indonesia")

if TYPE_CHECKING:
    from pilkada_cli.regions.region import Region
    from pilkada_cli.regions.registry import Registry
    from pilkada_cli.stages.schedule import Schedule


def ticks_of(session: Session) -> dict[str, room.Tick]:
    """The checklist items that are ticked at this moment, by their ids; none where no post was opened."""
    try:
        store = open_store(session.posko)
    except NoPost:
        return {}
    try:
        with damage_told(store), store.reading():
            return room.ticks(store, store.post(), milliseconds(session.now()) + 1)
    except NoPost:
        return {}
    finally:
        store.close()


def writer_of(by: str | None) -> str:
    """Who is writing: `--by`, PILKADA_BY or the system's name for the user."""
    given = by if by is not None else os.environ.get("PILKADA_BY") or None
    if given is None:
        import getpass

        try:
            given = getpass.getuser()
        except (OSError, KeyError, ImportError):
            raise UsageError(_("Nobody knows who is writing: give --by NAME, or set PILKADA_BY.")) from None
    return checked(given, _("The writer's name"), NAME)


def code_of(registry: "Registry", text: str) -> str:
    """The code of a region, or the word for the whole country where somebody says so."""
    return NATIONAL if text.strip().casefold() in NATIONWIDE else registry.find(text).code


def _within_reach(moment: datetime) -> datetime:
    """The moment, if the log could hold it; raises BadMoment."""
    write_moment(moment)
    return moment


class Desk:
    """A keyboard at a post: the data, the clock, the store, and who is writing (None: nobody yet)."""

    def __init__(self, session: Session, store: Store, by: str | None = None) -> None:
        self.session, self.store, self._by = session, store, by
        # An import asks for the same few names and hours half a million times.
        self.place: Callable[[str | None], str] = lru_cache(2048)(self._place)
        self.agency: Callable[[str | None], str | None] = lru_cache(2048)(self._agency)
        self.stamp: Callable[[str], str] = lru_cache(2048)(lambda text: write_moment(self.moment(text)))
        #: What the user should know, each once, in the order in which it came up.
        self.notes: dict[str, None] = {}

    @cached_property
    def words(self) -> Words:
        """The words of the post."""
        return load_words(self.session.election.files)

    @cached_property
    def writer(self) -> str:
        """Who is writing."""
        return writer_of(self._by)

    @cached_property
    def post(self) -> room.Post:
        """Whose post it is; raises NoPost when none was opened."""
        return room.post_of(self.store, self.session.election.registry)

    @property
    def region(self) -> "Region | None":
        """The post's region; None for the whole country."""
        return None if self.post.code == NATIONAL else self.session.election.registry.find(self.post.code)

    @cached_property
    def schedule(self) -> "Schedule":
        """The calendar of the post's region."""
        return self.session.election.calendar(self.region)

    @cached_property
    def now(self) -> datetime:
        """This moment, or the one that the clock is set to, in the post's zone."""
        return _within_reach(self.session.now(self.region))

    def moment(self, text: str) -> datetime:
        """A WHEN of the command line, in the post's zone."""
        return _within_reach(clock.parse_when(text, self.session.election.schedule.voting_day, self.post.zone))

    def past(self, text: str) -> str:
        """A WHEN as the log writes it, with a note when it still lies ahead."""
        stamp = self.stamp(text)
        if stamp > self._now_stamp:
            self.notes[_("What is recorded lies ahead of the clock; was the moment mistyped?")] = None
        return stamp

    @cached_property
    def _now_stamp(self) -> str:
        return write_moment(self.now)

    def local(self, moment: str | datetime) -> datetime:
        """A moment of the log in the post's zone."""
        stamp = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return stamp.astimezone(clock.zone(self.post.zone))

    def _place(self, text: str | None) -> str:
        """The code of a region, by default the post's own; a note says when it lies outside of that."""
        if text is None:
            return self.post.code
        code = code_of(self.session.election.registry, text)
        if self.post.code not in (NATIONAL, code) and not code.startswith(f"{self.post.code}."):
            name = self.session.election.registry.find(code).label if code != NATIONAL else code
            sentence = _("{region} is not of this post, which is that of {post}; it is recorded all the same.")
            self.notes[sentence.format(region=name, post=self.post.name.spoken)] = None
        return code

    def _agency(self, text: str | None) -> str | None:
        """The id of an agency; a name that nobody knows is taken as it is, with a note when it looks mistyped."""
        if text is None:
            return None
        name = checked(text, _("The agency"), NAME)
        if near := self.agencies.near(name):
            sentence = _("No agency is called '{text}', so it is recorded as written; did you mean {near}?")
            self.notes[sentence.format(text=visible(name), near=near)] = None
        return self.agencies.resolve(name)

    @cached_property
    def agencies(self) -> AgencyNames:
        """The agencies of the data and those on the roster."""
        return AgencyNames(self.words, [one.agency for one in room.members(self.store, self.post.code)])

    def record(self, log: Log, act: Act) -> Entry:
        """Put an act into the log, marked when the clock is set."""
        body = {**act.body, CLOCK: SET} if self.session.clock.is_set else act.body
        return log.append(act._replace(body=body), writer=self.writer, now=self.now, post=self.post.code)
