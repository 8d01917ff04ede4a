"""What PostgreSQL itself checks and does where somebody writes: functions, without which no role writes anything.

Whoever has a writer's role has a password and psql, and need not go through this program. So an entry goes in through
`append` alone, which gives it its place and the moment of its receipt, takes nothing that `verify` or `merge` would
refuse, and fills the lists itself. The functions run with the rights of their owner, so they name their tables in full
and set all that a session could turn: none of them has a backslash, whose meaning such a setting changes.

A new kind of entry, or a new key of a body, stands in KINDS here too, and needs a step of the schema: with each, the
functions are made anew.
"""

#: The kinds of entries as `log.kinds` has them: the keys that a body must have, those that it may have, its subject.
KINDS = {
    "open": ("", "host", "region"),
    "member": ("", "role contact shift usual", "agency"),
    "leave": ("", "note", "agency"),
    "plan": ("title kind at", "agency region note appointment", "itself"),
    "done": ("", "note", "plan"),
    "report": ("title region category severity status", "agency owner details place contact ref", "itself"),
    "update": (
        "after",
        "status owner note title region category severity agency place happened duplicate_of",
        "report",
    ),
    "tick": ("stage", "note", "item"),
    "untick": ("stage", "note", "item"),
    "nil": ("", "note", "region"),
    "retract": ("note", "", "entry"),
    "redact": ("field note", "", "entry"),
}
#: The texts that people write, each of which has a salt, with the most characters of each.
FREE = {"contact": 300, "details": 20_000, "host": 300, "note": 20_000, "place": 300, "role": 300, "shift": 300,
        "title": 300}  # fmt: skip
#: The most characters of all other words.
WORD = 120
#: All keys of bodies that are no free text.
WORDS = sorted({key for required, optional, _about in KINDS.values() for key in f"{required} {optional} clock".split()}
               - FREE.keys())  # fmt: skip

_ID = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_POST = "^([0-9][0-9]([.][0-9][0-9])?|nasional)$"
_DIGITS = "0123456789"
#: What Python takes for a blank, as numbers of characters.
_BLANKS = (9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288)

_SETTINGS = """SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
    SET transform_null_equals = off SET jit = off SET enable_memoize = off SET TimeZone = 'UTC' SET DateStyle = 'ISO' SET bytea_output = 'hex'"""


# Expressions for long texts are slow, as these are looked at half a million times: so they are taken apart by hand.
def _moment(text: str) -> str:
    """Whether a text is a moment as the log writes it; the cast refuses days that no calendar has."""
    return (
        f"({text} LIKE '____-__-__T__:__:__.___+00:00' AND translate({text}, '{_DIGITS}', '') = '--T::.+:' "
        f"AND substr({text}, 12, 2) < '24' AND substr({text}, 18, 2) < '60' AND {text}::timestamptz IS NOT NULL "
        f"AND {text} >= '1970-01-02' COLLATE \"C\" AND {text} < '9998-12-30' COLLATE \"C\")"
    )


def _hex(of: str, key: str, length: int) -> str:
    """Whether the value of a key is a text of so many hexadecimal digits."""
    return (
        f"octet_length({of} ->> '{key}') = {length} AND octet_length(({of} -> '{key}')::text) = {length + 2} "
        f"AND translate({of} ->> '{key}', '{_DIGITS}abcdef', '') = ''"
    )


def _milliseconds(text: str) -> str:
    return f"(extract(epoch FROM {text}::timestamptz) * 1000)::bigint"


def _pair(key: str, of: str = "j") -> str:
    return f"""',"{key}":' || ({of} -> '{key}')::text"""


def _braces(pairs: list[str], name: str) -> str:
    return f"""',"{name}":{{' || substr(concat({", ".join(pairs)}), 2) || '}}'"""


