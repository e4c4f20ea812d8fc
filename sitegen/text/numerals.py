"""Number words of five languages, and the numbers that digits and words make together.

A `Numeral` is what one word contributes; `read` joins a run of words and digits to one number
("eighty-five thousand", "2.5 million", "vierunddreißig", "quatre-vingt-dix") as far as the order is valid:
"by four sixty metres of it had gone" holds a 4 and a 60, not a 64.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sitegen.text.numberwords import THOUSAND, Numeral, lexicon


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


class Reading(NamedTuple):
    """A number read from tokens ``[first:last]``."""

    last: int
    value: float
    high: float
    vague: bool
    digits: bool
    """Whether it is written in digits only, without separators, scale or words."""


Token = tuple[str, int, int]
"""A lower-case token with its start and end in the text."""

_JOINS = {"en": "and", "es": "y", "fr": "et", "pt": "e", "it": "e", "de": "und"}
_OF = frozenset({"of", "de", "von", "di"})
_ARTICLES = frozenset({"a", "an", "one", "un", "una", "une", "um", "uma", "ein", "eine", "einer", "einem"})
"""Words that make a number only before a dozen, a hundred or a scale."""
_SEVERAL = _listed(
    "several few mehrere einige ein_paar varios varias quelques plusieurs vários várias alcuni"
)
_ONE = Numeral(1.0, "one")
_HALVES = "half halbe halben halber halbes medio media demi demie meio meia mezzo mezza"
_QUARTERS = "quarter viertel cuarto quart"
HALF = 0.5
PARTS = dict.fromkeys(_HALVES.split(), HALF) | dict.fromkeys(_QUARTERS.split(), 0.25)
"""Words that take a part of the dozen, the hundred or the scale word behind them."""


def digits(text: str, language: str) -> float | None:
    """The number that a run of digits with separators says in `language`; None when it is no plain number."""
    if text.isdecimal():
        return float(text)
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").replace(" ", "'")
    if "'" in text:
        head, *groups = text.split("'")
        return float(head + "".join(groups)) if _grouped(head, groups) else None
    mark, other = (",", ".") if language in ("en", "und", "zh", "ja") else (".", ",")
    whole, _, fraction = text.partition(other)
    head, *groups = whole.split(mark)
    if _grouped(head, groups) and fraction.isdecimal() | (not fraction):
        swapped = language == "es" and not groups and len(fraction) == 3 and head != "0"
        return float(head + fraction) if swapped else float(f"{head}{''.join(groups)}.{fraction or 0}")
    if text.count(".") + text.count(",") == 1:
        return float(text.replace(",", "."))
    return None


def _grouped(head: str, groups: Sequence[str]) -> bool:
    """Whether digits are grouped in threes behind a head of one to three."""
    return head.isdecimal() and (
        not groups or (len(head) <= 3 and all(len(g) == 3 and g.isdecimal() for g in groups))
    )


def read(tokens: Sequence[Token], first: int, language: str) -> Reading | None:
    """The longest number that starts at token `first`; None when none does."""
    words = lexicon(language)
    word = tokens[first][0]
    if word[0].isdecimal():
        return _from_digits(tokens, first, language, words)
    if word in PARTS:
        return _part(tokens, first, words)
    if word in _ARTICLES:
        return _behind_article(tokens, first, language, words)
    found = words.get(word)
    if found is None:
        return None
    if found.rank in ("dozen", "hundred", "scale") and first and tokens[first - 1][0] in _SEVERAL:
        found = Numeral(2 * found.value, "vague", 10 * found.value - 1)
    if found.rank == "vague":
        return _vague(tokens, first, found, words)
    if found.rank == "dozen":
        return Reading(first + 1, found.value, found.value, vague=False, digits=False)
    return _from_words(tokens, first, language, words)


def _behind_article(
    tokens: Sequence[Token], first: int, language: str, words: Mapping[str, Numeral]
) -> Reading | None:
    """A number that begins with an article or "one": a dozen, a hundred, one and a half."""
    following = _next(tokens, first)
    scaled = words.get(tokens[following][0]) if following < len(tokens) else None
    if scaled is None or scaled.rank not in ("dozen", "hundred", "scale"):
        if tokens[first][0] != "one":
            return None
        value, last = _and_a_half(tokens, first + 1, 1.0, language)
        if last > first + 1:
            return _multiply(tokens, last, value, words, plain=False)
        return _single_one(tokens, first)
    if scaled.rank == "dozen":
        return _multiply(tokens, following, 1.0, words, plain=False)
    return _from_words(tokens, following, language, words)


def _next(tokens: Sequence[Token], index: int) -> int:
    """Index of the token behind `index`, a joining hyphen skipped."""
    index += 1
    return index + 1 if index + 1 < len(tokens) and tokens[index][0] in "-‐‑" else index


def _from_digits(
    tokens: Sequence[Token], first: int, language: str, words: Mapping[str, Numeral]
) -> Reading | None:
    """A number in digits, with a scale word behind it ("2.5 million", "15 mil")."""
    text, last = tokens[first][0], first + 1
    if language not in ("en", "und") and len(text) <= 3 and text.isdecimal():
        # A blank groups thousands in many languages; in English it never does.
        while last < len(tokens) and len(tokens[last][0]) == 3 and tokens[last][0].isdecimal():
            if tokens[last][1] != tokens[last - 1][2] + 1:
                break
            text += "'" + tokens[last][0]
            last += 1
    value = digits(text, language)
    return None if value is None else _multiply(tokens, last, value, words, plain=text.isdecimal())


def _multiply(
    tokens: Sequence[Token], last: int, value: float, words: Mapping[str, Numeral], *, plain: bool
) -> Reading:
    """`value` times the scale words that follow."""
    while last < len(tokens):
        at = last + 1 if tokens[last][0] in "-‐‑" and last + 1 < len(tokens) else last
        found = words.get(tokens[at][0])
        if found is None or found.rank not in ("scale", "hundred", "dozen"):
            break
        value, plain, last = value * found.value, False, at + 1
    return Reading(last, value, value, vague=False, digits=plain)


def _vague(tokens: Sequence[Token], first: int, found: Numeral, words: Mapping[str, Numeral]) -> Reading:
    """An interval: dozens, hundreds of thousands, cientos de miles."""
    low, high, last = found.value, found.high, first + 1
    if last + 1 < len(tokens) and tokens[last][0] in _OF:
        scaled = words.get(tokens[last + 1][0])
        if scaled is not None and scaled.rank in ("vague", "scale") and scaled.value >= THOUSAND:
            unit = 10 ** (len(str(int(scaled.value))) - 1)
            low, high, last = low * unit, (high + 1) * unit - 1, last + 2
    return Reading(last, low, high, vague=True, digits=False)


def _part(tokens: Sequence[Token], first: int, words: Mapping[str, Numeral]) -> Reading | None:
    """A part of a dozen, a hundred or a scale word: half a million, eine halbe Million."""
    last, part = _next(tokens, first), PARTS[tokens[first][0]]
    passed = _ARTICLES if part == HALF else _ARTICLES | _OF
    while last < len(tokens) and tokens[last][0] in passed:
        last += 1
    found = words.get(tokens[last][0]) if last < len(tokens) else None
    if found is None or found.rank not in ("dozen", "hundred", "scale"):
        return None
    return _multiply(tokens, last, part, words, plain=False)


_NO_COUNT_BEFORE = _listed("no any every each this that the which only another some")
_NO_COUNT_BEHIND = _listed("of another day morning night time thing way or is was has who that can")


def _single_one(tokens: Sequence[Token], first: int) -> Reading | None:
    """The English word one where it counts a thing, not where it stands for one."""
    if first + 1 >= len(tokens) or not tokens[first + 1][0][0].isalpha():
        return None
    if tokens[first + 1][0] in _NO_COUNT_BEHIND or (first and tokens[first - 1][0] in _NO_COUNT_BEFORE):
        return None
    return Reading(first + 1, 1.0, 1.0, vague=False, digits=False)


def _from_words(
    tokens: Sequence[Token], first: int, language: str, words: Mapping[str, Numeral]
) -> Reading | None:
    """A number in words, as far as each word may follow the one before."""
    total = current = 0.0
    ceiling = float("inf")
    index, last, joined = first, first, False
    step: float | None
    while index < len(tokens):
        found = words.get(tokens[index][0]) or (_ONE if joined and tokens[index][0] in _ARTICLES else None)
        if found is not None and found.rank == "scale" and found.value > ceiling and not current:
            total, step = total * found.value, 0.0
        else:
            step = _fit(found, current, ceiling, language) if found else None
        if found is None or step is None:
            break
        current = step
        if found.rank == "scale":
            total, current, ceiling = total + current, 0.0, found.value
        last = index + 1
        index, joined = _next(tokens, index), False
        if index + 1 < len(tokens) and tokens[index][0] == _JOINS.get(language, "and"):
            if not _may_join(found, language):
                break
            index, joined = _next(tokens, index), True
    if last == first:
        return None
    value, last = _and_a_half(tokens, last, total + current, language)
    dozens = words.get(tokens[last][0]) if last < len(tokens) else None
    if value % 1 or (dozens is not None and dozens.rank == "dozen"):
        return _multiply(tokens, last, value, words, plain=False)
    return Reading(last, value, value, vague=False, digits=False)


def _may_join(found: Numeral, language: str) -> bool:
    """Whether a joining word may stand behind this word inside a number."""
    if language == "en":
        return found.rank in ("hundred", "scale")
    return found.rank in ("ten", "hundred", "hundreds", "scale")


def _fit(found: Numeral, current: float, ceiling: float, language: str) -> float | None:
    """The running value with one more word; None when the word cannot stand there."""
    rest = current % 100
    match found.rank:
        case "one":
            return current + found.value if _takes_one(rest, language) else None
        case "teen":
            return current + found.value if rest == 0 or (language == "fr" and rest in (60, 80)) else None
        case "ten" | "whole" | "twenties":
            if language == "fr" and found.value == 20 and rest == 4:
                return current + 76
            return current + found.value if rest == 0 and found.value + current < ceiling else None
        case "hundreds":
            return current + found.value if current == 0 else None
        case "hundred":
            return (current or 1) * found.value if current < 100 else None
        case "scale":
            return (current or 1) * found.value if found.value < ceiling else None
    return None


def _takes_one(rest: float, language: str) -> bool:
    """Whether a word for 1 to 9 may follow when the last two places hold `rest`."""
    return rest % 10 == 0 and (rest != 10 or language == "fr")


def _and_a_half(tokens: Sequence[Token], last: int, value: float, language: str) -> tuple[float, int]:
    """`value` and a half where the words say so (English)."""
    if language == "en" and value < 100:
        words = [word for word, _, _ in tokens[last : last + 7] if word not in "-‐‑"][:3]
        if words == ["and", "a", "half"]:
            behind = last
            while tokens[behind][0] != "half":
                behind += 1
            return value + 0.5, behind + 1
    return value, last
