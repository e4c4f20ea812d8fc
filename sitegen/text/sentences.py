"""Where the sentences of a block of text begin and end.

A general splitter does the bulk of the work; where news breaks it, rules join what it parted and part what it
missed (behind brackets, dots, emoji), each tried only where its trigger stands. A quotation of several
sentences stays whole with its speaker, since a half of it would say something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import sentencex  # type: ignore[import-untyped] # ships no types

from sitegen.languages import DEFAULT, EVERY, words_of
from sitegen.languages import language as language_of
from sitegen.text import scripts
from sitegen.text.running_dates import all_months, all_weekdays

OPENERS = "\"'“”‘«»„‚([¿¡"
"""Marks that may stand in front of a sentence's first word."""

CLOSERS = "\"'”“’‘»«)]"
"""Marks that may stand behind a sentence's stop."""

LONGEST_QUOTATION = 900
"""Characters of a sentence beyond which quotation marks no longer hold it together. The longest quotations
with their speakers have about 600; longer ones come of a mark that was never closed."""

LONGEST = 4_000
"""Most characters of a sentence; what is longer is no prose (a list, a sequence) and is cut at a blank.
Judgement: four times the longest quotation; whatever is done with a sentence stays cheap."""

WINDOW = 3 * LONGEST
"""Characters given to the general splitter at a time, whose effort grows with the square of them."""

MOST_ITEMS = 40
"""Items of a list in one line that are told apart. Judgement, not measured."""

SHORTEST_WORD = 4
"""Letters of a word behind which a stop and a figure part two sentences; shorter ones are mostly units and
abbreviations. Judgement: 3 takes in *min.* and *max.*, 5 leaves out *said. 12 men*."""

LONGEST_UNIT = 5
"""Letters of a unit with a slash behind whose stop a sentence may begin. From: *kWh/d*."""

LEFT, RIGHT = 60, 80
"""Characters before and behind a boundary that the rules look at. Judgement, not measured."""

FEW_WORDS = 4
"""Words of a piece up to a.m. or p.m. with which no sentence is told: *At 5 a.m. Mr. Pike left.*"""

WORDS_BEFORE_EMOJI = 5
"""Words after which an emoji may end a sentence without a stop; fewer are a part of a phrase. Judgement."""

_ENDS = " .!?…" + CLOSERS
_BLANKS = " \u00a0\u202f"
_OPENING = "`“«„‘(["
_NEUTRAL = "_"
_ITEM_STARTS = frozenset("•⁃0123456789abc")
_CAPITAL = r"(?=[\"'“‘«»„¿¡(\[]*[^\W\d_a-zà-öø-ÿ])"
_PICTURES = "\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"

_FIRST_ITEM = re.compile(r"[•⁃]?\s?(?P<number>[0-9]{1,2}|[a-c])(?P<mark>\.\)|[.)])\s(?=[\"“«„(]?[^\W\d_a-z])")
_INNER = re.compile("[.!?…](?![0-9a-z])")
_EMOJI = re.compile(
    f"[{_PICTURES}][{_PICTURES}\u200d\ufe0f\u20e3]*+(?:\\s++[{_PICTURES}\u200d\ufe0f\u20e3]++)*"
)
"""A run of emoji, blanks between them included."""
_QUOTES = re.compile('["“”„«»]')
# The splitter takes a blank for one byte: a no-break space between initials and a stop would end the process.
_WIDE_BLANK = re.compile("[\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_APOSTROPHE = re.compile(r"'(?<!\S')(?=\s|\d|(?:em|tis|twas|til|n|cause|bout)\b)", re.IGNORECASE)
_CLOSING_START = re.compile(r"([\"'”’»)\]]{1,9}+)(?:\s++|$)")
_OPENING_END = re.compile(r"\s(?:``|[“«„‘(\[])$")

