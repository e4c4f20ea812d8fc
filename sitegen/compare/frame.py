"""Two sentences laid side by side: what stands in one frame of words, and what is exchanged in it.

Sentences of two sources that are alike but for a word say two things, unless the words are known to mean
one: *began in the kitchen*, *began in the attic*.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import product
from typing import NamedTuple

from sitegen.compare.claim import PLAIN, Claim
from sitegen.languages import language
from sitegen.text import lexicon
from sitegen.text.meanings import has_kin, kin, opposed
from sitegen.text.tokens import DAY, NUMBER, Token

LONGEST = 3
"""Most words that stand in one another's place as an exchange; longer stretches are other clauses. Swept."""

BEGUN = 5
"""Letters that one word needs to begin another and count as its shorter form: Norvia, Norvians. Swept."""

ONE_FRAME = 0.5
"""Share of the heavier sentence from which on two are one frame in which words are exchanged. Read by hand on
near-copies, rewrites and real news: below it what stands in one place is by chance. Swept."""

LIKE_FRAME = 0.4
"""The same for two amounts: with a name or a word of one kind exchanged beside them they are of two things.
Near-copies of one event share more; two quakes, two banks, two firms told in one frame share .4 to .7."""

SPEAKER_REACH = 3
"""Tokens from a name to a verb of reporting that makes it a speaker's: the agency of Norvia estimated.
Swept."""

LEAST_EXACT = 0.3
"""The same for sentences in which nothing else differs: two names may weigh more than their frame. Swept."""

OF_KIN = 0.6
"""Weight of the kin that two sentences may have in common beside equal words: a rare word weighs 1."""

LOOSE = 1
"""Function words that may differ in an exact frame: *on Sunday*, *Sunday*. Swept."""

FEW = 2
"""Most words of an exchange in an exact frame. Swept."""

SHORT = 12
"""Words of a sentence up to which a word in the place of one that says little is an exchange. Swept."""

_TELLS = lexicon.NEGATION | lexicon.MODAL | lexicon.CONTRAST | lexicon.TIME | lexicon.PART


class Exchange(NamedTuple):
    """Words of two sentences that stand in one place of their frame and say two things."""

    kind: str
    """word, filler (against a word that says little), name, number, day, negation or order (the same words in
    each other's places)."""
    mine: tuple[int, int]
    """First token and the one behind the last; of a negation of the other sentence alone, what it denies."""
    theirs: tuple[int, int]
    sure: bool = False
    """Whether they exclude each other: opposites, names, a noun for a noun."""
    opposed: bool = False
    """Whether they are known as opposites."""


class Frame(NamedTuple):
    """Two sentences laid side by side."""

    share: float
    """Weight of what both have in one order, as a share of the heavier sentence, 0 to 1."""
    shared: int
    """Words with a meaning of their own that both have in one order."""
    exchanges: tuple[Exchange, ...]
    mine: float
    """Weight of what only the first has, exchanges aside."""
    theirs: float
    loose: int
    """Function words that stand in one of them only."""

    def turned(self) -> Frame:
        """The same, the other sentence first."""
        exchanges = tuple([each._replace(mine=each.theirs, theirs=each.mine) for each in self.exchanges])
        return self._replace(exchanges=exchanges, mine=self.theirs, theirs=self.mine)

    @property
    def exact(self) -> bool:
        """Whether nothing differs but a few words in one place."""
        return (
            len(self.exchanges) == 1
            and self.mine == self.theirs == 0
            and self.loose <= LOOSE
            and all(last - first <= FEW for first, last in self.exchanges[0][1:3])
        )

    @property
    def differs(self) -> bool:
        """Whether the sentences are one frame in which something else is said."""
        if any(each.kind == "order" for each in self.exchanges) and not (self.mine or self.theirs):
            return True
        if self.exact:
            return self.share >= LEAST_EXACT
        return self.share >= ONE_FRAME and any(each.sure for each in self.exchanges)


def telling(token: Token) -> bool:
    """Whether a token says something by itself."""
    return token.weight > 0 or bool(token.bits & _TELLS)


def same(one: Claim, token: Token, two: Claim, other: Token) -> bool:
    """Whether two tokens of sentences of one language can mean one thing; days by one name are one."""
    if token.bits & (NUMBER | DAY) or other.bits & (NUMBER | DAY):
        return token.key == other.key or (
            bool(token.bits & other.bits & DAY)
            and (one.form(token) == two.form(other) or (token.key in two.reach and other.key in one.reach))
        )
    if opposed(one.language, token.key, other.key):
        return False
    short, long = sorted((token.key, other.key), key=len)
    return (len(short) >= BEGUN and long.startswith(short)) or kin(one.language, token.key, other.key)


