"""The colours of pages and drawings, by role and in two themes, and the marks that show a state without colour.

`docs/design.md` has the reasons; `tests/pages/test_palette.py` computes contrast and what colour-blind people see.
"""

import re
from typing import Literal, get_args

Theme = Literal["light", "dark"]
#: What a page is made of: what it stands on, fields on that, text, text that can be skipped, lines, and the focus.
Part = Literal["ground", "panel", "ink", "quiet", "line", "focus"]
#: What something is: nothing there, as it should be, soon or grave, late or critical, and two more of equal rank.
State = Literal["none", "good", "near", "bad", "command", "plain"]
STATES: tuple[State, ...] = get_args(State)

PARTS: dict[Theme, dict[Part, str]] = {
    "light": {
        "ground": "#ffffff", "panel": "#f2f4f7", "ink": "#14181d", "quiet": "#545c66", "line": "#767f89",
        "focus": "#0a58ca",
    },
    "dark": {
        "ground": "#0e1318", "panel": "#182028", "ink": "#eef1f4", "quiet": "#a9b3be", "line": "#74808c",
        "focus": "#8ec5ff",
    },
}  # fmt: skip
#: The fill of a state, and the ink that stands on it.
FILLS: dict[Theme, dict[State, tuple[str, str]]] = {
    "light": {
        "none": ("#eceff2", "#14181d"), "good": ("#1f6f70", "#ffffff"), "near": ("#ffc21a", "#14181d"),
        "bad": ("#c4161c", "#ffffff"), "command": ("#38adf5", "#14181d"), "plain": ("#17144f", "#ffffff"),
    },
    "dark": {
        "none": ("#1f2730", "#eef1f4"), "good": ("#357c89", "#ffffff"), "near": ("#fee052", "#0e1318"),
        "bad": ("#e2654f", "#0e1318"), "command": ("#77cdf5", "#0e1318"), "plain": ("#ecfae6", "#0e1318"),
    },
}  # fmt: skip
#: The mark of a state as a path around the centre of a hexagon whose corners are 10 away: a triangle, a circle, a
#: diamond, two bars. `good` is a plain fill and `none` a hollow hexagon, with a line around: these two have no path.
MARKS: dict[State, str] = {
    "none": "",
    "good": "",
    "near": "M0-5.5 5.5 4-5.5 4z",
    "bad": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "command": "M0-5 5 0 0 5-5 0z",
    "plain": "M-5-4H5V-1.4H-5zM-5 1.4H5V4H-5z",
}
#: The same marks as characters, for tiles and lists.
SIGNS: dict[State, str] = {"none": "○", "good": "✓", "near": "▲", "bad": "●", "command": "◆", "plain": "="}


def rules() -> str:
    """The colours as custom properties: `--ground`, `--bad`, `--on-bad` ...; `data-theme` goes before the system."""
    light, dark = _properties("light"), _properties("dark")
    return (
        f":root{{color-scheme:light;{light}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}"
    )


def state_rules(scope: str = "") -> str:
    """The fills of states in a drawing: a class a state, its mark as class `m-STATE`; `scope` is a selector before."""
    shapes = (f"{scope}.{state}{{fill:var(--{state})}}" for state in STATES)
    marks = (f"{scope}.m-{state}{{fill:var(--on-{state})}}" for state in STATES if MARKS[state])
    return "".join([*shapes, *marks])


def fixed(style: str, theme: Theme = "light") -> str:
    """A style with the colours as they are, for a file that other programs open: few of them know custom properties."""
    colours: dict[str, str] = {str(name): colour for name, colour in PARTS[theme].items()}
    for state, (fill, ink) in FILLS[theme].items():
        colours |= {state: fill, f"on-{state}": ink}
    return re.sub(r"var\(--([a-z-]+)\)", lambda found: _short(colours[found[1]]), style)


def _properties(theme: Theme) -> str:
    parts = [f"--{name}:{_short(colour)}" for name, colour in PARTS[theme].items()]
    for state, (fill, ink) in FILLS[theme].items():
        parts += [f"--{state}:{_short(fill)}", f"--on-{state}:{_short(ink)}"]
    return ";".join(parts)


def _short(colour: str) -> str:
    """`#ffffff` as `#fff`."""
    twice = all(colour[place] == colour[place + 1] for place in (1, 3, 5))
    return f"#{colour[1::2]}" if twice else colour
