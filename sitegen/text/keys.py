"""Keys: written names that stand for one thing for good, such as CVE numbers, DOIs and numbers of cases.

Two texts with one key are about one thing whatever their words, two with unlike keys of a kind about two. A
site can have kinds of its own, each a name and a regular expression, so bounded that it cannot take long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from sitegen.languages import DEFAULT, language
from sitegen.model import Story
from sitegen.text.numerals import has_digit

_KINDS = {
    "cve": ("cve", r"\bCVE[-‐‑– ](\d{4})[-‐‑–](\d{4,7})\b"),
    "ghsa": ("ghsa", r"\bGHSA((?:-[23456789cfghjmpqrvwx]{4}){3})\b"),
    "doi": ("doi", r"\b(10\.\d{4,9}/[^\s\"<>]{1,120})"),
    "isbn": ("isbn", r"\bISBN(?:-1[03])?:?\s{0,3}((?:97[89][- ]?)?(?:\d[- ]?){9}[\dX])\b"),
    "arxiv": ("arxiv", r"\barXiv(?:\.org/abs/|:\s?)(\d{4}\.\d{4,5})(?:v\d{1,2})?\b"),
}
"""For each kind the word without which it is not looked for, and its pattern; its groups are the value."""

_NUMBERED = (
    r"(\.?\s{1,2}(?:no\.?|nos\.?|number|nr\.?|num\.?|n[°ºo]\.?|№)|:)?\s{0,2}(#?)"
    r"((?!CVE-|GHSA-)(?:[A-Z]{1,4}[-/])?\d[\dA-Z]{0,9}(?:[-/:.][\dA-Za-z]{1,8}){0,4})(?![\w,.]\d|\w)"
)
"""What stands behind *case*, *docket* or *incident*: ``114``, ``no. 24-CV-1187``."""

_ENDS = frozenset(".,;:)]\"'”»\n")
"""What stands behind a number that nothing follows: *will recall 3,200 cars* has no key."""

_HASH = re.compile(r"(?<![\w&])#(\d{2,7})\b")
_ISBN_13 = 13
"""Digits of an ISBN since 2007 (ISO 2108)."""

LONGEST_PATTERN, MOST_WAYS = 200, 1000
"""Characters of a site's pattern, and ways to take its repeats: what a place of a text costs. Judgement."""

_PIECE = re.compile(
    r"\\(?P<escape>.)|\[(?P<class>\^?\]?[^\]\\]{0,200}+(?:\\.[^\]\\]{0,200}+){0,20})\]|\{(?P<least>\d*+),?(?P<most>\d*+)\}|(?P<sign>\(\?.?|[*+?()])",
    re.DOTALL,
)


def keys(text: str, code: str, own: Iterable[tuple[str, str]] = ()) -> tuple[str, ...]:
    """Return the keys in a text, each ``kind value``, sorted; the kind of a numbered thing is its word.

    `own` are a site's kinds with their patterns, of which the first group, if there is one, is the value.

    >>> keys("The flaw, CVE-2031-40912, was closed.", "en")
    ('cve 2031-40912',)
    >>> keys("Quoting incident 114, or docket no. 24-CV-1187.", "en")
    ('docket 24-cv-1187', 'incident 114')
    >>> keys("It is the case that 3 men came.", "en")
    ()
    """
    found = {f"{kind} {value}" for kind, pattern in own for value in _own(pattern, text)}
    small = text.lower()
    small = small if len(small) == len(text) else text
    for kind, (needed, pattern) in _compiled().items():
        if needed in small:
            found.update(
                [f"{kind} {value}" for match in pattern.finditer(text) if (value := _value(kind, match))]
            )
    words, pattern = _numbered(code)
    for word in filter(small.__contains__, words):
        for match in _matches(pattern, text, small, word):
            label, hash_sign, value = match.groups()
            alone = text[match.end() : match.end() + 1] in _ENDS or not value.isdigit()
            if len(value) > 1 and (label or hash_sign or alone):
                found.add(f"{word.lower()} {value.lower()}")
    if "#" in text:
        found.update([f"# {number}" for number in _HASH.findall(text)])
    return tuple(sorted(found))


