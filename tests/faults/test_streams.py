"""Pipes and streams that are closed, half closed or full, for each kind of call."""

import os
import subprocess
import sys

import pytest
from desk import FILES, READS, WRITES

ALL = (*READS, *WRITES, *(words for words, _file in FILES))
#: Those that answer nothing on standard output where all is well, or to a script.
SILENT = {"is kampanye", "board --output {folder}/b.html", "map -f svg --output {folder}/m.svg",
          "stages timeline -f svg --output {folder}/t.svg"}  # fmt: skip


@pytest.mark.parametrize("closed", [[0], [2], [0, 2]])
def test_without_standard_input_or_error_all_is_done(desk, ruled, closed):
    count = desk.count()
    results = desk.run([desk.case(words, closed=closed) for words in ALL])
    assert all(map(ruled, results))
    assert {result["code"] for result in results} <= {0, 1, 3}
    assert desk.count() > count
    assert desk.is_sound()


@pytest.mark.parametrize("closed", [[1], [0, 1, 2]])
def test_without_standard_output_each_call_says_whether_it_is_done(desk, closed):
    for words in ALL:
        count = desk.count()
        (result,) = desk.run([desk.case(words, closed=closed)])
        assert result["code"] == 74 or (words in SILENT and result["code"] in (0, 1)), (words, result)
        assert "bug" not in result["err"]
        assert "Traceback" not in result["err"]
        if 2 not in closed and desk.count() > count:
            assert result["err"].endswith("; do not do it again.\n"), (words, result)
    assert desk.is_sound()


def called(desk, words, stdout, **environment):
    case = desk.case(words)
    return subprocess.Popen(
        [sys.executable, "-m", "pilkada_cli", *case["arguments"]], stdout=stdout, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        env={**os.environ, **desk.environment, **environment},
    )  # fmt: skip


@pytest.mark.parametrize(
    "words", ["regions list -f json", "posko export", "posko nil 31.71 --force --by rini", "board"]
)
def test_a_reader_that_is_gone_before_the_first_byte_or_after_it_ends_a_call_without_a_word(desk, words):
    for some in (0, 1):
        reading, writing = os.pipe()
        process = called(desk, words, writing)
        os.close(writing)
        if some:
            os.read(reading, some)
        os.close(reading)
        _out, said = process.communicate(timeout=120)
        # An answer that fits into the pipe may be there before its reader goes.
        assert (process.returncode, said) in ((141, b""), (0, b"")) if some else ((141, b""),)
    assert desk.is_sound()


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_pipe_that_does_not_wait_for_its_reader_gets_the_whole_answer(desk, unbuffered):
    """As a shell's loop or another program may leave it (O_NONBLOCK)."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    process = called(desk, "regions list -f json", writing, PYTHONUNBUFFERED=unbuffered)
    os.close(writing)
    with open(reading, "rb") as pipe:
        answer = pipe.read()
    assert process.communicate(timeout=120)[1] == b""
    assert (process.returncode, len(answer) > 1 << 16, answer[-3:]) == (0, True, b"\n]\n")
