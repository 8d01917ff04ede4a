"""The only place where lines become text: with colour through rich's styles, without colour without importing rich."""

from collections.abc import Iterable

from pilkada_cli.output.lines import Line, Role, Span, text_of
from pilkada_cli.output.table import Screen

#: Role -> rich style, of the sixteen colours that every terminal has. Colour is never the only sign of a role.
STYLES: dict[Role, str] = {
    "strong": "bold",
    "quiet": "dim",
    "bad": "bold red",
    "near": "yellow",
    "good": "green",
    "command": "cyan",
}
#: Role -> plain colour, for half-block characters, whose two halves have a colour each.
COLOURS: dict[Role, str] = {
    "plain": "white",
    "strong": "bright_white",
    "quiet": "bright_black",
    "bad": "red",
    "near": "yellow",
    "good": "green",
    "command": "cyan",
}
#: Our own signs -> the ASCII characters that replace them where the terminal does not show UTF-8.
PLAIN = str.maketrans(dict(zip("●▲■·█░▒▓│─…–—▀▄✓", "#!+.#-=%|-~--^_x", strict=True)))


def paint(lines: Iterable[Line], screen: Screen) -> str:
    """The lines as text, each ending in a line break, in colour and Unicode as far as the screen has them."""
    if not screen.colour:
        text = text_of(lines)
    else:
        from rich.color import ColorSystem
        from rich.style import Style

        styles: dict[tuple[Role, Role | None], Style] = {}

        def coloured(span: Span) -> str:
            if not span.text.strip() or (span.role == "plain" and not span.below):
                return span.text
            key = span.role, span.below
            if key not in styles:
                both = f"{COLOURS[span.role]} on {COLOURS[span.below]}" if span.below else STYLES[span.role]
                styles[key] = Style.parse(both)
            return styles[key].render(span.text, color_system=ColorSystem.STANDARD)

        text = "".join("".join(map(coloured, _without_end(spans))) + "\n" for spans in lines)
    return text if screen.unicode else text.translate(PLAIN)


def _without_end(spans: Line) -> Line:
    """A line without the spaces at its end."""
    kept = list(spans)
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    if kept:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return tuple(kept)
