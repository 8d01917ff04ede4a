"""The words of the post, and the pages they come from."""

import json


def test_the_words_of_the_post_are_explained_without_a_post(run, words):
    rows = json.loads(run("posko", "words", "-f", "json").stdout)
    known = {
        "category": words.categories,
        "severity": words.severities,
        "status": words.statuses,
        "agency": words.agencies,
        "task": words.tasks,
    }
    for kind, group in known.items():
        assert [row["id"] for row in rows if row["kind"] == kind] == list(group)
    assert next(row for row in rows if row["id"] == "KMP") == {
        "kind": "category", "id": "KMP", "name": "Kampanye di luar jadwal/tempat terlarang",
        "meaning": "Kampanye pada masa tenang, tempat ibadah, pendidikan, fasilitas negara.", "leads": ["bawaslu", "polri", "pemda"],
        "referred": True, "basis": "UU Pilkada Ps. 187 ayat (1)", "name_en": "Campaign off-schedule or in a banned place",
        "meaning_en": "Campaigning in the quiet period, worship, schools, state facilities.",
    }  # fmt: skip
    statuses = json.loads(run("posko", "words", "--kind", "status", "-f", "json").stdout)
    assert statuses[0]["leads"] == ["terverifikasi", "bukan_masalah"]
    assert "Quiet" not in run("posko", "words", "-f", "table", "--lang", "id").stdout


def test_where_a_category_or_an_agency_comes_from(run):
    rows = json.loads(run("sources", "kmp", "-f", "json").stdout)
    assert [(row["subject"], row["key"], row["fact"]) for row in rows] == [
        ("categories", "KMP", "Kampanye di luar jadwal/tempat terlarang")
    ]
    assert len(rows[0]["pages"]) == 3
    assert json.loads(run("sources", "Bawaslu", "-f", "json").stdout)[0]["subject"] == "agencies"
