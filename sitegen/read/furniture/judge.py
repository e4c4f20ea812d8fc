"""Which blocks, sentences and pieces of a story make no statement, each with the rule that says so.

Rules are named for readers: ``furniture/sign-up``, ``meta/byline``, ``head``, ``ornament``. A true sentence
set aside is far worse than furniture kept: whatever has the shape of a sentence leaves only when
its opening words are those of a known notice.

What is for the desk or its readers alone (contacts, readers' comments) is left out by its place only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from sitegen.languages import words_of
from sitegen.languages.phrases import any_of, one_of
from sitegen.model import Unit
from sitegen.read.furniture import line_context
from sitegen.read.furniture.classifier import LIKE_LENGTH, is_sentence_like
from sitegen.read.furniture.rules import has_mark, line_rule, may_be_glued, may_speak, sentence_rule, trim
from sitegen.read.furniture.wording import is_stopped, plain
from sitegen.text.numerals import has_digit

__all__ = ["is_plain", "is_private", "is_unmarked", "judge", "judge_sentence", "private", "trim"]

LINKED = 0.8
"""Least share of a block's characters inside links at which it is a link, not a statement. Judgement."""

OUTSIDE = "furniture/not-main"
"""The rule of blocks that the page's structure puts outside the article, when no other rule names them."""
CELL_LENGTH = 60
"""Most characters of a table cell without a full stop: a word or figure that says nothing by itself.
Judgement, not measured."""

_KIND_RULES = {
    "code": "code",
    "markup": "markup",
    "front-matter": "meta/front-matter",
    "hidden": "hidden",
    "struck": "struck",
    "comment": "private/comment",
    "private": "private/front-matter",
    "page": "furniture/page-head",
    "mail": "private/mail-head",
    "signature": "private/signature",
}
_STOPS = (".", "!", "?", "。", "！", "？", "؟", "।", "۔", "።", "။", "។", "։")
_PLAIN_KINDS = frozenset({"line", "paragraph"})
_FIXED_KINDS = frozenset({"item", "cell", "field", "quote", "heading"})
_BLOCK_RULES = frozenset({"furniture/related", "furniture/most-read", "furniture/read-more"})
_PIECE_END = re.compile(r"(?<=[^\W\d_][.!?])[\"”’)]?\s+(?=[\"“„(]?[^\W\d_a-zà-öø-ÿ])")
_PATH_RULES = (
    ("newsletter", "furniture/newsletter"),
    ("cookie", "furniture/cookies"),
    ("consent", "furniture/cookies"),
    ("breadcrumb", "furniture/navigation"),
    ("related", "furniture/related"),
    ("most-read", "furniture/most-read"),
    ("share", "furniture/share"),
    ("social", "furniture/share"),
    ("comments", "furniture/comment-policy"),
    ("advert", "furniture/advertisement"),
    ("ad-slot", "furniture/advertisement"),
    ("sponsor", "furniture/advertisement"),
    ("twitter-tweet", "furniture/embedded-post"),
    ("instagram-media", "furniture/embedded-post"),
    ("promo", "furniture/read-more"),
    ("nav", "furniture/navigation"),
)


def is_unmarked(units: Sequence[Unit]) -> bool:
    """Return whether no unit of the article holds a mark that no reporter's sentence has."""
    texts = [unit.text for unit in units if unit.main and unit.kind not in _KIND_RULES]
    return not has_mark(" ".join(texts), at_end=False)


def judge(units: Sequence[Unit], *, unmarked: bool = False) -> list[str | None]:
    """Return the rule that sets each unit aside as a whole, None for body text, in the order of `units`.

    `unmarked` says that `is_unmarked` is known to be true.
    """
    main = [index for index, unit in enumerate(units) if unit.main and unit.kind not in _KIND_RULES]
    rules: list[str | None] = [None] * len(units)
    if len(main) < len(units):
        _judge_outside(units, rules)
    for index, rule in zip(
        main, _judge_lines([units[index] for index in main], unmarked=unmarked), strict=True
    ):
        rules[index] = rule
    return rules


