"""`pilkada elections list | show` and `pilkada contests list`: who voted when, since 2015."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.completion import complete_region
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import QUOTED, UnknownContest, UsageError
from pilkada_cli.language import N_, _
from pilkada_cli.output import terminal
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from pilkada_cli.election import Election
    from pilkada_cli.regions.elections import RoundOfVotes
    from pilkada_cli.session import Session
    from pilkada_cli.stages.contests import Contest

COLUMNS = ("id", "name", "day", "status", "regions", "basis", "note", "name_en")
SHOWN = (*COLUMNS, "gubernur", "bupati", "wali_kota", "tentative", "late", "again")
CONTESTS = ("id", "election", "code", "name", "office", "day", "kind", "status", "basis")
BRIEF = ("id", "name", "office", "day", "kind")

ElectionArgument = Annotated[
    str, typer.Argument(metavar="ELECTION", help=N_("An id, such as pilkada-2018, or a year."))
]


def list_elections(context: typer.Context) -> None:
    """List elections."""
    session = session_of(context)
    rows = [row(one) for one in session.election.elections.rounds.values()]

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.elections import election_list

        return election_list(shown, screen.columns)

    session.show(Table(COLUMNS, rows, view=view))


def show_election(context: typer.Context, election: ElectionArgument) -> None:
    """Show one election."""
    session = session_of(context)
    own = session.election.find_round(election)
    found = [one for one in session.election.contests if one.election == own.id]
    regular = [one for one in found if one.kind == "regular"]
    offices = Counter(one.office for one in regular)
    answer: Row = {
        **row(own),
        "gubernur": offices["gubernur"],
        "bupati": offices["bupati"],
        "wali_kota": offices["wali kota"],
        "tentative": tuple(one.region.code for one in regular if one.status == "tentative"),
        "late": tuple(one.id for one in regular if one.day != own.day),
        "again": tuple(one.id for one in found if one.kind != "regular"),
    }
    session.show(Table(SHOWN, [answer], single=True))


def list_contests(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help=N_("Contests by their ids, in the order given."))
    ] = None,
    election: Annotated[
        str | None, typer.Option("--election", metavar="ELECTION", help=N_("Only of this election."))
    ] = None,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="REGION", help=N_("Only of this region."), autocompletion=complete_region),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=N_("Only on this day."))] = None,
) -> None:
    """List contests."""
    session = session_of(context)
    found = session.election.contests if not ids else [find_contest(session.election, one) for one in ids]
    code = None if region is None else session.election.registry.find(region).code
    own = None if (chosen := session.chosen_election(election)) is None else chosen.id
    day = None if on is None else read_day(on)
    rows = [
        contest_row(one)
        for one in found
        if code in (None, one.region.code) and own in (None, one.election) and day in (None, one.day)
    ]
    say_when_none(session)

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.elections import contest_list

        rounds = session.election.elections.rounds
        unsure = {name for name, own in rounds.items() if own.status == "tentative"}
        return contest_list(shown, unsure, screen.columns)

    session.show(Table(CONTESTS, rows, brief=BRIEF, view=view))


def find_contest(election: "Election", text: str) -> "Contest":
    """The contest of an id such as `pilkada.bup.1901.2024-11-27`.

    Raises UsageError for what is no id, and UnknownRegion or UnknownContest.
    """
    from pilkada_cli.stages.contests import read_contest_id

    wanted = text.strip().casefold()
    read = read_contest_id(wanted)
    if read is None:
        sentence = _("'{text}' is no id of a contest, such as pilkada.bup.1901.2024-11-27.")
        raise UsageError(sentence.format(text=visible(text, limit=QUOTED)))
    region = election.registry.find(read[0])
    own = [one for one in election.contests if one.region.code == region.code]
    for one in own:
        if one.id == wanted:
            return one
    raise UnknownContest(text, region.label, [one.id for one in own])


def say_when_none(session: "Session") -> None:
    """Say on standard error that the data name no elections, where a list is empty for that reason."""
    if not session.election.elections.rounds:
        terminal.say("pilkada: " + _("these data name no elections (elections.yaml)"))


def read_day(text: str) -> date:
    """A day, written 2018-06-27; raises UsageError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        sentence = _("'{text}' is no date such as 2018-06-27.")
        raise UsageError(sentence.format(text=visible(text, limit=QUOTED))) from None


def row(own: "RoundOfVotes") -> Row:
    """An election as a row of COLUMNS."""
    return {
        "id": own.id, "name": own.name, "day": own.day, "status": own.status, "regions": own.regions,
        "basis": own.basis, "note": own.note, "name_en": own.name.en,
    }  # fmt: skip


def contest_row(one: "Contest") -> Row:
    """A contest as a row of CONTESTS."""
    return {
        "id": one.id, "election": one.election, "code": one.region.code, "name": one.region.name, "office": one.office,
        "day": one.day, "kind": one.kind, "status": one.status, "basis": one.basis,
    }  # fmt: skip
