"""Which rule sets a line, a sentence or what is glued to it aside, judged by its own words alone.

What is about advertising, cookies, sponsors or newsletters is news like anything else; what *is* an
advertisement, a cookie notice or a newsletter box is furniture. So no rule looks for a word inside a
sentence: a rule speaks for a whole line or not at all.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain

from sitegen.languages import union, words_of
from sitegen.languages.phrases import any_of, one_of, pieces, worded
from sitegen.read.furniture.wording import (
    MARKS,
    OPENER_LENGTH,
    credit_words,
    first_word,
    is_credit,
    is_stopped,
    may_credit,
    meta_rule,
    mixed_line,
    phrase_rule,
    plain,
    table,
)
from sitegen.text.numerals import has_digit

POST_LENGTH = 320
"""Most characters of an embedded post. From: 280, the longest post of the common networks, and a signature
of 40."""

INBOX_LENGTH = 200
"""Most characters of a line that promises mail. Measured on 1,400 stories of development: up to 95."""
INBOX_END = 45
"""Most characters from the words for the reader's inbox to the end of such a line. Judgement."""
SHORT_PIECE = 4
"""Letters of a piece that is looked for with its first. From: *mail*, whose *ail* stands in *sailed*."""
_QUOTES = "\"'“”„«»‘’‚"
_LETTER = re.compile(r"[^\W_]")
_RULED = re.compile(r"([-=*_~#])\1{2,20} ?[^\W\d_a-z][^\Wa-z]*+(?: [^\W\d_a-z][^\Wa-z]*+){0,5} ?\1{3,20}")
"""Words in capitals between rules: *----- BEGIN SIGNED MESSAGE -----*."""
_HANDLE = r"\(?@[\w.]{1,30}\)?"
_SIGNATURE = re.compile(rf"(?:[—–-]|&mdash;)\s?.{{1,70}}\s\({_HANDLE}\)\s.{{4,40}}")
_BARE_SIGNATURE = re.compile(rf".{{1,50}}\s\(?{_HANDLE}\)?(?:\s?[·•|,–—-]\s?.{{1,24}})?")
_POST = re.compile(rf"[^@.]{{2,50}}\s{_HANDLE}\s[–—:·-]\s.{{2,280}}")
_POST_LINK = re.compile(r"(?:\bpic\.[\w-]++(?:\.[a-z]{2,10}){1,3}/\w++|\bt\.co/\w{6,})…?$", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©\s?copyright|copyright\s?©|©|\(c\)|copyright)\s?(?:\(c\)\s?)?(?:\d{4}(?:\s?[-–/]\s?\d{2,4})?\b.{0,200}|(?:by\s)?[^\d.]{2,50}(?:\s\d{4})?)\.?"
    r"|.{2,60}©\s?\d{4}.{0,80}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\A(?:(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|example|de|fr|es|pt|br|uk|eu)(?:/\S*)?)"
)
_ADDRESS_LABEL = r"(?:<fields.url|fields.outlet>\s?[:：])?"
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*)+")
_BARS = re.compile("[|•·]")
_PIPES = re.compile(r"\s[|•·]\s?|\s?[|•·]\s")
_CRUMBS = re.compile(r"\s[>›»]\s")


class _RulePatterns:
    """The words of all languages, and patterns made from them."""

    def __init__(self) -> None:
        self.inboxes = words_of("furniture.inboxes")
        self.reserved = re.compile(any_of("furniture.reserved"), re.IGNORECASE)
        self.count = re.compile(
            rf"\A(?P<count>\d[\d.,]*+\s?[km]?)\s"
            rf"(?:(?P<comments>{any_of('furniture.comments')})|{any_of('furniture.counted')})",
            re.IGNORECASE,
        )
        self.counts = re.compile(rf"\A{one_of(words_of('furniture.counts'))}")
        self.contact = re.compile(
            rf"\A{any_of('furniture.contacts')}?\s?[:.]?\s?[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
            re.IGNORECASE,
        )
        self.bulletin = re.compile(
            rf"{any_of('furniture.bulletins')}\s(?:no\.?\s)?\d{{1,5}}\b[^.]{{0,60}}", re.IGNORECASE
        )
        of = any_of("numbers.of")
        pages = any_of("furniture.pages")
        self.from_pages = re.compile(rf"{pages}\s\d{{1,3}}(?:\s(?:{of}|/)\s\d{{1,3}})?", re.IGNORECASE)
        self.home = words_of("furniture.home")


