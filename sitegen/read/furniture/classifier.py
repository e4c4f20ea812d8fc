"""How much a line looks like page furniture by its shape, its neighbours and its place: a weighted vote.

A logistic model over yes-or-no features, fitted on 46,000 lines of real pages and rounded to tenths.
It knows no words but a list of cues and a list of function words. On pages that it was not fitted on, a
vote of 2 finds .18 to .30 of the leftover lines and takes .3 % of true lines, none with a reported fact.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from sitegen.languages import words_of
from sitegen.read.furniture.wording import MARKS
from sitegen.text.numerals import has_digit

LIKE_LENGTH = 60
"""Least characters of a line that counts as a sentence by its shape alone. Measured on 7,000 sentences of
development: half have more than 63 characters; subheads have up to 45."""
FURNITURE = 2.0
"""Least vote at which a line that is no sentence by its shape is furniture. Unit: log odds. From: the fit's
.3 % of true lines; 3 takes .05 % and finds half as many."""

DENSE = 2
"""Characters by which a letter of Chinese, Japanese or Korean counts for more than one. Judgement: a Chinese
sentence of 20 letters says what an English one of 60 does."""


@cache
def _dense() -> re.Pattern[str]:
    """Return a pattern of such a letter; its wide ranges compile slowly."""
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")


_STOPLESS = ("\u0e00", "\u0eff")
"""The first and the last letter of Thai and Lao, whose sentences end without a stop."""

_SENTENCE_ENDS = frozenset(".!?。！？।۔؟።။។։")
_WEIGHTS_TEXT = """
    1.6 cuef4
    1.2 S_d0_0 dateshort tail4
    0.9 cuef3 tail3
    0.8 end_dots len2_dots n-1_end_dots
    0.7 head3 n-1_S n1_end_dots
    0.6 S_d0_1 S_d1_0 cue1 cue2 len0_colon n-1_none n1_none tail2
    0.5 copy cue3 n1_S n1_cue1 tail1
    0.4 len3_q n-1_cue1 n-1_len1 n-1_len2 n1_len1 n1_len2 run3 stop9 tc3
    0.3 d2_0 d2_1 head2 head4 len0_none len1_excl len2 len3_dots tc4
    0.2 cue1len1 cue1len3 cuef2 d0_1 d1_2 d2_2 end_none head1 len0_stop len1 len3_none run2 sep sep2 tc1 tc2
    -0.1 cuef1 len1_none
    -0.2 S_d0_3 S_d2_2 cue1len2 end_q len1_colon len2_colon len2_excl len2_q len2_stop len6 n-1_len6 n1_len5
    -0.2 n1_len6 sc0 stop0 stop2
    -0.3 S_d1_3 end_stop len0_dots len1_q n1_end_q url
    -0.4 S_d2_3 S_d3_1 S_d3_2 bias n-1_end_colon n-1_end_q n1_end_stop
    -0.5 S_d3_0 digit n-1_end_stop n1_end_colon n1_len0 stop1
    -0.6 S_d3_3 d0_0 end_colon n-1_len7 n1_len7 tc0
    -0.7 cuef0 len3_colon len7 noalpha
    -0.8 n-1_len0
    -1.1 upper
"""
_WEIGHTS = {
    name: float(weight)
    for weight, *names in (line.split() for line in _WEIGHTS_TEXT.strip().splitlines())
    for name in names
}
_LENGTHS = (3, 12, 25, 45, 80, 140, 220)
_END_LENGTHS = (25, 60, 120)
_STOP_SHARES = (0.0, 0.1, 0.2, 0.3, 0.4)
_CUE_SHARES = (0.05, 0.15, 0.3, 0.6)
_TITLE_SHARES = (0.15, 0.3, 0.5, 0.8)
_DISTANCES = (1, 2, 4)
_ZONES = (1, 2, 4, 8)
_RUNS = (0, 1, 2, 3, 5, 9)
FAR = 99
"""Edges of the fitted model's features: fitted with them, and of no use with others."""


@cache
def cue_words() -> frozenset[str]:
    """Return the words of page furniture of all languages, in small letters."""
    return words_of("furniture.cues")


@cache
def _running() -> frozenset[str]:
    """Return the commonest words of running text."""
    return words_of("furniture.running")


_SEPARATORS = "|•·›»>/"
_ENDS = {**dict.fromkeys(".。।۔።။។։", "stop"), ":": "colon", "…": "dots", "?": "q", "!": "excl"}
_QUOTES = "\"'”’»“)]」』 "


def is_sentence_like(text: str) -> bool:
    """Whether a line has the shape of a sentence: 60 characters or more, with an end mark.

    >>> is_sentence_like("The council met in the old boathouse on Monday and sat until dawn.")
    True
    >>> is_sentence_like("He resigned.")
    False
    """
    if len(text) < LIKE_LENGTH and (text.isascii() or _width(text) < LIKE_LENGTH):
        return False
    last = text[-1]
    if last in _QUOTES:
        last = text.rstrip(_QUOTES)[-1:]
    return (last in _SENTENCE_ENDS and not text.endswith("...")) or _STOPLESS[0] <= last <= _STOPLESS[1]


