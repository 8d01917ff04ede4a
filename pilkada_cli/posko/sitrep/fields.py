"""A situation report as fields: the machine formats have them as they are, and the pages for people are made from them.

They are the same in every language. Moments are in the post's zone, and telephone and identity numbers are masked.
"""

from datetime import datetime

from pilkada_cli.output.table import Row, Rows
from pilkada_cli.posko.agenda import Plan
from pilkada_cli.posko.log.moments import hours_between, milliseconds, moment_of
from pilkada_cli.posko.log.public import mask_fields
from pilkada_cli.posko.sitrep.counts import Count
from pilkada_cli.posko.sitrep.sitrep import Sitrep
from pilkada_cli.regions.registry import Registry

COLUMNS = (
    "post", "name", "host", "zone", "from", "to", "label", "days", "voting_day", "stages", "incidents", "new", "open",
    "changed", "withdrawn", "by_severity", "by_status", "by_agency", "by_category", "by_region", "open_incidents",
    "not_listed", "unowned", "conflicts", "nil", "overdue", "agenda_done", "agenda_due", "checklists", "members",
    "warnings", "drills", "entries", "log_sha256", "anchored", "anchored_entries",
)  # fmt: skip
#: The fields that should not be empty in a report; those that are, are named in `warnings`.
SECTIONS = ("by_agency", "by_category", "by_region", "open_incidents", "nil", "agenda_done", "agenda_due", "checklists",
            "members")  # fmt: skip


def fields_of(report: Sitrep, registry: Registry, *, public: bool) -> Row:
    """The report as a row of COLUMNS; `public` leaves out contacts and the hash of the log."""
    counts, post, total = report.counts, report.post, report.total
    owned = counts.of("owner")

    def local(moment: str | datetime) -> datetime:
        stamp = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return stamp.astimezone(report.end.tzinfo)

    def counted(by: str, name: str) -> Rows:
        found = counts.of(by)
        keys = sorted(found, key=lambda key: (key is None, key or ""))
        return Rows({name: key, **_numbers(found[key])} for key in keys)

    def plans(chosen: list[Plan]) -> Rows:
        return Rows({"id": one.id, "at": local(one.at), "kind": one.kind, "title": one.title,
                     "region": one.region, "agency": one.agency} for one in chosen)  # fmt: skip

    answer: Row = {
        "post": post.code,
        "name": post.name,
        "host": post.host,
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
        "changed": Rows({"status": name, "count": count} for name, count in sorted(counts.changed.items())),
        "withdrawn": counts.withdrawn,
        "by_severity": counted("severity", "severity"),
        "by_status": counted("status", "status"),
        "by_agency": Rows(
            {"agency": key, **_numbers(counts.of("agency").get(key, Count())),
             "in_hand": owned.get(key, Count()).open}
            for key in counts.agencies
        ),
        "by_category": counted("category", "category"),
        "by_region": Rows({**row, "name": _name(registry, row["region"])} for row in counted("region", "region")),
        "open_incidents": Rows(
            {"id": one.id, "title": one.title, "region": one.region, "category": one.category,
             "severity": one.severity, "status": one.status, "agency": one.agency,
             "owner": one.owner,
             "occurred": local(one.occurred), "age_hours": one.age(report.end), "new": report.window.is_new(one),
             "conflict": one.conflict, "late": report.window.is_late(one)}
            for one in counts.gravest
        ),
        "not_listed": max(total.open - len(counts.gravest), 0),
        "unowned": owned.get(None, Count()).open,
        "conflicts": [one.id for one in counts.conflicts],
        "nil": Rows({"region": one.subject, "name": _name(registry, one.subject), "reported": local(one.recorded),
                     "note": one.content.get("note") or None} for one in report.nil),
        "overdue": Rows({"region": one.region, "name": _name(registry, one.region),
                         "last_report": None if one.last is None else local(moment_of(one.last)),
                         "hours": None if one.last is None else hours_between(one.last, milliseconds(report.end))}
                        for one in report.silent),
        "agenda_done": plans(report.agenda_done),
        "agenda_due": plans(report.agenda_due),
        "checklists": Rows({"stage": one.stage.id, "done": one.done, "items": one.total, "overdue": one.overdue}
                           for one in report.progress),
        "members": Rows({"agency": one.agency, "shift": one.shift,
                         **({} if public else {"contact": one.contact})}
                        for one in report.members),
        "drills": report.drills,
        "entries": report.entries,
        "log_sha256": None if public else report.digest,
        "anchored": None if report.anchor is None else local(report.anchor.recorded),
        "anchored_entries": None if report.anchor is None else report.anchor.entries,
    }  # fmt: skip
    answer["warnings"] = [name for name in SECTIONS if not answer[name]]
    masked: Row = mask_fields(answer)
    return masked


def _numbers(count: Count) -> Row:
    return {"all": count.total, "new": count.new, "open": count.open}


def _name(registry: Registry, code: str | None) -> str | None:
    return registry.find(code).name if code is not None and code in registry else None
