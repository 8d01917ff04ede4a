"""Recording incidents, and the updates that say what became of them."""

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.posko.errors import NoTransition
from pilkada_cli.posko.incidents.incident import Incident, find_incident, heads, stand, standing
from pilkada_cli.posko.log.entry import Entry, in_order
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.operator import Operator
from pilkada_cli.posko.texts import DETAILS, TITLE, checked, optional

Texts = Mapping[str, str | None]


def incident_body(operator: Operator, fields: Texts) -> tuple[dict[str, Any], str | None]:
    """The checked body of a report, and when the incident happened, as the log writes it, or None for now.

    `fields` are the texts of the options, None where not given. A violation is recorded as referred to Bawaslu, which
    alone takes such reports (UU Pilkada Pasal 134). Raises UsageError or NotFoundError for a text that does not do.
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
        "place": optional(fields.get("place"), _("The place"), TITLE),
    }
    return body, None if occurred is None else operator.past(occurred)


def report(operator: Operator, fields: Texts) -> Entry:
    """Check and record an incident; raises what `incident_body` raises."""
    body, occurred = incident_body(operator, fields)
    with operator.log.writing() as turn:
        return operator.record(turn, Act("report", body, occurred=occurred))


def update(operator: Operator, text: str, fields: Texts, at: str | None = None) -> Entry:
    """Record an update of an incident; raises NoTransition for a status that may not follow the present one.

    `text` is its call sign or id, and `fields` the texts of the options: a note, and new values of its fields. `at` is
    when that was done, as people type it (None: now). Raises UnknownId, and UsageError where no field is given.
    """
    body = _checked(operator, fields)
    if not body:
        raise UsageError(_("Say what became of it: give --status, --owner, --note or a correction."))
    with operator.log.writing() as turn:
        reported, updates = find_incident(operator.log, text)
        now = stand(reported, updates)
        if _becomes_violation(operator, now, body):
            _refer(operator, body)
        elif "status" in body:
            _check_step(operator, reported, updates, body)
        elif _is_no_violation_after_all(operator, now, body):
            body |= _as_before(operator, reported, updates, body["category"])
        act = Act("update", {**body, "after": heads(updates)}, subject=reported.id)
        return operator.record(turn, act if at is None else act._replace(occurred=operator.past(at)))


def _becomes_violation(operator: Operator, now: Incident, body: dict[str, Any]) -> bool:
    """Whether the update makes a violation, which only Bawaslu takes, of an open incident that was none."""
    categories, old = operator.words.categories, operator.words.categories.get(now.category)
    new = categories.get(body.get("category", now.category))
    known_before = old is not None and old.violation
    return new is not None and new.violation and not known_before and operator.words.is_open(now.status)


def _is_no_violation_after_all(operator: Operator, now: Incident, body: dict[str, Any]) -> bool:
    """Whether the update corrects the category of a referred violation to one that is no violation.

    Not so where it sets an owner; an update that sets a status is not asked about.
    """
    categories, old = operator.words.categories, operator.words.categories.get(now.category)
    new = categories.get(body.get("category", now.category))
    taken_back = old is not None and old.violation and new is not None and not new.violation
    return taken_back and now.status == operator.words.referred and "owner" not in body


def _as_before(operator: Operator, reported: Entry, updates: Sequence[Entry], category: str) -> dict[str, Any]:
    """The status and owner that the incident had before it became a violation, or those of a new incident."""

    def violates(body: dict[str, Any]) -> bool:
        found = operator.words.categories.get(str(body.get("category")))
        return found is not None and found.violation

    if violates(reported.content):
        status, owner = operator.words.opening(category)
        return {"status": status, "owner": owner or ""}
    earlier = list(takewhile(lambda one: not violates(one.content), in_order(updates)))
    before = stand(reported, earlier)
    return {"status": before.status, "owner": before.owner or ""}


def _refer(operator: Operator, body: dict[str, Any]) -> None:
    """Add the status and the owner of a violation to the body; raises UsageError where it has others already."""
    status, owner = operator.words.opening(body["category"])
    if body.get("status", status) != status or body.get("owner", owner) != owner:
        sentence = _("{category} is a violation, which is referred to {owner}: leave out --status and --owner.")
        raise UsageError(sentence.format(category=body["category"], owner=owner))
    body["status"], body["owner"] = status, owner


def _check_step(operator: Operator, reported: Entry, updates: Sequence[Entry], body: dict[str, Any]) -> None:
    """Raise NoTransition unless the body's status may follow the present one.

    Where updates are in conflict, it may be one of the conflicting ones. A status that opens the incident again needs a
    note that says why; raises UsageError without one.
    """
    new, statuses = body["status"], operator.words.statuses
    present = [status for status in standing(reported, updates, "status") if status in statuses]
    if len(present) > 1 and new in present:
        return
    if any(new in statuses[status].reopen for status in present):
        if "note" not in body:
            raise UsageError(_("That opens it again: say why, with --note TEXT."))
        return
    allowed = [name for status in present for name in statuses[status].next]
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
        "place": lambda text: checked(text, _("The place"), TITLE),
        "happened": operator.past,
    }
    return {name: read[name](text) for name, text in fields.items() if text is not None}
