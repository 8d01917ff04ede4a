"""Opening a log for one piece of work: upgrading its schema, reporting damage, and closing the store at the end."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed
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
def log_at(location: str, *, write: bool = False, create: bool = False) -> Iterator[Log]:
    """A context manager that opens the log at a location: one snapshot of it, or with `write` ready for writing.

    Raises StoreFailed, also where something inside fails because an entry was changed.
    """
    log = open_log(location, write=write, create=create)
    try:
        with _damage_told(log), nullcontext() if write else log.reading():
            yield log
    finally:
        log.close()


@contextmanager
def _damage_told(log: Log) -> Iterator[None]:
    """Turn an exception inside into StoreFailed if `verify` finds the log damaged; else raise it on, as it is a bug."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        from pilkada_cli.posko.log.verify import verify

        log.store.driver.rollback()
        flaws = verify(log)
        if not flaws:
            raise
        sentence = _("The post's log is damaged at the entry {id}; see: pilkada posko verify")
        raise StoreFailed(sentence.format(id=flaws[0].id or flaws[0].place)) from None
