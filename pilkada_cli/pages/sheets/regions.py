"""Regions on paper: each province with its figures, and its kabupaten and kota below it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from pilkada_cli.language import _, spell_number
from pilkada_cli.output.headings import heading, word
from pilkada_cli.output.paper import Cell, Column, Group, Part, Sheet
from pilkada_cli.pages.sheets.heads import head_of
from pilkada_cli.regions.region import Region
from pilkada_cli.regions.registry import Registry
from pilkada_cli.stages.schedule import Schedule

NOTHING = "—"
COUNTS = ("gubernur", "bupati", "wali kota", None)


def regions_sheet(
    regions: Sequence[Region], registry: Registry, schedule: Schedule, now: datetime, zone: str, *, exempt: bool = False
) -> Sheet:
    """The regions in the order given, by province; of exempt ones the reason and the law instead of figures."""
    provinces = {region.province or region.code for region in regions}
    place = registry[next(iter(provinces))].name if len(provinces) == 1 else None
    what = f"{heading('regions')} · {schedule.title.spoken}"
    rows = [Column(heading("code"), "key"), Column(heading("region"))]
    columns = [*rows, *(_exempt_columns() if exempt else _figure_columns())]
    groups = list(_groups(regions, registry, exempt=exempt))
    nothing = [] if regions else [_("No region fits; all of them: pilkada regions list")]
    parts = [Part(lines=nothing, columns=columns if regions else (), groups=groups)]
    # The signs are explained above the list, as a page may end with its last row.
    lines = [_summary(regions), *([] if exempt else _notes(regions))] if regions else []
    return Sheet(head_of(what, place, now, zone, schedule), parts, lines)


def _figure_columns() -> list[Column]:
    return [
        Column(heading("zone"), "tag"), Column(heading("office"), "tag"),
        Column(heading("polling_stations"), "number"), Column(heading("pairs"), "number"),
    ]  # fmt: skip


def _exempt_columns() -> list[Column]:
    return [Column(heading("exempt_basis"), "tag"), Column(heading("exempt_reason"))]


def _groups(regions: Sequence[Region], registry: Registry, *, exempt: bool) -> Iterator[Group]:
    """A group for each province: its own row at the head, or where it is not in the list its name alone."""
    for code, inside in groupby(regions, key=lambda region: region.province or region.code):
        own = list(inside)
        head = [Cell(code), Cell(registry[code].name)]
        if own[0].code == code:
            head = [] if exempt else _row(own.pop(0), exempt=exempt)
        yield Group([_row(region, exempt=exempt) for region in own], head)


def _row(region: Region, *, exempt: bool) -> list[Cell]:
    name = [Cell(region.code), Cell(region.name, level=int(region.level == "kabkota"))]
    if exempt:
        law = region.exemption
        return [*name, Cell(law.basis if law else ""), Cell(law.reason.spoken if law else "")]
    pairs = NOTHING if region.pairs is None else spell_number(region.pairs) + ("*" if region.single_pair else "")
    office = word(region.office) if region.office else NOTHING
    return [*name, Cell(region.zone), Cell(office), Cell(spell_number(region.polling_stations)), Cell(pairs)]


def _summary(regions: Sequence[Region]) -> str:
    offices = [region.office for region in regions]
    governors, regents, mayors, none = (spell_number(offices.count(office)) for office in COUNTS)
    counts = _("{all} regions: {governors} governors, {regents} regents, {mayors} mayors, {none} elect nobody")
    every = spell_number(len(regions))
    return counts.format(all=every, governors=governors, regents=regents, mayors=mayors, none=none)


def _notes(regions: Sequence[Region]) -> list[str]:
    """What the signs in the list mean, and by which laws regions elect nobody."""
    laws = sorted({region.exemption.basis for region in regions if region.exemption})
    notes = [_("— elects nobody of its own, by {laws}").format(laws="; ".join(laws))] if laws else []
    single = any(region.single_pair for region in regions)
    return [*notes, *(["* " + _("a single pair against the empty column")] if single else [])]
