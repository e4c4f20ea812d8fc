"""Corrections to the sentence boundaries of a general splitter, where news breaks it.

Rules of joining look at the end of the left piece and the start of the right one; rules of parting look
for a boundary that was missed within a piece. Each is tried only where its trigger stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sitegen.abbreviations import (
    ABBREVIATIONS,
    ARTICLES,
    INSIDE_NAME,
    LETTERED,
    MAY_END,
    ORDINAL_BEFORE,
    PRONOUNS,
    REPORTING,
    STARTERS,
    TIME_WORDS,
)
from sitegen.calendars import ALL_MONTHS, ALL_WEEKDAYS

OPENERS = "\"'“”‘«»„‚([¿¡"
"""Marks that may stand in front of a sentence's first word."""

CLOSERS = "\"'”“’‘»«)]"
"""Marks that may stand behind a sentence's stop."""

LEFT, RIGHT = 60, 80
"""Characters of the left and the right piece that the rules of joining look at."""

SHORTEST_WORD = 4
"""Letters of a word behind which a stop and a figure part two sentences; shorter ones are mostly units
and abbreviations."""

WORDS_BEFORE_EMOJI = 5
"""Words after which an emoji may end a sentence that has no stop; fewer make it part of a phrase."""

_NONE: frozenset[str] = frozenset()
_ITEM = re.compile(r"[(\[]?(?:[0-9]{1,3}|[A-Za-z]|[ivx]{1,5})[.)]$")
_QUOTE_END = re.compile(r"[.!?…]\s?[\"”’»“«']+$")
_LOUD_QUOTE_END = re.compile(r"[!?]\s?[\"”’»“«']+$")
_INNER_STOPS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+$")
_INITIALS = re.compile(r"[^\W\d_a-z]\.-[^\W\d_a-z]\.$")
_HALF_DAY = re.compile(r"(?:^|[\s\d])[ap]\.\s?m\.$", re.IGNORECASE)
_ONE_DIGIT = re.compile(r"(?:^|[\s$€£-])[0-9]\.$")
_DIGIT_WORD = re.compile(r"[0-9]{1,2}(?:\s|-|%|(?:m|bn|k|km|ft)\b)")
_NUMBER = re.compile(r"(?:^|[\s(–-])[0-9]{1,3}\.$")


def is_one_sentence(tail: str, head: str, language: str, *, blank: bool) -> bool:
    """Whether the splitter was wrong to part the piece ending in `tail` from the one starting with `head`.

    `blank` tells whether white space stood between them.

    >>> is_one_sentence("It opens at 4 p.m.", "GMT on the pad.", "en", blank=True)
    True
    >>> is_one_sentence("It opens at 4 p.m.", "The pad is wet.", "en", blank=True)
    False
    """
    if blank and _are_plain(tail, head, language):
        return False
    bare = head.lstrip(OPENERS)
    if not bare or not any(map(str.isalnum, head)):
        return True
    if not blank:
        return not _are_glued_words(tail, head)
    return any(rule(tail, bare, language) for rule in _JOINS)


def _are_plain(tail: str, head: str, language: str) -> bool:
    """Whether the boundary is the common one that needs no rule: a long word or a year, a stop, a capital."""
    if tail[-1] != "." or not head[0].isupper():
        return False
    word = _last(tail)[:-1]
    if len(word) < SHORTEST_WORD or not (word.islower() and word.isalpha()):
        return len(word) == 4 and word.isdigit()
    return not _is_known(word, language)


def _are_glued_words(tail: str, head: str) -> bool:
    """Whether two pieces without a blank between them are a word with its stop and a capitalised word."""
    token = _last(tail)
    first = head.lstrip(OPENERS).split(maxsplit=1)[0]
    if any(mark in token or mark in first for mark in ("/", "@", "www.")):
        return False
    word = token.rstrip(CLOSERS + ".!?…")
    ends = word[-2:].isalpha() and word[-2:].islower() and len(word) > 1
    begins = first[0].isupper() and (first[1:2].islower() or len(first) == 1) and "." not in first[:-1]
    return begins and (ends or token[-1] in CLOSERS or token[-1] in "!?")


