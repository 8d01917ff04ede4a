"""The room of the post as its log tells it: whose post it is, who is on duty, what is planned, ticked and heard."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from pilkada_cli import clock
from pilkada_cli.language import Text
from pilkada_cli.posko.entries import NATIONAL, Entry, milliseconds
from pilkada_cli.posko.store import Store
from pilkada_cli.regions.registry import Registry

NATIONAL_NAME = Text("Nasional", "National")


class Post(NamedTuple):
    """Whose post it is; `expects` are the regions whose posts report to it."""

    code: str
    name: Text
    zone: clock.ZoneName
    host: str | None
    expects: tuple[str, ...]


class Member(NamedTuple):
    """An agency on duty; `ended` is when it left."""

    agency: str
    role: str | None
    contact: str | None
    shift: str | None
    since: str
    ended: str | None


class Plan(NamedTuple):
    """Something on the agenda; `done` is when somebody recorded that it is done."""

    id: str
    title: str
    kind: str
    at: str
    region: str
    agency: str | None
    done: str | None
    done_by: str | None
    note: str | None

    def state(self, now: datetime) -> str:
        """`done`, `due` when its moment has come, else `planned`."""
        if self.done is not None:
            return "done"
        return "due" if milliseconds(self.at) <= milliseconds(now) else "planned"


class Tick(NamedTuple):
    """A checklist item that is done: by whom, and when, in WIB as the checklist's other days."""

    item: str
    stage: str
    by: str
    moment: datetime


class Heard(NamedTuple):
    """A region whose post is expected to report, and when it last did, in milliseconds; None for never."""

    region: str
    last: int | None


def post_of(store: Store, registry: Registry, before: int | None = None) -> Post:
    """The store's own post, as far as is known before a moment; raises NoPost when none was opened."""
    code = store.post()
    opened = _latest(store.acts("open", subject=code, before=before))
    hosts = [host for one in opened if (host := one.content.get("host"))]
    return describe(code, registry, hosts[-1] if hosts else None)


def describe(code: str, registry: Registry, host: str | None = None) -> Post:
    """The post of a region, or of the whole country."""
    if code == NATIONAL:
        provinces = tuple(region.code for region in registry if region.level == "provinsi")
        return Post(code, NATIONAL_NAME, clock.NATIONAL, host, provinces)
    region = registry.find(code)
    within = tuple(one.code for one in registry if one.province == code) if region.level == "provinsi" else ()
    return Post(code, Text(region.name, region.name), region.zone, host, within)


def _latest(entries: Iterable[Entry]) -> list[Entry]:
    """The entries in the order of their moments, the same in every store that holds them."""
    return sorted(entries, key=lambda one: (one.occurred, one.recorded, one.id))


def members(store: Store, post: str, before: int | None = None) -> list[Member]:
    """Who is or was on duty at a post, in the order in which they came; what is not said anew stays.

    The usual agencies that a post is opened with come first, so that a laptop that opens it once more, later,
    brings nobody back who has left.
    """
    entries = _latest(store.acts("member", "leave", post=post, before=before))
    found: dict[str, Member] = {}
    for one in sorted(entries, key=lambda one: "usual" not in one.content):
        old, body = found.get(one.subject), one.content
        if one.kind == "leave":
            if old is not None:
                found[one.subject] = old._replace(ended=one.occurred)
        elif old is None or old.ended is not None:
            found[one.subject] = Member(
                one.subject, body.get("role"), body.get("contact"), body.get("shift"), one.occurred, None
            )
        else:
            found[one.subject] = old._replace(**{key: value for key, value in body.items() if key in Member._fields})
    return list(found.values())


def agenda(store: Store, post: str, before: int | None = None) -> list[Plan]:
    """What is planned at a post, in the order of its moments; what was done first is done.

    What stands on every post's agenda is one thing, also when two laptops have opened the same post.
    """
    found: dict[str, Plan] = {}
    same: dict[str, str] = {}
    one_of: dict[str, str] = {}
    entries = _latest(store.acts("plan", "done", post=post, before=before))
    for one in entries:
        if one.kind == "plan":
            body = one.content
            usual = body.get("appointment")
            one_of[one.id] = same.setdefault(usual, one.id) if usual else one.id
            if one_of[one.id] == one.id:
                found[one.id] = Plan(
                    one.id, body["title"], body["kind"], body["at"], body.get("region", one.post), body.get("agency"),
                    None, None, body.get("note"),
                )  # fmt: skip
    for one in entries:
        if one.kind == "done" and one.subject in one_of:
            plan = found[one_of[one.subject]]
            plan = plan._replace(note=one.content.get("note", plan.note))
            found[plan.id] = plan if plan.done else plan._replace(done=one.occurred, done_by=one.writer)
    return sorted(found.values(), key=lambda plan: (plan.at, plan.id))


def ticks(store: Store, post: str, before: int | None = None) -> dict[str, Tick]:
    """The checklist items that are done at a post, by their ids."""
    found: dict[str, Tick] = {}
    for one in _latest(store.acts("tick", "untick", post=post, before=before)):
        if one.kind == "tick":
            moment = datetime.fromisoformat(one.occurred).astimezone(clock.zone(clock.NATIONAL))
            found[one.subject] = Tick(one.subject, one.content["stage"], one.writer, moment)
        else:
            found.pop(one.subject, None)
    return found


def moment_for(store: Store, post: str, kinds: tuple[str, ...], subject: str, now: datetime) -> datetime:
    """When an act on a subject counts as happening: now, or just after the act that it follows.

    A clock that was set back must not make the newest act the older one.
    """
    last = max((one.occurred for one in store.acts(*kinds, subject=subject, post=post)), default=None)
    if last is None or milliseconds(last) < milliseconds(now):
        return now
    return datetime.fromisoformat(last) + timedelta(milliseconds=1)


def nil_reports(store: Store, before: int | None = None) -> list[Entry]:
    """The reports that there is nothing to report, in the order of their moments."""
    return _latest(store.acts("nil", before=before))


def heard(store: Store, post: Post, before: int) -> list[Heard]:
    """When the post of each region that is expected to report last did before a moment.

    It reports by a nil report, or by an incident that it has recorded itself and whose log has come here; what others
    record of its region is no report of its.
    """
    sql = "SELECT post, max(recorded) FROM reports WHERE post <> ? AND recorded < ? GROUP BY post"
    moments: dict[str, int] = dict(store.rows(sql, (post.code, before)))
    for one in nil_reports(store, before):
        moments[one.subject] = max(one.known, moments.get(one.subject, one.known))
    return [Heard(code, moments.get(code)) for code in post.expects]
