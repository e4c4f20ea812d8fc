"""What is quoted: the words, who says them where that stands beside them, and how others render them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from sitegen.digest.notes.attributions import Attribution, Run

FEWEST = 4
"""Words from which on a quotation is more than a turn of phrase."""

SAME = 0.7
"""Share of the shorter quotation's words from which on two are renderings of one.

Renderings of one remark in two reports share three quarters of their words and more; two remarks of one
speaker on one thing less than a half.
"""

LONG, FEWEST_LONG = 4, 2
"""Letters of a word that says something, and how many of them two renderings share at least."""

GAP = 3
"""Characters between a quotation and the name of its speaker: a comma, the mark, a blank."""

_QUOTED: Final = re.compile(
    r"\"([^\"\n]+)\"|“([^”“\n]+)”|„([^„“”\n]+)[“”]|«[ \u00a0\u202f]?([^«»\n]+?)[ \u00a0\u202f]?»|»([^«»\n]+)«"
    r"|‘([^‘\n]+?)’(?!\w)"
)
_WORD: Final = re.compile(r"[^\W_]+")


class Rendering(NamedTuple):
    """A quotation as some sources have it."""

    text: str
    """What stands between the marks, word for word."""
    language: str
    stories: tuple[str, ...]
    statement: str
    speakers: tuple[str, ...]
    """The names right beside the words, as the passages have them."""


class Quotation(NamedTuple):
    """One remark in all its renderings, the first in reading order first."""

    speaker: str
    """The name right beside the words, as the text has it; empty where none stands there."""
    renderings: tuple[Rendering, ...]


class _Said(NamedTuple):
    words: frozenset[str]
    spelt: tuple[str, ...]
    text: str
    language: str
    story: str
    statement: str
    speaker: str


def quotations(found: Iterable[tuple[Run, Sequence[Attribution]]]) -> tuple[Quotation, ...]:
    """Every remark that is quoted at some length, in reading order."""
    groups: list[list[_Said]] = []
    for run, ones in found:
        for said in _each(run, ones):
            group = next((group for group in groups if any(_alike(said, one) for one in group)), None)
            if group is None:
                groups.append([said])
            else:
                group.append(said)
    return tuple(map(_quotation, groups))


def _each(run: Run, ones: Sequence[Attribution]) -> Iterator[_Said]:
    starts = [one.start for one in ones]
    for match in _QUOTED.finditer(run.text):
        text = match[match.lastindex or 0]
        if text.count(" ") < FEWEST - 1 or text != text.strip():
            continue
        spelt = tuple(_WORD.findall(text.casefold()))
        if len(spelt) >= FEWEST:
            passage, _ = run.at(match.start())
            after = bisect_left(starts, match.end())
            speaker = _speaker(run, match, ones[max(0, after - 1) : after + 1])
            story = passage.citation.story
            yield _Said(frozenset(spelt), spelt, text, run.language, story, passage.statement, speaker)


def _speaker(run: Run, match: re.Match[str], ones: Sequence[Attribution]) -> str:
    """The name beside the quotation; behind it only where that is a whole sentence.

    Words that are worked into a sentence of the report are its subject's, whoever stands behind them.
    """
    whole = match[match.lastindex or 0][0].isupper()
    for one in ones:
        behind, before = one.opening - match.end(), match.start() - one.closing
        if one.speaks and (0 <= before <= GAP or (whole and 0 <= behind <= GAP)):
            gap = (one.closing, match.start()) if before >= 0 else (match.end(), one.opening)
            if "\n" not in run.text[slice(*gap)]:
                return run.text[one.start : one.end]
    return ""


def _alike(one: _Said, other: _Said) -> bool:
    """Whether two quotations are renderings of one remark."""
    shared = one.words & other.words
    if len(shared) < SAME * min(len(one.words), len(other.words)):
        return False
    if _named(one) and _named(other) and one.speaker.split()[-1] != other.speaker.split()[-1]:
        return False
    return sum(len(word) >= LONG for word in shared) >= FEWEST_LONG


def _named(said: _Said) -> bool:
    """Whether the speaker bears a name, other than *the minister*."""
    return bool(said.speaker) and all(word[0].isupper() for word in said.speaker.split()[-2:])


def _quotation(group: Sequence[_Said]) -> Quotation:
    spelt: dict[tuple[str, ...], list[_Said]] = {}
    for said in group:
        spelt.setdefault(said.spelt, []).append(said)
    speaker = next((said.speaker for said in group if said.speaker), "")
    return Quotation(speaker, tuple(map(_rendering, spelt.values())))


def _rendering(ones: Sequence[_Said]) -> Rendering:
    """The same words in one or more passages."""
    stories = tuple(dict.fromkeys(one.story for one in ones))
    speakers = tuple(dict.fromkeys(one.speaker for one in ones if one.speaker))
    return Rendering(ones[0].text, ones[0].language, stories, ones[0].statement, speakers)
