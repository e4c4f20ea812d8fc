"""Days and moments that a metadata value names.

Dotted dates are day first. Dates with slashes are refused unless one of the numbers is over 12.
A moment is a day with the time of day that a value of metadata gives, its zone kept as it is written.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache, lru_cache

from sitegen.languages import codes, language, merged, words_of
from sitegen.languages.phrases import any_of, either, one_of
from sitegen.text.running_dates import all_months, all_weekdays, calendar_day, read_digits

LONGEST_VALUE = 120
"""Characters of a metadata value that can be a date; longer ones are sentences. Measured on 1,400 stories of
development: lines of dates have 10 to 85."""

_VALUE_DATE = re.compile(
    r"(?<![\w.:/])(?:"
    r"(?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?=\D|$)"
    r"|(?P<compact>(?:19|20)\d{6})(?=t\d|\D|$)"
    r"|(?P<short>\d{1,2}\.\s?\d{1,2}\.\s?\d{2}(?:\d\d)?)(?!\d|\.\d)"
    r"|(?P<mixed>\d{1,2}[/-]\d{1,2}[/-]\d{4})(?!\d)"
    r"|(?P<day>\d{1,2})(?:\.?º|°|\.|er|st|nd|rd|th)?[\s-](?:of\s|de\s)?(?P<month>[^\W\d_][^\s\d.,:;()/|–—-]{1,14})\.?"
    r"(?:,|\sde|\sdel|\sof)?[\s-](?P<year>\d{4})(?!\d)"
    r"|(?P<month2>[^\W\d_][^\s\d.,:;()/|–—-]{1,14})\.?\s(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year2>\d{4})(?!\d)"
    r"|(?P<year4>\d{4})\.\s[^\W\d_]{1,5}\s(?P<day4>\d{1,2})\.\s(?P<month4>[^\W\d_][^\s\d.,:;()/|–—-]{1,14})"
    r"|(?P<year3>\d{4})\.?(?:\s[mг]\.)?\s(?P<month3>[^\W\d_][^\s\d.,:;()/|–—-]{1,14})\.?\s(?P<day3>\d{1,2})"
    r"\.?(?:\sd\.)?(?!\d)"
    r")"
)
_DOTTED = re.compile(r"\d{4}\.\s\d{1,2}\.\s\d{1,2}")


_BEFORE_SOLAR = date(2025, 3, 20).toordinal() - 365 * 1404 - (8 * 1404 + 21) // 33
"""The day before the first of the solar calendar, counted from that before the first of 1404."""


class _Marks:
    """Patterns of days that are written with a mark behind each number, made from all languages."""

    def __init__(self) -> None:
        self.eras = merged(lambda known: known.marks.eras)
        self.first_year, self.afternoon = words_of("marks.first_year"), words_of("marks.afternoon")
        self.numerals = merged(lambda known: known.counters.digits)
        tens = merged(lambda known: known.counters.tens)
        self.ten = next(numeral for numeral, value in tens.items() if value == 10)
        one = "".join(self.numerals)
        number = rf"(?:\d{{1,2}}|[{one}{self.ten}]{{1,3}})"
        year, month, day, hour, minute, second = (
            any_of(f"marks.{name}") for name in ("year", "month", "day", "hour", "minute", "second")
        )
        self.day = re.compile(
            rf"(?:(?P<era>{either(self.eras)})\s?)?(?P<y>\d{{1,4}}|[{one}]{{1,4}}|{any_of('marks.first_year')})"
            rf"\s?{year}\s?(?P<m>{number})\s?{month}\s?(?P<d>{number})\s?{day}"
            rf"|(?P<dotted>{_DOTTED.pattern})\.?"
        )
        half = either(words_of("marks.forenoon") | self.afternoon)
        self.time = re.compile(
            rf"(?P<half>{half})?\s?(?P<hour>\d{{1,2}})(?:\s?{hour}\s?(?:(?P<minute>\d{{1,2}})\s?{minute})?"
            rf"(?:\s?\d{{1,2}}\s?{second})?|:(?P<colon>\d\d))"
        )
        weekday = one_of(words_of("marks.weekdays"))
        self.weekday = re.compile(rf"[（(]?{weekday}[）)]?|[（(]{any_of('marks.bracketed')}[）)]")
        self.solar = merged(lambda known: known.marks.solar)
        self.solar_day = re.compile(
            rf"(?P<d>\d{{1,2}})\s+(?P<m>{either(self.solar)})\s+(?P<y>[1۱][34۳۴]\d\d)(?!\d)"
        )
        """A day in the solar calendar of Iran, whose years of now begin with 13 and 14."""
        self.beside = re.compile(one_of(words_of("marks.beside")))
        """Days of another calendar beside a common one."""
        self.may_be = re.compile(rf"{year}|{hour}|[0-9]\. [0-9]|[一-鿿가-힣]")


_marked = cache(_Marks)
"""Return the patterns; they are made for the first value that needs them."""


@cache
def _calendars() -> tuple[tuple[re.Pattern[str], re.Pattern[str], int], ...]:
    """Return script, words around a day and years ahead of each calendar that counts other years."""
    known = [language(code) for code in codes()]
    return tuple(
        (re.compile(f"[{each.common.script}]"), re.compile(one_of(each.marks.around)), each.marks.years_ahead)
        for each in known
        if each.marks.years_ahead or each.marks.around
    )


_MAY_DATE = re.compile(r"\d(?:\d{3}|\.\s?\d{1,2}\.)")
_TIME = re.compile(
    r"(?<!\d)t?\d{1,2}(?:(?:[:.]|\s?h\s?)\d{2}(?::?\d{2}(?:[.,]\d+)?)?|\s?(?=[ap]\.?m\b)|\s?(?=uhr|h\b))"
    r"|(?<=t)\d{4}(?:\d\d)?|(?:utc|gmt)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[ap]\.\s?m\."
)


@lru_cache(maxsize=1024)
def parse(value: str, *, day_first: bool = False) -> date | None:
    """Return the day that a whole metadata value names; None when it names none, two or more than days.

    `day_first` takes 5/6/2026 for the fifth of June; it is refused otherwise.

    >>> parse("Wed, 06 May 2026 10:15:00 +0200")
    datetime.date(2026, 5, 6)
    >>> parse("Publicado el 6 de mayo de 2026 a las 10:15 h")
    datetime.date(2026, 5, 6)
    >>> parse("5/6/2026"), parse("31 February 2026"), parse("The vote of 6 May 2026")
    (None, None, None)
    """
    text = " ".join(value.split()).lower()
    if len(text) <= LONGEST_VALUE and (not text.isascii() or _DOTTED.match(text)):
        text = western(text)
    if not 6 <= len(text) <= LONGEST_VALUE or not _MAY_DATE.search(text):
        return None
    matches = [match for match in _VALUE_DATE.finditer(text) if _is_dated(match)]
    days = [_matched_day(match, day_first=day_first) for match in matches]
    if not days or None in days or not _only_filler(text, matches):
        return None
    between = text[matches[0].end() : matches[1].start()] if len(set(days)) > 1 else ""
    if between and not any(word in between for word in words_of("dates.updated")):
        return None
    return days[0]


def western(text: str) -> str:
    """Return a metadata value with its Chinese, Japanese, Korean and Thai dates as others write them.

    >>> western("2026年3月3日（火） 午後9時12分"), western("2026년 3월 3일 화요일"), western("3 มีนาคม 2569")
    ('2026-3-3  21:12', '2026-3-3 ', '3 มีนาคม 2026')
    """
    for script, around, ahead in _calendars():
        if script.search(text):
            plain = re.sub(r"(?<=[^\s\d])\.(?=[^\s\d])", "", around.sub(" ", text))
            parts = re.split(r"(?<!\d)(2[45]\d\d)(?!\d)", plain)
            parts[1::2] = [str(int(year) - ahead) for year in parts[1::2]]
            return " ".join("".join(parts).split())
    known = _marked()
    text = known.beside.sub(" ", text)
    if known.solar_day.search(text):
        return known.solar_day.sub(_western_solar_day, text)
    if not known.may_be.search(text):
        return text
    return known.time.sub(_western_time, known.weekday.sub("", known.day.sub(_western_day, text)))


def _western_solar_day(match: re.Match[str]) -> str:
    """The common day of a solar one: months of 31 days, from the seventh on of 30, leap years in 33.

    Eight leap years in 33 are an arithmetic form of the calendar; it gives the first days that the equinox
    gave in all years from 1390 to 1405.
    """
    year, day = int(match["y"]), int(match["d"])
    month = _marked().solar[match["m"]]
    before = (month - 1) * 31 - max(month - 7, 0)
    ordinal = _BEFORE_SOLAR + 365 * year + (8 * year + 21) // 33 + before + day
    return date.fromordinal(ordinal).isoformat() if month <= 12 and 1 <= day <= 31 else match[0]


def _western_day(match: re.Match[str]) -> str:
    if match["dotted"]:
        return "-".join(match["dotted"].split(". "))
    known = _marked()
    year = 1 if match["y"] in known.first_year else _number(match["y"])
    return f"{year + known.eras.get(match['era'] or '', 0)}-{_number(match['m'])}-{_number(match['d'])}"


def _western_time(match: re.Match[str]) -> str:
    hour = int(match["hour"])
    if match["half"] in _marked().afternoon and hour < 12:
        hour += 12
    return f" {hour}:{int(match['minute'] or match['colon'] or 0):02d}"


def _number(text: str) -> int:
    """The number that figures or Chinese numerals below a hundred, or a year's numerals, write."""
    if text.isdecimal():
        return int(text)
    known = _marked()
    if known.ten not in text:
        return int("".join(str(known.numerals[numeral]) for numeral in text))
    tens, _, units = text.partition(known.ten)
    return known.numerals.get(tens, 1) * 10 + known.numerals.get(units, 0)


