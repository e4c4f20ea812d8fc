"""The values in a sentence: amounts with their units and bounds, days and dates, times, scores, versions.

One scan from left to right; a character belongs to one slot at most. A sentence without a digit or a
number word costs little more than the look for one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from sitegen.languages import DEFAULT, EVERY
from sitegen.languages import language as language_of
from sitegen.languages.phrases import either, endings
from sitegen.text import numerals, scripts
from sitegen.text.numerals import NumberReading, Token, lexicon
from sitegen.text.quantities import Slot, amount
from sitegen.text.running_dates import Found, find, resolve


def _parts_of(letter: str) -> re.Pattern[str]:
    """Return a pattern of numbers, words of such letters, and signs."""
    return re.compile(rf"(\d+(?:[.,'’\u00a0\u202f]\d+)*|{letter}+(?:['’]{letter}+)*|[^\w\s])")


_LATIN_PARTS, _PARTS = _parts_of(scripts.LATIN), _parts_of(r"[^\W\d_]")
_DIGIT: Final = re.compile(r"\d")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORT_NUMBER: Final = re.compile(r"(?<![\w.,])\d{1,3}(?![\w.,]*\d)")
_ORDINAL_MARK: Final = re.compile(r"(?:st|nd|rd|th|er|ère|e|ème|º|ª|\.º|\.ª)(?!\w)")
_STOP_ORDINAL: Final = re.compile(r"\. (?=[^\W\d_])")
_AGE_COMMAS: Final = re.compile(r"[^\W\d_]\.?, $")
_VERSION: Final = re.compile(
    r"(?<!\d)\d++(?:\.\d++){2,}|(?<=version )\d++(?:\.\d++)+|(?<=\bv)\d++(?:\.\d++)+"
)
_SCORE: Final = re.compile(r"(\d{1,3})[-–:](\d{1,3})(?![\d%]|[-–:.,/]\d|[-–]?[^\W\d_])")
_LAP: Final = re.compile(r"(\d{1,3}):([0-5]\d)[.,](\d{1,3})(?![\d:]|[.,]\d)")
"""Minutes, seconds and their fraction, as sports results have them."""
_SECONDS: Final = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)(?![\d:])")
_RATIO: Final = re.compile(r"(?<!\d)\d++:\d++[.,]\d++(?![:]|[.,]\d)")
_CVE: Final = re.compile(r"cve-\d{4}-\d{4,}")
_LETTER_SCALES: Final = {"m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12}
_MINUTES: Final = "min"
"""The base unit of durations."""
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Numbers behind a determiner that are years: "the 2024 treaty"."""
_LARGE_POUNDS: Final = 10_000
"""From here on pounds are money, not weight. Judgement, not measured."""
_WINDOW: Final = 24
"""Characters before a number in which a phrase stands that says what it is an amount of. Judgement: *at the
age of*, the longest such phrase, has 13."""
_TOP: Final = 10
"""The highest value on a scale of earthquakes or flaws. From: moment magnitude and CVSS, which end at 10."""