def named(claim: Claim, at: int) -> bool:
    """Whether a token stands where a noun or what tells of it stands, not where a verb does."""
    if not at:
        return False
    tokens, words = claim.tokens, language(claim.language).frames
    before = tokens[at - 1]
    form = claim.form(before)
    if before.bits & (lexicon.ARTICLE | NUMBER) or form in words.determiner:
        return True
    if at + 1 < len(tokens) and tokens[at + 1].bits & lexicon.ARTICLE:
        return False
    return form in words.preposition or form in words.copula


def done(claim: Claim, at: int) -> bool:
    """Whether a token behind a copula tells by its ending what was done, rather than how something was."""
    tokens, words = claim.tokens, language(claim.language).frames
    if not at or claim.form(tokens[at - 1]) not in words.copula:
        return False
    return bool(words.participle) and claim.form(tokens[at]).endswith(tuple(words.participle))


def may_be_framed(one: Claim, two: Claim, share: float = ONE_FRAME, exact: float = LEAST_EXACT) -> bool:
    """Whether two sentences have enough words in common, whatever their order, for shares of a frame."""
    small, large = (one, two) if one.total <= two.total else (two, one)
    common = sum([large.weights[key] for key in large.keys & small.reach])
    equally_long = abs(len(one.tokens) - len(two.tokens)) <= FEW + LOOSE
    return common + OF_KIN >= (exact if equally_long else share) * large.total


def laid(one: Claim, two: Claim, names: Container[str] = ()) -> Frame:
    """Return two sentences of one language laid side by side; `names` are the keys of the group's names."""
    return _Laying(one, two, names).frame()


def of_two_things(one: Claim, two: Claim, frame: Frame) -> bool:
    """Whether another name, or another word that tells a noun from its like, is exchanged in one frame.

    "The older crane fell at nine" and "the newer crane fell at ten" are two facts; "the crane fell at nine"
    and "the crane fell at ten" may be one.
    """
    return frame.share >= LIKE_FRAME and any(
        (each.kind == "name" and not (reported_by(one, each.mine) and reported_by(two, each.theirs)))
        or (each.kind == "word" and _tells_apart(one, each.mine, two, each.theirs))
        for each in frame.exchanges
    )


def reported_by(claim: Claim, span: tuple[int, int], reach: int = SPEAKER_REACH) -> bool:
    """Whether a verb of reporting stands beside: who says so is no part of what is said."""
    near = claim.forms[max(0, span[0] - reach) : span[1] + reach]
    return not _reporting(claim.language).isdisjoint(near)


@cache
def _reporting(code: str) -> frozenset[str]:
    """The verbs of reporting of a language."""
    known = language(code)
    return known.dates.report.union(known.reporting.verbs)


def _tells_apart(one: Claim, mine: tuple[int, int], two: Claim, theirs: tuple[int, int]) -> bool:
    """Whether one word is exchanged that contrasts, or stands between an article or amount and one noun."""
    if mine[1] - mine[0] != 1 or theirs[1] - theirs[0] != 1:
        return False
    here, there = one.tokens[mine[0]], two.tokens[theirs[0]]
    if (here.bits | there.bits) & lexicon.CONTRAST:
        return True
    behind, other = one.tokens[mine[1] :][:1], two.tokens[theirs[1] :][:1]
    if not behind or not other or behind[0].key != other[0].key or not behind[0].weight:
        return False
    if language(one.language).grammar.capital_nouns and (here.capital or not behind[0].capital):
        return False
    before = one.tokens[mine[0] - 1] if mine[0] else None
    return before is None or bool(before.bits & (lexicon.ARTICLE | NUMBER | DAY))


def _passive(claim: Claim) -> int | None:
    """Place of the verb that tells what was done by whom; None where none does."""
    words = language(claim.language).frames
    forms = [claim.form(token) for token in claim.tokens]
    for at in range(1, len(forms) - 1):
        if claim.tokens[at].weight and forms[at - 1] in words.copula and forms[at + 1] in words.agent:
            return at
    return None


def lacking(one: Claim, two: Claim) -> list[Token]:
    """Return the words of one sentence with a meaning of their own that have no kin in the other."""
    reach, code = two.reach, one.language
    return [
        token
        for token in one.content
        if token.key not in reach and not has_kin(code, token.key, two.keys, two.kindred)
    ]