def _is_dated(match: re.Match[str]) -> bool:
    month = match["month"] or match["month2"] or match["month3"] or match["month4"]
    return month is None or month in all_months()


def _matched_day(match: re.Match[str], *, day_first: bool) -> date | None:
    """The day of a match of `_VALUE_DATE`."""
    if match["compact"]:
        digits = match["compact"]
        return calendar_day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if match["short"]:
        day, month, year = (int(part) for part in match["short"].split("."))
        return calendar_day(year + 2000 if year < 100 else year, month, day)
    if match["mixed"] and day_first:
        day, month, year = (int(part) for part in re.split("[/-]", match["mixed"]))
        return calendar_day(year, month, day) or read_digits(match["mixed"])
    if match["iso"] or match["mixed"]:
        return read_digits(match["iso"] or match["mixed"])
    return calendar_day(
        int(match["year"] or match["year2"] or match["year3"] or match["year4"]),
        all_months()[match["month"] or match["month2"] or match["month3"] or match["month4"]],
        int(match["day"] or match["day2"] or match["day3"] or match["day4"]),
    )


def _only_filler(text: str, matches: list[re.Match[str]]) -> bool:
    """Whether nothing but weekdays, times, zones and labels stands around the dates."""
    for match in reversed(matches):
        text = f"{text[: match.start()]} {text[match.end() :]}"
    rest = _TIME.sub(" ", text)
    return all(
        word in words_of("dates.filler") or word in all_weekdays()
        for word in re.findall(r"[\w\u0900-\u0e7f]+(?:-\w+)?", rest)
    )


