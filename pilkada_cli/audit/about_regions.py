"""Rules for data/regions.yaml: provinces, kabupaten and kota."""

import re
from collections.abc import Iterator

from pilkada_cli.audit.rules import Breach, Data, Rule, keys_of
from pilkada_cli.language import _
from pilkada_cli.regions.statistics import statistics


def counts(data: Data) -> Iterator[Breach]:
    """The counts over the registry equal the `totals` in the data file."""
    counted = statistics(data.registry)[0]
    for name, value in counted.items():
        declared = data.trees["regions"].get("totals", {}).get(name)
        if declared != str(value):
            problem = _("the registry counts {counted}, the totals say {declared}")
            yield "regions", ("totals", name), problem.format(counted=value, declared=declared)


def codes(data: Data) -> Iterator[Breach]:
    """A province's code has two digits, a kabupaten's or kota's adds a point and two digits to it: 31 and 31.71."""
    for region in data.registry:
        own = r"\d\d" if region.kind == "provinsi" else re.escape(region.province) + r"\.\d\d"
        if not re.fullmatch(own, region.code, re.ASCII):
            problem = _(
                "'{code}' is not a code here: two digits, for a kabupaten or kota those of its province and two more"
            )
            yield "regions", keys_of(region), problem.format(code=region.code)


def region_names(data: Data) -> Iterator[Breach]:
    """A name is made of letters, and no two regions have the same."""
    seen: dict[str, str] = {}
    for region in data.registry:
        keys = keys_of(region, "name")
        if not re.fullmatch(r"[^\W\d_][^\W\d_ '.-]*([ -][^\W\d_][^\W\d_'.-]*)*", region.name):
            yield "regions", keys, _("'{name}' does not read like a name").format(name=region.name)
        if region.name.casefold() in seen:
            other = seen[region.name.casefold()]
            yield "regions", keys, _("region {other} has the same name").format(other=other)
        seen.setdefault(region.name.casefold(), region.code)


def electing(data: Data) -> Iterator[Breach]:
    """A region that elects has at least one pair of candidates; each exemption is used, and names a law and article.

    Years before the vote no region has any.
    """
    known = any(region.pairs is not None for region in data.registry)
    for region in data.registry.search(electing=True):
        if region.pairs == 0 or (region.pairs is None and known):
            problem = _("a region that elects has at least one pair of candidates; while none is known, leave out all")
            yield "regions", keys_of(region, "pairs"), problem
    for name, exemption in data.trees["regions"].get("exemptions", {}).items():
        if not re.search(r"\bPasal \d+", str(exemption.get("basis"))):
            yield (
                "regions",
                ("exemptions", name, "basis"),
                _("the law and its article must be named, such as: UU 13/2012 Pasal 18"),
            )
        if not any(region.exemption and region.exemption.id == name for region in data.registry):
            yield "regions", ("exemptions", name), _("no region is exempt for this reason")


def chosen(data: Data) -> Iterator[Breach]:
    """The regions that alone elect (`electing`) exist."""
    electing = data.trees["regions"].get("electing", {})
    for code in electing.get("only", ()) if isinstance(electing, dict) else ():
        if code not in data.registry:
            yield "regions", ("electing", "only"), _("there is no region '{code}'").format(code=code)


def polling_stations(data: Data) -> Iterator[Breach]:
    """Every kabupaten and kota that elects has a polling station; one that does not elect is not checked.

    A region that was formed after the vote had none of its own.
    """
    for region in data.registry.search(level="kabkota"):
        if region.polling_stations == 0 and region.electing:
            keys = keys_of(region, "polling_stations")
            yield "regions", keys, _("there is no region without a polling station")


def specials(data: Data) -> Iterator[Breach]:
    """The regions for which a special provision (`specials`) holds exist."""
    for special in data.registry.specials:
        for code in special.regions:
            if code not in data.registry:
                problem = _("there is no region '{code}'").format(code=code)
                yield "regions", ("specials", special.id, "regions"), problem


def aliases(data: Data) -> Iterator[Breach]:
    """Each alias and former name resolves to its region alone; an official name that two regions share is ambiguous."""
    for region in data.registry:
        keys = keys_of(region)
        for name in (*region.aliases, *(old for old, _basis in region.formerly), region.name):
            match = data.registry.names.match(name)
            if name == region.name and match.kind == "ambiguous" and region.code in match.candidates:
                continue  # Jambi is both a province and a kota, and ambiguous on purpose.
            if match.region is not region:
                place = "name" if name == region.name else "aliases" if name in region.aliases else "formerly"
                problem = _("'{name}' does not lead to this region alone").format(name=name)
                yield "regions", (*keys, place), problem
            if name != region.name and match.kind == "exact":
                yield (
                    "regions",
                    (*keys, "aliases"),
                    _("'{name}' is the name itself, not another").format(name=name),
                )


def shared(data: Data) -> Iterator[Breach]:
    """A name under `shared` fits another region as well, which has it there too."""
    for region in data.registry:
        for name in region.shared:
            match = data.registry.names.match(name)
            if match.kind != "ambiguous" or region.code not in match.candidates:
                problem = _("'{name}' is not the name of two regions or more")
                yield "regions", (*keys_of(region), "shared"), problem.format(name=name)


def splits(data: Data) -> Iterator[Breach]:
    """A province was split from another province, which exists."""
    for region in data.registry:
        for code, _law in region.split_from:
            if code == region.code or region.kind != "provinsi" or code not in data.registry or "." in code:
                problem = _("a province is split from another province, which '{code}' is not")
                yield "regions", (*keys_of(region), "split_from"), problem.format(code=code)


RULES: tuple[Rule, ...] = (
    counts, codes, region_names, electing, chosen, polling_stations, specials, aliases, shared, splits,
)  # fmt: skip
