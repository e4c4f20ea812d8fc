"""One table of rules: what speaks against saying two sentences once, and what may be shown as a difference.

A rule looks at a claim and its would-be cover and finds what the one says and the other does not: another
number, a negation, a name. In doubt it finds. A clash speaks against filing and against citing in full, a
lack against filing alone, a shade against citing in full and dropping. A rule with a look finds differences
among all claims of a group, to be shown. The words of a rule tell a person what it saw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce
from operator import or_

from sitegen.compare import denials, finders, framed, names, points, reach
from sitegen.compare.claim import are_apart
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import DROP, FILE, FULL, Discrepancy, Look, Rule
from sitegen.compare.likeness import SAME_POINT as POINT
from sitegen.compare.strength import SHOWN, strength
from sitegen.text import lexicon
from sitegen.text.tokens import DAY, NUMBER

LACK = FILE

RULES = (
    Rule("number", "{one} gives the number {mine}, {two} gives {theirs}, or it is of something else",
         finders.number, mine=NUMBER,
         look=points.numbers),
    Rule("day", "{one} names the day {mine}, {two} names {theirs}, or it is of something else",
         finders.day, mine=DAY,
         look=points.dates),
    Rule("fate", "{one} tells of other fates of people ({mine}) than {two} ({theirs})",
         finders.fate, mine=lexicon.FATE, theirs=lexicon.FATE),
    Rule("negation", "one denies what the other does not: {one} has {mine}, {two} has {theirs}",
         finders.negation, either=lexicon.NEGATION,
         look=Look("negation", 1.5, denials.denials, denials.contradicted, denials.assertions, POINT)),
    Rule("modality", "one is sure of what the other is not: {one} has {mine}, {two} has {theirs}",
         finders.modality, either=lexicon.MODAL,
         look=Look("scope", 1.5, denials.doubts, denials.doubted, denials.reports)),
    Rule("tense", "one expects what the other tells as done: {one} has {mine}, {two} has {theirs}",
         finders.tense, either=lexicon.FUTURE),
    Rule("contrast", "{one} has {mine}, which tells like things apart; {two} has {theirs}",
         finders.contrast, mine=lexicon.CONTRAST | lexicon.PARTICLE),
    Rule("antonym", "{one} says {mine}, {two} says the opposite, {theirs}",
         finders.antonym, mine=lexicon.OPPOSED, theirs=lexicon.OPPOSED,
         look=Look("detail", 1.4, denials.alternatives, denials.excluded, alike=0.12, unframed=False)),
    Rule("quotation", "{one} quotes {mine}, which {two} does not quote so",
         finders.quotation,
         look=Look("wording", 0.9, reach.quotations, reach.rendered,
                   rivals=reach.is_one_speech)),
    Rule("relation", "{one} relates {mine} to the rest in a way that {two} does not",
         finders.relation, mine=lexicon.RELATION),
    Rule("time", "{one} tells the time {mine}, {two} tells {theirs}",
         finders.time, mine=lexicon.TIME),
    Rule("including",
         "one counts a part where the other counts side by side: {one} has {mine}, {two} has {theirs}",
         finders.including, mine=NUMBER, either=lexicon.PART,
         look=Look("scope", 2.0, reach.joined, reach.of_like_amounts, unframed=False)),
    Rule("witness", "one of the two is a comment whose author speaks as “I”, the other is a report",
         finders.witness),
    Rule("off", "{one} calls off what {two} has still to come",
         look=Look("negation", 1.4, denials.called_off, denials.overturned, denials.plans, POINT,
                               exclusive=True, unframed=False)),
    Rule("first", "{one} counts a first since another time than {two}",
         look=Look("scope", 1.5, reach.firsts, reach.since_unlike)),
    Rule("way", "{one} has the way {mine}, {two} the way {theirs}",
         look=Look("detail", 1.5, reach.ways, names.both, exclusive=True, unframed=False)),
    Rule("all", "{one} says {mine} where {two} says {theirs}",
         look=Look("scope", 1.4, reach.quantified, reach.in_one_frame)),
    Rule("cause", "{one} gives the cause {mine}, {two} gives {theirs}",
         look=Look("scope", 1.4, reach.causes, names.both, single=True, spread=True,
                               unframed=False)),
    Rule("spelling", "{one} spells {mine} what {two} spells {theirs}",
         look=Look("name", 1.5, names.spellings, names.misspelt, alike=POINT, exclusive=True,
                               rivals=names.is_spelling, spread=True, unframed=False)),
    Rule("office", "{one} names {mine} in the office in which {two} names {theirs}",
         look=Look("name", 1.5, names.holders, names.in_one_office, alike=POINT,
                               rivals=names.are_two, unframed=False)),
    Rule("first name", "{one} calls {mine} whom {two} calls {theirs}",
         look=Look("name", 1.5, names.first_names, names.both, exclusive=True,
                               rivals=names.is_one_person, spread=True, unframed=False)),
    Rule("name", "{one} names {mine}, {two} names {theirs}",
         finders.name, LACK),
    Rule("substitution", "{one} has {mine} beside a name that {two} has {theirs} beside",
         finders.substituted, LACK),
    Rule("role", "{one} is about {mine}, {two} about {theirs}",
         finders.role, LACK),
    Rule("clause", "{one} has a clause that {two} hardly holds: {mine}",
         finders.clause, LACK),
    Rule("predicate", "of the same names {one} says {mine}, {two} says {theirs}",
         finders.predicate, LACK),
    Rule("run", "{one} has a phrase that {two} lacks: {mine}",
         finders.run, LACK),
    Rule("short", "{one} has too few words to be sure that {two} says the same: {mine}",
         finders.short, LACK),
    Rule("long", "{one} has many words that {two} lacks: {mine}",
         finders.long, LACK),
    Rule("exchange", "{one} has {mine} between the same words as {two} has {theirs}",
         finders.exchange),
    Rule("frame", "{one} has {mine} in the place where {two} has {theirs}",
         finders.frame,
         look=framed.framed),
    Rule("turned", "{one} tells {mine}, {two} the other way round, {theirs}",
         finders.turned),
    Rule("shade", "{one} has {mine} and {two} {theirs}, which changes what is claimed",
         finders.shade, DROP | FULL),
    Rule("lack", "{one} says {mine}, {two} says {theirs}",
         finders.lack, DROP | FULL),
    Rule("one story", "both stand in one story, which rarely says a thing twice",
         finders.one_story, DROP),
    Rule("future", "one of the two speaks of what is to come: {one} has {mine}, {two} has {theirs}",
         finders.future, DROP, either=lexicon.FUTURE),
    Rule("order", "{two} has its words in another order",
         finders.order, DROP),
    Rule("written", "{one} writes {mine}, which {two} does not write so",
         finders.written, DROP),
)  # fmt: skip
"""Every rule: clashes first, then lacks, then what costs most; of two that fire the first is told."""

DECISIVE = reduce(or_, (rule.mine | rule.theirs | rule.either for rule in RULES))
"""Classes of words without which some rule cannot fire."""


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
