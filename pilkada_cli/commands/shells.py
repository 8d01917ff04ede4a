"""Completion in bash: escapes what is offered as bash needs it, inside or outside quotation marks."""

import os
import re
from typing import Any

#: ASCII characters that bash takes literally; outside quotation marks, all others get a backslash.
SAFE = re.compile(r"[\w@%+=,./-]", re.ASCII)


def bash_word(value: str, line: str) -> str:
    """A word as it must be written at the end of a bash line: escaped for the quote that is open there, or for none."""
    quote = open_quote(line)
    if quote == "'":
        return value.replace("'", "'\\''")
    if quote == '"':
        return re.sub(r'(["$`\\])', r"\\\1", value)
    return "".join(char if SAFE.match(char) or not char.isascii() else f"\\{char}" for char in value)


def open_quote(line: str) -> str:
    """The quotation mark that is still open at the end of a bash line: `'`, `"`, or an empty string."""
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
    """Make Typer escape its completions for bash with `bash_word`; by itself it does not escape spaces."""
    from typer import _completion_classes as classes

    plain: Any = classes.BashComplete.format_completion

    def written(self: Any, item: Any) -> str:
        return bash_word(plain(self, item), os.environ.get("COMP_WORDS", ""))

    if plain.__name__ != written.__name__:
        classes.BashComplete.format_completion = written  # type: ignore[method-assign]  # there is no other way in