def _parts() -> tuple[list[str], list[str], list[str]]:
    """SQL for the pieces of a body in alphabetical order, of its canonical form, and of the form that is hashed.

    `j` is the body, `s` its salts and `r` what was taken out of it. A piece is a comma, a key and its value.
    """
    seals = [
        f"CASE WHEN s ? '{key}' THEN ',\"{key}\":\"' || encode(sha256(convert_to("
        f"(s ->> '{key}') || ':{key}:' || (j ->> '{key}'), 'UTF8')), 'hex') || '\"' "
        f"WHEN r ? '{key}' THEN {_pair(key, 'r')} END"
        for key in FREE
    ]
    salts = _braces([_pair(key, "s") for key in FREE], "salts")
    redacted = _braces([_pair(key, "r") for key in FREE], "redacted")
    special = {"redacted": "CASE WHEN r IS NOT NULL THEN redacted END", "salts": "CASE WHEN s IS NOT NULL THEN salts END"}
    pieces, whole, hashed = [f"{salts} AS salts", f"{redacted} AS redacted"], [], []
    for key in sorted([*WORDS, *FREE, *special, "seals"]):
        if key == "seals":
            hashed.append(f"CASE WHEN s IS NOT NULL OR r IS NOT NULL THEN {_braces(seals, key)} END")
        elif key in special:
            whole.append(special[key])
        else:
            pair = "',\"after\":' || replace((j -> 'after')::text, ', ', ',')" if key == "after" else _pair(key)
            pieces.append(f"{pair} AS k_{key}")
            whole.append(f"k_{key}")
            hashed.append(f"CASE WHEN s ? '{key}' THEN '' ELSE k_{key} END" if key in FREE else f"k_{key}")
    return pieces, whole, hashed


_PIECES, _WHOLE, _HASHED = _parts()
#: The rows `u` of entries, with `j`, `s`, `r`, the pieces of their bodies, and both forms of them.
_READ = f"""
    CROSS JOIN LATERAL (SELECT u.body::jsonb AS j OFFSET 0) AS a
    CROSS JOIN LATERAL (SELECT j -> 'salts' AS s, j -> 'redacted' AS r OFFSET 0) AS b
    CROSS JOIN LATERAL (SELECT {", ".join(_PIECES)} OFFSET 0) AS c
    CROSS JOIN LATERAL (SELECT '{{' || substr(concat({", ".join(_WHOLE)}), 2) || '}}' AS whole,
        '{{' || substr(concat({", ".join(_HASHED)}), 2) || '}}' AS hashed OFFSET 0) AS d"""
_DIGEST = """encode(sha256(convert_to('{"body":' || hashed || ',"id":"' || u.id || '","kind":"' || u.kind
    || '","occurred":"' || u.occurred || '","post":' || to_json(u.post)::text || ',"prev":'
    || coalesce('"' || u.prev || '"', 'null') || ',"recorded":"' || u.recorded || '","subject":'
    || to_json(u.subject)::text || ',"writer":' || to_json(u.writer)::text || '}', 'UTF8')), 'hex')"""
#: Whether no text of a body is too long: its piece is looked at first, which is at hand.
_SHORT = " AND ".join(
    f"(k_{key} IS NULL OR octet_length(k_{key}) <= {most} OR char_length(j ->> '{key}') <= {most})"
    for key, most in [*FREE.items(), *((key, WORD) for key in WORDS if key != "after")]
)
#: Whether salts stand where their texts are, and seals where none are.
_IN_PLACE = " AND ".join(
    f"CASE WHEN s ? '{key}' THEN j ? '{key}' AND {_hex('s', key, 32)} ELSE true END "
    f"AND CASE WHEN r ? '{key}' THEN NOT j ? '{key}' AND {_hex('r', key, 64)} ELSE true END"
    for key in FREE
)
_BODY = f"""jsonb_typeof(j) = 'object' AND u.body = whole AND (j || coalesce(r, '{{}}')) ?& k.required
    AND j - k.known = '{{}}'
    AND NOT jsonb_path_exists(j - '{{salts,redacted,after}}'::text[], 'strict $.* ? (@.type() <> "string")')
    AND (k_after IS NULL OR k_after ~ '^,"after":[[]("{_ID}"(,"{_ID}")*)?[]]$') AND {_SHORT}
    AND ({_IN_PLACE})
    AND (k_title IS NULL OR btrim(j ->> 'title', {" || ".join(f"chr({one})" for one in _BLANKS)}) <> '')
    AND (k_region IS NULL OR j ->> 'region' ~ '{_POST}')
    AND (k_at IS NULL OR {_moment("(j ->> 'at')")}) AND (k_happened IS NULL OR {_moment("(j ->> 'happened')")})"""
