"""Pieces glued to a sentence that go aside while the sentence stays: labels, promotions, photo credits."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from sitegen.languages import union, words_of
from sitegen.languages.phrases import any_of, one_of
from sitegen.read.furniture.credits import meta_rule
from sitegen.read.furniture.phrases import plain

PROMOTION_LENGTH = 90
"""Most characters of a glued promotion, label included; longer ones are sentences with a label. Measured on
1,400 stories of development: 95 % of promotions on their own line have up to 80."""
CREDIT_LENGTH = 90
"""Most characters of a photo credit at the end of a caption. Measured on 1,400 stories of development: 5 to
52."""
AGENCY_LENGTH = 28
"""Most characters of an agency's name behind a dash, dash included. Judgement: *— Northwater Press Agency*
has 25."""
LEAST_REST = 3
"""Least words of the sentence that stays behind a glued piece. Judgement: *He resigned on Monday.* has 4
words, *Mayor resigns.* is no sentence that a label is glued to."""

_NAMES = r"[^\W\d_a-z][\w.'’-]*"


class _LabelPatterns:
    """Patterns made from the words of all languages."""

    def __init__(self) -> None:
        self.label = re.compile(
            rf"(?:{any_of('furniture.advertisements')}\s?[:.|–—-]?|{one_of(words_of('furniture.continued'))})"
            r"\s+(?=[\"“„«¿¡(]?[^\W\d_a-zà-öø-ÿ]|[\"“„«]?\d)"
        )
        self.promotion = re.compile(
            rf"\A(?:[^\W\d_a-zà-öø-ÿ]{{2,}}+\s){{0,3}}(?:{any_of('furniture.shouted')}"
            rf"|(?i:{any_of('furniture.promotions')}))\s?:\s+"
        )
        pages = rf"(?i:{any_of('furniture.pages')})"
        self.page = re.compile(rf"\A[^\W\d_a-z][^.:!?]{{2,40}}:\s{pages}\s\d{{1,3}}\s+(?=[^\W\d_a-zà-öø-ÿ])")
        """Where something else stands in a printed paper."""
        self.credit_at_end = re.compile(
            r"(?:(?<=[.!?\"”’)])\s*+[—–-]\s*+(?P<agency>[\w /]{2,24})"
            r"|(?<![\s.])[\s.]++[(\[](?P<bracket>[^()\[\]]{2,70})[)\]]"
            rf"|(?<=[.!?\"”’)\w])\s+(?:[–—|-]\s+)?(?P<label>{any_of('furniture.picture_labels')}"
            r"(?:\s(?:credit|by))?\s*[:/]\s*[^.:]{2,60})"
            rf"|(?<=[.!?\"”’)\w])\s+(?P<sign>©\s?{_NAMES}(?:[ /]{_NAMES}){{0,4}})"
            rf"|(?<=[.!?\"”’)])\s+(?P<slash>{_NAMES}(?: {_NAMES})?/{_NAMES}(?: {_NAMES}){{0,3}}))\.?$"
        )


_patterns = cache(_LabelPatterns)
"""Return the patterns; they are made for the first sentence that needs them."""


@cache
def _starters() -> frozenset[str]:
    """Return the words of all languages, in small letters, with which a sentence may begin."""
    return union(lambda known: chain(known.common.words, map(str.lower, known.sentences.starters)))


def trim(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the spans of `text` that go aside, in order, each with its rule; the rest is the sentence.

    >>> trim("ANZEIGE Die Brücke bleibt bis Freitag für Lastwagen gesperrt.")
    ((0, 7, 'furniture/advertisement'),)
    >>> trim("The Advertising Standards Board met on Monday.")
    ()
    """
    front = _front(text) if text[:1].isupper() and _may_open_glued(text) else None
    end = _credit(text, front[1] if front else 0) if _may_end_in_credit(text[-CREDIT_LENGTH:]) else None
    return tuple(piece for piece in (front, end) if piece) if front or end else ()


def _front(text: str) -> tuple[int, int, str] | None:
    """The glued piece at the start."""
    match = _patterns().label.match(text)
    if match and _is_rest(text[match.end() :]):
        return 0, len(text[: match.end()].rstrip()), "furniture/advertisement"
    if ":" not in text[:40]:
        return None
    page = _patterns().page.match(text)
    if page and _is_rest(text[page.end() :]):
        return 0, len(text[: page.end()].rstrip()), "furniture/next-edition"
    promotion = _patterns().promotion.match(text)
    return _promotion(text, promotion.end()) if promotion else None


def may_be_glued(text: str) -> bool:
    """Return whether something may be glued to a sentence: quick, and true of one in ten."""
    return _may_open_glued(text) or _may_end_in_credit(text[-CREDIT_LENGTH:])


def _may_open_glued(text: str) -> bool:
    head = text[:40]
    return head[1:2].isupper() or ":" in head or " continues " in head[:20]


def _promotion(text: str, start: int) -> tuple[int, int, str] | None:
    """The promotion that ends where a sentence begins in mid-line: a function word in capitals after none."""
    previous = ""
    for match in re.finditer(r"\S+", text[start : start + PROMOTION_LENGTH]):
        word = match[0]
        at = start + match.start()
        begins = (
            word[0].isupper()
            and word.lower().strip(",") in _starters()
            and not word.isupper() | (word == "A")
        )
        if begins and at - start >= 5 and previous and _closes(previous) and _is_rest(text[at:]):
            return 0, len(text[:at].rstrip()), "furniture/read-more"
        previous = word
    return None


def _closes(word: str) -> bool:
    """Whether a promotion can end with this word."""
    return (word[-1].isalnum() and word.lower() not in _starters()) or word[-1] in "?!"


def _is_rest(text: str) -> bool:
    """Whether a true sentence is left: three words or more, not all in capitals, with an end mark."""
    return (
        len(text.split()) >= LEAST_REST
        and not text.isupper()
        and text.rstrip('"”’»)').endswith((".", "!", "?"))
    )


def _credit(text: str, start: int) -> tuple[int, int, str] | None:
    """The photo credit at the end of a caption."""
    match = _patterns().credit_at_end.search(text, max(start, len(text) - CREDIT_LENGTH))
    if match is None or not _is_credit(match):
        return None
    at = len(text[: match.start(match.lastgroup or 0)].rstrip("([—–-| "))
    if len(text[start:at].split()) < LEAST_REST:
        return None
    first = next(index for index in range(at, len(text)) if not text[index].isspace())
    return first, len(text), "meta/photo-credit"


def _may_end_in_credit(tail: str) -> bool:
    end = tail[-AGENCY_LENGTH:]
    return (
        tail[-1:] in ")]"
        or "/" in tail
        or "©" in tail
        or ": " in tail
        or "—" in end
        or "–" in end
        or " - " in end
    )


def _is_credit(match: re.Match[str]) -> bool:
    """Whether the piece at the end is a credit by its words; an agency in brackets stands behind a stop."""
    if match["slash"] or match["sign"]:
        return True
    name = match["bracket"] or match["agency"] or match["label"]
    rule = meta_rule(name, plain(name))
    if rule == "meta/photo-credit":
        return True
    before = match.string[: match.start(match.lastgroup or 0)].rstrip("([—–-| ")
    return rule in {"meta/agency", "meta/credit"} and before.endswith((".", "!", "?", '"', "”"))
