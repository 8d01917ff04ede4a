"""`verify` sees what somebody with the owner's password has turned in the database itself, and `rebuild` mends it."""

from hashlib import sha256

import psycopg
import pytest
from conftest import tamper as run

from pilkada_cli.posko.store.postgres.guard import FUNCTIONS
from pilkada_cli.posko.store.postgres.schema import POSTGRES

SIGNATURES = {one.name: f"pilkada.{one.signature}" for one in FUNCTIONS}
APPEND = SIGNATURES["append"]
NOTHING = "RETURNS void LANGUAGE plpgsql AS $$BEGIN END$$"
#: What turns a function, by its name: a body, its rights, its settings, how it is called, and what there is instead.
FUNCTIONS_TURNED = [
    *((name, f"DROP FUNCTION {SIGNATURES[name]}") for name in SIGNATURES if not name.startswith("entries_")),
    ("append", (f"CREATE OR REPLACE FUNCTION {APPEND} RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ INSERT INTO "
               "pilkada.entries SELECT 999, $1[1], $2[1], $3[1], $4[1], $5[1], $6[1], $7[1], $8[1], NULL, $10[1], 0, 0 $$")),
    ("append", f"ALTER FUNCTION {APPEND} SECURITY INVOKER"),
    ("append", f"ALTER FUNCTION {APPEND} SET search_path = public, pg_catalog"),
    ("append", f"ALTER FUNCTION {APPEND} SET check_function_bodies = off"),
    ("append", f"ALTER FUNCTION {APPEND} RESET jit"),
    ("append", f"ALTER FUNCTION {APPEND} RESET ALL"),
    ("append", f"ALTER FUNCTION {APPEND} STRICT"),
    ("append", f"ALTER FUNCTION {APPEND} RENAME TO append_as_it_was"),
    ("append", f"ALTER FUNCTION {APPEND} PARALLEL SAFE"),
    ("put_aside", f"ALTER FUNCTION {SIGNATURES['put_aside']} IMMUTABLE"),
    ("take_turn", f"CREATE OR REPLACE FUNCTION pilkada.take_turn() {NOTHING}"),
    ("take_turn", ("CREATE OR REPLACE FUNCTION pilkada.take_turn() RETURNS void LANGUAGE plpgsql AS "
                  "$$BEGIN RAISE EXCEPTION 'no'; END$$")),
    ("settle", f"DROP FUNCTION pilkada.settle(text); CREATE FUNCTION pilkada.settle(post text) {NOTHING}"),
    ("settle", f"DROP FUNCTION pilkada.settle(text); CREATE FUNCTION pilkada.settle(text DEFAULT '32') {NOTHING}"),
    ("settle", ("DROP FUNCTION pilkada.settle(text); CREATE FUNCTION pilkada.settle(text) RETURNS text LANGUAGE sql AS "
               "$$ SELECT 'x' $$")),
    ("settle", ("DROP FUNCTION pilkada.settle(text); CREATE FUNCTION pilkada.settle(text) RETURNS SETOF integer "
               "LANGUAGE sql AS $$ SELECT 1 $$")),
    ("settle", "DROP FUNCTION pilkada.settle(text); CREATE PROCEDURE pilkada.settle(text) LANGUAGE sql AS $$ $$"),
    ("clear_aside", ("CREATE OR REPLACE FUNCTION pilkada.clear_aside(bigint) RETURNS void LANGUAGE sql SECURITY DEFINER "
                    "BEGIN ATOMIC DELETE FROM pilkada.aside; END")),
    ("entries_keep", ("CREATE OR REPLACE FUNCTION pilkada.entries_keep() RETURNS trigger LANGUAGE plpgsql AS "
                     "$$BEGIN RETURN NULL; END$$")),
    ("entries_redact", ("CREATE OR REPLACE FUNCTION pilkada.entries_redact() RETURNS trigger LANGUAGE plpgsql AS "
                       "$$BEGIN RETURN NEW; END$$")),
]  # fmt: skip
_KEEP = "DROP TRIGGER entries_keep ON pilkada.entries; CREATE TRIGGER entries_keep"
_REDACT = "DROP TRIGGER entries_redact ON pilkada.entries; CREATE TRIGGER entries_redact"
_RETURNS = "CREATE FUNCTION public.entries_keep() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;"
TRIGGERS_TURNED = [
    ("entries_keep", "ALTER TABLE pilkada.entries DISABLE TRIGGER entries_keep"),
    ("entries_redact", "ALTER TABLE pilkada.entries DISABLE TRIGGER entries_redact"),
    ("entries_keep", "ALTER TABLE pilkada.entries ENABLE REPLICA TRIGGER entries_keep"),
    ("entries_keep", f"{_KEEP} BEFORE TRUNCATE ON pilkada.entries EXECUTE FUNCTION pilkada.entries_keep()"),
    ("entries_keep", f"{_KEEP} AFTER DELETE OR TRUNCATE ON pilkada.entries EXECUTE FUNCTION pilkada.entries_keep()"),
    ("entries_keep", (f"{_RETURNS} {_KEEP} BEFORE DELETE OR TRUNCATE ON pilkada.entries "
                     "EXECUTE FUNCTION public.entries_keep()")),
    ("entries_redact", f"{_REDACT} BEFORE UPDATE ON pilkada.entries EXECUTE FUNCTION pilkada.entries_redact()"),
    ("entries_redact", (f"{_REDACT} BEFORE UPDATE OF hash ON pilkada.entries FOR EACH ROW "
                       "EXECUTE FUNCTION pilkada.entries_redact()")),
    ("entries_redact", (f"{_REDACT} BEFORE UPDATE ON pilkada.entries FOR EACH ROW WHEN (NEW.place < 0) "
                       "EXECUTE FUNCTION pilkada.entries_redact()")),
]  # fmt: skip
_DROP_ID = "ALTER TABLE pilkada.entries DROP CONSTRAINT entries_by_id"
INDEXES_TURNED = [
    ("entries_by_id", f"{_DROP_ID}; CREATE INDEX entries_by_id ON pilkada.entries (id) INCLUDE (hash, received)"),
    ("entries_by_id", f"{_DROP_ID}; CREATE UNIQUE INDEX entries_by_id ON pilkada.entries (id)"),
    ("entries_by_id", "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'pilkada.entries_by_id'::regclass"),
    ("entries_by_writer", ("DROP INDEX pilkada.entries_by_writer; "
                          "CREATE INDEX entries_by_writer ON pilkada.entries (place, writer)")),
    ("entries_by_writer", ("DROP INDEX pilkada.entries_by_writer; "
                          "CREATE UNIQUE INDEX entries_by_writer ON pilkada.entries (writer, place)")),
    ("entries_by_writer", ("DROP INDEX pilkada.entries_by_writer; "
                          "CREATE INDEX entries_by_writer ON pilkada.entries (writer DESC, place)")),
    ("entries_by_kind", "DROP INDEX pilkada.entries_by_kind; CREATE INDEX entries_by_kind ON pilkada.entries (kind)"),
    ("entries_by_kind", ("DROP INDEX pilkada.entries_by_kind; "
                        "CREATE INDEX entries_by_kind ON pilkada.entries (kind) WHERE kind = 'report'")),
    ("reports_by_ref", "DROP INDEX pilkada.reports_by_ref; CREATE INDEX reports_by_ref ON pilkada.changes (place)"),
]  # fmt: skip
KEYS = {"entries_pkey": "entries", "reports_pkey": "reports", "changes_pkey": "changes", "aside_pkey": "aside"}
#: What turns the row by which writers take turns.
TURNS = (
    "DELETE FROM pilkada.turn",
    "INSERT INTO pilkada.turn VALUES (0, 0, true)",
    "UPDATE pilkada.turn SET place = 3",
    "ALTER TABLE pilkada.turn DROP COLUMN settled",
    "ALTER TABLE pilkada.turn ALTER received DROP NOT NULL",
)
CHANGED = "the {kind} '{name}' is not as this version makes it; make it anew with: pilkada posko rebuild"
MISSING = "the {kind} '{name}' is missing; make it anew with: pilkada posko rebuild"


