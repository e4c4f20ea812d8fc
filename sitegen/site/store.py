"""What earlier builds worked out, kept in one file; losing it costs time, never correctness.

The file is an SQLite database: one write transaction a build, which is also the lock that keeps two
builds of one site apart.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from zlib import crc32

from sitegen.errors import OutputError

WAIT = 10.0
"""How long a second build waits for the first, in seconds."""


class Memo(Protocol):
    """Bytes by name."""

    def get(self, name: str) -> bytes | None:
        """What was kept, or None."""

    def put(self, name: str, value: bytes) -> None:
        """Keep `value` in the place of what was kept before."""


class FileMemo:
    """A memo in an SQLite file; what is put is there for good when the `open_memo` context ends well."""

    def __init__(self, connection: sqlite3.Connection, *, damaged: bool = False) -> None:
        self._connection = connection
        self.damaged = damaged
        """Whether something in it was found damaged, and counts as lost."""

    def get(self, name: str) -> bytes | None:
        """What was kept, or None."""
        row = self._connection.execute("SELECT seal, value FROM kept WHERE name = ?", (name,)).fetchone()
        if row is None:
            return None
        seal, value = row
        if crc32(value) != seal:
            self.damaged = True
            return None
        return bytes(value)

    def put(self, name: str, value: bytes) -> None:
        """Keep `value` in the place of what was kept before."""
        self._connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (name, crc32(value), value))


@contextlib.contextmanager
def open_memo(folder: Path, wait: float | None = None) -> Iterator[FileMemo]:
    """The memo kept in `folder`; a damaged or foreign file is thrown away. One process has it at a time.

    `wait` is how long another one that has it is waited for, in seconds; `WAIT` where it is None.

    Raises:
        OutputError: another build holds it, or the folder cannot be written.
    """
    file = folder / "memo.sqlite"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection, damaged = _connect(file, WAIT if wait is None else wait)
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written ({error.strerror}); it holds sitegen's cache"
        ) from error
    try:
        (folder / "holder").write_text(str(os.getpid()), encoding="utf-8")
        yield FileMemo(connection, damaged=damaged)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _connect(file: Path, wait: float) -> tuple[sqlite3.Connection, bool]:
    """An open database in a write transaction, and whether a damaged one was thrown away for it."""
    try:
        return _begin(file, wait), False
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            holder = f"{_holder(file)} is building this site"
            raise OutputError(f"{file.parent}: {holder}; wait for it to end") from error
        if "unable to open" in str(error) or "readonly" in str(error):
            raise OutputError(f"{file}: cannot be written; change its permissions or remove it") from error
        # Damaged, or somebody else's.
        file.unlink()
        return _begin(file, wait), True


def _begin(file: Path, wait: float) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=wait, isolation_level=None)
    try:
        # The memo may be lost at any time, so nothing waits for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, seal INTEGER, value BLOB)"
        )
        connection.execute("SELECT name, seal, value FROM kept LIMIT 1").fetchone()
        _check(connection)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """Raise where the database is not whole."""
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("damaged")


def _holder(file: Path) -> str:
    """Who holds the memo, as far as is known."""
    try:
        return f"process {int((file.parent / 'holder').read_text(encoding='utf-8'))}"
    except (OSError, ValueError):
        return "another process"
