"""The README does not drift: each console block is run, and every command and format it names exists."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks() -> list[list[tuple[str, str]]]:
    """The console blocks: in each, commands of one shell with the answers printed below them."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        parts = (part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:])
        found.append([(command, answer) for command, _, answer in parts])
    return found


@pytest.fixture
def shell(tmp_path: Path):
    (tmp_path / "pilkada").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pilkada_cli "$@"\n', encoding="utf-8")
    (tmp_path / "pilkada").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    end = "==end of answer=="

    def run(commands: list[str]) -> list[str]:
        """What each command of one shell answers."""
        result = subprocess.run(
            ["bash", "-c", "".join(f"{command}\necho '{end}'\n" for command in commands)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, cwd=tmp_path, check=False,
        )  # fmt: skip
        return result.stdout.decode().split(f"{end}\n")[:-1]

    return run


@pytest.mark.parametrize("block", blocks(), ids=[block[0][0] for block in blocks()])
def test_an_example_answers_what_the_readme_prints(shell, block):
    answers = shell([command for command, _answer in block])
    assert list(zip((command for command, _answer in block), answers, strict=True)) == block


def test_there_are_at_least_five_examples():
    assert len(blocks()) >= 5


def test_every_command_is_in_the_readme(run):
    listed = re.findall(r"^  ([a-z]+)  ", run("--help").stdout.partition("Commands:")[2], re.MULTILINE)
    assert listed
    assert all(f"pilkada {name}" in README for name in listed)


def test_every_command_of_the_post_is_in_the_readme(run):
    listed = re.findall(r"^  ([a-z]+)  ", run("posko", "--help").stdout.partition("Commands:")[2], re.MULTILINE)
    table = README.partition("| `posko open REGION`")[2].partition("**One append-only log")[0] + "`open`"
    assert len(listed) > 15
    for name in listed:
        assert re.search(rf"`(posko )?{name}\b", table), name


def test_ci_calls_the_readme_s_test_command():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 -m uv run pytest" in README
    assert re.search(r"^uv run pytest$", ci, re.MULTILINE)
    assert re.search(r'^uv\(\) \{ python3 -m uv "\$@"; \}$', ci, re.MULTILINE)