_patterns = cache(_RulePatterns)
"""Return the patterns; they are made for the first line that needs them."""


@lru_cache(maxsize=1024)
def line_rule(text: str) -> str | None:
    """Return the rule that speaks for the whole of a line, or None."""
    if _RULED.fullmatch(text):
        return "ornament"
    if not _LETTER.search(text):
        return "ornament" if text.isascii() or all(mark in MARKS for mark in text) else None
    key = plain(text)
    return meta_rule(text, key) or phrase_rule(text, key) or _mark_rule(text, key) or _counted_rule(key)


def _counted_rule(key: str) -> str | None:
    """The rule for a button with its count behind it: ``Comments 12``."""
    button = key.rstrip("0123456789.,() ") if key[-1:].isdigit() else ""
    rule = table().exact.get(button)
    return rule if rule in {"furniture/comment-policy", "furniture/share"} else None


def sentence_rule(text: str, *, unmarked: bool = False) -> str | None:
    """Return the rule that speaks for a whole sentence, or None; quick where no rule can.

    `unmarked` says that `has_mark` is known to be false.

    >>> sentence_rule("Please read our comment policy before you join the debate.")
    'furniture/comment-policy'
    >>> sentence_rule("The paper changed its comment policy after the debate got out of hand.")
    """
    marked = not unmarked and has_mark(text)
    if not (marked or may_speak(text)):
        return None
    key = plain(text)
    word = _bare(text.partition(" ")[0])
    rule = phrase_rule(text, key) if _head(text).startswith(table().sentence_openers.get(word, ())) else None
    if rule is None and may_credit(word, text) and is_credit(text, key):
        rule = "meta/credit"
    return rule or (_mark_rule(text, key) if marked else None)


@cache
def _openings() -> dict[str, tuple[str, ...]]:
    """Return the openings of sentences that a rule sets aside for its words, by their first word."""
    return table().sentence_openers | dict.fromkeys(credit_words(), ("",))


def may_speak(text: str) -> bool:
    """Return whether a rule may speak for a sentence for its words rather than for a mark in it."""
    openings = _openings().get(_bare(text.partition(" ")[0]))
    return (openings is not None and _head(text).startswith(openings)) or "contributed" in text


@lru_cache(maxsize=1024)
def _bare(token: str) -> str:
    """The word that a token of running text is, which mostly recurs."""
    return token.strip(MARKS).lower().rstrip(",:")


def _head(text: str) -> str:
    """The start of a text as phrases are compared."""
    return text[:OPENER_LENGTH].lower().replace("’", "'").lstrip(MARKS)


def has_mark(text: str, *, at_end: bool = True) -> bool:
    """Whether a text holds a mark that no reporter's sentence has: a handle, a bar, a sign of copyright.

    Words for the reader's inbox count at the end of the text only, or anywhere in it.
    """
    return (
        "@" in text
        or "©" in text
        or "|" in text
        or ("/" in text and ("pic." in text or "t.co/" in text))
        or ("(" in text and "(c) " in text)
        or any(map((text[-INBOX_END:] if at_end else text).__contains__, _pieces("furniture.inboxes")))
        or any(map(text.__contains__, _pieces("furniture.reserved")))
    )


@cache
def _pieces(entry: str) -> tuple[str, ...]:
    """Return the `pieces` of phrases of all languages, in capitals or not."""
    return tuple(piece[1:] if len(piece) > SHORT_PIECE else piece for piece in pieces(words_of(entry)))


def _mark_rule(text: str, key: str) -> str | None:
    """The rule for lines that marks give away: handles, signs, bars, counts."""
    if "|" in text and (mixed := mixed_line(text)):
        return mixed
    if has_mark(text):
        rule = _post_rule(text, key) or _reserved_rule(text) or _inbox_rule(text, key)
        if rule:
            return rule
    if ("©" in text or "opyright" in text or "(c)" in text or "(C)" in text) and _COPYRIGHT.fullmatch(text):
        return "furniture/copyright"
    return None if is_stopped(text) or len(text) > POST_LENGTH else _list_rule(text, key)


def _reserved_rule(text: str) -> str | None:
    """The rule for a short line that ends with the words that reserve all rights."""
    match = _patterns().reserved.search(text) if len(text) <= POST_LENGTH else None
    return "furniture/copyright" if match and match.end() >= len(text.rstrip(" .")) else None


