"""Regions on a screen: lists of regions, one region, what names resolve to, and counts."""

from collections.abc import Sequence

from pilkada_cli.language import _, spell_number
from pilkada_cli.output.fit import Column, Group, fields, fitted
from pilkada_cli.output.headings import heading, word
from pilkada_cli.output.lines import Line, Role, Span, folded, rule
from pilkada_cli.output.people import told
from pilkada_cli.output.table import Row
from pilkada_cli.printable import visible
from pilkada_cli.regions.region import Region

#: Words in names and their abbreviations; a longer one stands before one that it contains.
SHORT = (
    ("Kabupaten Administrasi ", "Kab. Adm. "),
    ("Kota Administrasi ", "Kota Adm. "),
    ("Kabupaten ", "Kab. "),
    ("Kepulauan ", "Kep. "),
)
NOTHING = "—"
#: The counts that matter most, in order; they stand first, and are left out last.
FIRST = (
    "contests", "polling_stations", "kabkota_electing", "kabupaten_electing", "kota_electing", "single_pair_contests",
)  # fmt: skip


def short_name(region: Region) -> str:
    """A region's name in a column: `Kab. Kep. Siau Tagulandang Biaro`; a province's in capitals."""
    if region.kind == "provinsi":
        return region.name.upper()
    name = region.name
    for long, short in SHORT:
        name = name.replace(long, short)
    return name


def region_list(regions: Sequence[Region], columns: int | None) -> list[Line]:
    """Regions, one line each, in the order given; those that follow their province are indented."""
    if not regions:
        return folded([Span(_("No region fits; all of them: pilkada regions list"))], columns)
    table = [
        Column("code", heading("code").upper(), "key"),
        Column("name", heading("region").upper(), "text"),
        Column("office", heading("office").upper(), rank=2),
        Column("polling_stations", "TPS", "number", rank=1),
        Column("pairs", heading("pairs").upper(), "number", rank=3),
        Column("zone", "", rank=4),
    ]
    heads = {region.code for region in regions if region.kind == "provinsi"}
    rows = [_row(region, inside=region.province in heads) for region in regions]
    lines = fitted(table, [Group((), rows)], columns)
    return lines if columns is None else [*lines, rule(columns), *_summary(regions, columns)]


def _row(region: Region, *, inside: bool) -> list[Span]:
    """The cells of a region; with `inside`, below its province, it is indented and does not repeat the zone."""
    province = region.kind == "provinsi"
    role: Role = "strong" if province else "plain" if region.electing else "quiet"
    name = f"  {visible(short_name(region))}" if inside and not province else visible(short_name(region))
    office = word(region.office) if region.office else f"{NOTHING} {_mark(region)}"
    # The letter marks a single pair, which stands against the empty column; it is explained below the list.
    against = _("e") if region.single_pair else " "
    pairs = NOTHING if region.pairs is None else f"{region.pairs} {against}"
    return [
        Span(region.code, role),
        Span(name, role),
        Span(office, role if not province else "plain"),
        Span(spell_number(region.polling_stations)),
        Span(pairs if region.pairs is not None else f"{pairs}  "),
        Span(region.zone if province or not inside else ""),
    ]


def _mark(region: Region) -> str:
    """The letter of the note that says why a region elects nobody: a for an administrative unit, s for the Sultan."""
    return "a" if region.level == "kabkota" else "s"


def _summary(regions: Sequence[Region], columns: int) -> list[Line]:
    """The number of regions and of what they elect, and the meaning of the letters in the list."""
    offices = [region.office for region in regions]
    counts = _("{all} regions: {governors} governors, {regents} regents, {mayors} mayors, {none} elect nobody")
    said = counts.format(
        all=spell_number(len(regions)),
        governors=spell_number(offices.count("gubernur")),
        regents=spell_number(offices.count("bupati")),
        mayors=spell_number(offices.count("wali kota")),
        none=spell_number(offices.count(None)),
    )
    notes = []
    for mark, words in (("a", _("administrative unit")), ("s", _("appointed by law"))):
        bases = {one.exemption.basis for one in regions if one.exemption and _mark(one) == mark}
        notes += [f"{mark} {words} ({', '.join(sorted(map(visible, bases)))})"] if bases else []
    if any(region.single_pair for region in regions):
        notes.append(_("e") + " " + _("a single pair against the empty column"))
    notes.append(_("all columns: -f tsv"))
    lines = folded([Span(said)], columns)
    return lines + [one for text in notes for one in folded([Span(text, "quiet")], columns)]


