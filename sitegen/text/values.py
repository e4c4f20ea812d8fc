"""The values in a sentence: amounts with their units and bounds, days and dates, times, scores, versions.

One scan from left to right; a character belongs to one slot at most. A sentence without a digit or a
number word costs little more than the look for one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final

from sitegen.languages import language as language_of
from sitegen.languages.phrases import either
from sitegen.text import dates, numerals, scripts
from sitegen.text.numerals import NumberReading, lexicon
from sitegen.text.quantities import MINUTES, WORD, AmountScan, Slot, amount, measures, quantity

_TOKEN: Final = re.compile(r"(\d+(?:[.,'’\u00a0\u202f]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s])")
_BLANKS: Final = str.maketrans(dict.fromkeys(",.;:!?()-‐‑–—\"“”„«»'’‘", " "))
_DIGIT: Final = re.compile(r"\d")
_VERSION: Final = re.compile(
    r"(?<!\d)\d++(?:\.\d++){2,}|(?<=version )\d++(?:\.\d++)+|(?<=\bv)\d++(?:\.\d++)+"
)
_SCORE: Final = re.compile(r"(\d{1,3})[-–:](\d{1,3})(?![\d%]|[-–:.,/]\d|[-–]?[^\W\d_])")
_LAP: Final = re.compile(r"(\d{1,3}):([0-5]\d)[.,](\d{1,3})(?![\d:]|[.,]\d)")
"""Minutes, seconds and their fraction, as sports results have them."""
_SECONDS: Final = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)(?![\d:])")
_RATIO: Final = re.compile(r"(?<!\d)\d++:\d++[.,]\d++(?![:]|[.,]\d)")
_CVE: Final = re.compile(r"cve-\d{4}-\d{4,}")
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Numbers behind a determiner that are years: "the 2024 treaty"."""


class _ValuePatterns:
    """How one language writes values that are no plain amounts."""

    def __init__(self, code: str) -> None:
        self.numbers = lexicon(code)
        words = measures(code).words
        self.words = words
        self.labels = re.compile(rf"\b{either(words.labels)} ?$")
        """A word before a number that makes it a name."""
        self.label_ends = frozenset({".", *[end.rstrip(".") for end in words.labels]})
        self.gaps = frozenset({" ", ", ", *[f" {word} " for word in words.gaps]}) | {", and "}
        clocks = either(words.clocks)
        self.clock = re.compile(
            rf"(\d{{1,2}})(?:[:.h](\d{{2}}))?(?!\d|[.,:]\d)"
            rf"(?: ?({clocks}\b|[ap]\.?m\b\.?)|(?<=[:h]\d\d))"
        )
        self.triggers = (
            self.numbers.words.keys()
            | self.numbers.rules.ordinals.keys()
            | self.numbers.parts.keys()
            | self.numbers.rules.single
            | {"cve"}
        )
        """Words without which a sentence without a digit holds no amount."""


@lru_cache(maxsize=2048)
def slots(text: str, language: str, published: str | None = None) -> tuple[Slot, ...]:
    """The values of a sentence in order; weekdays are resolved against `published` (YYYY-MM-DD).

    >>> [(s.kind, s.key, s.unit) for s in slots("Some 1,200 people slept two and a half hours.", "en")]
    [('number', '1200', ''), ('duration', '150', 'min')]
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    dated = _days(text, language, published)
    if _has_counters(language):
        scanned = (
            _merged(AmountScan(lower, _tokens(lower), language), dated) if _DIGIT.search(lower) else dated
        )
        return scripts.merged(scripts.amounts(text), scanned)
    if not _DIGIT.search(lower) and _patterns(language).triggers.isdisjoint(lower.translate(_BLANKS).split()):
        return dated
    return _merged(AmountScan(lower, _tokens(lower), language), dated)


def _has_counters(code: str) -> bool:
    """Whether numerals of a language have counters behind them."""
    known = language_of(code).counters
    return bool(known.behind or known.behind_words)


def _tokens(text: str) -> list[numerals.Token]:
    """Words, numbers and signs with their places."""
    pieces = _TOKEN.split(text)
    ends = list(accumulate(map(len, pieces)))
    return list(zip(pieces[1::2], ends[0::2], ends[1::2], strict=False))


@lru_cache(maxsize=2048)
def _days(text: str, language: str, published: str | None) -> tuple[Slot, ...]:
    """The days, dates, months and years of a sentence."""
    found = dates.find(text, language)
    if not found:
        return ()
    day = _published(published)
    return tuple(_day(one, day) for one in found)


@cache
def _published(published: str | None) -> date | None:
    """The day of publication; None when it is unknown or no day."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _day(found: dates.Found, published: date | None) -> Slot:
    """The slot of a day, month or year, its key as much of an ISO date as is known."""
    day = dates.resolve(found, published) if published else None
    if day is None and found.year and found.month and found.day:
        day = date(found.year, found.month, found.day)
    if day is not None:
        kind = found.kind if found.kind in ("weekday", "relative") else "date"
        return _dated(found, kind, day.isoformat(), day.toordinal())
    if found.kind == "weekday":
        return _dated(found, "weekday", f"w{found.weekday}", found.weekday or 0)
    year = found.year
    if year is None and found.shift is not None and published is not None:
        if found.month:
            year = (
                published.year + found.shift + (1 if found.shift < 0 and found.month < published.month else 0)
            )
        elif found.unit == "year":
            year = published.year + found.shift
    if found.month:
        month = f"{year or '-'}-{found.month:02}" + (f"-{found.day:02}" if found.day else "")
        return _dated(found, "date" if found.day else "month", month, 100 * (year or 0) + found.month)
    if year is not None:
        return _dated(found, "year", str(year), year)
    return _dated(found, "relative", f"{found.shift}{found.unit}", found.shift or 0)


