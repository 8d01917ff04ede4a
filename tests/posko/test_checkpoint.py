"""Checkpoints: the same entries make the same one, and whatever is cut off, left out or changed later is seen."""

import base64
import hashlib
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pilkada_cli.posko.log.entry import Entry, canonical, line_of, sign
from pilkada_cli.posko.log.ids import Ids
from pilkada_cli.posko.log.moments import milliseconds


def parts(note):
    """The lines of a checkpoint's text, and those of its signatures."""
    text, _blank, signatures = note.rpartition("\n\n")
    return text.splitlines(), signatures.splitlines()


def checkpoint(post, path: Path) -> Path:
    path.write_text(post("checkpoint").stdout, encoding="utf-8")
    return path


def against(post, *paths, ends=0, trust=()):
    """What is wrong, and what is said beside it."""
    more = [part for key in trust for part in ("--trust", key)]
    result = post(
        "verify", *(part for path in paths for part in ("--against", str(path))), *more, "-f", "json", ends=ends
    )
    rows = json.loads(result.stdout)
    assert all((row["place"], row["id"]) == (0, None) for row in rows)
    return [row["problem"].partition(": ")[2] for row in rows], [
        line.partition(": ")[2] for line in result.stderr.splitlines()
    ]


@pytest.fixture
def forked(laptop, tmp_path):
    """Two laptops of rini that went on by themselves from one, and budi's; each has all entries."""
    first, second = laptop(), laptop()
    first("open", "31")
    first.used_by("budi").report("Empat")
    second("merge", str(first.export(tmp_path / "begin.jsonl")))
    first.report("Satu")
    second.report("Dua")
    second.report("Tiga")
    first("merge", str(second.export(tmp_path / "second.jsonl")))
    second("merge", str(first.export(tmp_path / "first.jsonl")))
    return first, second


def test_a_checkpoint_is_what_its_form_says(post):
    post.report()
    post.used_by("budi").report()
    log = post.log()
    key = post("checkpoint", "--key").stdout.strip()
    note = post("checkpoint").stdout
    lines, signatures = parts(note)
    root = hashlib.sha256("".join(one["hash"] for one in sorted(log, key=lambda one: one["id"])).encode())
    assert lines[:3] == ["pilkada-cli/posko/31", str(len(log)), base64.b64encode(root.digest()).decode()]
    ends = []
    for writer in ("rini", "budi"):
        own = [one["hash"] for one in log if one["writer"] == writer]
        ends.append(f"{own[0][:16]} {len(own)} {own[-1]}")
    assert lines[3:] == sorted(ends)
    assert "rini" not in note
    name, own, coded = key.split("+", 2)
    (signature,) = signatures
    data = base64.b64decode(signature.removeprefix(f"— {name} "), validate=True)
    assert data[:4].hex() == own
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(coded)[1:])
    public.verify(data[4:], "".join(f"{line}\n" for line in lines).encode())


def test_its_hash_is_the_one_that_a_report_of_the_same_moment_prints(post):
    post.report()
    printed = post.rows("sitrep")["log_sha256"]
    assert base64.b64decode(parts(post("checkpoint").stdout)[0][2]).hex() == printed


def test_the_same_entries_make_the_same_checkpoint_in_whatever_order_they_came(laptop, forked, tmp_path):
    first, second = forked
    third = laptop("sari")
    third("open", "32")
    third.report("Lima", region="32.01")
    files = [one.export(tmp_path / f"{number}.jsonl") for number, one in enumerate((first, second, third))]
    texts = set()
    for order in itertools.permutations(files):
        keyboard = laptop()
        for path in order:
            keyboard("merge", str(path))
        texts.add(tuple(parts(keyboard("checkpoint").stdout)[0]))
    (lines,) = texts
    assert lines[1] == str(len(first.log()) + len(third.log()))
    assert len(lines) == 3 + 4  # rini has two ends, budi and sari have one


