"""Who votes: the provinces and their kabupaten and kota, who elects whom, and where how many polls are."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pilkada_cli.clock import OFFSETS, offset
from pilkada_cli.errors import AmbiguousRegion, UnknownRegion
from pilkada_cli.files import DataFiles
from pilkada_cli.language import Text, _
from pilkada_cli.records import Record, Report, open_record, refuse, reporting

if TYPE_CHECKING:
    from pilkada_cli.names import Names

KINDS = ("provinsi", "kabupaten", "kota")
LEVELS = ("provinsi", "kabkota")
OFFICES = {"provinsi": "gubernur", "kabupaten": "bupati", "kota": "wali kota"}

#: What stands before a province's own name; a kabupaten's or kota's kind stands before its name.
HONOURS = ("Daerah Khusus Ibukota", "Daerah Istimewa")
#: Jakarta's units are called so in front of their names; they are no regions of their own right.
ADMINISTRATIVE = "Administrasi"


class Exemption(NamedTuple):
    """Why a region elects nobody of its own, and the law that says so."""

    id: str
    reason: Text
    basis: str


class Special(NamedTuple):
    """What is special in some regions: an office with another name, a rule of their own, and its law.

    `regions` are codes; a province's stands for all within it, unless `level` says otherwise.
    """

    id: str
    regions: tuple[str, ...]
    level: str | None
    text: Text
    basis: str
    commission: str | None
    supervisor: str | None

    def holds_in(self, region: "Region") -> bool:
        """Whether it holds in the region."""
        return bool({region.code, region.province} & set(self.regions)) and self.level in (None, region.level)


class Region(NamedTuple):
    """A province, kabupaten or kota; `code` is Kemendagri's, `short` the name without its kind or honour."""

    code: str
    kind: str
    name: str
    short: str
    province: str
    zone: str
    polling_stations: int
    pairs: int | None
    exemption: Exemption | None
    aliases: tuple[str, ...]
    formerly: tuple[tuple[str, str], ...]

    @property
    def level(self) -> str:
        """`provinsi` or `kabkota`."""
        return "provinsi" if self.kind == "provinsi" else "kabkota"

    @property
    def votes_at(self) -> str | None:
        """The level it elects at: Jakarta's units with their province alone, DI Yogyakarta as such at none."""
        if self.electing:
            return self.level
        return None if self.level == "provinsi" else "provinsi"

    @property
    def electing(self) -> bool:
        """Whether the region elected a head of its own on voting day."""
        return self.exemption is None

    @property
    def office(self) -> str | None:
        """The office the region elects, which its kind gives; None when it is exempt."""
        return OFFICES[self.kind] if self.electing else None

    @property
    def single_pair(self) -> bool:
        """Whether a single pair of candidates stood, against an empty column."""
        return self.pairs == 1

    @property
    def utc_offset(self) -> str:
        """The zone's offset, such as `+07:00`."""
        return offset(self.zone)

    @property
    def label(self) -> str:
        """The name with its code, for sentences: `Kota Bandung (32.73)`."""
        name = _("Provinsi {name}").format(name=self.name) if self._bare_province else self.name
        return f"{name} ({self.code})"

    @property
    def _bare_province(self) -> bool:
        return self.kind == "provinsi" and self.name == self.short


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
        from pilkada_cli.names import Names

        return Names(self)

    def find(self, text: str, level: str | None = None) -> Region:
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
        level: str | None = None,
        kind: str | None = None,
        province: str | None = None,
        electing: bool | None = None,
        zone: str | None = None,
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


def kind_of(code: str) -> str:
    """The kind, which the code gives: from 71 on the numbers within a province are kota."""
    if len(code) == 2:
        return "provinsi"
    return "kota" if code[3:] >= "71" else "kabupaten"


def load_registry(files: DataFiles, report: Report = refuse) -> Registry:
    """The registry of the data files; what is wrong goes to `report`, which by default raises InvalidData."""
    root = open_record(files, "regions")
    exemptions: dict[str, Exemption] = {}
    for name, record in root.children("exemptions", report):
        with reporting(report):
            exemptions[name] = Exemption(name, record.both("reason"), record.text("basis"))
            record.finish()
    specials: list[Special] = []
    for name, record in root.children("specials", report):
        with reporting(report):
            specials.append(_special(name, record))
            record.finish()
    regions: list[Region] = []
    for code, record in root.children("provinces", report):
        with reporting(report):
            regions += _province(code, record, exemptions, report)
    with reporting(report):
        # What the counts must come to: `check` compares, nothing else needs it.
        root.inner("totals")
        root.finish()
    return Registry(regions, specials)


def _special(name: str, record: Record) -> Special:
    return Special(
        id=name,
        regions=record.words("regions"),
        level=record.one_of("level", LEVELS) if record.has("level") else None,
        text=record.both("text"),
        basis=record.text("basis"),
        commission=record.text("commission") if record.has("commission") else None,
        supervisor=record.text("supervisor") if record.has("supervisor") else None,
    )


def _province(code: str, record: Record, exemptions: dict[str, Exemption], report: Report) -> list[Region]:
    zone = record.one_of("zone", tuple(OFFSETS))
    units: list[Region] = []
    for unit_code, unit in record.children("regions", report):
        with reporting(report):
            stations = unit.number("polling_stations")
            units.append(_region(unit_code, unit, code, zone, stations, exemptions))
            unit.finish()
    stations = sum(unit.polling_stations for unit in units)
    province = _region(code, record, "", zone, stations, exemptions)
    record.finish()
    return [province, *units]


def _region(
    code: str, record: Record, province: str, zone: str, stations: int, exemptions: dict[str, Exemption]
) -> Region:
    written = record.text("name")
    kind = kind_of(code)
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
        aliases=record.words("aliases") if record.has("aliases") else (),
        formerly=tuple((name, former.text(name)) for name in former.values) if former else (),
    )


def _short(name: str) -> str:
    for honour in (*HONOURS, ADMINISTRATIVE):
        name = name.removeprefix(f"{honour} ")
    return name
