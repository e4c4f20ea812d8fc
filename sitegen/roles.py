"""What the lines around a story's text are: headings and their links, headlines, subheads, fragments.

The rules here look at a line's neighbours. They set aside what has no full stop, and leave alone what
has: a short sentence in front of the text or behind it may be the only one that tells a fact.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.furniture import is_post_line, is_signature
from sitegen.phrases import is_stopped
from sitegen.vote import FURNITURE, Page, end_mark

UNKNOWN = "furniture/looks-like-furniture"
"""The rule of lines that are furniture by their shape and place, not by their words."""
HEADLINE_VOTE = 4.0
"""Least vote at which the first line of three words or more is no headline."""
SENTENCE_VOTE = 3.0
"""Least vote at which even a line with the shape of a sentence is furniture."""
LINK_LENGTH = 160
"""Most characters of a headline, linked or not."""
BLOCK_LINES = 12
"""Most links under a heading in the middle of a story; behind it there is no limit."""
BLOCK_VOTE = -0.3
"""Least vote of a link under a heading in front of the text; behind the text the heading is enough."""
BETWEEN_VOTE = 0.3
"""Least vote of a line outside the text that stands between two lines set aside."""
TAIL_VOTE = 0.8
"""Least vote of a line behind the text where other lines there were set aside."""
TAIL_LENGTH = 90
"""Most characters of a fragment behind the text."""
TAIL_LINES = 15
"""Most open lines behind the text; more are a list that belongs to the story."""
FRAGMENTS = 8
"""Most fragments behind the text that are set aside for having no full stop."""
SUBHEAD_LENGTH = 45
SUBHEAD_WORDS = 6
"""Most characters and words of a line without a full stop that divides a story's text."""
PROSE = 0.5
"""Least share of open lines with a full stop in a text that is prose; notes and tables have fewer."""
WITNESSES = 3
"""Lines set aside by their words at which a page is a scraped page, whatever the share of full stops."""

_BULLETS = ("-", "•", "*", "·", "–", "—", "(", "[", "'", '"', "‘", "“", "„", "«", "‚")


class Lines:
    """The lines of a story, with the rule that was found for each so far."""

    def __init__(self, page: Page, rules: list[str | None], open_kinds: Sequence[bool]) -> None:
        self.page = page
        self.texts = page.texts
        self.rules = rules
        self.movable = open_kinds
        """Which lines the rules of this module may touch: not list items, table cells or quotations."""
        self.stopped = [is_stopped(text) or end_mark(text) in {"q", "excl"} for text in page.texts]
        self.start, self.end = self._body()

    def _body(self) -> tuple[int, int]:
        """Index of the text's first line and behind its last: sentences by shape, and short ones next to them."""
        start, end = self.page.first, self.page.last + 1
        while start > 0 and self._is_short_sentence(start - 1):
            start -= 1
        while end < len(self.texts) and end > 0 and self._is_short_sentence(end):
            end += 1
        return start, end

    def _is_short_sentence(self, index: int) -> bool:
        return self.rules[index] is None and is_stopped(self.texts[index]) and " " in self.texts[index]

    def open(self, index: int) -> bool:
        """Whether no rule has spoken for a line without a full stop that may be touched."""
        return self.rules[index] is None and self.movable[index] and not self.stopped[index]


def embedded_posts(texts: Sequence[str], rules: list[str | None]) -> None:
    """Set aside the words above a signature, up to the last line that is a sentence."""
    for index, text in enumerate(texts):
        if rules[index] == "furniture/embedded-post" and is_signature(text):
            above = index - 1
            while above >= 0 and rules[above] is None and _is_post_text(texts[above]):
                rules[above] = "furniture/embedded-post"
                above -= 1


def _is_post_text(text: str) -> bool:
    """Whether a line above a signature is surely of the post: tags, links, no full stop."""
    return not is_stopped(text) and (
        is_post_line(text) or "#" in text or "http" in text or end_mark(text) != "none"
    )


def votes(lines: Lines) -> None:
    """Set aside what looks like furniture by its shape and place."""
    page = lines.page
    candidates = headline_candidates(lines)
    for index, rule in enumerate(lines.rules):
        if rule is not None or not lines.movable[index]:
            continue
        needed = SENTENCE_VOTE if page.like[index] else FURNITURE
        if index in candidates:
            needed = HEADLINE_VOTE
        if _may_reach(lines, index) and page.vote(index) >= needed:
            lines.rules[index] = UNKNOWN


def _may_reach(lines: Lines, index: int) -> bool:
    """Whether a line's vote is worth working out: in the text, a full stop without a cue never reaches 2."""
    if lines.start <= index < lines.end:
        return not lines.stopped[index]
    return True


