"""What a failure of SQLite means to whoever sees it, and what they can do."""

import sqlite3
from pathlib import Path

from pilkada_cli.language import _
from pilkada_cli.posko.store.sqlite.files import is_cut
from pilkada_cli.printable import visible
from pilkada_cli.shortage import files_are_short

#: The errors with which SQLite says that it cannot make what readers and writers share, beside the file.
UNLOCKABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL)

#: How Python's library begins what it says of a text that is none, which it then quotes.
UNDECODED = "Could not decode to UTF-8"


def is_no_text(error: Exception) -> bool:
    """Whether a failure is that of Python's library with a text of the store whose bytes are none."""
    return isinstance(error, sqlite3.OperationalError) and str(error).startswith(UNDECODED)


def explain(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> str:
    """The end of the sentence about a failure with the file at a path, which begins with the file.

    It never shows what stands in the file. Where SQLite's own sentence is no text, it quotes a file that is damaged.
    """
    name = "SQLITE_CORRUPT" if isinstance(error, UnicodeDecodeError) else getattr(error, "sqlite_errorname", "")
    if is_no_text(error):
        return _(
            "is damaged: a text in it is none any more; pilkada posko verify says where, and what is sound is saved "
            "with: pilkada posko rescue"
        )
    if name.startswith("SQLITE_CORRUPT") and is_cut(path):
        return _(
            "is not whole: it was cut, or copied while somebody wrote; make copies with `pilkada posko backup`, and "
            "save what is sound in this one with: pilkada posko rescue"
        )
    if name.startswith("SQLITE_CANTOPEN") and files_are_short():
        return _("cannot be opened: {reason}").format(reason=_("no more files can be opened"))
    for beginning, sentence in {
        "SQLITE_FULL": _("is on a disk that is full; make room and try again, nothing was written"),
        "SQLITE_READONLY": _("is read-only; nothing was written"),
        "SQLITE_BUSY": _("is held by another program for too long; try again, nothing was written"),
        "SQLITE_LOCKED": _("is held by another program for too long; try again, nothing was written"),
        "SQLITE_NOTADB": _(
            "is not a database, or its beginning is damaged; give another file, in PILKADA_POSKO, or save what is "
            "sound in it with: pilkada posko rescue"
        ),
        "SQLITE_CORRUPT": _("is damaged; save what is sound in it with: pilkada posko rescue"),
        "SQLITE_CANTOPEN": _("cannot be opened; look at the rights of the file and of its directory"),
        "SQLITE_ERROR": _(
            "lacks a part that it must have ({reason}); pilkada posko verify says which, and it is made anew with: "
            "pilkada posko rebuild"
        ).format(reason=visible(str(error), limit=100)),
        "SQLITE_IOERR": _("cannot be read or written: the disk fails or is full; nothing was written"),
    }.items():
        if name.startswith(beginning):
            return sentence
    return _("cannot be used: {reason}").format(reason=visible(str(error)))
