"""How likely two stories report one event, with every part of the answer named."""

from __future__ import annotations

import math
from array import array
from collections import deque
from itertools import pairwise
from sys import intern

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.group.evidence import ALIKE_STORIES, EvidenceKind, Told, evidence, lead_names
from sitegen.group.traits import Traits
from sitegen.group.vector import NUMBER_SQUARES, UNIT, Features
from sitegen.lazy import lazy

THRESHOLD = 0.35
"""Least probability of one event at which two stories are joined.

Unit: probability, 0 to 1, on average between all stories of a group. Tuned on independent reports of
look-alike events: .30 joins the second edition of an event to the first, .40 cuts off the short notice.
"""

WINDOW = 10
"""Days between two publications beyond which they are not compared.

The date term takes away 3.8 on the tenth day, which only a near copy outweighs. Shorter cuts a weekly
off a daily; without a window an archive of years costs time that grows with its square.
"""

BASE = -3.3
COSINE = 8.5
LEAD = 4.5
NUMBERS, NUMBERS_EXPECTED = 1.5, 0.4
WEEKDAYS, WEEKDAYS_EXPECTED = 1.0, 0.4
SAME_DAY = 0.7
PER_DAY, DAYS_APART = 0.5, 4.7
"""Log-odds of one event: a base, what each likeness adds, what numbers or weekdays take away that agree
less than those of true pairs do, what equal dates add and days apart take away, at most.

Fitted on 590 stories of 43 pairs of look-alike events and rounded; rounding moves no figure by more
than half a point, and the same weights serve politics, business and invented events.
"""

NAMED = 0.7
"""Log-odds that a rare name of one headline adds where the other story has it and was published within a day.

Of the 25 pairs of one event in independent reports whose probability lies between .1 and .6 nine have one, of
the 27 of two events none; less than that says, for the names of a small town are in all its news. From .5 to
1.2 no folder of look-alikes and no B-Cubed changes.
"""

FEW, LONGEST_NAME, SHORT = -2.94, 3, 8
"""Log-odds left, .05 as a probability, to notices that share one telling word alone or the words of one name,
three at most: a place or a person is no event; and terms of the longest notice that this is looked for in.

Of short undated reports that the other parts join so do 1.5 % of the pairs of one event and 4 % of those of
two. With ten terms instead of eight B-Cubed of such reports falls from .893 to .890.
"""

LEAST_ODDS = math.log(THRESHOLD / (1 - THRESHOLD))
"""`THRESHOLD` as log-odds."""

EVIDENCE_REACH = 2.0
"""Log-odds below the threshold down to which `evidence` is looked for: `KEY_MENTIONED`, 2."""

UNPACKED = 100
"""Stories whose traits are kept unpacked, about 100 kB each; 300 save 17 % of the unpacking, and no time."""

LEAST_COSINE = 0.05
"""Cosine below which two stories have nothing in common but the language; judgement, for speed."""

LEAST_HEAVY, LEAST_HEAVY_A_DAY = round(0.10 * UNIT**2), round(0.015 * UNIT**2)
"""Least cosine of two stories' heaviest terms, out of `UNIT` squared, for a pair to be joined, and what
each day between the publications beyond the first adds to it.

Of pairs above the threshold, in short texts and long, at most .6 % lie below it; .17 loses 4 to 8 % of those
of short news.
"""

HIGHEST_SHARE, HIGHEST_REST = 0.8, 0.15
"""The cosine of two stories is at most the first times that of their heaviest terms, and the second.

Of 8,000 pairs that reach the threshold none has a higher one, and of those that do not, two thirds in short
texts and 19 in 20 in long ones need not be looked at any further.
"""

CLASH, CLASH_IN_TIME = 1.1, 0.55
"""Log-odds taken away for each thing that both stories count with different numbers only; the second
where the publications are at most a day apart.

Measured on undated pairs that the other parts join: one such clash stands in 3 % of the true and 9 % of
the false ones; an agreement makes up for a clash. Between reports of one day it is half as telling: more
often a figure that was revised than another event. More than one count as one: that is what two newsrooms'
tellings of one event look like that count unlike things.
"""


