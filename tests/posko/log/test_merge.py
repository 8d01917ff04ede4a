"""Merging by file: whatever the order and however often, the same entries end in the same state."""

import itertools
import json
import os
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.posko.agenda import agenda
from pilkada_cli.posko.incidents.cases import incidents
from pilkada_cli.posko.incidents.incident import Incident, heads
from pilkada_cli.posko.log.access import open_log
from pilkada_cli.posko.log.digest import log_hash
from pilkada_cli.posko.log.entry import line_of
from pilkada_cli.posko.log.kinds import FINAL
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.merge import merge
from pilkada_cli.posko.log.moments import Before, milliseconds
from pilkada_cli.posko.log.redaction import take_out
from pilkada_cli.posko.log.seals import salted
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.log.verify import verify
from pilkada_cli.posko.members import members
from pilkada_cli.posko.nil import heard, nil_reports
from pilkada_cli.posko.post import NATIONAL_NAME, Post
from pilkada_cli.posko.sitrep.counts import Counts
from pilkada_cli.posko.sitrep.window import Window
from pilkada_cli.posko.ticks import ticks
from pilkada_cli.posko.words_file import load_words

START = datetime.fromisoformat("2024-11-27T06:00:00+07:00")
WORDS = load_words(DataFiles(shipped()))
LAPTOPS, FAR = 3, 1 << 50
POST = Post("31", NATIONAL_NAME, "WIB", None, ("31.71", "31.72"))

#: What somebody does at a laptop, with a number that says to what, and minutes on that laptop's clock.
ACTS = st.tuples(
    st.integers(0, LAPTOPS - 1),
    st.sampled_from(["report", "report", "update", "update", "update", "nil", "tick", "untick", "member", "leave", "plan", "done", "retract", "retract", "redact", "join", "take"]),
    st.integers(0, 5),
    st.integers(-30, 600),
    st.sampled_from(["rini", "budi"]),
)  # fmt: skip


def export(log: Log) -> bytes:
    with log.reading():
        return "".join(map(line_of, log.entries())).encode()


def take(log: Log, *logs: bytes, now: datetime = START) -> Any:
    files = [(f"log {number}", BytesIO(exported)) for number, exported in enumerate(logs)]
    return merge(log, files, milliseconds(now))


def act(logs: list[Log], laptop: int, kind: str, number: int, minutes: int, writer: str) -> None:
    """Do one thing at a laptop, as its commands would."""
    log, now = logs[laptop], START + timedelta(minutes=minutes)
    if kind == "take":
        take(log, export(logs[number % LAPTOPS]), now=now)
        return
    body, subject = {
        "report": ({"title": f"{number}", "region": f"31.7{1 + number % 5}", "category": "LOG", "severity": "sedang", "status": "baru"}, None),
        "nil": ({}, f"31.7{1 + number % 5}"), "tick": ({"stage": "masa-tenang"}, f"quiet-0{number}"),
        "untick": ({"stage": "masa-tenang"}, f"quiet-0{number}"), "member": ({"shift": f"{number}"}, "kpu"), "leave": ({}, "kpu"),
        "plan": ({"title": "x", "kind": "rapat", "at": "2024-11-27T10:00:00.000+00:00", "appointment": f"{number}"}, None),
    }.get(kind, ({}, None))  # fmt: skip
    if kind in ("retract", "redact"):
        struck = log.struck()
        known = [one for one in log.entries() if one.kind not in FINAL and one.id not in struck]
        known = [one for one in known if "title" in salted(one.body)] if kind == "redact" else known
        if not known:
            return
        subject = known[-1 - number % len(known)].id
        body = {"note": "x", **({"field": "title"} if kind == "redact" else {})}
    if kind == "join":
        known = [one for one in log.entries() if one.kind == "report"]
        if len(known) < 2:
            return
        kind, subject = "update", known[number % len(known)].id
        body = {
            "duplicate_of": known[minutes % len(known)].id,
            "after": heads(list(log.all_acts("update", subject=subject))),
        }
    elif kind in ("update", "done"):
        wanted = {"update": "report", "done": "plan"}[kind]
        known = [one for one in log.entries() if one.kind == wanted]
        if not known:
            return
        subject = known[number % len(known)].id
        if kind == "update":
            field, values = [("status", ["terverifikasi", "ditangani"]), ("owner", ["kpu", "polri"])][number % 2]
            seen = heads(list(log.all_acts("update", subject=subject)))
            body = {field: values[minutes % 2], "after": seen}
    with log.writing() as turn:
        turn.append(Act(kind, body, subject), writer=writer, now=now, post="31")
        if kind == "redact":
            turn.flush()
            take_out(log, str(subject), "title")