def _last(tail: str) -> str:
    """Return the last token of `tail`."""
    return tail.rsplit(maxsplit=1)[-1]


def _is_list_item(tail: str, head: str, language: str) -> bool:  # noqa: ARG001
    """Keep a list's number or letter with its item."""
    return len(tail) <= 6 and _ITEM.match(tail) is not None


def _goes_on_small(tail: str, head: str, language: str) -> bool:
    """Join before a small letter where the stop may be a sign within the sentence."""
    if not head[0].islower():
        return False
    last = _last(tail)
    if last.endswith(("…", "...")) or _QUOTE_END.search(tail):
        return True
    if last[-1] in "!?":
        return last[0].isupper()
    word = last.rstrip(".").lstrip(OPENERS)
    if word.isdigit():
        return language not in ("en", "es", "pt", "it", "fr")
    return len(word) <= 3 or word.isupper() or _INNER_STOPS.search(word) is not None


def _goes_on_with_dash(tail: str, head: str, language: str) -> bool:  # noqa: ARG001
    """Join before a dash that closes an insertion, and behind the stop of a dateline (``(dpa).-``)."""
    if head[0] not in "–—-" or not head[1:2].isspace():
        return False
    return tail.endswith(").") or head[2:3].islower()


def _is_abbreviation(tail: str, head: str, language: str) -> bool:
    """Join behind an abbreviation, unless it may end a sentence and the next word begins one."""
    if tail[-1] != ".":
        return False
    token = _last(tail).lstrip(OPENERS)
    word = token.rstrip(".").lower().replace("’", "'").rsplit("'", 1)[-1]
    if word == "no" and language == "en":
        return token[0] == "N" and head[0].isdigit()
    if _INITIALS.match(token):
        return head[0].isupper()
    if not _is_known(word, language):
        return False
    return not (_may_end(word, language) and begins_sentence(head, language))


def _is_known(word: str, language: str) -> bool:
    """Whether `word` is an abbreviation, German streets (*Hafenstr.*) included."""
    listed = word in ABBREVIATIONS[""] or word in ABBREVIATIONS.get(language, _NONE)
    return listed or (language == "de" and word.endswith("str"))


def _may_end(word: str, language: str) -> bool:
    """Whether the abbreviation `word` also stands at the end of sentences."""
    return word in MAY_END[""] or word in MAY_END.get(language, _NONE)


def _is_half_day(tail: str, head: str, language: str) -> bool:  # noqa: ARG001
    """Join behind a.m. and p.m. before a zone, a day, a number or a small letter."""
    return tail[-2:].lower() == "m." and bool(_HALF_DAY.search(tail)) and _tells_time(head)


def _tells_time(head: str) -> bool:
    """Whether `head` goes on with a time rather than with a new sentence."""
    word = head.split(maxsplit=1)[0].rstrip(",.;:)")
    return (
        not head[0].isupper()
        or word in TIME_WORDS
        or word.lower() in ALL_WEEKDAYS
        or word.lower() in ALL_MONTHS
    )


def _is_decimal(tail: str, head: str, language: str) -> bool:  # noqa: ARG001
    """Join the two halves of a decimal number that a tokeniser has spaced out (``5. 9 magnitude``)."""
    return tail[-2:-1].isdigit() and bool(_ONE_DIGIT.search(tail)) and bool(_DIGIT_WORD.match(head))


def _is_ordinal(tail: str, head: str, language: str) -> bool:
    """Join a German ordinal with its noun: *der 2. Vorsitzende*, but not *am 24. Dann*."""
    if language != "de" or not tail[-2:-1].isdigit() or not _NUMBER.search(tail):
        return False
    words = tail.split()
    before = words[-2].lower() if len(words) > 1 else ""
    return before in ORDINAL_BEFORE and head[0].isupper() and not begins_sentence(head, language)


