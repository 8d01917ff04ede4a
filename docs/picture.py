"""Draws the picture in the README, from what the program prints: `uv run python docs/picture.py`."""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

COMMAND = ("status", "--as-of", "H-2", "-f", "table")
PICTURE = Path(__file__).parent / "status.svg"
#: A plain window with the fonts of the reader's own machine: nothing is fetched.
TEMPLATE = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def picture() -> str:
    """The SVG of the screen, the same for the same data."""
    from rich.console import Console
    from rich.text import Text

    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PILKADA_", "LC_", "LANG"))}
    with tempfile.TemporaryDirectory() as home:
        answer = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "pilkada_cli", *COMMAND],
            env={**kept, "HOME": home, "COLUMNS": "80", "PILKADA_LANG": "en", "PILKADA_POSKO": f"{home}/none.db"},
            capture_output=True,
            check=True,
        )
    console = Console(record=True, width=122, file=io.StringIO(), legacy_windows=False)
    console.print(Text(answer.stdout.decode().rstrip("\n")), highlight=False)
    return console.export_svg(title=f"pilkada {' '.join(COMMAND[:3])}", unique_id="status", code_format=TEMPLATE)


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
