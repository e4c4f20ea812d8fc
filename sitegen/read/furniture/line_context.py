"""What the lines around a story's text are: headings and their links, headlines, subheads, fragments.

The rules here look at a line's neighbours. They set aside what has no full stop, and leave alone what
has: a short sentence in front of the text or behind it may be the only one that tells a fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from sitegen.languages import words_of
from sitegen.languages.phrases import one_of
from sitegen.read.furniture.classifier import FURNITURE, StoryShape, count_cues, end_mark
from sitegen.read.furniture.rules import is_post_line, is_signature, trim
from sitegen.read.furniture.wording import is_stopped
from sitegen.text.numerals import has_digit
from sitegen.text.scripts import count_words

UNKNOWN = "furniture/looks-like-furniture"
"""The rule of lines that are furniture by their shape and place, not by their words."""
HEADLINE_VOTE = 4.0
"""Least vote at which the first line of three words or more is no headline. Judgement, not measured."""
SENTENCE_VOTE = 3.0
"""Least vote at which even a line with the shape of a sentence is furniture. From: the fit, where a vote of
3 takes .05 % of true lines."""
SENTENCE_CUES = 2
"""Least words of furniture in such a line. Judgement: 1 takes sentences about cookies and subscriptions,
which are news too."""
LINK_LENGTH = 160
"""Most characters of a headline, linked or not. Measured on 1,400 stories of development: 95 % of headlines
have up to 69, the longest 154."""
BLOCK_LINES = 12
"""Most links under a heading in the middle of a story; behind it there is no limit. Judgement."""
BLOCK_VOTE = -0.3
"""Least vote of a link under a heading in front of the text; behind the text the heading is enough.
Judgement, not measured."""
BETWEEN_VOTE = 0.3
"""Least vote of a line outside the text that stands between two lines set aside. Judgement, not measured."""
TAIL_VOTE = 0.8
"""Least vote of a line behind the text where other lines there were set aside. Judgement, not measured."""
TAIL_LENGTH = 90
"""Most characters of a fragment behind the text. Measured: such fragments have 4 to 76."""
TAIL_LINES = 15
"""Most open lines behind the text; more are a list that belongs to the story. Judgement, not measured."""
FRAGMENTS = 8
"""Most fragments behind the text that are set aside for having no full stop. Judgement, not measured."""
SUBHEAD_LENGTH = 45
SUBHEAD_WORDS = 6
"""Most characters and words of a line without a full stop that divides a story's text. Measured on 1,400
stories of development: subheads have 4 to 45 characters."""
CLAUSE_WORDS = 4
"""Least words of a line before a colon that is a clause: *The keeper's niece said to us:*; judgement."""
VERSE_LINES = 3
"""Least lines of verse, the one with the full stop among them. Judgement: 2 are a headline and its subhead
as often."""
PROSE = 0.5
"""Least share of open lines with a full stop in a text that is prose; notes and tables have fewer.
Judgement, not measured."""
WITNESSES = 3
"""Lines set aside by their words at which a page is a scraped page, whatever the share of full stops.
Judgement, not measured."""

AUTHOR_REACH, AUTHOR_LENGTH = 4, 200
"""Lines at the end of a story within which it says who its author is, and most characters of such a line.
Judgement, not measured."""
NAME_WORDS = 4
"""Most words of the name of an agency. Judgement, not measured."""

_CREDITS = frozenset(("meta/photo-credit", "meta/credit", "furniture/copyright"))
_CREDITED = re.compile(r"[:/©|]|\bby\b")
_LIST_MARKS = frozenset("-•*·–—0123456789")
_OPENING_QUOTES, _CLOSING_QUOTES = ('"', "“", "„", "«", "‘", "「", "『", "»"), frozenset("”“»«」』’")
_BULLETS = ("-", "•", "*", "·", "–", "—", "(", "[", "'", '"', "‘", "“", "„", "«", "‚")


