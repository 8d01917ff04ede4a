"""What a store in PostgreSQL is made of, as its catalog shows it, and the SQL that makes it anew where that can be."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pilkada_cli.posko.store.driver import Misfit

_LIST = "place bigint PRIMARY KEY"
#: The derived tables as they are now, with the columns that must hold something and those that need not.
TABLES = {
    "reports": f"""CREATE TABLE pilkada.reports ({_LIST}, post text COLLATE "C" NOT NULL,
        region text COLLATE "C" NOT NULL, severity text COLLATE "C" NOT NULL, status text COLLATE "C" NOT NULL,
        traits text COLLATE "C" NOT NULL, occurred bigint NOT NULL, recorded bigint NOT NULL, received bigint NOT NULL,
        ref text COLLATE "C")""",
    "changes": f"""CREATE TABLE pilkada.changes ({_LIST}, incident bigint NOT NULL, received bigint NOT NULL,
        recorded bigint NOT NULL)""",
}
#: The columns of each table, in their order: t for texts, n for numbers, in capitals those that must hold something.
COLUMNS = {"entries": "NTTTTTTTTtTNNt", "reports": "NTTTTTNNNt", "changes": "NNNN", "home": "T"}
INDEXES = {
    "entries_by_id": "ALTER TABLE pilkada.entries ADD CONSTRAINT entries_by_id UNIQUE (id) INCLUDE (hash, received)",
    "entries_by_writer": "CREATE INDEX entries_by_writer ON pilkada.entries (writer, place)",
    "entries_of_drills": "CREATE INDEX entries_of_drills ON pilkada.entries (received, recorded) WHERE drill = 1",
    "entries_by_kind": "CREATE INDEX entries_by_kind ON pilkada.entries (kind) WHERE kind <> 'report'",
    "entries_by_subject": "CREATE INDEX entries_by_subject ON pilkada.entries (subject) WHERE kind <> 'report'",
    "changes_by_incident": "CREATE INDEX changes_by_incident ON pilkada.changes (incident)",
    "reports_ahead": "CREATE INDEX reports_ahead ON pilkada.reports (received, recorded) "
    "WHERE recorded - received >= 120000",
    "changes_ahead": "CREATE INDEX changes_ahead ON pilkada.changes (received, recorded) "
    "WHERE recorded - received >= 120000",
    "reports_by_ref": "CREATE INDEX reports_by_ref ON pilkada.reports (post, ref) WHERE ref IS NOT NULL",
}
TRIGGERS = {
    "entries_keep": "CREATE TRIGGER entries_keep BEFORE DELETE OR TRUNCATE ON pilkada.entries "
    "FOR EACH STATEMENT EXECUTE FUNCTION pilkada.entries_keep()",
    "entries_redact": "CREATE TRIGGER entries_redact BEFORE UPDATE ON pilkada.entries "
    "FOR EACH ROW EXECUTE FUNCTION pilkada.entries_redact()",
}
_COLUMNS = """
    SELECT c.relname, string_agg(CASE WHEN a.atttypid = 'text'::regtype AND a.attnotnull THEN 'T'
        WHEN a.atttypid = 'text'::regtype THEN 't' WHEN a.attnotnull THEN 'N' ELSE 'n' END, '' ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = to_regnamespace('pilkada') AND c.relkind = 'r' GROUP BY c.relname
"""
_INDEXES = """
    SELECT c.relname FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
    WHERE c.relnamespace = to_regnamespace('pilkada') AND i.indisvalid
"""
_TRIGGERS = """
    SELECT t.tgname, t.tgenabled IN ('O', 'A') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = to_regnamespace('pilkada') AND NOT t.tgisinternal
"""

Asked = Callable[[str], Sequence[Any]]


def misfits(asked: Asked) -> Iterator[Misfit]:
    """What is missing, changed or switched off, and triggers of others; `asked` gives the rows of a query."""
    tables = dict(asked(_COLUMNS))
    for name, columns in COLUMNS.items():
        if name not in tables:
            yield Misfit("table", name, "missing")
        elif tables[name] != columns:
            yield Misfit("table", name, "changed")
    indexes = {name for (name,) in asked(_INDEXES)}
    yield from (Misfit("index", name, "missing") for name in INDEXES if name not in indexes)
    triggers = dict(asked(_TRIGGERS))
    for name in TRIGGERS:
        if not triggers.get(name, False):
            yield Misfit("trigger", name, "changed" if name in triggers else "missing")
    yield from (Misfit("trigger", name, "strange") for name in triggers.keys() - TRIGGERS.keys())


def repair(found: Sequence[Misfit]) -> Iterator[str]:
    """The statements that make anew what is missing or changed, but for `entries` and a home's rows."""
    anew = {one.name for one in found if one.kind == "table" and one.name in TABLES}
    for name in sorted(anew):
        yield f"DROP TABLE IF EXISTS pilkada.{name}"
        yield TABLES[name]
    if Misfit("table", "home", "missing") in found:
        yield "CREATE TABLE pilkada.home (post text NOT NULL)"
    lost = {one.name for one in found if one.kind == "index"}
    yield from (sql for name, sql in INDEXES.items() if name in lost or name.partition("_")[0] in anew)
    for one in found:
        if one.kind == "trigger" and one.state == "changed":
            yield f"ALTER TABLE pilkada.entries ENABLE TRIGGER {one.name}"
        elif one.kind == "trigger" and one.state == "missing":
            yield TRIGGERS[one.name]
