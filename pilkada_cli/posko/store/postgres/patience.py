"""Waiting for a server: what is said while it does not answer, and when nobody waits any longer.

A server's machine that stopped is not noticed by the network: its kernel still confirms each packet. So somebody at a
keyboard is told after a while, once, and not left waiting for ever.
"""

from collections.abc import Callable, Generator
from typing import Any

from pilkada_cli import clock
from pilkada_cli.language import _
from pilkada_cli.posko.store.waiting import OTHERS, others_write, say

#: After how many seconds it is said that the server does not answer.
QUIET = 20


class Silence(Exception):
    """The server has not answered for as long as anybody waits."""


class Patience:
    """Watches how long the server takes for each answer; `most` is how many seconds are waited for one.

    `in_turn` says that others may be writing, whose end is waited for. `tell` gets the sentences for people.
    """

    def __init__(self, tell: Callable[[str], None] = say) -> None:
        self._say, self._told = tell, set[str]()
        self.most, self.in_turn = 60.0, False

    def over(self, waiting: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        """The same generator of the database library, which it sends nothing to while the server is silent."""
        began = clock.elapsed()
        try:
            wish = next(waiting)
            while True:
                ready = yield wish
                if not ready:
                    self._look(clock.elapsed() - began)
                wish = waiting.send(ready)
        except StopIteration as end:
            return end.value

    def _look(self, seconds: float) -> None:
        if self.in_turn and seconds > OTHERS:
            self.once(others_write())
        if seconds > QUIET:
            sentence = _("The server has not answered for {seconds} seconds; still waiting. Ctrl-C is safe.")
            self.once(sentence.format(seconds=QUIET))
        if seconds > self.most:
            raise Silence

    def once(self, sentence: str) -> None:
        """Say a sentence, unless it was said before."""
        if sentence not in self._told:
            self._told.add(sentence)
            self._say(sentence)
