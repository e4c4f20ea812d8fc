"""Which language a text is in, told by its script and its function words.

Nothing is guessed: a short text, a tie or a script that serves many languages gives ``und``.
"""

from __future__ import annotations

import re
from functools import cache

from sitegen.languages import codes, language

SAMPLE = 1800
"""Characters that are looked at: about 300 words, some 120 of them function words; more changes nothing."""

MOSTLY_FOREIGN = 0.2
"""Least share of characters outside Latin-1 at which the script counts. Polish and Czech have up to .1."""

OPENING = 600
"""Characters that are looked at first: about 100 words, some 40 of them function words."""

OPENING_HITS = 20
"""Function words from which the opening alone may tell the language; a paragraph of a quotation has fewer."""

OPENING_LEAD = 2.5
"""Ratio of the best language's hits to the second's from which the opening alone tells the language.

News has 3 and more; texts in two languages and closely related languages are looked at further.
"""

LEAST_HITS = 3
"""Function words a text needs before it gets a language. At two, headlines full of names go wrong."""

LEAST_LEAD = 1.15
"""Least ratio of the best language's hits to the second's; Danish and Norwegian are the closest pair."""

LEAST_SHARE = 0.08
"""Least share of function words; running text has .3 to .5, lists of names and code have next to none."""

_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\u1100-\u11ff\uac00-\ud7af]"),
    ("zh", r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    ("cyrillic", r"[\u0400-\u052f]"),
    ("el", r"[\u0370-\u03ff\u1f00-\u1fff]"),
    ("arabic", r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("bn", r"[\u0980-\u09ff]"),
    ("ta", r"[\u0b80-\u0bff]"),
    ("te", r"[\u0c00-\u0c7f]"),
    ("th", r"[\u0e00-\u0e7f]"),
    ("ka", r"[\u10a0-\u10ff]"),
    ("hy", r"[\u0530-\u058f]"),
)
"""Scripts with the one language that mostly uses them; Han counts as Chinese unless kana stand beside it.

Patterns of so many characters are slow to compile, so that is left to the first text that needs them.
"""

_FOREIGN = r"[\u0370-\u1cff\u1f00-\u1fff\u2c80-\u2dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\uffdc]"
_LATIN = r"[A-Za-z\u00c0-\u024f]"
_CYRILLIC = ("ru", "uk", "bg")
_PERSIAN = r"[\u067e\u0686\u0698\u06af\u06cc]"
_URDU = r"[\u0679\u0688\u0691\u06ba\u06be\u06d2]"


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


def _of_script(sample: str) -> str:
    """Language that the script of `sample` gives away, or ``und``."""
    counts = {name: len(re.findall(pattern, sample)) for name, pattern in _SCRIPTS}
    if counts["ja"] * 10 > counts["zh"] and counts["ja"]:
        return "ja"
    name = max(counts, key=lambda script: counts[script])
    if not counts[name]:
        return "und"
    if name == "cyrillic":
        language = _of_words(sample)
        return language if language in _CYRILLIC else "und"
    if name == "arabic":
        return _of_arabic(sample)
    return name


def _of_arabic(sample: str) -> str:
    """Urdu or Persian by the letters that Arabic does not have, else Arabic."""
    if len(re.findall(_URDU, sample)) >= LEAST_HITS:
        return "ur"
    return "fa" if len(re.findall(_PERSIAN, sample)) >= LEAST_HITS else "ar"


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
    counts = dict.fromkeys(codes(), 0)
    for owners in filter(None, map(_owners().get, words)):
        for code in owners:
            counts[code] += 1
    best, second = sorted(counts, key=counts.__getitem__, reverse=True)[:2]
    return best, counts[best], counts[second], len(words)