#: That `hash` and `prev` are what they must be follows from the hash, and from the entry that it must be of.
_FIELDS = f"""u.id::uuid::text = u.id AND substr(u.id, 15, 1) = '7' AND substr(u.id, 20, 1) IN ('8', '9', 'a', 'b')
    AND u.post ~ '{_POST}' AND {_moment("u.recorded")} AND {_moment("u.occurred")} AND char_length(u.writer) <= {WORD}
    AND char_length(u.subject) <= {WORD} AND u.receipt IS NOT NULL
    AND CASE k.about WHEN 'region' THEN u.subject ~ '{_POST}' WHEN 'itself' THEN u.subject = u.id ELSE true END"""
_KINDS = ", ".join(
    "('{}', ARRAY[{}]::text[], ARRAY[{}]::text[], '{}')".format(
        kind,
        ", ".join(f"'{key}'" for key in required.split()),
        ", ".join(f"'{key}'" for key in f"{required} {optional} clock salts redacted".split()),
        about,
    )
    for kind, (required, optional, about) in KINDS.items()
)
#: The rows that `append` is given. `prev` is empty where there is none; `n` counts from 1.
_GIVEN = """(SELECT id, post, writer, recorded, occurred, kind, subject, body, nullif(prev, '') AS prev, hash,
    receipt, n FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) WITH ORDINALITY AS
    g(id, post, writer, recorded, occurred, kind, subject, body, prev, hash, receipt, n))"""
_REFUSED = "USING ERRCODE = 'PK001'"

_TAKE_TURN = f"""
CREATE OR REPLACE FUNCTION pilkada.take_turn() RETURNS void LANGUAGE plpgsql {_SETTINGS} AS $$
BEGIN
    PERFORM set_config('idle_in_transaction_session_timeout', '45s', true);
    PERFORM FROM pilkada.turn FOR UPDATE;
END $$;
"""

_SETTLE = f"""
CREATE OR REPLACE FUNCTION pilkada.settle(text) RETURNS void LANGUAGE plpgsql {_SETTINGS} AS $$
BEGIN
    PERFORM FROM pilkada.turn FOR UPDATE;
    IF $1 !~ '{_POST}' OR EXISTS (SELECT FROM pilkada.home) THEN
        RAISE EXCEPTION 'the store is the home of a post already' {_REFUSED};
    END IF;
    INSERT INTO pilkada.home VALUES ($1);
END $$;
"""

# A body may change only so that its hash still fits, so that texts are taken out and none is put in, and only those of
# which an entry says so.
_REDACT = f"""
CREATE OR REPLACE FUNCTION pilkada.entries_redact() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF to_jsonb(NEW) - 'body' = to_jsonb(OLD) - 'body' AND EXISTS (
        SELECT FROM (SELECT NEW.*) AS u {_READ}
        WHERE NEW.body = whole AND NEW.hash = {_DIGEST}
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
"""

