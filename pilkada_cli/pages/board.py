"""The board: one page for the wall of a post, on which the days left, what burns and who is silent are seen at once.

It is made in both languages, and switches between them in the browser: each text that people read stands in an element
with the attribute `data-t`, and the page carries the same texts in the other language, in the same order.
"""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from pilkada_cli.clock import ZoneName
from pilkada_cli.language import current, speaking
from pilkada_cli.output.page import page, trusted
from pilkada_cli.output.table import Row
from pilkada_cli.pages.board_country import clocks, country
from pilkada_cli.pages.board_texts import texts
from pilkada_cli.pages.board_words import words
from pilkada_cli.pages.palette import MARKS, SIGNS, State, rules, state_rules
from pilkada_cli.pages.timeline import timeline_rules
from pilkada_cli.posko.words import Words
from pilkada_cli.regions.grid import Grid
from pilkada_cli.regions.region import Region
from pilkada_cli.regions.registry import Registry
from pilkada_cli.stages.polls import Polls
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.situation import Situation

#: The states of regions on the board.
USED: tuple[State, ...] = ("none", "good", "command", "near", "bad")
#: What stands in the first lines of a board, by which one is known that may be written over.
MARK = '<meta name="generator" content="pilkada board">'
_TEXT = re.compile(r"<(?:[a-z0-9]+)(?: [^<>]*)? data-t(?: [^<>]*)?>([^<]*)<")


class Log(NamedTuple):
    """What the board shows of a post's log: the fields of its situation report, and more.

    `silent` are the codes of the regions whose posts have not reported in time, `expected` those of all that report
    here. `last` are the last entries, the newest first: when recorded, the kind, and what they are about. `within` is
    the code of the one region of which all this is shown, None where it is all that the post has; `around` are the
    fields of all that is drawn, which for one kabupaten or kota is its province, as `expected` and `silent` are.
    """

    fields: Row
    around: Row
    words: Words
    expected: Sequence[str]
    silent: Sequence[str]
    planned: Sequence[Row]
    last: Sequence[tuple[datetime, str, str]]
    within: str | None = None


class Board(NamedTuple):
    """What a board shows: the situation at a moment, and of a post its log, if there is one.

    `written` is the moment by the computer's clock, which differs from that of the situation in a drill; `refresh` the
    seconds after which the board is written again, 0 where it is not. `again` has the day on which a region votes once
    more, by code. `trouble` says why it could not be brought up to date, and since when; `missing` that somebody has
    named the store of a post, and none is there.
    """

    now: Situation
    schedule: Schedule
    polls: Sequence[Polls]
    registry: Registry
    grid: Grid | None
    region: Region | None
    again: Mapping[str, date]
    written: datetime
    refresh: int = 0
    public: bool = False
    log: Log | None = None
    trouble: str = ""
    missing: bool = False

    @property
    def zone(self) -> ZoneName:
        """The zone of the board's region, or of the capital."""
        return self.now.zone


def render_board(board: Board) -> str:
    """The whole page, in the current language and with the texts of the other one."""
    other = "en" if current() == "id" else "id"
    with speaking(other):
        theirs, their_words = _page(board, {}), words(board)
    data = {
        "words": {current(): words(board), other: their_words},
        "other": [html.unescape(one) for one in _TEXT.findall(theirs)],
        "signs": {one: SIGNS[one] for one in USED},
        "marks": {one: MARKS[one] for one in USED},
        **clocks(board),
        **country(board),
    }
    return _page(board, data)


def _page(board: Board, data: Mapping[str, Any]) -> str:
    # What only some boards need has files of its own, so that each is small.
    needs = {"board_province": board.region is not None, "board_post": board.log is not None}
    parts = [name for name, needed in needs.items() if needed]
    return page(
        "board.html",
        styles=["board.css", *(f"{part}.css" for part in parts)],
        scripts=[*(f"{part}.js" for part in parts), "board.js"],
        colours=rules() + state_rules() + timeline_rules(),
        board=texts(board),
        data=data,
        mark=trusted(MARK),
    )
