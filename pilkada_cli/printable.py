"""Makes text of users safe to show: none of its control characters takes effect on a terminal."""

import re

#: Characters that JSON allows in a string, but that act on a terminal, end a line for some readers, or are not UTF-8.
#: Python takes a millisecond to compile this, so it is not done before a text needs it.
_RAW = "[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"

#: Characters that JSON allows and YAML does not, raw or, of half a character (a surrogate), even as an escape.
_NO_YAML = "[\ud800-\udfff\ufeff\ufffe\uffff]"


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
    r"""Equivalent JSON, with escapes such as `\u2028` for characters that a terminal or a line reader may act on."""
    # Nothing that Python calls printable is among the characters, and JSON itself has line breaks beside those.
    if all(map(str.isprintable, text.split("\n"))):
        return text
    return re.sub(_RAW, lambda found: f"\\u{ord(found[0]):04x}", text)


def safe_yaml(text: str) -> str:
    r"""JSON as YAML that every parser takes: three characters more as escapes, and half a character as `\ufffd`."""
    return safe_json(
        re.sub(_NO_YAML, lambda found: "\\ufffd" if found[0] < "\ue000" else f"\\u{ord(found[0]):04x}", text)
    )


def plain_markdown(text: str) -> str:
    """Text escaped for Markdown, so that nothing in it is read as Markdown, an HTML tag or an entity."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#&~$" else char for char in visible(text))
