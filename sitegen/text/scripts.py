"""Scripts with stops, numerals and words of their own: 。 ।  ۔ ። ։ end a sentence, 两名 counts two people.

These marks end a sentence with or without a blank behind them. A quotation or bracket of several
sentences stays whole, and a quotation stays with the speaker named behind it. Where no blanks stand, each
two letters in a row are a word: what is told alike shares most of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sitegen.languages import codes, language, words_of
from sitegen.languages import merged as merged_tables
from sitegen.languages.phrases import any_of, either
from sitegen.text.quantities import Slot


@cache
def blankless() -> re.Pattern[str]:
    """Return a pattern of a run of letters that have no blanks between words; wide ranges compile slowly."""
    return re.compile(
        "[\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1000-\u103f\u104c-\u108f\u1780-\u17d3\u3005-\u3007"
        "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
    )


FIRST_BLANKLESS = "\u0e00"
"""The first of those letters."""

LATIN = "[A-Za-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00bc-\u00be\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af]"
"""A letter of a text that `is_latin`, as a class that is matched twice as quickly as that of all letters."""
_BEYOND = re.compile("[^\x00-\u02af\u2000-\u206f\u20a0-\u20cf]")


def is_latin(text: str) -> bool:
    """Return whether all letters of a text are Latin, without marks of their own."""
    return text.isascii() or not _BEYOND.search(text)


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
        numerals = "".join((*self.digits, *self.tens))
        numeral, figure = f"[{numerals}]", f"[0-9０-９{numerals}]"
        self.amount = re.compile(
            rf"(?P<part>{any_of('counters.percent')})?"
            rf"(?P<number>(?:{_DIGITS}|{numeral}+(?:{self.point}{numeral}+)?)"
            rf"(?:[{myriads}]{figure}*+(?:(?<=[0-9０-９])[.,．，](?=[0-9０-９]){figure}++)*)*)"
            rf"(?P<more>{any_of('counters.more')})?(?P<counter>{any_of('counters.behind')}|[％%])?"
        )
        self.parts = re.compile(f"([^{myriads}]*)([{myriads}]?)")
        self.worded = re.compile(
            rf"(?<![가-힣])(?P<word>{either(self.words)})\s?(?P<counter>{any_of('counters.behind_words')})"
        )


_counters = cache(_Counters)
"""Return the numerals and counters; they are made for the first text that needs them."""


def is_light(pair: str) -> bool:
    """Whether two letters in a row say little: a particle or an ending is among them."""
    return not _counters().light.isdisjoint(pair) or _HIRAGANA.search(pair) is not None


def is_negation(pair: str) -> bool:
    """Whether two letters in a row turn a claim round."""
    return pair.startswith(_counters().negations)


def words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the words in a stretch of letters: pairs in scripts without blanks."""
    position = start
    for match in blankless().finditer(text, start, end):
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
        value = value_of(match["number"])
        if value is not None:
            kind, unit = ("percent", "%") if counter in "%％" else ("number", "")
            found.append(_slot(match, kind, value, unit, "ge" if match["more"] else ""))
    found += [_slot(match, "number", known.words[match["word"]]) for match in known.worded.finditer(text)]
    return found


def _slot(match: re.Match[str], kind: str, value: float, unit: str = "", bound: str = "") -> Slot:
    """The slot of a number with its counter."""
    key = str(int(value)) if value % 1 == 0 else f"{value:g}"
    written = unit or match["counter"]
    return Slot(match.start(), match.end(), kind, key, value, value, unit, written, bound)


