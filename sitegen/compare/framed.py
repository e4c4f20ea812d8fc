"""Where like sentences of two sources say another thing in one place: a difference, or two facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import product
from typing import Final

from sitegen.compare.claim import Claim, may_be_of_one_day
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention, matter, paired
from sitegen.compare.frame import (
    FEW,
    LONGEST,
    LOOSE,
    Exchange,
    Frame,
    done,
    lacking,
    may_be_framed,
    named,
    reported_by,
)
from sitegen.languages import language
from sitegen.text import lexicon
from sitegen.text.meanings import known, opposed, with_opposites
from sitegen.text.quantities import agree
from sitegen.text.tokens import DAY, NUMBER, Token

CLOSE: Final = 0.55
"""Share of the heavier sentence that two hold in one order where an exchange is a difference. Read by hand on
near-copies and real news: from .55 to .6 most are, below hardly any."""
BESIDES: Final = 0.6
"""Most weight that either sentence has beside the exchange; more is another thing told. Swept."""
FEWEST: Final = 2
"""Words with a meaning of their own that hold a frame together. Swept."""
EXACT = 0.35
"""The same share where nothing else differs, where only the exchanged names may be rare. Swept."""
DATED: Final = frozenset({"date", "weekday", "month", "year"})
"""Kinds of values that are looked at with the days of the group."""
REPORT_REACH: Final = 2
"""Tokens from an exchange to a verb of reporting that makes it the name of who said so. Swept."""
KINDS: Final = {
    "word": "detail",
    "order": "detail",
    "name": "name",
    "negation": "negation",
    "number": "number",
    "day": "day",
}


def framed(corpus: Corpus) -> list[Discrepancy]:
    """Return the exchanges in like sentences of unlike sources that may be differences, the closest first."""
    pairs = {
        (min(index, other), max(index, other))
        for index in range(len(corpus.claims))
        for other in corpus.candidates[index]
    }
    found: list[Discrepancy] = []
    for index, other in sorted(pairs):
        found += _between(corpus, corpus.claims[index], corpus.claims[other])
    return sorted(found, key=lambda each: -round(each.score, 6))


def _between(corpus: Corpus, one: Claim, two: Claim) -> Iterator[Discrepancy]:
    if one.mask & two.mask or one.language != two.language:
        return
    if not (may_be_framed(one, two, CLOSE, EXACT) and _may_be_exchanged(one, two)):
        return
    frame = corpus.frame(one, two)
    exchange = _shown(one, two, frame)
    if exchange is None or _told_apart(corpus, (one, two), exchange):
        return
    if exchange.opposed and not may_be_of_one_day(one, two):
        return
    mine, theirs = _spans(one, two, exchange)
    sides = (Mention(one, *mine), Mention(two, *theirs))
    yield Discrepancy(
        KINDS[exchange.kind], frame.share, sides, matter(*sides[0]), pairs=frozenset({paired(one, two)})
    )


def _may_be_exchanged(one: Claim, two: Claim) -> bool:
    """Whether what two sentences do not share may be an exchange that is shown, whatever its order.

    Beside it they have little. It is a denial, of names alone, of words known as opposites, or all that
    differs but a few small words. Of 3,900 pairs it lets through 800 of which 6 are shown.
    """
    sides, weights = [], []
    for mine, theirs in ((one, two), (two, one)):
        alone = _alone(mine, theirs)
        sides.append((mine, theirs, alone))
        weights.append(sorted([token.weight for token in alone]))
        if sum(weights[-1][:-LONGEST]) > BESIDES:
            return False
    return (
        not any(weights)
        or ((one.bits | two.bits) & lexicon.NEGATION and max(map(sum, weights)) <= BESIDES)
        or all(_has_own_name(*side) for side in sides)
        or all(_has_few_own_words(*side) for side in sides)
        or _may_be_opposed(one, two)
    )


def _has_own_name(one: Claim, two: Claim, alone: Sequence[Token]) -> bool:
    """Whether a sentence may have a name in the place of one of another, and little beside it."""
    return sum([token.weight for token in alone if not token.capital]) <= BESIDES and (
        len(one.keys) < len(one.content)
        or any(token.capital and token.key not in two.keys for token in one.content)
    )


def _has_few_own_words(one: Claim, two: Claim, alone: Sequence[Token]) -> bool:
    """Whether a sentence may be another but for a few words in one place and words of one meaning."""
    meant = sum([token.key not in two.keys for token in one.content]) - len(alone)
    return len(alone) <= FEW and len(one.all_keys - two.all_keys) <= FEW + LOOSE + meant


def _may_be_opposed(one: Claim, two: Claim) -> bool:
    """Whether any words of two sentences are known as opposites."""
    rivals = with_opposites(one.language)
    return any(opposed(one.language, *keys) for keys in product(one.keys & rivals, two.keys & rivals))


def _alone(one: Claim, two: Claim) -> list[Token]:
    """The words of a sentence that have no kin in another; of two days neither is told by its key."""
    return [token for token in lacking(one, two) if not token.bits & two.bits & DAY]


def _shown(one: Claim, two: Claim, frame: Frame) -> Exchange | None:
    """The one exchange of a frame that is a difference; None where it may be another wording or thing."""
    first, *rest = frame.exchanges or (None,)
    if first is None or max(frame.mine, frame.theirs) > BESIDES:
        return None
    if first.kind == "order":
        return first if len(rest) <= 1 and not (frame.mine or frame.theirs) else None
    if rest or frame.shared < FEWEST or frame.share < (EXACT if frame.exact else CLOSE):
        return None
    return first if first.kind == "negation" or _excludes(one, two, frame, first) else None


def _excludes(one: Claim, two: Claim, frame: Frame, exchange: Exchange) -> bool:
    """Whether words in one place of two sentences cannot both be right."""
    sides = ((one, exchange.mine), (two, exchange.theirs))
    if exchange.opposed:
        return frame.exact or all(each.tokens[span[0]].weight for each, span in sides)
    if any(reported_by(*side, REPORT_REACH) for side in sides):
        return False
    if exchange.kind == "number":
        return frame.exact and _unlike_amounts(*sides)
    if exchange.kind == "name":
        names = [token.capital for each, span in sides for token in each.tokens[slice(*span)]]
        return all(names) and not (one.titled or two.titled)
    if exchange.kind != "word" or not frame.exact or any(_takes_up(*side) for side in sides):
        return False
    heads = [each.tokens[span[0]] for each, span in sides]
    if (heads[0].bits ^ heads[1].bits) & (lexicon.CONTRAST | NUMBER | DAY):
        return False
    told = [done(each, span[0]) for each, span in sides]
    if not all(told) and all(named(each, span[0]) for each, span in sides):
        return True
    return not frame.loose and all(
        span[1] - span[0] == 1 and _has_known_meanings(each, span[0]) for each, span in sides
    )


def _has_known_meanings(claim: Claim, at: int) -> bool:
    """Whether the tables tell what a word can mean: one that they do not tie to it means another."""
    token = claim.tokens[at]
    return token.weight > 0 and not token.capital and token.key in known(claim.language)


def _unlike_amounts(*sides: tuple[Claim, tuple[int, int]]) -> bool:
    """Whether the one amount in each of two spans is of one kind, and they cannot both be right."""
    found = []
    for claim, (first, last) in sides:
        start, end = claim.tokens[first].start, claim.tokens[last - 1].end
        found += [slot for slot in claim.slots if slot.start <= start and end <= slot.end]
    if len(found) < len(sides) or any(slot.kind in DATED for slot in found):
        return False
    one, other = found
    if one.kind == "version":
        return not (one.key.startswith(other.key) or other.key.startswith(one.key))
    return one.kind == other.kind and not agree(one, other)


def _takes_up(claim: Claim, span: tuple[int, int]) -> bool:
    """Whether the words open the sentence as what was named before: the device, not the owner of the mill."""
    opening, words = claim.tokens[: span[0]], language(claim.language).frames
    if len(opening) > 2 or (opening and claim.form(opening[0]) in words.indefinite):
        return False
    behind = claim.tokens[span[1]] if span[1] < len(claim.tokens) else None
    if behind is None or len(opening) < FEW or named(claim, span[0]):
        return behind is None or claim.form(behind) not in words.preposition
    form = claim.form(behind)  # the word behind *the minister* is a verb where its object follows
    return not (behind.bits & lexicon.ARTICLE or form in words.determiner or form in words.preposition)


def _told_apart(corpus: Corpus, pair: tuple[Claim, Claim], exchange: Exchange) -> bool:
    """Whether a source of either sentence tells the other's words of the frame too, or one tells both."""
    one, two = pair
    keys = one.keys & two.keys
    ours, others = (
        {token.key for token in claim.tokens[slice(*span)] if token.weight}
        for claim, span in ((one, exchange.mine), (two, exchange.theirs))
    )
    for mine, told in ((one, others), (two, ours)):
        for near in corpus.shared[mine.number]:
            other = corpus.claims[near]
            tells = told and told <= other.reach and (other.mask & mine.mask or ours | others <= other.reach)
            if tells and other not in pair and 2 * len(keys & other.reach) >= len(keys):
                return True
    return False


