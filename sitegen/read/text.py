"""Text as units: lines, the paragraphs of wrapped text and of copies of a PDF."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from sitegen.languages import words_of
from sitegen.languages.phrases import any_of, one_of
from sitegen.model import Unit
from sitegen.read.mapped import MappedText
from sitegen.read.wrapping import (
    HYPHENS,
    LONG,
    NARROWEST,
    Line,
    Width,
    columns,
    ends_like_a_sentence,
    goes_on,
    is_list,
    may_wrap,
    parts,
)
from sitegen.text import language
from sitegen.text.lexicon import table
from sitegen.text.numerals import has_digit

LINE_MAX = 1_000_000
"""Longest line that can be a story's. Unit: characters. The longest articles have 200,000 in all; ten times
that on one line is a data dump, and would become one paragraph of a page."""

PAGE_HEAD = 90
"""Most columns of a page's head or foot. Judgement."""

LEAST_SPARSE = 3
"""Least number of lines that show that a text has a blank line behind each. Judgement."""

LEAST_QUOTED = 2
"""Least number of lines with a mark in front that are a quotation; one alone may say *more than*.
Judgement."""

KNOWN = 2.0
"""Zipf frequency from which a word is one: two in ten million words of text. Judgement."""

_PRINTED = re.compile(
    r"\Ahttps?://\S+\s+\d{1,3}/\d{1,3}|\A\d{1,2}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d(?: ?[AP]M)?\s{2,}\S.*"
)
"""What browsers print at the head and foot of a page."""
_WORD_END = re.compile(r"[^\W\d_]+(?=.$)")
_WORD_START = re.compile(r"[^\W\d_]+")


@cache
def _page() -> re.Pattern[str]:
    """Return a pattern of the head or foot of a printed page."""
    named = one_of(words_of("furniture.page_heads"))
    of = any_of("numbers.of")
    return re.compile(
        rf"\A(?:(?:{named}\s*+)?[\[(–—|-]*\s*(?:\d{{1,4}}|[ivxlc]{{1,6}})(?:\s*(?:/|{of})\s*\d{{1,4}})?"
        r"\s*[\])–—|-]*|第\s*\d{1,4}\s*[页頁ページ]+"
        rf"|\S.*\s{{3}}(?:{named}\s)?\S*\d{{1,4}}(?:\s(?:/|{of})\s\d{{1,4}})?"
        r"|\d{1,4}\s{3,}+\S.*"
        r"|\d{1,4}\s\|\s\S.*|\S.*\s\|\s\d{1,4})",
        re.IGNORECASE,
    )


def units(text: str, start: int = 0) -> list[Unit]:
    r"""The non-blank lines from `start` on, wrapped ones joined to paragraphs, in file order.

    >>> [unit.text for unit in units("Title\n\n  Body.  ")]
    ['Title', 'Body.']
    """
    lines = _lines(text, start)
    if not may_wrap(lines) and "   " not in text:
        return _each(lines)
    heads = _page_heads(text, lines)
    lines = _without(lines, heads)
    blocks = list(_blocks(lines))
    width = Width(blocks)
    if not width.columns:
        width = _close_up(lines, blocks) or width
    found = [Unit(line[0], ((0, line[1], -1),), "page") for line in heads]
    found += [joined(part, "line", hyphens=True) for part in _mended(blocks, width)]
    return sorted(found, key=lambda unit: unit.segments[0][1])


def _each(lines: Sequence[Line], kind: str = "line") -> list[Unit]:
    return [Unit(content, ((0, position, -1),), kind) for content, position in lines if content]


def joined(lines: Sequence[Line], kind: str, *, hyphens: bool = False) -> Unit:
    """One unit of several lines: each break with the blanks around it becomes one blank, or none in Chinese.

    With `hyphens`, a word that is broken by a hyphen at a line's end is made whole.
    """
    words, position = lines[0]
    if len(lines) == 1:
        return Unit(words, ((0, position, -1),), kind)
    made = MappedText()
    made.add(words, position)
    for content, position in lines[1:]:
        is_parted = hyphens and words[-1] in HYPHENS and words[-2:-1].isalpha()
        # Behind some hyphens a second half is left out: *north- and southbound*.
        if not is_parted or content.split(None, 1)[0] in words_of("furniture.hanging"):
            made.add_next(content, position)
        else:
            if _is_broken_word("".join(made.parts), content):
                made.parts[-1] = made.parts[-1][:-1]
                made.length -= 1
            made.add(content, position)
        words = content
    return Unit("".join(made.parts), tuple(made.segments), kind)


def _is_broken_word(line: str, after: str) -> bool:
    """Whether the hyphen at the end of `line` only breaks a word that goes on in `after`."""
    if line[-1] == "\u00ad":
        return True
    left, right = _WORD_END.search(line), _WORD_START.match(after)
    if not left or not right or not (right[0].islower() or (left[0].isupper() and right[0].isupper())):
        return False
    known = table(language.detect(line + " " + after))
    whole, first, second = (known.zipf(part.lower()) for part in (left[0] + right[0], left[0], right[0]))
    return whole >= KNOWN or min(first, second) < KNOWN


def _lines(text: str, start: int) -> list[Line]:
    """Every line with its ends stripped and its place; blank lines are empty.

    The marks of quoted lines are taken off, and quoted lines and others are held apart.
    """
    lines: list[Line] = []
    position = start
    for raw in (text[start:] if start else text).splitlines(keepends=True):
        content = raw.strip()
        lead = raw.index(content[0]) if content else 0
        lines.append((content, position + lead))
        position += len(raw)
    mark = _quotation_mark(text, start)
    return _without_marks(lines, mark) if mark else lines


