"""What PostgreSQL itself checks and does where somebody writes: functions, without which no role writes anything.

Whoever has a writer's role has a password and psql, and need not go through this program. So an entry goes in through
`append` alone, which gives it its place and the moment of its receipt, takes nothing that `verify` or `merge` would
refuse, and fills the lists itself. The functions run with the rights of their owner, so they name their tables in full
and set all that a session could turn: none of them has a backslash, whose meaning such a setting changes.

`verify` compares them with those of the server, to the letter: whoever changes one adds a step to the schema.
"""

from pilkada_cli.posko.store.postgres.checks import DIGEST, GIVEN, POST, READ
from pilkada_cli.posko.store.postgres.functions import SEARCHED, Function
from pilkada_cli.posko.store.postgres.taking import ACTS, ASIDE, CHECKED, REFUSED, declared, taken

_ARRAYS = ", ".join([*["text[]"] * 10, "bigint[]"])

_TAKE_TURN = Function("take_turn", "", """
BEGIN
    -- Who takes a turn by hand and goes away is to lose it as well.
    IF current_setting('idle_in_transaction_session_timeout') = '0' THEN
        PERFORM set_config('idle_in_transaction_session_timeout', '45s', true);
    END IF;
    PERFORM FROM pilkada.turn FOR UPDATE;
END """)  # fmt: skip

_SETTLE = Function("settle", "text", f"""
BEGIN
    PERFORM FROM pilkada.turn FOR UPDATE;
    IF $1 !~ '{POST}' OR EXISTS (SELECT FROM pilkada.home) THEN
        RAISE EXCEPTION 'the store is the home of a post already' {REFUSED};
    END IF;
    INSERT INTO pilkada.home VALUES ($1);
    UPDATE pilkada.turn SET settled = true;
END """)  # noqa: S608 - all parts are our own # fmt: skip

_KEEP = Function("entries_keep", "", """
BEGIN
    RAISE EXCEPTION 'the log is append-only: entries are never changed or deleted';
END """, "trigger", definer=False, settings=SEARCHED)  # fmt: skip

# A body may change only so that its hash still fits, so that texts are taken out and none is put in, and only those of
# which an entry says so.
_REDACT = Function("entries_redact", "", f"""
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
END """, "trigger", definer=False, settings=SEARCHED)  # noqa: S608 - all parts are our own # fmt: skip

_REPLACE_BODY = Function("replace_body", "text, text", """
BEGIN
    PERFORM FROM pilkada.turn FOR UPDATE;
    UPDATE pilkada.entries SET body = $2 WHERE id = $1;
END """)  # fmt: skip

_APPEND = Function("append", _ARRAYS, f"""
{declared("cardinality($1)")}
BEGIN
    {CHECKED}
    {taken(GIVEN, ACTS)}
END """)  # fmt: skip

# What waits is nobody's but the login's that put it there, and was checked when it came. An import that has put nothing
# aside for an hour has ended, however it did: what it left is thrown away when the next one begins, or by `rebuild`.
_TIDY_ASIDE = Function("tidy_aside", "", """
BEGIN
    DELETE FROM pilkada.aside AS a USING (
        SELECT login, own FROM pilkada.aside GROUP BY login, own
        HAVING max(moment) < clock_timestamp() - interval '1 hour'
    ) AS old WHERE a.login = old.login AND a.own = old.own;
END """)  # fmt: skip

_PUT_ASIDE = Function("put_aside", f"{_ARRAYS}, bigint, bigint", f"""
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
END """)  # noqa: S608 - all parts are our own # fmt: skip

_TAKE_ASIDE = Function("take_aside", "bigint, bigint, bigint", f"""
{declared("$3")}
BEGIN
    {taken(ASIDE)}
END """)  # fmt: skip

_CLEAR_ASIDE = Function("clear_aside", "bigint", """
    DELETE FROM pilkada.aside WHERE login = session_user AND own = $1;
""", language="sql")  # fmt: skip

# By itself the server looks at tables once a minute; until then it plans by what it knew before many entries came.
_LEARN = Function(
    "learn",
    "",
    """
BEGIN
    ANALYZE (SKIP_LOCKED) pilkada.entries, pilkada.reports, pilkada.changes;
END """,
)

#: What a writer may call, and all functions there are.
_CALLED = (_TAKE_TURN, _SETTLE, _REPLACE_BODY, _APPEND, _TIDY_ASIDE, _PUT_ASIDE, _TAKE_ASIDE, _CLEAR_ASIDE, _LEARN)
FUNCTIONS = (*_CALLED, _KEEP, _REDACT)
#: The functions that a writer may call, as GRANT and REVOKE name them.
CALLABLE = tuple(f"pilkada.{one.signature}" for one in _CALLED)
