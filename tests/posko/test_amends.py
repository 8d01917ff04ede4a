"""What should not have been recorded: entries taken back, reports joined, and texts taken out for good."""

import json
import sqlite3
from pathlib import Path

import pytest

NIK, PHONE = "3174234567890001", "0812-3456-7890"


def sign(post, own):
    return post.rows("show", own)["call_sign"]


def exchange(*posts, folder):
    """Every log to every post, twice."""
    for turn in range(2):
        for giver in posts:
            path = giver.export(folder / f"{turn}-{posts.index(giver)}.jsonl")
            for taker in posts:
                taker("merge", str(path))


def test_a_report_that_is_taken_back_leaves_lists_and_reports_and_stays_in_the_log(post):
    own, other = post.report("salah ketik"), post.report("banjir", "BNC")
    before = len(post.log())
    act = post.id("retract", sign(post, own), "--note", "bukan kejadian kita")
    assert len(post.log()) == before + 1
    assert [row["id"] for row in post.rows("incidents")] == [other]
    assert {row["id"]: row["retracted"] for row in post.rows("incidents", "--all")} == {own: True, other: False}
    told = post("incidents", "--all", "-f", "table").stdout
    assert "TAKEN BACK OR JOINED (1)" in told
    assert "1 open, 0 done" in told
    report = post.rows("sitrep")
    assert (report["incidents"], report["new"], report["open"], report["withdrawn"]) == (1, 1, 1, 1)
    assert "Taken back in this window, or joined to another report: 1" in post("sitrep").stdout
    told = post("show", own, "-f", "table").stdout
    assert "Taken back: it is left out of lists and reports." in told
    assert "bukan kejadian kita" in told
    assert "[taken back]" in told
    assert "was taken back" in post.said("update", own, "--note", "x")
    assert "taken back already" in post.said("retract", own, "--note", "x")
    post("retract", act, "--note", "kejadian kita juga")
    assert {row["id"] for row in post.rows("incidents")} == {own, other}
    assert post.rows("sitrep")["withdrawn"] == 0
    assert post.rows("verify") == []


def test_an_update_that_is_taken_back_counts_for_nothing(post):
    own = post.report()
    post("update", own, "--status", "terverifikasi", "--owner", "PLN")
    post.at("2024-11-27T07:00")("update", own, "--status", "ditangani", "--title", "judul salah")
    wrong = post.rows("show", own)["history"][-1]["id"]
    post.at("2024-11-27T07:10")("retract", wrong, "--note", "salah insiden")
    (row,) = post.at("2024-11-27T08:00").rows("incidents")
    assert (row["title"], row["status"], row["owner"]) == ("Surat suara kurang", "terverifikasi", "PLN")
    assert row["conflict"] is False
    acts = post.rows("show", own)["history"]
    assert [(act["kind"], act.get("retracted", False)) for act in acts] == [
        ("report", False), ("update", False), ("update", True), ("retract", False),
    ]  # fmt: skip
    # What goes on from there is no conflict with what was taken back.
    post.at("2024-11-27T07:20")("update", own, "--status", "ditangani")
    assert post.at("2024-11-27T08:00").rows("incidents")[0]["status"] == "ditangani"


def test_a_nil_report_a_tick_a_plan_and_a_member_are_taken_back(post):
    nil = post.id("nil", "31.71")
    tick = post.id("tick", "masa-tenang", "quiet-01")
    plan = post.id("plan", "add", "rapat salah", "--at", "2024-11-27T09:00")
    member = post.id("members", "add", "Dinas Salah")
    for own in (nil, tick, plan, member):
        post("retract", own, "--note", "salah")
    assert "31.71" in [row["region"] for row in post.rows("overdue", ends=1)]
    assert "rapat salah" not in [row["title"] for row in post.rows("plan", "list")]
    assert "Dinas Salah" not in [row["agency"] for row in post.rows("members", "list")]
    assert "not ticked" in post.said("untick", "masa-tenang", "quiet-01", ends=3)
    post("retract", post.log()[-4]["id"], "--note", "ternyata nihil")
    assert "31.71" not in [row["region"] for row in post.rows("overdue", ends=1)]