class Lines:
    """The lines of a story, with the rule that was found for each so far."""

    def __init__(
        self,
        texts: Sequence[str],
        like: list[bool],
        stopped: Sequence[bool],
        rules: list[str | None],
        movable: Sequence[bool],
    ) -> None:
        self.texts = texts
        self.rules = rules
        self.movable = movable
        """Which lines the rules of this module may touch."""
        self.stopped = stopped
        """Which lines end like a statement."""
        self.several = [
            not stop and rule is None and _has_inner_stop(text)
            for text, stop, rule in zip(texts, stopped, rules, strict=True)
        ]
        """Which lines hold a sentence and more: they are judged in pieces."""
        self._loose = [
            index
            for index, stop in enumerate(stopped)
            if not stop and movable[index] and not self.several[index]
        ]
        self.page = StoryShape(
            texts, [is_like and rule is None for is_like, rule in zip(like, rules, strict=True)]
        )
        self.start, self.end = self._body()

    def _body(self) -> tuple[int, int]:
        """The text's first line and the one behind its last: sentences by shape, short ones beside them."""
        start, end = self.page.first, self.page.last + 1
        while start > 0 and self._is_short_sentence(start - 1):
            start -= 1
        while 0 < end < len(self.texts) and self._is_short_sentence(end):
            end += 1
        return start, end

    def _is_short_sentence(self, index: int) -> bool:
        return self.rules[index] is None and self.stopped[index] and count_words(self.texts[index]) > 1

    def open(self, index: int) -> bool:
        """Whether no rule has spoken for a line without a full stop that may be touched."""
        return (
            self.rules[index] is None
            and self.movable[index]
            and not self.stopped[index]
            and not self.several[index]
        )

    def open_lines(self, start: int, end: int) -> list[int]:
        """The open lines of a span."""
        return [index for index in self._loose if start <= index < end and self.rules[index] is None]


def authors(texts: Sequence[str], rules: list[str | None]) -> None:
    """Set aside what is said of an author at the end of a story that does not tell of that person."""
    for index in range(max(1, len(texts) - AUTHOR_REACH), len(texts)):
        text = texts[index]
        if rules[index] is None and len(text) <= AUTHOR_LENGTH and (match := _author().match(text)):
            name = match["name"].rpartition(" ")[2]
            told = [line for line, rule in zip(texts, rules, strict=True) if rule is None and name in line]
            if len(told) == 1:
                rules[index] = "meta/author"


@cache
def _author() -> re.Pattern[str]:
    """Return a pattern of a name and what is said behind it of an author."""
    word = r"[^\W\d_a-zà-öø-ÿ][\w.'’-]*"
    return re.compile(rf"\A(?P<name>{word}(?: {word}){{1,3}}) {one_of(words_of('furniture.authors'))}\.?$")


def agencies(lines: Lines) -> None:
    """Set aside the name of an agency that is credited elsewhere in the story, alone in its line."""
    short = [index for index in lines.open_lines(1, len(lines.texts)) if _is_name(lines.texts[index])]
    if short:
        named = {
            _CREDITED.split(text)[-1].strip(" ().")
            for text, rule in zip(lines.texts, lines.rules, strict=True)
            if rule in _CREDITS
        }
        for index in short:
            if lines.texts[index] in named:
                lines.rules[index] = "meta/agency"


def _is_name(text: str) -> bool:
    """Whether a line has but a few words, each with a capital."""
    words = text.split()
    return 1 < len(words) <= NAME_WORDS and all(word[0].isupper() for word in words)


def embedded_posts(lines: Lines) -> None:
    """Set aside the words above a signature, up to the last line that is a sentence."""
    rules = lines.rules
    for index, text in enumerate(lines.texts):
        if rules[index] == "furniture/embedded-post" and is_signature(text):
            above = index - 1
            while above >= 0 and rules[above] is None and _is_post_text(lines.texts[above]):
                rules[above] = "furniture/embedded-post"
                above -= 1


def _is_post_text(text: str) -> bool:
    """Whether a line above a signature is surely of the post: tags, links, no full stop."""
    return not is_stopped(text) and (
        is_post_line(text) or "#" in text or "http" in text or end_mark(text) != "none"
    )


def votes(lines: Lines) -> None:
    """Set aside what looks like furniture by its shape and place."""
    open_lines = lines.open_lines(0, len(lines.texts))
    candidates = headline_candidates(lines) if open_lines else frozenset[int]()
    for index in open_lines:
        if lines.start <= index < lines.end and lines.texts[index][0] in _LIST_MARKS:
            continue
        if lines.page.vote(index) >= (HEADLINE_VOTE if index in candidates else FURNITURE):
            lines.rules[index] = UNKNOWN
    for index in (*range(min(lines.start, len(lines.texts))), *range(lines.end, len(lines.texts))):
        if lines.stopped[index] and lines.rules[index] is None and lines.movable[index]:
            cues = count_cues(lines.texts[index])
            if cues >= SENTENCE_CUES and lines.page.vote(index) >= SENTENCE_VOTE:
                lines.rules[index] = UNKNOWN


