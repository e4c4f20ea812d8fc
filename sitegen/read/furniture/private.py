"""What stands in a story's file and is for the desk or its readers alone: contacts, readers' comments.

Each piece is left out by its place only; its words are on no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sitegen.languages import words_of
from sitegen.languages.phrases import any_of, one_of
from sitegen.model import Unit
from sitegen.text.numerals import has_digit

CONTACT = "private/contact"
COMMENT = "private/reader-comment"

HEADING_LENGTH = 90
"""Longest line that opens a block of contacts. Unit: characters; they have 8 to 60."""

BLOCK_LINES = 12
"""Most lines of a block of contacts behind its heading. Unit: lines; two people have ten. Judgement, not
measured."""

LINE_LENGTH = 80
"""Longest line of such a block. Unit: characters; longer ones are text. Judgement, not measured."""

_MAIL = r"(?<![\w.+-])[\w.+-]++(?:@| \(at\) |\[at\]| at )[\w-]++(?:\.[\w-]++)+"
_PHONE = r"(?:\+|\(?0)[\d\s()./-]{5,20}\d|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}"
_REACH = re.compile(rf"{_MAIL}|(?<![\w.,])(?:{_PHONE})(?!\w)", re.IGNORECASE)
_NUMBER = r"\+[\d\s()./-]{7,20}\d|\(?0\d[\d\s()/-]{6,18}\d"
_OTHER_NUMBER = re.compile(
    r"\b(?:isbn|issn|doi|cve|nr|no|№)\b|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b", re.IGNORECASE
)
_STOP = re.compile(r"[.!?。][\"'’”)]*$")


class _ContactPatterns:
    """Patterns made from the words of all languages."""

    def __init__(self) -> None:
        number = rf"(?:{_MAIL}|{_PHONE}|\d[\d\s()./-]{{4,20}}\d)"
        part = rf"(?:{_MAIL}|{_pattern('labels')}\b\s?[.:]*\s*{number}|{_NUMBER})"
        joint = rf"[\s,;|/·•–—-]*+{any_of('contacts.joining')}?[\s,;|/·•–—-]*+"
        self.reach_line = _any_case(
            rf"\A(?:[^\W\d_][\w .'’()&/-]{{1,60}}?[,:|–—-]\s*){{0,3}}{part}(?:{joint}{part}){{0,4}}\.?"
        )
        self.heading = _any_case(rf"\A{_pattern('headings')}\s*[:：]?")
        self.request = _any_case(_pattern("requests"))
        self.request_starts = frozenset(request[0] for request in words_of("contacts.requests"))
        """First letters of requests, without which none is looked for."""
        self.end = _any_case(_pattern("ends"))
        comments = _pattern("comments")
        self.comments = _any_case(rf"\A(?:{comments}\s*(?:\(?\d+\)?)?:?|\d+ {comments})")
        self.answer = _any_case(rf"{_pattern('answers')}(?: \(?\d+\)?)?")


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _pattern(name: str) -> str:
    """Return a pattern of the expressions of all languages under an entry of the section `contacts`."""
    return one_of(words_of(f"contacts.{name}"))


_patterns = cache(_ContactPatterns)
"""Return the patterns; they are made for the first story that needs them."""


_COMMENT_BOXES_WORDS = """
comments comment-list commentlist comment-body comment-content comment-text comments-area comments-section
comment-section comments-list comments-container disqus_thread reader-comments user-comments comment-thread
commentarea kommentare leserkommentare kommentar-liste commentaires comentarios livefyre
"""
_COMMENT_BOXES = frozenset(_COMMENT_BOXES_WORDS.split())
_WHOLE = ("html", "body", "main", "article")
"""Elements whose names tell of the whole page: that it may have comments."""
_ADDRESSEE = re.compile(r"[^<>.!?]{0,80}<[^<>@\s]+@[^<>@\s]+>[^<>.!?]{0,60}")
"""Who sent or gets a mail."""
_NAME = re.compile(r"[.#@]([^\s.#@]+)")


def private(units: Sequence[Unit]) -> dict[int, str]:
    """Return the rule of each unit that is for nobody else, by its number.

    >>> lines = ["The bridge is shut.", "Media contact:", "Una Holm", "+44 555 0100", "It stays so for now."]
    >>> sorted(private([Unit(line, ((0, 0, -1),)) for line in lines]))
    [1, 2, 3]
    """
    found = dict.fromkeys(_comments(units), COMMENT)
    if not found:
        found = dict.fromkeys(_behind_heading(units), COMMENT)
    for number in _contacts(units):
        found.setdefault(number, CONTACT)
    return found


def may_be_private(sentence: str) -> bool:
    """Return whether a sentence may ask to write or to call somebody: quick."""
    return sentence[:1].lower() in _patterns().request_starts and (
        "@" in sentence or has_digit(sentence) or "at" in sentence
    )


def is_private(sentence: str) -> bool:
    """Return whether a sentence asks to write or to call somebody and says where."""
    return (
        may_be_private(sentence)
        and _patterns().request.match(sentence) is not None
        and _REACH.search(sentence) is not None
    )


def _may_reach(text: str) -> bool:
    """Whether a line ends with a figure or an address, as every line does that `_reaches` takes."""
    last = text.rpartition(" ")[2].strip("*_()[]<>.")
    return "." in last or last[-1:].isdigit()


def _contacts(units: Sequence[Unit]) -> Iterator[int]:
    """The numbers of the lines of contacts: blocks under a heading, and lines of nothing else."""
    number = 0
    while number < len(units):
        text = units[number].text
        if len(text) <= HEADING_LENGTH and _opens(text):
            block = list(_block(units, number))
            if any(_REACH.search(units[each].text) or _reaches(units[each].text) for each in block):
                yield from block
                number = block[-1] + 1
                continue
        is_short = len(text) <= 2 * LINE_LENGTH
        named = is_short and "@" in text and _ADDRESSEE.fullmatch(text)
        if named or (is_short and _may_reach(text) and _reaches(text)):
            yield number
        number += 1


def _opens(text: str) -> bool:
    """Whether a line is the heading of contacts, with the first of them behind it or not."""
    head = text.partition(":")[0] if ":" in text else text
    return _patterns().heading.fullmatch(head.strip(" *_#:")) is not None


def _reaches(text: str) -> bool:
    """Whether a line holds nothing but ways to reach somebody."""
    return (
        not _OTHER_NUMBER.search(text)
        and _patterns().reach_line.fullmatch(text.strip(" *_()[]<>")) is not None
    )


def _block(units: Sequence[Unit], start: int) -> Iterator[int]:
    """The heading and the lines under it that are no text."""
    yield start
    for number in range(start + 1, min(start + 1 + BLOCK_LINES, len(units))):
        text = units[number].text
        if units[number].kind == "heading" or _patterns().end.fullmatch(text):
            return
        if not _REACH.search(text) and not _reaches(text) and (len(text) > LINE_LENGTH or _STOP.search(text)):
            return
        yield number


def _comments(units: Sequence[Unit]) -> Iterator[int]:
    """The numbers of what readers wrote in a page's box for comments."""
    for number, unit in enumerate(units):
        if unit.path and ("omment" in unit.path or "omentar" in unit.path or "disqus" in unit.path):
            boxes = [element for element in unit.path.split() if not element.startswith(_WHOLE)]
            names = {name.lower() for element in boxes for name in _NAME.findall(element)}
            if not _COMMENT_BOXES.isdisjoint(names) or any(
                re.fullmatch(r"comment-\d+", name) for name in names
            ):
                yield number


def _behind_heading(units: Sequence[Unit]) -> range:
    """The lines of a text behind a heading over comments, if answers and times show that they are some."""
    for number, unit in enumerate(units):
        if (
            len(unit.text) <= HEADING_LENGTH
            and _patterns().comments.fullmatch(unit.text)
            and any(len(each.text) >= LINE_LENGTH and _STOP.search(each.text) for each in units[:number])
        ):
            rest = range(number + 1, len(units))
            if sum(bool(_patterns().answer.fullmatch(units[each].text)) for each in rest) >= 2:
                return rest
    return range(0)
