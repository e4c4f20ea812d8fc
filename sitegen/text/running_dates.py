"""The words of the calendar by language, and dates in running text, as the news writes them.

Dotted dates are day first. Dates with slashes are refused unless one of the numbers is over 12.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import islice, pairwise
from typing import Final

from msgspec import Struct

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

FIRST_YEAR, LAST_YEAR = 1500, 2199
"""Years that a number of four digits may mean; outside them it is a quantity. Judgement: years before 1500
are rarer in the news than four-digit counts."""

CUE_REACH = 9
"""Tokens between a weekday and a word such as *will* that turns it to the coming one. Judgement."""

CUE_NIGHT = 3
"""Words before a weekday among which a night that ends on it is told. Judgement."""

SHORT_OPENING = 2
"""Words in front of a weekday with which it still opens its clause: a comma behind it does not end that.
Judgement: *On Monday, …* and *Late on Monday, …*."""

CUE_WINDOW = 120
"""Characters that hold `CUE_REACH` tokens of any language looked at. Judgement, not measured."""

DAY_REACH = 28
"""Characters before a month in which its day stands, ranges with articles included. Judgement: *entre el 12
y el 14 de* has 22."""

LONGEST_WORD = 24
"""Letters of a word that can be of the calendar, German parts of a day included. From:
*Donnerstagnachmittags*, 21 letters."""

WORD_REACH = 20
"""Characters before a date in which the word before it stands. Judgement, not measured."""


class Found(Struct, frozen=True, gc=False):
    """A date that a text names, as far as it names it."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    kind: str = "date"
    """date (with a day and a month), weekday, month, year, or relative (yesterday, this week, last June)."""
    shift: int | None = None
    """How far from publication, in units: -1 for last and yesterday, 0 for this and today, 1 for next."""
    unit: str = ""
    """What `shift` counts: day, week, month or year; empty without a shift."""
    ahead: bool = False
    """Whether words around a weekday place it behind publication."""


_WORD = re.compile(r"[^\W\d_]{1,24}(?:-[^\W\d_]{1,24}|['’]hui)?")
_PUNCTUATION = "\"'“”„«»‘’().,;:!?…"
_DIGIT_NEAR = re.compile(r"[0-9][^0-9]{0,8}$")
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_ALONE = re.compile(r"\s{0,3}+(?:[(,.;]|$)")
_STOPS = ".!?…"
_SENTENCE_END = frozenset(f"{_STOPS}\"'”’»")


def find(text: str, language: str) -> tuple[Found, ...]:
    """Every date that `text` names in the words of `language`, in order, without overlaps.

    >>> [text[f.start:f.end] for text in ["Closed on 6 May 2026."] for f in find(text, "en")]
    ['6 May 2026']
    >>> find("Am Mittwoch um 20.15 Uhr", "de")[0].weekday
    2
    >>> find("It may march on 5/6/2026.", "en")
    ()
    """
    known = calendar(language)
    found: list[Found] = []
    for match in known.digits.finditer(text):
        if text[match.start()].isdigit():
            found += _at_digits(text, match, known)
        else:
            found += _at_word(text, match.start(), known)
    for spot in _spots(text, known):
        found += _at_word(text, spot, known)
    if len(found) < 2:
        return tuple(found)
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[Found] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def _at_digits(text: str, match: re.Match[str], known: Calendar) -> list[Found]:
    """Date or year written in digits alone."""
    start, end = match.span()
    before = text[start - 1 : start]
    if before.isalnum() or (before and before in ".,:/-_+$€£#"):
        return []
    digits = match.group()
    if len(digits) > 4:
        day = read_digits(digits)
        return [Found(start, end, day.year, day.month, day.day)] if day else []
    if _is_year(int(digits), text, end) and _word_before(text, start) in known.words.before:
        return [Found(start, end, int(digits), kind="year")]
    return []


