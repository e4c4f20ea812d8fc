"""What is found between two claims, and the rows of the table that find it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations, islice, product
from operator import or_
from typing import Any, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.text.tokens import Token

MOST_WORDS = 4
"""Judgement: words that a finding names on each side; more are not read."""

MOST_PAIRS = 20_000
"""Judgement: pairs of readings of one key and two values that are looked at. Sixty reports of thirty lines
have some thousands; more are of no event told many times, and the time grows with the square."""

MATTER = 4
"""Judgement: most words of what a difference is about, which a line of the page holds with its sides."""

Tokens = Sequence[Token]


class Mention(NamedTuple):
    """Words of a claim."""

    said: Claim
    start: int
    end: int

    @property
    def words(self) -> str:
        """What it says."""
        return self.said.text[self.start : self.end]


class Sight(NamedTuple):
    """The words of a claim and of its cover that made a rule fire; of either there may be none."""

    mine: Tokens = ()
    theirs: Tokens = ()


class Reading(NamedTuple):
    """What a look reads in a claim: words that say one thing, where other claims may say another."""

    said: Claim
    start: int
    end: int
    key: Any = ""
    """Of what it is said: only readings of one key are held against each other."""
    value: Any = ""
    """What is said of it: only unlike values are held against each other."""
    more: Any = None
    """What else the look needs of it."""

    @property
    def mention(self) -> Mention:
        """Its words."""
        return Mention(self.said, self.start, self.end)


Sides = tuple[Mention, ...]


class Discrepancy(NamedTuple):
    """A place where sources may differ: what each says, in the words that do."""

    kind: str
    score: float
    sides: Sides
    """One for each sentence; one that several stories share becomes a side for each of them."""
    about: str
    """What it is about, in words of the sources."""
    pairs: frozenset[tuple[int, int]] = frozenset()
    """Numbers of the claims that do not say the same, two by two."""
    rule: str = ""
    """Name of the rule that found it."""

    def told_by(self, other: Discrepancy) -> bool:
        """Whether two sides or more are parts of the sides of another."""
        if self.rule == other.rule == "negation" and self.pairs <= other.pairs:  # no llegó ninguna
            return True
        inside = {
            mine.said.number
            for mine in self.sides
            for side in other.sides
            if mine.said is side.said and side.start <= mine.start and mine.end <= side.end
        }
        return len(inside) > 1


def matter(said: Claim, start: int, end: int) -> str:
    """Return the nearest words with a meaning before some characters, else behind, else these themselves."""
    tokens, first, last = said.tokens, said.index(start), said.index(end - 1)
    before = [at for at in range(first) if tokens[at].weight]
    behind = [at for at in range(last + 1, len(tokens)) if tokens[at].weight]
    near = before[-1:] or behind[:1]
    if not near:
        return said.text[start:end]
    first = last = near[0]
    while first - 1 in before and last - first + 1 < MATTER:
        first -= 1
    while last + 1 in behind and last - first + 1 < MATTER:
        last += 1
    return said.text[tokens[first].start : tokens[last].end]


def paired(one: Claim, other: Claim) -> tuple[int, int]:
    """Return the numbers of two claims, the lower first."""
    return (one.number, other.number) if one.number < other.number else (other.number, one.number)


def merged(found: Iterable[Discrepancy]) -> list[Discrepancy]:
    """Points that share a side joined, each sentence once."""
    out: list[Discrepancy] = []
    for point in found:
        places = {(side.said.number, side.start) for side in point.sides}
        for at, made in enumerate(out):
            if made.kind == point.kind and places & {(side.said.number, side.start) for side in made.sides}:
                new = [side for side in point.sides if side not in made.sides]
                out[at] = made._replace(sides=(*made.sides, *new), pairs=made.pairs | point.pairs)
                break
        else:
            out.append(point)
    return out


@dataclass(frozen=True)
class Look:
    """What may be shown as a difference: how claims are read for it, and which readings cannot both be right.

    A claim in which nothing is read is held against no other.
    """

    kind: str
    """The kind of the difference: number, day, name, negation, scope, detail, wording."""
    read: Callable[[Corpus, Claim], Iterable[Reading]]
    differ: Callable[[Corpus, Reading, Reading], Sides | None]
    """The words on each side of two readings that cannot both be right; None where they can."""
    answer: Callable[[Corpus, Claim, Collection[Hashable]], Iterable[Reading]] | None = None
    """What a claim says of the keys that were read; None where readings are held against each other."""
    alike: float = 0.0
    """Least likeness of the two sentences, on the scale of `likeness.SAME_POINT`."""
    exclusive: bool = False
    """Whether two values that one source gives are no difference between two."""
    rivals: Callable[[Any, Any], bool] | None = None
    """Which two values may differ at all; None for any."""
    spread: bool = False
    """Whether every other source that gives either value is a side too."""
    unframed: bool = True
    """Whether two things are told where another word is exchanged too; see `Corpus.apart`."""

    def __call__(self, corpus: Corpus) -> list[Discrepancy]:
        """Return what is found in a group, points that share a side joined."""
        read = _by_value([each for claim in corpus.claims for each in self.read(corpus, claim)])
        if not read:
            return []
        if self.answer is None:
            pairs = [pair for values in read.values() for pair in combinations(values.items(), 2)]
        else:
            wanted = frozenset(key for _, key in read)
            answers = _by_value(
                [each for claim in corpus.claims for each in self.answer(corpus, claim, wanted)]
            )
            pairs = [
                pair
                for key, values in read.items()
                for pair in product(values.items(), answers.get(key, {}).items())
            ]
        found: list[Discrepancy] = []
        for (value, ones), (other, others) in pairs:
            rivals = self.rivals is None or self.rivals(value, other)
            if rivals and not (self.exclusive and _told_by(ones) & _told_by(others)):
                found += self._between(corpus, ones, others)
        return merged(found)

    def _between(
        self, corpus: Corpus, ones: Sequence[Reading], others: Sequence[Reading]
    ) -> Iterator[Discrepancy]:
        """What is found between readings of one value and those of another."""
        for one, other in islice(product(ones, others), MOST_PAIRS):
            if one.said.mask & other.said.mask:
                continue
            if self.alike and not corpus.alike(one.said, other.said, self.alike):
                continue
            sides = self.differ(corpus, one, other)
            if sides is None or (self.unframed and corpus.apart(one.said, other.said)):
                continue
            pairs = frozenset({paired(one.said, other.said)})
            if self.spread:
                sides = (*_first_of_each(ones), *_first_of_each(others))
                pairs = frozenset(paired(mine.said, theirs.said) for mine, theirs in product(ones, others))
            yield Discrepancy(self.kind, 0.0, sides, matter(*sides[0]), pairs=pairs)
            if self.spread:
                return


Readings = dict[tuple[str, Hashable], dict[Hashable, list[Reading]]]


def _by_value(readings: Iterable[Reading]) -> Readings:
    """Readings by language and key, and by value."""
    found: Readings = {}
    for each in readings:
        values = found.setdefault((each.said.language, each.key), {})
        values.setdefault(each.value, []).append(each)
    return found


def _told_by(readings: Iterable[Reading]) -> int:
    """The stories, as bits, that have some readings."""
    return reduce(or_, (each.said.mask for each in readings), 0)


def _first_of_each(readings: Iterable[Reading]) -> Iterator[Mention]:
    """The first mention of each story."""
    seen = 0
    for each in readings:
        if each.said.mask & ~seen:
            seen |= each.said.mask
            yield each.mention


FILE, DROP, FULL = 1, 2, 4
"""What a rule may speak against: that a claim is filed under another at all, that it leaves the page for it,
that either is cited in full where the other stands. From: bits of one number."""


ANY = 2.06
"""`Rule.odds` of a rule of which nothing was read: what all have in common. Fitted with them."""


class Rule(NamedTuple):
    """Something that two claims may not share: what speaks against saying them once, or for a difference."""

    name: str
    words: str
    """What it sees, for a person; {one}, {two} stand for the sentences, {mine}, {theirs} for their words."""
    find: Callable[[Corpus, Claim, Claim], Sight | None] | None = None
    """What it sees in a claim and its would-be cover; None where it has nothing to say."""
    against: int = FILE | FULL
    """What it speaks against where it finds something."""
    mine: int = 0
    """Classes of words of which the claim must hold one for it to fire; 0 for any claim."""
    theirs: int = 0
    """The same for the cover."""
    either: int = 0
    """The same for the two together."""
    odds: float = ANY
    """Log-odds that a reader would call what the look finds a difference, all `rules.Predictors` 0. Fitted on
    268 points read by hand, of real news, near-copies, independent reports and own reports, found in whole
    events and in draws of two to four of their reports (`benchmarks/strengths.py`)."""
    look: Callable[[Corpus], Iterable[Discrepancy]] | None = None
    """How it finds differences among all claims of a group; None where what it sees is never shown as one."""

    def concerns(self, mine: int, theirs: int) -> bool:
        """Whether it may fire between two claims with words of these classes."""
        return (
            (not self.mine or self.mine & mine != 0)
            and (not self.theirs or self.theirs & theirs != 0)
            and (not self.either or self.either & (mine | theirs) != 0)
        )


class Finding(NamedTuple):
    """A rule that fired between two claims."""

    rule: Rule
    mine: tuple[str, ...]
    """The words of the claim that made it fire."""
    theirs: tuple[str, ...]

    def told(self, one: str, two: str) -> str:
        """Return what was found in words; `one` and `two` are what the claims are called.

        >>> rule = Rule("number", "{one} gives {mine}, {two} gives {theirs}")
        >>> Finding(rule, ("12",), ()).told("it", "the statement")
        'it gives “12”, the statement gives nothing of the kind'
        """
        mine, theirs = (
            ", ".join(f"“{word}”" for word in words) or "nothing of the kind" for words in self[1:]
        )
        return self.rule.words.format(one=one, two=two, mine=mine, theirs=theirs)
