"""What the two databases have in common."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol


class Driver(Protocol):
    """What the two databases have in common."""

    name: str

    @property
    def hashes_by_id(self) -> str: ...  # noqa: D102
    @property
    def steps(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def version(self) -> int: ...  # noqa: D102
    def upgrade(self, step: int) -> None: ...  # noqa: D102
    def finish_setup(self) -> None: ...  # noqa: D102
    def begin(self, *, write: bool) -> None: ...  # noqa: D102
    def commit(self) -> None: ...  # noqa: D102
    def rollback(self) -> None: ...  # noqa: D102
    def batches(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]: ...  # noqa: D102
    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None: ...  # noqa: D102
    def last_place(self) -> int | None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102
