"""What a line is by its wording: a phrase of `data/furniture.txt`, or a piece of metadata.

That is a byline, a date line, a credit, a photo credit, an agency's name. What is *measured* was measured on
1,400 stories of development.
"""

from __future__ import annotations

import re
from functools import cache
from pkgutil import get_data
from typing import NamedTuple

from sitegen.languages import words_of
from sitegen.languages.phrases import any_of, either, one_of
from sitegen.text.dates import parse, western
from sitegen.text.numerals import has_digit

MARKS = " \t\xa0-–—*#•·|►▶▸»›>→↓+_([{)]}¿¡.!?…:✉📧📲🔔📩👉📰🔴🎧"
"""Marks that stand at the ends of buttons and headings and mean nothing."""
ENDS = frozenset(".。।۔።။។։」』\"'”’»“) ")
"""What a statement can end with."""
LINE_WORDS = 16
"""Most words of a line that a phrase with ``~`` speaks for; buttons are shorter, sentences longer.
Judgement: the longest whole line of the table has 7 words."""
SENTENCE_LENGTH = 400
"""Most characters of a sentence that a phrase with ``~.`` speaks for. Judgement, not measured."""
OPENER_LENGTH = 64
"""Characters of a line within which the longest opener ends. From: the table, whose longest opener has 42."""
LABEL_LENGTH = 180
"""Most characters of a line that a label speaks for. Judgement: twice the 95 % of promotions that have up to
80 characters."""


class Phrase(NamedTuple):
    """A wording that opens a line of furniture."""

    opener: str
    rule: str
    sentence: bool
    """Whether it also opens whole sentences."""
    label: bool
    """Whether a colon must follow."""
    needs: tuple[str, ...]
    """Words of which one must stand in the rest; empty when none must."""


class PhraseTable(NamedTuple):
    """All wordings, by the whole line and by the first word of the line."""

    exact: dict[str, str]
    openers: dict[str, tuple[Phrase, ...]]
    sentence_openers: dict[str, tuple[str, ...]]
    """The openers that reach over whole sentences, by first word."""


def plain(text: str) -> str:
    """`text` as phrases are compared: lower case, straight apostrophes, no marks at the ends.

    >>> plain("▶ Don’t miss:")
    "don't miss"
    """
    return text.lower().replace("’", "'").strip(MARKS)


def first_word(key: str) -> str:
    """The word under which the phrases of a line stand in the table."""
    word = key.partition(" ")[0].rstrip(":,")
    return word if word.isascii() else word.partition("：")[0]


@cache
def table() -> PhraseTable:
    """The wordings of all languages."""
    exact: dict[str, str] = {}
    openers: dict[str, list[Phrase]] = {}
    rule = ""
    for line in (get_data("sitegen", "data/furniture.txt") or b"").decode().splitlines():
        if not line or line.startswith("# "):
            continue
        if line.startswith("["):
            rule = line[1:-1]
        elif "~" in line or line.endswith(":"):
            phrase = _phrase(line, rule)
            openers.setdefault(first_word(phrase.opener), []).append(phrase)
        else:
            exact.setdefault(plain(line), rule)
    return PhraseTable(
        exact=exact,
        openers={
            word: tuple(sorted(phrases, key=lambda phrase: (-len(phrase.opener), phrase.opener)))
            for word, phrases in openers.items()
        },
        sentence_openers={
            word: tuple(phrase.opener for phrase in phrases if phrase.sentence)
            for word, phrases in openers.items()
            if any(phrase.sentence for phrase in phrases)
        },
    )


def _phrase(line: str, rule: str) -> Phrase:
    """The phrase of a line of the table."""
    opener, _, reach = line.partition("~")
    needs = reach.removeprefix(".").removeprefix(" ")
    return Phrase(
        opener=opener.strip().removesuffix(":").strip(),
        rule=rule,
        sentence=reach.startswith("."),
        label=opener.endswith(":"),
        needs=tuple(needs.split("|")) if needs else (),
    )


