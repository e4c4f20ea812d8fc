"""One table of rules: what speaks against saying two sentences once, and what may be shown as a difference.

A rule looks at a claim and its would-be cover and finds what the one says and the other does not: another
number, a negation, a name. In doubt it finds. A clash speaks against filing and against citing in full, a
lack against filing alone, a shade against citing in full and dropping. A rule with a look finds differences
among all claims of a group, to be shown. The words of a rule tell a person what it saw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce
from itertools import combinations
from math import log
from operator import or_
from typing import Final, NamedTuple

from sitegen.compare import clash, denials, finders, framed, looks
from sitegen.compare.claim import are_apart
from sitegen.compare.clash import VAGUE
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import DROP, FILE, FULL, Discrepancy, Look, Rule
from sitegen.compare.likeness import SAME_POINT as POINT
from sitegen.text import lexicon
from sitegen.text.tokens import DAY, NUMBER

ALL = 0.3
"""Least likeness of two sentences whose all, most or none is compared. Judgement."""

RULES = (
    Rule("number", "{one} gives the number {mine}, {two} gives {theirs}, or it is of something else",
         finders.number, mine=NUMBER,
         look=clash.numbers, odds=0.91),
    Rule("day", "{one} names the day {mine}, {two} names {theirs}, or it is of something else",
         finders.day, mine=DAY,
         look=clash.dates, odds=1.73),
    Rule("negation", "one denies what the other does not: {one} has {mine}, {two} has {theirs}",
         finders.negation, either=lexicon.NEGATION,
         look=Look("negation", denials.denials, denials.contradicted, denials.assertions, POINT), odds=2.57),
    Rule("harm", "{one} says {mine}, {two} tells of {theirs}",
         look=Look("negation", denials.spared, denials.of_one_day, denials.harmed,
                   exclusive=True, spread=True, unframed=False)),
    Rule("modality", "one is sure of what the other is not: {one} has {mine}, {two} has {theirs}",
         finders.modality, either=lexicon.MODAL,
         look=Look("scope", denials.doubts, denials.doubted, denials.reports), odds=2.30),
    Rule("tense", "one expects what the other tells as done: {one} has {mine}, {two} has {theirs}",
         finders.tense, either=lexicon.FUTURE),
    Rule("contrast", "{one} has {mine}, which tells like things apart; {two} has {theirs}",
         finders.contrast, mine=lexicon.CONTRAST | lexicon.PARTICLE),
    Rule("antonym", "{one} says {mine}, {two} says the opposite, {theirs}",
         finders.antonym, mine=lexicon.OPPOSED, theirs=lexicon.OPPOSED,
         look=Look("detail", denials.alternatives, denials.excluded, alike=0.12, exclusive=True,
                   unframed=False), odds=0.91),
    Rule("act", "{one} says that somebody {mine}, {two} says {theirs}",
         look=Look("detail", denials.acts, denials.undone, exclusive=True, unframed=False)),
    Rule("quotation", "{one} quotes {mine}, which {two} does not quote so",
         finders.quotation,
         look=Look("wording", looks.quotations, looks.rendered,
                   rivals=looks.is_one_speech)),
    Rule("relation", "{one} relates {mine} to the rest in a way that {two} does not",
         finders.relation, mine=lexicon.RELATION),
    Rule("time", "{one} tells the time {mine}, {two} tells {theirs}",
         finders.time, mine=lexicon.TIME),
    Rule("including",
         "one counts a part where the other counts side by side: {one} has {mine}, {two} has {theirs}",
         look=Look("scope", looks.joined, looks.of_like_amounts, unframed=False), odds=2.20),
    Rule("witness", "one of the two is a comment whose author speaks as “I”, the other is a report",
         finders.witness),
    Rule("off", "{one} calls off what {two} has still to come",
         look=Look("negation", denials.called_off, looks.both, denials.plans, POINT,
                               exclusive=True, unframed=False)),
    Rule("first", "{one} counts a first since another time than {two}",
         look=Look("scope", looks.firsts, looks.since_unlike, alike=POINT), odds=2.41),
    Rule("way", "{one} has the way {mine}, {two} the way {theirs}",
         look=Look("detail", looks.ways, looks.both, exclusive=True, unframed=False), odds=2.13),
    Rule("all", "{one} says {mine} where {two} says {theirs}",
         look=Look("scope", looks.quantified, looks.both, alike=ALL)),
    Rule("cause", "{one} gives the cause {mine}, {two} gives {theirs}",
         look=Look("scope", looks.causes, looks.both, exclusive=True, spread=True,
                               unframed=False), odds=2.37),
    Rule("spelling", "{one} spells {mine} what {two} spells {theirs}",
         look=Look("name", looks.spellings, looks.misspelt, alike=POINT, exclusive=True,
                               rivals=looks.is_spelling, spread=True, unframed=False), odds=2.82),
    Rule("office", "{one} names {mine} in the office in which {two} names {theirs}",
         look=Look("name", looks.holders, looks.in_one_office, alike=POINT, exclusive=True,
                               rivals=looks.are_two, unframed=False), odds=1.63),
    Rule("first name", "{one} calls {mine} whom {two} calls {theirs}",
         look=Look("name", looks.first_names, looks.both, exclusive=True,
                               rivals=looks.is_one_person, spread=True, unframed=False), odds=2.49),
    Rule("name", "{one} names {mine}, {two} names {theirs}",
         finders.name, FILE),
    Rule("role", "{one} is about {mine}, {two} about {theirs}",
         finders.role, FILE),
    Rule("clause", "{one} has a clause that {two} hardly holds: {mine}",
         finders.clause, FILE),
    Rule("predicate", "of the same names {one} says {mine}, {two} says {theirs}",
         finders.predicate, FILE),
    Rule("run", "{one} has a phrase that {two} lacks: {mine}",
         finders.run, FILE),
    Rule("short", "{one} has too few words to be sure that {two} says the same: {mine}",
         finders.short, FILE),
    Rule("long", "{one} has many words that {two} lacks: {mine}",
         finders.long, FILE),
    Rule("frame", "{one} has {mine} in the place where {two} has {theirs}",
         finders.frame,
         look=framed.framed, odds=2.30),
    Rule("turned", "{one} tells {mine}, {two} the other way round, {theirs}",
         finders.turned),
    Rule("shade", "{one} has {mine} and {two} {theirs}, which changes what is claimed",
         finders.shade, DROP | FULL),
    Rule("lack", "{one} says {mine}, {two} says {theirs}",
         finders.lack, DROP | FULL),
    Rule("order", "{two} has its words in another order",
         finders.order, DROP),
    Rule("written", "{one} writes {mine}, which {two} does not write so",
         finders.written, DROP),
)  # fmt: skip
"""Every rule: clashes first, then lacks, then what costs most; of two that fire the first is told."""

DECISIVE = reduce(or_, (rule.mine | rule.theirs | rule.either for rule in RULES))
"""Classes of words without which some rule cannot fire."""


class Predictors(NamedTuple):
    """What is seen of a point beside the rule that found it, in the two sentences that are most alike.

    All but likeness and crowd are 0 for rules that look at the rest of the sentences by themselves.
    """

    score: float = 0.0
    """The score of a number or day above that of a plain one."""
    apart: float = 0.0
    """1 where each sentence has a name that the other lacks."""
    length: float = 0.0
    """Logarithm of the words of both, multiplied, by `USUAL`: long ones tell of more than one thing."""
    vague: float = 0.0
    """1 where one tells of dozens or hundreds, which is held against nothing but what is much alike."""
    likeness: float = 0.0
    """Likeness of the two, on the scale of `likeness.SAME_POINT`."""
    shared: float = 0.0
    """1 where both give an amount or a day that is the same."""
    crowd: float = 0.0
    """Stories of the group in tens, up to `CROWD`: of many pairs more are alike by chance, of two events."""


USUAL: Final = 15 * 20
"""Words of two sentences, small ones too, at which lengths say nothing: near the mean of those read, 300."""
CROWD: Final = 3.0
"""Tens of stories from which on more say nothing: the largest groups read have some 30 stories."""
PLAIN, STRONGEST = 1.5, 2.0
"""The score of a number or day that is shown; what more counts at most. Judgement: few score above 3.5."""
SCORED: Final = frozenset({"number", "day"})
"""Rules whose score says how sure they are."""
PLACED: Final = SCORED | {"antonym"}
"""Rules that look at the words around alone, not at the rest of the sentences."""

WEIGHTS: Final = Predictors(0.94, -0.48, -0.95, 1.00, 1.57, 0.46, -1.37)
"""What each predictor adds to the log-odds, a unit."""
SHOWN: Final = 0.0
"""Log-odds from which on a point is shown, the lowest from which on .75 of real news are right on the half to
tune on, fitted on it: 19 of 25 there, 91 of 107 with all other data; 22 of 34 and 98 of 114 on the half to
look at."""


def predictors(corpus: Corpus, rule: str, point: Discrepancy) -> Predictors:
    """Return the predictors of a point that a rule found."""
    crowd = min(len(corpus.stories) / 10, CROWD)
    pairs = [
        (one, other)
        for one, other in combinations(point.sides, 2)
        if not one.said.mask & other.said.mask and one.words.lower() != other.words.lower()
    ]
    if not pairs:
        return Predictors(crowd=crowd)
    alike, place = max(
        (corpus.nearness(one.said, other.said), -place) for place, (one, other) in enumerate(pairs)
    )
    told = pairs[-place]
    one, other = (mention.said for mention in told)
    if rule not in PLACED:
        return Predictors(likeness=alike, crowd=crowd)
    return Predictors(
        min(point.score - PLAIN, STRONGEST) if rule in SCORED else 0.0,
        float(clash.name_others(corpus, one, other)),
        log(len(one.tokens) * len(other.tokens) / USUAL),
        float(
            any(slot.kind == VAGUE for each in told for slot in each.said.slots if slot.start == each.start)
        ),
        alike,
        float(bool(one.values & other.values)),
        crowd,
    )


def strength(corpus: Corpus, rule: Rule, point: Discrepancy) -> float:
    """Return the log-odds that a reader would call a point that a rule found a difference: 1.1 is .75."""
    found = predictors(corpus, rule.name, point)
    return rule.odds + sum(weight * each for weight, each in zip(WEIGHTS, found, strict=True))


@lru_cache(maxsize=4)
def differing(corpus: Corpus) -> Mapping[tuple[int, int], Discrepancy]:
    """Return what differs between two claims: they are neither said once nor cited in full."""
    return {pair: point for point in discrepancies(corpus) for pair in point.pairs}


@lru_cache(maxsize=4)
def discrepancies(corpus: Corpus) -> Sequence[Discrepancy]:
    """Return what may be shown as differences between the sources of a group, the surest first.

    What stands inside the words of another point, as the numbers of a part and its whole, is told by it.
    """
    apart = are_apart(corpus.claims)
    found = [
        point._replace(score=strength(corpus, rule, point), rule=rule.name)
        for rule in RULES
        if rule.look and apart
        for point in rule.look(corpus)
    ]
    found = [point for point in found if point.score >= SHOWN]
    found.sort(key=lambda point: -round(point.score, 6))
    return [
        point
        for at, point in enumerate(found)
        if not any(
            point.told_by(other) and (to < at or not other.told_by(point))
            for to, other in enumerate(found)
            if to != at
        )
    ]
