"""`pilkada data export`: the data as CSV files with a description that programs read (a Frictionless data package)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import DataError
from pilkada_cli.language import N_, _, ngettext
from pilkada_cli.output.table import Row, Table, sentence

if TYPE_CHECKING:
    from pilkada_cli.election import Election
    from pilkada_cli.output.package import Resource

WRITTEN = ("file", "rows")


def export_data(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(metavar="DIR", help=N_("Where the files go; made when it is missing."))],
) -> None:
    """Write the data as CSV."""
    from pilkada_cli.output.directories import write_files
    from pilkada_cli.output.formats import render
    from pilkada_cli.output.package import package

    session = session_of(context)
    resources = _resources(session.election)
    files = {f"{one.name}.csv": render(Table(one.columns, one.rows), "csv") for one in resources}
    files["datapackage.json"] = package(resources, session.election.schedule.voting_day)
    licence = session.election.files.directory / "LICENSE.md"
    if licence.is_file():
        files["LICENSE.md"] = _read(licence)
    write_files(directory, files)
    rows: list[Row] = [{"file": f"{one.name}.csv", "rows": len(one.rows)} for one in resources]
    told = ngettext("{count} file is in {place}.", "{count} files are in {place}.", len(files))
    said = told.format(count=len(files), place=directory)
    session.show(Table(WRITTEN, rows, view=sentence(lambda: said)))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise DataError(path.name, _("the file is not UTF-8 text")) from None
    except OSError as error:
        raise DataError(path.name, _("the file cannot be read: {reason}").format(reason=error.strerror)) from None


def _resources(election: "Election") -> "list[Resource]":
    """The files, each with its key and to which others its columns lead."""
    from pilkada_cli.commands import checklist, elections, regions, sources, stages
    from pilkada_cli.output.package import Resource

    day = election.schedule.voting_day
    revotes: list[Row] = [{"region": key, **stages.row(stage, day)} for key, stage in election.regional]
    found = [
        Resource("regions", regions.COLUMNS,
                 [regions.row(one, election.registry, election.codes) for one in election.registry],
                 ("code",), {"province_code": ("regions", "code")}),
        Resource("elections", elections.COLUMNS,
                 [elections.row(one) for one in election.elections.rounds.values()], ("id",)),
        Resource("contests", elections.CONTESTS, [elections.contest_row(one) for one in election.contests], ("id",),
                 {"code": ("regions", "code"), "election": ("elections", "id")}),
        Resource("stages", stages.COLUMNS, [stages.row(one, day) for one in election.schedule], ("id",),
                 {"parent": ("stages", "id"), "replaced_by": ("stages", "id")}),
        Resource("revotes", ("region", *stages.COLUMNS), revotes, ("region", "id")),
        Resource("checklists", checklist.COLUMNS, [checklist.row(one, day, day) for one in election.checklists],
                 ("id",), {"stage": ("stages", "id")}),
        Resource("evidence", sources.COLUMNS, [sources.row(one) for one in election.evidence], ("subject", "key")),
    ]  # fmt: skip
    return [one.without_the_moment() for one in found]
