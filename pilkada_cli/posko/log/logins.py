"""Entries that came in through another login than their writer's own, in a database that has logins.

Posts often share one login, and then nothing can be said. But where a name and a login belong to each other, as most
entries of each are those of the other, somebody may have written, or merged, in that name through another login.
"""

from collections import Counter
from collections.abc import Iterator

from pilkada_cli.language import ngettext, spell_number
from pilkada_cli.posko.log.log import Log
from pilkada_cli.printable import visible


def spell_foreign(log: Log) -> Iterator[str]:
    """A sentence for each writer with a login of their own, and each other login through which they seem to write."""
    rows = log.store.driver.logins()
    for writer, own in _owners(rows).items():
        for other, login, count in rows:
            if other == writer and login != own:
                sentence = ngettext(
                    "{count} entry of '{writer}', whose own login is '{own}', came in through the login '{login}': was "
                    "it merged, or written in another's name?",
                    "{count} entries of '{writer}', whose own login is '{own}', came in through the login '{login}': "
                    "were they merged, or written in another's name?",
                    count,
                )
                names = {"writer": visible(writer), "own": visible(own), "login": visible(login)}
                yield sentence.format(count=spell_number(count), **names)


def _owners(rows: list[tuple[str, str, int]]) -> dict[str, str]:
    """Writer -> the login that is their own: more than half of what came through it is theirs, and the other way."""
    by_writer, by_login = Counter[str](), Counter[str]()
    for writer, login, count in rows:
        by_writer[writer] += count
        by_login[login] += count
    return {
        writer: login for writer, login, count in rows if 2 * count > by_writer[writer] and 2 * count > by_login[login]
    }
