"""Lines for people: widths as a terminal counts them, cutting, wrapping, and the door to colour."""

import pytest

from pilkada_cli.output.lines import Span, apart, cut, folded, line, padded, said, text_of, width, width_of, wrapped
from pilkada_cli.output.paint import paint
from pilkada_cli.output.table import Screen

HOSTILE = [
    "Surat suara kurang", "é" * 30, "e\u0301" * 30, "選挙管理委員会" * 5, "🗳️ kotak suara 🇮🇩" * 4, "שלום עולם " * 6, "\u200b" * 50 + "a",
    "x" * 200, "a b " * 40, "", " ", "ก็" * 20,
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("é", 1), ("e\u0301", 1), ("選", 2), ("\u200b", 0), ("…", 1), ("🗳", 1), ("🙂", 2)]
)
def test_widths_are_those_of_a_terminal(text, columns):
    assert width(text) == columns


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("columns", [0, 1, 2, 3, 10, 24, 79])
def test_what_is_cut_or_wrapped_fits_and_loses_nothing_but_what_is_said(text, columns):
    assert width(cut(text, columns)) <= columns
    if width(text) <= columns:
        assert cut(text, columns) == text
    if columns >= 2:
        rows = wrapped(text, columns)
        assert all(width(row) <= columns for row in rows)
        assert "".join("".join(rows).split()) == "".join(text.split())
        spans = line(Span(text, "bad"), " ", Span(text, "quiet"))
        assert all(width_of(one) <= columns for one in folded(spans, columns))


def test_cutting_says_so():
    assert cut("Surat suara kurang", 10) == "Surat sua…"
    assert cut("Surat suara kurang", 7) == "Surat…"


def test_numbers_stand_to_the_right():
    assert padded("410", 6, right=True) == "   410"
    assert padded("選", 4) == "選  "


def test_two_ends_of_a_line_meet_the_edges_or_stand_below_each_other():
    assert text_of(apart(line("left"), line("right"), 20)) == "left           right\n"
    assert text_of(apart(line("left"), line("right"), 8)) == "left\nright\n"


def test_a_text_that_goes_on_is_indented():
    assert text_of(said("one two three four", 9, indent="  ")) == "one two\n  three\n  four\n"


def test_colour_goes_by_role_and_ends_with_the_span():
    lines = [line(Span("gawat", "bad"), " ", Span("biasa"))]
    assert paint(lines, Screen(colour=True)) == "\x1b[1;31mgawat\x1b[0m biasa\n"
    assert paint(lines, Screen()) == "gawat biasa\n"


def test_a_terminal_without_unicode_gets_plain_signs():
    assert paint([line("● ▲ ■ · █░▒│ ──… 24–26")], Screen(unicode=False)) == "# ! + . #-=| --~ 24-26\n"
