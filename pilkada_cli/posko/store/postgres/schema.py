"""The same tables in PostgreSQL as `sqlite.schema` has, step by step; what guards them stands in `guard`.

`login` is the user of the database as whom an entry was written. `turn` is one row, which a writer locks to write: the
place and `received` of the last entry, and whether the first was a drill's, so that the store keeps the clock that is
set. All other stores go by the server's clock. The turn is `settled` once the store was marked as a home. `aside` has
the reports of imports that are under way, by login and by import (`own`), numbered from 1 (`n`): no reader looks there,
and a crash of the server may take it.
"""

POSTGRES: tuple[str, ...] = (
    """
    CREATE TABLE entries (
        place bigint PRIMARY KEY,
        id text COLLATE "C" NOT NULL,
        post text COLLATE "C" NOT NULL,
        writer text COLLATE "C" NOT NULL,
        recorded text COLLATE "C" NOT NULL,
        occurred text COLLATE "C" NOT NULL,
        kind text COLLATE "C" NOT NULL,
        subject text COLLATE "C" NOT NULL,
        body text COLLATE "C" NOT NULL,
        prev text COLLATE "C",
        hash text COLLATE "C" NOT NULL,
        known bigint NOT NULL,
        drill integer NOT NULL,
        CONSTRAINT entries_by_id UNIQUE (id) INCLUDE (hash, known)
    );
    CREATE INDEX entries_by_writer ON entries (writer, place);
    CREATE INDEX entries_of_drills ON entries (known) WHERE drill = 1;
    CREATE INDEX entries_by_kind ON entries (kind) WHERE kind <> 'report';
    CREATE INDEX entries_by_subject ON entries (subject) WHERE kind <> 'report';
    CREATE FUNCTION entries_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the log is append-only: entries are never changed or deleted'; END $$;
    CREATE TRIGGER entries_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
        FOR EACH STATEMENT EXECUTE FUNCTION entries_keep();
    """,
    """
    CREATE TABLE reports (
        place bigint PRIMARY KEY,
        post text COLLATE "C" NOT NULL,
        region text COLLATE "C" NOT NULL,
        severity text COLLATE "C" NOT NULL,
        status text COLLATE "C" NOT NULL,
        traits text COLLATE "C" NOT NULL,
        occurred bigint NOT NULL,
        recorded bigint NOT NULL,
        known bigint NOT NULL
    );
    CREATE TABLE changes (
        place bigint PRIMARY KEY,
        incident bigint NOT NULL,
        known bigint NOT NULL
    );
    CREATE INDEX changes_by_incident ON changes (incident);
    CREATE TABLE home (post text NOT NULL);
    """,
    """
    DROP TRIGGER entries_keep ON entries;
    DROP INDEX entries_of_drills;
    ALTER TABLE entries DROP CONSTRAINT entries_by_id;
    ALTER TABLE entries RENAME COLUMN known TO received;
    UPDATE entries SET received = so_far.latest FROM (
        SELECT place, max((extract(epoch FROM recorded::timestamptz) * 1000)::bigint) OVER (ORDER BY place) AS latest
        FROM entries
    ) AS so_far WHERE so_far.place = entries.place;
    CREATE TRIGGER entries_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
        FOR EACH STATEMENT EXECUTE FUNCTION entries_keep();
    ALTER TABLE entries ADD CONSTRAINT entries_by_id UNIQUE (id) INCLUDE (hash, received);
    CREATE INDEX entries_of_drills ON entries (received, recorded) WHERE drill = 1;
    ALTER TABLE reports RENAME COLUMN known TO received;
    DROP TABLE changes;
    CREATE TABLE changes (
        place bigint PRIMARY KEY,
        incident bigint NOT NULL,
        received bigint NOT NULL,
        recorded bigint NOT NULL
    );
    CREATE INDEX changes_by_incident ON changes (incident);
    """,
    """
    DROP TRIGGER entries_keep ON entries;
    CREATE TRIGGER entries_keep BEFORE DELETE OR TRUNCATE ON entries
        FOR EACH STATEMENT EXECUTE FUNCTION entries_keep();
    CREATE FUNCTION entries_redact() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT FROM pilkada.entries WHERE kind <> 'report' AND kind = 'redact' AND subject = OLD.id)
                AND to_jsonb(NEW) - 'body' = to_jsonb(OLD) - 'body'
            THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'the log is append-only: entries are never changed or deleted'
                USING ERRCODE = 'insufficient_privilege';
        END $$;
    CREATE TRIGGER entries_redact BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION entries_redact();
    CREATE INDEX reports_ahead ON reports (received, recorded) WHERE recorded - received >= 120000;
    CREATE INDEX changes_ahead ON changes (received, recorded) WHERE recorded - received >= 120000;
    """,
    """
    ALTER TABLE reports ADD COLUMN ref text COLLATE "C";
    CREATE INDEX reports_by_ref ON reports (post, ref) WHERE ref IS NOT NULL;
    """,
    """
    ALTER TABLE entries ADD COLUMN login text COLLATE "C";
    CREATE TABLE turn (place bigint NOT NULL, received bigint NOT NULL, drill boolean);
    INSERT INTO turn SELECT coalesce(max(place), 0), coalesce(max(received), 0),
        (SELECT drill = 1 FROM entries ORDER BY place LIMIT 1) FROM entries;
    """,
    """
    CREATE UNLOGGED TABLE aside (
        login text COLLATE "C" NOT NULL,
        own bigint NOT NULL,
        n bigint NOT NULL,
        id text COLLATE "C" NOT NULL,
        post text COLLATE "C" NOT NULL,
        writer text COLLATE "C" NOT NULL,
        recorded text COLLATE "C" NOT NULL,
        occurred text COLLATE "C" NOT NULL,
        kind text COLLATE "C" NOT NULL,
        subject text COLLATE "C" NOT NULL,
        body text COLLATE "C" NOT NULL,
        prev text COLLATE "C",
        hash text COLLATE "C" NOT NULL,
        receipt bigint NOT NULL,
        moment timestamptz NOT NULL,
        PRIMARY KEY (login, own, n)
    );
    """,
    """
    ALTER TABLE turn ADD COLUMN settled boolean NOT NULL DEFAULT false;
    UPDATE turn SET settled = EXISTS (SELECT FROM home);
    """,
)
