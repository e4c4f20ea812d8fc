"""What earlier builds worked out, kept in one file; losing it costs time, never correctness.

A memo maps a key, the short digest of everything a step reads, to the bytes the step made of it.
The file is an SQLite database: one write transaction a build, which is also the lock that keeps two
builds of one site apart.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from sitegen.errors import OutputError

WAIT = 10.0
"""How long a second build waits for the first, in seconds."""


class Memo(Protocol):
    """Bytes by step and key."""

    def get(self, step: str, key: str) -> bytes | None:
        """What was kept, or None."""

    def get_all(self, step: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What was kept under any of `keys`."""

    def put_all(self, step: str, values: Mapping[str, bytes]) -> None:
        """Keep `values`."""

    def keep_only(self, step: str, keys: Iterable[str]) -> None:
        """Forget everything of `step` but `keys`."""


class DictMemo:
    """A memo in memory."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], bytes] = {}

    def get(self, step: str, key: str) -> bytes | None:
        """What was kept, or None."""
        return self._values.get((step, key))

    def get_all(self, step: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What was kept under any of `keys`."""
        return {key: self._values[step, key] for key in keys if (step, key) in self._values}

    def put_all(self, step: str, values: Mapping[str, bytes]) -> None:
        """Keep `values`."""
        self._values.update(((step, key), value) for key, value in values.items())

    def keep_only(self, step: str, keys: Iterable[str]) -> None:
        """Forget everything of `step` but `keys`."""
        wanted = set(keys)
        for kept in [kept for kept in self._values if kept[0] == step and kept[1] not in wanted]:
            del self._values[kept]


class FileMemo:
    """A memo in an SQLite file; written when the `open_memo` context ends well."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, step: str, key: str) -> bytes | None:
        """What was kept, or None."""
        row = self._connection.execute(
            "SELECT value FROM memo WHERE step = ? AND key = ?", (step, key)
        ).fetchone()
        return row[0] if row else None

    def get_all(self, step: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What was kept under any of `keys`."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, value FROM memo WHERE step = ? AND key IN ({marks})"  # noqa: S608 question marks only
            found.update(self._connection.execute(query, (step, *some)))
        return found

    def put_all(self, step: str, values: Mapping[str, bytes]) -> None:
        """Keep `values`."""
        rows = ((step, key, value) for key, value in values.items())
        self._connection.executemany("INSERT OR REPLACE INTO memo VALUES (?, ?, ?)", rows)

    def keep_only(self, step: str, keys: Iterable[str]) -> None:
        """Forget everything of `step` but `keys`."""
        wanted = set(keys)
        here = self._connection.execute("SELECT key FROM memo WHERE step = ?", (step,))
        gone = [(step, key) for (key,) in here if key not in wanted]
        self._connection.executemany("DELETE FROM memo WHERE step = ? AND key = ?", gone)


@contextlib.contextmanager
def open_memo(folder: Path) -> Iterator[FileMemo]:
    """The memo kept in `folder`; a damaged or foreign file is thrown away. Only one process has it at a time.

    Raises:
        OutputError: another build holds it, or the folder cannot be written.
    """
    file = folder / "memo.sqlite"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = _connect(file)
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written ({error.strerror}); it holds sitegen's cache"
        ) from error
    try:
        (folder / "holder").write_text(str(os.getpid()), encoding="utf-8")
        yield FileMemo(connection)
        connection.commit()
    finally:
        connection.close()


def _connect(file: Path) -> sqlite3.Connection:
    """An open database in a write transaction."""
    try:
        return _begin(file)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise OutputError(
                f"{file.parent}: {_holder(file)} is building this site; wait for it to end"
            ) from error
        raise OutputError(f"{file}: cannot be opened ({error}); remove it and build again") from error
    except sqlite3.DatabaseError:
        file.unlink()
        return _begin(file)


def _begin(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=WAIT, isolation_level=None)
    try:
        # The memo may be lost at any time, so nothing waits for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS memo"
            " (step TEXT, key TEXT, value BLOB, PRIMARY KEY (step, key)) WITHOUT ROWID"
        )
        connection.execute("SELECT step, key, value FROM memo LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _holder(file: Path) -> str:
    """Who holds the memo, as far as is known."""
    try:
        return f"process {int((file.parent / 'holder').read_text(encoding='utf-8'))}"
    except (OSError, ValueError):
        return "another process"
