"""What a claim says that another must say too, if the two are to be said once: numbers, days, names, denials.

Each finder sees what speaks against filing a claim under its would-be cover; in doubt it sees something.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations, groupby, pairwise

from sitegen.compare.claim import Claim, Scope
from sitegen.compare.corpus import PREFIX, Corpus
from sitegen.compare.finding import Sight, Tokens
from sitegen.compare.frame import lacking, may_be_framed, named
from sitegen.languages import language, union
from sitegen.text import lexicon
from sitegen.text.meanings import kin
from sitegen.text.tokens import DAY, NUMBER, Token


def coverage(claim: Claim, cover: Claim) -> float:
    """Weighted share of a claim's words that its cover holds, 0 to 1."""
    if not claim.total:
        return 1.0
    weights = claim.weights
    return 1.0 - sum([weights[key] for key in claim.keys - cover.reach]) / claim.total


def part_coverage(part: Sequence[Token], cover: Claim) -> float:
    """The same for a part of a claim."""
    reach = cover.reach
    total = sum([token.weight for token in part])
    return sum([token.weight for token in part if token.key in reach]) / total if total else 1.0


def common_pairs(one: Claim, two: Claim) -> float:
    """Share of a claim's neighbouring words that are neighbours in another, 0 to 1; 0 of one word."""
    return len(one.bigrams & two.bigrams) / len(one.bigrams) if one.bigrams else 0.0


def inserted(claim: Claim, cover: Claim, start: int, end: int) -> bool:
    """Whether content words ``[start:end]`` stand where the cover has nothing of its own."""
    mine, theirs, own = claim.ordered, cover.ordered, claim.reach
    beside = [*mine[max(0, start - 1) : start], *mine[end : end + 1]]
    places = [place for key in beside for place in cover.positions.get(key, ())]
    return bool(places) and all(own.issuperset(theirs[max(0, place - 2) : place + 3]) for place in places)


def _keyed(claim: Claim, keys: Collection[str]) -> Tokens:
    """The tokens of some keys."""
    return [token for token in claim.tokens if token.key in keys]


def _missing(tokens: Tokens, cover: Claim) -> Tokens:
    """The tokens that a cover does not hold."""
    return [token for token in tokens if token.key not in cover.reach]


_TELLING = re.compile(r"#(?:[1-9]\d{2,}|0?\.0*[1-9]\d{2,}|[1-9]\d?\.\d\d*)\D*.*")
"""Numbers that mean something by themselves: of three digits or more, or with a decimal. Others need a shared
word within `NEAR_NUMBER` content words."""
NEAR_NUMBER = 4
"""Content words to each side of a number among which a shared one is sought. Swept."""
_DIGIT = re.compile(r"#\d(?!\d).*")
NEAR_DIGIT = 3
"""The same for numbers below ten. Swept."""


def number_shared(one: Claim, two: Claim) -> bool:
    """Whether both hold a number that is anchored by a shared word or by its size."""
    return any(one.content[at].key in two.reach and anchored(one, two, at) for at in one.numbers)


def anchored(one: Claim, two: Claim, at: int) -> bool:
    """Whether a shared number is telling by itself or has a shared word beside it in both."""
    key = one.content[at].key
    reach = _anchorage(key)
    if not reach:
        return True
    near = one.beside(at, reach)
    return any(not near.isdisjoint(two.beside(place, reach)) for place in two.positions.get(key, ()))


@lru_cache(maxsize=1024)
def _anchorage(key: str) -> int:
    """Content words to each side of a number among which a shared one must stand; 0 where it tells alone."""
    if _TELLING.fullmatch(key):
        return 0
    return NEAR_DIGIT if _DIGIT.fullmatch(key) else NEAR_NUMBER


