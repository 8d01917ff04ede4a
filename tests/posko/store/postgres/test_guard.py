"""What PostgreSQL takes of somebody who writes past the program: nothing that would end writing, or tell a lie."""

import psycopg
import pytest
from own_server import databases

from pilkada_cli.posko.log import kinds
from pilkada_cli.posko.log.entry import Entry, canonical, line_of, read_line, sign
from pilkada_cli.posko.log.ids import Ids
from pilkada_cli.posko.log.kinds import Damaged
from pilkada_cli.posko.log.seals import FREE, sealed
from pilkada_cli.posko.store.postgres import checks
from pilkada_cli.posko.store.postgres.driver import COLUMNS, columns_of
from pilkada_cli.posko.store.postgres.shelf import ServerShelf

MOMENT = "2024-11-27T00:00:00.000+00:00"
START = 1732665600000
REPORT = {"title": "x", "region": "31.71", "category": "LOG", "severity": "sedang", "status": "baru"}
LAST = 253339142400000


@pytest.fixture
def post(database, post_at):
    """Jakarta's post in PostgreSQL; the clock is real, as a drill's store keeps the clock that is set."""
    keyboard = post_at(database(), as_of=None)
    keyboard("open", "31")
    return keyboard


def made(
    kind="nil",
    subject="31.71",
    body="{}",
    writer="rini",
    prev=None,
    recorded=MOMENT,
    occurred=MOMENT,
    post="31",
    own=None,
):
    """An entry with a hash that fits, as somebody can make it who has read the documents; `body` as JSON."""
    own = own or Ids().make(START)
    try:
        return sign(own, post, writer, recorded, occurred, kind, subject or own, body, prev)
    except ValueError:
        return Entry(own, post, writer, recorded, occurred, kind, subject or own, body, prev, "0" * 64)


def give(place, *entries, receipt=0):
    """Hand entries to the function, as a writer can with any program."""
    columns = [[one or "" for one in column] for column in zip(*entries, strict=True)]
    with psycopg.connect(place) as connection:
        connection.execute(f"SELECT pilkada.append({COLUMNS})", [*columns, [receipt] * len(entries)])


def head(post, writer="rini"):
    return post.rows("log", "--writer", writer)[-1]["hash"]


@pytest.fixture(scope="module")
def shared(server, post_at, tmp_path_factory):
    """As `post`, for what is refused and so leaves nothing behind: one post for all of it."""
    with databases(server) as make, pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("guard")))
        keyboard = post_at(make(), as_of=None)
        keyboard("open", "31")
        yield keyboard


def refused(post, entry):
    """Whether an entry is refused, with the log as it was before; whoever writes next is not hindered by it."""
    before = post.log()
    with pytest.raises(psycopg.Error):
        give(post.place, entry)
    assert post.log() == before
    return is_sound(post)


def is_sound(post):
    """Whether the post goes on as if nothing had been, with nothing false in its lists."""
    assert post.rows("verify") == []
    before = len(post.rows("incidents"))
    own = post.report("Banjir")
    post("update", own, "--status", "terverifikasi")
    post("nil", "31.72")
    assert len(post.rows("incidents")) == post.rows("sitrep", "--from", "24h")["incidents"] == before + 1
    return post.rows("verify") == []