def _names_speaker(tail: str, head: str, language: str) -> bool:  # noqa: ARG001
    """Join a quoted question or exclamation with the name and verb of the one who utters it."""
    if not _LOUD_QUOTE_END.search(tail):
        return False
    words = head.split()[:6]
    if words[0] in PRONOUNS:
        return False
    for index, word in enumerate(words):
        if word.strip(",.:") in REPORTING:
            return index > 0
        if not (word[0].isupper() or word in INSIDE_NAME or words[index - 1] in ARTICLES):
            return False
    return False


_JOINS: tuple[Callable[[str, str, str], bool], ...] = (
    _is_list_item,
    _goes_on_small,
    _goes_on_with_dash,
    _is_abbreviation,
    _is_half_day,
    _is_decimal,
    _is_ordinal,
    _names_speaker,
)


def begins_sentence(head: str, language: str) -> bool:
    """Whether the first word of `head` is one that begins sentences rather than names."""
    words = head.lstrip(OPENERS).split(maxsplit=1)
    if not words:
        return False
    return words[0].rstrip(",.:;!?'’").split("’")[0].split("'")[0] in STARTERS.get(language, STARTERS["en"])


_CAPITAL = r"(?=[\"'“‘«»„¿¡(\[]*[^\W\d_a-zà-öø-ÿ])"
_BRACKET_END = re.compile(r"[.!?…][\"”’»]?\)\s+" + _CAPITAL)
_DOTS_END = re.compile(r"(?P<gap>\s?)(?:…|\.\.\.)[\"”’»]?\s+" + _CAPITAL)
_STOP_END = re.compile(r"\.[\"”’»)]*\s+" + _CAPITAL)
_NUMBER_AHEAD = re.compile(r"\.[\"”’»)]*\s+(?=[0-9])")
EMOJI = re.compile(
    "[\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]"
    "[\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u200d\ufe0f\u20e3]*"
    "(?:\\s*[\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u200d\ufe0f\u20e3]+)*"
)
"""A run of emoji, blanks between them included."""


def missed(text: str, start: int, end: int, language: str, *, emoji: bool = False) -> list[int]:
    """Where further sentences begin within ``text[start:end]``, in order.

    `emoji` tells whether the text may hold emoji.

    >>> missed("It rained. (It snowed too.) The road shut.", 11, 42, "en")
    [28]
    """
    inner = end - 2
    if (
        text.find(".", start, inner) < 0
        and text.find("…", start, inner) < 0
        and text.find(")", start, inner) < 0
        and not emoji
    ):
        return []
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
        sure = not match["gap"] and language != "de"
        if match.start() > start and (
            sure or begins_sentence(text[match.end() : match.end() + 30], language)
        ):
            yield match.end()


def _after_abbreviations(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Part behind an abbreviation that may end a sentence, before a word that begins one."""
    for match in _STOP_END.finditer(text, start, end):
        before = text[max(start, match.start() - LEFT) : match.start()].split()
        word = before[-1].lstrip(OPENERS) if before else ""
        head = text[match.end() : match.end() + RIGHT].lstrip(OPENERS)
        if word[-1:].lower() == "m" and _HALF_DAY.search(
            text, max(start, match.start() - 5), match.start() + 1
        ):
            ends = not _tells_time(head)
        elif len(word) == 1:
            ends = word.isupper() and len(before) > 1 and before[-2].lower() in LETTERED
        else:
            ends = word == "no" or (_may_end(word.lower(), language) and begins_sentence(head, language))
        if ends:
            yield match.end()


def _before_numbers(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Part before a number in figures that begins a sentence."""
    for match in _NUMBER_AHEAD.finditer(text, start, end):
        before = text[max(start, match.start() - LEFT) : match.start()].split()
        word = before[-1] if before else ""
        if len(word) >= SHORTEST_WORD and word.isalpha() and not _is_known(word.lower(), language):
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
    _after_abbreviations,
    _before_numbers,
)
_PARTINGS = (*_PARTINGS_BY_STOP, _after_emoji)