def phrase_rule(text: str, key: str) -> str | None:
    """Return the rule that speaks for the whole of `text`, whose plain form is `key`."""
    wordings = table()
    rule = wordings.exact.get(key)
    if rule is None:
        for phrase in wordings.openers.get(first_word(key), ()):
            if key.startswith(phrase.opener) and _reaches(phrase, text, key):
                return phrase.rule
    return rule


def is_stopped(text: str) -> bool:
    """Whether `text` ends like a statement: a full stop, in or out of quotation marks."""
    if text[-1:] not in ENDS:
        return False
    end = text.rstrip("\"'”’»“) 」』")
    return end.endswith((".", "。", "।", "۔", "።", "။", "។", "։")) and not end.endswith("...")


def _reaches(phrase: Phrase, text: str, key: str) -> bool:
    """Whether the phrase speaks for all of the line that it opens."""
    rest = key[len(phrase.opener) :]
    if phrase.label:
        if not rest.lstrip(" ").startswith((":", "：", "|")):
            return not rest
        told = not phrase.needs or any(need in text for need in phrase.needs)
        return told and len(text) <= LABEL_LENGTH and (phrase.sentence or not is_stopped(text))
    if not rest:
        return True
    if rest[0].isalnum() or (phrase.needs and not any(need in rest for need in phrase.needs)):
        return False
    if phrase.sentence:
        return len(text) <= SENTENCE_LENGTH
    return key.count(" ") < LINE_WORDS and not is_stopped(text)


BYLINE_LENGTH = 110
"""Most characters of a byline; longer lines that open with "By" are sentences. Measured: 7 to 75."""
RELEASE_LENGTH = 50
"""Most characters of a line that only says that what follows is a press release. Measured: 13 to 21."""
DATE_LENGTH = 90
"""Most characters of a line that is nothing but a date, with its words and time. Measured: 10 to 85."""
SHORT_DATE = 20
"""Least characters of a date line that may say how long ago the story was changed. Judgement."""
MOST_SOURCE_WORDS = 8
"""Most words behind "Source:" that are a name; more are a sentence. Judgement, not measured."""
CREDIT_LENGTH = 260
"""Most characters of a credit in brackets that names reporters and editors. Measured: 17 to 62."""

CLOCK_LENGTH = 40
"""Most characters of a line that says but when it was written or changed. Judgement: *Last updated at
10:15 a.m. CEST* has 33."""

MIXED_LENGTH = 160
"""Most characters of a line of byline, dates and outlet between bars. Measured: up to 85."""
MOST_PARTS, MOST_NAMED, NAMED_WORDS = 6, 2, 4
"""Most parts of such a line, most of them that are just names, and most words of a name. Judgement."""

_EASTERN_DAY = re.compile(r"\A(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_PARTS = re.compile(
    r"\s*[|•·]\s*|\s+/\s+|\u3000+|\s{2,}|\s(?=[^\s\d:：]{1,8}：|[\u3040-\u9fff\uac00-\ud7a3]{1,8}:)"
)
_SEPARATORS = ("|", "•", "·", " / ", "  ", "\u3000", "：")
_MARKS = ".,;:()[]{}&-–—|•·/'’"
MOST_NAMES = 16
"""Most words of a byline behind "By". Judgement: four people with first and last name, and what joins them,
have 12."""
_BARE_BYLINE = re.compile(r"(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or) [a-z]{2,6}(?:/[a-z]{2,6})*")
_BETWEEN_AGENCIES = str.maketrans("/,;&+", "     ")
_AND = frozenset(("und", "and", "et"))
_CAPITALS = r"[^\W\d_a-z][\w.'’-]*"
_SLASHED = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(\d{4})(?![\d/])")
_HOST = re.compile(r"\A(?:[a-z0-9-]{1,63}\.){1,3}[a-z]{2,12}(?:/\S*)?")
_FILED = re.compile(r"(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)(?:[,:]? [^\W\d_]+){1,2}")
"""A day in figures and the section that a site files a story under."""
_NAMED = rf"{_CAPITALS}(?: {_CAPITALS}){{0,2}}"
_JOINED = rf"(?:L['’])?{_CAPITALS}(?: (?:[a-z]{{1,5}} |d['’])?{_CAPITALS}){{0,4}}"
_CITY = re.compile(rf"\A{_JOINED}(?:,\s+|\s[–—-]\s)(?:{_NAMED},\s+)?(?=\S)")
"""A place, an outlet, or a writer and an outlet, before a date."""


