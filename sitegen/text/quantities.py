"""Values of a sentence, and whether two amounts agree.

Amounts are held in one base unit per dimension (metres, kilograms, minutes, km/h, one per currency), so
that 101 mph and 162 km/h meet; `agree` then asks whether two sources can both be right.
"""

from __future__ import annotations

from math import floor, log10

from msgspec import Struct


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


CONVERTED = 0.03
"""Largest difference of two amounts written in unlike units that still agree, as a share of the larger.
Rounding after a conversion (101 mph, 162 km/h) stays below 1 %; 3 % also passes "six weeks" for 1.4
months."""
HEDGED = 1.13
"""Largest ratio of two amounts that agree when one of them is hedged (about, more than, up to). From pairs of
independent reports: 89 and "almost 100" are one figure, 900 and 1,200 are two."""
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
