"""The tables of the store in SQLite, as steps from one version of the schema to the next; a new store runs all of them.

`entries` is the append-only log, which triggers protect from changes, but for a body of which an entry redacts a text.
`reports` and `changes` are derived from it for fast lists and counts, and can be made anew. `home` has the post of this
store, which the log cannot tell, as it may hold the entries of many posts. `received` is when this store got an entry,
in milliseconds since 1970, and never decreases.
"""

# `entries_by_id` includes the hash, so that the hash of the whole log is read from this index alone. There is no index
# of hashes: they are as good as random, and keeping them in order would take a third of the time of an import.

#: The position of a step, counted from 1, is the version of the schema to which it leads.
SQLITE: tuple[str, ...] = (
    """
    CREATE TABLE entries (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL,
        post TEXT NOT NULL,
        writer TEXT NOT NULL,
        recorded TEXT NOT NULL,
        occurred TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,
        prev TEXT,
        hash TEXT NOT NULL,
        known INTEGER NOT NULL,
        drill INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX entries_by_id ON entries (id, hash, known);
    CREATE INDEX entries_by_writer ON entries (writer);
    CREATE INDEX entries_of_drills ON entries (known) WHERE drill = 1;
    CREATE INDEX entries_by_kind ON entries (kind) WHERE kind <> 'report';
    CREATE INDEX entries_by_subject ON entries (subject) WHERE kind <> 'report';
    CREATE TRIGGER entries_keep BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: entries are never changed'); END;
    CREATE TRIGGER entries_once BEFORE INSERT ON entries
        WHEN EXISTS (SELECT 1 FROM entries WHERE place = NEW.place OR id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: entries are never replaced'); END;
    CREATE TRIGGER entries_stay BEFORE DELETE ON entries
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: entries are never deleted'); END;
    """,
    """
    CREATE TABLE reports (
        place INTEGER PRIMARY KEY,
        post TEXT NOT NULL,
        region TEXT NOT NULL,
        severity TEXT NOT NULL,
        status TEXT NOT NULL,
        traits TEXT NOT NULL,
        occurred INTEGER NOT NULL,
        recorded INTEGER NOT NULL,
        known INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE changes (
        place INTEGER PRIMARY KEY,
        incident INTEGER NOT NULL,
        known INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX changes_by_incident ON changes (incident);
    CREATE TABLE home (post TEXT NOT NULL) STRICT;
    """,
    """
    DROP TRIGGER entries_keep;
    DROP INDEX entries_by_id;
    DROP INDEX entries_of_drills;
    ALTER TABLE entries RENAME COLUMN known TO received;
    UPDATE entries SET received = (
        SELECT latest FROM (
            SELECT place, max(
                CAST(strftime('%s', recorded) AS INTEGER) * 1000 + CAST(substr(recorded, 21, 3) AS INTEGER)
            ) OVER (ORDER BY place) AS latest FROM entries
        ) AS so_far WHERE so_far.place = entries.place
    );
    CREATE TRIGGER entries_keep BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: entries are never changed'); END;
    CREATE INDEX entries_by_id ON entries (id, hash, received);
    CREATE INDEX entries_of_drills ON entries (received, recorded) WHERE drill = 1;
    ALTER TABLE reports RENAME COLUMN known TO received;
    DROP TABLE changes;
    CREATE TABLE changes (
        place INTEGER PRIMARY KEY,
        incident INTEGER NOT NULL,
        received INTEGER NOT NULL,
        recorded INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX changes_by_incident ON changes (incident);
    """,
    """
    DROP TRIGGER entries_keep;
    CREATE TRIGGER entries_keep BEFORE UPDATE ON entries
        WHEN NOT (
            NEW.place = OLD.place AND NEW.id = OLD.id AND NEW.post = OLD.post AND NEW.writer = OLD.writer
            AND NEW.recorded = OLD.recorded AND NEW.occurred = OLD.occurred AND NEW.kind = OLD.kind
            AND NEW.subject = OLD.subject AND NEW.prev IS OLD.prev AND NEW.hash = OLD.hash
            AND NEW.received = OLD.received AND NEW.drill = OLD.drill
            AND EXISTS (SELECT 1 FROM entries WHERE kind <> 'report' AND kind = 'redact' AND subject = OLD.id)
        )
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: entries are never changed'); END;
    CREATE INDEX reports_ahead ON reports (received, recorded) WHERE recorded - received >= 120000;
    CREATE INDEX changes_ahead ON changes (received, recorded) WHERE recorded - received >= 120000;
    """,
    """
    ALTER TABLE reports ADD COLUMN ref TEXT;
    CREATE INDEX reports_by_ref ON reports (post, ref) WHERE ref IS NOT NULL;
    """,
    # Only the lists are made anew, as with each step: `traits` has other letters as they are now, and not as escapes.
    "",
    # What imports put aside is in a temporary table here, and needs none of the file's own.
    "",
    # That a store was marked as a home SQLite's own table of last places knows.
    "",
)

#: The columns of the tables that readers of lists go by: P the place, T and I for texts and numbers that must be there.
COLUMNS = {"entries": "PTTTTTTTTtTII", "reports": "PTTTTTIIIt", "changes": "PIII"}
#: The same as a database has them; a table that is not strict is not among them.
SHOWN = """
    SELECT name, group_concat(sign, '') FROM (
        SELECT l.name, CASE WHEN c.pk THEN 'P' WHEN c."notnull" THEN substr(c.type, 1, 1)
            ELSE lower(substr(c.type, 1, 1)) END AS sign
        FROM pragma_table_list AS l JOIN pragma_table_info(l.name) AS c
        WHERE l.schema = 'main' AND l.strict AND l.name IN ('entries', 'reports', 'changes') ORDER BY l.name, c.cid
    ) GROUP BY name
"""
