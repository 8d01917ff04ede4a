"""The URL of a database of PostgreSQL, as libpq reads it: on one server, or on the first of several that answers."""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

#: `postgresql://USER@HOST:PORT,HOST:PORT/DATABASE?KEY=VALUE`; within a part, what parts it is written as %40 is.
_URL = re.compile(
    r"postgresql://(?:(?P<login>[^@/?#\[\]]*)@)?(?P<servers>[^@/?#]*)(?P<path>/[^@?#:;=&]*)?"
    r"(?:\?(?P<more>(?:[^=&]+=[^&]*(?:&[^=&]+=[^&]*)*)?))?",
    re.DOTALL,
)
_SERVER = re.compile(r"(?P<host>\[[0-9A-Za-z:.%]+\]|[^\s:,;=&\[\]]*)(?::(?P<port>[0-9]{0,5}))?")
HIGHEST = 65_535
#: The port of PostgreSQL, where a URL has none.
USUAL = "5432"


class Url(NamedTuple):
    """The parts of a URL: `hosts` in small letters with a port each (empty for none), and `more` behind the `?`."""

    login: str
    hosts: tuple[str, ...]
    ports: tuple[str, ...]
    path: str
    more: dict[str, list[str]]

    @property
    def shown(self) -> str:
        """The URL as it may be shown: hosts and database, and nothing of a user, a password or an option."""
        return f"postgresql://{','.join(self.hosts)}{self.path}"

    @property
    def host(self) -> str:
        """Its host, or several with commas between; this computer where it has none."""
        named = ",".join(host.strip("[]") for host in self.hosts) or "localhost"
        return unquote(self.more.get("host", [named])[0])

    @property
    def port(self) -> str:
        """Its port, or several with commas between; empty for the usual one."""
        own = ",".join(self.ports)
        return self.more.get("port", [""])[0] if set(self.ports) <= {"", USUAL} else own

    @property
    def database(self) -> str:
        """The name of its database, which is the user's where it has none."""
        named = self.more.get("dbname", [unquote(self.path.lstrip("/"))])[0]
        return named or unquote(self.login.partition(":")[0])


def read_url(text: str) -> Url | None:
    """The parts of a URL; None where it is none, or where a character of a password mixes them up."""
    found = _URL.fullmatch(text)
    if found is None:
        return None
    servers = [_SERVER.fullmatch(server) for server in found["servers"].split(",")]
    if not all(server and int(server["port"] or 0) <= HIGHEST for server in servers):
        return None
    known = [server for server in servers if server]
    return Url(
        login=found["login"] or "",
        hosts=tuple(server["host"].lower() for server in known),
        ports=tuple((server["port"] or "").lstrip("0") for server in known),
        path=found["path"] or "",
        more=parse_qs(found["more"] or ""),
    )