def _is_year(number: int, text: str, end: int) -> bool:
    """Whether the four digits that end at `end` are a year rather than a quantity.

    A number of a recent century goes as a year behind *in* or *since*; an older one only where nothing
    that it could count follows.
    """
    after = text[end : end + 2]
    if (
        after[:1].isalnum()
        or after[:1] in ("%", "°", "-")
        or (after[:1] in (".", ",") and after[1:].isdigit())
    ):
        return False
    return 1900 <= number < 2100 or (FIRST_YEAR <= number <= LAST_YEAR and not after[1:].islower())


def read_digits(digits: str) -> date | None:
    """Read ``2026-05-06``, ``06.05.2026`` or an unambiguous ``26/05/2026``; None for the rest."""
    parts = [int(part) for part in re.split(r"[-./\s]+", digits) if part]
    if len(parts) != 3:
        return None
    if parts[0] > 31:
        return calendar_day(parts[0], parts[1], parts[2])
    first, second, year = parts
    if "." in digits or first > 12 or first == second:
        return calendar_day(year, second, first)
    return calendar_day(year, first, second) if second > 12 else None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the day if the calendar has it and the year is plausible, else None."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _spots(text: str, known: Calendar) -> list[int]:
    """Where words begin that may name a weekday, a relative day or a period, in order."""
    haystack = text if known.words.capital else text.lower()
    if len(haystack) != len(text):
        haystack = text
    spots: list[int] = []
    for needle in known.needles:
        if needle in haystack:
            position = haystack.find(needle)
            while position >= 0:
                spots.append(_word_start(haystack, position))
                position = haystack.find(needle, position + len(needle))
    return sorted(set(spots)) if spots else spots


def _word_start(text: str, position: int) -> int:
    """Start of the word with the letter at `position` or right behind it, no further back than words go."""
    if not text[position].isalpha():
        return position + 1
    earliest = max(0, position - LONGEST_WORD)
    while position > earliest and text[position - 1].isalpha():
        position -= 1
    return position


def _at_word(text: str, start: int, known: Calendar) -> list[Found]:
    """Dates around the word at `start`, if it is one of the calendar's."""
    match = None if text[start - 1 : start].isalpha() else _WORD.match(text, start)
    if not match:
        return []
    word = match.group().lower()
    if word in known.words.relative:
        return [Found(*match.span(), kind="relative", shift=known.words.relative[word], unit="day")]
    if word in known.words.units:
        return _shifted(
            text, match, known, Found(*match.span(), kind="relative", unit=known.words.units[word])
        )
    capital = match.group()[0].isupper()
    if word in known.months:
        if known.words.capital and not capital:
            return []
        return _at_month(text, match, known.months[word], known)
    if known.part_of_day and word not in known.weekdays:
        word = known.part_of_day.sub("", word)
    if word in known.weekdays and (capital or not known.words.capital):
        return _at_weekday(text, match, known.weekdays[word], known)
    return []


def _at_month(text: str, match: re.Match[str], month: int, known: Calendar) -> list[Found]:
    """Day and month, month and year, or a month that a word such as *in* or *last* marks as one."""
    start, end = match.span()
    near = _DIGIT_NEAR.search(text, max(0, start - 9), start)
    before = known.day_before.search(text, max(0, start - DAY_REACH), start) if near else None
    if before:
        year = known.year_after.match(text, end)
        return _days(
            text,
            before.start(),
            year.end() if year else end,
            before,
            month=month,
            year=year,
            known=known,
        )
    after = known.day_after.match(text, end) if known.words.month_first else None
    if after and 1 <= int(after["day"]) <= 31:
        year = known.year_after.match(text, after.end())
        return _days(
            text, start, year.end() if year else after.end(), after, month=month, year=year, known=known
        )
    year = known.bare_year_after.match(text, end)
    if year and FIRST_YEAR <= int(year["year"]) <= LAST_YEAR:
        return [Found(start, year.end(), int(year["year"]), month, kind="month")]
    shifted = _shifted(text, match, known, Found(start, end, month=month, kind="relative", unit="month"))
    if shifted:
        return shifted
    marked = _word_before(text, start) in known.words.before
    return [Found(start, end, month=month, kind="month")] if marked else []


