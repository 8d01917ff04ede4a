"""Completion in bash: what is offered is written as bash needs it, whether a quote is open or not."""

import os
import re
from typing import Any

#: What bash takes as it is; all else gets a backslash where no quote is open.
SAFE = re.compile(r"[\w@%+=,./-]", re.ASCII)


def bash_word(value: str, line: str) -> str:
    """A word as it goes into a line of bash: with its spaces escaped, unless the line has a quote still open."""
    quote = open_quote(line)
    if quote == "'":
        return value.replace("'", "'\\''")
    if quote == '"':
        return re.sub(r'(["$`\\])', r"\\\1", value)
    return "".join(char if SAFE.match(char) or not char.isascii() else f"\\{char}" for char in value)


def open_quote(line: str) -> str:
    """The quote that is still open at the end of a line, or nothing."""
    quote, escaped = "", False
    for char in line:
        if escaped:
            escaped = False
        elif char == "\\" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
    return quote


def complete_in_bash() -> None:
    """Have the command-line library write its offers for bash so; it would leave spaces as they are."""
    from typer import _completion_classes as classes

    plain: Any = classes.BashComplete.format_completion

    def written(self: Any, item: Any) -> str:
        return bash_word(plain(self, item), os.environ.get("COMP_WORDS", ""))

    if plain.__name__ != written.__name__:
        classes.BashComplete.format_completion = written  # type: ignore[method-assign]  # there is no other way in
