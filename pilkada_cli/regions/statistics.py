"""Counts over the registry: how many regions, contests and polling stations there are."""

from collections.abc import Sequence
from typing import Any, Literal

from pilkada_cli.regions.region import KINDS, OFFICES, Kind, Region
from pilkada_cli.regions.registry import Registry

Row = dict[str, Any]
#: What the counts can be broken down by.
By = Literal["province", "zone", "kind"]


def statistics(registry: Registry, by: By | None = None) -> list[Row]:
    """One row of counts for the whole country, or one for each province, zone or kind."""
    regions = list(registry)
    if by is None:
        return [_counts(regions)]
    if by == "zone":
        return [{"zone": zone, **_counts(registry.search(zone=zone))} for zone in sorted({r.zone for r in regions})]
    if by == "kind":
        return [_by_kind(registry.search(kind=kind), kind) for kind in KINDS]
    return [
        {**_province(province.code, province.name), **_counts(registry.search(province=province.code))}
        for province in registry.search(level="provinsi")
    ]


def columns(by: By | None = None) -> tuple[str, ...]:
    """The names of the fields of a row, also where there are no rows."""
    if by == "kind":
        return tuple(_by_kind((), "kota"))
    head = {None: (), "zone": ("zone",), "province": tuple(_province("", ""))}[by]
    return (*head, *_counts(()))


def _province(code: str, name: str) -> Row:
    return {"province_code": code, "province": name}


def _by_kind(regions: Sequence[Region], kind: Kind) -> Row:
    return {
        "kind": kind,
        "office": OFFICES[kind],
        "regions": len(regions),
        "electing": sum(region.electing for region in regions),
        "exempt": sum(not region.electing for region in regions),
        "polling_stations": sum(region.polling_stations for region in regions),
        "single_pair_contests": sum(region.single_pair for region in regions),
    }


def _counts(regions: Sequence[Region]) -> Row:
    def count(kind: Kind, *, electing: bool = False) -> int:
        return sum(region.kind == kind and (region.electing or not electing) for region in regions)

    kabkota = [region for region in regions if region.level == "kabkota"]
    return {
        "provinces": count("provinsi"),
        "provinces_electing": count("provinsi", electing=True),
        "kabupaten": count("kabupaten"),
        "kabupaten_electing": count("kabupaten", electing=True),
        "kota": count("kota"),
        "kota_electing": count("kota", electing=True),
        "kabkota": len(kabkota),
        "kabkota_electing": sum(region.electing for region in kabkota),
        "exempt": sum(not region.electing for region in regions),
        "contests": sum(region.electing for region in regions),
        # Every polling station lies in one kabupaten or kota; a province's are the sum of its own.
        "polling_stations": sum(region.polling_stations for region in kabkota),
        "single_pair_contests": sum(region.single_pair for region in regions),
    }
