"""The values in a sentence: amounts with their units and bounds, days and dates, times, scores, versions.

One scan from left to right; a character belongs to one slot at most. A sentence without a digit or a
number word costs little more than the look for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final

from sitegen.text import dates, numerals
from sitegen.text.amounts import WORD, Scan, amount, quantity
from sitegen.text.numberwords import lexicon
from sitegen.text.numerals import Reading
from sitegen.text.quantities import CURRENCIES, MINUTES, UNITS, Slot


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TOKEN: Final = re.compile(r"(\d+(?:[.,'’\u00a0\u202f]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s])")
_BLANKS: Final = str.maketrans(dict.fromkeys(",.;:!?()-‐‑–—\"“”„«»'’‘", " "))
_DIGIT: Final = re.compile(r"\d")
_CLOCK: Final = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?(?!\d|[.,:]\d)(?: ?(uhr\b|[ap]\.?m\b\.?|o['’]clock\b|gmt\b)|(?<=[:h]\d\d))"
)
_VERSION: Final = re.compile(r"\d+(?:\.\d+){2,}(?!\d)|(?<=version )\d+(?:\.\d+)+|(?<=\bv)\d+(?:\.\d+)+")
_SCORE: Final = re.compile(r"(\d{1,3})[-–:](\d{1,3})(?![\d%]|[-–:.,/]\d|[-–]?[^\W\d_])")
_LAP: Final = re.compile(r"(\d{1,3}):([0-5]\d)[.,](\d{1,3})(?![\d:]|[.,]\d)")
"""Minutes, seconds and their fraction, as sports results have them."""
_SECONDS: Final = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)(?![\d:])")
_RATIO: Final = re.compile(r"\d+:\d+(?:[.,]\d+)(?![\d:]|[.,]\d)")
_CVE: Final = re.compile(r"cve-\d{4}-\d{4,}")
_LABEL: Final = re.compile(
    r"\b(?:no\.|nos\.|nr\.|nº|n°|number|room|flight|route|highway|page|chapter|article|section|week|"
    r"phase|grade|level|stage|type|group|part|episode|bulletin|channel|gate|zimmer|flug|seite|vuelo|vol) ?$"
)
_LABEL_ENDS: Final = _listed(
    ". ° nº number room flight route highway page chapter article section week phase grade level stage type "
    "group part episode bulletin channel gate zimmer flug seite vuelo vol"
)
"""Tokens one of which stands before a number with a `_LABEL`."""
_RESULT: Final = _listed(
    "win victory defeat lead loss draw home away on in at to after over against from with and but by for as "
    "the sieg niederlage gegen im am victoria derrota ante en contra victoire défaite contre au vitória"
)
_GAP: Final = frozenset({" ", " and ", ", ", " und ", " y ", " et ", " e ", ", and "})
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Numbers behind a determiner that are years: "the 2024 treaty"."""
_ORDINALS: Final = {
    word: index
    for row in (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
        "primera segunda tercera cuarta quinta sexta séptima octava novena décima",
        "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo",
        "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte",
        "ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten",
        "première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
        "primeira segunda terceira quarta quinta sexta sétima oitava nona décima",
    )
    for index, word in enumerate(row.split(), 1)
}
_WEEKDAYWORDS: Final = frozenset({"segunda", "terceira", "quarta", "quinta", "sexta"})
"""Ordinals that are weekdays in Portuguese."""


