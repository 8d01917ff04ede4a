"""What PostgreSQL itself checks and does where somebody writes: functions, without which no role writes anything.

Whoever has a writer's role has a password and psql, and need not go through this program. So an entry goes in through
`append` alone, which gives it its place and the moment of its receipt, takes nothing that `verify` or `merge` would
refuse, and fills the lists itself. The functions run with the rights of their owner, so they name their tables in full
and set all that a session could turn: none of them has a backslash, whose meaning such a setting changes.
"""

from pilkada_cli.posko.store.postgres.checks import DIGEST, GIVEN, POST, READ
from pilkada_cli.posko.store.postgres.taking import ACTS, ASIDE, CHECKED, REFUSED, declared, taken

#: How the functions run: with the rights of their owner, and nothing that a session has set.
_SETTINGS = """SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
    SET transform_null_equals = off SET jit = off SET enable_memoize = off SET TimeZone = 'UTC' SET DateStyle = 'ISO'
    SET bytea_output = 'hex'"""

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
        RAISE EXCEPTION 'the store is the home of a post already' {REFUSED};
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

_APPEND = f"""
CREATE OR REPLACE FUNCTION pilkada.append(text[], text[], text[], text[], text[], text[], text[], text[], text[],
    text[], bigint[]) RETURNS void LANGUAGE plpgsql {_SETTINGS} AS $$
{declared("cardinality($1)")}
BEGIN
    {CHECKED}
    {taken(GIVEN, ACTS)}
END $$;
"""

# What waits is nobody's but the login's that put it there, and was checked when it came. An import that has put nothing
# aside for an hour has ended, however it did: what it left is thrown away when the next one begins, or by `rebuild`.
_ASIDE = f"""
CREATE OR REPLACE FUNCTION pilkada.tidy_aside() RETURNS void LANGUAGE plpgsql {_SETTINGS} AS $$
BEGIN
    DELETE FROM pilkada.aside AS a USING (
        SELECT login, own FROM pilkada.aside GROUP BY login, own
        HAVING max(moment) < clock_timestamp() - interval '1 hour'
    ) AS old WHERE a.login = old.login AND a.own = old.own;
END $$;
CREATE OR REPLACE FUNCTION pilkada.put_aside(text[], text[], text[], text[], text[], text[], text[], text[], text[],
    text[], bigint[], bigint, bigint) RETURNS void LANGUAGE plpgsql {_SETTINGS} AS $$
DECLARE wrong record;
BEGIN
    IF $13 = 0 THEN PERFORM pilkada.tidy_aside(); END IF;
    {CHECKED}
    IF EXISTS (SELECT FROM unnest($6) AS given(kind) WHERE kind <> 'report') THEN
        RAISE EXCEPTION 'only reports wait aside' {REFUSED};
    END IF;
    INSERT INTO pilkada.aside (login, own, n, id, post, writer, recorded, occurred, kind, subject, body, prev, hash,
        receipt, moment)
    SELECT session_user, $12, $13 + n, id, post, writer, recorded, occurred, kind, subject, body, prev, hash, receipt,
        clock_timestamp()
    FROM {GIVEN} AS u;
END $$;
CREATE OR REPLACE FUNCTION pilkada.take_aside(bigint, bigint, bigint) RETURNS void LANGUAGE plpgsql {_SETTINGS} AS $$
{declared("$3")}
BEGIN
    {taken(ASIDE)}
END $$;
CREATE OR REPLACE FUNCTION pilkada.clear_aside(bigint) RETURNS void LANGUAGE sql {_SETTINGS} AS $$
    DELETE FROM pilkada.aside WHERE login = session_user AND own = $1;
$$;
"""  # noqa: S608 - all parts are our own

FUNCTIONS = _TAKE_TURN + _SETTLE + _REDACT + _APPEND + _ASIDE
_ARRAYS = ", ".join([*["text[]"] * 10, "bigint[]"])
#: The functions that a writer may call, as GRANT and REVOKE name them.
CALLABLE = (
    "pilkada.take_turn()",
    "pilkada.settle(text)",
    "pilkada.replace_body(text, text)",
    f"pilkada.append({_ARRAYS})",
    "pilkada.tidy_aside()",
    f"pilkada.put_aside({_ARRAYS}, bigint, bigint)",
    "pilkada.take_aside(bigint, bigint, bigint)",
    "pilkada.clear_aside(bigint)",
)
