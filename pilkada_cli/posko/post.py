"""The post of a store: of which region it is, or of the whole country, and which posts report to it."""

from typing import NamedTuple

from pilkada_cli import clock
from pilkada_cli.language import Text
from pilkada_cli.posko.log.entry import in_order
from pilkada_cli.posko.log.kinds import NATIONAL
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before
from pilkada_cli.regions.registry import Registry

NATIONAL_NAME = Text("Nasional", "National")
#: What people may type for the whole country.
NATIONWIDE = (NATIONAL, "national", "indonesia")


class Post(NamedTuple):
    """A post: the code of its region (or NATIONAL), name, time zone and host.

    `expects` are the codes of the regions whose posts report to it: all provinces, those in its province, or none.
    """

    code: str
    name: Text
    zone: clock.ZoneName
    host: str | None
    expects: tuple[str, ...]


def post_of(log: Log, registry: Registry, before: Before | None = None) -> Post:
    """The post of this store, with the host named last before the limit; raises NoPost when none was opened."""
    code = log.post()
    opened = in_order(log.acts("open", subject=code, before=before))
    hosts = [host for one in opened if (host := one.content.get("host"))]
    return describe(code, registry, hosts[-1] if hosts else None)


def describe(code: str, registry: Registry, host: str | None = None) -> Post:
    """The post of the region with this code, or of the whole country for NATIONAL."""
    if code == NATIONAL:
        provinces = tuple(region.code for region in registry if region.level == "provinsi")
        return Post(code, NATIONAL_NAME, clock.NATIONAL, host, provinces)
    region = registry.find(code)
    within = tuple(one.code for one in registry if one.province == code) if region.level == "provinsi" else ()
    return Post(code, Text(region.name, region.name), region.zone, host, within)


def code_of(registry: Registry, text: str) -> str:
    """The code of the region that somebody types, or NATIONAL; raises UnknownRegion or AmbiguousRegion."""
    return NATIONAL if text.strip().casefold() in NATIONWIDE else registry.find(text).code
