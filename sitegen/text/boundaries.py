"""Corrections to the sentence boundaries of a general splitter, where news breaks it.

Each rule looks at the end of the left piece and the start of the right one, and is tried only where its
trigger stands. `missed` finds what the splitter did not: behind brackets, dots, emoji.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from sitegen.languages import DEFAULT, EVERY, language, words_of
from sitegen.text.running_dates import all_months, all_weekdays

OPENERS = "\"'“”‘«»„‚([¿¡"
"""Marks that may stand in front of a sentence's first word."""

CLOSERS = "\"'”“’‘»«)]"
"""Marks that may stand behind a sentence's stop."""


HALF_DAY = re.compile(r"(?:^|[\s\d])[ap]\.\s?m\.$", re.IGNORECASE)
"""The end of a text that ends in a.m. or p.m."""

SHORTEST_WORD = 4
"""Letters of a word behind which a stop and a figure part two sentences; shorter ones are mostly units and
abbreviations. Judgement: 3 takes in *min.* and *max.*, 5 leaves out *said. 12 men*."""

LONGEST_UNIT = 5
"""Letters of a unit with a slash behind whose stop a sentence may begin. From: *kWh/d*."""

LEFT, RIGHT = 60, 80
"""Characters of the left and the right piece that the rules of joining look at. Judgement, not measured."""

FEW_WORDS = 4
"""Words of a piece up to a.m. or p.m. with which no sentence is told: *At 5 a.m. Mr. Pike left.*"""

_BLANKS = " \u00a0\u202f"
_ITEM = re.compile(r"[(\[•⁃]?\s?(?:[0-9]{1,3}|[A-Za-z]|[ivx]{1,5})[.)]{1,2}$")
_QUOTE_END = re.compile(r"[.!?…]\s?[\"”’»“«']+$")
_LOUD_QUOTE_END = re.compile(r"[!?]\s?[\"”’»“«']+$")
_INNER_STOPS = re.compile(r"[^\W\d_]{1,3}(?:\.[^\W\d_]{1,4}){1,9}$")
_INITIALS = re.compile(r"[^\W\d_a-z]\.-[^\W\d_a-z]\.$")
_ONE_DIGIT = re.compile(r"(?:^|[\s$€£-])[0-9]\.$")
_DIGIT_WORD = re.compile(r"[0-9](?:[\s-]| - )[^\W\d_]|[0-9]{1,2}(?:%|(?:m|bn|k|km|ft)\b)")
_NUMBER = re.compile(r"(?:^|[\s(–-])[0-9]{1,3}\.$")


@lru_cache(maxsize=4096)
def is_abbreviation(word: str, code: str) -> bool:
    """Whether `word`, in small letters and without its stop, is an abbreviation."""
    known = language(code).sentences
    return (
        word in known.abbreviations
        or word in language(EVERY).sentences.abbreviations
        or word.endswith(known.abbreviation_ends)
    )


def may_end(word: str, code: str) -> bool:
    """Whether the abbreviation `word` also stands at the end of sentences."""
    return word in language(code).sentences.may_end or word in language(EVERY).sentences.may_end


def begins_sentence(head: str, code: str) -> bool:
    """Whether the first word of `head` is one that begins sentences rather than names."""
    words = head.lstrip(OPENERS).split(maxsplit=1)
    if not words:
        return False
    starters = language(code).sentences.starters or language(DEFAULT).sentences.starters
    return words[0].rstrip(",.:;!?'’").split("’")[0].split("'")[0] in starters


@cache
def _time_words() -> frozenset[str]:
    """Return the capitalised words of all languages that follow a.m. and p.m. within a sentence."""
    return words_of("sentences.time_words")


def tells_time(head: str) -> bool:
    """Whether `head` goes on with a time rather than with a new sentence."""
    word = head.split(maxsplit=1)[0].rstrip(",.;:)")
    return (
        not head[0].isupper()
        or word in _time_words()
        or word.lower() in all_weekdays()
        or word.lower() in all_months()
    )


def is_one_sentence(tail: str, head: str, code: str, *, blank: bool) -> bool:
    """Whether the splitter was wrong to part the piece ending in `tail` from the one starting with `head`.

    `blank` tells whether white space stood between them.

    >>> is_one_sentence("It opens at 4 p.m.", "GMT on the pad.", "en", blank=True)
    True
    >>> is_one_sentence("It opens at 4 p.m.", "The pad is wet.", "en", blank=True)
    False
    """
    bare = head.lstrip(OPENERS + _BLANKS)
    if not bare or not any(map(str.isalnum, head)):
        return True
    if not blank:
        return not _are_glued_words(tail, head)
    for rule in _JOINS:  # noqa: SIM110 - a generator would cost as much as a rule
        if rule(tail, bare, code):
            return True
    return False


