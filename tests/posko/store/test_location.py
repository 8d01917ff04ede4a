"""Where a store is: a place that is misread never becomes a file, and no sentence shows a password."""

import json
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
        "$HOMES/posko.db", "/srv/$HOME/posko.db", "${POSKO_DIR}/posko.db", "%APPDATA%/posko.db", "~nobody-of-that-name/posko.db",
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


@pytest.mark.parametrize("place", ["~/posko.db", "$HOME/posko.db", "${HOME}/posko.db"])
def test_a_leading_tilde_is_the_home_directory(post_at, tmp_path, monkeypatch, place):
    """As cron, systemd and docker hand it on, which replace nothing."""
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(work)
    post_at(place)("open", "31")
    assert (home / "posko.db").is_file()
    assert list(work.rglob("*")) == []


def test_status_and_checklist_look_for_the_post_where_posko_opened_it(post_at, run, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PILKADA_POSKO", "~/posko.db")
    keyboard = post_at("~/posko.db").at("2024-11-24T06:00")
    keyboard("open", "31")
    keyboard("tick", "masa-tenang", "quiet-02")
    day = ("--as-of", "2024-11-26", "-f", "json")
    status = json.loads(run("status", *day).stdout)
    assert "quiet-04" in status["overdue"]
    assert "quiet-02" not in status["overdue"]
    done = {item["id"]: item["done"] for item in json.loads(run("checklist", "masa-tenang", *day).stdout)}
    assert (done["quiet-02"], done["quiet-04"]) == ("2024-11-24T06:00:00+07:00", None)


def test_status_and_checklist_say_that_a_place_is_misread(run, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", "$POSKO_DIR/posko.db")
    for arguments in (["status"], ["checklist", "masa-tenang"]):
        assert "a variable in it was not replaced" in run(*arguments, "--as-of", "2024-11-26").stderr


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
