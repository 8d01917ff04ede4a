"""Importing incidents from JSON lines: all lines are checked before any incident is recorded."""

import json
import marshal
from collections.abc import Callable
from typing import IO, Any, NamedTuple

from pilkada_cli.errors import QUOTED, NotFoundError, UsageError
from pilkada_cli.language import _
from pilkada_cli.posko.errors import BadText
from pilkada_cli.posko.incidents.reporting import incident_body
from pilkada_cli.posko.log.lines import LONGEST, numbered
from pilkada_cli.posko.log.spool import filling, spool
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.operator import Operator
from pilkada_cli.printable import visible

#: How many checked lines are written to the spool at once.
BATCH = 500
FIELDS = ("title", "region", "category", "severity", "agency", "occurred", "details", "place", "contact")
_FIELDS = frozenset(FIELDS)
NEEDED = ("title", "category")

#: A checked line: the body of the incident's report, and when it happened, or None for now.
Sound = tuple[dict[str, Any], str | None]


class Imported(NamedTuple):
    """How many lines were good, how many of these were referred to Bawaslu, and how many were bad.

    If any line was bad, nothing was recorded.
    """

    good: int
    referred: int
    bad: int


def import_lines(operator: Operator, lines: IO[bytes], say: Callable[[str], None]) -> Imported:
    """Record the incidents of all lines, or none if any line is bad; `say` gets a message for each bad line."""
    good = referred = bad = 0
    with spool() as waiting:
        sound: list[Sound] = []
        for number, line in numbered(lines):
            try:
                body, occurred = incident_body(operator, _read(line))
                sound.append((body, occurred))
                good += 1
                referred += body["status"] == operator.words.referred
            except (UsageError, NotFoundError) as error:
                bad += 1
                say(_("line {line}: {problem}").format(line=number, problem=getattr(error, "brief", error)))
            if len(sound) == BATCH:
                _set_apart(waiting, sound)
                sound = []
        _set_apart(waiting, sound)
        if not bad:
            _record(operator, waiting)
    return Imported(good, referred, bad)


def _set_apart(waiting: IO[bytes], sound: list[Sound]) -> None:
    block = marshal.dumps(sound)
    with filling():
        waiting.write(len(block).to_bytes(4) + block)


def _read(line: bytes | None) -> dict[str, str | None]:
    """The fields of a line; raises BadText when it is not a JSON object with the fields of an incident as texts."""
    if line is None:
        raise BadText(_("the line is longer than {limit} kB").format(limit=LONGEST >> 10))
    try:
        fields = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise BadText(_("this is not a line of JSON")) from None
    if not isinstance(fields, dict):
        raise BadText(
            _("a line must be an object, such as {example}").format(example='{"title": "…", "category": "LOG"}')
        )
    for name in sorted(fields.keys() - _FIELDS):
        sentence = _("there is no field '{name}'; the fields are {fields}")
        raise BadText(sentence.format(name=visible(name, limit=QUOTED), fields=", ".join(FIELDS)))
    for name in NEEDED:
        if fields.get(name) is None:
            raise BadText(_("the field '{name}' is missing").format(name=name))
    for name, value in fields.items():
        if value is not None and not isinstance(value, str):
            raise BadText(_("the field '{name}' must be a text").format(name=name))
    return fields


def _record(operator: Operator, waiting: IO[bytes]) -> None:
    with filling():
        waiting.seek(0)
    with operator.log.writing() as turn:
        while size := waiting.read(4):
            block = waiting.read(int.from_bytes(size))
            for body, occurred in marshal.loads(block):  # noqa: S302 - we have written it ourselves, a moment ago
                operator.record(turn, Act("report", body, occurred=occurred))
