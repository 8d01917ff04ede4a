"""`pilkada regions`: lists, shows, finds and counts regions."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from pilkada_cli.clock import NATIONAL, ZoneName
from pilkada_cli.commands.completion import complete_region
from pilkada_cli.commands.shared import RegionArgument, session_of
from pilkada_cli.errors import NotFoundError, UsageError
from pilkada_cli.language import N_, Text, Texts, _
from pilkada_cli.output import terminal
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.regions.region import Kind, Level, Region
from pilkada_cli.regions.registry import Registry
from pilkada_cli.regions.schemes import CodeBook, Scheme
from pilkada_cli.regions.statistics import By, columns, statistics

COLUMNS = (
    "code", "name", "kind", "province_code", "province", "zone", "utc_offset", "electing", "office",
    "exempt_reason", "exempt_basis", "polling_stations", "pairs", "single_pair", "level",
    "kpu_code", "bps_code", "iso_code", "former_codes",
)  # fmt: skip
#: Who runs and who supervises elections where no law gives the office another name.
COMMISSION, SUPERVISOR = "KPU", "Bawaslu"
FOUND = ("input", "code", "name", "match", "candidates", "basis")
BRIEF = ("code", "name", "zone", "office", "polling_stations", "pairs")


def list_regions(
    context: typer.Context,
    level: Annotated[Level | None, typer.Option(help=N_("Provinces, or kabupaten and kota."))] = None,
    kind: Annotated[Kind | None, typer.Option(help=N_("One kind alone."))] = None,
    province: Annotated[
        str | None,
        typer.Option(metavar="REGION", help=N_("One province and all in it."), autocompletion=complete_region),
    ] = None,
    electing: Annotated[bool, typer.Option("--electing", help=N_("Those that elect."))] = False,
    exempt: Annotated[bool, typer.Option("--exempt", help=N_("Those that do not, and why."))] = False,
    zone: Annotated[ZoneName | None, typer.Option(help=N_("One time zone."))] = None,
    voted: Annotated[
        str | None, typer.Option("--voted", metavar="DATE", help=N_("Those that voted on this day, since 2015."))
    ] = None,
) -> None:
    """List regions."""
    if electing and exempt:
        raise UsageError(_("--electing and --exempt exclude each other; give one of them."))
    session = session_of(context)
    inside = session.election.registry.find(province, "provinsi").code if province is not None else None
    regions = session.election.registry.search(
        level=level, kind=kind, province=inside, electing=electing or (False if exempt else None), zone=zone
    )
    if voted is not None:
        from pilkada_cli.commands.elections import read_day, say_when_none

        say_when_none(session)
        day = read_day(voted)
        codes = {one.region.code for one in session.election.contests if one.day == day}
        regions = [one for one in regions if one.code in codes]
    brief = ("code", "name", "exempt_reason", "exempt_basis") if exempt else BRIEF
    registry = session.election.registry

    def view(rows: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.regions import exempt_list, region_list

        return (exempt_list if exempt else region_list)([registry[one["code"]] for one in rows], screen.width)

    def page(rows: Sequence[Row]) -> str:
        from pilkada_cli.output.paper import print_sheet
        from pilkada_cli.pages.sheets.regions import regions_sheet

        shown, schedule = [registry[one["code"]] for one in rows], session.election.schedule
        return print_sheet(regions_sheet(shown, registry, schedule, session.now(), NATIONAL, exempt=exempt))

    # A screen shows no codes of other lists, and reading them costs it 2 ms of 85.
    plain = session.for_people and (session.columns, session.sort, session.search) == (None, None, None)
    book = CodeBook({}) if plain else session.election.codes
    rows = [row(region, registry, book) for region in regions]

    def point(one: Row) -> tuple[float, float] | None:
        return session.election.centres.get(one["code"])

    session.show(Table(COLUMNS, rows, brief=brief, view=view, page=page, point=point))


def show_region(context: typer.Context, region: RegionArgument) -> None:
    """Show one region."""
    session = session_of(context)
    found = session.election.registry.find(region)
    specials = session.election.registry.specials_of(found)
    fields: Row = {
        **row(found, session.election.registry, session.election.codes),
        "commission": next((one.commission for one in specials if one.commission), COMMISSION),
        "supervisor": next((one.supervisor for one in specials if one.supervisor), SUPERVISOR),
        "special": Texts([Text(f"{one.text.id} ({one.basis})", f"{one.text.en} ({one.basis})") for one in specials]),
        "aliases": found.aliases,
        "formerly": tuple(name for name, _basis in found.formerly),
        "kabkota": _kabkota(found, session.election.registry),
        "contests": tuple(one.id for one in session.election.contests if one.region.code == found.code),
    }

    def view(_rows: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.regions import one_region

        return one_region(fields, found, screen.width)

    session.show(Table(tuple(fields), [fields], single=True, view=view))


def find_regions(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME... | -", help=N_("Names, or - for standard input."))],
    scheme: Annotated[
        Scheme,
        typer.Option("--scheme", help=N_("Whose codes they are: Kemendagri's, BPS's, the KPU's, or of ISO 3166-2.")),
    ] = "kemendagri",
    accept: Annotated[
        int | None,
        typer.Option("--accept", min=80, max=100, metavar="LIKENESS", help=N_("Take suggestions so like, of 100.")),
    ] = None,
    column: Annotated[
        str | None,
        typer.Option("--column", metavar="NAME", help=N_("Resolve this column of a CSV file, and add codes.")),
    ] = None,
    check: Annotated[
        str | None,
        typer.Option("--check", metavar="NAME", help=N_("With --column: compare with the names in this one.")),
    ] = None,
) -> None:
    """Resolve names; exit 3 when any is ambiguous or unknown, after answering all."""
    from pilkada_cli.regions.finding import Finder

    session = session_of(context)
    if column is not None or check is not None:
        from pilkada_cli.commands.region_files import find_in_file

        find_in_file(
            session, names, column, check, Finder(session.election.registry, session.election.codes, scheme, accept)
        )
        return
    texts: Iterable[str] = terminal.read_lines() if names == ["-"] else names
    finder = Finder(session.election.registry, session.election.codes, scheme, accept)
    rows: list[Row] = []
    for text in texts:
        match = finder.find(text)
        rows.append(
            {
                "input": text,
                "code": match.region.code if match.region else None,
                "name": match.region.name if match.region else None,
                "match": match.kind,
                "candidates": match.candidates,
                "basis": match.basis,
            }
        )
    for note in finder.notes():
        terminal.say(f"pilkada: {note}")

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.regions import found_list

        return found_list(shown, screen.width)

    session.show(Table(FOUND, rows, view=view))
    if any(one["code"] is None for one in rows):
        raise typer.Exit(NotFoundError.exit_code)


def show_statistics(
    context: typer.Context,
    by: Annotated[By | None, typer.Option(help=N_("One row for each."))] = None,
) -> None:
    """Count."""
    session = session_of(context)
    rows = statistics(session.election.registry, by)
    names = columns(by)

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.regions import statistics_list

        return statistics_list(shown, names, screen.width)

    session.show(Table(names, rows, single=by is None, view=view))


def _kabkota(province: Region, registry: Registry) -> int | None:
    return len(registry.search(province=province.code, level="kabkota")) if province.level == "provinsi" else None


def row(region: Region, registry: Registry, codes: CodeBook) -> Row:
    """A region as a row of COLUMNS; a province stands as its own province."""
    exemption = region.exemption
    province = registry[region.province or region.code]
    other = codes.of(region.code)
    return {
        "code": region.code,
        "name": region.name,
        "kind": region.kind,
        "province_code": province.code,
        "province": province.name,
        "zone": region.zone,
        "utc_offset": region.utc_offset,
        "electing": region.electing,
        "office": region.office,
        "exempt_reason": exemption.reason if exemption else None,
        "exempt_basis": exemption.basis if exemption else None,
        "polling_stations": region.polling_stations,
        "pairs": region.pairs,
        "single_pair": region.single_pair,
        "level": region.level,
        "kpu_code": region.code.replace(".", ""),
        "bps_code": other.bps,
        "iso_code": other.iso,
        "former_codes": (other.former,) if other.former else (),
    }
