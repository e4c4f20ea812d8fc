"""An amount with its unit, currency, bound, or mark of an age or ordinal, read around a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from sitegen.text import numerals
from sitegen.text.numerals import Reading, Token
from sitegen.text.quantities import BOUNDS, CURRENCIES, MINUTES, UNITS, Slot, Unit

WORD: Final = re.compile(r"[^\W\d_]+")
"""A run of letters."""
_ORDINAL_MARK: Final = re.compile(r"(?:st|nd|rd|th|er|ère|e|ème|º|ª|\.º|\.ª)(?!\w)")
_GERMAN_ORDINAL: Final = re.compile(r"\. (?=[^\W\d_])")
_AGE_BEHIND: Final = re.compile(
    r"[- –]?(?:years?[- ]olds?|years? of age|jährig\w*|jahre[n]? alt|años de edad|ans? d['’]âge)(?!\w)"
)
_AGE_BEFORE: Final = re.compile(
    r"(?:\b(?:dies|died|dead|dies aged|age of) (?:at )?(?:age )?|\baged?,? |\baged \d+ and |\balter "
    r"von |\bedad de |\bâgée?s? de |\b(?:man|woman|boy|girl) of )$"
)
_AGE_CUES: Final = (
    "dies ",
    "died ",
    "dead ",
    "aged ",
    "aged, ",
    "age ",
    "age, ",
    "at ",
    "of ",
    "and ",
    "von ",
    "de ",
)
"""Ends of what `_AGE_BEFORE` finds."""
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
_MAGNITUDE_CUES: Final = ("magnitude ", "magnitud ", "stärke ", " of ", " de ", " von ")
"""Ends of what `_MAGNITUDE_BEFORE` finds."""
_CURRENCY_AGAIN: Final = re.compile(r" (?:us )?(?:dollars?|euros?)\b")
_RANGE: Final = re.compile(r"(?:[-–]| to | bis | à )(\d+(?:[.,]\d+)*)(?![\d-])")
_PER_HOUR: Final = re.compile(
    r"(?:/h|/std| per hour| an hour| pro stunde| por hora| (?:à|de) l['’]heure)(?!\w)"
)
_SQUARE: Final = frozenset({"square", "sq", "quadrat", "cubic"})
_LARGE_POUNDS: Final = 10_000
"""From here on pounds are money, not weight."""


class Scan(NamedTuple):
    """A sentence being read."""

    text: str
    """Lower case, as long as the sentence."""
    tokens: Sequence[Token]
    language: str


def quantity(scan: Scan, first: int, reading: Reading) -> Slot | None:
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
    elif _is_magnitude(scan.text, start):
        kind, unit, written = "measure", "magnitude", "magnitude"
    bound = _bound(scan, start, end)
    return amount(kind, start, end, value, unit=unit, written=written, bound=bound, high=high)


def _is_magnitude(text: str, start: int) -> bool:
    """Whether a number that begins at `start` says how strong an earthquake is."""
    window = max(0, start - 24)
    return (
        text.endswith(_MAGNITUDE_CUES, window, start)
        and _MAGNITUDE_BEFORE.search(text, window, start) is not None
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


def _range(scan: Scan, reading: Reading, end: int) -> tuple[float, float, int]:
    """The two ends of an amount and where it ends in the text; alike for a plain number."""
    match = _RANGE.match(scan.text, end) if reading.digits else None
    upper = numerals.digits(match[1], scan.language) if match else None
    if match and upper and reading.value < upper <= 20 * reading.value:
        return reading.value, upper, match.end()
    return reading.value, reading.high, end


_LETTER_SCALES: Final = {"m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12}


def _letter_scale(scan: Scan, end: int) -> tuple[float, int]:
    """The factor of a letter that clings to the digits of an amount of money ("£3m"), and its end."""
    match = WORD.match(scan.text, end)
    if (
        match
        and match[0] in _LETTER_SCALES
        and (match[0] != "m" or "£" in scan.text or "$" in scan.text or "€" in scan.text)
    ):
        return _LETTER_SCALES[match[0]], match.end()
    return 1.0, end


def _currency_before(scan: Scan, first: int) -> tuple[int, str] | None:
    """Start and base of a currency sign or code right before the number."""
    if not first:
        return None
    form, start, end = scan.tokens[first - 1]
    if form not in CURRENCIES or scan.tokens[first][1] - end > 1 or (form.isalpha() and len(form) != 3):
        return None
    if form == "$" and first > 1 and scan.tokens[first - 2][2] == start:
        prefix, start, _ = scan.tokens[first - 2]
        return start, CURRENCIES.get(f"{prefix}$", f"{prefix}$")
    return start, CURRENCIES[form]


def _end_of_currency(scan: Scan, end: int) -> int:
    """The end of the amount with a currency word behind the number, where one repeats the sign."""
    match = _CURRENCY_AGAIN.match(scan.text, end)
    return match.end() if match else end


def _age(text: str, start: int, end: int) -> int | None:
    """The end of an age whose number stands at ``[start:end]``; None when it is no age."""
    if match := _AGE_BEHIND.match(text, end):
        return match.end()
    window = max(0, start - 24)
    if text.endswith(_AGE_CUES, window, start) and _AGE_BEFORE.search(text, window, start):
        return end
    if (match := _AGE_UNIT.match(text, end)) and _AGE_OF.search(text, max(0, start - 32), start):
        return match.end()
    if end - start > 2 or not _AGE_ENDS.match(text, end) or not text[start:end].isdecimal():
        return None
    beside_name = (
        _AGE_COMMAS.search(text, max(0, start - 4), start) or text[max(0, start - 2) : start] == " ("
    )
    return end if beside_name else None


def _ordinal_mark(scan: Scan, reading: Reading, end: int) -> int | None:
    """The end of an ordinal in digits (80th, 3., 2e, 1.ª); None when it is none."""
    if not reading.digits:
        return None
    if match := _ORDINAL_MARK.match(scan.text, end):
        return match.end()
    if scan.language == "de" and reading.value < 1000 and _GERMAN_ORDINAL.match(scan.text, end):
        return end + 1
    return None


def _unit_behind(scan: Scan, end: int, value: float) -> tuple[str, str, str, float, int] | None:
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
_BOUND_ENDS: Final = frozenset(phrase[-1] for phrase in BOUNDS)


def _bound(scan: Scan, start: int, end: int) -> str:
    """What the words around an amount do to it."""
    behind = _BEHIND.get(" ".join(scan.text[end : end + 12].split()[:2]))
    if behind:
        return behind
    words = scan.text[max(0, start - 40) : start].split()
    if words and words[-1] in _ARTICLES:
        words.pop()
    if not words or words[-1] not in _BOUND_ENDS:
        return ""
    for length in range(_LONGEST_BOUND, 0, -1):
        bound = BOUNDS.get(tuple(words[-length:])) if len(words) >= length else None
        if bound:
            return bound
    return ""
