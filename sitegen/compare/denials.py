"""What one source says and another denies, doubts, says was called off, or tells another value of.

A negation alone tells little: on independent reports most deny something that nobody says. So the words
around what is denied must be those of the other sentence, and nobody and nothing else may stand beside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from functools import cache
from math import log
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim, may_be_of_one_day
from sitegen.compare.clash import contrast, shared, unlike_names
from sitegen.compare.corpus import NAME, Corpus
from sitegen.compare.figures import Figure
from sitegen.compare.finding import Mention, Reading, Sides
from sitegen.languages import language
from sitegen.languages.phrases import either, patterns, pieces
from sitegen.languages.sections import Alternatives
from sitegen.text import lexicon
from sitegen.text.meanings import generic_persons, kin
from sitegen.text.quantities import Slot
from sitegen.text.tokens import DAY, NUMBER

Reader = Callable[[Corpus, Claim], Iterable[Reading]]
_VALUE: Final = NUMBER | DAY
_UNSURE: Final = lexicon.MODAL | lexicon.NEGATION

ATTRIBUTE: Final = "attribute"
"""Kind of the slots of words of which one is true."""
EXCLUSIVE: Final = 0.8
"""Least score of two such words that are shown, as `excluded` adds it up.

From own pairs of reports: 24 true ones score from .8 on; on real news, near-copies and rewrites, none of
the 26 such pairs that score higher without the length is right: their sentences are twice as long.
"""
USUAL: Final = 300
"""Product of the words of two sentences at which their length says nothing: the 300 of `compare.rules`."""
PER_LENGTH: Final = 0.3
"""What it takes that this product is e times as high. Judgement: long sentences tell of more things."""
MOST_NEAR: Final = 1.5
"""The most that the words near both add, the 1.5 of amounts in `compare.clash`."""
AMOUNT_BESIDE: Final = range(1, 8)
"""Characters from such a word to an amount of it: a loss of 14 million, *de* or *von* between. Judgement."""
REACH: Final = 3
"""Tokens behind a negation among which stands what it denies. Swept."""
HELD: Final = 2
"""Words with a meaning of their own that a denial and what it denies have in a row. Swept."""
BESIDE: Final = 2
"""Tokens beside that row among which stands of whom or what it is said. Swept."""
UNSURE_REACH: Final = 10
"""Tokens to each side of what is said among which a doubt or a negation makes it no plain claim. Swept."""
TAKEN_UP, ALIKE_IN_PART = 0.5, 0.2
"""Least likeness of two sentences both of which say *he*, or one of which does, where the other names it.

