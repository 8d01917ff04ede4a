"""Reporting incidents, and saying what became of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.posko.desk import Desk, code_of
from pilkada_cli.posko.entries import NATIONAL, Entry
from pilkada_cli.posko.errors import NoTransition
from pilkada_cli.posko.incidents import Incident, find_incident, heads, stand, standing
from pilkada_cli.posko.log import Act
from pilkada_cli.posko.texts import DETAILS, TITLE, checked, optional

Texts = Mapping[str, str | None]


def incident(desk: Desk, fields: Texts) -> tuple[dict[str, Any], str | None]:
    """The body of a report, and when it happened; `fields` are the texts of the options, None where not given.

    A violation is recorded as referred to Bawaslu, which alone takes such reports (UU Pilkada Pasal 134).
    """
    words = desk.words
    category = words.category(fields["category"] or "")
    severity, occurred = fields.get("severity"), fields.get("occurred")
    status, owner = words.opening(category)
    body = {
        "title": checked(fields["title"] or "", _("The title"), TITLE),
        "region": desk.place(fields.get("region")),
        "category": category,
        "severity": words.severity(words.categories[category].severity if severity is None else severity),
        "status": status,
        "owner": owner,
        "agency": desk.agency(fields.get("agency")),
        "details": optional(fields.get("details"), _("The details"), DETAILS),
    }
    return body, None if occurred is None else desk.past(occurred)


def report(desk: Desk, fields: Texts) -> Entry:
    """Record an incident."""
    body, occurred = incident(desk, fields)
    with desk.store.writing() as log:
        return desk.record(log, Act("report", body, occurred=occurred))


def update(desk: Desk, text: str, fields: Texts, occurred: str | None = None) -> Entry:
    """Record what became of an incident; raises NoTransition for a status that may not follow the present one."""
    body = _checked(desk, fields)
    if not body:
        raise UsageError(_("Say what became of it: give --status, --owner, --note or a correction."))
    with desk.store.writing() as log:
        reported, updates = find_incident(desk.store, text)
        now = stand(reported, updates)
        if _becomes_violation(desk, now, body):
            _refer(desk, body)
        elif "status" in body:
            _check_step(desk, reported, updates, body["status"])
        act = Act("update", {**body, "after": heads(updates)}, subject=reported.id)
        return desk.record(log, act if occurred is None else act._replace(occurred=desk.stamp(occurred)))


def _becomes_violation(desk: Desk, now: Incident, body: dict[str, Any]) -> bool:
    """Whether an incident that is still open turns out to be a violation, which Bawaslu alone takes."""
    categories, old = desk.words.categories, desk.words.categories.get(now.category)
    new = categories.get(body.get("category", now.category))
    known_before = old is not None and old.violation
    return new is not None and new.violation and not known_before and desk.words.is_open(now.status)


def _refer(desk: Desk, body: dict[str, Any]) -> None:
    """Give a correction of the category the status and the owner that a violation has; raises UsageError for others."""
    status, owner = desk.words.opening(body["category"])
    if body.get("status", status) != status or body.get("owner", owner) != owner:
        sentence = _("{category} is a violation, which is referred to {owner}: leave out --status and --owner.")
        raise UsageError(sentence.format(category=body["category"], owner=owner))
    body["status"], body["owner"] = status, owner


def _check_step(desk: Desk, reported: Entry, updates: Sequence[Entry], new: str) -> None:
    """Raise NoTransition unless the status may follow; where updates disagree, it may be one of theirs."""
    present = [status for status in standing(reported, updates, "status") if status in desk.words.statuses]
    if len(present) > 1 and new in present:
        return
    allowed = [name for status in present for name in desk.words.statuses[status].next]
    if present and new not in allowed:
        raise NoTransition(" / ".join(present), new, list(dict.fromkeys(allowed)))


def _checked(desk: Desk, fields: Texts) -> dict[str, Any]:
    words = desk.words
    read: dict[str, Callable[[str], str | None]] = {
        "status": words.status,
        "severity": words.severity,
        "category": words.category,
        "region": desk.place,
        "owner": desk.agency,
        "agency": desk.agency,
        "title": lambda text: checked(text, _("The title"), TITLE),
        "note": lambda text: checked(text, _("The note"), DETAILS),
    }
    return {name: read[name](text) for name, text in fields.items() if text is not None}


class Wanted(NamedTuple):
    """Which incidents a list shows: the values they must have, and since when something was recorded of them."""

    values: dict[str, str]
    since: str | None

    @classmethod
    def of(cls, desk: Desk, fields: Texts) -> "Wanted":
        """The filter for the texts of the options, None where not given."""
        words, registry = desk.words, desk.session.election.registry
        # What a list looks for need not be there: an agency nobody has recorded is no mistake to be told of.
        read: dict[str, Callable[[str], str]] = {
            "status": words.status,
            "severity": words.severity,
            "category": words.category,
            "region": lambda text: code_of(registry, text),
            "agency": desk.agencies.resolve,
            "owner": desk.agencies.resolve,
        }
        since = fields.get("since")
        values: dict[str, str] = {name: read[name](text) for name in read if (text := fields.get(name)) is not None}
        return cls(values, None if since is None else desk.stamp(since))

    def fits(self, incident: Incident) -> bool:
        """Whether the list shows the incident; a province stands for the regions within it."""
        if self.since is not None and incident.updated < self.since:
            return False
        return all(
            getattr(incident, name) == value
            or (name == "region" and (value == NATIONAL or incident.region.startswith(f"{value}.")))
            for name, value in self.values.items()
        )