class _CreditPatterns:
    """The words of all languages, and patterns made from them."""

    def __init__(self) -> None:
        opening = any_of("credits.byline")
        self.byline = re.compile(rf"\A{opening}(?:\s*+[:|])?\s++(?=\S)", re.IGNORECASE)
        self.before_byline = re.compile(rf"(?<=\d\d),?\s(?={opening}\s[^\W\d_a-z])")
        self.byline_words = _first_words("byline")
        self.joining = words_of("credits.joining")
        self.courtesy = words_of("credits.courtesy")
        self.agencies = words_of("credits.agencies")
        labels = any_of("credits.labels")
        self.labelled = re.compile(rf"{labels}\s?[:：／/]\s?\S[^.。!?！？]{{0,40}}", re.IGNORECASE)
        self.credit = re.compile(rf"\(?{any_of('credits.credit')}(?!\w)", re.IGNORECASE)
        self.credit_words = _first_words("credit") | _first_words("sources")
        self.vocabulary = words_of("credits.credit_words")
        self.contributed = re.compile(
            rf"(?:[^\W\d_a-z].{{2,160}} )?(?:(?:has|have|had) )?{any_of('credits.contributed')}\b.{{0,40}}"
        )
        self.source = re.compile(rf"{any_of('credits.sources')}\s?:\s*(?P<name>\S.{{1,90}})", re.IGNORECASE)
        by = any_of("credits.photo_by")
        self.photo = re.compile(
            rf"[(\[]?{any_of('credits.photos')}(?:\s*[:/©|]\s*|\s+{by}\s+)(?P<name>\S.{{1,100}})",
            re.IGNORECASE,
        )
        self.photo_words = _first_words("photos")
        self.bylines = re.compile(one_of(words_of("credits.bylines")))
        """Bylines of scripts without capitals; *记者会* (a press conference) opens headlines."""
        agencies = words_of("credits.photo_agencies")
        self.photo_starts = tuple(f"{mark}{name}" for mark in ("", "(", "[") for name in sorted(agencies))
        agency, kind = either(agencies), any_of("credits.photo_kinds")
        self.agency_photo = re.compile(
            rf"\A[(\[]?(?:{agency}(?: {kind})?(?:/[\w .,'’-]{{2,60}})?|Getty Images.{{0,40}}"
            rf"|.{{2,60}}(?:/Getty Images|via {agency}(?: {kind})?)"
            rf"|{_CAPITALS}(?: {_CAPITALS}){{0,2}}\s?/\s?{_CAPITALS}(?: {_CAPITALS}){{1,3}})[)\]]?\.?"
        )
        span = rf"(?:{any_of('credits.spans')}|\d{{1,2}})\s?{any_of('credits.span_units')}\.?"
        before, behind = words_of("credits.ago_before"), words_of("credits.ago_behind")
        dated = any_of("datelines.dated")
        self.ago = re.compile(
            rf"(?:{dated}\W+)?(?:(?:{either(before)}\s)?{span}\s{either(behind)}"
            rf"|{either(before - {'about'})}\s{span}|{any_of('credits.just_now')})",
            re.IGNORECASE,
        )
        changed = rf"{any_of('dates.updated', 'dates.published')}\w*"
        zone = (
            rf"(?:{either(words_of('amounts.clocks'))}|uur|h|hrs|gmt|utc|bst|i?e?st|edt|ce?s?t|mes?z|jst|kst)"
        )
        self.clock = re.compile(
            rf"\A[\[(•*+–— -]*+(?:(?:\w{{4,8}} |[一-鿿]{{2}})?{changed}"
            r"(?:\W{1,3}\w{1,4}){0,2}\W{1,3})?"
            r"(?:(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d(?:[:.][0-5]\d)?\s?(?:[ap]\.?m\.?)?|\s?[ap]\.?m\.?)"
            rf"\s?{zone}?|\d{{1,2}}\s?[時时点]\s?(?:\d{{1,2}}\s?分)?(?:{changed})?)[\]):•+–—. -]*",
            re.IGNORECASE,
        )
        """A time of day, with the word before it that it is of the last change."""
        self.ago_words = (*before, *behind, *words_of("credits.just_now"))
        """Words without which `ago` finds nothing."""
        self.embargo_words = _first_words("embargo")
        self.reading = re.compile(
            rf"\A(?:\d{{1,2}}[\s-]?min(?:ute|utes|s)?\.?[\s-]{any_of('credits.reading_behind')}"
            rf"|{any_of('credits.reading')}\W+.{{1,16}}|\d[\d.,]* words|\d{{1,2}}[-–]\d{{1,2}} min\w*)",
            re.IGNORECASE,
        )
        self.paged = re.compile(
            r"[^.!?:]{2,60}?\s(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d),?"
            rf"\s{one_of(words_of('furniture.page_heads'))}\s?\w{{1,5}}",
            re.IGNORECASE,
        )
        """The outlet, day and page where a story was printed."""