@pytest.fixture
def post(database, post_at):
    """Jakarta's post in PostgreSQL, with an incident that has an update and a reference."""
    keyboard = post_at(database())
    keyboard("open", "31")
    keyboard("update", keyboard.report("Padam"), "--status", "terverifikasi")
    keyboard("import", "-", stdin='{"ref": "A-1", "title": "Padam", "category": "LIS"}\n')
    assert keyboard.rows("verify") == []
    return keyboard


def problems(post):
    return [row["problem"] for row in post.rows("verify", ends=1)]


def each_is_found_and_mended(post, kind, turned):
    """Each of these is one finding, whose remedy mends it; the log is what it was, and takes entries."""
    before = post.log()
    for name, statement in turned:
        run(post.place, (statement,))
        found = problems(post)
        assert found in ([CHANGED.format(kind=kind, name=name)], [MISSING.format(kind=kind, name=name)]), statement
        post("rebuild")
        assert post.rows("verify") == [], statement
    assert post.log() == before
    post.report("Sesudahnya")
    post("import", "-", stdin='{"ref": "A-2", "title": "Padam", "category": "LIS"}\n')
    assert post.rows("verify") == []
    with pytest.raises(psycopg.Error, match="append-only"):
        run(post.place, ("DELETE FROM entries",))
    with pytest.raises(psycopg.Error, match="append-only"):
        run(post.place, ("UPDATE entries SET body = '{}'",))


