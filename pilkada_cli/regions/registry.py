"""All regions in code order, and how they are read from `data/regions.yaml`."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from pilkada_cli.clock import OFFSETS, ZoneName
from pilkada_cli.errors import AmbiguousRegion, UnknownRegion
from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, Record, noting, open_record, refuse
from pilkada_cli.language import _
from pilkada_cli.regions.region import KINDS, LEVELS, Exemption, Kind, Level, Region, Special

if TYPE_CHECKING:
    from pilkada_cli.regions.names import Names

#: What stands before a province's own name; a kabupaten's or kota's kind stands before its name.
HONOURS = ("Daerah Khusus Ibukota", "Daerah Istimewa")
#: Jakarta's units are called so in front of their names; they are no regions of their own right.
ADMINISTRATIVE = "Administrasi"


class Registry:
    """All regions in code order."""

    def __init__(self, regions: Iterable[Region], specials: Iterable[Special] = ()) -> None:
        self.specials = tuple(specials)
        self._regions = {region.code: region for region in sorted(regions, key=lambda region: region.code)}

    def __iter__(self) -> Iterator[Region]:
        return iter(self._regions.values())

    def __getitem__(self, code: str) -> Region:
        return self._regions[code]

    def __contains__(self, code: str) -> bool:
        return code in self._regions

    @property
    def codes(self) -> Iterable[str]:
        """All codes in order."""
        return self._regions.keys()

    @cached_property
    def names(self) -> "Names":
        """What people call the regions; made when somebody asks by name."""
        from pilkada_cli.regions.names import Names

        return Names(self._regions)

    def find(self, text: str, level: Level | None = None) -> Region:
        """The one region of this code or name; raises UnknownRegion or AmbiguousRegion."""
        if level is None and text in self._regions:
            return self._regions[text]
        match = self.names.match(text, level)
        if match.region is not None:
            return match.region
        labels = [self[code].label for code in match.candidates]
        if match.kind == "ambiguous":
            raise AmbiguousRegion(text, labels)
        raise UnknownRegion(text, labels)

    def specials_of(self, region: Region) -> list[Special]:
        """What is special in the region."""
        return [special for special in self.specials if special.holds_in(region)]

    def search(
        self,
        *,
        level: Level | None = None,
        kind: Kind | None = None,
        province: str | None = None,
        electing: bool | None = None,
        zone: ZoneName | None = None,
    ) -> list[Region]:
        """The regions that are all of this; a province's code stands for it and its kabupaten and kota."""
        return [
            region
            for region in self
            if (level is None or region.level == level)
            and (kind is None or region.kind == kind)
            and (province is None or province in (region.code, region.province))
            and (electing is None or region.electing is electing)
            and (zone is None or region.zone == zone)
        ]


def kind_of(code: str) -> Kind | None:
    """The kind that a code gives: within a province, kabupaten have the numbers 01 to 69 and kota those from 71 to 79.

    None for a number that no region has had so far: it says nothing.
    """
    if len(code) == 2:
        return "provinsi"
    number = code[3:]
    if "80" <= number <= "99" or number in ("00", "70"):
        return None
    return "kota" if number >= "71" else "kabupaten"


def _kind(code: str, province: str, record: Record) -> Kind:
    kind = record.one_of("kind", KINDS[1:]) if record.has("kind") else kind_of(code)
    if kind is None and not code.startswith(f"{province}."):
        return "kabupaten"  # It is no code here, which `check` says.
    if kind is None:
        raise record.wrong(_("neither kabupaten nor kota have had such a number; say which it is, under 'kind'"))
    return kind


def load_registry(files: DataFiles, problems: Problems = refuse) -> Registry:
    """The registry of the data files; what is wrong goes to `problems`, which by default raises InvalidData."""
    root = open_record(files, "regions")
    exemptions: dict[str, Exemption] = {}
    for name, record in root.children("exemptions", problems):
        with noting(problems):
            exemptions[name] = Exemption(name, record.both("reason"), record.text("basis"))
            record.finish()
    specials: list[Special] = []
    for name, record in root.children("specials", problems):
        with noting(problems):
            specials.append(_special(name, record))
            record.finish()
    regions: list[Region] = []
    for code, record in root.children("provinces", problems):
        with noting(problems):
            regions += _province(code, record, exemptions, problems)
    with noting(problems):
        # What the counts must come to: `check` compares, nothing else needs it.
        root.inner("totals")
        root.finish()
    return Registry(regions, specials)


def _special(name: str, record: Record) -> Special:
    return Special(
        id=name,
        regions=record.texts("regions"),
        level=record.one_of("level", LEVELS) if record.has("level") else None,
        text=record.both("text"),
        basis=record.text("basis"),
        commission=record.text("commission") if record.has("commission") else None,
        supervisor=record.text("supervisor") if record.has("supervisor") else None,
    )


def _province(code: str, record: Record, exemptions: dict[str, Exemption], problems: Problems) -> list[Region]:
    zone = record.one_of("zone", tuple(OFFSETS))
    units: list[Region] = []
    for unit_code, unit in record.children("regions", problems):
        with noting(problems):
            stations = unit.number("polling_stations")
            units.append(_region(unit_code, unit, code, zone, stations, exemptions))
            unit.finish()
    stations = sum(unit.polling_stations for unit in units)
    province = _region(code, record, "", zone, stations, exemptions)
    record.finish()
    return [province, *units]


def _region(
    code: str, record: Record, province: str, zone: ZoneName, stations: int, exemptions: dict[str, Exemption]
) -> Region:
    written = record.text("name")
    kind = _kind(code, province, record)
    exemption = None
    if record.has("exempt"):
        exemption = exemptions.get(record.text("exempt"))
        if exemption is None:
            raise record.wrong(_("there is no such exemption in 'exemptions'"), "exempt")
        if record.has("pairs"):
            raise record.wrong(_("an exempt region has no pairs of candidates"), "pairs")
    former = record.inner("formerly") if record.has("formerly") else None
    return Region(
        code=code,
        kind=kind,
        name=written if kind == "provinsi" else f"{kind.capitalize()} {written}",
        short=_short(written),
        province=province,
        zone=zone,
        polling_stations=stations,
        pairs=record.number("pairs") if exemption is None else None,
        exemption=exemption,
        aliases=record.texts("aliases") if record.has("aliases") else (),
        formerly=tuple((name, former.text(name)) for name in former.values) if former else (),
    )


def _short(name: str) -> str:
    for honour in (*HONOURS, ADMINISTRATIVE):
        name = name.removeprefix(f"{honour} ")
    return name