_ITEM = re.compile(r"[(\[•⁃]?\s?(?:[0-9]{1,3}|[A-Za-z]|[ivx]{1,5})[.)]{1,2}$")
_QUOTE_END = re.compile(r"[.!?…]\s?[\"”’»“«']+$")
_LOUD_QUOTE_END = re.compile(r"[!?]\s?[\"”’»“«']+$")
_INNER_STOPS = re.compile(r"[^\W\d_]{1,3}(?:\.[^\W\d_]{1,4}){1,9}$")
_INITIALS = re.compile(r"[^\W\d_a-z]\.-[^\W\d_a-z]\.$")
_ONE_DIGIT = re.compile(r"(?:^|[\s$€£-])[0-9]\.$")
_DIGIT_WORD = re.compile(r"[0-9](?:[\s-]| - )[^\W\d_]|[0-9]{1,2}(?:%|(?:m|bn|k|km|ft)\b)")
_NUMBER = re.compile(r"(?:^|[\s(–-])[0-9]{1,3}\.$")
_HALF_DAY = re.compile(r"(?:^|[\s\d])[ap]\.\s?m\.$", re.IGNORECASE)

_MAY_PART = re.compile('[.…)?]["”’»)]*\\s')
"""What every boundary holds that is missed at a stop: a text without it needs no rule."""
_BRACKET_END = re.compile(r"[.!?…][\"”’»]?\)\s+" + _CAPITAL)
_DOTS_END = re.compile(r"(?P<gap>\s?)(?:…|\.\.\.)[\"”’»]?\s+" + _CAPITAL)
_DOTS_AHEAD = re.compile(r"(?<=[^\W\d_]{3}\.)\s+(?=(?:…|\.\.\.)[^\W\d_]|\. \. \.\s[^\W\d_a-zà-öø-ÿ])")
_STOP_END = re.compile(r"\.[\"”’»)]*\s+" + _CAPITAL)
_NUMBER_AHEAD = re.compile(r"\.[\"”’»)]*\s+(?=[0-9])")
_SHORT_QUESTION = re.compile(r"\?\s+(?=[^\W\d_][^.?!]{0,40}\?$)")

Span = tuple[int, int]


def split(text: str, language: str) -> list[Span]:
    """Spans of the sentences of one block of text: in order, ends stripped, each character in one but blanks.

    >>> text = '"We stay. We always stay," said Mr. Pike. The boat left.'
    >>> [text[start:end] for start, end in split(text, "en")]
    ['"We stay. We always stay," said Mr. Pike.', 'The boat left.']
    """
    stripped = text.strip()
    if not stripped:
        return []
    ascii_only = text.isascii()
    if ascii_only and text[0] == stripped[0]:
        return _split_plain(stripped, language)
    start = text.index(stripped[0])
    parts = [(start, start + len(stripped))]
    if not ascii_only and scripts.MAY_END.search(text):
        parts = scripts.pieces(text, *parts[0])
    return [
        (begin + at, begin + to)
        for begin, stop in parts
        for at, to in _split_plain(text[begin:stop], language)
    ]


def _split_plain(text: str, language: str) -> list[Span]:
    """Spans of the sentences of a text without blanks around it that end with a stop of ASCII."""
    if text[0] in _ITEM_STARTS and (items := _items(text)):
        return [part for span in _parts(text, (0, len(text)), items[1:]) for part in _cut(text, span)]
    length = len(text)
    if not _may_hold_several(text.rstrip(_ENDS), language):
        return [(0, length)] if length <= LONGEST else _cut(text, (0, length))
    spans = _corrected(text, _pieces(_with_true_quotes(text), 0, language), language)
    if length > LONGEST_QUOTATION and any(stop - begin > LONGEST_QUOTATION for begin, stop in spans):
        spans = [part for span in spans for part in _shortened(text, span, language)]
        spans = [part for span in spans for part in _cut(text, span)]
    return spans


