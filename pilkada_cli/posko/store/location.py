"""Where a store is: a path, or a database of PostgreSQL by its URL; whatever else somebody has set is refused.

A location that is misread must never become a file: the keyboards of a post would each write into one of their own, and
a password would stand in a file's name. Nobody can list all spellings of databases there are, so what is a path is
decided by a rule: what begins at the root, at home or with `./` is one, and so is a name without any of the signs that
addresses are made of. No sentence shows a location that is refused, as it may hold a password.
"""

import os
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed

#: The names of PostgreSQL in URLs, with the driver that some programs write behind it.
_POSTGRES = re.compile(r"postgres(ql)?(\+[a-z0-9_]+)?(?=:)", re.IGNORECASE | re.ASCII)
#: The variable of the home directory, where a path begins with it.
_HOME = re.compile(r"\A(\$HOME|\$\{HOME\})(?=/|\Z)", re.ASCII)
#: A variable that a shell would have replaced, as cron, systemd and docker do not.
_VARIABLE = re.compile(r"\$\{?[A-Za-z_]|%[A-Za-z_]+%", re.ASCII)
#: What is not seen: control characters, a BOM, characters without a width, changes of direction.
_UNSEEN = r"\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_BLANKS = re.compile(rf"\A[\s{_UNSEEN}]+")
_OPENING, _CLOSING = "\"'`“”„‘’‚«»‹›<>([{", "\"'`“”‘’«»‹›<>)]}"
#: A path that says where it begins: at the root, at home, or at the directory in which one is.
_ROOTED = re.compile(r"/|~|\.{1,2}/")
_DRIVE = re.compile(r"\A[A-Za-z]:(?!//)", re.ASCII)
#: What a name has that is no address; two emoji may be joined to one (U+200D).
_SIGNS = re.compile(rf"[@=]|//|\A[^/]*:|(?!\u200d)[{_UNSEEN}]")
#: How often a text is decoded at most that was encoded for a URL, and then perhaps once more; and how many pairs of
#: quotes are taken off.
CODED, QUOTES = 4, 8


class Location(NamedTuple):
    """Where a store is: the `path` of a file, or the `url` of a database."""

    path: Path | None = None
    url: str | None = None


def read_location(text: str) -> Location:
    """The location that this text is; a leading `~` or `$HOME` is the home directory.

    Raises StoreFailed for what is neither a path nor a database's URL.
    """
    given = _trimmed(text)
    url = _within_quotes(given)
    if scheme := _POSTGRES.match(url):
        return Location(url=_checked("postgresql" + url[scheme.end() :]))
    own = _HOME.sub("~", given, count=1)
    if _reads_as_address(own):
        raise _refused(
            _(
                "it is neither a database as postgresql://USER@HOST/DATABASE, nor plainly a path; one with : @ = // or "
                "quotes in its name is written with ./ in front, or from the root on"
            )
        )
    if _VARIABLE.search(own):
        raise _refused(_("a variable in it was not replaced: write the whole path"))
    try:
        return Location(path=Path(own).expanduser())
    except (RuntimeError, ValueError):
        raise _refused(_("whose home directory is meant is not known: write the whole path")) from None


def _within_quotes(text: str) -> str:
    """A text without the quotes around it, as files of settings have them, and without what is not seen there."""
    for _pair in range(QUOTES):
        if len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING:
            text = _trimmed(text[1:-1])
    return text


def _trimmed(text: str) -> str:
    """A text without blanks, and without what is not seen, at both ends."""
    begun = _BLANKS.sub("", text)
    # A pattern that ends at the end is tried from every blank on, which takes minutes for a long row of them.
    return _BLANKS.sub("", begun[::-1])[::-1]


def _reads_as_address(text: str) -> bool:
    """Whether a text may be the address of a database in some spelling, and is no plain path."""
    spelled = _plainly(text)
    if "://" in spelled or spelled.startswith("//"):
        return True
    if _ROOTED.match(text) or (os.name == "nt" and Path(text).is_absolute()):
        return False
    return _within_quotes(text) != text or bool(_SIGNS.search(_DRIVE.sub("", spelled)))


def _plainly(text: str) -> str:
    """A text as it is meant: without codes as in URLs (%3A), and with the usual signs for those that look like them."""
    for _round in range(CODED):
        text = unquote(text, errors="surrogateescape")
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFKC", text)


def _checked(url: str) -> str:
    """The URL, if it is one whose parts are not mixed up by a character of the password."""
    from pilkada_cli.posko.store.urls import read_url

    if read_url(url) is None:
        hint = _(
            "it is at no URL that can be read; write postgresql://USER@HOST/DATABASE, and in a password %40 for @, %3A "
            "for :, %2F for /, %25 for %, %3F for ? and %23 for #"
        )
        raise _refused(hint)
    return url


def _refused(problem: str) -> StoreFailed:
    return StoreFailed(
        _("The place of the post's store, in PILKADA_POSKO, cannot be used: {problem}.").format(problem=problem)
    )
