"""`pilkada posko backup`: a whole copy of the store, which a post that is working does not disturb."""

from pathlib import Path
from typing import Annotated

import typer

from pilkada_cli.commands.posko.shared import argument, report_done
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import UsageError
from pilkada_cli.language import N_, _, ngettext, spell_number
from pilkada_cli.output.table import Row
from pilkada_cli.printable import visible

COLUMNS = ("file", "entries", "bytes", "format")


def back_up_store(
    context: typer.Context,
    file: Annotated[str, argument("FILE", N_("Where the copy goes; its directory must be there."))],
    force: Annotated[bool, typer.Option("--force", help=N_("Replace the file where there is one."))] = False,
    no_verify: Annotated[
        bool, typer.Option("--no-verify", help=N_("Do not look for damage, which takes as long as verify."))
    ] = False,
) -> None:
    """Copy the whole store into a file."""
    from pilkada_cli.output.placing import placed, whole_path
    from pilkada_cli.posko.errors import StoreFailed
    from pilkada_cli.posko.log.backup import back_up, refuse_loss, refuse_store

    session = session_of(context)
    session.expect(COLUMNS)
    if file in ("", "-"):
        raise UsageError(_("A backup is a file: give it a name; on standard output, the log is: pilkada posko export"))
    path = whole_path(Path(file))
    refuse_store(session.posko, path)
    with placed(path, force=force, store=True) as made:
        done = back_up(session.posko, made, look_over=not no_verify)
        refuse_loss(done, made, path)
        size = made.stat().st_size
    answer: Row = {"file": str(path), "entries": done.entries, "bytes": size, "format": done.kind}
    copied = ngettext(
        "A whole copy of the store, with {count} entry, is at {file}; it is used by PILKADA_POSKO={file}",
        "A whole copy of the store, with {count} entries, is at {file}; it is used by PILKADA_POSKO={file}",
        done.entries,
    )
    exported = ngettext(
        "The log, with {count} entry, is exported to {file}; another store takes it in: pilkada posko merge {file}",
        "The log, with {count} entries, is exported to {file}; another store takes it in: pilkada posko merge {file}",
        done.entries,
    )
    told = (copied if done.kind == "sqlite" else exported).format(
        count=spell_number(done.entries), file=visible(str(path))
    )
    report_done(session, COLUMNS, answer, told)
    if done.flaws:
        damaged = ngettext(
            "The backup is at {file}, but the store has {count} flaw, and so has it; see: pilkada posko verify",
            "The backup is at {file}, but the store has {count} flaws, and so has it; see: pilkada posko verify",
            done.flaws,
        )
        raise StoreFailed(damaged.format(count=spell_number(done.flaws), file=visible(str(path))))
