"""The evidence of facts, and the findings of `check`, on a screen: one block each, addresses on lines of their own."""

from collections.abc import Iterable, Sequence

from pilkada_cli.language import _, ngettext, spell_number
from pilkada_cli.output.headings import heading, word
from pilkada_cli.output.lines import Line, Role, Span, folded, line, rule
from pilkada_cli.output.people import told
from pilkada_cli.output.table import Row
from pilkada_cli.printable import visible

#: Confidence in a fact -> the role in which it is shown.
ROLES: dict[str, Role] = {"high": "good", "medium": "plain", "low": "near"}


def source_list(rows: Sequence[Row], columns: int | None) -> list[Line]:
    """Each fact with the confidence in it, its legal basis, and the pages on which it was read."""
    if not rows:
        return folded([Span(_("No evidence is kept for this; all of it: pilkada sources"))], columns)
    lines: list[Line] = []
    for row in rows:
        lines += [*([line()] if lines else []), *_source(row, columns)]
    count = ngettext("{count} fact", "{count} facts", len(rows)).format(count=spell_number(len(rows)))
    return [*lines, *([] if columns is None else [rule(columns)]), line(Span(count, "quiet"))]


def _source(row: Row, columns: int | None) -> Iterable[Line]:
    fact = told("fact", row["fact"]) or row["key"]
    yield from folded([Span(fact, "strong")], columns)
    sure = word(row["confidence"])
    about = f"  {visible(row['key'])} · {heading('confidence').casefold()}: "
    yield from folded([Span(about, "quiet"), Span(sure, ROLES.get(row["confidence"], "plain"))], columns, "  ")
    for name in ("basis", "note"):
        if row[name]:
            yield from folded([Span(f"  {told(name, row[name])}")], columns, "  ")
    for page in row["pages"]:
        yield from folded([Span(visible(page), "command")], columns)
    for page in row["conflicting"]:
        yield from folded([Span(f"  {heading('conflicting')}: ", "near")], columns)
        yield from folded([Span(visible(page), "command")], columns)


def finding_list(rows: Sequence[Row], columns: int | None) -> list[Line]:
    """The findings about the data: file and line, the key, and below them the problem."""
    if not rows:
        return folded([Span(_("The data obeys every rule."), "good")], columns)
    lines: list[Line] = []
    for row in rows:
        place = row["file"] if row["line"] is None else f"{row['file']}:{row['line']}"
        lines += folded([Span(visible(place), "strong"), Span(f"  {visible(row['key'])}", "quiet")], columns, "  ")
        lines += folded([Span(f"  {visible(row['problem'])}")], columns, "  ")
    count = ngettext("{count} breach", "{count} breaches", len(rows)).format(count=spell_number(len(rows)))
    return [*lines, *([] if columns is None else [rule(columns)]), line(Span(count, "bad"))]
