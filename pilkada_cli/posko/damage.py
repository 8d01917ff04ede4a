"""Tells a damaged log from a bug: what a tampered entry makes impossible is the store's fault, not the program's."""

from collections.abc import Iterator
from contextlib import contextmanager

from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.store import Store


@contextmanager
def damage_told(store: Store) -> Iterator[None]:
    """Work with the log inside; raises StoreFailed where something cannot be done because an entry was changed."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        from pilkada_cli.posko.verify import verify

        store.driver.rollback()
        flaws = verify(store)
        if not flaws:
            raise
        sentence = _("The post's log is damaged at the entry {id}; see: pilkada posko verify")
        raise StoreFailed(sentence.format(id=flaws[0].id or flaws[0].place)) from None
