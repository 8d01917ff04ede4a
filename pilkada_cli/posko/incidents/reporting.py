"""Recording incidents, and the updates that say what became of them."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import takewhile
from typing import Any

from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.posko.errors import NoTransition
from pilkada_cli.posko.incidents.cases import Case, find_incident, joined_to
from pilkada_cli.posko.incidents.incident import Incident, heads, stand
from pilkada_cli.posko.log.entry import Entry, in_order
from pilkada_cli.posko.log.moments import write_moment
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.operator import Operator
from pilkada_cli.posko.texts import DETAILS, TITLE, optional

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
        "title": operator.text(fields["title"] or "", _("The title"), TITLE),
        "region": operator.region_code(fields.get("region")),
        "category": category,
        "severity": words.severity(words.categories[category].severity if severity is None else severity),
        "status": status,
        "owner": owner,
        "agency": operator.agency(fields.get("agency")),
        "details": operator.optional_text(fields.get("details"), _("The details"), DETAILS),
        "place": operator.optional_text(fields.get("place"), _("The place"), TITLE),
        "contact": optional(fields.get("contact"), _("The contact"), TITLE),
    }
    return body, None if occurred is None else operator.past(occurred)


#: How long, and among how many reports, a new one is compared with what was reported before.
LATELY, COMPARED = timedelta(hours=1), 200
#: Of the words of two titles together, how many they must share to be called alike.
ALIKE = 0.75


def reported_alike(operator: Operator, body: Mapping[str, Any]) -> Entry | None:
    """A report of the last hour of the same region, category and place, and of nearly the same title; or None."""
    since = write_moment(operator.now - LATELY)
    wanted = _tokens(body["title"])
    struck = operator.log.struck()
    for one in operator.log.entries(order="place DESC", limit=COMPARED, kind="report"):
        content = one.content
        same = all(content.get(name) == body.get(name) for name in ("region", "category", "place"))
        if same and since <= one.recorded and one.id not in struck and _are_alike(wanted, _tokens(content["title"])):
            return one
    return None


def _tokens(title: str) -> list[str]:
    return re.findall(r"\w+", title.casefold())


def _are_alike(one: list[str], other: list[str]) -> bool:
    """Whether two titles share nearly all their words, and all their numbers in their order: TPS 5 is not TPS 6."""
    numbers = [[token for token in tokens if any(map(str.isdigit, token))] for tokens in (one, other)]
    return numbers[0] == numbers[1] and len(set(one) & set(other)) >= ALIKE * len(set(one) | set(other))


def report(operator: Operator, fields: Texts, go_on: Callable[[Entry], bool] = lambda _alike: True) -> Entry:
    """Check and record an incident; raises what `incident_body` raises."""
    body, occurred = incident_body(operator, fields)
    alike = reported_alike(operator, body)
    if alike is not None and not go_on(alike):
        raise UsageError(_("Nothing was recorded."))
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
        case = find_incident(operator.log, text)
        now = case.incident
        if now.retracted:
            raise UsageError(_("That report was taken back; take its retraction back to go on with it, see: show"))
        if body.get("duplicate_of"):
            _check_joined(operator, now, body["duplicate_of"])
        if _becomes_violation(operator, now, body):
            _refer(operator, body)
        elif "status" in body:
            _check_step(operator, case, body)
        elif _is_no_violation_after_all(operator, now, body):
            body |= _as_before(operator, case, body["category"])
        act = Act("update", {**body, "after": heads(case.updates)}, subject=now.id)
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


def _as_before(operator: Operator, case: Case, category: str) -> dict[str, Any]:
    """The status and owner that the incident had before it became a violation, or those of a new incident."""

    def violates(body: dict[str, Any]) -> bool:
        found = operator.words.categories.get(str(body.get("category")))
        return found is not None and found.violation

    if violates(case.report.content):
        status, owner = operator.words.opening(category)
        return {"status": status, "owner": owner or ""}
    counting = in_order(one for one in case.updates if one.id in case.counting)
    earlier = list(takewhile(lambda one: not violates(one.content), counting))
    before = stand(case.report, earlier)
    return {"status": before.status, "owner": before.owner or ""}


def _refer(operator: Operator, body: dict[str, Any]) -> None:
    """Add the status and the owner of a violation to the body; raises UsageError where it has others already."""
    status, owner = operator.words.opening(body["category"])
    if body.get("status", status) != status or body.get("owner", owner) != owner:
        sentence = _("{category} is a violation, which is referred to {owner}: leave out --status and --owner.")
        raise UsageError(sentence.format(category=body["category"], owner=owner))
    body["status"], body["owner"] = status, owner


def _check_step(operator: Operator, case: Case, body: dict[str, Any]) -> None:
    """Raise NoTransition unless the body's status may follow the present one.

    Where updates are in conflict, it may be one of the conflicting ones. A status that opens the incident again needs a
    note that says why; raises UsageError without one.
    """
    new, statuses = body["status"], operator.words.statuses
    present = [status for status in case.standing("status") if status in statuses]
    if len(present) > 1 and new in present:
        return
    if any(new in statuses[status].reopen for status in present):
        if "note" not in body:
            raise UsageError(_("That opens it again: say why, with --note TEXT."))
        return
    allowed = [name for status in present for name in statuses[status].next]
    if present and new not in allowed:
        raise NoTransition(" / ".join(present), new, list(dict.fromkeys(allowed)))


def _check_joined(operator: Operator, now: Incident, other: str) -> None:
    """Raise UsageError where an incident cannot be a further report of another: of itself, or of its own."""
    found = find_incident(operator.log, other).incident
    if other == now.id or joined_to(operator.log, found) == now.id:
        raise UsageError(_("That is the same incident: give the other report of it, which stays."))
    if found.retracted:
        raise UsageError(_("The report that is to stay was taken back; give one that was not."))


def _checked(operator: Operator, fields: Texts) -> dict[str, Any]:
    words = operator.words
    read: dict[str, Callable[[str], str | None]] = {
        "status": words.status,
        "severity": words.severity,
        "category": words.category,
        "region": operator.region_code,
        "owner": operator.agency,
        "agency": operator.agency,
        "title": lambda text: operator.text(text, _("The title"), TITLE),
        "note": lambda text: operator.text(text, _("The note"), DETAILS),
        "place": lambda text: operator.text(text, _("The place"), TITLE),
        "happened": operator.past,
        "duplicate_of": lambda text: operator.log.find(text, "report").id,
    }
    return {name: read[name](text) for name, text in fields.items() if text is not None}
