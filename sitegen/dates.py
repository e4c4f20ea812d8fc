"""Dates as the news writes them: found in running text, read from a metadata value, turned into days.

Dotted dates are day first. Dates with slashes are refused unless one of the numbers is over 12.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct

from sitegen.calendars import ALL_MONTHS, ALL_WEEKDAYS, CALENDARS, Calendar

FIRST_YEAR, LAST_YEAR = 1500, 2199
"""Years that a number of four digits may mean; outside them it is a quantity."""

CUE_REACH = 9
"""Tokens between a weekday and a word such as *will* that turns it to the coming one."""

LONGEST_VALUE = 120
"""Characters of a metadata value that can be a date; longer ones are sentences."""


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


_NUMERIC = re.compile(
    r"\d(?:\d{3}-\d\d?-\d\d?(?=\D|$)|\d?\.[ \u00a0]?\d\d?\.[ \u00a0]?\d{4}|\d?/\d\d?/\d{4}|\d{3})(?!\d)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-feira|['’]hui)?")
_DAY_BEFORE = re.compile(
    r"(?<![\w.,:/-])(?:(?P<other>\d{1,2})(?:\.|st|nd|rd|th)?[ \u00a0]?"
    r"(?:-|–|to|and|bis|und|y|al|a|e|et|au|en|tot|/)[ \u00a0]?(?:the |el |le |il )?)?"
    r"(?P<day>\d{1,2})(?:\.?º|°|\.|er|st|nd|rd|th)?[ \u00a0](?:(?:of|de|del|d['’]) ?)?$"
)
_DAY_AFTER = re.compile(
    r"\.?[ \u00a0](?P<day>\d{1,2})(?:st|nd|rd|th)?(?:(?:-|–| and | to )(?P<other>\d{1,2}))?"
    r"(?![\w:%]|[.,]\d|-\d|\s(?:percent|per|people|million|billion|thousand|points)\b)"
)
_YEAR_AFTER = re.compile(r"\.?(?:,|[ \u00a0](?:of|de|del))?[ \u00a0](?P<year>\d{4})(?!\d|[.,-]\d|%)")
_BARE_YEAR_AFTER = re.compile(
    r"\.?(?:,|[ \u00a0](?:of|de|del))?[ \u00a0](?P<year>\d{4})(?!\d|[.,-]\d|%|\s[a-z])"
)
_WEEKDAY_BEFORE = re.compile(
    r"(?P<word>[^\W\d_]+(?:-feira)?)\.?,?[ \u00a0](?:(?:the|le|el|den|dem|de|il|dia|o) )?$"
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:['’]\w+)?)['’]?[ \u00a0]?(?:l['’])?$")
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|'ll")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s")
_PART_OF_DAY = re.compile(r"(?:abend|morgen|nachmittag|vormittag|mittag|nacht|früh)s?$")
_NAMED_DAY = re.compile(
    r"(?:Black|Good|Bloody|Ash|Super|Palm|Easter|Cyber|Shrove|Maundy|Holy|Giving)[ \u00a0]$"
)
_NAMED_PAPER = re.compile(r" (?:Times|Mail|Telegraph|Mirror|Herald|Express|Night Live|Night Football)\b")
_LONE_FEIRA = re.compile(r"\s*(?:[(,.;]|$)")
_MONTH_FIRST = frozenset(("en", "es", "pt"))


def find(text: str, language: str) -> tuple[Found, ...]:
    """Every date that `text` names in the words of `language`, in order, without overlaps.

    >>> [text[f.start:f.end] for text in ["Closed on 6 May 2026."] for f in find(text, "en")]
    ['6 May 2026']
    >>> find("Am Mittwoch um 20.15 Uhr", "de")[0].weekday
    2
    >>> find("It may march on 5/6/2026.", "en")
    ()
    """
    calendar = CALENDARS.get(language) or CALENDARS["en"]
    found = [*_named(text, language, calendar), *_numeric(text, calendar)]
    if len(found) < 2:
        return tuple(found)
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[Found] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def _numeric(text: str, calendar: Calendar) -> list[Found]:
    """Dates and years written in digits alone."""
    found = []
    for match in _NUMERIC.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start]
        if before.isalnum() or (before and before in ".,:/-_+$€£#"):
            continue
        digits = match.group()
        if len(digits) > 4:
            day = _digits_to_day(digits)
            if day:
                found.append(Found(start, end, day.year, day.month, day.day))
        elif FIRST_YEAR <= int(digits) <= LAST_YEAR and not _unit_follows(text, end):
            word = _WORD_BEFORE.search(text, max(0, start - 16), start)
            if word and word[1].lower() in calendar.in_words:
                found.append(Found(start, end, int(digits), kind="year"))
    return found


def _unit_follows(text: str, end: int) -> bool:
    """Whether the number that ends at `end` goes on or counts what follows."""
    after = text[end : end + 2]
    if not after or after[0] in ")]\"'”’»;!?":
        return False
    return after[0].isalnum() or after[0] in "%°-" or after[1:].isdigit() or after[1:].islower()


def _digits_to_day(digits: str) -> date | None:
    """Read ``2026-05-06``, ``06.05.2026`` or an unambiguous ``26/05/2026``; None for the rest."""
    parts = [int(part) for part in re.split(r"[-./\s]+", digits) if part]
    if len(parts) != 3:
        return None
    if parts[0] > 31:
        return _day(parts[0], parts[1], parts[2])
    first, second, year = parts
    if "." in digits or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: int, month: int, day: int) -> date | None:
    """Return the day if the calendar has it and the year is plausible."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(text: str, language: str, calendar: Calendar) -> list[Found]:
    """Dates that name a month, a weekday or a relative day."""
    haystack = text if calendar.capital else text.lower()
    if len(haystack) != len(text):
        haystack = text
    spots = set()
    for needle in calendar.needles:
        position = haystack.find(needle)
        while position >= 0:
            spots.add(_word_start(haystack, position))
            position = haystack.find(needle, position + len(needle))
    found: list[Found] = []
    for spot in sorted(spots):
        match = _WORD.match(text, spot)
        if match:
            found.extend(_at_word(text, match, language, calendar))
    return found


