"""`regions find --column`: a CSV file as spreadsheets write it comes back with the codes of its regions."""

import csv
import io

import pytest

MESSAGES = 'no,daerah,pesan\n1,Kab. Bogor,aman\n2,"Kota Bandung, Jawa Barat","a, b"\n3,Bandung,?\n4,,kosong\n'


@pytest.fixture
def find(run, tmp_path):
    """What `find --column` makes of a file: its rows, the exit code and what is said."""

    def make(content, column="daerah", *options):
        path = tmp_path / "in.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        result = run("regions", "find", "--column", column, *options, str(path))
        return list(csv.reader(io.StringIO(result.stdout))), result

    return make


def test_the_codes_are_added_behind_and_the_rest_stays_as_it_was(find):
    rows, result = find(MESSAGES)
    assert rows == [
        ["no", "daerah", "pesan", "code", "name", "match"], ["1", "Kab. Bogor", "aman", "32.01", "Kabupaten Bogor", "exact"],
        ["2", "Kota Bandung, Jawa Barat", "a, b", "32.73", "Kota Bandung", "exact"], ["3", "Bandung", "?", "", "", "ambiguous"],
        ["4", "", "kosong", "", "", ""],
    ]  # fmt: skip
    assert (result.exit_code, result.stderr) == (3, "")


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_of_spreadsheets_in_every_coding(find, run, tmp_path, coding, separator):
    text = separator.join(["Daerah", "catatan é"]) + "\r\n" + separator.join(["Kota Surabaya", "é"]) + "\r\n"
    _rows, result = find(text.encode(coding))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        separator.join(["Daerah", "catatan é", "code", "name", "match"]),
        separator.join(["Kota Surabaya", "é", "35.78", "Kota Surabaya", "exact"]),
    ]


def test_a_column_of_that_name_is_kept_and_codes_of_another_list_are_read(find):
    rows, result = find("code,x\n1103,a\n9401,b\n", "code", "--scheme", "bps")
    assert rows == [
        ["code", "x", "code_2", "name", "match"],
        ["1103", "a", "11.01", "Kabupaten Aceh Selatan", "exact"],
        ["9401", "b", "93.01", "Kabupaten Merauke", "exact"],
    ]
    assert result.exit_code == 0
    assert "--scheme bps" in find("code\n9401\n", "code")[1].stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no heading"), ("\n\n", "no heading"), ("a,b\n1,2\n", "There is no column 'daerah'; the columns are a, b."),
        ("daerah,x,Daerah\nBogor,1,2\n", "stands there twice"), (b"PK\x03\x04\0\0", "holds a NUL"), (b"\xff\xfea", "no text in utf-16"),
        ("daerah\n\"Bogor\n", "no CSV"), (b"daerah\n\x81\x8d\n", "no text in cp1252"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_said(find, content, said):
    _rows, result = find(content)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_it_takes_one_file_and_writes_csv(run, tmp_path):
    for arguments in (["--column", "a", "x.csv", "y.csv"], ["--column", "a", "-", "-f", "json"]):
        result = run("regions", "find", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "one CSV file" in result.stderr
    assert run("regions", "find", "--column", "a", "/gone.csv").exit_code != 0
    assert (
        run("regions", "find", "--column", "a", "-", stdin="a\nKota Batu\n").stdout
        == "a,code,name,match\nKota Batu,35.79,Kota Batu,exact\n"
    )


def test_lines_too_short_blank_or_long_are_kept(find):
    rows, _result = find("x,daerah\nonly\n\n1,Kota Batu,more\n" + f"1,{'x' * 10_000}\n")
    assert rows[1] == ["only", "", "", "", ""]
    assert rows[2] == ["1", "Kota Batu", "more", "35.79", "Kota Batu", "exact"]
    assert rows[3][-3:] == ["", "", "none"]


def test_codes_beside_names_show_of_whose_list_they_are(find):
    text = "kode,nama\n1101,Simeulue\n1103,Aceh Selatan\n3201,Kab. Bogor\n9401,Merauke\n"
    rows, result = find(text, "kode", "--check", "nama")
    assert [row[-1] for row in rows] == ["agrees", "false", "false", "true", "false"]
    assert (
        result.stderr
        == "pilkada: By the names beside them, 4 codes are of the list 'bps', and 1 of 'kemendagri': --scheme bps\n"
    )
    rows, result = find(text, "kode", "--check", "nama", "--scheme", "bps")
    assert [row[-1] for row in rows] == ["agrees", "true", "true", "true", "true"]
    assert (result.exit_code, result.stderr) == (0, "")
    assert find("kode,nama\n11.01,Aceh Selatan\n91.01,Merauke\n", "kode", "--check", "nama")[0][2][-1] == "true"
    assert find(text, "kode", "--check", "x")[1].exit_code == 2