class _Forms:
    """How one language writes values: units, currencies, and patterns made from its words.

    Where it has no words of its own, those of `DEFAULT` serve; its units are known in any language.
    """

    def __init__(self, code: str) -> None:
        known, every, compiled = language_of(code), language_of(EVERY).amounts, re.compile
        self.code = code
        self.counted = bool(known.counters.behind or known.counters.behind_words)
        """Whether numerals have counters behind them."""
        self.numbers = numbers = lexicon(code)
        self.numbered_weekdays = known.dates.numbered_weekdays
        self.words = words = known.amounts if known.amounts.bounds else language_of(DEFAULT).amounts
        shared = [language_of(each) for each in dict.fromkeys((EVERY, DEFAULT, code))]
        sizes = {name: (base, float(size)) for name, (base, size) in every.sizes.items()}
        self.units: Mapping[str, tuple[str, float]] = {
            word: sizes[name]
            for each in shared
            for word, name in (each.measures.units | each.amounts.units).items()
        }
        """Base unit and size in it by a unit's lower-case name or sign; names of two words with a blank."""
        self.currencies: Mapping[str, str] = {
            word: name
            for each in shared
            for word, name in (each.measures.currencies | each.amounts.currencies).items()
        }
        """Base currency by its lower-case name or sign."""
        self.bounds = {tuple(phrase.split()): bound for phrase, bound in words.bounds.items()}
        """What words before a number do to it."""
        self.bound_ends = frozenset(phrase[-1] for phrase in self.bounds)
        self.longest_bound = max(map(len, self.bounds))
        self.scales = tuple(
            (unit, tuple(f"{end} " for end in endings(phrases)), compiled(rf"\b{either(phrases)} $"))
            for unit, phrases in (("magnitude", words.magnitudes), ("rating", words.ratings))
        )
        """What stands before a number on a scale: how strong an earthquake is, how bad a flaw."""
        joined = either(words.age_behind).replace("[ -]", "(?: - |[ -])")
        self.age_behind = compiled(rf"(?: - |[- –])?{joined}(?!\w)")
        self.age_ends = tuple(f"{end} " for end in endings(words.age_before))
        self.age_before = compiled(rf"\b{either(words.age_before)} $")
        self.age_of = compiled(rf"\b{either(words.aged)}(?: [^\W\d_]+)? {either(known.numbers.of)} $")
        self.age_unit = compiled(rf" {either(words.age_unit)}(?!\w)")
        self.age_stop = compiled(rf"[,.;)]|$| {either(words.age_ends)}\b")
        prefixes = either((*words.squares, *words.cubics, "nautical"))
        joints = either(f"{joint}" if joint[-1] in "'’" else f"{joint} " for joint in words.unit_joints)
        self.unit = compiled(
            rf"[- ‐‑–\u00a0\u202f]?{joints}?(?:({either(words.percents)})(?!\w)"
            rf"|((?:{prefixes}[ .]+)?)([^\W\d_]+[²2]?|%|°[cf]?|[€$£](?!\d)))"
        )
        self.currency_again = compiled(rf" {either(words.currency_again)}\b")
        self.range = compiled(rf"(?:[-–]| {either(words.ranges)} )(\d++(?:[.,]\d++)*)(?![\d-]|[.,]\d)")
        self.speed = compiled(rf" ?{either((*words.speeds, *every.speeds))}(?!\w)")
        self.labels = compiled(rf"\b{either(words.labels)} ?$")
        """A word before a number that makes it a name."""
        self.label_ends = frozenset({".", *[end.rstrip(".") for end in words.labels]})
        self.gaps = frozenset({" ", ", ", ", and ", *[f" {word} " for word in words.gaps]})
        self.clock = compiled(
            rf"(\d{{1,2}})(?:[:.h](\d{{2}}))?(?!\d|[.,:]\d)"
            rf"(?: ?({either(words.clocks)}\b|[ap]\.?m\b\.?)|(?<=[:h]\d\d))"
        )
        rules = numbers.rules
        self.triggers = {*numbers.words, *rules.ordinals, *numbers.parts, *rules.single, "cve"}
        """Words without which a sentence without a digit holds no amount."""


_forms = cache(_Forms)
"""Return how a language writes values."""


class _Scan(NamedTuple):
    """A sentence being read."""

    text: str
    """Lower case, as long as the sentence."""
    tokens: Sequence[Token]
    known: _Forms

    def form(self, index: int) -> str:
        """Return the token with that number; empty where there is none."""
        return self.tokens[index][0] if 0 <= index < len(self.tokens) else ""


@lru_cache(maxsize=2048)
def slots(text: str, language: str, published: str | None = None) -> tuple[Slot, ...]:
    """The values of a sentence in order; weekdays are resolved against `published` (YYYY-MM-DD).

    >>> [(s.kind, s.key, s.unit) for s in slots("Some 1,200 people slept two and a half hours.", "en")]
    [('number', '1200', ''), ('duration', '150', 'min')]
    """
    known, dated = _forms(language), _days(text, language, published)
    lower = _lower(text)
    if not known.counted:
        return _with_amounts(lower, known, dated)
    scanned = _with_amounts(lower, known, dated) if _DIGIT.search(lower) else dated
    return scripts.merged(scripts.amounts(text), scanned)