def _items(text: str) -> list[int]:
    """Where the items of a list begin that stands in one line (*1. First 2. Second*); empty for no list."""
    first = _FIRST_ITEM.match(text)
    if not first:
        return []
    found = [0]
    number, mark = first["number"], re.escape(first["mark"])
    while len(found) < MOST_ITEMS:
        number = str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)
        item = re.compile(rf"(?<=\s)[•⁃]?\s?{re.escape(number)}{mark}\s(?=[\"“«„(]?[^\W\d_a-z])")
        after = item.search(text, found[-1] + 3)
        if not after:
            break
        found.append(after.start())
    return found if len(found) > 1 else []


def _parts(text: str, span: Span, cuts: Iterable[int]) -> list[Span]:
    """`span`, cut at some places, without the blanks before them."""
    start, end = span
    found = []
    for cut in cuts:
        found.append((start, start + len(text[start:cut].rstrip())))
        start = cut
    return [*found, (start, end)]


def _cut(text: str, span: Span) -> list[Span]:
    """`span` in parts of at most `LONGEST` characters, each up to a blank where there is one."""
    start, end = span
    found = []
    while end - start > LONGEST:
        blank = max(text.rfind(" ", start + 1, start + LONGEST), text.rfind("\n", start + 1, start + LONGEST))
        stop = blank if blank > start else start + LONGEST
        found.append((start, start + len(text[start:stop].rstrip())))
        start = stop
        while text[start].isspace():
            start += 1
    return [*found, (start, end)]


def _may_hold_several(core: str, language: str) -> bool:
    """Whether a text without its last marks holds a sign that may end a sentence."""
    if ("." in core or "!" in core or "?" in core or "…" in core) and _INNER.search(core):
        return True
    return not core.isascii() and (
        _EMOJI.search(core) is not None
        or any(map(core.__contains__, language_of(language).sentences.question_marks))
    )


def _shortened(text: str, span: Span, language: str) -> list[Span]:
    """`span`, or the sentences in it without regard to quotation marks if it is too long for a sentence."""
    start, end = span
    if end - start <= LONGEST_QUOTATION:
        return [span]
    return _corrected(text, _pieces(_QUOTES.sub(_NEUTRAL, text[start:end]), start, language), language)


def _pieces(text: str, offset: int, language: str) -> list[Span]:
    """Spans of the general splitter's sentences, ends stripped, blank ones left out, moved by `offset`."""
    if not text.isascii() and not text.isprintable():
        text = _SURROGATE.sub(_NEUTRAL, _WIDE_BLANK.sub(" ", text))
    spans = []
    position = offset
    parts: Iterable[str] = sentencex.segment(language, text) if len(text) <= WINDOW else ()
    if sum(map(len, parts)) != len(text):
        parts = _segments(text, language)
    for part in parts:
        if stripped := part.strip():
            start = position if part[0] == stripped[0] else position + part.index(stripped[0])
            spans.append((start, start + len(stripped)))
        position += len(part)
    return spans


def _segments(text: str, language: str) -> Iterator[str]:
    """Yield the general splitter's sentences of a text, blanks and all, a window at a time."""
    start = 0
    while start < len(text):
        window = text[start : start + WINDOW]
        parts = sentencex.segment(language, window)
        if sum(map(len, parts)) != len(window):
            parts = [window]
        if start + WINDOW < len(text) and len(parts) > 1:
            parts = parts[:-1]  # the window may end within the last one
        yield from parts
        start += sum(map(len, parts))


def _with_true_quotes(text: str) -> str:
    """`text` with a neutral mark for each sign that looks like an opening quotation mark and is none.

    That is one that is opened again before it is closed, and an apostrophe in front of a word. Left as
    they are, they would hold everything together up to the next closing mark.
    """
    if "'" in text:
        text = _APOSTROPHE.sub(_NEUTRAL, text)
    if "``" in text:
        return text.replace("``", "““").replace("''", "””")
    if text.isascii():
        return text
    for opener, closer in (("“", "”"), ("«", "»")):
        if text.count(opener) > text.count(closer) > 0 and text.find(opener) < text.find(closer):
            text = re.sub(f"{opener}(?=[^{opener}{closer}]*{opener})", _NEUTRAL, text)
    return text


