"""Ids of entries: UUIDs of version 7 (RFC 9562), which sort by the moment they were made."""

import os

#: The twelve bits behind the moment count the ids of one millisecond; they start low, to leave room.
COUNTER = 1 << 12
START = 1 << 10
#: How far, in milliseconds, ids may run ahead of the clock before it counts as a clock that jumped back.
AHEAD = 60_000


class Ids:
    """Makes ids, each later than the one before, whatever the clock does within a minute."""

    def __init__(self, last: str | None = None) -> None:
        """Go on after the last id made, if there is one."""
        digits = last.replace("-", "") if last else ""
        self._moment = int(digits[:12], 16) if digits else -1
        self._count = int(digits[13:16], 16) if digits else 0

    def make(self, moment: int) -> str:
        """A new id for a moment in milliseconds since 1970."""
        noise = os.urandom(10)
        if 0 <= self._moment - moment < AHEAD:
            self._count += 1
            if self._count == COUNTER:
                self._moment, self._count = self._moment + 1, 0
        else:
            self._moment, self._count = moment, int.from_bytes(noise[:2]) % START
        tail = noise[2:].hex()
        variant = "89ab"[noise[2] & 3]
        stamp = f"{self._moment & 0xFFFFFFFFFFFF:012x}"
        return f"{stamp[:8]}-{stamp[8:]}-7{self._count:03x}-{variant}{tail[1:4]}-{tail[4:]}"