class Profile:
    """Features unpacked for comparing."""

    def __init__(self, features: Features) -> None:
        self.features = features
        terms = features.terms.split()
        self.weights = dict(zip(terms, array("H", features.weights), strict=True))
        """Weight of each term, in order of appearance."""
        self.lead = dict(zip(terms, features.rarities, strict=False))
        """Rarity of the terms it opens with."""
        self.lead_total = sum(features.rarities) or 1
        self.kept: Told | None = None
        """What `told` unpacked, while it is kept."""

    @lazy
    def heavy(self) -> dict[str, int]:
        """Weight of its heaviest terms, as a vector of length `UNIT` of their own."""
        terms = [*self.weights.items()]
        heaviest = [terms[place] for place in array("H", self.features.heavy)]
        length = math.hypot(*[weight for _, weight in heaviest]) or 1.0
        return {intern(term): int(weight * UNIT / length) for term, weight in heaviest}

    @lazy
    def counted(self) -> dict[str, set[str]]:
        """The numbers of each thing that it counts."""
        found: dict[str, set[str]] = {}
        for count in self.features.counts:
            term, _, number = count.rpartition(" ")
            found.setdefault(term, set()).add(number)
        return found

    @property
    def told(self) -> Told:
        """What tells it from others of its kind; let go of when `UNPACKED` others were unpacked since."""
        if self.kept is None:
            self.kept = Told(_decode_traits(self.features.traits), self.weights)
            _unpacked.append(self)
            if len(_unpacked) > UNPACKED:
                _unpacked.popleft().kept = None
        return self.kept


_decode_traits = msgspec.msgpack.Decoder(Traits).decode
_unpacked: deque[Profile] = deque()


def forget() -> None:
    """Let go of what was unpacked."""
    while _unpacked:
        _unpacked.pop().kept = None


class Heavy(Struct, frozen=True, gc=False):
    """What decides whether a story is compared with another: its day, its keys and its heaviest terms."""

    published: int
    keys: tuple[str, ...]
    terms: dict[str, int]


class Score(Struct, frozen=True, gc=False):
    """How alike two stories are: every part, and the probability that they report one event."""

    probability: float
    cosine: float
    lead: tuple[float, float]
    """Share of what the one opens with that stands anywhere in the other, both ways."""
    numbers: float | None
    """Cosine of the telling numbers; None when one story has none."""
    weekdays: float | None
    """Cosine of the weekdays named; None when one story names none."""
    days: int | None
    """Days between the publications; None when one is unknown."""
    clashes: float
    """Things counted by both with different numbers, less those with the same, by their weight; at most 1."""
    named: bool = False
    """Whether both name whom a headline names, with a name that is rare, and within a day."""
    evidence: tuple[EvidenceKind, ...] = ()
    """What else speaks for or against it, the story whose path comes first on the one side of each part; not
    looked for where the rest is far below the threshold."""

    @property
    def together(self) -> bool:
        """Whether the pair alone would be joined."""
        return self.probability >= THRESHOLD

    @property
    def odds(self) -> float:
        """The log-odds of one event, the sum of the parts."""
        return sum([value for _, value in self.parts])

    @property
    def parts(self) -> tuple[tuple[str, float], ...]:
        """What each part adds to the log-odds."""
        return (
            ("base", BASE),
            ("shared words", COSINE * self.cosine),
            ("lead", LEAD * min(self.lead)),
            ("numbers", _number_term(self.numbers)),
            ("weekdays", _weekday_term(self.weekdays)),
            ("dates", _date_term(self.days)),
            ("counts", _clash_term(self.clashes, self.days)),
            ("headline name", NAMED * self.named),
            *[(part.name, part.value) for part in self.evidence],
        )


