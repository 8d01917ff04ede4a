"""Waits for a moment, in steps of a second at most: a clock that is set, or a computer that wakes up, is noticed."""

import re
import time
from collections.abc import Callable
from datetime import datetime

from pilkada_cli import clock
from pilkada_cli.errors import BadDuration

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
#: Seconds: no wait is longer than ten years.
LONGEST = 3653 * 86400
#: Seconds between two looks at the clock.
STEP = 1.0


def parse_duration(text: str) -> float:
    """Seconds of a duration such as `90s`, `10m`, `1h30m` or `2d`; raises BadDuration."""
    parts = re.findall(r"(\d{1,6})([smhd])", text.strip().lower(), re.ASCII)
    if not parts or "".join(number + unit for number, unit in parts) != text.strip().lower():
        raise BadDuration(text)
    seconds = sum(int(number) * UNITS[unit] for number, unit in parts)
    if seconds > LONGEST:
        raise BadDuration(text)
    return float(seconds)


def wait_until(moment: datetime, now: Callable[[], datetime], timeout: float | None = None) -> bool:
    """Sleep until the moment and say True, or False once `timeout` seconds have passed before it."""
    began = clock.elapsed()
    while (left := (moment - now()).total_seconds()) > 0:
        passed = clock.elapsed() - began
        if timeout is not None and passed >= timeout:
            return False
        time.sleep(min(left, STEP, STEP if timeout is None else max(timeout - passed, 0.0)))
    return True
