"""One call of the program: the options that every command takes, the data and clock they choose, and its answer."""

import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pilkada_cli.clock import NATIONAL, Clock, parse_when
from pilkada_cli.election import Election
from pilkada_cli.errors import UsageError
from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.language import _
from pilkada_cli.output import terminal
from pilkada_cli.output.formats import Format, render
from pilkada_cli.output.selection import Selection
from pilkada_cli.output.table import Table, check_columns

if TYPE_CHECKING:
    from pilkada_cli.regions.region import Region


class Session:
    """The shared options as they were given, and what they lead to; None is "not given"."""

    def __init__(self) -> None:
        self.format: Format | None = None
        self.columns: str | None = None
        self.header = True
        self.sort: str | None = None
        self.limit: int | None = None
        self.search: str | None = None
        self.json: str | None = None
        self.as_of: str | None = None
        self.data: str | None = None

    @cached_property
    def election(self) -> Election:
        """The data of `--data`, PILKADA_DATA or the program."""
        directory = self.data if self.data is not None else os.environ.get("PILKADA_DATA") or None
        return Election(DataFiles(Path(directory) if directory is not None else shipped()))

    @cached_property
    def clock(self) -> Clock:
        """The clock of `--as-of`, PILKADA_AS_OF or the computer."""
        # An empty variable is one that is not set; an empty option is a mistake, and the clock says so.
        text = self.as_of if self.as_of is not None else os.environ.get("PILKADA_AS_OF") or None
        return Clock(text, lambda: self.election.schedule.voting_day)

    def region(self, text: str | None) -> "Region | None":
        """The region of `--region`, if one was given."""
        return None if text is None else self.election.registry.find(text)

    def now(self, region: "Region | None" = None) -> datetime:
        """This moment by the session's clock, in the region's zone or in WIB."""
        return self.clock.now(region.zone if region else NATIONAL)

    def known_day(self, text: str | None, region: "Region | None" = None) -> date | None:
        """The day of `--known-on`, if one was given."""
        zone = region.zone if region else NATIONAL
        return None if text is None else parse_when(text, self.election.schedule.voting_day, zone).date()

    @cached_property
    def posko(self) -> str:
        """Where the store of the post is: PILKADA_POSKO, or a file in the user's data directory."""
        given = os.environ.get("PILKADA_POSKO")
        if given:
            return given
        return str(_data_home() / "pilkada" / "posko.db")

    @property
    def has_post(self) -> bool:
        """Whether there may be a post: without a file where its store would be, nothing of it need be loaded."""
        try:
            return "://" in self.posko or Path(self.posko).exists()
        except OSError:
            return True  # What is wrong with the path is the store's to say.

    @property
    def for_people(self) -> bool:
        """Whether the answer is for somebody who reads it, and not for a program."""
        return self.format == "table" or (self.format is None and terminal.on_terminal())

    def expect(self, columns: Sequence[str]) -> None:
        """Raise UnknownColumn if `--columns` asks for others: who writes must know before anything is written."""
        self._settle_json()
        check_columns(None if self.columns is None else _columns(self.columns), columns)

    def show(self, table: Table) -> None:
        """Answer with the table, in the format of `--format` or the one that fits where it goes."""
        self._settle_json()
        form = self.format or ("table" if terminal.on_terminal() else "tsv")
        columns = _columns(self.columns) if self.columns is not None else None
        chosen = Selection(self.sort, self.limit, self.search).of(table)
        terminal.show(render(chosen, form, columns, header=self.header, screen=terminal.screen()))

    def _settle_json(self) -> None:
        """Turn `--json a,b` into what it stands for."""
        if self.json is None:
            return
        if self.format not in (None, "json") or self.columns is not None:
            raise UsageError(_("--json A,B is -f json --columns A,B; give neither of them beside it."))
        self.format, self.columns, self.json = "json", self.json, None


def _data_home() -> Path:
    """The user's data directory; on Linux by the rule of the XDG directories, which saves 4 ms of every status."""
    if sys.platform == "linux":
        return Path(os.environ.get("XDG_DATA_HOME", "").strip() or Path.home() / ".local" / "share")
    from platformdirs import user_data_path

    return user_data_path()


def _columns(text: str) -> Sequence[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise UsageError(_("--columns needs at least one column, such as: --columns code,name"))
    return names
