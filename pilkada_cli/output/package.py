"""A Frictionless data package (Table Schema): what each column of the exported CSV files holds, for programs."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pilkada_cli import __version__
from pilkada_cli.language import LANGUAGES, current, use
from pilkada_cli.output.headings import heading
from pilkada_cli.output.table import Row
from pilkada_cli.output.types import type_of

#: Columns that hang on the moment or on a post, and are no data.
MOMENT = ("state", "due_label", "overdue", "done", "done_by")
#: The types of Table Schema for ours; others are strings.
TABLE_TYPES = {"boolean": "boolean", "integer": "integer", "date": "date"}
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/legalcode",
}


class Resource(NamedTuple):
    """One file: its columns and rows, the columns that are its key, and to which file's column a column leads."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    key: tuple[str, ...]
    leads: Mapping[str, tuple[str, str]] = {}

    def without_the_moment(self) -> "Resource":
        """The same without the columns that say how things stand at a moment."""
        return self._replace(columns=tuple(name for name in self.columns if name not in MOMENT))


def package(resources: Sequence[Resource], voting_day: date) -> str:
    """The text of `datapackage.json`."""
    described: dict[str, Any] = {
        "profile": "data-package",
        "name": f"pilkada-{voting_day.year}",
        "title": f"Indonesia's simultaneous regional elections of {voting_day.isoformat()}",
        "version": __version__,
        "licenses": [LICENCE],
        "resources": [_resource(one) for one in resources],
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _resource(own: Resource) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(name) for name in own.columns],
        "primaryKey": list(own.key),
        "missingValues": [""],
    }
    if own.leads:
        # A file that leads to itself names no resource, by the specification.
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": "" if file == own.name else file, "fields": [column]}}
            for name, (file, column) in own.leads.items()
        ]
    return {
        "profile": "tabular-data-resource",
        "name": own.name,
        "path": f"{own.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(name: str) -> dict[str, str]:
    spoken = current()
    described = []
    for language in LANGUAGES:
        use(language)
        described.append(heading(name))
    use(spoken)
    return {
        "name": name,
        "type": TABLE_TYPES.get(type_of(name), "string"),
        "description": " / ".join(dict.fromkeys(described)),
    }