def test_every_end_of_a_forked_chain_is_listed_with_all_that_leads_to_it(forked):
    entries = {one["hash"]: one for one in forked[1].log()}
    lines = [parts(one("checkpoint").stdout)[0] for one in forked]
    assert lines[0] == lines[1]
    for line in lines[0][3:]:
        chain, count, head = line.split(" ")
        for _ in range(int(count) - 1):
            head = entries[head]["prev"]
        assert (head[:16], entries[head]["prev"]) == (chain, None)
    followed = {one["prev"] for one in entries.values()}
    assert {line.split(" ")[2] for line in lines[0][3:]} == entries.keys() - followed


def test_a_log_that_went_on_is_still_anchored(post, tmp_path):
    own = post.report()
    note = checkpoint(post, tmp_path / "c.txt")
    post.report("Dua")
    problems, said = against(post, note)
    assert problems == []
    key = post("checkpoint", "--key").stdout.split("+")[1]
    count = len(post.log())
    covered = f"a checkpoint of pilkada-cli/posko/31 over {count - 2} entries. All of it is here"
    assert said == [
        f"{note}: {covered}: the log is anchored up to the entry {own}. Entries here that it does not cover: 2.",
        f"{note}: signed by pilkada-cli/posko/31 ({key}): good, by this post's own key.",
    ]


def test_a_redaction_changes_no_checkpoint(post, tmp_path):
    own = post.report("Budi di TPS 5")
    note = checkpoint(post, tmp_path / "c.txt")
    post("redact", own, "--field", "title", "--note", "nama orang")
    assert against(post, note)[0] == []


def cut(post, keep, tmp_path, laptop):
    """A new store with the entries of a post's export for which `keep` says so."""
    lines = [line for line in post("export").stdout.splitlines(keepends=True) if keep(json.loads(line))]
    copy = laptop()
    copy("merge", "-", stdin="".join(lines))
    return copy


def test_an_end_that_was_cut_off_is_missed(laptop, post, tmp_path):
    post.report("Satu")
    last = post.report("Dua")
    note = checkpoint(post, tmp_path / "c.txt")
    copy = cut(post, lambda one: one["id"] != last and one["kind"] != "checkpoint", tmp_path, laptop)
    assert copy.rows("verify") == []
    chain, count, _head = parts(note.read_text(encoding="utf-8"))[0][3].split(" ")
    missing = f"the end of the chain {chain} of 'rini' is missing: {int(count) - 1} of its {count} entries are here"
    assert against(copy, note, ends=1)[0] == [missing]
    assert copy.said("cosign", str(note), ends=1) == f"Nothing was signed: {missing}."


def test_an_entry_left_out_at_a_loose_end_is_missed(laptop, forked, tmp_path):
    first, _second = forked
    note = checkpoint(first, tmp_path / "c.txt")
    copy = cut(first, lambda one: one["body"].get("title") != "Satu" and one["kind"] != "checkpoint", tmp_path, laptop)
    assert copy.rows("verify") == []
    problems, _said = against(copy, note, ends=1)
    assert len(problems) == 1
    assert " of 'rini' is " in problems[0]


def test_a_writer_who_was_left_out_is_missed(laptop, forked, tmp_path):
    first, _second = forked
    note = checkpoint(first, tmp_path / "c.txt")
    copy = cut(first, lambda one: one["writer"] != "budi" and one["kind"] != "checkpoint", tmp_path, laptop)
    chain = next(one["hash"] for one in first.log() if one["writer"] == "budi")[:16]
    assert against(copy, note, ends=1)[0] == [f"the chain {chain} is missing, with 1 entries"]


def test_a_chain_that_was_written_anew_is_seen(laptop, post, tmp_path):
    """Somebody with the store makes the chain anew from one entry on, with hashes that fit."""
    post.report("Satu")
    post.report("Dua")
    note = checkpoint(post, tmp_path / "c.txt")
    prev, lines = None, []
    for one in post.log()[:-1]:
        body = {**one["body"], "title": "Lain"} if one["body"].get("title") == "Satu" else one["body"]
        fields = {**{name: one[name] for name in Entry._fields[:-1]}, "body": canonical(body), "prev": prev}
        made = sign(**fields)
        prev = made.hash
        lines.append(line_of(made))
    copy = laptop()
    copy("merge", "-", stdin="".join(lines))
    assert copy.rows("verify") == []
    (problem,) = against(copy, note, ends=1)[0]
    assert problem.endswith(f"is changed: its entry {len(lines)} is missing, and another one is here")


