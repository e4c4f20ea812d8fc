"""Which figures of two sources clash: the same thing in the same regard, and not the same amount."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations, islice, product
from math import sqrt
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import NAME, Corpus
from sitegen.compare.figures import DENIED, DIMENSIONS, Figure, comparable
from sitegen.text.quantities import OVER, Slot, agree

FAR: Final = 3.0
"""Ratio of two amounts from which on they are more likely two things. Swept."""
VERY_FAR: Final = 6.0
"""Ratio from which on they are hardly ever one. Swept."""
NEVER: Final = 12.0
"""Ratio from which on two amounts with a unit are two things. Swept."""
BARELY: Final = 5.0
"""How many times that of amounts without one: no two reports count one thing so far apart. Swept."""
OTHER_THING: Final = 5.0
"""What unlike fates (killed, hurt) or another bearer of the name take from a score: more than any score.
Swept.
"""
BARE: Final = 0.5
"""What it takes from a score when neither number says what it counts. Swept."""
OPENING, CLOSING = "~begin", "~finish"
"""Classes of words only one of which can be meant."""
FAR_APART = 0.5
"""What a ratio over `FAR`, and again over `VERY_FAR`, takes from a score. Swept."""
PLANNED = 0.6
"""What it takes when one is a plan and the other a report. Swept."""
NO_FATE, NO_FATE_OF_THINGS = 1.1, 0.4
"""What it takes when only one says what became of those it counts; people dead and people sent are two.
Swept.
"""
UNLIKE_NAMES = 1.0
"""What it takes when each has a name near it that the other's sentence lacks. Swept."""
CONTRAST, ONE_CONTRAST = 0.9, 0.3
"""What words such as older, brother, north take when both have unlike ones, and when only one has any.
Swept.
"""
OPPOSITE: Final = 2.2
"""What it takes from a score when one tells of an opening, the other of a closing. Swept."""
SUM: Final = 3.0
"""What it takes from a score when one count and a third make the other: three shot, one of them dead.
Swept.
"""
VAGUE: Final = "vague"
"""Kind of an amount such as dozens or thousands: an interval."""
SAME_FRAME: Final = 0.4
"""Least likeness of two sentences in which a count just beyond a vague one is no further away than that.
Swept.
"""
_HINDERING: Final = frozenset({"planned"})


def doubts(group: Corpus, one: Figure, other: Figure) -> float:
    """What speaks for two things rather than one."""
    doubt = 0.0
    if (one.marks ^ other.marks) & _HINDERING:
        doubt += PLANNED
    if one.fate and other.fate and one.fate != other.fate:
        doubt += OTHER_THING
    elif bool(one.fate) != bool(other.fate):
        doubt += NO_FATE if one.counted.is_people or other.counted.is_people else NO_FATE_OF_THINGS
    if unlike_names(group, one, other):
        doubt += UNLIKE_NAMES
    if one.slot.kind in ("number", VAGUE) and not (one.head and other.head):
        doubt += BARE
    if one.slot.kind != "score":  # the one team has won what the other has lost
        doubt += contrast(one, other)
    if one.opener and other.opener and one.opener != other.opener:
        doubt += OTHER_THING
    return doubt


def unlike_names(group: Corpus, one: Figure, other: Figure) -> bool:
    """Whether each of two figures has a name near it that the other's whole sentence lacks."""
    named, mine, theirs = group.names, one.said.sense_weights, other.said.sense_weights
    return any(key in named and key not in theirs for key in one.context) and any(
        key in named and key not in mine for key in other.context
    )


def distance(group: Corpus, one: Figure, other: Figure) -> float:
    """What two amounts themselves say against one thing: too far apart, or one a part of the other."""
    doubt = SUM if one.slot.kind == "number" and _is_sum(one, other) else 0.0
    if VAGUE in (one.slot.kind, other.slot.kind) and _in_one_frame(group, one, other):
        return doubt + far(one, _beyond(one.slot, other.slot))
    return doubt + far(one, ratio(one.slot, other.slot))