def _judge_outside(units: Sequence[Unit], rules: list[str | None]) -> None:
    """Add the rules of what is no part of the article; links under a heading belong to it."""
    heading: str | None = None
    for index, unit in enumerate(units):
        if unit.kind in _KIND_RULES or unit.main:
            rules[index] = _KIND_RULES.get(unit.kind)
            heading = None
            continue
        rule = _outside_rule(unit)
        if rule == OUTSIDE and heading and unit.linked >= LINKED * len(unit.text):
            rule = heading
        elif rule != heading:
            heading = rule if _opens_block(rule, unit.text) else None
        rules[index] = rule


def is_plain(sentence: str, *, alone: bool) -> bool:
    """Return whether no rule may speak for a sentence of a text without marks, and nothing is glued to it.

    So it is with nearly all, and to see that takes a quarter of the time of asking every rule. `alone` says
    that no rule is to be asked, since the whole block was judged.
    """
    return (
        (alone or (len(sentence) >= LIKE_LENGTH and sentence[-1] in ".!?" and not may_speak(sentence)))
        and sentence[-3:] != "..."
        and not may_be_glued(sentence)
        and not may_be_private(sentence)
    )


def judge_sentence(text: str, *, unmarked: bool = False) -> str | None:
    """Return the rule that sets one sentence of a longer block aside; never by its shape or place."""
    return sentence_rule(text, unmarked=unmarked) if is_sentence_like(text) else _short_sentence_rule(text)


def _short_sentence_rule(text: str) -> str | None:
    """A short piece within a block: everything that speaks for a line but what could begin a remark."""
    rule = line_rule(text)
    return None if rule == "furniture/navigation" and is_stopped(text) else rule


def _judge_lines(units: Sequence[Unit], *, unmarked: bool) -> list[str | None]:
    """The rules for the units of the article, in the order in which rules speak."""
    texts = [unit.text for unit in units]
    like = [is_sentence_like(text) for text in texts]
    rules = [
        None
        if is_like and unmarked and unit.kind in _PLAIN_KINDS and not unit.path and not may_speak(unit.text)
        else _own_rule(unit, is_like, unmarked=unmarked)
        for unit, is_like in zip(units, like, strict=True)
    ]
    stopped = [
        is_like or text.endswith(_STOPS) or is_stopped(text) or line_context.is_of_quotation(text, behind)
        for text, is_like, behind in zip(texts, like, [*texts, ""][1:], strict=True)
    ]
    line_context.authors(texts, rules)
    if not all(stopped) or any(rules):
        _judge_places(units, line_context.Lines(texts, like, stopped, rules, _movable(units)))
    return rules


def _movable(units: Sequence[Unit]) -> list[bool]:
    """Which units the rules for neighbours may touch: not list items, table cells, quotations, headings."""
    return [unit.kind not in _FIXED_KINDS for unit in units]


def _judge_places(units: Sequence[Unit], lines: line_context.Lines) -> None:
    """Add the rules that look at a line's neighbours, each seeing what the ones before it found."""
    headings = [
        index for index, rule in enumerate(lines.rules) if rule and _opens_block(rule, lines.texts[index])
    ]
    line_context.agencies(lines)
    line_context.embedded_posts(lines)
    _keep_headline(lines)
    _headings(units, lines)
    line_context.votes(lines)
    line_context.blocks(lines, headings)
    line_context.between(lines)
    line_context.tail(lines)
    line_context.headlines(lines)
    line_context.fragments(lines)
    line_context.subheads(lines)


def _own_rule(unit: Unit, is_like: bool, *, unmarked: bool) -> str | None:  # noqa: FBT001
    """The rule that a unit's own words or markup call for."""
    text = unit.text
    if unit.kind == "caption":
        return line_rule(text) or "caption"
    if unit.kind == "cell" and len(text) <= CELL_LENGTH and not is_stopped(text):
        return "table"
    rule = sentence_rule(text, unmarked=unmarked) if is_like else line_rule(text) or _rule_of_pieces(text)
    if rule is not None:
        # Parts between dots are the items of a list, and the columns of a table.
        if rule == "furniture/navigation" and unit.kind in {"item", "field"} and unit.linked == 0:
            return None
        return _whole(text, rule)
    if unit.path:
        rule = _path_rule(unit, is_like)
    if rule is None and unit.linked and unit.linked >= LINKED * len(text) and _is_link(unit):
        rule = "furniture/related"
    return rule


