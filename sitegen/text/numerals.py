"""Numbers: the number words of a language, and the numbers that digits and words make together.

A `Numeral` is what one word contributes; `read` joins a run of words and digits to one number
("eighty-five thousand", "2.5 million", "vierunddreißig", "quatre-vingt-dix") as far as the order is valid:
"by four sixty metres of it had gone" holds a 4 and a 60, not a 64.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from sitegen.languages import DEFAULT, language
from sitegen.languages.sections import Numbers

THOUSAND: Final = 1000
"""The least scale. From: number words, whose scales begin with it."""
HALF: Final = 0.5
"""From: what *half* and *halb* mean, ½."""


_FIGURE: Final = re.compile(
    "[\\d\u00b2\u00b3\u00b9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea"
    "\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\U00010a40-\U00010a43\U00010e60-\U00010e68\U00011052-\U0001105a"
    "\U0001f100-\U0001f10a]"
)
"""What `str.isdigit` takes for a figure, told in a third of its time."""


def has_digit(text: str) -> bool:
    """Whether there is a figure in a text; to take those of ASCII out is quicker than to look for them.

    >>> has_digit("room 12"), has_digit("10²"[2:]), has_digit("twelve")
    (True, True, False)
    """
    raw = text.encode(errors="replace")
    found = len(raw.translate(None, b"0123456789")) < len(raw)
    return found or (not text.isascii() and _FIGURE.search(text) is not None)


class Numeral(NamedTuple):
    """What a word adds to a number."""

    value: float
    rank: str
    """one, teen, ten (takes a one behind it), twenties, hundred (multiplies), hundreds (a fixed one), scale,
    dozen, whole (complete in itself) or vague (an interval from `value` to `high`)."""
    high: float = 0.0


class NumberReading(NamedTuple):
    """A number read from tokens ``[first:last]``."""

    last: int
    value: float
    high: float
    vague: bool
    digits: bool
    """Whether it is written in digits only, without separators, scale or words."""


Token = tuple[str, int, int]
"""A lower-case token with its start and end in the text."""

_ONE = Numeral(1.0, "one")


class Lexicon:
    """How one language writes numbers; that of `DEFAULT` where it has no number words."""

    def __init__(self, code: str) -> None:
        known = language(code)
        if not known.numerals.words:
            known = language(DEFAULT)
        self.rules: Numbers = known.numbers
        self.words: Mapping[str, Numeral] = dict(_words(known.numerals.words, known.numbers))
        """Number words in small letters."""
        self.parts = dict.fromkeys(self.rules.halves, HALF) | dict.fromkeys(self.rules.quarters, 0.25)
        """Words that take a part of the dozen, the hundred or the scale word behind them."""
        self.decimal = language(code).numerals.decimal or (known.numerals.decimal if code == "und" else ",")
        """What stands before decimals."""
        self.marks = (",", ".") if self.decimal == "." else (".", ",")
        """What groups thousands, and what stands before decimals."""


lexicon = cache(Lexicon)
"""Return how a language writes numbers."""


def _words(generated: Mapping[str, int], rules: Numbers) -> Iterator[tuple[str, Numeral]]:
    """Yield the number words of a language; where a word comes twice, the later one counts."""
    fixed = 2 * 100 in generated.values()
    small = {}
    for word, value in generated.items():
        if word not in rules.articles or word in rules.single:
            yield word, Numeral(float(value), _rank(value, fixed=fixed))
        if value < 100:
            small[word] = float(value)
    listed = list(_listed(rules.words))
    if rules.compounds:
        small |= {word: number.value for word, number in listed if number.value in range(1, 10)}
        for word, number in _compounds(small, rules.compounds):
            yield word, Numeral(number, "whole")
            if "ß" in word:
                yield word.replace("ß", "ss"), Numeral(number, "whole")
    yield from listed


def _listed(listed: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Numeral]]:
    """Yield number words that are listed by rank and value."""
    for key, words in listed.items():
        rank, _, amount = key.partition(" ")
        low, _, high = amount.partition("..")
        for word in words:
            yield word, Numeral(float(low), rank, float(high or 0))


def _rank(value: int, *, fixed: bool) -> str:
    """Return the rank of a generated number word; `fixed`: each hundred has a word of its own."""
    if value < 10:
        return "one"
    if value < 20:
        return "teen"
    if value < 100:
        return "whole" if value % 10 else "ten"
    if value < THOUSAND:
        return "hundreds" if fixed else "hundred"
    return "scale"


def _compounds(small: Mapping[str, float], parts: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, float]]:
    """Yield number words up to 999,999 as far as one word holds them without a rest below a thousand."""
    (hundred,), (thousand,), (one,) = parts["hundred"], parts["thousand"], parts["one"]
    ones = {word: value for word, value in small.items() if 1 <= value < 10}
    last = next(word for word, value in ones.items() if value == 1)
    below = dict(small)
    for word, value in ones.items():
        head = (one if value == 1 else word) + hundred
        below[head] = 100 * value
        below |= {head + rest: 100 * value + number for rest, number in small.items() if number}
    below |= {hundred + rest: 100 + number for rest, number in small.items() if number} | {hundred: 100.0}
    yield from below.items()
    for word, value in below.items():
        if value:
            head = word.removesuffix(last) + one if word.endswith(last) else word
            yield head + thousand, value * THOUSAND
    for half in parts.get("half", ()):
        for word, value in ones.items():
            yield (one if value == 1 else word) + half, value + HALF


def digits(text: str, known: Lexicon) -> float | None:
    """The number that a run of digits with separators says in a language; None when it is no plain number."""
    if text.isdecimal():
        return float(text)
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").replace(" ", "'")
    if "'" in text:
        head, *groups = text.split("'")
        return float(head + "".join(groups)) if _grouped(head, groups) else None
    mark, other = known.marks
    whole, _, fraction = text.partition(other)
    head, *groups = whole.split(mark)
    if _grouped(head, groups) and fraction.isdecimal() | (not fraction):
        swapped = known.rules.both_marks and not groups and len(fraction) == 3 and head != "0"
        return float(head + fraction) if swapped else float(f"{head}{''.join(groups)}.{fraction or 0}")
    if text.count(".") + text.count(",") == 1:
        return float(text.replace(",", "."))
    return None


def _grouped(head: str, groups: Sequence[str]) -> bool:
    """Whether digits are grouped in threes behind a head of one to three."""
    return head.isdecimal() and (
        not groups or (len(head) <= 3 and all(len(g) == 3 and g.isdecimal() for g in groups))
    )


def read(tokens: Sequence[Token], first: int, known: Lexicon) -> NumberReading | None:
    """The longest number that starts at token `first`; None when none does."""
    words, rules = known.words, known.rules
    word = tokens[first][0]
    if word[0].isdecimal():
        return _from_digits(tokens, first, known)
    if word in known.parts:
        return _part(tokens, first, known)
    if word in rules.articles:
        return _behind_article(tokens, first, known)
    found = words.get(word)
    if found is None:
        return None
    if found.rank in ("dozen", "hundred", "scale") and first and tokens[first - 1][0] in rules.several:
        found = Numeral(2 * found.value, "vague", 10 * found.value - 1)
    if found.rank == "vague":
        return _vague(tokens, first, found, known)
    if found.rank == "dozen":
        return NumberReading(first + 1, found.value, found.value, vague=False, digits=False)
    return _from_words(tokens, first, known)


def _behind_article(tokens: Sequence[Token], first: int, known: Lexicon) -> NumberReading | None:
    """A number that begins with an article or "one": a dozen, a hundred, one and a half."""
    words, following = known.words, _next(tokens, first)
    scaled = words.get(tokens[following][0]) if following < len(tokens) else None
    if scaled is None or scaled.rank not in ("dozen", "hundred", "scale"):
        if tokens[first][0] not in known.rules.single:
            return None
        value, last = _and_a_half(tokens, first + 1, 1.0, known)
        if last > first + 1:
            return _multiply(tokens, last, value, words, plain=False)
        return _single_one(tokens, first, known.rules)
    if scaled.rank == "dozen":
        return _multiply(tokens, following, 1.0, words, plain=False)
    return _from_words(tokens, following, known)


def _next(tokens: Sequence[Token], index: int) -> int:
    """Index of the token behind `index`, a joining hyphen skipped."""
    index += 1
    return index + 1 if index + 1 < len(tokens) and tokens[index][0] in "-‐‑" else index


def _from_digits(tokens: Sequence[Token], first: int, known: Lexicon) -> NumberReading | None:
    """A number in digits, with a scale word behind it ("2.5 million", "15 mil")."""
    text, last = tokens[first][0], first + 1
    if known.decimal == "," and len(text) <= 3 and text.isdecimal():
        # A blank groups thousands where a comma stands before decimals.
        while last < len(tokens) and len(tokens[last][0]) == 3 and tokens[last][0].isdecimal():
            if tokens[last][1] != tokens[last - 1][2] + 1:
                break
            text += "'" + tokens[last][0]
            last += 1
    value = digits(text, known)
    return None if value is None else _multiply(tokens, last, value, known.words, plain=text.isdecimal())


def _multiply(
    tokens: Sequence[Token], last: int, value: float, words: Mapping[str, Numeral], *, plain: bool
) -> NumberReading:
    """`value` times the scale words that follow."""
    while last < len(tokens):
        at = last + 1 if tokens[last][0] in "-‐‑" and last + 1 < len(tokens) else last
        found = words.get(tokens[at][0])
        if found is None or found.rank not in ("scale", "hundred", "dozen"):
            break
        value, plain, last = value * found.value, False, at + 1
    return NumberReading(last, value, value, vague=False, digits=plain)


def _vague(tokens: Sequence[Token], first: int, found: Numeral, known: Lexicon) -> NumberReading:
    """An interval: dozens, hundreds of thousands, cientos de miles."""
    low, high, last = found.value, found.high, first + 1
    if last + 1 < len(tokens) and tokens[last][0] in known.rules.of:
        scaled = known.words.get(tokens[last + 1][0])
        if scaled is not None and scaled.rank in ("vague", "scale") and scaled.value >= THOUSAND:
            unit = 10 ** (len(str(int(scaled.value))) - 1)
            low, high, last = low * unit, (high + 1) * unit - 1, last + 2
    return NumberReading(last, low, high, vague=True, digits=False)


def _part(tokens: Sequence[Token], first: int, known: Lexicon) -> NumberReading | None:
    """A part of a dozen, a hundred or a scale word: half a million, eine halbe Million."""
    words, rules = known.words, known.rules
    last, part = _next(tokens, first), known.parts[tokens[first][0]]
    passed = rules.articles if part == HALF else rules.articles | rules.of
    while last < len(tokens) and tokens[last][0] in passed:
        last += 1
    found = words.get(tokens[last][0]) if last < len(tokens) else None
    if found is None or found.rank not in ("dozen", "hundred", "scale"):
        return None
    return _multiply(tokens, last, part, words, plain=False)


def _single_one(tokens: Sequence[Token], first: int, rules: Numbers) -> NumberReading | None:
    """The word one where it counts a thing, not where it stands for one."""
    if first + 1 >= len(tokens) or not tokens[first + 1][0][0].isalpha():
        return None
    if tokens[first + 1][0] in rules.no_count_behind or (
        first and tokens[first - 1][0] in rules.no_count_before
    ):
        return None
    return NumberReading(first + 1, 1.0, 1.0, vague=False, digits=False)


def _from_words(tokens: Sequence[Token], first: int, known: Lexicon) -> NumberReading | None:
    """A number in words, as far as each word may follow the one before."""
    words, rules = known.words, known.rules
    total = current = 0.0
    ceiling = float("inf")
    index, last, joined = first, first, False
    step: float | None
    while index < len(tokens):
        word = tokens[index][0]
        found = words.get(word) or (_ONE if joined and word in rules.articles else None)
        if found is not None and found.rank == "scale" and found.value > ceiling and not current:
            total, step = total * found.value, 0.0
        else:
            step = _fit(found, current, ceiling, rules) if found else None
        if found is None or step is None:
            break
        current = step
        if found.rank == "scale":
            total, current, ceiling = total + current, 0.0, found.value
        last = index + 1
        index, joined = _next(tokens, index), False
        if index + 1 < len(tokens) and tokens[index][0] in rules.joins:
            if found.rank not in rules.joined_ranks:
                break
            index, joined = _next(tokens, index), True
    if last == first:
        return None
    value, last = _and_a_half(tokens, last, total + current, known)
    behind = _next(tokens, last - 1)
    dozens = words.get(tokens[behind][0]) if behind < len(tokens) else None
    if value % 1 or (dozens is not None and dozens.rank == "dozen"):
        return _multiply(tokens, last, value, words, plain=False)
    return NumberReading(last, value, value, vague=False, digits=False)


def _fit(found: Numeral, current: float, ceiling: float, rules: Numbers) -> float | None:
    """The running value with one more word; None when the word cannot stand there."""
    rest = current % 100
    match found.rank:
        case "one":
            takes_one = rest % 10 == 0 and (rest != 10 or rules.vigesimal)
            return current + found.value if takes_one else None
        case "teen":
            return current + found.value if rest == 0 or (rules.vigesimal and rest in (60, 80)) else None
        case "ten" | "whole" | "twenties":
            if rules.vigesimal and found.value == 20 and rest == 4:
                return current + 76
            return current + found.value if rest == 0 and found.value + current < ceiling else None
        case "hundreds":
            return current + found.value if current == 0 else None
        case "hundred":
            return (current or 1) * found.value if current < 100 else None
        case "scale":
            return (current or 1) * found.value if found.value < ceiling else None
    return None


def _and_a_half(tokens: Sequence[Token], last: int, value: float, known: Lexicon) -> tuple[float, int]:
    """`value` and a half where the words say so."""
    added = known.rules.and_a_half
    if added and value < 100:
        places = [at for at in range(last, min(len(tokens), last + 7)) if tokens[at][0] not in "-‐‑"]
        places = places[: len(added)]
        if tuple(tokens[at][0] for at in places) == added:
            return value + HALF, places[-1] + 1
    return value, last