def test_a_gap_within_a_chain_is_seen(post, tmp_path):
    post.report("Satu")
    post.report("Dua")
    note = checkpoint(post, tmp_path / "c.txt")
    place = len(post.log()) - 2
    post.tamper(("DELETE FROM entries WHERE place = ?", place))
    rows = post.rows("verify", "--against", str(note), ends=1)
    assert any(row["problem"].endswith("only the last 1 hang together here") for row in rows)
    assert post.said("cosign", str(note), ends=1).endswith("only the last 1 hang together here.")
    assert post.said("checkpoint", ends=5).startswith("Nothing was signed: the log has ")


def test_nothing_is_signed_for_a_log_that_is_damaged_elsewhere(post, tmp_path):
    note = checkpoint(post, tmp_path / "c.txt")
    post.tamper(("UPDATE entries SET body = '{}' WHERE place = 2",))
    for arguments in (["cosign", str(note)], ["checkpoint"]):
        assert post.said(*arguments, ends=5) == "Nothing was signed: the log has 1 flaw; see: pilkada posko verify"


def test_nobody_signs_what_nobody_could_read_then(post, tmp_path):
    from pilkada_cli.posko.log.notes import MOST, Signature, read_note, spell_note

    note = read_note(post("checkpoint").stdout.encode())
    full = note._replace(signatures=tuple(Signature(f"n{number}", b"abcd", b"e") for number in range(MOST)))
    path = tmp_path / "c.txt"
    path.write_text(spell_note(full), encoding="utf-8")
    assert post.said("cosign", str(path), ends=1) == "Nothing was signed: it has more than 100 signatures."


def signed_by(post, text, tmp_path):
    """A note with this text, signed with the post's key by a program that checks nothing."""
    from pilkada_cli.posko.keys import key_path, load_key
    from pilkada_cli.posko.log.notes import Note, spell_note

    key = load_key(key_path(post.place, lambda: Path(os.environ["HOME"]) / ".local" / "share" / "pilkada"))
    path = tmp_path / "forged.txt"
    path.write_text(spell_note(Note(text, (key.sign(text),))), encoding="utf-8")
    return path


@pytest.mark.parametrize(("change", "problem"), [
    (lambda lines: [lines[0], str(int(lines[1]) + 1), *lines[2:]], "it says that it covers {more} entries, and its chains have {count}"),
    (lambda lines: [*lines[:2], base64.b64encode(bytes(32)).decode(), *lines[3:]], "its hash is not that of the entries which its chains have"),
    (lambda lines: [*lines[:3], lines[3].replace(f" {lines[1]} ", f" {int(lines[1]) + 1} ")], "the chain {chain} is changed: up to that end it has {count} entries here, and not {more}"),
    (lambda lines: [*lines[:3], "0" * 16 + lines[3][16:]], "the chain 0000000000000000 is changed: up to that end it has {count} entries here, and not {count}"),
    (lambda lines: [*lines[:3], f"{'0' * 16} 5 {'0' * 64}"], "the chain 0000000000000000 is missing, with 5 entries"),
])  # fmt: skip
def test_a_checkpoint_that_says_what_is_not_so_is_seen_whoever_signed_it(post, tmp_path, change, problem):
    lines = parts(post("checkpoint").stdout)[0]
    count = int(lines[1])
    post.tamper(("DELETE FROM entries WHERE place > ?", count))
    forged = signed_by(post, "".join(f"{line}\n" for line in change(lines)), tmp_path)
    rows = post.rows("verify", "--against", str(forged), ends=1)
    wanted = problem.format(chain=lines[3][:16], count=count, more=count + 1)
    assert f"{forged}: {wanted}" in [row["problem"] for row in rows]