def _dated(found: dates.Found, kind: str, key: str, value: int) -> Slot:
    """A slot that names a time in the calendar."""
    return Slot(found.start, found.end, kind, key, value, value)


_patterns = cache(_ValuePatterns)
"""Return how a language writes values."""


def _merged(scan: AmountScan, dated: Sequence[Slot]) -> tuple[Slot, ...]:
    """Amounts and days of a sentence in order, two-part amounts joined."""
    words = _patterns(scan.language).triggers
    found: list[Slot] = []
    end = 0
    for index in [
        at
        for at, (form, _, _) in enumerate(scan.tokens)
        if form in words or (not form.isalpha() and form[0].isdecimal())
    ]:
        start = scan.tokens[index][1]
        if start < end:
            continue
        if dated and any(slot.start <= start < slot.end for slot in dated):
            continue
        slot = _slot_at(scan, index)
        if slot is not None and slot.start >= end:
            found.append(slot)
            end = slot.end
    joined = _joined(found, scan)
    return tuple(sorted((*joined, *dated), key=lambda slot: slot.start) if dated else joined)


def _joined(found: Iterable[Slot], scan: AmountScan) -> list[Slot]:
    """Slots with "two hours and ten minutes" and "six foot two inches" as one."""
    out: list[Slot] = []
    for slot in found:
        last = out[-1] if out else None
        if last and _continues(last, slot, scan):
            out[-1] = amount(
                last.kind,
                last.start,
                slot.end,
                last.value + slot.value,
                unit=last.unit,
                written=last.written,
                bound=last.bound,
            )
        else:
            out.append(slot)
    return out


def _continues(last: Slot, slot: Slot, scan: AmountScan) -> bool:
    """Whether `slot` is the smaller part of the amount that `last` begins."""
    units = scan.measures.units
    return (
        last.unit == slot.unit
        and last.unit in (MINUTES, "m", "kg")
        and last.written != slot.written
        and scan.text[last.end : slot.start] in _patterns(scan.language).gaps
        and not slot.bound
        and last.value == last.high
        and slot.written in units
        and last.written in units
        and slot.value < units[last.written].size
    )


def _slot_at(scan: AmountScan, index: int) -> Slot | None:
    """The slot that begins with token `index`; None when it holds no value."""
    form, start, _ = scan.tokens[index]
    known = _patterns(scan.language)
    if form in known.numbers.rules.ordinals:
        return _ordinal_word(scan, index)
    if form == "cve":
        match = _CVE.match(scan.text, start)
        return Slot(start, match.end(), "version", match[0]) if match else None
    if form[0].isdecimal():
        if _is_part_of_name(scan, index):
            return None
        special = _special(scan.text, form, start, known)
        if special is not None:
            return special
    elif form in known.numbers.rules.lone_scales:
        return _lone_scale(scan, index)
    reading = numerals.read(scan.tokens, index, scan.language)
    if reading is None:
        return None
    return _named_year(scan, index, reading) or quantity(scan, index, reading)


