"""What every sentence of an error must be, whatever text it quotes: one line without control characters."""

from collections.abc import Iterator
from contextlib import contextmanager

from pilkada_cli.errors import PilkadaError
from pilkada_cli.printable import controls

#: The longest sentence, in characters: what is quoted of somebody's text is cut before.
LONGEST = 2000


def check(sentence: str) -> None:
    """Raise AssertionError for a sentence that no one line of a terminal can show as it is."""
    shown = "".join(f"\\u{ord(char):04x}" if controls(char) else char for char in sentence)
    assert shown == sentence, f"control characters in: {shown}"
    assert sentence.strip(), "an error without a word"
    assert len(sentence) <= LONGEST, f"{len(sentence)} characters: {sentence[:200]}"


@contextmanager
def refusing(*own: type[Exception]) -> Iterator[None]:
    """A context manager in which the program's own errors, or those of the classes given, are an answer like others.

    What they say is checked. An error with a list below its sentence has that one as `brief`.
    """
    try:
        yield
    except (PilkadaError, *own) as error:
        check(str(getattr(error, "brief", error)))
