"""Finds in texts what looks like a NIK (the identity number of a citizen) or a telephone number, however it is spelled.

A number counts by its digits, whatever stands between them (blanks, dots, dashes, invisible characters) and in whatever
script they are written. Dates, times, years, sums of money, coordinates and polling stations are told apart where they
can be; a false alarm costs a word, a number in a log its owner's peace.
"""

import re
import unicodedata

#: What stands in the place of what was masked.
MASK = "[…]"
#: What may stand between two digits of one number; a comma only where no blank follows, as in no list of numbers.
_S = r"(?:[\s.\-/_()\x01]{0,3}|,)"
#: A digit, and the letter that is written for a zero.
_D, _ZERO = r"[\dOo]", r"[0Oo]"
_COUNTRY = rf"(?:\+|00)?{_S}6{_S}2{_S}(?:\(0\){_S})?"


def _spaced(*parts: str) -> str:
    return _S.join(parts)


#: Mobile telephones with 0 or the country's code, or without either in eleven digits or more.
_MOBILE = rf"(?:{_COUNTRY}|(?!0[.,]\d{{6}}){_ZERO}{_S})8(?:{_S}{_D}){{8,11}}|8(?:[\s\-]{{0,3}}\d){{10,11}}"
#: Fixed telephones: an area and six to eight digits in one or two groups.
_FIXED = (
    rf"(?:\({_ZERO}[2-79]\d{{1,2}}\)|{_ZERO}[2-79]\d{{1,2}}|{_COUNTRY}[2-79]\d{{1,2}}){_S}"
    rf"(?:\d{{6,8}}|\d{{3}}{_S}\d{{4}}|\d{{4}}{_S}\d{{3,4}})"
)
_FOREIGN = rf"\+{_S}(?:\d{_S}){{8,14}}\d"
#: Dates, times of day and years in a row, which are looked over.
_CALENDAR = re.compile(
    r"(?<![\d.\-/])(?:(?:19|20)\d\d-\d\d-\d\d|\d\d?[-/.](?:0?\d|1[0-2])[-/.](?:19|20)\d\d|(?:[01]?\d|2[0-3])[.:][0-5]\d"
    r"|(?:19|20)\d\d(?:\D{1,3}(?:19|20)\d\d){2,})(?![\d.\-/])",
    re.ASCII,
)
#: Province, kabupaten or kota, district, and ten digits more.
_NIK = _spaced(r"[1-9]", r"\d", rf"(?:0{_S}[1-9]|[1-7]{_S}\d)", rf"(?:0{_S}[1-9]|[1-9]{_S}\d)", *[r"\d"] * 10)
#: The tax number in its old form, and other long numbers of persons in one piece.
_OTHERS = r"\d\d\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}|\d{13,16}"
_NUMBER = re.compile(
    rf"(?<!\d)(?<!TPS )(?<!tps )(?<!Rp)(?<!Rp )(?:{_NIK}|{_MOBILE}|{_FIXED}|{_FOREIGN}|{_OTHERS})(?!\d)", re.ASCII
)
#: No number is shorter than eight digits: most texts need no closer look.
_MAYBE = re.compile(rf"{_D}(?:[^\dOo]{{0,5}}{_D}){{7}}", re.ASCII)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}")


def _plain(char: str) -> str:
    """One ASCII character for a character: its digit, a dash, dot or blank, or a mark for what nobody sees."""
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "Pd" or char == "\u2212":
        return "-"
    if kind in ("Cf", "Mn"):
        return "\x01"
    if kind == "Zs":
        return " "
    if char in "\u00b7\u2022\u2027\u2219\u22c5":
        return "."
    same = unicodedata.normalize("NFKC", char)
    return same if len(same) == 1 and same.isascii() else char


def _numbers(text: str) -> list[tuple[int, int]]:
    """Where in the text numbers of persons stand."""
    plain = text if text.isascii() else "".join(map(_plain, text))
    if not _MAYBE.search(plain):
        return []
    plain = _CALENDAR.sub(lambda found: "x" * len(found[0]), plain)
    return [found.span() for found in _NUMBER.finditer(plain)]


def holds_number(text: str) -> bool:
    """Whether something in the text looks like a NIK or a telephone number."""
    return bool(_numbers(text))


def masked(text: str) -> str:
    """The text with MASK in the place of all that looks like a NIK, a telephone number or an address of e-mail."""
    parts, end = [], 0
    for start, stop in _numbers(text):
        parts += [text[end:start], MASK]
        end = stop
    whole = "".join([*parts, text[end:]])
    return _MAIL.sub(MASK, whole) if "@" in whole else whole