@pytest.mark.parametrize(
    "entry",
    [
        {"body": "kaputt"}, {"body": ""}, {"body": "[]"}, {"body": "null"}, {"body": '"x"'}, {"body": "{} "}, {"body": '{"note":"x","note":"x"}'},
        {"body": '{"clock":"set" }'}, {"body": '{"clock":"\\u0073et"}'}, {"body": '{"note":"x","clock":"set"}'}, {"body": '{"note":null}'},
        {"body": '{"note":1}'}, {"body": '{"note":["x"]}'}, {"body": '{"note":{"x":"y"}}'}, {"body": '{"note":"\\u0000"}'}, {"body": '{"note":"\\ud800"}'},
        {"body": '{"unknown":"x"}'}, {"body": canonical({"note": "x" * 20_001})}, {"body": canonical({"clock": "x" * 121})},
        {"kind": "nothing"}, {"kind": ""}, {"subject": "nowhere"}, {"subject": "x" * 121, "kind": "member"}, {"writer": "x" * 121},
        {"post": "3"}, {"post": "31.7"}, {"post": "31\n"}, {"own": "ffffffff-ffff-ffff-ffff-ffffffffffff"}, {"own": "x"}, {"own": "018F2A53-9F00-7000-8000-000000000000"},
        {"recorded": "2024-02-30T00:00:00.000+00:00"}, {"recorded": "2024-11-27T24:00:00.000+00:00"}, {"recorded": "2024-11-27T00:00:60.000+00:00"},
        {"recorded": "2024-11-27 00:00:00.000+00:00"}, {"recorded": "2024-11-27T07:00:00.000+07:00"}, {"recorded": "9999-01-01T00:00:00.000+00:00"},
        {"occurred": "1970-01-01T00:00:00.000+00:00"}, {"occurred": ""}, {"occurred": "tomorrow"}, {"prev": "0" * 64}, {"prev": 'x","id":"'},
        {"kind": "report", "subject": None}, {"kind": "report", "subject": None, "body": canonical({**REPORT, "title": " \u2003"})},
        {"kind": "report", "subject": None, "body": canonical({**REPORT, "title": "x" * 301})}, {"kind": "report", "body": canonical(REPORT)},
        {"kind": "report", "subject": None, "body": canonical({**REPORT, "region": "kota"})},
        {"kind": "plan", "subject": None, "body": canonical({"title": "x", "kind": "rapat", "at": "besok"})},
        {"kind": "update", "body": '{"after":[]}'}, {"kind": "update", "subject": "018f2a53-9f00-7000-8000-000000000000", "body": '{"after":[]}'},
        {"kind": "retract", "subject": "018f2a53-9f00-7000-8000-000000000000", "body": '{"note":"x"}'},
        {"kind": "done", "subject": "018f2a53-9f00-7000-8000-000000000000"},
        {"body": '{"salts":{"note":"' + "0" * 32 + '"}}'}, {"body": '{"note":"x","salts":{"note":"' + "0" * 31 + '"}}'},
        {"body": '{"note":"x","salts":{"note":' + "1" * 32 + "}}"}, {"body": '{"note":"x","salts":"note"}'}, {"body": '{"note":"x","salts":["note"]}'},
        {"body": '{"note":"x","redacted":{"note":"' + "0" * 64 + '"}}'}, {"body": '{"redacted":{"clock":"' + "0" * 64 + '"}}'},
        {"body": '{"redacted":{"note":"' + "0" * 63 + '"}}'}, {"body": '{"note":"x","salts":{"note":"' + "0" * 32 + '"},"seals":{}}'},
    ],
)  # fmt: skip
def test_an_entry_that_does_not_fit_is_refused(shared, entry):
    assert refused(shared, made(**entry))


@pytest.mark.parametrize("field", [name for name in Entry._fields if name not in ("id", "body", "subject")])
def test_an_entry_whose_hash_is_of_others_fields_is_refused(shared, field):
    shared("nil", "31.71", "--force")
    other = {
        "kind": "tick",
        "prev": head(shared),
        "recorded": "2024-11-27T00:00:01.000+00:00",
        "occurred": "2024-11-27T00:00:01.000+00:00",
    }
    assert refused(shared, made()._replace(**{field: other.get(field, "32")}))


def test_an_entry_without_a_writer_or_any_other_field_is_refused(post):
    for place in range(10):
        entry = list(made())
        entry[place] = None
        columns = [[one] for one in entry]
        if place == 8:
            continue
        with psycopg.connect(post.place) as connection, pytest.raises(psycopg.Error):
            connection.execute(f"SELECT pilkada.append({', '.join(['%s::text[]'] * 10)}, '{{0}}')", columns)
    assert is_sound(post)


def test_columns_of_different_lengths_are_refused(post):
    whole = [[one or ""] for one in made()]
    for place in range(10):
        for column in ([], whole[place] * 2):
            columns = [*whole[:place], column, *whole[place + 1 :]]
            with psycopg.connect(post.place) as connection, pytest.raises(psycopg.Error):
                connection.execute(f"SELECT pilkada.append({', '.join(['%s::text[]'] * 10)}, '{{0}}')", columns)
    assert is_sound(post)


@pytest.mark.parametrize("receipt", [0, -1, LAST, 2**63 - 1])
def test_nobody_but_the_server_says_when_an_entry_was_received(post, receipt):
    give(post.place, made(), receipt=receipt)
    assert is_sound(post)


def test_a_drill_keeps_the_clock_that_is_set_and_never_goes_back(database, post_at):
    drill = post_at(database())
    drill("open", "31")
    drill.report()
    later = drill.at("2024-11-27T18:00")
    later.report("Banjir")
    drill.at("2024-11-27T07:00").report("Gempa")
    assert drill.rows("sitrep", "--from", "2024-11-27T05:00", "--to", "2024-11-27T12:00")["incidents"] == 1
    give(drill.place, made(), receipt=2**63 - 1)
    drill("nil", "31.72")
    assert drill.rows("verify") == []


