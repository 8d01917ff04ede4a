"""A line on the terminal that is written again every second, until Ctrl-C."""

import shutil
import sys
import time
from collections.abc import Callable
from datetime import datetime

from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.terminal import on_terminal, write

HIDE_CURSOR, SHOW_CURSOR, CLEAR_LINE = "\x1b[?25l", "\x1b[?25h", "\r\x1b[K"


def tick(line: Callable[[datetime], str], now: Callable[[], datetime]) -> None:
    """Write `line` of each second by the clock `now`, in place; the terminal is left clean when it ends."""
    if not on_terminal():
        raise UsageError(_("--watch needs a terminal; without one, ask for --days or -f json in a loop."))
    try:
        write(HIDE_CURSOR)
        while True:
            moment = now()
            text = line(moment)
            write(CLEAR_LINE + text[: shutil.get_terminal_size().columns - 1])
            time.sleep(1 - moment.microsecond / 1_000_000)
    finally:
        if sys.stdout is not None:
            write(CLEAR_LINE + SHOW_CURSOR)
