"""Call signs: four letters to say on the radio, longer only while two share them, taken wherever an id is."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_cli.posko.log.ids import Ids
from pilkada_cli.posko.log.signs import ALPHABET, LONG, SHORT, call_sign, call_signs, ending, read_sign

IDS = st.integers(0, (1 << 48) - 1).map(lambda tail: f"01936ab3-f980-7400-8000-{tail:012x}")


@given(IDS, st.integers(SHORT, LONG))
def test_a_sign_is_the_end_of_its_id_whatever_its_length(own, length):
    sign = call_sign(own, length)
    assert len(sign) == length
    assert call_sign(own, LONG).endswith(sign)
    assert own.endswith(ending(sign))
    assert read_sign(sign.lower()) == sign


@given(st.sets(IDS, max_size=50))
def test_no_two_share_a_sign_and_none_is_longer_than_it_must_be(ids):
    signs = call_signs(ids)
    assert signs.keys() == ids
    assert len(set(signs.values())) == len(ids)
    for own, sign in signs.items():
        shorter = call_sign(own, len(sign) - 1) if len(sign) > SHORT else None
        assert shorter is None or sum(call_sign(other, len(shorter)) == shorter for other in ids) > 1


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("k7qm", "K7QM"),
        ("K7-QM", "K7QM"),
        (" 0oIl ", "0011"),
        ("u123", None),
        ("abc", None),
        ("", None),
        ("é7qm", None),
    ],
)
def test_what_is_heard_is_taken_for_what_is_meant(typed, read):
    assert read_sign(typed) == read


def test_the_alphabet_has_no_letter_that_is_mistaken():
    assert set(ALPHABET) == set(string.digits + string.ascii_uppercase) - set("ILOU")


def test_an_incident_and_a_plan_are_named_by_their_signs(post):
    own = post.report()
    (row,) = post.rows("incidents")
    post("update", row["call_sign"].lower(), "--status", "terverifikasi")
    assert post.rows("show", row["call_sign"])["status"] == "terverifikasi"
    assert post.rows("show", own)["call_sign"] == row["call_sign"]
    plan = post.rows("plan", "list")[0]
    post("plan", "done", plan["call_sign"])
    assert post.rows("plan", "list")[0]["state"] == "done"
    assert "No entry here has the id" in post.said("show", plan["call_sign"], ends=3)
    assert "too short" in post.said("show", "K7Q", ends=3)


def test_two_that_share_a_sign_have_longer_ones_and_the_short_one_lists_both(post, monkeypatch):
    tails = iter(["000000000123", "111111100123"])
    make = Ids.make
    monkeypatch.setattr(Ids, "make", lambda self, moment: make(self, moment)[:24] + next(tails))
    post.report("Banjir di Pluit")
    post.report("Banjir di Tebet")
    signs = [row["call_sign"] for row in post.rows("incidents")]
    assert [len(sign) for sign in signs] == [5, 5]
    said = post.said("show", signs[0][-4:], ends=3)
    assert "Banjir di Pluit" in said
    assert "Banjir di Tebet" in said
    assert [post.rows("show", sign)["title"] for sign in signs] == ["Banjir di Pluit", "Banjir di Tebet"]
