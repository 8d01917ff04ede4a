"""The documents do not drift: each console block is run, and every command they name exists."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from pilkada_cli.output.formats import Format

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("*.md"))]
SPEAK_INDONESIAN = "export PILKADA_LANG=id"


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(document: Path) -> list[list[tuple[str, str]]]:
    """The console blocks: in each, commands of one shell with the answers printed below them."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL):
        parts = (part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:])
        found.append([(command, answer) for command, _, answer in parts])
    return found


BLOCKS = [(document.name, block) for document in DOCUMENTS for block in blocks(document)]


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


@pytest.mark.parametrize(
    "block", [block for _name, block in BLOCKS], ids=[f"{name}: {block[0][0]}" for name, block in BLOCKS]
)
def test_an_example_answers_what_the_document_prints(shell, block):
    answers = shell([command for command, _answer in block])
    assert list(zip((command for command, _answer in block), answers, strict=True)) == block


def test_the_readme_is_short_and_has_five_examples():
    assert text_of("README.md").count("\n") <= 120
    assert len(blocks(ROOT / "README.md")) == 5


def commands_of(name: str) -> list[str]:
    """What a reader types: the commands of the console blocks, and the indented lines."""
    typed = [command for block in blocks(ROOT / name) for command, _answer in block if command != SPEAK_INDONESIAN]
    return typed + re.findall(r"^    (\S.*)$", text_of(name), re.MULTILINE)


def test_both_readmes_have_the_same_commands():
    assert commands_of("README.id.md") == commands_of("README.md")


def test_every_command_is_in_the_documents(run):
    listed = re.findall(r"^  ([a-z]+)  ", run("--help").stdout.partition("Commands:")[2], re.MULTILINE)
    documents = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    assert listed
    assert [name for name in listed if f"pilkada {name}" not in documents] == []


def test_every_format_is_in_the_documents():
    assert f"`-f {' | '.join(get_args(Format))}`" in text_of("docs/scripts.md")


def test_every_command_of_the_post_is_in_its_document(run):
    listed = re.findall(r"^  ([a-z]+)  ", run("posko", "--help").stdout.partition("Commands:")[2], re.MULTILINE)
    document = text_of("docs/posko.md")
    table = document.partition("| `posko open REGION`")[2].partition("**One append-only log")[0] + "`open`"
    assert len(listed) > 15
    for name in listed:
        assert re.search(rf"`(posko )?{name}\b", table), name


@pytest.mark.parametrize("document", [*DOCUMENTS, ROOT / "CONTRIBUTING.md"], ids=lambda document: document.name)
def test_every_link_to_a_file_leads_to_one(document):
    targets = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert [one for one in targets if "://" not in one and not (document.parent / one).exists()] == []


def script(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_picture_is_what_the_program_draws():
    picture = script("picture")
    assert picture.PICTURE.read_text(encoding="utf-8") == picture.picture()


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_manual_page_is_what_the_commands_say(language):
    man = script("man")
    assert man.PAGES[language].read_text(encoding="utf-8") == man.page(language), "python docs/man.py"


def test_the_manual_page_has_every_command_and_option_that_help_has(run):
    page = " ".join(script("man").page("en").replace("\\-", "-").split())
    for words in ([], ["regions", "find"], ["posko"], ["posko", "import"], ["posko", "members", "add"]):
        told = run(*words, "--help").stdout
        names = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", told, re.MULTILINE)
        names += [" ".join(["pilkada", *words, name]) for name in
                  re.findall(r"^  ([a-z]+)  ", told.partition("Commands:")[2], re.MULTILINE)]  # fmt: skip
        assert names
        assert [name for name in names if name not in page] == []


def test_ci_runs_the_commands_of_the_readme():
    ci = text_of(".ci/run").splitlines()
    first, second = re.findall(r"^    (.*\.venv/bin/uv run .*)$", text_of("README.md"), re.MULTILINE)
    assert first.rpartition(" && ")[2] in ci
    assert second in ci
