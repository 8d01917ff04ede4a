"""`sitrep -f wa`: the situation report as one message for a chat group, in both languages and for the public."""

import json
import re

import pytest

from pilkada_cli.output.chat import LIMIT, units

LOUD = "*Laporan situasi* _x_ ~y~ `z` 🗳️👨‍👩‍👧 "


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("public", [[], ["--public"]])
def test_five_thousand_incidents_with_long_titles_are_one_message(file_post, monkeypatch, language, public):
    title = (LOUD * 20)[:300]
    lines = [
        json.dumps({"title": f"{number} {title}"[:300], "category": "LOG", "region": f"31.7{number % 5 + 1}", "severity": severity})
        for number, severity in zip(range(5000), ("kritis", "tinggi", "sedang", "rendah") * 1250, strict=True)
    ]  # fmt: skip
    file_post("import", "-", stdin="\n".join(lines).encode())
    file_post("members", "add", "KPU", "--contact", "Rini di lantai dua")
    monkeypatch.setenv("PILKADA_LANG", language)
    message = file_post("sitrep", "-f", "wa", *public).stdout
    report = file_post.rows("sitrep", *public)
    number = "5.000" if language == "id" else "5,000"
    assert LIMIT - 400 < units(message) < LIMIT
    assert message.count(number) >= 5
    each = "1.250" if language == "id" else "1,250"
    assert message.count(each) >= 12, "all, new and open of each severity"
    assert (report["log_sha256"] or "5") in message.splitlines()[-1]
    assert ("Rini di lantai dua" in message) == (not public)
    shown = len(re.findall(r"^• \w{4,} · \d+ ∗Laporan", message, re.MULTILINE))
    assert shown > 3
    left = f"{5000 - shown:,}".replace(",", "." if language == "id" else ",")
    assert left in message
    assert not set("_~`") & set(message)
    assert all(
        line.startswith("*") and line.endswith("*") and line.count("*") == 2
        for line in message.split("\n")
        if "*" in line
    )


def test_a_small_post_has_all_of_it_in_a_message(post):
    own = post.report("Surat suara kurang 40 lembar", region="Jakarta Barat", agency="KPU")
    post("nil", "31.71", "--note", "aman")
    message = post("sitrep", "-f", "wa", "--from", "2024-11-27T00:00", "--to", "2024-11-27T12:00").stdout
    assert message.startswith(
        "*Situation report: joint command post, Daerah Khusus Ibukota Jakarta*\n"
        "From 27 November 2024 00:00, up to and without 27 November 2024 12:00 (WIB)\n"
        "H, voting day 27 November 2024\n"
    )
    assert "\n*Situation*\nIncidents: 1; new in this window: 1; open: 1\n" in message
    assert (
        f"\n• {post.rows('show', own)['call_sign']} · Surat suara kurang 40 lembar [new] · Medium · New · 31.73\n"
        in message
    )
    assert "\n*By agency*\n• KPU: all 1, new 1, open 1, has in hand 0\n" in message
    assert " · aman\n" in message
    assert " more\n" not in message


def test_of_a_long_title_the_end_is_cut_and_not_that_it_is_new(file_post):
    file_post.report("Surat suara kurang 40 lembar " * 8)
    message = file_post("sitrep", "-f", "wa", "--from", "2024-11-27T00:00").stdout
    (line,) = (one for one in message.split("\n") if "Surat suara" in one)
    assert "Surat suara kurang 40 lembar Surat suara kur… [new] · Medium · New" in line


def test_a_message_has_what_the_other_formats_have(post):
    for number in range(3):
        post.report(f"laporan {number}")
    titles = re.findall(r"^\*(.*)\*$", post("sitrep", "-f", "wa").stdout, re.MULTILINE)
    assert titles == re.findall(r"^##? (.*)$", post("sitrep", "-f", "md").stdout, re.MULTILINE)
