"""Opening a log for one piece of work: its schema brought up, its damage told, and the store let go at the end."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.store.store import connect


def open_log(location: str, *, write: bool = False, create: bool = False) -> Log:
    """The log at a path or a `postgresql://` URL; raises StoreFailed, or NoPost when there is none."""
    log = Log(connect(location, write=write, create=create))
    try:
        if write:
            log.bring_up()
        else:
            log.check_version()
    except BaseException:
        log.close()
        raise
    return log


@contextmanager
def log_at(location: str, *, write: bool = False, create: bool = False) -> Iterator[Log]:
    """The log at a location, open inside: one moment of it, or with `write` ready for turns at writing.

    Raises StoreFailed, also where something cannot be done because somebody has changed an entry.
    """
    log = open_log(location, write=write, create=create)
    try:
        with _damage_told(log), nullcontext() if write else log.reading():
            yield log
    finally:
        log.close()


@contextmanager
def _damage_told(log: Log) -> Iterator[None]:
    """Tell a damaged log from a bug: what a changed entry makes impossible is the store's fault, not the program's."""
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
