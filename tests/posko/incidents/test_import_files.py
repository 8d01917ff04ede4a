"""Files as posts have them: CSV of every spreadsheet, JSON arrays, JSON lines; what would be recorded, and only once."""

import json
import threading

import pytest

HEADING = "judul;wilayah;kategori;tingkat;instansi;terjadi;tempat"
ROW = "Listrik padam;Jakarta Barat;lis;tinggi;PLN;27/11/2024 05.45;TPS 3"
READ = {"title": "Listrik padam", "region": "31.73", "category": "LIS", "severity": "tinggi", "agency": "PLN",
        "occurred": "2024-11-27T05:45:00+07:00", "place": "TPS 3"}  # fmt: skip
LINE = {"title": "Listrik padam", "region": "31.73", "category": "LIS"}


def lines(*reports):
    return "".join(json.dumps(report) + "\n" for report in reports)


def read(post, content, *options):
    """The incidents of the post after a file with this content was imported."""
    text = content if isinstance(content, bytes) else content.encode()
    post("import", "-", *options, stdin=text)
    return [{name: row[name] for name in READ} for row in post.rows("incidents")]


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADING}\n{ROW}\n", f"{HEADING}\r\n{ROW}\r\n", f"\ufeff{HEADING}\n{ROW}", f"{HEADING}\n{ROW}\n".encode("utf-16"),
        f"{HEADING}\n{ROW}\n".replace(";", "\t").encode("utf-16-le").join((b"\xff\xfe", b"")), f"{HEADING}\n{ROW}\n".encode("cp1252"),
        f"{HEADING}\n\n{ROW}\n;;;;;;\n", f"{HEADING}\n{ROW}\n".replace(";", ","), f"{HEADING}\n{ROW}\n".replace(";", "\t"),
        "Title,REGION,Category,severity,Agency,Happened,place\nListrik padam,31.73,LIS,tinggi,PLN,2024-11-27T05:45,TPS 3\n",
        'judul;kategori;wilayah;tingkat;instansi;waktu kejadian;lokasi\n"Listrik padam";LIS;="31.73";TINGGI;PLN;27/11/2024 05:45;TPS 3\n',
        "Judul *;Kategori *;Kode_Wilayah;Tingkat Keparahan;Pelapor;Waktu:;Tempat\nListrik padam;LIS;'31.73;tinggi;PLN;27 Nov 05:45;TPS 3\n",
        f"sep=;\n{HEADING}\n{ROW}\n", f"\ufeff\"SEP=;\"\r\n{HEADING}\r\n{ROW}\r\n", f"sep=\t\n{HEADING}\n{ROW}\n".replace(";", "\t").encode("utf-16"),
    ],
    ids=["semicolons", "crlf", "bom", "utf-16", "excel-unicode-text", "cp1252", "blank-rows", "commas", "tabs", "english", "as-text", "words", "declared", "declared-and-quoted", "declared-tab"],
)  # fmt: skip
def test_a_spreadsheet_s_file_is_read_whatever_it_was_saved_as(file_post, content):
    assert read(file_post, content) == [READ]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_is_read_in_lines_and_as_an_array(laptop, coding):
    own = {**READ, "occurred": "2024-11-27T05:45"}
    for content in (lines(own), json.dumps([own]), json.dumps([own], indent=2), f" [\n{lines(own)},]\n"):
        post = laptop()
        post("open", "31")
        assert read(post, content.encode(coding)) == [READ]


def test_an_empty_text_of_json_is_none_as_an_empty_cell_is(file_post):
    empty = dict.fromkeys(("severity", "details", "place", "contact", "ref", "agency", "occurred"), "")
    assert read(file_post, lines({**LINE, **empty}))[0]["title"] == "Listrik padam"
    (incident,) = file_post.rows("incidents")
    assert [incident[name] for name in ("details", "place", "contact", "ref", "agency")] == [None] * 5


def test_a_cell_may_hold_line_breaks_quotes_and_separators(file_post):
    assert read(file_post, 'judul;kategori\n"a;b\n""c""";LOG\n')[0]["title"] == 'a;b\n"c"'


