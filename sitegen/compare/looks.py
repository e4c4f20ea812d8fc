"""What else two sources may differ in: names, ways, how many, since when, causes, the words of one speech."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise, product, takewhile
from typing import Final

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Mention, Reading, Sides
from sitegen.languages import language
from sitegen.languages.phrases import patterns
from sitegen.text.meanings import kin
from sitegen.text.quantities import agree

_PEOPLES: Final = frozenset({"ian", "an", "ese", "ish", "ien", "ano", "ana", "er", "isch", "ic", "ical"})
_ENDINGS: Final = frozenset("s es n e en er i an ian ese ish a o as os r".split())  # noqa: SIM905
"""Endings that make another word of a name: plurals, cases, peoples."""
LEAST_LETTERS: Final = 4
"""Letters below which a name is too short to be misspelt recognisably. Swept."""
LIKE: Final = 0.74
"""Least likeness of two spellings, 0 to 1."""
NEAR: Final = 0.4
"""Likeness of two sentences in which two spellings need no shared neighbour. Swept."""
MODIFIERS: Final = 2
"""Words before an office that tell which it is: county, deputy fire. Swept."""
ONE_PERSON: Final = 0.6
"""Least likeness of two first names, 0 to 1, that are taken for one person's: Jonas and Johan .6."""
NAME: Final = 2
"""Words of a name from which on it names one person: a surname alone may be short for another. Swept."""
GAP, SINCE_WORDS = 60, 7
"""Characters between two amounts that are joined; tokens behind the *since* of a first. Swept."""
CAUSE_REACH: Final = 60
"""Characters between a cause and the word that says it is one. Swept."""
LEAST_WORDS: Final = 5
"""Words from which on two quotations can be told to be one. Swept."""
SAME: Final = 0.7
"""Least share of their words that two renderings of one quotation have in common. Read by hand on real news:
7 of 10 such pairs are one speech in two renderings."""
LONGEST_EXCHANGE: Final = 4
"""Most words that one rendering puts in another's place. Swept."""
LEAST_WEIGHT: Final = 0.4
"""Least weight of the heaviest word on each side: an exchanged article is no other wording. Swept."""


def both(_: Corpus, one: Reading, other: Reading) -> Sides:
    """Return the two readings: nothing more is asked of them."""
    return one.mention, other.mention


# names


def spellings(corpus: Corpus, claim: Claim) -> Iterator[Reading]:
    """The names of a claim: by their first letter, their letters without accents."""
    if corpus.names.isdisjoint(claim.capitals) or claim.titled:
        return
    for place in claim.big:
        if place and claim.senses[place] in corpus.names:
            token = claim.tokens[place]
            surface = claim.text[token.start : token.end]
            letters = _letters(surface)
            if len(letters) >= LEAST_LETTERS and not surface.isupper():
                yield Reading(claim, token.start, token.end, letters[0], letters, place)


@lru_cache(maxsize=1024)
def _letters(name: str) -> str:
    """A name without accents, possessive and hyphens, in small letters."""
    name = name.split("’", maxsplit=1)[0].split("'", maxsplit=1)[0]
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = unicodedata.normalize("NFD", name.lower())
    return "".join(char for char in plain if char.isalpha())


@lru_cache(maxsize=1024)
def is_spelling(one: str, other: str) -> bool:
    """Return whether two names may be one: a letter or two apart and no ending's difference."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and long[len(short) :] in _ENDINGS:
        return False
    if _is_inflected(short, long) or _is_inflected(short.removesuffix("s"), long.removesuffix("s")):
        return False
    return SequenceMatcher(None, short, long, autojunk=False).ratio() >= LIKE


def _is_inflected(short: str, long: str) -> bool:
    """Whether a name is a place's people or another form of it: Norvia and Norvian, a referendum and two."""
    stem = short.rstrip("aeiou")
    return (long.startswith(stem) and long[len(stem) :] in _PEOPLES) or long == short.removesuffix("a") + "um"


def misspelt(corpus: Corpus, one: Reading, other: Reading) -> Sides | None:
    """Two spellings with a shared neighbour or in like sentences."""
    keys = [each.said.tokens[each.more].key for each in (one, other)]
    if keys[0] == keys[1]:  # British and American spellings are evened in the stem
        return None
    mine, theirs = _neighbours(one), _neighbours(other)
    if not mine.items() & theirs.items():
        unlike = any(mine[side] != theirs[side] for side in mine if side in theirs)
        if unlike or corpus.likeness(one.said, other.said) < NEAR:
            return None
    return one.mention, other.mention


