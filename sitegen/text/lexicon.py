"""What is known of words: which claims they make, and how telling they are.

The classes of words (negation, doubt, contrast, time, reporting) stand in the language files; a word may
have several, they are bits of one number.

How telling a word is stands in tables that are shipped with the package. They are static: how alike two
stories are never depends on what else is in the folder. A table is zlib-compressed and holds its entries
in order, separated by line feeds, then a zero byte, then a byte an entry for its value. ``xx.terms`` has
the terms of language xx with their weights in steps of `IDF_STEP`, ``xx.words`` its words with their Zipf
frequencies in steps of `ZIPF_STEP`. ``tools/make_terms.py`` writes them; ``data/README.md`` names their
sources.
"""

from __future__ import annotations

import zlib
from functools import cache
from pkgutil import get_data
from typing import Final

from msgspec import Struct

from sitegen.languages import language

TERM_LETTERS = 5
"""Letters that make the term of a word: its forms, and most words derived from it, begin alike. Measured on
look-alike events, F1 of the groups at the best threshold of each: whole words .88, stems .88, six letters
.88, five .90, four .87; on Russian pairs whole words .76, five letters .82."""

TERM_SYLLABLES = 2
"""Syllables that make the term of a Korean word: particles stand behind. Median cosine of true pairs .41 with
two, .23 with whole words."""

IDF_STEP = 0.04
"""Step of a stored weight, in nats of -ln(share of stories that hold the term). Judgement: 256 steps of .04
hold all weights up to 10 in one byte."""

ZIPF_STEP = 1 / 30
"""Step of a stored Zipf frequency, in powers of ten. From: one byte a word, 255 / 30 = 8.5, above the
commonest word's 7.7."""

RAREST = 9.4
"""Highest weight of a term in a table, in nats: it stands in one story of twelve thousand. From: the tables,
made of 12,000 stories a language: ln 12,000."""

UNKNOWN = RAREST + 1
"""Weight of a term that the table does not know: that of the rarest it knows, plus the one of all terms."""

LETTER = 1.2
"""Weight per letter where a language has no table: short words are common in most languages. Judgement: a
word of 8 letters weighs then as much as a rare one of a table."""

LANGUAGES = frozenset(
    "ca cs da de el en es fi fr hu it nb nl pl pt ro ru sv tr uk".split()  # noqa: SIM905 - readable
)
"""Languages that have tables of terms and of words."""

TERMS_ONLY = frozenset(("ja", "ko", "zh"))
"""Languages with a table of terms alone; in Chinese and Japanese a term is a pair of characters."""

_ALIASES = {"no": "nb", "nn": "nb", "und": "en"}


class ValueTable(Struct, frozen=True):
    """Values of the words or terms of a language."""

    ranks: dict[str, int]
    values: bytes
    complete: bool
    """Whether what is not in it is rare, rather than of another language."""

    def weight(self, word: str) -> float:
        """Rarity of a word's term in stories, 1 (in all of them) to `UNKNOWN`; of a table of terms."""
        rank = self.ranks.get(term(word))
        if rank is not None:
            return 1 + self.values[rank] * IDF_STEP
        return UNKNOWN if self.complete else min(UNKNOWN, 1 + LETTER * len(word))

    def zipf(self, word: str) -> float:
        """Zipf frequency of a word, 0 when unknown; of a table of words."""
        rank = self.ranks.get(word)
        return 0.0 if rank is None else self.values[rank] * ZIPF_STEP


def term(word: str) -> str:
    """Return what a word counts as when stories are compared: its first letters, in Korean syllables."""
    return word[:TERM_SYLLABLES] if "\uac00" <= word[:1] <= "\ud7a3" else word[:TERM_LETTERS]


@cache
def table(language: str) -> ValueTable:
    """The words of a language by its ISO 639-1 code; none where the package has no table."""
    return _read(language, "words")


@cache
def weights(language: str) -> ValueTable:
    """The terms of a language; none where the package has no table.

    ``und``, an unknown language, is read as English as far as the terms are known to it.
    """
    return _read(language, "terms")


def _read(language: str, kind: str) -> ValueTable:
    code = _ALIASES.get(language, language)
    known = code in LANGUAGES or (kind == "terms" and code in TERMS_ONLY)
    packed = get_data("sitegen", f"data/{code}.{kind}") if known else None
    if packed is None:
        return ValueTable({}, b"", complete=False)
    text, _, values = zlib.decompress(packed).partition(b"\0")
    entries = text.decode().split("\n")
    return ValueTable(
        dict(zip(entries, range(len(entries)), strict=True)), values, complete=language != "und"
    )


FUNCTION = 1 << 0
"""Carries no fact of its own: articles, prepositions, auxiliaries, verbs of reporting."""
NEGATION = 1 << 1
"""Turns a claim round: not, never, without; also denied, refused, failed."""
MODAL = 1 << 2
"""Takes certainty away: may, alleged, expected, unless."""
CONTRAST = 1 << 3
"""Tells two like things apart: first and second, north and south, men and women."""
TIME = 1 << 4
"""Says when without a date: yesterday, evening, week."""
PART = 1 << 5
"""Makes the number behind it a part of the one before: including, among them."""
FUTURE = 1 << 6
"""Will, shall: not yet happened."""
PRONOUN = 1 << 7
"""Stands for somebody named before, when it opens a sentence."""
ARTICLE = 1 << 8
"""Stands before a common noun; in German it tells nouns from names."""
INTENT = 1 << 13
"""A modal where *to* follows: plans to, expected to; an ordinary word elsewhere."""
OPPOSED = 1 << 14
"""Has an opposite: rose, fell."""
FATE = 1 << 15
"""Says what became of people: killed, missing."""
PARTICLE = 1 << 16
"""Turns the word before it round: checks in, checks out."""
RELATION = 1 << 17
"""Without it a claim about the next word is another: against, since."""
BORDER = 1 << 9
"""Opens a clause behind a comma: which, while, after, but."""
LINK = 1 << 10
"""Opens or joins without a fact of its own: also, however, meanwhile."""

BITS: Final = {
    "function": FUNCTION, "negation": NEGATION, "modal": MODAL, "contrast": CONTRAST, "time": TIME,
    "part": PART, "future": FUTURE, "pronoun": PRONOUN, "article": ARTICLE, "intent": INTENT,
    "border": BORDER, "link": LINK,
}  # fmt: skip
"""Bit by the entry of the section `words` of a language file."""


@cache
def classes(code: str) -> dict[str, int]:
    """Return the classes of the words of a language, lower case, by its ISO 639-1 code."""
    known = language(code)
    bits = dict.fromkeys(sorted(known.common.words), FUNCTION)
    opposites = known.opposites
    for bit, words in (
        (OPPOSED, opposites.pairs),
        (FATE, opposites.fates),
        (PARTICLE, opposites.particles),
        (RELATION, opposites.relations),
        *((bit, getattr(known.words, entry)) for entry, bit in BITS.items()),
    ):
        for word in words:
            bits[word] = bits.get(word, 0) | bit
    return bits
