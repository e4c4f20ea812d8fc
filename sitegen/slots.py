"""The values in a sentence: amounts with their units and bounds, days and dates, times, scores, versions.

One scan from left to right; a character belongs to one slot at most. A sentence without a digit or a
number word costs little more than the look for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Final, NamedTuple

from sitegen import dates, numerals
from sitegen.numerals import Reading, Token
from sitegen.quantity import BOUNDS, CURRENCIES, MINUTES, UNITS, Slot, Unit


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TOKEN: Final = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_BLANKS: Final = str.maketrans(dict.fromkeys(",.;:!?()-‐‑–—\"“”„«»'’‘", " "))
_DIGIT: Final = re.compile(r"\d")
_CLOCK: Final = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?(?!\d|[.,:]\d)(?: ?(uhr\b|[ap]\.?m\b\.?|o['’]clock\b|gmt\b)|(?<=[:h]\d\d))"
)
_VERSION: Final = re.compile(r"\d+(?:\.\d+){2,}(?!\d)|(?<=version )\d+(?:\.\d+)+|(?<=\bv)\d+(?:\.\d+)+")
_SCORE: Final = re.compile(r"(\d{1,3})[-–:](\d{1,3})(?![\d%]|[-–:.,/]\d|[-–]?[^\W\d_])")
_CVE: Final = re.compile(r"cve-\d{4}-\d{4,}")
_LABEL: Final = re.compile(
    r"\b(?:no\.|nos\.|nr\.|nº|n°|number|room|flight|route|highway|page|chapter|article|section|week|"
    r"phase|grade|level|stage|type|group|part|episode|bulletin|channel|gate|zimmer|flug|seite|vuelo|vol) ?$"
)
_ORDINAL_MARK: Final = re.compile(r"(?:st|nd|rd|th|er|ère|e|ème|º|ª|\.º|\.ª)(?!\w)")
_GERMAN_ORDINAL: Final = re.compile(r"\. (?=[^\W\d_])")
_AGE_BEHIND: Final = re.compile(
    r"[- –]?(?:years?[- ]olds?|years? of age|jährig\w*|jahre[n]? alt|años de edad|ans? d['’]âge)(?!\w)"
)
_AGE_BEFORE: Final = re.compile(
    r"(?:\b(?:dies|died|dead|dies aged|age of) (?:at )?(?:age )?|\baged?,? |\baged \d+ and |\balter "
    r"von |\bedad de |\bâgée?s? de |\b(?:man|woman|boy|girl) of )$"
)
_AGE_OF: Final = re.compile(
    r"\b(?:hombre|mujer|niñ[oa]|joven|homme|femme|garçon|fille|fillette|homem|mulher|menin[oa]|jovem|"
    r"[oa]s?|uno|une?|una?)"
    r"(?: [^\W\d_]+)? de $"
)
_AGE_UNIT: Final = re.compile(r" (?:años|ans|anos)(?!\w)")
_AGE_COMMAS: Final = re.compile(r"[^\W\d_]\.?, $")
_AGE_ENDS: Final = re.compile(r"[,.;)]|$| (?:and|was|is|who|from|were|has|had)\b")
_UNIT: Final = re.compile(
    r"[- ‐‑–\u00a0\u202f]?(?:de |d['’]|us[- ]|u\.s\. )?((?:square|sq|cubic|nautical|per|por|pour)[ .]+)?"
    r"([^\W\d_]+[²2]?|%|°[cf]?|[€$£](?!\d))"
)
_MAGNITUDE_BEFORE: Final = re.compile(r"\b(?:magnitude|magnitud|stärke)(?: (?:of|de|von))? $")
_CURRENCY_AGAIN: Final = re.compile(r" (?:us )?(?:dollars?|euros?)\b")
_RANGE: Final = re.compile(r"(?:[-–]| to | bis | à )(\d+(?:[.,]\d+)*)(?![\d-])")
_RESULT: Final = frozenset(
    [
        "win",
        "victory",
        "defeat",
        "lead",
        "loss",
        "draw",
        "home",
        "away",
        "on",
        "in",
        "at",
        "to",
        "after",
        "over",
        "against",
        "from",
        "with",
        "and",
        "but",
        "by",
        "for",
        "as",
        "the",
        "sieg",
        "niederlage",
        "gegen",
        "im",
        "am",
        "victoria",
        "derrota",
        "ante",
        "en",
        "contra",
        "victoire",
        "défaite",
        "contre",
        "au",
        "vitória",
    ]
)
_GAP: Final = frozenset({" ", " and ", ", ", " und ", " y ", " et ", " e ", ", and "})
_PER_HOUR: Final = re.compile(
    r"(?:/h|/std| per hour| an hour| pro stunde| por hora| (?:à|de) l['’]heure)(?!\w)"
)
_SQUARE: Final = frozenset({"square", "sq", "quadrat", "cubic"})
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Numbers behind a determiner that are years: "the 2024 treaty"."""
_LARGE_POUNDS: Final = 10_000
"""From here on pounds are money, not weight."""
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
_WEEKDAY_WORDS: Final = frozenset({"segunda", "terceira", "quarta", "quinta", "sexta"})
"""Ordinals that are weekdays in Portuguese."""


