"""A situation report as fields for machines: the same for every language, moments with their offset."""

from datetime import datetime
from typing import Any

from pilkada_cli.output.table import Row, Rows
from pilkada_cli.posko.entries import milliseconds, moment_of
from pilkada_cli.posko.incidents import hours_between
from pilkada_cli.posko.publishing import masked, masked_or_none
from pilkada_cli.posko.sitrep import Sitrep
from pilkada_cli.posko.tally import Count
from pilkada_cli.regions.registry import Registry

COLUMNS = (
    "post", "name", "host", "zone", "from", "to", "label", "days", "voting_day", "stages", "incidents", "new", "open",
    "changed", "by_severity", "by_status", "by_agency", "by_category", "by_region", "open_incidents", "not_listed",
    "unowned", "conflicts", "nil", "overdue", "agenda_done", "agenda_due", "checklists", "members", "warnings",
    "drills", "entries", "log_sha256",
)  # fmt: skip
#: What should not be blank in a report.
SECTIONS = ("by_agency", "by_category", "by_region", "open_incidents", "nil", "agenda_done", "agenda_due", "checklists",
            "members")  # fmt: skip


def facts(report: Sitrep, registry: Registry, *, public: bool) -> Row:
    """The report as its fields; `public` leaves contacts out."""
    tally, post, total = report.tally, report.post, report.total
    owned = tally.of("owner")

    def local(moment: str | datetime) -> datetime:
        stamp = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return stamp.astimezone(report.end.tzinfo)

    def counts(by: str, name: str) -> Rows:
        found = tally.of(by)
        keys = sorted(found, key=lambda key: (key is None, key or ""))
        return Rows({name: key, **_counted(found[key])} for key in keys)

    def plans(chosen: list[Any]) -> Rows:
        return Rows({"id": one.id, "at": local(one.at), "kind": one.kind, "title": masked(one.title),
                     "region": one.region, "agency": masked_or_none(one.agency)} for one in chosen)  # fmt: skip

    answer: Row = {
        "post": post.code,
        "name": post.name,
        "host": masked_or_none(post.host),
        "zone": post.zone,
        "from": report.start,
        "to": report.end,
        "label": report.label,
        "days": report.days,
        "voting_day": report.voting_day,
        "stages": [stage.id for stage in report.stages],
        "incidents": total.total,
        "new": total.new,
        "open": total.open,
        "changed": Rows({"status": name, "count": count} for name, count in sorted(tally.changed.items())),
        "by_severity": counts("severity", "severity"),
        "by_status": counts("status", "status"),
        "by_agency": Rows(
            {"agency": masked_or_none(key), **_counted(tally.of("agency").get(key, Count())),
             "in_hand": owned.get(key, Count()).open}
            for key in tally.agencies
        ),
        "by_category": counts("category", "category"),
        "by_region": Rows({**row, "name": _name(registry, row["region"])} for row in counts("region", "region")),
        "open_incidents": Rows(
            {"id": one.id, "title": masked(one.title), "region": one.region, "category": one.category,
             "severity": one.severity, "status": one.status, "agency": masked_or_none(one.agency),
             "owner": masked_or_none(one.owner),
             "occurred": local(one.occurred), "age_hours": one.age(report.end), "new": report.is_new(one),
             "conflict": one.conflict}
            for one in tally.gravest
        ),
        "not_listed": max(total.open - len(tally.gravest), 0),
        "unowned": owned.get(None, Count()).open,
        "conflicts": [one.id for one in tally.conflicts],
        "nil": Rows({"region": one.subject, "name": _name(registry, one.subject), "reported": local(one.recorded),
                     "note": masked(one.content.get("note", "")) or None} for one in report.nil),
        "overdue": Rows({"region": one.region, "name": _name(registry, one.region),
                         "last_report": None if one.last is None else local(moment_of(one.last)),
                         "hours": None if one.last is None else hours_between(one.last, milliseconds(report.end))}
                        for one in report.silent),
        "agenda_done": plans(report.agenda_done),
        "agenda_due": plans(report.agenda_due),
        "checklists": Rows({"stage": one.stage.id, "done": one.done, "items": one.total, "overdue": one.overdue}
                           for one in report.progress),
        "members": Rows({"agency": masked(one.agency), "shift": masked_or_none(one.shift),
                         **({} if public else {"contact": one.contact})}
                        for one in report.members),
        "drills": report.drills,
        "entries": report.entries,
        "log_sha256": None if public else report.digest,
    }  # fmt: skip
    answer["warnings"] = [name for name in SECTIONS if not answer[name]]
    return answer


def _counted(count: Count) -> Row:
    return {"all": count.total, "new": count.new, "open": count.open}


def _name(registry: Registry, code: str | None) -> str | None:
    return registry.find(code).name if code is not None and code in registry else None
