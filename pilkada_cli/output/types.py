"""The types of columns in the machine formats, for the JSON Schema of answers and for exported data packages."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

#: How a value of a column is written. A `moment` has its offset, `texts` is a list of texts, `rows` a list of objects,
#: and `any` hangs on what was asked for.
Type = Literal["text", "integer", "number", "boolean", "date", "moment", "texts", "object", "rows", "any"]

_NAMES: dict[Type, str] = {
    "integer": "polling_stations pairs regions kabkota kabkota_electing kabupaten kabupaten_electing kota "
    "kota_electing provinces provinces_electing exempt contests single_pair_contests days seconds "
    "open_stations next_days column row gubernur bupati wali_kota incidents new open withdrawn not_listed "
    "unowned drills entries place line imported rows bytes anchored_entries",
    "number": "age_hours hours",
    "boolean": "electing single_pair practice overdue conflict retracted referred active",
    "date": "start end day due voting_day next_start known",
    "moment": "as_of begins ends opens closes occurred recorded updated at since ended last_report from to done "
    "anchored",
    "texts": "aliases formerly former_codes candidates actors actor steps story replaces pages conflicting special "
    "tentative late again voting_again stages warnings further_reports conflicts",
    "object": "body",
    "rows": "history changed by_severity by_status by_agency by_category by_region open_incidents nil agenda_done "
    "agenda_due checklists members",
}
#: The type of each column that is no plain text.
TYPES: dict[str, Type] = {name: own for own, names in _NAMES.items() for name in names.split()}

_TEXTS = {"type": "array", "items": {"type": "string"}}
_JSON: dict[Type, dict[str, Any]] = {
    "text": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "moment": {"type": ["string", "null"], "format": "date-time"},
    "texts": _TEXTS,
    "object": {"type": "object"},
    "rows": {"type": "array", "items": {"type": "object"}},
    "any": {},
}


def type_of(column: str, others: Mapping[str, Type] | None = None) -> Type:
    """The type of a column; `others` has those that differ in one answer."""
    return (others or {}).get(column) or TYPES.get(column, "text")


def json_schema(
    title: str, columns: Sequence[str], others: Mapping[str, Type] | None = None, *, single: bool = False
) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an answer in JSON: a list of objects, or one for a `single` answer.

    Fields may be added in a later version, and none is taken away.
    """
    row: dict[str, Any] = {
        "type": "object",
        "properties": {name: _JSON[type_of(name, others)] for name in columns},
        "required": list(columns),
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**head, **row} if single else {**head, "type": "array", "items": row}
