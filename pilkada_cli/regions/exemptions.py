"""Which regions elect nobody of their own, and why: by law, or because an election is one of other regions."""

from typing import NamedTuple

from pilkada_cli.facts.records import Problems, Record, noting
from pilkada_cli.language import _
from pilkada_cli.regions.region import Exemption


class Exemptions(NamedTuple):
    """The exemptions by id; where only some regions elect, their codes in `only`, and the exemption of all `others`."""

    by_id: dict[str, Exemption]
    only: frozenset[str] | None
    others: Exemption | None

    def of(self, code: str, record: Record) -> Exemption | None:
        """The exemption of a region, None where it elects; raises InvalidData where it is said to do both."""
        chosen = self.only is not None and code in self.only
        if record.has("exempt"):
            exemption = self.by_id.get(record.text("exempt"))
            if exemption is None:
                raise record.wrong(_("there is no such exemption in 'exemptions'"), "exempt")
            if chosen:
                raise record.wrong(_("the region is exempt, and stands under 'electing' as well"), "exempt")
            if record.has("pairs"):
                raise record.wrong(_("an exempt region has no pairs of candidates"), "pairs")
            return exemption
        return None if self.only is None or chosen else self.others


def read_exemptions(root: Record, problems: Problems) -> Exemptions:
    """The exemptions in regions.yaml, and which regions elect where not all others do."""
    by_id: dict[str, Exemption] = {}
    for name, record in root.children("exemptions", problems):
        with noting(problems):
            once = record.has("once") and record.one_of("once", ("yes", "no")) == "yes"
            by_id[name] = Exemption(name, record.both("reason"), record.text("basis"), once)
            record.finish()
    exemptions = Exemptions(by_id, None, None)
    if root.has("electing"):
        with noting(problems):
            exemptions = _some(root.inner("electing"), by_id)
    return exemptions


def _some(record: Record, by_id: dict[str, Exemption]) -> Exemptions:
    """Those of an election in some regions; the exemption of all others is of this election alone."""
    name, only = record.text("others"), frozenset(record.texts("only"))
    record.finish()
    if name not in by_id:
        raise record.wrong(_("there is no such exemption in 'exemptions'"), "others")
    others = by_id[name] = by_id[name]._replace(once=True)
    return Exemptions(by_id, only, others)