def test_a_past_report_knows_nothing_of_what_was_taken_back_later(post):
    own = post.report()
    window = ("sitrep", "--from", "2024-11-27T05:00", "--to", "2024-11-27T07:00", "-f", "json")
    before = post(*window).stdout
    post.at("2024-11-27T08:00")("retract", own, "--note", "salah")
    assert post(*window).stdout == before
    assert [row["id"] for row in post.at("2024-11-27T07:00").rows("incidents")] == [own]
    after = post.rows("sitrep", "--from", "2024-11-27T07:00", "--to", "2024-11-27T09:00")
    assert (after["incidents"], after["withdrawn"]) == (0, 1)


def test_a_file_that_was_merged_by_mistake_is_taken_back_whole(post, laptop, tmp_path):
    own = post.report("benar")
    drill = laptop(by="budi")
    drill("open", "31")
    for number in range(3):
        drill("update", drill.report(f"latihan {number}"), "--status", "terverifikasi")
    drill("nil", "31.71")
    file = str(drill.export(tmp_path / "latihan.jsonl"))
    post("merge", file)
    assert len(post.rows("incidents")) == 4
    assert post.rows("retract", "--file", file, "--note", "log latihan") == {"retracted": 7}
    assert [row["id"] for row in post.rows("incidents")] == [own]
    assert "31.71" in [row["region"] for row in post.rows("overdue", ends=1)]
    assert post.rows("retract", "--file", file, "--note", "lagi") == {"retracted": 0}
    assert post.rows("verify") == []
    before = post.log()
    for arguments in (["--file", file, own], [], ["--file", "/gone"]):
        post("retract", *arguments, "--note", "x", ends=None if "/gone" in arguments else 2)
    (tmp_path / "cut.jsonl").write_text((tmp_path / "latihan.jsonl").read_text()[:-40])
    assert "the file may have been cut" in post.said("retract", "--file", str(tmp_path / "cut.jsonl"), "--note", "x")
    assert post.log() == before


@pytest.mark.parametrize(
    ("kind", "said"),
    [("open", "The opening of a post is not taken back"), ("redact", "nothing brings it back"), ("another's", "which alone can take it back")],
)  # fmt: skip
def test_what_cannot_be_taken_back(post, laptop, tmp_path, kind, said):
    if kind == "redact":
        own = post.id("redact", post.report("x"), "--field", "title", "--note", "nama orang")
    elif kind == "another's":
        city = laptop()
        city("open", "31.71")
        own = city.id("plan", "add", "rapat", "--at", "2024-11-27T09:00")
        post("merge", str(city.export(tmp_path / "city.jsonl")))
    else:
        own = next(entry["id"] for entry in post.log() if entry["kind"] == "open")
    before = post.log()
    assert said in post.said("retract", own, "--note", "x")
    assert post.log() == before


def test_what_was_taken_back_on_one_laptop_and_updated_on_another_stays_taken_back(post, laptop, tmp_path):
    other = laptop(by="budi")
    own = post.report()
    other("merge", str(post.export(tmp_path / "first.jsonl")))
    other.at("2024-11-27T07:00")("update", own, "--status", "terverifikasi")
    post.at("2024-11-27T07:00")("retract", own, "--note", "salah")
    exchange(post, other, folder=tmp_path)
    for one in (post.at("2024-11-27T08:00"), other.at("2024-11-27T08:00")):
        assert one.rows("incidents") == []
        assert one.rows("incidents", "--all")[0]["status"] == "terverifikasi"
        assert one.rows("verify") == []
    assert sorted(map(str, post.log())) == sorted(map(str, other.log()))


