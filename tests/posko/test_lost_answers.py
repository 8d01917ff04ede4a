"""Standard output fails when something was recorded already: exit 74, and a sentence that it was, so not to do it again."""

import os
import subprocess
import sys

import pytest

LINES = '{"title": "banjir", "category": "BNC"}\n{"title": "listrik padam", "category": "INET"}\n'
AGAIN = "; do not do it again.\n"


def broken(post, way, *arguments, stdin=""):
    """Run the real program with a standard output that takes nothing; gives its error."""
    words = [sys.executable, "-m", "pilkada_cli", "posko", *arguments]
    redirect = {"full": ">/dev/full", "closed": ">&-"}[way]
    result = subprocess.run(
        ["bash", "-c", f'"$@" {redirect}', "bash", *words], input=stdin, capture_output=True, text=True, check=False,
        env={**os.environ, **post.environment}, timeout=60,
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (74, ""), result.stderr
    assert result.stderr.endswith(AGAIN)
    return result.stderr.splitlines()[-1]


@pytest.mark.parametrize("way", ["full", "closed"])
@pytest.mark.parametrize("form", [[], ["-f", "json"], ["-f", "table"]])
def test_a_report_says_that_it_was_recorded(post, way, form):
    before = len(post.log())
    said = broken(post, way, "report", "Surat suara kurang", "--category", "LOG", *form)
    (incident,) = post.rows("incidents")
    assert said.startswith(f"pilkada: It is recorded, as {incident['id']}. Only the answer could not be written to ")
    assert len(post.log()) == before + 1


def acts(own: str) -> list[list[str]]:
    return [
        ["update", own, "--status", "terverifikasi"], ["nil", "31.71", "--force"], ["tick", "masa-tenang", "quiet-01"],
        ["members", "add", "KPU", "--shift", "06:00-14:00"], ["members", "end", "KPU"], ["open", "31", "--host", "KPU"],
        ["plan", "add", "Rapat", "--at", "18:00"], ["retract", own, "--note", "salah"],
    ]  # fmt: skip


@pytest.mark.parametrize("place_in_list", range(8))
def test_every_act_says_that_it_was_recorded(post, place_in_list):
    own = post.report()
    before = post.log()
    said = broken(post, "full", *acts(own)[place_in_list])
    assert len(post.log()) == len(before) + 1
    named = said.removeprefix("pilkada: It is recorded, as ").partition(". Only")[0]
    last = post.log()[-1]
    assert named in (last["id"], last["subject"], last["post"])


@pytest.mark.parametrize("way", ["full", "closed"])
def test_an_import_and_a_merge_say_how_much_was_recorded(post, laptop, tmp_path, way):
    other = laptop("budi")
    other("open", "31")
    other.report()
    said = broken(post, way, "import", "-", stdin=LINES)
    assert said.startswith("pilkada: 2 incidents are recorded. Only the answer could not be written")
    said = broken(post, way, "merge", str(other.export(tmp_path / "other.jsonl")))
    assert said.startswith(f"pilkada: New entries: {len(other.log())}; already here: 0. Only the answer")
    assert len(post.rows("incidents")) == 3
    taken = broken(post, way, "retract", "--file", str(tmp_path / "other.jsonl"), "--note", "salah")
    assert taken.startswith("pilkada: 1 entry is taken back. Only the answer")
    copied = broken(post, way, "backup", str(tmp_path / "copy"))
    assert str(tmp_path / "copy") in copied
    assert (tmp_path / "copy").stat().st_size


def test_a_redaction_still_says_what_else_is_to_be_seen_to(post):
    own = post.report("nama orang")
    result = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m pilkada_cli posko redact {own} --field title --note nama >/dev/full'],
        capture_output=True, text=True, env={**os.environ, **post.environment}, timeout=60, check=False,
    )  # fmt: skip
    assert result.returncode == 74
    assert "files exported before" in result.stderr
    assert result.stderr.endswith(AGAIN)
    assert post.rows("show", own)["title"] != "nama orang"


def test_what_was_refused_or_only_read_says_nothing_of_the_kind(post):
    for arguments, code in ((["incidents"], 74), (["report", "x", "--category", "NONE"], 2), (["sitrep"], 74)):
        words = [sys.executable, "-m", "pilkada_cli", "posko", *arguments]
        with open("/dev/full", "wb") as full:
            result = subprocess.run(
                words,
                stdout=full,
                stderr=subprocess.PIPE,
                env={**os.environ, **post.environment},
                timeout=60,
                check=False,
            )
        assert result.returncode == code
        assert b"recorded" not in result.stderr.partition(b"\n")[0]
        assert AGAIN.encode() not in result.stderr
