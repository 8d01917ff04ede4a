"""What people write into the log, checked before it is recorded, as only a redaction takes it out again."""

from pilkada_cli.language import _
from pilkada_cli.posko.errors import BadText

#: Characters. A title is one line, a name shorter, details may be a page or ten.
TITLE, NAME, DETAILS = 300, 120, 20_000


def checked(text: str, what: str, limit: int) -> str:
    """The text without blanks around it; raises BadText for one that is blank, too long, or no text."""
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
    """Whether it can be written as UTF-8: no half of a character stands in for a byte that was none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def optional(text: str | None, what: str, limit: int) -> str | None:
    """The same for a text that need not be given."""
    return None if text is None else checked(text, what, limit)
