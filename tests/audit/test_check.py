"""`check` proves the data: the shipped data is clean, and each thing broken in a copy is caught where it stands."""

import json
import re

import pytest

from pilkada_cli.audit.findings import audit
from pilkada_cli.facts.files import DataFiles, shipped

BROKEN = {
    # file, what stands there (a pattern), what is put in its place, key and words of the finding
    "a province is gone": ("regions", r'  "96":\n(?:    .*\n)+', "", "totals.provinces", "counts 37"),
    "a kota is gone": ("regions", r'      "34\.71": .*\n', "", "totals.kota", "counts 97"),
    "a polling station too many": ("regions", r"(Simeulue, polling_stations: )180", r"\g<1>181", "totals.polling_stations", "counts "),
    "a code of another province": ("regions", '"11.01"', '"12.99"', "provinces.11.regions.12.99", "not a code"),
    "a code that is none": ("regions", '"11.01"', '"11.1"', "provinces.11.regions.11.1", "not a code"),
    "a zone that is none": ("regions", "zone: WITA", "zone: WAT", "provinces.51.zone", "none of"),
    "an electing region without pairs": ("regions", r"(Simeulue.*), pairs: 5", r"\1", "provinces.11.regions.11.09.pairs", "at least one pair"),
    "no pair of candidates": ("regions", r"(Simeulue.*)pairs: 5", r"\1pairs: 0", "11.09.pairs", "at least one pair"),
    "a step after a stage that is none": ("schedule", "after: pemungutan-suara", "after: pilpres", "stages.psu-di-tps.after", "'after' names"),
    "a beginning said twice": ("schedule", "after: pemungutan-suara", "after: pemungutan-suara\n    start: \"2024-11-28\"", "psu-di-tps.after", "only the end"),
    "a stage without a label that fits": ("schedule", r"    label: .id: Tata cara dan jadwal.*\n", "", "perencanaan-penyelenggaraan.label", "longer than 24"),
    "a step whose label is too long": ("schedule", "Hasil TPS diumumkan, en: TPS results posted", "Hasil TPS diumumkan di semua TPS dan PPS, en: TPS results posted", "pengumuman-hasil-tps.label", "longer than 36"),
    "two stages of one label": ("schedule", "id: Sengketa hasil di MK", "id: Rekapitulasi", "sengketa.label", "'rekapitulasi' is called so"),
    "a regional step without a label that fits": ("revotes", r"    label: .id: Putusan MK atas PSU.*\n", "", "steps.putusan-mk-kedua.label", "longer than 24"),
    "a region left out of an election": ("elections", r'  "11.01": .*\n', "", "elections.pilkada-2018.regions", "170 regions took part"),
    "a region twice in an election": ("elections", r'"11.01": .in: .pilkada-2018', '"11.01": {in: [pilkada-2018, pilkada-2018', "regions.11.01.in", "twice"),
    "an election that is none": ("elections", r'"11.01": .in: .pilkada-2018', '"11.01": {in: [pilkada-2019', "regions.11.01.in", "no election 'pilkada-2019'"),
    "a late vote before the election": ("elections", 'late: {pilkada-2018: "2018-07-25"', 'late: {pilkada-2018: "2018-05-25"', "regions.94.03", "lies before"),
    "a region of an election that is nowhere": ("elections", "^regions:\n", 'regions:\n  "99": {in: [pilkada-2018]}\n', "regions.99", "no region '99'"),
    "a province that never elects in an election": ("elections", "^regions:\n", 'regions:\n  "34": {in: [pilkada-2018]}\n', "regions.34.in", "UU 13/2012 Pasal 18"),
    "a kota that never elects in an election": ("elections", "^regions:\n", 'regions:\n  "31.71": {in: [pilkada-2018]}\n', "regions.31.71.in", "elects nobody"),
    "a region of the election that the data are of": ("elections", r'"11.01": .in: .pilkada-2018', '"11.01": {in: [pilkada-2024', "regions.11.01.in", "none names it"),
    "fewer regions in the own election than elect": ("elections", "regions: 545", "regions: 13", "elections.pilkada-2024.regions", "545 regions took part by the data, 13"),
    "two elections of one day": ("elections", '"2017-02-15"', '"2015-12-09"', "elections.pilkada-2017.day", "'pilkada-2015' has this day as well"),
    "a region with two votes on one day": ("elections", '"12.08": (.*)2016-02-10', '"12.08": \\g<1>2020-12-09', "regions.12.08", "votes on 2020-12-09 in 'pilkada-2015' and in 'pilkada-2020'"),
    "data of two elections": ("elections", "    regions: 270\n", "    regions: 270\n    here: yes\n", "elections.pilkada-2024.here", "one election alone"),
    "data of no election": ("elections", "    here: yes\n", "", "elections.pilkada-2024", "mark the election of that day"),
    "an election with a year for an id": ("elections", "pilkada-berikutnya:", '"2031":', "elections.2031", "not digits alone"),
    "an election by derivation in which it was not": ("elections", r"derived: .pilkada-2018.", "derived: [pilkada-2017]", "derived", "does not name the election 'pilkada-2017'"),
    "a late vote in an election in which it was not": ("elections", 'late: {pilkada-2018', 'late: {pilkada-2017', "regions.94.03.late", "no such key"),
    "another voting day": ("elections", 'day: "2024-11-27"', 'day: "2024-11-28"', "elections.pilkada-2024.day", "voting day of the schedule"),
    "a day that is left open and final": ("elections", "status: tentative", "status: final", "elections.pilkada-berikutnya.status", "tentative"),
    "a code of BPS that is none": ("codes", 'bps: "1103"', 'bps: "11.03"', "codes.11.01.bps", "no code of that list"),
    "a kabupaten with a code of ISO": ("codes", 'bps: "1103"', "iso: ID-ZZ", "codes.11.01.iso", "no code of that list"),
    "two regions of one code": ("codes", 'bps: "1103"', 'bps: "1104"', "codes.11.02.bps", "has this code as well"),
    "a former code of today": ("codes", 'former: "91.01"', 'former: "31.74"', "codes.93.01.former", "has this code today"),
    "a former code without the change": ("codes", ', by: papua-selatan', "", "codes.93.01", "stand together"),
    "a change that is none": ("codes", "by: papua-selatan", "by: papua-timur", "codes.93.01.by", "no such change"),
    "a kabupaten without a place on the map": ("map", r'  "11.01": .column.*\n', "", "cells", "11.01 has no place"),
    "two regions in one place": ("map", r'"11.02": .column: 5, row: 6', '"11.02": {column: 4, row: 7', "cells.11.02", "same place"),
    "a place beyond the map": ("map", r'"11.02": .column: 5', '"11.02": {column: 500', "cells.11.02", "beyond column"),
    "a centre beyond the globe": ("map", 'latitude: "3.16"', 'latitude: "93.16"', "cells.11.01.latitude", "no number of degrees"),
    "a province without a tile": ("map", r'  "11": .letters.*\n', "", "tiles", "11 has no place"),
    "two provinces of the same letters": ("map", "letters: SU", "letters: AC", "tiles.12.letters", "these letters"),
    "letters that are none": ("map", "letters: AC", "letters: a", "tiles.11.letters", "two capital letters"),
    "a further name of two stages": ("schedule", "hari-h]", "quiet-period]", "stages.pemungutan-suara.aliases", "called so as well"),
    "a further name that is none": ("schedule", "hari-h]", "Hari H]", "pemungutan-suara.aliases", "is no id"),
    "a mistaken word that means nothing": ("posko", "NET: .ASN, INET.", "NET: [ASN, XYZ]", "mistaken.NET", "'XYZ' is wrong"),
    "a mistaken word that is a category": ("posko", "  NETW: ", "  LOG: ", "mistaken.LOG", "is no category"),
    "an electing region that is nowhere": ("regions", "^exemptions:\n", 'electing: {only: ["99"], others: sultan}\n\nexemptions:\n', "electing.only", "no region '99'"),
    "an election of some for a reason that is none": ("regions", "^exemptions:\n", 'electing: {only: ["11"], others: no}\n\nexemptions:\n', "electing.others", "no such exemption"),
    "an exempt region that is to elect": ("regions", "^exemptions:\n", 'electing: {only: ["34"], others: sultan}\n\nexemptions:\n', "34.exempt", "as well"),
    "an exempt region with pairs": ("regions", "exempt: sultan", "exempt: sultan\n    pairs: 2", "provinces.34", "no pairs"),
    "an exemption nobody knows": ("regions", "exempt: sultan", "exempt: king", "provinces.34.exempt", "no such exemption"),
    "an exemption without article": ("regions", "UU 13/2012 Pasal 18 .*", "UU 13/2012", "exemptions.sultan.basis", "article"),
    "an exemption without reason": ("regions", "reason:", "cause:", "exemptions.sultan.reason", "missing"),
    "a number in place of a name": ("regions", "name: Simeulue", "name: 11.09", "11.09.name", "does not read like a name"),
    "words in place of a number": ("regions", "polling_stations: 180,", "polling_stations: many,", "polling_stations", "whole number"),
    "no polling station": ("regions", "Simeulue, polling_stations: 180", "Simeulue, polling_stations: 0", "11.09", "polling station"),
    "two regions of one name": ("regions", "name: Simeulue", "name: Pidie", "11.09.name", "same name"),
    "an alias of two regions": ("regions", r"(name: Simeulue.*)\}", r"\1, aliases: [Sumut]}", "11.09.aliases", "Sumut"),
    "an alias that is another's name": ("regions", r"(name: Simeulue.*)\}", r"\1, aliases: [Kota Medan]}", "11.09.aliases", "Medan"),
    "a short name shared with nobody": ("regions", r"(name: Simeulue.*)\}", r"\1, shared: [Simlu]}", "11.09.shared", "two regions"),
    "a province split from none": ("regions", r'split_from: \{"64"', 'split_from: {"69"', "65.split_from", "'69' is not"),
    "a province split from itself": ("regions", r'split_from: \{"64"', 'split_from: {"65"', "65.split_from", "'65' is not"),
    "a kabupaten split off": ("regions", r"(name: Simeulue.*)\}", r'\1, split_from: {"12": UU 1/2000}}', "11.09.split_from", "another province"),
    "a key that does not exist": ("regions", r"(name: Simeulue.*)\}", r"\1, colour: red}", "11.09.colour", "no such key"),
    "a key twice": ("regions", "    zone: WITA", "    zone: WITA\n    zone: WIB", "zone", "twice"),
    "an end before the start": ("schedule", 'end: "2024-11-23"\n', 'end: "2024-09-01"\n', "stages.kampanye.end", "before it begins"),
    "a date that is none": ("schedule", '"2024-11-23"\n', '"2024-11-31"\n', "stages.kampanye.end", "not a date"),
    "a step outside its parent": ("schedule", 'id: pelantikan-ppk\n((?:    .*\n)*?)    end: "2024-05-16"', 'id: pelantikan-ppk\n\\1    end: "2024-12-16"', "stages.pelantikan-ppk", "outside"),
    "a mark outside that is wrong": ("schedule", "id: pelantikan-ppk\n", "id: pelantikan-ppk\n    outside: yes\n", "stages.pelantikan-ppk", "outside"),
    "a parent nobody knows": ("schedule", "parent: sengketa", "parent: sengketaa", "parent", "before this one"),
    "a stage without basis": ("schedule", r"(id: masa-tenang\n(?:    .*\n)*?)    basis: .*\n", r"\1", "stages.masa-tenang.basis", "missing"),
    "a stage without English": ("schedule", r"(id: masa-tenang\n(?:    .*\n)*?)      en: .*\n", r"\1", "stages.masa-tenang.name.en", "missing"),
    "superseded by nothing": ("schedule", "    replaced_by: pelantikan\n", "", "stages.pelantikan-gubernur-rencana", "go together"),
    "superseded by nobody": ("schedule", "replaced_by: pelantikan\n", "replaced_by: pelantikann\n", "replaced_by", "no stage"),
    "a status that is none": ("schedule", "status: tentative", "status: perhaps", "status", "none of"),
    "an alias twice": ("schedule", "alias: quiet-period", "alias: campaign", "stages.masa-tenang.alias", "called so as well"),
    "an id that is no word": ("schedule", "id: masa-tenang", "id: Masa-Tenang", "stages.Masa-Tenang.id", "no id"),
    "a stage without date or rule": ("schedule", r"    relative:\n      id: menyesuaikan.*\n      en: .*\n", "", "stages.sengketa", "relative"),
    "a region that does not exist": ("schedule", r'regions: \["11"\]', 'regions: ["99"]', "regions", "no region"),
    "an actor nobody knows": ("schedule", r"actors: \[paslon\]", "actors: [pasloon]", "actors", "no actor"),
    "an actor who does nothing": ("schedule", "  kpu: KPU\n", "  kpu: KPU\n  fifa: FIFA\n", "actors.fifa", "does nothing"),
    "voting day without hours": ("schedule", r'(id: pemungutan-suara\n(?:    .*\n)*?)    closes: .*\n', r"\1", "stages.pemungutan-suara", "closes"),
    "an hour that is none": ("schedule", 'opens: "07:00"', 'opens: "7"', "opens", "not a time"),
    "a checklist of no stage": ("checklists", "^  masa-tenang:", "  masa-riuh:", "checklists.masa-riuh", "no stage"),
    "an item due before its start": ("checklists", 'start: "2024-05-04"', 'start: "2024-06-04"', "due", "start"),
    "an item due in another year": ("checklists", 'due: "2024-05-16"', 'due: "2026-05-16"', "adhoc-01.due", "lies far"),
    "an item begun in another year": ("checklists", 'start: "2024-05-04"', 'start: "2023-05-04"', "adhoc-02.start", "lies far"),
    "an item of one area that does not say so": ("checklists", 'id: "DKI Jakarta: 9', 'id: "9', "items.elec-04", "one area only"),
    "an item that names the step of another area": ("checklists", "di luar DKI Jakarta 31 Juli", "31 Juli", "items.indep-06", "one area only"),
    "an item of one area due with a step of all": ("checklists", r"(id: )(paling lambat 19 .*\n.*en: )(no later)", r"\1DKI Jakarta \2DKI Jakarta \3", "indep-07.due", "holds everywhere"),
    "an item's actor nobody knows": ("checklists", r"actor: \[dprd\]", "actor: [dewan]", "actor", "no actor"),
    "an item without text": ("checklists", r'(id: quiet-01\n        text:\n          id: ).*', r'\1""', "quiet-01.text.id", "blank"),
    "a placeholder": ("checklists", r'(id: quiet-01\n        text:\n          id: ).*', r'\1"belum ada"', "quiet-01.text.id", "unknown"),
    "a re-vote in no region": ("revotes", r'  "14\.08":', '  "14.99":', "regions.14.99", "no region"),
    "a re-vote before its start": ("revotes", 'end: "2025-03-22"', 'end: "2025-03-02"', "pemungutan-suara-ulang.end", "before it begins"),
    "a re-vote of no kind": ("revotes", "    pemungutan-suara-ulang:\n      start", "    pemungutan-ulang:\n      start", "pemungutan-ulang", "no such step"),
    "a repetition of nothing": ("revotes", "repeats: kampanye", "repeats: kampanyee", "repeats", "no stage"),
    "a step of no region": ("revotes", "^steps:\n", "steps:\n  pesta: {alias: party, name: Pesta, actors: [kpu]}\n", "steps.pesta", "no region"),
    "a re-vote without evidence": ("evidence", '  "14.08/pemungutan-suara-ulang":', '  "14.08/pemungutan-suara":', "pemungutan-suara-ulang", "no evidence"),
    "a speciality of no region": ("regions", r'regions: \["11"\]', 'regions: ["99"]', "specials.aceh-kip.regions", "no region"),
    "a speciality without evidence": ("evidence", "  aceh-kip:\n", "  aceh-kipp:\n", "specials.aceh-kip", "no evidence"),
    "a rule nobody rests on": ("schedule", "^rules:\n", "rules:\n  PKPU 99/2099: \"2024-01-26\"\n", "rules.PKPU 99/2099", "no stage rests"),
    "a stage without evidence": ("evidence", r"  masa-tenang:\n(?:    .*\n)+", "", "stages.masa-tenang", "no evidence"),
    "evidence without pages": ("evidence", r"(  masa-tenang:\n(?:    [^p].*\n)*)    pages:\n(?:      .*\n)+", r"\1    pages: []\n", "stages.masa-tenang.pages", "page"),
    "pages of another rule": ("schedule", r"(id: masa-tenang\n(?:    .*\n)*?    basis: ).*", r"\1PKPU 1/2031", "stages.masa-tenang.pages", "still the pages of 'PKPU 13/2024"),
    "evidence of nothing": ("evidence", "  masa-tenang:\n", "  masa-ribut:\n", "stages.masa-ribut", "nothing"),
    "a page that is none": ("evidence", r"(  masa-tenang:\n    confidence: .*\n    pages:\n      - ).*", r"\1somewhere", "stages.masa-tenang.pages", "address"),
    "a category of a severity nobody knows": ("posko", "    severity: kritis", "    severity: parah", "categories.RSK.severity", "no severity"),
    "a status that follows and does not exist": ("posko", r"next: \[terverifikasi, bukan_masalah\]", "next: [terverifikasi, hilang]", "statuses.baru.next", "no status"),
    "a status that nothing leads to": ("posko", r"next: \[ditutup, ditangani\]\n((?:.*\n)*?)    next: \[ditutup\]", r"next: [ditangani]\n\1    next: [bukan_masalah]", "statuses.ditutup", "no incident can come"),
    "a status without a way out": ("posko", r"next: \[ditutup\]", "next: [bukan_masalah]", "statuses.bukan_masalah.next", "no way leads"),
    "violations to an agency nobody knows": ("posko", "  agency: bawaslu", "  agency: kpk", "referral.agency", "no agency"),
    "no status for what is referred": ("posko", "    referral: yes\n", "", "statuses", "exactly one status"),
    "an appointment of no kind": ("posko", "kind: rapat", "kind: pesta", "agenda.kesiapan-h-7.kind", "none of"),
    "an appointment on no day": ("posko", 'day: "-7"', "day: minggu", "agenda.kesiapan-h-7.day", "whole number"),
    "an appointment at no hour": ("posko", 'time: "06:00"', 'time: "6"', "agenda.kesiapan.time", "not a time"),
    "a category twice": ("posko", "  - id: DPT", "  - id: LOG", "categories.LOG.id", "stands there twice"),
    "a category without evidence": ("evidence", "^  LOG:\n", "  LOGG:\n", "categories.LOG", "no evidence"),
    "an agency without evidence": ("evidence", "^  fkdm:\n", "  fkdmm:\n", "agencies.fkdm", "no evidence"),
    "a limit of the post without evidence": ("evidence", "^  guardrails:\n", "  guardrail:\n", "guardrails", "no evidence"),
    "doubtful but final": ("evidence", r"(  masa-tenang:\n    confidence: )high", r"\1low", "stages.masa-tenang.confidence", "tentative"),
}  # fmt: skip


