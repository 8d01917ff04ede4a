"""The README does not drift: each console block is run, and every command and format it names exists."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def examples() -> list[tuple[str, str]]:
    """Each command of the console blocks with the answer printed below it."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, answer = part.partition("\n")
            found.append((command, answer))
    return found


@pytest.fixture
def shell(tmp_path: Path):
    (tmp_path / "pilkada").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pilkada_cli "$@"\n', encoding="utf-8")
    (tmp_path / "pilkada").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}

    def run(command: str) -> str:
        result = subprocess.run(
            ["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, check=False
        )
        return result.stdout.decode()

    return run


@pytest.mark.parametrize(("command", "answer"), examples(), ids=[command for command, _answer in examples()])
def test_an_example_answers_what_the_readme_prints(shell, command, answer):
    assert shell(command) == answer


def test_there_are_at_least_five_examples():
    assert len(examples()) >= 5


def test_every_command_is_in_the_readme(run):
    listed = re.findall(r"^  ([a-z]+)  ", run("--help").stdout.partition("Commands:")[2], re.MULTILINE)
    assert listed
    assert all(f"pilkada {name}" in README for name in listed)


def test_ci_calls_the_readme_s_test_command():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 -m uv run pytest" in README
    assert re.search(r"^uv run pytest$", ci, re.MULTILINE)
    assert re.search(r'^uv\(\) \{ python3 -m uv "\$@"; \}$', ci, re.MULTILINE)
