"""What one source says and another denies, doubts or says was called off.

A negation alone tells little: on independent reports most deny something that nobody says. So the words
around what is denied must be those of the other sentence, and nobody and nothing else may stand beside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Mention, Reading, Sides
from sitegen.compare.patterns import patterns
from sitegen.languages import language
from sitegen.text import lexicon
from sitegen.text.meanings import kin

_UNSURE: Final = lexicon.MODAL | lexicon.NEGATION

REACH: Final = 3
"""Tokens behind a negation among which stands what it denies."""
HELD: Final = 2
"""Words with a meaning of their own that a denial and what it denies have in a row."""
BESIDE: Final = 2
"""Tokens beside that row among which stands of whom or what it is said."""
UNSURE_REACH: Final = 10
"""Tokens to each side of what is said among which a doubt or a negation makes it no plain claim."""
_DO: Final = frozenset({"do", "does", "did"})
"""English helpers of a negation, which fall away with it."""

DOUBT_REACH: Final = 7
"""Tokens around what is unsure among which the same words must stand in the other source."""
BEFORE: Final = 12
"""The same before it: the subject of "... is possible" may be long."""
NAMES: Final = 2
"""Names that must stand near the same noun in both sentences, unless the sentences are alike."""
ALIKE: Final = 0.6
"""Likeness of senses from which on two sentences need no shared names."""
STEMS: Final = 3
"""Words that two alike sentences must share at least."""

PLAN_REACH: Final = 8
"""Tokens to each side of the words of a plan, and of its end, among which stands what was planned."""
FEWEST: Final = 3
"""Words and values that both sentences share, what was planned among them."""


class _Denial(NamedTuple):
    """A word that a sentence denies."""

    at: int
    """Place of what is denied among the tokens that are left without the negation."""
    left: tuple[int, ...]
    """Those tokens, by their places in the sentence."""


def denials(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """What a claim denies outright, quotations aside; by the key of the word that is denied."""
    told = language(claim.language).frames
    if not claim.bits & lexicon.NEGATION and told.ceasing.isdisjoint(claim.surfaces):
        return
    tokens, forms = claim.tokens, claim.forms
    gone = set()
    for at, form in enumerate(forms):
        if form in told.negator or form.endswith(("n't", "n’t")):
            gone.add(at)
            if at and forms[at - 1] in _DO:
                gone.add(at - 1)
        elif form in told.ceasing and forms[at + 1 : at + 2] == ["to"]:
            gone |= {at, at + 1}
    left = tuple(at for at in range(len(tokens)) if at not in gone)
    for first in sorted(gone):
        denied = next((at for at in left if first < at <= first + REACH and tokens[at].weight), None)
        if denied is None or first - 1 in gone or claim.quotes(tokens[first].start):
            continue
        near = range(max(0, first - UNSURE_REACH), min(len(tokens), first + UNSURE_REACH))
        doubted = any(tokens[at].bits & lexicon.MODAL for at in near if at != denied)
        parted = any(tokens[first].end <= at < tokens[denied].start for at in claim.breaks)
        if not (doubted or parted):
            start, end = tokens[first].start, tokens[denied].end
            yield Reading(claim, start, end, tokens[denied].key, more=_Denial(left.index(denied), left))


def assertions(_: Corpus, claim: Claim, wanted: Collection[Hashable]) -> Iterator[Reading]:
    """What a claim says plainly, neither denied nor doubted nor quoted."""
    tokens = claim.tokens
    for at, token in enumerate(tokens):
        if token.key in wanted:
            near = *tokens[max(0, at - UNSURE_REACH) : at], *tokens[at + 1 : at + UNSURE_REACH]
            if not any(each.bits & _UNSURE for each in near) and not claim.quotes(token.start):
                yield Reading(claim, token.start, token.end, token.key, more=at)


def contradicted(corpus: Corpus, denial: Reading, said: Reading) -> Sides | None:
    """A denial and the words that say what it denies of the same; None where they say it of another."""
    one, other = denial.said, said.said
    (denied, left), at = denial.more, said.more
    theirs = other.tokens
    mine, here = [one.tokens[each].key for each in left], [token.key for token in theirs]
    low = _equal(mine[:denied][::-1], here[:at][::-1])
    high = _equal(mine[denied + 1 :], here[at + 1 :])
    run = theirs[at - low : at + high + 1]
    if sum(token.weight > 0 for token in run) < HELD or not (low or _tied(one, left, denied, other, at)):
        return None
    before = (
        _first_of(one, left[: denied - low][::-1][:BESIDE]),
        _first_of(other, range(at - low)[::-1][:BESIDE]),
    )
    behind = (
        _first_of(one, left[denied + high + 1 :][:1]),
        _first_of(other, range(at + high + 1, len(theirs))[:1]),
    )
    if _unlike(corpus, one, other, before) or _unlike(corpus, one, other, behind, strict=True):
        return None
    first = at
    while first > at - low and not theirs[first - 1].weight:
        first -= 1
    return denial.mention, Mention(other, theirs[first].start, theirs[at].end)


def _equal(ones: Sequence[str], others: Sequence[str]) -> int:
    """How many of two rows are equal from the first on."""
    return next(
        (at for at, (one, other) in enumerate(zip(ones, others, strict=False)) if one != other),
        min(len(ones), len(others)),
    )


def _first_of(said: Claim, places: Sequence[int]) -> int | None:
    """The first of some places that holds a word with a meaning of its own."""
    return next((at for at in places if said.tokens[at].weight), None)


def _tied(one: Claim, left: Sequence[int], denied: int, other: Claim, at: int) -> bool:
    """Whether the words before what is denied and what is said are helpers of the verb: has, had."""
    told = language(one.language).frames
    return bool(denied and at) and all(
        each.tokens[place].bits & lexicon.FUNCTION
        and each.forms[place] not in told.preposition
        and each.forms[place] not in told.determiner
        for each, place in ((one, left[denied - 1]), (other, at - 1))
    )


def _unlike(
    corpus: Corpus, one: Claim, other: Claim, places: tuple[int | None, int | None], *, strict: bool = False
) -> bool:
    """Whether two names or two other words stand there; `strict`: or a name and another word."""
    if places[0] is None or places[1] is None:
        return False
    mine, theirs = one.tokens[places[0]], other.tokens[places[1]]
    if mine.key == theirs.key or kin(one.language, mine.key, theirs.key):
        return False
    named = [token.key in corpus.named and token.capital for token in (mine, theirs)]
    return strict or named[0] == named[1] or (mine.capital and theirs.capital)


def doubts(corpus: Corpus, claim: Claim) -> Iterator[Reading]:
    """What a claim calls possible or unconfirmed, by the classes of what happened."""
    if not claim.bits & _UNSURE:
        return
    known = patterns(claim.language)
    match = known.unsure.search(claim.lower)
    if match is None or claim.quotes(match.start()) or known.at_all.search(claim.lower, 0, match.start()):
        return
    first, last = claim.index(match.start()), claim.index(match.end())
    before = BEFORE if known.predicate.search(claim.lower, 0, match.start()) or " " in match[0] else 1
    near = frozenset(claim.senses[max(0, first - before) : last + DOUBT_REACH + 1])
    for sense in sorted(near - corpus.named):
        if sense.startswith("~"):
            yield Reading(claim, *match.span(), sense, more=near)


def reports(_: Corpus, claim: Claim, wanted: Collection[Hashable]) -> Iterator[Reading]:
    """What a claim tells as done, without may, if, not or will."""
    if claim.bits & (_UNSURE | lexicon.FUTURE) or patterns(claim.language).charged.search(claim.lower):
        return
    for place, (token, sense) in enumerate(zip(claim.tokens, claim.senses, strict=True)):
        if sense in wanted:
            yield Reading(claim, token.start, token.end, sense, more=place)


def doubted(corpus: Corpus, doubt: Reading, told: Reading) -> Sides | None:
    """A doubt and what is told of the same without one."""
    senses, place = told.said.senses, told.more
    shared = [sense for sense in doubt.more if sense in told.said.sense_weights]
    names = [sense for sense in shared if sense in corpus.named]
    alike = len(shared) >= STEMS and corpus.likeness(doubt.said, told.said) >= ALIKE
    around = senses[max(0, place - DOUBT_REACH) : place + DOUBT_REACH + 1]
    if alike or sum(name in around for name in names) >= NAMES:
        return doubt.mention, told.mention
    return None


@cache
def _ending(code: str) -> re.Pattern[str]:
    """The words that call something off, as an expression."""
    listed = sorted(language(code).frames.cancelled, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b" if listed else "(?!)")


def called_off(corpus: Corpus, claim: Claim) -> Iterator[Reading]:
    """What a claim says was called off or put off, by the words that may tell what."""
    match = _ending(claim.language).search(claim.lower)
    if match and not claim.bits & lexicon.NEGATION and not claim.quotes(match.start()):
        for key in _around(corpus, claim, *match.span()):
            yield Reading(claim, *match.span(), key)


def plans(corpus: Corpus, claim: Claim, wanted: Collection[Hashable]) -> Iterator[Reading]:
    """What a claim says is to be, where it does not call it off as well."""
    planned = language(claim.language).frames.planned
    if claim.bits & lexicon.NEGATION or _ending(claim.language).search(claim.lower):
        return
    for at, token in enumerate(claim.tokens):
        if (token.bits & lexicon.FUTURE or claim.forms[at] in planned) and not claim.quotes(token.start):
            end = claim.tokens[min(at + 1, len(claim.tokens) - 1)].end
            for key in _around(corpus, claim, token.start, token.end):
                if key in wanted:
                    yield Reading(claim, token.start, end, key)
            return


def _around(corpus: Corpus, claim: Claim, start: int, end: int) -> list[str]:
    """Senses of the words around some characters that name no one and mean something by themselves."""
    first, last = claim.index(start), claim.index(end - 1)
    near = range(max(0, first - PLAN_REACH), min(len(claim.tokens), last + PLAN_REACH + 1))
    found = {claim.senses[at] for at in near if claim.tokens[at].weight}
    return sorted(found - corpus.named - {""})


def overturned(_: Corpus, end: Reading, plan: Reading) -> Sides | None:
    """A plan and its end, in sentences with enough in common."""
    one, other = end.said, plan.said
    shared = len(one.sense_weights.keys() & other.sense_weights.keys()) + len(one.values & other.values)
    return (plan.mention, end.mention) if shared >= FEWEST else None
