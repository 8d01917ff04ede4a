"""Ticks on a stage's checklist: made, taken back, and shown by `checklist` and on paper."""

import pytest


def test_ticks_are_shown_by_the_checklist_and_taken_back(post, monkeypatch, rows):
    for name, value in post.environment.items():
        monkeypatch.setenv(name, value)

    def item():
        return next(row for row in rows("checklist", "masa-tenang") if row["id"] == "quiet-02")

    assert (item()["overdue"], item()["done"], item()["done_by"]) == (True, None, None)
    post("tick", "quiet-period", "QUIET-02", "--note", "bersih")
    assert (item()["overdue"], item()["done"], item()["done_by"]) == (False, "2024-11-27T06:00:00+07:00", "rini")
    post.used_by("budi")("tick", "masa-tenang", "quiet-02")
    assert item()["done_by"] == "budi"
    post("untick", "masa-tenang", "quiet-02")
    assert item()["done"] is None
    assert "not ticked" in post.said("untick", "masa-tenang", "quiet-02", ends=3)


def test_a_tick_and_its_opposite_at_one_moment_end_as_the_last_one_says(post):
    for _ in range(3):
        post("tick", "masa-tenang", "quiet-01")
        post("untick", "masa-tenang", "quiet-01")
    assert post.rows("sitrep")["checklists"][0]["done"] == 0
    post.at("2024-11-27T05:00")("tick", "masa-tenang", "quiet-01")
    assert "masa-tenang" in {row["stage"] for row in post.rows("sitrep")["checklists"]}


def test_a_box_is_crossed_on_paper(post, monkeypatch, run):
    post("tick", "masa-tenang", "quiet-01")
    for name, value in post.environment.items():
        monkeypatch.setenv(name, value)
    paper = run("checklist", "masa-tenang", "-f", "md").stdout
    assert paper.count("- [x]") == 1
    assert paper.count("- [ ]") == 9
    assert "**done 27 November 2024 06:00, rini**" in paper


@pytest.mark.parametrize(("stage", "item", "words"), [
    ("masa-tenang", "quiet-99", "has no item 'quiet-99'; its items are quiet-01"), ("masa-riuh", "quiet-01", "No stage"),
    ("libur-pemungutan-suara", "quiet-01", "has no checklist"),
])  # fmt: skip
def test_what_no_checklist_has_cannot_be_ticked(post, stage, item, words):
    assert words in post.said("tick", stage, item, ends=3)


@pytest.mark.parametrize("place", ["postgresql://rini:rahasia@127.0.0.1:1/x", "/dev/null", "sqlite:///x"])
def test_the_checklist_is_shown_also_where_the_store_does_not_answer(run, monkeypatch, place):
    monkeypatch.setenv("PILKADA_POSKO", place)
    result = run("checklist", "--as-of", "H-1", "--columns", "id,done", "-f", "jsonl")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 3
    assert result.stderr.startswith("pilkada: what the post has ticked is not shown: ")
    assert "rahasia" not in result.stderr
