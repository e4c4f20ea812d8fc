"""The words of the calendar, by language: names of months and weekdays, and how to look for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from sitegen.languages import DEFAULT, codes, language
from sitegen.languages.phrases import either
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


class Calendar:
    """What the names and words of days are in a language, and patterns made from them."""

    def __init__(self, code: str) -> None:
        known = language(code)
        self.words: Dates = known.dates
        self.determiners = known.amounts.determiners
        """Words behind which *planned* says of what, and not when."""
        words, compiled = self.words, re.compile
        self.months = known.calendar.months | words.months
        self.weekdays = known.calendar.weekdays | words.weekdays
        names = (self.weekdays,) if words.capital else (self.weekdays, self.months)
        sought = [
            word for named in names for word in named if len(word) >= SHORTEST_NAME or _is_full(word, named)
        ]
        needles = _needles((*sought, *words.relative, *words.units), capital=words.capital)
        self.needles = (*needles, *sorted(words.needles))
        """Strings of which each text with a weekday or a relative day has one."""
        initials = "".join(sorted({word[0].upper() for word in self.months})) if words.capital else ""
        tails = either({word[1:3] for word in self.months})
        self.digits = compiled(
            rf"[0-9{initials}](?:(?<=[0-9]){_NUMERIC}|(?<=[{initials}]){tails})"
            if initials
            else f"[0-9]{_NUMERIC}"
        )
        """Digits that may be a date or a year; with months in capitals their first letters too."""
        of, articles, marks = either(words.of), either(words.articles), either(words.ordinal_marks)
        dotted, between = either((".", *words.ordinal_marks)), either(("-", "–", "/", *words.ranges))
        self.day_before = compiled(
            rf"(?<![\w.,:/-])(?:(?P<other>\d{{1,2}}){dotted}?[ \u00a0]?{between}[ \u00a0]?(?:{articles} )?)?"
            rf"(?P<day>\d{{1,2}}){dotted}?[ \u00a0](?:{of} ?)?$"
        )
        after = either(("-", "–", *(f" {word} " for word in words.ranges)))
        self.day_after = compiled(
            rf"\.?[ \u00a0](?P<day>\d{{1,2}}){marks}?(?:{after}(?P<other>\d{{1,2}}))?"
            rf"(?![\w:%]|[.,]\d|-\d|\s{either(words.counted)}\b)"
        )
        year = rf"\.?(?:,|[ \u00a0]{of})?[ \u00a0](?P<year>\d{{4}})(?!\d|[.,-]\d|%"
        self.year_after = compiled(f"{year})")  # Behind a day and month.
        # Four figures before a noun may count it: *in May 2000 people*, but *in May 2024 with 80 seats*.
        self.bare_year_after = compiled(rf"{year}|\s(?!{either(known.common.words)}\b)[a-z])")
        self.weekday_before = compiled(
            rf"(?<![^\W\d_])(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)\.?,?[ \u00a0](?:{articles} )?$"
        )
        """The word before a date, an article between them left out."""
        self.part_of_day = compiled(f"{either(words.parts_of_day)}s?$") if words.parts_of_day else None
        """The end of a word that holds a weekday with a part of the day."""
        self.named_day = compiled(rf"\b{either(words.named_days)}[ \u00a0]$") if words.named_days else None
        self.named_paper = compiled(rf" {either(words.named_papers)}\b") if words.named_papers else None
        """What makes a weekday behind it, or before it, a name."""


_calendar = cache(Calendar)


def calendar(code: str) -> Calendar:
    """Return the calendar of a language; the one of `DEFAULT` where it has no names of weekdays."""
    return _calendar(code if language(code).calendar.weekdays else DEFAULT)


def _is_full(word: str, names: Mapping[str, int]) -> bool:
    """Whether a name of a month or weekday is the full one, which is listed first."""
    return word == next(name for name, number in names.items() if number == names[word])


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
