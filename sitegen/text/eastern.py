"""Chinese, Japanese, Korean and Thai text as words and amounts: no blanks, numerals with counters.

Where no blanks stand, each two letters in a row are a word: what is told alike shares most of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.text.quantities import Slot

BLANKLESS = re.compile(
    "[\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1000-\u103f\u104c-\u108f\u1780-\u17d3\u3005-\u3007"
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
"""A run of letters that have no blanks between words."""

_LIGHT = frozenset("的了在是和与與及就也都而把对對从從为為以于於之其这這那着過过并並或但因所有将將向至则則")
_HIRAGANA = re.compile("[\u3040-\u309f]")
_NEGATION = re.compile("[不没沒未无無非]|ない|なか|せん|ไม่")
_NUMERALS = {numeral: number for number, numeral in enumerate("〇一二三四五六七八九")} | {
    **dict.fromkeys("零０", 0), "两": 2, "兩": 2, "壹": 1, "贰": 2, "叁": 3,
}  # fmt: skip
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_COUNTERS = (
    "名|人|位|个|個|座|辆|輛|艘|架|家|条|條|只|隻|间|間|所|起|次|天|棟|栋|户|戶|台|件|軒|頭|本|枚|回|か所|カ所|票|岁|歳"
    "|公里|千米|米|公尺|吨|噸|公斤|小时|小時|分钟|分鐘|個月|个月|年間|年|日間|時間|分間|キロ|メートル|トン"
    "|美元|欧元|歐元|日元|人民币|元|円|ドル|ユーロ|ウォン|成|％|%"
)
_PEOPLE = frozenset(("名", "人", "位"))
"""Counters before which *one* is a number; before others it is an article."""
_DIGITS = r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*"
_HAN = r"[〇零一二两兩三四五六七八九十百千]"
_AMOUNT = re.compile(
    rf"(?P<part>百分之)?(?P<number>(?:{_DIGITS}|{_HAN}+(?:点{_HAN}+)?)(?:[万萬亿億兆](?:{_DIGITS}|{_HAN})*+)*+)"
    rf"(?P<more>多|余|餘|几)?(?P<counter>{_COUNTERS})?"
)
_KOREAN = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
    "스무": 20,
}  # fmt: skip
_KOREAN_AMOUNT = re.compile(
    rf"(?<![가-힣])(?P<word>{'|'.join(_KOREAN)})\s?(?P<counter>명|사람|대|척|개|곳|채|마리|시간|살|차례|번)"
)


def is_light(pair: str) -> bool:
    """Whether two letters in a row say little: a particle or an ending is among them."""
    return not _LIGHT.isdisjoint(pair) or _HIRAGANA.search(pair) is not None


def is_negation(pair: str) -> bool:
    """Whether two letters in a row turn a claim round."""
    return _NEGATION.match(pair) is not None


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
    found = []
    for match in _AMOUNT.finditer(text):
        counter = match["counter"] or ("%" if match["part"] else "")
        plain = match["number"][0].isdecimal() and len(match["number"].strip("0123456789.,")) == 0
        if not counter or (plain and counter == "年") or (match["number"] == "一" and counter not in _PEOPLE):
            continue
        value = _value(match["number"])
        if value is not None:
            kind, unit = ("percent", "%") if counter in "%％" else ("number", "")
            found.append(_slot(match, kind, value, unit, "ge" if match["more"] else ""))
    found += [_slot(match, "number", _KOREAN[match["word"]]) for match in _KOREAN_AMOUNT.finditer(text)]
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
    total = 0.0
    for digits, myriad in re.findall(r"([^万萬亿億兆]*)([万萬亿億兆]?)", number):
        if not digits and not myriad:
            continue
        part = _part(digits) if digits else 1.0
        if part is None:
            return None
        if myriad in "亿億兆" and myriad and not digits:
            total *= _MYRIADS[myriad]
        else:
            total += part * _MYRIADS.get(myriad, 1)
    return total


def _part(digits: str) -> float | None:
    """The value of numerals below ten thousand, or of figures."""
    if digits[0].isdecimal():
        plain = digits.replace(",", "").replace("，", "").replace("．", ".")
        try:
            return float(plain)
        except ValueError:
            return None
    whole, _, fraction = digits.partition("点")
    if not set(whole) & set(_TENS):
        if len(whole) > 1 and not fraction:
            return float("".join(str(_NUMERALS[numeral]) for numeral in whole)) if len(whole) == 4 else None
        value = float(_NUMERALS[whole])
    else:
        value, count = 0.0, 0
        for numeral in whole:
            if numeral in _TENS:
                value += (count or 1) * _TENS[numeral]
                count = 0
            else:
                count = _NUMERALS[numeral]
        value += count
    if fraction:
        value += float(
            "0." + "".join(str(_NUMERALS[numeral]) for numeral in fraction if numeral in _NUMERALS)
        )
    return value