Read by hand: of eight denials found in own reports, near-copies, rewrites and real news all are right.
Swept.
"""
_PARTING: Final = re.compile(r"[,;:()–—]")

DOUBT_REACH: Final = 7
"""Tokens around what is unsure among which the same words must stand in the other source. Swept."""
DOUBTED: Final = 6
"""Tokens behind *may have* or *possibility of* among which stands what is unsure: judgement."""
BEFORE: Final = 12
"""The same before it: the subject of "... is possible" may be long. Swept."""
NAMES: Final = 2
"""Names that must stand near the same noun in both sentences, unless the sentences are alike. Swept."""
ALIKE: Final = 0.6
"""Likeness of senses from which on two sentences need no shared names. Swept."""
STEMS: Final = 3
"""Words that two alike sentences must share at least. Swept."""

FATES: Final = frozenset({"~kill", "~injure", "~missing"})
"""Classes of what befalls people of which reports say that it befell nobody."""

PLAN_REACH: Final = 8
"""Tokens to each side of the words of a plan, and of its end, among which stands what was planned.
Swept.
"""
FEWEST: Final = 3
"""Words and values that both sentences share, what was planned among them. Swept."""


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
            if at and forms[at - 1] in told.helper:
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
    if claim.keys.isdisjoint(wanted):
        return
    tokens = claim.tokens
    if not language(claim.language).frames.absent.isdisjoint(claim.surfaces):
        return
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
        since = one.published and other.published and one.published[:10] < other.published[:10]
        place = left[denied]
        if since or not (
            _of_one_subject(corpus, one, place, other, at) or _repeated(corpus, one, place, other, at)
        ):
            return None  # what had not been found on Saturday may have been on Monday
        return denial.mention, Mention(other, theirs[at].start, theirs[at].end)
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


def _of_one_subject(corpus: Corpus, one: Claim, at: int, other: Claim, to: int) -> bool:
    """Whether the words at a place of two claims are said of the same, and of nothing that only one names."""
    told = language(one.language)
    if one.tokens[at].bits & _VALUE or one.forms[at - 1] in told.frames.determiner:
        return False
    mine, theirs = (_subject(each, place) for each, place in ((one, at), (other, to)))
    if mine and theirs:
        within = _within(one, mine, other, theirs) or _within(other, theirs, one, mine)
        beside = _within(one, mine[-1:], other, theirs) and _within(other, theirs[-1:], one, mine)
        if not within or not (beside or told.grammar.verb_last):
            return False
    elif not all(
        found or any(token.bits & lexicon.PRONOUN for token in each.tokens[:place])
        for each, place, found in ((one, at, mine), (other, to, theirs))
    ) or not corpus.alike(one, other, ALIKE_IN_PART if mine or theirs else TAKEN_UP):
        return False
    ours, others = _object(one, at), _object(other, to)
    if not _within(one, ours, other, range(len(other.tokens))):
        return False
    met = _within(other, others[:1], one, ours) or _within(one, ours[:1], other, others)
    return not (ours and others) or met


def _repeated(corpus: Corpus, one: Claim, at: int, other: Claim, to: int) -> bool:
    """Whether a claim says all that another denies, or gives an amount of what there is none of."""
    if one.tokens[at].bits & _VALUE:
        return False
    part = next(part for part in one.parts if one.tokens[at] in part)
    denying = [one.form(token) for token in part if token.bits & lexicon.NEGATION]
    if len(denying) > len(set(denying)):  # who takes no mail is in no danger
        return False
    beside = [
        place
        for place, token in enumerate(one.tokens)
        if token in part and place != at and not token.bits & lexicon.NEGATION
    ]
    free = [place for place in range(len(other.tokens)) if place != to]
    for place in beside:
        twin = next((each for each in free if _within(one, (place,), other, (each,))), None)
        if twin is None:
            break
        free.remove(twin)
    else:
        if beside:
            return corpus.alike(one, other, ALIKE_IN_PART)
    counted = other.tokens[to + 1 : to + 1 + BESIDE]
    return (
        one.forms[at - 1] in language(one.language).frames.determiner
        and any(token.bits & NUMBER for token in counted)
        and corpus.alike(one, other, ALIKE_IN_PART)
    )


def _subject(claim: Claim, at: int) -> list[int]:
    """Places of the words of the clause before a word that mean something and deny nothing."""
    start = max([edge for edge in claim.breaks if edge < claim.tokens[at].start], default=-1)
    return [
        place
        for place, token in enumerate(claim.tokens[:at])
        if token.start > start and token.weight and not token.bits & (_VALUE | lexicon.NEGATION)
    ]


def _object(claim: Claim, at: int) -> list[int]:
    """Places of the words behind a word that mean something, up to a comma or another clause."""
    found, end = [], claim.tokens[at].end
    for place in range(at + 1, len(claim.tokens)):
        token = claim.tokens[place]
        if token.bits & lexicon.BORDER or _PARTING.search(claim.text, end, token.start):
            break
        if token.weight:
            found.append(place)
        end = token.end
    return found


def _within(one: Claim, places: Sequence[int], other: Claim, others: Iterable[int]) -> bool:
    """Whether each of some words of a claim has one of its meaning among words of another."""
    keys = [other.tokens[place].key for place in others]
    return all(any(kin(one.language, one.tokens[place].key, key) for key in keys) for place in places)


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
    named = [token.key in corpus.names and token.capital for token in (mine, theirs)]
    return strict or named[0] == named[1] or (mine.capital and theirs.capital)


def alternatives(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """What a claim says by words of which one is true of one thing, by the line of these; see `excluded`.

    `more` tells whether it says so itself, rather than in a quotation, a name, or of others.
    """
    yield from _alternatives(claim, language(claim.language).opposites.values)


def acts(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """What a claim says that somebody did, by words of which one is true of one deed on one thing."""
    yield from _alternatives(claim, language(claim.language).opposites.acts)


def _alternatives(claim: Claim, known: Alternatives) -> Iterator[Reading]:
    """The words of a claim that are listed with what they exclude."""
    if known.keys().isdisjoint(claim.surfaces) or patterns(claim.language).is_unsure(claim.lower):
        return
    forms, tokens, free = claim.forms, claim.tokens, 0
    for at, form in enumerate(forms):
        if at < free or form not in known:
            continue
        for each in known[form]:
            last = at + len(each.words)
            if last < free:
                break  # shorter ones are parts of what was read
            if tuple(forms[at:last]) == each.words:
                free = last
                start, end = tokens[at].start, tokens[last - 1].end
                told = not (each.quiet or (at and tokens[at].capital) or claim.quotes(start))
                yield Reading(claim, start, end, (each.row, each.headed), each.value, told)


def excluded(corpus: Corpus, mine: Reading, theirs: Reading) -> Sides | None:
    """Two values of which one is true, each told by one source alone, of what both sentences tell of."""
    if not (mine.more and theirs.more and corpus.in_common(mine.said, theirs.said).words):
        return None
    one, other = (
        Figure(each.said, Slot(each.start, each.end, ATTRIBUTE, str(each.value))) for each in (mine, theirs)
    )
    if mine.key[1] and not _before_one_noun(one, other):
        return None
    if unlike_names(corpus, one, other) or any(map(_is_denied, (mine, theirs))):
        return None
    near = sum(weight * (NAME if key in corpus.names else 1.0) for key, weight in shared(one, other).items())
    score = min(near, MOST_NEAR) - contrast(one, other)
    score += corpus.likeness(mine.said, theirs.said) + corpus.shared_values(mine.said, theirs.said)
    score -= PER_LENGTH * log(len(mine.said.tokens) * len(theirs.said.tokens) / USUAL)
    if score < EXCLUSIVE or _is_told_twice(corpus, alternatives, mine, theirs):
        return None
    return mine.mention, theirs.mention


def undone(corpus: Corpus, mine: Reading, theirs: Reading) -> Sides | None:
    """Two acts, of which one is true, of somebody whom both sentences name, on one thing and one day."""
    if not (mine.more and theirs.more) or any(map(_is_denied, (mine, theirs))):
        return None
    one, other = mine.said, theirs.said
    if not may_be_of_one_day(one, other) or _is_told_twice(corpus, acts, mine, theirs):
        return None  # what was refused on Monday may have been accepted on Wednesday
    doers = [_doer(corpus, each) for each in (mine, theirs)]
    if None in doers or doers[0] != doers[1]:
        return None
    ours, others = (_object(each.said, each.said.index(each.end - 1)) for each in (mine, theirs))
    met = any(_within(one, (place,), other, others) for place in ours)
    return (mine.mention, theirs.mention) if met or not (ours and others) else None


def _doer(corpus: Corpus, act: Reading) -> str | None:
    """The last name before an act, unless none stands there or another sentence begins between."""
    said, at = act.said, act.said.index(act.start)
    names = [place for place in said.big if place < at and said.senses[place] in corpus.names]
    if not names or any(mark in said.text[said.tokens[names[-1]].end : act.start] for mark in ";:"):
        return None
    return said.senses[names[-1]]


def _is_told_twice(corpus: Corpus, read: Reader, mine: Reading, theirs: Reading) -> bool:
    """Whether the source of either value knows the other too."""
    return _tells_both(corpus, read, mine, theirs) or _tells_both(corpus, read, theirs, mine)


def _tells_both(corpus: Corpus, read: Reader, mine: Reading, theirs: Reading) -> bool:
    """Whether the source of one value knows the other too, unless both stand beside one amount."""
    for amount in mine.said.slots:
        if amount.start - mine.end in AMOUNT_BESIDE and any(
            amount.key == other.key and other.start - theirs.end in AMOUNT_BESIDE
            for other in theirs.said.slots
        ):
            return False
    return any(
        each.key == theirs.key and each.value == theirs.value
        for claim in corpus.claims
        if claim.mask & mine.said.mask
        for each in read(corpus, claim)
    )


def _before_one_noun(one: Figure, other: Figure) -> bool:
    """Whether the same noun stands behind both, and no other behind that: a straight win, a straight loss."""
    behind = [each.said.tokens[each.last + 1 : each.last + 3] for each in (one, other)]
    if not all(tokens and tokens[0].weight for tokens in behind):
        return False
    mine, theirs = ([token.key for token in tokens if token.weight] for tokens in behind)
    return all(key == twin for key, twin in zip(mine, theirs, strict=False))


def _is_denied(told: Reading) -> bool:
    """Whether a word before makes what is told no plain claim."""
    at = told.said.index(told.start)
    return any(token.bits & _UNSURE for token in told.said.tokens[max(0, at - REACH) : at])


def spared(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """What a claim says befell nobody at all, by the class of it: *nobody was hurt, the coastguard said*."""
    told = language(claim.language).frames
    if told.nobody.isdisjoint(claim.surfaces):
        return
    rest = patterns(claim.language).words.rest
    for part in claim.parts:
        inside = slice(claim.index(part[0].start), claim.index(part[-1].start) + 1)
        forms = set(claim.forms[inside])
        if told.nobody.isdisjoint(forms) or not rest.isdisjoint(forms):
            continue
        said = {
            claim.senses[claim.index(token.start)]
            for token in part
            if token.weight and claim.form(token) not in told.nobody | told.befalling
        } - generic_persons(claim.language)
        if len(said) == 1 and said < FATES:
            yield Reading(claim, part[0].start, part[-1].end, *said)


def harmed(_: Corpus, claim: Claim, wanted: Collection[Hashable]) -> Iterator[Reading]:
    """The numbers of people to whom something happened, by the class of it."""
    if claim.bits & _UNSURE or not claim.bits & NUMBER:
        return
    for figure in (Figure(claim, slot) for slot in claim.slots if slot.kind == "number"):
        of_people = figure.is_people or figure.head == figure.fate
        if of_people and figure.fate in wanted and figure.slot.value and not figure.marks:
            yield Reading(claim, figure.slot.start, figure.slot.end, figure.fate, figure.slot.key)


def of_one_day(_: Corpus, none: Reading, some: Reading) -> Sides | None:
    """That nobody was harmed and how many were, told on one day."""
    return (none.mention, some.mention) if may_be_of_one_day(none.said, some.said) else None


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
    opens = " " in match[0] and not claim.tokens[claim.index(match.end() - 1)].weight
    unsure = near & set(claim.senses[last : last + DOUBTED]) if opens else near
    for sense in sorted(unsure - corpus.names):
        if sense.startswith("~"):
            yield Reading(claim, *match.span(), sense, more=near)


def reports(_: Corpus, claim: Claim, wanted: Collection[Hashable]) -> Iterator[Reading]:
    """What a claim tells as done, without may, if, not or will."""
    if claim.bits & (_UNSURE | lexicon.FUTURE) or not any(map(wanted.__contains__, claim.senses)):
        return
    if patterns(claim.language).charged.search(claim.lower):
        return
    for place, (token, sense) in enumerate(zip(claim.tokens, claim.senses, strict=True)):
        if sense in wanted:
            yield Reading(claim, token.start, token.end, sense, more=place)


def doubted(corpus: Corpus, doubt: Reading, told: Reading) -> Sides | None:
    """A doubt and what is told of the same without one."""
    senses, place = told.said.senses, told.more
    shared = [sense for sense in doubt.more if sense in told.said.sense_weights]
    names = [sense for sense in shared if sense in corpus.names]
    alike = len(shared) >= STEMS and corpus.likeness(doubt.said, told.said) >= ALIKE
    around = senses[max(0, place - DOUBT_REACH) : place + DOUBT_REACH + 1]
    if alike or sum(name in around for name in names) >= NAMES:
        return doubt.mention, told.mention
    return None


@cache
def _ending(code: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Pieces of the words that call something off, and a pattern of the words."""
    listed = language(code).frames.cancelled
    return pieces(listed), re.compile(rf"\b{either(listed)}\b")


