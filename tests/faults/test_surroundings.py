"""Locales, time zones and screens of any kind: the same bytes for machines; and accounts that are nobody's."""

import json
import os
import subprocess
import sys

import pytest
from desk import FILES, READS, WRITES

#: What is for machines; a calendar speaks to people.
MACHINE = tuple(words for words in READS if words != "calendar")
#: Surroundings, each a whole Python of its own.
SURROUNDINGS = {
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Indonesian": {"LC_ALL": "id_ID.ISO-8859-1", "COLUMNS": "20", "LINES": "2", "PILKADA_LANG": ""},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr:ar", "TZ": "Nowhere/City"},
    "Turkish of old": {"LC_ALL": "tr_TR.ISO-8859-9"},
    "Arabic": {"LANG": "ar_EG.UTF-8", "LC_NUMERIC": "ar_EG.UTF-8", "LC_TIME": "ar_EG", "TZ": ":/etc/passwd", "COLUMNS": "1"},
    "nonsense": {"LC_ALL": "../../etc", "LANGUAGE": "..", "TZ": "A" * 5000, "TERM": "../x", "COLUMNS": "²"},
    "empty": {"LC_ALL": "", "LANG": "", "TZ": "", "TERM": "", "COLUMNS": "", "PAGER": "", "PATH": "", "PYTHONUNBUFFERED": "1"},
    "far": {"TZ": "<+24>-24", "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "cp1252:strict", "PYTHONOPTIMIZE": "2"},
    "path": {"TZ": ":../../../etc/shadow", "PYTHONLEGACYWINDOWSSTDIO": "1", "LC_ALL": "C.UTF-8\n", "NO_COLOR": "1", "TMPDIR": "/nonexistent"},
}  # fmt: skip


#: Locales that glibc makes of its sources: the program is run under them, and not only under their names.
LOCALES = ("id_ID.ISO-8859-1", "tr_TR.UTF-8", "tr_TR.ISO-8859-9", "ar_EG.UTF-8")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """A folder with the locales in it, as LOCPATH names one."""
    folder = tmp_path_factory.mktemp("locales")
    for name in LOCALES:
        language, _dot, coding = name.partition(".")
        made = subprocess.run(
            ["localedef", "-i", language, "-f", coding, folder / name], capture_output=True, check=False, text=True
        )
        assert (folder / name / "LC_CTYPE").exists(), (
            f"{made.stderr}\nlocales are made from the package 'locales' of Debian"
        )
    return str(folder)


@pytest.fixture(scope="module")
def usual(opened):
    """What the reading calls say where nothing is strange."""
    return answers(opened, opened.run([opened.case(words) for words in MACHINE]))


def answers(desk, results):
    return [(result["code"], result["out"].replace(str(desk.folder), "")) for result in results]


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_machines_read_the_same_in_all_surroundings(opened, ruled, usual, spoken, name):
    results = opened.run([opened.case(words) for words in MACHINE], LOCPATH=spoken, **SURROUNDINGS[name])
    assert answers(opened, results) == usual
    assert all(map(ruled, results))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_typed_is_recorded_letter_for_letter_in_any_locale(tmp_path, spoken, locale):
    """Python reads arguments and names of files as the locale says, and a terminal sends UTF-8 all the same."""
    title, place = "banjir é ı İ 🗳️", tmp_path / "é.db"
    environment = {
        "PATH": os.environ["PATH"],
        "LOCPATH": spoken,
        "LC_ALL": locale,
        "PILKADA_LANG": "en",
        "PILKADA_POSKO": str(place),
    }

    def call(*words):
        given = [sys.executable, "-m", "pilkada_cli", "posko", *words]
        return subprocess.run(given, env=environment, cwd=tmp_path, capture_output=True, check=False)

    assert call("open", "31", "--by", "siti").returncode == 0
    assert call("report", title, "--category", "LOG", "--by", "rini é").returncode == 0
    assert place.exists()
    (incident,) = json.loads(call("incidents", "-f", "json").stdout)
    entry = json.loads(call("log", "-f", "json").stdout)[-1]
    assert (incident["title"], entry["writer"]) == (title, "rini é")
    assert call("backup", "salinan é.db").returncode == 0
    assert (tmp_path / "salinan é.db").exists()
    refused = call("report", b"banjir \xe9", "--category", "LOG", "--by", "rini")
    assert (refused.returncode, b"The title is not UTF-8 text" in refused.stderr) == (2, True)


