"""Text as units: lines, the paragraphs of wrapped text and of copies of a PDF.

A line that ends without a stop and goes on in the next is one with it, whatever the width: mail, columns of
a PDF, text wrapped right under a headline, Chinese broken in mid-word. Headlines, lists, verse, fields and
one sentence a line stay lines. Two things tell: the words (the next line begins with a small letter) and
the width (the next word would not have fitted).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from sitegen.languages import detect, words_of
from sitegen.languages import language as language_of
from sitegen.languages.phrases import any_of, one_of
from sitegen.model import Unit
from sitegen.read.furniture.rules import line_rule
from sitegen.read.mapped import BLANKLESS, MappedText
from sitegen.text.lexicon import table
from sitegen.text.numerals import has_digit
from sitegen.text.scripts import STOPS
from sitegen.text.sentences import CLOSERS

Line = tuple[str, int]
"""A line's text, ends stripped, and its place in the file."""

NARROWEST, WIDEST = 28, 160
"""Least and greatest width at which text is wrapped. Unit: columns, a Chinese letter taking two. Columns of a
page have 30 to 50, mail 60 to 80, terminals up to 132; a longer line is a paragraph of its own."""

PLAIN = 50
"""Width from which small letters at the next line's start are enough. Unit: columns. Shorter lines are verse,
lists and addresses as often as columns. Judgement."""

SLACK = 0.15
"""Share of the width that a wrapped line may lack although the next word would have fitted. Unit: columns per
column of width. Lines of a proportional font, copied from a PDF, differ so much."""

LONG = 60
"""Columns of a line without capitals or small letters from which it is no headline of the next. Judgement."""

FULL = 0.75
"""Least share of the open lines of a block that are full where the block is wrapped. Unit: lines per line.
Wrapped text has 1.0 less its headings; verse and lists have 0.5 or less."""

SMALL = 0.25
"""Least share of the lines that begin with a small letter in wrapped text with capitals. Unit: lines per
line. German has 0.5, English 0.7; headlines, names and verse have next to none."""

VERSE = 0.6
"""Least share of the lines of a narrow block, the last apart, that end with a mark in verse. Unit: lines per
line. Lines of wrapped text have 0.15, verse has 0.7."""

TITLE_WORDS = 3
"""Most words of a line within a paragraph of Markdown that is taken for a title above the next. Judgement."""

SHORT = 3
"""Most letters of a word that ends no sentence: articles and prepositions. Judgement."""

LONGEST_SMALL = 5
"""Most letters of a word that ends no line but a broken one: *which*. Judgement."""

GUESSES = 8
"""How many widths are tried for a text: those of its longest lines, headlines above the text among them.
Judgement."""

_STOPS = frozenset(".!?:;…" + STOPS)
HYPHENS = "-\u2010\u00ad"
"""Marks that break a word at a line's end."""

_MARKS = frozenset(",;:.!?—–、，；。！？")
_COMMAS = ",、，،;"
_LIST = re.compile(
    r"(?:[•◦▪‣⁃∙●○■□–—*+-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s|[|=#>]|\d{1,2}[:.]\d{2}\b|https?://|www\."
)
_RULED = re.compile(r"[\W_]{4,}$")
_FIELD = re.compile(r"[^\W\d_][^:\n]{0,30}:(?:\s|$)")
_CASED = re.compile(r"[a-zß-öø-ÿ\u0101-\u017f\u03ac-\u03ce\u0430-\u045f\u0561-\u0587]")
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")
_INNER_STOP = re.compile(rf"[^\W\d_]{{2}}[.!?]\s|[{STOPS}](?=.)")
_ABBREVIATED = re.compile(r"(?:^|[\s(\"“„«.])(?:[^\W\d_]{1,3}|[0-9]{1,2}|[A-ZÀ-Þ][a-z]{3})\.$")

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


def ends_like_a_sentence(line: str) -> bool:
    """Whether a line closes with a stop, with closing quotes and brackets behind it or not."""
    return line.rstrip(CLOSERS + "」』）】")[-1:] in _STOPS


def is_list(line: str) -> bool:
    """Whether a line begins with the mark of a list, a quotation, a time or an address."""
    return _LIST.match(line) is not None


def goes_on(line: str, after: str) -> bool:
    """Whether the words alone show that `line` goes on in `after`."""
    if line[-1] in HYPHENS:
        return line[-2:-1].isalpha() and after[0].isalpha()
    if ends_like_a_sentence(line):
        return False
    return after[0].islower() or line[-1] in _COMMAS or line[-1] in "(«“„"


