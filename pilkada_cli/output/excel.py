"""CSV that Excel and LibreOffice show as it is: codes stay codes, no text becomes a formula, numbers stay numbers.

Both read `="11.10"` as the text 11.10. An apostrophe in front is shown by both, as it is hidden only where somebody
types it: so it stands only where a text is too long for the first form, or has a line break.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Literal

from pilkada_cli.output.machine import flat
from pilkada_cli.output.table import Screen, Table, Value
from pilkada_cli.printable import visible

#: What parts the cells: the semicolon where the system writes decimals with a comma, as in Indonesia.
Separator = Literal[",", ";"]
BOM = "\ufeff"
#: The longest text within a formula, in the units of UTF-16 that Excel counts.
LONGEST = 255
#: The digits that a number of a spreadsheet keeps.
DIGITS = 15
#: A text with digits and at most so many words, and no longer than this, may be read as a date, a time or an amount.
WORDS, SHORT = 3, 60
#: What is read as a truth, in English and Indonesian.
TRUTHS = frozenset({"true", "false", "benar", "salah"})
#: What begins a formula or an error, and what some programs skip in front of one.
STARTS, BREAKS = tuple("=+-@#"), ("\t", "\r", "\n")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_WORD = re.compile(r"[^\W\d_]+")
#: What begins a cell of its own, and runs, in a program that parts the cells elsewhere or takes no quotes here.
_INNER = re.compile(r"""([;,|]|(?<=[\s\S])[\t\r\n])(?=[\s"]*(?:[=@＝＠]|[-+－＋](?=.*[(|!])))""")


def render_excel(table: Table, columns: Sequence[str], header: bool, screen: Screen, separator: Separator = ",") -> str:
    """The rows as CSV with a BOM and line ends of CR LF; with `;` decimals have a comma."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    if header:
        writer.writerow(columns)
    for row in table.rows:
        writer.writerow([cell(row[name], separator) for name in columns])
    whole = BOM + text.getvalue()
    return visible(whole, keep="\r\n\ufeff") if screen.terminal else whole


def cell(value: Value, separator: Separator = ",") -> str:
    """One value: numbers, dates and times of day as they are, all else as a text that stays one."""
    text = flat(value)
    if type(value) is float:
        return text.replace(".", ",") if separator == ";" else text
    if type(value) is int and len(text) <= DIGITS:
        return text
    if isinstance(value, (bool, date, time)) and not isinstance(value, datetime):
        return text
    return guarded(text)


def guarded(text: str) -> str:
    """A text in the form in which a spreadsheet shows it and does nothing with it."""
    safe = _INNER.sub(r"\1'", text)
    if not is_misread(safe):
        return safe
    if not _CONTROL.search(safe) and len(safe.encode("utf-16-le", "surrogatepass")) <= 2 * LONGEST:
        return '="{}"'.format(safe.replace('"', '""'))
    return f"'{safe}"


def is_misread(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, a number, a date, a time, a truth or an error."""
    bare = text if text[:1].isalnum() else text.lstrip("".join(filter(_is_blank, set(text))))
    if text[:1] in BREAKS or unicodedata.normalize("NFKC", bare[:1])[:1] in STARTS:
        return True
    if len(bare.splitlines()) > 1:
        return False
    if not any(map(str.isnumeric, bare)):
        return bare.strip().casefold() in TRUTHS
    words = len(_WORD.findall(bare))
    return words == 0 or (words <= WORDS and len(bare) <= SHORT)


def _is_blank(char: str) -> bool:
    """Whether a character is blank or may show nothing: a space, a control, one of no letter that is known to all."""
    return unicodedata.category(char)[0] in "ZC"