def _corrected(text: str, pieces: list[Span], language: str) -> list[Span]:
    """`pieces` joined where they are one sentence and parted where they are two."""
    emoji = not text.isascii() and _EMOJI.search(text) is not None
    joined: list[Span] = []
    for begin, end in pieces:
        if not joined or _are_plain(text, *joined[-1], begin, language):
            joined.append((begin, end))
            continue
        first = joined[-1][0]
        last, start = _sides(text, joined[-1], (begin, end), emoji=emoji)
        tail, head = text[max(first, last - LEFT) : last], text[start : min(end, start + RIGHT)]
        if start >= end or _is_one_sentence(tail, head, language, blank=last < start):
            joined[-1] = (first, end)
            continue
        joined[-1] = (first, first + len(text[first:start].rstrip()))
        joined.append((start, end))
    spans: list[Span] = []
    rare = emoji or "…" in text or ")" in text or text.count("?") > 1
    for start, end in joined:
        may_part = rare or text.find(".", start, end - 1) >= 0
        if may_part and end - start <= WINDOW and (emoji or _MAY_PART.search(text, start, end)):
            spans += _parts(text, (start, end), _missed(text, start, end, language, emoji=emoji))
        else:
            spans.append((start, end))
    return spans


def _sides(text: str, left: Span, right: Span, *, emoji: bool) -> Span:
    """Where the left piece ends and the right one starts, once marks and emoji stand on their own side."""
    first, last = left
    start, end = right
    if emoji and (match := _EMOJI.match(text, start, end)):
        start = end - len(text[match.end() : end].lstrip())
    if last == start and (closing := _CLOSING_START.match(text, start, end)):
        return closing.end(1), closing.end()
    if text[last - 1] in _OPENING and (
        opening := _OPENING_END.search(text, max(first + 1, last - LEFT), last)
    ):
        return opening.start(), opening.start() + 1
    return last, start


def _are_plain(text: str, first: int, last: int, start: int, code: str) -> bool:
    """Whether ``text[first:last]`` and what starts behind a blank part beyond doubt.

    That is where a long word or a year, a stop and a capital stand.
    """
    if last >= start or text[last - 1] != "." or not text[start].isupper():
        return False
    word = _last(text[max(first, last - LEFT) : last])[:-1]
    if len(word) < SHORTEST_WORD or not (word.islower() and word.isalpha()):
        return len(word) == 4 and word.isdigit()
    return not _is_abbreviation(word, code)


def _last(tail: str) -> str:
    """Return the last token of `tail`."""
    return tail.rsplit(maxsplit=1)[-1]


@lru_cache(maxsize=4096)
def _is_abbreviation(word: str, code: str) -> bool:
    """Whether `word`, in small letters and without its stop, is an abbreviation."""
    known, shared = language_of(code).sentences, language_of(EVERY).sentences
    listed = word in known.abbreviations or word in shared.abbreviations
    return listed or word.endswith(known.abbreviation_ends)


def _may_end(word: str, code: str) -> bool:
    """Whether the abbreviation `word` also stands at the end of sentences."""
    return word in language_of(code).sentences.may_end or word in language_of(EVERY).sentences.may_end


def _begins_sentence(head: str, code: str) -> bool:
    """Whether the first word of `head` is one that begins sentences rather than names."""
    words = head.lstrip(OPENERS).split(maxsplit=1)
    starters = language_of(code).sentences.starters or language_of(DEFAULT).sentences.starters
    return bool(words) and re.split("[’']", words[0].rstrip(",.:;!?'’"), maxsplit=1)[0] in starters


def _tells_time(head: str) -> bool:
    """Whether `head` goes on with a time rather than with a new sentence."""
    word = head.split(maxsplit=1)[0].rstrip(",.;:)")
    named = word in words_of("sentences.time_words") or word.lower() in all_weekdays()
    return named or not head[0].isupper() or word.lower() in all_months()