def columns(line: str) -> int:
    """Return how many columns a line takes."""
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def may_wrap(lines: Sequence[Line]) -> bool:
    """Whether a line in `lines` ends without a stop and may go on in the next, or behind one blank line."""
    previous, gap = "", 0
    for content, _ in lines:
        if not content:
            gap += 1
            continue
        if (
            previous
            and gap < 4
            and len(previous) >= NARROWEST // 2
            and (gap == 0 or not content[0].isupper() or content.isupper())
            and not ends_like_a_sentence(previous)
        ):
            return True
        previous, gap = content, 0
    return False


class _Break(NamedTuple):
    """The end of a line within a block, with what of it does not depend on the width."""

    line: str
    after: str
    columns: int
    word: int
    """Columns of the first word of the next line."""
    is_open: bool
    """Whether the line has no stop and no item of a list is next."""
    is_small: bool
    """Whether the next line goes on with a small letter or in mid-word."""


def _breaks(block: Sequence[str]) -> list[_Break]:
    return [
        _Break(
            line,
            after,
            columns(line),
            columns(_first_word(after)),
            not (ends_like_a_sentence(line) or is_list(after)),
            after[0].islower() or line[-1] in HYPHENS,
        )
        for line, after in pairwise(block)
    ]


class Width:
    """The width at which the blocks of a text are wrapped."""

    def __init__(self, blocks: Sequence[Sequence[Line]]) -> None:
        self._blocks = [
            _breaks([line for line, _ in block])
            for block in blocks
            if len(block) > 1 and not _is_loose(block)
        ]
        self._texts = [line for block in blocks for line, _ in block]
        self.slack = 0
        """Columns that a wrapped line lacks at most although the next word would have fitted."""
        self.pairs = 0
        """How many lines show the width."""
        self.columns = next((width for width in self._guesses() if self._is_width(width)), 0)
        """0 where nothing shows that the text is wrapped."""

    def _guesses(self) -> list[int]:
        """The widths of the longest lines before others, the greatest first."""
        found = {
            each.columns
            for block in self._blocks
            for each in block
            if len(each.line) <= WIDEST and not is_list(each.after)
        }
        return sorted((width for width in found if width >= NARROWEST), reverse=True)[:GUESSES]

    def _is_width(self, width: int) -> bool:
        """Whether enough lines of the text end where the next word would not have fitted within `width`."""
        full = small = cased = follows = 0
        slack = 0
        for block in self._blocks:
            ends = list(_open_ends(block, width))
            if not is_even([near for near, _ in ends]):
                continue
            for each in (end for near, end in ends if near):
                full += 1
                has_case = _CASED.search(each.line) is not None
                cased += has_case
                if each.is_small:
                    small += 1
                    slack = max(slack, width - each.columns - each.word)
                else:
                    small += _is_prose(each.line) or self._ends_open(each.line)
                    follows += not has_case and _is_prose(each.after)
        self.slack = min(slack, int(SLACK * width))
        self.pairs = full
        if full < 2:
            return bool(small or (follows and width >= LONG)) and (width >= PLAIN or not cased)
        return small >= SMALL * cased if cased else bool(small or follows) or full > 2

    def is_torn(self, paragraph: str, after: str) -> bool:
        """Whether an empty line between a paragraph and the next tears a sentence in two."""
        if not after[0].islower() or ends_like_a_sentence(paragraph) or len(paragraph) < NARROWEST:
            return False
        return not is_list(after) and (_is_prose(paragraph) or self._ends_open(paragraph))

    def _ends_open(self, line: str) -> bool:
        """Whether a line ends with a short word that no sentence ends with: *of*, *der*, *в*."""
        word = line.rsplit(None, 1)[-1]
        return len(word) <= SHORT and word in self._common

    @cached_property
    def _common(self) -> frozenset[str]:
        """The function words of the text's language."""
        return language_of(detect(" ".join(self._texts))).common.words


def _open_ends(block: Sequence[_Break], width: int) -> Iterator[tuple[bool, _Break]]:
    """Each line without a stop from the first full one on, and whether it is full."""
    begun = False
    verse = width < PLAIN and _is_verse(block)
    slack = 0 if verse else int(SLACK * width)
    for each in block:
        if each.columns > width:
            if begun or verse:
                yield False, each
        elif each.is_open:
            near = each.columns + 1 + each.word > width - (slack if each.is_small else 0)
            begun = begun or near
            if begun:
                yield near, each


