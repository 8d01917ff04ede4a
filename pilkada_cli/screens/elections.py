"""Elections and contests on a screen: a line each, with the day, and what is not sure."""

from collections.abc import Collection, Sequence

from pilkada_cli.language import _, ngettext, spell_date, spell_number
from pilkada_cli.output.fit import Column, Group, fitted
from pilkada_cli.output.headings import heading, word
from pilkada_cli.output.lines import Line, Span, folded, rule
from pilkada_cli.output.people import told
from pilkada_cli.output.table import Row
from pilkada_cli.printable import visible

NOTHING = "—"


def election_list(rows: Sequence[Row], columns: int) -> list[Line]:
    """The elections in their order, with how many regions took part; what is to be said of one stands below it."""
    if not rows:
        return folded([Span(_("These data name no elections."))], columns)
    table = (
        Column("id", heading("id").upper(), "key"),
        Column("day", heading("day").upper()),
        Column("regions", heading("regions").upper(), "number"),
        Column("basis", heading("basis").upper(), "text"),
    )
    cells = [
        [
            Span(row["id"], "strong"),
            Span(_("no day is set") if row["day"] is None else _day(row)),
            Span(NOTHING if row["regions"] is None else spell_number(row["regions"])),
            Span(visible(row["basis"]), "quiet"),
        ]
        for row in rows
    ]
    lines = fitted(table, [Group((), cells)], columns, fill=True)
    if any(row["day"] is not None and row["status"] == "tentative" for row in rows):
        lines += [rule(columns), *folded([Span(_("?: tentative, the day is not certain yet"), "near")], columns)]
    for row in rows:
        if row["note"]:
            said = f"{row['id']}: {told('note', row['note'])}"
            lines += [rule(columns), *folded([Span(said, "near")], columns, "  ")]
    return lines


def _day(row: Row) -> str:
    return spell_date(row["day"], weekday=False) + (" ?" if row["status"] == "tentative" else "")


def contest_list(rows: Sequence[Row], tentative: Collection[str], columns: int) -> list[Line]:
    """The contests, a line each, and how many are not sure and why; `tentative` are elections not sure themselves."""
    if not rows:
        return folded([Span(_("No contest fits."))], columns)
    table = (
        Column("id", heading("id").upper(), "key"),
        Column("name", heading("region").upper(), "text"),
        Column("office", heading("office").upper(), rank=2),
        Column("kind", heading("kind").upper(), rank=1),
    )
    cells = [
        [
            Span(row["id"], "strong"),
            Span(visible(row["name"])),
            Span(word(row["office"])),
            Span(word(row["kind"]) + (" ?" if row["status"] == "tentative" else ""), "quiet"),
        ]
        for row in rows
    ]
    count = ngettext("{count} contest", "{count} contests", len(rows)).format(count=spell_number(len(rows)))
    unsure = [row["election"] in tentative for row in rows if row["status"] == "tentative"]
    doubts = (
        (_("; {count} marked ? follow from the totals, no list names them"), unsure.count(False)),
        (_("; {count} marked ? are of an election that is not certain yet"), unsure.count(True)),
    )
    said = [Span(doubt.format(count=spell_number(number)), "near") for doubt, number in doubts if number]
    foot = folded([Span(count), *said], columns)
    return [*fitted(table, [Group((), cells)], columns, fill=True), rule(columns), *foot]
