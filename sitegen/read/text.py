"""A plain text file as units: a line each, or the paragraphs of hard-wrapped text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sitegen.model import Unit

WRAP_MIN = 50
"""Least width of a line that a program or a person wrapped.

Unit: characters. Mail and editors wrap at 60 to 100. Shorter lines are headlines, bylines, verse or
lists, whose ends mean something.
"""

WRAP_MAX = 110
"""Greatest width of a wrapped line. Unit: characters. Above it a line is a paragraph of its own."""

WRAP_LINES = 3
"""Least number of lines in a block that can show by itself that it is wrapped.

Unit: lines. Two lines look wrapped by chance: a headline and the sentence under it.
"""

WRAP_FULL = 0.7
"""Share of the lines of a block, the last apart, that are full in wrapped text.

Unit: lines per line; full means that the next line's first word would not have fitted. Wrapped text has
1.0 less the ends of its paragraphs; one sentence a line gives 0.2 or less.
"""

WRAP_OPEN = 0.4
"""Share of the full lines that do not end like a sentence in wrapped text.

Unit: lines per line. Wrapped text has 0.8; lines of one sentence each have 0.
"""

LINE_MAX = 1_000_000
"""Longest line that can be a story's.

Unit: characters. The longest articles have 200,000 in all; ten times that on one line is a data dump,
and would become one paragraph of a page.
"""

_STOPS = frozenset(".!?:;。！？…")
_CLOSERS = "\"'’”»)]"

Line = tuple[str, int]
"""A line's text, ends stripped, and its place in the file."""


def units(text: str, start: int = 0) -> list[Unit]:
    r"""The non-blank lines from `start` on, wrapped ones joined to paragraphs, in file order.

    >>> [unit.text for unit in units("Title\n\n  Body.  ")]
    ['Title', 'Body.']
    """
    lines = _lines(text, start)
    if not _may_be_wrapped(lines):
        return [Unit(content, ((0, position, -1),)) for content, position in lines if content]
    blocks = list(_blocks(lines))
    width = _wrap_width([block for block in blocks if len(block) > 1])
    return [unit for block in blocks for unit in _paragraphs(block, width)]


def joined(lines: Sequence[Line], kind: str) -> Unit:
    """One unit of several lines: each break with the blanks around it becomes one blank."""
    if len(lines) == 1:
        return Unit(lines[0][0], ((0, lines[0][1], -1),), kind)
    segments: list[tuple[int, int, int]] = []
    visible = 0
    end = -1
    for content, position in lines:
        if end >= 0:
            segments.append((visible, end, position - end))
            visible += 1
        segments.append((visible, position, -1))
        visible += len(content)
        end = position + len(content)
    return Unit(" ".join(content for content, _ in lines), tuple(segments), kind)


def ends_like_a_sentence(line: str) -> bool:
    """Whether a line closes with a stop, with closing quotes and brackets behind it or not."""
    return line.rstrip(_CLOSERS)[-1:] in _STOPS


def _lines(text: str, start: int) -> list[Line]:
    """Every line with its ends stripped and its place; blank lines are empty."""
    lines: list[Line] = []
    position = start
    for raw in (text[start:] if start else text).splitlines(keepends=True):
        content = raw.strip()
        lead = 0
        if content and raw[0] != content[0]:
            lead = len(raw) - len(raw.lstrip())
        lines.append((content, position + lead))
        position += len(raw)
    return lines


def _may_be_wrapped(lines: Sequence[Line]) -> bool:
    """A cheap test: `WRAP_LINES` lines in a row, of which the first ones have a wrapped line's width."""
    run = 0
    for content, _ in lines:
        if run >= WRAP_LINES - 1 and content:
            return True
        run = run + 1 if WRAP_MIN <= len(content) <= WRAP_MAX else 0
    return False


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between blank lines."""
    block: list[Line] = []
    for line in lines:
        if line[0]:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _paragraphs(block: Sequence[Line], width: int) -> Iterator[Unit]:
    """The lines of a block, or its paragraphs where it is wrapped."""
    width = width or (_wrap_width([block]) if len(block) >= WRAP_LINES else 0)
    paragraph: list[Line] = []
    for line, after in zip(block, [*block[1:], ("", 0)], strict=True):
        paragraph.append(line)
        if not (after[0] and _is_full(line, after, width)):
            yield joined(paragraph, "line")
            paragraph = []


def _is_full(line: Line, after: Line, width: int) -> bool:
    """Whether the first word of the line `after` would not have fitted within `width`."""
    length = len(line[0])
    return WRAP_MIN <= length <= width and length + 1 + len(after[0].split(None, 1)[0]) > width


def _wrap_width(blocks: Sequence[Sequence[Line]]) -> int:
    """The width at which lines were broken, or 0 where lines end for a reason of their own."""
    width = max((len(content) for block in blocks for content, _ in block), default=0)
    pairs = [pair for block in blocks for pair in pairwise(block)]
    if len(pairs) < WRAP_LINES - 1 or not WRAP_MIN <= width <= WRAP_MAX:
        return 0
    full = [line[0] for line, after in pairs if _is_full(line, after, width)]
    broken = sum(not ends_like_a_sentence(content) for content in full)
    return width if len(full) >= WRAP_FULL * len(pairs) and broken >= WRAP_OPEN * len(full) else 0