# An update, or what takes something back, belongs to the incident that its subject is or belongs to.
_ACTS = """
    FOR act IN SELECT u.*, first + n AS place, k.about, u.body::jsonb AS j FROM {given} AS u
        JOIN (VALUES {kinds}) AS k(kind, required, known, about) ON k.kind = u.kind
        WHERE k.about NOT IN ('itself', 'region', 'agency', 'item') ORDER BY n
    LOOP
        SELECT e.place, e.kind, c.incident INTO about FROM pilkada.entries AS e
            LEFT JOIN pilkada.changes AS c ON c.place = e.place WHERE e.id = act.subject AND e.place < act.place;
        IF about IS NULL OR (act.about = 'entry' AND about.kind IN ('open', 'redact'))
            OR (act.about <> 'entry' AND act.about <> about.kind)
            OR EXISTS (SELECT FROM jsonb_array_elements_text(act.j -> 'after') AS t(own) WHERE NOT EXISTS (
                SELECT FROM pilkada.entries AS e WHERE e.id = t.own AND e.place < act.place))
            OR (act.j ? 'duplicate_of' AND NOT EXISTS (SELECT FROM pilkada.entries AS e
                WHERE e.id = act.j ->> 'duplicate_of' AND e.kind = 'report' AND e.place < act.place))
        THEN RAISE EXCEPTION 'entry % builds on what is missing', act.id {refused}; END IF;
        IF act.kind IN ('update', 'retract') AND (about.kind = 'report' OR about.incident IS NOT NULL) THEN
            INSERT INTO pilkada.changes SELECT place, CASE about.kind WHEN 'report' THEN about.place ELSE about.incident END,
                received, {recorded} FROM pilkada.entries WHERE place = act.place;
        END IF;
    END LOOP;
""".format(given=_GIVEN, kinds=_KINDS, refused=_REFUSED, recorded=_milliseconds("recorded"))

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
    SELECT u.id, flaw INTO wrong FROM {_GIVEN} AS u
        LEFT JOIN (VALUES {_KINDS}) AS k(kind, required, known, about) ON k.kind = u.kind
        {_READ}
        CROSS JOIN LATERAL (SELECT CASE
            WHEN k.kind IS NULL THEN 'kind' WHEN ({_FIELDS}) IS NOT TRUE THEN 'fields'
            WHEN ({_BODY}) IS NOT TRUE THEN 'body' WHEN (u.hash = {_DIGEST}) IS NOT TRUE THEN 'hash'
        END AS flaw OFFSET 0) AS f WHERE flaw IS NOT NULL LIMIT 1;
    IF FOUND THEN RAISE EXCEPTION 'entry %: its % does not fit', wrong.id, wrong.flaw {_REFUSED}; END IF;
    INSERT INTO pilkada.entries (place, id, post, writer, recorded, occurred, kind, subject, body, prev, hash, received,
        drill, login)
    SELECT first + n, id, post, writer, recorded, occurred, kind, subject, body, prev, hash,
        CASE WHEN drilled THEN greatest(latest, max(least(receipt, 253339142400000)) OVER (ORDER BY n))
            ELSE greatest(latest, this_moment) END,
        (position('"clock":"set"' IN body) > 0)::integer, session_user
    FROM {_GIVEN} AS u;
    SELECT u.id INTO wrong FROM (SELECT g.*, lag(hash) OVER (PARTITION BY writer ORDER BY n) AS latest FROM {_GIVEN} AS g)
        AS u WHERE CASE WHEN prev IS NULL OR prev = latest THEN false
            WHEN latest IS NULL AND prev = (SELECT e.hash FROM pilkada.entries AS e WHERE e.writer = u.writer
                AND e.place <= first ORDER BY e.place DESC LIMIT 1) THEN false
            ELSE NOT EXISTS (SELECT FROM pilkada.entries AS e WHERE e.writer = u.writer AND e.hash = u.prev
                AND e.place < first + u.n) END LIMIT 1;
    IF FOUND THEN RAISE EXCEPTION 'entry % follows none of its writer', wrong.id {_REFUSED}; END IF;
    INSERT INTO pilkada.reports (place, post, region, severity, status, traits, occurred, recorded, received, ref)
    SELECT e.place, u.post, j ->> 'region', j ->> 'severity', j ->> 'status', jsonb_build_array(j -> 'category',
        j -> 'severity', j -> 'agency', j -> 'status', j -> 'owner')::text, {_milliseconds("u.occurred")},
        {_milliseconds("u.recorded")}, e.received, j ->> 'ref'
    FROM {_GIVEN} AS u JOIN pilkada.entries AS e ON e.place = first + u.n
        CROSS JOIN LATERAL (SELECT u.body::jsonb AS j OFFSET 0) AS a WHERE u.kind = 'report';
    {_ACTS}
    FOR shared IN SELECT DISTINCT r.post, r.ref FROM pilkada.reports AS r WHERE r.place > first AND r.ref IS NOT NULL LOOP
        INSERT INTO pilkada.changes (place, incident, received, recorded)
        SELECT r.place, r.place, r.received, r.recorded FROM pilkada.reports AS r
        WHERE r.post = shared.post AND r.ref = shared.ref AND EXISTS (SELECT FROM pilkada.reports AS o
            WHERE o.post = r.post AND o.ref = r.ref AND o.place <> r.place)
            AND NOT EXISTS (SELECT FROM pilkada.changes AS c WHERE c.place = r.place);
    END LOOP;
    UPDATE pilkada.turn SET place = first + cardinality($1), drill = drilled,
        received = coalesce((SELECT e.received FROM pilkada.entries AS e WHERE e.place = first + cardinality($1)), latest);
END $$;
"""

FUNCTIONS = _TAKE_TURN + _SETTLE + _REDACT + _APPEND
#: The functions that a writer may call, as GRANT and REVOKE name them.
CALLABLE = (
    "pilkada.take_turn()",
    "pilkada.settle(text)",
    "pilkada.replace_body(text, text)",
    f"pilkada.append({', '.join(['text[]'] * 10)}, bigint[])",
)
