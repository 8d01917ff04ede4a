"""A real browser for the pages: Debian's Chromium, in which every page is watched for requests and for complaints."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

#: Debian's packages chromium-headless-shell, which opens a page in half the time, and chromium.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))), None)
#: Where pictures of the pages go, for whoever reads of a failure.
PICTURES = Path(os.environ.get("PILKADA_TEST_PICTURES", "build/pictures"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; where there is none, each test that needs it fails and says so."""
    if CHROMIUM is None:
        pytest.fail("These tests need Chromium, as `apt-get install chromium` brings it.", pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Watched:
    """A page of the browser, the requests that left it, and what it complained of on the console."""

    def __init__(self, page: Page) -> None:
        self.page, self.requests, self.complaints = page, [], []
        page.on(
            "request", lambda one: None if one.url.startswith(("file:", "data:")) else self.requests.append(one.url)
        )
        page.on("console", lambda one: self.complaints.append(one.text))
        page.on("pageerror", lambda one: self.complaints.append(str(one)))

    def picture(self, name: str) -> None:
        """Keep a picture of the page as it stands."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")


@pytest.fixture
def voting_post(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Make the post of this test on voting day, half past eight: `voting_post(("open", "31"), ("nil", "31.71"), …)`."""

    def make(*calls: tuple[str, ...]) -> None:
        monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
        monkeypatch.setenv("PILKADA_BY", "rini")
        monkeypatch.setenv("PILKADA_AS_OF", "2024-11-27T08:30+07:00")
        for arguments in calls:
            answer = run("posko", *arguments)
            assert answer.exit_code == 0, answer.stderr

    return make


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Open a file in the browser: `opened(path, width=1280, height=800, theme="light", clock=None, ...)`.

    `clock` is a moment at which the browser's own clock begins. At the end no page may have sent a request or
    complained.
    """
    contexts: list[BrowserContext] = []
    watched: list[Watched] = []

    def open_page(
        path: Path, *, width: int = 1280, height: int = 800, theme: Any = "light", clock: str | None = None,
        **settings: Any,
    ) -> Watched:  # fmt: skip
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, timezone_id="Asia/Jakarta", **settings
        )
        contexts.append(context)
        one = Watched(context.new_page())
        watched.append(one)
        if clock is not None:
            one.page.clock.install(time=clock)
        one.page.goto(path.absolute().as_uri())
        return one

    yield open_page
    for context in contexts:
        context.close()
    assert [one.requests for one in watched] == [[] for _ in watched]
    assert [one.complaints for one in watched] == [[] for _ in watched]