def _named_year(scan: AmountScan, index: int, reading: NumberReading) -> Slot | None:
    """The year of "the 2024 treaty"; None where a plain number of four digits counts something."""
    if not (reading.digits and FIRST_YEAR <= reading.value <= LAST_YEAR and index):
        return None
    if scan.tokens[index - 1][0] not in _patterns(scan.language).words.determiners:
        return None
    form, start, end = scan.tokens[index]
    return Slot(start, end, "year", form, reading.value, reading.value)


def _lone_scale(scan: AmountScan, index: int) -> Slot | None:
    """An interval for "several hundred", a number for "a hundred"; nothing for a scale word alone."""
    articles = _patterns(scan.language).numbers.rules.articles - _patterns(scan.language).numbers.rules.single
    if index and scan.tokens[index - 1][0] in articles:
        index -= 1
    reading = numerals.read(scan.tokens, index, scan.language)
    counts = reading is not None and (reading.vague or scan.tokens[index][0] in articles)
    return quantity(scan, index, reading) if reading and counts else None


def _is_part_of_name(scan: AmountScan, index: int) -> bool:
    """Whether digits belong to a name such as F-16, A320 or Covid-19."""
    _, start, end = scan.tokens[index]
    text, known = scan.text, _patterns(scan.language)
    if text[end : end + 1] == "/" and text[end + 1 : end + 2].isdecimal():
        return True
    if start == 0 or text[start - 1].isspace():
        if index == 0 or scan.tokens[index - 1][0] not in known.label_ends:
            return False
        return known.labels.search(text, max(0, start - 12), start) is not None
    if text[start - 1] in "./" and start > 1 and text[start - 2].isdecimal():
        return True
    if text[start - 1].isalpha():
        return scan.tokens[index - 1][0] not in scan.measures.currencies and scan.tokens[index - 1][0] != "v"
    return text[start - 1] == "#" or (start > 1 and text[start - 1] in "-‐‑/" and text[start - 2].isalnum())


def _special(text: str, form: str, start: int, known: _ValuePatterns) -> Slot | None:
    """A version, time of day or score at `start`, where `form` stands; None when it is none of them."""
    if "." in form and (match := _VERSION.match(text, start)):
        return Slot(start, match.end(), "version", match[0])
    if match := _LAP.match(text, start):
        minutes = int(match[1]) + (int(match[2]) + float(f".{match[3]}")) / 60
        return amount("duration", start, match.end(), minutes, unit=MINUTES, written="min:s", bound="")
    if match := _SECONDS.match(text, start):
        hours, minutes = int(match[1]), int(match[2]) + int(match[3]) / 60
        return Slot(start, match.end(), "time", match[0], 60 * hours + minutes, 60 * hours + minutes)
    if match := _RATIO.match(text, start):
        return Slot(start, match.end(), "version", match[0].replace(",", "."))
    if (match := known.clock.match(text, start)) and int(match[1]) <= 24 and int(match[2] or 0) < 60:
        hour, minute, mark = int(match[1]), int(match[2] or 0), match[3] or ""
        hour = hour % 12 + (12 if mark[0] == "p" else 0) if mark[:1] in ("a", "p") and hour <= 12 else hour
        value = 60.0 * hour + minute
        return Slot(start, match.end(), "time", f"{hour:02}:{minute:02}", value, value)
    if (match := _SCORE.match(text, start)) and _is_score(text, match, known.words.results):
        return Slot(start, match.end(), "score", f"{int(match[1])}-{int(match[2])}")
    return None


def _is_score(text: str, match: re.Match[str], results: Collection[str]) -> bool:
    """Whether two numbers and a dash are a result, not the ends of a range before a unit."""
    behind = WORD.match(text, match.end() + 1)
    if text[max(0, match.start() - 1) : match.start()] in ("$", "€", "£", "¥"):
        return False
    return behind is None or text[match.end()] != " " or behind[0] in results


def _ordinal_word(scan: AmountScan, index: int) -> Slot | None:
    """An ordinal in a word; None for fractions ("a third of"), seconds and weekdays."""
    form, start, end = scan.tokens[index]
    before = scan.tokens[index - 1][0] if index else ""
    behind = scan.tokens[index + 1][0] if index + 1 < len(scan.tokens) else ""
    known = lexicon(scan.language)
    if form in language_of(scan.language).dates.numbered_weekdays or before[:1].isdecimal():
        return None
    if behind == "-" or behind in known.rules.of:
        return None
    if before in known.words or before in known.rules.no_ordinal.get(form, ()):
        return None
    value = float(known.rules.ordinals[form])
    return Slot(start, end, "ordinal", f"{value:.0f}", value, value, "th", "th")