def _word_start(text: str, position: int) -> int:
    while position and text[position - 1].isalpha():
        position -= 1
    return position


def _at_word(text: str, match: re.Match[str], language: str, calendar: Calendar) -> list[Found]:
    """Dates around the word at `match`, if it is one of the calendar's."""
    word = match.group().lower()
    if word in calendar.relative:
        return [Found(*match.span(), kind="relative", shift=calendar.relative[word], unit="day")]
    if word in calendar.units:
        return _shifted(
            text, match, calendar, Found(*match.span(), kind="relative", unit=calendar.units[word])
        )
    capital = match.group()[0].isupper()
    if word in calendar.months:
        if calendar.capital and not capital:
            return []
        return _at_month(text, match, calendar.months[word], language, calendar)
    if language == "de" and word not in calendar.weekdays:
        word = _PART_OF_DAY.sub("", word)
    if word in calendar.weekdays and (capital or not calendar.capital):
        return _at_weekday(text, match, calendar.weekdays[word], calendar)
    return []


def _at_month(text: str, match: re.Match[str], month: int, language: str, calendar: Calendar) -> list[Found]:
    """Day and month, month and year, or a month that a word such as *in* or *last* marks as one."""
    start, end = match.span()
    before = _DAY_BEFORE.search(text[max(0, start - 28) : start])
    if before:
        year = _YEAR_AFTER.match(text, end)
        return _days(text, start - len(before[0]), year.end() if year else end, before, month, year, calendar)
    after = _DAY_AFTER.match(text, end) if language in _MONTH_FIRST else None
    if after and 1 <= int(after["day"]) <= 31:
        year = _YEAR_AFTER.match(text, after.end())
        return _days(text, start, year.end() if year else after.end(), after, month, year, calendar)
    year = _BARE_YEAR_AFTER.match(text, end)
    if year and FIRST_YEAR <= int(year["year"]) <= LAST_YEAR:
        return [Found(start, year.end(), int(year["year"]), month, kind="month")]
    shifted = _shifted(text, match, calendar, Found(start, end, month=month, kind="relative", unit="month"))
    if shifted:
        return shifted
    word = _WORD_BEFORE.search(text, max(0, start - 16), start)
    marked = word is not None and word[1].lower() in calendar.in_words
    return [Found(start, end, month=month, kind="month")] if marked else []


def _days(
    text: str,
    start: int,
    end: int,
    days: re.Match[str],
    month: int,
    year: re.Match[str] | None,
    calendar: Calendar,
) -> list[Found]:
    """One day or the two ends of a range; nothing when the calendar does not have them."""
    number = int(year["year"]) if year else None
    day, other = int(days["day"]), days["other"]
    if not _exists(number, month, day):
        return []
    weekday = None
    named = _WEEKDAY_BEFORE.search(text, max(0, start - 20), start)
    if named and named["word"].lower() in calendar.weekdays:
        start, weekday = named.start(), calendar.weekdays[named["word"].lower()]
    if other and _exists(number, month, int(other)):
        low, high = sorted((day, int(other)))
        middle = start + days.start("other") + len(other) if days.start("other") < days.start("day") else None
        cut = middle or end - (len(year[0]) if year else 0) - len(other)
        return [Found(start, cut, number, month, low), Found(cut, end, number, month, high)]
    return [Found(start, end, number, month, day, weekday)]