def test_two_reports_of_one_thing_are_joined_and_count_once(post):
    first, second = post.report("listrik padam di Menteng", "LIS"), post.report("PLN mati, Menteng", "LIS")
    answer = post.rows("update", second, "--duplicate-of", sign(post, first))
    assert answer["id"] == second
    assert [row["id"] for row in post.rows("incidents")] == [first]
    assert post.rows("sitrep")["incidents"] == 1
    assert post.rows("show", first)["further_reports"] == [second]
    assert post.rows("show", second)["duplicate_of"] == first
    assert f"Also reported as: {sign(post, second)}" in post("show", first, "-f", "table").stdout
    assert f"A further report of {sign(post, first)}" in post("show", second, "-f", "table").stdout
    assert "the same incident" in post.said("update", first, "--duplicate-of", second)
    assert "the same incident" in post.said("update", first, "--duplicate-of", first)
    # Taking the joining back, or the report that stays, brings it back.
    joined = post.rows("show", second)["history"][-1]["id"]
    undone = post.id("retract", joined, "--note", "dua gardu")
    assert len(post.rows("incidents")) == 2
    post("retract", undone, "--note", "satu gardu")
    post("retract", first, "--note", "salah kota")
    assert [row["id"] for row in post.rows("incidents")] == [second]


def test_two_reports_joined_to_each_other_on_two_laptops_leave_the_earlier_one(post, laptop, tmp_path):
    other = laptop(by="budi")
    first, second = post.report("satu"), post.report("dua")
    other("merge", str(post.export(tmp_path / "first.jsonl")))
    post("update", first, "--duplicate-of", second)
    other("update", second, "--duplicate-of", first)
    exchange(post, other, folder=tmp_path)
    for one in (post, other):
        assert [row["id"] for row in one.rows("incidents")] == [min(first, second)]
        assert one.rows("sitrep")["incidents"] == 1


@pytest.mark.parametrize("text", [f"NIK {NIK} dipukul", f"hubungi {PHONE}", "WA +62 812 3456 7890"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "{}", "--category", "KEK"], ["report", "x", "--category", "KEK", "--details", "{}"],
        ["report", "x", "--category", "KEK", "--place", "{}"], ["report", "x", "--category", "KEK", "--agency", "{}"],
        ["update", "ID", "--note", "{}"], ["update", "ID", "--title", "{}"], ["nil", "31.71", "--note", "{}"],
        ["plan", "add", "{}", "--at", "2024-11-27T09:00"], ["members", "add", "KPU", "--shift", "{}"], ["retract", "ID", "--note", "{}"],
        ["tick", "masa-tenang", "quiet-01", "--note", "{}"],
    ],
)  # fmt: skip
def test_numbers_of_people_are_refused_or_masked_in_every_text(file_post, arguments, text):
    own = file_post.report("sebelum")
    typed = [part.replace("{}", text).replace("ID", own) if part in ("{}", "ID") else part for part in arguments]
    before = file_post.log()
    said = file_post.said(*typed)
    assert "looks like a NIK or a telephone number" in said
    assert "--mask" in said
    assert file_post.log() == before
    file_post(*typed, "--mask")
    log = json.dumps(file_post.log(), ensure_ascii=False)
    assert "[…]" in log
    assert not any(part in log for part in (NIK, PHONE, "3456 7890"))


def test_who_called_is_kept_for_the_post_and_never_made_public(post):
    own = post.report("kotak suara basah", contact=f"Pak Budi {PHONE}")
    assert post.rows("show", own)["contact"] == f"Pak Budi {PHONE}"
    assert PHONE in post("show", own, "-f", "table").stdout
    assert post.rows("incidents")[0]["contact"] == f"Pak Budi {PHONE}"
    for arguments in (["incidents", "--public"], ["sitrep"], ["sitrep", "--public"], ["export", "--public"]):
        assert PHONE not in post(*arguments).stdout, arguments
    lines = {"title": "y", "category": "LOG", "contact": PHONE}, {"title": f"z {PHONE}", "category": "LOG"}
    assert "line 1: The title holds" in post("import", "-", stdin=json.dumps(lines[1]), ends=2).stderr
    post("import", "-", "--mask", stdin="\n".join(map(json.dumps, lines)))
    assert [row["title"] for row in post.rows("incidents")] == ["kotak suara basah", "y", "z […]"]


