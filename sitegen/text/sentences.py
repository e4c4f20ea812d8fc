"""Where the sentences of a block of text begin and end.

A general splitter does the bulk of the work, `boundaries` corrects it. A quotation of several
sentences stays whole with its speaker, since a half of it would say something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import sentencex  # type: ignore[import-untyped] # ships no types

from sitegen.languages import language as language_of
from sitegen.text import scripts
from sitegen.text.boundaries import CLOSERS, EMOJI, LEFT, MAY_PART, RIGHT, are_plain, is_one_sentence, missed

LONGEST_QUOTATION = 900
"""Characters of a sentence beyond which quotation marks no longer hold it together.

The longest quotations with their speakers have about 600; longer ones come of a mark that was never closed.
"""

LONGEST = 4_000
"""Most characters of a sentence; what is longer is no prose (a list, a sequence) and is cut at a blank.

Four times the longest quotation: nothing that a person wrote comes near, and whatever is done with a
sentence stays cheap.
Judgement.
"""

WINDOW = 3 * LONGEST
"""Characters given to the general splitter at a time, whose effort grows with the square of them."""

MOST_ITEMS = 40
"""Items of a list in one line that are told apart. Judgement, not measured."""

_ITEM_STARTS = frozenset("•⁃0123456789abc")
_ITEM = re.compile(r"[•⁃]?\s?(?P<number>[0-9]{1,2}|[a-c])(?P<mark>\.\)|[.)])\s(?=[\"“«„(]?[^\W\d_a-z])")
_INNER = re.compile("[.!?…](?![0-9a-z])")
_RARE = re.compile("[\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]")
_QUOTES = re.compile('["“”„«»]')
_ENDS = " .!?…" + CLOSERS
# The splitter takes a blank for one byte: a no-break space between initials and a stop would end the process.
_WIDE_BLANK = re.compile("[\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_APOSTROPHE = re.compile(r"'(?<!\S')(?=\s|\d|(?:em|tis|twas|til|n|cause|bout)\b)", re.IGNORECASE)
_CLOSING_START = re.compile(r"([\"'”’»)\]]{1,9}+)(?:\s++|$)")
_OPENING = "`“«„‘(["
_OPENING_END = re.compile(r"\s(?:``|[“«„‘(\[])$")
_NEUTRAL = "_"


def split(text: str, language: str) -> list[tuple[int, int]]:
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


def _split_plain(text: str, language: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a text without blanks around it that end with a stop of ASCII."""
    if text[0] in _ITEM_STARTS and (items := _items(text)):
        ends = [*items[1:], len(text)]
        parts = [(begin, len(text[:end].rstrip())) for begin, end in zip(items, ends, strict=True)]
        return [part for span in parts for part in _cut(text, *span)]
    length = len(text)
    if not _may_hold_several(text.rstrip(_ENDS), language):
        return [(0, length)] if length <= LONGEST else [*_cut(text, 0, length)]
    spans = _corrected(text, _pieces(_with_true_quotes(text), 0, language), language)
    if length <= LONGEST_QUOTATION:
        return spans
    if any(stop - begin > LONGEST_QUOTATION for begin, stop in spans):
        spans = [part for span in spans for part in _shortened(text, span, language)]
    if any(stop - begin > LONGEST for begin, stop in spans):
        spans = [part for span in spans for part in _cut(text, *span)]
    return spans


