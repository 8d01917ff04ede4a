"""Reads the records of a data file field by field; an error about a field names its file, key and line."""

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any, TypeVar

from pilkada_cli.errors import InvalidData
from pilkada_cli.facts.files import DataFiles, Tree
from pilkada_cli.language import Text, _

Word = TypeVar("Word", bound=str)

#: What is done with the error about a wrong record: raise it, or add it to a list and go on.
Problems = Callable[[InvalidData], None]


#: The most digits of a number.
LONGEST_NUMBER = 9
#: The most characters of an id.
LONGEST_ID = 80
#: The years in which an election can be, so that no arithmetic with dates leaves Python's calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2999


def refuse(problem: InvalidData) -> None:
    """The default for `problems`: raise the error, so that reading stops there."""
    raise problem


class noting:  # noqa: N801 - a context manager, which is called as a function is; `contextmanager` costs four times as much
    """A context manager in which one record is read: an InvalidData goes to `problems`, and the record is left out."""

    __slots__ = ("_problems",)

    def __init__(self, problems: Problems) -> None:
        self._problems = problems

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, problem: BaseException | None, _traceback: object) -> bool:
        if isinstance(problem, InvalidData):
            self._problems(problem)
            return True
        return False


class Record:
    """A mapping in a data file, and the keys that lead to it.

    Each method that reads takes a key, and raises InvalidData where its value is missing or of the wrong kind.
    """

    __slots__ = ("_files", "_unread", "keys", "name", "values")

    def __init__(self, files: DataFiles, name: str, values: Any, *keys: str) -> None:
        self._files, self.name, self.keys = files, name, keys
        if not isinstance(values, dict):
            raise self.wrong(_("a mapping of keys to values must stand here"))
        self.values: Tree = values
        self._unread = set(values)

    def wrong(self, problem: str, *keys: str) -> InvalidData:
        """The error, not raised, for a problem at a key of this record, with the file, the key and the line."""
        keys = (*self.keys, *keys)
        line = self._files.line(self.name, keys)
        return InvalidData(f"{self.name}.yaml", problem, key=".".join(keys), line=line)

    def has(self, key: str) -> bool:
        """Whether the key stands in the record."""
        return key in self.values

    def _take(self, key: str) -> Any:
        self._unread.discard(key)
        if key not in self.values:
            raise self.wrong(_("this key is missing"), key)
        return self.values[key]

    def text(self, key: str) -> str:
        """A text that is not blank."""
        value = self._take(key)
        if not isinstance(value, str):
            raise self.wrong(_("a text must stand here"), key)
        if not value.strip():
            raise self.wrong(_("this is blank"), key)
        return value

    def both(self, key: str) -> Text:
        """A text in Indonesian and English; one plain text, such as a name, serves both."""
        value = self._take(key)
        if isinstance(value, str):
            return Text(self.text(key), value)
        inner = self.inner(key)
        text = Text(inner.text("id"), inner.text("en"))
        inner.finish()
        return text

    def number(self, key: str) -> int:
        """A whole number, not negative."""
        value = self.text(key)
        if not (value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER):
            raise self.wrong(_("'{value}' is not a whole number").format(value=value), key)
        return int(value)

    def day(self, key: str) -> date:
        """A date, written 2024-11-27."""
        value = self.text(key)
        try:
            day = date.fromisoformat(value)
            # Python reads 20241127 and 2024-W48-3 as well, and writes them in the one way that is read here.
            if str(day) != value or not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ValueError(value)
            return day
        except ValueError:
            raise self.wrong(_("'{value}' is not a date such as 2024-11-27").format(value=value), key) from None

    def clock(self, key: str) -> time:
        """A local time of day, written 07:00; the end of a day is written 23:59, as in the regulations."""
        value = self.text(key)
        try:
            clock = time.fromisoformat(value)
            if f"{clock:%H:%M}" != value:
                raise ValueError(value)
            return clock
        except ValueError:
            raise self.wrong(_("'{value}' is not a time such as 07:00").format(value=value), key) from None

    def yes(self, key: str) -> bool:
        """A switch, written `yes` where it is on and left out where it is off."""
        value = self.text(key)
        if value != "yes":
            raise self.wrong(_("write 'yes', or leave the key out"), key)
        return True

    def one_of(self, key: str, allowed: tuple[Word, ...]) -> Word:
        """One of the allowed words."""
        value = self.text(key)
        for word in allowed:
            if word == value:
                return word
        sentence = _("'{value}' is none of: {allowed}").format(value=value, allowed=", ".join(allowed))
        raise self.wrong(sentence, key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            raise self.wrong(_("a list of texts must stand here"), key)
        return tuple(value)

    def inner(self, key: str) -> "Record":
        """The record that stands under the key."""
        return Record(self._files, self.name, self._take(key), *self.keys, key)

    def children(self, key: str, problems: Problems = refuse, *, ids: bool = True) -> "Iterator[tuple[str, Record]]":
        """The records under the key: of a mapping with their keys, of a list with their ids or else their positions.

        With `ids`, what is called by a text that is no id is a problem, and so is an id beside another key.
        """
        value = self._take(key)
        if isinstance(value, dict):
            pairs = list(value.items())
        elif isinstance(value, list):
            pairs = [(_id_of(item, position), item) for position, item in enumerate(value)]
        else:
            raise self.wrong(_("a mapping or a list of records must stand here"), key)
        for own, item in pairs:
            record = None
            with noting(problems):
                if ids:
                    self._check_id(key, own)
                if isinstance(item, dict) and item.get("id", own) != own:
                    raise self.wrong(_("the id is another one than the key above it"), key, own, "id")
                record = Record(self._files, self.name, item, *self.keys, key, own)
            if record is not None:
                yield own, record

    def items(self, problems: Problems = refuse) -> "Iterator[tuple[str, Record]]":
        """The records that stand in this one, each under its own key."""
        for own in list(self.values):
            record = None
            with noting(problems):
                self._check_id(own)
                record = self.inner(own)
            if record is not None:
                yield own, record

    def _check_id(self, *keys: str) -> None:
        if not _is_id(keys[-1]):
            problem = _("an id has letters from a to z, digits, points, hyphens and _ alone, and 80 of them at most")
            raise self.wrong(problem, *keys)

    def finish(self) -> None:
        """Raise InvalidData for a key that was not read, as the schema has no such key."""
        for key in sorted(self._unread):
            raise self.wrong(_("there is no such key here"), key)


def _is_id(text: str) -> bool:
    """Whether it may be an id, as it may also become the name of a file: no path leads out of a directory by it."""
    bare = text.replace(".", "").replace("_", "").replace("-", "")
    return text.isascii() and bare.isalnum() and text[0].isalnum() and len(text) <= LONGEST_ID


def _id_of(item: Any, position: int) -> str:
    own = item.get("id") if isinstance(item, dict) else None
    return own if isinstance(own, str) else str(position)


def open_record(files: DataFiles, name: str) -> Record:
    """The outermost record of a data file."""
    return Record(files, name, files.read(name))
