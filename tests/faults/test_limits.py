"""Too few open files, too little memory, files that may not grow: a sentence, and nothing half-written."""

import pytest
from desk import FILES, READS, WRITES

MIB = 1 << 20


def names(folder):
    """The names of the files there, without those in which SQLite has what is not in the store's file yet."""
    return {path.name for path in folder.iterdir() if not path.name.startswith("posko.db-")}


def swept(desk, ruled, name, values):
    """Run calls of each kind under each value of a limit, pair by pair; gives how those ended that could not be done."""
    calls = (*READS[::3], *READS[1::3], *(words for words, _file in FILES))
    cases = [desk.case(words, limits={name: values[turn % len(values)]}) for turn, words in enumerate(calls)]
    results = desk.run(cases, warm=False)
    assert all(map(ruled, results))
    failed = [(result["code"], result["err"]) for result in results if result["code"] > 3]
    assert {code for code, _said in failed} <= {5, 74}
    return " ".join(said for _code, said in failed)


def test_too_few_files_are_said_and_are_no_bug(desk, ruled):
    failed = swept(desk, ruled, "RLIMIT_NOFILE", [3, 4, 5, 6, 7])
    assert "cannot be loaded: Too many open files." in failed


@pytest.mark.parametrize(
    "words", ["posko backup {folder}/b.db --force", "posko incidents -f json", "posko nil 31.71 --force --by rini"]
)
def test_too_few_files_for_a_store_are_not_taken_for_rights_that_are_missing(desk, ruled, words):
    results = desk.run([desk.case(words, limits={"RLIMIT_NOFILE": most}) for most in range(4, 12)])
    assert all(map(ruled, results))
    assert [result["code"] for result in results][-1] == 0
    assert not [result for result in results if "rights" in result["err"]]


def test_too_little_memory_is_said_and_is_no_bug(desk, ruled):
    assert "there is not enough memory" in swept(desk, ruled, "RLIMIT_AS", [0, 10 * MIB, 13 * MIB, 16 * MIB, 19 * MIB])


@pytest.mark.parametrize("kind", ["system", "syntax"])
@pytest.mark.parametrize(
    ("room", "code", "said"),
    [(16 * MIB, 74, "there is not enough memory"), (1 << 34, 70, "this is a bug in the program")],
)
def test_python_failing_within_itself_is_a_bug_only_where_there_is_memory(desk, kind, room, code, said):
    failing = {"fault": ["inner error", kind], "limits": {"RLIMIT_AS": room}}
    (read,) = desk.run([desk.case("countdown -f json", **failing)])
    assert (read["code"], said in read["err"]) == (code, True), read
    before = desk.count()
    (report,) = desk.run([desk.case(WRITES[0], **failing)])
    assert (report["code"], said in report["err"], desk.count()) == (code, True, before + 1), report
    assert ("It is recorded, as" in report["err"]) is (code == 74)


@pytest.mark.parametrize(("name", "values"), [("RLIMIT_NOFILE", [4, 6, 7, 9]), ("RLIMIT_AS", [6 * MIB, 9 * MIB, 11 * MIB, 12 * MIB, 14 * MIB])])  # fmt: skip
def test_what_is_recorded_under_a_limit_is_what_is_said_to_be(desk, ruled, name, values):
    codes = set()
    for turn, words in enumerate(WRITES):
        count = desk.count()
        (result,) = desk.run([desk.case(words, limits={name: values[turn % len(values)]})], warm=turn % 2 == 1)
        ruled(result)
        codes.add(result["code"])
        known = words.startswith("posko merge") and result["err"] == ""
        said = (result["code"] == 0 or "do not do it again" in result["err"]) and not known
        assert (desk.count() > count) is said or known, (words, result)
    assert {0, 74} <= codes <= {0, 5, 74}
    assert desk.is_sound()


@pytest.mark.parametrize("room", [0, 100, 3000])
def test_a_file_that_may_not_grow_is_absent_or_the_old_one(desk, ruled, room):
    before = names(desk.folder)
    results = desk.run([desk.case(words, limits={"RLIMIT_FSIZE": room}) for words, _file in FILES])
    for (words, file), result in zip(FILES, results, strict=True):
        ruled(result)
        assert result["code"] in (74, 5), (words, result)
        assert not (desk.folder / file).exists() or not any((desk.folder / file).iterdir())
    assert names(desk.folder) - {file for _words, file in FILES} == before


def test_a_file_that_is_there_stays_whole_when_the_new_one_has_no_room(desk, ruled):
    files = [pair for pair in FILES if pair[1] in ("m.svg", "b.html", "bak.db", "t.svg")]
    forced = [desk.case(f"{words} --force") for words, _file in files]
    assert [result["code"] for result in desk.run(forced)] == [0] * len(files)
    before = {file: (desk.folder / file).read_bytes() for _words, file in files}
    results = desk.run([{**case, "limits": {"RLIMIT_FSIZE": 200}} for case in forced])
    assert [result["code"] for result in results] == [74] * len(files)
    assert all(map(ruled, results))
    assert {file: (desk.folder / file).read_bytes() for _words, file in files} == before
    assert not list(desk.folder.glob(".pilkada-*"))
