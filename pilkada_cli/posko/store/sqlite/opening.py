"""Connections to a store's file: for writing, for reading beside others, and alone where nothing can be shared."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pilkada_cli import clock
from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.store.sqlite.files import Look, address, side_file, size
from pilkada_cli.posko.store.sqlite.meanings import UNLOCKABLE
from pilkada_cli.posko.store.waiting import OTHERS, others_write, say

#: How many seconds to wait while others write, and how many SQLite waits at once, as it cannot be interrupted then.
PATIENCE, STEP = 120.0, 0.2


def opened(path: Path, name: str, *, write: bool) -> tuple[sqlite3.Connection, Look | None]:
    """A connection to the file, and how it looked where it is read as if nobody wrote; else None.

    `name` is the file as the user gave it. Raises sqlite3.Error, and StoreFailed where others' entries cannot be seen.
    """
    if write:
        return _connect(path, "mode=rw"), None
    pending = size(side_file(path)) > 0
    can_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    # A connection that may write removes the files -wal and -shm when it is closed; a read-only one leaves them.
    mode = "mode=rw" if can_write and not pending else "mode=ro"
    try:
        return _connect(path, mode, "PRAGMA query_only = ON", "SELECT 1 FROM sqlite_master"), None
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF not in UNLOCKABLE:
            raise
    return _alone(path, name, pending=pending, can_write=can_write)


def _alone(path: Path, name: str, *, pending: bool, can_write: bool) -> tuple[sqlite3.Connection, Look | None]:
    """A connection that reads without the file beside the store that others see: on a full or read-only disk."""
    if not pending:
        # Nobody has it open for writing now; how it looks shows whether somebody had before the end.
        look = Look.at(path)
        return _connect(path, "immutable=1"), look
    if can_write:
        # In this mode SQLite keeps what is shared in memory, and so needs no room on the disk.
        return _connect(path, "mode=rw", "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA query_only = ON"), None
    problem = _("has entries beside it, in {file}, that can only be read where its directory is writable")
    raise StoreFailed.at(name, problem.format(file=side_file(path).name))


def _connect(path: Path, mode: str, *statements: str) -> sqlite3.Connection:
    """A connection in which these statements have been run; where one fails, with whatever error, it is closed."""
    connection = sqlite3.connect(address(path, mode), uri=True, timeout=STEP, isolation_level=None)
    try:
        for statement in statements:
            patiently(connection, statement).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def patiently(connection: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
    """Run a statement; while another process holds the file, retry in short steps, so that Ctrl-C takes effect."""
    began, told = clock.elapsed(), False
    while True:
        try:
            return connection.execute(sql, values)
        except sqlite3.OperationalError as error:
            # The lowest byte of SQLite's error code is the error; the others are its cause, such as a crash recovery.
            waited = clock.elapsed() - began
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or waited > PATIENCE:
                raise
            if waited > OTHERS and not told:
                say(others_write())
                told = True