def exempt_list(regions: Sequence[Region], columns: int | None) -> list[Line]:
    """The regions that elect nobody of their own, with the legal basis and the reason."""
    lines: list[Line] = []
    for region in regions:
        if region.exemption is None:
            continue
        lines += folded([Span(f"{region.code:7}", "strong"), Span(visible(region.name), "strong")], columns, " " * 7)
        lines += folded([Span(" " * 7), Span(visible(region.exemption.basis))], columns, " " * 7)
        lines += folded([Span(" " * 7), Span(visible(region.exemption.reason.spoken), "quiet")], columns, " " * 7)
    return lines or folded([Span(_("Each of these elects."))], columns)


def one_region(fields_of: Row, region: Region, columns: int | None) -> list[Line]:
    """One region with all that is known of it: what it elects or why not, its figures, and its other names."""
    kind = {"provinsi": word("provinsi")}.get(region.kind, region.kind)
    law = visible(region.exemption.basis) if region.exemption else ""
    elects = word(region.office) if region.office else f"{NOTHING} ({law})"
    rows: list[tuple[str, str | Span]] = [
        (heading("code"), Span(region.code, "strong")),
        (heading("name"), Span(visible(region.name), "strong")),
        (heading("kind"), kind),
        (heading("province"), "" if region.kind == "provinsi" else visible(told("province", fields_of["province"]))),
        (heading("zone"), f"{region.zone} ({region.utc_offset})"),
        (heading("office"), Span(elects, "plain" if region.electing else "near")),
        (_("Other codes"), _other_codes(fields_of)),
        (heading("exempt_reason"), told("exempt_reason", fields_of["exempt_reason"])),
        (heading("polling_stations"), told("polling_stations", fields_of["polling_stations"])),
        (heading("pairs"), told("pairs", fields_of["pairs"])),
        (heading("single_pair"), _("yes, against the empty column") if region.single_pair else ""),
        *((heading(name), told(name, fields_of[name])) for name in
          ("kabkota", "commission", "supervisor", "special", "aliases", "formerly", "contests")),
    ]  # fmt: skip
    return fields([(name, cell) for name, cell in rows if (cell.text if isinstance(cell, Span) else cell)], columns)


def _other_codes(row: Row) -> str:
    """A region's codes in other lists, each with whose it is."""
    named = {"KPU": row["kpu_code"], "BPS": row["bps_code"], "ISO": row["iso_code"]}
    parts = [f"{whose} {code}" for whose, code in named.items() if code]
    before = ", ".join(row["former_codes"])
    return " · ".join([*parts, *([_("before: {codes}").format(codes=before)] if before else [])])


def found_list(rows: Sequence[Row], columns: int | None) -> list[Line]:
    """What each name resolves to: one region, or the codes of those that it may mean."""
    table = [
        Column("input", heading("input").upper(), "text"),
        Column("code", heading("code").upper(), "key"),
        Column("name", heading("name").upper(), rank=2),
        Column("match", heading("match").upper(), rank=1),
    ]
    cells = [_found(row) for row in rows]
    lines = fitted(table, [Group((), cells)], columns)
    for row in rows:
        if row["code"] is None and row["candidates"]:
            said = f"{visible(row['input'], limit=40)}: {', '.join(row['candidates'])}"
            lines += folded([Span(said, "near")], columns, "  ")
    return lines


def _found(row: Row) -> list[Span]:
    role: Role = "plain" if row["code"] else "bad"
    name = "" if row["name"] is None else visible(row["name"])
    return [
        Span(visible(row["input"]), role),
        Span(row["code"] or NOTHING, role),
        Span(name),
        Span(told("match", row["match"]), role),
    ]


def statistics_list(rows: Sequence[Row], names: Sequence[str], columns: int | None) -> list[Line]:
    """The counts of the whole country as fields one below the other, or a row for each province, zone or kind."""
    if len(rows) == 1 and "province" not in names and "zone" not in names and "kind" not in names:
        return fields([(heading(name), told(name, rows[0][name])) for name in names], columns)
    first, *rest = [name for name in names if name != "province_code"]
    table = [Column(first, heading(first).upper(), "key")]
    table += [Column(name, _narrow(name), "number", rank=place + 1) for place, name in enumerate(_ranked(rest))]
    cells = [[told(one.name, row[one.name]) for one in table] for row in rows]
    return fitted(table, [Group((), cells)], columns)


def _ranked(names: Sequence[str]) -> list[str]:
    """The counts in the order in which they matter."""
    first = [name for name in FIRST if name in names]
    return [*first, *(name for name in names if name not in first)]


def _narrow(name: str) -> str:
    """The heading of a count where there is little room."""
    short = {
        "polling_stations": "TPS",
        "kabkota_electing": _("Kab/kota"),
        "kabupaten_electing": _("Regents"),
        "kota_electing": _("Mayors"),
        "single_pair_contests": _("Single"),
        "office": _("Office"),
        "kabupaten": "Kab.",
        "provinces": "Prov.",
        "provinces_electing": _("Governors"),
    }
    return (short.get(name) or heading(name)).upper()
