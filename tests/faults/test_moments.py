"""Signals at any moment, and clocks that jump: nothing half-written, and what was acknowledged is there."""

import os
import random
import shutil
import signal
import subprocess
import sys

import pytest
from desk import FILES, WRITES

#: Moments over what a call does, by chance, but the same each time; by hand a hundred a call before the log is changed.
CHANCE = random.Random(1127)
MOMENTS = int(os.environ.get("PILKADA_MOMENTS", "8"))
NAMES = ("SIGINT", "SIGTERM", "SIGKILL", "SIGHUP")


def struck(desk, words):
    """Runs a call again and again, and strikes it with a signal at some moment; gives the signal and the result each time."""
    (whole,) = desk.run([desk.case(words, fault=["signal", "SIGTERM", 0])])
    assert (whole["code"], whole["calls"] > 1000) == (0, True), whole
    yield "", whole
    for turn in range(MOMENTS):
        name, moment = NAMES[turn % len(NAMES)], CHANCE.randrange(1, whole["calls"])
        (result,) = desk.run([desk.case(words, fault=["signal", name, moment])])
        assert result["code"] in (0, 130, 128 + getattr(signal, name)), (name, moment, result)
        assert "Traceback" not in result["err"], (name, moment, result)
        yield name, result


@pytest.mark.parametrize("words", [words for words in WRITES if "merge" not in words])
def test_a_call_that_a_signal_ends_has_recorded_all_or_nothing(desk, words):
    each, count = 3 if "import" in words else 1, desk.count()
    for _name, result in struck(desk, words):
        grown, count = desk.count() - count, desk.count()
        assert grown == each or (result["code"] != 0 and grown == 0), result
    assert desk.is_sound()


@pytest.mark.parametrize(("words", "file"), FILES)
def test_a_file_is_whole_or_absent_whatever_ends_its_writer(desk, words, file):
    whole = None
    for name, _result in struck(desk, words):
        whole = whole or contents(desk.folder / file)
        if (desk.folder / file).exists():
            found = contents(desk.folder / file)
            assert found == {key: whole[key] for key in found}
        assert name == "SIGKILL" or not left_over(desk.folder)
        for rest in left_over(desk.folder):
            shutil.rmtree(rest)
        taken_away(desk.folder / file)


def left_over(folder):
    return list(folder.glob(".pilkada-*"))


def contents(path):
    """What is in a file, or in the files of a directory; a copy of a store is compared by its size."""
    if path.is_dir():
        return {each.name: each.read_bytes() for each in path.iterdir()}
    return {path.name: len(path.read_bytes()) if path.suffix == ".db" else path.read_bytes()}


def taken_away(path):
    for each in [*path.iterdir()] if path.is_dir() else []:
        each.unlink()
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)


NOON = "2024-11-27T12:00:00+07:00"
#: What a clock says from one look to the next.
JUMPS = (
    ["1970-01-01T00:00:00+00:00"], ["1969-12-31T23:59:59+00:00"], ["2106-02-07T06:28:16+00:00"], ["9999-12-31T12:00:00+00:00"],
    ["0001-01-02T00:00:00+00:00"], [NOON, "2025-11-27T12:00:00+07:00", NOON], [NOON, "1999-01-01T00:00:00+00:00", "2038-01-19T03:14:08+00:00"],
    [NOON, "2024-11-27T11:00:00+07:00", "2024-11-26T12:00:00+07:00"],
)  # fmt: skip
LOOKS = ("countdown -f json", "status -f json", "is kampanye", "checklist -f json", "wait pelantikan --timeout 0s", "posko overdue", "posko sitrep -f json",
         "posko incidents -f json", "board", "calendar", "posko nil 31.71 --force --by rini", "posko report neu --category LOG --by rini",
         "posko update {own} --note x --by rini", "posko plan add Rapat --at 18:00 --by rini", "posko verify -f json")  # fmt: skip


@pytest.mark.parametrize("moments", JUMPS, ids=lambda moments: moments[-1][:10])
def test_a_clock_that_is_wrong_or_jumps_is_no_bug_and_leaves_a_sound_log(desk, ruled, moments):
    unset = {"PILKADA_AS_OF": None}
    results = desk.run([desk.case(words, fault=["clock", *moments], environment=unset) for words in LOOKS])
    assert all(map(ruled, results[:-1]))
    assert results[-1]["code"] == 0, results[-1]
    # With a right clock again everything is there, and can be written on.
    after = desk.run(
        [desk.case(words) for words in ("posko nil 31.72 --force --by rini", "posko sitrep", "posko incidents")]
    )
    assert [result["code"] for result in after] == [0, 0, 0], after


#: A destructor that is interrupted, in a program that would go on for a minute.
STRUCK = """
import os, signal, sys, time, types
import pilkada_cli.__main__ as door

class Struck:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)

def app(**_named):
    Struck()
    time.sleep(60)

sys.modules["pilkada_cli.app"] = types.SimpleNamespace(app=app)
sys.argv[1:] = ["status"]
door.main()
"""


def test_an_interrupt_within_a_destructor_is_not_lost_and_prints_nothing():
    result = subprocess.run([sys.executable, "-c", STRUCK], capture_output=True, timeout=50, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")