def _exists(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has the day; without a year, whether it has it in a leap year."""
    return _day(2024 if year is None else year, month, day) is not None


def _at_weekday(text: str, match: re.Match[str], weekday: int, calendar: Calendar) -> list[Found]:
    """A weekday on its own, with *last* or *next* where the text says so."""
    start, end = match.span()
    if calendar.capital and (
        _NAMED_DAY.search(text, max(0, start - 10), start) or _NAMED_PAPER.match(text, end)
    ):
        return []
    if calendar is CALENDARS["pt"] and _lone_ordinal(text, match):
        return []
    found = Found(start, end, weekday=weekday, kind="weekday")
    shifted = _shifted(text, match, calendar, found)
    if shifted and shifted[0].shift:
        return shifted
    return [Found(start, end, weekday=weekday, kind="weekday", ahead=_is_ahead(text, start, end, calendar))]


def _lone_ordinal(text: str, match: re.Match[str]) -> bool:
    """Whether Portuguese *segunda* to *sexta* is an ordinal rather than a day."""
    word = match.group().lower()
    if word.endswith("-feira") or word in ("sábado", "domingo"):
        return False
    before = _WORD_BEFORE.search(text, max(0, match.start() - 12), match.start())
    cue = before is not None and before[1].lower() in (
        "na",
        "nesta",
        "desta",
        "até",
        "à",
        "última",
        "próxima",
    )
    return not (cue and _LONE_FEIRA.match(text, match.end()))


def _shifted(text: str, match: re.Match[str], calendar: Calendar, found: Found) -> list[Found]:
    """`found` with the *last*, *this* or *next* that stands beside it; empty without one."""
    start, end = match.span()
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    if before and before[1].lower() in calendar.shifts:
        shift = calendar.shifts[before[1].lower()]
        return [_with_shift(found, before.start(), end, shift)]
    after = None if calendar.capital else _WORD_AFTER.match(text, end)
    if after and after[1].lower() in calendar.shifts:
        return [_with_shift(found, start, after.end(), calendar.shifts[after[1].lower()])]
    return []


def _with_shift(found: Found, start: int, end: int, shift: int) -> Found:
    unit = found.unit or "week"
    return Found(start, end, None, found.month, None, found.weekday, found.kind, shift, unit, shift > 0)


def _is_ahead(text: str, start: int, end: int, calendar: Calendar) -> bool:
    """Whether a word such as *will* near the weekday places it in the future, unless it dates a report."""
    left = _SENTENCE_END.split(text[max(0, start - 120) : start])[-1]
    right = _SENTENCE_END.split(text[end : end + 120], maxsplit=1)[0]
    before = [word.lower() for word in _TOKEN.findall(left)][-CUE_REACH:]
    after = [word.lower() for word in _TOKEN.findall(right)][:CUE_REACH]
    if not calendar.report.isdisjoint(before[-4:]) or not calendar.report.isdisjoint(after[:2]):
        return False
    return not calendar.ahead.isdisjoint(before) or not calendar.ahead.isdisjoint(after)


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
        return _day(found.year, found.month, found.day)
    years = (published.year, published.year - 1, published.year + 1)
    days = [day for year in years if (day := _day(year, found.month, found.day))]
    return min(days, key=lambda day: abs((day - published).days), default=None)


def _nearest_weekday(weekday: int, found: Found, published: date) -> date:
    back = (published.weekday() - weekday) % 7
    if found.ahead:
        on = (weekday - published.weekday()) % 7
        return published + timedelta(days=7 if on == 0 and found.shift else on)
    return published - timedelta(days=7 if back == 0 and found.shift else back)


def value(found: Found, published: date | None) -> str | None:
    """What `found` means, as an ISO day, ``YYYY-MM``, ``YYYY-Www`` or ``YYYY``; None when that is open.

    >>> value(find("last June", "en")[0], date(2026, 5, 6))
    '2025-06'
    >>> value(find("in 2019", "en")[0], None)
    '2019'
    """
    if found.year is not None:
        return "-".join(f"{part:02d}" for part in (found.year, found.month, found.day) if part is not None)
    if published is None:
        return None
    if found.kind == "month" and found.month is not None:
        return _nearest_month(found.month, published)
    if found.kind == "relative" and found.unit != "day":
        return _period(found, published)
    day = resolve(found, published)
    return day.isoformat() if day else None


def _nearest_month(month: int, published: date) -> str:
    """The month of that name nearest to publication, the earlier one of two."""
    ahead = (month - published.month) % 12
    distance = ahead - 12 if ahead >= 6 else ahead
    count = published.year * 12 + published.month - 1 + distance
    return f"{count // 12}-{count % 12 + 1:02d}"


def _period(found: Found, published: date) -> str | None:
    """The week, month or year that *last*, *this* or *next* means."""
    shift = found.shift or 0
    if found.unit == "year":
        return str(published.year + shift)
    if found.unit == "week":
        year, week, _ = (published + timedelta(weeks=shift)).isocalendar()
        return f"{year}-W{week:02d}"
    if found.month is None:
        count = published.year * 12 + published.month - 1 + shift
        return f"{count // 12}-{count % 12 + 1:02d}"
    year = published.year
    if shift < 0 and found.month >= published.month:
        year -= 1
    if shift > 0 and found.month <= published.month:
        year += 1
    return f"{year}-{found.month:02d}"


_VALUE_DATE = re.compile(
    r"(?<![\w.:/])(?:"
    r"(?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?=\D|$)"
    r"|(?P<compact>(?:19|20)\d{6})(?=t\d|\D|$)"
    r"|(?P<short>\d{1,2}\.\s?\d{1,2}\.\s?\d{2}(?:\d\d)?)(?!\d|\.\d)"
    r"|(?P<mixed>\d{1,2}[/-]\d{1,2}[/-]\d{4})(?!\d)"
    r"|(?P<day>\d{1,2})(?:\.?º|°|\.|er|st|nd|rd|th)?[\s-](?:of\s|de\s)?(?P<month>[^\W\d_]{3,10})\.?"
    r"(?:,|\sde|\sdel|\sof)?[\s-](?P<year>\d{4})(?!\d)"
    r"|(?P<month2>[^\W\d_]{3,10})\.?\s(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year2>\d{4})(?!\d)"
    r")"
)
_TIME = re.compile(
    r"(?<!\d)t?\d{1,2}(?:[:.h]\d{2}(?::?\d{2}(?:[.,]\d+)?)?|\s?(?=[ap]\.?m\b)|\s?(?=uhr|h\b))"
    r"|(?<=t)\d{4}(?:\d\d)?|(?:utc|gmt)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[ap]\.\s?m\."
)
_UPDATED = re.compile(r"updat|aktualis|actuali|mis à jour|atualiz|aggiorn|bijgewerkt|modifi|geändert")
_FILLER = frozenset(
    "z t utc gmt cet cest est edt et cst cdt ct mst mdt pst pdt pt bst ist mez mesz wib jst aest aedt sast am pm a p m"
    " uhr h hrs hours at on um am vom the of de del den le la las los el il o os à as às a om op ore alle da do dia"
    " published updated posted date datum fecha data created modified first last filed issued release released publish"
    " stand veröffentlicht aktualisiert zuletzt erschienen geändert publié publiée mis mise jour le publicado publicada"
    " actualizado actualizada pubblicato aggiornato atualizado gepubliceerd bijgewerkt em".split()
)


def parse(value: str) -> date | None:
    """Return the day that a whole metadata value names, or None when it names none, two or something else too.

    >>> parse("Wed, 06 May 2026 10:15:00 +0200")
    datetime.date(2026, 5, 6)
    >>> parse("Publicado el 6 de mayo de 2026 a las 10:15 h")
    datetime.date(2026, 5, 6)
    >>> parse("5/6/2026"), parse("31 February 2026"), parse("The vote of 6 May 2026")
    (None, None, None)
    """
    text = " ".join(value.split()).lower()
    if not 6 <= len(text) <= LONGEST_VALUE or not any(map(str.isdigit, text)):
        return None
    matches = [match for match in _VALUE_DATE.finditer(text) if _is_dated(match)]
    days = [_matched_day(match) for match in matches]
    if not days or None in days or not _only_filler(text, matches):
        return None
    if len(set(days)) > 1 and not _UPDATED.search(text, matches[0].end(), matches[1].start()):
        return None
    return days[0]


def _is_dated(match: re.Match[str]) -> bool:
    month = match["month"] or match["month2"]
    return month is None or month in ALL_MONTHS


def _matched_day(match: re.Match[str]) -> date | None:
    """The day of a match of `_VALUE_DATE`."""
    if match["compact"]:
        digits = match["compact"]
        return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if match["short"]:
        day, month, year = (int(part) for part in match["short"].split("."))
        return _day(year + 2000 if year < 100 else year, month, day)
    if match["iso"] or match["mixed"]:
        return _digits_to_day(match["iso"] or match["mixed"])
    return _day(
        int(match["year"] or match["year2"]),
        ALL_MONTHS[match["month"] or match["month2"]],
        int(match["day"] or match["day2"]),
    )


def _only_filler(text: str, matches: list[re.Match[str]]) -> bool:
    """Whether nothing but weekdays, times, zones and labels stands around the dates."""
    for match in reversed(matches):
        text = f"{text[: match.start()]} {text[match.end() :]}"
    rest = _TIME.sub(" ", text)
    return all(word in _FILLER or word in ALL_WEEKDAYS for word in re.findall(r"\w+(?:-feira)?", rest))
