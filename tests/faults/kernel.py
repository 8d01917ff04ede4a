"""What the kernel itself refuses to this process from here on: locks, hard links, shared memory. It needs no rights, and is never undone.

Calls of the system are refused by a filter (seccomp) that all of the process is under, its libraries in C as well as Python; a directory
by the rules of Landlock, or where the kernel has none of these by Python alone.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Callable
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True)
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2
#: How the kernel names the machine to a filter, and the numbers of its calls: fcntl, flock, and those that make a hard link.
MACHINES = {"x86_64": (0xC000003E, 72, 73, (86, 265)), "aarch64": (0xC00000B7, 25, 32, (37,))}
#: What fcntl is asked for a lock with: by process, waiting or not, and by open file.
LOCKS = (6, 7, 37, 38)
#: Steps of a filter: read a word of the call, leave if it is another, and answer.
READ, IS, ANSWER = 0x20, 0x15, 0x06
#: Where the words stand in what a filter sees: the call's number, the machine, and the second argument.
NUMBER, MACHINE, SECOND = 0, 4, 24
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
#: Landlock's three calls, the rights over files, and over directories too.
MAKE_RULES, ADD_RULE, RESTRICT, FILES, ALL = 444, 445, 446, 0x7, 0x3FFF


class Program(ctypes.Structure):
    """The steps of a filter, as the kernel takes them."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def said(answer: int, call: str) -> int:
    """What a call of the system answered; raises OSError where that is a failure."""
    if answer < 0:
        raise OSError(ctypes.get_errno(), call)
    return answer


def must_fail(call: Callable[[], object], *codes: int) -> None:
    """See to it that a call fails with one of these error codes: a fault that is none would let every test pass."""
    try:
        call()
    except OSError as error:
        if error.errno in codes:
            return
    message = f"this machine does not refuse what it was told to refuse with {os.strerror(codes[0])}"
    raise AssertionError(message)


def refuse(number: int, code: int, seconds: tuple[int, ...] = ()) -> None:
    """Let a call of the system fail with an error code, or with 0 do nothing and say that it did; given second arguments, only with one of these."""
    machine = MACHINES[platform.machine()][0]
    steps = [
        (READ, 0, 0, MACHINE),
        (IS, 1, 0, machine),
        (ANSWER, 0, 0, ALLOW),
        (READ, 0, 0, NUMBER),
        (IS, 1, 0, number),
        (ANSWER, 0, 0, ALLOW),
    ]
    if seconds:
        steps.append((READ, 0, 0, SECOND))
        steps += [(IS, len(seconds) - place, 0, second) for place, second in enumerate(seconds)]
        steps.append((ANSWER, 0, 0, ALLOW))
    steps.append((ANSWER, 0, 0, REFUSE | code))
    program = Program(len(steps), b"".join(struct.pack("HBBI", *step) for step in steps))
    said(LIBC.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "prctl")
    said(LIBC.prctl(SECCOMP, FILTER, ctypes.byref(program), 0, 0), "seccomp")


def no_links(_count: object) -> None:
    """A disk without hard links, as a memory stick is."""
    for number in MACHINES[platform.machine()][3]:
        refuse(number, errno.EPERM)
    must_fail(lambda: os.link(sys.executable, "link"), errno.EPERM)


def no_locks(_count: object, kind: str) -> None:
    """A drive on which there are no locks (`none`), or on which they keep nobody out (`empty`)."""
    _machine, fcntl, flock, _links = MACHINES[platform.machine()]
    code = errno.ENOLCK if kind == "none" else 0
    refuse(fcntl, code, LOCKS)
    refuse(flock, code)


def no_shared_memory(_count: object) -> None:
    """A machine on which nothing can be read or made in /dev/shm."""
    rules = LIBC.syscall(MAKE_RULES, ctypes.byref(ctypes.c_uint64(ALL)), 8, 0)
    if rules < 0:
        return _unseen("/dev/shm")
    for path in (*Path("/").iterdir(), *Path("/dev").iterdir()):
        if path not in (Path("/dev"), Path("/dev/shm")) and not path.is_symlink():
            allowed = os.open(path, os.O_PATH | os.O_CLOEXEC)
            beneath = struct.pack("=Qi", ALL if path.is_dir() else FILES, allowed)
            said(LIBC.syscall(ADD_RULE, rules, 1, beneath, 0), "landlock")
            os.close(allowed)
    said(LIBC.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "prctl")
    said(LIBC.syscall(RESTRICT, rules, 0), "landlock")
    os.close(rules)
    return must_fail(lambda: os.open("/dev/shm", os.O_RDONLY), errno.EACCES, errno.ENOENT)


def _unseen(folder: str) -> None:
    def look(event: str, given: tuple[object, ...]) -> None:
        if event == "open" and str(given[0]).startswith(folder):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), given[0])

    sys.addaudithook(look)
