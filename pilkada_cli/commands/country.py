"""`pilkada map`: draws the country on a terminal, or lists the cells of the map for programs."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.clock import NATIONAL, label
from pilkada_cli.commands.completion import complete_region
from pilkada_cli.commands.drawing import ForceOption, OutputOption, answer
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import DataError
from pilkada_cli.language import N_, _
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.regions.grid import has_grid, load_grid
from pilkada_cli.screens.map import By, Shown, Value, country, province
from pilkada_cli.screens.times import moment
from pilkada_cli.session import Session

if TYPE_CHECKING:
    from datetime import date

    from pilkada_cli.regions.region import Region
    from pilkada_cli.stages.situation import VoteAgain

COLUMNS = ("code", "column", "row", "value")


def show_map(
    context: typer.Context,
    by: Annotated[By, typer.Option("--by", help=N_("What the map shows."))] = "electing",
    region: Annotated[
        str | None,
        typer.Option(
            "--region", metavar="REGION", help=N_("One province, with names."), autocompletion=complete_region
        ),
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Draw the country."""
    session = session_of(context)
    files = session.election.files
    if not has_grid(files):
        raise DataError(files.path("map").name, _("these data have no map; every other command works without one"))
    grid, registry = load_grid(files), session.election.registry
    # A kabupaten or kota is shown with those around it.
    where = None if region is None else registry.find(region)
    inside = None if where is None else where.province or where.code
    values = _values(session, by)
    rows: list[Row] = [
        {"code": code, "column": cell.column, "row": cell.row, "value": values.get(code)}
        for code, cell in grid.cells.items()
        if inside is None or code.startswith(f"{inside}.")
    ]

    def view(_rows: Sequence[Row], screen: Screen) -> list[Line]:
        now = session.now()
        day = label((session.election.schedule.voting_day - now.date()).days)
        shown = Shown(
            by, values, _figures(session, by, values), grid, f"{moment(now, NATIONAL)} · {day}", registry.__getitem__
        )
        if inside is not None:
            return province(shown, inside, screen.columns)
        return country(shown, screen.columns, colour=screen.colour and screen.unicode)

    def picture(rows: Sequence[Row]) -> str:
        from pilkada_cli.commands.map_file import draw

        return draw(
            session, by, grid, {one["code"]: one["value"] for one in rows}, _figures(session, by, values), inside
        )

    answer(session, Table(COLUMNS, rows, view=view, picture=picture), output, force=force)


def _values(session: Session, by: By) -> dict[str, Value]:
    """The value by which each kabupaten and kota is coloured, by region code."""
    regions = session.election.registry.search(level="kabkota")
    if by == "revote":
        again = set(_votes_again(session))
        return {one.code: one.code in again for one in regions}
    if by == "incidents":
        counts = _open_incidents(session)
        return {one.code: counts[one.code] for one in regions}
    return {one.code: _own(one, by) for one in regions}


def _own(region: "Region", by: By) -> Value:
    """The value of a region that stands in its own data: electing, pairs, single pair or zone."""
    values: dict[str, Value] = {
        "electing": region.electing,
        "pairs": region.pairs,
        "single-pair": region.single_pair,
        "zone": region.zone,
    }
    return values[by]


def votes_known(session: Session, today: "date") -> "list[VoteAgain]":
    """The votes of regions that vote again; none under a clock that is set to voting day or before."""
    from pilkada_cli.stages.situation import votes_again

    schedule = session.election.schedule
    if session.clock.is_set and today <= schedule.voting_day:
        return []  # On that day it was not known yet who would vote again.
    return votes_again(session.election.regional, schedule.voting)


def _votes_again(session: Session) -> list[str]:
    """The codes of the regions that vote again, as far as that is known."""
    return [code for vote in votes_known(session, session.now().date()) for code in vote.codes]


def _open_incidents(session: Session) -> Counter[str]:
    """How many incidents are open in each region; none where there is no post."""
    if not session.has_post:
        return Counter()
    from pilkada_cli.posko.errors import NoPost
    from pilkada_cli.posko.incidents.cases import incidents
    from pilkada_cli.posko.log.access import log_at
    from pilkada_cli.posko.log.moments import Before, milliseconds
    from pilkada_cli.posko.words_file import load_words

    words = load_words(session.election.files)
    try:
        with log_at(session.posko) as log:
            log.post()
            found = incidents(log, Before(milliseconds(session.now()) + 1))
            return Counter(one.region for one in found if words.is_open(one.status))
    except NoPost:
        return Counter()


def _figures(session: Session, by: By, values: dict[str, Value]) -> dict[str, int | str | None]:
    """The figure of each province, by its code: how many regions in it have the value, or its own pairs or zone.

    None where the province elects no governor.
    """
    registry = session.election.registry
    figures: dict[str, int | str | None] = {}
    again = set(_votes_again(session)) if by == "revote" else set()
    counts = _open_incidents(session) if by == "incidents" else Counter()
    for own in registry.search(level="provinsi"):
        inside = [values[one.code] for one in registry.search(province=own.code, level="kabkota")]
        if by == "zone":
            figures[own.code] = own.zone[-1] if own.zone != "WITA" else "TA"
        elif by == "pairs":
            figures[own.code] = own.pairs
        elif by == "incidents":
            figures[own.code] = sum(int(value or 0) for value in inside) + counts[own.code]
        else:
            itself = own.code in again or (by == "single-pair" and own.single_pair)
            figures[own.code] = sum(bool(value) for value in inside) + itself
        if by == "electing" and not own.electing:
            figures[own.code] = None
    return figures
