"""What one source says and another denies, in the same words: has been arrested, has not been arrested.

A negation alone tells little: on independent reports most deny something that nobody says. So the words
around what is denied must be those of the other sentence, and nobody and nothing else may stand beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention, merged
from sitegen.compare.lookalike import exchanged
from sitegen.languages import language
from sitegen.text import lexicon
from sitegen.text.meanings import kin

REACH: Final = 3
"""Tokens behind a negation among which stands what it denies."""
HELD: Final = 2
"""Words with a meaning of their own that a denial and what it denies have in a row."""
BESIDE: Final = 2
"""Tokens beside that row among which stands of whom or what it is said."""
UNSURE_REACH: Final = 10
"""Tokens to each side of what is said among which a doubt or a negation makes it no plain claim."""
_UNSURE: Final = lexicon.MODAL | lexicon.NEGATION
_DO: Final = frozenset({"do", "does", "did"})
"""English helpers of a negation, which fall away with it."""


class _Denial(NamedTuple):
    """A word that a sentence denies."""

    said: Claim
    start: int
    """First character of the negation."""
    at: int
    """Place of what is denied among the tokens that are left without the negation."""
    left: tuple[int, ...]
    """Those tokens, by their places in the sentence."""


def points(group: Corpus) -> list[Discrepancy]:
    """Where one source denies what another says."""
    denials = [denial for said in group.claims for denial in _denials(said)]
    wanted = {_key(denial.said, denial.left[denial.at]) for denial in denials}
    holding: dict[str, list[tuple[Claim, int]]] = {}
    for said in group.claims if wanted else ():
        for at, token in enumerate(said.tokens):
            if token.key in wanted and not _is_unsure(said, at):
                holding.setdefault(token.key, []).append((said, at))
    found = []
    for denial in denials:
        for said, at in holding.get(_key(denial.said, denial.left[denial.at]), ()):
            if denial.said.mask & said.mask or denial.said.language != said.language:
                continue
            mention = _contradicted(group, denial, said, at)
            if mention and group.alike(denial.said, said) and not exchanged(group, denial.said, said):
                end = denial.said.tokens[denial.left[denial.at]].end
                sides = (Mention(denial.said, denial.start, end), mention)
                found.append(Discrepancy("negation", 1.5, sides, mention.words))
    return merged(found)


def _key(said: Claim, at: int) -> str:
    return said.tokens[at].key


def _denials(said: Claim) -> Iterator[_Denial]:
    """What a sentence denies outright, quotations aside."""
    words, told = said, language(said.language).frames
    if not words.bits & lexicon.NEGATION and told.ceasing.isdisjoint(words.surfaces):
        return
    gone = set()
    for at, form in enumerate(words.forms):
        if form in told.negator or form.endswith(("n't", "n’t")):
            gone.add(at)
            if at and words.forms[at - 1] in _DO:
                gone.add(at - 1)
        elif form in told.ceasing and words.forms[at + 1 : at + 2] == ["to"]:
            gone |= {at, at + 1}
    left = tuple(at for at in range(len(words.tokens)) if at not in gone)
    for first in sorted(gone):
        denied = next((at for at in left if first < at <= first + REACH and words.tokens[at].weight), None)
        if denied is None or first - 1 in gone or said.quotes(words.tokens[first].start):
            continue
        near = range(max(0, first - UNSURE_REACH), min(len(words.tokens), first + UNSURE_REACH))
        doubted = any(words.tokens[at].bits & lexicon.MODAL for at in near if at != denied)
        parted = any(words.tokens[first].end <= at < words.tokens[denied].start for at in words.breaks)
        if not (doubted or parted):
            yield _Denial(said, words.tokens[first].start, left.index(denied), left)


def _is_unsure(said: Claim, at: int) -> bool:
    """Whether a word is denied or doubted itself, or quoted."""
    tokens = said.tokens
    near = *tokens[max(0, at - UNSURE_REACH) : at], *tokens[at + 1 : at + UNSURE_REACH]
    return any(token.bits & _UNSURE for token in near) or said.quotes(tokens[at].start)


def _contradicted(group: Corpus, denial: _Denial, said: Claim, at: int) -> Mention | None:
    """The words of a sentence that say what is denied of the same; None where they say it of another."""
    ours, left = denial.said.tokens, denial.left
    theirs = said.tokens
    mine = [ours[at].key for at in left]
    here = [token.key for token in theirs]
    low = _alike(mine[: denial.at][::-1], here[:at][::-1])
    high = _alike(mine[denial.at + 1 :], here[at + 1 :])
    run = theirs[at - low : at + high + 1]
    if sum(token.weight > 0 for token in run) < HELD or not _tied(denial, said, at, low):
        return None
    before = (
        _beside(denial.said, [left[x] for x in range(denial.at - low - 1, -1, -1)][:BESIDE]),
        _beside(said, list(range(at - low - 1, -1, -1))[:BESIDE]),
    )
    behind = (
        _beside(denial.said, list(left[denial.at + high + 1 :])[:1]),
        _beside(said, list(range(at + high + 1, len(theirs)))[:1]),
    )
    if _unlike(group, denial.said, said, before) or _unlike(group, denial.said, said, behind, strict=True):
        return None
    first = at
    while first > at - low and not theirs[first - 1].weight:
        first -= 1
    return Mention(said, theirs[first].start, theirs[at].end)


def _alike(ones: Sequence[str], others: Sequence[str]) -> int:
    """How many of two rows are equal from the first on."""
    return next(
        (at for at, (one, other) in enumerate(zip(ones, others, strict=False)) if one != other),
        min(len(ones), len(others)),
    )


def _beside(said: Claim, places: Sequence[int]) -> int | None:
    """The first of some places that holds a word with a meaning of its own."""
    return next((at for at in places if said.tokens[at].weight), None)


def _tied(denial: _Denial, said: Claim, at: int, low: int) -> bool:
    """Whether the word before what is denied is the same, or a helper of the verb in both: has, had."""
    if low:
        return True
    words, told = (denial.said, said), language(said.language).frames
    if not denial.at or not at:
        return False
    places = denial.left[denial.at - 1], at - 1
    return all(
        each.tokens[place].bits & lexicon.FUNCTION
        and each.forms[place] not in told.preposition
        and each.forms[place] not in told.determiner
        for each, place in zip(words, places, strict=True)
    )


def _unlike(
    group: Corpus, one: Claim, other: Claim, places: tuple[int | None, int | None], *, strict: bool = False
) -> bool:
    """Whether two names or two other words stand there; `strict`: or a name and another word."""
    if places[0] is None or places[1] is None:
        return False
    mine, theirs = one.tokens[places[0]], other.tokens[places[1]]
    if mine.key == theirs.key or kin(one.language, mine.key, theirs.key):
        return False
    named = [token.key in group.named and token.capital for token in (mine, theirs)]
    return strict or named[0] == named[1] or (mine.capital and theirs.capital)
