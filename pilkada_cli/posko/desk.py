"""One keyboard of the post: what somebody asks for, checked against the data and the log, and then recorded."""

import getpass
import os
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pilkada_cli import clock
from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.posko import room
from pilkada_cli.posko.agencies import AgencyNames
from pilkada_cli.posko.entries import CLOCK, SET, Entry
from pilkada_cli.posko.store import Act, Log, Store
from pilkada_cli.posko.texts import NAME, checked
from pilkada_cli.posko.words import Words, load_words
from pilkada_cli.session import Session

if TYPE_CHECKING:
    from pilkada_cli.registry import Region
    from pilkada_cli.schedule import Schedule


class Desk:
    """A keyboard at a post: the data, the clock, the store, and who is writing (None: nobody yet)."""

    def __init__(self, session: Session, store: Store, by: str | None = None) -> None:
        self.session, self.store, self._by = session, store, by
        #: What the user should know, each once, in the order in which it came up.
        self.notes: dict[str, None] = {}

    @cached_property
    def words(self) -> Words:
        """The words of the post."""
        return load_words(self.session.files)

    @cached_property
    def writer(self) -> str:
        """Who is writing: `--by`, PILKADA_BY or the system's name for the user."""
        given = self._by if self._by is not None else os.environ.get("PILKADA_BY") or None
        if given is None:
            try:
                given = getpass.getuser()
            except (OSError, KeyError, ImportError):
                raise UsageError(_("Nobody knows who is writing: give --by NAME, or set PILKADA_BY.")) from None
        return checked(given, _("The writer's name"), NAME)

    @cached_property
    def post(self) -> room.Post:
        """Whose post it is; raises NoPost when none was opened."""
        return room.post_of(self.store, self.session.registry)

    @property
    def region(self) -> "Region | None":
        """The post's region; None for the whole country."""
        return None if self.post.code == room.NATIONAL else self.session.registry.find(self.post.code)

    @cached_property
    def schedule(self) -> "Schedule":
        """The calendar of the post's region."""
        return self.session.calendar(self.region)

    @cached_property
    def now(self) -> datetime:
        """This moment, or the one that the clock is set to, in the post's zone."""
        return self.session.now(self.region)

    def moment(self, text: str) -> datetime:
        """A WHEN of the command line, in the post's zone."""
        return clock.parse_when(text, self.session.schedule.voting_day, self.post.zone)

    def local(self, moment: str | datetime) -> datetime:
        """A moment of the log in the post's zone."""
        stamp = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return stamp.astimezone(clock.zone(self.post.zone))

    def place(self, text: str | None) -> str:
        """The code of a region, by default the post's own."""
        return self.post.code if text is None else self.session.registry.find(text).code

    def agency(self, text: str | None) -> str | None:
        """The id of an agency; a name that nobody knows is taken as it is, with a note when it looks mistyped."""
        if text is None:
            return None
        name = checked(text, _("The agency"), NAME)
        if near := self.agencies.near(name):
            sentence = _("No agency is called '{text}', so it is recorded as written; did you mean {near}?")
            self.notes[sentence.format(text=name, near=near)] = None
        return self.agencies.resolve(name)

    @cached_property
    def agencies(self) -> AgencyNames:
        """The agencies of the data and those on the roster."""
        return AgencyNames(self.words, [one.agency for one in room.members(self.store)])

    def marked(self, body: dict[str, Any]) -> dict[str, Any]:
        """A body that says so when the clock is set."""
        return {**body, CLOCK: SET} if self.session.clock_is_set else body

    def record(self, log: Log, act: Act) -> Entry:
        """Put an act into the log, marked when the clock is set."""
        if not isinstance(act.body, str):
            act = act._replace(body=self.marked(act.body))
        return log.append(act, writer=self.writer, now=self.now, post=self.post.code)