def _width(text: str) -> int:
    """The length of a text in which letters that say more count for more."""
    return len(text) + (DENSE * len(_dense().findall(text)) if max(text) >= "\u3040" else 0)


def end_mark(text: str) -> str:
    """How a line ends: stop, colon, dots, q, excl or none."""
    bare = text.rstrip(_QUOTES) or text
    if bare.endswith("..."):
        return "dots"
    return _ENDS.get(bare[-1], "none")


class StoryShape:
    """The lines of a story, seen as shapes; a vote is worked out when it is asked for."""

    def __init__(self, texts: Sequence[str], like: Sequence[bool]) -> None:
        self.texts = texts
        self.like = like
        count = len(texts)
        self.first = like.index(True) if True in like else count
        """Index of the first line with the shape of a sentence; the number of lines when there is none."""
        self.last = count - 1 - like[::-1].index(True) if self.first < count else -1
        """Index of the last such line; -1 when there is none."""
        self._votes: dict[int, float] = {}

    def vote(self, index: int) -> float:
        """How much the line at `index` looks like furniture, in log odds."""
        known = self._votes.get(index)
        if known is None:
            features = [*_own_features(self.texts[index]), *self._place_features(index)]
            known = self._votes[index] = sum([_WEIGHTS.get(feature, 0.0) for feature in features])
        return known

    def _place_features(self, index: int) -> list[str]:
        features = ["bias", *self._beside(index, -1), *self._beside(index, 1)]
        if self.like[index]:
            above = sum(self.like[max(index - 3, 0) : index])
            return [*features, f"S_d{above}_{sum(self.like[index + 1 : index + 4])}"]
        up, down = self._distance(index, -1), self._distance(index, 1)
        features.append(f"d{_bin(_DISTANCES, up)}_{_bin(_DISTANCES, down)}")
        features.append(f"run{_bin(_RUNS, min(up + down - 1, FAR))}")
        if index < self.first:
            features.append(f"head{_bin(_ZONES, self.first - index)}")
        if index > self.last:
            features.append(f"tail{_bin(_ZONES, index - self.last)}")
        return features

    def _beside(self, index: int, step: int) -> list[str]:
        """Features of the line before (-1) or after (1)."""
        other = index + step
        if not 0 <= other < len(self.texts):
            return [f"n{step}_none"]
        text = self.texts[other]
        features = [f"n{step}_end_{end_mark(text)}", f"n{step}_len{_bin(_LENGTHS, len(text))}"]
        if self.like[other]:
            features.append(f"n{step}_S")
        elif _cues(_words(text)) == 1:
            features.append(f"n{step}_cue1")
        return features

    def _distance(self, index: int, step: int) -> int:
        """Lines to the nearest sentence above (-1) or below (1), `FAR` at most."""
        beside = (
            self.like[max(index - FAR, 0) : index][::-1] if step < 0 else self.like[index + 1 : index + FAR]
        )
        return next((number for number, sentence in enumerate(beside, 1) if sentence), FAR)


def _bin(edges: Sequence[float], value: float) -> int:
    """How many edges lie below the value."""
    return bisect_left(edges, value)


def _words(text: str) -> list[str]:
    return [word for raw in text.split() if (word := raw.strip(MARKS))]


def _cues(words: Sequence[str]) -> int:
    cues = cue_words()
    return len([word for word in words if word.lower() in cues])


def count_cues(text: str) -> int:
    """How many words of page furniture stand in the line."""
    return _cues(_words(text))


def _own_features(text: str) -> list[str]:
    words = _words(text)
    length = len(text)
    end = end_mark(text)
    size = _bin(_LENGTHS, length)
    features = [f"end_{end}", f"len{size}", f"len{_bin(_END_LENGTHS, length)}_{end}"]
    if words:
        features += _word_features(words, size)
    separators = sum(map(text.count, _SEPARATORS))
    tests = {
        "copy": "©" in text,
        "sep": separators >= 1,
        "sep2": separators >= 2,
        "url": "http" in text or "www." in text,
        "digit": has_digit(text),
        "noalpha": not any(map(str.isalpha, text)),
        "upper": text.isupper(),
        "dateshort": _is_short_date(text),
    }
    return features + [name for name, holds in tests.items() if holds]


def _word_features(words: Sequence[str], size: int) -> list[str]:
    count = len(words)
    lower = [word.lower() for word in words]
    running, known = _running(), cue_words()
    stops = len([word for word in lower if word in running])
    cues = len([word for word in lower if word in known])
    titles = len([word for word in words if word[0].isupper()])
    return [
        f"stop{_bin(_STOP_SHARES, stops / count)}" if count >= 3 else "stop9",
        f"sc{min(stops, 5)}",
        f"cuef{_bin(_CUE_SHARES, cues / count)}",
        f"cue{min(cues, 3)}",
        f"cue1len{size}" if cues == 1 else "",
        f"tc{_bin(_TITLE_SHARES, titles / count)}",
    ]


def _is_short_date(text: str) -> bool:
    """Whether a short line has a year or a day and month in figures."""
    if len(text) > 40:
        return False
    groups = "".join(mark if mark.isdigit() else " " for mark in text).split()
    return any(len(group) == 4 and group[:2] in {"19", "20"} for group in groups) and len(groups) >= 2
