"""The file of a SQLite store: whether it can be one, whether its drive has locks, whether it changed while it was read.

A store that SQLite cannot lock, because its directory is read-only or the disk is full, is read as if nobody wrote.
What was read is right only if nobody did, so the file is looked at before and after.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pilkada_cli.language import _
from pilkada_cli.posko.errors import NoPost, StoreFailed
from pilkada_cli.printable import visible

#: The size of the smallest SQLite database, in bytes.
SMALLEST = 512
#: File systems of drives that several computers share, by their names in /proc/self/mountinfo.
NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs", "fuse.davfs2", "fuse.rclone",
           "fuse.sshfs", "vboxsf")  # fmt: skip
#: A byte of a store's file behind all that SQLite locks, on which locks are tried.
TRIED = 0x7FFF_0000


def side_file(path: Path) -> Path:
    """The file beside a store in which new entries wait."""
    return path.with_name(path.name + "-wal")


def address(path: Path, how: str) -> str:
    """The URI by which SQLite opens a file, with what is said of `how`, such as `mode=rw`.

    As `Path.as_uri` has it, which from Python 3.14 on loads a whole client for the web: 14 ms of each call.
    """
    from urllib.parse import quote_from_bytes

    whole = quote_from_bytes(os.fsencode(path.absolute().as_posix()))
    return f"file://{'' if whole.startswith('/') else '/'}{whole}?{how}"


def size(path: Path) -> int:
    """The size of a file in bytes; 0 for one that does not exist."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def find(path: Path, *, create: bool) -> Path:
    """The file of a store, behind all symbolic links; with `create` it is made where it is missing.

    Raises NoPost where it is missing, StoreFailed where it is no file or too short, UsageError where it would be made
    in the place of another store's side file or key, and OSError.
    """
    found = Path(os.path.realpath(path))
    mode = _mode(found)
    if mode is None:
        if not create:
            raise NoPost(str(path))
        from pilkada_cli.output.kept import refuse_part

        refuse_part(found)
        found.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(found, os.O_CREAT | os.O_RDWR, 0o600))
        refuse_without_locks(found)
    elif stat.S_ISDIR(mode):
        raise StoreFailed.at(str(path), _("is a directory; give a file, in PILKADA_POSKO"))
    elif not stat.S_ISREG(mode):
        raise StoreFailed.at(str(path), _("is not a file; give a file, in PILKADA_POSKO"))
    elif 0 < found.stat().st_size < SMALLEST:
        # SQLite would take this rest of a truncated store for a new file, and write over it.
        raise StoreFailed.at(str(path), _("is not a database; give another file, in PILKADA_POSKO"))
    return found


def _mode(path: Path) -> int | None:
    """The kind and the rights of what is at a path; None where nothing is. Raises OSError, as for links in a circle."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_cut(path: Path) -> bool:
    """Whether a file is shorter than it says itself, as a copy is that was cut, or made while somebody wrote."""
    with path.open("rb") as file:
        head = file.read(100)
    page, pages = int.from_bytes(head[16:18]), int.from_bytes(head[28:32])
    return size(path) < (page if page > 1 else 65536) * pages


class Look(NamedTuple):
    """What tells whether a store's file has changed: which file, when written, how often, and its side file's size."""

    file: int
    written: int
    changes: bytes
    beside: int

    @classmethod
    def at(cls, path: Path) -> "Look":
        """A look at a file."""
        with path.open("rb") as file:
            status, head = os.fstat(file.fileno()), file.read(100)
        return cls(status.st_ino, status.st_mtime_ns, head[24:28] + head[92:96], size(side_file(path)))


def refuse_without_locks(path: Path) -> None:
    """Raise StoreFailed where a lock on a new file keeps nobody out, so that two keyboards would destroy the store."""
    try:
        import fcntl
    except ImportError:
        return  # Windows has locks of its own.
    with path.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, TRIED)
        except (BlockingIOError, PermissionError):
            return  # Somebody else tries it just now, and is kept out by nothing but a lock.
        except OSError:
            held = False
        else:
            held = not _is_taken_by_another(path)
    if not held:
        problem = _("lies on a drive without locks, where two keyboards would destroy it; give a file on another disk")
        raise StoreFailed.at(str(path), problem)


def _is_taken_by_another(path: Path) -> bool:
    """Whether another process gets the lock that this one holds."""
    import fcntl

    child = os.fork()
    if child == 0:
        taken = 1
        with suppress(OSError), path.open("rb+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, TRIED)
            taken = 0
        os._exit(taken)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def network_note(path: Path) -> list[str]:
    """A note where a store lies on a drive that several computers share; nothing where that cannot be told."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return []
    sentence = _(
        "The post's store {place} lies on a network drive ({kind}): use it from one computer only, or it is destroyed; "
        "several share a post in PostgreSQL."
    )
    kind = file_system(path, mounts)
    return [sentence.format(place=visible(str(path)), kind=kind)] if kind in NETWORK else []


def file_system(path: Path, mounts: str) -> str | None:
    """The file system that a file is on, from what the kernel says of all that is mounted (proc_pid_mountinfo(5))."""
    best, found = "", None
    for line in mounts.splitlines():
        mounted, _dash, behind = line.partition(" - ")
        where, kind = mounted.split(" ")[4].replace("\\040", " "), behind.split(" ")[0]
        if len(where) >= len(best) and (where == "/" or f"{path}/".startswith(f"{where}/")):
            best, found = where, kind
    return found
