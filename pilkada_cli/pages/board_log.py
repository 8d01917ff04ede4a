"""What people read on the board of a post's log, in the current language: the parts of the page that a post fills."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from pilkada_cli.language import _, spell_clock, spell_number, spell_short
from pilkada_cli.output.headings import word
from pilkada_cli.output.table import Row
from pilkada_cli.posko.log.signs import call_signs
from pilkada_cli.posko.sitrep.counts import lies_in
from pilkada_cli.screens.incidents import SIGNS, sign
from pilkada_cli.screens.times import age, day_of

if TYPE_CHECKING:
    from pilkada_cli.pages.board import Board, Log

#: How many rows each part has at most; a number says how many more there are.
WORST, SILENT, PROGRESS, PLANS, ENTRIES = 5, 8, 3, 3, 3
NOTHING = "–"


def more(count: int) -> str:
    """How many rows more there are than are shown; nothing where there are none."""
    return _("{count} more").format(count=spell_number(count)) if count > 0 else ""


def of_log(board: "Board", log: "Log") -> Row:
    """What a post knows: how much is open, what is worst, who is silent, and what was done last."""
    fields, silent = log.fields, log.fields["overdue"]
    waiting = sorted(silent, key=lambda one: (one["hours"] is not None, -(one["hours"] or 0), one["region"]))
    expected = sum(lies_in(one, log.within) for one in log.expected)
    open_count = fields["open"]
    return {
        "open": spell_number(open_count),
        "new": _("{count} new in 24 hours").format(count=spell_number(fields["new"])),
        "severities": list(_severities(log)),
        "worst": list(_worst(board, log)),
        "more_open": more(open_count - min(WORST, len(fields["open_incidents"]))),
        "silent": spell_number(len(silent)),
        "expected": _("of {count} posts").format(count=spell_number(expected)),
        "expects": bool(expected),
        "waiting": [_silent(board, one) for one in waiting[:SILENT]],
        "more_silent": more(len(waiting) - SILENT),
        "checklists": _("Checklists, {post}").format(post=fields["name"].spoken) if log.within else _("Checklists"),
        "progress": [_progress(board, one) for one in fields["checklists"][:PROGRESS]],
        "more_progress": more(len(fields["checklists"]) - PROGRESS),
        "plans": [_plan(board, one) for one in log.planned[:PLANS]],
        "more_plans": more(len(log.planned) - PLANS),
        "last": [_entry(board, *one) for one in log.last[:ENTRIES]],
    }


def _severities(log: "Log") -> Iterator[Row]:
    counts = {row["severity"]: row["open"] for row in log.fields["by_severity"]}
    for place, own in enumerate(reversed(log.words.severities)):
        mark, role = sign(place)
        name = log.words.name("severities", own).spoken.casefold()
        yield {"sign": mark, "role": role, "name": name, "count": spell_number(counts.get(own, 0))}


def _worst(board: "Board", log: "Log") -> Iterator[Row]:
    ranks = list(reversed(log.words.severities))
    rows = log.fields["open_incidents"][:WORST]
    signs = call_signs(one["id"] for one in log.fields["open_incidents"])
    for one in rows:
        place = ranks.index(one["severity"]) if one["severity"] in ranks else len(SIGNS)
        mark, role = sign(place)
        category = log.words.name("categories", one["category"]).spoken
        owner = _("nobody has it") if not one["owner"] else log.words.name("agencies", one["owner"]).spoken
        yield {
            "sign": mark,
            "role": role,
            "severity": log.words.name("severities", one["severity"]).spoken,
            "call_sign": "" if board.public else signs[one["id"]],
            "title": category if board.public else one["title"],
            "own": not board.public,
            "region": _name(board, one["region"]),
            "age": age(one["age_hours"]),
            "owner": owner,
        }


def _name(board: "Board", code: str | None) -> str:
    return board.registry.brief(code) if code is not None else NOTHING


def _silent(board: "Board", one: Row) -> Row:
    name = _name(board, one["region"])
    if one["last_report"] is None:
        return {"name": name, "since": _("never"), "age": ""}
    since = _("since {time}").format(time=f"{spell_short(one['last_report'])} {spell_clock(one['last_report'])}")
    return {"name": name, "since": since, "age": age(one["hours"])}


def _progress(board: "Board", one: Row) -> Row:
    return {
        "name": board.schedule[one["stage"]].short.spoken,
        "done": one["done"],
        "items": one["items"],
        "told": _("{done} of {all}").format(done=one["done"], all=one["items"]),
        "overdue": _("{count} overdue").format(count=one["overdue"]) if one["overdue"] else "",
    }


def _plan(board: "Board", one: Row) -> Row:
    late = one["at"] <= board.now.now
    when = f"{day_of(one['at'].date(), board.now.now.date())} {spell_clock(one['at'])}"
    return {
        "late": late,
        "when": when,
        "title": word(one["kind"]) if board.public else one["title"],
        "own": not board.public,
    }


def _entry(board: "Board", at: datetime, kind: str, about: str) -> Row:
    today = board.now.now.date()
    when = spell_clock(at) if at.date() == today else f"{day_of(at.date(), today)} {spell_clock(at)}"
    return {"when": when, "kind": word(kind), "about": about}
