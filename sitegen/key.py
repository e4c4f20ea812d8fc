"""Keys: short names of values, equal where the values are and different where they differ."""

from __future__ import annotations

from hashlib import blake2b


def key_of(data: bytes) -> str:
    """Return the key of some bytes: 20 hexadecimal digits, 80 bits, so that no two of a site ever meet.

    >>> key_of(b"storm")
    '7756ec3ae6da5fdd74ec'
    """
    return blake2b(data, digest_size=10).hexdigest()
