"""A report as a message for a chat group: always short enough, never without its counts and its foot, nobody's bold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_cli.output.chat import LIMIT, chat, clipped, units
from pilkada_cli.output.document import Document, Grid, Section
from pilkada_cli.printable import controls

DIGEST = "SHA-256 " + "0123456789abcdef" * 4
TOTALS = Section("Situation", ["Incidents: 5,000"], Grid(["Severity", "All", "New"], [["High", "5,000", "2"]], 2))


def report(*sections: Section, foot: tuple[str, ...] = ("A rule.", DIGEST)) -> Document:
    return Document("Report of Jakarta", ["From 06:00 to 18:00"], [TOTALS, *sections], foot)


def test_a_message_has_bold_headings_and_a_line_for_each_row():
    rows = [["High", "K7QM", "Banjir", "–"], ["–", "", "–", "–"]]
    agencies = Grid(["Agency", "All", "Open"], [["KPU", "2", "–"], ["–", "3", "1"]], 2)
    document = report(
        Section("Open", (), Grid(["", "", "", ""], rows, brief=(1, 2, 0))), Section("By agency", (), agencies)
    )
    assert chat(document) == (
        "*Report of Jakarta*\nFrom 06:00 to 18:00\n\n"
        "*Situation*\nIncidents: 5,000\n• High: all 5,000, new 2\n\n"
        "*Open*\n• K7QM · Banjir · High\n• –\n\n"
        "*By agency*\n• KPU: all 2\n• –: all 3, open 1\n\n"
        f"A rule.\n{DIGEST}\n"
    )


def test_lists_are_cut_in_turn_and_say_how_many_more_there_are():
    long = Section("Long", (), Grid(["What"], [[f"{number} {'x' * 70}"] for number in range(500)], left_out=4500))
    short = Section("Short", (), Grid(["What"], [["one"], ["two"]]))
    message = chat(report(long, short))
    shown = message.count("x" * 70)
    assert 20 < shown < 500
    assert f"… and {5000 - shown:,} more\n" in message
    assert "• one\n• two\n\n" in message
    assert LIMIT - 100 < units(message) < LIMIT
    assert message.endswith(f"\n{DIGEST}\n")


def test_lines_that_are_too_long_for_one_message_are_cut_to_make_room_for_the_lists():
    lines = Section("Lines", [f"line {number} {'y' * 300}" for number in range(20)], Grid(["What"], [["row"]]))
    message = chat(report(lines))
    assert units(message) < LIMIT
    assert all(f"\nline {number} y" in message for number in range(20))
    assert "• row\n" in message


def test_whatever_the_rules_of_the_data_are_the_hash_stays():
    message = chat(report(foot=(*["A long rule. " * 30] * 200, DIGEST)))
    assert units(message) < LIMIT
    assert "Incidents: 5,000" in message
    assert message.endswith(f"\n{DIGEST}\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* _it_ ~x~ `m` ```c``` ||s||", "∗bold∗ ＿it＿ ∼x∼ ˋmˋ ˋˋˋcˋˋˋ ∣∣s∣∣"),
        ("a\n\n*Situation*\nIncidents: 0", "a ∗Situation∗ Incidents: 0"), ("a" + " " * 80 + "b", "a b"),
        ("a\u2028b\u2029c\x85d\x0be\rf", "a b c d e f"), ("a" + "\u2800\u3164\u200b\u00a0" * 20 + "b", "a b"),
        ("\u202eevil", "\\u202eevil"), ("a\x1b[1mb", "a\\x1b[1mb"), ("👨‍👩‍👧 keluarga", "👨‍👩‍👧 keluarga"),
    ],
)  # fmt: skip
def test_no_text_makes_a_sign_or_a_line_of_the_message(text, shown):
    document = report(Section("S", [f"Host: {text}"], Grid(["What"], [[text]])))
    assert f"*S*\nHost: {shown}\n• {shown}\n\n" in chat(document)


@given(st.lists(st.text(max_size=400), max_size=60), st.text(max_size=400), st.integers(0, 10**7))
def test_every_message_is_short_enough_and_has_only_our_bold(texts, text, more):
    section = Section(text, [text], Grid(["What", "n"], [[one, one] for one in texts], 1, left_out=more))
    message = chat(report(section)._replace(title=text, lines=[text] * 4))
    assert units(message) == len(message.encode("utf-16-le", "surrogatepass")) // 2 < LIMIT
    bold = [line for line in message.split("\n") if "*" in line]
    assert all(line[0] == line[-1] == "*" and line.count("*") == 2 for line in bold)
    assert len(bold) == 3
    assert not any(controls(char) for char in message.replace("\n", ""))
    assert not set("_~`|") & set(message)
    assert message.endswith(f"\n{DIGEST}\n")
    assert ("more\n" in message) == (message.count("\n• ") - 1 < len(texts) or bool(more))


@pytest.mark.parametrize(
    ("longest", "cut"), [(9, "👨‍👩‍👧x"), (8, "👨‍👩…"), (7, "👨‍👩…"), (4, "👨…"), (2, "…"), (1, "…")]
)
def test_no_character_is_cut_in_two(longest, cut):
    assert clipped("👨‍👩‍👧x", longest) == cut
    assert units(cut) <= longest
