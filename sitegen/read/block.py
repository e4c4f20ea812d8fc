"""A block of visible text in the making, piece by piece, each with its place in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sitegen.model import Unit

_INVISIBLE = "\u00ad\u200b\u200c\u2060\ufeff\x00-\x08\x0e-\x1f\x7f"
_BLANKS = re.compile(rf"[ \t\n\r\f\v\u00a0]{{2,}}+|[\t\n\r\f\v]|[{_INVISIBLE}]++")
_VANISHING = re.compile(f"[{_INVISIBLE}]")


class Block:
    """A unit in the making."""

    __slots__ = ("_length", "_linked", "_parts", "_segments")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._segments: list[tuple[int, int, int]] = []
        self._length = 0
        self._linked = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing was put into it."""
        return not self._parts

    def next(self) -> Block:
        """An empty block; this one, if it is empty."""
        return Block() if self._parts else self

    def add(self, text: str, start: int, end: int, *, linked: bool) -> None:
        """Append the text between two places; runs of blanks become one, invisible characters none."""
        before = self._length
        position = start
        for match in _BLANKS.finditer(text, start, end):
            self._piece(text[position : match.start()], position)
            self._special(match[0], match.start(), match.end())
            position = match.end()
        self._piece(text[position:end], position)
        if linked:
            self._linked += self._length - before

    def add_at(self, text: str, place: int) -> None:
        """Append a text that stands at `place` of the file."""
        position = 0
        for match in _BLANKS.finditer(text):
            self._piece(text[position : match.start()], place + position)
            self._special(match[0], place + match.start(), place + match.end())
            position = match.end()
        self._piece(text[position:], place + position)

    def add_reference(self, visible: str, start: int, end: int, *, linked: bool) -> None:
        """Append a character reference."""
        if not visible:  # a reference to a character that no page may hold, such as &#11;
            return
        before = self._length
        if visible.isspace() or _VANISHING.match(visible):
            self._special(visible, start, end)
        else:
            self._segment(visible, start, end - start)
        if linked:
            self._linked += self._length - before

    def _piece(self, piece: str, position: int) -> None:
        if piece and piece[0] == " " and self._ends_blank():
            piece, position = piece[1:], position + 1
        if piece:
            self._segment(piece, position, -1)

    def _special(self, found: str, start: int, end: int) -> None:
        """Append one blank for a run of blanks, nothing for characters that do not show."""
        if not _VANISHING.match(found) and not self._ends_blank():
            self._segment(" ", start, end - start)

    def _ends_blank(self) -> bool:
        return not self._parts or self._parts[-1][-1] == " "

    def _segment(self, visible: str, place: int, length: int) -> None:
        self._segments.append((self._length, place, length))
        self._parts.append(visible)
        self._length += len(visible)

    def unit(self, kind: str, path: str) -> Unit | None:
        """The unit, if anything visible is in it."""
        text = "".join(self._parts)
        stripped = text.rstrip()
        if not stripped:
            return None
        segments = [segment for segment in merged(self._segments) if segment[0] < len(stripped)]
        return Unit(stripped, tuple(segments), kind, path, min(self._linked, len(stripped)))


def placed(unit: Unit, whole: Unit) -> Unit:
    """Return `unit`, whose places are those in the text of `whole`, with its places in the file."""
    segments: list[tuple[int, int, int]] = []
    for number, (visible, place, length) in enumerate(unit.segments):
        if length >= 0:
            start, end = whole.place(place, place + max(length, 1))
            segments.append((visible, start, end - start if length else 0))
            continue
        following = unit.segments[number + 1][0] if number + 1 < len(unit.segments) else len(unit.text)
        stop = place + following - visible
        at = bisect_right(whole.segments, place, key=lambda segment: segment[0]) - 1
        while at < len(whole.segments) and whole.segments[at][0] < stop:
            first, file, made_of = whole.segments[at]
            begin = max(first, place)
            segments.append((visible + begin - place, file + (begin - first if made_of < 0 else 0), made_of))
            at += 1
    return Unit(unit.text, tuple(merged(segments)), unit.kind, unit.path, unit.linked, unit.main, unit.field)


def merged(segments: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """The segments, those joined that run on one to one in the file as well."""
    previous = (0, -1, 0)
    for segment in segments:
        visible, place, length = segment
        one_to_one = length < 0 or length == 1
        if one_to_one and previous[2] < 0 and place - visible == previous[1] - previous[0] and length < 0:
            continue
        yield segment
        previous = segment
