"""Where things are when nobody says: the post's store in the user's data directory."""

from pathlib import Path

import pytest
from platformdirs import user_data_path

from pilkada_cli.session import Session


@pytest.mark.parametrize("home", ["", " ", "/srv/data"])
def test_the_store_lies_where_platformdirs_says(home, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", home)
    assert Path(Session().posko) == user_data_path("pilkada") / "posko.db"


def test_there_is_no_post_without_a_file_and_may_be_one_behind_a_url(monkeypatch, tmp_path):
    assert not Session().has_post
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    assert not Session().has_post
    (tmp_path / "posko.db").touch()
    assert Session().has_post
    monkeypatch.setenv("PILKADA_POSKO", "postgresql://posko@db/posko")
    assert Session().has_post
