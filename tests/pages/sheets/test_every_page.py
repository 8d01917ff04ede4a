"""What holds for every page that is made: nothing of Python itself stands on it, and values of any name are shown."""

import re

import pytest

from pilkada_cli.output import page as pages

#: How Python writes a method, a function or an object that nobody meant to print.
PYTHON = re.compile(
    r"built-in method|bound method|<bound|&lt;bound|object at 0x|&lt;function|<function|Undefined|&lt;class"
)
COMMANDS = (
    "board", "board --public", "checklist", "checklist --all", "stages list --all", "regions list", "calendar",
    "posko sitrep", "posko sitrep --public", "posko incidents --all",
)  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_page_has_something_of_python_on_it(run, printed, command, lang):
    run("posko", "tick", "logistik", "logi-01")
    run("posko", "plan", "add", "Rapat", "--at", "2024-11-25T09:00")
    options = () if command.startswith("board") else ("-f", "html")
    answer = run("--lang", lang, *command.split(), *options)
    assert answer.exit_code == 0, answer.stderr
    assert answer.stdout.startswith("<!doctype html>")
    assert PYTHON.findall(answer.stdout) == []


def test_the_bars_of_checklists_have_their_numbers(run, printed):
    run("posko", "tick", "logistik", "logi-01")
    bars = re.findall(r'<progress max="([^"]*)" value="([^"]*)"', run("board").stdout)
    assert ("8", "1") in bars
    assert all(most.isdecimal() and done.isdecimal() for most, done in bars)


NAMES = ("items", "keys", "values", "get", "pop", "copy", "update", "clear", "setdefault", "fromkeys", "popitem")


@pytest.mark.parametrize("name", NAMES)
def test_in_a_template_a_value_named_as_a_method_is_the_value(monkeypatch, tmp_path, name):
    (tmp_path / "one.html").write_text(f"{{{{ row.{name} }}}} {{{{ row['{name}'] }}}}")
    monkeypatch.setattr(pages, "TEMPLATES", tmp_path)
    assert pages.page("one.html", styles=[], row={name: 8}) == "8 8\n"


@pytest.mark.parametrize("name", NAMES)
def test_in_a_template_a_method_of_a_dict_is_nothing(monkeypatch, tmp_path, name):
    from jinja2 import UndefinedError

    (tmp_path / "one.html").write_text(f"{{{{ row.{name} }}}}")
    monkeypatch.setattr(pages, "TEMPLATES", tmp_path)
    with pytest.raises(UndefinedError):
        pages.page("one.html", styles=[], row={})
