"""Completion: a real bash puts what is offered into the line, and the line runs; the post offers its own."""

import os
import shlex
import subprocess
import sys

import pytest

from pilkada_cli.commands.shells import bash_word, open_quote

#: What bash does with the answer of the script that `--show-completion bash` prints: it puts it into the line as it is.
BASH = """
COMP_WORDS=({words})
COMP_CWORD={last}
{script}
_pilkada_completion {program}
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def complete(tmp_path):
    """What bash is offered for the words of a line, of which the last is being typed."""
    program = tmp_path / "pilkada"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m pilkada_cli "$@"\n')
    program.chmod(0o755)
    script = subprocess.run(
        [sys.executable, "-m", "pilkada_cli", "--show-completion", "bash"],
        env={**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip

    def offered(*words: str, **environment: str) -> list[str]:
        quoted = " ".join(shlex.quote(word) for word in ("pilkada", *words))
        text = BASH.format(words=quoted, last=len(words), script=script, program=program)
        result = subprocess.run(
            ["bash", "-c", text],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **environment},
            timeout=60,
        )
        return [line for line in result.stdout.splitlines() if line]

    return offered


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Fak", "92.03"), ("Pangkaj", "73.10"), ("Kota\\ Sab", "11.72"), ('"Kota Sab', "11.72"), ("'Kota Sab", "11.72"), ("kota\\ ta", None),
     ("31.7", None)],
)  # fmt: skip
def test_a_completed_region_gives_a_line_that_runs(complete, run, typed, code):
    offers = complete("regions", "show", typed)
    assert offers
    quote = open_quote(typed)
    (word, *rest) = shlex.split(quote + offers[0] + quote)
    assert rest == []
    shown = run("regions", "show", word, "--columns", "code", "--no-header", "-f", "tsv")
    assert shown.exit_code == 0
    assert code is None or shown.stdout == f"{code}\n"


@pytest.mark.parametrize(
    "value",
    [
        "Fak Fak",
        "Ma'rang (Kota)",
        'kata "kutip"',
        "a$b`c`",
        "a\\b",
        "a;b|c&d*?[x]{y}~#!",
        "TPS: 12",
        "Kabupaten Toli-Toli",
        "é 選挙",
    ],
)
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_whatever_is_offered_bash_reads_it_back(value, quote):
    line = "pilkada regions show " + quote
    written = quote + bash_word(value, line) + quote
    read = subprocess.run(["bash", "-c", f"printf %s {written}"], capture_output=True, text=True, check=True).stdout
    assert read == value


@pytest.mark.parametrize(
    ("line", "quote"),
    [("a b", ""), ("a 'b", "'"), ('a "b', '"'), ("a 'b' c", ""), ("a \\'b", ""), ("a \"it's", '"'), ("'a\\", "'")],
)
def test_an_open_quote_is_seen(line, quote):
    assert open_quote(line) == quote


def test_stages_are_offered_by_every_name(complete):
    assert set(complete("stages", "show", "penco")) == {"pencoblosan"}
    assert "quiet-period" in complete("is", "qui")


def test_the_post_offers_its_incidents_its_agenda_and_the_items_of_a_stage(complete, run, monkeypatch, tmp_path):
    monkeypatch.setenv("PILKADA_BY", "rini")
    monkeypatch.setenv("PILKADA_AS_OF", "2024-11-27T06:00")
    place = {"PILKADA_POSKO": str(tmp_path / "posko.db")}
    assert complete("posko", "show", "", **place) == []
    monkeypatch.setenv("PILKADA_POSKO", place["PILKADA_POSKO"])
    run("posko", "open", "31")
    run("posko", "report", "Banjir di Pluit", "--category", "BNC")
    sign = run("posko", "incidents", "--columns", "call_sign", "--no-header", "-f", "tsv").stdout.strip()
    assert complete("posko", "show", "", **place) == [sign]
    assert complete("posko", "update", sign[:2], **place) == [sign]
    assert len(complete("posko", "plan", "done", "", **place)) == 7
    items = complete("posko", "tick", "masa-tenang", "", **place)
    assert items
    assert all(item.startswith("quiet-") for item in items)


def test_help_says_what_help_says(run):
    assert run("help").stdout == run("--help").stdout
    assert run("help", "posko", "report").stdout == run("posko", "report", "--help").stdout
    assert run("help", "regions").stdout == run("regions", "--help").stdout
    for words in (["nope"], ["regions", "nope"], ["countdown", "nope"]):
        result = run("help", *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("pilkada: ")


@pytest.mark.parametrize("place", ["x", "", "-1", "1.5", "²", "9" * 5000])
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_word_s_number_that_is_none_is_no_bug(process, place, shell):
    result = process(_PILKADA_COMPLETE=f"complete_{shell}", COMP_WORDS="pilkada reg", COMP_CWORD=place)
    assert b"bug" not in result.stderr
    assert result.returncode in (0, 2)
    assert result.stderr.count(b"\n") <= 1