_patterns = cache(_CreditPatterns)
"""Return the patterns; they are made for the first line that needs them."""


@cache
def release() -> re.Pattern[str]:
    """Return a pattern of a line that only says that what follows is a press release."""
    return re.compile(rf"{any_of('furniture.releases')}[\s:.!]*", re.IGNORECASE)


@cache
def embargo() -> re.Pattern[str]:
    """Return a pattern of the start of a line that says until when a release is not to be published."""
    return re.compile(
        rf"\A{any_of('credits.embargo')}\b[ :]*+(?:{any_of('credits.embargo_until')})?[ :]*+(?=.*\d)",
        re.IGNORECASE,
    )


def _first_words(entry: str) -> frozenset[str]:
    """Return the first words of the phrases under an entry, as `first_word` gives them."""
    return frozenset(first_word(phrase.replace("*", "")) for phrase in words_of(f"credits.{entry}"))


def meta_rule(text: str, key: str) -> str | None:
    """Return the rule of the metadata that the whole of `text` is, whose plain form is `key`."""
    if len(text) > CREDIT_LENGTH:
        return None
    word = first_word(key)
    if may_credit(word, text) and is_credit(text, key):
        return "meta/credit"
    if word in _patterns().embargo_words and len(text) <= DATE_LENGTH and embargo().match(text):
        return "meta/embargo"
    if len(text) <= RELEASE_LENGTH and release().fullmatch(text):
        return "meta/release"
    rule = _byline(text) if word in _patterns().byline_words else _photo_credit(text, key, word)
    if rule is None and not text.isascii() and _patterns().bylines.fullmatch(text):
        return "meta/byline"
    return rule or _clock(text) or _date_line(text) or _agency(key) or _reading_time(key) or mixed_line(text)


def _clock(text: str) -> str | None:
    """The rule of a line that is but a time of day, above an entry of a live blog."""
    return (
        "meta/time"
        if len(text) <= CLOCK_LENGTH and has_digit(text) and _patterns().clock.fullmatch(text)
        else None
    )


def _reading_time(key: str) -> str | None:
    timed = len(key) <= 40 and has_digit(key) and _patterns().reading.fullmatch(key)
    return "meta/reading-time" if timed else None


def credit_words() -> frozenset[str]:
    """Return the first words of credits."""
    return _patterns().credit_words


def may_credit(word: str, text: str) -> bool:
    """Whether a text whose first word is `word` may be a credit."""
    return word in _patterns().credit_words or "contributed" in text