def test_a_text_is_taken_out_here_and_wherever_the_log_is_merged(post, laptop, tmp_path):
    own = post.report("Siti Aminah dipukul", "KEK", details="alamat Jl. Melati 5")
    old = post.export(tmp_path / "old.jsonl")
    other, fresh = laptop(by="budi"), laptop(by="sari")
    other("merge", str(old))
    result = post("redact", sign(post, own), "--field", "title", "--note", "nama warga")
    assert "files exported before" in result.stderr
    assert "Siti" not in post("export").stdout
    assert post.rows("incidents")[0]["title"] == "███"
    assert post.rows("show", own)["details"] == "alamat Jl. Melati 5"
    assert post.rows("verify") == []
    new = post.export(tmp_path / "new.jsonl")
    for one in (other, fresh):
        one("merge", str(new))
        assert "Siti" not in one("export").stdout
        assert "Melati" in one("export").stdout
        assert one.rows("verify") == []
    # The file from before brings nothing back, here or there.
    for one in (post, other, fresh):
        one("merge", str(old))
        assert "Siti" not in one("export").stdout
        assert one.rows("verify") == []
    assert [post.log(), fresh.log()] == [other.log()] * 2
    post("redact", own, "--field", "details", "--note", "alamat")
    assert "Melati" not in post("export").stdout
    assert "taken out of it before" in post.said("redact", own, "--field", "details", "--note", "x")


def test_nothing_of_it_is_left_in_the_file(file_post, tmp_path):
    own = file_post.report("Siti Aminah dipukul", "KEK")
    for number in range(300):
        file_post("update", own, "--note", f"catatan {number} Siti Aminah") if number < 3 else None
    for act in file_post.rows("show", own)["history"]:
        file_post("redact", act["id"], "--field", "title" if act["kind"] == "report" else "note", "--note", "nama")
    whole = b"".join(path.read_bytes() for path in Path(file_post.place).parent.glob(Path(file_post.place).name + "*"))
    assert b"Siti" not in whole