ZONES = {
    **dict.fromkeys(("z", "utc", "gmt", "wet"), "+00:00"),
    **dict.fromkeys(("cet", "mez", "met", "west"), "+01:00"),
    **dict.fromkeys(("cest", "mesz", "eet", "sast", "cat"), "+02:00"),
    **dict.fromkeys(("eest", "msk", "eat"), "+03:00"),
    "pkt": "+05:00",
    "wib": "+07:00",
    "hkt": "+08:00",
    "sgt": "+08:00",
    "jst": "+09:00",
    "kst": "+09:00",
    "aest": "+10:00",
    "aedt": "+11:00",
    "nzst": "+12:00",
    "nzdt": "+13:00",
    "brt": "-03:00",
    "edt": "-04:00",
    "est": "-05:00",
    "cdt": "-05:00",
    "mdt": "-06:00",
    "mst": "-07:00",
    "pdt": "-07:00",
    "pst": "-08:00",
    "akst": "-09:00",
    "hst": "-10:00",
}
"""Offsets of the zones whose letters mean one thing; BST, IST and CST mean several."""

_TIME_OF_DAY = re.compile(
    r"(?<![\d:.+-])(?P<hour>2[0-3]|[01]?\d)(?:(?:[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?::?(?P<second>[0-5]\d)(?:[.,]\d+)?)?)?"
    r"(?P<half>\s?[ap]\.?\s?m\b\.?)?(?:\s*(?:uhr|hrs?|h)\b)?"
    r"\s*\(?(?P<zone>z\b|(?:utc|gmt)?\s?[+-]\d{1,2}:?(?:\d\d)?(?![\d-])|[a-z]{2,4}\b)?",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}t?|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}|(?:19|20)\d{6}t?", re.IGNORECASE
)


