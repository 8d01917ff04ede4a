"""Prints the tables of docs/design.md, computed from the palette: `uv run python docs/palette.py`.

Contrast is that of WCAG 2.2. The kinds of colour blindness are simulated in linear light by the matrices of Machado,
Oliveira and Fernandes (2009) at severity 1; how far two colours lie apart is CIEDE2000.
"""

import itertools
import math

from pilkada_cli.pages.palette import FILLS, PARTS, SIGNS, STATES, Theme

Matrix = tuple[tuple[float, float, float], ...]
Lab = tuple[float, float, float]

SEEN: dict[str, Matrix] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
THEMES: tuple[Theme, ...] = ("light", "dark")
#: How high a capital is, in parts of the size of its font; and from how many metres one of 1 cm is read.
CAPITAL, METRES = 0.72, 3.5
#: Pictures on a wall: what throws them, and how wide they are, in metres.
PICTURES = {"screen of 55 inches": 1.2, "screen of 75 inches": 1.65, "projector": 2.0, "large projector": 2.6}


def linear(colour: str) -> list[float]:
    """A colour as red, green and blue in linear light, each from 0 to 1."""
    values = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]


def contrast(one: str, two: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    light = sorted(sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) for c in (one, two))
    return (light[1] + 0.05) / (light[0] + 0.05)


def seen(colour: str, matrix: Matrix) -> Lab:
    """The colour as CIE Lab (D65), after the matrix of a kind of colour blindness."""
    own = linear(colour)
    red, green, blue = (min(1, max(0, sum(m * v for m, v in zip(row, own, strict=True)))) for row in matrix)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    x, y, z = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Lab, two: Lab) -> float:
    """CIEDE2000 between two colours in Lab (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    chroma = ((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2) ** 7
    a1, a2 = (a * (1.5 - 0.5 * math.sqrt(chroma / (chroma + 25**7))) for a in (a1, a2))
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    mean, c = (l1 + l2) / 2, (c1 + c2) / 2
    waves = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.2, 4, -63))
    t = 1 + sum(weight * math.cos(math.radians(times * hue + shift)) for weight, times, shift in waves)
    lightness = (l2 - l1) / (1 + 0.015 * (mean - 50) ** 2 / math.sqrt(20 + (mean - 50) ** 2))
    colourful = (c2 - c1) / (1 + 0.045 * c)
    tone = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * c * t)
    bent = -2 * math.sqrt(c**7 / (c**7 + 25**7)) * math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2))))
    return math.sqrt(lightness**2 + colourful**2 + tone**2 + bent * colourful * tone)


def least_size(wide: float, metres: float) -> int:
    """The least size of letters, in pixels of a picture 1920 pixels and so many metres wide, to be read from afar."""
    return math.ceil(metres / METRES / 100 / CAPITAL / (wide / 1920))


def tables() -> dict[str, str]:
    """The tables of the document, by the name that stands before each."""
    return {"parts": _parts(), "states": _states(), "seen": _seen(), "sizes": _sizes()}


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows))


def _parts() -> str:
    rows = []
    for name in PARTS["light"]:
        own = [PARTS[theme][name] for theme in THEMES]
        below = [(PARTS[theme]["ground"], PARTS[theme]["panel"]) for theme in THEMES]
        least = [min(contrast(colour, one) for one in two) for colour, two in zip(own, below, strict=True)]
        shown = ["", ""] if name in ("ground", "panel") else [f"{one:.1f}" for one in least]
        rows.append([f"`{name}`", f"`{own[0]}`", shown[0], f"`{own[1]}`", shown[1]])
    return _table(["role", "light", "contrast", "dark", "contrast"], rows)


def _states() -> str:
    rows = []
    for state in STATES:
        row = [f"`{state}`", SIGNS[state]]
        for theme in THEMES:
            fill, ink = FILLS[theme][state]
            row += [f"`{fill}`", f"{contrast(fill, PARTS[theme]['ground']):.1f}", f"{contrast(ink, fill):.1f}"]
        rows.append(row)
    return _table(["state", "mark", "light", "on ground", "ink on it", "dark", "on ground", "ink on it"], rows)


def _seen() -> str:
    rows = []
    for kind, matrix in SEEN.items():
        row = [kind]
        for theme in THEMES:
            colours = {state: seen(FILLS[theme][state][0], matrix) for state in STATES}
            pairs = itertools.combinations(STATES, 2)
            near = min((difference(colours[one], colours[two]), one, two) for one, two in pairs)
            row.append(f"{near[0]:.0f} (`{near[1]}`, `{near[2]}`)")
        rows.append(row)
    return _table(["seen with", "nearest two, light", "nearest two, dark"], rows)


def _sizes() -> str:
    rows = [
        [name, f"{wide:.2f} m", *(f"{least_size(wide, metres)} px" for metres in (3, 5, 8))]
        for name, wide in PICTURES.items()
    ]
    return _table(["picture", "wide", "from 3 m", "from 5 m", "from 8 m"], rows)


if __name__ == "__main__":
    for name, table in tables().items():
        print(f"<!-- {name}: docs/palette.py -->\n\n{table}\n")  # noqa: T201
