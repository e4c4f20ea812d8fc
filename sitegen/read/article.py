"""Which blocks of a web page are its article.

An extractor's text is a mask: a block of the page belongs to the article when the extractor's lines
cover at least half of its letters. The words and their places stay those of the page itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec.structs import replace

from sitegen.model import Unit
from sitegen.read.html import Markup

COVERED = 0.5
"""Share of a block's letters and digits in the extractor's text from which the block is of the article. Unit:
0 to 1. On 235,000 blocks of real pages 196 lie between .05 and .95, so the value hardly matters."""

ANCHOR = 30
"""Least length of an extractor's line that shows by itself where it stands. Unit: letters and digits. Shorter
lines ("Read more") stand in several places. Judgement."""

SURE = 12
"""Least length of a line that is looked for outside its neighbourhood. Unit: letters and digits.
Judgement."""

PIECE = 24
"""Length of the pieces in which a line is looked for that stands nowhere as a whole. Unit: letters.
Judgement."""

RESCUE = 60
"""Least length of a paragraph the extractor overlooked. Unit: characters; captions and links are shorter.
Judgement."""

RESCUE_LINKED = 0.2
"""Largest share of link text in such a paragraph. Unit: 0 to 1; lists of further stories have 1."""

LEAST = 200
"""Least number of letters and digits an article has; below it the extractor has failed. Unit: characters.
Judgement."""

PAGE_MAX = 3_000_000
"""Longest page that is given to the extractor. Unit: characters; pages of news have 50,000 to 1,000,000."""

DEPTH_MAX = 200
"""Deepest page that is given to the extractor. Unit: open elements; pages have 40, parsers fail at 256."""

SEARCH_MAX = 50_000_000
"""How much text may be searched for lines that are not where they should be. Unit: characters for one page.
Real pages need 100,000; without a limit a hostile one takes hours."""

_SQUASH = re.compile(r"[\W_]+")
_ASIDE = re.compile(r"(?:^| )(?:nav|footer|aside|form|button|dialog|menu|search)(?=[ .#@]|$)")
_NOT_ARTICLE = re.compile(r"(?:^| )(?:nav|footer|aside|header|form|button|dialog|menu|search)(?=[ .#@]|$)")
_PREFORMATTED = re.compile(r"(?:^| )pre(?=[ .#@]|$)")
_STOP = re.compile(r"[.!?…][\"'’”»)\]]*$")


def main_units(page: str, markup: Markup) -> tuple[tuple[Unit, ...], str | None]:
    """Return the blocks with `main` set for those of the article, and why the extractor was not asked, if so.

    The extractor does not see what the page hides or strikes out.
    """
    units = markup.units
    seen = 0
    shown = []
    for start, end in markup.unseen:
        shown.append(page[seen:start])
        seen = end
    extracted, refusal = _extracted("".join((*shown, page[seen:])), markup.depth)
    flags = _covered(units, extracted)
    if sum(len(_squash(unit.text)) for unit, flag in zip(units, flags, strict=True) if flag) < LEAST:
        flags = [_NOT_ARTICLE.search(unit.path) is None for unit in units]
    else:
        for index, unit in enumerate(units):
            # Prose between marks of program text: the extractor takes it for code.
            if unit.kind == "line" and _PREFORMATTED.search(unit.path) and not _NOT_ARTICLE.search(unit.path):
                flags[index] = True
        _rescue(units, flags)
    pairs = zip(units, flags, strict=True)
    return tuple(unit if flag == unit.main else replace(unit, main=flag) for unit, flag in pairs), refusal


def _extracted(page: str, depth: int) -> tuple[str, str | None]:
    """The extractor's text of the page, and why it has none."""
    if len(page) > PAGE_MAX:
        return "", f"the page has {len(page):,} characters, too many to look for its main text"
    if depth > DEPTH_MAX:
        return "", f"the page nests {depth:,} elements, too deep to look for its main text"
    import logging  # noqa: PLC0415 - needed with the extractor only
    from importlib import import_module  # noqa: PLC0415 - the same

    from trafilatura import extract  # noqa: PLC0415 - slow to import, and only pages need it

    lxml_error: type[Exception] = import_module("lxml.etree").LxmlError
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    try:
        return extract(_WITHOUT_ODD.sub(" ", page), fast=True, include_comments=False) or "", None
    except (lxml_error, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        return "", f"the extractor of main text failed on this page ({type(error).__name__})"


_WITHOUT_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def _squash(text: str) -> str:
    return _SQUASH.sub("", text)


def _covered(units: Sequence[Unit], extracted: str) -> list[bool]:
    """For each block whether the extractor's lines cover `COVERED` of it."""
    squashed = [_squash(unit.text) for unit in units]
    lines = [line for line in map(_squash, extracted.split("\n")) if line]
    if not lines:
        return [False] * len(units)
    starts = [0, *accumulate(map(len, squashed))]
    whole = "".join(squashed)
    covered = [0] * len(units)
    for start, end in _places(whole, squashed, starts, lines):
        index = bisect_right(starts, start) - 1
        while index < len(units) and starts[index] < end:
            covered[index] += min(end, starts[index + 1]) - max(start, starts[index])
            index += 1
    return [
        bool(text) and count >= COVERED * len(text) for text, count in zip(squashed, covered, strict=True)
    ]


def _places(
    whole: str, squashed: Sequence[str], starts: Sequence[int], lines: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Where in the page's squashed text each line of the extractor stands: disjoint spans.

    Lines that equal one block and no other are anchors; the rest is looked for between them.
    """
    anchors = _anchors(squashed, starts, lines)
    budget = SEARCH_MAX
    behind = 0
    following = [0] * len(lines)
    limit = len(whole)
    for index in range(len(lines) - 1, -1, -1):
        following[index] = limit
        limit = anchors.get(index, limit)
    for index, line in enumerate(lines):
        start = anchors.get(index, -1)
        if start < 0 and budget > 0:
            budget -= following[index] - behind
            start = whole.find(line, behind, following[index])
        if start < 0 and len(line) >= SURE and budget > 0:
            budget -= len(whole) - behind
            start = whole.find(line, behind)
            yield from () if start < 0 else ((start, start + len(line)),)
            if start < 0:
                budget -= len(whole)
                yield from _pieces(whole, line, behind, following[index])
        elif start >= 0:
            yield start, start + len(line)
            behind = start + len(line)


def _anchors(squashed: Sequence[str], starts: Sequence[int], lines: Sequence[str]) -> dict[int, int]:
    """The longest rising chain of lines that equal one block and no other: line number to place."""
    places: dict[str, int] = {}
    for text, start in zip(squashed, starts, strict=False):
        if len(text) >= ANCHOR:
            places[text] = -1 if text in places else start
    seen: set[str] = set()
    candidates = []
    for index, line in enumerate(lines):
        if places.get(line, -1) >= 0 and line not in seen:
            candidates.append((index, places[line]))
            seen.add(line)
    return dict(_rising(candidates))


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose places rise."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(pairs)
    for number, (_, place) in enumerate(pairs):
        at = bisect_right(tails, place)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [number]
        before[number] = ends[at - 1] if at else -1
    chain = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _pieces(whole: str, line: str, behind: int, limit: int) -> Iterator[tuple[int, int]]:
    """The places of a line that the page interrupts: pieces of it, found one behind the other."""
    for start in range(0, len(line) - PIECE + 1, PIECE):
        place = whole.find(line[start : start + PIECE], behind, limit)
        if place >= 0:
            behind = place + PIECE
            yield place, behind


def _rescue(units: Sequence[Unit], flags: list[bool]) -> None:
    """Set the flags of what the extractor overlooked between the article's blocks and right behind them."""
    first, last = flags.index(True), len(flags) - 1 - flags[::-1].index(True)
    paths = {unit.path for unit, flag in zip(units, flags, strict=True) if flag}
    for index in range(first, last):
        unit = units[index]
        if not flags[index] and unit.path in paths and len(unit.text) >= RESCUE:
            flags[index] = (
                _STOP.search(unit.text) is not None
                and unit.linked < RESCUE_LINKED * len(unit.text)
                and _ASIDE.search(unit.path) is None
            )
    _rescue_lists(units, flags)


def _rescue_lists(units: Sequence[Unit], flags: list[bool]) -> None:
    """Set the flags of lists and tables that go on where a paragraph of the article stands."""
    parents = {unit.path.rpartition(" ")[0] for unit, flag in zip(units, flags, strict=True) if flag}
    index = flags.index(True)
    while index < len(units):
        parent = _LIST.split(units[index].path)[0] if not flags[index] else ""
        if not parent or parent == units[index].path or not flags[index - 1] or parent not in parents:
            index += 1
            continue
        end = index
        while end < len(units) and not flags[end] and _LIST.split(units[end].path)[0] == parent:
            end += 1
        run = units[index:end]
        linked = sum(unit.linked for unit in run)
        length = sum(len(unit.text) for unit in run)
        told = any(len(unit.text) >= RESCUE or _STOP.search(unit.text) or unit.kind == "cell" for unit in run)
        if told and linked < RESCUE_LINKED * length and not any(_ASIDE.search(unit.path) for unit in run):
            flags[index:end] = [True] * (end - index)
        index = end


_LIST = re.compile(r" (?:ul|ol|dl|table)(?=[ .#@]|$)")
