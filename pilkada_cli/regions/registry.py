"""All regions in code order, and how they are read from `data/regions.yaml`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pilkada_cli.clock import OFFSETS, ZoneName
from pilkada_cli.errors import AmbiguousRegion, UnknownRegion
from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, Record, noting, open_record, refuse
from pilkada_cli.language import Text, _
from pilkada_cli.regions.exemptions import Exemptions, read_exemptions
from pilkada_cli.regions.region import KINDS, LEVELS, Exemption, Kind, Level, Region, Special
from pilkada_cli.regions.schemes import CodeBook, load_codes

if TYPE_CHECKING:
    from pilkada_cli.regions.names import Names

#: The modules that make the registry of the data, see `DataFiles.ready`.
CODE = (
    "clock.py", "errors.py", "facts/files.py", "facts/records.py", "language.py", "printable.py",
    "regions/exemptions.py", "regions/region.py", "regions/registry.py", "regions/schemes.py",
)  # fmt: skip
#: Where the exemption stands in a region, and the text in a special provision.
EXEMPT, TEXT = Region._fields.index("exemption"), Special._fields.index("text")

#: Honours that stand before a province's own name.
HONOURS = ("Daerah Khusus Ibukota", "Daerah Istimewa")
#: Stands before the names of Jakarta's kabupaten and kota, which are administrative units without their own elections.
ADMINISTRATIVE = "Administrasi"
#: How the kinds are written before short names.
KINDS_IN_LISTS: dict[Kind, str] = {"kabupaten": "Kab.", "kota": "Kota"}


class Registry:
    """All regions in code order."""

    def __init__(
        self, regions: Iterable[Region], specials: Iterable[Special] = (), codes: Callable[[], CodeBook] | None = None
    ) -> None:
        self._code_book = codes
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
        """The index of the regions' names, which is built when it is first needed."""
        from pilkada_cli.regions.names import Names

        return Names(self._regions)

    def brief(self, code: str) -> str:
        """The short name of a code's region, for lists; what is no code, such as `nasional`, stays as it is.

        A kabupaten or kota whose short name another region has as well has its kind before it: `Kab. Bandung`.
        """
        if code not in self._regions:
            return code
        region = self._regions[code]
        if region.level == "provinsi" or self._bearers[region.short] == 1:
            return region.short
        return f"{KINDS_IN_LISTS[region.kind]} {region.short}"

    @cached_property
    def _bearers(self) -> Counter[str]:
        """How many regions have each short name."""
        return Counter(region.short for region in self)

    def find(self, text: str, level: Level | None = None) -> Region:
        """The one region of this code or name; raises UnknownRegion or AmbiguousRegion."""
        if level is None and text in self._regions:
            return self._regions[text]
        match = self.names.match(text, level)
        if match.region is not None:
            return match.region
        labels = [self[code].label for code in self._today(text) or match.candidates]
        if match.kind == "ambiguous":
            raise AmbiguousRegion(text, labels)
        raise UnknownRegion(text, labels)

    def _today(self, text: str) -> list[str]:
        """The code that a region with this former code has today, if it is one."""
        from pilkada_cli.regions.codes import read_code

        code = read_code(text)
        changed = self._code_book().changed(code.region) if code and self._code_book else None
        return [changed[0]] if changed and changed[0] in self else []

    def specials_of(self, region: Region) -> list[Special]:
        """The special provisions that hold in the region."""
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
        """The regions that fulfil all conditions, None being none; `province` gives it and its kabupaten and kota."""
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
    """The kind that follows from a code: in a province, 01 to 69 are kabupaten and 71 to 79 are kota.

    None for other numbers, which no region has had so far.
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
        return "kabupaten"  # The code itself is wrong, which `check` reports.
    if kind is None:
        raise record.wrong(_("neither kabupaten nor kota have had such a number; say which it is, under 'kind'"))
    return kind


def load_registry(files: DataFiles, problems: Problems = refuse) -> Registry:
    """The registry of the data files; what is wrong goes to `problems`, which by default raises InvalidData."""
    if problems is refuse and (rows := files.ready("regions", CODE)) is not None:
        return _unpacked(rows, lambda: load_codes(files))
    root = open_record(files, "regions")
    exemptions = read_exemptions(root, problems)
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
        # The totals are only used by `check`, which compares them with the counts.
        root.inner("totals")
        root.finish()
    return Registry(regions, specials, lambda: load_codes(files))


def pack_registry(registry: Registry) -> Any:
    """The registry as plain values: its exemptions, special provisions and regions, a tuple each."""
    exemptions = {one.exemption.id: one.exemption for one in registry if one.exemption}
    return (
        [(one.id, tuple(one.reason), one.basis, one.once) for one in exemptions.values()],
        [(*one[:TEXT], tuple(one.text), *one[TEXT + 1 :]) for one in registry.specials],
        [(*one[:EXEMPT], one.exemption and one.exemption.id, *one[EXEMPT + 1 :]) for one in registry],
    )


def _unpacked(rows: Any, codes: Callable[[], CodeBook]) -> Registry:
    """The registry that was packed into these values."""
    exempt, special, regions = rows
    exemptions = {None: None, **{own: Exemption(own, Text(*reason), *rest) for own, reason, *rest in exempt}}
    made = (Region._make((*one[:EXEMPT], exemptions[one[EXEMPT]], *one[EXEMPT + 1 :])) for one in regions)
    specials = (Special._make((*one[:TEXT], Text(*one[TEXT]), *one[TEXT + 1 :])) for one in special)
    return Registry(made, specials, codes)


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


def _province(code: str, record: Record, exemptions: Exemptions, problems: Problems) -> list[Region]:
    zone = record.one_of("zone", tuple(OFFSETS))
    units: list[Region] = []
    for unit_code, unit in record.children("regions", problems):
        with noting(problems):
            stations = unit.number("polling_stations")
            units.append(_region(unit_code, unit, code, zone, stations, exemptions))
            unit.finish()
    province = _region(code, record, "", zone, 0, exemptions)
    record.finish()
    if not province.electing:
        units = [unit if unit.electing else unit._replace(votes=False, polling_stations=0) for unit in units]
    stations = sum(unit.polling_stations for unit in units)
    votes = province.electing or any(unit.electing for unit in units)
    return [province._replace(votes=votes, polling_stations=stations), *units]


def _region(code: str, record: Record, province: str, zone: ZoneName, stations: int, exemptions: Exemptions) -> Region:
    written = record.text("name")
    kind = _kind(code, province, record)
    exemption = exemptions.of(code, record)
    pairs = record.number("pairs") if record.has("pairs") else None
    former = record.inner("formerly") if record.has("formerly") else None
    whole = record.inner("split_from") if record.has("split_from") else None
    return Region(
        code=code,
        kind=kind,
        name=written if kind == "provinsi" else f"{kind.capitalize()} {written}",
        short=_short(written),
        province=province,
        zone=zone,
        polling_stations=stations,
        pairs=pairs if exemption is None else None,
        exemption=exemption,
        aliases=record.texts("aliases") if record.has("aliases") else (),
        formerly=tuple((name, former.text(name)) for name in former.values) if former else (),
        shared=record.texts("shared") if record.has("shared") else (),
        split_from=tuple((code, whole.text(code)) for code in whole.values) if whole else (),
    )


def _short(name: str) -> str:
    for honour in (*HONOURS, ADMINISTRATIVE):
        name = name.removeprefix(f"{honour} ")
    return name