def _in_one_frame(group: Corpus, one: Figure, other: Figure) -> bool:
    """Whether two figures count things by one name, of which one verb is told, in sentences much alike."""
    if one.head != other.head or not one.head or group.likeness(one.said, other.said) < SAME_FRAME:
        return False
    nouns = one.said.nouns | other.said.nouns | {one.head} | group.names
    return not nouns.issuperset(one.context.keys() & other.context.keys())


def ratio(one: Slot, other: Slot) -> float:
    """How many times the lower amount the higher one is."""
    low, high = (one.value, other.value) if one.value <= other.value else (other.value, one.value)
    return max(high, 1e-9) / max(low, 1e-9)


def _beyond(one: Slot, other: Slot) -> float:
    """The same from the near ends of intervals: how far 15,000 lies beyond thousands."""
    low, high = (one, other) if one.value <= other.value else (other, one)
    return max(high.value, 1e-9) / max(low.high, 1e-9)


def far(figure: Figure, times: float) -> float:
    """What it takes from the score of a figure that another is so many times as high or as low."""
    if times <= FAR:
        return 0.0
    if times > NEVER * (1 if figure.slot.kind in DIMENSIONS else BARELY):
        return OTHER_THING
    return FAR_APART + FAR_APART * (times > VERY_FAR)


def contrast(one: Figure, other: Figure) -> float:
    """What words that tell like things apart (older and newer, open and close) take from a clash."""
    mine, theirs = one.contrasts - other.contrasts, other.contrasts - one.contrasts
    if mine and theirs:
        return CONTRAST
    if _opens_and_closes(one.keys, other.keys) or not one.opposed.isdisjoint(other.near.forms):
        return OPPOSITE
    return ONE_CONTRAST if mine or theirs else 0.0


def _opens_and_closes(mine: Collection[str], theirs: Collection[str]) -> bool:
    """Whether one only tells of an opening and the other only of a closing."""
    if OPENING in mine:
        return CLOSING not in mine and CLOSING in theirs and OPENING not in theirs
    return CLOSING in mine and OPENING in theirs and CLOSING not in theirs


def of_one_person(group: Corpus, one: Figure, other: Figure) -> bool:
    """Whether two ages stand beside one name."""
    return any(key in group.names for key in _beside(one) & _beside(other))


def _beside(figure: Figure) -> set[str]:
    """Classes of the words right beside a figure."""
    keys = figure.said.senses
    return {*keys[max(0, figure.first - 3) : figure.first], *keys[figure.last + 1 : figure.last + 4]}


def _is_sum(one: Figure, other: Figure) -> bool:
    """Whether the two counts differ by a third count of the two sentences."""
    apart = abs(one.slot.value - other.slot.value)
    return any(
        slot.value == apart and slot.kind == "number" and slot is not one.slot and slot is not other.slot
        for slot in (*one.said.slots, *other.said.slots)
    )


SHOWN: Final = 1.55
"""Least score of a clash that is shown, on the scale of `Clashes.score`.

From own pairs of reports and the development groups: true clashes lie from 1.6 to 4, look-alikes below 1.3.
"""
LEAST: Final = 1.2
"""Score below which figures are not even sides of one point: the rest of it is not told. Swept."""
LINKED: Final = 0.6
"""Most that a word adds beside which each source has one figure only; on the scale of the score. Swept."""
GIVEN_ONCE: Final = frozenset({"version", "score", "magnitude", "rating"})
"""Kinds and units of amounts of which a short report gives one."""
SINGLE, LIKE = 1.4, 0.15
"""What it adds that each source gives one such amount, in sentences as alike as the second.

Read by hand: of seven such pairs on real news and in own reports all are of one thing; of money, of which a
report names several, three of five. Swept.
"""
ALONE: Final = 0.4
"""What it adds that each source has one amount of the thing: of 17 such pairs read 15 are right."""
TRANSPOSED: Final = 0.4
"""What it adds to a score when two amounts differ in the order of their digits only. Swept."""
EXCHANGED: Final = 2.5
"""What a second exchanged word takes from the score of two amounts or days. Swept."""
_FATAL: Final = frozenset({"rest", "past", "maybe", "still", "rate"})
MOST_READINGS: Final = 12
"""Most values of one thing counted that can be a dispute. Above, they are figures of as many things, and
holding all against each other costs time that grows with the cube of the group. Swept.
"""
MOST_CLASHES: Final = 100
"""Clashes that are looked at, the surest first: five sources have some ten; joining them to points costs time
that grows with their square. Swept.
"""
MOST_PAIRS: Final = 200_000
"""Judgement: pairs of figures of one unit looked at: fifty stories of thirty sentences have fewer."""