class _Laying:
    """The work of laying two sentences side by side."""

    def __init__(self, one: Claim, two: Claim, names: Container[str]) -> None:
        self.one, self.two, self.names = one, two, names
        keys = [[token.key for token in each.tokens] for each in (one, two)]
        self.swap = self._swapped(*keys)
        """Places of two words that stand in each other's place in a sentence of the same words."""
        # From 200 words on, words that make up more than 1 % of a sentence tie nothing: else the work of
        # laying long lines of a few words is the cube of their length.
        codes = SequenceMatcher(None, keys[0], keys[1]).get_opcodes()
        self.gaps = [code for code in codes if code[0] != "equal"]
        equal = [one.tokens[at] for tag, i, j, _, _ in codes if tag == "equal" for at in range(i, j)]
        self.held = sum(map(_weight, equal))
        self.shared = sum(map(telling, equal))
        left = {keys[0][at] for _, i, j, _, _ in self.gaps for at in range(i, j)}
        self.moved = left & {keys[1][at] for _, _, _, i, j in self.gaps for at in range(i, j)}
        self.only = [0.0, 0.0]
        self.loose = 0
        self.small: list[Exchange] = []
        """Words with a meaning of their own in the place of words without: well attended, poorly attended."""

    def frame(self) -> Frame:
        """What was found."""
        exchanges = [each for gap in self.gaps for each in self._gap(*gap[1:])]
        if not exchanges and len(self.small) == len(self.gaps) == 1:
            exchanges, self.only = self.small, [0.0, 0.0]
        heavier = max(self.one.mass, self.two.mass)
        share = self.held / heavier if heavier else 0.0
        if self.swap:
            return Frame(share, self.shared, self.swap, 0.0, 0.0, 0)
        swapped = [each for each in exchanges if each.kind == "order"]
        kept = tuple(each for each in exchanges if each.kind != "order" or self._mirrored(each, swapped))
        return Frame(share, self.shared, kept, self.only[0], self.only[1], self.loose)

    def _swapped(self, keys: Sequence[str], others: Sequence[str]) -> tuple[Exchange, ...]:
        """Two words in each other's place, all else being the same; or what was done for what one did."""
        if len(keys) == len(others):
            places = [at for at, (key, other) in enumerate(zip(keys, others, strict=True)) if key != other]
            if len(places) != 2 or [keys[at] for at in places] != [others[at] for at in reversed(places)]:
                return ()
            first, last = ((at, at + 1) for at in places)
            if self._parted(first, last):
                return Exchange("order", first, first, sure=True), Exchange("order", last, last, sure=True)
            return ()
        told = [key for token, key in zip(self.one.tokens, keys, strict=True) if telling(token)]
        if told != [key for token, key in zip(self.two.tokens, others, strict=True) if telling(token)]:
            return ()
        mine, theirs = _passive(self.one), _passive(self.two)
        if (mine is None) == (theirs is None):
            return ()
        verb = self.one.tokens[mine].key if mine is not None else self.two.tokens[theirs or 0].key
        at, to = keys.index(verb), others.index(verb)
        return (Exchange("order", (at, at + 1), (to, to + 1), sure=True),)

    def _mirrored(self, exchange: Exchange, others: Sequence[Exchange]) -> bool:
        """Whether another exchange puts the same words the other way round, a list of two aside."""
        mine, theirs = self._keys(exchange)
        return any(
            (theirs, mine) == self._keys(other) and self._parted(exchange.mine, other.mine)
            for other in others
        )

    def _parted(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether what stands between two spans tells who did what to whom: a verb, not an *and*."""
        first, last = min(one[1], other[1]), max(one[0], other[0])
        between = self.one.tokens[first:last]
        if any(map(telling, between)):
            return True
        joined = any(token.bits & lexicon.BORDER for token in between)
        return not joined and any(
            self.one.form(token) in language(self.one.language).frames.preposition for token in between
        )

    def _keys(self, exchange: Exchange) -> tuple[list[str], list[str]]:
        one, two = slice(*exchange.mine), slice(*exchange.theirs)
        return [t.key for t in self.one.tokens[one]], [t.key for t in self.two.tokens[two]]

    def _gap(self, i: int, j: int, k: int, m: int) -> Sequence[Exchange]:
        """What stands in one place of the frame: kin are taken for equal, the rest is an exchange or more."""
        mine, theirs = self.one.tokens, self.two.tokens
        here = [at for at in range(i, j) if telling(mine[at])]
        there = [at for at in range(k, m) if telling(theirs[at])]
        if not here and not there:
            turned = _turned(self.one, self.two, (i, j), (k, m))
            self.loose += 0 if turned else max(j - i, m - k)
            return turned
        self.loose += max(0, j - i - len(here), m - k - len(there))
        for at in tuple(here):
            twin = next((to for to in there if same(self.one, mine[at], self.two, theirs[to])), None)
            if twin is not None:
                here.remove(at)
                there.remove(twin)
                self.held += _weight(mine[at])
                self.shared += 1
        exchange = self._exchange(here, there)
        if exchange:
            return (exchange,)
        if len(mine) <= SHORT and bool(here) != bool(there) and 0 < j - i <= FEW and 0 < m - k <= FEW:
            told = language(self.one.language).frames.telling
            sides = self.one, self.two
            forms = [side.form(side.tokens[at]) for side, at in zip(sides, (i, k), strict=True)]
            self.small.append(Exchange("filler", (i, j), (k, m), opposed=told.issuperset(forms)))
        self.only[0] += sum(_weight(mine[at]) for at in here if mine[at].key not in self.moved)
        self.only[1] += sum(_weight(theirs[at]) for at in there if theirs[at].key not in self.moved)
        return self._negation(here, there, i, k)

    def _exchange(self, here: Sequence[int], there: Sequence[int]) -> Exchange | None:
        """The exchange in a gap; None where one side has nothing of its own there."""
        if not here or not there or max(len(here), len(there)) > LONGEST:
            return None
        mine, theirs = self.one.tokens, self.two.tokens
        spans = (here[0], here[-1] + 1), (there[0], there[-1] + 1)
        away = [mine[at].key in self.moved for at in here], [theirs[at].key in self.moved for at in there]
        if all(away[0]) and all(away[1]):
            return Exchange("order", *spans, sure=True)
        if all(away[0]) or all(away[1]):
            return None
        kind = self._kind([mine[at] for at in here], [theirs[at] for at in there])
        code = self.one.language
        against = any(opposed(code, mine[at].key, theirs[to].key) for at in here for to in there)
        sure = (
            against
            or kind != "word"
            or (len(here) == len(there) == 1 and named(self.one, here[0]) and named(self.two, there[0]))
        )
        return Exchange(kind, *spans, sure=sure, opposed=against)

    def _kind(self, ones: Sequence[Token], others: Sequence[Token]) -> str:
        for kind, bits in (("number", NUMBER), ("day", DAY)):
            if any(token.bits & bits for token in ones) and any(token.bits & bits for token in others):
                return kind
        if all(any(token.capital and token.key in self.names for token in side) for side in (ones, others)):
            return "name"
        return "word"

    def _negation(self, here: Sequence[int], there: Sequence[int], i: int, k: int) -> Sequence[Exchange]:
        """A negation that one sentence has where the other has none."""
        mine, theirs = self.one.tokens, self.two.tokens
        ours = [at for at in here if mine[at].bits & lexicon.NEGATION]
        others = [at for at in there if theirs[at].bits & lexicon.NEGATION]
        if bool(ours) == bool(others):
            return ()
        if ours:
            at = min(k, len(theirs) - 1)
            return (Exchange("negation", (ours[0], ours[0] + 1), (at, at + 1), sure=True),)
        at = min(i, len(mine) - 1)
        return (Exchange("negation", (at, at + 1), (others[0], others[0] + 1), sure=True),)


def _weight(token: Token) -> float:
    return max(token.weight, PLAIN)


def _turned(one: Claim, two: Claim, here: tuple[int, int], there: tuple[int, int]) -> tuple[Exchange, ...]:
    """The exchange of two small words that turn a claim round: before and after, from and to."""
    if not (0 < here[1] - here[0] <= FEW and 0 < there[1] - there[0] <= FEW):
        return ()
    told, code = language(one.language), one.language
    for mine, theirs in product(one.tokens[slice(*here)], two.tokens[slice(*there)]):
        form, other = one.form(mine), two.form(theirs)
        apart = form in told.frames.telling and other in told.frames.telling
        if other in told.opposites.particles.get(form, ()) or (apart and not kin(code, mine.key, theirs.key)):
            return (Exchange("word", here, there, sure=True, opposed=True),)
    return ()
