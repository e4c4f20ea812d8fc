"""One table of rules: what speaks against saying two sentences once, and what may be shown as a difference.

A rule looks at a claim and its would-be cover and finds what the one says and the other does not: another
number, a negation, a name. In doubt it finds. A clash speaks against filing and against citing in full, a
lack against filing alone, a shade against citing in full and dropping. A rule with a look finds differences
among all claims of a group, to be shown. The words of a rule tell a person what it saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, reduce
from itertools import combinations
from math import log
from operator import or_
from typing import Final, NamedTuple

from sitegen.compare import clash, denials, finders, framed, looks
from sitegen.compare.claim import Claim, Telling, are_apart
from sitegen.compare.clash import VAGUE
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import DROP, FILE, FULL, Discrepancy, Look, Mention, Rule
from sitegen.compare.likeness import SAME_POINT as POINT
from sitegen.languages import codes, language
from sitegen.model import Difference, Sentence, Side, Statement, Story, differs
from sitegen.text import lexicon
from sitegen.text.numerals import has_digit
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
         look=Look("negation", denials.spared, denials.disproved, denials.harmed,
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
         look=Look("detail", denials.acts, denials.opposed, exclusive=True, unframed=False)),
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


def differences(corpus: Corpus, statements: Sequence[Statement]) -> tuple[Difference, ...]:
    """The points where the stories of a group may differ, the surest of each kind first.

    Every side stands in a passage that one of `statements` cites.
    """
    if len(corpus.stories) < 2:
        return ()
    shown = _Shown(corpus, statements)
    found: list[Difference] = []
    for point in (*fields(corpus), *discrepancies(corpus)):
        sides = tuple(shown.sides(point.sides))
        if differs(sides) and not _overlaps(found, sides) and not _of_two_fields(point):
            found.append(Difference(point.kind, point.about, sides))
    return tuple(found)


def _of_two_fields(point: Discrepancy) -> bool:
    """Whether a point sets values of fields with different names against each other."""
    names = {named(telling.sentence) for side in point.sides for telling in side.said.tellings}
    return len(names - {""}) > 1


def _overlaps(found: Iterable[Difference], sides: Sequence[Side]) -> bool:
    """Whether a difference has sides in the same sentences at the same words."""
    for difference in found:
        met = {
            side.story
            for side in sides
            for other in difference.sides
            if side.story == other.story and side.start < other.end and other.start < side.end
        }
        if len(met) > 1:
            return True
    return False


class _Shown:
    """What stands on the page: the sides of differences are looked for in it."""

    def __init__(self, corpus: Corpus, statements: Iterable[Statement]) -> None:
        self._stories = corpus.stories
        self._cited: dict[str, list[tuple[int, int, bool, str]]] = {}
        """For each story its cited spans with the statement; those of the wording shown first."""
        for statement in statements:
            for place, citation in enumerate(statement.citations):
                self._cited.setdefault(citation.story, []).append(
                    (citation.start, citation.end, place > 0, statement.id)
                )

    def sides(self, mentions: Iterable[Mention]) -> Iterator[Side]:
        """A side for each story that says a mention's sentence and is cited for it."""
        for mention in mentions:
            for telling in mention.said.tellings:
                side = self._side(mention, telling)
                if side is not None:
                    yield side

    def _side(self, mention: Mention, telling: Telling) -> Side | None:
        """The words as a span of the file; the whole sentence's where markup stands between."""
        sentence, path = telling.sentence, self._stories[telling.story].path
        fitting = [
            (shown, place, statement)
            for place, (start, end, shown, statement) in enumerate(self._cited.get(path, ()))
            if start <= sentence.start and sentence.end <= end
        ]
        if not fitting:
            return None
        statement = min(fitting)[2]
        first, last = _placed(mention, sentence.text)
        text = sentence.text[first:last]
        if sentence.exact:
            start = sentence.start + first
            return Side(path, statement, text, start, start + len(text))
        return Side(path, statement, text, sentence.start, sentence.end, exact=False)


def _placed(mention: Mention, text: str) -> tuple[int, int]:
    """Where a mention stands in a sentence of the same words, whose punctuation may be another."""
    if text == mention.said.text:
        return mention.start, mention.end
    words = mention.words
    start = text.find(words)
    return (start, start + len(words)) if start >= 0 else (0, len(text))


_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_JOINING_WORDS = """
to through until till and or the a an of in v version versions up bis von und der die das de à et jusqu
"""
_JOINING = frozenset(_JOINING_WORDS.split())
"""Words that join the parts of a value and change nothing of it."""


def fields(corpus: Corpus) -> Iterator[Discrepancy]:
    """Yield the fields of equal name whose values differ, in the order of the first story that has each.

    A value that only says less than another is no other value; a story that fills a field twice says
    nothing that could be compared.
    """
    found: dict[str, dict[int, int]] = {}
    for number, story in enumerate(corpus.stories):
        for name, place in _once(story).items():
            found.setdefault(name, {})[number] = place
    for places in found.values():
        sentences = [corpus.stories[number].sentences[place] for number, place in places.items()]
        said = [_said(sentence) for sentence in sentences]
        if any(_differ(one, other) for at, one in enumerate(said) for other in said[:at]):
            numbers = {tuple(token for token in each if token[0].isdigit()) for each in said}
            kind = "number" if len(numbers) > 1 and () not in numbers else "wording"
            claims = dict.fromkeys(corpus.claim_of[each] for each in places.items())
            yield Discrepancy(kind, 0.0, tuple(map(_valued, claims)), sentences[0].field)


def named(sentence: Sentence) -> str:
    """Return the name of a sentence's field as names are compared; empty where it has none."""
    name = " ".join(_TOKEN.findall(sentence.field.casefold()))
    return _names_by_meaning().get(name, name)


@cache
def _names_by_meaning() -> dict[str, str]:
    """Return what names of fields mean, of all languages: *fixed in* and *patched version* are one."""
    return {word: name for code in codes() for word, name in language(code).fields.same.items()}


def _once(story: Story) -> dict[str, int]:
    """The places of the fields that a story fills one time, by name."""
    found: dict[str, list[int]] = {}
    for place, sentence in enumerate(story.sentences):
        if name := named(sentence) if sentence.field else "":
            found.setdefault(name, []).append(place)
    return {name: place for name, places in found.items() if (place := _only(story, places)) >= 0}


def _only(story: Story, places: Sequence[int]) -> int:
    """The one place of a field, or the one whose value is a number; -1 where there are more."""
    counted = [place for place in places if has_digit(story.sentences[place].value)]
    return places[0] if len(places) == 1 else counted[0] if len(counted) == 1 else -1


def _said(sentence: Sentence) -> tuple[str, ...]:
    """The words and numbers of a value in their order, without what only joins them."""
    tokens = _TOKEN.findall(sentence.value.casefold())
    return tuple(token for token in tokens if token not in _JOINING)


def _valued(claim: Claim) -> Mention:
    """The words of a claim that fill its field."""
    end = len(claim.text)
    return Mention(claim, end - len(claim.tellings[0].sentence.value), end)


def _differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each of two values says something that the other does not."""
    return bool(set(one) - set(other)) and bool(set(other) - set(one))