def is_credit(text: str, key: str) -> bool:
    """Whether a whole sentence only says who reported, wrote or edited."""
    if _patterns().credit.match(text.replace("’", "'")):
        return _names_only(text)
    if "contributed" in key and _patterns().contributed.fullmatch(text):
        return True
    match = _patterns().source.fullmatch(text)
    return bool(match and not text.endswith((".", "?")) and len(match["name"].split()) <= MOST_SOURCE_WORDS)


def _date_line(text: str) -> str | None:
    text = text.strip("()[]*_ ")
    if len(text) > DATE_LENGTH:
        return None
    if text.endswith(".") and text.count(" ") > 8:
        return None
    if len(text) <= 40 and _patterns().ago.fullmatch(text.strip(" .|•·-–—")):
        return "meta/date-line"
    if not has_digit(text) and not has_digit(western(text)):
        return None
    if "/" in text:
        text = _SLASHED.sub(r"\1-01-01", text)
    if len(text) > SHORT_DATE and _may_tell_ago(text):
        text = _patterns().ago.sub("", text)
    if parse(text):
        return "meta/date-line"
    if _FILED.fullmatch(text) or _patterns().paged.fullmatch(text):
        return "meta/date-line"
    city = _CITY.match(text)
    return "meta/date-line" if city and parse(text[city.end() :]) else None


def line_parts(text: str) -> list[str]:
    """Return the parts of a line that bars, slashes, wide blanks, several blanks or a byline hold apart.

    >>> line_parts("March 5, 2026 / 8:40 AM CET / Orm Post"), line_parts("Posted on 3 March 2026 by Una Holm")
    (['March 5, 2026', '8:40 AM CET', 'Orm Post'], ['Posted on 3 March 2026', 'by Una Holm'])
    """
    parts = [part for part in _PARTS.split(text.strip()) if part]
    return [piece for part in parts for piece in _patterns().before_byline.split(part)]


@cache
def _eastern_name() -> re.Pattern[str]:
    """Return a pattern of the name of an outlet before or behind a date; its wide ranges compile slowly."""
    letters = "[一-鿿ぁ-ヿ가-힣]{2,8}"
    return re.compile(
        rf"\A{letters}\s+(?=\S*\d)|[\[【（(][^\]】）)\d]{{2,24}}[\]】）)]"
        rf"|(?:(?<=[\d日号號일])\s+|(?<!\u3000)\u3000+){letters}\Z"
    )


def without_eastern_names(text: str) -> str:
    """Return a line of metadata without the names of reporters and outlets in eastern scripts."""
    return _eastern_name().sub(" ", _patterns().bylines.sub(" ", text)).strip(" \u3000")


def mixed_line(text: str) -> str | None:
    """The rule of a line whose parts are a date and more of its kind: byline, time, source, name."""
    if len(text) > MIXED_LENGTH:
        return None
    if (":" in text or not text.isascii()) and _patterns().labelled.fullmatch(text.strip("()（）[]【】")):
        return "meta/credit"
    if not text.isascii() and len(text) <= DATE_LENGTH:
        rest = without_eastern_names(text)
        rest = _EASTERN_DAY.sub(r"2026-\1-\2", rest, count=1)
        if rest != text and has_digit(rest) and _date_line(rest):
            return "meta/date-line"
    if not has_digit(text):
        return None
    parts = line_parts(text)
    if not 2 <= len(parts) <= MOST_PARTS:
        return None
    kinds = [_part_kind(part) for part in parts]
    if None in kinds or "date" not in kinds or kinds.count("name") > MOST_NAMED:
        return None
    return "meta/byline" if kinds[0] == "byline" else "meta/date-line"


def _part_kind(part: str) -> str | None:
    """What a part of a mixed line is: date, time, byline, source or name; None for something else."""
    if _date_line(part):
        return "date"
    if has_digit(part) and (parse(f"{part} 2026-01-01") or _reading_time(part.lower())):
        return "time"
    if _byline(part):
        return "byline"
    if _patterns().labelled.fullmatch(part) or _HOST.fullmatch(part):
        return "source"
    words = part.split()
    return "name" if len(words) <= NAMED_WORDS and all(map(_may_stand_in_byline, words)) else None


