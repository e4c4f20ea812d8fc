"""One table of rules: what speaks against saying two sentences once, and the words that tell a person why.

A rule looks at a passage and its would-be cover and finds what the passage claims and the cover does not:
another number, a negation, a name. Doubt finds. A clash also makes a citation partial: it sees a difference,
not a lack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sitegen.compare.align import PREFIX
from sitegen.compare.assertion import OF_A_KIND, Assertion, Scene, Scope
from sitegen.compare.passage import AnalysedSentence, coverage, inserted, part_coverage
from sitegen.languages import language, union
from sitegen.text import lexicon
from sitegen.text.tokens import DAY, NUMBER, Token

_TELLING = re.compile(r"#(?:[1-9]\d{2,}|0?\.0*[1-9]\d{2,}|[1-9]\d?\.\d\d*)\D*.*")
"""Numbers that mean something by themselves: of three digits or more, or with a decimal.

Others need a shared word within `NEAR_NUMBER` content words.
"""

NEAR_NUMBER = 4
"""Content words to each side of a number among which a shared one is sought."""

_DIGIT = re.compile(r"#\d(?!\d).*")
NEAR_DIGIT = 3
"""The same for numbers below ten."""

NEAR_DAY = 3
"""The same for a day, where the cover names another day as well."""

QUOTED_SHARE = 0.8
"""Least share of a quotation's word pairs that the cover holds."""

ALIKE_BIGRAMS = 0.5
"""Share of word pairs from which on a mere change of tense is taken as a change of the claim."""

APPOSITION = 14
"""Characters between the starts of a value and its other form behind it."""

NEAREST = 2
"""First words of a scope of which one must be in the other scope."""

PREDICATE_SHARE = 0.45
"""Least share covered of the words that are neither names nor numbers: what is said, not of whom."""

CLAUSE_WORDS, CLAUSE_SHARE = 2, 0.4
"""A clause of so many content words must be covered to this share."""

PART_SHARE = 0.2
"""The same for a part between commas."""

LONGEST_RUN = 2.0
"""Most weight of neighbouring words that the cover lacks: a phrase of its own is a fact of its own."""

LONGEST_INSERTION = 1.2
"""The same for words in whose place the cover has none of its own: added, not reworded."""

TINY, TINY_BIGRAMS = 3, 0.6
"""Sentences of so few content words need this share of their word pairs in the cover."""

SHORT, SHORT_COVERAGE, SHORT_BIGRAMS, SHORT_ANCHORS = 5, 0.85, 0.5, 2
"""Short sentences without a number need one of: coverage, word pairs, rare shared words."""

ROLE_COVERAGE, ROLE_BIGRAMS = 0.85, 0.5
"""Shares of words and of word pairs; below either, the first name of a sentence must be among the first two
of the cover: who did it."""

BESIDE = 2
"""Tokens to each side of a name among which a verb of reporting makes it a speaker's."""

LONG, LONG_COVERAGE = 7, 0.6
"""Sentences of so many content words without a shared number need this coverage."""

MOST_WORDS = 4
"""Words that a finding names on each side."""


@cache
def titles() -> frozenset[str]:
    """Return the words of all languages before a name that may be missing without another being meant."""
    return union(lambda known: known.comparison.titles)


@cache
def nations() -> frozenset[str]:
    """Return the words of all languages before a title that may be missing, never exchanged."""
    return union(lambda known: known.comparison.nations)


Scopes = tuple[Scope, ...]


Tokens = Sequence[Token]


class Sight(NamedTuple):
    """The words of a passage and of its cover that made a rule fire; of either there may be none."""

    mine: Tokens = ()
    theirs: Tokens = ()


class Rule(NamedTuple):
    """Something that may speak against filing one passage under another."""

    name: str
    find: Callable[[Scene, Assertion, Assertion], Sight | None]
    """What it sees in the passage and its would-be cover; None where it has nothing to say."""
    words: str
    """What it sees, for a person; {one}, {two} stand for the sentences, {mine}, {theirs} for their words."""
    clash: bool = False
    """Whether it sees a difference rather than a lack."""
    mine: int = 0
    """Classes of words of which the passage must hold one for it to fire; 0 for any passage."""
    theirs: int = 0
    """The same for the cover."""
    either: int = 0
    """The same for the two together."""

    def concerns(self, mine: int, theirs: int) -> bool:
        """Whether it may fire between two passages with words of these classes."""
        return (
            (not self.mine or self.mine & mine != 0)
            and (not self.theirs or self.theirs & theirs != 0)
            and (not self.either or self.either & (mine | theirs) != 0)
        )


