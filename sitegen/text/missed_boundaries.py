"""Boundaries between sentences that a general splitter misses: behind brackets, dots, emoji."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sitegen.languages import language as language_of
from sitegen.text.boundaries import (
    CLOSERS,
    HALF_DAY,
    OPENERS,
    SHORTEST_WORD,
    begins_sentence,
    is_abbreviation,
    may_end,
    tells_time,
)

REACH = 80
"""Characters before and behind a stop that the rules look at."""

WORDS_BEFORE_EMOJI = 5
"""Words after which an emoji may end a sentence that has no stop; fewer make it part of a phrase."""

LEAST_BEFORE_TIME = 4
"""Words up to a.m. or p.m. with which no sentence is told: *At 5 a.m. Mr. Pike left.*"""

_CAPITAL = r"(?=[\"'“‘«»„¿¡(\[]*[^\W\d_a-zà-öø-ÿ])"
_BRACKET_END = re.compile(r"[.!?…][\"”’»]?\)\s+" + _CAPITAL)
_DOTS_END = re.compile(r"(?P<gap>\s?)(?:…|\.\.\.)[\"”’»]?\s+" + _CAPITAL)
_DOTS_AHEAD = re.compile(r"(?<=[^\W\d_]{3}\.)\s+(?=(?:…|\.\.\.)[^\W\d_]|\. \. \.\s[^\W\d_a-zà-öø-ÿ])")
_STOP_END = re.compile(r"\.[\"”’»)]*\s+" + _CAPITAL)
_NUMBER_AHEAD = re.compile(r"\.[\"”’»)]*\s+(?=[0-9])")
_SHORT_QUESTION = re.compile(r"\?\s+(?=[^\W\d_][^.?!]{0,40}\?$)")
MAY_PART = re.compile('[.…)?]["”’»)]*\\s')
"""What every boundary holds that is missed at a stop: a text without it needs no rule."""

EMOJI = re.compile(
    "[\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]"
    "[\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u200d\ufe0f\u20e3]*+"
    "(?:\\s++[\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u200d\ufe0f\u20e3]++)*+"
)
"""A run of emoji, blanks between them included."""


def missed(text: str, start: int, end: int, language: str, *, emoji: bool = False) -> list[int]:
    """Where further sentences begin within ``text[start:end]``, in order.

    `emoji` tells whether the text may hold emoji.

    >>> missed("It rained. (It snowed too.) The road shut.", 11, 42, "en")
    [28]
    """
    found = [
        position
        for rule in (_PARTINGS if emoji else _PARTINGS_BY_STOP)
        for position in rule(text, start, end, language)
        if not _is_quoted(text, start, position)
    ]
    return sorted(set(found)) if found else found


def _is_quoted(text: str, start: int, position: int) -> bool:
    """Whether a quotation that began behind `start` is open at `position`."""
    return (
        text.count('"', start, position) % 2 == 1
        or text.count("“", start, position)
        > text.count("”", start, position) + text.count("„", start, position)
        or text.count("„", start, position)
        > text.count("“", start, position) + text.count("”", start, position)
        or text.count("«", start, position) != text.count("»", start, position)
    )


def _after_brackets(text: str, start: int, end: int, language: str) -> Iterator[int]:  # noqa: ARG001
    """Part behind a bracket that holds a whole sentence."""
    if text.find(")", start, end) < 0:
        return
    for match in _BRACKET_END.finditer(text, start, end):
        before = text[start : max(start, text.rfind("(", start, match.start()))].rstrip()
        if not before or before[-1] in ".!?…" + CLOSERS:
            yield match.end()


def _after_dots(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Part behind an ellipsis that ends a sentence; one behind a blank stands for words left out."""
    if text.find("…", start, end) < 0 and text.find("...", start, end) < 0:
        return
    for match in _DOTS_END.finditer(text, start, end):
        sure = not match["gap"] and not language_of(language).grammar.capital_nouns
        if match.start() > start and (
            sure or begins_sentence(text[match.end() : match.end() + 30], language)
        ):
            yield match.end()


def _before_questions(text: str, start: int, end: int, language: str) -> Iterator[int]:  # noqa: ARG001
    """Part before a second, short question in small letters (*Who? what for?*)."""
    for match in _SHORT_QUESTION.finditer(text, start, end):
        yield match.end()


def _before_dots(text: str, start: int, end: int, language: str) -> Iterator[int]:  # noqa: ARG001
    """Part behind a stop, before dots that stand for words left out."""
    if (
        text.find(". .", start, end) >= 0
        or text.find(" …", start, end) >= 0
        or text.find("...", start, end) >= 0
    ):
        for match in _DOTS_AHEAD.finditer(text, start, end):
            yield match.end()


def _after_abbreviations(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Part behind an abbreviation that may end a sentence, before a word that begins one."""
    lettered = language_of(language).sentences.lettered
    for match in _STOP_END.finditer(text, start, end):
        before = text[max(start, match.start() - REACH) : match.start()].split()
        word = before[-1].lstrip(OPENERS) if before else ""
        head = text[match.end() : match.end() + REACH].lstrip(OPENERS)
        if word[-1:].lower() == "m" and HALF_DAY.search(
            text, max(start, match.start() - 5), match.start() + 1
        ):
            ends = not tells_time(head) and len(before) > LEAST_BEFORE_TIME
        elif len(word) == 1:
            ends = word.isupper() and len(before) > 1 and before[-2].lower() in lettered
        else:
            ends = word == "no" or (may_end(word.lower(), language) and begins_sentence(head, language))
        if ends:
            yield match.end()


def _before_numbers(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Part before a number in figures that begins a sentence."""
    for match in _NUMBER_AHEAD.finditer(text, start, end):
        before = text[max(start, match.start() - REACH) : match.start()].split()
        word = before[-1] if before else ""
        if len(word) >= SHORTEST_WORD and word.isalpha() and not is_abbreviation(word.lower(), language):
            yield match.end()


def _after_emoji(text: str, start: int, end: int, language: str) -> Iterator[int]:  # noqa: ARG001
    """Part behind emoji and before a capital, where a stop or enough words stand before them."""
    for match in EMOJI.finditer(text, start, end):
        before = text[start : match.start()].rstrip()
        after = text[match.end() : end].lstrip()
        ended = before[-1:] in ".!?…" or len(before.split()) >= WORDS_BEFORE_EMOJI
        if before and ended and after.lstrip(OPENERS)[:1].isupper():
            yield end - len(after)


_PARTINGS_BY_STOP: tuple[Callable[[str, int, int, str], Iterator[int]], ...] = (
    _after_brackets,
    _after_dots,
    _before_dots,
    _before_questions,
    _after_abbreviations,
    _before_numbers,
)
_PARTINGS = (*_PARTINGS_BY_STOP, _after_emoji)
