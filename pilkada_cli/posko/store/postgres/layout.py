"""What a store in PostgreSQL is made of, as its catalog shows it, and the SQL that makes it anew where that can be.

Columns of the catalog are compared, and of printed SQL only what no version of the server prints in another way.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pilkada_cli.posko.store.driver import Misfit
from pilkada_cli.posko.store.postgres.functions import SHOWN
from pilkada_cli.posko.store.postgres.guard import FUNCTIONS
from pilkada_cli.posko.store.postgres.roles import quoted

_LIST = "place bigint PRIMARY KEY"
_TEXT = 'text COLLATE "C" NOT NULL'
#: The tables that can be made anew, as they are now, with what must be in them.
TABLES = {
    "reports": f"""CREATE TABLE pilkada.reports ({_LIST}, post {_TEXT}, region {_TEXT}, severity {_TEXT},
        status {_TEXT}, traits {_TEXT}, occurred bigint NOT NULL, recorded bigint NOT NULL, received bigint NOT NULL,
        ref text COLLATE "C")""",
    "changes": f"""CREATE TABLE pilkada.changes ({_LIST}, incident bigint NOT NULL, received bigint NOT NULL,
        recorded bigint NOT NULL)""",
    "turn": """CREATE TABLE pilkada.turn (place bigint NOT NULL, received bigint NOT NULL, drill boolean,
        settled boolean NOT NULL DEFAULT false);
        INSERT INTO pilkada.turn SELECT coalesce(max(place), 0), coalesce(max(received), 0),
            (SELECT drill = 1 FROM pilkada.entries ORDER BY place LIMIT 1), EXISTS (SELECT FROM pilkada.home)
        FROM pilkada.entries""",
    "aside": f"""CREATE UNLOGGED TABLE pilkada.aside (login {_TEXT}, own bigint NOT NULL, n bigint NOT NULL,
        id {_TEXT}, post {_TEXT}, writer {_TEXT}, recorded {_TEXT}, occurred {_TEXT}, kind {_TEXT}, subject {_TEXT},
        body {_TEXT}, prev text COLLATE "C", hash {_TEXT}, receipt bigint NOT NULL, moment timestamptz NOT NULL,
        PRIMARY KEY (login, own, n))""",
}
_HOME = "CREATE TABLE pilkada.home (post text NOT NULL)"
#: The columns of each table, in their order: t for texts, n for all else, in capitals those that must hold something.
COLUMNS = {
    "entries": "NTTTTTTTTtTNNt",
    "reports": "NTTTTTNNNt",
    "changes": "NNNN",
    "home": "T",
    "turn": "NNnN",
    "aside": "TNNTTTTTTTTtTNN",
}
#: A name begins with its table's. Those of constraints are unique.
INDEXES = {
    "entries_pkey": "CREATE UNIQUE INDEX entries_pkey ON pilkada.entries (place)",
    "entries_by_id": "CREATE UNIQUE INDEX entries_by_id ON pilkada.entries (id) INCLUDE (hash, received)",
    "entries_by_writer": "CREATE INDEX entries_by_writer ON pilkada.entries (writer, place)",
    "entries_of_drills": "CREATE INDEX entries_of_drills ON pilkada.entries (received, recorded) WHERE drill = 1",
    "entries_by_kind": "CREATE INDEX entries_by_kind ON pilkada.entries (kind) WHERE kind <> 'report'",
    "entries_by_subject": "CREATE INDEX entries_by_subject ON pilkada.entries (subject) WHERE kind <> 'report'",
    "changes_pkey": "CREATE UNIQUE INDEX changes_pkey ON pilkada.changes (place)",
    "changes_by_incident": "CREATE INDEX changes_by_incident ON pilkada.changes (incident)",
    "changes_ahead": "CREATE INDEX changes_ahead ON pilkada.changes (received, recorded) "
    "WHERE recorded - received >= 120000",
    "reports_pkey": "CREATE UNIQUE INDEX reports_pkey ON pilkada.reports (place)",
    "reports_ahead": "CREATE INDEX reports_ahead ON pilkada.reports (received, recorded) "
    "WHERE recorded - received >= 120000",
    "reports_by_ref": "CREATE INDEX reports_by_ref ON pilkada.reports (post, ref) WHERE ref IS NOT NULL",
    "aside_pkey": "CREATE UNIQUE INDEX aside_pkey ON pilkada.aside (login, own, n)",
}
TRIGGERS = {
    "entries_keep": "CREATE TRIGGER entries_keep BEFORE DELETE OR TRUNCATE ON pilkada.entries "
    "FOR EACH STATEMENT EXECUTE FUNCTION pilkada.entries_keep()",
    "entries_redact": "CREATE TRIGGER entries_redact BEFORE UPDATE ON pilkada.entries "
    "FOR EACH ROW EXECUTE FUNCTION pilkada.entries_redact()",
}
#: The bits of `tgtype` by the words of a trigger.
_BITS = {"ROW": 1, "BEFORE": 2, "INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32, "INSTEAD": 64}
#: What servers add to an index that they print, and what means nothing in it.
_ADDED = re.compile(r"::text|using btree|[\s()]+")
_COLUMNS = """
    SELECT c.relname, string_agg(CASE WHEN a.atttypid = 'text'::regtype AND a.attnotnull THEN 'T'
        WHEN a.atttypid = 'text'::regtype THEN 't' WHEN a.attnotnull THEN 'N' ELSE 'n' END, '' ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = to_regnamespace('pilkada') AND c.relkind = 'r' GROUP BY c.relname
"""
_INDEXES = """
    SELECT c.relname, pg_get_indexdef(c.oid), i.indisvalid AND i.indisready
    FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid WHERE c.relnamespace = to_regnamespace('pilkada')
"""
#: Rules do what triggers do, and no version makes any.
_TRIGGERS = """
    SELECT c.relname, t.tgname, 'trigger', t.tgtype::integer, n.nspname || '.' || p.proname || '()',
        t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgnargs = 0 AND t.tgattr = '' AND t.tgconstraint = 0
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE c.relnamespace = to_regnamespace('pilkada') AND NOT t.tgisinternal
    UNION ALL SELECT c.relname, r.rulename, 'rule', 0, '', false FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relnamespace = to_regnamespace('pilkada') AND c.relkind = 'r'
"""
#: Whether there is one turn, and it is that of the last entry or of one that is gone.
_TURN = """
    SELECT count(*) = 1 AND bool_and(place >= (SELECT coalesce(max(place), 0) FROM pilkada.entries)) FROM pilkada.turn
"""

Asked = Callable[[str], Sequence[Any]]


def misfits(asked: Asked) -> Iterator[Misfit]:
    """What is missing, changed or switched off, and triggers and rules of others; `asked` gives the rows of a query."""
    apart = list(tables(asked))
    yield from apart
    names = {one.name for one in apart}
    if not names & {"turn", "entries"} and not asked(_TURN)[0][0]:
        yield Misfit("table", "turn", "changed")
    missing = {one.name for one in apart if one.state == "missing"}
    yield from (one for one in _indexes(asked) if _table_of(one.name) not in missing)
    yield from _functions(asked)
    if "entries" not in missing:
        yield from _triggers(asked)


def tables(asked: Asked) -> Iterator[Misfit]:
    """Tables that are missing, or have other columns."""
    here = dict(asked(_COLUMNS))
    for name, columns in COLUMNS.items():
        if here.get(name) != columns:
            yield Misfit("table", name, "changed" if name in here else "missing")


def _indexes(asked: Asked) -> Iterator[Misfit]:
    here = {name: valid and _form(sql) for name, sql, valid in asked(_INDEXES)}
    for name, sql in INDEXES.items():
        if here.get(name) != _form(sql):
            yield Misfit("index", name, "changed" if name in here else "missing")


def _form(index: str) -> str:
    """An index in a form by which it is compared, from our SQL or as a server prints it."""
    return _ADDED.sub("", index.lower())


def _table_of(index: str) -> str:
    return index.partition("_")[0]


def _functions(asked: Asked) -> Iterator[Misfit]:
    here = {signature: shown for signature, *shown in asked(SHOWN)}
    for one in FUNCTIONS:
        if here.get(one.signature) != [*one.shown]:
            yield Misfit("function", one.name, "changed" if one.signature in here else "missing")


def _triggers(asked: Asked) -> Iterator[Misfit]:
    here = {(table, name, what): form for table, name, what, *form in asked(_TRIGGERS)}
    for name, sql in TRIGGERS.items():
        kind = sum(bit for word, bit in _BITS.items() if word in sql.split())
        form = here.pop(("entries", name, "trigger"), None)
        if form != [kind, sql.split()[-1], True]:
            yield Misfit("trigger", name, "missing" if form is None else "changed")
    yield from (Misfit(what, name, "strange") for _table, name, what in here)


def remake(asked: Asked, run: Callable[[str], object]) -> None:
    """Make anew what is not as it should be, but for `entries` and a home's rows; `run` runs a statement."""
    if not (found := list(misfits(asked))):
        return
    names = {kind: {one.name for one in found if one.kind == kind} for kind in ("table", "index", "function")}
    if Misfit("table", "home", "missing") in found:
        run(_HOME)
    anew = [name for name in TABLES if name in names["table"]]
    for name in anew:
        run(f"DROP TABLE IF EXISTS pilkada.{name}")
        run(TABLES[name])
    for name, sql in INDEXES.items():
        if name in names["index"] or _table_of(name) in anew:
            _remake_index(name, sql, run)
    for one in FUNCTIONS:
        if one.name in names["function"]:
            run(f"DROP ROUTINE IF EXISTS pilkada.{one.signature} CASCADE")
        run(one.sql)
    for table, name, what, *_form in asked(_TRIGGERS):
        run(f"DROP {what} {quoted(name)} ON pilkada.{quoted(table)}")
    for sql in TRIGGERS.values():
        run(sql)


def _remake_index(name: str, sql: str, run: Callable[[str], object]) -> None:
    table = _table_of(name)
    run(f"ALTER TABLE pilkada.{table} DROP CONSTRAINT IF EXISTS {name}")
    run(f"DROP INDEX IF EXISTS pilkada.{name}")
    run(sql)
    if "UNIQUE" in sql:
        kind = "PRIMARY KEY" if name.endswith("_pkey") else "UNIQUE"
        run(f"ALTER TABLE pilkada.{table} ADD CONSTRAINT {name} {kind} USING INDEX {name}")
