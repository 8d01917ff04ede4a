"""The page for three in the morning: every command on it exists, and it fits the screen."""

import shlex

import pytest

from pilkada_cli.output.lines import text_of, width
from pilkada_cli.screens.help import PAGE, help_page


@pytest.mark.parametrize("columns", [20, 40, 80, 120])
def test_it_fits(columns):
    assert max(map(width, text_of(help_page(columns)).splitlines())) <= columns


def test_every_command_on_it_exists_and_every_option_of_it_too(run):
    for _topic, rows in PAGE:
        for _text, command in rows:
            program, *words = shlex.split(command.partition(">")[0])
            assert program == "pilkada"
            names = [word for word in words if word.isalpha()][: 1 + (words[0] == "posko")]
            told = run(*names, "--help").stdout
            assert told, command
            assert all(word in told for word in words if word.startswith("--")), command


def test_the_command_prints_it_in_both_languages(run):
    english, indonesian = (run("posko", "help", "-f", "table", "--lang", lang).stdout for lang in ("en", "id"))
    assert "THE DISK IS FULL" in english
    assert english != indonesian
    assert "pilkada posko update K7QM --occurred" in indonesian
