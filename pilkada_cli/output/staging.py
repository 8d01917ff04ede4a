"""A directory in which files are made before they are moved to their places; it is gone when the program ends."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: The signals with which a system, a terminal or somebody asks a program to end; not every system has them all.
ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def staged(beside: Path) -> Iterator[Path]:
    """Yield a new directory in an existing one, mode 0700, which is taken away at the end; raises OSError.

    So it is where the program is asked to end meanwhile. Only a kill, or a loss of power, leaves it.
    """
    staging = beside / f".pilkada-{os.urandom(6).hex()}"
    with ending_tidily():
        try:
            # The name is known before the directory is there, so that no interrupt comes between the two.
            staging.mkdir(mode=0o700)
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def ending_tidily() -> Iterator[None]:
    """A context in which a request to end, as systemd and kill send it, ends the program as Ctrl-C does."""
    before = {}
    # Only the main thread may say what is done at a signal. Whoever has a signal ignored, as `nohup` does, means it.
    with suppress(ValueError):
        for number in ENDS:
            if signal.getsignal(number) == signal.SIG_DFL:
                before[number] = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