def headline_candidates(lines: Lines) -> frozenset[int]:
    """Indexes of the lines before the text that may be its headline.

    The first of three words, or of two where no furniture stands above, and the last one above a byline or date.
    """
    first: int | None = None
    above: int | None = None
    furniture = 0
    for index in range(min(lines.start, len(lines.texts))):
        rule = lines.rules[index] or ""
        furniture += rule.startswith("furniture/")
        if rule.startswith("meta/") and above is None and index and lines.rules[index - 1] is None:
            above = index - 1
        if not rule and first is None and lines.texts[index].count(" ") >= (2 if furniture else 1):
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
    candidates = headline_candidates(lines)
    for index in range(1, len(rules) - 1):
        if lines.start <= index < lines.end or index in candidates or not lines.open(index):
            continue
        if rules[index - 1] and rules[index + 1] and lines.page.vote(index) >= BETWEEN_VOTE:
            rules[index] = UNKNOWN


def tail(lines: Lines) -> None:
    """Set aside open lines behind the text where a rule has already found furniture."""
    after = range(lines.end, len(lines.rules))
    if not any((lines.rules[index] or "").startswith("furniture/") for index in after):
        return
    left = [index for index in after if lines.open(index)]
    if len(left) > TAIL_LINES:
        return
    for index in left:
        text = lines.texts[index]
        if len(text) <= TAIL_LENGTH and not text.startswith("(") and not text[0].isdigit():
            if lines.page.vote(index) >= TAIL_VOTE:
                lines.rules[index] = UNKNOWN


def is_prose(lines: Lines) -> bool:
    """Whether lines without a full stop are the exception, or the page's furniture shows where it came from."""
    left = [index for index, rule in enumerate(lines.rules) if rule is None and lines.movable[index]]
    stopped = sum(lines.stopped[index] for index in left)
    witnesses = sum((rule or "").startswith("furniture/") for rule in lines.rules)
    return lines.page.last >= 0 and (stopped >= PROSE * len(left) or witnesses >= WITNESSES)


def headlines(lines: Lines) -> None:
    """Call the lines without a full stop before the text headlines, and the one behind an agency's name."""
    prose = is_prose(lines)
    for index in range(min(lines.start, len(lines.texts))):
        if lines.open(index) and _is_heading(lines.texts[index]) and (prose or index == 0):
            lines.rules[index] = "head"
    for index in range(lines.start + 1, lines.end):
        before = lines.rules[index - 1] or ""
        if before.startswith("meta/") and lines.open(index) and 5 <= len(lines.texts[index].split()) <= 25:
            lines.rules[index] = "head"


def _is_heading(text: str) -> bool:
    """Whether a line can be a headline: not long, one clause, no row of figures."""
    if len(text) > LINK_LENGTH or text.startswith(_BULLETS[:6]):
        return False
    figures = sum(word.strip(".,:;()%").isdigit() for word in text.split())
    return figures * 3 <= len(text.split()) and not _has_inner_stop(text)


def _has_inner_stop(text: str) -> bool:
    """Whether a sentence ends within the text."""
    for mark in (". ", "? ", "! ", ".” ", '." '):
        at = text.find(mark)
        while at > 0:
            word = text[:at].rsplit(" ", 1)[-1]
            if len(word) > 3 and word[-1].islower() and text[at + len(mark) :][:1].isupper():
                return True
            at = text.find(mark, at + 1)
    return False


def fragments(lines: Lines) -> None:
    """Set aside the few lines without a full stop behind the text."""
    if not is_prose(lines):
        return
    left = [index for index in range(lines.end, len(lines.rules)) if lines.open(index)]
    if len(left) > FRAGMENTS:
        return
    for index in left:
        if len(lines.texts[index]) <= TAIL_LENGTH and _is_plain_fragment(lines.texts[index]):
            lines.rules[index] = "fragment"


def _is_plain_fragment(text: str) -> bool:
    return not text.startswith(_BULLETS) and not any(map(str.isdigit, text)) and not _has_inner_stop(text)


def subheads(lines: Lines) -> None:
    """Call a short single line without a full stop between lines of text a subhead."""
    if not is_prose(lines):
        return
    for index in range(lines.start + 1, lines.end - 1):
        text = lines.texts[index]
        if len(text) <= SUBHEAD_LENGTH and lines.open(index) and not lines.open(index - 1):
            if not lines.open(index + 1) and len(text.split()) <= SUBHEAD_WORDS and _is_plain_fragment(text):
                lines.rules[index] = "subhead"