def timeless(found: Iterable[Incident]) -> list[Incident]:
    """Incidents without when this store received them, which is the moment of the server's clock in PostgreSQL."""
    return [one._replace(received=None) for one in found]


def state(log: Log) -> Any:
    """All that lists and reports read of a store, but for the order in which it got its entries, and when."""
    with log.reading():
        counts = Counts(log, WORDS, Window(0, FAR))
        return (
            sorted(log.entries()), timeless(incidents(log)), timeless(incidents(log, everything=True)), counts.withdrawn, members(log, "31"), agenda(log, "31"), ticks(log, "31"),
            log_hash(log, Before(FAR)), counts.counts, timeless(counts.gravest), timeless(counts.conflicts), counts.changed, heard(log, POST, FAR), verify(log),
            log.store.entries.one("SELECT count(*) FROM reports"),
        )  # fmt: skip


def played(make: Callable[[], Log], script: list[Any]) -> list[bytes]:
    """What three laptops export after a script of acts, at each of which a post was opened."""
    logs = [make() for _ in range(LAPTOPS)]
    for log in logs:
        with log.writing() as turn:
            turn.append(Act("open", {}, "31"), writer="rini", now=START, post="31")
    for step in script:
        act(logs, *step)
    return [export(log) for log in logs]


#: How many examples, each of eight stores; by hand forty times as many, before a change of how files are merged lands.
TIMES = int(os.environ.get("PILKADA_MERGES", "1"))
EXAMPLES = {"sqlite": 25 * TIMES, "postgres": 5 * TIMES}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_merging_is_idempotent_commutative_and_associative(kind, request):
    make = request.getfixturevalue("files" if kind == "sqlite" else "database")

    @settings(
        max_examples=EXAMPLES[kind], deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )  # fmt: skip
    @given(
        st.lists(ACTS, max_size=25), st.lists(st.integers(0, LAPTOPS - 1), max_size=5), st.permutations(range(LAPTOPS))
    )
    def holds(script, again, order):
        opened: list[Log] = []
        try:
            check(opened, script, again, order)
        finally:
            for log in opened:
                log.close()

    def check(opened, script, again, order):
        def fresh() -> Log:
            opened.append(open_log(make(), write=True, create=True))
            return opened[-1]

        logs = played(fresh, script)
        one = fresh()
        take(one, *logs)
        other = fresh()
        for number in (*order, *again):
            take(other, logs[number])
        assert state(one) == state(other)
        assert take(one, *logs, export(other)).new == 0
        left, right, both = fresh(), fresh(), fresh()
        take(left, logs[0], logs[1])
        take(right, logs[1], logs[2])
        take(both, export(right), export(left))
        assert state(both) == state(one)
        assert state(one)[-2] == []

    holds()