def merged(own: Sequence[Slot], others: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return slots in order, of those that overlap the first kind."""
    rest = [slot for slot in others if not any(one.start < slot.end and slot.start < one.end for one in own)]
    return tuple(sorted((*own, *rest), key=lambda slot: slot.start))


def value_of(number: str) -> float | None:
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


STOPS = "。！？｡؟۔।॥።፧፨။។៕։܂"
"""Marks that end a sentence wherever they stand outside quotations and brackets."""

LONGEST_QUOTED = 900
"""Characters within which a quotation is closed; further on the opening mark is a slip. As in `sentences`.
Measured there: the longest quotations have about 600."""

SPEAKER_REACH = 40
"""Characters behind a quotation within which its speaker and verb stand where they belong to it. Judgement:
names, offices and a verb take 5 to 25 letters in Chinese, 30 in Hindi and Arabic."""

THAI_LEAST = 24
"""Letters of a Thai sentence before a word that begins the next one; Thai has blanks and no stops.
Judgement, not measured."""

_PAIRS = {
    "“": "”", "「": "」", "『": "』", "«": "»", "‹": "›", "《": "》", "〈": "〉", "（": "）", "(": ")",
    "【": "】", "〔": "〕", "［": "］", "[": "]", "｢": "｣", "〝": "〟", "„": "“",
}  # fmt: skip
_BRACKETS = frozenset("《〈（(【〔［[")
_CLOSERS = "".join(_PAIRS.values()) + '"'
_MARKS = re.compile(f"[{re.escape(''.join(_PAIRS) + _CLOSERS + STOPS)}]|፡፡|．(?![0-9０-９])")
_ENDS = re.compile(
    f"(?:[{re.escape(STOPS)}!?]|፡፡|．)+(?:[{re.escape(_CLOSERS.replace('“', ''))}’]|“(?![\u2e80-\u9fff]))*"
)
"""A stop with what closes behind it; where words of Chinese follow, a quotation mark opens."""
_STOPPED = re.compile(f"[{re.escape(STOPS)}.!?…]$")
_ARMENIAN_COLON = re.compile(r"(?<=[\u0561-\u0587]):(?=\s+(?:[«\u0531-\u0556]|[0-9]+-))")
MAY_END = re.compile(f"[{re.escape(STOPS)}]|፡፡|．|[\u0e00-\u0e7f] |[\u0561-\u0587]:")
"""What a text of several sentences has where this module finds them."""


class _StopPatterns:
    """Patterns made from the words of all languages."""

    def __init__(self) -> None:
        self.goes_on = re.compile(rf"[、，,；;：:)）」』”»—–]|{any_of('sentences.goes_on')}")
        """What stands behind a quotation that is not the end of its sentence."""
        self.speaks = re.compile(any_of("sentences.speaks"))
        """A part of a verb of saying."""
        known = [language(code).sentences for code in codes()]
        starters = (word for each in known if each.blank_before_starters for word in each.starters)
        self.thai = re.compile(f"(?<! ) ++(?={either(starters)})")
        """Blanks before a word that begins a Thai sentence."""


_patterns = cache(_StopPatterns)
"""Return the patterns; they are made for the first text that needs them."""


_LETTERS_A_WORD = 2
"""Letters that make a word where no blanks stand: two in Chinese and Japanese; Thai has four, Khmer five.
Judgement."""


def count_words(text: str) -> int:
    """Return how many words a text has, in scripts without blanks by its letters.

    >>> count_words("Two hurt in fire"), count_words("渡轮因故障停航")
    (4, 4)
    """
    words = text.count(" ") + 1
    if text.isascii() or max(text) < FIRST_BLANKLESS:
        return words
    letters = sum(map(len, blankless().findall(text)))
    return words + max(0, (letters - 1) // _LETTERS_A_WORD)


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return spans of ``text[start:end]``, ends stripped, cut at the stops of other scripts.

    >>> text = "市长说：“桥旧了。我们要修。”工程需要两年。"
    >>> [text[begin:stop] for begin, stop in pieces(text, 0, len(text))]
    ['市长说：“桥旧了。我们要修。”', '工程需要两年。']
    """
    found = []
    for cut in [*_cuts(text, start, end), end]:
        words = text[start:cut]
        if stripped := words.strip():
            begin = start + words.index(stripped)
            found.append((begin, begin + len(stripped)))
        start = cut
    return found


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where further sentences begin."""
    opened: list[tuple[str, int]] = []
    position = begin = start
    while match := _MARKS.search(text, position, end):
        mark = match[0]
        position = match.end()
        if opened and mark == opened[-1][0]:
            _, opening = opened.pop()
            if opened or text[opening] in _BRACKETS or not _STOPPED.search(text, opening, match.start()):
                continue
            cut = _behind(text, position, end)
            if cut < end and _ends_quoted(text, begin, opening, cut):
                yield cut
                position = begin = cut
        elif mark == '"' or mark in _PAIRS:
            closer = _PAIRS.get(mark, '"')
            if text.find(closer, position, min(end, position + LONGEST_QUOTED)) >= 0:
                opened.append((closer, match.start()))
        elif not opened and mark not in _CLOSERS:
            ends = _ENDS.match(text, match.start(), end)
            position = ends.end() if ends else position
            cut = _behind(text, position, end)
            if cut < end and text[cut] not in "、，,；;)）」』”»":
                yield cut
                position = begin = cut
    yield from _cuts_without_stops(text, begin, end)


def _behind(text: str, position: int, end: int) -> int:
    """Return where the words go on behind the blanks at `position`."""
    while position < end and text[position].isspace():
        position += 1
    return position


def _ends_quoted(text: str, begin: int, opening: int, cut: int) -> bool:
    """Whether a sentence ends behind a quotation that ends with a stop and begins at `opening`."""
    ahead = text[cut : cut + SPEAKER_REACH]
    if ahead[0] in STOPS or _patterns().goes_on.match(ahead):
        return False
    if text[begin:opening].strip():
        return True
    stop = re.search(f"[{re.escape(STOPS)}]", ahead)
    return not _patterns().speaks.search(ahead[: stop.start()] if stop else ahead)


def _cuts_without_stops(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where Thai words begin a sentence, and where a colon stands for the Armenian stop."""
    for match in _patterns().thai.finditer(text, start, end):
        if match.start() - start >= THAI_LEAST:
            yield match.end()
            start = match.end()
    for match in _ARMENIAN_COLON.finditer(text, start, end):
        yield _behind(text, match.end(), end)
