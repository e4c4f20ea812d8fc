"""Where pages stand: readable addresses from titles and paths, one for each, whatever the names are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

LONGEST = 72
"""Longest slug, in characters: a headline's first dozen words; file systems stop at 255 bytes."""

RESERVED = frozenset(
    {"about", "archive", "assets", "feed", "index", "outlets", "page", "schema", "search", "stories"}
)
"""First parts of addresses that the site itself uses."""

_SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"}
)
_GAPS = re.compile(r"[\W_]+")


def slug(text: str) -> str:
    """Lower-case letters and digits of `text`, joined by hyphens; other scripts keep their letters.

    The same for names that differ only in case, accents or Unicode form, so that an address never depends
    on how a file system compares names.

    >>> slug("Storm Émile: 3 dead, U.S. says")
    'storm-emile-3-dead-u-s-says'
    >>> slug("../%2e%2e/🙂")
    '2e-2e'
    """
    plain = unicodedata.normalize("NFKD", text[: 8 * LONGEST]).casefold().translate(_SPELT)
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    words = _GAPS.sub("-", unicodedata.normalize("NFC", letters)).strip("-")
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    return words


def name(key: str, digits: int = 6) -> str:
    """A short stable name for a key: hexadecimal digits.

    >>> name("a.txt") == name("a.txt")
    True
    """
    return blake2b(key.encode(), digest_size=16).hexdigest()[:digits]


def unique(wanted: Iterable[tuple[str, str]], taken: Iterable[str] = ()) -> dict[str, str]:
    """An address of its own for each (key, wanted address); the first in order gets what it wants.

    Keys differ. A later one that wants a taken address gets it with a name made from its key behind it.

    >>> unique([("a", "storm"), ("b", "storm")])["a"]
    'storm'
    """
    used = set(taken)
    found: dict[str, str] = {}
    for key, address in wanted:
        choice, digits = address or name(key), 4
        while choice in used:
            choice, digits = f"{address or 'story'}-{name(key, digits)}", digits + 2
        used.add(choice)
        found[key] = choice
    return found