class _Scan(NamedTuple):
    """A sentence being read."""

    text: str
    """Lower case, as long as the sentence."""
    tokens: Sequence[Token]
    language: str


@lru_cache(maxsize=4096)
def slots(text: str, language: str, published: str | None = None) -> tuple[Slot, ...]:
    """The values of a sentence with their spans, in order; weekdays resolved against `published` (YYYY-MM-DD).

    >>> [(s.kind, s.key, s.unit) for s in slots("Some 1,200 people slept two and a half hours.", "en")]
    [('number', '1200', ''), ('duration', '150', 'min')]
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    dated = _days(text, language, published)
    if not _DIGIT.search(lower) and _triggers(language).isdisjoint(lower.translate(_BLANKS).split()):
        return dated
    tokens = [(match[0], *match.span()) for match in _TOKEN.finditer(lower)]
    return _merged(_Scan(lower, tokens, language), dated)


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
    return frozenset(numerals.lexicon(language)) | frozenset(_ORDINALS) | {"one", "half", "cve"}


def _merged(scan: _Scan, dated: Sequence[Slot]) -> tuple[Slot, ...]:
    """Amounts and days of a sentence in order, two-part amounts joined."""
    words = _triggers(scan.language)
    found: list[Slot] = []
    end = 0
    for index, (token, start, _) in enumerate(scan.tokens):
        if start < end or not (token in words or token[0].isdecimal()):
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
            out[-1] = _amount(
                last.kind, last.start, slot.end, last.value + slot.value, last.unit, last.written, last.bound
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


def _slot_at(scan: _Scan, index: int) -> Slot | None:
    """The slot that begins with token `index`; None when it holds no value."""
    token, start, end = scan.tokens[index]
    if token in _ORDINALS:
        return _ordinal_word(scan, index)
    if token == "cve":
        match = _CVE.match(scan.text, start)
        return Slot(start, match.end(), "version", match[0]) if match else None
    if token[0].isdecimal():
        if _is_part_of_name(scan, index):
            return None
        special = _special(scan.text, start, end)
        if special is not None:
            return special
    elif scan.language == "en" and token in _LONE_SCALES:
        return _lone_scale(scan, index)
    reading = numerals.read(scan.tokens, index, scan.language)
    if reading is None:
        return None
    return _named_year(scan, index, reading) or _quantity(scan, index, reading)


_DETERMINERS: Final = _listed(
    "the a this that its his her their our 's der die das den dem des im vom zum el la los las del de "
    "le les du da do"
)


def _named_year(scan: _Scan, index: int, reading: Reading) -> Slot | None:
    """The year of "the 2024 treaty"; None where a plain number of four digits counts something."""
    if not (reading.digits and FIRST_YEAR <= reading.value <= LAST_YEAR and index):
        return None
    if scan.tokens[index - 1][0] not in _DETERMINERS:
        return None
    token, start, end = scan.tokens[index]
    return Slot(start, end, "year", token, reading.value, reading.value)


_LONE_SCALES: Final = _listed("hundred thousand million billion trillion mn bn")


def _lone_scale(scan: _Scan, index: int) -> Slot | None:
    """ "Several hundred" as an interval, "a hundred" as a number; without either an English scale word is none."""
    if index and scan.tokens[index - 1][0] in ("a", "an"):
        index -= 1
    reading = numerals.read(scan.tokens, index, scan.language)
    counts = reading is not None and (reading.vague or scan.tokens[index][0] in ("a", "an"))
    return _quantity(scan, index, reading) if reading and counts else None


def _is_part_of_name(scan: _Scan, index: int) -> bool:
    """Whether digits belong to a name such as F-16, A320 or Covid-19."""
    _, start, end = scan.tokens[index]
    text = scan.text
    if text[end : end + 1] == "/" and text[end + 1 : end + 2].isdecimal():
        return True
    if start == 0 or text[start - 1].isspace():
        return _LABEL.search(text, max(0, start - 12), start) is not None
    if text[start - 1] in "./" and start > 1 and text[start - 2].isdecimal():
        return True
    if text[start - 1].isalpha():
        return scan.tokens[index - 1][0] not in CURRENCIES and scan.tokens[index - 1][0] != "v"
    return text[start - 1] == "#" or (start > 1 and text[start - 1] in "-‐‑/" and text[start - 2].isalnum())


def _special(text: str, start: int, end: int) -> Slot | None:
    """A version, time of day or score at `start`; None when it is none of them."""
    if match := _VERSION.match(text, start):
        return Slot(start, match.end(), "version", match[0])
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
    behind = _WORD.match(text, match.end() + 1)
    if text[max(0, match.start() - 1) : match.start()] in ("$", "€", "£", "¥"):
        return False
    return behind is None or text[match.end()] != " " or behind[0] in _RESULT


def _ordinal_word(scan: _Scan, index: int) -> Slot | None:
    """An ordinal in a word; None for fractions ("a third of"), seconds and weekdays."""
    token, start, end = scan.tokens[index]
    before = scan.tokens[index - 1][0] if index else ""
    behind = scan.tokens[index + 1][0] if index + 1 < len(scan.tokens) else ""
    if (scan.language == "pt" and token in _WEEKDAY_WORDS) or before[:1].isdecimal() or behind in ("-", "of"):
        return None
    if before in numerals.lexicon(scan.language) or (before in ("a", "split") and token == "second"):
        return None
    value = float(_ORDINALS[token])
    return Slot(start, end, "ordinal", f"{value:.0f}", value, value, "th", "th")


def _quantity(scan: _Scan, first: int, reading: Reading) -> Slot | None:
    """The number of `reading` with its currency, unit and bound."""
    start, end = scan.tokens[first][1], scan.tokens[reading.last - 1][2]
    value, high, end = _range(scan, reading, end)
    scaled, end = _letter_scale(scan, end)
    value, high = value * scaled, high * scaled
    before = _currency_before(scan, first)
    kind, unit, written = ("vague" if reading.vague else "number"), "", ""
    if before is not None:
        (start, unit), kind = before, "money"
        end = _end_of_currency(scan, end)
    elif (age := _age(scan.text, start, end)) is not None:
        kind, unit, end = "age", "age", age
    elif (mark := _ordinal_mark(scan, reading, end)) is not None:
        kind, unit, end = "ordinal", "th", mark
    elif (behind := _unit_behind(scan, end, value)) is not None:
        (kind, unit, written, size, end) = behind
        value, high = value * size, high * size
    elif _MAGNITUDE_BEFORE.search(scan.text, max(0, start - 24), start):
        kind, unit, written = "measure", "magnitude", "magnitude"
    bound = _bound(scan, start, end)
    return _amount(kind, start, end, value, unit, written, bound, high)


def _amount(
    kind: str,
    start: int,
    end: int,
    value: float,
    unit: str,
    written: str,
    bound: str,
    high: float | None = None,
) -> Slot:
    """A slot of an amount, its key made from the value."""
    high = value if high is None else high
    key = f"{value:.7g}" if high == value else f"{value:.7g}..{high:.7g}"
    return Slot(start, end, kind, key, value, high, unit, written, bound)


def _range(scan: _Scan, reading: Reading, end: int) -> tuple[float, float, int]:
    """The two ends of an amount and where it ends in the text; alike for a plain number."""
    match = _RANGE.match(scan.text, end) if reading.digits else None
    upper = numerals.digits(match[1], scan.language) if match else None
    if match and upper and reading.value < upper <= 20 * reading.value:
        return reading.value, upper, match.end()
    return reading.value, reading.high, end


_LETTER_SCALES: Final = {"m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12}


def _letter_scale(scan: _Scan, end: int) -> tuple[float, int]:
    """The factor of a letter that clings to the digits of an amount of money ("£3m"), and its end."""
    match = _WORD.match(scan.text, end)
    if (
        match
        and match[0] in _LETTER_SCALES
        and (match[0] != "m" or "£" in scan.text or "$" in scan.text or "€" in scan.text)
    ):
        return _LETTER_SCALES[match[0]], match.end()
    return 1.0, end


def _currency_before(scan: _Scan, first: int) -> tuple[int, str] | None:
    """Start and base of a currency sign or code right before the number."""
    if not first:
        return None
    token, start, end = scan.tokens[first - 1]
    if token not in CURRENCIES or scan.tokens[first][1] - end > 1 or (token.isalpha() and len(token) != 3):
        return None
    if token == "$" and first > 1 and scan.tokens[first - 2][2] == start:
        prefix, start, _ = scan.tokens[first - 2]
        return start, CURRENCIES.get(f"{prefix}$", f"{prefix}$")
    return start, CURRENCIES[token]


def _end_of_currency(scan: _Scan, end: int) -> int:
    """The end of the amount with a currency word behind the number, where one repeats the sign."""
    match = _CURRENCY_AGAIN.match(scan.text, end)
    return match.end() if match else end


def _age(text: str, start: int, end: int) -> int | None:
    """The end of an age whose number stands at ``[start:end]``; None when it is no age."""
    if match := _AGE_BEHIND.match(text, end):
        return match.end()
    if _AGE_BEFORE.search(text, max(0, start - 24), start):
        return end
    if (match := _AGE_UNIT.match(text, end)) and _AGE_OF.search(text, max(0, start - 32), start):
        return match.end()
    if end - start <= 2 and _AGE_ENDS.match(text, end) and text[start:end].isdecimal():
        if _AGE_COMMAS.search(text, max(0, start - 4), start) or text[max(0, start - 2) : start] == " (":
            return end
    return None


def _ordinal_mark(scan: _Scan, reading: Reading, end: int) -> int | None:
    """The end of an ordinal in digits (80th, 3., 2e, 1.ª); None when it is none."""
    if not reading.digits:
        return None
    if match := _ORDINAL_MARK.match(scan.text, end):
        return match.end()
    if scan.language == "de" and reading.value < 1000 and _GERMAN_ORDINAL.match(scan.text, end):
        return end + 1
    return None


def _unit_behind(scan: _Scan, end: int, value: float) -> tuple[str, str, str, float, int] | None:
    """Kind, base, written unit, size and end of the unit or currency behind a number."""
    text = scan.text
    match = _UNIT.match(text, end)
    if match is None:
        return None
    prefix, name = (match[1] or "").strip(" ."), match[2]
    if prefix in ("per", "por", "pour"):
        return ("percent", "%", "%", 1.0, match.end()) if name in ("cent", "ciento", "cento") else None
    if name in CURRENCIES and (len(name) > 2 or not name.isalpha()) and text[end : end + 2] != "  ":
        return "money", CURRENCIES[name], name, 1.0, match.end()
    if name in ("pounds", "pound") and value >= _LARGE_POUNDS:
        return "money", "gbp", name, 1.0, match.end()
    unit = UNITS.get(f"{prefix} {name}" if prefix == "nautical" else name)
    if unit is None or (text[end : end + 1] == "%" and name != "%"):
        return None
    if prefix in _SQUARE:
        return (
            "measure",
            f"{unit.base}{3 if prefix == 'cubic' else 2}",
            f"{prefix} {name}",
            unit.size ** (3 if prefix == "cubic" else 2),
            match.end(),
        )
    return _plain_unit(text, name, unit, match.end())


def _plain_unit(text: str, name: str, unit: Unit, end: int) -> tuple[str, str, str, float, int]:
    """The unit `name` that ends at `end`, as a speed where an hour is behind it."""
    if unit.base == "m" and (match := _PER_HOUR.match(text, end)):
        return "measure", "km/h", f"{name}/h", unit.size / 1000, match.end()
    kind = "duration" if unit.base == MINUTES else "percent" if unit.base == "%" else "measure"
    return kind, unit.base, name, unit.size, end


_BEHIND: Final = {
    "or more": "ge",
    "or so": "ap",
    "oder mehr": "ge",
    "o más": "ge",
    "ou plus": "ge",
    "or less": "le",
}
_ARTICLES: Final = frozenset({"a", "an", "the", "une", "una", "un", "einem", "einer", "eine", "-"})
_LONGEST_BOUND: Final = max(map(len, BOUNDS))


def _bound(scan: _Scan, start: int, end: int) -> str:
    """What the words around an amount do to it."""
    behind = _BEHIND.get(" ".join(scan.text[end : end + 12].split()[:2]))
    if behind:
        return behind
    words = scan.text[max(0, start - 40) : start].split()
    if words and words[-1] in _ARTICLES:
        words.pop()
    for length in range(_LONGEST_BOUND, 0, -1):
        bound = BOUNDS.get(tuple(words[-length:])) if len(words) >= length else None
        if bound:
            return bound
    return ""