def test_the_shipped_data_obeys_every_rule(run):
    assert audit(DataFiles(shipped())) == []
    result = run("check", "-f", "table")
    assert (result.exit_code, result.stdout) == (0, "The data obeys every rule.\n")
    assert run("check", "-f", "json").stdout == "[]\n"


@pytest.mark.parametrize("case", BROKEN)
def test_one_thing_broken_is_caught_where_it_stands(data, case):
    name, pattern, replacement, key, words = BROKEN[case]
    path = data / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    broken, count = re.subn(pattern, replacement, text, count=1, flags=re.MULTILINE)
    assert count == 1
    assert broken != text
    path.write_text(broken, encoding="utf-8")
    findings = audit(DataFiles(data))
    assert any(key in one.key and words in one.problem for one in findings), findings[:5]
    assert all(one.line is None or one.line > 0 for one in findings)


def test_all_breaches_are_listed_and_exit_1(run, data):
    for name, old, new in [("regions", "zone: WITA", "zone: WAT"), ("schedule", '"2024-11-23"', '"2024-11-31"')]:
        path = data / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    result = run("check", "--data", str(data), "-f", "json")
    assert result.exit_code == 1
    assert {"regions.yaml", "schedule.yaml"} <= {one["file"] for one in json.loads(result.stdout)}


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [1", b"- a list", b"", b"a" * 5_000_000])
def test_a_file_that_cannot_be_read_at_all_exits_4(run, data, content):
    (data / "schedule.yaml").write_bytes(content)
    result = run("check", "--data", str(data))
    assert result.exit_code == 4
    assert result.stderr.startswith("pilkada: schedule.yaml")


def test_other_commands_refuse_data_that_check_would_list(run, data):
    path = data / "regions.yaml"
    path.write_text(path.read_text("utf-8").replace("zone: WITA", "zone: WAT", 1), "utf-8")
    result = run("regions", "list", "--data", str(data))
    assert (result.exit_code, result.stdout) == (4, "")
    assert "provinces.51.zone" in result.stderr
    assert "line" in result.stderr