def _neighbours(reading: Reading) -> dict[int, str]:
    """The capital words right beside a name, by their side."""
    said = reading.said
    places = [(step, reading.more + step) for step in (-1, 1)]
    return {
        step: said.senses[at]
        for step, at in places
        if 0 <= at < len(said.tokens) and said.tokens[at].capital and said.senses[at]
    }


def first_names(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """The first names of a claim, by the surname and their first letter."""
    for last, firsts in () if claim.titled else claim.bearers.items():
        for at in claim.big:
            before = claim.tokens[at - 1] if at else None
            if claim.senses[at] == last and before and claim.senses[at - 1] in firsts and before.capital:
                first = claim.senses[at - 1]
                yield Reading(claim, before.start, claim.tokens[at].end, (last, first[:1]), first)


def is_one_person(first: str, other: str) -> bool:
    """Whether two first names look alike and neither is short for the other."""
    if first.startswith(other) or other.startswith(first):
        return False
    first, other = sorted((first, other))
    return SequenceMatcher(None, first, other, autojunk=False).ratio() >= ONE_PERSON


def holders(corpus: Corpus, claim: Claim) -> Iterator[Reading]:
    """The people whose name stands behind an office, or behind it and a comma; by the words of the office."""
    offices = language(claim.language).frames.office
    if offices.isdisjoint(claim.surfaces):
        return
    tokens = claim.tokens
    known = corpus.names & {claim.senses[place] for place in claim.big}
    gaps = [claim.text[one.end : two.start] for one, two in pairwise(tokens)]
    for at, form in enumerate(claim.forms[:-NAME]):
        if form not in offices or gaps[at] not in (" ", ", "):
            continue
        name = [at + 1, *takewhile(lambda place: gaps[place - 1] == " ", range(at + 2, len(tokens)))]
        name = list(takewhile(lambda place: claim.senses[place] in known, name))
        first = at
        while first and at - first < MODIFIERS and tokens[first - 1].weight and gaps[first - 1] in (" ", "-"):
            first -= 1
        if len(name) >= NAME and first < at:
            office, named = tuple(claim.senses[first : at + 1]), tuple(claim.senses[place] for place in name)
            yield Reading(claim, tokens[name[0]].start, tokens[name[-1]].end, office, named)


def are_two(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names share no word."""
    return set(one).isdisjoint(other)


def in_one_office(corpus: Corpus, one: Reading, other: Reading) -> Sides | None:
    """Return two holders of one office, unless each sentence names somebody else: two clubs, two matters."""
    held = {*one.value, *one.key, *other.value}
    mine, theirs = (corpus.names & each.said.sense_weights.keys() - held for each in (one, other))
    return None if mine - theirs and theirs - mine else both(corpus, one, other)


# how many, since when, which way, why


def joined(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """Two amounts of a claim, of which the second is a part of the first or beside it."""
    slots, known = claim.slots, patterns(claim.language)
    for one, other in pairwise(slots):
        if one.kind != "number" or other.kind != "number" or one.value <= other.value:
            continue
        between = claim.lower[one.end : other.start]
        if len(between) > GAP:
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
    if since is not None:
        first = claim.index(since.end())
        places = range(first, min(len(claim.tokens), first + SINCE_WORDS))
        told = [place for place in places if claim.tokens[place].weight]
        keys = frozenset(claim.senses[place] or claim.tokens[place].key for place in told)
        yield Reading(
            claim, match.start(), claim.tokens[places[-1]].end if places else since.end(), value=keys
        )
    elif ever := known.ever.search(claim.lower, max(0, match.start() - 10)):
        yield Reading(claim, *ever.span(), value=frozenset())


def since_unlike(_: Corpus, one: Reading, other: Reading) -> Sides | None:
    """Return a first since one time, and since another or ever."""
    return (one.mention, other.mention) if one.value.isdisjoint(other.value) else None


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


def causes(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """The causes that a claim gives, those it rules out aside."""
    lower, known = claim.lower, patterns(claim.language)
    if not any(map(lower.__contains__, known.cue_pieces)) or known.denied.search(lower):
        return
    for match in known.cause.finditer(lower):
        around = lower[max(0, match.start() - CAUSE_REACH) : match.end() + CAUSE_REACH]
        if known.cue.search(around):
            yield Reading(claim, *match.span(), value=match.lastgroup)


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
