"""Reads codes of regions (Kemendagri's) as files write them: with blanks, other digits, or a zero that was lost."""

import re
import unicodedata
from typing import NamedTuple

#: What stands between the parts of a code; a comma with a blank behind it would be a list.
_GAP = r"(?:\s*[.\-‐-―−_]\s*|\s*,|\s*)"
#: No blanks stand beside an optional sign and beside each other: a long row of them could be parted in many ways.
_PARTS = re.compile(rf"\s*(?:'\s*)?(\d\d)(?:{_GAP}(\d\d)(?:{_GAP}(\d\d)(?:{_GAP}(\d{{4}}))?)?)?\s*(?:\.\s*)?", re.ASCII)
#: A spreadsheet that took 11.10 for a number keeps 11.1; 11.01 keeps its zero.
_SHORTENED = re.compile(r"\s*(?:'\s*)?(\d\d)[.,](\d)\s*", re.ASCII)
#: A spreadsheet that took 1110 for a number with decimals makes it 1110.0.
_DECIMAL = re.compile(r"\s*(\d{4}|\d{6}|\d{10})\.0\s*", re.ASCII)


class Code(NamedTuple):
    """A code of a region, such as `31` or `31.74`.

    `inside` tells that the text was the code of a kecamatan or village in that region, `mended` that a zero was added.
    """

    region: str
    inside: bool = False
    mended: bool = False


def read_code(text: str) -> Code | None:
    """The code that this text is, `31.74` from `3174`, `31 74` or `31.74.01.1001`; None for anything else."""
    if not any(char.isdecimal() for char in text[:8]):
        return None
    plain = _plain(text)
    if shortened := _SHORTENED.fullmatch(plain):
        return Code(f"{shortened[1]}.{shortened[2]}0", mended=True)
    if decimal := _DECIMAL.fullmatch(plain):
        plain = decimal[1]
    parts = _PARTS.fullmatch(plain)
    if parts is None:
        return None
    province, unit, district, village = parts.groups()
    if unit is None:
        return Code(province)
    # No kecamatan has the number 00; villages are numbered from 1001 (kelurahan), 2001 (desa) or 3001 (desa adat).
    if district == "00" or (village is not None and village[0] not in "123"):
        return None
    return Code(f"{province}.{unit}", inside=district is not None)


def _plain(text: str) -> str:
    """The text with digits of any script as 0 to 9, and without characters that nobody sees."""
    if text.isascii():
        return text
    shown = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in shown)