def damaged(lines: list[str], number: int, damage: str) -> list[str]:
    line = lines[number]
    other = json.loads(line)
    return {
        "cut": [*lines[:number], line[: len(line) // 2], *lines[number + 1 :]],
        "changed": [*lines[:number], line.replace('"post":"31"', '"post":"32"'), *lines[number + 1 :]],
        "moved": [*lines[:number], line.replace("2024-11-2", "2024-11-1"), *lines[number + 1 :]],
        "no JSON": [*lines[:number], "rapat dimulai", *lines[number + 1 :]],
        "binary": [*lines[:number], "\x00\x01\x02", *lines[number + 1 :]],
        "forged": [*lines[:number], json.dumps({**other, "writer": "gubernur"}), *lines[number + 1 :]],
        "endless": [*lines[:number], json.dumps({**other, "subject": "x" * (2 << 20)}), *lines[number + 1 :]],
        "gone": [*lines[: number - 1], *lines[number:]],
    }[damage]


@pytest.mark.parametrize("damage", ["cut", "changed", "moved", "no JSON", "binary", "forged", "endless", "gone"])
def test_a_damaged_line_is_refused_with_its_number_and_nothing_of_the_files_is_taken(post, laptop, tmp_path, damage):
    post.report()
    whole = post.export(tmp_path / "whole.jsonl")
    lines = whole.read_text(encoding="utf-8").splitlines()
    number = 12
    broken = tmp_path / "broken.jsonl"
    broken.write_text("\n".join(damaged(lines, number, damage)) + "\n", encoding="utf-8")
    other = laptop()
    other("open", "31")
    before = other.log()
    # What a file lacks may stand in another one; all else is refused beside a whole file as well.
    whole_too = [] if damage == "gone" else [str(whole)]
    said = other.said("merge", *whole_too, str(broken))
    assert f"broken.jsonl, line {number if damage == 'gone' else number + 1}: " in said
    assert said.endswith("nothing was merged.")
    assert other.log() == before


def test_the_same_id_with_other_words_is_refused(post, laptop, tmp_path):
    from pilkada_cli.posko.log.entry import read_line, sign

    own = post.report("asli")
    lines = post("export").stdout.splitlines()
    entry = read_line(lines[-1])
    forged = sign(*entry._replace(body=entry.body.replace("asli", "palsu"))[:-1])
    (tmp_path / "forged.jsonl").write_text("\n".join(lines[:-1]) + "\n" + line_of(forged), encoding="utf-8")
    assert f"another entry has the same id, {own}" in post.said("merge", str(tmp_path / "forged.jsonl"))
    assert post.rows("show", own)["title"] == "asli"


@pytest.mark.parametrize(("kind", "body", "words"), [
    ("update", {"after": []}, "it builds on the entry x, which is missing"), ("done", {}, "it builds on the entry x, which is missing"),
    ("report", {"title": "x", "region": "31", "category": "LOG", "severity": "sedang", "status": "baru"}, "not its own subject"),
])  # fmt: skip
def test_what_builds_on_nothing_is_refused(post, tmp_path, kind, body, words):
    from pilkada_cli.posko.log.entry import canonical, sign
    from pilkada_cli.posko.log.ids import Ids

    moment = "2024-11-27T00:00:00.000+00:00"
    entry = sign(Ids().make(1732662000123), "31", "budi", moment, moment, kind, "x", canonical(body), None)
    (tmp_path / "a.jsonl").write_text(line_of(entry), encoding="utf-8")
    assert words in post.said("merge", str(tmp_path / "a.jsonl"))


def test_an_update_of_what_is_no_incident_is_refused(post, tmp_path):
    from pilkada_cli.posko.log.entry import canonical, sign
    from pilkada_cli.posko.log.ids import Ids

    moment, nil = "2024-11-27T00:00:00.000+00:00", post.id("nil", "31.71")
    entry = sign(Ids().make(1732662000123), "31", "budi", moment, moment, "update", nil, canonical({"after": []}), None)
    (tmp_path / "a.jsonl").write_text(line_of(entry), encoding="utf-8")
    assert "none of its kind" in post.said("merge", str(tmp_path / "a.jsonl"))


@pytest.mark.parametrize("name", ["gone.jsonl", "folder"])
def test_a_file_that_cannot_be_read_is_named(file_post, tmp_path, name):
    (tmp_path / "folder").mkdir()
    assert name in file_post.said("merge", str(tmp_path / name))


def test_an_empty_file_and_blank_lines_are_no_damage(post, tmp_path):
    (tmp_path / "empty.jsonl").write_text("\n\n", encoding="utf-8")
    assert post.rows("merge", str(tmp_path / "empty.jsonl")) == {"new": 0, "known": 0, "conflicts": []}


def forged(kind, body, subject="31.71", post="31", moment="2024-11-27T00:00:00.000+00:00"):
    """A line with an entry that nobody recorded by a command, and whose hash fits all the same."""
    from pilkada_cli.posko.log.entry import canonical, sign
    from pilkada_cli.posko.log.ids import Ids

    own = Ids().make(1732662000123)
    entry = sign(own, post, "budi", moment, moment, kind, own if subject is None else subject, canonical(body), None)
    return line_of(entry)


INCIDENT = {"title": "x", "region": "31", "category": "LOG", "severity": "sedang", "status": "baru"}


@pytest.mark.parametrize("line", [
    forged("plan", {"title": "t", "kind": "rapat", "at": "besok"}, None), forged("nil", {}, post="x"), forged("nil", {}, "atlantis"),
    forged("open", {}, "Jakarta"), forged("report", {**INCIDENT, "region": "../etc"}, None), forged("nil", {}, moment="9999-12-31T23:00:00.000+00:00"),
    forged("nil", {}, moment="1969-12-31T23:00:00.000+00:00"), forged("plan", {"title": "t", "kind": "rapat", "at": "9999-12-31T23:00:00.000+00:00"}, None),
])  # fmt: skip
def test_what_no_command_would_record_is_refused_though_its_hash_fits(post, tmp_path, line):
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    assert "line 1: " in post.said("merge", str(tmp_path / "a.jsonl"))
    post("sitrep")


def test_words_that_this_program_does_not_know_are_taken_and_shown_as_they_are(post, tmp_path):
    newer = {**INCIDENT, "category": "BARU", "severity": "gawat", "status": "arsip", "agency": "x"}
    (tmp_path / "a.jsonl").write_text(forged("report", newer, None), encoding="utf-8")
    post("merge", str(tmp_path / "a.jsonl"))
    report = post.at("2024-11-27T08:00").rows("sitrep")
    assert (report["incidents"], report["open"]) == (1, 0)
    for name in ("category", "severity", "region", "status", "agency"):
        assert [(row["all"], row["open"]) for row in report[f"by_{name}"]] == [(1, 0)], name
    for arguments in (
        ["sitrep"],
        ["incidents", "-f", "table"],
        ["show", post.rows("incidents")[0]["id"], "-f", "table"],
    ):
        post.at("2024-11-27T08:00")(*arguments)


def test_thousands_of_updates_of_one_incident_are_folded_in_no_time(file_post):
    from pilkada_cli.posko.incidents.incident import stand

    own = file_post.report()
    log = open_log(file_post.place, write=True)
    after = []
    with log.writing() as turn:
        for number in range(20_000):
            act_ = Act("update", {"owner": f"a{number}", "after": after}, own)
            after = [turn.append(act_, writer="x", now=START, post="31").id]
    report = next(log.entries(id=own))
    incident = stand(report, list(log.acts("update", subject=own)))
    assert (incident.owner, incident.conflict) == ("a19999", False)
    log.close()


def test_a_file_that_cannot_be_read_on_is_named(file_post):
    for command in ("merge", "import"):
        assert "/proc/self/mem cannot be read" in file_post.said(command, "/proc/self/mem")


def test_a_mistyped_file_leaves_no_store_behind(files, post_at):
    from pathlib import Path

    new = post_at(files())
    new.said("merge", "gone.jsonl")
    assert not Path(new.place).exists()


def test_forged_words_take_no_effect_on_a_terminal(post, tmp_path):
    newer = {**INCIDENT, "category": "\x9b2J", "severity": "\x1b]0;x\x07", "status": "\x1b[2J", "agency": "\u202ex"}
    (tmp_path / "a.jsonl").write_text(forged("report", newer, None), encoding="utf-8")
    post("merge", str(tmp_path / "a.jsonl"))
    own = post.rows("incidents")[0]["id"]
    for arguments in (
        ["show", own, "-f", "table"],
        ["update", own, "--note", "x", "-f", "table"],
        ["sitrep"],
        ["incidents", "-f", "table"],
    ):
        assert not set("\x1b\x9b\x07\u202e") & set(post.at("2024-11-27T08:00")(*arguments).output)


def test_a_line_that_quotes_line_breaks_is_told_in_one_line(post, tmp_path):
    fields = json.loads(forged("nil", {}))
    (tmp_path / "a.jsonl").write_text(json.dumps({**fields, "kind": "nil\npilkada: done"}), encoding="utf-8")
    assert "\n" not in post.said("merge", str(tmp_path / "a.jsonl"))
    assert "\n" not in post("report", "x", "--category", "LOG", "--agency", "kesbang\npoll").stderr.rstrip("\n")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "x" * 301), ("title", " "), ("title", ""), ("details", "x" * 20_001), ("place", "x" * 301), ("agency", "x" * 121),
        ("category", "x" * 121), ("status", "x" * 121), ("owner", "x" * 121), ("severity", "x" * 121), ("contact", "x" * 301),
    ],
)  # fmt: skip
def test_a_text_too_long_is_held_back_at_a_merge_as_at_a_keyboard(file_post, field, text):
    with pytest.raises(AssertionError, match="blank or too long"):
        file_post.take("report", **{field: text})
    file_post.take("report", **{field: "x"})


