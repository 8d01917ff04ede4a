"""What was known when: plans that were replaced, and an answer that changes only where a revision says so."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilkada_cli.errors import NotKnownYet
from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.stages.revisions import beginning, in_force_on, known_on, known_since, story
from pilkada_cli.stages.schedule import Schedule, load_schedule
from pilkada_cli.stages.stage import Stage

SCHEDULE = load_schedule(DataFiles(shipped()))
DAYS = st.dates(date(2023, 6, 1), date(2025, 12, 31))
STAGES = st.sampled_from(list(SCHEDULE))


def answer(stage: Stage, day: date) -> Stage | None:
    try:
        return in_force_on(SCHEDULE, stage, day)
    except NotKnownYet:
        return None


@settings(max_examples=300, deadline=None)
@given(STAGES, DAYS, DAYS)
def test_an_answer_changes_only_where_a_revision_says_so(stage, one, other):
    first, second = sorted([one, other])
    # What replaced the stage, or the parent it stands under, is a revision of it as much as its own plans.
    near = [revision.known for revision in story(SCHEDULE, stage)]
    near += [known_since(SCHEDULE, SCHEDULE[name]) for name in (stage.replaced_by, stage.parent) if name]
    near += [known_since(SCHEDULE, SCHEDULE[plan.stage.parent]) for plan in story(SCHEDULE, stage) if plan.stage.parent]
    near.append(beginning(SCHEDULE))
    if not any(first < day <= second for day in near):
        assert answer(stage, first) == answer(stage, second)


@settings(max_examples=100, deadline=None)
@given(DAYS)
def test_what_was_known_stays_known_and_nothing_replaces_what_is_not_there(day):
    if day < beginning(SCHEDULE):
        with pytest.raises(NotKnownYet):
            known_on(SCHEDULE, day)
        return
    then = known_on(SCHEDULE, day)
    assert {stage.id for stage in then} <= {stage.id for stage in known_on(SCHEDULE, day + timedelta(days=30))}
    assert all(stage.replaced_by is None or stage.replaced_by in then for stage in then)
    assert isinstance(then, Schedule)


@pytest.mark.parametrize(
    ("day", "stage", "start"),
    [
        ("2024-08-14", "pelantikan-gubernur-rencana", "2025-02-07"),
        ("2025-01-21", "pelantikan-gubernur-rencana", "2025-02-07"),
        ("2025-01-22", "pelantikan-nonsengketa-rencana", "2025-02-06"),
        ("2025-02-10", "pelantikan-nonsengketa-rencana", "2025-02-06"),
        ("2025-02-11", "pelantikan", "2025-02-20"),
    ],
)
def test_the_inauguration_as_it_was_known_on_a_day(rows, day, stage, start):
    counted = rows("countdown", "pelantikan", "--known-on", day, "--as-of", "2025-02-01")
    assert (counted["stage"], counted["start"]) == (stage, start)
    assert rows("stages", "show", "pelantikan", "--known-on", day)["id"] == stage


@pytest.mark.parametrize(
    ("region", "stage", "day"),
    [
        ("12", "pelantikan-gubernur-rencana", "2025-02-07"),
        ("34.04", "pelantikan-bupati-rencana", "2025-02-10"),
        ("31.74", "pelantikan-gubernur-rencana", "2025-02-07"),  # Jakarta's units follow Jakarta.
    ],
)
def test_the_first_plan_inaugurated_governors_before_regents(rows, region, stage, day):
    shown = rows("stages", "show", "pelantikan", "--region", region, "--known-on", "2025-01-01")
    assert (shown["id"], shown["start"]) == (stage, day)


def test_show_tells_the_whole_story_with_each_decree(rows):
    told = rows("stages", "show", "pelantikan")["story"]
    assert [line.split()[1] for line in told] == ["2025-02-07", "2025-02-10", "2025-02-06", "2025-02-20"]
    assert [decree in line for decree, line in zip(["80/2024", "80/2024", "DPR", "13/2025"], told, strict=True)] == [
        True
    ] * 4


def test_before_anything_was_known_nothing_was_set(run):
    for command in (["stages", "list"], ["stages", "show", "kampanye"], ["countdown"]):
        result = run(*command, "--known-on", "2024-01-25")
        assert (result.exit_code, result.stdout) == (3, "")
        assert "nothing was set yet" in result.stderr
    assert run("countdown", "--known-on", "2024-01-26").exit_code == 0
    assert run("countdown", "pelantikan", "--known-on", "2024-02-01").exit_code == 3
    assert run("countdown", "--known-on", "never").exit_code == 2


def test_a_list_shows_a_plan_as_it_stood_before_it_was_replaced(rows):
    def status(day: str) -> dict[str, str]:
        return {one["id"]: one["status"] for one in rows("stages", "list", "--all", "--known-on", day)}

    before, after = status("2025-01-23"), status("2025-01-24")
    assert before["putusan-dismissal-rencana"] == "final"
    assert "putusan-dismissal" not in before
    assert after["putusan-dismissal-rencana"] == "superseded"
    assert after["putusan-dismissal"] == "final"


def test_a_region_s_revote_is_known_from_its_ruling_on(rows, run):
    before = {one["id"] for one in rows("stages", "list", "--region", "14.08", "--known-on", "2025-02-23")}
    after = {one["id"] for one in rows("stages", "list", "--region", "14.08", "--known-on", "2025-02-24")}
    assert "pemungutan-suara-ulang" in after - before
