"""One table of rules: what speaks against saying two sentences once, and what may be shown as a difference.

A rule looks at a claim and its would-be cover and finds what the one says and the other does not: another
number, a negation, a name. In doubt it finds. A clash also makes a citation partial: it sees a difference,
not a lack. A rule with a look finds differences among all claims of a group, to be shown. The words of a rule
tell a person what it saw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce
from operator import or_

from sitegen.compare import denials, finders, framed, names, points, reach
from sitegen.compare.claim import Claim, are_apart
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import MOST_WORDS, Discrepancy, Finding, Look, Rule, paired
from sitegen.compare.likeness import SAME_POINT as POINT
from sitegen.compare.strength import SHOWN, strength
from sitegen.text import lexicon
from sitegen.text.tokens import DAY, NUMBER

RULES = (
    Rule("number", "{one} gives the number {mine}, {two} gives {theirs}, or it is of something else",
         finders.number, clash=True, mine=NUMBER,
         look=points.numbers),
    Rule("day", "{one} names the day {mine}, {two} names {theirs}, or it is of something else",
         finders.day, clash=True, mine=DAY,
         look=points.dates),
    Rule("fate", "{one} tells of other fates of people ({mine}) than {two} ({theirs})",
         finders.fate, clash=True, mine=lexicon.FATE, theirs=lexicon.FATE),
    Rule("negation", "one denies what the other does not: {one} has {mine}, {two} has {theirs}",
         finders.negation, clash=True, either=lexicon.NEGATION,
         look=Look("negation", 1.5, denials.denials, denials.contradicted, denials.assertions, POINT)),
    Rule("modality", "one is sure of what the other is not: {one} has {mine}, {two} has {theirs}",
         finders.modality, clash=True, either=lexicon.MODAL,
         look=Look("scope", 1.5, denials.doubts, denials.doubted, denials.reports)),
    Rule("tense", "one expects what the other tells as done: {one} has {mine}, {two} has {theirs}",
         finders.tense, clash=True, either=lexicon.FUTURE),
    Rule("contrast", "{one} has {mine}, which tells like things apart; {two} has {theirs}",
         finders.contrast, clash=True, mine=lexicon.CONTRAST | lexicon.PARTICLE),
    Rule("antonym", "{one} says {mine}, {two} says the opposite, {theirs}",
         finders.antonym, clash=True, mine=lexicon.OPPOSED, theirs=lexicon.OPPOSED,
         look=Look("detail", 1.4, denials.alternatives, denials.excluded, alike=0.12, unframed=False)),
    Rule("quotation", "{one} quotes {mine}, which {two} does not quote so",
         finders.quotation, clash=True,
         look=Look("wording", 0.9, reach.quotations, reach.rendered,
                   rivals=reach.is_one_speech)),
    Rule("relation", "{one} relates {mine} to the rest in a way that {two} does not",
         finders.relation, clash=True, mine=lexicon.RELATION),
    Rule("time", "{one} tells the time {mine}, {two} tells {theirs}",
         finders.time, clash=True, mine=lexicon.TIME),
    Rule("including",
         "one counts a part where the other counts side by side: {one} has {mine}, {two} has {theirs}",
         finders.including, clash=True, mine=NUMBER, either=lexicon.PART,
         look=Look("scope", 2.0, reach.joined, reach.of_like_amounts, unframed=False)),
    Rule("exchange", "{one} has {mine} between the same words as {two} has {theirs}",
         finders.exchange, clash=True, late=True),
    Rule("frame", "{one} has {mine} in the place where {two} has {theirs}",
         finders.frame, clash=True, late=True,
         look=framed.framed),
    Rule("turned", "{one} tells {mine}, {two} the other way round, {theirs}",
         finders.turned, clash=True, late=True),
    Rule("witness", "one of the two is a comment whose author speaks as “I”, the other is a report",
         finders.witness, clash=True),
    Rule("off", "{one} calls off what {two} has still to come",
         clash=True, look=Look("negation", 1.4, denials.called_off, denials.overturned, denials.plans, POINT,
                               exclusive=True, unframed=False)),
    Rule("first", "{one} counts a first since another time than {two}",
         clash=True, look=Look("scope", 1.5, reach.firsts, reach.since_unlike)),
    Rule("way", "{one} has the way {mine}, {two} the way {theirs}",
         clash=True, look=Look("detail", 1.5, reach.ways, names.both, exclusive=True, unframed=False)),
    Rule("all", "{one} says {mine} where {two} says {theirs}",
         clash=True, look=Look("scope", 1.4, reach.quantified, reach.in_one_frame)),
    Rule("cause", "{one} gives the cause {mine}, {two} gives {theirs}",
         clash=True, look=Look("scope", 1.4, reach.causes, names.both, single=True, spread=True,
                               unframed=False)),
    Rule("spelling", "{one} spells {mine} what {two} spells {theirs}",
         clash=True, look=Look("name", 1.5, names.spellings, names.misspelt, alike=POINT, exclusive=True,
                               rivals=names.is_spelling, spread=True, unframed=False)),
    Rule("office", "{one} names {mine} in the office in which {two} names {theirs}",
         clash=True, look=Look("name", 1.5, names.holders, names.in_one_office, alike=POINT,
                               rivals=names.are_two, unframed=False)),
    Rule("first name", "{one} calls {mine} whom {two} calls {theirs}",
         clash=True, look=Look("name", 1.5, names.first_names, names.both, exclusive=True,
                               rivals=names.is_one_person, spread=True, unframed=False)),
    Rule("name", "{one} names {mine}, {two} names {theirs}",
         finders.name ),
    Rule("substitution", "{one} has {mine} beside a name that {two} has {theirs} beside",
         finders.substituted ),
    Rule("role", "{one} is about {mine}, {two} about {theirs}",
         finders.role ),
    Rule("clause", "{one} has a clause that {two} hardly holds: {mine}",
         finders.clause ),
    Rule("predicate", "of the same names {one} says {mine}, {two} says {theirs}",
         finders.predicate ),
    Rule("run", "{one} has a phrase that {two} lacks: {mine}",
         finders.run ),
    Rule("short", "{one} has too few words to be sure that {two} says the same: {mine}",
         finders.short ),
    Rule("long", "{one} has many words that {two} lacks: {mine}",
         finders.long ),
    Rule("shade", "{one} says {mine} of it, {two} says {theirs}",
         finders.shade, clash=True, folds=True),
)  # fmt: skip
"""Every rule, those first that see a clash; of two that fire the first is told."""

DECISIVE = reduce(or_, (rule.mine | rule.theirs | rule.either for rule in RULES))
"""Classes of words without which some rule cannot fire."""


def _concerned(one: Claim, two: Claim) -> tuple[Rule, ...]:
    """The rules with a finder that may fire between two claims, in order."""
    return _of_classes(one.bits & DECISIVE, two.bits & DECISIVE)


@lru_cache(maxsize=16384)
def _of_classes(mine: int, theirs: int) -> tuple[Rule, ...]:
    """The same by the classes of their words."""
    return tuple([rule for rule in RULES if rule.find and rule.concerns(mine, theirs)])


def objects(corpus: Corpus, one: Claim, two: Claim) -> bool:
    """Whether any rule speaks against filing a claim under another; those that cost most are asked last."""
    if paired(one, two) in differing(corpus):
        return True
    late = []
    for rule in _concerned(one, two):
        if rule.late:
            late.append(rule)
        elif rule.find and not rule.folds and rule.find(corpus, one, two):
            return True
    return any(rule.find(corpus, one, two) for rule in late if rule.find)


def objection(corpus: Corpus, one: Claim, two: Claim, *, clash: bool = False) -> Finding | None:
    """Return the first finding against filing a claim under another; `clash`: a difference, no lack."""
    for rule in _concerned(one, two):
        asked = rule.find if (rule.clash if clash else not rule.folds) else None
        sight = asked(corpus, one, two) if asked else None
        if sight is not None:
            mine, theirs = (
                tuple([claim.text[token.start : token.end] for token in tokens[:MOST_WORDS]])
                for claim, tokens in ((one, sight.mine), (two, sight.theirs))
            )
            return Finding(rule, mine, theirs)
    point = differing(corpus).get(paired(one, two))
    if point is None:
        return None
    rule = next(rule for rule in RULES if rule.name == point.rule)
    sides = [tuple([side.words for side in point.sides if side.said is claim]) for claim in (one, two)]
    return Finding(rule, *sides)


@lru_cache(maxsize=4)
def differing(corpus: Corpus) -> Mapping[tuple[int, int], Discrepancy]:
    """Return what differs between two claims: they are neither said once nor cited in full."""
    return {pair: point for point in discrepancies(corpus) for pair in point.pairs}


@lru_cache(maxsize=4)
def discrepancies(corpus: Corpus) -> Sequence[Discrepancy]:
    """Return what may be shown as differences between the sources of a group, the surest first.

    Scores are log-odds (`compare.strength`). What stands inside the words of another point, as the numbers of
    a part and its whole, is told by it.
    """
    apart = are_apart(corpus.claims)
    found = [
        point._replace(score=strength(corpus, rule.name, point), rule=rule.name)
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
