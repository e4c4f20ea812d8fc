"""What a claim says that another must say too, if the two are to be said once: numbers, days, names, denials.

Each finder sees what speaks against filing a claim under its would-be cover; in doubt it sees something.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from sitegen.compare.claim import OF_A_KIND, Claim, Scope
from sitegen.compare.corpus import PREFIX, Corpus
from sitegen.compare.finding import Sight, Tokens
from sitegen.compare.frame import lacking, named
from sitegen.languages import language, union
from sitegen.text import lexicon
from sitegen.text.meanings import kin
from sitegen.text.tokens import DAY, NUMBER, Token

_TELLING = re.compile(r"#(?:[1-9]\d{2,}|0?\.0*[1-9]\d{2,}|[1-9]\d?\.\d\d*)\D*.*")
"""Numbers that mean something by themselves: of three digits or more, or with a decimal.

Others need a shared word within `NEAR_NUMBER` content words.
"""

NEAR_NUMBER = 4
"""Content words to each side of a number among which a shared one is sought. Swept."""

_DIGIT = re.compile(r"#\d(?!\d).*")
NEAR_DIGIT = 3
"""The same for numbers below ten. Swept."""

NEAR_DAY = 3
"""The same for a day, where the cover names another day as well. Swept."""

QUOTED_WORDS = 3
"""Words from which on a quotation must be the cover's too. Swept."""

QUOTED_SHARE = 0.8
"""Least share of a quotation's word pairs that the cover holds. Swept."""

ALIKE_BIGRAMS = 0.5
"""Share of word pairs from which on a mere change of tense is taken as a change of the claim. Swept."""

APPOSITION = 14
"""Characters between the starts of a value and its other form behind it. Swept."""

NEAREST = 2
"""First words of a scope of which one must be in the other scope. Swept."""

PREDICATE_SHARE = 0.45
"""Least share covered of the words that are neither names nor numbers: what is said, not of whom. Swept."""

CLAUSE_WORDS, CLAUSE_SHARE = 2, 0.4
"""A clause of so many content words must be covered to this share. Swept."""

PART_SHARE = 0.2
"""The same for a part between commas. Swept."""

LONGEST_RUN = 2.0
"""Most weight of neighbouring words that the cover lacks: a phrase of its own is a fact of its own.
Swept.
"""

LONGEST_INSERTION = 1.2
"""The same for words in whose place the cover has none of its own: added, not reworded. Swept."""

TINY, TINY_BIGRAMS = 3, 0.6
"""Sentences of so few content words need this share of their word pairs in the cover. Swept."""

SHORT, SHORT_COVERAGE, SHORT_BIGRAMS, SHORT_ANCHORS = 5, 0.85, 0.5, 2
"""Short sentences without a number need one of: coverage, word pairs, rare shared words. Swept."""

ROLE_COVERAGE, ROLE_BIGRAMS = 0.85, 0.5
"""Shares of words and of word pairs; below either, the first name of a sentence must be among the first two
of the cover: who did it. Swept.
"""

BESIDE = 2
"""Tokens to each side of a name among which a verb of reporting makes it a speaker's. Swept."""

LONG, LONG_COVERAGE = 7, 0.6
"""Sentences of so many content words without a shared number need this coverage. Swept."""


@cache
def titles() -> frozenset[str]:
    """Return the words of all languages before a name that may be missing without another being meant."""
    return union(lambda known: known.comparison.titles)


@cache
def nations() -> frozenset[str]:
    """Return the words of all languages before a title that may be missing, never exchanged."""
    return union(lambda known: known.comparison.nations)


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


def inserted(claim: Claim, cover: Claim, start: int, end: int) -> bool:
    """Whether content words ``[start:end]`` stand where the cover has nothing of its own."""
    mine, theirs, own = claim.ordered, cover.ordered, claim.reach
    places: list[int] = []
    if start:
        places += cover.positions.get(mine[start - 1], ())
    if end < len(mine):
        places += cover.positions.get(mine[end], ())
    for place in places:
        if not own.issuperset(theirs[max(0, place - 2) : place + 3]):
            return False
    return bool(places)


Scopes = tuple[Scope, ...]


def _first(sights: Iterator[Sight]) -> Sight | None:
    return next(sights, None)