def _is_loose(block: Sequence[Line]) -> bool:
    """Whether all lines of a block begin small and none holds a sentence: a list without marks."""
    return all(line[0].islower() and not _is_prose(line) for line, _ in block)


def _is_verse(block: Sequence[_Break]) -> bool:
    """Whether most lines of a block end with a mark: those of verse do, those of wrapped text by chance."""
    ends = [each.line[-1] in _MARKS for each in block]
    return len(ends) > 1 and sum(ends) >= VERSE * len(ends)


def _is_prose(line: str) -> bool:
    """Whether a sentence ends within a line, as in none of verse, lists and headlines."""
    return _INNER_STOP.search(line) is not None


def is_full(line: str, after: str, width: int, slack: int = 0) -> bool:
    """Whether the first word of `after` would not have fitted behind `line`, give or take `slack` columns."""
    length = columns(line)
    return length <= width and length + 1 + columns(_first_word(after)) > width - slack


def is_even(near: Sequence[bool]) -> bool:
    """Whether the lines of a block, told by which of its open ones are full, end by their width."""
    return sum(near) >= FULL * len(near)


def _first_word(line: str) -> str:
    """The letters that cannot be parted from a line's start: a word, or one letter of Chinese."""
    word = line.split(None, 1)[0]
    return word[:2] if BLANKLESS.match(word) else word


def parts(block: Sequence[Line], width: Width, *, is_head: bool = False) -> Iterator[list[Line]]:
    """Yield the lines of a block that are one; in a file's head a byline or date is one with no other."""
    if _is_loose(block):
        yield from ([line] for line in block)
        return
    even = width.columns and is_even(
        [near for near, _ in _open_ends(_breaks([line for line, _ in block]), width.columns)]
    )
    part = [block[0]]
    for line, after in pairwise(block):
        apart = is_head and (line_rule(line[0]) or line_rule(after[0]))
        if apart or not is_one(line[0], after[0], width.columns if even else 0, width.slack):
            yield part
            part = []
        part.append(after)
    yield part


def is_one(line: str, after: str, width: int, slack: int) -> bool:
    """Whether a line and the next are one, in a block that is wrapped at `width` or not (0)."""
    if is_list(after) or (_FIELD.match(line) and _FIELD.match(after)) or _RULED.match(line):
        return False
    if line[-1] in HYPHENS and line[-2:-1].isalpha() and after[0].islower():
        return True
    on = goes_on(line, after) or is_unfinished(line)
    if width and is_full(
        line, after, width, 0 if ends_like_a_sentence(line) else int(SLACK * width) if on else slack
    ):
        return True
    return on and (columns(line) >= PLAIN or is_unfinished(line)) and len(line) <= WIDEST


def is_unfinished(line: str) -> bool:
    """Whether a line of some length ends with a word that no sentence, headline or item ends with."""
    word = line.rpartition(" ")[2]
    if len(line) < NARROWEST or len(word) > LONGEST_SMALL or not word.islower():
        return False
    return word in words_of("sentences.unfinished") or (
        len(word) == 2 and len(line) >= PLAIN and word in words_of("common.words")
    )


def soft_breaks(lines: Sequence[str]) -> list[bool]:
    """Return for each break within a paragraph of Markdown whether it joins its lines, as is the rule.

    It parts them where people wrote lines of a text into a Markdown file: behind a full stop, beside a
    byline or other line of metadata, between fields, behind a title of a few words, and above the text
    where nothing tells of width.
    """
    width = max(map(columns, lines), default=0)
    opened = True
    found = []
    for line, after in pairwise(lines):
        if ends_like_a_sentence(line):
            opened = False
            one = (width >= NARROWEST and is_full(line, after, width)) or bool(_ABBREVIATED.search(line))
        elif _FIELD.match(line) and _FIELD.match(after):
            one = False
        else:
            full = is_full(line, after, width, int(SLACK * width))
            told = not opened and (line.count(" ") >= TITLE_WORDS or not after[0].isupper())
            one = full or told or goes_on(line, after)
            one = one and not (line_rule(line) or line_rule(after))
        found.append(one)
    return found


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
    blocks = list(between_blanks(lines))
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
    known = table(detect(line + " " + after))
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


def between_blanks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between blank lines."""
    block: list[Line] = []
    for line in lines:
        if line[0] and not line[0].isspace():
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
