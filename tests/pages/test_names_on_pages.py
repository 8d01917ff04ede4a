"""A kabupaten and a kota of one name are told apart on every page and list of a post, in the same words."""

import re

import pytest


@pytest.fixture
def bogor(voting_post):
    """A post of Jawa Barat with an incident in Kab. Bogor and one in Kota Bogor."""
    voting_post(
        ("open", "32"),
        ("report", "Banjir", "--region", "32.01", "--category", "LOG"),
        ("report", "Listrik padam", "--region", "32.71", "--category", "LOG"),
    )


@pytest.mark.parametrize(
    "command",
    ["board", "posko incidents -f html", "posko incidents -f table"],
)
def test_both_are_named_with_their_kind(run, bogor, command):
    said = run(*command.split()).stdout
    for name in ("Kab. Bogor", "Kota Bogor"):
        assert name in said
    assert re.search(r"(?<!Kab\. )(?<!Kota )(?<!Kabupaten )Bogor: ", said) is None


def test_silent_posts_are_told_apart(run, bogor):
    waiting = re.search(r'<ul class="rows two waiting">(.*?)</ul>', run("board").stdout, re.DOTALL)[1]
    names = re.findall(r"<li><b>(.*?)</b>", waiting)
    assert len(set(names)) == len(names) == 8
    assert {"Kab. Bogor", "Kab. Bandung"} < set(names)