def test_a_short_text_cannot_be_found_by_trying(post):
    own = post.report("Siti")
    before = next(entry for entry in post.log() if entry["id"] == own)
    post("redact", own, "--field", "title", "--note", "nama")
    after = next(entry for entry in post.log() if entry["id"] == own)
    assert after["hash"] == before["hash"]
    assert "salts" not in after["body"]
    assert len(before["body"]["salts"]["title"]) == 32
    assert (
        post.report("Siti")
        and len({entry["body"]["redacted"]["title"] for entry in post.log() if "redacted" in entry["body"]}) == 1
    )


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("status", "no text that people write"), ("", "no text that people write"), ("details", "has no 'details'; it has: title."),
        ("note", "but these updates of it have"), ("\x1b[31m", "no text that people write"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_out_is_said(post, field, said):
    own = post.report()
    post("update", own, "--note", "x")
    before = post.log()
    assert said in post.said("redact", own, "--field", field, "--note", "x")
    assert post.log() == before


@pytest.mark.parametrize("arguments", [["retract", "{}"], ["redact", "{}", "--field", "title"]])
@pytest.mark.parametrize("note", ["", " ", "\t", "x" * 20_001, "a\0b"])
def test_why_must_be_said(file_post, arguments, note):
    own = file_post.report()
    before = file_post.log()
    file_post.said(*[part.replace("{}", own) for part in arguments], "--note", note)
    assert file_post("retract", own, ends=2).stdout == ""
    assert file_post.log() == before


def test_an_id_of_nothing_is_refused(file_post):
    for own in ("", " ", "K7QM", "00000000", "01936d0e-0000-7000-8000-000000000000", "x" * 10_000, "\u202e"):
        file_post.said("retract", own, "--note", "x", ends=3)
        file_post.said("redact", own, "--field", "title", "--note", "x", ends=3)


def test_a_text_that_is_taken_out_by_hand_is_missed(post):
    own = post.report("Siti")
    (row,) = [entry for entry in post.log() if entry["id"] == own]
    from pilkada_cli.posko.log.entry import canonical
    from pilkada_cli.posko.log.seals import without

    post.tamper(("UPDATE entries SET body = ? WHERE id = ?", canonical(without(row["body"], "title")), own))
    problems = [flaw["problem"] for flaw in post.rows("verify", ends=1)]
    assert problems == ["'title' is gone, and no entry takes it out"]


def test_the_guard_of_the_database_lets_a_redaction_alone_through(file_post):
    own, other = file_post.report("satu"), file_post.report("dua")
    file_post("redact", own, "--field", "title", "--note", "x")
    connection = sqlite3.connect(file_post.place)
    for statement in ("UPDATE entries SET body = '{}' WHERE id = ?", "UPDATE entries SET writer = 'x' WHERE id = ?"):
        for wanted in (other, own) if "writer" in statement else (other,):
            with pytest.raises(sqlite3.Error, match="append-only"):
                connection.execute(statement, (wanted,))
    connection.close()


def test_a_nil_report_where_incidents_are_open_must_be_meant(post):
    own = post.report("Kotak suara hilang", region="31.71")
    before = post.log()
    said = post.said("nil", "31.71")
    assert sign(post, own) in said
    assert "Kotak suara hilang" in said
    assert "--force" in said
    assert "31.72" not in post("nil", "31.72").stderr
    assert "Kotak suara hilang" in post.said("nil", "31")
    assert len(post.log()) == len(before) + 1
    post("nil", "31.71", "--force")
    moved = post.report("Salah kota", region="31.73")
    post("update", moved, "--region", "31.74")
    post("nil", "31.73")
    assert "Salah kota" in post.said("nil", "31.74")
    post("update", moved, "--status", "bukan_masalah")
    post("nil", "31.74")


def test_a_report_that_says_nearly_the_same_is_pointed_out(post):
    first = post.report("Listrik padam di TPS 5", "LIS", region="31.71")
    result = post("report", "listrik PADAM di TPS 5!", "--category", "LIS", "--region", "31.71")
    assert f"{first} says nearly the same, of less than an hour ago: Listrik padam di TPS 5" in result.stderr
    assert "--duplicate-of" in result.stderr
    for title, options in (
        ("Listrik padam di TPS 6", ["--region", "31.71"]), ("Listrik padam di TPS 5", ["--region", "31.72"]),
        ("Hujan deras, jalan tertutup", ["--region", "31.71"]),
    ):  # fmt: skip
        assert post("report", title, "--category", "LIS", *options).stderr == ""
    assert (
        post.at("2024-11-27T07:01")("report", "Listrik padam di TPS 5", "--category", "LIS", "--region", "31.71").stderr
        == ""
    )
    again = post.at("2024-11-27T07:02")
    assert again("report", "Listrik padam di TPS 5", "--category", "LIS", "--region", "31.71", "--force").stderr == ""


def test_a_forgotten_name_is_said_once_and_root_is_nobody(post, monkeypatch):
    from pilkada_cli.posko import operator

    for user, writer in (("rini.w", "rini.w"), ("root", "tanpa nama")):
        monkeypatch.setattr("getpass.getuser", lambda user=user: user)
        monkeypatch.delenv("SUDO_USER", raising=False)
        monkeypatch.delenv("PILKADA_BY", raising=False)
        post.by = ""
        first, second = post("nil", "31.71"), post("nil", "31.72")
        assert f"Nobody said who is writing, so it is recorded as '{writer}'" in first.stderr
        assert second.stderr == ""
        assert {entry["writer"] for entry in post.log()[-2:]} == {writer}
    monkeypatch.setenv("SUDO_USER", "budi")
    assert operator.writer_of(None) == "budi"
