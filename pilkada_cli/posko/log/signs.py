"""Call signs: four letters and digits by which people name an entry, made from the random end of its id.

The alphabet is Crockford's base 32, which has neither I, L, O nor U: what is heard or written as I, L or O is taken
for 1, 1 and 0. A sign is longer only while two entries of one kind in a store share it.
"""

from collections import Counter
from collections.abc import Iterable

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
