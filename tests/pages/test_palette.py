"""The palette, by computing: contrast as in WCAG 2.2, and what people with each kind of colour blindness see.

The kinds are simulated in linear light by the matrices of Machado, Oliveira and Fernandes (2009), severity 1; how far
two colours lie apart is CIEDE2000.
"""

import itertools
import math
import re

import pytest

from pilkada_cli.pages.palette import FILLS, MARKS, PARTS, SIGNS, STATES, rules, state_rules

SEEN = {
    "with all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
#: How far apart any two states must lie: 2 is seen side by side, 10 at a glance; the map is seen from five metres.
APART = 20
THEMES = sorted(PARTS)


def linear(colour):
    values = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]


def contrast(one, two):
    light = sorted(sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) for c in (one, two))
    return (light[1] + 0.05) / (light[0] + 0.05)


def seen(colour, matrix):
    """The colour as CIE Lab (D65), after the matrix of a kind of colour blindness."""
    own = linear(colour)
    red, green, blue = (min(1, max(0, sum(m * v for m, v in zip(row, own, strict=True)))) for row in matrix)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    x, y, z = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one, two):
    """CIEDE2000 between two colours in Lab (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    chroma = ((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2) ** 7
    a1, a2 = (a * (1.5 - 0.5 * math.sqrt(chroma / (chroma + 25**7))) for a in (a1, a2))
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    mean, c = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 + sum(
        w * math.cos(math.radians(n * hue + s))
        for w, n, s in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.2, 4, -63))
    )
    lightness = (l2 - l1) / (1 + 0.015 * (mean - 50) ** 2 / math.sqrt(20 + (mean - 50) ** 2))
    colourful = (c2 - c1) / (1 + 0.045 * c)
    tone = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * c * t)
    bent = -2 * math.sqrt(c**7 / (c**7 + 25**7)) * math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2))))
    return math.sqrt(lightness**2 + colourful**2 + tone**2 + bent * colourful * tone)


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
