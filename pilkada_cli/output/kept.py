"""What no output may replace, with or without `--force`: a key, a store, and what lies beside a store.

Whether a file is one of them is told by what it begins with, whose ever it is; the place of one that is missing just
now, as a side file mostly is, by its name.
"""

import os
import stat
from pathlib import Path

from pilkada_cli.errors import FileFailed, UsageError
from pilkada_cli.language import _
from pilkada_cli.printable import visible

#: What SQLite puts beside a file and takes for a part of it, whatever file that is; and the key of a post.
PARTS, KEY = ("-wal", "-shm", "-journal"), ".key"
#: With what a database of SQLite begins, its write-ahead log, and its journal.
_STORE = b"SQLite format 3\0"
_BEGINNINGS = (_STORE, b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
#: What stands in the file of a key, and within how many bytes.
_SECRET, _WITHIN = b"PRIVATE KEY-----", 4096


def refuse_kept(path: Path, *, store: bool = False) -> None:
    """Raise UsageError where an output would replace what is kept, or lie among what belongs to a store.

    With `store` the output is itself a whole store: it may lie beside a key, and whoever writes it sees to it that it
    replaces no other store but an earlier copy (`is_store`). Raises FileFailed for a file that cannot be looked at.
    """
    there = _beginning(path)
    if there is not None and (_SECRET in there or there.startswith(_BEGINNINGS)) and not (store and is_store(path)):
        sentence = _("{file} is a key, or a store or a part of one, which no output replaces; give another name.")
        raise UsageError(sentence.format(file=_told(path)))
    refuse_part(path)
    for end in PARTS if store and there is None else (*PARTS, KEY):
        if os.path.lexists(other := f"{path}{end}"):
            sentence = _("{file} is the place of a store, to which {other} belongs; give another name.")
            raise UsageError(sentence.format(file=_told(path), other=_told(other)))


def refuse_part(path: Path) -> None:
    """Raise UsageError for the name of what lies beside a store that is there."""
    for end in (*PARTS, KEY):
        base = Path(str(path).removesuffix(end))
        if base != path and is_store(base):
            sentence = _("{file} is the name of what belongs to the store {store}; give another one.")
            raise UsageError(sentence.format(file=_told(path), store=_told(base)))


def is_store(path: Path) -> bool:
    """Whether a database of SQLite is at a path."""
    return (_beginning(path) or b"").startswith(_STORE)


def _beginning(path: Path) -> bytes | None:
    """The first bytes of a file; None where there is none, or something else is there."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb") as file:
            return file.read(_WITHIN)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise FileFailed(str(path), getattr(error, "strerror", None) or str(error)) from None


def _told(path: Path | str) -> str:
    return visible(str(path))