def moment(value: str, *, day_first: bool = False) -> str | None:
    """Return the day of a whole value as ``YYYY-MM-DD``, with ``THH:MM`` and its zone where it has them.

    `day_first` takes 5/6/2026 for the fifth of June.

    >>> moment("Tue, 03 Mar 2026 09:12:45 +0100"), moment("3 March 2026 / 9:12 PM CET")
    ('2026-03-03T09:12+01:00', '2026-03-03T21:12+01:00')
    """
    day = parse(value.replace(" / ", " ").replace(" | ", " "), day_first=day_first)
    if day is None:
        return None
    time = time_of_day(value)
    return f"{day.isoformat()}T{time}" if time else day.isoformat()


def time_of_day(value: str) -> str | None:
    """Return the one time of day in a line of metadata as ``HH:MM``, with its offset where that is sure."""
    for match in _TIME_OF_DAY.finditer(_FIGURES.sub(" ", value if value.isascii() else western(value))):
        if match["minute"] is None and match["half"] is None:
            continue
        hour = int(match["hour"])
        if match["half"]:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if "p" in match["half"].lower() else 0)
        return f"{hour:02d}:{match['minute'] or '00'}{_offset((match['zone'] or '').lower())}"
    return None


def _offset(zone: str) -> str:
    """The offset that a zone means, or nothing."""
    digits = re.fullmatch(r"(?:utc|gmt)?\s?([+-])(\d{1,2}?):?(\d\d)?", zone)
    if digits and int(digits[2]) <= 14:
        return f"{digits[1]}{int(digits[2]):02d}:{digits[3] or '00'}"
    return ZONES.get(zone, "")


def utc(written: str | None) -> str:
    """Return a moment as ``YYYY-MM-DDTHH:MM`` of UTC, in which moments can be compared; empty for none.

    A day begins at midnight, and a time without a zone is taken as one of UTC.

    >>> utc("2026-03-03T00:30+01:00"), utc("2026-03-03")
    ('2026-03-02T23:30', '2026-03-03T00:00')
    """
    if not written:
        return ""
    try:
        found = datetime.fromisoformat(written)
        return (found.astimezone(UTC) if found.tzinfo else found).strftime("%Y-%m-%dT%H:%M")
    except (ValueError, OverflowError):
        return f"{written[:10]}T00:00"


def split(written: str) -> tuple[str, str | None]:
    """Return the day of a moment, and its time of day if it has one."""
    day, _, time = written.partition("T")
    return day, time or None
