"""Where a store is: a place that is misread never becomes a file, and no sentence shows a password."""

from pathlib import Path

import pytest

from pilkada_cli.posko.store.location import read_location

PASSWORD = "r4hasia"


@pytest.mark.parametrize(
    "location",
    [
        f"postgresql+psycopg://rini:{PASSWORD}@db.invalid/pilkada", f"POSTGRES://rini:{PASSWORD}@db.invalid/pilkada", f"  postgresql://rini:{PASSWORD}@db.invalid/p\n",
        f"host=db.invalid dbname=p user=rini password={PASSWORD}", f"dbname = p password='{PASSWORD}'", f"mysql://rini:{PASSWORD}@db/p", "sqlite:///posko.db",
        "file:///tmp/posko.db", f"postgresql:/rini:{PASSWORD}@db/p", f"postgresql://rini:{PASSWORD}@x@db.invalid/p", f"postgresql://rini:ab/{PASSWORD}@db.invalid/p",
        f"postgresql://rini:{PASSWORD}#x@db.invalid:70000/p", f"postgresql://[rini:{PASSWORD}@db/p", f"postgresql://rini@db.invalid:{PASSWORD}/p",
        "$HOME/posko.db", "${POSKO_DIR}/posko.db", "%APPDATA%/posko.db", "~nobody-of-that-name/posko.db",
    ],
)  # fmt: skip
def test_a_place_that_is_misread_is_refused_and_makes_no_file(post_at, tmp_path, monkeypatch, location):
    monkeypatch.chdir(tmp_path)
    keyboard = post_at(location)
    for arguments in (["incidents"], ["open", "31"], ["verify"]):
        said = keyboard.said(*arguments, ends=5)
        assert PASSWORD not in said
        assert "posko open" not in said
    assert list(tmp_path.rglob("*")) == []


def test_a_leading_tilde_is_the_home_directory(post_at, tmp_path, monkeypatch):
    """As cron, systemd and docker hand it on, which replace nothing."""
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(work)
    post_at("~/posko.db")("open", "31")
    assert (home / "posko.db").is_file()
    assert list(work.rglob("*")) == []


@pytest.mark.parametrize("name", ["posko.db", "a b.db", "posko=2024.db", "ü.db", "10%.db", "C:posko.db"])
def test_other_names_are_files(tmp_path, name):
    assert read_location(str(tmp_path / name)).path == tmp_path / name
    assert read_location(name).path == Path(name)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("postgresql://rini@db/p", "postgresql://rini@db/p"), ("postgres://rini:a%40b@db:5432/p", "postgresql://rini:a%40b@db:5432/p"),
        ("postgresql:///p?host=/run/pg&user=a@b", "postgresql:///p?host=/run/pg&user=a@b"), ("postgresql://u:p@[::1]:5432/p", "postgresql://u:p@[::1]:5432/p"),
    ],
)  # fmt: skip
def test_urls_of_postgresql_in_each_spelling(text, url):
    assert read_location(text).url == url
