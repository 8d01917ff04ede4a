"""One entry: its canonical form and hash, the line it travels as, and ids that only ever grow."""

import hashlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.log.entry import canonical, in_order, line_of, read_line, sign
from pilkada_cli.posko.log.ids import Ids
from pilkada_cli.posko.log.kinds import Damaged
from pilkada_cli.posko.log.moments import milliseconds, write_moment

ENTRY = sign(
    id="01936ab3-f980-7367-aa63-5ae544cebfc1", post="31", writer="rini", recorded="2024-11-26T23:00:00.000+00:00",
    occurred="2024-11-26T22:30:00.000+00:00", kind="report", subject="01936ab3-f980-7367-aa63-5ae544cebfc1",
    body=canonical({"title": "Surat suara “kurang”", "region": "31.73", "category": "LOG", "severity": "sedang", "status": "baru", "agency": None}),
    prev=None,
)  # fmt: skip


def test_the_hash_is_that_of_the_canonical_line_without_it():
    canonical_line = (
        '{"body":{"category":"LOG","region":"31.73","severity":"sedang","status":"baru","title":"Surat suara “kurang”"},'
        '"id":"01936ab3-f980-7367-aa63-5ae544cebfc1","kind":"report","occurred":"2024-11-26T22:30:00.000+00:00",'
        '"post":"31","prev":null,"recorded":"2024-11-26T23:00:00.000+00:00",'
        '"subject":"01936ab3-f980-7367-aa63-5ae544cebfc1","writer":"rini"}'
    )
    assert ENTRY.hash == hashlib.sha256(canonical_line.encode()).hexdigest()


def test_a_line_has_the_fields_of_the_contract_in_their_order_and_is_read_back():
    line = line_of(ENTRY)
    assert list(json.loads(line)) == [
        "id", "post", "writer", "recorded", "occurred", "kind", "subject", "body", "prev", "hash",
    ]  # fmt: skip
    assert line.endswith("}\n")
    assert line.count("\n") == 1
    assert read_line(line) == ENTRY
    assert read_line(line.encode()) == ENTRY


def test_the_order_of_keys_and_the_spaces_of_a_line_do_not_matter():
    fields = json.loads(line_of(ENTRY))
    assert read_line(json.dumps(dict(reversed(fields.items())), indent=None)) == ENTRY


CHANGED = {
    "id": ["", "01936ab3-f980-4367-aa63-5ae544cebfc1", "01936AB3-F980-7367-AA63-5AE544CEBFC1", 5, None],
    "post": ["32", None, "31\0", 31], "writer": ["budi", "", 7, "a\0"],
    "recorded": ["2024-11-26T23:00:01.000+00:00", "2024-11-27T06:00:00.000+07:00", "2024-11-26", "2024-13-45T23:00:00.000+00:00", None],
    "occurred": ["2024-11-26T22:30:00.001+00:00", "2024-02-30T22:30:00.000+00:00", 1732660200],
    "kind": ["update", "poem", None], "subject": ["x", None, "\ud800"],
    "body": [{}, [], None, "text", {"title": 5}, {"title": "x", "region": "31", "category": "LOG", "severity": "sedang", "status": "baru", "votes": "12"}],
    "prev": ["", "0" * 63, "0" * 64, 5], "hash": ["0" * 64, "", None, ENTRY.hash.upper()],
}  # fmt: skip


@pytest.mark.parametrize(("field", "value"), [(name, value) for name, values in CHANGED.items() for value in values])
def test_a_changed_field_is_refused(field, value):
    with pytest.raises(Damaged, match=r"\w"):
        read_line(json.dumps({**json.loads(line_of(ENTRY)), field: value}))


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "null", "7", '"text"', "{}", line_of(ENTRY)[:-20], line_of(ENTRY) * 2, "[" * 100_000, b"\xff\xfe",
     line_of(ENTRY).replace('"prev":null', '"prev":NaN'), line_of(ENTRY).replace("}\n", ',"more":1}')],
)  # fmt: skip
def test_what_is_no_entry_is_refused(line):
    with pytest.raises(Damaged, match=r"\w"):
        read_line(line)


def test_a_public_export_is_told_from_a_whole_one():
    with pytest.raises(Damaged, match="public export"):
        read_line(json.dumps({**json.loads(line_of(ENTRY)), "writer": None}))


