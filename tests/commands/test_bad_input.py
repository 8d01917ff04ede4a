"""Bad input, one by one, as real processes: a clear sentence, the exit code of the contract, never a traceback."""

import os
import subprocess
import sys

import pytest

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{c}: &{c} [{', '.join([f'*{p}'] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)


def refused(result: subprocess.CompletedProcess[bytes], code: int) -> str:
    sentence = result.stderr.decode()
    assert result.returncode == code, sentence
    assert result.stdout == b""
    assert sentence.startswith("pilkada: ")
    assert len(sentence.splitlines()) == 1
    assert "Traceback" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["regions", "show", "Bandung"], 3), (["regions", "show", "Atlantis"], 3), (["regions", "show", "99"], 3),
        (["countdown", "kampanya"], 3), (["countdown", "--region", "Bandung"], 3), (["sources", "nothing"], 3),
        (["checklist", "--actor", "fifa"], 3), (["checklist", "--due-by", "soon"], 2), (["checklist", "masa"], 3),
        (["countdown", "--as-of", "2024-02-30"], 2), (["countdown", "--as-of", "yesterday"], 2),
        (["countdown", "--as-of", ""], 2), (["countdown", "--as-of", "H+99999999"], 2),
        (["countdown", "--as-of", "2024-11-27T25:00"], 2), (["countdown", "--as-of", "9999-12-31T23:59-07:00"], 2),
        (["countdown", "-f", "xml"], 2), (["nonsense"], 2), (["countdown", "--nonsense"], 2), (["regions", "show"], 2),
        (["countdown", "a", "b"], 2), (["--lang", "fr", "countdown"], 2), (["regions", "list", "--columns", ","], 2),
        (["regions", "show", "\x1b[31mred\x07"], 3), (["regions", "show", "x" * 100_000], 3),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_one_sentence(process, arguments, code):
    sentence = refused(process(*arguments), code)
    assert "\x1b" not in sentence
    assert len(sentence) < 1200


def test_a_near_miss_names_what_was_meant(process):
    assert "Kota Surabaya (35.78)" in refused(process("regions", "show", "Suurabaya"), 3)
    assert "kampanye" in refused(process("is", "kampanya"), 3)
    assert "'countdown'" in refused(process("countdwn"), 2)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe\x00", b"a: [1, 2", b"- a\n- b\n", b"just words", BOMB.encode(), b"a: 1\na: 2\n", b"? [a]\n: b\n",
        b"a: \x01\n", b"[" * 5000, b"stages: 5\nelection: {}\n", b"x" * 50_000_000, b"election: {name: x, voting: y}\n",
        b"!!python/object/apply:os.system [true]", b"--- a\n--- b\n",
    ],
)  # fmt: skip
def test_data_that_is_no_data_exits_4(process, data, content):
    (data / "schedule.yaml").write_bytes(content)
    assert "schedule.yaml" in refused(process("countdown", "--data", str(data)), 4)


def test_data_that_is_not_there_exits_4(process, data, tmp_path):
    assert "no such directory" in refused(process("countdown", "--data", str(tmp_path / "gone")), 4)
    assert "not a directory" in refused(process("countdown", "--data", str(data / "schedule.yaml")), 4)
    (data / "schedule.yaml").unlink()
    assert "missing" in refused(process("countdown", "--data", str(data)), 4)
    (data / "schedule.yaml").mkdir()
    assert "not a file" in refused(process("countdown", PILKADA_DATA=str(data)), 4)


@pytest.mark.parametrize(
    "command", [["countdown"], ["status"], ["checklist"], ["is", "kampanye"], ["regions", "find", "Aceh"]]
)
def test_a_number_where_a_mapping_belongs_exits_4_in_every_command(process, data, command):
    for name in ("schedule", "regions", "checklists"):
        (data / f"{name}.yaml").write_text("election: 1\nactors: 1\nstages: 1\nprovinces: 1\ncheck: 1\n", "utf-8")
    refused(process(*command, "--data", str(data)), 4)


def test_standard_input_may_hold_anything(process):
    lines = b"\xef\xbb\xbfKota Medan\r\na\x00b\n\x1b[2J\n\xff\xfe\n" + b"x" * 1_000_000 + b"\n\nBali"
    result = process("regions", "find", "-", "-f", "jsonl", stdin=lines)
    assert (result.returncode, result.stderr) == (3, b"")
    assert result.stdout.count(b"\n") == 7
    assert b"\x1b" not in result.stdout
    assert result.stdout.splitlines()[0].startswith(b'{"input": "Kota Medan", "code": "12.71"')
    assert result.stdout.splitlines()[6].startswith(b'{"input": "Bali", "code": "51"')


def test_no_standard_input_is_an_empty_list(process):
    result = process("regions", "find", "-", "-f", "json")
    assert (result.returncode, result.stdout) == (0, b"[]\n")


def test_a_reader_that_goes_away_ends_the_program_without_a_word():
    script = f"{sys.executable} -m pilkada_cli sources -f json | head -c 10 >/dev/null; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (result.stdout, result.stderr) == ("141\n", "")


@pytest.mark.parametrize(
    "command", [["regions", "list"], ["countdown", "--days"], ["countdown", "--help"], ["--version"]]
)
def test_a_full_disk_is_said_and_is_no_answer(command):
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "pilkada_cli", *command], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert result.returncode == 74
    assert result.stderr.decode().startswith("pilkada: The answer could not be written")


def test_closed_streams_do_no_harm():
    command = f"{sys.executable} -m pilkada_cli"
    for line, code in [(f"{command} countdown --days >&-", 74), (f"{command} nonsense 2>&-", 2)]:
        result = subprocess.run(["bash", "-c", line], capture_output=True, check=False, timeout=60)
        assert result.returncode == code
        assert b"Traceback" not in result.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        {"COLUMNS": "20"},
        {"COLUMNS": "x"},
        {"TERM": "dumb"},
    ],
)
def test_locales_and_widths_do_no_harm(process, environment):
    for command in (["status"], ["regions", "list", "--exempt"], ["stages", "timeline"], ["checklist", "--all"]):
        result = process(*command, "-f", "table", "--lang", "id", **environment)
        assert (result.returncode, result.stderr) == (0, b""), command
        assert result.stdout.decode("utf-8")


def test_no_home_is_no_problem(data):
    environment = {name: value for name, value in os.environ.items() if name != "HOME"}
    result = subprocess.run(
        [sys.executable, "-m", "pilkada_cli", "countdown", "--days", "--as-of", "H"],
        env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (0, b"0\n")


def test_an_environment_that_makes_no_sense_is_said(process):
    refused(process("countdown", PILKADA_AS_OF="soon"), 2)
    assert "PILKADA_LANG" in refused(process("countdown", PILKADA_LANG="fr"), 2)


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_bug_is_no_answer(monkeypatch, run, debug):
    monkeypatch.setattr("pilkada_cli.stages.schedule.load_schedule", lambda files: 1 / 0)
    monkeypatch.setenv("PILKADA_DEBUG", debug)
    result = run("is", "kampanye")
    assert result.exit_code == 70
    assert "pilkada: this is a bug" in result.stderr
    assert ("Traceback" in result.stderr) is bool(debug)
