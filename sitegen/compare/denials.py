"""What one source says and another denies, doubts, says was called off, or tells another value of.

A negation alone tells little: on independent reports most deny something that nobody says. So the words
around what is denied must be those of the other sentence, and nobody and nothing else may stand beside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from functools import cache
from math import log
from typing import Final

from sitegen.compare.claim import Claim, may_be_of_one_day
from sitegen.compare.clash import contrast, nearness, shared, unlike_names
from sitegen.compare.corpus import Corpus
from sitegen.compare.figures import Figure
from sitegen.compare.finding import Reading, Sides
from sitegen.languages import language
from sitegen.languages.phrases import either, patterns, pieces
from sitegen.languages.sections import Alternatives
from sitegen.text import lexicon
from sitegen.text.meanings import generic_persons, kin
from sitegen.text.quantities import Slot
from sitegen.text.tokens import DAY, NUMBER

_UNSURE: Final = lexicon.MODAL | lexicon.NEGATION

ATTRIBUTE: Final = "attribute"
"""Kind of the slots of words of which one is true."""
EXCLUSIVE: Final = 0.8
"""Least score of two such words that are shown, as `excluded` adds it up. From own pairs of reports: 24 true
ones score from .8 on; on real news, near-copies and rewrites, none of the 26 such pairs that score higher
without the length is right: their sentences are twice as long."""
USUAL: Final = 300
"""Product of the words of two sentences at which their length says nothing: the 300 of `compare.rules`."""
PER_LENGTH: Final = 0.3
"""What it takes that this product is e times as high. Judgement: long sentences tell of more things."""
REACH: Final = 3
"""Tokens behind a negation among which stands what it denies. Swept."""
COUNTED: Final = 2
"""Tokens behind what is denied among which an amount of it stands: a dividend of 4 pence. Judgement."""
UNSURE_REACH: Final = 10
"""Tokens to each side of what is said among which a doubt or a negation makes it no plain claim. Swept."""
TAKEN_UP, ALIKE_IN_PART = 0.5, 0.2
"""Least likeness of two sentences both of which say *he*, or one of which does, where the other names it.
Read by hand: of eight denials found in own reports, near-copies, rewrites and real news all are right.
Swept."""
TOLD_OF_ONE: Final = 2
"""Words of the object from which on it ties a name to another word for its bearer. Judgement."""
_PARTING: Final = re.compile(r"[,;:()–—]")

FATES: Final = frozenset({"~kill", "~injure", "~missing"})
"""Classes of what befalls people of which reports say that it befell nobody."""

DOUBT_REACH: Final = 7
"""Tokens around what is unsure among which the same words must stand in the other source. Swept."""
DOUBTED: Final = 6
"""Tokens behind *may have* or *possibility of* among which stands what is unsure: judgement."""
BEFORE: Final = 12
"""The same before it: the subject of "... is possible" may be long. Swept."""
NAMES: Final = 2
"""Names that must stand near the same noun in both sentences. Swept."""

PLAN_REACH: Final = 8
"""Tokens to each side of the words of a plan, and of its end, among which stands what was planned. Swept."""


def denials(_: Corpus, claim: Claim) -> Iterator[Reading]:
    """What a claim denies outright, quotations aside, by the key and with the place of what is denied."""
    told = language(claim.language).frames
    if not claim.bits & lexicon.NEGATION and told.ceasing.isdisjoint(claim.surfaces):
        return
    tokens, forms = claim.tokens, claim.forms
    gone = set()
    for at, form in enumerate(forms):
        if form in told.negator or form.endswith(("n't", "n’t")):
            gone |= {at, at - 1} if at and forms[at - 1] in told.helper else {at}
        elif form in told.ceasing and forms[at + 1 : at + 2] == ["to"]:
            gone |= {at, at + 1}
    for first in sorted(gone):
        behind = range(first + 1, min(len(tokens), first + REACH + 1))
        denied = next((at for at in behind if at not in gone and tokens[at].weight), None)
        if denied is None or first - 1 in gone or claim.quotes(tokens[first].start):
            continue
        around = range(max(0, first - UNSURE_REACH), min(len(tokens), first + UNSURE_REACH))
        doubted = any(tokens[at].bits & lexicon.MODAL for at in around if at != denied)
        parted = any(tokens[first].end <= at < tokens[denied].start for at in claim.breaks)
        if not (doubted or parted):
            yield Reading(claim, tokens[first].start, tokens[denied].end, tokens[denied].key, more=denied)


def assertions(_: Corpus, claim: Claim, wanted: Collection[Hashable]) -> Iterator[Reading]:
    """What a claim says plainly, neither denied nor doubted nor quoted."""
    if claim.keys.isdisjoint(wanted):
        return
    tokens = claim.tokens
    if not language(claim.language).frames.absent.isdisjoint(claim.surfaces):
        return
    for at, token in enumerate(tokens):
        if token.key in wanted:
            around = *tokens[max(0, at - UNSURE_REACH) : at], *tokens[at + 1 : at + UNSURE_REACH]
            if not any(each.bits & _UNSURE for each in around) and not claim.quotes(token.start):
                yield Reading(claim, token.start, token.end, token.key, more=at)


def contradicted(corpus: Corpus, denial: Reading, said: Reading) -> Sides | None:
    """A denial and the words that say what it denies of the same; None where they say it of another."""
    one, other, at, to = denial.said, said.said, denial.more, said.more
    if one.published and other.published and one.published[:10] < other.published[:10]:
        return None  # what had not been found on Saturday may have been on Monday
    if one.tokens[at].bits & (NUMBER | DAY):
        return None
    if _of_one_subject(corpus, one, at, other, to) or _repeated(corpus, one, at, other, to):
        return denial.mention, said.mention
    return None


def _of_one_subject(corpus: Corpus, one: Claim, at: int, other: Claim, to: int) -> bool:
    """Whether the words at a place of two claims are said of the same, and of nothing that only one names."""
    told = language(one.language)
    if one.forms[at - 1] in told.frames.determiner:
        return False
    mine, theirs = (_subject(each, place) for each, place in ((one, at), (other, to)))
    ours, others = _object(one, at), _object(other, to)
    if not _within(one, ours, other, range(len(other.tokens))):
        return False
    if mine and theirs:
        within = _within(one, mine, other, theirs) or _within(other, theirs, one, mine)
        beside = _within(one, mine[-1:], other, theirs) and _within(other, theirs[-1:], one, mine)
        named = [
            corpus.names.issuperset(each.senses[place] for place in places)
            for each, places in ((one, mine), (other, theirs))
        ]
        of_one = within and (beside or told.grammar.verb_last)
        # *The airline* may be who is named: what either does to the same things says so.
        if not of_one and (
            named[0] == named[1] or len(ours) < TOLD_OF_ONE or not _within(other, others, one, ours)
        ):
            return False
    elif not all(
        found or any(token.bits & lexicon.PRONOUN for token in each.tokens[:place])
        for each, place, found in ((one, at, mine), (other, to, theirs))
    ) or not corpus.alike(one, other, ALIKE_IN_PART if mine or theirs else TAKEN_UP):
        return False
    met = _within(other, others[:1], one, ours) or _within(one, ours[:1], other, others)
    return not (ours and others) or met


def _repeated(corpus: Corpus, one: Claim, at: int, other: Claim, to: int) -> bool:
    """Whether a claim says all that another denies, or gives an amount of what there is none of."""
    part = next(part for part in one.parts if one.tokens[at] in part)
    denying = [one.form(token) for token in part if token.bits & lexicon.NEGATION]
    if len(denying) > len(set(denying)):  # who takes no mail is in no danger
        return False
    said = [token.key for token in part if token is not one.tokens[at] and not token.bits & lexicon.NEGATION]
    free = [token.key for token in other.tokens[:to] + other.tokens[to + 1 :]]
    for key in said:
        twin = next((each for each in free if kin(one.language, key, each)), None)
        if twin is None:
            said = []
            break
        free.remove(twin)
    counted = one.forms[at - 1] in language(one.language).frames.determiner and any(
        token.bits & NUMBER for token in other.tokens[to + 1 : to + 1 + COUNTED]
    )
    return bool(said or counted) and corpus.alike(one, other, ALIKE_IN_PART)


def _subject(claim: Claim, at: int) -> list[int]:
    """Places of the words of the clause before a word that mean something and deny nothing."""
    start = max([edge for edge in claim.breaks if edge < claim.tokens[at].start], default=-1)
    return [
        place
        for place, token in enumerate(claim.tokens[:at])
        if token.start > start and token.weight and not token.bits & (NUMBER | DAY | lexicon.NEGATION)
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
    if known.keys().isdisjoint(claim.surfaces):
        return
    forms, tokens, free = claim.forms, claim.tokens, 0
    for at in [at for at, form in enumerate(forms) if form in known]:
        for each in known[forms[at]] if at >= free else ():
            last = at + len(each.words)
            if last < free:
                break  # shorter ones are parts of what was read
            if tuple(forms[at:last]) == each.words:
                if not free and patterns(claim.language).is_unsure(claim.lower):
                    return
                free = last
                start, end = tokens[at].start, tokens[last - 1].end
                told = not (each.quiet or (at and tokens[at].capital) or claim.quotes(start))
                yield Reading(claim, start, end, (each.row, each.headed), each.value, told)


def excluded(corpus: Corpus, mine: Reading, theirs: Reading) -> Sides | None:
    """Two values of which one is true, told of what both sentences tell of."""
    if not (mine.more and theirs.more):
        return None
    one, other = (
        Figure(each.said, Slot(each.start, each.end, ATTRIBUTE, str(each.value))) for each in (mine, theirs)
    )
    if (mine.key[1] and not _before_one_noun(one, other)) or unlike_names(corpus, one, other):
        return None
    score = nearness(corpus, shared(one, other)) - contrast(one, other)
    score += corpus.likeness(mine.said, theirs.said) + corpus.shared_values(mine.said, theirs.said)
    score -= PER_LENGTH * log(len(mine.said.tokens) * len(theirs.said.tokens) / USUAL)
    return None if score < EXCLUSIVE else (mine.mention, theirs.mention)


def opposed(corpus: Corpus, mine: Reading, theirs: Reading) -> Sides | None:
    """Two acts, of which one is true, of somebody whom both sentences name, on one thing and one day."""
    if not (mine.more and theirs.more) or any(map(_is_denied, (mine, theirs))):
        return None
    one, other = mine.said, theirs.said
    if not may_be_of_one_day(one, other):
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


def disproved(_: Corpus, none: Reading, some: Reading) -> Sides | None:
    """That nobody was harmed and how many were, told on one day."""
    return (none.mention, some.mention) if may_be_of_one_day(none.said, some.said) else None


def doubts(corpus: Corpus, claim: Claim) -> Iterator[Reading]:
    """What a claim calls possible or unconfirmed, by the classes of what happened."""
    known = patterns(claim.language)
    match = known.unsure.search(claim.lower) if claim.bits & _UNSURE else None
    if match is None or claim.quotes(match.start()) or known.at_all.search(claim.lower, 0, match.start()):
        return
    first, last = claim.index(match.start()), claim.index(match.end())
    around = frozenset(claim.senses[max(0, first - BEFORE) : last + DOUBT_REACH + 1])
    opens = " " in match[0] and not claim.tokens[claim.index(match.end() - 1)].weight
    unsure = around & set(claim.senses[last : last + DOUBTED]) if opens else around
    for sense in sorted(unsure - corpus.names):
        if sense.startswith("~"):
            yield Reading(claim, *match.span(), sense, more=around)


def reports(_: Corpus, claim: Claim, wanted: Collection[Hashable]) -> Iterator[Reading]:
    """What a claim tells as done, without may, if, not or will."""
    if not claim.bits & (_UNSURE | lexicon.FUTURE):
        for place, (token, sense) in enumerate(zip(claim.tokens, claim.senses, strict=True)):
            if sense in wanted:
                yield Reading(claim, token.start, token.end, sense, more=place)


def doubted(corpus: Corpus, doubt: Reading, told: Reading) -> Sides | None:
    """A doubt and what is told of the same names without one."""
    around = told.said.senses[max(0, told.more - DOUBT_REACH) : told.more + DOUBT_REACH + 1]
    met = doubt.more & corpus.names & set(around)
    return (doubt.mention, told.mention) if len(met) >= NAMES else None


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
