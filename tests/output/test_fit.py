"""Rows at every width: no line is wider than the screen, no key is cut, and what is left out is said."""

import pytest

from pilkada_cli.output.fit import CARD, TEXT_LEAST, Column, Group, fields, fitted
from pilkada_cli.output.lines import line, text_of, width_of

COLUMNS = [
    Column("id", "ID", "key"), Column("title", "KEJADIAN", "text"), Column("region", "WILAYAH", rank=2, most=12),
    Column("hours", "USIA", "number", rank=1),
]  # fmt: skip
ROWS = [
    ["masa-tenang", "Surat suara kurang 40 lembar di TPS 012, Kelurahan Cengkareng Timur", "Jakarta Barat", "1,5"],
    ["pencoblosan", "選挙" * 20, "Kepulauan Seribu", "12,0"],
    ["x-1", "", "", "1.234,5"],
]
GROUPS = [Group(line("BARU (2)"), ROWS[:2]), Group(line("SELESAI (1)"), ROWS[2:])]


@pytest.mark.parametrize("screen", range(20, 201))
def test_at_each_width_no_line_is_wider_and_no_key_or_number_is_cut(screen):
    lines = fitted(COLUMNS, GROUPS, screen)
    assert all(width_of(one) <= screen for one in lines)
    text = text_of(lines)
    for row in ROWS:
        assert row[0] in text
        assert row[3] in text or "hours" in text.replace("\n", " ")
    if screen >= CARD:
        said = text.count("Left out") and len(text.partition("Left out")[2].splitlines())
        assert len(lines) == 1 + 2 + len(ROWS) + said


@pytest.mark.parametrize("screen", range(1, 20))
def test_no_window_is_refused(screen):
    assert all(width_of(one) <= max(screen, 2) for one in fitted(COLUMNS, GROUPS, screen))


def test_the_text_gives_way_first_then_the_columns_of_the_highest_rank():
    assert "WILAYAH" in text_of(fitted(COLUMNS, GROUPS, 63))
    narrow = text_of(fitted(COLUMNS, GROUPS, 50))
    assert "WILAYAH" not in narrow
    assert "USIA" in narrow
    assert "Left out for want of width: region; --columns region,… shows" in " ".join(narrow.split())
    shown = narrow.splitlines()[2].removeprefix("masa-tenang  ")
    assert len(shown.partition("…")[0]) >= TEXT_LEAST - 2


def test_a_table_that_goes_nowhere_is_cut_nowhere():
    assert ROWS[0][1] in text_of(fitted(COLUMNS, GROUPS, None))
    assert text_of(fitted(COLUMNS, [], 80)) == "ID  KEJADIAN  WILAYAH  USIA\n"
    assert fitted(COLUMNS, [], 80, header=False) == []


@pytest.mark.parametrize("screen", range(20, 100, 7))
def test_the_fields_of_one_thing_go_on_under_their_values(screen):
    lines = fields([("Nama", "Kabupaten Kepulauan Siau Tagulandang Biaro " * 3), ("Kode", "71.09")], screen)
    assert all(width_of(one) <= screen for one in lines)
    assert "71.09" in text_of(lines)
