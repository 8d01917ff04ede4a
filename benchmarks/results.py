"""What was measured: lines with figures, kept as JSON beside the document that is made from them."""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from benchmarks.measuring import Figure
from pilkada_cli.clock import read


class Line(NamedTuple):
    """A line of a table; `against` is the name of the line it is compared with, `limit` the most times that."""

    name: str
    figure: Figure
    against: str | None = None
    limit: float | None = None
    #: What stands beside it, such as how many answers were right.
    note: str = ""
    #: How much it worked on, such as entries of a log: what is drawn as a curve.
    size: int | None = None


class Results(NamedTuple):
    """The lines of a section, and what else it says."""

    section: str
    lines: list[Line]
    facts: Mapping[str, Any] = MappingProxyType({})

    def ratio(self, line: Line) -> float | None:
        """How many times the line it is compared with it took."""
        base = next((one for one in self.lines if one.name == line.against), None)
        return None if base is None else line.figure.median / base.figure.median

    def missed(self) -> list[str]:
        """What took longer, or more memory, than it may, as sentences."""
        most, peak = self.facts.get("memory", 0), self.facts.get("peak", 0)
        memory = [f"{self.section} takes {peak:.0f} MiB, where {most} is the limit"] if peak > most else []
        pairs = ((line, self.ratio(line)) for line in self.lines)
        return memory + [
            f"{line.name} takes {ratio:.2f} times {line.against}, where {line.limit} is the limit"
            for line, ratio in pairs
            if line.limit is not None and ratio is not None and ratio > line.limit
        ]


def machine() -> str:
    """What it was measured on, in words."""
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()}, "
        f"{read('WIB'):%Y-%m-%d}"
    )


def save(path: Path, results: Iterable[Results]) -> dict[str, Any]:
    """Put results into the file, each in place of the section's earlier ones; gives all that is in it then."""
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for one in results:
        lines = [{**line._asdict(), "figure": line.figure._asdict(), "ratio": one.ratio(line)} for line in one.lines]
        kept[one.section] = {"machine": machine(), "lines": _rounded(lines), "facts": _rounded(dict(one.facts))}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return kept


def _rounded(value: Any) -> Any:
    """Numbers with as many digits as mean something."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return value