@lru_cache(maxsize=4096)
def slots(text: str, language: str, published: str | None = None) -> tuple[Slot, ...]:
    """The values of a sentence in order; weekdays are resolved against `published` (YYYY-MM-DD).

    >>> [(s.kind, s.key, s.unit) for s in slots("Some 1,200 people slept two and a half hours.", "en")]
    [('number', '1200', ''), ('duration', '150', 'min')]
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    dated = _days(text, language, published)
    if not _DIGIT.search(lower) and _triggers(language).isdisjoint(lower.translate(_BLANKS).split()):
        return dated
    return _merged(Scan(lower, _tokens(lower), language), dated)


def _tokens(text: str) -> list[numerals.Token]:
    """Words, numbers and signs with their places."""
    pieces = _TOKEN.split(text)
    ends = list(accumulate(map(len, pieces)))
    return list(zip(pieces[1::2], ends[0::2], ends[1::2], strict=False))


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


@cache
def _triggers(language: str) -> frozenset[str]:
    """Words without which a sentence of `language` holds no amount."""
    return frozenset(lexicon(language)) | frozenset(_ORDINALS) | numerals.PARTS.keys() | {"one", "cve"}


def _merged(scan: Scan, dated: Sequence[Slot]) -> tuple[Slot, ...]:
    """Amounts and days of a sentence in order, two-part amounts joined."""
    words = _triggers(scan.language)
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
    joined = _joined(found, scan.text)
    return tuple(sorted((*joined, *dated), key=lambda slot: slot.start) if dated else joined)


def _joined(found: Iterable[Slot], text: str) -> list[Slot]:
    """Slots with "two hours and ten minutes" and "six foot two inches" as one."""
    out: list[Slot] = []
    for slot in found:
        last = out[-1] if out else None
        if last and _continues(last, slot, text[last.end : slot.start]):
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


def _continues(last: Slot, slot: Slot, gap: str) -> bool:
    """Whether `slot` is the smaller part of the amount that `last` begins."""
    return (
        last.unit == slot.unit
        and last.unit in (MINUTES, "m", "kg")
        and last.written != slot.written
        and gap in _GAP
        and not slot.bound
        and last.value == last.high
        and slot.written in UNITS
        and last.written in UNITS
        and slot.value < UNITS[last.written].size
    )


def _slot_at(scan: Scan, index: int) -> Slot | None:
    """The slot that begins with token `index`; None when it holds no value."""
    form, start, _ = scan.tokens[index]
    if form in _ORDINALS:
        return _ordinal_word(scan, index)
    if form == "cve":
        match = _CVE.match(scan.text, start)
        return Slot(start, match.end(), "version", match[0]) if match else None
    if form[0].isdecimal():
        if _is_part_of_name(scan, index):
            return None
        special = _special(scan.text, form, start)
        if special is not None:
            return special
    elif scan.language == "en" and form in _LONE_SCALES:
        return _lone_scale(scan, index)
    reading = numerals.read(scan.tokens, index, scan.language)
    if reading is None:
        return None
    return _named_year(scan, index, reading) or quantity(scan, index, reading)


_DETERMINERS: Final = _listed(
    "the a this that its his her their our 's der die das den dem des im vom zum el la los las del de "
    "le les du da do"
)


def _named_year(scan: Scan, index: int, reading: Reading) -> Slot | None:
    """The year of "the 2024 treaty"; None where a plain number of four digits counts something."""
    if not (reading.digits and FIRST_YEAR <= reading.value <= LAST_YEAR and index):
        return None
    if scan.tokens[index - 1][0] not in _DETERMINERS:
        return None
    form, start, end = scan.tokens[index]
    return Slot(start, end, "year", form, reading.value, reading.value)


_LONE_SCALES: Final = _listed("hundred thousand million billion trillion mn bn")


def _lone_scale(scan: Scan, index: int) -> Slot | None:
    """An interval for "several hundred", a number for "a hundred"; nothing for a scale word alone."""
    if index and scan.tokens[index - 1][0] in ("a", "an"):
        index -= 1
    reading = numerals.read(scan.tokens, index, scan.language)
    counts = reading is not None and (reading.vague or scan.tokens[index][0] in ("a", "an"))
    return quantity(scan, index, reading) if reading and counts else None


def _is_part_of_name(scan: Scan, index: int) -> bool:
    """Whether digits belong to a name such as F-16, A320 or Covid-19."""
    _, start, end = scan.tokens[index]
    text = scan.text
    if text[end : end + 1] == "/" and text[end + 1 : end + 2].isdecimal():
        return True
    if start == 0 or text[start - 1].isspace():
        if index == 0 or scan.tokens[index - 1][0] not in _LABEL_ENDS:
            return False
        return _LABEL.search(text, max(0, start - 12), start) is not None
    if text[start - 1] in "./" and start > 1 and text[start - 2].isdecimal():
        return True
    if text[start - 1].isalpha():
        return scan.tokens[index - 1][0] not in CURRENCIES and scan.tokens[index - 1][0] != "v"
    return text[start - 1] == "#" or (start > 1 and text[start - 1] in "-‐‑/" and text[start - 2].isalnum())


def _special(text: str, form: str, start: int) -> Slot | None:
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
    if (match := _CLOCK.match(text, start)) and int(match[1]) <= 24 and int(match[2] or 0) < 60:
        hour, minute, mark = int(match[1]), int(match[2] or 0), match[3] or ""
        hour = hour % 12 + (12 if mark[0] == "p" else 0) if mark[:1] in ("a", "p") and hour <= 12 else hour
        value = 60.0 * hour + minute
        return Slot(start, match.end(), "time", f"{hour:02}:{minute:02}", value, value)
    if (match := _SCORE.match(text, start)) and _is_score(text, match):
        return Slot(start, match.end(), "score", f"{int(match[1])}-{int(match[2])}")
    return None


def _is_score(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers and a dash are a result, not the ends of a range before a unit."""
    behind = WORD.match(text, match.end() + 1)
    if text[max(0, match.start() - 1) : match.start()] in ("$", "€", "£", "¥"):
        return False
    return behind is None or text[match.end()] != " " or behind[0] in _RESULT


def _ordinal_word(scan: Scan, index: int) -> Slot | None:
    """An ordinal in a word; None for fractions ("a third of"), seconds and weekdays."""
    form, start, end = scan.tokens[index]
    before = scan.tokens[index - 1][0] if index else ""
    behind = scan.tokens[index + 1][0] if index + 1 < len(scan.tokens) else ""
    if (scan.language == "pt" and form in _WEEKDAYWORDS) or before[:1].isdecimal() or behind in ("-", "of"):
        return None
    if before in lexicon(scan.language) or (before in ("a", "split") and form == "second"):
        return None
    value = float(_ORDINALS[form])
    return Slot(start, end, "ordinal", f"{value:.0f}", value, value, "th", "th")
