"""Giving the two roles of a post their rights, whenever somebody opens it, and saying what only others can do."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pilkada_cli.language import _
from pilkada_cli.posko.store.postgres import roles
from pilkada_cli.posko.store.postgres.roles import Roles, quoted

if TYPE_CHECKING:
    from psycopg import Connection


def look_after(connection: "Connection[Any]", say: Callable[[str], None], *, opening: bool) -> None:
    """Make the roles and give them their rights as far as is missing, inside the transaction that is open.

    `say` gets what the owner must know: how people get a role, if a right was missing or the owner is `opening` the
    post, and the SQL that somebody else has to run.
    """
    database, user, owns = connection.execute(roles.WHO).fetchone() or ("", "", False)
    ours = roles.roles_of(database)
    writers, readers = [ours.writer], [ours.reader]
    for (name,) in connection.execute(roles.ENTERING, roles.SHARED).fetchall():
        (writers if name == roles.SHARED[0] else readers).append(name)
    complete = _make_roles(connection, ours) and _has_all(connection, writers, readers)
    if not owns:
        if not complete:
            say(_("The roles of this post have not all their rights; its owner gives them with: pilkada posko open"))
        return
    if not complete and not _grant(connection, writers, readers):
        say(_needed(ours, user))
    elif opening or not complete:
        _tell(say, ours, shared=len(writers) + len(readers) > 2)


def _make_roles(connection: "Connection[Any]", ours: Roles) -> bool:
    """Whether both roles are there, or could be made."""
    from psycopg import errors

    there = {name for (name,) in connection.execute(roles.EXISTING, ours).fetchall()}
    try:
        with connection.transaction():
            for name in ours:
                if name not in there:
                    connection.execute(f"CREATE ROLE {quoted(name)} NOLOGIN")
    except errors.InsufficientPrivilege:
        return False
    return True


def _has_all(connection: "Connection[Any]", writers: list[str], readers: list[str]) -> bool:
    """Whether these roles have all their rights, and neither they nor everybody has others."""
    tables = [name for (name,) in connection.execute(roles.TABLES).fetchall()]
    watched = {*writers, *readers, *roles.SHARED, "-"}
    present = {tuple(row) for row in connection.execute(roles.RIGHTS).fetchall() if row[0] in watched}
    return present == roles.wanted(writers, readers, tables)


def _grant(connection: "Connection[Any]", writers: list[str], readers: list[str]) -> bool:
    from psycopg import errors

    try:
        with connection.transaction():
            connection.execute(roles.granting(writers, readers))
    except (errors.InsufficientPrivilege, errors.UndefinedObject):
        return False
    return True


def _needed(ours: Roles, user: str) -> str:
    """What a superuser has to run where the owner may not make roles."""
    writer, reader = map(quoted, ours)
    sentence = _(
        "You may not make the roles of this post, so that nobody else can use it; let a superuser run: {sql} and then "
        "open the post again."
    )
    sql = (
        f"CREATE ROLE {writer} NOLOGIN; CREATE ROLE {reader} NOLOGIN; "
        f"GRANT {writer}, {reader} TO {quoted(user)} WITH ADMIN OPTION;"
    )
    return sentence.format(sql=sql)


def _tell(say: Callable[[str], None], ours: Roles, *, shared: bool) -> None:
    writer, reader = map(quoted, ours)
    sentence = _("Who is to write here needs: GRANT {writer} TO rini; who only reads: GRANT {reader} TO sari")
    say(sentence.format(writer=writer, reader=reader))
    if shared:
        sentence = _(
            "The older roles {shared} are of all databases of this server, and may still be used here; once everybody "
            "has the new ones, run: {sql}"
        )
        names = ", ".join(roles.SHARED)
        say(sentence.format(shared=names, sql=f"REVOKE ALL ON SCHEMA pilkada FROM {names}"))