def _is_one_sentence(tail: str, head: str, code: str, *, blank: bool) -> bool:
    """Whether the splitter was wrong to part the piece ending in `tail` from the one starting with `head`.

    `blank` tells whether white space stood between them.

    >>> _is_one_sentence("It opens at 4 p.m.", "GMT on the pad.", "en", blank=True)
    True
    >>> _is_one_sentence("It opens at 4 p.m.", "The pad is wet.", "en", blank=True)
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
        return not language_of(code).sentences.stop_ends_numbers
    return len(word) <= 3 or word.isupper() or _INNER_STOPS.search(word) is not None


def _goes_on_with_dash(tail: str, head: str, code: str) -> bool:  # noqa: ARG001
    """Join before a dash that closes an insertion, and behind the stop of a dateline (``(dpa).-``)."""
    return head[0] in "–—-" and head[1:2].isspace() and (tail.endswith(").") or head[2:3].islower())


def _joins_abbreviation(tail: str, head: str, code: str) -> bool:
    """Join behind an abbreviation, unless it may end a sentence and the next word begins one."""
    if tail[-1] != ".":
        return False
    token = _last(tail).lstrip(OPENERS)
    word = token.rstrip(".").lower().replace("’", "'").rsplit("'", 1)[-1]
    if word in language_of(code).sentences.before_figures:
        return token[0].isupper() and head[0].isdigit()
    if _INITIALS.match(token):
        return head[0].isupper()
    if not _is_abbreviation(word, code):
        # A single letter of another alphabet is an initial: there the general splitter knows no names.
        return len(word) == 1 and word > "\u036f" and token[0].isupper() and head[0].isupper()
    return not (_may_end(word, code) and _begins_sentence(head, code))


def _is_half_day(tail: str, head: str, code: str) -> bool:  # noqa: ARG001
    """Join behind a.m. and p.m. before a zone, a day, a number or a small letter."""
    is_m = tail[-2:].lower() == "m." and not tail[-3:-2].isalpha()
    return is_m and bool(_HALF_DAY.search(tail)) and (_tells_time(head) or tail.count(" ") < FEW_WORDS)


def _is_decimal(tail: str, head: str, code: str) -> bool:  # noqa: ARG001
    """Join the two halves of a decimal number that a tokeniser has spaced out (``5. 9 magnitude``)."""
    return tail[-2:-1].isdigit() and bool(_ONE_DIGIT.search(tail)) and bool(_DIGIT_WORD.match(head))


def _is_ordinal(tail: str, head: str, code: str) -> bool:
    """Join an ordinal with its noun: *der 2. Vorsitzende*, but not *am 24. Dann*."""
    before_ordinals = language_of(code).sentences.ordinal_before
    if not before_ordinals or not tail[-2:-1].isdigit() or not _NUMBER.search(tail):
        return False
    before = tail.split()[-2:-1]
    follows = before and before[0].lower() in before_ordinals
    return bool(follows) and head[0].isupper() and not _begins_sentence(head, code)


def _names_speaker(tail: str, head: str, code: str) -> bool:
    """Join a quoted question or exclamation with the name and verb of the one who utters it."""
    if not _LOUD_QUOTE_END.search(tail):
        return False
    known = language_of(code).sentences
    if not known.speaking:
        known = language_of(DEFAULT).sentences
    words = head.split()[:6]
    if words[0] in known.pronouns:
        return False
    for before, word in zip(("", *words), words, strict=False):
        if word.strip(",.:") in known.speaking:
            return before != ""
        if not (word[0].isupper() or word in known.inside_name or before in known.articles):
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


def _missed(text: str, start: int, end: int, code: str, *, emoji: bool = False) -> list[int]:
    """Where further sentences begin within ``text[start:end]``, in order.

    `emoji` tells whether the text may hold emoji.

    >>> _missed("It rained. (It snowed too.) The road shut.", 11, 42, "en")
    [28]
    """
    found = {
        position
        for rule in (*_PARTINGS, _after_emoji)[: None if emoji else -1]
        for position in rule(text, start, end, code)
        if not _is_quoted(text, start, position)
    }
    return sorted(found) if found else []


def _is_quoted(text: str, start: int, position: int) -> bool:
    """Whether a quotation that began behind `start` is open at `position`."""
    straight, high, closing, low = (text.count(mark, start, position) for mark in '"“”„')
    uneven = text.count("«", start, position) != text.count("»", start, position)
    return straight % 2 == 1 or high > closing + low or low > high + closing or uneven


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
        sure = not match["gap"] and not language_of(code).grammar.capital_nouns
        if match.start() > start and (sure or _begins_sentence(text[match.end() : match.end() + 30], code)):
            yield match.end()


def _before_questions(text: str, start: int, end: int, code: str) -> Iterator[int]:  # noqa: ARG001
    """Part before a second, short question in small letters (*Who? what for?*)."""
    for match in _SHORT_QUESTION.finditer(text, start, end):
        yield match.end()


def _before_dots(text: str, start: int, end: int, code: str) -> Iterator[int]:  # noqa: ARG001
    """Part behind a stop, before dots that stand for words left out."""
    if any(text.find(dots, start, end) >= 0 for dots in (". .", " …", "...")):
        for match in _DOTS_AHEAD.finditer(text, start, end):
            yield match.end()


def _after_abbreviations(text: str, start: int, end: int, code: str) -> Iterator[int]:
    """Part behind an abbreviation that may end a sentence, before a word that begins one."""
    lettered = language_of(code).sentences.lettered
    for match in _STOP_END.finditer(text, start, end):
        before = text[max(start, match.start() - RIGHT) : match.start()].split()
        word = before[-1].lstrip(OPENERS) if before else ""
        head = text[match.end() : match.end() + RIGHT].lstrip(OPENERS)
        at = match.start() + 1
        if word[-1:].lower() == "m" and _HALF_DAY.search(text, max(start, at - 6), at):
            ends = not _tells_time(head) and len(before) > FEW_WORDS
        elif len(word) == 1:
            ends = word.isupper() and len(before) > 1 and before[-2].lower() in lettered
        else:
            unit = "/" in word and len(word) <= LONGEST_UNIT
            may_end = unit or _may_end(word.lower(), code)
            ends = word == "no" or (may_end and _begins_sentence(head, code))
        if ends:
            yield match.end()


def _before_numbers(text: str, start: int, end: int, code: str) -> Iterator[int]:
    """Part before a number in figures that begins a sentence."""
    known = language_of(code)
    for match in _NUMBER_AHEAD.finditer(text, start, end):
        word = (text[max(start, match.start() - RIGHT) : match.start()].split() or [""])[-1]
        # A short word is one where the language is full of it: *brach aus. 130 Leute*, not *Nr. 130*.
        common = len(word) > 1 and word in known.common.words and word not in known.sentences.before_figures
        is_word = word.isalpha() and (common or len(word) >= SHORTEST_WORD)
        if is_word and not _is_abbreviation(word.lower(), code):
            yield match.end()


def _after_emoji(text: str, start: int, end: int, code: str) -> Iterator[int]:  # noqa: ARG001
    """Part behind emoji and before a capital, where a stop or enough words stand before them."""
    for match in _EMOJI.finditer(text, start, end):
        before = text[start : match.start()].rstrip()
        after = text[match.end() : end].lstrip()
        ended = before[-1:] in ".!?…" or len(before.split()) >= WORDS_BEFORE_EMOJI
        if before and ended and after.lstrip(OPENERS)[:1].isupper():
            yield end - len(after)


_PARTINGS: tuple[Callable[[str, int, int, str], Iterator[int]], ...] = (
    _after_brackets,
    _after_dots,
    _before_dots,
    _before_questions,
    _after_abbreviations,
    _before_numbers,
)