def test_a_function_that_is_not_as_the_program_makes_it_is_found_and_made_anew(post):
    each_is_found_and_mended(post, "function", FUNCTIONS_TURNED)


def test_a_trigger_that_is_not_as_the_program_makes_it_is_found_and_made_anew(post):
    each_is_found_and_mended(post, "trigger", TRIGGERS_TURNED)
    run(post.place, ("DROP FUNCTION public.entries_keep()",))


def test_an_index_that_is_not_as_the_program_makes_it_is_found_and_made_anew(post):
    dropped = [(name, f"ALTER TABLE pilkada.{table} DROP CONSTRAINT {name}") for name, table in KEYS.items()]
    each_is_found_and_mended(post, "index", [*INDEXES_TURNED, *dropped])


def test_a_turn_that_nobody_could_take_is_found_and_made_anew(post):
    each_is_found_and_mended(post, "table", [("turn", statement) for statement in TURNS])


@pytest.mark.parametrize("name", ["turn", "aside"])
def test_a_table_that_only_writers_need_is_found_and_made_anew(post, name):
    run(post.place, (f"DROP TABLE pilkada.{name}",))
    assert len(post.rows("incidents")) == 2
    each_is_found_and_mended(post, "table", [(name, "SELECT 1")])


def test_a_trigger_or_a_rule_of_somebody_else_is_found_and_taken_away(post):
    made = "CREATE FUNCTION pilkada.mine() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$"
    run(post.place, (made,))
    each = "FOR EACH ROW EXECUTE FUNCTION pilkada.mine()"
    for what, name, statement in (
        ("trigger", 'My "own"', f'CREATE TRIGGER "My ""own""" BEFORE INSERT ON pilkada.reports {each}'),
        ("trigger", "entries_keep", f"CREATE TRIGGER entries_keep BEFORE INSERT ON pilkada.changes {each}"),
        ("rule", "mine", "CREATE RULE mine AS ON INSERT TO pilkada.reports DO INSTEAD NOTHING"),
    ):
        run(post.place, (statement,))
        assert problems(post) == [
            f"the {what} '{name}' is none that a pilkada makes; take it away with: pilkada posko rebuild"
        ]
        post("rebuild")
        assert post.rows("verify") == []


def test_a_home_that_is_gone_is_found_and_marked_by_opening_the_post_again(post):
    run(post.place, ("DELETE FROM home",))
    assert problems(post) == [
        "the store is no longer marked as the home of its post; mark it with: pilkada posko open REGION"
    ]
    post("rebuild")
    assert len(problems(post)) == 1
    post("open", "31")
    assert post.rows("verify") == []


def test_a_table_of_the_home_that_is_gone_is_made_anew_and_marked_by_opening_the_post_again(post):
    run(post.place, ("DROP TABLE home",))
    assert problems(post) == [MISSING.format(kind="table", name="home")]
    post("rebuild")
    assert problems(post) == [
        "the store is no longer marked as the home of its post; mark it with: pilkada posko open REGION"
    ]
    post("open", "31")
    assert post.rows("verify") == []


def test_a_home_of_several_posts_is_found_and_its_export_is_saved(post, files, post_at, tmp_path):
    run(post.place, ("INSERT INTO home VALUES ('31')",))
    assert problems(post) == [
        "the store is marked as the home of several posts (31, 31); save it, or its export, with: pilkada posko rescue"
    ]
    new = post_at(files())
    new("rescue", str(post.export(tmp_path / "log.jsonl")), new.place)
    assert new.rows("verify") == []
    assert len(new.rows("incidents")) == 2


def test_a_store_that_was_never_a_home_lacks_none(post, database, post_at, tmp_path):
    other = post_at(database())
    other("merge", str(post.export(tmp_path / "log.jsonl")))
    assert other.rows("verify") == []
    other("rebuild")
    assert other.rows("verify") == []


def test_a_store_from_before_the_mark_remembers_its_home_once_it_is_brought_up(post):
    run(post.place, ("ALTER TABLE turn DROP COLUMN settled",), ("DELETE FROM meta WHERE version > 7",))
    assert "older pilkada" in post.said("verify", ends=5)
    post.report("Sesudahnya")
    assert post.rows("verify") == []
    run(post.place, ("DELETE FROM home",))
    assert len(problems(post)) == 1


def test_a_change_of_a_function_is_a_step_of_the_schema():
    """Without one, stores that have the function as it was would be called damaged: add a step, and write both here."""
    made = sha256("".join(one.sql for one in FUNCTIONS).encode()).hexdigest()
    assert (len(POSTGRES), made[:16]) == (8, "2794d788741a4669")