def _inbox_rule(text: str, key: str) -> str | None:
    """The rule for a line that ends with the promise of mail."""
    if len(text) > INBOX_LENGTH or text[0] in _QUOTES:
        return None
    return "furniture/newsletter" if any(box in key[-INBOX_END:] for box in _patterns().inboxes) else None


def _list_rule(text: str, key: str) -> str | None:
    """The rule for stop-less lines made of counts, links or parts between bars."""
    count = _patterns().count.fullmatch(key) if key[:1].isdigit() else None
    if count:
        return "furniture/comment-policy" if count["comments"] else "furniture/share"
    if not text.isascii() and has_digit(key) and _patterns().counts.fullmatch(key):
        return "furniture/share"
    label, _, address = text.rpartition(" ") if "." in text else ("", "", "")
    if _ADDRESS.fullmatch(address.strip("<>")) and worded(_ADDRESS_LABEL).fullmatch(label):
        return "furniture/link"
    if has_digit(key) and (_patterns().bulletin.fullmatch(key) or _patterns().from_pages.fullmatch(key)):
        return "furniture/next-edition"
    if text.startswith("#") and _HASHTAGS.fullmatch(text):
        return "furniture/tags"
    return _bar_rule(text)


def _bar_rule(text: str) -> str | None:
    """The rule for menus and bread crumbs; rows of figures stay."""
    parts = [part for part in _PIPES.split(text) if part] if _BARS.search(text) else ()
    if len(parts) >= 3 and all(len(part.split()) <= 5 and not part.strip().isdigit() for part in parts):
        digits = sum(has_digit(part) for part in parts)
        return "furniture/navigation" if digits * 2 < len(parts) else None
    crumbs = _CRUMBS.split(text) if ">" in text or not text.isascii() else ()
    if len(crumbs) >= 2 and all(len(crumb.split()) <= 6 for crumb in crumbs):
        return (
            "furniture/navigation"
            if len(crumbs) > 2 or first_word(plain(crumbs[0])) in _patterns().home
            else None
        )
    return None


def is_signature(text: str) -> bool:
    """Whether a line signs an embedded post: a dash, a name, a handle in brackets, a date.

    >>> is_signature("— Harbour Watch (@harbourwatch) May 6, 2026")
    True
    """
    return "@" in text and len(text) <= POST_LENGTH and _SIGNATURE.fullmatch(text) is not None


def is_post_line(text: str) -> bool:
    """Whether a line carries the picture link that ends an embedded post."""
    return len(text) <= POST_LENGTH and _POST_LINK.search(text) is not None


def _post_rule(text: str, key: str) -> str | None:
    """The rule for lines of embedded posts and for addresses."""
    if len(text) > POST_LENGTH:
        return None
    if is_signature(text) or is_post_line(text):
        return "furniture/embedded-post"
    if "@" in text:
        if _patterns().contact.fullmatch(key):
            return "furniture/contact"
        if not is_stopped(text) and (_POST.fullmatch(text) or _BARE_SIGNATURE.fullmatch(text)):
            return "furniture/embedded-post"
    return None


PROMOTION_LENGTH = 90
"""Most characters of a glued promotion, label included; longer ones are sentences with a label. Measured on
1,400 stories of development: 95 % of promotions on their own line have up to 80."""
CREDIT_LENGTH = 90
"""Most characters of a photo credit at the end of a caption. Measured: 5 to 52."""
AGENCY_LENGTH = 28
"""Most characters of an agency's name behind a dash, dash included. Judgement: *— Northwater Press Agency*
has 25."""
LEAST_REST = 3
"""Least words of the sentence that stays behind a glued piece. Judgement: *He resigned on Monday.* has 4
words, *Mayor resigns.* is no sentence that a label is glued to."""

_NAMES = r"[^\W\d_a-z][\w.'’-]*"


class _GluedPatterns:
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


_glued = cache(_GluedPatterns)
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
    match = _glued().label.match(text)
    if match and _is_rest(text[match.end() :]):
        return 0, len(text[: match.end()].rstrip()), "furniture/advertisement"
    if ":" not in text[:40]:
        return None
    page = _glued().page.match(text)
    if page and _is_rest(text[page.end() :]):
        return 0, len(text[: page.end()].rstrip()), "furniture/next-edition"
    promotion = _glued().promotion.match(text)
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
    match = _glued().credit_at_end.search(text, max(start, len(text) - CREDIT_LENGTH))
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
