"""Whether two sentences of one story are the same one in lightly edited words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import chain

from sitegen.languages import merged, union
from sitegen.text.numerals import has_digit
from sitegen.text.tokens import folded

LEAST_WORDS = 6
"""Least words of a sentence that can have a near copy; in shorter ones each word counts. Judgement: of 5
words one is a fifth, more than `OVERLAP` allows."""
OVERLAP = 0.85
"""Least share of the longer sentence's words that the other has, too. Judgement: a changed word of 7 (.86)
is an edit, two (.71) are another sentence."""

SHORT = 2
"""Most letters of a word for a time that is a function word of another language: an. From: the lists of
languages, *an* (1 of 2 clashes with *am*)."""

_EVEN = dict(zip("’‘“”„«»\xa0–—", '\'\'""""" --', strict=True))
_UNEVEN = re.compile(f"[{''.join(_EVEN)}]")
_STRIP = ".,;:!?\"'()[]-"


@cache
def _light() -> frozenset[str]:
    """Return the function words of the languages whose claims can be told apart."""
    return union(lambda known: known.common.words if known.words.negation else ())


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    """Return for the words of all languages those that stand against them."""
    return merged(lambda known: known.opposites.pairs)


@cache
def _telling() -> frozenset[str]:
    """Return the words of those languages that deny, count, date or tell two like things apart."""
    return union(
        lambda known: chain(
            known.words.negation,
            known.words.contrast,
            [word for word in known.words.time if len(word) > SHORT],
            known.opposites.fates,
            known.numerals.words if known.words.negation else (),
        )
    )


def squash(text: str) -> str:
    """`text` with quotation marks, dashes, hard blanks and the forms of letters evened out."""
    return text if text.isascii() else _UNEVEN.sub(lambda mark: _EVEN[mark[0]], folded(text))


def is_near_copy(left: str, right: str) -> bool:
    """Whether two sentences differ in a few light words only: no figure, name, negation or contrast.

    >>> is_near_copy(
    ...     "The harbour board said it would reopen the north quay on Monday.",
    ...     "The harbour board said that it would reopen the north quay on Monday.",
    ... )
    True
    >>> is_near_copy("Some 2,000 birds died in the storm.", "Some 2,300 birds died in the storm.")
    False
    """
    if not 0.6 < len(left) / max(len(right), 1) < 1.7:
        return False
    one, two = _words(left), _words(right)
    longer = max(one.total(), two.total())
    if min(one.total(), two.total()) < LEAST_WORDS or (one & two).total() < OVERLAP * longer:
        return False
    changed = (one - two) + (two - one)
    if any(map(_weighs, changed)):
        return False
    lower = {word.lower() for word in changed}
    return all(_opposites().get(word, frozenset()).isdisjoint(lower) for word in lower)


def says_no_more(dropped: str, kept: str) -> bool:
    """Whether every word of weight in `dropped` is in `kept`, or stands for another one there."""
    one, two = _words(dropped), _words(kept)
    extra = [word for word in one - two if word.lower() not in _light()]
    missing = [word for word in two - one if word.lower() not in _light()]
    return len(extra) <= len(missing) and len(extra) <= 2


def _words(text: str) -> Counter[str]:
    """The words of a sentence, its first in lower case."""
    words = [word for word in (raw.strip(_STRIP) for raw in squash(text).split()) if word]
    if words and not words[0].isupper():
        words[0] = words[0].lower()
    return Counter(words)


def _weighs(word: str) -> bool:
    """Whether a difference in this word is a difference in what is said."""
    lower = word.lower()
    return word[0].isupper() or has_digit(word) or lower in _telling() or lower.endswith(("n't", "less"))
