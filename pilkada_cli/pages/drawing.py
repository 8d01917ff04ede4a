"""SVG by hand: texts that are only text, short numbers, and the frame of a drawing that stands alone as a file.

A file has no script and asks for nothing: the fonts are the reader's own, the source and the licence are in it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from pilkada_cli.language import current
from pilkada_cli.output.lines import width as columns_of
from pilkada_cli.pages.palette import PARTS, STATES, fixed, state_rules
from pilkada_cli.printable import visible

#: Characters that no XML may hold, not even as an escape.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
#: How wide a character of a sans-serif font is, in parts of the font's size: an average, rather too wide.
LETTER = 0.56
#: The width of a drawing where nobody says another one, in pixels.
SHOWN = 1200


class About(NamedTuple):
    """What a file says of itself: its title and what it shows, the day (ISO), lines on sources, and a licence's URL."""

    title: str
    description: str
    date: str
    sources: Sequence[str]
    licence: str | None


def told(text: str) -> str:
    """A text for XML, within an element or between quotes: its control characters are escapes, as on a terminal."""
    return escape(_NO_XML.sub("\ufffd", visible(text)), {'"': "&quot;"})


def short(value: float) -> str:
    """A number with at most one decimal: `12`, `12.5`."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def wide(text: str, size: float) -> float:
    """About how wide a text is in a sans-serif font of this size."""
    return columns_of(text) * size * LETTER


def text(x: float, y: float, words: str, more: str = "") -> str:
    """A text at a place; `more` are attributes."""
    return f'<text x="{short(x)}" y="{short(y)}"{more and " "}{more}>{told(words)}</text>'


def stand_alone(wide: float, high: float, about: About, style: str, body: str) -> str:
    """A drawing as a file of its own, on white; `body` is markup. It is shown no wider than SHOWN."""
    shown = min(1, SHOWN / wide)
    size = f'viewBox="0 0 {short(wide)} {short(high)}" width="{short(wide * shown)}" height="{short(high * shown)}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc" '
        f'lang="{current()}" font-family="sans-serif">\n'
        f'<title id="title">{told(about.title)}</title>\n<desc id="desc">{told(about.description)}</desc>\n'
        f"{_metadata(about)}\n<style>{style}</style>\n"
        f'<rect width="100%" height="100%" fill="{PARTS["light"]["ground"]}"/>\n{body}\n</svg>\n'
    )


def _metadata(about: About) -> str:
    """The same for programs, in RDF, as Creative Commons and Inkscape write it."""
    rights = f'<cc:license rdf:resource="{told(about.licence)}"/>' if about.licence else ""
    return (
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:cc="http://creativecommons.org/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format>'
        '<dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/>'
        f"<dc:title>{told(about.title)}</dc:title><dc:description>{told(about.description)}</dc:description>"
        f"<dc:date>{told(about.date)}</dc:date><dc:language>{current()}</dc:language>"
        + "".join(f"<dc:source>{told(one)}</dc:source>" for one in about.sources)
        + f"{rights}</cc:Work></rdf:RDF></metadata>"
    )


def rules_of_file() -> str:
    """The style of a file, in fixed colours: texts, states, marks, and the ink on each state (`on-STATE`).

    Names (`n`) have the ground around them, so that they can be read across an outline (`o`).
    """
    inks = "".join(f".on-{state}{{fill:var(--on-{state})}}" for state in STATES)
    return fixed(
        "text{fill:var(--ink)}.quiet{fill:var(--quiet)}.line{stroke:var(--line)}.lead{stroke:var(--ink)}"
        ".o{fill:none;stroke:var(--ink);stroke-width:1.6;vector-effect:non-scaling-stroke}"
        ".n{text-anchor:middle;paint-order:stroke;stroke:var(--ground);stroke-width:3;stroke-linejoin:round}"
        f"{state_rules()}{inks}"
    )
