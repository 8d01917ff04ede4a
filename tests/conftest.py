"""What the tests share: a clean environment, the runner, real processes, and a copy of the data to break."""

import gc
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings
from own_server import database, server
from typer.testing import CliRunner

from pilkada_cli.__main__ import CONTAINERS
from pilkada_cli.app import app
from pilkada_cli.facts.evidence import Evidences, load_evidence
from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.language import use
from pilkada_cli.regions.registry import Registry, load_registry
from pilkada_cli.stages.checklists import Checklists, load_checklists
from pilkada_cli.stages.schedule import Schedule, load_schedule

# The same examples on each run, so that what is red is red for a reason that stays; and as slowly as a machine at work is.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

# One server for all that need it, whichever folder they are in.
__all__ = ["database", "server"]

# Every process that a test starts would compile all modules anew where this is set, as images of Python have it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Started in the background, the tests inherit that an interrupt is ignored, and with them every process that they stop.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Look for circles in memory as seldom as the program itself does, and never among what pytest has loaded."""
    gc.freeze()
    gc.set_threshold(CONTAINERS)


#: The tests that have run to their end and found all well, without their parameters.
PASSED: set[str] = set()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what ran."""
    if report.when == "call" and report.passed:
        PASSED.add(report.nodeid.partition("[")[0])


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """After a run of everything, each test that docs/promises.md names must have run."""
    config = session.config
    everything = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.keyword
    if not everything or exitstatus or hasattr(config, "workerinput") or config.option.collectonly:
        return
    text = (config.rootpath / "docs" / "promises.md").read_text(encoding="utf-8")
    promised = re.findall(r"`(tests/[\w/.]+(?:::\w+)?)` \|$", text, re.MULTILINE)
    if missing := [one for one in promised if not any(ran == one or ran.startswith(f"{one}::") for ran in PASSED)]:
        config.get_terminal_writer().line(f"\nnamed in docs/promises.md, and did not run: {', '.join(missing)}")
        session.exitstatus = 1


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    for name in list(os.environ):
        if name.startswith(("PILKADA_", "LC_", "LANG", "COLUMNS", "LINES", "PAGER", "NO_COLOR", "XDG_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    yield
    use("en")


@pytest.fixture
def run() -> Callable[..., Any]:
    """Run a command line in this process; gives `exit_code`, `stdout` and `stderr`."""
    return lambda *arguments, stdin=None: CliRunner().invoke(app, list(arguments), input=stdin)


@pytest.fixture
def rows(run: Callable[..., Any]) -> Callable[..., Any]:
    """What a command line answers with -f json, whatever its exit code."""
    return lambda *arguments: json.loads(run(*arguments, "-f", "json").stdout)


@pytest.fixture
def until() -> Callable[[Callable[[], Any]], None]:
    """Wait until something is so, at most two minutes."""

    def wait(said: Callable[[], Any]) -> None:
        for _ in range(2400):
            if said():
                return
            time.sleep(0.05)
        raise AssertionError

    return wait


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command line as a process of its own; standard input is bytes."""

    def start(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "pilkada_cli", *arguments],
            input=stdin,
            capture_output=True,
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )

    return start


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data files, to be broken."""
    copy = tmp_path / "data"
    copy.mkdir()
    for path in shipped().glob("*.yaml"):
        shutil.copy(path, copy)
    return copy


@pytest.fixture(scope="session")
def totals() -> dict[str, int]:
    """The counts that data/regions.yaml declares, which `check` holds against its rows."""
    counts: dict[str, int] = yaml.safe_load((shipped() / "regions.yaml").read_text(encoding="utf-8"))["totals"]
    return counts


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load_registry(DataFiles(shipped()))


@pytest.fixture(scope="session")
def schedule() -> Schedule:
    return load_schedule(DataFiles(shipped()))


@pytest.fixture(scope="session")
def checklists() -> Checklists:
    return load_checklists(DataFiles(shipped()))


@pytest.fixture(scope="session")
def evidence() -> Evidences:
    return load_evidence(DataFiles(shipped()))