def _ends(claim: Claim) -> re.Match[str] | None:
    """The words of a claim that call something off."""
    parts, pattern = _ending(claim.language)
    return pattern.search(claim.lower) if any(map(claim.lower.__contains__, parts)) else None


def called_off(corpus: Corpus, claim: Claim) -> Iterator[Reading]:
    """What a claim says was called off or put off, by the words that may tell what."""
    match = _ends(claim)
    if match and not claim.bits & lexicon.NEGATION and not claim.quotes(match.start()):
        for key in _around(corpus, claim, *match.span()):
            yield Reading(claim, *match.span(), key)


def plans(corpus: Corpus, claim: Claim, wanted: Collection[Hashable]) -> Iterator[Reading]:
    """What a claim says is to be, where it does not call it off as well."""
    planned = language(claim.language).frames.planned
    if claim.bits & lexicon.NEGATION or _ends(claim):
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
    return sorted(found - corpus.names - {""})


def overturned(_: Corpus, end: Reading, plan: Reading) -> Sides | None:
    """A plan and its end, in sentences with enough in common."""
    one, other = end.said, plan.said
    shared = len(one.sense_weights.keys() & other.sense_weights.keys()) + len(one.values & other.values)
    return (plan.mention, end.mention) if shared >= FEWEST else None
