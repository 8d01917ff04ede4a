"""How PostgreSQL takes entries in, as SQL for the functions of `guard`: they are checked, placed, chained and listed.

`$1` to `$11` are the columns of the entries that come straight from a writer, as GIVEN has them. Those that waited
aside are `$3` rows of the import `$1` behind its row `$2`; they were checked when they came.
"""

from pilkada_cli.posko.store.postgres.checks import BODY, DIGEST, FIELDS, GIVEN, READ, RULES, milliseconds

REFUSED = "USING ERRCODE = 'PK001'"
#: The rows that wait aside; `n` counts from 1.
ASIDE = """(SELECT id, post, writer, recorded, occurred, kind, subject, body, prev, hash, receipt, n - $2 AS n
    FROM pilkada.aside WHERE login = session_user AND own = $1 AND n > $2 AND n <= $2 + $3)"""

#: The rows that were just taken in, as nobody can change them any more; `n` counts from 1.
_ENTERED = """(SELECT place, id, post, writer, recorded, occurred, kind, body, prev, hash, received, place - first AS n
    FROM pilkada.entries WHERE place BETWEEN first + 1 AND first + coming)"""

#: Each entry is looked at by itself.
CHECKED = f"""
    IF (cardinality($1) = ALL (ARRAY[{", ".join(f"cardinality(${place})" for place in range(2, 12))}])) IS NOT TRUE THEN
        RAISE EXCEPTION 'the columns are not of one length' {REFUSED};
    END IF;
    SELECT u.id, flaw INTO wrong FROM {GIVEN} AS u
        LEFT JOIN (VALUES {RULES}) AS k(kind, required, known, about) ON k.kind = u.kind
        {READ}
        CROSS JOIN LATERAL (SELECT CASE
            WHEN k.kind IS NULL THEN 'kind' WHEN ({FIELDS}) IS NOT TRUE THEN 'fields'
            WHEN ({BODY}) IS NOT TRUE THEN 'body' WHEN (u.hash = {DIGEST}) IS NOT TRUE THEN 'hash'
        END AS flaw OFFSET 0) AS f WHERE flaw IS NOT NULL LIMIT 1;
    IF FOUND THEN RAISE EXCEPTION 'entry %: its % does not fit', wrong.id, wrong.flaw {REFUSED}; END IF;
"""  # noqa: S608 - all parts are our own

#: An update, or what takes something back, belongs to the incident that its subject is or belongs to.
ACTS = f"""
    FOR act IN SELECT u.*, first + n AS place, k.about, u.body::jsonb AS j FROM {GIVEN} AS u
        JOIN (VALUES {RULES}) AS k(kind, required, known, about) ON k.kind = u.kind
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
        THEN RAISE EXCEPTION 'entry % builds on what is missing', act.id {REFUSED}; END IF;
        IF act.kind IN ('update', 'retract') AND (about.kind = 'report' OR about.incident IS NOT NULL) THEN
            INSERT INTO pilkada.changes
            SELECT place, CASE about.kind WHEN 'report' THEN about.place ELSE about.incident END, received,
                {milliseconds("recorded")}
            FROM pilkada.entries WHERE place = act.place;
        END IF;
    END LOOP;
"""  # noqa: S608 - all parts are our own


def declared(count: str) -> str:
    """The variables of a function that takes so many entries in."""
    return f"""#variable_conflict use_column
DECLARE
    first bigint; latest bigint; drilled boolean; wrong record; act record; about record; shared record;
    coming bigint := {count}; entered bigint;
    this_moment bigint := floor(extract(epoch FROM clock_timestamp()) * 1000);"""


def taken(given: str, acts: str = "") -> str:
    """Entries get places and receipts in a turn; each must follow one of its writer. The lists are filled."""
    return f"""
    SELECT t.place, t.received, t.drill INTO first, latest, drilled FROM pilkada.turn AS t FOR UPDATE;
    drilled := coalesce(drilled, (SELECT position('"clock":"set"' IN u.body) > 0 FROM {given} AS u WHERE n = 1));
    INSERT INTO pilkada.entries (place, id, post, writer, recorded, occurred, kind, subject, body, prev, hash, received,
        drill, login)
    SELECT first + n, id, post, writer, recorded, occurred, kind, subject, body, prev, hash,
        CASE WHEN drilled THEN greatest(latest, max(least(receipt, 253339142400000)) OVER (ORDER BY n))
            ELSE greatest(latest, this_moment) END,
        (position('"clock":"set"' IN body) > 0)::integer, session_user
    FROM {given} AS u;
    GET DIAGNOSTICS entered = ROW_COUNT;
    IF entered <> coming THEN RAISE EXCEPTION 'what waited aside is gone' USING ERRCODE = 'PK002'; END IF;
    SELECT u.id INTO wrong
    FROM (SELECT g.*, lag(hash) OVER (PARTITION BY writer ORDER BY n) AS latest FROM {_ENTERED} AS g) AS u
    WHERE CASE WHEN prev IS NULL OR prev = latest THEN false
            WHEN latest IS NULL AND prev = (SELECT e.hash FROM pilkada.entries AS e WHERE e.writer = u.writer
                AND e.place <= first ORDER BY e.place DESC LIMIT 1) THEN false
            ELSE NOT EXISTS (SELECT FROM pilkada.entries AS e WHERE e.writer = u.writer AND e.hash = u.prev
                AND e.place < first + u.n) AND NOT EXISTS (SELECT FROM pilkada.entries AS e WHERE e.kind <> 'report'
                AND e.kind = 'lost' AND e.place < first + u.n AND e.body::jsonb ->> 'hash' = u.prev
                AND e.body::jsonb ->> 'writer' = u.writer) END LIMIT 1;
    IF FOUND THEN RAISE EXCEPTION 'entry % follows none of its writer', wrong.id {REFUSED}; END IF;
    INSERT INTO pilkada.reports (place, post, region, severity, status, traits, occurred, recorded, received, ref)
    SELECT u.place, u.post, j ->> 'region', j ->> 'severity', j ->> 'status', jsonb_build_array(j -> 'category',
        j -> 'severity', j -> 'agency', j -> 'status', j -> 'owner')::text, {milliseconds("u.occurred")},
        {milliseconds("u.recorded")}, u.received, j ->> 'ref'
    FROM {_ENTERED} AS u CROSS JOIN LATERAL (SELECT u.body::jsonb AS j OFFSET 0) AS a WHERE u.kind = 'report';
    {acts}
    FOR shared IN SELECT DISTINCT r.post, r.ref FROM pilkada.reports AS r WHERE r.place > first AND r.ref IS NOT NULL
    LOOP
        INSERT INTO pilkada.changes (place, incident, received, recorded)
        SELECT r.place, r.place, r.received, r.recorded FROM pilkada.reports AS r
        WHERE r.post = shared.post AND r.ref = shared.ref AND EXISTS (SELECT FROM pilkada.reports AS o
            WHERE o.post = r.post AND o.ref = r.ref AND o.place <> r.place)
            AND NOT EXISTS (SELECT FROM pilkada.changes AS c WHERE c.place = r.place);
    END LOOP;
    UPDATE pilkada.turn SET place = first + coming, drill = drilled,
        received = greatest(latest, (SELECT max(e.received) FROM pilkada.entries AS e WHERE e.place > first));
"""  # noqa: S608 - all parts are our own
