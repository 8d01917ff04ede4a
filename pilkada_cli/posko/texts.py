"""Checks free text before it is recorded, as only a redaction takes it out of the log again."""

from pilkada_cli.language import _
from pilkada_cli.posko.errors import BadText

#: The most characters of a title, a name, and details or a note.
TITLE, NAME, DETAILS = 300, 120, 20_000


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


def optional(text: str | None, what: str, limit: int) -> str | None:
    """Like `checked`, but None for None, for a text that need not be given."""
    return None if text is None else checked(text, what, limit)
