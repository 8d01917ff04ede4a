"""The whole computed data, to be reviewed by its difference: which rows a change of the data moves.

After a change that is meant: `PILKADA_GOLDEN=write .venv/bin/uv run pytest tests/test_golden.py`.
"""

import os
from pathlib import Path

import pytest

from pilkada_cli.facts.files import shipped

GOLDEN = Path(__file__).parent / "golden"
WRITE = os.environ.get("PILKADA_GOLDEN") == "write"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("regions", ["regions", "list"]),
        ("stages", ["stages", "list", "--all", "--as-of", "H"]),
        ("checklist", ["checklist", "--all", "--as-of", "H"]),
    ],
)
def test_the_whole_answer_is_the_golden_one(run, name, arguments):
    answer = run(*arguments, "-f", "tsv", "--data", str(shipped())).stdout
    path = GOLDEN / f"{name}.tsv"
    if WRITE:
        path.write_text(answer, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == answer
