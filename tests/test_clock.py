"""`wait`: it wakes when the stage begins, gives up at its time-out, notices a clock that is set, and can be interrupted."""

import signal
import subprocess
import sys
import time
from datetime import date, datetime, timedelta

import pytest

from pilkada_cli import clock
from pilkada_cli.clock import parse_duration, wait_until
from pilkada_cli.errors import BadDuration

#: A second before the first polls open, in Papua, by the clock of Jakarta.
BEFORE = "2024-11-27T04:59:59"
#: The program, writing a dot each time that it begins to sleep.
SAYING_WHEN_IT_SLEEPS = """
import os, runpy, time

def sleep(seconds, sleep=time.sleep):
    os.write(1, b".")
    sleep(seconds)

time.sleep = sleep
runpy.run_module("pilkada_cli", run_name="__main__")
"""


def test_it_returns_0_when_the_stage_begins(process):
    start = time.monotonic()
    result = process("wait", "pemungutan-suara", "--as-of", BEFORE, "--timeout", "30s")
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    assert 0.9 < time.monotonic() - start < 10


def test_it_returns_1_when_the_time_out_comes_first(process):
    result = process("wait", "pemungutan-suara", "--as-of", "H-3", "--timeout", "1s")
    assert (result.returncode, result.stdout, result.stderr) == (1, b"", b"")


@pytest.mark.parametrize("stage", ["kampanye", "perencanaan-program-anggaran"])
def test_what_has_begun_is_not_waited_for(run, stage):
    assert run("wait", stage, "--as-of", "H-20").exit_code == 0


def test_the_region_s_zone_and_calendar_count(run):
    assert (
        run(
            "wait", "pemungutan-suara", "--region", "91", "--as-of", "2024-11-27T05:00+07:00", "--timeout", "0s"
        ).exit_code
        == 0
    )
    assert (
        run(
            "wait", "pemungutan-suara", "--region", "31", "--as-of", "2024-11-27T05:00+07:00", "--timeout", "0s"
        ).exit_code
        == 1
    )
    assert (
        run("wait", "pemungutan-suara", "--region", "14.08", "--as-of", "2025-03-21", "--timeout", "0s").exit_code == 1
    )


@pytest.mark.parametrize(
    ("arguments", "code"), [(["sengketa"], 3), (["nothing"], 3), (["kampanye", "--timeout", "soon"], 2)]
)
def test_what_cannot_be_waited_for(run, arguments, code):
    assert run("wait", *arguments).exit_code == code


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("10m", 600), ("1h30m", 5400), ("2d", 172800), ("0s", 0)])
def test_durations(text, seconds):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "10", "m", "10 m", "-1s", "1.5h", "10x", "1m2", "٣s"])
def test_durations_that_are_none(text):
    with pytest.raises(BadDuration):
        parse_duration(text)


def test_a_clock_that_is_set_forward_is_noticed_within_a_second():
    real = clock.read("WIB")
    jump = timedelta(hours=5)
    started = time.monotonic()

    def now() -> datetime:
        passed = timedelta(seconds=time.monotonic() - started)
        return real + passed + (jump if passed > timedelta(seconds=0.2) else timedelta())

    assert wait_until(real + timedelta(hours=4), now, timeout=20)
    assert time.monotonic() - started < 3


def test_it_is_true_only_once_the_moment_is_there_and_false_once_the_time_is_up():
    moment = clock.read("WIB") + timedelta(seconds=0.2)
    assert wait_until(moment, lambda: clock.read("WIB"), timeout=60) is True
    assert clock.read("WIB") >= moment
    assert wait_until(moment + timedelta(hours=1), lambda: moment, timeout=0) is False
    assert wait_until(moment, lambda: moment, timeout=0) is True


@pytest.mark.parametrize(("timeout", "longest"), [(0.15, 0.15), (None, 0.5)])
def test_it_looks_at_the_clock_at_every_step_and_sleeps_no_longer_than_its_time_out(monkeypatch, timeout, longest):
    slept = []
    sleep = time.sleep
    monkeypatch.setattr(clock, "STEP", 0.1)
    monkeypatch.setattr(time, "sleep", lambda seconds: slept.append(seconds) or sleep(seconds))
    begun = clock.read("WIB")
    came = wait_until(begun + timedelta(hours=1), lambda: begun + timedelta(hours=len(slept) // 5), timeout)
    assert came is (timeout is None)
    assert all(one <= 0.1 for one in slept)
    assert sum(slept) <= longest + 1e-9


def test_an_interrupt_ends_it_without_a_word():
    command = [sys.executable, "-c", SAYING_WHEN_IT_SLEEPS, "wait", "pemungutan-suara", "--as-of", "H-3"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as waiting:
        assert waiting.stdout.read(1) == b"."
        waiting.send_signal(signal.SIGINT)
        said, error = waiting.communicate(timeout=20)
        assert (said.strip(b"."), error) == (b"", b"")
        assert waiting.returncode == 130


@pytest.mark.parametrize(("name", "offset"), [("WIB", "+07:00"), ("WITA", "+08:00"), ("WIT", "+09:00")])
def test_a_zone_is_so_far_ahead_as_it_is_written(name, offset):
    assert clock.offset(name) == offset
    assert clock.midnight(date(2024, 11, 27), name).isoformat() == f"2024-11-27T00:00:00{offset}"


def test_ten_years_are_the_longest_duration():
    assert parse_duration("3653d") == 3653 * 86400
    with pytest.raises(BadDuration):
        parse_duration("3653d1s")


@pytest.mark.parametrize("text", [None, "2024-11-27T06:59"])
def test_a_clock_runs_on_from_its_moment_set_or_not(text):
    own = clock.Clock(text, lambda: date(2024, 11, 27))
    before, tick = own.now("WIT"), own.running("WIT")
    first, second = tick(), tick()
    assert before <= first <= second < before + timedelta(minutes=1)
    assert first.utcoffset() == timedelta(hours=9)
    assert own.is_set is (text is not None)
