"""Takes the picture of the board in docs/board.md, with Debian's Chromium: `uv run python docs/board.py`.

The post and its incidents are made up, as in a drill.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURE = Path(__file__).parent / "board.png"
INCIDENTS = (
    ("TPS tergenang, dipindah ke balai warga", "Jakarta Utara", "BNC", "kritis"),
    ("Surat suara kurang 40 lembar", "Jakarta Barat", "LOG", "tinggi"),
    ("Listrik padam di gudang PPK", "Jakarta Barat", "LOG", "tinggi"),
    ("TPS terlambat buka 25 menit", "Jakarta Timur", "LOG", "sedang"),
    ("Antrean panjang, pemilih menunggu", "Jakarta Selatan", "LOG", "rendah"),
)


def draw(folder: str) -> None:
    """Open a post, report, and take the picture of its board in this folder."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PILKADA_", "LC_", "LANG"))}
    own |= {"HOME": folder, "PILKADA_POSKO": f"{folder}/posko.db", "PILKADA_BY": "rini"}

    def pilkada(when: str, *arguments: str) -> None:
        command = [sys.executable, "-m", "pilkada_cli", *arguments]
        subprocess.run(  # noqa: S603 - the program itself
            command, env={**own, "PILKADA_AS_OF": f"2024-11-27T{when}"}, check=True, stdout=subprocess.DEVNULL
        )

    pilkada("06:00", "posko", "open", "DKI")
    for place, (title, region, category, severity) in enumerate(INCIDENTS):
        given = ("--region", region, "--category", category, "--severity", severity)
        pilkada(f"07:{place}5", "posko", "report", title, *given)
    for region in ("31.71", "31.72", "31.74", "31.01"):
        pilkada("08:10", "posko", "nil", region, "--force")
    page = f"{folder}/board.html"
    pilkada("08:30", "board", "--output", page, "--lang", "en")

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 1280, "height": 720})
        shown.goto(f"file://{page}")
        shown.wait_for_selector("html.js", state="attached")
        shown.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        draw(folder)
