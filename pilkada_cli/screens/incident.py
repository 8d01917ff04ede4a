"""The screen of one incident, and the sentences that are printed when one is recorded."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from pilkada_cli.language import Text, _, ngettext, spell_clock, spell_instant, spell_number, spell_short, spell_zone
from pilkada_cli.output.fit import fields
from pilkada_cli.output.headings import heading, word
from pilkada_cli.output.lines import Line, Span, folded, line, rule
from pilkada_cli.output.people import told
from pilkada_cli.output.table import Row
from pilkada_cli.posko.incidents.incident import Incident
from pilkada_cli.posko.log.signs import call_sign
from pilkada_cli.posko.words import Severity, Words
from pilkada_cli.printable import visible
from pilkada_cli.screens.times import age

#: Field that holds a word of the post -> the group of words that it is from.
NAMED = {
    "category": "categories",
    "severity": "severities",
    "status": "statuses",
    "agency": "agencies",
    "owner": "agencies",
}
#: The fields in the order in which they matter.
ORDER = (
    "status", "severity", "category", "place", "region", "owner", "agency", "occurred", "recorded", "updated",
    "contact", "details",
)  # fmt: skip
#: The fields that a line of the history leaves out, or shows in another way.
UNTOLD = ("id", "recorded", "occurred", "writer", "clock", "kind", "of", "retracted")
#: The kinds of entry that are told by what they do to another one.
TAKING = ("retract", "redact")


def one_incident(
    answer: Row,
    words: Words,
    disputed: Mapping[str, Sequence[str]],
    name_of: Callable[[str], str],
    signs: Mapping[str, str],
    columns: int | None,
) -> list[Line]:
    """An incident: its title, its fields, what is disputed, then its history, one line per act.

    `disputed` has the values of each field on which updates disagree; `name_of` gives the name of a region's code.
    """
    head = [Span(f"{answer['call_sign']}  ", "strong"), Span(visible(answer["title"]), "strong")]
    lines = [*folded(head, columns, " " * 6), *([] if columns is None else [rule(columns)])]
    lines += _standing_beside(answer, signs, columns)
    values = {name: _value(name, answer[name], words, name_of) for name in ORDER}
    ago = _("{age} ago").format(age=age(answer["age_hours"]))
    values["occurred"] += f" ({ago})"
    rows = [(heading(name), Span(value)) for name, value in values.items() if value]
    lines += fields([*rows, (heading("id"), Span(answer["id"], "quiet"))], columns)
    for name, found in disputed.items():
        sentence = _("In conflict: {field} is {values}; the last of these counts until an update settles it.")
        spoken = ", ".join(_value(name, value, words, name_of) for value in found)
        said = sentence.format(field=heading(name).casefold(), values=spoken)
        lines += folded([Span(said, "bad")], columns)
    lines += [line(), line(Span(_("History").upper()))]
    for act in answer["history"]:
        lines += folded(_act(act, words, name_of), columns, "    ")
    return lines + ([] if answer["retracted"] else _foot(answer, words, columns))


def _standing_beside(answer: Row, signs: Mapping[str, str], columns: int | None) -> list[Line]:
    """That the report was taken back, is a further report of another incident, or has further reports itself."""
    told_of = [_("Taken back: it is left out of lists and reports.")] if answer["retracted"] else []
    if answer["duplicate_of"]:
        told_of.append(_("A further report of {id}, which stands for both.").format(id=signs[answer["duplicate_of"]]))
    if answer["further_reports"]:
        others = ", ".join(signs[own] for own in answer["further_reports"])
        told_of.append(_("Also reported as: {ids}").format(ids=others))
    return [row for text in told_of for row in folded([Span(text, "near")], columns)]


def _foot(answer: Row, words: Words, columns: int | None) -> list[Line]:
    """The command to type next, with the ids of the statuses that may follow."""
    known = words.statuses.get(answer["status"])
    if columns is None or known is None or not known.next:
        return []
    command = f"pilkada posko update {answer['call_sign']} --status {known.next[0]}"
    others = "".join(f" · {own}" for own in known.next[1:])
    return [rule(columns), *folded([Span(command, "command"), Span(others, "quiet")], columns, "  ")]


def _act(act: Row, words: Words, name_of: Callable[[str], str]) -> list[Span]:
    """One act of the history: when, by whom, and what it said."""
    late = "" if act["occurred"] == act["recorded"] else f" ({_short(act['occurred'])})"
    said = "; ".join(
        f"{heading(name).casefold()}: {_value(name, value, words, name_of)}"
        for name, value in act.items()
        if name not in UNTOLD and value is not None
    )
    sign, struck = call_sign(act["id"]), "retracted" in act
    what = f"  {word(act['kind'])} {call_sign(act['of'])}: " if act["kind"] in TAKING else "  "
    return [
        Span(f"  {_short(act['recorded'])}{late}  {sign}  ", "quiet"),
        Span(visible(act["writer"])),
        Span(f"{what}{said}", "quiet" if struck else "plain"),
        *([Span(" " + _("[taken back]"), "near")] if struck else []),
    ]


def _value(name: str, value: object, words: Words, name_of: Callable[[str], str]) -> str:
    """A field's value as people read it: words of the post and regions by their names."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return f"{_short(value)} {spell_zone(value)}"
    if name == "happened":
        return spell_instant(datetime.fromisoformat(str(value)))
    if name == "region":
        return f"{visible(name_of(str(value)))} ({visible(str(value))})"
    if name in NAMED:
        return _named(words, NAMED[name], str(value))
    return told(name, value if isinstance(value, (str, Text)) else str(value))


def _short(moment: datetime) -> str:
    return f"{spell_short(moment)} {spell_clock(moment)}"


def _named(words: Words, group: str, own: str) -> str:
    """The name of a word of the post; for a category, whose id people type, with the id before it."""
    named = words.name(group, own).spoken
    return visible(f"{own} ({named})" if group == "categories" and named.casefold() != own.casefold() else named)


def spell_recorded(
    incident: Incident, words: Words, writer: str, occurred: datetime, name_of: Callable[[str], str], *, is_set: bool
) -> str:
    """What was recorded, in one line, to confirm it: where, what, how grave, when, by whom; and if the clock is set."""
    parts = [
        *([visible(incident.place)] if incident.place else []),
        _value("region", incident.region, words, name_of),
        _value("category", incident.category, words, name_of),
        _value("severity", incident.severity, words, name_of),
        f"{_short(occurred)} {spell_zone(occurred)}",
        visible(writer),
        *([_("the clock is set: a drill or a replay")] if is_set else []),
    ]
    return " · ".join(parts)


def spell_notice(severity: Severity) -> str:
    """Who is to be told of an incident of this severity, and within what time (our proposal, not a rule)."""
    hours, minutes = divmod(severity.minutes, 60)
    span = (
        ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
        if minutes
        else ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    )
    return _("To be told within {span} (our proposal): {who}").format(span=span, who=severity.notify.spoken)


def spell_referral(words: Words, count: int | None = None) -> str:
    """That a violation, or `count` of them, was recorded as referred, to whom to bring it, by when and by which law."""
    sentence = _(
        "Recorded as referred to {agency}: the post takes no reports of violations; bring it to {agency} "
        "within {days} days of its becoming known ({basis})."
    )
    agency = words.agencies[words.referral.agency].name.spoken
    told_of = sentence.format(agency=agency, days=words.referral.days, basis=words.referral.basis)
    many = "" if count is None else _("Violations among them: {count}.").format(count=spell_number(count)) + " "
    return many + told_of
