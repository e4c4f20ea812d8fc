"""What is glued to the beginning of a story's first sentence: a scraper's date, a dateline."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from msgspec import Struct

from sitegen.languages import union, words_of
from sitegen.languages.phrases import any_of, either
from sitegen.text.dates import parse
from sitegen.text.running_dates import all_months

LEAST_REST = 51
"""Characters behind a dateline; with fewer the line is a label or a headline, not a report. Judgement."""

LEAST_REST_WITH_AGENCY = 25
"""The same where the bracket of an agency leaves no doubt. Judgement, not measured."""

LATEST_FIGURE = 40
"""Characters within which a glued date shows its first figure; labels have 20 at most."""

LONGEST_OPENING = 120
"""Characters a date or dateline may take. Measured on 1,400 stories of development: datelines have 6 to 42
characters, dates in front of a text 15."""


class Prefix(Struct, frozen=True, gc=False):
    """A scraper's date in front of a sentence."""

    length: int
    """Characters to cut, blanks included."""
    published: date


class Dateline(Struct, frozen=True, gc=False):
    """Where and by whom a report was filed, in front of its first sentence."""

    length: int
    """Characters to cut, dash or colon and blanks included."""
    place: str | None
    """As written, country included."""
    agency: str | None
    """As written in its brackets."""
    published: str | None
    """The date as written, often without a year."""


_FIGURE = re.compile("[0-9]")
LEAST_EASTERN = 8
"""Least letters behind such a dateline: a sentence has as many. Judgement, not measured."""
_START = r"(?=[\"'“‘«„¿¡(\[]?[^\W_a-zà-öø-ÿ])"


def date_prefix(text: str) -> Prefix | None:
    """Return the date glued in front of the first sentence of `text`, or None.

    >>> date_prefix("date 2026-05-06 The ferry ran aground.").length
    16
    >>> date_prefix("Published: 6 May 2026 | The ferry ran aground.").published
    datetime.date(2026, 5, 6)
    >>> date_prefix("2026-05-06") is None
    True
    """
    if not _FIGURE.search(text, 0, LATEST_FIGURE):
        return None
    match = _patterns().prefix.match(text[:LONGEST_OPENING])
    if not match:
        return None
    published = parse(match["iso"] or match["other"])
    return Prefix(match.end(), published) if published else None


_CAPITALS = r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’]*[A-ZÀ-Þ.])"
_PLACE = rf"{_CAPITALS}(?:[ /-]{_CAPITALS}){{0,4}}"
_NAME = r"[A-ZÀ-Þ][\w.'’-]+"
_REGION = rf"(?:, (?P<region#>{_NAME}(?: {_NAME}){{0,3}}))?"
_MONTH = r"[^\W\d_]{3,10}\.?"
_NUMBERED = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}}(?:\.|º|er)?(?: de)? {_MONTH})"
_DAY = rf"(?:,? (?P<day#>{_NUMBERED}(?:,? (?:de )?\d{{4}})?))?"
_FULL_DAY = rf"{_NUMBERED},? (?:de )?\d{{4}}"
_AGENCY = r" ?[(/](?P<agency#>[^()/\n]{2,40})[)/]"
_DASHES = (": ", " - ", ".-", "--", "—", "–")
"""What ends a dateline that does not stand in brackets."""
_DASH = r"(?: ?[—–]| ?--?|\.[-–—]+) ?"


def _numbered(pattern: str, number: int) -> str:
    """`pattern` with its group names made unique."""
    return pattern.replace("#", str(number))


