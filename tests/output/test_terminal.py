"""On a terminal: tables by default, the pager for what is longer than the screen, and a countdown that ticks."""

import os
import pty
import re
import signal
import subprocess
import sys
import time

import pytest

SIZE = {"COLUMNS": "100", "LINES": "24", "TERM": "xterm"}


def start(*arguments: str, **environment: str) -> tuple[subprocess.Popen[bytes], int]:
    """A process whose standard output and error are a terminal, and our end of it."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "pilkada_cli", *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, **SIZE, **environment},
    )  # fmt: skip
    os.close(theirs)
    return process, ours


def read_all(terminal: int) -> str:
    """What the process wrote, up to its end."""
    chunks = []
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(terminal)
    return b"".join(chunks).decode().replace("\r\n", "\n")


def answer(*arguments: str, **environment: str) -> tuple[str, int]:
    process, terminal = start(*arguments, **environment)
    text = read_all(terminal)
    return text, process.wait(timeout=60)


def test_the_default_on_a_terminal_is_for_people():
    text, code = answer("countdown", "--as-of", "H-30")
    assert (text, code) == ("H-30: 30 days to Voting, Wednesday, 27 November 2024, 07:00 WIB.\n", 0)


def test_a_long_list_goes_through_the_pager_and_a_short_one_does_not():
    long, _code = answer("regions", "list", PAGER="sed s/^/PAGED:/")
    short, _code = answer("regions", "list", "--exempt", "--columns", "code", PAGER="sed s/^/PAGED:/")
    assert "PAGED:" in long
    assert "Kab. Aceh Selatan" in long
    assert "PAGED:" not in short
    assert "31.74" in short


@pytest.mark.parametrize("pager", ["", "cat", "no-such-pager-here", "true"])
def test_a_pager_that_is_none_or_goes_away_does_no_harm(pager):
    text, code = answer("regions", "list", PAGER=pager)
    assert code == 0
    assert ("Kab. Aceh Selatan" in text) is (pager != "true")


def test_no_color_is_honoured():
    assert "\x1b[" in answer("regions", "list", "--exempt", "--level", "provinsi")[0]
    assert "\x1b[" not in answer("regions", "list", "--exempt", "--level", "provinsi", NO_COLOR="1")[0]


def test_a_terminal_of_twenty_columns_is_served():
    text, code = answer("regions", "list", "--level", "provinsi", COLUMNS="20", PAGER="cat", NO_COLOR="1")
    assert code == 0
    assert "KEPULAUAN BANGKA BELITUNG" in " ".join(text.split())


def test_escapes_of_users_take_no_effect_on_a_terminal():
    for form in ("table", "tsv", "csv", "json", "yaml", "md"):
        text, code = answer("regions", "find", "\x1b[31mred\x07\u009b2J", "-f", form, NO_COLOR="1")
        assert code == 3
        assert not {"\x1b", "\x07", "\u009b"} & set(text), form


def test_watch_ticks_in_place_and_leaves_the_terminal_clean():
    process, terminal = start("countdown", "--watch", "--as-of", "2024-11-26T06:59:58")
    text = ""
    end = time.monotonic() + 20
    while text.count("to Voting") < 3 and time.monotonic() < end:
        text += os.read(terminal, 65536).decode()
    process.send_signal(signal.SIGINT)
    text += read_all(terminal)
    assert process.wait(timeout=20) == 130
    # Counting down from about 24:00:02, however long this machine takes to begin.
    left = re.findall(r"\d\d:\d\d:\d\d", text)
    assert left == sorted(left, reverse=True)
    assert "23:59:00" < left[-1] < left[0] <= "24:00:02"
    assert "\x1b[?25h" in text  # the cursor is shown again
    assert text.endswith("\x1b[2K")  # and the line is gone


@pytest.mark.parametrize(("less", "given"), [("", "FRX"), ("-M", "-R -M"), ("-MR", "-MR")])
def test_a_pager_that_would_show_colours_as_characters_is_told_not_to(less, given):
    more = {"LESS": less} if less else {}
    text, _code = answer("regions", "list", PAGER="printenv LESS; cat > /dev/null", **more)
    assert given in text.splitlines()


NO_SIZES = ["", "0", "00", "-1", "abc", "1e3", "80.5", " 80", "²", "٣", "８０", "1_0", "10001", "9" * 20, "9" * 5000]


@pytest.mark.parametrize("size", NO_SIZES)
def test_columns_that_are_no_number_of_columns_are_as_if_they_were_not_set(process, size):
    arguments = ("regions", "list", "-f", "table", "--limit", "3")
    for name in ("COLUMNS", "LINES"):
        told = process(*arguments, **{name: size})
        assert (told.returncode, told.stdout, told.stderr) == (0, process(*arguments).stdout, b"")


@pytest.mark.parametrize("size", NO_SIZES)
def test_on_a_terminal_as_well(size):
    arguments = ("regions", "list", "--limit", "3")
    usual, code = answer(*arguments, COLUMNS="80", LINES="24")
    assert answer(*arguments, COLUMNS=size, LINES=size) == (usual, code) == (usual, 0)


@pytest.mark.parametrize("size", ["²", "9" * 20])
def test_a_countdown_ticks_whatever_the_columns_are_said_to_be(size):
    process, terminal = start("countdown", "--watch", COLUMNS=size)
    assert os.read(terminal, 100)
    process.send_signal(signal.SIGINT)
    read_all(terminal)
    assert process.wait(timeout=60) == 130
