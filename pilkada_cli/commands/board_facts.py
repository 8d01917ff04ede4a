"""Gathers what the board shows: the situation of the election, and the post's log if there is one here."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pilkada_cli.clock import NATIONAL, read
from pilkada_cli.commands.country import votes_known
from pilkada_cli.commands.posko.sitrep import DAY, INSTANT
from pilkada_cli.language import _
from pilkada_cli.output import terminal
from pilkada_cli.pages.board import Board, Log
from pilkada_cli.regions.grid import has_grid, load_grid
from pilkada_cli.screens.post import ID
from pilkada_cli.stages.polls import polls_of
from pilkada_cli.stages.situation import situation

if TYPE_CHECKING:
    from pilkada_cli.output.table import Row
    from pilkada_cli.posko.log.entry import Entry
    from pilkada_cli.posko.log.moments import Before
    from pilkada_cli.posko.operator import Operator
    from pilkada_cli.posko.sitrep.sitrep import Sitrep
    from pilkada_cli.regions.region import Region
    from pilkada_cli.session import Session

#: How many of the last entries are shown, and among how many those about one region are sought.
LAST, LOOKED_AT = 5, 200


class Wanted(NamedTuple):
    """What is asked for: the session, a region or None for the post's, seconds between writings, and for all eyes."""

    session: "Session"
    region: "Region | None"
    refresh: int
    public: bool


def gather(wanted: Wanted, now: datetime) -> Board:
    """The board at a moment; raises StoreFailed where the store of a post cannot be read."""
    session = wanted.session
    found, own, done = _post(wanted, now)
    region = wanted.region or own
    election = session.election
    calendar = election.calendar(region)
    at = situation(
        calendar, election.checklists, now, region, regional=None if region else election.regional, done=done
    )
    return Board(
        now=at,
        schedule=calendar,
        polls=polls_of(at.voting.stage, at.now, election.registry, region) if at.voting.days == 0 else [],
        registry=election.registry,
        grid=load_grid(election.files) if has_grid(election.files) else None,
        region=region,
        again={code: vote.day for vote in votes_known(session, at.now.date()) for code in vote.codes},
        written=read(NATIONAL),
        refresh=wanted.refresh,
        public=wanted.public,
        log=found,
        missing=session.missing_store is not None,
    )


def _post(wanted: Wanted, now: datetime) -> "tuple[Log | None, Region | None, set[str]]":
    """The log of the post, its region, and the ids of the items that it has ticked; without a post, nothing."""
    session = wanted.session
    if not session.has_post:
        return None, None, set()
    from pilkada_cli.posko.errors import NoPost
    from pilkada_cli.posko.log.access import log_at
    from pilkada_cli.posko.operator import Operator

    try:
        with log_at(session.posko) as log:
            operator = Operator(session.election, session.clock, log)
            if not _belongs(wanted.region, operator):
                sentence = _(
                    "pilkada: this store is that of the post of {post}; a board of {region} shows nothing of it."
                )
                assert wanted.region is not None
                terminal.say(sentence.format(post=operator.post.name.spoken, region=wanted.region.label))
                return None, None, set()
            return _log(operator, now, _within(wanted.region, operator), public=wanted.public)
    except NoPost:
        return None, None, set()


def _belongs(region: "Region | None", operator: "Operator") -> bool:
    """Whether a board of this region may show the post: its own, the nation's, or that of the province around it."""
    from pilkada_cli.posko.log import kinds

    return region is None or operator.post.code in (kinds.NATIONAL, region.code, region.province)


def _within(region: "Region | None", operator: "Operator") -> str | None:
    """The code of the one region that a board shows of a post for more; None for all that the post has."""
    return None if region is None or region.code == operator.post.code else region.code


def _log(
    operator: "Operator", now: datetime, within: str | None, *, public: bool
) -> "tuple[Log, Region | None, set[str]]":
    """What the board shows of the log at a moment, the post's region, and the ids of the ticked items."""
    from pilkada_cli.clock import zone
    from pilkada_cli.posko.agenda import agenda
    from pilkada_cli.posko.log.moments import Before, milliseconds
    from pilkada_cli.posko.sitrep.counts import lies_in
    from pilkada_cli.posko.sitrep.fields import fields_of
    from pilkada_cli.posko.sitrep.sitrep import draw_up
    from pilkada_cli.posko.ticks import ticks

    log, post, election = operator.log, operator.post, operator.election
    newest = 0 if operator.clock.is_set else log.store.entries.last()[2]
    until = now.astimezone(zone(post.zone)) + INSTANT
    before = Before(max(milliseconds(until), newest + 1))
    calendar = operator.schedule, election.checklists

    def report_of(inside: str | None) -> "tuple[Sitrep, Row]":
        report = draw_up(log, post, operator.words, calendar, (until - DAY, until), newest=newest, within=inside)
        return report, fields_of(report, election.registry, public=public)

    own, fields = report_of(within)
    # One kabupaten or kota is drawn among the others of its province.
    drawn = election.registry[within].province or within if within else None
    report, around = (own, fields) if drawn == within else report_of(drawn)
    planned = [
        {"at": operator.local(one.at), "kind": one.kind, "title": one.title}
        for one in agenda(log, post.code, before)
        if one.done is None and lies_in(one.region, within)
    ]
    found = Log(
        fields=fields,
        words=operator.words,
        within=within,
        around=around,
        expected=[one for one in post.expects if lies_in(one, drawn)],
        silent=[one.region for one in report.silent],
        planned=planned,
        last=[
            (operator.local(one.recorded), one.kind, _about(one, operator, public=public))
            for one in islice(_entries(operator, before, within), LAST)
        ],
    )
    return found, operator.region, set(ticks(log, post.code, before))


def _entries(operator: "Operator", before: "Before", within: str | None) -> "Iterator[Entry]":
    """The last entries, the newest in front; `within` a region, those among the last LOOKED_AT that are about it."""
    from pilkada_cli.posko.sitrep.counts import lies_in

    log = operator.log
    limit = LAST if within is None else LOOKED_AT
    for one in log.entries(order="place DESC", limit=limit, before=before):
        if within is None or lies_in(_region_of(one, operator), within):
            yield one


def _region_of(entry: "Entry", operator: "Operator") -> str | None:
    """The code of the region that an entry is about, be it by the incident that it changes."""
    if entry.content.get("region"):
        return str(entry.content["region"])
    if len(entry.subject) != ID:
        return entry.subject
    report = next(operator.log.entries(id=entry.subject), None)
    return None if report is None else str(report.content.get("region"))


def _about(entry: "Entry", operator: "Operator", *, public: bool) -> str:
    """What an entry is about, in a few words: a region and a title, a call sign, or the subject as it is."""
    from pilkada_cli.posko.log.public import mask_fields
    from pilkada_cli.posko.log.signs import call_sign

    registry, content = operator.election.registry, entry.content
    code = str(content.get("region") or entry.subject)
    name = registry.brief(code) if code in registry else ""
    if public:
        return name
    title = str(mask_fields(content["title"])) if content.get("title") else ""
    sign = call_sign(entry.subject) if len(entry.subject) == ID else ""
    return " ".join(part for part in (name, sign, title) if part) or entry.subject
