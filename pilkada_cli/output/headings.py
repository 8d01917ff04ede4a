"""Translated headings for the names of columns, and translated words for their fixed values."""

from pilkada_cli.language import N_, _

#: Column name, as `--columns` takes it -> a short heading for people.
HEADINGS = {
    "code": N_("Code"), "name": N_("Name"), "kind": N_("Kind"), "province_code": N_("Province code"),
    "province": N_("Province"), "zone": N_("Zone"), "utc_offset": N_("UTC offset"), "electing": N_("Electing"),
    "office": N_("Elects"), "exempt_reason": N_("Why it elects nobody"), "exempt_basis": N_("By which law"),
    "polling_stations": N_("Stations"), "pairs": N_("Pairs"), "single_pair": N_("Single pair"),
    "commission": N_("Commission"), "supervisor": N_("Supervisor"), "special": N_("Special here"),
    "aliases": N_("Also called"), "formerly": N_("Formerly"), "kabkota": N_("Kabupaten and kota"),
    "level": N_("Level"), "input": N_("Input"), "match": N_("Match"), "candidates": N_("Candidates"), "id": N_("Id"),
    "alias": N_("Alias"), "phase": N_("Phase"), "parent": N_("Part of"), "start": N_("From"), "end": N_("Until"),
    "relative": N_("Rule"), "state": N_("State"), "status": N_("Status"), "replaced_by": N_("Replaced by"),
    "actors": N_("Actors"), "basis": N_("Legal basis"), "name_en": N_("In English"), "area": N_("Where"),
    "begins": N_("Begins"), "ends": N_("Ends"), "opens": N_("Opens"), "closes": N_("Closes"), "steps": N_("Steps"),
    "known": N_("Known since"), "story": N_("Story"), "replaces": N_("Replaces"), "stage": N_("Stage"),
    "text": N_("What"), "actor": N_("Who"), "due": N_("Due"), "due_label": N_("Due in days"), "overdue": N_("Overdue"),
    "text_en": N_("In English"), "when": N_("When"), "practice": N_("Practice"), "done": N_("Done"),
    "done_by": N_("Done by"), "subject": N_("Subject"), "key": N_("Key"), "fact": N_("Fact"),
    "confidence": N_("Confidence"), "pages": N_("Pages"), "conflicting": N_("Said otherwise"), "note": N_("Note"),
    "file": N_("File"), "line": N_("Line"), "problem": N_("Problem"), "title": N_("Title"), "region": N_("Region"),
    "category": N_("Category"), "severity": N_("Severity"), "agency": N_("Agency"), "owner": N_("Owner"),
    "occurred": N_("Happened"), "recorded": N_("Recorded"), "updated": N_("Updated"), "age_hours": N_("Age (h)"),
    "conflict": N_("Conflict"), "call_sign": N_("Sign"), "details": N_("Details"), "last_report": N_("Last report"),
    "hours": N_("Hours"), "role": N_("Role"), "contact": N_("Contact"), "shift": N_("Shift"), "since": N_("Since"),
    "ended": N_("Ended"), "at": N_("When"), "writer": N_("Writer"), "body": N_("Content"), "post": N_("Post"),
    "prev": N_("Previous"), "hash": N_("Hash"), "place": N_("Place"), "happened": N_("Happened"),
    "meaning": N_("Meaning"), "leads": N_("Leads or follows"), "referred": N_("Referred"),
    "meaning_en": N_("In English"), "days": N_("Days"), "label": N_("H"), "as_of": N_("Moment"),
    "seconds": N_("Seconds"), "open_stations": N_("Stations open"), "item": N_("Item"), "new": N_("New"),
    "conflicts": N_("In conflict"), "entries": N_("Entries"), "host": N_("Host"), "provinces": N_("Provinces"),
    "provinces_electing": N_("Provinces electing"), "kabupaten": N_("Kabupaten"),
    "kabupaten_electing": N_("Kabupaten electing"), "kota": N_("Kota"), "kota_electing": N_("Kota electing"),
    "kabkota_electing": N_("Kabupaten and kota electing"), "exempt": N_("Electing nobody"), "contests": N_("Contests"),
    "single_pair_contests": N_("Single-pair contests"), "regions": N_("Regions"), "voting_day": N_("Voting day"),
    "election": N_("Election"), "day": N_("Day"), "gubernur": N_("Governors"), "bupati": N_("Regents"),
    "wali_kota": N_("Mayors"), "tentative": N_("Tentative"), "late": N_("Voted later"), "again": N_("Voted again"),
    "active": N_("Going on"), "next": N_("Next"), "next_start": N_("Next from"), "next_days": N_("Next in days"),
    "voting_again": N_("Votes again"), "duplicate_of": N_("Further report of"), "retracted": N_("Taken back"),
    "kpu_code": N_("KPU code"), "bps_code": N_("BPS code"), "iso_code": N_("ISO code"),
    "former_codes": N_("Former codes"), "further_reports": N_("Further reports"), "field": N_("Field"), "of": N_("Of"),
    "value": N_("Value"), "column": N_("Column"), "row": N_("Row"), "ref": N_("Reference"), "here": N_("Here already"),
    "bytes": N_("Bytes"), "format": N_("Format"),
}  # fmt: skip
#: Fixed value in the machine formats -> the word for people.
WORDS = {
    "upcoming": N_("to come"), "active": N_("going on"), "past": N_("over"), "planned": N_("planned"),
    "due": N_("due"), "done": N_("done"), "final": N_("final"), "plan": N_("plan"), "superseded": N_("replaced"),
    "tentative": N_("tentative"), "exact": N_("exact"), "regular": N_("regular"), "runoff": N_("run-off"),
    "revote": N_("re-vote"), "repeat": N_("held anew"), "former": N_("former code"), "alias": N_("alias"),
    "ambiguous": N_("ambiguous"), "none": N_("not found"), "within": N_("within"),
    "near": N_("taken for"), "high": N_("high"),
    "medium": N_("medium"),
    "low": N_("low"), "persiapan": N_("preparation"), "penyelenggaraan": N_("conduct"), "provinsi": N_("province"),
    "gubernur": N_("governor"), "bupati": N_("regent"), "wali kota": N_("mayor"), "report": N_("report"),
    "update": N_("update"), "nil": N_("nil report"), "open": N_("opening"), "member": N_("member"),
    "lost": N_("lost"),
    "retract": N_("takes back"), "redact": N_("takes out"), "leave": N_("leaving"), "tick": N_("tick"),
    "checkpoint": N_("checkpoint"), "untick": N_("tick taken back"), "pemantauan": N_("monitoring"),
    "rapat": N_("meeting"),
    "sosialisasi": N_("voter education"), "category": N_("category"), "severity": N_("severity"),
    "status": N_("status"), "agency": N_("agency"), "task": N_("task"),
}  # fmt: skip
#: The columns whose values are translated with WORDS.
WORDED = ("state", "status", "match", "confidence", "phase", "kind", "office", "level")


def heading(name: str) -> str:
    """The heading of a column in the current language; its name where it has none."""
    return _(HEADINGS[name]) if name in HEADINGS else name


def word(value: str) -> str:
    """The word for a fixed value in the current language; the value itself where it has none."""
    return _(WORDS[value]) if value in WORDS else value


def worded(column: str, value: str) -> str:
    """The value of a column for people: translated if the column is one of WORDED, else unchanged."""
    return word(value) if column in WORDED else value
