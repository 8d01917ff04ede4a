"""Ids in data of others become names of files: one that is none is refused where the file is read, with its line."""

from pathlib import Path

import pytest

from pilkada_cli.errors import DirectoryFailed
from pilkada_cli.output.directories import write_files

HOSTILE = [
    "../../leck",
    "..",
    ".",
    "/etc/leck",
    ".leck",
    "a/b",
    "a\\\\b",
    "-rf",
    "31.74/../../leck",
    "31 74",
    "x\\ny",
    "x\\0",
    "é",
    "٣١",
    "x" * 81,
    "~",
    "",
]
#: A file, an id that stands once in it, the command that reads it, and the key of the error up to the id.
IDS = [
    ("regions", '"11.01":', ["calendar", "--level", "kabkota", "--output", "OUT"], "provinces.11.regions."),
    ("regions", '"11":', ["calendar", "--level", "provinsi", "--output", "OUT"], "provinces."),
    ("codes", '"11.01":', ["data", "export", "OUT"], "codes."),
    ("elections", "pilkada-2015:", ["data", "export", "OUT"], "elections."),
    ("schedule", "id: perencanaan-program-anggaran", ["data", "export", "OUT"], "stages."),
    ("checklists", "id: quiet-01", ["data", "export", "OUT"], "checklists.masa-tenang."),
]


@pytest.mark.parametrize("own", HOSTILE)
@pytest.mark.parametrize(("name", "known", "command", "key"), IDS)
def test_an_id_that_leads_elsewhere_is_refused_with_file_line_and_key(
    run, data, tmp_path, own, name, known, command, key
):
    path = data / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(known)].count("\n") + 1
    path.write_text(text.replace(known, f'"{own}":' if known.endswith(":") else f'id: "{own}"', 1), encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    result = run(*(str(tmp_path / "new" / "out") if word == "OUT" else word for word in command), "--data", str(data))
    assert (result.exit_code, result.stdout) == (4, ""), result.stderr
    assert result.stderr.startswith(f"pilkada: {name}.yaml, line {line}: {key}")
    assert "an id has letters from a to z" in result.stderr
    assert result.stderr.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["../x", "a/b", "/tmp/x", "..", ".", ""])
def test_nothing_is_written_outside_the_directory_whatever_it_is_called(tmp_path: Path, name):
    with pytest.raises(DirectoryFailed, match="is no name of a file"):
        write_files(tmp_path / "out", {"good": "1", name: "2"})
    assert list(tmp_path.iterdir()) == []
