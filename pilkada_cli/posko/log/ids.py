"""Ids of entries: UUIDv7 (RFC 9562), which sort by the moment at which they were made."""

import os

#: The twelve bits after the timestamp count the ids of one millisecond, from a random number below START on.
COUNTER = 1 << 12
START = 1 << 10
#: In milliseconds: if the last id is ahead of the clock by less, new ids go on from it; by more, they follow the clock.
AHEAD = 60_000


class Ids:
    """Makes ids, each greater than the one before, even if the clock goes back by less than AHEAD."""

    def __init__(self, last: str | None = None) -> None:
        """Make ids that are greater than the last one made, if there is one."""
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
