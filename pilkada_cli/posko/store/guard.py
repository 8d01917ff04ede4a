"""What PostgreSQL itself checks and does where somebody writes: functions, without which no role writes anything.

Whoever has a writer's role has a password and psql, and need not go through this program. So an entry goes in through
`append` alone, which gives it its place and the moment of its receipt, takes nothing that `verify` or `merge` would
refuse, and fills the lists itself. The functions run with the rights of their owner, so they name their tables in full
and set all that a session could turn: none of them has a backslash, whose meaning such a setting changes.
"""

from pilkada_cli.posko.store.checks import BODY, DIGEST, FIELDS, GIVEN, POST, READ, RULES, milliseconds

#: How the functions run: with the rights of their owner, and nothing that a session has set.
_SETTINGS = """SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
    SET transform_null_equals = off SET jit = off SET enable_memoize = off SET TimeZone = 'UTC' SET DateStyle = 'ISO'
    SET bytea_output = 'hex'"""
_REFUSED = "USING ERRCODE = 'PK001'"

_TAKE_TURN = f"""
CREATE OR REPLACE FUNCTION pilkada.take_turn() RETURNS void LANGUAGE plpgsql {_SETTINGS} AS $$
BEGIN
    -- Who takes a turn by hand and goes away is to lose it as well.
    IF current_setting('idle_in_transaction_session_timeout') = '0' THEN
        PERFORM set_config('idle_in_transaction_session_timeout', '45s', true);
    END IF;
    PERFORM FROM pilkada.turn FOR UPDATE;
END $$;
"""

_SETTLE = f"""
CREATE OR REPLACE FUNCTION pilkada.settle(text) RETURNS void LANGUAGE plpgsql {_SETTINGS} AS $$
BEGIN
    PERFORM FROM pilkada.turn FOR UPDATE;
    IF $1 !~ '{POST}' OR EXISTS (SELECT FROM pilkada.home) THEN
        RAISE EXCEPTION 'the store is the home of a post already' {_REFUSED};
    END IF;
    INSERT INTO pilkada.home VALUES ($1);
END $$;
"""  # noqa: S608 - all parts are our own

# A body may change only so that its hash still fits, so that texts are taken out and none is put in, and only those of
# which an entry says so.
_REDACT = f"""
CREATE OR REPLACE FUNCTION pilkada.entries_redact() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF to_jsonb(NEW) - 'body' = to_jsonb(OLD) - 'body' AND EXISTS (
        SELECT FROM (SELECT NEW.*) AS u {READ}
        WHERE NEW.body = whole AND NEW.hash = {DIGEST}
            AND coalesce(r, '{{}}') @> coalesce(OLD.body::jsonb -> 'redacted', '{{}}')
            AND NOT EXISTS (SELECT FROM jsonb_object_keys(coalesce(r, '{{}}')) AS gone WHERE NOT EXISTS (
                SELECT FROM pilkada.entries AS e WHERE e.kind <> 'report' AND e.kind = 'redact'
                    AND e.subject = OLD.id AND e.body::jsonb ->> 'field' = gone))
    ) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'the log is append-only: entries are never changed or deleted'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION pilkada.replace_body(text, text) RETURNS void LANGUAGE plpgsql {_SETTINGS} AS $$
BEGIN
    PERFORM FROM pilkada.turn FOR UPDATE;
    UPDATE pilkada.entries SET body = $2 WHERE id = $1;
END $$;
"""  # noqa: S608 - all parts are our own

# An update, or what takes something back, belongs to the incident that its subject is or belongs to.
_ACTS = """
    FOR act IN SELECT u.*, first + n AS place, k.about, u.body::jsonb AS j FROM {given} AS u
        JOIN (VALUES {kinds}) AS k(kind, required, known, about) ON k.kind = u.kind
        WHERE k.about NOT IN ('itself', 'region', 'agency', 'item') ORDER BY n
    LOOP
        SELECT e.place, e.kind, c.incident INTO about FROM pilkada.entries AS e
            LEFT JOIN pilkada.changes AS c ON c.place = e.place WHERE e.id = act.subject AND e.place < act.place;
        IF about IS NULL OR (act.about = 'entry' AND about.kind IN ('open', 'redact', 'checkpoint', 'lost'))
            OR (act.about <> 'entry' AND act.about <> about.kind)
            OR EXISTS (SELECT FROM jsonb_array_elements_text(act.j -> 'after') AS t(own) WHERE NOT EXISTS (
                SELECT FROM pilkada.entries AS e WHERE e.id = t.own AND e.place < act.place))
            OR (act.j ? 'duplicate_of' AND NOT EXISTS (SELECT FROM pilkada.entries AS e
                WHERE e.id = act.j ->> 'duplicate_of' AND e.kind = 'report' AND e.place < act.place))
        THEN RAISE EXCEPTION 'entry % builds on what is missing', act.id {refused}; END IF;
        IF act.kind IN ('update', 'retract') AND (about.kind = 'report' OR about.incident IS NOT NULL) THEN
            INSERT INTO pilkada.changes
            SELECT place, CASE about.kind WHEN 'report' THEN about.place ELSE about.incident END, received, {recorded}
            FROM pilkada.entries WHERE place = act.place;
        END IF;
    END LOOP;
""".format(given=GIVEN, kinds=RULES, refused=_REFUSED, recorded=milliseconds("recorded"))  # noqa: S608 - all parts are our own

