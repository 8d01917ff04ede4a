"""Many things a few at a time, as `itertools.batched` gives them from Python 3.12 on, and placeholders for them."""

from collections.abc import Iterable, Iterator, Sized
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of this size; the last one may be shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def marks(values: Sized) -> str:
    """So many placeholders, for the values of an SQL `IN`."""
    return ", ".join("?" * len(values))
