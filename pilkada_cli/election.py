"""The data of one election, each file read only when it is first needed: a countdown does not need the registry."""

from functools import cached_property
from typing import TYPE_CHECKING

from pilkada_cli.errors import AmbiguousElection, NoElection, NotInRegion, UnknownElection, UnknownStage
from pilkada_cli.facts.files import DataFiles

if TYPE_CHECKING:
    from pilkada_cli.facts.evidence import Evidences
    from pilkada_cli.regions.elections import Elections, RoundOfVotes
    from pilkada_cli.regions.region import Region
    from pilkada_cli.regions.registry import Registry
    from pilkada_cli.regions.schemes import CodeBook
    from pilkada_cli.stages.checklists import Checklists
    from pilkada_cli.stages.contests import Contest
    from pilkada_cli.stages.countdown import Countdown
    from pilkada_cli.stages.regional import Regional
    from pilkada_cli.stages.schedule import Schedule
    from pilkada_cli.stages.stage import Stage


class Election:
    """The regions, stages, checklists and evidence of one election; a property raises DataError for a bad file."""

    def __init__(self, files: DataFiles) -> None:
        self.files = files

    @cached_property
    def registry(self) -> "Registry":
        """The provinces, kabupaten and kota (regions.yaml)."""
        from pilkada_cli.regions.registry import load_registry

        return load_registry(self.files)

    @cached_property
    def codes(self) -> "CodeBook":
        """The codes of the regions in other lists (codes.yaml, which is optional)."""
        from pilkada_cli.regions.schemes import load_codes

        return load_codes(self.files)

    @cached_property
    def centres(self) -> dict[str, tuple[float, float]]:
        """The longitude and latitude of the centre of each region, none where these data have no map."""
        from pilkada_cli.regions.grid import has_grid, load_grid

        return load_grid(self.files).centres if has_grid(self.files) else {}

    @cached_property
    def elections(self) -> "Elections":
        """The simultaneous elections since 2015, and who took part (elections.yaml, which is optional)."""
        from pilkada_cli.regions.elections import load_elections

        return load_elections(self.files)

    def find_round(self, text: str) -> "RoundOfVotes":
        """The election with this id, or the one of this year; raises UnknownElection or AmbiguousElection."""
        rounds, wanted = self.elections.rounds, text.strip().casefold()
        found = [one for one in rounds.values() if wanted == one.id.casefold()]
        found = found or [one for one in rounds.values() if one.day is not None and wanted == str(one.day.year)]
        if not found:
            raise UnknownElection(text, list(rounds))
        if len(found) > 1:
            raise AmbiguousElection(text, [one.id for one in found])
        return found[0]

    @cached_property
    def contests(self) -> "list[Contest]":
        """All contests since 2015 in the order of their days, with what was held again of the one of these data."""
        from pilkada_cli.stages.contests import contests

        return contests(self.elections, self.registry, self.regional, self.schedule.voting.id)

    @cached_property
    def schedule(self) -> "Schedule":
        """The national calendar of stages (schedule.yaml)."""
        from pilkada_cli.stages.schedule import load_schedule

        return load_schedule(self.files)

    @cached_property
    def regional(self) -> "Regional":
        """The stages of single regions, such as re-votes (revotes.yaml)."""
        from pilkada_cli.stages.regional import load_regional

        return load_regional(self.files)

    @cached_property
    def checklists(self) -> "Checklists":
        """The checklists of all stages (checklists.yaml)."""
        from pilkada_cli.stages.checklists import load_checklists

        return load_checklists(self.files)

    @cached_property
    def evidence(self) -> "Evidences":
        """The legal basis and pages of each fact (evidence.yaml)."""
        from pilkada_cli.facts.evidence import load_evidence

        return load_evidence(self.files)

    def calendar(self, region: "Region | None") -> "Schedule":
        """The calendar of the region, or the national one for None; raises NoElection where nobody votes."""
        if region is None:
            return self.schedule
        if not region.votes:
            raise self.no_election(region)
        return self.regional.calendar(self.schedule, region)

    def open_stations(self, counted: "Countdown") -> int | None:
        """How many polling stations are open at the countdown's moment; None when it does not count to a vote."""
        from pilkada_cli.stages.polls import open_stations

        if counted.stage.id != self.schedule.voting.id:
            return None
        return open_stations(counted.stage, counted.now, lambda: self.registry, counted.region)

    def no_election(self, region: "Region") -> NoElection:
        """The error, not raised, that an exempt region elects nobody; it names a region of its province that does."""
        assert region.exemption is not None  # asked for of exempt regions only
        inside = self.registry.search(province=region.province or region.code, electing=True)
        reason, basis = region.exemption.reason.spoken, region.exemption.basis
        return NoElection(region.label, reason, basis, inside[0].code if inside else None)

    def stage(self, text: str, region: "Region | None" = None) -> "Stage":
        """The stage of this id or alias in the region's calendar, or in the national one.

        Raises UnknownStage, or NotInRegion when it holds in other regions only.
        """
        try:
            return self.calendar(region).find(text)
        except UnknownStage as unknown:
            elsewhere = self.schedule.find(text).area if region and text in self.schedule else None
            areas = [elsewhere.spoken] if elsewhere else self.regional.where(text)
            if not areas:
                raise
            raise NotInRegion(text, region.label if region else None, ", ".join(areas)) from unknown
