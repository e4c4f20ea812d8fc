"""What earlier builds worked out, kept row by row in one file; losing it costs time, never correctness.

The file is an SQLite database: one write transaction a build, which is also the lock that keeps two
builds of one site apart. Each row has a checksum, and one that does not hold makes the whole count as lost.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

from sitegen import OutputError
from sitegen.rows import KINDS, LostError, Memory, Rows

FILE = "store.sqlite"
"""Name of the file in the cache folder."""

OLD = ("memo.sqlite", "memo.sqlite-journal")
"""Files that 0.1.0 left there."""

WAIT = 10.0
"""How long a second build waits for the first, in seconds. Judgement: most builds are over by then."""

HELD = 500
"""Rows that are written together. Judgement: some MB."""

DAMAGED = "was damaged and was made anew; it costs time only"
FOREIGN = "was another version's and was made anew; it costs time only"
"""Why what was kept is lost."""


class Store(Rows):
    """Rows in an SQLite file; they are there for good when the `opened` context ends well."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: dict[tuple[str, str], bytes] = {}
        self.changed = False
        """Whether anything is other than it was."""

    def get(self, kind: str, key: str) -> bytes | None:
        """See `Rows`."""
        found = self._waiting.get((kind, key))
        if found is None:
            rows = self._sound(self._run(f"SELECT key, seal, value FROM {kind} WHERE key = ?", key))  # noqa: S608
            return rows[0][1] if rows else None
        return found

    def put(self, kind: str, key: str, value: bytes) -> None:
        """See `Rows`."""
        self.changed = True
        self._waiting[kind, key] = value
        if len(self._waiting) >= HELD:
            self.write()

    def drop(self, kind: str, key: str) -> None:
        """See `Rows`."""
        self.changed = True
        self._waiting.pop((kind, key), None)
        self._run(f"DELETE FROM {kind} WHERE key = ?", key)  # noqa: S608

    def all(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """See `Rows`."""
        self.write()
        yield from self._sound(self._run(f"SELECT key, seal, value FROM {kind} ORDER BY key"))  # noqa: S608

    def clear(self) -> None:
        """Forget everything."""
        self._waiting.clear()
        for kind in KINDS:
            self._run(f"DELETE FROM {kind}")  # noqa: S608

    def write(self) -> None:
        """Hand over to the database what waits for it."""
        waiting, self._waiting = self._waiting, {}
        rows: dict[str, list[tuple[str, int, bytes]]] = {}
        for (kind, key), value in waiting.items():
            rows.setdefault(kind, []).append((key, _seal(key, value), value))
        with _lost():
            for kind, some in rows.items():
                self._connection.executemany(f"INSERT OR REPLACE INTO {kind} VALUES (?, ?, ?)", some)  # noqa: S608

    def _run(self, command: str, *values: str) -> list[Any]:
        """Return the rows that a command on one of `KINDS` gives."""
        with _lost():
            return self._connection.execute(command, values).fetchall()

    def _sound(self, rows: list[Any]) -> list[tuple[str, bytes]]:
        """Return keys and values of rows that are as they were put."""
        if not all(isinstance(value, bytes) and seal == _seal(str(key), value) for key, seal, value in rows):
            raise LostError("damaged")
        return [(str(key), value) for key, _, value in rows]


@contextlib.contextmanager
def _lost() -> Iterator[None]:
    """Take a fault of the database for the loss of what it holds."""
    try:
        yield
    except sqlite3.Error as error:
        raise LostError(str(error)) from error


class Opened:
    """The rows that a build goes on from, and a word on what became of those of the build before."""

    def __init__(self, rows: Rows, said: str = "") -> None:
        self.rows = rows
        self.said = said
        """Why what was kept is lost, or why nothing is kept; empty where neither is so."""
        self.writing = rows.get("meta", "writing")
        """Marks who changed the rows last; another value, other rows."""


@contextlib.contextmanager
def opened(folder: Path, version: str, wait: float | None = None, *, keep: bool = True) -> Iterator[Opened]:
    """Open the store in `folder` for this process alone; `version` names the program that reads its rows.

    What is damaged or another version's is thrown away. Where the folder cannot be written there is no store,
    and the rows are of this process. `wait` is how long another process that has the store is waited for, in
    seconds; `WAIT` where it is None. Nothing that changes is kept without `keep`.

    Raises:
        OutputError: another process holds it.
        LostError: while it was used it was found damaged, or the disk is full; it is removed.
    """
    file, holder = folder / FILE, folder / "holder"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection, said = _connected(file, WAIT if wait is None else wait, crashed=holder.exists())
    except (OSError, sqlite3.OperationalError) as error:
        yield Opened(Memory(), unkept(folder, (isinstance(error, OSError) and error.strerror) or str(error)))
        return
    try:
        with contextlib.suppress(OSError):
            holder.write_text(str(os.getpid()), encoding="utf-8")
        store = Store(connection)
        known = store.get("meta", "version")
        if known != version.encode():
            store.clear()
            store.put("meta", "version", version.encode())
            said = said or (FOREIGN if known else "")
        found = Opened(store, said)
        yield found
        if not keep:
            return
        if store.changed:
            found.writing = os.urandom(8)
            store.put("meta", "writing", found.writing)
        store.write()
        connection.execute("COMMIT")
    except (LostError, sqlite3.Error) as error:
        file.unlink(missing_ok=True)
        raise LostError(str(error)) from error
    finally:
        connection.close()
        with contextlib.suppress(OSError):
            holder.unlink()


def unkept(folder: Path, why: str) -> str:
    """Return the line that tells that there is no store."""
    return f"cannot be kept in {folder} ({why}); the next build takes its time again"


def _connected(file: Path, wait: float, *, crashed: bool) -> tuple[sqlite3.Connection, str]:
    """Return an open database in a write transaction, and why an older one was thrown away for it."""
    old = [file.with_name(name) for name in OLD if file.with_name(name).exists()]
    for each in old:
        each.unlink()
    try:
        return _begun(file, wait, crashed=crashed), FOREIGN if old else ""
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise OutputError(
                f"{file.parent}: {_holder(file)} is building this site; wait for it to end"
            ) from error
        if isinstance(error, sqlite3.OperationalError):
            raise
        # Damaged, or somebody else's.
        file.unlink()
        return _begun(file, wait, crashed=False), DAMAGED


def _begun(file: Path, wait: float, *, crashed: bool) -> sqlite3.Connection:
    """Return a database in a write transaction, with a table for each kind of rows.

    Raises:
        sqlite3.OperationalError: it cannot be opened or written, or another process has it.
        sqlite3.DatabaseError: it is damaged, or not of this kind.
    """
    connection = sqlite3.connect(file, timeout=wait, isolation_level=None)
    try:
        # The store may be lost at any time, so nothing waits for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("BEGIN IMMEDIATE")
        for kind in KINDS:
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {kind} (key TEXT PRIMARY KEY, seal INTEGER, value BLOB)"
            )
        _check(connection, whole=crashed)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, *, whole: bool) -> None:
    """Raise where tables are of another form, or, looking at the `whole`, where anything is damaged."""
    for kind in KINDS:
        columns = connection.execute(f"SELECT * FROM {kind} LIMIT 0").description  # noqa: S608
        if [name for name, *_ in columns] != ["key", "seal", "value"]:
            raise sqlite3.DatabaseError("foreign")
    if whole and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("damaged")


def _seal(key: str, value: bytes) -> int:
    """Return the checksum of a row."""
    return crc32(value, crc32(key.encode("utf-8", "surrogatepass")))


def _holder(file: Path) -> str:
    """Return who holds the store, as far as is known."""
    try:
        return f"process {int(file.with_name('holder').read_text(encoding='utf-8'))}"
    except (OSError, ValueError):
        return "another process"