def test_an_entry_goes_in_once(post):
    entry = made()
    give(post.place, entry)
    with pytest.raises(psycopg.errors.UniqueViolation):
        give(post.place, entry)
    with pytest.raises(psycopg.errors.UniqueViolation):
        give(post.place, *[made(own="018f2a53-9f00-7000-8000-000000000001")] * 2)
    assert is_sound(post)


def test_a_chain_goes_on_where_its_writer_left_it_or_in_an_older_place_and_never_in_another_s(post):
    first = made()
    second = made(prev=first.hash)
    give(post.place, first, second)
    give(post.place, made(prev=first.hash))
    other = made(writer="budi")
    give(post.place, other)
    for entry in (made(prev=other.hash), made(writer="budi", prev=second.hash), made(writer="sari", prev=first.hash)):
        with pytest.raises(psycopg.Error, match="follows none of its writer"):
            give(post.place, entry)
    late = made()
    with pytest.raises(psycopg.Error, match="follows none of its writer"):
        give(post.place, made(prev=late.hash), late)
    assert is_sound(post)


def test_what_takes_something_back_leads_to_it(post):
    own = post.report()
    update = made("update", own, canonical({"after": [], "status": "terverifikasi"}))
    gone = made("retract", update.id, '{"note":"x"}')
    back = made("retract", gone.id, '{"note":"x"}')
    give(post.place, update, gone, back)
    opened = next(entry["id"] for entry in post.log() if entry["kind"] == "open")
    for subject in (opened, update.id[:-1] + "x"):
        with pytest.raises(psycopg.Error):
            give(post.place, made("retract", subject, '{"note":"x"}'))
    missing = "018f2a53-9f00-7000-8000-000000000000"
    for body in (
        {"after": [missing]},
        {"after": ["x"]},
        {"after": [], "duplicate_of": missing},
        {"after": [], "duplicate_of": opened},
    ):
        with pytest.raises(psycopg.Error):
            give(post.place, made("update", own, canonical(body)))
    assert post.rows("incidents")[0]["status"] == "terverifikasi"
    assert is_sound(post)


def test_a_body_is_replaced_as_an_entry_says_and_in_no_other_way(post):
    own = post.id("report", "Warga Budi", "--category", "LOG", "--details", "rahasia")
    body = next(entry["body"] for entry in post.log() if entry["id"] == own)

    def replace(changed):
        with psycopg.connect(post.place) as connection:
            connection.execute("SELECT pilkada.replace_body(%s, %s)", (own, canonical(changed)))

    from pilkada_cli.posko.log.seals import without

    for changed in ({**body, "status": "selesai"}, {}, without(body, "title"), body | {"title": "x"}):
        with pytest.raises(psycopg.Error, match="append-only"):
            replace(changed)
    post("redact", own, "--field", "title", "--note", "nama")
    for changed in (body, without(body, "details"), without(without(body, "title"), "details")):
        with pytest.raises(psycopg.Error, match="append-only"):
            replace(changed)
    assert is_sound(post)
    assert "Budi" not in post("export").stdout


def put_aside(place, *entries, own=7, after=0):
    """Hand entries to the function that lets them wait, as a writer can with any program."""
    with psycopg.connect(place) as connection:
        rows = [(number, *entry, 0, 0) for number, entry in enumerate(entries, 1)]
        connection.execute(f"SELECT pilkada.put_aside({COLUMNS}, %s, %s)", [*columns_of(rows), own, after])


def take_aside(place, count, own=7, after=0):
    with psycopg.connect(place) as connection:
        connection.execute("SELECT pilkada.take_aside(%s, %s, %s)", (own, after, count))


def reported(prev=None, **more):
    return made("report", None, canonical(sealed({**REPORT, **more})), prev=prev)


@pytest.mark.parametrize(
    "entry",
    [
        made(), made("report", None, canonical({**REPORT, "title": " "})), made("report", None, canonical(REPORT))._replace(writer="budi"),
        made("report", None, "kaputt"), made("report", "31.71", canonical(REPORT)), made("report", None, canonical(REPORT), recorded="tomorrow"),
    ],
)  # fmt: skip
def test_what_does_not_fit_does_not_even_wait(post, entry):
    with pytest.raises(psycopg.Error):
        put_aside(post.place, reported(), entry)
    with pytest.raises(psycopg.Error, match="is gone"):
        take_aside(post.place, 1)
    assert is_sound(post)


