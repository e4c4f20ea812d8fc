"""Where pages stand: readable addresses from titles and paths, one for each, whatever the names are."""

from __future__ import annotations

import re
import unicodedata
from bisect import insort
from collections.abc import Iterable
from hashlib import blake2b

LONGEST = 72
"""Longest slug, in characters: a headline's first 12 words."""

MOST_BYTES = 3 * LONGEST
"""Longest slug, in bytes, which rare scripts need four of for a letter; file systems stop at 255."""

DEVICES = frozenset(
    {"aux", "con", "nul", "prn"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
"""Names that no file of Windows can have, whatever ending stands behind them."""

RESERVED = DEVICES | {
    *("about", "archive", "assets", "feed", "index", "names", "newsletter", "outlets", "page"),
    *("schema", "search", "stories", "topics"),
}
"""First parts of addresses that the site itself uses, or that nobody can."""

SIGNS = {"+": "plus", "#": "sharp", "&": "and", "%": "percent", "@": "at", "=": "equals", "*": "star"}
"""Signs that are part of a name, as an address spells them."""

_SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"}
)
_GAPS = re.compile(r"[\W_]+")
_SIGN = re.compile("[" + re.escape("".join(SIGNS)) + "]")
_MARK = re.compile(
    r"\A\.(?=\w)|(?<=\b\w)[-\u2212]\Z|[^\w\s\u0021-\u0023\u0025-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f]"
)
"""What tells one name from another and is lost in a slug: a point before it (.NET), a minus behind it (A-), a
symbol beyond those that part words."""
_NAMED = re.compile(r"-[0-9a-f]{8,}\Z")


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
    if len(raw := words.encode("utf-8", "replace")) > MOST_BYTES:
        words = raw[:MOST_BYTES].decode("utf-8", "ignore").rstrip("-")
    return words


def name(key: str, digits: int = 6) -> str:
    """A short stable name for a key: hexadecimal digits.

    >>> name("a.txt") == name("a.txt")
    True
    """
    return blake2b(key.encode(), digest_size=16).hexdigest()[:digits]


def below(folder: str, text: str) -> str:
    """Return the address in `folder` of what is called `text`.

    Names that differ only in case, accents or the marks between words share one; names that differ in a sign
    do not, and none has the address of the list itself or one that Windows cannot write.

    >>> below("outlets", "The Vessa Post"), below("topics", "C++"), below("topics", "#C")
    ('outlets/the-vessa-post', 'topics/c-plus-plus', 'topics/c')
    """
    bare = text.strip().lstrip("#")
    plain = slug(_SIGN.sub(lambda sign: f" {SIGNS[sign[0]]} ", bare))
    marks = bare.casefold() if len(bare) > LONGEST else "".join(_MARK.findall(bare))
    if not plain:
        return f"{folder}/{name(text, 12)}"
    if plain in DEVICES or plain == "index":
        plain = f"{name(plain, 4)}-{plain}"
    return f"{folder}/{plain}-{name(marks)}" if marks else f"{folder}/{plain}"


class Claims:
    """An address of its own for each key, whatever keys come and go and in whatever order.

    The first of those that want the same address gets it, by key; another gets it with a name made from
    its key behind it. So does every key that wants what looks like such a name.
    """

    def __init__(self) -> None:
        self._wanted: dict[str, str] = {}
        self._claims: dict[str, list[str]] = {}
        """Keys by what they want, in order."""

    def update(self, gone: Iterable[str], come: Iterable[tuple[str, str]]) -> set[str]:
        """Let keys go and come (each with what it wants); the keys that are there and may have moved."""
        touched = set()
        for key in gone:
            wanted = self._wanted.pop(key)
            self._claims[wanted].remove(key)
            touched.add(wanted)
        for key, wanted in come:
            self._wanted[key] = wanted
            insort(self._claims.setdefault(wanted, []), key)
            touched.add(wanted)
        moved = {key for wanted in touched for key in self._claims[wanted]}
        for wanted in touched:
            if not self._claims[wanted]:
                del self._claims[wanted]
        return moved

    def of(self, key: str) -> str:
        """The address of a key."""
        wanted = self._wanted[key]
        claims = self._claims[wanted]
        if claims[0] == key and wanted and not _NAMED.search(wanted) and wanted not in DEVICES:
            return wanted
        digits = 8
        while sum(name(other, digits) == name(key, digits) for other in claims) > 1:
            digits += 2
        return f"{wanted}-{name(key, digits)}".lstrip("-")
