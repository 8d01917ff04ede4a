"""A directory of this process, in which targets write; it is gone when the process ends."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_FOLDERS: dict[int, Path] = {}


def folder() -> Path:
    """The directory; each process has its own, also one that was forked."""
    process = os.getpid()
    if process not in _FOLDERS:
        _FOLDERS[process] = Path(tempfile.mkdtemp(prefix="pilkada-fuzz-"))
        atexit.register(_remove, process)
    return _FOLDERS[process]


def _remove(process: int) -> None:
    if process == os.getpid():
        shutil.rmtree(_FOLDERS[process], ignore_errors=True)
