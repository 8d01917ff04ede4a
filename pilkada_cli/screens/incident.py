"""An incident as people read it, and the sentences that follow when one is recorded."""

from pilkada_cli.language import _, ngettext, spell_number
from pilkada_cli.output.people import spoken
from pilkada_cli.output.table import Row
from pilkada_cli.posko.words import Severity, Words
from pilkada_cli.printable import visible

#: The fields that hold a word of the post, and the group that it is of.
NAMED = {"category": "categories", "severity": "severities", "status": "statuses"}
#: What a line of the history says in another way, or need not say.
UNTOLD = ("id", "recorded", "occurred", "writer", "clock")


def spell_incident(answer: Row, words: Words, disputed: dict[str, list[str]]) -> str:
    """An incident as people read it: its fields, what is disputed, then its history, a line each."""
    names = {name: _named(words, group, answer[name]) for name, group in NAMED.items()}
    shown = {name: names.get(name) or spoken(value) for name, value in answer.items() if name != "history"}
    wide = max(map(len, shown))
    lines = [f"{name:{wide}}  {value}".rstrip() for name, value in shown.items() if value]
    for name, values in disputed.items():
        sentence = _("In conflict: {field} is {values}; the last of these counts until an update settles it.")
        lines.append(sentence.format(field=name, values=", ".join(map(visible, values))))
    lines += ["", _("History")]
    for act in answer["history"]:
        told = ", ".join(f"{name}: {value}" for name, value in act.items() if name not in UNTOLD)
        late = "" if act["occurred"] == act["recorded"] else f" ({act['occurred'].isoformat(' ', 'seconds')})"
        lines.append(f"  {act['recorded'].isoformat(' ', 'seconds')}{late}  {visible(act['writer'])}  {visible(told)}")
    return "\n".join(lines) + "\n"


def _named(words: Words, group: str, own: str) -> str:
    named = words.name(group, own).spoken
    return visible(f"{own} ({named})" if named.casefold() != own.casefold() else named)


def spell_notice(severity: Severity) -> str:
    """Who is to be told of an incident so grave, and within what time."""
    hours, minutes = divmod(severity.minutes, 60)
    span = (
        ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
        if minutes
        else ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    )
    return _("To be told within {span} (our proposal): {who}").format(span=span, who=severity.notify.spoken)


def spell_referral(words: Words, count: int | None = None) -> str:
    """That a violation, or so many of them, was recorded as referred, and where to bring it."""
    sentence = _(
        "Recorded as referred to {agency}: the post takes no reports of violations; bring it to {agency} "
        "within {days} days of its becoming known ({basis})."
    )
    agency = words.agencies[words.referral.agency].name.spoken
    told = sentence.format(agency=agency, days=words.referral.days, basis=words.referral.basis)
    many = "" if count is None else _("Violations among them: {count}.").format(count=spell_number(count)) + " "
    return many + told