MOST_BARE: Final = 96
"""The same for figures that count nothing named, of which a story may have a few of its own. Swept."""
Heads = dict[tuple[str, str], list[Figure]]
"""Figures by language and what they count."""


class Clash(NamedTuple):
    """Two figures that may not both be right."""

    score: float
    one: Figure
    other: Figure

    def rank(self) -> tuple[float, int, int, int, int]:
        """A key that sorts the surest first."""
        one, other = self.one, self.other
        return -round(self.score, 6), one.said.number, one.slot.start, other.said.number, other.slot.start


def _a_series(head: str, figures: Iterable[Figure]) -> bool:
    """Whether a thing is counted so variously that it is many things: each company's dividend."""
    most = MOST_READINGS if head else MOST_BARE
    return len({figure.slot.key for figure in figures}) > most


class Clashes:
    """The figures of a group held against each other."""

    def __init__(self, group: Corpus, found: Iterable[Figure]) -> None:
        self.group = group
        self._alike: dict[str, Heads] = {}
        for figure in found:
            heads = self._alike.setdefault(comparable(figure.slot), {})
            heads.setdefault((figure.said.language, figure.head), []).append(figure)
        for heads in self._alike.values():
            for thing in [thing for thing, figures in heads.items() if _a_series(thing[1], figures)]:
                del heads[thing]
        self._things: dict[tuple[str, str, str], list[Figure]] = {}

    def found(self) -> list[Clash]:
        """The clashes, the surest first."""
        out = []
        for unit in sorted(self._alike):
            for met, one, other in islice(_pairs(self._alike[unit]), MOST_PAIRS):
                if self._may_clash(met, one, other):
                    score = self.score(one, other)
                    if score >= SHOWN:
                        out.append(Clash(score, one, other))
        standing = (clash for clash in sorted(out, key=Clash.rank) if self._stands(clash))
        return list(islice(standing, MOST_CLASHES))

    def _may_clash(self, met: float, one: Figure, other: Figure) -> bool:
        """Whether two figures are of unlike amounts in sentences with enough in common for a clash.

        `met` is how well the things counted meet.
        """
        mine, theirs = one.said, other.said
        if mine.mask & theirs.mask or _agree(one, other) or _unlike_regard(one, other):
            return False
        if one.slot.kind == "time" and (_names(mine, other) or _names(theirs, one)):
            return False
        if self._single(one, other):
            return True
        if bool(one.head) != bool(other.head) and self._is_told_beside(one, other):
            return False
        if mine.sense_weights.keys().isdisjoint(theirs.sense_weights):
            return False
        shared = self.group.in_common(mine, theirs)
        most = TRANSPOSED + met + 1.2 * min(shared.most, 1.5) + 1.5 * shared.likeness + LINKED
        if VAGUE not in (one.slot.kind, other.slot.kind):
            most -= far(one, ratio(one.slot, other.slot))
        return most + self.group.shared_values(mine, theirs) >= SHOWN and not one.keys.isdisjoint(other.keys)

    def _is_told_beside(self, one: Figure, other: Figure) -> bool:
        """Whether the sentence of the figure that counts nothing named agrees elsewhere with the other.

        Of *injuring dozens and wrecking hundreds of barns* the dozens are no barns.
        """
        bare, headed = (other, one) if one.head else (one, other)
        same = self._alike[comparable(headed.slot)].get((headed.said.language, headed.head), ())
        return any(near.said is bare.said and _agree(near, headed) for near in same)

    def _like(self, figure: Figure) -> list[Figure]:
        """The figures of things that a figure may be of, itself among them."""
        unit = comparable(figure.slot)
        thing = (unit, figure.said.language, figure.head)
        if thing not in self._things:
            self._things[thing] = [
                near
                for alike in self._alike[unit].values()
                if meeting(alike[0], figure) >= 0
                for near in alike
            ]
        return self._things[thing]

    def score(self, one: Figure, other: Figure) -> float:
        """How surely two figures tell of one thing in one regard, about 0 to 4; 0 when a guard objects."""
        if _unlike_regard(one, other):
            return 0.0
        head = meeting(one, other)
        if head < 0:
            return 0.0
        words = shared(one, other)
        single = self._single(one, other)
        if not words and head < 0.5 and not single:
            return 0.0
        if one.slot.kind == "age" and not of_one_person(self.group, one, other):
            return 0.0
        near = sum(weight * (NAME if key in self.group.names else 1.0) for key, weight in words.items())
        score = head + 1.2 * min(near, 1.5) + 1.5 * self.group.likeness(one.said, other.said)
        score += self.group.shared_values(one.said, other.said)
        score += TRANSPOSED * transposed(one, other) + SINGLE * single
        apart = distance(self.group, one, other)
        if score + LINKED - apart < LEAST:
            return score - apart
        score -= doubts(self.group, one, other) + apart
        told = single or not one.near.nearest.isdisjoint(other.near.nearest)
        if one.slot.kind == "time" and not told:  # *left at 5.40*, *was due at 6*: hours of two acts
            return 0.0
        if score >= SHOWN - LINKED and not (told and score >= SHOWN):
            link = ALONE if told and self._alone(one, other) else self._link(one, other, words)
            score += link
        if score >= SHOWN and self.group.apart(one.said, other.said):
            score -= EXCHANGED
        return score

    def _link(self, one: Figure, other: Figure, words: dict[str, float]) -> float:
        """What a shared word adds beside which each of the two sources has this one figure only."""
        best = 0.0
        for key, weight in words.items():
            if weight > best and self._only(one, key) and self._only(other, key):
                best = weight
        return min(LINKED, 1.2 * best)

    def _single(self, one: Figure, other: Figure) -> bool:
        """Whether each source gives one amount of a kind that is given of one thing, in like sentences."""
        if one.slot.kind not in GIVEN_ONCE and one.slot.unit not in GIVEN_ONCE:
            return False
        return self.group.alike(one.said, other.said, LIKE) and not any(
            near.said.mask & (one.said.mask | other.said.mask)
            and not _agree(near, one)
            and not _agree(near, other)
            for heads in (self._alike[comparable(one.slot)],)
            for figures in heads.values()
            for near in figures
        )

    def _alone(self, one: Figure, other: Figure) -> bool:
        """Whether each source has one amount of what both count, in figures that both word alike."""
        return one.head == other.head != "" and all(
            _agree(near, figure) or not near.said.mask & figure.said.mask or near.head != figure.head
            for figure in (one, other)
            for near in self._like(figure)
        )

    def _only(self, figure: Figure, key: str) -> bool:
        """Whether its sources have no other figure of the kind near a word."""
        mask = figure.said.mask
        for near in self._like(figure):
            if not near.said.mask & mask or _agree(near, figure):
                continue
            if key in near.context and DENIED not in near.marks:
                return False
        return True

    def _stands(self, clash: Clash) -> bool:
        """Whether no source states both values for the same kind of thing."""
        return not self._stating(clash.one, clash.other) & self._stating(clash.other, clash.one)

    def _stating(self, figure: Figure, other: Figure) -> int:
        """The stories, as bits, that state the value of a figure for the same kind of thing.

        Of *more than 200*, which is true of both 212 and 221, nothing follows for one of them.
        """
        stories = 0
        for near in self._like(figure):
            if near.slot.kind == VAGUE or DENIED in near.marks:
                continue
            if _agree(near, figure) and not _agree(near, other):
                stories |= near.said.mask
        return stories


