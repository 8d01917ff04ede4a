"""A line on the terminal that is written again every second, until Ctrl-C."""

import shutil
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from pilkada_cli import clock
from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.terminal import on_terminal, write

HIDE_CURSOR, SHOW_CURSOR, CLEAR_LINE = "\x1b[?25l", "\x1b[?25h", "\r\x1b[K"


def tick(line: Callable[[datetime], str], start: datetime) -> None:
    """Write `line` of each second from `start` on, in place; the terminal is left clean when it ends."""
    if not on_terminal():
        raise UsageError(_("--watch needs a terminal; without one, ask for --days or -f json in a loop."))
    began = clock.elapsed()
    try:
        write(HIDE_CURSOR)
        while True:
            passed = clock.elapsed() - began
            text = line(start + timedelta(seconds=int(passed)))
            write(CLEAR_LINE + text[: shutil.get_terminal_size().columns - 1])
            time.sleep(1 - passed % 1)
    finally:
        if sys.stdout is not None:
            write(CLEAR_LINE + SHOW_CURSOR)
