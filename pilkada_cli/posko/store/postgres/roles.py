"""PostgreSQL's roles of one post: its writers, who read and call the functions of `guard`, and its readers.

Roles are of the whole server, so their names have the database's: who writes at one post has no right at another of the
same server. Stores from before have two roles that all databases share; these keep their rights until they are taken.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pilkada_cli.posko.store.postgres.guard import CALLABLE

#: The most bytes of a name in PostgreSQL, and of these the digits that tell apart names that were cut.
LONGEST, DIGITS = 63, 8
#: The roles that older stores share with all others of their server.
SHARED = ("pilkada_writer", "pilkada_reader")
#: The names of the database and of the user, whether that owns the schema; and which roles of two names there are.
WHO = """
SELECT current_database(), current_user, pg_has_role(current_user, nspowner, 'USAGE')
FROM pg_catalog.pg_namespace WHERE nspname = 'pilkada'
"""
EXISTING = "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname IN (%s, %s)"
#: Which of two roles may enter the schema by a right of its own.
ENTERING = """
SELECT r.rolname FROM pg_catalog.pg_namespace AS n, pg_catalog.aclexplode(n.nspacl) AS a
JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee
WHERE n.nspname = 'pilkada' AND a.privilege_type = 'USAGE' AND r.rolname IN (%s, %s)
"""
#: All rights on the schema, its tables and its functions that others than their owner have; PUBLIC is a dash.
RIGHTS = """
SELECT CASE WHEN x.grantee = 0 THEN '-' ELSE pg_get_userbyid(x.grantee)::text END, x.thing, x.privilege FROM (
    SELECT a.grantee, '' AS thing, a.privilege_type AS privilege, n.nspowner AS owner
    FROM pg_catalog.pg_namespace AS n, pg_catalog.aclexplode(n.nspacl) AS a WHERE n.nspname = 'pilkada'
    UNION ALL SELECT a.grantee, c.relname, a.privilege_type, c.relowner
    FROM pg_catalog.pg_class AS c, pg_catalog.aclexplode(c.relacl) AS a
    WHERE c.relnamespace = 'pilkada'::regnamespace AND c.relkind = 'r'
    UNION ALL SELECT a.grantee, c.relname || '.' || t.attname, a.privilege_type, c.relowner
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_attribute AS t ON t.attrelid = c.oid,
        pg_catalog.aclexplode(t.attacl) AS a WHERE c.relnamespace = 'pilkada'::regnamespace
    UNION ALL SELECT a.grantee, p.proname || '()', a.privilege_type, p.proowner
    FROM pg_catalog.pg_proc AS p, pg_catalog.aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
    WHERE p.pronamespace = 'pilkada'::regnamespace
) AS x WHERE x.grantee <> x.owner
"""
TABLES = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'pilkada'"


class Roles(NamedTuple):
    """The names of a post's two roles."""

    writer: str
    reader: str


def roles_of(database: str) -> Roles:
    """The roles of the post in a database; a long name is cut, and ends in digits that stand for the whole of it."""
    return Roles(_cut(f"pilkada_writer_{database}"), _cut(f"pilkada_reader_{database}"))


def _cut(name: str) -> str:
    whole = name.encode()
    if len(whole) <= LONGEST:
        return name
    from hashlib import sha256

    return f"{whole[: LONGEST - DIGITS - 1].decode(errors='ignore')}_{sha256(whole).hexdigest()[:DIGITS]}"


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever it is."""
    return '"{}"'.format(name.replace('"', '""'))


def wanted(writers: Sequence[str], readers: Sequence[str], tables: Sequence[str]) -> set[tuple[str, str, str]]:
    """The rights that these roles must have on the schema, its tables and functions, as RIGHTS lists them."""
    everyone = (*writers, *readers)
    calls = [f"{function.removeprefix('pilkada.').partition('(')[0]}()" for function in CALLABLE]
    return {
        *((role, "", "USAGE") for role in everyone),
        *((role, table, "SELECT") for role in everyone for table in tables),
        *((role, call, "EXECUTE") for role in writers for call in calls),
    }


def granting(writers: Sequence[str], readers: Sequence[str]) -> str:
    """The SQL by which the owner gives these roles their rights, and takes all others from them and from PUBLIC."""
    writing = ", ".join(map(quoted, writers))
    everyone = ", ".join(map(quoted, (*writers, *readers)))
    return f"""
    REVOKE ALL ON ALL TABLES IN SCHEMA pilkada FROM PUBLIC, {everyone};
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA pilkada FROM PUBLIC, {everyone};
    REVOKE ALL ON SCHEMA pilkada FROM PUBLIC, {everyone};
    GRANT USAGE ON SCHEMA pilkada TO {everyone};
    GRANT SELECT ON ALL TABLES IN SCHEMA pilkada TO {everyone};
    GRANT EXECUTE ON FUNCTION {", ".join(CALLABLE)} TO {writing};
    """
