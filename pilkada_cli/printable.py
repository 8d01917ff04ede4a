"""Text of users made safe to show: no control character of theirs takes effect."""


def visible(text: str, *, keep: str = "", limit: int | None = None) -> str:
    r"""The text with control characters as escapes (`\t`, `\x1b`), but for those in `keep`, and cut at `limit`."""
    cut = text if limit is None or len(text) <= limit else f"{text[:limit]}…"
    if cut.isprintable():
        return cut
    return "".join(c.encode("unicode_escape").decode() if controls(c) and c not in keep else c for c in cut)


def controls(char: str) -> bool:
    """Whether a terminal may act on the character: C0, DEL, C1, line separators, and changes of direction."""
    return char < " " or "\x7f" <= char <= "\x9f" or "\u2028" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"