def story_keys(story: Story, own: Iterable[tuple[str, str]] = ()) -> tuple[str, ...]:
    """Return the `keys` in a story's headline, sentences and front matter."""
    stated = [f"{name} {value}" for name, value in story.extra]
    told = [story.title or "", *stated, *[sentence.text for sentence in story.sentences]]
    # Words are looked for in few lines that way: a tenth of the cost of reading a story else.
    return keys("\n".join(told if own else filter(has_digit, told)), story.language, own)


def _own(pattern: str, text: str) -> Iterable[str]:
    """Yield the values that a site's pattern finds."""
    for match in re.finditer(pattern, text):
        value = next(filter(None, match.groups()), match[0])
        if value.strip():
            yield " ".join(value.lower().split())


def fault(pattern: str) -> str:
    """Return what is wrong with a site's pattern, in words; empty where it can be used.

    >>> fault(r"KB-[0-9]{4,7}")
    ''
    >>> fault(r"(a+)+b")
    'it repeats without an end; say how often at most, as in {1,20}'
    """
    if len(pattern) > LONGEST_PATTERN:
        return f"it has more than {LONGEST_PATTERN} characters"
    try:
        if re.compile(pattern).match(""):
            return "it finds the empty text; let it ask for at least one character"
    except (re.error, OverflowError, RecursionError) as error:
        return f"it is no regular expression: {error}"
    ways, last = 1, ""
    for piece in _PIECE.finditer(pattern):
        sign, most = piece["sign"] or "", piece["most"] or ""
        if (piece["escape"] or "").isdecimal() or (sign.startswith("(?") and sign != "(?:"):
            return "it looks around or back; use plain groups only"
        if sign in {"*", "+"} or (piece["least"] is not None and not most and "," in piece[0]):
            return "it repeats without an end; say how often at most, as in {1,20}"
        if sign == "?" or (piece["least"] is not None and most):
            if last == ")":
                return "it repeats a group; write the group out"
            ways *= 2 if sign == "?" else max(1, int(most) - int(piece["least"] or 0) + 1)
        if ways > MOST_WAYS:
            return "it can be taken in too many ways; let it repeat less"
        last = sign
    return ""


@cache
def _compiled() -> dict[str, tuple[str, re.Pattern[str]]]:
    return {kind: (needed, re.compile(pattern, re.IGNORECASE)) for kind, (needed, pattern) in _KINDS.items()}


@cache
def _numbered(code: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Return the words of a language that stand before a number, and the pattern of what stands behind."""
    words = sorted({*language(code).grouping.keys, *language(DEFAULT).grouping.keys})
    return tuple(words), re.compile(_NUMBERED, re.IGNORECASE)


def _matches(pattern: re.Pattern[str], text: str, small: str, word: str) -> Iterator[re.Match[str]]:
    """Yield what stands behind each place of a word; `small` is the text in small letters."""
    at = small.find(word)
    while at >= 0:
        behind = at + len(word)
        if not small[at - 1 : at].isalnum() and (match := pattern.match(text, behind)):
            yield match
        at = small.find(word, behind)


def _value(kind: str, match: re.Match[str]) -> str:
    """Return the value as it is compared; empty where the check digit is wrong."""
    value = "-".join(match.groups()).lower().strip(".,;:)-")
    if kind != "isbn":
        return value
    digits = value.replace("-", "").replace(" ", "")
    return digits if _is_isbn(digits) else ""


def _is_isbn(digits: str) -> bool:
    """Whether the last digit is the check digit of an ISBN of ten or thirteen digits (ISO 2108)."""
    figures = [10 if digit == "x" else int(digit) for digit in digits]
    if len(figures) == _ISBN_13:
        return sum([figure * (3 if at % 2 else 1) for at, figure in enumerate(figures)]) % 10 == 0
    return sum([figure * (10 - at) for at, figure in enumerate(figures)]) % 11 == 0
