"""The words of the calendar, by language: names of months and weekdays, and how to look for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from sitegen.languages import DEFAULT, EVERY, codes, language
from sitegen.languages.sections import Dates

SHORTEST_NEEDLE, LONGEST_NEEDLE = 3, 8
"""Letters of a string that is looked for; shorter ones stand in most sentences, longer ones in one word.
Judgement, not measured."""

SHORTEST_NAME = 4
"""Letters from which a short name of a month or weekday is looked for; shorter ones are words as well.
Judgement: *mar*, *do* and *may* are words."""

_NUMERIC: Final = (
    r"(?:[0-9]{3}-[0-9][0-9]?-[0-9][0-9]?(?![0-9])|[0-9]?\.[ \u00a0]?[0-9][0-9]?\.[ \u00a0]?[0-9]{4}"
    r"|[0-9]?/[0-9][0-9]?/[0-9]{4}|[0-9]{3})(?![0-9])"
)


class Calendar(Struct, frozen=True):
    """How one language writes dates. All words are lower case."""

    words: Dates
    """What stands around days."""
    months: Mapping[str, int]
    """Name or abbreviation without its stop -> 1 to 12."""
    weekdays: Mapping[str, int]
    """Name or abbreviation without its stop -> 0 (Monday) to 6."""
    needles: tuple[str, ...]
    """Strings one of which stands in any text that names a weekday, a relative day or a period, and,
    without capitals, a month."""
    digits: re.Pattern[str]
    """A date or year in digits; where months have a capital, the beginning of one as well."""
    day_before: re.Pattern[str]
    """A day, or two, that stand before a month."""
    day_after: re.Pattern[str]
    """A day, or two, that stand behind one."""
    year_after: re.Pattern[str]
    """A year behind a day and month."""
    bare_year_after: re.Pattern[str]
    """A year behind a month alone."""
    weekday_before: re.Pattern[str]
    """The word before a date, an article between them left out."""
    part_of_day: re.Pattern[str] | None
    """The end of a word that holds a weekday with a part of the day."""
    named_day: re.Pattern[str] | None
    """What makes a weekday behind it a name."""
    named_paper: re.Pattern[str] | None
    """What makes a weekday before it a name."""


def calendar(code: str) -> Calendar:
    """Return the calendar of a language; the one of `DEFAULT` where it has no names of weekdays."""
    return _calendar(code if language(code).calendar.weekdays else DEFAULT)


@cache
def _calendar(code: str) -> Calendar:
    """Return the calendar of a language, its patterns made from its words."""
    known = language(code)
    words = known.dates
    months, weekdays = known.calendar.months | words.months, known.calendar.weekdays | words.weekdays
    of, articles = _either(words.of), _either(words.articles)
    ranges = "|".join(("-", "–", "/", *_escaped(words.ranges)))
    marks, dotted = _either(words.ordinal_marks), _either((".", *words.ordinal_marks))
    year = rf"\.?(?:,|[ \u00a0]{of})?[ \u00a0](?P<year>\d{{4}})(?!\d|[.,-]\d|%"
    names = (weekdays,) if words.capital else (weekdays, months)
    sought = [
        word for named in names for word in named if len(word) >= SHORTEST_NAME or _is_full(word, named)
    ]
    initials = "".join(sorted({word[0].upper() for word in months})) if words.capital else ""
    tails = _either({word[1:3] for word in months})
    after = "|".join(("-", "–", *(f" {word} " for word in _escaped(words.ranges))))
    return Calendar(
        words,
        months,
        weekdays,
        (*_needles((*sought, *words.relative, *words.units), capital=words.capital), *sorted(words.needles)),
        re.compile(
            rf"[0-9{initials}](?:(?<=[0-9]){_NUMERIC}|(?<=[{initials}]){tails})"
            if initials
            else f"[0-9]{_NUMERIC}"
        ),
        re.compile(
            rf"(?<![\w.,:/-])(?:(?P<other>\d{{1,2}}){dotted}?[ \u00a0]?(?:{ranges})[ \u00a0]?"
            rf"(?:{articles} )?)?"
            rf"(?P<day>\d{{1,2}}){dotted}?[ \u00a0](?:{of} ?)?$"
        ),
        re.compile(
            rf"\.?[ \u00a0](?P<day>\d{{1,2}}){marks}?(?:(?:{after})(?P<other>\d{{1,2}}))?"
            rf"(?![\w:%]|[.,]\d|-\d|\s{_either(words.counted)}\b)"
        ),
        re.compile(f"{year})"),
        # Four figures before a noun may count it: *in May 2000 people*, but *in May 2024 with 80 seats*.
        re.compile(rf"{year}|\s(?!{_either(known.common.words)}\b)[a-z])"),
        re.compile(rf"(?<![^\W\d_])(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)\.?,?[ \u00a0](?:{articles} )?$"),
        re.compile(f"{_either(words.parts_of_day)}s?$") if words.parts_of_day else None,
        re.compile(rf"\b{_either(words.named_days)}[ \u00a0]$") if words.named_days else None,
        re.compile(rf" {_either(words.named_papers)}\b") if words.named_papers else None,
    )


def _is_full(word: str, names: Mapping[str, int]) -> bool:
    """Whether a name of a month or weekday is the full one, which is listed first."""
    return word == next(name for name, number in names.items() if number == names[word])


def _escaped(words: Iterable[str]) -> list[str]:
    return [re.escape(word) for word in sorted(words)]


def _either(words: Iterable[str]) -> str:
    """Return a pattern of one of the words, the longest first; without words one that matches nowhere."""
    listed = sorted(_escaped(words), key=len, reverse=True)
    return f"(?:{'|'.join(listed)})" if listed else r"(?!)"


def _needles(words: Iterable[str], *, capital: bool) -> list[str]:
    """Return few strings one of which stands in each of the words: first those that stand in most of them.

    >>> _needles(["monday", "friday", "today", "week"], capital=False)
    ['day', 'week']
    """
    left = {word for word in words if len(word) >= SHORTEST_NEEDLE}
    found = []
    while left:
        counts = Counter(piece for word in left for piece in _pieces(word))
        best = min(counts, key=lambda piece: (-counts[piece], -len(piece), piece))
        found.append(best)
        if capital and any(word.startswith(best) for word in left):
            found.append(best.capitalize())
        left = {word for word in left if best not in word}
    return found


def _pieces(word: str) -> set[str]:
    lengths = range(SHORTEST_NEEDLE, min(LONGEST_NEEDLE, len(word)) + 1)
    return {word[at : at + length] for length in lengths for at in range(len(word) - length + 1)}


def _merged(names: str) -> dict[str, int]:
    """Return the names of all languages; a spelling that means two things in two of them is none."""
    found: dict[str, int] = {}
    doubtful = set()
    for code in codes():
        known = language(code)
        for word, number in (getattr(known.calendar, names) | getattr(known.dates, names)).items():
            if found.setdefault(word, number) != number:
                doubtful.add(word)
    return {word: number for word, number in found.items() if word not in doubtful}


@cache
def all_months() -> Mapping[str, int]:
    """Return month names and abbreviations of all languages."""
    return _merged("months")


@cache
def all_weekdays() -> Mapping[str, int]:
    """Return weekday names and abbreviations of all languages."""
    return _merged("weekdays")


@cache
def filler() -> frozenset[str]:
    """Return the words of all languages that may stand around a day in a metadata value."""
    return frozenset(word for code in (EVERY, *codes()) for word in language(code).dates.filler)