def _spans(one: Claim, two: Claim, exchange: Exchange) -> tuple[tuple[int, int], tuple[int, int]]:
    """The characters of the exchanged words; a negation and its place up to the word that is denied."""
    sides = [(one, *exchange.mine), (two, *exchange.theirs)]
    if exchange.kind == "negation":
        denied = [_up_to_denied(*side) for side in sides if _denies(*side)]
        keys = {claim.tokens[end - 1].key for claim, _, end in denied}
        sides = [
            _up_to_denied(*side) if _denies(*side) else _where_said(*_up_to_denied(*side), keys)
            for side in sides
        ]
    spans = [(claim.tokens[first].start, claim.tokens[end - 1].end) for claim, first, end in sides]
    return spans[0], spans[1]


def _denies(claim: Claim, first: int, last: int) -> bool:
    return any(token.bits & lexicon.NEGATION for token in claim.tokens[first:last])


def _up_to_denied(claim: Claim, first: int, last: int) -> tuple[Claim, int, int]:
    """Tokens up to the next with a meaning of its own; a negation's place is the one in front of that."""
    behind = range(last if _denies(claim, first, last) else first, len(claim.tokens))
    return claim, first, next((at + 1 for at in behind if claim.tokens[at].weight), last)


def _where_said(claim: Claim, first: int, end: int, keys: Collection[str]) -> tuple[Claim, int, int]:
    """The same tokens, or where the sentence that has its words in another order says what is denied."""
    if claim.tokens[end - 1].key in keys:
        return claim, first, end
    found = next((at for at, token in enumerate(claim.tokens) if token.key in keys), None)
    return (claim, first, end) if found is None else (claim, found, found + 1)