BAD = [
    ("judul;kategori\nx\n", "line 2: the field 'category' is missing"), ("judul;kategori\nx;POLITIK\n", "line 2: 'POLITIK' is no category"),
    ("judul;kategori\nx;LOG;z\n", "line 2: a cell stands under no heading"), ("judul;kategori\n;LOG\n", "line 2: the field 'title' is missing"),
    ('[{"title": "x", "category": "LOG"},\n {"title": "y"}]', "line 2: the field 'category' is missing"),
    ('[{"title": "x", "category": "LOG"},\n {"title": "y", "cat', "line 2: this is not JSON"), ('[{"title": "x", "category": "LOG"}', "line 1: this is not JSON"),
    ('[{"title": "x", "category": "LOG"}]\n7', "line 2: the array is at its end, and more follows"), ('[1 2]', "line 1: this is not JSON"), ("[7]", "line 1: a line must be an object"),
    (lines({**LINE, "ref": "A-1"}, {**LINE, "title": "lain", "ref": "A-1"}), "line 2: another line has the same reference"), (lines({**LINE, "ref": " "}), "line 1: The reference is blank"),
    (lines({**LINE, "ref": "x" * 121}), "line 1: The reference has 121 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), BAD, ids=[words for _content, words in BAD])
def test_a_bad_line_of_any_file_is_said_and_nothing_is_recorded(file_post, content, words):
    before = len(file_post.log())
    result = file_post("import", "-", stdin=content, ends=2)
    assert result.stderr.startswith(words)
    assert result.stderr.endswith("1 line is bad, so nothing of - was recorded; put it right and import it again.\n")
    assert len(file_post.log()) == before


NONE = [
    ("no,petugas\n1,Ani\n", "No field is called 'no', as a column is"), ("judul;judul;kategori\nx;y;LOG\n", "Two columns are the field 'title'"),
    ("judul;wilayah\nx;31\n", "No column is the field 'category': call one category, kategori, jenis."), ('judul;kategori\n"x;LOG\n', "The file is no CSV"),
    ("judul;kategori\nx\0y;LOG\n", "it holds a NUL"), (b"\xff\xfej\xd8", "The file is no text in UTF-16"), (b'[{"title": "\xff"}]', "The file is no text in UTF-8"), ("PK\x03\x04", "No field is called 'PK"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), NONE, ids=[words for _content, words in NONE])
def test_a_file_that_is_none_is_refused_in_one_sentence(file_post, content, words):
    before = len(file_post.log())
    assert words in file_post.said("import", "-", stdin=content)
    assert len(file_post.log()) == before


def test_what_would_be_recorded_is_shown_and_nothing_is(post):
    before = post.log()
    post_lines = lines({**LINE, "ref": "A-1"}, {"title": "amplop", "category": "uang", "occurred": "04:30"})
    result = post("import", "-", "--dry-run", "-f", "json", stdin=post_lines)
    first, second = json.loads(result.stdout)
    assert (first["line"], first["ref"], first["region"], first["occurred"], first["here"]) == (1, "A-1", "31.73", "2024-11-27T06:00:00+07:00", None)  # fmt: skip
    assert (second["status"], second["owner"], second["occurred"]) == ("diteruskan", "bawaslu", "2024-11-27T04:30:00+07:00")  # fmt: skip
    assert result.stderr.endswith("Nothing was recorded; 2 lines of 2 would be.\n")
    assert post.log() == before


def test_a_dry_run_says_what_is_here_already(post):
    content = lines({**LINE, "ref": "A-1"}, LINE)
    post("import", "-", stdin=content)
    more = content + lines({**LINE, "title": "lain", "ref": "A-2"})
    result = post("import", "-", "--dry-run", "-f", "json", stdin=more)
    assert [row["here"] for row in json.loads(result.stdout)] == ["ref", "words", None]
    assert "1 line of 3 would be" in result.stderr


def test_a_file_with_references_is_recorded_once_however_often_it_is_imported(post):
    file = lines({**LINE, "ref": "A-1"}, {**LINE, "title": "lain", "ref": "A-2"})
    post("import", "-", stdin=file)
    before = post.log()
    result = post("import", "-", "-f", "json", stdin=file + lines({**LINE, "title": "baru", "ref": "A-3"}))
    assert {name: json.loads(result.stdout)[name] for name in ("imported", "known")} == {"imported": 1, "known": 2}
    assert result.stderr == ""
    assert post.log()[:-1] == before
    assert [row["ref"] for row in post.rows("incidents")] == ["A-1", "A-2", "A-3"]
    assert post.rows("verify") == []


def test_the_same_reference_of_another_post_is_another_line(post, laptop, tmp_path):
    file = lines({**LINE, "ref": "A-1"})
    other = laptop()
    other("open", "32")
    other("import", "-", stdin=file)
    post("merge", str(other.export(tmp_path / "b.jsonl")))
    post("import", "-", stdin=file)
    assert len(post.rows("incidents")) == 2


def test_a_line_that_says_something_else_under_its_reference_changes_nothing_and_is_said(post):
    post("import", "-", stdin=lines({**LINE, "ref": "A-1"}))
    result = post("import", "-", stdin=lines({**LINE, "title": "Listrik menyala", "ref": "A-1"}))
    assert result.stdout == "imported\n0\n"
    assert "Line 1 says something else than what was recorded" in result.stderr
    assert [row["title"] for row in post.rows("incidents")] == ["Listrik padam"]


def test_a_line_whose_report_was_taken_back_stays_so_unless_it_is_wanted_again(post):
    file = lines({**LINE, "ref": "A-1"})
    post("import", "-", stdin=file)
    (first,) = post.rows("incidents")
    post("retract", first["id"], "--note", "salah berkas")
    assert "was taken back; --again records it anew" in post("import", "-", stdin=file).stderr
    assert post.rows("incidents") == []
    assert post("import", "-", "--again", stdin=file).stdout == "imported\n1\n"
    assert len(post.rows("incidents")) == 1
    assert post("import", "-", "--again", stdin=file).stdout == "imported\n0\n"


def test_lines_without_references_that_are_here_word_for_word_are_refused(post):
    file = lines(LINE, {**LINE, "title": "lain", "occurred": "05:00"}, {**LINE, "title": "baru"})
    post("import", "-", stdin=lines(LINE, {**LINE, "title": "lain", "occurred": "05:00"}))
    said = post.at("2024-11-27T07:00").said("import", "-", stdin=file)
    assert said.startswith("2 lines are here already, word for word (lines 1, 2), so nothing was recorded: ")
    assert len(post.rows("incidents")) == 2
    assert post("import", "-", "--again", stdin=file).stdout == "imported\n3\n"
    assert len(post.rows("incidents")) == 5


def test_a_line_that_differs_in_anything_that_was_said_is_no_repetition(post):
    post("import", "-", stdin=lines({**LINE, "occurred": "05:00", "details": "a"}))
    for change in (
        {"occurred": "05:01"},
        {"details": "b"},
        {"region": "31.74"},
        {"severity": "kritis"},
        {"place": "TPS 1"},
    ):
        post("import", "-", stdin=lines({**LINE, "occurred": "05:00", "details": "a", **change}))
    assert "here already" in post.said("import", "-", stdin=lines({**LINE, "details": "a"}))


def test_what_was_taken_back_is_not_here(post):
    post("import", "-", stdin=lines(LINE))
    post("retract", post.rows("incidents")[0]["id"], "--note", "salah")
    assert post("import", "-", stdin=lines(LINE)).stdout == "imported\n1\n"


def test_two_laptops_that_imported_one_file_have_each_incident_once_after_they_merge(post, laptop, tmp_path):
    file = lines({**LINE, "ref": "A-1"}, {**LINE, "title": "lain", "ref": "A-2"}, {**LINE, "title": "tanpa"})
    other = laptop()
    other("open", "31")
    for one in (post, other):
        one("import", "-", stdin=file)
    mine, theirs = post.export(tmp_path / "a.jsonl"), other.export(tmp_path / "b.jsonl")
    post("merge", str(theirs))
    other("merge", str(mine))
    assert post.rows("incidents") == other.rows("incidents")
    assert [row["title"] for row in post.rows("incidents")] == ["Listrik padam", "lain", "tanpa", "tanpa"]
    joined = {row["id"]: row["duplicate_of"] for row in post.rows("incidents", "--all") if row["duplicate_of"]}
    assert sorted(joined.values()) == sorted(row["id"] for row in post.rows("incidents")[:2])
    for own, stays in joined.items():
        assert post.rows("show", own)["duplicate_of"] == stays
        assert post.rows("show", stays)["further_reports"] == [own]
    report = post.rows("sitrep")
    assert (report["incidents"], report["new"], report["open"], report["changed"]) == (4, 4, 4, [])
    assert post.rows("verify") == []
    post("rebuild")
    assert post.rows("incidents") == other.rows("incidents")
    assert post("import", "-", stdin=lines({**LINE, "ref": "A-1"})).stdout == "imported\n0\n"


def test_of_two_reports_of_one_reference_the_other_stays_where_the_first_was_taken_back(post, laptop, tmp_path):
    other = laptop()
    other("open", "31")
    for one in (post, other):
        one("import", "-", stdin=lines({**LINE, "ref": "A-1"}))
    post("merge", str(other.export(tmp_path / "b.jsonl")))
    (first,) = post.rows("incidents")
    post("retract", first["id"], "--note", "salah")
    (second,) = post.rows("incidents")
    assert second["id"] != first["id"]


def test_two_keyboards_that_import_one_file_at_once_record_each_line_once(place, post_at, process):
    url = place()
    post = post_at(url)
    post("open", "31")
    file = lines(*({**LINE, "title": f"laporan {number}", "ref": f"A-{number}"} for number in range(1500))).encode()
    found = []

    def keyboard(name: str) -> None:
        found.append(process("posko", "import", "-", "--by", name, stdin=file, **post.environment))

    keyboards = [threading.Thread(target=keyboard, args=(name,)) for name in ("rini", "budi", "sari")]
    for one in keyboards:
        one.start()
    for one in keyboards:
        one.join()
    assert [one.returncode for one in found] == [0, 0, 0]
    assert sum(int(one.stdout.split()[1]) for one in found) == 1500
    assert len(post.rows("incidents")) == 1500
    assert post.rows("verify") == []


def test_two_keyboards_of_one_name_do_not_fork_the_chain(place, post_at, process):
    url = place()
    post = post_at(url)
    post("open", "31")
    files = [lines(*({**LINE, "title": f"{name} {number}"} for number in range(1500))).encode() for name in "ab"]
    found = []
    keyboards = [
        threading.Thread(
            target=lambda file=file: found.append(process("posko", "import", "-", stdin=file, **post.environment))
        )
        for file in files
    ]
    for one in keyboards:
        one.start()
    for one in keyboards:
        one.join()
    assert [one.returncode for one in found] == [0, 0]
    entries = [one["prev"] for one in post.log() if one["writer"] == "rini" and one["prev"]]
    assert len(entries) == len(set(entries)) > 3000


def test_the_call_signs_are_printed_for_people(post):
    said = post("import", "-", "-f", "table", stdin=lines(*({**LINE, "title": f"t {number}"} for number in range(3)))).stdout  # fmt: skip
    signs = [row["call_sign"] for row in post.rows("incidents")]
    assert said == "3 incidents are recorded.\n" + "".join(f"  {sign}  t {number}\n" for number, sign in enumerate(signs))  # fmt: skip


def test_of_many_lines_the_first_two_hundred_are_told(file_post):
    many = lines(*({**LINE, "title": f"t {number}"} for number in range(203)))
    said = file_post("import", "-", "-f", "table", stdin=many).stdout
    assert len(said.splitlines()) == 202
    assert said.endswith("… and 3 more; see: pilkada posko incidents\n")


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_on_a_screen_the_lines_stand_by_what_becomes_of_them(file_post, monkeypatch, lang, columns):
    monkeypatch.setenv("COLUMNS", columns)
    file_post("import", "-", stdin=lines({**LINE, "ref": "A-1"}, {**LINE, "ref": "A-2"}, {**LINE, "title": "kata"}))
    more = lines({**LINE, "ref": "A-1"}, {**LINE, "title": "beda", "ref": "A-2"}, {**LINE, "title": "kata"}, {**LINE, "title": "baru", "ref": "A-3"})  # fmt: skip
    said = file_post("import", "-", "--dry-run", "-f", "table", "--lang", lang, stdin=more).stdout.splitlines()
    assert max(map(len, said)) <= int(columns)
    numbers = [line.split()[0] for line in said if line[:1].isdigit()]
    assert numbers == ["2", "3", "4", "1"]
    named = {"en": "To be recorded (1)", "id": "Akan dicatat (1)"}
    assert named[lang] in said


def test_a_file_without_a_line_says_so(file_post):
    assert file_post("import", "-", "--dry-run", "-f", "table", stdin="").stdout == "The file has no line.\n"
