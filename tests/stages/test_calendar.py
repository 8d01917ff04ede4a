"""`calendar`: read back by a second parser; stable, whole, in the region's zone, and never half-written."""

from pathlib import Path

import pytest
import vobject


def events(text: str) -> dict[str, object]:
    calendar = vobject.readOne(text)
    return {event.uid.value: event for event in calendar.vevent_list}


@pytest.fixture
def calendar(run):
    def read(*arguments: str):
        result = run("calendar", *arguments)
        assert result.exit_code == 0, result.stderr
        return events(result.stdout_bytes.decode())

    return read


def uid(stage: str, place: str = "id") -> str:
    return f"{stage}.{place}.2024-11-27@pilkada-cli"


def test_two_runs_give_the_same_bytes(process):
    first, second = (process("calendar", "--all", "--alarm", "1d").stdout for _time in range(2))
    assert first == second
    assert first.startswith(b"BEGIN:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))


def test_every_dated_stage_is_an_event_with_a_uid_of_its_own(calendar, schedule):
    found = calendar("--all")
    assert set(found) == {uid(stage.id) for stage in schedule if stage.anchor}


def test_days_end_on_the_first_day_that_is_no_more_part_of_them(calendar):
    quiet = calendar()[uid("masa-tenang")]
    assert (str(quiet.dtstart.value), str(quiet.dtend.value)) == ("2024-11-24", "2024-11-27")
    assert quiet.dtstart.params == {} or quiet.dtstart.params.get("VALUE") == ["DATE"]


@pytest.mark.parametrize(("region", "opens"), [("31", "+07:00"), ("51", "+08:00"), ("91", "+09:00")])
def test_voting_hours_have_the_region_s_zone(calendar, region, opens):
    voting = calendar("--region", region)[uid("pemungutan-suara", region)]
    assert voting.dtstart.value.isoformat() == f"2024-11-27T07:00:00{opens}"
    assert voting.dtend.value.isoformat() == f"2024-11-27T13:00:00{opens}"


def test_nationally_voting_day_is_a_day_as_its_hours_are_three_moments(calendar):
    assert str(calendar()[uid("pemungutan-suara")].dtstart.value) == "2024-11-27"


def test_status_and_sequence_follow_the_plans_that_were_replaced(calendar):
    found = calendar("--all")
    held, plan = found[uid("pelantikan")], found[uid("pelantikan-gubernur-rencana")]
    assert (held.status.value, held.sequence.value) == ("CONFIRMED", "3")
    assert (plan.status.value, plan.sequence.value) == ("CANCELLED", "1")
    assert found[uid("psu-di-tps")].status.value == "TENTATIVE"


def test_alarms_ring_before_each_event_but_not_before_a_cancelled_one(calendar):
    found = calendar("--all", "--alarm", "7d", "--alarm", "1d")
    assert [str(alarm.trigger.value.days) for alarm in found[uid("kampanye")].valarm_list] == ["-7", "-1"]
    assert not hasattr(found[uid("pelantikan-gubernur-rencana")], "valarm")


def test_the_basis_is_in_the_description_and_the_actors_are_categories(calendar):
    campaign = calendar()[uid("kampanye")]
    assert "PKPU 2/2024, Lampiran I" in campaign.description.value
    assert campaign.categories.value == ["kpu-provinsi", "kpu-kabkota"]


def test_the_language_changes_the_text_and_nothing_else(calendar):
    english, indonesian = calendar("--lang", "en"), calendar("--lang", "id")
    assert set(english) == set(indonesian)
    assert english[uid("masa-tenang")].summary.value == "Quiet period"
    assert indonesian[uid("masa-tenang")].summary.value == "Masa tenang"
    assert "Dasar:" in indonesian[uid("masa-tenang")].description.value


def test_a_region_s_calendar_has_its_own_steps(calendar):
    found = calendar("--region", "62.05")
    assert str(found[uid("pemungutan-suara-ulang-kedua", "62.05")].dtstart.value) == "2025-08-06"
    assert uid("pemungutan-suara-ulang-kedua", "51") not in calendar("--region", "51")


def test_what_is_left_out_is_said(run):
    assert "without a fixed date" in run("calendar").stderr


def test_one_file_for_each_province_with_an_index(run, totals, tmp_path):
    folder = tmp_path / "calendars"
    assert run("calendar", "--level", "provinsi", "--output", str(folder)).exit_code == 0
    index = [line.split("\t") for line in (folder / "index.tsv").read_text("utf-8").splitlines()]
    assert len(index) == totals["provinces"] + 1
    for _code, _name, name, count in index[1:]:
        assert len(events((folder / name).read_bytes().decode())) == int(count)
    assert {path.name for path in tmp_path.iterdir()} == {"calendars"}
    assert run("calendar", "--level", "provinsi", "--output", str(folder)).exit_code == 0


def test_nothing_half_written_stays(run, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("mine", "utf-8")
    result = run("calendar", "--level", "provinsi", "--output", str(in_the_way))
    assert (result.exit_code, in_the_way.read_text("utf-8")) == (74, "mine")
    below = run("calendar", "--level", "provinsi", "--output", str(in_the_way / "below"))
    assert below.exit_code == 74
    folder = tmp_path / "folder"
    (folder / "31.ics").mkdir(parents=True)
    assert run("calendar", "--level", "provinsi", "--output", str(folder)).exit_code == 74
    assert [path.name for path in folder.iterdir()] == ["31.ics"]
    assert {path.name for path in Path(tmp_path).iterdir()} == {"file", "folder"}
    assert run("calendar", "--level", "provinsi", "--output", "/proc/nowhere").exit_code == 74


@pytest.mark.parametrize(
    "arguments",
    [["--level", "provinsi"], ["--output", "x"], ["--alarm", "soon"], ["--main", "--all"],
     ["--level", "provinsi", "--output", "x", "--region", "31"], ["-f", "json"]],
)  # fmt: skip
def test_options_that_do_not_go_together(run, arguments):
    result = run("calendar", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
