"""Units, currencies and bounds of quantities, and whether two quantities agree.

Amounts are held in one base unit per dimension (metres, kilograms, minutes, km/h, one per currency), so
that 101 mph and 162 km/h meet; `agree` then asks whether two sources can both be right.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10
from typing import Final, NamedTuple

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


class Unit(NamedTuple):
    """A unit of measurement and its size in the base unit."""

    base: str
    size: float


_UNITS = """
m 1000 km kilometre kilometres kilometer kilometers kilómetro kilómetros kilomètre kilomètres quilômetros
m 1 m metre metres meter meters metern metro metros mètre mètres
m .01 cm centimetre centimetres centimeter centimeters zentimeter centímetros centimètre centimètres
m .001 mm millimetre millimetres millimeter millimeters milímetro milímetros millimètre millimètres
m 1609.34 mile miles milla millas meile meilen mille_terrestre
m .3048 foot feet ft fuß
m .0254 inch inches zoll pulgada pulgadas pouce pouces
m .9144 yard yards
m 1852 nautical_mile nautical_miles seemeile seemeilen
km/h 1 km/h kph kmh stundenkilometer
km/h 1.60934 mph
km/h 1.852 knot knots knoten nudos nœuds
kg 1000 tonne tonnes ton tons tonnen tonelada toneladas
kg 1 kg kilo kilos kilogram kilograms kilogramm kilogramo kilogramos kilogramme kilogrammes
kg .001 g gram grams gramm gramo gramos gramme grammes
kg .453592 pound pounds lb lbs
kg .0283495 ounce ounces oz
min 1 min mins minute minutes minuten minuto minutos
min .0166667 sec secs second seconds sekunde sekunden segundo segundos seconde secondes
min 60 hr hrs hour hours stunde stunden hora horas heure heures
min 1440 day days tag tage tagen día días jour jours dia dias
min 10080 week weeks woche wochen semana semanas semaine semaines
min 43830 month months monat monate monaten mes meses mois mês
min 525960 year years yr yrs jahr jahre jahren año años ans année années ano anos
min 5259600 decade decades jahrzehnt jahrzehnte jahrzehnten década décadas décennie décennies
% 1 % percent prozent prozentpunkte
m2 1 sqm m² m2 quadratmeter quadratmetern
m2 1000000 km² km2 quadratkilometer
m2 10000 hectare hectares ha hektar hectárea hectáreas hectare hectares
m2 4046.86 acre acres
l 1 litre litres liter liters litro litros
l 3.78541 gallon gallons
kw 1 kw kilowatt kilowatts
kw 1000 mw megawatt megawatts
kw 1000000 gw gigawatt gigawatts
kwh 1 kwh
magnitude 1 magnitude magnitud
mb 1 mb megabyte megabytes
mb 1000 gb gigabyte gigabytes
mb 1000000 tb terabyte terabytes
° 1 degree degrees ° °c °f grado grados degré degrés celsius
"""
_CURRENCIES = """
usd us$ $ dollar dollars dólar dólares usd
eur € euro euros eur
gbp £ sterling gbp quid
jpy ¥ yen jpy
crown crown crowns krone kronen krona kronor kronur corona coronas couronne couronnes
chf franken franc francs chf
inr rupee rupees
rub rouble roubles ruble rubles rubel
peso peso pesos mxn
brl r$ reais
cny yuan
"""


def _unit_table() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for row in _UNITS.strip().splitlines():
        base, size, *names = row.split()
        table |= {name.replace("_", " "): Unit(base, float(size)) for name in names}
    return table


UNITS: Final[Mapping[str, Unit]] = _unit_table()
"""Unit by its lower-case name or sign; names of two words with a blank."""
CURRENCIES: Final[Mapping[str, str]] = {
    name: row.split()[0] for row in _CURRENCIES.strip().splitlines() for name in row.split()[1:]
}
"""Base currency by its lower-case name or sign."""
MINUTES: Final = "min"
"""The base unit of durations."""

BOUNDS: Final[Mapping[tuple[str, ...], str]] = {
    tuple(phrase.split()): bound
    for bound, phrases in {
        "ap": "about; around; approximately; roughly; some; circa; an estimated; estimated; nearly; "
        "almost; close to; "
        "near; rund; etwa; ungefähr; circa; ca; gut; knapp; fast; unos; unas; alrededor de; cerca de; casi; "
        "aproximadamente; environ; quelque; près de; autour de; presque; cerca de; quase; uns; umas; "
        "circa; quasi; "
        "gegen; an die; schätzungsweise",
        "ge": "more than; over; at least; above; upwards of; no fewer than; no less than; not less "
        "than; exceeding; "
        "mehr als; über; mindestens; wenigstens; más de; al menos; por lo menos; plus de; au moins; mais de; "
        "pelo menos; più di; oltre; almeno; beyond; greater than",
        "le": "less than; fewer than; under; below; up to; at most; as many as; as much as; no more "
        "than; not more than; "
        "maximum of; weniger als; unter; bis zu; höchstens; maximal; menos de; hasta; como máximo; moins de; "
        "jusqu'à; au plus; até; no máximo; as long as; as high as; just under",
    }.items()
    for phrase in phrases.split("; ")
}
"""What words before a number do to it; nearly counts as about, for the number named is the message."""

CONVERTED = 0.03
"""Largest difference of two amounts written in unlike units that still agree, as a share of the larger.

Rounding after a conversion (101 mph, 162 km/h) stays below 1 %; 3 % also passes "six weeks" for 1.4 months.
"""
HEDGED = 1.13
"""Largest ratio of two amounts that agree when one of them is hedged (about, more than, up to).

From pairs of independent reports: 89 and "almost 100" are one figure, 900 and 1,200 are two.
"""
ROUNDED = 0.05
"""Largest difference of an amount and its rounding to one to three figures, as a share of the larger."""
OVER = 1.5
"""How far an "at least" or "more than" reaches up: the true amount is seldom half as much again."""
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
