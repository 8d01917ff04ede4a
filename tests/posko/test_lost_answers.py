"""Standard output fails when something was recorded already: exit 74, and a sentence that it was, so not to do it again."""

import itertools
import os
import subprocess
import sys

import pytest

from pilkada_cli.commands.posko import contents

LINES = '{"title": "banjir", "category": "BNC"}\n{"title": "listrik padam", "category": "INET"}\n'
AGAIN = "; do not do it again.\n"
#: What records nothing; all else says that something is recorded, where its answer cannot be written.
READS = {"members list", "plan list", "incidents", "incidents show", "show", "overdue", "sitrep", "log", "export", "verify",
         "cosign", "help", "words"}  # fmt: skip


def broken(post, way, *arguments, stdin="", ends=AGAIN):
    """Run the real program with a standard output that takes nothing; gives its error."""
    words = [sys.executable, "-m", "pilkada_cli", "posko", *arguments]
    redirect = {"full": ">/dev/full", "closed": ">&-"}[way]
    result = subprocess.run(
        ["bash", "-c", f'"$@" {redirect}', "bash", *words], input=stdin, capture_output=True, text=True, check=False,
        env={**os.environ, **post.environment}, timeout=60,
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (74, ""), result.stderr
    assert result.stderr.endswith(ends)
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
    assert f"{tmp_path / 'copy'}. Only the answer could" in copied
    assert str(tmp_path / "copy") in copied
    assert (tmp_path / "copy").stat().st_size


def commands():
    """The names of all commands of the post, those of groups with theirs before."""

    def walk(table, before=""):
        for name, entry in table.items():
            built = entry()
            inner = getattr(built, "commands", None)
            if inner is None or getattr(built, "invoke_without_command", False):
                yield before + name
            if inner is not None:
                yield from (f"{before}{name} {one}" for one in inner)

    return set(walk(contents()))


def test_every_command_that_writes_says_that_it_is_done(post, laptop, files, tmp_path):
    """All of them, so that a new command is looked at as well; each in one way on one store, and in the other there."""
    first = "full" if post.place.startswith("postgresql:") else "closed"
    ways = itertools.cycle([first, "closed" if first == "full" else "full"])
    own, more = post.report(), post.report("listrik padam", "INET")
    plan = post.id("plan", "add", "Rapat", "--at", "18:00")
    export = str(post.export(tmp_path / "own.jsonl"))
    writes = {
        "open": ["31", "--host", "KPU"], "members add": ["KPU", "--shift", "06:00-14:00"], "members end": ["KPU"], "plan add": ["Rapat 2", "--at", "19:00"],
        "plan done": [plan], "report": ["jalan putus", "--category", "BNC"], "incidents update": [own, "--status", "terverifikasi"],
        "update": [own, "--note", "dikirim"], "redact": [own, "--field", "title", "--note", "nama"], "retract": [more, "--note", "salah"],
        "tick": ["masa-tenang", "quiet-01"], "untick": ["masa-tenang", "quiet-01"], "nil": ["31.71", "--force"], "import": ["-"],
        "merge": [export], "rebuild": [], "backup": [str(tmp_path / "copy")], "rescue": [export, str(tmp_path / "new.db")],
        "checkpoint": [],
    }  # fmt: skip
    assert set(writes) == commands() - READS
    for command, arguments in writes.items():
        before = len(post.log())
        ends = "; make another one for that.\n" if command == "checkpoint" else AGAIN
        said = broken(post, next(ways), *command.split(), *arguments, stdin=LINES, ends=ends)
        recorded = len(post.log()) - before
        assert recorded == {"import": 2, "merge": 0, "rebuild": 0, "backup": 0, "rescue": 0}.get(command, 1), command
        assert ("is recorded" in said or "are recorded" in said) is (recorded > 0), said
        assert said.startswith("pilkada: ")
    assert len(post.rows("log", "--kind", "checkpoint")) == 1
    said = broken(laptop(), "full", "open", "31")
    assert said.startswith("pilkada: It is recorded, as 31. Only")


@pytest.mark.parametrize("form", ["svg", "geojson"])
def test_a_format_that_an_answer_cannot_have_is_refused_before_anything_is_recorded(post, tmp_path, form):
    own = post.report()
    before = post.log()
    others = [["open", "31"], ["report", "banjir", "--category", "BNC"], ["redact", own, "--field", "title", "--note", "x"], ["rebuild"],
              ["plan", "done", post.id("plan", "add", "Rapat", "--at", "18:00")], ["merge", str(post.export(tmp_path / "a.jsonl"))],
              ["backup", str(tmp_path / "copy")], ["rescue", str(tmp_path / "a.jsonl"), str(tmp_path / "new.db")], ["checkpoint"]]  # fmt: skip
    before = post.log()
    for arguments in [*acts(own), *others]:
        post.said(*arguments, "-f", form)
    said = post("import", "-", "-f", form, stdin=LINES, ends=2)
    assert said.stdout == ""
    assert post.log() == before
    assert [one.name for one in tmp_path.iterdir() if one.name in ("copy", "new.db")] == []


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