def headline_candidates(lines: Lines) -> frozenset[int]:
    """Indexes of the lines before the text that may be its headline.

    The first of three words, or of two where no furniture stands above, and the one above a byline or date.
    """
    first: int | None = None
    above: int | None = None
    furniture = 0
    for index in range(min(lines.start, len(lines.texts))):
        rule = lines.rules[index] or ""
        furniture += rule.startswith("furniture/")
        if rule.startswith("meta/") and above is None and index and lines.rules[index - 1] is None:
            above = index - 1
        if not rule and first is None and count_words(lines.texts[index]) > (2 if furniture else 1):
            first = index
    return frozenset(index for index in (first, above) if index is not None)


def blocks(lines: Lines, headings: Sequence[int]) -> None:
    """Set aside the links under a heading such as "Most read"."""
    for heading in headings:
        rule = lines.rules[heading]
        index = heading + 1
        count = 0
        while index < len(lines.texts) and _is_link(lines, index, count):
            if lines.rules[index] is None:
                lines.rules[index] = rule
            count += 1
            index += 1


def _is_link(lines: Lines, index: int, count: int) -> bool:
    """Whether the line is one more of the links under a heading."""
    if lines.rules[index] is not None:
        return lines.rules[index] != "head"
    if is_stopped(lines.texts[index]) or len(lines.texts[index]) > LINK_LENGTH or lines.page.like[index]:
        return False
    if index >= lines.end:
        return True
    if index > lines.start:
        return count < BLOCK_LINES
    return count < BLOCK_LINES and index + 1 < lines.start and lines.page.vote(index) >= BLOCK_VOTE


def between(lines: Lines) -> None:
    """Set aside open lines outside the text that stand between two lines set aside."""
    rules = lines.rules
    outside = (*lines.open_lines(1, lines.start), *lines.open_lines(lines.end, len(rules) - 1))
    candidates = headline_candidates(lines) if outside else frozenset[int]()
    for index in outside:
        if index in candidates or index + 1 >= len(rules):
            continue
        if rules[index - 1] and rules[index + 1] and lines.page.vote(index) >= BETWEEN_VOTE:
            rules[index] = UNKNOWN


def tail(lines: Lines) -> None:
    """Set aside open lines behind the text where a rule has already found furniture."""
    left = lines.open_lines(lines.end, len(lines.rules))
    if not 0 < len(left) <= TAIL_LINES:
        return
    if not any((rule or "").startswith("furniture/") for rule in lines.rules[lines.end :]):
        return
    for index in left:
        text = lines.texts[index]
        plain = len(text) <= TAIL_LENGTH and not text.startswith("(") and not text[0].isdigit()
        if plain and lines.page.vote(index) >= TAIL_VOTE:
            lines.rules[index] = UNKNOWN


def is_prose(lines: Lines) -> bool:
    """Whether lines without a full stop are the exception, or furniture shows that the page was scraped."""
    left = [index for index, rule in enumerate(lines.rules) if rule is None and lines.movable[index]]
    if lines.page.last < 0 or not left:
        return lines.page.last >= 0
    stopped = [index for index in left if lines.stopped[index]]
    witnesses = [rule for rule in lines.rules if rule and rule.startswith("furniture/")]
    return len(stopped) >= PROSE * len(left) or len(witnesses) >= WITNESSES


def headlines(lines: Lines) -> None:
    """Call the lines without a full stop before the text headlines, and the one behind an agency's name."""
    open_lines = lines.open_lines(0, lines.start)
    prose = bool(open_lines) and is_prose(lines)
    for index in open_lines:
        if trim(lines.texts[index]):
            lines.rules[index] = "caption"
            continue
        told = prose or index == 0 or _is_beside_metadata(lines, index)
        if told and _is_heading(lines.texts[index]) and None in lines.rules[index + 1 :]:
            lines.rules[index] = "head"
    loud = [text.endswith(("?", "!")) for text in lines.texts[: lines.start]]
    for index in headline_candidates(lines) if any(loud) else ():
        if lines.rules[index] is None and loud[index]:
            lines.rules[index] = "head"
    for index in lines.open_lines(lines.start + 1, lines.end):
        before = lines.rules[index - 1] or ""
        if before.startswith("meta/") and 5 <= count_words(lines.texts[index]) <= 25:
            lines.rules[index] = "head"


def _is_beside_metadata(lines: Lines, index: int) -> bool:
    """Whether a line of some words stands next to a date, a byline or the like, as a headline does."""
    beside = [lines.rules[at] or "" for at in (index - 1, index + 1) if 0 <= at < len(lines.rules)]
    marked = any(rule.startswith("meta/") and rule not in _OF_A_PICTURE for rule in beside)
    # Between a headline and the text, beside a date, even a word or two name an outlet or a writer.
    head = lines.rules[: lines.start]
    is_under = "head" in head[:index] and any((rule or "") in _OF_A_HEAD for rule in head)
    words = count_words(lines.texts[index])
    return (marked and 3 <= words <= 25) or (is_under and words <= MOST_UNDER)