def ageless(rows):
    """Incidents without their age, which grows meanwhile: the clock is real here."""
    return [{**row, "age_hours": None} for row in rows]


def test_what_waits_goes_in_as_the_program_reads_it(post):
    first = reported(ref="A-1", agency="kpu", details=HARD)
    second = reported(first.hash, ref="A-1")
    put_aside(post.place, first)
    put_aside(post.place, second, after=1)
    take_aside(post.place, 2)
    assert [one["hash"] for one in post.log()][-2:] == [first.hash, second.hash]
    # Of two with one reference the smaller id stays, and within one millisecond that is either.
    stays, further = sorted((first.id, second.id))
    assert post.rows("show", stays)["further_reports"] == [further]
    before = ageless(post.rows("incidents", "--all"))
    assert post.rows("verify") == []
    post("rebuild")
    assert ageless(post.rows("incidents", "--all")) == before


@pytest.mark.parametrize("prev", ["0" * 64, "head of another"])
def test_what_waits_follows_one_of_its_writer_or_goes_not_in(post, prev):
    prev = head(post) if prev != "0" * 64 else prev
    one = made("report", None, canonical(REPORT), writer="budi", prev=prev)
    put_aside(post.place, one)
    with pytest.raises(psycopg.Error, match="follows none of its writer"):
        take_aside(post.place, 1)
    assert is_sound(post)


@pytest.mark.parametrize(
    ("count", "after", "own"), [(2, 0, 7), (1, 1, 7), (1, 0, 8), (-1, 0, 7), (1, -1, 7), (None, 0, 7)]
)
def test_more_than_waits_is_not_taken(post, count, after, own):
    put_aside(post.place, reported())
    with pytest.raises(psycopg.Error):
        take_aside(post.place, count, own, after)
    assert post.rows("incidents") == []
    assert is_sound(post)


def test_what_waits_goes_in_once(post):
    put_aside(post.place, reported())
    take_aside(post.place, 1)
    with pytest.raises(psycopg.Error):
        take_aside(post.place, 1)
    with pytest.raises(psycopg.Error):
        put_aside(post.place, reported())
    assert is_sound(post)


def test_an_import_that_stood_still_for_too_long_is_told_so(post, monkeypatch):
    real = ServerShelf.take

    def late(shelf, *arguments):
        # By now the server has answered what was put aside before, so that there is something to throw away.
        with psycopg.connect(post.place) as connection:
            connection.execute("DELETE FROM pilkada.aside")
        real(shelf, *arguments)

    monkeypatch.setattr(ServerShelf, "take", late)
    said = post.said("import", "-", stdin='{"title": "x", "category": "LOG"}\n', ends=5)
    assert "has thrown away what waited there" in said
    assert "import it again" in said
    assert is_sound(post)


def test_a_store_that_is_a_post_s_home_stays_it(post):
    with psycopg.connect(post.place) as connection, pytest.raises(psycopg.Error, match="already"):
        connection.execute("SELECT pilkada.settle('51')")
    assert is_sound(post)


@pytest.mark.parametrize("setting", [
    "standard_conforming_strings = off", "transform_null_equals = on", "bytea_output = 'escape'", "TimeZone = 'Asia/Jayapura'", "DateStyle = 'SQL, DMY'",
    "search_path = pg_temp", "default_transaction_isolation = 'serializable'", "quote_all_identifiers = on", "escape_string_warning = off",
])  # fmt: skip
def test_no_setting_of_a_session_turns_the_checks(post, setting):
    with psycopg.connect(post.place, autocommit=True) as connection:
        connection.execute(f"SET {setting}")
        connection.execute("CREATE TEMP TABLE turn (place bigint)")
        connection.execute("CREATE TEMP TABLE entries (place bigint)")
        good = made()
        columns = [[one or ""] for one in good]
        connection.execute(f"SELECT pilkada.append({COLUMNS})", [*columns, [0]])
        for bad in (made(body='{"note":1}'), good._replace(hash="0" * 64, id=Ids().make(START)), made(prev="1" * 64)):
            with pytest.raises(psycopg.Error):
                connection.execute(f"SELECT pilkada.append({COLUMNS})", [*[[one or ""] for one in bad], [0]])
    assert is_sound(post)


