"""Amounts with their units, currencies, bounds and marks, and whether two of them agree.

Amounts are held in one base unit per dimension (metres, kilograms, minutes, km/h, one per currency), so
that 101 mph and 162 km/h meet; `agree` then asks whether two sources can both be right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import floor, log10
from typing import Final, NamedTuple

from msgspec import Struct

from sitegen.languages import DEFAULT, EVERY, language
from sitegen.languages.phrases import either, endings
from sitegen.languages.sections import Amounts
from sitegen.text import numerals
from sitegen.text.numerals import NumberReading, Token


class Slot(Struct, frozen=True, gc=False):
    """A place in a sentence that holds a value: an amount, a day, a score, a version."""

    start: int
    end: int
    kind: str
    """number, vague, money, percent, duration, measure, age, ordinal, date, weekday, month, year, relative,
    time, score, version."""
    key: str
    """The value in one canonical form: equal for two slots of one kind and unit that say the same."""
    value: float = 0.0
    """The amount in the base unit; the lower end of an interval; minutes for a time; 0 for other kinds."""
    high: float = 0.0
    """The upper end of an interval; `value` otherwise."""
    unit: str = ""
    """The base unit: m, kg, min, km/h, %, eur, ...; empty for a plain number."""
    written: str = ""
    """The unit as the text has it."""
    bound: str = ""
    """ap (about), ge (at least), le (at most) or empty."""


class MeasureUnit(NamedTuple):
    """A unit of measurement and its size in the base unit."""

    base: str
    size: float


MINUTES: Final = "min"
"""The base unit of durations."""

WORD: Final = re.compile(r"[^\W\d_]+")
"""A run of letters."""
_ORDINAL_MARK: Final = re.compile(r"(?:st|nd|rd|th|er|ère|e|ème|º|ª|\.º|\.ª)(?!\w)")
_STOP_ORDINAL: Final = re.compile(r"\. (?=[^\W\d_])")
_SHORT_NUMBER: Final = re.compile(r"(?<![\w.,])\d{1,3}(?![\w.,]*\d)")
_AGE_COMMAS: Final = re.compile(r"[^\W\d_]\.?, $")
_LARGE_POUNDS: Final = 10_000
"""From here on pounds are money, not weight. Judgement, not measured."""
_WINDOW: Final = 24
"""Characters before a number in which a phrase stands that says what it is an amount of. Judgement: *at the
age of*, the longest such phrase, has 13."""


class AmountPatterns:
    """How one language writes amounts: units, currencies, and patterns made from its words.

    Where it has no words of its own, those of `DEFAULT` serve; its units are known in any language.
    """

    def __init__(self, code: str) -> None:
        known = language(code)
        self.words: Amounts = known.amounts if known.amounts.bounds else language(DEFAULT).amounts
        shared = [language(each) for each in dict.fromkeys((EVERY, DEFAULT, code))]
        sizes = {
            name: MeasureUnit(base, float(size))
            for name, (base, size) in language(EVERY).amounts.sizes.items()
        }
        self.units: Mapping[str, MeasureUnit] = {
            word: sizes[name]
            for each in shared
            for word, name in (each.measures.units | each.amounts.units).items()
        }
        """Unit by its lower-case name or sign; names of two words with a blank."""
        self.currencies: Mapping[str, str] = {
            word: name
            for each in shared
            for word, name in (each.measures.currencies | each.amounts.currencies).items()
        }
        """Base currency by its lower-case name or sign."""
        words = self.words
        self.bounds = {tuple(phrase.split()): bound for phrase, bound in words.bounds.items()}
        """What words before a number do to it."""
        self.bound_ends = frozenset(phrase[-1] for phrase in self.bounds)
        self.longest_bound = max(map(len, self.bounds))
        self.age_ends = tuple(f"{end} " for end in endings(words.age_before))
        self.scales = tuple(
            (unit, tuple(f"{end} " for end in endings(phrases)), re.compile(rf"\b{either(phrases)} $"))
            for unit, phrases in (("magnitude", words.magnitudes), ("rating", words.ratings))
        )
        """What stands before a number on a scale: how strong an earthquake is, how bad a flaw."""
        compile_ = re.compile
        joined = either(words.age_behind).replace("[ -]", "(?: - |[ -])")
        self.age_behind = compile_(rf"(?: - |[- –])?{joined}(?!\w)")
        self.age_before = compile_(rf"\b{either(words.age_before)} $")
        self.age_of = compile_(rf"\b{either(words.aged)}(?: [^\W\d_]+)? {either(known.numbers.of)} $")
        self.age_unit = compile_(rf" {either(words.age_unit)}(?!\w)")
        self.age_stop = compile_(rf"[,.;)]|$| {either(words.age_ends)}\b")
        prefixes = either((*words.squares, *words.cubics, "nautical"))
        joints = either(f"{joint}" if joint[-1] in "'’" else f"{joint} " for joint in words.unit_joints)
        self.unit = compile_(
            rf"[- ‐‑–\u00a0\u202f]?{joints}?(?:({either(words.percents)})(?!\w)"
            rf"|((?:{prefixes}[ .]+)?)([^\W\d_]+[²2]?|%|°[cf]?|[€$£](?!\d)))"
        )
        self.currency_again = compile_(rf" {either(words.currency_again)}\b")
        self.range = compile_(rf"(?:[-–]| {either(words.ranges)} )(\d++(?:[.,]\d++)*)(?![\d-]|[.,]\d)")
        self.speed = compile_(rf" ?{either((*words.speeds, *language(EVERY).amounts.speeds))}(?!\w)")


measures = cache(AmountPatterns)
"""Return how a language writes amounts."""


class AmountScan(NamedTuple):
    """A sentence being read."""

    text: str
    """Lower case, as long as the sentence."""
    tokens: Sequence[Token]
    language: str

    @property
    def measures(self) -> AmountPatterns:
        """How its language writes amounts."""
        return measures(self.language)


def quantity(scan: AmountScan, first: int, reading: NumberReading) -> Slot | None:
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
    elif (age := _age(scan, start, end)) is not None:
        kind, unit, end = "age", "age", age
    elif (mark := _ordinal_mark(scan, reading, end)) is not None:
        kind, unit, end = "ordinal", "th", mark
    elif (behind := _unit_behind(scan, end, value)) is not None:
        (kind, unit, written, size, end) = behind
        value, high = value * size, high * size
    elif value <= _TOP and (scale := _scale(scan, start)):
        kind, unit, written = "measure", scale, scale
    bound = _bound(scan, start, end)
    return amount(kind, start, end, value, unit=unit, written=written, bound=bound, high=high)


_TOP: Final = 10
"""The highest value on a scale of earthquakes or flaws. From: the scales, moment magnitude and CVSS, which
end at 10."""


def _scale(scan: AmountScan, start: int) -> str:
    """The scale on which a number that begins at `start` stands; empty when on none."""
    text, window = scan.text, max(0, start - _WINDOW)
    return next(
        (
            unit
            for unit, ends, phrases in scan.measures.scales
            if text.endswith(ends, window, start) and phrases.search(text, window, start)
        ),
        "",
    )


def amount(
    kind: str,
    start: int,
    end: int,
    value: float,
    *,
    unit: str,
    written: str,
    bound: str,
    high: float | None = None,
) -> Slot:
    """A slot of an amount, its key made from the value."""
    high = value if high is None else high
    key = f"{value:.7g}" if high == value else f"{value:.7g}..{high:.7g}"
    return Slot(start, end, kind, key, value, high, unit, written, bound)


def _range(scan: AmountScan, reading: NumberReading, end: int) -> tuple[float, float, int]:
    """The two ends of an amount and where it ends in the text; alike for a plain number."""
    match = scan.measures.range.match(scan.text, end) if reading.digits else None
    upper = numerals.digits(match[1], scan.language) if match else None
    if match and upper and reading.value < upper <= 20 * reading.value:
        return reading.value, upper, match.end()
    return reading.value, reading.high, end


_LETTER_SCALES: Final = {"m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12}


def _letter_scale(scan: AmountScan, end: int) -> tuple[float, int]:
    """The factor of a letter that clings to the digits of an amount of money ("£3m"), and its end."""
    match = WORD.match(scan.text, end)
    if (
        match
        and match[0] in _LETTER_SCALES
        and (match[0] != "m" or "£" in scan.text or "$" in scan.text or "€" in scan.text)
    ):
        return _LETTER_SCALES[match[0]], match.end()
    return 1.0, end


def _currency_before(scan: AmountScan, first: int) -> tuple[int, str] | None:
    """Start and base of a currency sign or code right before the number."""
    if not first:
        return None
    form, start, end = scan.tokens[first - 1]
    currencies = scan.measures.currencies
    if form not in currencies or scan.tokens[first][1] - end > 1 or (form.isalpha() and len(form) != 3):
        return None
    if form == "$" and first > 1 and scan.tokens[first - 2][2] == start:
        prefix, start, _ = scan.tokens[first - 2]
        return start, currencies.get(f"{prefix}$", f"{prefix}$")
    return start, currencies[form]


def _end_of_currency(scan: AmountScan, end: int) -> int:
    """The end of the amount with a currency word behind the number, where one repeats the sign."""
    match = scan.measures.currency_again.match(scan.text, end)
    return match.end() if match else end


def _age(scan: AmountScan, start: int, end: int) -> int | None:
    """The end of an age whose number stands at ``[start:end]``; None when it is no age."""
    text, known = scan.text, scan.measures
    if match := known.age_behind.match(text, end):
        return match.end()
    window = max(0, start - _WINDOW)
    if text.endswith(known.age_ends, window, start) and known.age_before.search(text, window, start):
        return end
    if (match := known.age_unit.match(text, end)) and known.age_of.search(text, max(0, start - 32), start):
        return match.end()
    if end - start > 2 or not known.age_stop.match(text, end) or not text[start:end].isdecimal():
        return None
    beside_name = (
        _AGE_COMMAS.search(text, max(0, start - 4), start) or text[max(0, start - 2) : start] == " ("
    )
    return end if beside_name else None


def ages(text: str, language: str) -> list[int]:
    """Return the ages in digits that a text gives people.

    >>> ages("A man of 63 and Ola Brandt, 40, were hurt, and a 7-year-old boy, on route 12.", "en")
    [63, 40, 7]
    """
    scan = AmountScan(text.lower(), (), language)
    return [
        int(match[0])
        for match in _SHORT_NUMBER.finditer(scan.text)
        if _age(scan, match.start(), match.end()) is not None
    ]


def _ordinal_mark(scan: AmountScan, reading: NumberReading, end: int) -> int | None:
    """The end of an ordinal in digits (80th, 3., 2e, 1.ª); None when it is none."""
    if not reading.digits:
        return None
    if match := _ORDINAL_MARK.match(scan.text, end):
        return match.end()
    if scan.measures.words.stop_ordinals and reading.value < 1000 and _STOP_ORDINAL.match(scan.text, end):
        return end + 1
    return None


def _unit_behind(scan: AmountScan, end: int, value: float) -> tuple[str, str, str, float, int] | None:
    """Kind, base, written unit, size and end of the unit or currency behind a number."""
    text, known = scan.text, scan.measures
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
    if unit == known.units["lb"] and name not in language(EVERY).amounts.units and value >= _LARGE_POUNDS:
        return "money", "gbp", name, 1.0, match.end()
    if prefix in known.words.squares or prefix in known.words.cubics:
        power = 3 if prefix in known.words.cubics else 2
        return "measure", f"{unit.base}{power}", f"{prefix} {name}", unit.size**power, match.end()
    return _plain_unit(scan, name, unit, match.end())


def _plain_unit(scan: AmountScan, name: str, unit: MeasureUnit, end: int) -> tuple[str, str, str, float, int]:
    """The unit `name` that ends at `end`, as a speed where an hour is behind it."""
    if unit.base == "m" and (match := scan.measures.speed.match(scan.text, end)):
        return "measure", "km/h", f"{name}/h", unit.size / 1000, match.end()
    kind = "duration" if unit.base == MINUTES else "percent" if unit.base == "%" else "measure"
    return kind, unit.base, name, unit.size, end


def _bound(scan: AmountScan, start: int, end: int) -> str:
    """What the words around an amount do to it."""
    known = scan.measures
    behind = known.words.bounds_behind.get(" ".join(scan.text[end : end + 12].split()[:2]))
    if behind:
        return behind
    words = scan.text[max(0, start - 40) : start].split()
    if words and words[-1] in known.words.bound_articles | {"-"}:
        words.pop()
    if not words or words[-1] not in known.bound_ends:
        return ""
    for length in range(known.longest_bound, 0, -1):
        bound = known.bounds.get(tuple(words[-length:])) if len(words) >= length else None
        if bound:
            return bound
    return ""


CONVERTED = 0.03
"""Largest difference of two amounts written in unlike units that still agree, as a share of the larger.