class _DatelinePatterns:
    """Patterns made from the words of all languages, since a story's language is not yet known."""

    def __init__(self) -> None:
        label, on = any_of("datelines.dated"), any_of("datelines.on")
        clocks = either(union(lambda known: [word for word in known.amounts.clocks if word.isalpha()]))
        clock = (
            rf"(?:,?[ t](?:{any_of('datelines.at')} )?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\.\d+)?"
            rf"(?:z|[+-]\d\d:?\d\d| ?(?:utc|gmt|ces?t|e[sd]?t|{clocks}|[ap]\.?m\.?))?)?"
        )
        self.prefix = re.compile(
            rf"\A\s*+(?i:(?:{label}(?: {on})? ?:? ?)?(?:(?P<iso>\d{{4}}-\d\d-\d\d){clock}(?:\s*+[|:–—-])?"
            rf"|(?P<other>[^|\n]{{8,40}}?){clock}\s*\|))\s++{_START}"
        )
        """A scraper's date."""
        mixed = rf"{_NAME}(?:[ /](?:{_NAME}|{any_of('datelines.inside_place')})){{0,4}}"
        self.dateline = re.compile(
            rf"\A\s*+(?:(?P<capitals>{_PLACE}){_numbered(_REGION + _DAY, 1)}"
            rf"(?:{_numbered(_AGENCY, 1)}(?:{_DASH}|: )| [—–] ?| --? |\.[-–—]+ |: )"
            rf"|(?P<mixed>{mixed}){_numbered(_REGION + _DAY + _AGENCY, 2)}{_DASH}"
            rf"|(?P<named>{mixed})(?:, {_NAME})?,? (?:{any_of('datelines.on')} )?(?P<day3>{_FULL_DAY}){_DASH}"
            rf"|\((?P<agency3>[A-Z][^()\n]{{1,30}})\) ?(?:[—–]|--?) "
            rf"|\((?P<agency4>[^\W\d_][^()\n]{{1,30}})\) )\s*+{_START}"
        )
        """A dateline."""
        self.forms = [re.compile(rf"\A\s*+{form}\s*+") for form in sorted(words_of("datelines.forms"))]
        """Datelines of languages that write them in a way of their own."""
        self.labels = words_of("datelines.labels")
        self.offices = words_of("datelines.speakers", "names.roles")
        """Titles and offices before the name of a speaker."""
        """Words in capitals that are labels, not places."""


_patterns = cache(_DatelinePatterns)
"""Return the patterns; they are made for the first text that needs them."""


def _names_agency(name: str) -> bool:
    """Whether a name in brackets is that of an agency: by itself, or as a word like *Wire* among others."""
    words = re.findall(r"[^\W\d_]+", name)
    if not words_of("credits.agencies").isdisjoint(word.lower() for word in words):
        return True
    is_medium = not words_of("furniture.media").isdisjoint(word.lower() for word in words)
    return is_medium and len(words) > 1 and all(word[0].isupper() for word in words)


def has_title(place: str) -> bool:
    """Whether what looks like a place in capitals begins with the title or office of a person."""
    return place.split(maxsplit=1)[0].rstrip(".").lower() in _patterns().offices if place else False


def _whole(opening: str) -> Dateline | None:
    """The dateline that a language has a form of its own for."""
    match = next(filter(None, (form.match(opening) for form in _patterns().forms)), None)
    if not match:
        return None
    found = match.groupdict()
    return Dateline(match.end(), found.get("place"), found.get("agency"), found.get("day"))


def dateline(text: str) -> Dateline | None:
    """Return the dateline in front of the first sentence of `text`, or None.

    The place stands in capitals, or in any letters before the bracket of an agency.

    >>> line = dateline("PORT ELLERY, May 5 (Wharf News) - The ferry ran aground on a sandbank on Monday.")
    >>> line.length, line.place, line.agency, line.published
    (34, 'PORT ELLERY', 'Wharf News', 'May 5')
    >>> dateline("BREAKING: The ferry ran aground on a sandbank on Monday night.") is None
    True
    """
    opening = text[:LONGEST_OPENING]
    if not opening.isascii() and (whole := _whole(opening)) and len(text) - whole.length >= LEAST_EASTERN:
        return whole
    may_end = opening[:1] == "(" or any(map(opening.__contains__, _DASHES))
    match = _patterns().dateline.match(opening) if may_end else None
    if not match:
        return None
    day = match["day1"] or match["day2"] or match["day3"]
    if day and all_months().keys().isdisjoint(word.strip(".,") for word in day.lower().split()):
        return None  # a result: COLTS BEAT CHIEFS 20 - 10
    agency = match["agency1"] or match["agency2"] or match["agency3"] or match["agency4"]
    if match["agency4"] and not _names_agency(agency):
        return None
    rest = len(text.rstrip()) - match.end()
    if rest < (LEAST_REST_WITH_AGENCY if agency else LEAST_REST):
        return None
    place = match["capitals"] or match["mixed"] or match["named"]
    if match["capitals"] and not _patterns().labels.isdisjoint(re.split(r"[ /-]", place)):
        return None
    region = match["region1"] or match["region2"]
    return Dateline(
        match.end(),
        f"{place}, {region}" if region else place,
        agency,
        day,
    )