class Finding(NamedTuple):
    """A rule that fired between two passages."""

    rule: Rule
    mine: tuple[str, ...]
    """The words of the passage that made it fire."""
    theirs: tuple[str, ...]

    def told(self, one: str, two: str) -> str:
        """Return what was found in words; `one` and `two` are what the passages are called.

        >>> rule = Rule("number", lambda *_: None, "{one} gives {mine}, {two} gives {theirs}")
        >>> Finding(rule, ("12",), ()).told("it", "the statement")
        'it gives “12”, the statement gives nothing of the kind'
        """
        mine, theirs = (
            ", ".join(f"“{word}”" for word in words) or "nothing of the kind" for words in self[1:]
        )
        return self.rule.words.format(one=one, two=two, mine=mine, theirs=theirs)


def found(rule: Rule, scene: Scene, one: Assertion, two: Assertion) -> Finding | None:
    """Return what a rule finds between a passage and its cover."""
    sight = rule.find(scene, one, two)
    if sight is None:
        return None
    sides = (
        tuple(passage.text[token.start : token.end] for token in tokens[:MOST_WORDS])
        for passage, tokens in ((one.passage, sight.mine), (two.passage, sight.theirs))
    )
    return Finding(rule, *sides)


def _first(sights: Iterator[Sight]) -> Sight | None:
    return next(sights, None)


def _of(assertion: Assertion, bits: int) -> Tokens:
    """The tokens of a class."""
    return [token for token in assertion.passage.tokens if token.bits & bits]


def _keyed(assertion: Assertion, keys: object) -> Tokens:
    """The tokens of some keys."""
    wanted = frozenset(keys)  # type: ignore[call-overload]
    return [token for token in assertion.passage.tokens if token.key in wanted]


def number_shared(one: Assertion, two: Assertion) -> bool:
    """Whether both hold a number that is anchored by a shared word or by its size."""
    return any(
        one.passage.content[at].key in two.passage.reach and anchored(one, two, at) for at in one.numbers
    )


def anchored(one: Assertion, two: Assertion, at: int) -> bool:
    """Whether a shared number is telling by itself or has a shared word beside it in both."""
    key = one.passage.content[at].key
    reach = _anchorage(key)
    if not reach:
        return True
    near = one.passage.beside(at, reach)
    return any(not near.isdisjoint(two.passage.beside(place, reach)) for place in places(two.passage, key))


@lru_cache(maxsize=4096)
def _anchorage(key: str) -> int:
    """Content words to each side of a number among which a shared one must stand; 0 where it tells alone."""
    if _TELLING.fullmatch(key):
        return 0
    return NEAR_DIGIT if _DIGIT.fullmatch(key) else NEAR_NUMBER


def places(passage: AnalysedSentence, key: str) -> Sequence[int]:
    """Places of a key among the content words."""
    return passage.positions.get(key, ())