def _days(
    text: str,
    start: int,
    end: int,
    days: re.Match[str],
    *,
    month: int,
    year: re.Match[str] | None,
    known: Calendar,
) -> list[Found]:
    """One day, or the two ends of a range; nothing where the calendar does not have the day."""
    number = int(year["year"]) if year else None
    if not _exists(number, month, int(days["day"])):
        return []
    if days["other"] and _exists(number, month, int(days["other"])):
        first, second = sorted(("day", "other"), key=days.start)
        return [
            Found(min(start, days.start(first)), days.end(first), number, month, int(days[first])),
            Found(days.start(second), end, number, month, int(days[second])),
        ]
    named = known.weekday_before.search(text, max(0, start - WORD_REACH), start)
    weekday = known.weekdays.get(named["word"].lower()) if named else None
    if named and weekday is not None:
        start = named.start()
    return [Found(start, end, number, month, int(days["day"]), weekday)]


def _exists(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has the day; without a year, whether it has it in a leap year."""
    return calendar_day(2024 if year is None else year, month, day) is not None


def _at_weekday(text: str, match: re.Match[str], weekday: int, known: Calendar) -> list[Found]:
    """A weekday on its own, with *last* or *next* where the text says so."""
    start, end = match.span()
    if known.named_day and known.named_day.search(text, max(0, start - WORD_REACH), start):
        return []
    if known.named_paper and known.named_paper.match(text, end):
        return []
    if match.group().lower() in known.words.numbered_weekdays and not _is_cued(text, match, known):
        return []
    found = Found(start, end, weekday=weekday, kind="weekday")
    shifted = _shifted(text, match, known, found)
    if shifted and shifted[0].shift:
        return shifted
    return [Found(start, end, weekday=weekday, kind="weekday", ahead=_is_ahead(text, start, end, known))]


def _is_cued(text: str, match: re.Match[str], known: Calendar) -> bool:
    """Whether an ordinal that may be a weekday is one: behind a cue and at the end of a phrase."""
    cue = _word_before(text, match.start()) in known.words.weekday_cues
    return cue and _ALONE.match(text, match.end()) is not None


def _shifted(text: str, match: re.Match[str], known: Calendar, found: Found) -> list[Found]:
    """`found` with the *last*, *this* or *next* that stands beside it; empty without one."""
    start, end = match.span()
    shift = known.words.shifts.get(_word_before(text, start))
    if shift is not None:
        word = text.rfind(" ", 0, start - 1) + 1
        return [_with_shift(found, max(word, start - WORD_REACH), end, shift)]
    after = None if known.words.capital else _WORD_AFTER.match(text, end)
    if after and after[1].lower() in known.words.shifts:
        return [_with_shift(found, start, after.end(), known.words.shifts[after[1].lower()])]
    return []


def _with_shift(found: Found, start: int, end: int, shift: int) -> Found:
    unit = found.unit or "week"
    return Found(start, end, None, found.month, None, found.weekday, found.kind, shift, unit, shift > 0)


def _is_ahead(text: str, start: int, end: int, known: Calendar) -> bool:
    """Whether a word such as *will* near the weekday places it in the future, unless it dates a report."""
    before = list(_clause(reversed(text[max(0, start - CUE_WINDOW) : start].lower().split()), _STOPS, ""))
    ends = _STOPS if len(before) <= SHORT_OPENING else f"{_STOPS},;"
    after = list(_clause(iter(text[end : end + CUE_WINDOW].lower().split()), "", ends))
    if not known.dated.isdisjoint(before[:4]) or not known.dated.isdisjoint(after[:2]):
        return False
    nearest = next((word for word in before if word not in known.words.limit_filler), "")
    if nearest in known.words.limits:
        return known.words.night.isdisjoint(before[:CUE_NIGHT])  # The night to Friday begins on Thursday.
    for previous, word in pairwise(["", *reversed(before), *after]):
        expected = word in known.words.ahead or word.endswith(known.ahead_endings)
        if (expected and previous not in known.determiners) or f"{previous} {word}" in known.words.ahead:
            return True
    # Of a headline, whose present tense tells what was, nothing follows.
    return (
        not known.words.present.isdisjoint((*before, *after))
        and text.rstrip()[-1:] in _SENTENCE_END
        and not any(map(known.is_past, (*before, *after)))
    )


def _clause(words: Iterator[str], before: str, behind: str) -> Iterator[str]:
    """The first words without their punctuation, up to one that ends with a mark of `before` or `behind`.

    The word with a mark of `before` is left out, the one with a mark of `behind` is the last.
    """
    for word in islice(words, CUE_REACH):
        mark = word.rstrip("\"'”’»)")[-1:]
        if mark and mark in before:
            return
        yield word.strip(_PUNCTUATION)
        if mark and mark in behind:
            return


def _word_before(text: str, start: int) -> str:
    """Return the word in front of `start` in lower case, without its quotation marks; empty without one."""
    words = text[max(0, start - WORD_REACH) : start].split()
    return words[-1].lower().strip(_PUNCTUATION) if words and text[start - 1].isspace() else ""


def resolve(found: Found, published: date) -> date | None:
    """Return the day that `found` means in a text published on `published`; None for months, years and weeks.

    A weekday is the last such day on or before publication, or the next on or after it where the
    text looks ahead. A day without a year is the nearest to publication.

    >>> resolve(find("It burnt on Monday.", "en")[0], date(2026, 5, 6))
    datetime.date(2026, 5, 4)
    >>> resolve(find("It will open on Monday.", "en")[0], date(2026, 5, 6))
    datetime.date(2026, 5, 11)
    >>> resolve(find("on 30 December", "en")[0], date(2026, 1, 2))
    datetime.date(2025, 12, 30)
    """
    if found.kind == "relative" and found.unit == "day" and found.shift is not None:
        return published + timedelta(days=found.shift)
    if found.kind == "weekday" and found.weekday is not None:
        return _nearest_weekday(found.weekday, found, published)
    if found.month is None or found.day is None:
        return None
    if found.year is not None:
        return calendar_day(found.year, found.month, found.day)
    years = (published.year, published.year - 1, published.year + 1)
    days = [day for year in years if (day := calendar_day(year, found.month, found.day))]
    return min(days, key=lambda day: abs((day - published).days), default=None)


def _nearest_weekday(weekday: int, found: Found, published: date) -> date:
    back = (published.weekday() - weekday) % 7
    if found.ahead:
        on = (weekday - published.weekday()) % 7
        return published + timedelta(days=7 if on == 0 and found.shift else on)
    return published - timedelta(days=7 if back == 0 and found.shift else back)


class Calendar:
    """What the names and words of days are in a language, and patterns made from them."""

    def __init__(self, code: str) -> None:
        known = language(code)
        self.words: Dates = known.dates
        self.determiners = known.amounts.determiners
        """Words behind which *planned* says of what, and not when."""
        self.dated = known.dates.report | known.dates.settle
        """Verbs whose own day the weekday beside them is."""
        self.ahead_endings, self._past_endings = (
            tuple([word[1:] for word in words if word[0] == "-"])
            for words in (known.dates.ahead, known.dates.past)
        )
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

    def is_past(self, word: str) -> bool:
        """Return whether a word in small letters is one of what was, a verb of reporting aside."""
        told = word in self.words.past or word.endswith(self._past_endings)
        return told and word not in self.words.report


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
