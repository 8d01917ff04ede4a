"""The screens of an import: how each line is read, and what was recorded."""

from collections.abc import Callable, Iterator, Sequence

from pilkada_cli.language import _, ngettext, spell_clock, spell_number, spell_short
from pilkada_cli.output.fit import Column, Group, fitted
from pilkada_cli.output.headings import heading
from pilkada_cli.output.lines import Line, Role, Span, folded
from pilkada_cli.output.table import Row
from pilkada_cli.posko.words import Words
from pilkada_cli.printable import visible

#: What the log has of a line, in the order of the groups, with the role of their headings.
HERE: tuple[tuple[str | None, Role], ...] = (
    ("ref_changed", "bad"), ("ref_retracted", "near"), ("words", "near"), (None, "good"), ("ref", "quiet"),
)  # fmt: skip


def lines_read(rows: Sequence[Row], words: Words, name_of: Callable[[str], str], columns: int) -> list[Line]:
    """Each line as it is read, those first that need somebody's eye; times are in the post's zone."""
    if not rows:
        return folded([Span(_("The file has no line."))], columns)
    table = (
        Column("line", heading("line").upper(), "key"),
        Column("title", heading("title").upper(), "text"),
        Column("category", heading("category").upper()),
        Column("severity", heading("severity").upper(), rank=3),
        Column("region", heading("region").upper(), rank=1, most=16),
        Column("occurred", heading("occurred").upper(), rank=2),
    )
    return fitted(table, _groups(rows, words, name_of), columns)


def _groups(rows: Sequence[Row], words: Words, name_of: Callable[[str], str]) -> Iterator[Group]:
    named = {
        None: _("To be recorded"),
        "ref": _("Here already, by their reference"),
        "ref_changed": _("Here already, but in other words: these change nothing"),
        "ref_retracted": _("Taken back here: --again records them anew"),
        "words": _("Here already, word for word: --again records them once more"),
    }
    for here, role in HERE:
        own = [row for row in rows if row["here"] == here]
        if own:
            head = Span(f"{named[here]} ({spell_number(len(own))})", role)
            yield Group((head,), [_cells(row, words, name_of) for row in own])


def _cells(row: Row, words: Words, name_of: Callable[[str], str]) -> list[Span]:
    return [
        Span(str(row["line"]), "strong"),
        Span(visible(row["title"])),
        Span(row["category"]),
        Span(visible(words.name("severities", row["severity"]).spoken.casefold())),
        Span(visible(name_of(row["region"]))),
        Span(f"{spell_short(row['occurred'])} {spell_clock(row['occurred'])}"),
    ]


def spell_imported(answer: Row) -> str:
    """What an import has recorded, with the call signs of the first incidents, each on a line."""
    count, known, listed = answer["imported"], answer["known"], answer["incidents"]
    told = ngettext("{count} incident is recorded.", "{count} incidents are recorded.", count)
    lines = [told.format(count=spell_number(count))]
    if known:
        here = ngettext("{count} line was here already.", "{count} lines were here already.", known)
        lines[0] += " " + here.format(count=spell_number(known))
    wide = max((len(one["call_sign"]) for one in listed), default=0)
    lines += [f"  {one['call_sign']:{wide}}  {visible(one['title'], limit=60)}" for one in listed]
    if count > len(listed):
        lines.append(
            _("… and {count} more; see: pilkada posko incidents").format(count=spell_number(count - len(listed)))
        )
    return "\n".join(lines)
