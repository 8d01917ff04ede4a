"""One region: a province, kabupaten or kota, the office that it elects, and why it elects nobody where it does not."""

from typing import Literal, NamedTuple, get_args

from pilkada_cli.clock import ZoneName, offset
from pilkada_cli.language import Text, _

Kind = Literal["provinsi", "kabupaten", "kota"]
Level = Literal["provinsi", "kabkota"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS: tuple[Level, ...] = get_args(Level)
OFFICES: dict[Kind, str] = {"provinsi": "gubernur", "kabupaten": "bupati", "kota": "wali kota"}


class Exemption(NamedTuple):
    """Why a region elects nobody of its own, and the law that says so; `once` of an election in other regions only."""

    id: str
    reason: Text
    basis: str
    once: bool = False


class Special(NamedTuple):
    """A special provision of some regions, such as an election commission with another name, and its legal basis.

    `regions` are codes; a province's code stands for all regions in it. `level` limits the provision to provinces or to
    kabupaten and kota. `commission` and `supervisor` are the names used there instead of KPU and Bawaslu.
    """

    id: str
    regions: tuple[str, ...]
    level: Level | None
    text: Text
    basis: str
    commission: str | None
    supervisor: str | None

    def holds_in(self, region: "Region") -> bool:
        """Whether the provision holds in the region."""
        return bool({region.code, region.province} & set(self.regions)) and self.level in (None, region.level)


class Region(NamedTuple):
    """A province, kabupaten or kota; `code` is Kemendagri's, `short` the name without its kind or honour.

    `province` is the code of its province, empty for a province itself. `pairs` is the number of pairs of candidates,
    None for an exempt region, and while none is known. `formerly` has former names, each with the law that changed it.
    `shared` has short names that other regions have as well. `split_from` is the code of the province that this one was
    part of, with the law. `votes` is False where nobody votes: neither the region elects, nor its province, nor one
    in it.
    """

    code: str
    kind: Kind
    name: str
    short: str
    province: str
    zone: ZoneName
    polling_stations: int
    pairs: int | None
    exemption: Exemption | None
    aliases: tuple[str, ...]
    formerly: tuple[tuple[str, str], ...]
    shared: tuple[str, ...] = ()
    split_from: tuple[tuple[str, str], ...] = ()
    votes: bool = True

    @property
    def level(self) -> Level:
        """`provinsi` or `kabkota`."""
        return "provinsi" if self.kind == "provinsi" else "kabkota"

    @property
    def votes_at(self) -> Level | None:
        """The level of the vote here: the region's own where it elects, `provinsi` in an exempt kabupaten or kota.

        None for an exempt province, and where nobody votes. So Jakarta's kabupaten and kota vote for the governor
        alone, and DI Yogyakarta as a province elects nobody.
        """
        if self.electing:
            return self.level
        return None if self.level == "provinsi" or not self.votes else "provinsi"

    @property
    def electing(self) -> bool:
        """Whether the region elected a head of its own on voting day."""
        return self.exemption is None

    @property
    def office(self) -> str | None:
        """The office that the region elects: gubernur, bupati or wali kota, by its kind; None when it is exempt."""
        return OFFICES[self.kind] if self.electing else None

    @property
    def single_pair(self) -> bool:
        """Whether only one pair of candidates stood, against the empty column (kotak kosong)."""
        return self.pairs == 1

    @property
    def utc_offset(self) -> str:
        """The zone's offset from UTC, such as `+07:00`."""
        return offset(self.zone)

    @property
    def label(self) -> str:
        """The name with its code, for sentences: `Kota Bandung (32.73)`."""
        name = _("Provinsi {name}").format(name=self.name) if self._bare_province else self.name
        return f"{name} ({self.code})"

    @property
    def _bare_province(self) -> bool:
        return self.kind == "provinsi" and self.name == self.short
