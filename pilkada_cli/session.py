"""One call of the program: its shared options, the data and the clock that they choose, and how it answers."""

import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pilkada_cli.clock import NATIONAL, Clock, parse_when
from pilkada_cli.election import Election
from pilkada_cli.errors import NotInElection, PilkadaError, UsageError
from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.language import _, spell_moment, spell_zone
from pilkada_cli.output import terminal
from pilkada_cli.output.formats import PIECES, Format, pieces, render
from pilkada_cli.output.selection import Selection
from pilkada_cli.output.table import Head, Table, check_columns

if TYPE_CHECKING:
    from pilkada_cli.output.excel import Separator
    from pilkada_cli.regions.elections import RoundOfVotes
    from pilkada_cli.regions.region import Region


class Session:
    """The shared options as they were given (None: not given), and the data, clock and store that follow from them."""

    def __init__(self) -> None:
        self.format: Format | None = None
        self.columns: str | None = None
        self.header = True
        self.sort: str | None = None
        self.limit: int | None = None
        self.search: str | None = None
        self.json: str | None = None
        self.excel = False
        self.separator: Separator | None = None
        self.as_of: str | None = None
        self.data: str | None = None
        #: The day from which H-notation counts, where it is not the voting day of the schedule.
        self.counts_from: date | None = None
        #: The command of this call as it is typed, and the sentence of its help.
        self.command, self.purpose = "pilkada", ""

    @cached_property
    def election(self) -> Election:
        """The data in the directory of `--data` or PILKADA_DATA, or else the data that comes with the program."""
        directory = self.data if self.data is not None else os.environ.get("PILKADA_DATA") or None
        return Election(DataFiles(Path(directory) if directory is not None else shipped()))

    @cached_property
    def clock(self) -> Clock:
        """The clock, set by `--as-of` or PILKADA_AS_OF, or else the computer's."""
        # An empty variable counts as not set; an empty option is an error, which the clock raises.
        text = self.as_of if self.as_of is not None else os.environ.get("PILKADA_AS_OF") or None
        return Clock(text, lambda: self.counts_from or self.election.schedule.voting_day)

    def region(self, text: str | None) -> "Region | None":
        """The region of this code or name, None for None; raises UnknownRegion or AmbiguousRegion."""
        return None if text is None else self.election.registry.find(text)

    def now(self, region: "Region | None" = None) -> datetime:
        """The moment of the session's clock, as an aware datetime in the region's zone, or in WIB."""
        return self.clock.now(region.zone if region else NATIONAL)

    def known_day(self, text: str | None, region: "Region | None" = None) -> date | None:
        """The day of a WHEN given to `--known-on`, None for None; raises BadMoment."""
        zone = region.zone if region else NATIONAL
        return None if text is None else parse_when(text, self.election.schedule.voting_day, zone).date()

    def chosen_election(self, text: str | None) -> "RoundOfVotes | None":
        """The election of `--election` or PILKADA_ELECTION; None for none given; else as `find_round`."""
        wanted = text if text is not None else os.environ.get("PILKADA_ELECTION") or None
        return None if wanted is None else self.election.find_round(wanted)

    def other_election(self, text: str | None) -> "RoundOfVotes | None":
        """The election of `--election` or PILKADA_ELECTION; None for the one that the data are of, and for none given.

        Raises UnknownElection.
        """
        found = self.chosen_election(text)
        return None if found is None or found.here else found

    def refuse_other_election(self, text: str | None) -> None:
        """Raise NotInElection where stages are asked for of an election of which only the day is known."""
        other = self.other_election(text)
        if other is None:
            return
        day = _("that no day is set for it") if other.day is None else other.day.isoformat()
        sentence = _(
            "These data have no stages of {election}; they know of it {day} alone: "
            "see pilkada elections show {election}, or choose data of it with --data."
        )
        raise NotInElection(sentence.format(election=other.id, day=day))

    @cached_property
    def posko(self) -> str:
        """The location of the post's store: PILKADA_POSKO (a path or a URL), or a file in the user's data directory."""
        given = os.environ.get("PILKADA_POSKO")
        if given:
            return given
        try:
            return str(self.data_home / "posko.db")
        except RuntimeError:
            from pilkada_cli.posko.errors import StoreFailed

            sentence = _("No home directory is known, where the post's store would be: set PILKADA_POSKO, or HOME.")
            raise StoreFailed(sentence) from None

    @property
    def data_home(self) -> Path:
        """This program's directory in the user's data directory; it may not exist."""
        return _data_home() / "pilkada"

    @property
    def has_post(self) -> bool:
        """Whether there may be a post: False only where the store's file is missing, so that nothing need be loaded."""
        try:
            if not os.environ.get("PILKADA_POSKO"):
                return _is_there(self.data_home / "posko.db")
            from pilkada_cli.posko.store.location import read_location

            path = read_location(self.posko).path
            return path is None or _is_there(path)
        except RuntimeError:
            return False  # Without a home directory nobody can have opened a post in it.
        except (OSError, PilkadaError):
            return True  # Opening the store will report what is wrong with its location.

    @property
    def missing_store(self) -> str | None:
        """The place that PILKADA_POSKO names where no store is there; None where there is one, or none is named."""
        return None if self.has_post else os.environ.get("PILKADA_POSKO") or None

    @property
    def for_people(self) -> bool:
        """Whether the answer is for a person: in the format `table`, or on a terminal without `--format`."""
        return self.format == "table" or (self.format is None and not self.excel and terminal.on_terminal())

    @property
    def wants_least(self) -> bool:
        """Whether the answer is for a script that asks for no format and no columns: the one thing that it needs."""
        return self.format is None and self.columns is None and self.json is None and not terminal.on_terminal()

    def expect(self, columns: Sequence[str]) -> None:
        """Raise UsageError if the answer has not the columns or the format asked for; called before it is recorded."""
        self._settle()
        check_columns(None if self.columns is None else _columns(self.columns), columns)
        if self.format in ("svg", "geojson"):
            # What a command answers that records is neither a picture nor a place, and is refused as it would be then.
            render(Table(tuple(columns), []), self.format)

    def show(self, table: Table) -> None:
        """Answer with the table, in the format of `--format`, or else as a table on a terminal and as tsv elsewhere."""
        self._settle()
        form = self.format or ("table" if terminal.on_terminal() else "tsv")
        columns = _columns(self.columns) if self.columns is not None else None
        chosen = Selection(self.sort, self.limit, self.search).of(table)
        if self.excel:
            from pilkada_cli.output.excel import render_excel

            check_columns(columns, table.columns)
            named = columns or table.columns
            terminal.show(render_excel(chosen, named, self.header, terminal.screen(), self.separator or ","))
            return
        if form in PIECES and not terminal.on_terminal():
            terminal.write_pieces(pieces(chosen, form, columns, header=self.header, screen=terminal.screen()))
            return
        if form == "html":
            moment = self.now()
            head = Head(self.command, "", spell_moment(moment, spell_zone(moment)))
            chosen = chosen._replace(head=head, note=self.purpose)
        terminal.show(render(chosen, form, columns, header=self.header, screen=terminal.screen()))

    def drawn(self, table: Table) -> str:
        """The drawing of the table as SVG; raises UsageError where it has none."""
        self._settle()
        columns = _columns(self.columns) if self.columns is not None else None
        return render(Selection(self.sort, self.limit, self.search).of(table), "svg", columns)

    def _settle(self) -> None:
        """Turn the options that stand for a format into it; raises UsageError where they exclude each other."""
        self._settle_excel()
        self._settle_json()

    def _settle_excel(self) -> None:
        """Turn `--excel` into `--format csv`; raises UsageError for another format, and for --separator alone."""
        if self.excel and (self.format not in (None, "csv") or self.json is not None):
            raise UsageError(_("--excel is a form of csv; give it alone or with -f csv."))
        if self.separator is not None and not self.excel:
            raise UsageError(_("--separator parts the cells for a spreadsheet; it goes with --excel."))
        if self.excel:
            self.format = "csv"

    def _settle_json(self) -> None:
        """Turn `--json A,B` into `--format json --columns A,B`; raises UsageError where these are given as well."""
        if self.json is None:
            return
        if self.format not in (None, "json") or self.columns is not None:
            raise UsageError(_("--json A,B is -f json --columns A,B; give neither of them beside it."))
        self.format, self.columns, self.json = "json", self.json, None


def _is_there(path: Path) -> bool:
    """Whether something is at a path; raises OSError where that cannot be told, as for links that go in a circle."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _data_home() -> Path:
    """The user's data directory; on Linux found by the XDG rule without importing platformdirs, which takes 4 ms."""
    if sys.platform == "linux":
        return Path(os.environ.get("XDG_DATA_HOME", "").strip() or Path.home() / ".local" / "share")
    from platformdirs import user_data_path

    return user_data_path()


def _columns(text: str) -> Sequence[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise UsageError(_("--columns needs at least one column, such as: --columns code,name"))
    return names