def _lower(text: str) -> str:
    """The text in small letters, each of its characters as one."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower


def _days(text: str, language: str, published: str | None) -> tuple[Slot, ...]:
    """The days, dates, months and years of a sentence."""
    found = find(text, language)
    if not found:
        return ()
    day = _published(published)
    return tuple([_day(one, day) for one in found])


@cache
def _published(published: str | None) -> date | None:
    """The day of publication; None when it is unknown or no day."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _day(found: Found, published: date | None) -> Slot:
    """The slot of a day, month or year, its key as much of an ISO date as is known."""
    day = resolve(found, published) if published else None
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
            year = published.year + found.shift + (found.shift < 0 and found.month < published.month)
        elif found.unit == "year":
            year = published.year + found.shift
    if found.month:
        month = f"{year or '-'}-{found.month:02}" + (f"-{found.day:02}" if found.day else "")
        return _dated(found, "date" if found.day else "month", month, 100 * (year or 0) + found.month)
    if year is not None:
        return _dated(found, "year", str(year), year)
    return _dated(found, "relative", f"{found.shift}{found.unit}", found.shift or 0)


def _dated(found: Found, kind: str, key: str, value: int) -> Slot:
    """A slot that names a time in the calendar."""
    return Slot(found.start, found.end, kind, key, value, value)


