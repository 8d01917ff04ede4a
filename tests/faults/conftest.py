"""What the tests of faults share: a desk of one's own, and the rule for all calls."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, in_one_sentence, nursery


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of which each test takes a copy."""
    with nursery(warm=True) as ask:
        yield Desk(tmp_path_factory.mktemp("desk"), ask)


@pytest.fixture
def desk(tmp_path: Path, opened: Desk) -> Desk:
    """A desk of one's own."""
    return opened.copied(tmp_path / "desk")


@pytest.fixture
def ruled() -> Callable[[dict[str, Any]], bool]:
    """The rule that every call keeps under every fault."""
    return in_one_sentence
