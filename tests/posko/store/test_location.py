"""Where a store is: a place that is misread never becomes a file, and no sentence shows a password."""

import json
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilkada_cli.errors import PilkadaError
from pilkada_cli.posko.keys import key_path
from pilkada_cli.posko.store.location import read_location
from pilkada_cli.posko.store.postgres.connecting import without_password

PASSWORD = "r4hasia"


@pytest.mark.parametrize(
    "location",
    [
        f"postgresql+psycopg://rini:{PASSWORD}@db.invalid/pilkada", f"POSTGRES://rini:{PASSWORD}@db.invalid/pilkada", f"  postgresql://rini:{PASSWORD}@db.invalid/p\n",
        f"host=db.invalid dbname=p user=rini password={PASSWORD}", f"dbname = p password='{PASSWORD}'", f"mysql://rini:{PASSWORD}@db/p", "sqlite:///posko.db",
        "file:///tmp/posko.db", f"postgresql:/rini:{PASSWORD}@db/p", f"postgresql://rini:{PASSWORD}@x@db.invalid/p", f"postgresql://rini:ab/{PASSWORD}@db.invalid/p",
        f'"postgresql://rini:{PASSWORD}@127.0.0.1:1/posko', f"DATABASE_URL=postgresql://rini:{PASSWORD}@db/p", f"PILKADA_POSKO='postgresql://rini:{PASSWORD}@db/p'",
        f"export PILKADA_POSKO=postgresql://rini:{PASSWORD}@db/p", f"postgresql:rini:{PASSWORD}@db/p", f"postgresql//rini:{PASSWORD}@db/p", f"//rini:{PASSWORD}@db/p",
        "postgresql//db.invalid/p", f"rini:{PASSWORD}@h:5432/db", f"rini/{PASSWORD}@h", f"pg:{PASSWORD}", f"pgsql:host=h;password={PASSWORD}", "postgresql:",
        f"jdbc:postgresql://db/p?user=rini&password={PASSWORD}", f"oracle:rini/{PASSWORD}@h", f"postgresql\uff1a//rini\uff1a{PASSWORD}\uff20db/p", f"PGPASSWORD={PASSWORD}",
        f"postgresql%3A%2F%2Frini%3A{PASSWORD}%40db%2Fp", f"postgresql%253A%252F%252Frini%253A{PASSWORD}%2540db%252Fp", f"h:5432:db:rini:{PASSWORD}", f"post\u200bgresql:{PASSWORD}",
        f"/srv/postgresql://rini:{PASSWORD}@db/p", f"./mysql://rini:{PASSWORD}@db/p", "sqlite:posko.db", "file:posko.db", "file:x.db?mode=memory", ":memory:",
        "Data Source=posko.db", f"Server=h;Password={PASSWORD}", "'posko.db'", "\ufeff<posko.db>", "posko\n.db", f"postgresql://db/p;password={PASSWORD}",
        f"postgresql://db/p&password={PASSWORD}", f"postgresql://rini:12?{PASSWORD}@db/p", f"postgresql://h1:1,h2:{PASSWORD}/p",
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


ODD = [
    "posko=2024.db",
    "kpu:x/posko.db",
    "rini@kpu.db",
    "'posko.db'",
    "a//b.db",
    "postgresql:/rini@db/p",
    "sqlite:posko.db",
    "\ufeffa\n.db",
]


@pytest.mark.parametrize("name", ["posko.db", "a b.db", "ü.db", "10%.db", "C:posko.db", "C:\\Users\\rini\\posko.db", "D:/posko.db", "it's \"2\".db",
                                  "🧑\u200d🚒 posko.db", "27/11:2024.db", "../posko.db", "a?b#c&d.db", "[x].db", "-f"])  # fmt: skip
def test_other_names_are_files(tmp_path, name):
    assert read_location(str(tmp_path / name)).path == tmp_path / name
    assert read_location(name).path == Path(name)
    assert read_location(f"\ufeff {name}\u200b\n").path == Path(name)


@pytest.mark.parametrize("name", ODD)
def test_a_name_that_reads_like_an_address_is_a_file_where_it_says_where_it_begins(tmp_path, monkeypatch, name):
    monkeypatch.setenv("HOME", "/home/rini")
    with pytest.raises(PilkadaError, match="cannot be used: it is "):
        read_location(name)
    for beginning in (f"{tmp_path}/", "./", "../"):
        assert read_location(beginning + name).path == Path(beginning + name)
    assert read_location(f"~/{name}").path == Path("/home/rini") / name
    assert read_location(f"$HOME/{name}").path == Path("/home/rini") / name


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("postgresql://rini@db/p", "postgresql://rini@db/p"), ("postgres://rini:a%40b@db:5432/p", "postgresql://rini:a%40b@db:5432/p"),
        ('"postgresql://rini@db/p"', "postgresql://rini@db/p"), ("\ufeff‹'postgres://rini@db/p'›\n", "postgresql://rini@db/p"),
        ("postgresql://h1:1,h2:5432/p", "postgresql://h1:1,h2:5432/p"), ("postgresql://u:p@[::1]:1,[::2],/p", "postgresql://u:p@[::1]:1,[::2],/p"),
        ("postgresql:///p?host=/run/pg&user=a@b", "postgresql:///p?host=/run/pg&user=a@b"), ("postgresql://u:p@[::1]:5432/p", "postgresql://u:p@[::1]:5432/p"),
    ],
)  # fmt: skip
def test_urls_of_postgresql_in_each_spelling(text, url):
    assert read_location(text).url == url


