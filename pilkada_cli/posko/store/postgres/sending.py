"""Sending entries to a server while the program makes the next ones."""

from collections.abc import Callable
from threading import Thread


class Sending(Thread):
    """One call of the server in the background, so that the next entries are made while it checks these."""

    def __init__(self, call: Callable[[], object]) -> None:
        # A call that hangs must not keep a program that was interrupted.
        super().__init__(daemon=True)
        self._call = call
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Call the server, and keep what goes wrong for `finish`."""
        try:
            self._call()
        except BaseException as error:  # raised in the other thread
            self._error = error

    def finish(self) -> None:
        """Wait for the answer; raises what went wrong."""
        self.join()
        if self._error is not None:
            raise self._error