_APPEND = f"""
CREATE OR REPLACE FUNCTION pilkada.append(text[], text[], text[], text[], text[], text[], text[], text[], text[],
    text[], bigint[]) RETURNS void LANGUAGE plpgsql {_SETTINGS} AS $$
#variable_conflict use_column
DECLARE
    first bigint; latest bigint; drilled boolean; wrong record; act record; about record; shared record;
    this_moment bigint := floor(extract(epoch FROM clock_timestamp()) * 1000);
BEGIN
    IF (cardinality($1) = ALL (ARRAY[{", ".join(f"cardinality(${place})" for place in range(2, 12))}])) IS NOT TRUE THEN
        RAISE EXCEPTION 'the columns are not of one length' {_REFUSED};
    END IF;
    SELECT t.place, t.received, t.drill INTO first, latest, drilled FROM pilkada.turn AS t FOR UPDATE;
    drilled := coalesce(drilled, position('"clock":"set"' IN $8[1]) > 0);
    SELECT u.id, flaw INTO wrong FROM {GIVEN} AS u
        LEFT JOIN (VALUES {RULES}) AS k(kind, required, known, about) ON k.kind = u.kind
        {READ}
        CROSS JOIN LATERAL (SELECT CASE
            WHEN k.kind IS NULL THEN 'kind' WHEN ({FIELDS}) IS NOT TRUE THEN 'fields'
            WHEN ({BODY}) IS NOT TRUE THEN 'body' WHEN (u.hash = {DIGEST}) IS NOT TRUE THEN 'hash'
        END AS flaw OFFSET 0) AS f WHERE flaw IS NOT NULL LIMIT 1;
    IF FOUND THEN RAISE EXCEPTION 'entry %: its % does not fit', wrong.id, wrong.flaw {_REFUSED}; END IF;
    INSERT INTO pilkada.entries (place, id, post, writer, recorded, occurred, kind, subject, body, prev, hash, received,
        drill, login)
    SELECT first + n, id, post, writer, recorded, occurred, kind, subject, body, prev, hash,
        CASE WHEN drilled THEN greatest(latest, max(least(receipt, 253339142400000)) OVER (ORDER BY n))
            ELSE greatest(latest, this_moment) END,
        (position('"clock":"set"' IN body) > 0)::integer, session_user
    FROM {GIVEN} AS u;
    SELECT u.id INTO wrong
    FROM (SELECT g.*, lag(hash) OVER (PARTITION BY writer ORDER BY n) AS latest FROM {GIVEN} AS g) AS u
    WHERE CASE WHEN prev IS NULL OR prev = latest THEN false
            WHEN latest IS NULL AND prev = (SELECT e.hash FROM pilkada.entries AS e WHERE e.writer = u.writer
                AND e.place <= first ORDER BY e.place DESC LIMIT 1) THEN false
            ELSE NOT EXISTS (SELECT FROM pilkada.entries AS e WHERE e.writer = u.writer AND e.hash = u.prev
                AND e.place < first + u.n) AND NOT EXISTS (SELECT FROM pilkada.entries AS e WHERE e.kind <> 'report'
                AND e.kind = 'lost' AND e.place < first + u.n AND e.body::jsonb ->> 'hash' = u.prev
                AND e.body::jsonb ->> 'writer' = u.writer) END LIMIT 1;
    IF FOUND THEN RAISE EXCEPTION 'entry % follows none of its writer', wrong.id {_REFUSED}; END IF;
    INSERT INTO pilkada.reports (place, post, region, severity, status, traits, occurred, recorded, received, ref)
    SELECT e.place, u.post, j ->> 'region', j ->> 'severity', j ->> 'status', jsonb_build_array(j -> 'category',
        j -> 'severity', j -> 'agency', j -> 'status', j -> 'owner')::text, {milliseconds("u.occurred")},
        {milliseconds("u.recorded")}, e.received, j ->> 'ref'
    FROM {GIVEN} AS u JOIN pilkada.entries AS e ON e.place = first + u.n
        CROSS JOIN LATERAL (SELECT u.body::jsonb AS j OFFSET 0) AS a WHERE u.kind = 'report';
    {_ACTS}
    FOR shared IN SELECT DISTINCT r.post, r.ref FROM pilkada.reports AS r WHERE r.place > first AND r.ref IS NOT NULL
    LOOP
        INSERT INTO pilkada.changes (place, incident, received, recorded)
        SELECT r.place, r.place, r.received, r.recorded FROM pilkada.reports AS r
        WHERE r.post = shared.post AND r.ref = shared.ref AND EXISTS (SELECT FROM pilkada.reports AS o
            WHERE o.post = r.post AND o.ref = r.ref AND o.place <> r.place)
            AND NOT EXISTS (SELECT FROM pilkada.changes AS c WHERE c.place = r.place);
    END LOOP;
    UPDATE pilkada.turn SET place = first + cardinality($1), drill = drilled,
        received = greatest(latest, (SELECT max(e.received) FROM pilkada.entries AS e WHERE e.place > first));
END $$;
"""  # noqa: S608 - all parts are our own

FUNCTIONS = _TAKE_TURN + _SETTLE + _REDACT + _APPEND
#: The functions that a writer may call, as GRANT and REVOKE name them.
CALLABLE = (
    "pilkada.take_turn()",
    "pilkada.settle(text)",
    "pilkada.replace_body(text, text)",
    f"pilkada.append({', '.join(['text[]'] * 10)}, bigint[])",
)
