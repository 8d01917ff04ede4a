"""What can be broken under the program within its own process, where a real machine of that kind cannot be had everywhere."""

import errno
import os
import signal
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from kernel import no_links, no_locks, no_shared_memory

KEPT: list[object] = []


def no_temporary_files(_count):
    """No directory in which temporary files can be made."""
    import tempfile

    def nowhere():
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    tempfile._get_default_tempdir = nowhere
    tempfile.tempdir = None


def no_entry(_count):
    """An account that is not among the system's users."""
    import pwd

    def unknown(number):
        raise KeyError(number)

    pwd.getpwuid = unknown


def no_powers(_count):
    """Root without the right to write what is read-only."""
    import ctypes

    drop_from_set, write_anything = 24, 1
    # What a process may hold shrinks when it begins another program; here the rights in use are set anew.
    ctypes.CDLL(None).prctl(drop_from_set, write_anything, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    data = (ctypes.c_uint32 * 6)()
    ctypes.CDLL(None).capset(ctypes.byref(header), ctypes.byref(data))


def gone(_count, directory):
    """The directory of the process taken away under it."""
    os.chdir(directory)
    Path(directory).rmdir()


def piped(_count):
    """Standard input as a pipe that cannot be read from its beginning again, and no temporary files."""
    no_temporary_files(_count)
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.close(reading)
        with suppress(BrokenPipeError), open(writing, "wb") as pipe:
            pipe.write(os.pread(0, 1 << 30, 0))
        os._exit(0)
    os.close(writing)
    os.dup2(reading, 0)
    os.close(reading)
    # The former one is kept, as it would close the stream with it.
    KEPT.append(sys.stdin)
    sys.stdin = os.fdopen(0, encoding="utf-8")


def signal_after(count, number, calls):
    """Send this process a signal when it has called so many functions; with 0 calls count them, and send nothing."""
    done = 0

    def called(_frame, event, _argument):
        nonlocal done
        if event not in ("call", "c_call"):
            return
        done += 1
        if done == calls:
            sys.setprofile(None)
            os.kill(os.getpid(), getattr(signal, number))
        elif not calls:
            count[:8] = done.to_bytes(8, "little")

    sys.setprofile(called)


def inner_error(_count, kind):
    """Python failing within itself as an answer is to be written, as it does where a part of it gets no memory and does not say so."""
    from pilkada_cli.output import terminal

    failure = {"system": SystemError("error return without exception set"), "syntax": SyntaxError("expected ':'")}[kind]

    def fail(_text):
        raise failure

    terminal.write = fail


def clock(_count, *moments):
    """A clock that says these moments one after the other, and then goes on from the last by a second at each look."""
    from pilkada_cli import clock as ours

    said = [datetime.fromisoformat(moment) for moment in moments]

    class Jumping(datetime):
        @classmethod
        def now(cls, tz=None):
            moment = said.pop(0) if len(said) > 1 else said[0]
            if len(said) == 1 and said[0].year < 9999:
                said[0] += timedelta(seconds=1)
            return moment.astimezone(tz)

    ours.datetime = Jumping


FAULTS = {
    "clock": clock,
    "gone": gone,
    "inner error": inner_error,
    "no entry": no_entry,
    "no links": no_links,
    "no locks": no_locks,
    "no powers": no_powers,
    "no shared memory": no_shared_memory,
    "no temporary files": piped,
    "signal": signal_after,
}