def are_plain(text: str, first: int, last: int, start: int, code: str) -> bool:
    """Whether ``text[first:last]`` and what starts behind a blank part beyond doubt.

    That is where a long word or a year, a stop and a capital stand.
    """
    if last >= start or text[last - 1] != "." or not text[start].isupper():
        return False
    word = text[max(first, last - LEFT) : last].rsplit(maxsplit=1)[-1][:-1]
    if len(word) < SHORTEST_WORD or not (word.islower() and word.isalpha()):
        return len(word) == 4 and word.isdigit()
    return not is_abbreviation(word, code)


def _are_glued_words(tail: str, head: str) -> bool:
    """Whether two pieces without a blank between them are a word with its stop and a capitalised word."""
    token = _last(tail)
    first = head.lstrip(OPENERS).split(maxsplit=1)[0]
    if any(mark in token or mark in first for mark in ("/", "@", "www.")):
        return False
    word = token.rstrip(CLOSERS + ".!?…")
    ends = word[-2:].isalpha() and word[-2:].islower() and len(word) > 1
    whole = first[1:2].islower() or len(first) == 1 or (first.isupper() and len(word) >= SHORTEST_WORD)
    begins = first[0].isupper() and whole and "." not in first[:-1]
    return begins and (ends or token[-1] in CLOSERS or token[-1] in "!?")


def _last(tail: str) -> str:
    """Return the last token of `tail`."""
    return tail.rsplit(maxsplit=1)[-1]


def _is_list_item(tail: str, head: str, code: str) -> bool:  # noqa: ARG001
    """Keep a list's number or letter with its item."""
    return len(tail) <= 6 and _ITEM.match(tail) is not None


def _goes_on_small(tail: str, head: str, code: str) -> bool:
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
        return not language(code).sentences.stop_ends_numbers
    return len(word) <= 3 or word.isupper() or _INNER_STOPS.search(word) is not None


def _goes_on_with_dash(tail: str, head: str, code: str) -> bool:  # noqa: ARG001
    """Join before a dash that closes an insertion, and behind the stop of a dateline (``(dpa).-``)."""
    if head[0] not in "–—-" or not head[1:2].isspace():
        return False
    return tail.endswith(").") or head[2:3].islower()


def _joins_abbreviation(tail: str, head: str, code: str) -> bool:
    """Join behind an abbreviation, unless it may end a sentence and the next word begins one."""
    if tail[-1] != ".":
        return False
    token = _last(tail).lstrip(OPENERS)
    word = token.rstrip(".").lower().replace("’", "'").rsplit("'", 1)[-1]
    if word in language(code).sentences.before_figures:
        return token[0].isupper() and head[0].isdigit()
    if _INITIALS.match(token):
        return head[0].isupper()
    if not is_abbreviation(word, code):
        # A single letter of another alphabet is an initial: there the general splitter knows no names.
        return len(word) == 1 and word > "\u036f" and token[0].isupper() and head[0].isupper()
    return not (may_end(word, code) and begins_sentence(head, code))


def _is_half_day(tail: str, head: str, code: str) -> bool:  # noqa: ARG001
    """Join behind a.m. and p.m. before a zone, a day, a number or a small letter."""
    is_m = tail[-2:].lower() == "m." and not tail[-3:-2].isalpha()
    return is_m and bool(HALF_DAY.search(tail)) and (tells_time(head) or tail.count(" ") < FEW_WORDS)


def _is_decimal(tail: str, head: str, code: str) -> bool:  # noqa: ARG001
    """Join the two halves of a decimal number that a tokeniser has spaced out (``5. 9 magnitude``)."""
    return tail[-2:-1].isdigit() and bool(_ONE_DIGIT.search(tail)) and bool(_DIGIT_WORD.match(head))


def _is_ordinal(tail: str, head: str, code: str) -> bool:
    """Join an ordinal with its noun: *der 2. Vorsitzende*, but not *am 24. Dann*."""
    before_ordinals = language(code).sentences.ordinal_before
    if not before_ordinals or not tail[-2:-1].isdigit() or not _NUMBER.search(tail):
        return False
    words = tail.split()
    before = words[-2].lower() if len(words) > 1 else ""
    return before in before_ordinals and head[0].isupper() and not begins_sentence(head, code)


def _names_speaker(tail: str, head: str, code: str) -> bool:
    """Join a quoted question or exclamation with the name and verb of the one who utters it."""
    if not _LOUD_QUOTE_END.search(tail):
        return False
    known = language(code).sentences
    if not known.speaking:
        known = language(DEFAULT).sentences
    words = head.split()[:6]
    if words[0] in known.pronouns:
        return False
    for index, word in enumerate(words):
        if word.strip(",.:") in known.speaking:
            return index > 0
        within = word in known.inside_name or (index > 0 and words[index - 1] in known.articles)
        if not (word[0].isupper() or within):
            return False
    return False


