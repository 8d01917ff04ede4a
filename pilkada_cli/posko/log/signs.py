"""Call signs: four letters and digits by which people name an entry, made from the random end of its id.

The alphabet is Crockford's base 32, which has neither I, L, O nor U: what is heard or written as I, L or O is taken
for 1, 1 and 0. A sign is longer only while two entries of one kind in a store share it.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cache

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: The length of a call sign, and the greatest length that the random end of an id gives.
SHORT, LONG = 4, 10
#: The bits in a character of a call sign, and in a hexadecimal digit of an id.
BITS, DIGIT = 5, 4
_HEARD = str.maketrans("ILO", "110")


def call_sign(own: str, length: int = SHORT) -> str:
    """The call sign of an id, `length` characters long."""
    number = int(own[-12:], 16)
    return "".join(ALPHABET[number >> BITS * place & 31] for place in reversed(range(length)))


def call_signs(ids: Iterable[str]) -> dict[str, str]:
    """The call sign of each of these ids: the shortest that no other of them has."""
    waiting, found = set(ids), dict[str, str]()
    for length in range(SHORT, LONG + 1):
        signs = {own: call_sign(own, length) for own in waiting}
        counts = Counter(signs.values())
        single = {own: sign for own, sign in signs.items() if counts[sign] == 1 or length == LONG}
        found |= single
        waiting -= single.keys()
    return found


class Signs:
    """The call signs of many ids, as `call_signs` gives them, in eight bytes an id."""

    def __init__(self, ids: Iterable[str]) -> None:
        # Two ids share a call sign as far as these numbers begin with the same digits.
        self._turned = array("Q", sorted(array("Q", map(_turned, ids))))

    def __getitem__(self, own: str) -> str:
        """The call sign of one of the ids."""
        number = _turned(own)
        place = bisect_left(self._turned, number)
        beside = [self._turned[one] for one in (place - 1, place + 1) if 0 <= one < len(self._turned)]
        shared = max(((LONG * BITS - (number ^ other).bit_length()) // BITS for other in beside), default=0)
        return call_sign(own, min(max(SHORT, shared + 1), LONG))


@cache
def _three() -> tuple[int, ...]:
    """A number of three characters of a call sign -> the same three in the opposite order; made when first needed."""
    return tuple(one >> 10 | one & 31 << 5 | (one & 31) << 10 for one in range(1 << 15))


def _turned(own: str) -> int:
    """The random end of an id as a number that begins with what a call sign ends with."""
    number = int(own[-12:], 16)
    low, middle, high = number & 0x7FFF, number >> 15 & 0x7FFF, number >> 30 & 0x7FFF
    turned = _three()
    return turned[low] << 35 | turned[middle] << 20 | turned[high] << 5 | number >> 45


def read_sign(text: str) -> str | None:
    """The call sign that somebody has typed, in its normal form; None for a text that is no call sign."""
    sign = text.strip().upper().replace("-", "").translate(_HEARD)
    return sign if SHORT <= len(sign) <= LONG and set(sign) <= set(ALPHABET) else None


def ending(sign: str) -> str:
    """The hexadecimal digits with which every id of this call sign ends; other ids may end with them too."""
    number = 0
    for char in sign:
        number = number << BITS | ALPHABET.index(char)
    digits = len(sign) * BITS // DIGIT
    return f"{number & (1 << digits * DIGIT) - 1:0{digits}x}"