@pytest.mark.parametrize("text", [" " * 100_000 + "x", "x" + " " * 100_000 + "x", "(" * 60_000 + ")" * 60_000, "%25" * 40_000, "postgresql://" + "a," * 50_000,
                                  "postgresql://h/?" + "a=b&" * 30_000, "postgresql://" + "[" * 100_000, "postgresql://" + "a:" * 50_000 + "@"])  # fmt: skip
def test_a_long_text_is_read_at_once(text):
    before = time.process_time()
    read(text)
    assert time.process_time() - before < 1


def test_of_several_servers_the_names_are_shown_and_no_password():
    url = f"postgresql://rini:{PASSWORD}@H1:1,h2:5432,[::1]/p?password={PASSWORD}"
    assert without_password(url) == "postgresql://h1,h2,[::1]/p"
    assert key_path(url, lambda: Path("/home")) == Path("/home/posko-h1_h2_1-1_5432_-p.key")
    assert key_path("postgresql://h1,h2/p", lambda: Path("/home")) == Path("/home/posko-h1_h2-p.key")


@pytest.mark.parametrize("place", ["a", "a/posko.db", "here", "b/x/posko.db"])
def test_links_that_go_in_a_circle_are_told_by_every_command(post_at, run, tmp_path, monkeypatch, place):
    """`ln -s a a`: what a link leads to is asked of the system, which says so, and nothing is looked for there."""
    for name, leads_to in (("a", "b"), ("b", "a"), ("here", "here")):
        (tmp_path / name).symlink_to(leads_to)
    monkeypatch.chdir(tmp_path)
    keyboard = post_at(place)
    for arguments in (
        ["open", "31"],
        ["incidents"],
        ["report", "x", "--category", "LOG"],
        ["verify"],
        ["checkpoint"],
        ["backup", "new"],
        ["merge", "/dev/null"],
    ):
        said = keyboard.said(*arguments, ends=5)
        assert said.startswith(f"The post's store {place} cannot be opened: ")
    monkeypatch.setenv("PILKADA_POSKO", place)
    for words in (["status"], ["checklist", "masa-tenang"], ["board"]):
        assert "cannot be opened: " in run(*words, "--as-of", "2024-11-26").output
    assert {one.name for one in tmp_path.iterdir()} == {"a", "b", "here"}


