"""Every test that docs/promises.md names exists, and nothing skips it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROMISES = re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?` \|$", (ROOT / "docs" / "promises.md").read_text(), re.MULTILINE)


def test_there_are_promises():
    lines = (ROOT / "docs" / "promises.md").read_text().splitlines()
    assert len(PROMISES) == sum(line.startswith("| ") and line != "| promise | held by |" for line in lines) > 30


@pytest.mark.parametrize(("file", "name"), PROMISES)
def test_a_promise_names_a_test_that_runs(file, name):
    tests = [one for one in ast.walk(ast.parse((ROOT / file).read_text())) if isinstance(one, ast.FunctionDef)]
    found = (
        [one for one in tests if one.name == name] if name else [one for one in tests if one.name.startswith("test_")]
    )
    assert found
    for one in found:
        assert not [mark for mark in one.decorator_list if re.search("skip|xfail", ast.unparse(mark))]
        assert "pytest.skip" not in ast.unparse(one)
