"""One call of the program: its shared options, the data and the clock they choose, and its answer.

Each room of the data is imported when a command asks for it: a countdown needs no registry.
"""

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pilkada_cli import clock, terminal
from pilkada_cli.errors import NotInRegion, UnknownStage, UsageError
from pilkada_cli.files import DataFiles, shipped
from pilkada_cli.language import _
from pilkada_cli.output import Table, check_columns, render

if TYPE_CHECKING:
    from pilkada_cli.checklists import Checklists
    from pilkada_cli.evidence import Evidences
    from pilkada_cli.regional import Regional
    from pilkada_cli.registry import Region, Registry
    from pilkada_cli.schedule import Schedule, Stage


class Session:
    """The shared options as they were given, and what they lead to; None is "not given"."""

    def __init__(self) -> None:
        self.format: str | None = None
        self.columns: str | None = None
        self.header = True
        self.as_of: str | None = None
        self.data: str | None = None

    @cached_property
    def files(self) -> DataFiles:
        """The data files of `--data`, PILKADA_DATA or the program."""
        directory = self.data if self.data is not None else os.environ.get("PILKADA_DATA") or None
        return DataFiles(Path(directory) if directory is not None else shipped())

    @cached_property
    def registry(self) -> "Registry":
        """Who votes."""
        from pilkada_cli.registry import load_registry

        return load_registry(self.files)

    @cached_property
    def schedule(self) -> "Schedule":
        """The stages."""
        from pilkada_cli.schedule import load_schedule

        return load_schedule(self.files)

    @cached_property
    def regional(self) -> "Regional":
        """What changed the calendar of single regions."""
        from pilkada_cli.regional import load_regional

        return load_regional(self.files)

    def calendar(self, region: "Region | None") -> "Schedule":
        """The region's own calendar, or the national one."""
        return self.schedule if region is None else self.regional.calendar(self.schedule, region)

    def known_day(self, text: str | None, region: "Region | None" = None) -> date | None:
        """The day of `--known-on`, if one was given."""
        zone = region.zone if region else clock.NATIONAL
        return None if text is None else clock.parse_when(text, self.schedule.voting_day, zone).date()

    def stage(self, text: str, region: "Region | None" = None) -> "Stage":
        """The stage of this id or alias in the region's calendar, or in the national one.

        Raises UnknownStage, or NotInRegion when it holds in other regions only.
        """
        try:
            return self.calendar(region).find(text)
        except UnknownStage as unknown:
            elsewhere = self.schedule.find(text).area if region and text in self.schedule else None
            places = [elsewhere.spoken] if elsewhere else self.regional.where(text)
            if not places:
                raise
            raise NotInRegion(text, region.label if region else None, ", ".join(places)) from unknown

    @cached_property
    def checklists(self) -> "Checklists":
        """What is to be done."""
        from pilkada_cli.checklists import load_checklists

        return load_checklists(self.files)

    @cached_property
    def evidence(self) -> "Evidences":
        """Where the facts were read."""
        from pilkada_cli.evidence import load_evidence

        return load_evidence(self.files)

    def region(self, text: str | None) -> "Region | None":
        """The region of `--region`, if one was given."""
        return None if text is None else self.registry.find(text)

    def now(self, region: "Region | None" = None) -> datetime:
        """The moment of `--as-of`, PILKADA_AS_OF or the clock, in the region's zone or in WIB."""
        zone = region.zone if region else clock.NATIONAL
        text = self._when()
        return clock.read(zone) if text is None else clock.parse_when(text, self.schedule.voting_day, zone)

    def running_clock(self, region: "Region | None" = None) -> Callable[[], datetime]:
        """A clock that goes on from now: the computer's own, or the one that `--as-of` has set."""
        if self._when() is None:
            return lambda: self.now(region)
        start, began = self.now(region), clock.elapsed()
        return lambda: start + timedelta(seconds=clock.elapsed() - began)

    def _when(self) -> str | None:
        # An empty variable is one that is not set; an empty option is a mistake, and parse_when says so.
        return self.as_of if self.as_of is not None else os.environ.get("PILKADA_AS_OF") or None

    @cached_property
    def clock_is_set(self) -> bool:
        """Whether `--as-of` or PILKADA_AS_OF stands in for the computer's clock."""
        return self._when() is not None

    @cached_property
    def posko(self) -> str:
        """Where the store of the post is: PILKADA_POSKO, or a file in the user's data directory."""
        given = os.environ.get("PILKADA_POSKO")
        if given:
            return given
        from platformdirs import user_data_path

        return str(user_data_path("pilkada") / "posko.db")

    def expect(self, columns: Sequence[str]) -> None:
        """Raise UnknownColumn if `--columns` asks for others: who writes must know before anything is written."""
        check_columns(None if self.columns is None else _columns(self.columns), columns)

    def show(self, table: Table) -> None:
        """Answer with the table, in the format of `--format` or the one that fits where it goes."""
        form = self.format or ("table" if terminal.on_terminal() else "tsv")
        columns = _columns(self.columns) if self.columns is not None else None
        terminal.show(render(table, form, columns, header=self.header, screen=terminal.screen()))


def _columns(text: str) -> Sequence[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise UsageError(_("--columns needs at least one column, such as: --columns code,name"))
    return names
