"""Where the system gives this program too little: no more open files, no memory. No file and no code is at fault."""

import errno
import os
from collections.abc import Iterator

from pilkada_cli.errors import PilkadaError
from pilkada_cli.language import _

#: What the system answers where a process, or the machine, has opened as many files as it may.
FILES = (errno.EMFILE, errno.ENFILE)
#: How many files a library opens together, such as a store and what lies beside it; it has closed them when it fails.
AT_ONCE = 6
#: How much memory must still be to be had where none is short. Python fails with far less left than this.
ROOM = 32 << 20
#: What the loader of libraries says where there is no memory to put one into.
UNMAPPED = "failed to map segment from shared object"


class Shortage(PilkadaError):
    """The system gives this program no more files, or no more memory; `reason` says which in a few words."""

    exit_code = 74

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        super().__init__(_("This cannot be done: {reason}; {remedy}.").format(reason=reason, remedy=remedy))


def shortage(error: BaseException) -> Shortage | None:
    """What the system did not give, where that is why an error was raised; None where it is not."""
    for cause in _chain(error):
        if _is_of_files(cause):
            return Shortage(_("no more files can be opened"), _("close other programs, or allow more: ulimit -n"))
        if _is_of_memory(cause):
            return Shortage(_("there is not enough memory"), _("close other programs, or allow more: ulimit -v"))
    return None


def files_are_short() -> bool:
    """Whether too few files can be opened just now; some libraries tell of that as of a file that is not there."""
    opened: list[int] = []
    try:
        opened.extend(os.open(os.devnull, os.O_RDONLY) for _number in range(AT_ONCE))
    except OSError as error:
        return error.errno in FILES
    finally:
        for handle in opened:
            os.close(handle)
    return False


def memory_is_short() -> bool:
    """Whether this process can get only little more memory; nothing is kept of it, nor used."""
    try:
        bytearray(ROOM)
    except MemoryError:
        return True
    return False


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those behind it; also where it was raised `from None`, which only hides them."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_of_files(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in FILES
    return isinstance(error, ImportError) and any(os.strerror(number) in str(error) for number in FILES)


def _is_of_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    if isinstance(error, SyntaxError | SystemError):
        # So does Python end where its compiler, or a part of it, gets no memory and does not say so; else it is a bug.
        return memory_is_short()
    return isinstance(error, ImportError) and (UNMAPPED in str(error) or os.strerror(errno.ENOMEM) in str(error))
