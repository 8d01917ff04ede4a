"""Checks free text before it is recorded, as only a redaction takes it out of the log again."""

from pilkada_cli.language import _
from pilkada_cli.posko.errors import BadText, PrivateText

#: The most characters of a title, a name, and details or a note.
TITLE, NAME, DETAILS = 300, 120, 20_000
#: No number of a person has fewer digits: most texts need no closer look, which would cost each start 4 ms.
DIGITS = 8


def checked(text: str, what: str, limit: int) -> str:
    """The text without blanks around it; raises BadText if it is blank, too long, not UTF-8, or holds a NUL.

    `what` names the text in the message, `limit` is the most characters.
    """
    stripped = text.strip()
    if not stripped:
        raise BadText(_("{what} is blank; write something.").format(what=what))
    if len(stripped) > limit:
        sentence = _("{what} has {count} characters; {limit} at most can be recorded.")
        raise BadText(sentence.format(what=what, count=len(stripped), limit=limit))
    if "\0" in stripped or not _is_text(stripped):
        raise BadText(_("{what} is not UTF-8 text, or holds a NUL; nothing was recorded.").format(what=what))
    return stripped


def _is_text(text: str) -> bool:
    """Whether the text can be encoded as UTF-8, so has no surrogate in the place of an invalid byte."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def free(text: str, what: str, limit: int, *, mask: bool = False) -> str:
    """The same for a text that may not hold a NIK or a telephone number; with `mask`, those in it are masked.

    Raises PrivateText where one is there and is not to be masked (UU 27/2022: no more personal data than is needed).
    """
    own = checked(text, what, limit)
    if sum(map(str.isdigit, own)) < DIGITS:
        return own
    from pilkada_cli.posko.private import holds_number, masked

    if not holds_number(own):
        return own
    if not mask:
        raise PrivateText(what)
    return masked(own)


def optional(text: str | None, what: str, limit: int) -> str | None:
    """Like `checked`, but None for None, for a text that need not be given."""
    return None if text is None else checked(text, what, limit)