def test_moments_are_written_in_utc_with_milliseconds_and_read_back():
    from datetime import datetime

    moment = datetime.fromisoformat("2024-11-27T06:00:00.123456+07:00")
    assert write_moment(moment) == "2024-11-26T23:00:00.123+00:00"
    assert milliseconds(write_moment(moment)) == 1732662000123


def test_ids_are_uuids_of_version_7_that_carry_their_moment():
    own = Ids().make(1732662000123)
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", own)
    assert int(own[:8] + own[9:13], 16) == 1732662000123


@given(st.lists(st.integers(-59_000, 10_000_000), max_size=50))
def test_ids_grow_whatever_a_clock_within_a_minute_does(steps):
    ids, last, highest = Ids(), "", 0
    for step in steps:
        moment = max(1_700_000_000_000, highest + step) if highest else 1_700_000_000_000
        own = ids.make(moment)
        highest = max(highest, moment)
        assert own > last
        last = own


def test_more_ids_of_one_millisecond_than_the_counter_holds_stay_in_order():
    ids = Ids()
    made = [ids.make(5) for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == 10_000


def test_a_clock_set_back_by_hours_gives_ids_of_its_own_time():
    ids = Ids()
    ids.make(1732662000123)
    assert int(ids.make(1732662000123 - 7_200_000)[:8], 16) == (1732662000123 - 7_200_000) >> 16


def test_ids_go_on_after_the_last_one_of_the_store():
    last = Ids().make(1732662000123)
    assert Ids(last).make(1732662000123) > last


def test_an_entry_counts_from_the_earlier_of_its_moments():
    assert ENTRY.counts_from == milliseconds(ENTRY.occurred)
    late = ENTRY._replace(occurred="2024-11-27T22:30:00.000+00:00")
    assert late.counts_from == milliseconds(ENTRY.recorded)


def test_entries_stand_in_the_order_in_which_it_happened_then_was_recorded_then_of_their_ids():
    later = "2024-11-27T00:00:00.000+00:00"
    ordered = [
        ENTRY,
        ENTRY._replace(id=ENTRY.id[:-1] + "2"),
        ENTRY._replace(id="0", recorded=later),
        ENTRY._replace(occurred=later),
    ]
    assert in_order(reversed(ordered)) == ordered


@pytest.mark.parametrize(
    "body",
    ["[]", "", '"text"', "{" * 100_000, '{"title":5}', '{"title":["x"]}', '{"title":null}', '{"after":["x",5]}', '{"after":5}'],
)  # fmt: skip
def test_a_stored_body_that_is_no_mapping_of_texts_is_damage_that_names_the_entry(body):
    with pytest.raises(StoreFailed, match=ENTRY.id):
        _ = ENTRY._replace(body=body).content


def test_what_is_stored_is_read_as_it_was_written():
    body = {"after": ["a", "b"], "status": "selesai"}
    assert ENTRY._replace(body=canonical(body)).content == body


def test_only_an_entry_that_was_recorded_under_a_set_clock_is_of_a_drill():
    assert ENTRY.drill is False
    assert ENTRY._replace(body=canonical({"title": '"clock":"set"'})).drill is False
    assert ENTRY._replace(body=canonical({"title": "x", "clock": "set"})).drill is True


def test_the_hash_runs_over_seals_and_holds_when_a_text_is_taken_out():
    salt = "00" * 16
    seal = hashlib.sha256(f"{salt}:note:Bocor".encode()).hexdigest()
    form = canonical({"region": "31.73", "seals": {"note": seal}})
    fields = ENTRY._asdict() | {"body": canonical({"note": "Bocor", "region": "31.73", "salts": {"note": salt}})}
    fields.pop("hash")
    entry = sign(**fields)
    assert sign(**fields, form=form) == entry
    assert entry.hash == sign(**fields | {"body": canonical({"redacted": {"note": seal}, "region": "31.73"})}).hash
    assert entry.hash == sign(**fields | {"body": form}).hash != ENTRY.hash


@pytest.mark.parametrize(
    "body", ['{"salts":{"note":"00"}}', '{"salts":{"note":"00"', '[{"salts":{}}]', '{"salts":{},"redacted":5}']
)
def test_a_body_whose_salts_are_broken_cannot_be_signed(body):
    with pytest.raises(ValueError, match=r"\w"):
        sign(*ENTRY._replace(body=body)[:-1])


def test_what_json_has_no_number_for_is_not_written():
    with pytest.raises(ValueError, match="JSON"):
        canonical({"entries": float("nan")})