def compare(a: Profile, b: Profile) -> Score:
    """How alike two stories are, told by the two alone; the order of the two matters only to `lead`."""
    return _with_evidence(_with_words(_openly(a, b), a, b), a, b)


def probability(a: Profile, b: Profile, heavy: int) -> float:
    """Compute the probability of one event; where it is soon clear that it stays under `THRESHOLD`, 0.

    `heavy` is the `heavy_cosine` of the two.
    """
    if shared_keys(a.features.keys, b.features.keys):
        return compare(a, b).probability
    likely = _openly(a, b)
    most = COSINE * (HIGHEST_SHARE * heavy / UNIT**2 + HIGHEST_REST)
    if likely.odds + most < LEAST_ODDS:
        return 0.0
    likely = _with_words(likely, a, b)
    odds = likely.odds
    if odds < LEAST_ODDS:
        return 0.0
    if odds + lead_names(a.told, b.told) < LEAST_ODDS and not shared_keys(
        a.told.traits.keys, b.told.traits.keys
    ):
        return 0.0
    return _with_evidence(likely, a, b).probability


def shared_keys(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two stories have a key in common."""
    return bool(one and other) and not set(one).isdisjoint(other)


def least_heavy(days: int | None) -> int:
    """Return the least `heavy_cosine` at which stories so many days apart are compared."""
    return LEAST_HEAVY + LEAST_HEAVY_A_DAY * max(0, (days or 0) - 1)


def are_near(a: Heavy, b: Heavy, cosine: int) -> bool:
    """Whether two stories are worth comparing whose `heavy_cosine` is known."""
    return cosine >= least_heavy(days_apart(a.published, b.published)) or shared_keys(a.keys, b.keys)


def heavy_cosine(a: dict[str, int], b: dict[str, int]) -> int:
    """Cosine of two stories' heaviest terms, out of `UNIT` squared."""
    return sum([a[term] * b[term] for term in a.keys() & b.keys()])


def _with_evidence(likely: Score, a: Profile, b: Profile) -> Score:
    """Return a score with what else speaks for or against one event, and the probability."""
    if likely.cosine <= LEAST_COSINE or (likely.days is not None and likely.days > WINDOW):
        return likely
    found, odds = likely, likely.odds
    if odds >= LEAST_ODDS - EVIDENCE_REACH or shared_keys(a.features.keys, b.features.keys):
        first, second = (a, b) if a.features.path <= b.features.path else (b, a)
        found = replace(likely, evidence=evidence(first.told, second.told, likely.cosine))
        odds = found.odds
        if odds > FEW and _share_one_word(a, b):
            found = replace(found, evidence=(*found.evidence, EvidenceKind("few words", FEW - odds)))
            odds = FEW
    return replace(found, probability=1 / (1 + math.exp(-odds)))


def _share_one_word(a: Profile, b: Profile) -> bool:
    """Whether the heavy terms that two short stories share are one, or stand side by side as a name does."""
    shared = a.heavy.keys() & b.heavy.keys()
    if len(shared) > LONGEST_NAME or min(len(a.weights), len(b.weights)) > SHORT:
        return False
    ours, theirs = [set(pairwise(story.weights)) for story in (a, b)]
    return len(shared) - len([pair for pair in ours & theirs if shared.issuperset(pair)]) <= 1


def _openly(a: Profile, b: Profile) -> Score:
    """Return what is told of two stories without all their words: but for the cosine and the clashes."""
    one, two = a.features, b.features
    return Score(
        0.0,
        0.0,
        (_coverage(a, b), _coverage(b, a)),
        _number_cosine(one, two),
        _weekday_cosine(one.weekdays, two.weekdays),
        days_apart(one.published, two.published),
        0.0,
        _are_named(a, b),
    )


def _with_words(likely: Score, a: Profile, b: Profile) -> Score:
    """Return a score with the cosine and the clashes of what the two stories count."""
    first, second = a.weights, b.weights
    cosine = sum([first[term] * second[term] for term in first.keys() & second.keys()]) / UNIT**2
    named = likely.named and cosine < ALIKE_STORIES
    return replace(likely, cosine=cosine, clashes=min(1.0, _clashes(a.counted, b.counted)), named=named)


def _are_named(a: Profile, b: Profile) -> bool:
    """Whether one story has a rare name of the other's headline, within a day."""
    one, two = a.features, b.features
    return (days_apart(one.published, two.published) or 0) <= 1 and bool(
        one.published
        and two.published
        and (not b.weights.keys().isdisjoint(one.subjects) or not a.weights.keys().isdisjoint(two.subjects))
    )


def common_words(story: Profile, one: Profile, other: Profile) -> float:
    """Return how far a story shares the same with two others: 0 where no word is in both, 1 where all are.

    Words count by their squared weight in the story, out of the lesser of the two shares.
    """
    own = story.weights
    ours, theirs = own.keys() & one.weights.keys(), own.keys() & other.weights.keys()
    both, least = (
        sum([own[term] ** 2 for term in ours & theirs]),
        min(sum([own[term] ** 2 for term in found]) for found in (ours, theirs)),
    )
    return both / (least or 1)


def shared_terms(a: Profile, b: Profile, most: int = 8) -> tuple[tuple[str, float], ...]:
    """The terms that two stories share, with what each adds to the cosine, the weightiest first."""
    shared = sorted(a.weights.keys() & b.weights.keys())
    weighed = [(term, a.weights[term] * b.weights[term] / UNIT**2) for term in shared]
    return tuple(sorted(weighed, key=lambda pair: -pair[1])[:most])


def _coverage(story: Profile, other: Profile) -> float:
    """Share of what a story opens with, by rarity, that stands anywhere in another."""
    lead = story.lead
    return sum([lead[term] for term in lead.keys() & other.weights.keys()]) / story.lead_total


def _number_cosine(a: Features, b: Features) -> float | None:
    """Cosine of two sets of numbers, weighted by their digits."""
    if not a.numbers or not b.numbers:
        return None
    shared = [NUMBER_SQUARES[min(len(number), 3)] for number in set(a.numbers).intersection(b.numbers)]
    return sum(shared) / math.sqrt(a.numbers_square * b.numbers_square)


def days_apart(a: int, b: int) -> int | None:
    """Days between two ordinals; None when one is unknown."""
    return abs(a - b) if a and b else None


def _weekday_cosine(a: int, b: int) -> float | None:
    """Cosine of two sets of weekdays."""
    if not a or not b:
        return None
    return (a & b).bit_count() / math.sqrt(a.bit_count() * b.bit_count())


def _number_term(likeness: float | None) -> float:
    """What the numbers add to the log-odds."""
    return 0.0 if likeness is None else NUMBERS * (likeness - NUMBERS_EXPECTED)


def _weekday_term(likeness: float | None) -> float:
    """What the weekdays add to the log-odds."""
    return 0.0 if likeness is None else WEEKDAYS * (likeness - WEEKDAYS_EXPECTED)


def _date_term(days: int | None) -> float:
    """What the days between two publications add to the log-odds."""
    if days is None:
        return 0.0
    return SAME_DAY - min(DAYS_APART, PER_DAY * max(0, days - 1))


def _clash_term(clashes: float, days: int | None) -> float:
    """What clashing counts take away from the log-odds."""
    return -clashes * (CLASH if days is None or days > 1 else CLASH_IN_TIME)


def _clashes(a: dict[str, set[str]], b: dict[str, set[str]]) -> float:
    """Weight of the things counted differently less that of those counted alike; never below 0."""
    balance = 0.0
    for term in a.keys() & b.keys():
        same = a[term] & b[term]
        either = a[term] | b[term]
        weight = math.sqrt(NUMBER_SQUARES[min(3, max(map(len, either)))] / NUMBER_SQUARES[3])
        balance += weight * (1 - 2 * len(same) / len(either))
    return max(0.0, balance)
