"""How telling a word is: the term tables shipped with the package.

A table is static: how alike two stories are never depends on what else is in the folder. It is
zlib-compressed and holds the words in order, separated by line feeds, then a zero byte, then a
byte a word for its weight (steps of `IDF_STEP`) and a byte a word for its Zipf frequency (steps of
`ZIPF_STEP`). ``tools/make_terms.py`` writes the tables; ``data/README.md`` names their sources.
"""

from __future__ import annotations

import zlib
from functools import cache
from pkgutil import get_data

from msgspec import Struct

IDF_STEP = 0.04
"""Step of a stored weight, in nats of -ln(share of stories that hold the word)."""

ZIPF_STEP = 1 / 30
"""Step of a stored Zipf frequency, in powers of ten."""

RAREST = 9.4
"""Highest weight of a word in a table, in nats: it stands in one story of twelve thousand."""

UNKNOWN = RAREST + 1
"""Weight of a word that the table does not know: a little more than the rarest it knows."""

LETTER = 1.2
"""Weight per letter where a language has no table: short words are common in most languages."""

LANGUAGES = frozenset(
    "ca cs da de el en es fi fr hu it nb nl pl pt ro ru sv tr uk".split()  # noqa: SIM905 - readable
)
"""Languages that have a table."""

_ALIASES = {"no": "nb", "nn": "nb", "und": "en"}


class Table(Struct, frozen=True):
    """Weights of the words of a language."""

    ranks: dict[str, int]
    weights: bytes
    zipfs: bytes
    complete: bool
    """Whether a word that is not in it is a rare one, rather than one of another language."""

    def weight(self, word: str) -> float:
        """Rarity of a word in stories, 1 (in all of them) to `UNKNOWN`."""
        rank = self.ranks.get(word)
        if rank is not None:
            return 1 + self.weights[rank] * IDF_STEP
        return UNKNOWN if self.complete else min(UNKNOWN, 1 + LETTER * len(word))

    def zipf(self, word: str) -> float:
        """Zipf frequency of a word (7: the commonest, 3: once in a million words); 0 when unknown."""
        rank = self.ranks.get(word)
        return 0.0 if rank is None else self.zipfs[rank] * ZIPF_STEP


@cache
def table(language: str) -> Table:
    """Table of a language by its ISO 639-1 code; an empty one where the package has none.

    ``und``, an unknown language, is read as English as far as the words are known to it.
    """
    code = _ALIASES.get(language, language)
    packed = get_data("sitegen", f"data/{code}.terms") if code in LANGUAGES else None
    if packed is None:
        return Table({}, b"", b"", complete=False)
    text, _, values = zlib.decompress(packed).partition(b"\0")
    words = text.decode().split("\n")
    count = len(words)
    ranks = dict(zip(words, range(count), strict=True))
    return Table(ranks, values[:count], values[count:], complete=language != "und")


def weight(word: str, language: str) -> float:
    """Rarity of a lower-case word in stories, 1 (in all of them) to `UNKNOWN` (the table has not met it)."""
    return table(language).weight(word)


def zipf(word: str, language: str) -> float:
    """Zipf frequency of a lower-case word (7: the commonest, 3: once in a million words); 0 when unknown."""
    return table(language).zipf(word)
