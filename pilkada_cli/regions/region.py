"""One region: a province, kabupaten or kota, whom it elects, and why it does not where it does not."""

from typing import Literal, NamedTuple, get_args

from pilkada_cli.clock import ZoneName, offset
from pilkada_cli.language import Text, _

Kind = Literal["provinsi", "kabupaten", "kota"]
Level = Literal["provinsi", "kabkota"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS: tuple[Level, ...] = get_args(Level)
OFFICES: dict[Kind, str] = {"provinsi": "gubernur", "kabupaten": "bupati", "kota": "wali kota"}


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
    level: Level | None
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

    @property
    def level(self) -> Level:
        """`provinsi` or `kabkota`."""
        return "provinsi" if self.kind == "provinsi" else "kabkota"

    @property
    def votes_at(self) -> Level | None:
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
