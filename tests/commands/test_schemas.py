"""`schema`: every answer in JSON is what its schema says, at every turn of the election and of a post."""

import json

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from pilkada_cli.app import app
from pilkada_cli.commands.schemas import answers

#: What follows the words of a command, where it needs something.
MORE = {
    "regions show": ["31", "91.03", "34"], "regions find": ["Bandung Jabar 91.01 31.74"], "elections show": ["2018", "2024", "pilkada-berikutnya"],
    "stages show": ["pelantikan", "pemungutan-suara", "psu-di-tps"], "is": ["kampanye"], "posko show": ["ID"], "stages list": ["", "--all"],
    "checklist": ["", "--all"], "sources": ["", "31"], "map": ["", "--by zone", "--by incidents", "--by pairs"], "countdown": ["", "kampanye"],
    "posko incidents": ["", "--all"], "posko members list": ["", "--all"], "posko backup": ["copy.db --force"],
}  # fmt: skip
MOMENTS = ["2023-01-01", "H-180", "H-2", "2024-11-27T09:00", "2025-08-20", "2026-11-24"]


def schema_of(run, name):
    result = run("schema", *name.split())
    assert (result.exit_code, result.stderr) == (0, "")
    schema = json.loads(result.stdout)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The store of a post with an incident, updates, a nil report and a tick, and the id of its incident."""
    place = tmp_path_factory.mktemp("schemas") / "posko.db"
    own = {"PILKADA_POSKO": str(place), "PILKADA_BY": "rini", "PILKADA_AS_OF": "H"}

    def posko(*arguments):
        result = CliRunner().invoke(app, ["posko", *arguments], env=own)
        assert result.exit_code == 0, result.stderr
        return result.stdout.strip()

    posko("open", "31", "--host", "Kesbangpol")
    incident = posko(
        "report", "Banjir", "--category", "BNC", "--place", "TPS 5", "--contact", "RT 3", "--region", "31.71"
    )
    other = posko("report", "Air", "--category", "BNC")
    posko("update", incident, "--status", "terverifikasi", "--owner", "Polri")
    posko("update", other, "--duplicate-of", incident)
    posko("nil", "31.72")
    posko("tick", "masa-tenang", "quiet-01")
    return place, incident


@pytest.fixture
def post(store, tmp_path, monkeypatch):
    """That post, which the commands with an answer in JSON leave as it is; gives the id of its incident."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILKADA_POSKO", str(store[0]))
    monkeypatch.setenv("PILKADA_BY", "rini")
    return store[1]


@pytest.mark.parametrize("name", answers())
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_answer_is_what_its_schema_says(run, post, name, moment):
    validator = schema_of(run, name)
    for more in MORE.get(name, [""]):
        words = [post if word == "ID" else word for word in (*name.split(), *more.split())]
        result = run(*words, "-f", "json", "--as-of", moment)
        assert result.exit_code in (0, 1, 3), result.stderr
        if result.stdout:
            validator.validate(json.loads(result.stdout))
            fields = answers()[name].columns
            answered = json.loads(result.stdout)
            for row in answered if isinstance(answered, list) else [answered]:
                assert list(row) == list(fields)


def test_every_command_with_an_answer_is_listed(run):
    assert run("schema").stdout.splitlines() == list(answers())
    refused = run("schema", "calendar")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "answers nothing in JSON" in refused.stderr