def _number(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    content, reach = one.passage.content, two.passage.reach
    lacking = [content[at] for at in one.passage.numbers if content[at].key not in reach]
    other = [content[at] for at in one.numbers if not anchored(one, two, at) or _fated(one, two, at)]
    return Sight(lacking or other, _of(two, NUMBER)) if lacking or other else None


def _fated(one: Assertion, two: Assertion, at: int) -> bool:
    """Whether a shared number counts people of another fate in the cover: five injured, five killed."""
    mine = one.fate(at)
    if mine is None:
        return False
    theirs = {two.fate(place) for place in places(two.passage, one.passage.content[at].key)}
    return bool(theirs) and mine not in theirs and theirs != {None}


def _day(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    """Find a day that is not the cover's; a weekday may stand under its date, a date never under a weekday.

    Where the cover names two days, its own must stand beside the same words: arrested on Monday, said on
    Tuesday.
    """
    theirs = two.days
    other = [
        day
        for day in one.days
        if (day not in two.passage.keys and not (day.startswith("@w") and day in two.passage.reach))
        or (len(theirs) > 1 and not _beside_the_same(one.passage, two.passage, day))
    ]
    return Sight(_keyed(one, other), _of(two, DAY)) if other else None


def _beside_the_same(one: AnalysedSentence, two: AnalysedSentence, key: str) -> bool:
    """Whether a key has a content word beside it that it has in the cover too; or stands alone in either."""
    mine = [one.beside(at, NEAR_DAY) - {key} for at in places(one, key)]
    theirs = [two.beside(at, NEAR_DAY) - {key} for at in places(two, key)]
    return not mine or not theirs or any(near & other for near in mine for other in theirs)


def _contrast(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    lacking = one.contrasts - two.contrasts - two.passage.reach
    return Sight(_keyed(one, lacking), _of(two, lexicon.CONTRAST)) if lacking else None


def _time(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    lacking = one.times - two.times
    return Sight(_keyed(one, lacking), _of(two, lexicon.TIME)) if lacking else None


def _negation(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    if not _unlike(one.passage, one.negated, two.negated):
        return None
    return Sight(_of(one, lexicon.NEGATION), _of(two, lexicon.NEGATION))


def _modality(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    if not _unlike(one.passage, one.doubted, two.doubted, (one.intended, two.intended)):
        return None
    return Sight(_of(one, lexicon.MODAL), _of(two, lexicon.MODAL))


def _unlike(
    one: AnalysedSentence, mine: Scopes, theirs: Scopes, excused: tuple[Scopes, Scopes] = ((), ())
) -> bool:
    """Whether what is negated or doubted in one of two passages is stated outright in the other.

    `excused` are scopes of either (a future for a doubt) that excuse but never accuse.
    """
    if not mine and not theirs:
        return False
    my_own, their_own = excused
    first = None if language(one.language).grammar.verb_last else NEAREST
    if any(_unmet(scope, (*theirs, *their_own), first) for scope in mine):
        return True
    return any(
        not one.reach.isdisjoint(scope.governed) and _unmet(scope, (*mine, *my_own), first)
        for scope in theirs
    )


def _unmet(scope: Scope, others: Scopes, first: int | None) -> bool:
    """Whether no other negation or modal governs the same: the first words of each are among the other's."""
    key, governed = scope
    for other, theirs in others:
        if not governed or not theirs:
            if key == other:
                return False
        elif _anysame(governed[:first], theirs) and _anysame(theirs[:first], governed):
            return False
    return True


def _anysame(keys: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one of the keys, or a longer or shorter form of it, is among others."""
    for key in keys:
        if key in others:
            return True
    long = [other for other in others if len(other) >= PREFIX]
    return any(
        other.startswith(key) or key.startswith(other)
        for key in keys
        if long and len(key) >= PREFIX
        for other in long
    )


def _particle(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    """Find a word that opposite particles follow: checks in, checks out."""
    mine, theirs = one.particles, two.particles
    opposite = language(one.passage.language).opposites.particles
    turned = [
        key
        for key in mine.keys() & theirs.keys()
        if not mine[key] & theirs[key] and any(opposite[each] & theirs[key] for each in mine[key])
    ]
    return Sight(_keyed(one, turned), _keyed(two, turned)) if turned else None


def _relation(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    """Find what stands behind *against* or *since*, and in the cover without it."""
    theirs = {preposition for preposition, _ in two.related}
    lacking = [
        key for preposition, key in one.related if key in two.passage.reach and preposition not in theirs
    ]
    return Sight(_keyed(one, lacking), ()) if lacking else None


def _quotation(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    lacking = [
        pairs - two.pairs for pairs in one.quotations if len(pairs & two.pairs) < QUOTED_SHARE * len(pairs)
    ]
    return (
        Sight(_keyed(one, {key for pairs in lacking for pair in pairs for key in pair}), ())
        if lacking
        else None
    )


def _including(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    if not one.numbers or one.part == two.part:
        return None
    return Sight(_of(one, lexicon.PART), _of(two, lexicon.PART))


def _tense(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    if one.future == two.future:
        return None
    will, other = (one, two) if one.future else (two, one)
    if not language(one.passage.language).grammar.past_auxiliaries:
        bigrams = one.passage.bigrams
        told = len(bigrams & two.passage.bigrams) >= ALIKE_BIGRAMS * len(bigrams)
    else:
        told = bool(will.verbs & other.done)
    return Sight(_of(one, lexicon.FUTURE), _of(two, lexicon.FUTURE)) if told else None


def _antonym(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    theirs = two.rivals
    turned = [
        (key, against & theirs)
        for key, against in one.against
        if key not in two.passage.reach and not against.isdisjoint(theirs)
    ]
    if not turned:
        return None
    forms = frozenset().union(*[against for _, against in turned])
    text = two.passage.text
    return Sight(
        _keyed(one, {key for key, _ in turned}),
        [token for token in two.passage.tokens if text[token.start : token.end].lower() in forms],
    )


def _exchange(scene: Scene, one: Assertion, two: Assertion) -> Sight | None:
    """Find another number, day, name or opposite between the same words in the cover."""
    return _first(
        Sight((token,), two.framed[frame])
        for frame in one.framed
        if frame in two.framed
        for token in one.framed[frame]
        if _exchanged(scene, one.passage, token, two.passage, two.framed[frame])
    )


def _exchanged(
    scene: Scene, one: AnalysedSentence, token: Token, two: AnalysedSentence, rivals: Sequence[Token]
) -> bool:
    """Whether what stands in the token's place in the cover excludes it."""
    alike = scene.alignment.near.get(token.key, (token.key,))
    if any(other.key in alike for other in rivals):
        return False
    return any(_exclusive(one, token, two, other) for other in rivals) and not any(
        _twice_said(token, other, two) for other in rivals
    )


def _twice_said(token: Token, other: Token, two: AnalysedSentence) -> bool:
    """Whether the cover has the token right beside its rival: 90 km/h (56 mph)."""
    return any(each.key == token.key and abs(each.start - other.start) <= APPOSITION for each in two.content)


def _exclusive(one: AnalysedSentence, token: Token, two: AnalysedSentence, other: Token) -> bool:
    """Whether two tokens in one place make two claims."""
    if token.bits & other.bits & OF_A_KIND:
        return True
    mine, theirs = one.text[token.start : token.end], two.text[other.start : other.end]
    if token.capital and other.capital and token.weight and other.weight:
        titled = mine.lower() in titles() or theirs.lower() in titles()
        return not titled and not language(one.language).grammar.verb_last
    mine, theirs, told = mine.lower(), theirs.lower(), language(one.language).opposites
    if theirs in told.pairs.get(mine, ()) or theirs in told.particles.get(mine, ()):
        return True
    fates = told.fates
    return mine in fates and theirs in fates and fates[mine] != fates[theirs]


def _fate(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    """Find a fate that each tells and the other does not: killed, injured."""
    if not (one.fates - two.fates and two.fates - one.fates):
        return None
    return Sight(_of(one, lexicon.FATE), _of(two, lexicon.FATE))


def _inserted_negation(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    """Find a negation or modal between two words that the other passage has side by side."""
    mine, theirs = _split_pair(one, two), _split_pair(two, one)
    return Sight(mine, theirs) if mine or theirs else None


def _split_pair(one: Assertion, two: Assertion) -> Tokens:
    tokens = one.passage.tokens
    return [
        tokens[at]
        for at in one.negating
        if (tokens[at - 1].key, tokens[at + 1].key) in two.pairs
        and (tokens[at].key, tokens[at + 1].key) not in two.pairs
        and (tokens[at - 1].weight or tokens[at + 1].weight)
    ]


def _frame(scene: Scene, one: Assertion, two: Assertion) -> Sight | None:
    """Find a word in the place of one of a like sentence that does not mean the same."""
    frame = scene.frame(one.passage, two.passage)
    if not frame.differs:
        return None
    each = next((each for each in frame.exchanges if each.sure), frame.exchanges[0])
    return Sight(one.passage.tokens[slice(*each.mine)], two.passage.tokens[slice(*each.theirs)])


def _witness(scene: Scene, one: Assertion, two: Assertion) -> Sight | None:
    """Find that one of the two is a comment, whose author speaks as *I*, and the other is not."""
    return Sight() if (one.passage.home in scene.comments) != (two.passage.home in scene.comments) else None


def _name(scene: Scene, one: Assertion, two: Assertion) -> Sight | None:
    reach = two.passage.reach
    lacking = [
        token
        for token in one.names
        if token.key not in reach and token.key not in scene.topical and not _same_person(one, two, token)
    ]
    return Sight(lacking, two.names) if lacking else None


def _substituted(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    """Find another capital word beside a shared name than in the cover: Port Anne, Port Clare."""
    content = one.passage.content
    for at, token in enumerate(content):
        if not token.capital or token.key in two.passage.reach or not at:
            continue
        before = content[at - 1]
        if not before.capital or one.passage.text[before.end : token.start] != " ":
            continue
        for place in places(two.passage, before.key):
            if place + 1 < len(two.passage.content):
                other, head = two.passage.content[place + 1], two.passage.content[place]
                gap = two.passage.text[head.end : other.start]
                if other.capital and gap == " " and other.key not in one.passage.reach:
                    return Sight((token,), (other,))
    return None


def _same_person(one: Assertion, two: Assertion, token: Token) -> bool:
    """Whether a name the cover lacks is a title, or the first name of one it names without another."""
    lower = one.passage.text[token.start : token.end].lower()
    if lower in titles() or lower in nations():
        return True
    at = one.passage.content.index(token) + 1
    if at >= len(one.passage.content):
        return False
    surname = one.passage.content[at]
    if surname not in one.names or surname.key not in two.passage.reach:
        return False
    for place in places(two.passage, surname.key):
        before = two.passage.content[place - 1] if place else None
        if before and before.capital and two.passage.content[place].start - before.end == 1:
            title = two.passage.text[before.start : before.end].lower()
            if title not in titles():
                return False
    return True


def _clause(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    cover = two.passage
    shares = ((one.passage.clauses, CLAUSE_SHARE), (one.passage.parts, PART_SHARE))
    return _first(
        Sight([token for token in part if token.key not in cover.reach])
        for parts, share in shares
        for part in parts
        if len(part) >= CLAUSE_WORDS and part_coverage(part, cover) < share
    )


def _predicate(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    said = one.predicate
    if not said or part_coverage(said, two.passage) >= PREDICATE_SHARE or number_shared(one, two):
        return None
    return Sight([token for token in said if token.key not in two.passage.reach], two.predicate)


def _run(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    content, reach = one.passage.content, two.passage.reach
    at = 0
    while at < len(content):
        start, weight = at, 0.0
        while at < len(content) and content[at].key not in reach:
            weight += content[at].weight
            at += 1
        if weight > LONGEST_RUN or (
            weight > LONGEST_INSERTION and inserted(one.passage, two.passage, start, at)
        ):
            return Sight(content[start:at])
        at += 1
    return None


def _short(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    passage = one.passage
    count = len(passage.content)
    if count > SHORT:
        return None
    bigrams = passage.bigrams
    share = len(bigrams & two.passage.bigrams) / len(bigrams) if bigrams else 0.0
    if number_shared(one, two):
        return None
    if count <= TINY:
        return Sight(passage.content) if share < TINY_BIGRAMS else None
    anchors = len(passage.anchors & two.passage.reach)
    few = share < SHORT_BIGRAMS and anchors < SHORT_ANCHORS
    return Sight(passage.content) if few and coverage(passage, two.passage) < SHORT_COVERAGE else None


def _role(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    """Find that somebody else does it in the cover: its first name is another, or not among its first two."""
    if not one.names:
        return None
    first, others = one.names[0].key, two.names[:2]
    if first not in two.passage.reach or first in {token.key for token in others}:
        return None
    leads = _acts(one.passage, one.names[0]) and bool(others) and _acts(two.passage, others[0])
    if leads and others[0].key not in one.passage.reach:
        return Sight(one.names[:1], others)
    bigrams = one.passage.bigrams
    unlike = len(bigrams & two.passage.bigrams) < ROLE_BIGRAMS * len(bigrams)
    if unlike or coverage(one.passage, two.passage) < ROLE_COVERAGE:
        return Sight(one.names[:1], others)
    return None


def _acts(passage: AnalysedSentence, name: Token) -> bool:
    """Whether a name does not stand beside a verb of reporting, where it says so rather than does so."""
    at = passage.tokens.index(name)
    reports = language(passage.language).dates.report
    near = (*passage.tokens[max(0, at - BESIDE) : at], *passage.tokens[at + 1 : at + 1 + BESIDE])
    return not any(passage.text[token.start : token.end].lower() in reports for token in near)


def _long(_: Scene, one: Assertion, two: Assertion) -> Sight | None:
    if (
        len(one.passage.content) < LONG
        or coverage(one.passage, two.passage) >= LONG_COVERAGE
        or number_shared(one, two)
    ):
        return None
    return Sight([token for token in one.passage.content if token.key not in two.passage.reach])


RULES = (
    Rule(
        "number", _number, "{one} gives the number {mine}, {two} gives {theirs}, or it is of something else",
        clash=True, mine=NUMBER,
    ),
    Rule("day", _day, "{one} names the day {mine}, {two} names {theirs}, or it is of something else",
         clash=True, mine=DAY),
    Rule("fate", _fate, "{one} tells of other fates of people ({mine}) than {two} ({theirs})",
         clash=True, mine=lexicon.FATE, theirs=lexicon.FATE),
    Rule("negation", _negation, "one denies what the other does not: {one} has {mine}, {two} has {theirs}",
         clash=True, either=lexicon.NEGATION),
    Rule("modality", _modality, "one is sure of what the other is not: {one} has {mine}, {two} has {theirs}",
         clash=True, either=lexicon.MODAL),
    Rule("inserted", _inserted_negation,
         "a word between two neighbours turns what is said: {one} has {mine}, {two} has {theirs}",
         clash=True, either=lexicon.NEGATION | lexicon.MODAL),
    Rule("tense", _tense, "one expects what the other tells as done: {one} has {mine}, {two} has {theirs}",
         clash=True, either=lexicon.FUTURE),
    Rule("contrast", _contrast, "{one} has {mine}, which tells like things apart; {two} has {theirs}",
         clash=True, mine=lexicon.CONTRAST),
    Rule("antonym", _antonym, "{one} says {mine}, {two} says the opposite, {theirs}",
         clash=True, mine=lexicon.OPPOSED, theirs=lexicon.OPPOSED),
    Rule("quotation", _quotation, "{one} quotes {mine}, which {two} does not quote so", clash=True),
    Rule("particle", _particle, "what follows {mine} in {one} turns it the other way in {two}",
         clash=True, mine=lexicon.PARTICLE, theirs=lexicon.PARTICLE),
    Rule("relation", _relation, "{one} relates {mine} to the rest in a way that {two} does not",
         clash=True, mine=lexicon.RELATION),
    Rule("time", _time, "{one} tells the time {mine}, {two} tells {theirs}", clash=True, mine=lexicon.TIME),
    Rule("including", _including,
         "one counts a part where the other counts side by side: {one} has {mine}, {two} has {theirs}",
         clash=True, mine=NUMBER, either=lexicon.PART),
    Rule("exchange", _exchange, "{one} has {mine} between the same words as {two} has {theirs}", clash=True),
    Rule("frame", _frame, "{one} has {mine} in the place where {two} has {theirs}", clash=True),
    Rule("witness", _witness, "one of the two is a comment whose author speaks as “I”, the other is a report",
         clash=True),
    Rule("name", _name, "{one} names {mine}, {two} names {theirs}"),
    Rule("substitution", _substituted, "{one} has {mine} beside a name that {two} has {theirs} beside"),
    Rule("role", _role, "{one} is about {mine}, {two} about {theirs}"),
    Rule("clause", _clause, "{one} has a clause that {two} hardly holds: {mine}"),
    Rule("predicate", _predicate, "of the same names {one} says {mine}, {two} says {theirs}"),
    Rule("run", _run, "{one} has a phrase that {two} lacks: {mine}"),
    Rule("short", _short, "{one} has too few words to be sure that {two} says the same: {mine}"),
    Rule("long", _long, "{one} has many words that {two} lacks: {mine}"),
)  # fmt: skip
"""Every rule, those first that see a clash; of two that fire the first is told."""