def _keyed(claim: Claim, keys: Collection[str]) -> Tokens:
    """The tokens of some keys."""
    return [token for token in claim.tokens if token.key in keys]


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
    return any(not near.isdisjoint(two.beside(place, reach)) for place in places(two, key))


@lru_cache(maxsize=1024)
def _anchorage(key: str) -> int:
    """Content words to each side of a number among which a shared one must stand; 0 where it tells alone."""
    if _TELLING.fullmatch(key):
        return 0
    return NEAR_DIGIT if _DIGIT.fullmatch(key) else NEAR_NUMBER


def places(claim: Claim, key: str) -> Sequence[int]:
    """Places of a key among the content words."""
    return claim.positions.get(key, ())


def number(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a number that the cover lacks, or has of something else."""
    content, reach = one.content, two.reach
    lacking = [content[at] for at in one.number_places if content[at].key not in reach]
    other = [content[at] for at in one.numbers if not anchored(one, two, at) or _fated(one, two, at)]
    return Sight(lacking or other, two.of_class(NUMBER)) if lacking or other else None


def _fated(one: Claim, two: Claim, at: int) -> bool:
    """Whether a shared number counts people of another fate in the cover: five injured, five killed."""
    mine = one.fate(at)
    if mine is None:
        return False
    theirs = {two.fate(place) for place in places(two, one.content[at].key)}
    return bool(theirs) and mine not in theirs and theirs != {None}


def day(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a day that is not the cover's; a weekday may stand under its date, a date never under a weekday.

    Where the cover names two days, its own must stand beside the same words: arrested on Monday, said on
    Tuesday.
    """
    theirs = two.days
    other = [
        day
        for day in one.days
        if (day not in two.keys and not (day.startswith("@w") and day in two.reach))
        or (len(theirs) > 1 and not _beside_the_same(one, two, day))
        or _said(one, day) != _said(two, day)
    ]
    return Sight(_keyed(one, other), two.of_class(DAY)) if other else None


def _said(claim: Claim, day: str) -> bool:
    """Whether a day is one on which somebody said something, wherever it stands."""
    places = [at for at, token in enumerate(claim.tokens) if token.key == day]
    return bool(places) and all(map(claim.reports, places))


def _beside_the_same(one: Claim, two: Claim, key: str) -> bool:
    """Whether a key has a content word beside it that it has in the cover too; or stands alone in either."""
    mine = [one.beside(at, NEAR_DAY) - {key} for at in places(one, key)]
    theirs = [two.beside(at, NEAR_DAY) - {key} for at in places(two, key)]
    return not mine or not theirs or any(near & other for near in mine for other in theirs)


def contrast(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a word that tells like things apart and that the cover lacks."""
    lacking = one.keys_of(lexicon.CONTRAST) - two.keys_of(lexicon.CONTRAST) - two.reach
    bare = [token for token in one.bare if one.form(token) not in {two.form(each) for each in two.bare}]
    if not (lacking or bare):
        return None
    return Sight((*_keyed(one, lacking), *bare), two.of_class(lexicon.CONTRAST))


def time(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a time that the cover does not tell."""
    lacking = one.keys_of(lexicon.TIME) - two.keys_of(lexicon.TIME)
    return Sight(_keyed(one, lacking), two.of_class(lexicon.TIME)) if lacking else None


def negation(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that one denies what the other states."""
    if not _unlike(one, one.negated, two.negated):
        return None
    return Sight(one.of_class(lexicon.NEGATION), two.of_class(lexicon.NEGATION))


def modality(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that one doubts what the other states."""
    mine, theirs = _doubted(one, two), _doubted(two, one)
    if not _unlike(one, mine, theirs, (one.intended, two.intended)):
        return None
    return Sight(one.of_class(lexicon.MODAL), two.of_class(lexicon.MODAL))


def _doubted(one: Claim, two: Claim) -> Scopes:
    """What one claim doubts, but for conditions that the other does not make: an *if* excuses no *may*."""
    conditions = {token.key for token in one.of_class(lexicon.MODAL) if token.bits & lexicon.BORDER}
    if not conditions:
        return one.doubted
    made = {scope.key for scope in two.doubted}
    return tuple(scope for scope in one.doubted if scope.key not in conditions or scope.key in made)


def _unlike(one: Claim, mine: Scopes, theirs: Scopes, excused: tuple[Scopes, Scopes] = ((), ())) -> bool:
    """Whether what is negated or doubted in one of two claims is stated outright in the other.

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


def relation(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find what stands behind *against* or *since*, and in the cover without it."""
    theirs = {preposition for preposition, _ in two.related}
    lacking = [key for preposition, key in one.related if key in two.reach and preposition not in theirs]
    return Sight(_keyed(one, lacking), ()) if lacking else None


def quotation(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a quotation of which the cover has other words."""
    for span in one.quotations:
        inside = [one.tokens[at] for at in one.quoted(*span)]
        pairs = frozenset(pairwise([token.key for token in inside]))
        if len(inside) >= QUOTED_WORDS and len(pairs & two.pairs) < QUOTED_SHARE * len(pairs):
            return Sight([token for token in inside if token.key not in two.reach] or inside)
    return None


def including(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that one counts a part where the other counts side by side."""
    if not one.numbers or not (one.bits ^ two.bits) & lexicon.PART:
        return None
    return Sight(one.of_class(lexicon.PART), two.of_class(lexicon.PART))


def tense(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that one expects what the other tells as done."""
    if one.future == two.future:
        return None
    will, other = (one, two) if one.future else (two, one)
    if not language(one.language).grammar.past_auxiliaries:
        bigrams = one.bigrams
        told = len(bigrams & two.bigrams) >= ALIKE_BIGRAMS * len(bigrams)
    else:
        told = bool(will.planned & other.done)
    return Sight(one.of_class(lexicon.FUTURE), two.of_class(lexicon.FUTURE)) if told else None


def antonym(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find the opposite of a word in the cover."""
    theirs = two.rivals
    turned = [
        (key, against & theirs)
        for key, against in one.against
        if key not in two.reach and not against.isdisjoint(theirs)
    ]
    if not turned:
        return None
    forms = frozenset().union(*[against for _, against in turned])
    return Sight(
        _keyed(one, {key for key, _ in turned}),
        [token for token in two.tokens if two.form(token) in forms],
    )


def exchange(corpus: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find another number, day, name or opposite between the same words in the cover."""
    if one.framed.keys().isdisjoint(two.framed):
        return None
    return _first(
        Sight((token,), two.framed[frame])
        for frame in one.framed
        if frame in two.framed
        for token in one.framed[frame]
        if _exchanged(corpus, one, token, two, two.framed[frame])
    )


def _exchanged(corpus: Corpus, one: Claim, token: Token, two: Claim, rivals: Sequence[Token]) -> bool:
    """Whether what stands in the token's place in the cover excludes it."""
    alike = corpus.near.get(token.key, (token.key,))
    if any(other.key in alike for other in rivals):
        return False
    return any(_exclusive(one, token, two, other) for other in rivals) and not any(
        _twice_said(token, other, two) for other in rivals
    )


def _twice_said(token: Token, other: Token, two: Claim) -> bool:
    """Whether the cover has the token right beside its rival: 90 km/h (56 mph)."""
    return any(each.key == token.key and abs(each.start - other.start) <= APPOSITION for each in two.content)


def _exclusive(one: Claim, token: Token, two: Claim, other: Token) -> bool:
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


def fate(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a fate that each tells and the other does not: killed, injured."""
    if not (one.fates - two.fates and two.fates - one.fates):
        return None
    return Sight(one.of_class(lexicon.FATE), two.of_class(lexicon.FATE))


def frame(corpus: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a word in the place of one of a like sentence that does not mean the same."""
    frame = corpus.frame(one, two)
    if not frame.differs:
        return None
    each = next((each for each in frame.exchanges if each.sure), frame.exchanges[0])
    return Sight(one.tokens[slice(*each.mine)], two.tokens[slice(*each.theirs)])


def witness(corpus: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that one of the two is a comment, whose author speaks as *I*, and the other is not."""
    return Sight() if (one.home in corpus.comments) != (two.home in corpus.comments) else None


def name(corpus: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a name that the cover lacks."""
    reach = two.reach
    lacking = [
        token
        for token in one.names
        if token.key not in reach and token.key not in corpus.topical and not _same_person(one, two, token)
    ]
    return Sight(lacking, two.names) if lacking else None


def substituted(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find another capital word beside a shared name than in the cover: Port Anne, Port Clare."""
    content = one.content
    for at, token in enumerate(content):
        if not token.capital or token.key in two.reach or not at:
            continue
        before = content[at - 1]
        if not before.capital or one.text[before.end : token.start] != " ":
            continue
        for place in places(two, before.key):
            if place + 1 < len(two.content):
                other, head = two.content[place + 1], two.content[place]
                gap = two.text[head.end : other.start]
                if other.capital and gap == " " and other.key not in one.reach:
                    return Sight((token,), (other,))
    return None


def _same_person(one: Claim, two: Claim, token: Token) -> bool:
    """Whether a name the cover lacks is a title, or the first name of one it names without another."""
    lower = one.form(token)
    if lower in titles() or lower in nations():
        return True
    at = one.content.index(token) + 1
    if at >= len(one.content):
        return False
    surname = one.content[at]
    if surname not in one.names or surname.key not in two.reach:
        return False
    for place in places(two, surname.key):
        before = two.content[place - 1] if place else None
        if before and before.capital and two.content[place].start - before.end == 1:
            title = two.form(before)
            if title not in titles():
                return False
    return True


def clause(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a clause that the cover hardly holds."""
    cover = two
    shares = ((one.clauses, CLAUSE_SHARE), (one.parts, PART_SHARE))
    return _first(
        Sight([token for token in part if token.key not in cover.reach])
        for parts, share in shares
        for part in parts
        if len(part) >= CLAUSE_WORDS and part_coverage(part, cover) < share
    )


def predicate(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that of the same names another thing is said, or that somebody does another thing to the same."""
    said = one.predicate
    unlike = part_coverage(said, two) < PREDICATE_SHARE
    short = max(len(one.content), len(two.content)) <= FEW_WORDS and not (one.quotations or two.quotations)
    if not said or not (unlike or short) or number_shared(one, two):
        return None
    if unlike:
        return Sight([token for token in said if token.key not in two.reach], two.predicate)
    mine, theirs = _acts_of(one), _acts_of(two)
    new = [_not_in(mine, two, theirs), _not_in(theirs, one, mine)]
    told = zip((mine, theirs), new, strict=True)
    apart = all(lacking and _heft(lacking) >= OTHER_ACTS * _heft(acts) for acts, lacking in told)
    return Sight(*new) if apart else None


OTHER_ACTS, FEW_WORDS = 0.4, 9
"""Share, by weight, of the words that say what is done from which on another thing is; content words of a
sentence in which that is seen: a longer one says more than one thing.

Read: eleven own pairs that say another thing are parted (benchmarks/shades.toml), and of 356 folds of
near-copies, rewrites and real news three, one of which told one thing in other words.
"""


def _acts_of(claim: Claim) -> list[Token]:
    """The words that say what is done: no names, nor those that stand where a noun does."""
    known = language(claim.language)
    return [
        token
        for at, token in enumerate(claim.tokens)
        if at
        and token.weight
        and not (token.capital or token.bits & (NUMBER | DAY))
        and claim.forms[at] not in known.frames.copula
        and (not named(claim, at) or claim.forms[at - 1] in known.frames.copula)
    ]


def _not_in(acts: Tokens, cover: Claim, others: Tokens) -> list[Token]:
    """The acts that a cover does not have, nor another that can mean the same."""
    return [
        token
        for token in acts
        if token.key not in cover.reach
        and not any(kin(cover.language, token.key, other.key) for other in others)
    ]


def _heft(tokens: Tokens) -> float:
    return sum([token.weight for token in tokens])


def run(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find a phrase that the cover lacks."""
    content, reach = one.content, two.reach
    at = 0
    while at < len(content):
        start, weight = at, 0.0
        while at < len(content) and content[at].key not in reach:
            weight += content[at].weight
            at += 1
        if weight > LONGEST_RUN or (weight > LONGEST_INSERTION and inserted(one, two, start, at)):
            return Sight(content[start:at])
        at += 1
    return None


def short(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that a short sentence has too little in common with the cover."""
    count = len(one.content)
    if count > SHORT:
        return None
    bigrams = one.bigrams
    share = len(bigrams & two.bigrams) / len(bigrams) if bigrams else 0.0
    if number_shared(one, two):
        return None
    if count <= TINY:
        return Sight(one.content) if share < TINY_BIGRAMS else None
    anchors = len(one.anchors & two.reach)
    few = share < SHORT_BIGRAMS and anchors < SHORT_ANCHORS
    return Sight(one.content) if few and coverage(one, two) < SHORT_COVERAGE else None


def role(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that somebody else does it in the cover: its first name is another, or not among its first two."""
    if not one.names:
        return None
    first, others = one.names[0].key, two.names[:2]
    if first not in two.reach or first in {token.key for token in others}:
        return None
    leads = _acts(one, one.names[0]) and bool(others) and _acts(two, others[0])
    if leads and others[0].key not in one.reach:
        return Sight(one.names[:1], others)
    bigrams = one.bigrams
    unlike = len(bigrams & two.bigrams) < ROLE_BIGRAMS * len(bigrams)
    if unlike or coverage(one, two) < ROLE_COVERAGE:
        return Sight(one.names[:1], others)
    return None


def _acts(claim: Claim, name: Token) -> bool:
    """Whether a name does not stand beside a verb of reporting, where it says so rather than does so."""
    at = claim.tokens.index(name)
    reports = language(claim.language).dates.report
    near = (*claim.tokens[max(0, at - BESIDE) : at], *claim.tokens[at + 1 : at + 1 + BESIDE])
    return not any(claim.form(token) in reports for token in near)


def long(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that the cover lacks much of a long sentence."""
    if len(one.content) < LONG or coverage(one, two) >= LONG_COVERAGE or number_shared(one, two):
        return None
    return Sight([token for token in one.content if token.key not in two.reach])


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
    """The words that shade a claim and that another lacks: an adjective, the *roof of* the hall."""
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
        elif token.weight and (_modifies(one, at, two) or _heads(one, at, two)):
            found.append(token)
    return found


@cache
def _bounds(code: str) -> frozenset[str]:
    """The words that stand before a number of a language and say that it is about right, or the least."""
    return frozenset(word for phrase in language(code).amounts.bounds for word in phrase.split())


def _modifies(one: Claim, at: int, two: Claim) -> bool:
    """Whether a word was put between two that stand together in the other claim: the *old* mill."""
    tokens = one.tokens
    if tokens[at].capital or not at or at + 1 >= len(tokens):
        return False
    before, behind = tokens[at - 1], tokens[at + 1]
    return (before.key, behind.key) in two.pairs and "," not in one.text[before.end : behind.start]


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


def turned(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that two do to each other what the cover tells the other way round: the dog found the boy."""
    if not (one.keys <= two.reach and two.keys <= one.reach) or one.language != two.language:
        return None
    known = language(one.language)
    if known.grammar.verb_last or any(
        not known.frames.agent.isdisjoint(each.surfaces) for each in (one, two)
    ):
        return None
    spots = {}
    for key in one.keys & two.keys:
        here, there = one.positions[key], two.positions[key]
        if len(here) == len(there) == 1 and not one.content[here[0]].bits & (DAY | lexicon.TIME):
            spots[key] = here[0], there[0]
    for verb, (at, to) in spots.items():
        if one.content[at].capital or one.content[at].bits & NUMBER:
            continue
        before = [key for key, (mine, theirs) in spots.items() if mine < at and theirs > to]
        behind = [key for key, (mine, theirs) in spots.items() if mine > at and theirs < to]
        if before and behind:
            return Sight(
                *(
                    [token for token in each.content if token.key in {*before, verb, *behind}]
                    for each in (one, two)
                )
            )
    return None


def lack(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find words of either that have no kin in the other."""
    here, there = lacking(one, two), lacking(two, one)
    return Sight(here, there) if here or there else None


def one_story(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that no other story tells the cover."""
    return Sight() if one.homes >= two.homes else None


def future(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find that one of the two alone speaks of what is to come."""
    if one.future == two.future:
        return None
    return Sight(one.of_class(lexicon.FUTURE), two.of_class(lexicon.FUTURE))


LEAST_PAIRS = 0.5
"""Least share of its word pairs that a dropped sentence has in common with its cover.

Measured on independent reports: below it the words are those of the cover and the claim need not be (a
coach named as hired and as fired); folding shows them at no cost to the length of the page.
"""


def order(_: Corpus, one: Claim, two: Claim) -> Sight | None:
    """Find few neighbouring words that are neighbours in the cover too."""
    bigrams = one.bigrams
    return Sight() if len(bigrams & two.bigrams) < LEAST_PAIRS * len(bigrams) else None


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
