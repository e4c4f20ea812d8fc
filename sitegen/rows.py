"""Rows by key, where a key is a hash: what a build knows, so that nothing has to be decoded whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from hashlib import blake2b
from typing import Protocol

KINDS = ("summary", "features", "story", "event", "digest", "meta")
"""Kinds of rows: of a story its summary and its features, by path, and its text, by key; of an event what is
known of it, by name, and its digest, by key; single values, by what they are."""

LEVEL = 1
"""How hard rows of text are pressed together. Measured: higher levels save a tenth of the room at twice the
time."""


def key_of(data: bytes) -> str:
    """Return the key of some bytes: 20 hexadecimal digits, 80 bits, so that no two of a site ever meet.

    >>> key_of(b"storm")
    '7756ec3ae6da5fdd74ec'
    """
    return blake2b(data, digest_size=10).hexdigest()


def packed(value: bytes) -> bytes:
    """Return a value pressed together."""
    return zlib.compress(value, LEVEL)


unpacked = zlib.decompress


class LostError(Exception):
    """The store does not hold what it was given; the work has to be done again without it."""

    @property
    def damaged(self) -> bool:
        """Whether it was found damaged; else there is no room for it."""
        return not any(word in str(self) for word in ("full", "I/O", "too large"))


class Rows(Protocol):
    """Values by kind and key."""

    def get(self, kind: str, key: str) -> bytes | None:
        """Return a value, or None; raises LostError where it is not what was put."""

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Set a value in the place of what was there."""

    def drop(self, kind: str, key: str) -> None:
        """Forget a value, if there is one."""

    def all(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """Yield every key of a kind with its value, by key; raises LostError as `get` does."""


class Memory(Rows):
    """Rows of this process alone; any thread may ask for one."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._rows: dict[str, dict[str, bytes]] = {kind: {} for kind in KINDS}
        self._changed: set[tuple[str, str]] = set()

    def get(self, kind: str, key: str) -> bytes | None:
        """See `Rows`."""
        return self._rows[kind].get(key)

    def put(self, kind: str, key: str, value: bytes) -> None:
        """See `Rows`."""
        if self._rows[kind].get(key) != value:
            self._rows[kind][key] = value
            self._changed.add((kind, key))

    def drop(self, kind: str, key: str) -> None:
        """See `Rows`."""
        if self._rows[kind].pop(key, None) is not None:
            self._changed.add((kind, key))

    def all(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """See `Rows`."""
        yield from sorted(self._rows[kind].items())

    def load(self, other: Rows) -> None:
        """Take over every row of `other`."""
        self.clear()
        for kind in KINDS:
            self._rows[kind] = dict(other.all(kind))

    def save(self, other: Rows) -> None:
        """Carry what changed since `load` over to where it was loaded from."""
        for kind, key in sorted(self._changed):
            if (value := self._rows[kind].get(key)) is None:
                other.drop(kind, key)
            else:
                other.put(kind, key, value)
        self._changed.clear()
