"""Which stories are worth comparing: those whose heaviest terms have enough in common.

The rule looks at the two stories alone, so it gives the same answer in any folder. Each heavy term
has a level, how many steps its weight goes up; two stories have in common the lower of the two levels,
summed over their terms. A block of stories keeps, per term and step, a whole number with one bit for
each story that reaches the step; adding these numbers bit by bit, with carries, counts what a story
has in common with all stories of the block at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from sitegen.group.score import WINDOW, Profile, days_apart
from sitegen.group.vector import UNIT

STEP = 0.08 * UNIT
"""Weight of a step, of vectors of length `UNIT`; the first is reached at one and a half."""

LEAST_COMMON = 5
"""Steps two stories must have in common to be compared.

Of pairs above the threshold, in short texts and long, 1 % have fewer; with 4 it would be .1 %, at
three times the pairs.
"""

DAYS_PER_STEP = 4
"""Days between the publications for which one more step is asked: a pair that is further apart must be
more alike to reach the threshold."""

LEAST_LINKED = round(0.06 * UNIT**2)
"""Least cosine of two stories' heaviest terms, out of `UNIT` squared, for the pair to count inside a
component, whose groups are told by the average of all pairs, also of weak ones."""

BUCKET = 5
"""Days in a block, a part of `WINDOW`: shorter ones hold fewer stories out of the window, but are more."""

ROOM = 2048
"""Stories in a block; a fuller one is followed by another."""


class _Block(Struct):
    """Stories published in the same days."""

    numbers: list[int]
    """Number of the story at each place, 0 where there is none."""
    days: list[int]
    marks: dict[str, int]
    """For each term and step the places that reach it, one bit each, the first lowest."""


class _PackedBlock(Struct, array_like=True):
    """A block to be stored: its bits as bytes, the lowest first."""

    numbers: list[int]
    days: list[int]
    marks: dict[str, bytes]


class Postings:
    """Stories by their heaviest terms; they go by number."""

    def __init__(self, packed: dict[int, list[bytes]] | None = None) -> None:
        """Take up what `pack` gave."""
        self._packed = packed or {}
        self._blocks: dict[int, list[_Block]] = {}
        self._places: dict[int, tuple[_Block, int]] = {}

    def pack(self) -> dict[int, list[bytes]]:
        """All blocks by their days, encoded; those not looked at are passed on as they came."""
        return self._packed | {days: list(map(_packed, blocks)) for days, blocks in self._blocks.items()}

    def add(self, number: int, published: int, marks: Iterable[str]) -> None:
        """Take in a story by its number, its day and its `marks_of`."""
        block = self._free(published // BUCKET)
        if 0 in block.numbers:
            place = block.numbers.index(0)
        else:
            place = len(block.numbers)
            block.numbers.append(0)
            block.days.append(0)
        block.numbers[place], block.days[place] = number, published
        bit = 1 << place
        for mark in marks:
            block.marks[mark] = block.marks.get(mark, 0) | bit

    def remove(self, number: int, published: int, marks: Iterable[str]) -> None:
        """Take out a story, given as it was taken in."""
        block = next(block for block in self._open(published // BUCKET) if number in block.numbers)
        place = block.numbers.index(number)
        block.numbers[place] = 0
        bit = 1 << place
        for mark in marks:
            block.marks[mark] ^= bit
            if not block.marks[mark]:
                del block.marks[mark]

    def near(self, published: int, marks: Sequence[str]) -> list[int]:
        """Numbers of the stories worth comparing with one of that day and those marks, rising."""
        found: list[int] = []
        for bucket in self._reach(published):
            for block in self._open(bucket):
                for place, common in _counted(block.marks, marks):
                    if common >= _least(days_apart(published, block.days[place])):
                        found.append(block.numbers[place])
        return sorted(found)

    def _reach(self, published: int) -> Iterable[int]:
        """The buckets that a day's stories can match: those in the window, and that of unknown days."""
        if not published:
            return sorted(self._packed.keys() | self._blocks.keys())
        own, reach = published // BUCKET, WINDOW // BUCKET
        return (0, *range(own - reach, own + reach + 1))

    def _open(self, bucket: int) -> list[_Block]:
        """The blocks of a bucket."""
        if bucket in self._packed:
            self._blocks[bucket] = list(map(_unpacked, self._packed.pop(bucket)))
        return self._blocks.get(bucket, [])

    def _free(self, bucket: int) -> _Block:
        """The first block of a bucket that has room."""
        for block in self._open(bucket):
            if len(block.numbers) < ROOM or 0 in block.numbers:
                return block
        fresh = _Block([], [], {})
        self._blocks.setdefault(bucket, []).append(fresh)
        return fresh


def _least(days: int | None) -> int:
    """Steps that stories so many days apart must have in common."""
    return LEAST_COMMON + ((days or 0) + 1) // DAYS_PER_STEP


def marks_of(story: Profile) -> list[str]:
    """Each heavy term once per step it reaches; the step is told by the blanks behind."""
    marks: list[str] = []
    for term, weight in story.heavy.items():
        level = int(weight / STEP - 0.5)
        marks += [term.ljust(len(term) + step) for step in range(level)]
    return marks


def _packed(block: _Block) -> bytes:
    """A block encoded."""
    marks = {
        mark: bits.to_bytes((bits.bit_length() + 7) // 8, "little") for mark, bits in block.marks.items()
    }
    return msgspec.msgpack.encode(_PackedBlock(block.numbers, block.days, marks))


def _unpacked(data: bytes) -> _Block:
    """The block that was encoded."""
    block = msgspec.msgpack.decode(data, type=_PackedBlock)
    marks = {mark: int.from_bytes(bits, "little") for mark, bits in block.marks.items()}
    return _Block(block.numbers, block.days, marks)


def _counted(block: dict[str, int], marks: Iterable[str]) -> Iterator[tuple[int, int]]:
    """``(place, steps in common)`` of the stories of a block that have five or more, as `LEAST_COMMON` asks.

    The four numbers are the binary digits of the counts of all places; one mark is added to all of
    them at once, as paper addition does, digit by digit with a carry.
    """
    ones = twos = fours = eights = 0
    for mark in marks:
        if mark in block:
            bits = block[mark]
            ones, carry = ones ^ bits, ones & bits
            twos, carry = twos ^ carry, twos & carry
            fours, carry = fours ^ carry, fours & carry
            eights |= carry
    enough = eights | fours & (twos | ones)
    while enough:
        bit = enough & -enough
        enough ^= bit
        common = bool(ones & bit) + 2 * bool(twos & bit) + 4 * bool(fours & bit) + 8 * bool(eights & bit)
        yield bit.bit_length() - 1, common


def linked(stories: Iterable[tuple[int, Profile]]) -> list[tuple[int, int]]:
    """The pairs within one component that count for its groups, by number, the smaller first."""
    holders: dict[str, dict[int, int]] = {}
    pairs: list[tuple[int, int]] = []
    for number, story in stories:
        found: dict[int, int] = {}
        for term, weight in story.heavy.items():
            for other, its in holders.setdefault(term, {}).items():
                found[other] = found.get(other, 0) + weight * its
            holders[term][number] = weight
        pairs += [
            (min(other, number), max(other, number))
            for other, shared in found.items()
            if shared >= LEAST_LINKED
        ]
    return pairs