def _pairs(heads: Heads) -> Iterable[tuple[float, Figure, Figure]]:
    """The pairs of figures in one language that may be of one thing, in reading order; how well they meet."""
    for alike in heads.values():
        met = meeting(alike[0], alike[0])
        if met >= 0:
            for one, other in combinations(alike, 2):
                yield met, one, other
    for ones, others in combinations(heads.values(), 2):
        if ones[0].said.language != others[0].said.language:
            continue
        met = meeting(ones[0], others[0])
        if met >= 0:
            for one, other in product(ones, others):
                yield (met, one, other) if _place(one) < _place(other) else (met, other, one)


def _unlike_regard(one: Figure, other: Figure) -> bool:
    """Whether one figure is a rest, past or possible one and the other is not, or either is denied."""
    if one.slot.kind == "age":
        return False
    mine, theirs = one.marks, other.marks
    return bool(mine or theirs) and bool((mine ^ theirs) & _FATAL or DENIED in mine or DENIED in theirs)


def _agree(one: Figure, other: Figure) -> bool:
    """Whether two amounts can both be right."""
    mine, theirs = one.slot, other.slot
    if mine.kind == "version":
        return mine.key.startswith(theirs.key) or theirs.key.startswith(mine.key)
    if mine.key == theirs.key:
        return True
    low, high = (mine, theirs) if mine.value <= theirs.value else (theirs, mine)
    if high.value > OVER * low.value and low.value == low.high and high.value == high.high:
        return False
    return agree(mine, theirs)