def _items(text: str) -> list[int]:
    """Where the items of a list begin that stands in one line (*1. First 2. Second*); empty for no list."""
    first = _ITEM.match(text)
    if not first:
        return []
    found = [0]
    number, mark = first["number"], re.escape(first["mark"])
    while len(found) < MOST_ITEMS:
        number = str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)
        after = re.compile(rf"(?<=\s)[•⁃]?\s?{re.escape(number)}{mark}\s(?=[\"“«„(]?[^\W\d_a-z])").search(
            text, found[-1] + 3
        )
        if not after:
            break
        found.append(after.start())
    return found if len(found) > 1 else []


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span in parts of at most `LONGEST` characters, each up to a blank where there is one."""
    while end - start > LONGEST:
        blank = max(text.rfind(" ", start + 1, start + LONGEST), text.rfind("\n", start + 1, start + LONGEST))
        stop = blank if blank > start else start + LONGEST
        yield start, start + len(text[start:stop].rstrip())
        start = stop
        while text[start].isspace():
            start += 1
    yield start, end


def _may_hold_several(core: str, language: str) -> bool:
    """Whether a text without its last marks holds a sign that may end a sentence."""
    if ("." in core or "!" in core or "?" in core or "…" in core) and _INNER.search(core):
        return True
    return not core.isascii() and (
        _RARE.search(core) is not None
        or any(mark in core for mark in language_of(language).sentences.question_marks)
    )


def _shortened(text: str, span: tuple[int, int], language: str) -> list[tuple[int, int]]:
    """`span`, or the sentences in it without regard to quotation marks if it is too long for a sentence."""
    start, end = span
    if end - start <= LONGEST_QUOTATION:
        return [span]
    plain = _QUOTES.sub(_NEUTRAL, text[start:end])
    return _corrected(text, _pieces(plain, start, language), language)


def _pieces(text: str, offset: int, language: str) -> list[tuple[int, int]]:
    """Spans of the general splitter's sentences, ends stripped, blank ones left out, moved by `offset`."""
    if not text.isascii() and not text.isprintable():
        text = _SURROGATE.sub(_NEUTRAL, _WIDE_BLANK.sub(" ", text))
    spans = []
    position = offset
    parts: Iterable[str] = sentencex.segment(language, text) if len(text) <= WINDOW else ()
    if sum(map(len, parts)) != len(text):
        parts = _segments(text, language)
    for part in parts:
        stripped = part.strip()
        if stripped:
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


def _corrected(text: str, pieces: list[tuple[int, int]], language: str) -> list[tuple[int, int]]:
    """`pieces` joined where they are one sentence and parted where they are two."""
    emoji = not text.isascii() and _RARE.search(text) is not None
    joined: list[tuple[int, int]] = []
    for begin, end in pieces:
        if not joined or are_plain(text, *joined[-1], begin, language):
            joined.append((begin, end))
            continue
        first = joined[-1][0]
        last, start = _sides(text, joined[-1], (begin, end), emoji=emoji)
        tail, head = text[max(first, last - LEFT) : last], text[start : min(end, start + RIGHT)]
        if start >= end or is_one_sentence(tail, head, language, blank=last < start):
            joined[-1] = (first, end)
            continue
        joined[-1] = (first, first + len(text[first:start].rstrip()))
        joined.append((start, end))
    spans: list[tuple[int, int]] = []
    rare = emoji or "…" in text or ")" in text or text.count("?") > 1
    for start, end in joined:
        if (rare or text.find(".", start, end - 1) >= 0) and (emoji or MAY_PART.search(text, start, end)):
            spans += _parted(text, (start, end), language, emoji=emoji)
        else:
            spans.append((start, end))
    return spans


def _sides(text: str, left: tuple[int, int], right: tuple[int, int], *, emoji: bool) -> tuple[int, int]:
    """Where the left piece ends and the right one starts, once marks and emoji stand on their own side."""
    first, last = left
    start, end = right
    if emoji:
        start = _behind_emoji(text, start, end)
    if last == start and (closing := _CLOSING_START.match(text, start, end)):
        return closing.end(1), closing.end()
    if text[last - 1] in _OPENING:
        opening = _OPENING_END.search(text, max(first + 1, last - LEFT), last)
        if opening:
            return opening.start(), opening.start() + 1
    return last, start


def _behind_emoji(text: str, start: int, end: int) -> int:
    """Where the words of a piece begin that may open with the emoji of the sentence before."""
    match = EMOJI.match(text, start, end)
    if not match:
        return start
    return end - len(text[match.end() : end].lstrip())


def _parted(text: str, span: tuple[int, int], language: str, *, emoji: bool) -> list[tuple[int, int]]:
    """`span`, cut at the boundaries that were missed in it."""
    start, end = span
    cuts = missed(text, start, end, language, emoji=emoji) if end - start <= WINDOW else []
    if not cuts:
        return [span]
    spans = []
    for cut in cuts:
        spans.append((start, start + len(text[start:cut].rstrip())))
        start = cut
    return [*spans, (start, end)]