def number(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a number that the cover lacks, or has of something else."""
    found = _missing([one.content[at] for at in one.numbers], two) or [
        one.content[at] for at in one.numbers if not anchored(one, two, at) or _of_other_fate(one, two, at)
    ]
    return Sight(found, two.of_class(NUMBER)) if found else None


FATE_REACH = 4
"""Content words to each side of a number among which the fate of those it counts is sought. Swept."""


def _of_other_fate(one: Claim, two: Claim, at: int) -> bool:
    """Whether a shared number counts people of another fate in the cover: five injured, five killed."""
    if not one.bits & two.bits & lexicon.FATE:
        return False
    theirs = {_fate(two, place) for place in two.positions.get(one.content[at].key, ())}
    return bool(theirs - {None}) and _fate(one, at) not in theirs | {None}


def _fate(claim: Claim, at: int) -> int | None:
    """What became of those whom the number at a place counts, by the nearest word that says so."""
    kinds = language(claim.language).opposites.fates
    near = [
        (abs(place - at), place, kinds[claim.form(token)])
        for place, token in enumerate(claim.content)
        if token.bits & lexicon.FATE and abs(place - at) <= FATE_REACH and claim.form(token) in kinds
    ]
    return min(near)[2] if near else None


NEAR_DAY = 3
"""The same for a day, where the cover names another day as well. Swept."""


def day(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a day that is not the cover's; a weekday may stand under its date, a date never under a weekday.

    Where the cover names two days, its own must stand beside the same words: arrested on Monday, said on
    Tuesday.
    """
    other = [
        day
        for day in one.days
        if (day not in two.keys and not (day.startswith("@w") and day in two.reach))
        or (len(two.days) > 1 and not _beside_the_same(one, two, day))
        or _said(one, day) != _said(two, day)
    ]
    return Sight(_keyed(one, other), two.of_class(DAY)) if other else None


def _said(claim: Claim, day: str) -> bool:
    """Whether a day is one on which somebody said something, wherever it stands."""
    places = [at for at, token in enumerate(claim.tokens) if token.key == day]
    return bool(places) and all(map(claim.reports, places))


def _beside_the_same(one: Claim, two: Claim, key: str) -> bool:
    """Whether a key has a content word beside it that it has in the cover too; or stands alone in either."""
    mine, theirs = (
        [each.beside(at, NEAR_DAY) - {key} for at in each.positions.get(key, ())] for each in (one, two)
    )
    return not mine or not theirs or any(near & other for near in mine for other in theirs)


def contrast(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a word that tells like things apart and that the cover lacks."""
    lacking = one.keys_of(lexicon.CONTRAST) - two.keys_of(lexicon.CONTRAST) - two.reach
    known = {two.form(each) for each in two.bare}
    found = [*_keyed(one, lacking), *(token for token in one.bare if one.form(token) not in known)]
    return Sight(found, two.of_class(lexicon.CONTRAST)) if found else None


def time(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a time that the cover does not tell."""
    lacking = one.keys_of(lexicon.TIME) - two.keys_of(lexicon.TIME)
    return Sight(_keyed(one, lacking), two.of_class(lexicon.TIME)) if lacking else None


NEAREST = 2
"""First words of a scope of which one must be in the other scope. Swept."""

Scopes = Sequence[Scope]


def negation(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that one denies what the other states."""
    if not _unlike(one, one.negated, two.negated):
        return None
    return Sight(one.of_class(lexicon.NEGATION), two.of_class(lexicon.NEGATION))


def modality(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that one doubts what the other states."""
    if not _unlike(one, _doubted(one, two), _doubted(two, one), (one.intended, two.intended)):
        return None
    return Sight(one.of_class(lexicon.MODAL), two.of_class(lexicon.MODAL))


def _doubted(one: Claim, two: Claim) -> Scopes:
    """What one claim doubts, but for conditions that the other does not make: an *if* excuses no *may*."""
    conditions = {token.key for token in one.of_class(lexicon.MODAL) if token.bits & lexicon.BORDER}
    only_here = conditions - {scope.key for scope in two.doubted}
    return [scope for scope in one.doubted if scope.key not in only_here]


def _unlike(one: Claim, mine: Scopes, theirs: Scopes, excused: tuple[Scopes, Scopes] = ((), ())) -> bool:
    """Whether what is negated or doubted in one of two claims is stated outright in the other.

    `excused` are scopes of either (a future for a doubt) that excuse but never accuse.
    """
    first = None if language(one.language).grammar.verb_last else NEAREST
    if any(_unmet(scope, (*theirs, *excused[1]), first) for scope in mine):
        return True
    return any(
        not one.reach.isdisjoint(scope.governed) and _unmet(scope, (*mine, *excused[0]), first)
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
    if any(key in others for key in keys):
        return True
    long = [other for other in others if len(other) >= PREFIX]
    return any(
        other.startswith(key) or key.startswith(other)
        for key in keys
        if long and len(key) >= PREFIX
        for other in long
    )


def relation(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find what stands behind *against* or *since*, and in the cover without it."""
    theirs = {preposition for preposition, _ in two.related}
    lacking = [key for preposition, key in one.related if key in two.reach and preposition not in theirs]
    return Sight(_keyed(one, lacking), ()) if lacking else None


QUOTED_WORDS = 3
"""Words from which on a quotation must be the cover's too. Swept."""
QUOTED_SHARE = 0.8
"""Least share of a quotation's word pairs that the cover holds. Swept."""


def quotation(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a quotation of which the cover has other words."""
    for span in one.quotations:
        inside = [one.tokens[at] for at in one.quoted(*span)]
        pairs = frozenset(pairwise([token.key for token in inside]))
        if len(inside) >= QUOTED_WORDS and len(pairs & two.pairs) < QUOTED_SHARE * len(pairs):
            return Sight(_missing(inside, two) or inside)
    return None


ALIKE_PAIRS = 0.5
"""Share of word pairs from which on a mere change of tense is taken as a change of the claim. Swept."""


def tense(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that one expects what the other tells as done."""
    if one.future == two.future:
        return None
    will, other = (one, two) if one.future else (two, one)
    if language(one.language).grammar.past_auxiliaries:
        told = bool(will.planned & other.done)
    else:
        told = common_pairs(one, two) >= ALIKE_PAIRS
    return Sight(one.of_class(lexicon.FUTURE), two.of_class(lexicon.FUTURE)) if told else None


def antonym(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find the opposite of a word in the cover."""
    turned = {
        key: against & two.rivals
        for key, against in one.against
        if key not in two.reach and not against.isdisjoint(two.rivals)
    }
    forms = frozenset().union(*turned.values())
    return Sight(_keyed(one, turned), [t for t in two.tokens if two.form(t) in forms]) if turned else None


def witness(corpus: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that one of the two is a comment, whose author speaks as *I*, and the other is not."""
    return Sight() if (one.home in corpus.comments) != (two.home in corpus.comments) else None


@cache
def titles() -> frozenset[str]:
    """Return the words of all languages before a name that may be missing without another being meant."""
    return union(lambda known: known.comparison.titles)


@cache
def nations() -> frozenset[str]:
    """Return the words of all languages before a title that may be missing, never exchanged."""
    return union(lambda known: known.comparison.nations)


def name(corpus: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a name that the cover lacks."""
    lacking = [
        token
        for token in _missing(one.names, two)
        if token.key not in corpus.topical and not _same_person(one, two, token)
    ]
    return Sight(lacking, two.names) if lacking else None


def _same_person(one: Claim, two: Claim, token: Token) -> bool:
    """Whether a name the cover lacks is a title, or the first name of one it names without another."""
    if one.form(token) in titles() or one.form(token) in nations():
        return True
    at = one.content.index(token) + 1
    surname = one.content[at] if at < len(one.content) else None
    if surname is None or surname not in one.names or surname.key not in two.reach:
        return False
    for place in two.positions.get(surname.key, ()):
        head, before = two.content[place], two.content[place - 1]
        if place and before.capital and head.start - before.end == 1 and two.form(before) not in titles():
            return False
    return True


ROLE_PAIRS = 0.5
"""Share of word pairs below which the first name of a sentence must be among the first two of the cover.
Swept."""
BESIDE = 2
"""Tokens to each side of a name among which a verb of reporting makes it a speaker's. Swept."""


def role(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that somebody else does it in the cover: its first name is another, or not among its first two."""
    if not one.names:
        return None
    first, others = one.names[0], two.names[:2]
    if first.key not in two.reach or first.key in {token.key for token in others}:
        return None
    another = bool(others) and others[0].key not in one.reach and _acts(one, first) and _acts(two, others[0])
    if another or common_pairs(one, two) < ROLE_PAIRS:
        return Sight((first,), others)
    return None


def _acts(claim: Claim, name: Token) -> bool:
    """Whether a name does not stand beside a verb of reporting, where it says so rather than does so."""
    at = claim.tokens.index(name)
    near = claim.forms[max(0, at - BESIDE) : at + 1 + BESIDE]
    return language(claim.language).dates.report.isdisjoint(near)


CLAUSE_WORDS, CLAUSE_SHARE = 2, 0.4
"""A clause of so many content words must be covered to this share. Swept."""
PART_SHARE = 0.2
"""The same for a part between commas. Swept."""


def clause(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a clause that the cover hardly holds."""
    for parts, share in ((one.clauses, CLAUSE_SHARE), (one.parts, PART_SHARE)):
        for part in parts:
            if len(part) >= CLAUSE_WORDS and part_coverage(part, two) < share:
                return Sight(_missing(part, two))
    return None


PREDICATE_SHARE = 0.45
"""Least share covered of the words that are neither names nor numbers: what is said, not of whom. Swept."""
OTHER_ACTS, FEW_WORDS = 0.4, 9
"""Share, by weight, of the words that say what is done from which on another thing is; content words of a
sentence in which that is seen: a longer one says more than one thing. Read: eleven own pairs that say another
thing are parted (benchmarks/shades.toml), and of 356 folds of near-copies, rewrites and real news three, one
of which told one thing in other words."""


def predicate(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that of the same names another thing is said, or that somebody does another thing to the same."""
    if not one.predicate or number_shared(one, two):
        return None
    if part_coverage(one.predicate, two) < PREDICATE_SHARE:
        return Sight(_missing(one.predicate, two), two.predicate)
    if max(len(one.content), len(two.content)) > FEW_WORDS or one.quotations or two.quotations:
        return None
    acts = _acts_of(one), _acts_of(two)
    new = _without_kin(acts[0], two, acts[1]), _without_kin(acts[1], one, acts[0])
    apart = all(own and _heft(own) >= OTHER_ACTS * _heft(told) for own, told in zip(new, acts, strict=True))
    return Sight(*new) if apart else None


def _acts_of(claim: Claim) -> Tokens:
    """The words that say what is done: no names, nor those that stand where a noun does."""
    copula = language(claim.language).frames.copula
    return [
        token
        for at, token in enumerate(claim.tokens)
        if at
        and token.weight
        and not (token.capital or token.bits & (NUMBER | DAY))
        and claim.forms[at] not in copula
        and (not named(claim, at) or claim.forms[at - 1] in copula)
    ]


def _without_kin(acts: Tokens, cover: Claim, others: Tokens) -> Tokens:
    """The acts that a cover does not have, nor another that can mean the same."""
    return [
        token
        for token in _missing(acts, cover)
        if not any(kin(cover.language, token.key, other.key) for other in others)
    ]


def _heft(tokens: Tokens) -> float:
    return sum([token.weight for token in tokens])


LONGEST_RUN = 2.0
"""Most weight of neighbouring words that the cover lacks: a phrase of its own is a fact of its own. Swept."""
LONGEST_INSERTION = 1.2
"""The same for words in whose place the cover has none of its own: added, not reworded. Swept."""


def run(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a phrase that the cover lacks."""
    at = 0
    for lacks, phrase in groupby(one.content, lambda token: token.key not in two.reach):
        words = list(phrase)
        if lacks:
            weight = _heft(words)
            if weight > LONGEST_RUN or (
                weight > LONGEST_INSERTION and inserted(one, two, at, at + len(words))
            ):
                return Sight(words)
        at += len(words)
    return None


TINY, TINY_PAIRS = 3, 0.6
"""Sentences of so few content words need this share of their word pairs in the cover. Swept."""
SHORT, SHORT_COVERAGE, SHORT_PAIRS, SHORT_ANCHORS = 5, 0.85, 0.5, 2
"""Short sentences without a number need one of: coverage, word pairs, rare shared words. Swept."""


def short(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that a short sentence has too little in common with the cover."""
    if len(one.content) > SHORT or number_shared(one, two):
        return None
    pairs = common_pairs(one, two)
    few = pairs < TINY_PAIRS
    if len(one.content) > TINY:
        few = pairs < SHORT_PAIRS and len(one.anchors & two.reach) < SHORT_ANCHORS
        few = few and coverage(one, two) < SHORT_COVERAGE
    return Sight(one.content) if few else None


LONG, LONG_COVERAGE = 7, 0.6
"""Sentences of so many content words without a shared number need this coverage. Swept."""


def long(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that the cover lacks much of a long sentence."""
    if len(one.content) < LONG or coverage(one, two) >= LONG_COVERAGE or number_shared(one, two):
        return None
    return Sight(_missing(one.content, two))


LISTED = (NUMBER, DAY, lexicon.FATE, lexicon.CONTRAST | lexicon.OPPOSED)
"""Classes of words that a sentence lists, each of something else: 40 tonnes in 2019, 60 in 2020."""

Spots = Mapping[str, tuple[int, int]]
"""Where the words that stand once in each of two claims do so, in the order of the first."""


def turned(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find words that stand to each other the other way round in the cover: who did it, how many when."""
    if one.language != two.language:
        return None
    theirs = two.single
    spots = {key: (at, theirs[key]) for key, at in one.single.items() if key in theirs}
    found = _paired_otherwise(one, two, spots) or _around_a_word(one, two, spots)
    return Sight(*[_keyed(each, found) for each in (one, two)]) if found else None


def _paired_otherwise(one: Claim, two: Claim, spots: Spots) -> Collection[str]:
    """Listed words that exchange what stands nearer to them, or that go with another list otherwise."""
    lists = [
        [key for key, (at, _) in spots.items() if one.content[at].bits & bits]
        for bits in LISTED
        if one.bits & two.bits & bits
    ]
    for listed in lists:
        for pair in pairwise(listed):
            (a, to_a), (b, to_b) = spots[pair[0]], spots[pair[1]]
            nearer = [
                (abs(at - a) - abs(at - b), abs(to - to_a) - abs(to - to_b)) for at, to in spots.values()
            ]
            if any(here < 0 < there for here, there in nearer) and any(h > 0 > t for h, t in nearer):
                return pair
    for ones, others in combinations(lists, 2):
        if len(ones) == len(others):
            there = [sorted(listed, key=lambda key: spots[key][1]) for listed in (ones, others)]
            if {*zip(ones, others, strict=True)} != {*zip(*there, strict=True)}:
                return {*ones, *others}
    return ()


def _around_a_word(one: Claim, two: Claim, spots: Spots) -> Collection[str]:
    """Words before another in one claim and behind it in the other, and the reverse: the dog found the boy.

    Where the claims do not share all their words, names by where they stand first.
    """
    known = language(one.language)
    equal = one.keys <= two.reach and two.keys <= one.reach
    placed = {key: at for key, at in spots.items() if not one.content[at[0]].bits & (DAY | lexicon.TIME)}
    names = {token.key for token in one.content if token.capital} & two.keys
    free = {key: (one.positions[key][0], two.positions[key][0]) for key in names} | (placed if equal else {})
    agents = known.frames.agent
    if len(free) < 2 or known.grammar.verb_last:
        return ()
    if not (agents.isdisjoint(one.surfaces) and agents.isdisjoint(two.surfaces)):
        return ()
    for verb, (here, there) in placed.items():
        if not (one.content[here].capital or one.content[here].bits & NUMBER):
            before = [key for key, (at, to) in free.items() if at < here and to > there]
            behind = [key for key, (at, to) in free.items() if at > here and to < there]
            if before and behind:
                return {*before, verb, *behind}
    return ()


def frame(corpus: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a word in the place of one of a like sentence that does not mean the same."""
    frame = corpus.frame(one, two) if may_be_framed(one, two) else None
    if frame is None or not frame.differs:
        return None
    each = next((each for each in frame.exchanges if each.sure), frame.exchanges[0])
    return Sight(one.tokens[slice(*each.mine)], two.tokens[slice(*each.theirs)])


def shade(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find what one of two claims says in a small word, an adjective or a head that the other lacks."""
    mine, theirs = one.shades, two.shades
    here = [token for name in mine.keys() - theirs.keys() for token in mine[name]]
    there = [token for name in theirs.keys() - mine.keys() for token in theirs[name]]
    if not (here or there):
        here, there = _nuances(one, two), _nuances(two, one)
    return Sight(here, there) if here or there else None


NUANCE = lexicon.CONTRAST | lexicon.INTENT | lexicon.LINK
"""Classes of words that tell how much, whether or for the how manyth time something is so."""


def _nuances(one: Claim, two: Claim) -> list[Token]:
    """The words that shade a claim and that another lacks: almost, the *roof of* the hall."""
    known = language(one.language)
    found = []
    for at, token in enumerate(one.tokens):
        if token.key in two.reach or token.bits & (NUMBER | DAY):
            continue
        if token.bits & NUANCE:
            form = one.form(token)
            # Of a number, about and some are told by its bound.
            if not (form in two.surfaces or form in _bounds(one.language)) and (
                at or form not in known.words.opener
            ):
                found.append(token)
        elif token.weight and _heads(one, at, two):
            found.append(token)
    return found


@cache
def _bounds(code: str) -> frozenset[str]:
    """The words that stand before a number of a language and say that it is about right, or the least."""
    return frozenset(word for phrase in language(code).amounts.bounds for word in phrase.split())


def _heads(one: Claim, at: int, two: Claim) -> bool:
    """Whether a noun makes of what the other claim tells a part or a neighbour: the *roof of* the hall."""
    behind = one.tokens[at + 1 : at + 4]
    small = next((place for place, each in enumerate(behind) if each.weight), 0)
    if not small or behind[small].key not in two.reach:
        return False
    gap = one.text[one.tokens[at].end : behind[small].start]
    known = language(one.language)
    nouns = known.grammar.capital_nouns
    noun = one.tokens[at].capital if nouns else one.form(behind[0]) in known.frames.preposition
    return noun and "," not in gap and _is_headed(two, behind[small].key)


def _is_headed(claim: Claim, key: str) -> bool:
    """Whether a noun stands behind an article alone."""
    return any(
        token.key == key and at and claim.tokens[at - 1].bits & lexicon.ARTICLE
        for at, token in enumerate(claim.tokens)
    )


def lack(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find words of either that have no kin in the other."""
    here, there = lacking(one, two), lacking(two, one)
    return Sight(here, there) if here or there else None


LEAST_PAIRS = 0.5
"""Least share of its word pairs that a dropped sentence has in common with its cover. Measured on independent
reports: below it the words are those of the cover and the claim need not be (a coach named as hired and as
fired); folding shows them at no cost to the length of the page."""


def order(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find few neighbouring words that are neighbours in the cover too."""
    return Sight() if one.bigrams and common_pairs(one, two) < LEAST_PAIRS else None


_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*")


def written(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a name that the cover writes in another way."""
    known = {_bare(word) for word in _WORD.findall(two.text)}
    names = [
        token
        for token in one.content
        if token.capital and _bare(one.text[token.start : token.end]) not in known
    ]
    return Sight(names) if names else None


def _bare(word: str) -> str:
    """A word in small letters without a possessive ending."""
    return word.lower().replace("’", "'").removesuffix("'s").replace(".", "")