def _rule_of_pieces(text: str) -> str | None:
    """The rule of the first of several short sentences that are all furniture."""
    if not any(map(text.__contains__, (". ", "! ", "? "))):
        return None
    pieces = _PIECE_END.split(text)
    return line_rule(pieces[0]) if len(pieces) > 1 and all(map(line_rule, pieces)) else None


def _is_link(unit: Unit) -> bool:
    """Whether a unit inside a link is no sentence."""
    return unit.kind != "heading" and len(unit.text) <= line_context.LINK_LENGTH and not is_stopped(unit.text)


def _whole(text: str, rule: str) -> str | None:
    """The rule, if every sentence of the text is furniture; a true sentence keeps the others."""
    if rule.startswith(("meta/", "furniture/embedded-post", "furniture/copyright")):
        return rule
    pieces = _PIECE_END.split(text)
    told = len(pieces) > 1 and any(
        (is_sentence_like(piece) or is_stopped(piece)) and not line_rule(piece) for piece in pieces
    )
    return None if told else rule


def _path_rule(unit: Unit, is_like: bool, nearest: int = 2) -> str | None:  # noqa: FBT001
    """The rule that the names of the nearest HTML elements call for; a sentence stays in any box."""
    rule = _named_rule(" ".join(unit.path.split()[-nearest:]))
    return rule if not is_like or rule == "furniture/embedded-post" else None


@lru_cache(maxsize=1024)
def _named_rule(elements: str) -> str | None:
    """The first rule that the names of some elements call for; the blocks of a page share their paths."""
    return next((rule for name, rule in _PATH_RULES if name in elements), None)


def _outside_rule(unit: Unit) -> str:
    """The rule for a block outside the article: its own if it has one."""
    if (
        unit.kind == "heading"
        and unit.path.rsplit(maxsplit=1)[-1:]
        and unit.path.split()[-1].startswith("h1")
    ):
        return "head"
    text = unit.text
    rule = sentence_rule(text) if is_sentence_like(text) else line_rule(text)
    if rule is None and unit.kind == "caption":
        return "caption"
    return rule or (_path_rule(unit, is_like=False, nearest=4) if unit.path else None) or OUTSIDE


def _opens_block(rule: str | None, text: str) -> bool:
    """Whether the line is nothing but a heading over links."""
    return rule in _BLOCK_RULES and len(text) <= 60 and ":" not in plain(text) and not is_stopped(text)


def is_live_headline(text: str) -> bool:
    """Whether a line is a label such as *Live* with a headline of its own behind it."""
    label, colon, rest = text.partition(":")
    return bool(colon) and len(label.split()) <= 2 and len(rest.split()) >= 3


def _keep_headline(lines: line_context.Lines) -> None:
    """Give back a first line that only opens like a button: "Live: storm nears coast" is the headline."""
    for index in range(min(lines.start, len(lines.texts))):
        rule = lines.rules[index]
        if rule is None:
            return
        told = len(lines.texts[index].split()) >= 6 or is_live_headline(lines.texts[index])
        if rule.startswith("furniture/") and told and index == 0:
            if rule in {"furniture/live-or-video", "furniture/related", "furniture/share", "furniture/shop"}:
                lines.rules[index] = "head"
            return


def _headings(units: Sequence[Unit], lines: line_context.Lines) -> None:
    """Name the headings that markup declares."""
    for index, unit in enumerate(units):
        if unit.kind == "heading" and lines.rules[index] is None and not lines.page.like[index]:
            lines.rules[index] = "head" if index < lines.start else "subhead"


CONTACT = "private/contact"
COMMENT = "private/reader-comment"

HEADING_LENGTH = 90
"""Longest line that opens a block of contacts. Unit: characters; they have 8 to 60."""

BLOCK_LINES = 12
"""Most lines of a block of contacts behind its heading; two people have ten. Judgement."""

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