def named_part(text: str) -> str:
    """Return the byline in a line of several parts; the whole line where none is marked as one."""
    return next((part for part in line_parts(text) if _byline(part)), text)


def _may_tell_ago(text: str) -> bool:
    """Whether a word stands in `text` without which no span of time tells when."""
    return any(map(text.lower().__contains__, _patterns().ago_words))


def _byline(text: str) -> str | None:
    """Byline: the opening word, then names and what joins names."""
    if len(text) > BYLINE_LENGTH or (text.endswith(".") and len(text.rsplit(maxsplit=1)[-1]) > 2):
        return None
    if _BARE_BYLINE.fullmatch(text):
        return "meta/byline"
    match = _patterns().byline.match(text)
    if match is None:
        return None
    names = _words(text[match.end() :])
    named = any(name[0].isupper() for name in names) and all(map(_may_stand_in_byline, names))
    return "meta/byline" if named and len(names) <= MOST_NAMES else None


def _words(text: str) -> list[str]:
    """The words of a credit, without the marks around and between them."""
    words = [word.strip(_MARKS) for word in text.replace("/", " ").replace("|", " ").split()]
    return [word for word in words if word]


def _may_stand_in_byline(word: str) -> bool:
    """Whether a word is a name, joins names, or belongs to a time or a handle."""
    known = _patterns()
    listed = word.lower() in known.joining or word in known.agencies
    return listed or _is_name_word(word) or not word[0].isalpha()


def _is_name_word(word: str) -> bool:
    """Whether a word opens with a capital or is of a script that has none."""
    head = word[2:] if word[:2].lower() in {"d'", "l'", "o'", "d’", "l’", "o’"} else word
    return bool(head) and head[0].isalpha() and not head[0].islower()


def _names_only(text: str) -> bool:
    """Whether all words are names or say what was done: a sentence that opens alike has a verb."""
    words = _words(text)
    named = any(word[0].isupper() or word in _patterns().agencies for word in words[1:])
    return named and all(map(_is_credit_word, words))


def _is_credit_word(word: str) -> bool:
    known = word.lower() in _patterns().vocabulary or word in _patterns().agencies
    return known or word[0].isupper() or word.isdigit()


def _photo_credit(text: str, key: str, word: str) -> str | None:
    if len(text) > BYLINE_LENGTH:
        return None
    match = _patterns().photo.fullmatch(text) if word in _patterns().photo_words else None
    if match and _is_name(match["name"].rstrip(").]")):
        return "meta/photo-credit"
    if text[0] in "—–-" and key in _patterns().agencies:
        return "meta/photo-credit"
    if (
        "/" not in text
        and "Getty" not in text
        and "via " not in text
        and not text.startswith(_patterns().photo_starts)
    ):
        return None
    return "meta/photo-credit" if _patterns().agency_photo.fullmatch(text) and not _is_agencies(key) else None


def _is_name(text: str) -> bool:
    """Whether nearly all words are names or join names: a caption has verbs and articles."""
    words = _words(text)
    return len(words) <= MOST_NAMES and all(
        _may_stand_in_byline(word) or word.lower() in _patterns().courtesy for word in words
    )


def _agency(key: str) -> str | None:
    return "meta/agency" if _is_agencies(key) else None


def _is_agencies(key: str) -> bool:
    """Whether the line names nothing but agencies: ``afp, dpa``."""
    word = first_word(key)
    if len(key) > 40 or key.count(" ") > 4 or (word.isalpha() and not (word in _AND or _is_agency(word))):
        return False
    parts = [part for part in key.translate(_BETWEEN_AGENCIES).split() if part not in _AND]
    return bool(parts) and all(map(_is_agency, parts))


def _is_agency(word: str) -> bool:
    return word in _patterns().agencies or table().exact.get(word) == "meta/agency"
