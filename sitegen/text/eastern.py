"""Chinese, Japanese, Korean and Thai text as words and amounts: no blanks, numerals with counters.

Where no blanks stand, each two letters in a row are a word: what is told alike shares most of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sitegen.languages import merged as merged_tables
from sitegen.languages import words_of
from sitegen.languages.phrases import any_of, either
from sitegen.text.quantities import Slot

BLANKLESS = re.compile(
    "[\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1000-\u103f\u104c-\u108f\u1780-\u17d3\u3005-\u3007"
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
"""A run of letters that have no blanks between words."""

_HIRAGANA = re.compile("[\u3040-\u309f]")
_DIGITS = r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*"


MYRIAD = 10_000
"""The number by which numerals are grouped where these counters are used; its square multiplies sums. From:
the numerals themselves, 万 and 亿."""


class _Counters:
    """The numerals and counters of all languages, and patterns made from them."""

    def __init__(self) -> None:
        self.digits = merged_tables(lambda known: known.counters.digits)
        self.tens = merged_tables(lambda known: known.counters.tens)
        self.myriads = merged_tables(lambda known: known.counters.myriads)
        self.words = merged_tables(lambda known: known.counters.words)
        self.years, self.one, self.people = (
            words_of("counters.years"),
            words_of("counters.one"),
            words_of("counters.people"),
        )
        self.light, self.negations = words_of("counters.light"), tuple(words_of("counters.negations"))
        self.point = any_of("counters.point")
        myriads = "".join(self.myriads)
        numeral = f"[{''.join((*self.digits, *self.tens))}]"
        self.amount = re.compile(
            rf"(?P<part>{any_of('counters.percent')})?"
            rf"(?P<number>(?:{_DIGITS}|{numeral}+(?:{self.point}{numeral}+)?)"
            rf"(?:[{myriads}](?:{_DIGITS}|{numeral})*+)*+)"
            rf"(?P<more>{any_of('counters.more')})?(?P<counter>{any_of('counters.behind')}|[％%])?"
        )
        self.parts = re.compile(f"([^{myriads}]*)([{myriads}]?)")
        self.worded = re.compile(
            rf"(?<![가-힣])(?P<word>{either(self.words)})\s?(?P<counter>{any_of('counters.behind_words')})"
        )


@cache
def _counters() -> _Counters:
    """Return the numerals and counters; they are made for the first text that needs them."""
    return _Counters()


def is_light(pair: str) -> bool:
    """Whether two letters in a row say little: a particle or an ending is among them."""
    return not _counters().light.isdisjoint(pair) or _HIRAGANA.search(pair) is not None


def is_negation(pair: str) -> bool:
    """Whether two letters in a row turn a claim round."""
    return pair.startswith(_counters().negations)


def words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the words in a stretch of letters: pairs in scripts without blanks."""
    position = start
    for match in BLANKLESS.finditer(text, start, end):
        if match.start() > position:
            yield position, match.start()
        for at in range(match.start(), max(match.end() - 1, match.start() + 1)):
            yield at, min(at + 2, match.end())
        position = match.end()
    if position < end:
        yield position, end


def amounts(text: str) -> list[Slot]:
    """Return the numbers of a text that numerals with a counter write, or figures with ten thousands.

    >>> [(slot.key, slot.written) for slot in amounts("两名工人受伤，损失300万元，百分之三点五。")]
    [('2', '名'), ('3000000', '元'), ('3.5', '%')]
    """
    known = _counters()
    found = []
    for match in known.amount.finditer(text):
        counter = match["counter"] or ("%" if match["part"] else "")
        plain = match["number"][0].isdecimal() and len(match["number"].strip("0123456789.,")) == 0
        article = match["number"] in known.one and counter not in known.people
        if not counter or (plain and counter in known.years) or article:
            continue
        value = _value(match["number"])
        if value is not None:
            kind, unit = ("percent", "%") if counter in "%％" else ("number", "")
            found.append(_slot(match, kind, value, unit, "ge" if match["more"] else ""))
    found += [_slot(match, "number", known.words[match["word"]]) for match in known.worded.finditer(text)]
    return found


def _slot(match: re.Match[str], kind: str, value: float, unit: str = "", bound: str = "") -> Slot:
    """The slot of a number with its counter."""
    key = str(int(value)) if value == int(value) else f"{value:g}"
    written = unit or match["counter"]
    return Slot(match.start(), match.end(), kind, key, value, value, unit, written, bound)


def merged(own: Sequence[Slot], others: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return slots in order, of those that overlap the first kind."""
    rest = [slot for slot in others if not any(one.start < slot.end and slot.start < one.end for one in own)]
    return tuple(sorted((*own, *rest), key=lambda slot: slot.start))


def _value(number: str) -> float | None:
    """What figures and Chinese numerals write, or None for a row of numerals that is no number."""
    known, total = _counters(), 0.0
    for digits, myriad in known.parts.findall(number):
        if not digits and not myriad:
            continue
        part = _part(digits) if digits else 1.0
        if part is None:
            return None
        size = known.myriads.get(myriad, 1)
        if size >= MYRIAD**2 and not digits:
            total *= size
        else:
            total += part * size
    return total


def _part(digits: str) -> float | None:
    """The value of numerals below ten thousand, or of figures."""
    if digits[0].isdecimal():
        plain = digits.replace(",", "").replace("，", "").replace("．", ".")
        try:
            return float(plain)
        except ValueError:
            return None
    known = _counters()
    whole, *fractions = re.split(known.point, digits, maxsplit=1)
    if known.tens.keys().isdisjoint(whole):
        if len(whole) > 1 and not fractions:
            return float(_written(whole)) if len(whole) == 4 else None
        value = float(known.digits[whole])
    else:
        value, count = 0.0, 0
        for numeral in whole:
            if numeral in known.tens:
                value += (count or 1) * known.tens[numeral]
                count = 0
            else:
                count = known.digits[numeral]
        value += count
    return value + float(f"0.{_written(fractions[0])}") if fractions else value


def _written(numerals: str) -> str:
    """Return numerals below ten as figures."""
    return "".join(str(_counters().digits[numeral]) for numeral in numerals if numeral in _counters().digits)
