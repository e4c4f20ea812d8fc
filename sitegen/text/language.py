"""Which language a text is in, told by its script and its function words.

Nothing is guessed: a short text, a tie or a script that serves many languages gives ``und``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain
from operator import itemgetter

from sitegen.languages import codes, language

SAMPLE = 1800
"""Characters that are looked at: about 300 words, some 120 of them function words; more changes nothing."""

MOSTLY_FOREIGN = 0.2
"""Least share of characters outside Latin-1 at which the script counts. Polish and Czech have up to .1."""

OPENING = 600
"""Characters that are looked at first: about 100 words, some 40 of them function words."""

OPENING_HITS = 20
"""Function words from which the opening alone may tell the language; a paragraph of a quotation has fewer.
Judgement, not measured."""

OPENING_LEAD = 2.5
"""Ratio of the best language's hits to the second's from which the opening alone tells the language. News has
3 and more; texts in two languages and closely related languages are looked at further."""

LEAST_HITS = 3
"""Function words a text needs before it gets a language. At two, headlines full of names go wrong.
Judgement, not measured."""

LEAST_LEAD = 1.15
"""Least ratio of the best language's hits to the second's; Danish and Norwegian are the closest pair.
Judgement, not measured."""

LEAST_SHARE = 0.08
"""Least share of function words; running text has .3 to .5, lists of names and code have next to none."""

_FOREIGN = r"[\u0370-\u1cff\u1f00-\u1fff\u2c80-\u2dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\uffdc]"
_LATIN = r"[A-Za-z\u00c0-\u024f]"


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """Each function word with the languages that have it."""
    owners: dict[str, list[str]] = {}
    for code in codes():
        for word in language(code).common.words:
            owners.setdefault(word, []).append(code)
    return {word: tuple(languages) for word, languages in owners.items()}


def detect(text: str) -> str:
    """ISO 639-1 code of the language most of `text` is in, or ``und``.

    >>> detect("The bridge over the river was closed on Monday after a crack was found.")
    'en'
    >>> detect("Die Brücke über den Fluss wurde am Montag nach einem Riss gesperrt.")
    'de'
    >>> detect("Port Ellery Gazette")
    'und'
    """
    sample = text[:SAMPLE]
    if not sample.isascii():
        outside = len(sample) - len(sample.encode("latin-1", "ignore"))
        if outside > MOSTLY_FOREIGN * len(sample) and len(re.findall(_FOREIGN, sample)) > len(
            re.findall(_LATIN, sample)
        ):
            return _of_script(sample)
    return _of_words(sample)


@cache
def _scripts() -> dict[str, tuple[str, ...]]:
    """Return the languages that are written in each script, by its characters."""
    found: dict[str, list[str]] = {}
    for code in codes():
        if script := language(code).common.script:
            found.setdefault(script, []).append(code)
    return {script: tuple(owners) for script, owners in found.items()}


def _of_script(sample: str) -> str:
    """Language that the script of `sample` gives away, or ``und``."""
    counts = {
        script: len(re.findall(f"[{script}]", sample)) * language(owners[0]).common.script_weight
        for script, owners in _scripts().items()
    }
    script = max(counts, key=lambda script: counts[script])
    return _of_owners(sample, _scripts()[script]) if counts[script] else "und"


def _of_owners(sample: str, owners: tuple[str, ...]) -> str:
    """Language of a text among those that share its script: by its own letters, or by its words."""
    letters = {code: frozenset(language(code).common.letters) for code in owners}
    for code in sorted(owners, key=lambda code: -len(letters[code])):
        own = letters[code].difference(*[others for others in letters.values() if others < letters[code]])
        if own and sum(map(sample.count, sorted(own))) >= LEAST_HITS:
            return code
    plain = [code for code in owners if not letters[code]]
    if len(plain) == 1:
        return plain[0]
    found = _of_words(sample)
    return found if found in plain else "und"


def _of_words(sample: str) -> str:
    """Language with clearly the most function words in `sample`, or ``und``; its opening often suffices."""
    if len(sample) > OPENING:
        best, hits, second, _ = _hits(sample[:OPENING])
        if hits >= OPENING_HITS and hits >= OPENING_LEAD * second:
            return best
    best, hits, second, count = _hits(sample)
    return best if hits >= max(LEAST_HITS, LEAST_SHARE * count, LEAST_LEAD * second) else "und"


def _hits(sample: str) -> tuple[str, int, int, int]:
    """The language with the most function words, how many, how many the next one has, and all words."""
    words = sample.lower().replace("’", " ").replace("'", " ").split()
    counts = Counter(chain.from_iterable(filter(None, map(_owners().get, words))))
    ranked = sorted(counts.items(), key=itemgetter(1), reverse=True)
    (best, hits), (_, second) = (*ranked[:2], ("und", 0), ("und", 0))[:2]
    return best, hits, second, len(words)
