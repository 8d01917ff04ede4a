"""The agenda: what is planned, falls due and is done, at a time or in days from voting day."""


def test_the_agenda_grows_falls_due_and_is_done(post):
    own = post.id(
        "plan",
        "add",
        "Sosialisasi di pasar",
        "--kind",
        "sosialisasi",
        "--at",
        "2024-11-27T09:00",
        "--region",
        "31.74",
        "--agency",
        "KPU",
    )
    (row,) = [row for row in post.rows("plan", "list") if row["id"] == own]
    assert (row["kind"], row["region"], row["agency"], row["state"]) == ("sosialisasi", "31.74", "kpu", "planned")
    later = post.at("2024-11-27T09:00")
    assert own in {row["id"] for row in later.rows("plan", "list", "--state", "due")}
    # Ids of one morning share their beginning: as much of it as is needed names one.
    later("plan", "done", own[:20], "--note", "80 orang")
    (row,) = [row for row in later.rows("plan", "list") if row["id"] == own]
    assert (row["state"], row["done"], row["done_by"], row["note"]) == (
        "done",
        "2024-11-27T09:00:00+07:00",
        "rini",
        "80 orang",
    )
    assert post.said("plan", "done", post.report(), ends=3)


def test_a_plan_can_be_given_in_days_from_voting_day(post):
    post("plan", "add", "Rapat evaluasi", "--kind", "rapat", "--at", "H+3")
    assert post.rows("plan", "list")[-1]["at"] == "2024-11-30T00:00:00+07:00"
