"""Opening a log for one piece of work: upgrading its schema, reporting damage, and closing the store at the end."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from pilkada_cli.posko.errors import ListsDamaged, LogDamaged, NoText, StoreFailed
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.store.store import connect


def open_log(location: str, *, write: bool = False, create: bool = False) -> Log:
    """Open the log at a path or a `postgresql://` URL; raises StoreFailed, or NoPost when there is none.

    With `write` an older schema is upgraded; without, it is refused. `create` makes the store where there is none.
    """
    log = Log(connect(location, write=write, create=create))
    try:
        if write:
            # New functions are everybody's until somebody has seen to their rights.
            if log.bring_up() or create:
                log.store.driver.look_after(opening=False)
        else:
            log.check_version()
    except BaseException:
        log.close()
        raise
    return log


@contextmanager
def log_at(location: str, *, write: bool = False, create: bool = False, damaged: bool = False) -> Iterator[Log]:
    """A context manager that opens the log at a location: one snapshot of it, or with `write` ready for writing.

    Raises StoreFailed, also where something inside fails because an entry was changed. With `damaged`, texts of the
    store are read that are none.
    """
    log = open_log(location, write=write, create=create)
    any_text = log.store.driver.any_text() if damaged else nullcontext()
    try:
        with _damage_told(log), any_text, nullcontext() if write else log.reading():
            yield log
    finally:
        log.close()


@contextmanager
def _damage_told(log: Log) -> Iterator[None]:
    """Turn an exception inside into StoreFailed if `verify` finds the log damaged; else raise it on, as it is a bug."""
    try:
        yield
    except (
        ArithmeticError, AttributeError, ListsDamaged, LookupError, NoText, RecursionError, TypeError, ValueError,
    ):  # fmt: skip
        log.store.driver.rollback()
        if damage := find_damage(log):
            raise damage from None
        raise


def find_damage(log: Log) -> StoreFailed | None:
    """What is wrong with a log, as one sentence; None for one that is whole."""
    from pilkada_cli.posko.log.verify import verify

    flaws = verify(log)
    entries = [flaw for flaw in flaws if not flaw.derived]
    if not entries:
        return ListsDamaged() if flaws else None
    first = next((flaw for flaw in entries if flaw.place), None)
    return LogDamaged(first.id or first.place) if first else StoreFailed.at(log.name, entries[0].problem)