def test_the_zone_of_the_computer_is_not_in_what_is_written(opened, ruled):
    """Moments are the clock's, whatever the computer takes for its zone."""
    clock = ["clock", "2024-11-27T06:00:00+07:00"]
    cases = [opened.case(words, fault=clock, environment={"PILKADA_AS_OF": None})
             for words in ("countdown -f json", "posko sitrep -f json", "status -f json", "is pemungutan-suara")]  # fmt: skip
    here, there = (opened.run(cases, TZ=zone) for zone in ("Asia/Jayapura", "<-11:30>11:30"))
    assert answers(opened, here) == answers(opened, there)
    assert all(map(ruled, here))


#: An account that no system has.
NOBODY_AT_ALL = 54_321


def account_or_less(desk):
    """What makes a call one of an account without an entry; root alone can take another, so others lose their entry."""
    for parent in desk.folder.parents:
        # The folder of the tests is their own account's alone: what leads there is opened for this one.
        if parent.stat().st_uid == os.getuid() and "pytest" in parent.name:
            parent.chmod(0o755)
    (probe,) = (
        desk.run([desk.case("regions find Aceh", account=NOBODY_AT_ALL)], warm=False) if os.getuid() == 0 else [{}]
    )
    if probe.get("code") != 0:
        # The program may lie below a directory of root's own as well.
        return {"fault": ["no entry"]}
    for path in (desk.folder, *desk.folder.rglob("*")):
        os.chown(path, NOBODY_AT_ALL, NOBODY_AT_ALL)
    return {"account": NOBODY_AT_ALL}


def test_an_account_without_an_entry_and_without_a_home_works_and_is_asked_for_a_name(desk, ruled):
    bare = {"HOME": None, "XDG_DATA_HOME": None, "USER": None, "LOGNAME": None}
    strange = account_or_less(desk)
    cases = [
        desk.case(words, environment=bare, **strange) for words in (*READS, *WRITES, *(words for words, _file in FILES))
    ]
    results = desk.run(cases)
    assert all(map(ruled, results))
    assert {result["code"] for result in results} == {0, 3} | {
        result["code"] for result in results if result["code"] == 1
    }
    nameless = ("posko nil 31.72", "posko report x --category LOG")
    unnamed = desk.run([desk.case(words, environment=bare, **strange) for words in nameless])
    for result in unnamed:
        ruled(result)
        assert (result["code"], "give --by NAME, or set PILKADA_BY" in result["err"]) == (2, True), result
    homeless = {**bare, "PILKADA_POSKO": None}
    for result in desk.run(
        [desk.case(words, environment=homeless, **strange) for words in ("posko incidents", "posko open 31 --by rini")]
    ):
        ruled(result)
        assert (result["code"], "set PILKADA_POSKO, or HOME" in result["err"]) == (5, True), result
    assert desk.is_sound()


def test_where_everything_is_read_only_all_is_read_and_nothing_left(desk, ruled):
    """As root too: another account is taken, or root's right is given up to write what is read-only."""
    strange = account_or_less(desk)
    if os.getuid() == 0 and "account" not in strange:
        strange = {"fault": ["no powers"]}
    count = desk.count()
    for path in desk.folder.rglob("*"):
        path.chmod(0o444)
    desk.folder.chmod(0o555)
    try:
        results = desk.run([desk.case(words, **strange) for words in READS])
        refused = desk.run([desk.case(words, **strange) for words in (*WRITES, *(words for words, _file in FILES))])
    finally:
        desk.folder.chmod(0o755)
    assert all(map(ruled, results + refused))
    assert {result["code"] for result in results} <= {0, 1, 3}
    assert {result["code"] for result in refused} <= {5, 74}
    assert not any((desk.folder / file).exists() for _words, file in FILES)
    for path in desk.folder.rglob("*"):
        path.chmod(0o644)
    assert desk.count() == count
