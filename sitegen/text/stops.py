"""Where sentences end in scripts that have stops of their own: 。 ।  ۔ ። ။ ។ ։ and their like.

These marks end a sentence with or without a blank behind them. A quotation or bracket of several
sentences stays whole, and a quotation stays with the speaker named behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sitegen.languages import language
from sitegen.languages.phrases import any_of, either

STOPS = "。！？｡؟۔।॥።፧፨။។៕։܂"
"""Marks that end a sentence wherever they stand outside quotations and brackets."""

LONGEST_QUOTED = 900
"""Characters within which a quotation is closed; further on the opening mark is a slip. As in `sentences`.
Measured there: the longest quotations have about 600."""

SPEAKER_REACH = 40
"""Characters behind a quotation within which its speaker and verb stand where they belong to it.

Judgement: names, offices and a verb take 5 to 25 letters in Chinese, 30 in Hindi and Arabic.
"""

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
        self.thai = re.compile(f"(?<! ) ++(?={either(language('th').sentences.starters)})")
        """Blanks before a word that begins a Thai sentence."""


@cache
def _patterns() -> _StopPatterns:
    """Return the patterns; they are made for the first text that needs them."""
    return _StopPatterns()


_BLANKLESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LETTERS_A_WORD = 2
"""Letters that make a word where no blanks stand: two in Chinese and Japanese; Thai has four, Khmer five.
Judgement."""


def count_words(text: str) -> int:
    """Return how many words a text has, in scripts without blanks by its letters.

    >>> count_words("Two hurt in fire"), count_words("渡轮因故障停航")
    (4, 4)
    """
    words = text.count(" ") + 1
    if text.isascii():
        return words
    letters = len(_BLANKLESS.findall(text))
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
