"""Splitting iterables into batches, as `itertools.batched` does from Python 3.12 on, and SQL placeholders for them."""

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
    """As many placeholders as there are values, for an SQL `IN`: `?, ?, ?`."""
    return ", ".join("?" * len(values))
