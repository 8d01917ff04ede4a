"""Connecting to a PostgreSQL server, and what is said where it cannot be reached or refuses something.

Nothing is set for a session, as a pooler such as PgBouncer gives each transaction another one, and refuses start-up
parameters that it does not know: settings stand in the transactions.
"""

from typing import TYPE_CHECKING, Any

from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.store.postgres.patience import Patience
from pilkada_cli.posko.store.urls import read_url
from pilkada_cli.printable import visible
from pilkada_cli.shortage import shortage

if TYPE_CHECKING:
    from psycopg import Connection

OLDEST = 14
#: What is asked of libpq where the URL says nothing else: seconds, and milliseconds for the last. A connection whose
#: other end is gone ends within half a minute.
NETWORK: dict[str, Any] = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}


def connect(url: str, name: str, patience: Patience) -> "Connection[Any]":
    """A connection to the server at a URL, which is called `name` in sentences; raises StoreFailed."""
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        if shortage(error):
            raise
        sentence = _("needs the extra 'postgres': pip install 'pilkada-cli[postgres]'")
        raise StoreFailed.at(name, sentence) from None

    class Patient(psycopg.Connection[Any]):
        def wait(self, gen: Any, *arguments: Any, **more: Any) -> Any:
            return super().wait(patience.over(gen), *arguments, **more)

    try:
        given = conninfo_to_dict(url)
        asked: dict[str, Any] = {key: value for key, value in NETWORK.items() if key not in given}
        connection = Patient.connect(url, autocommit=True, prepare_threshold=None, client_encoding="UTF8", **asked)
    except psycopg.OperationalError as error:
        raise StoreFailed.at(name, _("cannot be reached: {reason}").format(reason=_first(error))) from error
    except (psycopg.Error, ValueError):
        # The library's reason quotes the URL, or the very password that it cannot read.
        sentence = _("is at no URL that can be read; write postgresql://USER@HOST/DATABASE")
        raise StoreFailed.at(name, sentence) from None
    if connection.info.server_version < OLDEST * 10_000:
        connection.close()
        raise StoreFailed.at(name, _("is older than PostgreSQL {version}; use a newer one").format(version=OLDEST))
    return connection


def without_password(url: str) -> str:
    """The URL as it may be shown: scheme, host and database."""
    parts = read_url(url)
    return "postgresql://…" if parts is None else parts.shown


#: The states with which PostgreSQL says that a table, a column or a function is not there.
LACKING = ("42P01", "42703", "42883")


def explain(error: Exception) -> str:
    """What the database library's error says, as the end of a sentence about the store."""
    state = getattr(error, "sqlstate", None) or ""
    for beginning, sentence in {
        "42501": _(
            "does not allow this to your role: writing takes its writers' role, reading its readers', all else its "
            "owner"
        ),
        "25006": _("is read-only; nothing was written"),
        "25P03": _("gave your turn to others, as nothing came from here for too long; nothing was written"),
        "53": _("is out of room or connections; nothing was written"),
        "55P03": _("is held by another program for too long; try again, nothing was written"),
        "PK002": _(
            "has thrown away what waited there, as nothing came for an hour; nothing was written, import it again"
        ),
        "57014": _("took too long for an answer, and the server ended it; nothing was written"),
    }.items():
        if state.startswith(beginning):
            return sentence
    if state in LACKING:
        sentence = _(
            "lacks a part that it must have ({reason}); pilkada posko verify says which, and it is made anew with: "
            "pilkada posko rebuild"
        )
        return sentence.format(reason=_first(error))
    if state == "PK001":
        return _("refuses what is to be written: {reason}; nothing was written").format(reason=_first(error))
    if not state or state.startswith(("08", "57")):
        sentence = _("went away: {reason}; look whether your entry is there before you write it again")
        return sentence.format(reason=_first(error))
    return _("cannot be used: {reason}").format(reason=_first(error))


def _first(error: Exception) -> str:
    return visible((str(error).strip().splitlines() or [type(error).__name__])[0])