MOST_UNDER = 4
"""Most words of a line that names an outlet or a writer. Judgement, not measured."""
_OF_A_HEAD = ("meta/date-line", "meta/byline")
_OF_A_PICTURE = ("meta/photo-credit", "meta/credit", "meta/agency")


def _is_heading(text: str) -> bool:
    """Whether a line can be a headline: not long, one clause, no row of figures."""
    if len(text) > LINK_LENGTH or text.startswith(_BULLETS[:6]):
        return False
    figures = sum(word.strip(".,:;()%").isdigit() for word in text.split())
    return figures * 3 <= count_words(text) and not _has_inner_stop(text)


def _has_inner_stop(text: str) -> bool:
    """Whether a sentence ends within the text."""
    for mark in (". ", "? ", "! ", ".” ", '." '):
        at = text.find(mark)
        while at > 0:
            word = text[:at].rsplit(" ", 1)[-1]
            if len(word) > 3 and not word[-1].isupper() and not text[at + len(mark) :][:1].islower():
                return True
            at = text.find(mark, at + 1)
    return False


def fragments(lines: Lines) -> None:
    """Set aside the few lines without a full stop behind the text."""
    left = lines.open_lines(lines.end, len(lines.rules))
    if not 0 < len(left) <= FRAGMENTS or not is_prose(lines):
        return
    verse = _in_verse(lines.texts, left)
    for index in left:
        plain = len(lines.texts[index]) <= TAIL_LENGTH and _is_plain_fragment(lines.texts[index])
        if plain and index not in verse and not _opens_sentence(lines, index):
            lines.rules[index] = "fragment"


def _opens_sentence(lines: Lines, index: int) -> bool:
    """Whether a line is the first half of a sentence that ends in the next."""
    behind = index + 1
    return behind < len(lines.texts) and lines.stopped[behind] and lines.texts[behind][0].islower()


def _in_verse(texts: Sequence[str], left: Sequence[int]) -> frozenset[int]:
    """The lines that run into one another, as those of verse, by commas at their ends or small letters."""
    found: set[int] = set()
    run: list[int] = []
    for index in (*left, -1):
        if run and index != run[-1] + 1:
            lines = [texts[place] for place in (*run, run[-1] + 1) if place < len(texts)]
            tied = sum(line.endswith((",", ";")) or after[0].islower() for line, after in pairwise(lines))
            if len(lines) >= VERSE_LINES and tied * 2 >= len(lines) - 1 and lines[0][0].isupper():
                found.update(run)
            run = []
        run.append(index)
    return frozenset(found)


def _is_plain_fragment(text: str) -> bool:
    return not text.startswith(_BULLETS) and not has_digit(text) and not _has_inner_stop(text)


def subheads(lines: Lines) -> None:
    """Call a short single line without a full stop between lines of text a subhead."""
    single = [
        index
        for index in lines.open_lines(lines.start + 1, lines.end - 1)
        if not lines.open(index - 1)
        and not lines.open(index + 1)
        and _is_subhead(lines.texts[index])
        and not _introduces(lines.texts[index])
    ]
    if single and is_prose(lines):
        for index in single:
            lines.rules[index] = "subhead"


def is_of_quotation(text: str, behind: str) -> bool:
    """Whether a line says whose words follow in the next, or has the last words of a quotation begun before.

    >>> is_of_quotation("On the back of it he had noted:", "“The well is dry.")
    True
    >>> is_of_quotation("Come soon!”", ""), is_of_quotation("“Come soon!”", "")
    (True, False)
    """
    if text.endswith((":", "：")):
        return behind.startswith(_OPENING_QUOTES)
    last = text[-1:]
    if last == '"':
        return text.count('"') == 1
    return last in _CLOSING_QUOTES and not any(mark in text[:-1] for mark in _OPENING_QUOTES)


def _introduces(text: str) -> bool:
    """Whether a line with a colon is a clause, which says who speaks or what follows, and no heading."""
    return text.endswith((":", "：")) and count_words(text) >= CLAUSE_WORDS


def _is_subhead(text: str) -> bool:
    return len(text) <= SUBHEAD_LENGTH and count_words(text) <= SUBHEAD_WORDS and _is_plain_fragment(text)
