"""A post in a file of its own, for the targets that need a log; it is gone when the process ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from fuzz.places import folder
from fuzz.texts import VOTING, election
from pilkada_cli.clock import Clock
from pilkada_cli.posko.log.access import open_log
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.opening import open_post
from pilkada_cli.posko.operator import Operator

MORNING = "2024-11-27T06:00"


class Keyboard:
    """A keyboard at Jakarta's post, which was opened at six in the morning of voting day."""

    def __init__(self) -> None:
        self.folder = folder()
        place = str(self.folder / "posko.db")
        log = open_log(place, write=True, create=True)
        open_post(self.operator(log), "31", "Kesbangpol DKI Jakarta")
        log.close()
        self._whole = Path(place).read_bytes()

    @staticmethod
    def operator(log: Log) -> Operator:
        """An operator of a new call."""
        return Operator(election(), Clock(MORNING, lambda: VOTING), log, "rini")

    @cached_property
    def log(self) -> Log:
        """The log, for targets that write nothing to it."""
        return open_log(str(self.folder / "posko.db"), write=True)

    @contextmanager
    def copy(self) -> Iterator[Log]:
        """A context manager for a copy of the log as it was opened, to be written to."""
        copied = self.folder / "copy.db"
        for old in self.folder.glob("copy.db*"):
            old.unlink()
        copied.write_bytes(self._whole)
        log = open_log(str(copied), write=True)
        try:
            yield log
        finally:
            log.close()

    def file(self, data: bytes, name: str = "file") -> Path:
        """A file with this content, beside the post."""
        path = self.folder / name
        path.write_bytes(data)
        return path


_KEYBOARDS: dict[int, Keyboard] = {}


def keyboard() -> Keyboard:
    """The keyboard of this process."""
    if os.getpid() not in _KEYBOARDS:
        _KEYBOARDS[os.getpid()] = Keyboard()
    return _KEYBOARDS[os.getpid()]