FORGED = (
    (lambda lines: [*lines[:2], base64.b64encode(bytes(32)).decode(), *lines[3:]],
     "its hash is not that of the entries which its chains have"),
    (lambda lines: ["pilkada-cli/posko/32", *lines[1:]],
     "it is that of 'pilkada-cli/posko/32', and none of its entries is of that post"),
    (lambda lines: ["pilkada-cli/posko/", *lines[1:]],
     "it is that of 'pilkada-cli/posko/', and none of its entries is of that post"),
    (lambda lines: ["31", *lines[1:]], "it is that of '31', and none of its entries is of that post"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "problem"), FORGED)
def test_what_a_checkpoint_says_is_held_against_what_it_covers_also_where_the_log_has_more(
    laptop, post, tmp_path, change, problem
):
    other, key = laptop("budi"), post("checkpoint", "--key").stdout.strip()
    other("open", "31", "--host", "Bawaslu DKI Jakarta")
    forged = signed_by(post, "".join(f"{line}\n" for line in change(parts(post("checkpoint").stdout)[0])), tmp_path)
    post.report("Lagi")
    other("merge", str(post.export(tmp_path / "a.jsonl")))
    for keyboard, trust in ((post, ()), (other, (key,))):
        problems, said = against(keyboard, forged, ends=1, trust=trust)
        assert problems == [problem]
        assert "anchored up to" not in said[0]
        more = [part for own in trust for part in ("--trust", own)]
        assert keyboard.said("cosign", str(forged), *more, ends=1) == f"Nothing was signed: {problem}."


def test_what_comes_late_and_out_of_order_takes_nothing_from_a_checkpoint(laptop, forked, tmp_path):
    """Entries received later have ids, moments and chains between those that it covers."""
    first, second = forked
    late = laptop("rini").at("2024-11-27T05:00")
    late("merge", "-", stdin="".join(first("export").stdout.splitlines(keepends=True)[:3]))
    late.report("Dari pagi")
    late.used_by("sari").at("2024-11-26T05:00").report("Dari kemarin")
    note = checkpoint(first, tmp_path / "c.txt")
    key = first("checkpoint", "--key").stdout.strip()
    for one in forked:
        one("merge", str(late.export(tmp_path / "late.jsonl")))
        assert against(one, note, trust=(key,))[0] == []
    assert second("cosign", str(note), "--name", "budi").stdout.count("\n— ") == 2


def test_another_agency_signs_what_it_holds_as_well(laptop, post, tmp_path):
    post.report()
    other = laptop("budi")
    other("open", "31", "--host", "Bawaslu DKI Jakarta")
    note = checkpoint(post, tmp_path / "c.txt")
    other("merge", str(post.export(tmp_path / "log.jsonl")))
    before = len(other.log())
    signed = tmp_path / "d.txt"
    signed.write_text(other("cosign", str(note), "--name", "bawaslu.go.id/dki").stdout, encoding="utf-8")
    assert len(other.log()) == before
    assert signed.read_text(encoding="utf-8").startswith(note.read_text(encoding="utf-8"))
    assert len(parts(signed.read_text(encoding="utf-8"))[1]) == 2
    again = other("cosign", "-", "--name", "bawaslu.go.id/dki", stdin=signed.read_text(encoding="utf-8"))
    assert (again.stdout, again.stderr) == (
        signed.read_text(encoding="utf-8"),
        "pilkada: this post has signed it already, under that name.\n",
    )
    nameless = other("cosign", str(note)).stderr
    assert nameless == "pilkada: another key has signed it under the same name; give a name of your own with --name.\n"
    mine, theirs = (
        post("checkpoint", "--key").stdout.strip(),
        other("checkpoint", "--key", "--name", "bawaslu.go.id/dki").stdout.strip(),
    )
    assert theirs.startswith("bawaslu.go.id/dki+")
    states = [line.rpartition("): ")[2] for line in against(post, signed)[1][1:]]
    assert states == ["good, by this post's own key.", "not checked; give its public key with --trust."]
    states = [line.rpartition("): ")[2] for line in against(post, signed, trust=[theirs])[1][1:]]
    assert states == ["good, by this post's own key.", "good, by a key that you trust."]
    states = [line.rpartition("): ")[2] for line in against(other, signed, trust=[mine])[1][1:]]
    assert states == ["good, by a key that you trust.", "good, by this post's own key."]
    assert against(post, note, trust=[mine])[1][1].endswith("good, by a key that you trust.")
    assert against(post, note, trust=[theirs], ends=1)[0] == ["none of the keys given with --trust has signed it"]