def _without_marks(lines: Sequence[Line], mark: str) -> list[Line]:
    """Return the lines without the mark in front of quoted ones, which stand apart from the others."""
    found: list[Line] = []
    quoted = False
    for content, position in lines:
        if content and quoted != content.startswith(mark):
            quoted = not quoted
            found.append(("", position))
        bare = content.lstrip(f"{mark} \t") if quoted else content
        found.append((bare, position + len(content) - len(bare)))
    return found


def _quotation_mark(text: str, start: int) -> str:
    """The mark in front of each line of a quotation, as mails have it; nothing where no lines are quoted."""
    if text.count("\n>", start) >= LEAST_QUOTED:
        return ">"
    return "|" if text.count("\n| ", start) >= LEAST_QUOTED and "|\n" not in text else ""


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between blank lines."""
    block: list[Line] = []
    for line in lines:
        if line[0]:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _mended(blocks: Sequence[Sequence[Line]], width: Width) -> Iterator[list[Line]]:
    """Yield the lines that are one, those of a sentence that an empty line tears among them."""
    last: list[Line] = []
    for block in blocks:
        for number, part in enumerate(parts(block, width, is_head=block is blocks[0])):
            if last and number == 0 and width.is_torn(" ".join(line for line, _ in last), part[0][0]):
                last += part
                continue
            if last:
                yield last
            last = part
    if last:
        yield last


def _close_up(lines: Sequence[Line], blocks: list[list[Line]]) -> Width | None:
    """Put the lines of a text with a blank line behind each into `blocks` again; return their width."""
    if any(len(block) > 1 for block in blocks) or len(blocks) < LEAST_SPARSE:
        return None
    close: list[list[Line]] = [[]]
    gap = 0
    for line in lines:
        if not line[0]:
            gap += 1
            continue
        if gap > 1 and close[-1]:
            close.append([])
        close[-1].append(line)
        gap = 0
    width = Width(close)
    if not width.columns or (width.pairs < LEAST_SPARSE - 1 and width.columns < LONG):
        return None
    if any(columns(line) > width.columns + width.slack for line, _ in lines):
        return None  # a line longer than the width is a paragraph, and so are the others
    blocks[:] = close
    return width


def _page_heads(text: str, lines: Sequence[Line]) -> list[Line]:
    """The heads, feet and numbers of pages in a text that was copied from a paged document."""
    feeds = [at for at, letter in enumerate(text) if letter == "\f"] if "\f" in text else []
    shown = [line for line in lines if line[0]]
    numbers = [
        len(content) <= PAGE_HEAD
        and has_digit(content)
        and columns(content) <= PAGE_HEAD
        and _page().fullmatch(content) is not None
        for content, _ in shown
    ]
    printed = [line for line in shown if _PRINTED.fullmatch(line[0])]
    if not feeds and not any(numbers):
        return printed
    shapes = [re.sub("[0-9]+", "#", content) if columns(content) <= PAGE_HEAD else "" for content, _ in shown]
    counts = Counter(shapes)
    running = {
        shape for shape in counts if counts[shape] > 1 and re.search(r"\S\s{3,}#\Z|\A#\s{3,}\S", shape)
    }
    candidates = [
        bool(shape) and (number or (counts[shape] > 1 and not ends_like_a_sentence(shape)))
        for number, shape in zip(numbers, shapes, strict=True)
    ]
    found: set[str] = set()
    index = 0
    while index < len(shown):
        if not candidates[index]:
            index += 1
            continue
        end = index
        while end < len(shown) and candidates[end]:
            end += 1
        if index and end < len(shown):
            before, after = shown[index - 1], shown[end]
            fed = bisect_left(feeds, after[1]) > bisect_left(feeds, before[1])
            torn = columns(before[0]) >= NARROWEST and not ends_like_a_sentence(before[0])
            goes = torn and goes_on(before[0], after[0]) and not is_list(after[0])
            if fed or (goes and any(numbers[index:end])):
                found.update(shapes[index:end])
        index = end
    found |= {shape for shape in running if _rises(shape, shapes, shown)}
    return [
        line
        for line, shape in zip(shown, shapes, strict=True)
        if (shape and shape in found) or line in printed
    ]


def _rises(shape: str, shapes: Sequence[str], shown: Sequence[Line]) -> bool:
    """Whether the numbers in the lines of one shape count pages."""
    numbers = [
        int(number[0])
        for (content, _), other in zip(shown, shapes, strict=True)
        if other == shape and (number := re.search(r"[0-9]+$|^[0-9]+", content))
    ]
    return all(after - before == 1 for before, after in pairwise(numbers))


def _without(lines: Sequence[Line], heads: Sequence[Line]) -> list[Line]:
    """The lines without page heads, and without the blank lines around those that tear a sentence."""
    if not heads:
        return list(lines)
    left: list[Line] = []
    gone = set(heads)
    torn = False
    for line in lines:
        if line in gone:
            torn = True
            continue
        if torn and line[0]:
            while left and not left[-1][0]:
                left.pop()
            if left and ends_like_a_sentence(left[-1][0]):
                left.append(("", line[1]))
            torn = False
        left.append(line)
    return left
