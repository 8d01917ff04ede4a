"""`pilkada regions find --column`: a CSV file is written back with the codes of its regions."""

from itertools import chain, count
from typing import TYPE_CHECKING, get_args

import typer

from pilkada_cli.errors import NotFoundError, UsageError
from pilkada_cli.language import _, spell_number
from pilkada_cli.output import terminal
from pilkada_cli.output.spreadsheet import Sheet, read_sheet, write_sheet
from pilkada_cli.regions.schemes import Scheme

if TYPE_CHECKING:
    from pilkada_cli.regions.finding import Finder
    from pilkada_cli.session import Session

#: The columns that are added to the file; the last one only where codes are compared with names.
ADDED, AGREES = ("code", "name", "match"), "agrees"


def find_in_file(session: "Session", names: list[str], column: str | None, check: str | None, finder: "Finder") -> None:
    """Write a CSV file back with the code, the name and the kind of match of each region of a column behind.

    With `check`, the name of another column, also whether that names the same region; and it is said where the codes of
    the whole file fit another list better. Raises UsageError, and ends with 3 when a region is ambiguous or unknown.
    """
    if len(names) != 1 or session.format is not None or column is None:
        raise UsageError(_("--column goes with one CSV file, or - for standard input, and writes CSV."))
    if session.excel or session.separator is not None:
        raise UsageError(_("--column writes the file back as it was; --excel and --separator are for lists."))
    with terminal.open_lines(names[0]) as file:
        sheet = read_sheet(file.read())
    place = sheet.column(column)
    beside = None if check is None else sheet.column(check)
    added = [_free_name(sheet.heading, name) for name in (*ADDED, *([] if beside is None else [AGREES]))]
    lines, missed = [], 0
    for line in filter(None, sheet.lines):
        text = _cell(line, place)
        found = finder.find(text) if text else None
        region = found.region if found else None
        missed += found is not None and region is None
        own = [region.code if region else "", region.name if region else "", found.kind if found else ""]
        if beside is not None:
            named = session.election.registry.names.match(_cell(line, beside)).region
            own.append("" if region is None or named is None else str(named == region).lower())
        lines.append([*line, *[""] * (len(sheet.heading) - len(line)), *own])
    terminal.write(write_sheet(sheet._replace(heading=[*sheet.heading, *added], lines=lines)))
    notes = list(finder.notes())
    if beside is not None and (better := _better_list(session, sheet, place, beside, finder.scheme)):
        notes = [better]
    for note in notes:
        terminal.say(f"pilkada: {note}")
    if missed:
        raise typer.Exit(NotFoundError.exit_code)


def _cell(line: list[str], place: int) -> str:
    return line[place].strip() if place < len(line) else ""


def _better_list(session: "Session", sheet: Sheet, place: int, beside: int, scheme: Scheme) -> str | None:
    """Whose list the codes of the whole file are by the names beside them, if not the one as which they were read."""
    from pilkada_cli.regions.finding import Finder

    election, agreed = session.election, dict.fromkeys(get_args(Scheme), 0)
    finders = {own: Finder(election.registry, election.codes, own) for own in agreed}
    for line in filter(None, sheet.lines):
        named = election.registry.names.match(_cell(line, beside)).region
        for own, finder in finders.items():
            agreed[own] += named is not None and finder.find(_cell(line, place)).region == named
    best = max(agreed, key=lambda own: agreed[own])
    if agreed[best] <= agreed[scheme]:
        return None
    sentence = _(
        "By the names beside them, {count} codes are of the list '{best}', and {own} of '{scheme}': --scheme {best}"
    )
    return sentence.format(count=spell_number(agreed[best]), best=best, own=spell_number(agreed[scheme]), scheme=scheme)


def _free_name(heading: list[str], name: str) -> str:
    """The name for a column that is added, with a number behind where the file has one of that name."""
    taken = {own.strip().casefold() for own in heading}
    return next(own for own in chain([name], (f"{name}_{number}" for number in count(2))) if own not in taken)