def test_an_output_or_a_file_to_read_that_is_a_link_to_itself_is_told(post_at, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "l").symlink_to("l")
    keyboard = post_at("posko.db")
    keyboard("open", "31")
    for arguments, code in (
        (["merge", "l"], 2),
        (["import", "l"], 2),
        (["cosign", "l"], 2),
        (["rescue", "l", "new"], 2),
        (["rescue", "posko.db", "l"], 2),
        (["backup", "l"], 74),
    ):
        assert keyboard(*arguments, ends=code).stderr.count("\n") == 1
    for words, code in (
        (["board", "--output", "l"], 74),
        (["map", "-f", "svg", "--output", "l"], 74),
        (["data", "export", "l"], 74),
        (["countdown", "--data", "l"], 4),
    ):
        assert run(*words).exit_code == code


NAMES = st.sampled_from(["rini", "posko", "db.invalid", "127.0.0.1", "[::1]", "", "a b", "ü"])
SCHEMES = st.sampled_from(["postgresql", "postgres", "POSTGRESQL", "postgresql+psycopg", "pg", "pgsql", "mysql", "jdbc:postgresql", "oracle:thin",
                           "sqlserver", "https", "redis", "", "user"])  # fmt: skip
PARTS = st.sampled_from(["://", ":", ":/", "//", "/", ":///", ": //", "\\://", ":\\\\", "\uff1a//", ""])


@st.composite
def addresses(draw):
    """Texts that somebody may take for the address of a database, with a password in them."""
    user, host, name = draw(NAMES), draw(NAMES), draw(NAMES)
    login = draw(
        st.sampled_from(
            [f"{user}:{PASSWORD}@", f":{PASSWORD}@", f"{user}/{PASSWORD}@", f"{PASSWORD}@", f"{user}:{PASSWORD}\uff20"]
        )
    )
    own = draw(st.sampled_from([
        f"{draw(SCHEMES)}{draw(PARTS)}{login}{host}{draw(st.sampled_from(['', ':5432', ':1,h2:2']))}/{name}",
        f"{draw(SCHEMES)}{draw(PARTS)}{host}/{name}{draw(st.sampled_from('?;& '))}user={user}&password={PASSWORD}",
        f"host={host} user = {user} password='{PASSWORD}' dbname={name}", f"Server={host};Password={PASSWORD}", f"{host}:5432:{name}:{user}:{PASSWORD}",
    ]))  # fmt: skip
    for coded in range(draw(st.integers(0, 2))):
        own = quote(own, safe="" if coded else "/")
    before = draw(
        st.sampled_from(["", "DATABASE_URL=", "export PILKADA_POSKO=", "\ufeff", "\u200b", " ", "url: ", "psql "])
    )
    ends = draw(st.sampled_from(["", '""', "''", "“”", "‘’", "‹›", "<>", "«»", "„“", "``", '"', "()"]))
    return f"{before}{ends[:1]}{own}{ends[1:]}"


def is_rooted(text):
    """Whether a text says that it is a path: at the root, and not of another computer."""
    return text.strip("\ufeff\u200b ").startswith("/") and not text.strip("\ufeff\u200b ").startswith("//")


@settings(max_examples=1500, deadline=None)
@given(addresses().filter(lambda text: not is_rooted(text)))
def test_no_address_is_ever_a_file_and_nothing_of_a_password_is_told(text):
    found, told = read(text)
    assert PASSWORD not in told
    if found is None:
        return
    assert found.path is None
    if f"//{PASSWORD}@" not in found.url:
        assert PASSWORD not in without_password(found.url) + key_path(text, lambda: Path("/home/rini")).name


def read(text):
    """The location that a text is, or what is said where it is none."""
    try:
        return read_location(text), ""
    except PilkadaError as refused:
        return None, str(refused)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(addresses().filter(lambda text: not is_rooted(text) and read(text)[0] is None))
def test_no_command_makes_a_file_of_an_address_or_tells_a_password(post_at, run, tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    keyboard = post_at(text)
    for arguments in (
        ["open", "31"],
        ["incidents"],
        ["report", "x", "--category", "LOG"],
        ["backup", "b.db"],
        ["verify"],
    ):
        result = keyboard(*arguments, ends=5)
        assert PASSWORD not in result.output
    monkeypatch.setenv("PILKADA_POSKO", text)
    for words in (["status"], ["checklist", "masa-tenang"], ["board"]):
        assert PASSWORD not in run(*words, "--as-of", "2024-11-26").output
    assert list(tmp_path.rglob("*")) == []