def test_a_turn_that_waited_behind_another_sees_what_that_wrote(post):
    """At a stricter isolation the place would be given twice, or the chain be forked."""
    with psycopg.connect(post.place) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.execute("SELECT count(*) FROM pilkada.entries")
        post("nil", "31.72")
        with pytest.raises(psycopg.errors.SerializationFailure):
            connection.execute("SELECT pilkada.take_turn()")
    assert is_sound(post)


#: Bodies that the program writes, of every kind, with all that is hard to spell in JSON.
HARD = 'a"b\\c/\n\r\t\b\f\x01\x1f\x7f\u2028🗳é\u00a0</script>'
GOOD = [
    ("open", "31", {"host": HARD}), ("member", "kpu", {"role": HARD, "contact": "0", "shift": "x", "usual": "yes"}), ("leave", "kpu", {"note": HARD}),
    ("plan", None, {"title": HARD, "kind": "rapat", "at": MOMENT, "agency": HARD, "region": "31.71", "note": "x", "appointment": "x"}),
    ("report", None, {**REPORT, "title": HARD, "agency": HARD, "owner": "", "details": HARD * 600, "place": "x", "contact": "x", "ref": HARD}),
    ("tick", HARD, {"stage": HARD, "note": "x"}), ("untick", "x", {"stage": "x"}), ("nil", "nasional", {"clock": "set"}),
]  # fmt: skip


@pytest.mark.parametrize("salted", [True, False])
@pytest.mark.parametrize(("kind", "subject", "body"), GOOD, ids=[kind for kind, _subject, _body in GOOD])
def test_what_the_program_writes_is_taken_to_the_letter(post, kind, subject, body, salted):
    entry = made(kind, subject, canonical(sealed(body) if salted else body), writer=HARD)
    give(post.place, entry)
    assert read_line(line_of(entry)) == entry
    assert [line for line in post("export").stdout.splitlines() if entry.id in line] == [line_of(entry).rstrip("\n")]
    assert post.rows("verify") == []


def test_the_database_knows_the_same_kinds_and_limits_as_the_program():
    assert {kind: (*map(str.split, rule[:2]), rule[2]) for kind, rule in checks.KINDS.items()} == {
        kind: (
            sorted(rule.required, key=checks.KINDS[kind][0].split().index),
            sorted(rule.optional, key=checks.KINDS[kind][1].split().index),
            rule.about,
        )
        for kind, rule in kinds.KINDS.items()
    }
    assert checks.FREE.keys() == FREE
    assert {**dict.fromkeys(checks.FREE, checks.WORD), **kinds.LIMITS} == checks.FREE
    assert kinds.NAME == checks.WORD


def test_a_body_that_the_program_refuses_is_refused_by_the_database_too(post):
    """The other way round it may be stricter: a body must be spelt as the program spells it."""
    import random

    chance = random.Random(31)
    values = [
        "x",
        "",
        " ",
        "31.71",
        MOMENT,
        "set",
        "x" * 121,
        "x" * 301,
        HARD,
        [],
        ["x"],
        {},
        None,
        1,
        True,
        "2024-02-30T00:00:00.000+00:00",
    ]
    taken = 0
    for _ in range(400):
        kind = chance.choice([*kinds.KINDS])
        rule = kinds.KINDS[kind]
        body = {key: chance.choice(values[:6]) for key in rule.required if chance.random() < 0.97}
        body |= {
            chance.choice([*rule.optional, "clock", "title", "unknown"]): chance.choice(values)
            for _ in range(chance.randrange(3))
        }
        body = sealed(body) if chance.random() < 0.5 and all(isinstance(one, str) for one in body.values()) else body
        entry = made(kind, {"itself": None, "region": "31"}.get(rule.about, "x"), canonical(body))
        if rule.about in (*kinds.KINDS, "entry"):
            continue
        try:
            read_line(line_of(entry))
        except Damaged:
            with pytest.raises(psycopg.Error):
                give(post.place, entry)
        else:
            give(post.place, entry)
            taken += 1
    assert taken > 20
    assert post.rows("verify") == []


def test_the_clock_of_the_server_counts_and_not_the_keyboard_s(post):
    give(post.place, made(recorded="2024-11-27T00:00:00.000+00:00"), receipt=1)
    with psycopg.connect(post.place) as connection:
        sql = "SELECT received - extract(epoch FROM now()) * 1000 FROM pilkada.entries ORDER BY place DESC LIMIT 1"
        (ahead,) = connection.execute(sql).fetchone()
    assert abs(ahead) < 60_000