def _with_amounts(lower: str, known: _Forms, dated: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The days of a sentence and its amounts in order, two-part amounts joined."""
    pieces = (_LATIN_PARTS if scripts.is_latin(lower) else _PARTS).split(lower)
    forms, words = pieces[1::2], known.triggers
    starts = [at for at, form in enumerate(forms) if form in words or form[0].isdecimal()]
    if not starts:
        return dated
    ends = list(accumulate(map(len, pieces)))
    scan = _Scan(lower, list(zip(forms, ends[0::2], ends[1::2], strict=False)), known)
    found: list[Slot] = []
    end = 0
    for index in starts:
        start = scan.tokens[index][1]
        if start < end or any(slot.start <= start < slot.end for slot in dated):
            continue
        slot = _slot_at(scan, index)
        if slot is not None and slot.start >= end:
            end = slot.end
            if found and _continues(found[-1], slot, scan):
                last = found.pop()
                value, written, bound = last.value + slot.value, last.written, last.bound
                slot = amount(last.kind, last.start, end, value, unit=last.unit, written=written, bound=bound)
            found.append(slot)
    return tuple(sorted((*found, *dated), key=lambda slot: slot.start) if dated else found)


def _continues(last: Slot, slot: Slot, scan: _Scan) -> bool:
    """Whether `slot` is the smaller part of the amount that `last` begins: two hours and ten minutes."""
    units = scan.known.units
    return (
        last.unit == slot.unit
        and last.unit in (_MINUTES, "m", "kg")
        and last.written != slot.written
        and scan.text[last.end : slot.start] in scan.known.gaps
        and not slot.bound
        and last.value == last.high
        and slot.written in units
        and last.written in units
        and slot.value < units[last.written][1]
    )


def _slot_at(scan: _Scan, index: int) -> Slot | None:
    """The slot that begins with token `index`; None when it holds no value."""
    form, start, end = scan.tokens[index]
    known = scan.known
    rules = known.numbers.rules
    if form in rules.ordinals:
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
    elif form in rules.lone_scales:
        # "Several hundred" is an interval, "a hundred" a number, and a scale word alone is nothing.
        articles = rules.articles - rules.single
        index -= scan.form(index - 1) in articles
        reading = numerals.read(scan.tokens, index, known.numbers)
        counts = reading is not None and (reading.vague or scan.form(index) in articles)
        return _quantity(scan, index, reading) if reading and counts else None
    reading = numerals.read(scan.tokens, index, known.numbers)
    if reading is None:
        return None
    is_year = reading.digits and FIRST_YEAR <= reading.value <= LAST_YEAR
    if is_year and scan.form(index - 1) in known.words.determiners:
        return Slot(start, end, "year", form, reading.value, reading.value)
    return _quantity(scan, index, reading)


def _is_part_of_name(scan: _Scan, index: int) -> bool:
    """Whether digits belong to a name such as F-16, A320 or Covid-19."""
    _, start, end = scan.tokens[index]
    text, known = scan.text, scan.known
    if text[end : end + 1] == "/" and text[end + 1 : end + 2].isdecimal():
        return True
    before = scan.form(index - 1)
    if start == 0 or text[start - 1].isspace():
        if before not in known.label_ends:
            return False
        return known.labels.search(text, max(0, start - 12), start) is not None
    if text[start - 1] in "./" and start > 1 and text[start - 2].isdecimal():
        return True
    if text[start - 1].isalpha():
        return before not in known.currencies and before != "v"
    return text[start - 1] == "#" or (start > 1 and text[start - 1] in "-‐‑/" and text[start - 2].isalnum())


def _special(text: str, form: str, start: int, known: _Forms) -> Slot | None:
    """A version, time of day or score at `start`, where `form` stands; None when it is none of them."""
    if "." in form and (match := _VERSION.match(text, start)):
        return Slot(start, match.end(), "version", match[0])
    if match := _LAP.match(text, start):
        minutes = int(match[1]) + (int(match[2]) + float(f".{match[3]}")) / 60
        return amount("duration", start, match.end(), minutes, unit=_MINUTES, written="min:s", bound="")
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
    behind = _WORD.match(text, match.end() + 1)
    if text[max(0, match.start() - 1) : match.start()] in ("$", "€", "£", "¥"):
        return False
    return behind is None or text[match.end()] != " " or behind[0] in results


def _ordinal_word(scan: _Scan, index: int) -> Slot | None:
    """An ordinal in a word; None for fractions ("a third of"), seconds and weekdays."""
    form, start, end = scan.tokens[index]
    before, behind, numbers = scan.form(index - 1), scan.form(index + 1), scan.known.numbers
    rules = numbers.rules
    if (
        form in scan.known.numbered_weekdays
        or before[:1].isdecimal()
        or behind == "-"
        or behind in rules.of
        or before in numbers.words
        or before in rules.no_ordinal.get(form, ())
    ):
        return None
    value = float(rules.ordinals[form])
    return Slot(start, end, "ordinal", f"{value:.0f}", value, value, "th", "th")


def _quantity(scan: _Scan, first: int, reading: NumberReading) -> Slot:
    """The number of `reading` with its currency, unit and bound."""
    start, end = scan.tokens[first][1], scan.tokens[reading.last - 1][2]
    value, high, end = _range(scan, reading, end)
    scaled, end = _letter_scale(scan.text, end)
    value, high = value * scaled, high * scaled
    kind, unit, written = ("vague" if reading.vague else "number"), "", ""
    if (before := _currency_before(scan, first)) is not None:
        (start, unit), kind = before, "money"
        if again := scan.known.currency_again.match(scan.text, end):
            end = again.end()
    elif (age := _age(scan.text, scan.known, start, end)) is not None:
        kind, unit, end = "age", "age", age
    elif (mark := _ordinal_mark(scan, reading, end)) is not None:
        kind, unit, end = "ordinal", "th", mark
    elif (behind := _unit_behind(scan, end, value)) is not None:
        kind, unit, written, size, end = behind
        value, high = value * size, high * size
    elif value <= _TOP and (scale := _scale(scan, start)):
        kind, unit, written = "measure", scale, scale
    bound = _bound(scan, start, end)
    return amount(kind, start, end, value, unit=unit, written=written, bound=bound, high=high)


def _scale(scan: _Scan, start: int) -> str:
    """The scale on which a number that begins at `start` stands; empty when on none."""
    text, window = scan.text, max(0, start - _WINDOW)
    for unit, ends, phrases in scan.known.scales:
        if text.endswith(ends, window, start) and phrases.search(text, window, start):
            return unit
    return ""


def _range(scan: _Scan, reading: NumberReading, end: int) -> tuple[float, float, int]:
    """The two ends of an amount and where it ends in the text; alike for a plain number."""
    match = scan.known.range.match(scan.text, end) if reading.digits else None
    upper = numerals.digits(match[1], scan.known.numbers) if match else None
    if match and upper and reading.value < upper <= 20 * reading.value:
        return reading.value, upper, match.end()
    return reading.value, reading.high, end


def _letter_scale(text: str, end: int) -> tuple[float, int]:
    """The factor of a letter that clings to the digits of an amount of money ("£3m"), and its end."""
    match = _WORD.match(text, end)
    scale = _LETTER_SCALES.get(match[0]) if match else None
    if match and scale and (match[0] != "m" or any(map(text.__contains__, "£$€"))):
        return scale, match.end()
    return 1.0, end


def _currency_before(scan: _Scan, first: int) -> tuple[int, str] | None:
    """Start and base of a currency sign or code right before the number."""
    if not first:
        return None
    form, start, end = scan.tokens[first - 1]
    currencies = scan.known.currencies
    if form not in currencies or scan.tokens[first][1] - end > 1 or (form.isalpha() and len(form) != 3):
        return None
    if form == "$" and first > 1 and scan.tokens[first - 2][2] == start:
        prefix, start, _ = scan.tokens[first - 2]
        return start, currencies.get(f"{prefix}$", f"{prefix}$")
    return start, currencies[form]


def _age(text: str, known: _Forms, start: int, end: int) -> int | None:
    """The end of an age whose number stands at ``[start:end]``; None when it is no age."""
    if match := known.age_behind.match(text, end):
        return match.end()
    window = max(0, start - _WINDOW)
    if text.endswith(known.age_ends, window, start) and known.age_before.search(text, window, start):
        return end
    if (match := known.age_unit.match(text, end)) and known.age_of.search(text, max(0, start - 32), start):
        return match.end()
    if end - start > 2 or not known.age_stop.match(text, end) or not text[start:end].isdecimal():
        return None
    beside_name = text.endswith(" (", 0, start) or _AGE_COMMAS.search(text, max(0, start - 4), start)
    return end if beside_name else None


def ages(text: str, language: str) -> list[int]:
    """Return the ages in digits that a text gives people.

    >>> ages("A man of 63 and Ola Brandt, 40, were hurt, and a 7-year-old boy, on route 12.", "en")
    [63, 40, 7]
    """
    lower, known = text.lower(), _forms(language)
    found = _SHORT_NUMBER.finditer(lower)
    return [int(match[0]) for match in found if _age(lower, known, *match.span()) is not None]


def _ordinal_mark(scan: _Scan, reading: NumberReading, end: int) -> int | None:
    """The end of an ordinal in digits (80th, 3., 2e, 1.ª); None when it is none."""
    if not reading.digits:
        return None
    if match := _ORDINAL_MARK.match(scan.text, end):
        return match.end()
    is_stop = scan.known.words.stop_ordinals and reading.value < 1000
    return end + 1 if is_stop and _STOP_ORDINAL.match(scan.text, end) else None


def _unit_behind(scan: _Scan, end: int, value: float) -> tuple[str, str, str, float, int] | None:
    """Kind, base, written unit, size and end of the unit or currency behind a number."""
    text, known = scan.text, scan.known
    match = known.unit.match(text, end)
    if match is None:
        return None
    if match[1]:
        return "percent", "%", "%", 1.0, match.end()
    prefix, name = match[2].strip(" ."), match[3]
    if name in known.currencies and (len(name) > 2 or not name.isalpha()) and text[end : end + 2] != "  ":
        return "money", known.currencies[name], name, 1.0, match.end()
    unit = known.units.get(f"{prefix} {name}" if prefix == "nautical" else name)
    if unit is None or (text[end : end + 1] == "%" and name != "%"):
        return None
    base, size = unit
    is_word = name not in language_of(EVERY).amounts.units
    if value >= _LARGE_POUNDS and is_word and unit == known.units["lb"]:
        return "money", "gbp", name, 1.0, match.end()
    if prefix in known.words.squares or prefix in known.words.cubics:
        power = 3 if prefix in known.words.cubics else 2
        return "measure", f"{base}{power}", f"{prefix} {name}", size**power, match.end()
    if base == "m" and (speed := known.speed.match(text, match.end())):
        return "measure", "km/h", f"{name}/h", size / 1000, speed.end()
    kind = "duration" if base == _MINUTES else "percent" if base == "%" else "measure"
    return kind, base, name, size, match.end()


def _bound(scan: _Scan, start: int, end: int) -> str:
    """What the words around an amount do to it."""
    known = scan.known
    behind = known.words.bounds_behind.get(" ".join(scan.text[end : end + 12].split()[:2]))
    if behind:
        return behind
    words = scan.text[max(0, start - 40) : start].split()
    if words and (words[-1] == "-" or words[-1] in known.words.bound_articles):
        words.pop()
    if not words or words[-1] not in known.bound_ends:
        return ""
    lengths = range(min(known.longest_bound, len(words)), 0, -1)
    return next((bound for length in lengths if (bound := known.bounds.get(tuple(words[-length:])))), "")