def transposed(one: Figure, other: Figure) -> bool:
    """Whether two amounts have the same digits in another order, a common slip: 46 and 64, 1.2 and 2.1."""
    mine, theirs = one.slot.key, other.slot.key
    return mine != theirs and len(mine.strip("0.")) > 1 and sorted(mine) == sorted(theirs)


def _names(said: Claim, figure: Figure) -> bool:
    """Whether a sentence has the value of a figure too: a report may run through many times of a day."""
    return any(slot.key == figure.slot.key and slot.kind == figure.slot.kind for slot in said.slots)


def _place(figure: Figure) -> tuple[int, int]:
    """Where a figure stands in the group."""
    return figure.said.number, figure.slot.start


def meeting(one: Figure, other: Figure) -> float:
    """How well the things counted meet, 0 to 1; negative when they are two things."""
    if one.slot.kind == "score":
        return 0.5
    if one.slot.kind in DIMENSIONS:
        if one.head and other.head:
            return 0.5 if one.head == other.head else 0.0
        return 0.2
    if one.slot.kind == "ordinal":
        return 1.0 if one.head and one.head == other.head else -1.0
    if one.head == other.head:
        return 1.0 if one.head else 0.2
    if (
        one.counted.is_people
        and other.counted.is_people
        and (one.counted.is_anybody or other.counted.is_anybody)
    ):
        return 0.8
    if not one.head or not other.head:
        return 0.2
    return -1.0


def meet(one: Figure, other: Figure) -> bool:
    """Whether a word stands near both figures that is not just what both count."""
    common = one.context.keys() & other.context.keys()
    return bool(common - {one.head} if one.head == other.head else common)


def shared(one: Figure, other: Figure) -> dict[str, float]:
    """Rarity of the words near both figures, each by its nearness."""
    small, large = (one, other) if len(one.context) <= len(other.context) else (other, one)
    there, mine, theirs = large.context, small.said.rarities, large.said.rarities
    counted = one.head if one.head == other.head else ""
    return {
        key: max(mine.get(key, 0.0), theirs.get(key, 0.0)) * sqrt(near * there[key])
        for key, near in small.context.items()
        if key in there and key != counted
    }
