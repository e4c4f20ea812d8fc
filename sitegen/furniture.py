"""Which rule sets a line or a sentence aside, judged by its own words alone.

What is about advertising, cookies, sponsors or newsletters is news like anything else; what *is* an
advertisement, a cookie notice or a newsletter box is furniture. So no rule looks for a word inside a
sentence: a rule speaks for a whole line or not at all.
"""

from __future__ import annotations

import re

from sitegen.credits import is_credit, meta_rule
from sitegen.phrases import MARKS, first_word, is_stopped, phrase_rule, plain, table

POST_LENGTH = 320
"""Most characters of an embedded post."""

_SENTENCE_MARKS = ("@", "©", "|", "pic.", "t.co/", "rights reserved", "contributed to this", "(c) ")
_LETTER = re.compile(r"[^\W_]")
_HANDLE = r"\(?@[\w.]{1,30}\)?"
_SIGNATURE = re.compile(rf"(?:[—–-]|&mdash;)\s?.{{1,70}}\s\({_HANDLE}\)\s.{{4,40}}")
_BARE_SIGNATURE = re.compile(rf".{{1,50}}\s\(?{_HANDLE}\)?(?:\s?[·•|,–—-]\s?.{{1,24}})?")
_POST = re.compile(rf"[^@.]{{2,50}}\s{_HANDLE}\s[–—:·-]\s.{{2,280}}")
_POST_LINK = re.compile(r"(?:\bpic\.[\w-]+(?:\.[a-z]{2,10})+/\w+|\bt\.co/\w{6,})…?$", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright(?:\s?©)?)\s?(?:\(c\)\s?)?(?:\d{4}(?:\s?[-–/]\s?\d{2,4})?\b.{0,200}|(?:by\s)?[^\d.]{2,50})"
    r"|.{2,60}©\s?\d{4}.{0,80}",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    r"rights reserved|alle rechte vorbehalten|tous droits réservés|derechos reservados|direitos reservados|diritti riservati",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?P<count>\d[\d.,]*\s?[km]?)\s(?:"
    r"(?P<comments>comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|replies|antworten)"
    r"|(?:shares?|likes?|retweets?|views?|reposts?|followers|geteilt|aufrufe|partages?|vues|compartidos?|visualizaciones"
    r"|partilhas|compartilhamentos|visualizações|photos|images|fotos|bilder))",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:e-?mail|mail|tel|phone|telefon|teléfono|telefone|fax)?\s?[:.]?\s?[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|example|de|fr|es|pt|br|uk|eu)(?:/\S*)?"
)
_BULLETIN = re.compile(
    r"(?:bulletin|edition|issue|no\.|vol\.|ausgabe|nr\.|édition|numéro|boletín|edición|edição)\s(?:no\.?\s)?\d{1,5}\b[^.]{0,60}",
    re.IGNORECASE,
)
_FROM_PAGES = re.compile(
    r"(?:page|seite|página|pagina)\s\d{1,3}(?:\s(?:of|von|de|di|sur|/)\s\d{1,3})?", re.IGNORECASE
)
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*)+")
_PIPES = re.compile(r"\s[|•·]\s?|\s?[|•·]\s")
_CRUMBS = re.compile(r"\s[>›»]\s")
_HOME = frozenset(
    {"home", "start", "startseite", "accueil", "inicio", "início", "portada", "news", "nachrichten", "index"}
)


def line_rule(text: str) -> str | None:
    """Return the rule that speaks for the whole of a line, or None."""
    if not _LETTER.search(text):
        return "ornament" if text.isascii() or all(mark in MARKS for mark in text) else None
    key = plain(text)
    return meta_rule(text, key) or phrase_rule(text, key) or _mark_rule(text, key)


def sentence_rule(text: str) -> str | None:
    """Return the rule that speaks for a whole sentence, or None; quick where no rule can.

    >>> sentence_rule("Please read our comment policy before you join the debate.")
    'furniture/comment-policy'
    >>> sentence_rule("The paper changed its comment policy after the debate got out of hand.")
    """
    word = text.partition(" ")[0].strip(MARKS).lower().rstrip(",:")
    if word not in _sentence_words() and not any(mark in text for mark in _SENTENCE_MARKS):
        return None
    key = plain(text)
    if is_credit(text, key):
        return "meta/credit"
    return phrase_rule(text, key) or _mark_rule(text, key)


_CREDIT_WORDS = frozenset(
    "reporting editing writing compiled edited additional written with mit avec con com editado edição reportagem "
    "reportage reporte édité mitarbeit redaktion redigiert bearbeitet source quelle fuente fonte".split()  # noqa: SIM905
)


def _sentence_words() -> frozenset[str]:
    """First words at which a sentence is looked at closely."""
    words = _WORDS.get("words")
    if words is None:
        words = _WORDS["words"] = table().sentence_words | _CREDIT_WORDS
    return words


_WORDS: dict[str, frozenset[str]] = {}


def _mark_rule(text: str, key: str) -> str | None:
    """The rule for lines that marks give away: handles, signs, bars, counts."""
    if "@" in text or "pic." in text or "t.co/" in text:
        rule = _post_rule(text, key)
        if rule:
            return rule
    if ("©" in text or "opyright" in key or "(c)" in key) and _COPYRIGHT.fullmatch(text):
        return "furniture/copyright"
    if (
        len(text) <= POST_LENGTH
        and text.count(".") <= 3
        and _RESERVED.search(text)
        and len(key.split()) <= 14
    ):
        return "furniture/copyright"
    return None if is_stopped(text) or len(text) > POST_LENGTH else _list_rule(text, key)


def _list_rule(text: str, key: str) -> str | None:
    """The rule for stop-less lines made of counts, links or parts between bars."""
    count = _COUNT.fullmatch(key)
    if count:
        return "furniture/comment-policy" if count["comments"] else "furniture/share"
    if _ADDRESS.fullmatch(text):
        return "furniture/link"
    if _BULLETIN.fullmatch(key) or _FROM_PAGES.fullmatch(key):
        return "furniture/next-edition"
    if text.startswith("#") and _HASHTAGS.fullmatch(text):
        return "furniture/tags"
    return _bar_rule(text)


def _bar_rule(text: str) -> str | None:
    """The rule for menus and bread crumbs; rows of figures stay."""
    parts = [part for part in _PIPES.split(text) if part]
    if len(parts) >= 3 and all(len(part.split()) <= 5 and not part.strip().isdigit() for part in parts):
        digits = sum(any(map(str.isdigit, part)) for part in parts)
        return "furniture/navigation" if digits * 2 < len(parts) else None
    crumbs = _CRUMBS.split(text)
    if len(crumbs) >= 2 and all(len(crumb.split()) <= 6 for crumb in crumbs):
        return "furniture/navigation" if len(crumbs) > 2 or first_word(plain(crumbs[0])) in _HOME else None
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
    if len(text) > POST_LENGTH:
        return None
    if is_signature(text) or is_post_line(text):
        return "furniture/embedded-post"
    if "@" in text:
        if _CONTACT.fullmatch(key):
            return "furniture/contact"
        if _POST.fullmatch(text) or (not is_stopped(text) and _BARE_SIGNATURE.fullmatch(text)):
            return "furniture/embedded-post"
    return None
