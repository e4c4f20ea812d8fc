"""Claims of unlike reach (a part or an addition, all or most, first since when); causes; one speech."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise, product, takewhile
from typing import Final

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Mention, Reading, Sides
from sitegen.languages import language
from sitegen.languages.phrases import patterns
from sitegen.text.meanings import kin
from sitegen.text.quantities import agree

SAME_FRAME: Final = 0.6
"""Least likeness of two sentences whose all, most or none is compared. Swept."""
SAME_FIRST: Final = 0.4
"""Least likeness of two sentences that tell of a first or a record. Swept."""
NAMES_OF_FIRST: Final = 3
"""Shared names that tie a first to another instead of likeness. Swept."""
CAUSE_REACH: Final = 60
"""Characters between a cause and the word that says it is one. Swept."""
GAP, SINCE_GAP, SINCE_WORDS = 60, 90, 7
"""Characters between two amounts that are joined; between a first and its *since*; tokens behind that.
Swept.
"""


def joined(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """Two amounts of a claim, of which the second is a part of the first or beside it."""
    slots, known = claim.slots, patterns(claim.language)
    for one, other in pairwise(slots):
        if one.kind != "number" or other.kind != "number" or one.value <= other.value:
            continue
        between = claim.lower[one.end : other.start]
        if len(between) > GAP or "." in between or ";" in between:
            continue
        part = known.part.search(between) is not None
        if part or known.besides.search(between):
            yield Reading(claim, one.start, other.end, value=part, more=(one, other))


def of_like_amounts(_: Corpus, one: Reading, other: Reading) -> Sides | None:
    """The same two numbers, once a part and its whole, once side by side."""
    same = all(agree(mine, theirs) for mine, theirs in zip(one.more, other.more, strict=True))
    return (one.mention, other.mention) if same else None


def ways(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """The ways of a claim from one named place to another, by the two; told by where they begin."""
    told = language(claim.language).frames
    if claim.surfaces.isdisjoint(told.start) or claim.surfaces.isdisjoint(told.goal):
        return
    for at, form in enumerate(claim.forms):
        if form in told.start:
            first = _named_run(claim, at + 1)
            last = _named_run(claim, at + 2 + len(first))
            if first and last and claim.forms[at + 1 + len(first)] in told.goal:
                end = claim.tokens[at + 1 + len(first) + len(last)].end
                yield Reading(claim, claim.tokens[at].start, end, frozenset((first, last)), first)


def _named_run(claim: Claim, at: int) -> tuple[str, ...]:
    """The keys of the words with a capital from a place on."""
    return tuple([token.key for token in takewhile(lambda token: token.capital, claim.tokens[at:])])


def firsts(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """The first or record of a claim that says since when, or ever."""
    known = patterns(claim.language)
    if known.words.firsts.isdisjoint(claim.surfaces):
        return
    match = known.first.search(claim.lower)
    if match is None:
        return
    since = known.since.search(claim.lower, match.end())
    if since is not None and since.start() - match.end() < SINCE_GAP:
        first = claim.index(since.end())
        places = range(first, min(len(claim.tokens), first + SINCE_WORDS))
        told = [place for place in places if claim.tokens[place].weight]
        keys = frozenset(claim.senses[place] or claim.tokens[place].key for place in told)
        yield Reading(
            claim, match.start(), claim.tokens[places[-1]].end if places else since.end(), value=keys
        )
    elif ever := known.ever.search(claim.lower, max(0, match.start() - 10)):
        yield Reading(claim, *ever.span(), value=frozenset())


def since_unlike(corpus: Corpus, one: Reading, other: Reading) -> Sides | None:
    """A first since one time, and since another or ever."""
    if not one.value.isdisjoint(other.value):
        return None
    names = corpus.names & one.said.sense_weights.keys() & other.said.sense_weights.keys()
    if corpus.likeness(one.said, other.said) < SAME_FIRST and len(names) < NAMES_OF_FIRST:
        return None
    return one.mention, other.mention


def quantified(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """How many of what a claim takes in: all, most, some or none; by the noun."""
    words = patterns(claim.language).words
    if words.quantifiers.keys().isdisjoint(claim.surfaces):
        return
    tokens, forms = claim.tokens, claim.forms
    for place, token in enumerate(tokens):
        if forms[place] not in words.quantifiers:
            continue
        behind = place + 1
        while behind < len(tokens) and forms[behind] in words.quantified:
            behind += 1
        if behind < len(tokens) and claim.senses[behind] and tokens[behind].weight:
            reach = words.quantifiers[forms[place]]
            yield Reading(claim, token.start, tokens[behind].end, claim.senses[behind], reach)
            return


def in_one_frame(corpus: Corpus, one: Reading, other: Reading) -> Sides | None:
    """All of them in one sentence, some or none in another much like it."""
    alike = corpus.likeness(one.said, other.said) >= SAME_FRAME
    return (one.mention, other.mention) if alike else None


def causes(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """The causes that a claim gives, those it rules out aside."""
    lower, known = claim.lower, patterns(claim.language)
    if not any(map(lower.__contains__, known.cue_pieces)) or known.denied.search(lower):
        return
    for match in known.cause.finditer(lower):
        around = lower[max(0, match.start() - CAUSE_REACH) : match.end() + CAUSE_REACH]
        if known.cue.search(around):
            yield Reading(claim, *match.span(), value=match.lastgroup)


LEAST_WORDS: Final = 5
"""Words from which on two quotations can be told to be one. Swept."""
SAME: Final = 0.7
"""Least share of their words that two renderings of one quotation have in common.

Read by hand on real news: 7 of 10 such pairs are one speech in two renderings.
"""
LONGEST_EXCHANGE: Final = 4
"""Most words that one rendering puts in another's place. Swept."""
LEAST_WEIGHT: Final = 0.4
"""Least weight of the heaviest word on each side: an exchanged article is no other wording. Swept."""


def quotations(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """The quotations of a claim that are long enough."""
    for span in claim.quotations:
        places = claim.quoted(*span)
        if len(places) >= LEAST_WORDS:
            yield Reading(claim, *span, value=tuple([claim.tokens[at].key for at in places]), more=places)


def is_one_speech(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two quotations have most of their words in common, in whatever order."""
    mine, theirs = set(one), set(other)
    return len(mine & theirs) >= SAME * min(len(mine), len(theirs))


def rendered(_: Corpus, one: Reading, other: Reading) -> Sides | None:
    """The first exchange of a few words inside two renderings; words of one meaning render one speech."""
    mine, theirs = one.more, other.more
    matcher = SequenceMatcher(None, one.value, other.value)
    if matcher.ratio() < SAME:
        return None
    for change, start, end, begin, finish in matcher.get_opcodes():
        inside = start and begin and end < len(mine) and finish < len(theirs)
        if change != "replace" or not inside or max(end - start, finish - begin) > LONGEST_EXCHANGE:
            continue
        spans = ((one.said, mine[start:end]), (other.said, theirs[begin:finish]))
        words = [[said.tokens[at] for at in places if said.tokens[at].weight] for said, places in spans]
        heavy = all(max((token.weight for token in each), default=0.0) >= LEAST_WEIGHT for each in words)
        meant = any(kin(one.said.language, here.key, there.key) for here, there in product(*words))
        if heavy and not meant:
            return tuple(
                Mention(said, said.tokens[places[0]].start, said.tokens[places[-1]].end)
                for said, places in spans
            )
    return None
