"""Visible text in the making, each stretch of it with its place in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from msgspec.structs import replace

from sitegen.model import Unit

BLANKLESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
)
"""A letter or mark of a script that has no blanks between words."""


class MappedText:
    """A text in the making."""

    __slots__ = ("length", "parts", "segments")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.segments: list[tuple[int, int, int]] = []
        """As `Unit.segments`; what runs on one to one in the file as well is one of them."""
        self.length = 0

    @property
    def end(self) -> int:
        """The place in the file behind the text so far."""
        visible, place, length = self.segments[-1]
        return place + (self.length - visible if length < 0 else length)

    def add(self, text: str, place: int, length: int = -1) -> None:
        """Append what stands at `place` of the file, `length` characters there (-1: the same)."""
        if not text:
            return
        last = self.segments[-1] if length < 0 and self.segments else (0, 0, 0)
        if last[2] >= 0 or place - self.length != last[1] - last[0]:
            self.segments.append((self.length, place, length))
        self.parts.append(text)
        self.length += len(text)

    def add_next(self, text: str, place: int, length: int = -1) -> None:
        """Append what goes on in the next line: the break becomes one blank, or none in Chinese."""
        self.strip()
        stripped = text.lstrip()
        place += len(text) - len(stripped)
        if self.parts and stripped and glue(self.parts[-1], stripped):
            self.add(" ", self.end, place - self.end)
        self.add(stripped, place, length)

    def strip(self) -> None:
        """Take off the blanks at the end."""
        while self.parts:
            part = self.parts.pop()
            kept = part.rstrip()
            self.length += len(kept) - len(part)
            if kept:
                self.parts.append(kept)
                break
        while self.segments and self.segments[-1][0] >= self.length:
            self.segments.pop()

    def unit(self, kind: str = "line", path: str = "", linked: int = 0) -> Unit | None:
        """Return the text without blanks at its end as a unit, if anything visible is in it."""
        self.strip()
        if not self.parts:
            return None
        return Unit("".join(self.parts), tuple(self.segments), kind, path, min(linked, self.length))

    def instead_of(self, unit: Unit) -> Unit | None:
        """Return a unit with this text without blanks at its end in place of its own, if there is any."""
        self.strip()
        text, segments = "".join(self.parts), tuple(self.segments)
        return replace(unit, text=text, segments=segments) if text else None


def glue(line: str, after: str) -> str:
    """Return what stands between two lines that are one: a blank, or nothing in a script without blanks."""
    return "" if BLANKLESS.match(line[-1]) and BLANKLESS.match(after[0]) else " "


def runs(unit: Unit, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """Yield the stretches of a part of a unit's text, each with its place and length as in a segment."""
    stop = len(unit.text) if end is None else end
    at = bisect_right(unit.segments, start, key=itemgetter(0)) - 1
    for (visible, place, length), following in pairwise((*unit.segments[at:], (stop, 0, 0))):
        first, last = max(visible, start), min(following[0], stop)
        if first >= last:
            break
        yield unit.text[first:last], place + (first - visible if length < 0 else 0), length


def placed(unit: Unit, whole: Unit) -> Unit:
    """Return `unit`, whose places are those in the text of `whole`, with its places in the file."""
    made = MappedText()
    for text, place, length in runs(unit):
        if length < 0:
            for run in runs(whole, place, place + len(text)):
                made.add(*run)
        else:
            start, end = whole.place(place, place + max(length, 1))
            made.add(text, start, end - start if length else 0)
    return replace(unit, segments=tuple(made.segments))