Rounding after a conversion (101 mph, 162 km/h) stays below 1 %; 3 % also passes "six weeks" for 1.4 months.
"""
HEDGED = 1.13
"""Largest ratio of two amounts that agree when one of them is hedged (about, more than, up to).

From pairs of independent reports: 89 and "almost 100" are one figure, 900 and 1,200 are two.
"""
ROUNDED = 0.05
"""Largest difference of an amount and its rounding to one to three figures, as a share of the larger.
Judgement: 1,950 is *2,000* (.025), 1,880 (.06) is not."""
OVER = 1.5
"""How far an "at least" or "more than" reaches up: the true amount is seldom half as much again. Judgement,
not measured."""
UNDER = 0.85
"""How far an "at most" or "up to" reaches down; an honest "up to 60" is not said of 40."""
_SAME_BOUND = 1.03
"""Largest ratio of two amounts under one bound that agree; "some 2,000" and "some 2,300" do not."""


def agree(one: Slot, other: Slot) -> bool:
    """Whether two amounts of one unit can both be right.

    Equal; within `CONVERTED` where the unit was converted; `ROUNDED` or truncated to one to three figures;
    within `HEDGED` where one is hedged; or inside the other's bound, the bounds being of different kinds.
    """
    if one.key == other.key:
        return True
    low, high = (one.value, other.value) if one.value <= other.value else (other.value, one.value)
    exact = one.value == one.high and other.value == other.high
    if exact and high > OVER * low:
        return False
    if not exact:
        return _overlap(one, other)
    if low <= 0 or high - low < 1e-9:
        return high - low < 1e-9
    if one.written != other.written and high - low <= CONVERTED * high:
        return True
    if one.bound and one.bound == other.bound:
        return high / low <= _SAME_BOUND or _rounds(low, high)
    if (one.bound or other.bound) and high / low <= HEDGED:
        return True
    return _rounds(low, high) or _within(one, other) or _within(other, one)


def _overlap(one: Slot, other: Slot) -> bool:
    """Whether two intervals meet; each widened by its bound."""
    ends = []
    for slot in (one, other):
        ends.append(slot.value * (UNDER if slot.bound in ("ap", "le") else 1.0))
        ends.append(slot.high * (OVER if slot.bound == "ge" else HEDGED if slot.bound == "ap" else 1.0))
    return ends[0] <= ends[3] and ends[2] <= ends[1]


def _within(bounded: Slot, plain: Slot) -> bool:
    """Whether `plain` lies inside the reach of `bounded`'s at least or at most."""
    if bounded.bound == plain.bound:
        return False
    if bounded.bound == "ge":
        return bounded.value <= plain.value <= bounded.value * OVER
    if bounded.bound == "le":
        return bounded.value * UNDER <= plain.value <= bounded.value
    return False


def _rounds(low: float, high: float) -> bool:
    """Whether one amount is the other rounded or cut to one to three figures, and both are near.

    Whole numbers below a hundred are counted, not rounded.
    """
    if high - low > ROUNDED * high or (high < 100 and low % 1 == 0 and high % 1 == 0):
        return False
    return any(
        _figures(other) < _figures(amount) <= 12 and _is_rounding(amount, other)
        for amount, other in ((low, high), (high, low))
    )


def _is_rounding(amount: float, rounded: float) -> bool:
    """Whether `rounded` is `amount` rounded or truncated to its own number of figures, at most three."""
    figures = _figures(rounded)
    if figures > 3:
        return False
    step = 10.0 ** (floor(log10(amount)) - figures + 1)
    return abs(rounded - amount) < step


def _figures(amount: float) -> int:
    """How many significant figures an amount is written with."""
    return (
        len(f"{amount:.6g}".replace(".", "").strip("0")) if amount < 1e6 else len(f"{amount:.0f}".rstrip("0"))
    )
