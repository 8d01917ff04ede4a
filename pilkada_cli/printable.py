"""Text of users made safe to show: no control character of theirs takes effect."""

import re

#: What is valid within JSON, but acts on a terminal, ends a line for some readers, or is no UTF-8.
_RAW = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str, *, keep: str = "", limit: int | None = None) -> str:
    r"""The text with control characters as escapes (`\t`, `\x1b`), but for those in `keep`, and cut at `limit`."""
    cut = text if limit is None or len(text) <= limit else f"{text[:limit]}…"
    if cut.isprintable():
        return cut
    return "".join(c.encode("unicode_escape").decode() if controls(c) and c not in keep else c for c in cut)


def controls(char: str) -> bool:
    """Whether a terminal may act on the character: C0, DEL, C1, line separators, and changes of direction."""
    return char < " " or "\x7f" <= char <= "\x9f" or "\u2028" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"


def safe_json(text: str) -> str:
    r"""JSON in which every character that acts stands as an escape (`\u2028`): the same JSON to whoever reads it."""
    return _RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def plain_markdown(text: str) -> str:
    """Text in which nothing is Markdown, a tag or an entity: what could be is escaped."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#&" else char for char in visible(text))