def test_a_signature_that_is_wrong_is_a_no(laptop, post, tmp_path):
    note = checkpoint(post, tmp_path / "c.txt")
    key = post("checkpoint", "--key").stdout.strip()
    name, own, _coded = key.split("+", 2)
    lines, (signature,) = parts(note.read_text(encoding="utf-8"))
    data = bytearray(base64.b64decode(signature.split(" ")[2]))
    data[40] ^= 1
    note.write_text("\n".join([*lines, "", f"— {name} {base64.b64encode(data).decode()}", ""]), encoding="utf-8")
    problems, said = against(post, note, ends=1)
    assert problems == [f"the signature by {name} ({own}) is wrong"]
    assert said[1].endswith("WRONG: another key made it, or the text was changed.")
    assert post.said("cosign", str(note), ends=1) == f"Nothing was signed: the signature by {name} ({own}) is wrong."
    other = laptop("budi")
    other("merge", str(post.export(tmp_path / "a.jsonl")))
    assert other.said("cosign", str(note), "--trust", key, ends=1).endswith(
        f"Nothing was signed: the signature by {name} ({own}) is wrong."
    )


def test_a_checkpoint_of_the_future_or_of_another_post_is_missing_here(laptop, post, tmp_path):
    copy = laptop()
    copy("merge", str(post.export(tmp_path / "a.jsonl")))
    post.report()
    later = checkpoint(post, tmp_path / "later.txt")
    assert len(against(copy, later, ends=1)[0]) == 1
    other = laptop("sari")
    other("open", "32")
    problems, said = against(post, checkpoint(other, tmp_path / "other.txt"), later, ends=1)
    assert len(problems) == 1
    assert "a checkpoint of pilkada-cli/posko/32 over " in said[0]
    assert said[0].endswith("Not all of it is here as it says.")
    assert "All of it is here" in said[2]


def test_a_checkpoint_that_nobody_known_has_signed_anchors_nothing(laptop, post, tmp_path):
    own = post.report()
    note = checkpoint(post, tmp_path / "c.txt")
    copy = laptop("sari")
    copy("merge", str(post.export(tmp_path / "a.jsonl")))
    problems, said = against(copy, note)
    assert problems == []
    assert f"up to the entry {own}; but it anchors nothing, as no signature on it is known to be good." in said[0]
    assert said[1].endswith("not checked; give its public key with --trust.")
    mine = post("checkpoint", "--key").stdout.strip()
    assert f"the log is anchored up to the entry {own}." in against(copy, note, trust=[mine])[1][0]


def test_a_public_export_has_no_hash_of_the_log(post):
    post("checkpoint")
    (public,) = [json.loads(line) for line in post("export", "--public").stdout.splitlines()[-1:]]
    assert (public["kind"], sorted(public["body"])) == ("checkpoint", ["clock", "entries", "key"])


def test_the_checkpoint_of_a_region_is_held_by_the_province_that_took_in_its_log(laptop, post, tmp_path):
    national = laptop("sari")
    national("open", "nasional")
    note = checkpoint(post, tmp_path / "c.txt")
    national("merge", str(post.export(tmp_path / "a.jsonl")))
    assert against(national, note)[0] == []


GOOD = "pilkada-cli/posko/31\n1\n" + "A" * 43 + "=\n" + "0" * 16 + " 1 " + "0" * 64 + "\n\n— n YWJjZGU=\n"


