"""Classes of words that decide what a sentence claims: negation, doubt, contrast, time, reporting.

The words stand in the language files; a word may have several classes, they are bits of one number.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from sitegen.languages import language

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
RIVAL = OPPOSED | FATE | PARTICLE | RELATION
"""Another word in its place is another claim."""
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
