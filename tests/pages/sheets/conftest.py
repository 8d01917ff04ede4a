"""What the tests of printed pages share: pages of a post with hostile incidents, and what Chromium prints of a page."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from typer.testing import CliRunner

from pilkada_cli.app import app

#: A moment two days before voting day, and a text that would act if a page did not show it as a text.
MOMENT = "2024-11-25T06:00"
HOSTILE = "<script>alert(1)</script> </style> {{ 7*7 }} \"'> \u200f\u0645 <img src=x onerror=alert(2)>"


@pytest.fixture
def hostile() -> str:
    """The title of an incident of the post of `printed`, and its host."""
    return HOSTILE


@pytest.fixture(scope="session")
def printed_before() -> dict[str, bytes]:
    """The PDF of each page that was printed already, by its HTML."""
    return {}


@pytest.fixture
def pages_of(browser: Browser, printed_before: dict[str, bytes]) -> Callable[[Path], list[str]]:
    """The text of each page that the browser prints of a file, with each run of spaces as one; the PDF stays beside."""

    def print_file(page: Path, target: Path) -> None:
        opened = browser.new_page()
        opened.goto(page.absolute().as_uri())
        opened.pdf(path=target, prefer_css_page_size=True)
        opened.close()

    def print_pages(page: Path) -> list[str]:
        target, html = page.with_suffix(".pdf"), page.read_text()
        if html not in printed_before:
            print_file(page, target)
            printed_before[html] = target.read_bytes()
        target.write_bytes(printed_before[html])
        text = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, text=True, check=True).stdout
        return [re.sub(r"[^\S\n]+", " ", one) for one in text.removesuffix("\f").split("\f")]

    return print_pages


@pytest.fixture(scope="session")
def store(tmp_path_factory) -> Path:
    """The store of a post with hostile and many incidents, to be copied."""
    folder = tmp_path_factory.mktemp("post")
    own = {"PILKADA_POSKO": str(folder / "posko.db"), "PILKADA_BY": "rini", "PILKADA_AS_OF": MOMENT}
    titles = [
        HOSTILE,
        *(f"Surat suara kurang {count} lembar di TPS {count:03d} Kelurahan Kapuk" for count in range(60)),
    ]
    lines = [{"title": one, "category": "LOG", "region": "31.74", "severity": ("kritis", "rendah")[place % 2],
              "contact": "ketua RT Slamet", "place": f"Gang {place}", "occurred": "2024-11-25T05:00"}
             for place, one in enumerate(titles)]  # fmt: skip
    (folder / "incidents.json").write_text(json.dumps(lines))
    for arguments in (("open", "31", "--host", HOSTILE), ("import", str(folder / "incidents.json"))):
        answer = CliRunner().invoke(app, ["posko", *arguments], env=own)
        assert answer.exit_code == 0, answer.stderr
    return folder / "posko.db"


@pytest.fixture
def printed(run, store, tmp_path, monkeypatch):
    """Write a command's page to a file, at a post with hostile and many incidents, and give the file."""
    shutil.copy(store, tmp_path / "posko.db")
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_BY", "rini")
    monkeypatch.setenv("PILKADA_AS_OF", MOMENT)

    def write(*arguments: str) -> Path:
        answer = run(*arguments, "-f", "html")
        assert answer.exit_code == 0, answer.stderr
        page = tmp_path / f"{len(list(tmp_path.iterdir()))}.html"
        page.write_text(answer.stdout)
        return page

    return write
