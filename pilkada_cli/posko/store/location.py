"""Where a store is: a path, or a database of PostgreSQL by its URL; whatever else somebody has set is refused.

A location that is misread must never become a file: the keyboards of a post would each write into one of their own, and
a password would stand in a file's name. No sentence shows a location that may hold one.
"""

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]+):/", re.IGNORECASE | re.ASCII)
#: The names of PostgreSQL in URLs, with the driver that some programs write behind it.
_POSTGRES = re.compile(r"postgres(ql)?(\+[a-z0-9_]+)?", re.IGNORECASE | re.ASCII)
#: A connection as libpq writes it, in words and not as a URL.
_WORDS = re.compile(r"\b(host|hostaddr|port|dbname|user|password|service)\s*=", re.IGNORECASE | re.ASCII)
#: The variable of the home directory, where a path begins with it.
_HOME = re.compile(r"\A(\$HOME|\$\{HOME\})(?=/|\Z)", re.ASCII)
#: A variable that a shell would have replaced, as cron, systemd and docker do not.
_VARIABLE = re.compile(r"\$\{?[A-Za-z_]|%[A-Za-z_]+%", re.ASCII)


class Location(NamedTuple):
    """Where a store is: the `path` of a file, or the `url` of a database."""

    path: Path | None = None
    url: str | None = None


def read_location(text: str) -> Location:
    """The location that this text is; a leading `~` or `$HOME` is the home directory.

    Raises StoreFailed for what is neither a path nor a database's URL.
    """
    own = _HOME.sub("~", text.strip(), count=1)
    scheme = _SCHEME.match(own)
    if scheme is not None:
        if not _POSTGRES.fullmatch(scheme[1]):
            raise _refused(_("'{scheme}:' is no database that the store can be in: give a path, or postgresql://…")
                           .format(scheme=scheme[1][:20]))  # fmt: skip
        return Location(url=_checked("postgresql" + own[len(scheme[1]) :]))
    if _WORDS.search(own):
        raise _refused(_("this names a database in words: write it as postgresql://USER@HOST/DATABASE"))
    if _VARIABLE.search(own):
        raise _refused(_("a variable in it was not replaced: write the whole path"))
    try:
        return Location(path=Path(own).expanduser())
    except (RuntimeError, ValueError):
        raise _refused(_("whose home directory is meant is not known: write the whole path")) from None


def _checked(url: str) -> str:
    """The URL, if it is one whose parts are not mixed up by a character of the password."""
    hint = _(
        "it is at no URL that can be read; write postgresql://USER@HOST/DATABASE, and in a password %40 for @, %3A for "
        ":, %2F for /, %25 for %, %23 for # and %3F for ?"
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused(hint) from None
    rest = url.removeprefix("postgresql://")
    if (
        not url.startswith("postgresql://")
        or parts.netloc.count("@") > 1
        or "@" in rest[len(parts.netloc) :].partition("?")[0]
    ):
        raise _refused(hint)
    if port is None and parts.hostname and ":" in parts.netloc.rpartition("@")[2].rpartition("]")[2]:
        raise _refused(hint)
    return url


def _refused(problem: str) -> StoreFailed:
    return StoreFailed(
        _("The place of the post's store, in PILKADA_POSKO, cannot be used: {problem}.").format(problem=problem)
    )