@pytest.mark.parametrize(("data", "problem"), [
    (b"", "it is empty, or was cut"), (GOOD.encode()[:-1], "it is empty, or was cut"), (GOOD.encode()[:-20], "it is empty, or was cut"),
    (GOOD.partition("\n\n")[0].encode() + b"\n", "it has no signature, or was cut"), (GOOD.replace("\n", "\r\n").encode(), "its lines end in CR LF, as a mail program or an editor changes them; get it again as a file"),
    (b"\x00\xff" * 5_000_000, "it is larger than 4 MiB"), (b"rubbish\n" * 1000, "it has no signature, or was cut"), (os.urandom(1000), None),
    (GOOD.replace("\n1\n", "\n01\n").encode(), "it does not begin with a post, a number of entries and a hash"), (GOOD.replace("\n1\n", "\n-1\n").encode(), "it does not begin with a post, a number of entries and a hash"),
    (GOOD.replace("AAA=", "AA=").encode(), "it does not begin with a post, a number of entries and a hash"), (b"x\n\n\xe2\x80\x94 n YWJjZGU=\n", "it does not begin with a post, a number of entries and a hash"),
    (GOOD.replace("pilkada-cli/posko/31", " ").encode(), "it does not begin with a post, a number of entries and a hash"),
    (GOOD.replace(" 1 ", " 0 ").encode(), "its line 4 is no end of a chain"), (GOOD.replace(" 1 ", " 1  ").encode(), "its line 4 is no end of a chain"), (GOOD.replace(" 1 ", f" {'9' * 5000} ").encode(), "its line 4 is no end of a chain"),
    (GOOD.replace("0" * 16 + " 1 " + "0" * 64 + "\n", "").encode(), "the ends of its chains are missing, or not in order"),
    (GOOD.replace("0" * 16 + " 1 " + "0" * 64 + "\n", ("0" * 16 + " 1 " + "0" * 64 + "\n") * 2).encode(), "the ends of its chains are missing, or not in order"),
    (b'{"id":"01936ab3"}\n', "it has no signature, or was cut"),
])  # fmt: skip
def test_what_is_no_checkpoint_is_refused_in_one_sentence(file_post, tmp_path, data, problem):
    path = tmp_path / "c.txt"
    path.write_bytes(data)
    for arguments in (["verify", "--against", str(path)], ["cosign", str(path)]):
        said = file_post.said(*arguments)
        assert (
            said == f"{path} is no checkpoint: {problem}." if problem else said.startswith(f"{path} is no checkpoint: ")
        )


def test_a_mistaken_call_is_refused(file_post, tmp_path):
    note = checkpoint(file_post, tmp_path / "c.txt")
    for arguments, sentence in {
        ("verify", "--against", str(tmp_path / "gone")): "cannot be read",
        ("verify", "--against", str(tmp_path)): "cannot be read",
        ("cosign", str(tmp_path / "gone")): "cannot be read",
        ("verify", str(note)): "pilkada posko verify --against FILE",
        ("verify", "--trust", "x"): "pilkada posko verify --against FILE",
        ("verify", "--against", str(note), "--trust", "x"): "'x' is no public key",
        ("cosign", str(note), "--trust", "x"): "'x' is no public key",
        ("cosign", str(note), "--name", "a b"): "neither spaces nor a plus",
        ("checkpoint", "--key", "--name", "a+b"): "neither spaces nor a plus",
        ("checkpoint", "--name", "ab"): "--name goes with --key",
        ("checkpoint", "-f", "json"): "has no other format",
        ("cosign", str(note), "--columns", "id"): "has no other format",
    }.items():
        assert sentence in file_post.said(*arguments), arguments
    assert file_post("verify", "--against", str(note), str(note)).exit_code == 0


def test_a_checkpoint_is_an_entry_that_nothing_takes_back(post):
    post("checkpoint", "--by", "budi")
    entry = post.log()[-1]
    lines = parts(post("checkpoint").stdout)[0]
    assert (entry["kind"], entry["writer"], entry["subject"], int(entry["body"]["entries"])) == (
        "checkpoint",
        "budi",
        "31",
        len(post.log()) - 2,
    )
    assert int(lines[1]) == len(post.log()) - 1
    assert "A checkpoint is not taken back" in post.said("retract", entry["id"], "--note", "x")
    assert post("log", "--kind", "checkpoint", "-f", "table").exit_code == 0


