"""The limit of every parser: a second for one input.

It is one of the processor's time, so that a busy machine is not taken for a parser that hangs.
"""

import signal
from collections.abc import Callable
from types import FrameType

#: The most seconds of the processor for one input.
LIMIT = 1.0


class Hang(BaseException):
    """A parser that is at one input for longer than LIMIT; no `except Exception` of the program holds it up."""

    def __init__(self) -> None:
        super().__init__(f"longer than {LIMIT} s")


def _hang(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


def limited(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The target, which raises Hang where it takes longer; in the main thread of a process only."""

    def once(data: bytes) -> None:
        before = signal.signal(signal.SIGVTALRM, _hang)
        signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
        try:
            target(data)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)

    return once