def test_an_export_is_whole_and_has_no_other_format(file_post):
    for option in (["-f", "csv"], ["--columns", "id"]):
        assert "export writes JSON lines, whole" in file_post.said("export", *option)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_windows_that_adjoin_count_each_incident_as_new_once_and_stay_as_they_were(kind, request):
    """Whatever comes by a merge, in whatever order and with whatever clocks: the report of a past window is the same."""
    make = request.getfixturevalue("files" if kind == "sqlite" else "database")

    @settings(
        max_examples=EXAMPLES[kind], deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )  # fmt: skip
    @given(st.lists(ACTS, max_size=25), st.lists(ACTS, max_size=10), st.lists(st.integers(-40, 700), max_size=4))
    def holds(script, more, cuts):
        logs = [open_log(make(), write=True, create=True) for _ in range(LAPTOPS)]
        try:
            check(logs, script, more, cuts)
        finally:
            for log in logs:
                log.close()

    def check(logs, script, more, cuts):
        for log in logs:
            with log.writing() as turn:
                turn.append(Act("open", {}, "31"), writer="rini", now=START, post="31")
        for step in script:
            act(logs, *step)
        ends = [log.store.entries.last()[2] + 1 for log in logs]
        before = [drawn(log, 0, end) for log, end in zip(logs, ends, strict=True)]
        for step in more:
            act(logs, *step)
        for log, end, was in zip(logs, ends, before, strict=True):
            assert log.store.entries.last()[2] >= end - 1
            # What came later in the same millisecond as the last before it cannot be told apart by the moment.
            if [
                row[0] for row in log.store.entries.rows("SELECT count(*) FROM entries WHERE received < ?", (end,))
            ] == [was[-1][0]]:
                assert drawn(log, 0, end) == was
            edges = sorted({0, *(milliseconds(START + timedelta(minutes=cut)) for cut in cuts), 1 << 42})
            windows = [Window(one, other) for one, other in itertools.pairwise(edges)]
            with log.reading():
                found = list(incidents(log))
                new = {
                    one.id: sum(one.received < window.end and window.is_new(one) for window in windows) for one in found
                }
                # Each counts in every window from the one in which it came on, and is new in that one alone.
                firsts = {one.id: sum(window.holds(one.received) for window in windows) for one in found}
                counted = sum(Counts(log, WORDS, window).all.new for window in windows)
                # What was taken back or joined in the window in which it came is new in none.
                seen = [
                    one.id
                    for window in windows
                    for one in incidents(log, window.before)
                    if one.received < window.end and window.is_new(one)
                ]
            assert set(firsts.values()) <= {1}
            assert counted == len(seen) == len(set(seen))
            assert {one.id for one in found if one.id not in withdrawn(log)} <= set(seen)
            assert all(count >= 1 for count in new.values())

    def withdrawn(log):
        """The incidents that were taken back or joined at any time."""
        acts = log.all_acts("retract", "update")
        return {one.subject for one in acts if one.kind == "retract" or "duplicate_of" in one.content}

    def drawn(log, start, end):
        """The report of a window, but for titles: what was taken out of an entry is gone from every report."""

        def untitled(found):
            return [one._replace(title="") for one in found]

        with log.reading():
            window = Window(start, end)
            counts = Counts(log, WORDS, window)
            return (
                counts.counts, untitled(counts.gravest), untitled(counts.conflicts), counts.changed, counts.withdrawn,
                nil_reports(log, window.before), members(log, "31", window.before),
                untitled(agenda(log, "31", window.before)), log_hash(log, window.before),
            )  # fmt: skip

    holds()
