"""The palette, by computing: contrast as in WCAG 2.2, and what people with each kind of colour blindness see."""

import importlib.util
import itertools
import math
import re
from pathlib import Path

import pytest

from pilkada_cli.pages.palette import FILLS, MARKS, PARTS, SIGNS, STATES, fixed, rules, state_rules

DOCS = Path(__file__).parent.parent.parent / "docs"
THEMES = sorted(PARTS)
#: How far apart any two states must lie: 2 is seen side by side, 10 at a glance; the map is seen from five metres.
APART = 20


def load_script():
    spec = importlib.util.spec_from_file_location("palette", DOCS / "palette.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = load_script()
SEEN, contrast, seen, difference = SCRIPT.SEEN, SCRIPT.contrast, SCRIPT.seen, SCRIPT.difference


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425), ((50, -1, 2), (50, 0, 0), 2.3669),
     ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373), ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441)],
)  # fmt: skip
def test_the_difference_is_that_of_the_published_pairs(one, two, apart):
    assert difference(one, two) == pytest.approx(apart, abs=0.0001)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_all_that_it_stands_on(theme):
    part = PARTS[theme]
    for below in ("ground", "panel"):
        assert contrast(part["ink"], part[below]) >= 7
        assert contrast(part["quiet"], part[below]) >= 4.5
        assert contrast(part["line"], part[below]) >= 3
        assert contrast(part["focus"], part[below]) >= 4.5
    for state, (fill, ink) in FILLS[theme].items():
        assert contrast(ink, fill) >= 4.5, state


@pytest.mark.parametrize("theme", THEMES)
def test_a_hexagon_stands_out_from_the_ground_by_its_fill_or_by_the_line_around_it(theme):
    ground, line = PARTS[theme]["ground"], PARTS[theme]["line"]
    for state, (fill, _ink) in FILLS[theme].items():
        assert max(contrast(fill, ground), contrast(line, ground)) >= 3, state
    # Of the two states without a mark, one is hollow: they differ by their lightness alone.
    assert contrast(FILLS[theme]["good"][0], FILLS[theme]["none"][0]) >= 3


@pytest.mark.parametrize("kind", SEEN)
@pytest.mark.parametrize("theme", THEMES)
def test_any_two_states_are_told_apart_with_every_kind_of_colour_blindness(theme, kind):
    colours = {state: seen(fill, SEEN[kind]) for state, (fill, _ink) in FILLS[theme].items()}
    for one, two in itertools.combinations(STATES, 2):
        assert difference(colours[one], colours[two]) >= APART, (one, two)


def test_each_state_has_a_mark_of_its_own():
    marked = [state for state in STATES if MARKS[state]]
    assert sorted(set(STATES) - set(marked)) == ["good", "none"]
    assert len({MARKS[state] for state in marked}) == len(marked)
    assert len(set(SIGNS.values())) == len(STATES)


def test_a_mark_lies_within_the_hexagon():
    for state in STATES:
        corners = MARKS[state].replace("a5 5 0 1 0 10 0", "H5").replace("a5 5 0 1 0-10 0", "H-5")
        assert all(abs(float(number)) <= 10 * math.sqrt(3) / 2 for number in re.findall(r"-?\d+(?:\.\d+)?", corners))


def test_the_rules_name_every_role_once_a_theme():
    text = rules()
    names = [*PARTS["light"], *STATES, *(f"on-{state}" for state in STATES)]
    for name in names:
        assert len(re.findall(rf"--{name}:#[0-9a-f]{{3,6}}[;}}]", text)) == 3, name
    assert len(text) < 1500
    assert text.count("{") == text.count("}")
    assert "data-theme=light" in text
    assert "data-theme=dark" in text


def test_a_drawing_takes_its_fills_from_the_rules():
    text = state_rules("svg ")
    assert set(re.findall(r"var\(--([a-z-]+)\)", text)) <= {*STATES, *(f"on-{state}" for state in STATES)}
    assert "svg .bad{fill:var(--bad)}" in text
    assert "svg .m-bad{fill:var(--on-bad)}" in text


def test_a_file_has_the_colours_themselves():
    assert fixed("a{fill:var(--bad);stroke:var(--on-none)}", "dark") == "a{fill:#e2654f;stroke:#eef1f4}"
    with pytest.raises(KeyError):
        fixed("a{fill:var(--nothing)}")


def test_the_tables_of_the_document_are_what_the_script_prints():
    document = (DOCS / "design.md").read_text(encoding="utf-8")
    for name, table in SCRIPT.tables().items():
        found = re.search(rf"<!-- {name}: docs/palette.py -->\n\n(.*?)\n\n", document, re.DOTALL)
        assert found is not None, name
        assert found[1] == table, name


def test_letters_are_large_enough_for_the_back_of_the_room():
    # At five metres a capital is 1 cm high for each 3.5 m; those of the Noto and Arial kind are 0.72 of their size.
    assert SCRIPT.least_size(2.0, metres=5) == 20
    assert SCRIPT.least_size(1.2, metres=5) == 32
    assert SCRIPT.least_size(4.0, metres=5) < SCRIPT.least_size(2.0, metres=10)