_JOINS: tuple[Callable[[str, str, str], bool], ...] = (
    _is_list_item,
    _goes_on_small,
    _goes_on_with_dash,
    _joins_abbreviation,
    _is_half_day,
    _is_decimal,
    _is_ordinal,
    _names_speaker,
)


REACH = 80
"""Characters before and behind a stop that the rules look at. Judgement, not measured."""

WORDS_BEFORE_EMOJI = 5
"""Words after which an emoji may end a sentence that has no stop; fewer make it part of a phrase. Judgement,
not measured."""

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
    "(?:\\s++[\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u200d\ufe0f\u20e3]++)*"
)
"""A run of emoji, blanks between them included."""


def missed(text: str, start: int, end: int, code: str, *, emoji: bool = False) -> list[int]:
    """Where further sentences begin within ``text[start:end]``, in order.

    `emoji` tells whether the text may hold emoji.

    >>> missed("It rained. (It snowed too.) The road shut.", 11, 42, "en")
    [28]
    """
    found = [
        position
        for rule in (_PARTINGS if emoji else _PARTINGS_BY_STOP)
        for position in rule(text, start, end, code)
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


def _after_brackets(text: str, start: int, end: int, code: str) -> Iterator[int]:  # noqa: ARG001
    """Part behind a bracket that holds a whole sentence."""
    if text.find(")", start, end) < 0:
        return
    for match in _BRACKET_END.finditer(text, start, end):
        before = text[start : max(start, text.rfind("(", start, match.start()))].rstrip()
        if not before or before[-1] in ".!?…" + CLOSERS:
            yield match.end()


def _after_dots(text: str, start: int, end: int, code: str) -> Iterator[int]:
    """Part behind an ellipsis that ends a sentence; one behind a blank stands for words left out."""
    if text.find("…", start, end) < 0 and text.find("...", start, end) < 0:
        return
    for match in _DOTS_END.finditer(text, start, end):
        sure = not match["gap"] and not language(code).grammar.capital_nouns
        if match.start() > start and (sure or begins_sentence(text[match.end() : match.end() + 30], code)):
            yield match.end()


def _before_questions(text: str, start: int, end: int, code: str) -> Iterator[int]:  # noqa: ARG001
    """Part before a second, short question in small letters (*Who? what for?*)."""
    for match in _SHORT_QUESTION.finditer(text, start, end):
        yield match.end()


def _before_dots(text: str, start: int, end: int, code: str) -> Iterator[int]:  # noqa: ARG001
    """Part behind a stop, before dots that stand for words left out."""
    if (
        text.find(". .", start, end) >= 0
        or text.find(" …", start, end) >= 0
        or text.find("...", start, end) >= 0
    ):
        for match in _DOTS_AHEAD.finditer(text, start, end):
            yield match.end()


def _after_abbreviations(text: str, start: int, end: int, code: str) -> Iterator[int]:
    """Part behind an abbreviation that may end a sentence, before a word that begins one."""
    lettered = language(code).sentences.lettered
    for match in _STOP_END.finditer(text, start, end):
        before = text[max(start, match.start() - REACH) : match.start()].split()
        word = before[-1].lstrip(OPENERS) if before else ""
        head = text[match.end() : match.end() + REACH].lstrip(OPENERS)
        if word[-1:].lower() == "m" and HALF_DAY.search(
            text, max(start, match.start() - 5), match.start() + 1
        ):
            ends = not tells_time(head) and len(before) > FEW_WORDS
        elif len(word) == 1:
            ends = word.isupper() and len(before) > 1 and before[-2].lower() in lettered
        else:
            unit = "/" in word and len(word) <= LONGEST_UNIT
            ends = word == "no" or ((unit or may_end(word.lower(), code)) and begins_sentence(head, code))
        if ends:
            yield match.end()


def _before_numbers(text: str, start: int, end: int, code: str) -> Iterator[int]:
    """Part before a number in figures that begins a sentence."""
    known = language(code)
    for match in _NUMBER_AHEAD.finditer(text, start, end):
        before = text[max(start, match.start() - REACH) : match.start()].split()
        word = before[-1] if before else ""
        # A short word is one where the language is full of it: *brach aus. 130 Leute*, not *Nr. 130*.
        common = len(word) > 1 and word in known.common.words and word not in known.sentences.before_figures
        is_word = word.isalpha() and (common or len(word) >= SHORTEST_WORD)
        if is_word and not is_abbreviation(word.lower(), code):
            yield match.end()


def _after_emoji(text: str, start: int, end: int, code: str) -> Iterator[int]:  # noqa: ARG001
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