def test_a_report_says_how_far_the_log_was_anchored_and_says_it_again_tomorrow(post):
    assert post.rows("sitrep")["anchored"] is None
    assert "Anchored" not in post("sitrep").stdout
    post.report()
    count = len(post.log())
    post.at("2024-11-27T08:00")("checkpoint")
    post.at("2024-11-27T09:00").report("Dua")
    window = ["--from", "2024-11-27T06:00", "--to", "2024-11-27T10:00"]
    before = [post("sitrep", *window, *form).stdout for form in ([], ["-f", "md"], ["-f", "html"], ["-f", "json"])]
    post.at("2024-11-27T11:00")("checkpoint")
    late = post.at("2024-11-27T12:00")
    assert [
        late("sitrep", *window, *form).stdout for form in ([], ["-f", "md"], ["-f", "html"], ["-f", "json"])
    ] == before
    told = f"Anchored by the checkpoint of 27 November 2024 08:00: {count} entries"
    assert all(told in answer for answer in before[:3])
    fields = json.loads(before[3])
    assert (fields["anchored"], fields["anchored_entries"]) == ("2024-11-27T08:00:00+07:00", count)
    assert told in late("sitrep", *window, "--public").stdout
    assert late.rows("sitrep")["anchored"] == "2024-11-27T11:00:00+07:00"


def test_a_checkpoint_of_another_post_anchors_no_report_of_this_one(laptop, post, tmp_path):
    other = laptop("sari")
    other("open", "31.71")
    other("checkpoint")
    post("merge", str(other.export(tmp_path / "a.jsonl")))
    assert post.rows("sitrep")["anchored"] is None


def hostile(body):
    """A checkpoint that another program has made, and an entry that fits."""
    moment = "2024-11-26T23:00:00.000+00:00"
    return sign(Ids().make(milliseconds(moment)), "31", "sari", moment, moment, "checkpoint", "31", body, None)


def test_a_number_of_entries_that_is_none_is_not_merged(file_post):
    entry = hostile('{"entries":"many","key":"x","root":"y"}')
    assert "'body.entries' is not written as it must be" in file_post.said("merge", "-", stdin=line_of(entry))


@pytest.mark.parametrize("body", ['{"entries":"many","key":"x","root":"y"}', "{}", '{"key":"5"}', '{"entries":""}'])
def test_a_checkpoint_that_somebody_put_into_the_store_breaks_no_report(post, body):
    entry = hostile(body)
    columns = ", ".join("?" * (len(entry) + 3))
    last = len(post.log()) + 1
    post.tamper((f"INSERT INTO entries VALUES ({columns})", last, *entry, milliseconds(entry.recorded), 0))
    assert post.rows("sitrep")["anchored"] is None
    # A server knows by its turn as well that somebody wrote past its functions.
    flaws = "2 flaws" if post.place.startswith("postgresql:") else "1 flaw"
    assert f"Nothing was signed: the log has {flaws};" in post.said("checkpoint", ends=5)


#: A verify that stops on its way through the log, says so, and goes on when it is told.
HELD = """
import sys
from pilkada_cli.posko.log.clocks import Clocks
see, seen = Clocks.see, []
def hold(self, entry, received):
    see(self, entry, received)
    seen.append(entry)
    if len(seen) == 5:
        print("on the way", flush=True)
        sys.stdin.readline()
Clocks.see = hold
sys.argv = ["pilkada", "posko", *sys.argv[1:]]
from pilkada_cli.__main__ import main
main()
"""


@pytest.mark.parametrize("arguments", [["verify", "-f", "table"], ["checkpoint"]])
def test_who_writes_does_not_wait_for_a_verify(post, command, arguments):
    count = len(post.log())
    environment = {**os.environ, **post.environment}
    held = subprocess.Popen([sys.executable, "-c", HELD, *arguments], env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    assert held.stdout is not None
    assert held.stdout.readline() == "on the way\n"
    report = [*command, "posko", "report", "Banjir", "--category", "BNC", "--by", "budi"]
    subprocess.run(report, env=environment, check=True, capture_output=True, timeout=60)
    assert len(post.log()) == count + 1
    assert held.poll() is None
    answer, _errors = held.communicate("\n", timeout=60)
    assert held.returncode == 0
    # It saw the log as it was when it began.
    assert (
        (f"The log is whole: {count} entries" in answer)
        if arguments[0] == "verify"
        else (answer.splitlines()[1] == str(count))
    )
    assert post.rows("verify") == []
