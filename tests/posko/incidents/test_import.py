"""`import`: all lines of a file or none, each bad line said with its number, half a million without trouble."""

import json

import pytest

GOOD = {"title": "Listrik padam", "region": "31.73", "category": "lis", "severity": "TINGGI", "agency": "PLN",
        "occurred": "2024-11-27T05:45", "details": "satu RW"}  # fmt: skip


def lines(*reports):
    return "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports)


def test_the_lines_have_the_fields_of_the_options(post):
    result = post("import", "-", "-f", "json", stdin=lines(GOOD, {"title": "x", "category": "LOG"}))
    first, second = post.rows("incidents")
    assert json.loads(result.stdout) == {
        "imported": 2,
        "known": 0,
        "incidents": [
            {"line": number, "id": one["id"], "call_sign": one["call_sign"], "title": one["title"]}
            for number, one in ((1, first), (2, second))
        ],
    }
    assert {name: first[name] for name in GOOD if name != "details"} == {
        "title": "Listrik padam", "region": "31.73", "category": "LIS", "severity": "tinggi", "agency": "PLN",
        "occurred": "2024-11-27T05:45:00+07:00",
    }  # fmt: skip
    assert post.rows("show", first["id"])["details"] == "satu RW"
    assert (second["region"], second["severity"], second["agency"]) == ("31", "sedang", None)


def test_a_file_is_read_as_well_with_blank_lines_a_byte_order_mark_and_carriage_returns(post, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(
        b"\xef\xbb\xbf" + lines(GOOD).replace("\n", "\r\n\r\n").encode() + lines(GOOD).encode().rstrip()
    )
    assert post.rows("import", str(tmp_path / "a.jsonl"))["imported"] == 2


def test_the_incidents_keep_the_order_of_the_lines(post):
    post("import", "-", stdin=lines(*({**GOOD, "title": f"laporan {number:04}"} for number in range(1200))))
    titles = [row["title"] for row in post.rows("incidents")]
    assert titles == [f"laporan {number:04}" for number in range(1200)]
    assert post.rows("verify") == []


BAD = [
    ("rapat dimulai", "this is not a line of JSON"), ('{"title": "x"', "this is not a line of JSON"), ("[]", "must be an object"), ("7", "must be an object"),
    (json.dumps({**GOOD, "title": ""}), "The title is blank"), (json.dumps({**GOOD, "title": None}), "'title' is missing"),
    (json.dumps({"title": "x"}), "'category' is missing"), (json.dumps({**GOOD, "category": "POLITIK"}), "is no category"),
    (json.dumps({**GOOD, "severity": "parah"}), "is no severity"), (json.dumps({**GOOD, "region": "Bandung"}), "fits 2 regions"),
    (json.dumps({**GOOD, "region": 31}), "'region' must be a text"), (json.dumps({**GOOD, "suara": "120"}), "no field 'suara'"),
    (json.dumps({**GOOD, "occurred": "kemarin"}), "kemarin"), (json.dumps({**GOOD, "title": "a\0b"}), "holds a NUL"),
    (json.dumps({**GOOD, "details": "\ud800"}), "is not UTF-8"), ("[" * 50_000, "this is not a line of JSON"), ("\udcff", "this is not a line of JSON"),
    (json.dumps({**GOOD, "details": "x" * 20_001}), "20000 at most"), (json.dumps({**GOOD, "details": "x" * (2 << 20)}), "longer than 1024 kB"),
    (json.dumps({**GOOD, "title": ["x"]}), "'title' must be a text"), ("NaN", "must be an object"),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "words"), BAD, ids=[words for _bad, words in BAD])
def test_a_bad_line_is_said_with_its_number_and_nothing_is_recorded(file_post, bad, words):
    before = len(file_post.log())
    stdin = lines(GOOD).encode() + b"\n" + bad.encode("utf-8", "surrogateescape") + b"\n" + lines(GOOD).encode()
    result = file_post("import", "-", stdin=stdin, ends=2)
    line, end = result.stderr.splitlines()[0], result.stderr.splitlines()[-1]
    assert line.startswith("line 3: ")
    assert words in line
    assert len(line) < 400
    assert end == "pilkada: 1 line is bad, so nothing of - was recorded; put it right and import it again."
    assert result.stdout == ""
    assert len(file_post.log()) == before


def test_every_bad_line_is_said(post):
    stdin = "".join(lines(GOOD) + bad + "\n" for bad, _words in BAD[:6])
    result = post("import", "-", stdin=stdin, ends=2)
    assert [line.split(":")[0] for line in result.stderr.splitlines()[:-1]] == [
        f"line {2 * number}" for number in range(1, 7)
    ]
    assert "6 lines are bad" in result.stderr


def test_what_is_exported_as_incidents_can_be_imported(post, laptop):
    post("import", "-", stdin=lines(GOOD, {**GOOD, "title": "lain"}))
    listed = post("incidents", "--columns", "title,region,category,severity,agency,occurred", "-f", "jsonl").stdout
    other = laptop()
    other("open", "31")
    other("import", "-", stdin=listed)
    fields = "title,region,category,severity,agency,occurred"
    assert other("incidents", "--columns", fields).stdout == post("incidents", "--columns", fields).stdout


def test_violations_among_the_lines_are_referred_and_counted(post):
    result = post(
        "import", "-", stdin=lines(GOOD, {"title": "amplop", "category": "UANG"}, {"title": "kaus", "category": "KMP"})
    )
    assert result.stderr.count("referred to Bawaslu") == 1
    assert [row["status"] for row in post.rows("incidents", "--owner", "bawaslu")] == ["diteruskan", "diteruskan"]


def test_no_line_is_no_incident(post):
    assert post("import", "-", stdin="").stdout == "imported\n0\n"


def test_agencies_that_look_mistyped_are_noted_once(post):
    result = post("import", "-", stdin=lines(*[{**GOOD, "agency": "Bawaslo"}] * 3))
    assert result.stderr.count("did you mean bawaslu?") == 1
