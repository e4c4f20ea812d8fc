"""What stands in a story's file and is for the desk or its readers alone: contacts, readers' comments.

Each piece is left out by its place only; its words are on no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.model import Unit

CONTACT = "private/contact"
COMMENT = "private/reader-comment"

HEADING_LENGTH = 90
"""Longest line that opens a block of contacts. Unit: characters; they have 8 to 60."""

BLOCK_LINES = 12
"""Most lines of a block of contacts behind its heading. Unit: lines; two people have ten."""

LINE_LENGTH = 80
"""Longest line of such a block. Unit: characters; longer ones are text."""

_MAIL = r"(?<![\w.+-])[\w.+-]++(?:@| \(at\) |\[at\]| at )[\w-]++(?:\.[\w-]++)++"
_PHONE = r"(?:\+|\(?0)[\d\s()./-]{5,20}\d|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}"
_LABEL = (
    r"(?:(?:e-?mail|mail|tel(?:ephone|efon|éfono|efono|éfone)?|phone|fono|fax|mobile?|cell|m[óo]vil|handy"
    r"|mobil"
    r"|office|direct|press(?: office| desk)?|newsroom|whatsapp|signal)\b\s?[.:]*\s*|[tempf]\s?[.:]\s*)"
)
_REACH = re.compile(rf"{_MAIL}|(?<![\w.,])(?:{_PHONE})(?!\w)", re.IGNORECASE)
_NUMBER = r"\+[\d\s()./-]{7,20}\d|\(?0\d[\d\s()/-]{6,18}\d"
_DIGITS = re.compile(r"\d[\d\s()./-]{4,}\d")
_AT = re.compile(r" at\]| at [\w-]++\.\w")
_PART = rf"(?:{_MAIL}|{_LABEL}(?:{_MAIL}|{_PHONE}|\d[\d\s()./-]{{4,20}}\d)|{_NUMBER})"
_REACH_LINE = re.compile(
    rf"\A(?:[^\W\d_][\w .'’()&/-]{{1,60}}?[,:|–—-]\s*){{0,3}}"
    rf"{_PART}(?:[\s,;|/·•–—-]*+(?:or|und|oder|ou|o|and|y|et)?[\s,;|/·•–—-]*+{_PART}){{0,4}}\.?",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"\b(?:isbn|issn|doi|cve|nr|no|№)\b|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b", re.IGNORECASE
)
_HEADING = re.compile(
    r"\A(?:for (?:more|further|additional|media|press) (?:information|inquiries|enquiries|details"
    r"|queries)\b.{0,60}"
    r"|(?:(?:media|press|news|public|investor|pr|corporate)\s)*(?:contacts?|enquiries|inquiries|relations"
    r"|office)(?: (?:details|information|person))?"
    r"|notes? (?:to|for) (?:the )?editors?"
    r"|presse-?kontakte?|medien-?kontakte?|kontakt(?:e|person)?(?: für (?:die )?(?:medien|presse))?"
    r"|ansprechpartner(?:in)?.{0,30}"
    r"|(?:rückfragen|weitere informationen|pressestelle)\b.{0,40}"
    r"|contacts? (?:presse|médias?)|relations? (?:presse|médias)|service (?:de )?presse"
    r"|contactos?(?: (?:de|para))?(?: (?:la )?prensa| medios)|gabinete de prensa"
    r"|contatt[io](?: (?:per la )?stampa)?|ufficio stampa|contatos?(?: (?:para|de|com))?(?: a)?(?: imprensa)?"
    r"|assessoria de imprensa|pers-?contact(?:en)?|persvoorlichting)\s*[:：]?",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?:(?:for|if) .{0,80}\b(?:contact|call|e-?mail|write to|reach)\b|(?:please )?(?:contact|e-?mail)\b"
    r"|(?:für|bei) (?:weitere|rückfragen|fragen|medienanfragen).{0,80}"
    r"|pour (?:plus|toute|tout).{0,80}|para (?:más|mas|mais).{0,80}|per (?:maggiori|ulteriori).{0,80})",
    re.IGNORECASE,
)
_REQUEST_STARTS = frozenset("bcefip")
_END = re.compile(
    r"#{2,}|-?\s?(?:30|ends?|ende|fin|fine)\s?-?|source\b.*|about\b.*|über\b.*|à propos\b.*|acerca\b.*",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?。][\"'’”)]*$")
_MAY_HEAD = ("omment", "oment", "respons", "repl", "thought", "eacti")
"""What every heading over comments holds."""
_COMMENTS_HEADING = re.compile(
    r"\A(?:(?:reader(?:s['’]|['’]s)? )?comments?\s*(?:\(?\d+\)?)?:?|\d+ (?:comments?|responses|replies"
    r"|thoughts on .{1,120})"
    r"|(?:leser)?kommentare?\s*(?:\(?\d+\)?)?:?|\d+ kommentare?|commentaires?\s*(?:\(?\d+\)?)?"
    r"|\d+ commentaires?"
    r"|comentarios?\s*(?:\(?\d+\)?)?|\d+ comentarios?|comentários?\s*(?:\(?\d+\)?)?|\d+ comentários?"
    r"|commenti\s*(?:\(?\d+\)?)?"
    r"|reacties\s*(?:\(?\d+\)?)?)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:reply|antworten|répondre|responder|rispondi|reageer|upvote|report(?: (?:comment|abuse))?|like"
    r"|gefällt mir)(?: \(?\d+\)?)?"
    r"|.{2,40} (?:says|said|wrote|schreibt|schrieb|dit|dijo|escribió):?|.{0,60}\b(?:ago|vor \d+ \w+"
    r"|hace \d+ \w+|il y a \d+ \w+)",
    re.IGNORECASE,
)
_COMMENT_BOXES_WORDS = """
comments comment-list commentlist comment-body comment-content comment-text comments-area comments-section
comment-section comments-list comments-container disqus_thread reader-comments user-comments comment-thread
kommentare leserkommentare kommentar-liste commentaires comentarios livefyre
"""
_COMMENT_BOXES = frozenset(_COMMENT_BOXES_WORDS.split())
_WHOLE = ("html", "body", "main", "article")
"""Elements whose names tell of the whole page: that it may have comments."""
_NAME = re.compile(r"[.#@]([^\s.#@]+)")


def private(units: Sequence[Unit]) -> dict[int, str]:
    """Return the rule of each unit that is for nobody else, by its number.

    >>> lines = ["The bridge is shut.", "Media contact:", "Una Holm", "+44 555 0100", "It stays so for now."]
    >>> sorted(private([Unit(line, ((0, 0, -1),)) for line in lines]))
    [1, 2, 3]
    """
    found = dict.fromkeys(_comments(units), COMMENT)
    heads = "\n".join([unit.text for unit in units if len(unit.text) <= HEADING_LENGTH])
    if not found and any(map(heads.__contains__, _MAY_HEAD)):
        found = dict.fromkeys(_behind_heading(units), COMMENT)
    for number in _contacts(units):
        found.setdefault(number, CONTACT)
    return found


def is_private(sentence: str) -> bool:
    """Return whether a sentence asks to write or to call somebody and says where."""
    return (
        sentence[:1].lower() in _REQUEST_STARTS
        and _REQUEST.match(sentence) is not None
        and _REACH.search(sentence) is not None
    )


def _may_reach(text: str) -> bool:
    """Whether a text holds what every way to reach somebody does."""
    return (
        "@" in text
        or "(at)" in text
        or (" at" in text and _AT.search(text) is not None)
        or bool(_DIGITS.search(text))
    )


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
        if len(text) <= 2 * LINE_LENGTH and _may_reach(text) and _reaches(text):
            yield number
        number += 1


def _opens(text: str) -> bool:
    """Whether a line is the heading of contacts, with the first of them behind it or not."""
    head = text.partition(":")[0] if ":" in text else text
    return _HEADING.fullmatch(head.strip(" *_#:")) is not None


def _reaches(text: str) -> bool:
    """Whether a line holds nothing but ways to reach somebody."""
    return not _OTHER_NUMBER.search(text) and _REACH_LINE.fullmatch(text.strip(" *_()[]<>")) is not None


def _block(units: Sequence[Unit], start: int) -> Iterator[int]:
    """The heading and the lines under it that are no text."""
    yield start
    for number in range(start + 1, min(start + 1 + BLOCK_LINES, len(units))):
        text = units[number].text
        if units[number].kind == "heading" or _END.fullmatch(text):
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
    told = False
    for number, unit in enumerate(units):
        told = told or (len(unit.text) >= LINE_LENGTH and _STOP.search(unit.text) is not None)
        if told and len(unit.text) <= HEADING_LENGTH and _COMMENTS_HEADING.fullmatch(unit.text):
            rest = range(number + 1, len(units))
            if sum(bool(_ANSWER.fullmatch(units[each].text)) for each in rest) >= 2:
                return rest
    return range(0)
