"""No file and no text makes a parser crash or hang: the targets of fuzz/, with inputs by structure, without atheris.

`python -m fuzz` looks for more of them by coverage; each that was found stands below.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from shapes import CHANGES, CORPUS, inputs, seeds

from fuzz.limits import Hang, limited
from fuzz.targets import TARGETS

#: How many inputs each target gets; the slow ones read or write a whole log or all data for each.
EXAMPLES, FEW = 120, 40
SLOW = ("merging", "stored", "rescue", "options", "regions", "schedule", "checklists", "revotes", "posko", "evidence", "codes", "elections", "map")  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_makes_a_parser_crash_or_hang(name):
    @settings(
        max_examples=FEW if name in SLOW else EXAMPLES, derandomize=True, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(inputs(name))
    def holds(data):
        limited(TARGETS[name])(data)

    holds()


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_of_a_target_are_read(name):
    assert seeds(name)
    for seed in seeds(name):
        limited(TARGETS[name])(seed)


def test_every_target_has_seeds_and_a_shape():
    assert TARGETS.keys() == CHANGES.keys() == {path.name for path in CORPUS.iterdir()}


def test_a_crash_a_hang_and_a_bad_sentence_are_failures():
    def hang(data):
        while data:
            pass

    with pytest.raises(Hang):
        limited(hang)(b"x")
    with pytest.raises(ZeroDivisionError):
        limited(lambda data: 1 // len(data))(b"")
