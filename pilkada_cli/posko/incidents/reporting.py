"""Reporting incidents, and saying what became of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.posko.errors import NoTransition
from pilkada_cli.posko.incidents.incident import Incident, find_incident, heads, stand, standing
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.operator import Operator
from pilkada_cli.posko.texts import DETAILS, TITLE, checked, optional

Texts = Mapping[str, str | None]


def incident_body(operator: Operator, fields: Texts) -> tuple[dict[str, Any], str | None]:
    """The body of a report, and when it happened; `fields` are the texts of the options, None where not given.

    A violation is recorded as referred to Bawaslu, which alone takes such reports (UU Pilkada Pasal 134).
    """
    words = operator.words
    category = words.category(fields["category"] or "")
    severity, occurred = fields.get("severity"), fields.get("occurred")
    status, owner = words.opening(category)
    body = {
        "title": checked(fields["title"] or "", _("The title"), TITLE),
        "region": operator.region_code(fields.get("region")),
        "category": category,
        "severity": words.severity(words.categories[category].severity if severity is None else severity),
        "status": status,
        "owner": owner,
        "agency": operator.agency(fields.get("agency")),
        "details": optional(fields.get("details"), _("The details"), DETAILS),
    }
    return body, None if occurred is None else operator.past(occurred)


def report(operator: Operator, fields: Texts) -> Entry:
    """Record an incident."""
    body, occurred = incident_body(operator, fields)
    with operator.log.writing() as turn:
        return operator.record(turn, Act("report", body, occurred=occurred))


def update(operator: Operator, text: str, fields: Texts, occurred: str | None = None) -> Entry:
    """Record what became of an incident; raises NoTransition for a status that may not follow the present one."""
    body = _checked(operator, fields)
    if not body:
        raise UsageError(_("Say what became of it: give --status, --owner, --note or a correction."))
    with operator.log.writing() as turn:
        reported, updates = find_incident(operator.log, text)
        now = stand(reported, updates)
        if _becomes_violation(operator, now, body):
            _refer(operator, body)
        elif "status" in body:
            _check_step(operator, reported, updates, body["status"])
        act = Act("update", {**body, "after": heads(updates)}, subject=reported.id)
        return operator.record(turn, act if occurred is None else act._replace(occurred=operator.past(occurred)))


def _becomes_violation(operator: Operator, now: Incident, body: dict[str, Any]) -> bool:
    """Whether an incident that is still open turns out to be a violation, which Bawaslu alone takes."""
    categories, old = operator.words.categories, operator.words.categories.get(now.category)
    new = categories.get(body.get("category", now.category))
    known_before = old is not None and old.violation
    return new is not None and new.violation and not known_before and operator.words.is_open(now.status)


def _refer(operator: Operator, body: dict[str, Any]) -> None:
    """Give a correction of the category the status and the owner that a violation has; raises UsageError for others."""
    status, owner = operator.words.opening(body["category"])
    if body.get("status", status) != status or body.get("owner", owner) != owner:
        sentence = _("{category} is a violation, which is referred to {owner}: leave out --status and --owner.")
        raise UsageError(sentence.format(category=body["category"], owner=owner))
    body["status"], body["owner"] = status, owner


def _check_step(operator: Operator, reported: Entry, updates: Sequence[Entry], new: str) -> None:
    """Raise NoTransition unless the status may follow; where updates disagree, it may be one of theirs."""
    present = [status for status in standing(reported, updates, "status") if status in operator.words.statuses]
    if len(present) > 1 and new in present:
        return
    allowed = [name for status in present for name in operator.words.statuses[status].next]
    if present and new not in allowed:
        raise NoTransition(" / ".join(present), new, list(dict.fromkeys(allowed)))


def _checked(operator: Operator, fields: Texts) -> dict[str, Any]:
    words = operator.words
    read: dict[str, Callable[[str], str | None]] = {
        "status": words.status,
        "severity": words.severity,
        "category": words.category,
        "region": operator.region_code,
        "owner": operator.agency,
        "agency": operator.agency,
        "title": lambda text: checked(text, _("The title"), TITLE),
        "note": lambda text: checked(text, _("The note"), DETAILS),
    }
    return {name: read[name](text) for name, text in fields.items() if text is not None}
