"""English and Indonesian: choosing the language, its message catalogue, and writing dates and numbers in it.

Sentences are written in English in the code and marked with `_`. English is the source, so it loads
nothing; Indonesian reads one compiled catalogue.
"""

import gettext
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, get_args

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LOCALES = Path(__file__).parent / "locales"

_catalogue = gettext.NullTranslations()
_current = "en"


class Text(NamedTuple):
    """A text of the data in both languages; machine formats always use the Indonesian one."""

    id: str
    en: str

    @property
    def spoken(self) -> str:
        """The text in the current language."""
        return self.id if _current == "id" else self.en


class Texts(tuple[Text, ...]):
    """Several texts of the data in both languages."""

    __slots__ = ()


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "to be translated later"
    """Mark a sentence for the catalogue and return it unchanged; `_` translates it later."""
    return message


def _(message: str) -> str:
    """The sentence in the current language."""
    return _catalogue.gettext(message) if _current == "id" else message


def ngettext(one: str, many: str, count: int) -> str:
    """The singular or plural of a sentence, by `count`, in the current language."""
    if _current == "id":
        return _catalogue.ngettext(one, many, count)
    return one if count == 1 else many


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language asked for: `--lang`, PILKADA_LANG, then the locale; English when none says Indonesian."""
    asked = _flag(arguments) or environment.get("PILKADA_LANG", "")
    if asked in LANGUAGES:
        return asked
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    return "id" if re.match(r"id([_.@-]|$)", locale) else "en"


def _flag(arguments: Sequence[str]) -> str | None:
    found = None
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            found = next(iter(arguments[position + 1 : position + 2]), None)
        elif argument.startswith("--lang="):
            found = argument.removeprefix("--lang=")
    return found


def use(language: str) -> None:
    """Make this the current language, for our sentences and for Typer's."""
    global _catalogue, _current
    _current = language
    if language == "id":
        # Typer's own sentences go through the gettext module, which takes its language from here.
        os.environ["LANGUAGE"] = "id"
        gettext.bindtextdomain("pilkada", str(LOCALES))
        gettext.textdomain("pilkada")
        _catalogue = gettext.translation("pilkada", str(LOCALES), ["id"])
    else:
        gettext.textdomain("messages")
        _catalogue = gettext.NullTranslations()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """A context in which another language is the current one."""
    before = _current
    use(language)
    try:
        yield
    finally:
        use(before)


def current() -> str:
    """The current language: `id` or `en`."""
    return _current


_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip


def spell_date(day: date, *, weekday: bool = True) -> str:
    """A date as people write it: `Rabu, 27 November 2024`."""
    words = f"{day.day} {_(_MONTHS[day.month - 1])} {day.year}"
    return f"{_(_WEEKDAYS[day.weekday()])}, {words}" if weekday else words


def spell_days(start: date | None, end: date | None) -> str:
    """A span of days, first and last day included, as people write it: `25 September–23 November 2024`.

    None is an open end: `until 23 November 2024`.
    """
    if start is None and end is None:
        return ""
    if start is None and end is not None:
        return _("until {day}").format(day=spell_date(end, weekday=False))
    if start is not None and end is None:
        return _("from {day}").format(day=spell_date(start, weekday=False))
    assert start is not None and end is not None  # for the type checker: all other cases are above
    if start == end:
        return spell_date(start, weekday=False)
    first = spell_date(start, weekday=False)
    if start.year == end.year:
        first = first.removesuffix(f" {start.year}")
    if (start.year, start.month) == (end.year, end.month):
        first = str(start.day)
    return f"{first}–{spell_date(end, weekday=False)}"


def spell_clock(moment: time | datetime) -> str:
    """A time of day as people write it: 07.00 in Indonesian, 07:00 in English."""
    return moment.strftime("%H.%M" if _current == "id" else "%H:%M")


def spell_moment(moment: datetime, zone: str) -> str:
    """A moment as people write it: `Rabu, 27 November 2024 pukul 07.00 WIB`."""
    sentence = _("{day}, {time} {zone}")
    return sentence.format(day=spell_date(moment), time=spell_clock(moment), zone=zone)


_SHORT = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May "), N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"),
    N_("Nov"), N_("Dec"),
)  # fmt: skip
#: The zones by their offsets from UTC; another offset is written as it is.
_ZONES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def spell_month(month: int) -> str:
    """A month in three letters: Agu in Indonesian, Aug in English."""
    # May is its own abbreviation in English: the space tells the catalogue which of the two is meant.
    return _(_SHORT[month - 1]).strip()


def spell_short(day: date, *, year: bool = False) -> str:
    """A day in short form, for a column: `26 Nov`, or with `year` `26 Nov 2024`."""
    return f"{day.day} {spell_month(day.month)}" + (f" {day.year}" if year else "")


def spell_short_days(start: date | None, end: date | None, today: date) -> str:
    """A span of days in short form: `24–26 Nov`, with the year where it is not that of `today`; empty without one."""
    if start is None or end is None or start == end:
        day = start or end
        if day is None:
            return ""
        bound = _("until {day}") if start is None else _("from {day}") if end is None else "{day}"
        return bound.format(day=spell_short(day, year=day.year != today.year))
    last = spell_short(end, year=end.year != today.year)
    first = spell_short(start, year=start.year != (end.year if start.year == end.year else today.year))
    return f"{start.day if (start.year, start.month) == (end.year, end.month) else first}–{last}"


def spell_instant(moment: datetime) -> str:
    """A moment in short form, for a column: `27 Nov 2024 07.00 WIB`."""
    return f"{spell_short(moment, year=True)} {spell_clock(moment)} {spell_zone(moment)}".rstrip()


def spell_zone(moment: datetime) -> str:
    """The zone of a moment: WIB, WITA or WIT, or its offset from UTC where it is another."""
    offset = moment.utcoffset()
    return "" if offset is None else _ZONES.get(offset, moment.strftime("%z"))


def spell_span(seconds: int) -> str:
    """A duration in its largest unit, rounded down: `20 minutes`, from one hour `3 hours`, from two days `2 days`."""
    if seconds >= 2 * 86400:
        return ngettext("{count} day", "{count} days", seconds // 86400).format(count=spell_number(seconds // 86400))
    if seconds >= 3600:
        return ngettext("{count} hour", "{count} hours", seconds // 3600).format(count=seconds // 3600)
    return ngettext("{count} minute", "{count} minutes", seconds // 60).format(count=seconds // 60)


def spell_number(number: int) -> str:
    """A number as people write it: 435.296 in Indonesian, 435,296 in English."""
    words = f"{number:,}"
    return words.replace(",", ".") if _current == "id" else words


def spell_decimal(number: float) -> str:
    """A number with one decimal as people write it: 3,5 in Indonesian, 3.5 in English."""
    words = f"{number:.1f}"
    return words.replace(".", ",") if _current == "id" else words


def spell_list(words: Sequence[str]) -> str:
    """Words in a row, the last one joined with "or": `a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} or {last}").format(first=", ".join(words[:-1]), last=words[-1])
