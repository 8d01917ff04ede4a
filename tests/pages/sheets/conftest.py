"""What the tests of printed pages share: pages of a post with hostile incidents, and what Chromium prints of a page."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

#: A moment two days before voting day, and a text that would act if a page did not show it as a text.
MOMENT = "2024-11-25T06:00"
HOSTILE = "<script>alert(1)</script> </style> {{ 7*7 }} \"'> \u200f\u0645 <img src=x onerror=alert(2)>"


@pytest.fixture
def hostile() -> str:
    """The title of an incident of the post of `printed`, and its host."""
    return HOSTILE


@pytest.fixture
def pages_of(browser: Browser) -> Callable[[Path], list[str]]:
    """The text of each page that the browser prints of a file, with each run of spaces as one; the PDF stays beside."""

    def print_pages(page: Path) -> list[str]:
        opened = browser.new_page()
        opened.goto(page.absolute().as_uri())
        target = page.with_suffix(".pdf")
        opened.pdf(path=target, prefer_css_page_size=True)
        opened.close()
        text = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, text=True, check=True).stdout
        return [re.sub(r"[^\S\n]+", " ", one) for one in text.removesuffix("\f").split("\f")]

    return print_pages


@pytest.fixture
def printed(run, tmp_path, monkeypatch):
    """Write a command's page to a file, at a post with hostile and many incidents, and give the file."""
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_BY", "rini")
    monkeypatch.setenv("PILKADA_AS_OF", MOMENT)
    assert run("posko", "open", "31", "--host", HOSTILE).exit_code == 0
    titles = [
        HOSTILE,
        *(f"Surat suara kurang {count} lembar di TPS {count:03d} Kelurahan Kapuk" for count in range(60)),
    ]
    lines = [{"title": one, "category": "LOG", "region": "31.74", "severity": ("kritis", "rendah")[place % 2],
              "contact": "ketua RT Slamet", "place": f"Gang {place}", "occurred": "2024-11-25T05:00"}
             for place, one in enumerate(titles)]  # fmt: skip
    (tmp_path / "incidents.json").write_text(json.dumps(lines))
    answer = run("posko", "import", str(tmp_path / "incidents.json"))
    assert answer.exit_code == 0, answer.stderr

    def write(*arguments: str) -> Path:
        answer = run(*arguments, "-f", "html")
        assert answer.exit_code == 0, answer.stderr
        page = tmp_path / f"{len(list(tmp_path.iterdir()))}.html"
        page.write_text(answer.stdout)
        return page

    return write
