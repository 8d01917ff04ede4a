"""What is printed: a sheet of A4 with a running head, parts of lines and tables, and lines at its foot."""

from collections.abc import Sequence
from typing import NamedTuple

from pilkada_cli.output.page import page


class Part(NamedTuple):
    """A part of a sheet: its title, lines of text, and a table of `rows` under `head`."""

    title: str = ""
    lines: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


class Sheet(NamedTuple):
    """A whole sheet, as many pages as it takes: its title, its parts, and lines at the foot of the last page."""

    title: str = ""
    parts: Sequence[Part] = ()
    foot: Sequence[str] = ()


def print_sheet(sheet: Sheet) -> str:
    """The sheet as one HTML page that stands alone."""
    return page("paper.html", styles=["paper.css"], sheet=sheet)
