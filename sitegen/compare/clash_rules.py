"""Guards that see two passages claim different things: another number, a negation, an exchanged name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sitegen.compare.align import PREFIX
from sitegen.compare.assertion import OF_A_KIND, Assertion, Scene, Scope
from sitegen.compare.frame import laid
from sitegen.compare.passage import Passage
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


@cache
def titles() -> frozenset[str]:
    """Return the words of all languages before a name that may be missing without another being meant."""
    return union(lambda known: known.comparison.titles)


@cache
def nations() -> frozenset[str]:
    """Return the words of all languages before a title that may be missing, never exchanged."""
    return union(lambda known: known.comparison.nations)


Scopes = tuple[Scope, ...]


class Guard(NamedTuple):
    """Something that may speak against filing one passage under another."""

    name: str
    fires: Callable[[Scene, Assertion, Assertion], bool]
    """Whether it does: of the passage and its would-be cover."""
    mine: int = 0
    """Classes of words of which the passage must hold one for the guard to fire; 0 for any passage."""
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


def places(passage: Passage, key: str) -> Sequence[int]:
    """Places of a key among the content words."""
    return passage.positions.get(key, ())


def _number(_: Scene, one: Assertion, two: Assertion) -> bool:
    ordered, reach = one.passage.ordered, two.passage.reach
    return any(ordered[at] not in reach for at in one.passage.numbers) or any(
        not anchored(one, two, at) or _fated(one, two, at) for at in one.numbers
    )


def _fated(one: Assertion, two: Assertion, at: int) -> bool:
    """Whether a shared number counts people of another fate in the cover: five injured, five killed."""
    mine = one.fate(at)
    if mine is None:
        return False
    theirs = {two.fate(place) for place in places(two.passage, one.passage.content[at].key)}
    return bool(theirs) and mine not in theirs and theirs != {None}


def _day(_: Scene, one: Assertion, two: Assertion) -> bool:
    """Whether a day is not the cover's; a weekday may stand under its date, a date never under a weekday.

    Where the cover names two days, its own must stand beside the same words: arrested on Monday, said on
    Tuesday.
    """
    theirs = two.days
    return any(
        (day not in two.passage.keys and not (day.startswith("@w") and day in two.passage.reach))
        or (len(theirs) > 1 and not _beside_the_same(one.passage, two.passage, day))
        for day in one.days
    )


def _beside_the_same(one: Passage, two: Passage, key: str) -> bool:
    """Whether a key has a content word beside it that it has in the cover too; or stands alone in either."""
    mine = [one.beside(at, NEAR_DAY) - {key} for at in places(one, key)]
    theirs = [two.beside(at, NEAR_DAY) - {key} for at in places(two, key)]
    return not mine or not theirs or any(near & other for near in mine for other in theirs)


def _contrast(_: Scene, one: Assertion, two: Assertion) -> bool:
    return bool(one.contrasts - two.contrasts - two.passage.reach)


def _time(_: Scene, one: Assertion, two: Assertion) -> bool:
    return bool(one.times - two.times)


def _negation(_: Scene, one: Assertion, two: Assertion) -> bool:
    return _unlike(one.passage, one.negated, two.negated)


def _modality(_: Scene, one: Assertion, two: Assertion) -> bool:
    return _unlike(one.passage, one.doubted, two.doubted, (one.intended, two.intended))


def _unlike(one: Passage, mine: Scopes, theirs: Scopes, excused: tuple[Scopes, Scopes] = ((), ())) -> bool:
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


def _particle(_: Scene, one: Assertion, two: Assertion) -> bool:
    """Whether one word is followed by opposite particles: checks in, checks out."""
    mine, theirs = one.particles, two.particles
    if mine.keys().isdisjoint(theirs):
        return False
    opposite = language(one.passage.language).opposites.particles
    return any(
        not mine[key] & theirs[key] and any(opposite[each] & theirs[key] for each in mine[key])
        for key in mine.keys() & theirs.keys()
    )


def _relation(_: Scene, one: Assertion, two: Assertion) -> bool:
    """Whether what stands behind *against* or *since* stands in the cover without it."""
    return any(
        key in two.passage.reach and preposition not in {other for other, _ in two.related}
        for preposition, key in one.related
    )


def _quotation(_: Scene, one: Assertion, two: Assertion) -> bool:
    return any(len(pairs & two.pairs) < QUOTED_SHARE * len(pairs) for pairs in one.quotations)


def _including(_: Scene, one: Assertion, two: Assertion) -> bool:
    return bool(one.numbers) and one.part != two.part


def _tense(_: Scene, one: Assertion, two: Assertion) -> bool:
    if one.future == two.future:
        return False
    will, other = (one, two) if one.future else (two, one)
    if not language(one.passage.language).grammar.past_auxiliaries:
        bigrams = one.passage.bigrams
        return len(bigrams & two.passage.bigrams) >= ALIKE_BIGRAMS * len(bigrams)
    return bool(will.verbs & other.done)


def _antonym(_: Scene, one: Assertion, two: Assertion) -> bool:
    theirs = two.rivals
    return not one.opposites.isdisjoint(theirs) and any(
        key not in two.passage.reach and not against.isdisjoint(theirs) for key, against in one.against
    )


def _exchange(scene: Scene, one: Assertion, two: Assertion) -> bool:
    """Whether in the cover another number, day, name or opposite stands between the same words."""
    return any(
        _exchanged(scene, one.passage, token, two.passage, two.framed[frame])
        for frame in one.framed.keys() & two.framed.keys()
        for token in one.framed[frame]
    )


def _exchanged(scene: Scene, one: Passage, token: Token, two: Passage, rivals: Sequence[Token]) -> bool:
    """Whether what stands in the token's place in the cover excludes it."""
    alike = scene.alignment.near.get(token.key, (token.key,))
    if any(other.key in alike for other in rivals):
        return False
    return any(_exclusive(one, token, two, other) for other in rivals) and not any(
        _twice_said(token, other, two) for other in rivals
    )


def _twice_said(token: Token, other: Token, two: Passage) -> bool:
    """Whether the cover has the token right beside its rival: 90 km/h (56 mph)."""
    return any(each.key == token.key and abs(each.start - other.start) <= APPOSITION for each in two.content)


def _exclusive(one: Passage, token: Token, two: Passage, other: Token) -> bool:
    """Whether two tokens in one place make two claims."""
    if token.bits & other.bits & OF_A_KIND:
        return True
    mine, theirs = one.text[token.start : token.end], two.text[other.start : other.end]
    if token.capital and other.capital and token.weight and other.weight:
        titled = mine.lower() in titles() or theirs.lower() in titles()
        return not titled and not language(one.language).grammar.verb_last
    mine, theirs = mine.lower(), theirs.lower()
    if theirs in language(one.language).opposites.pairs.get(mine, ()) or theirs in language(
        one.language
    ).opposites.particles.get(mine, ()):
        return True
    fates = language(one.language).opposites.fates
    return mine in fates and theirs in fates and fates[mine] != fates[theirs]


def _fate(_: Scene, one: Assertion, two: Assertion) -> bool:
    """Whether each tells of a fate that the other does not: killed, injured."""
    return bool(one.fates - two.fates) and bool(two.fates - one.fates)


def _inserted_negation(_: Scene, one: Assertion, two: Assertion) -> bool:
    """Whether a negation or modal of one passage stands between two words that the other has side by side."""
    return _split_pair(one, two) or _split_pair(two, one)


def _split_pair(one: Assertion, two: Assertion) -> bool:
    tokens = one.passage.tokens
    return any(
        (tokens[at - 1].key, tokens[at + 1].key) in two.pairs
        and (tokens[at].key, tokens[at + 1].key) not in two.pairs
        and (tokens[at - 1].weight or tokens[at + 1].weight)
        for at in one.negating
    )


def _frame(scene: Scene, one: Assertion, two: Assertion) -> bool:
    """Whether in two like sentences a word stands in another's place and the two do not mean one thing."""
    return laid(one.passage, two.passage, scene.names).differs


CONTRADICTIONS = (
    Guard("number", _number, mine=NUMBER),
    Guard("day", _day, mine=DAY),
    Guard("fate", _fate, mine=lexicon.FATE, theirs=lexicon.FATE),
    Guard("negation", _negation, either=lexicon.NEGATION),
    Guard("modality", _modality, either=lexicon.MODAL),
    Guard("inserted", _inserted_negation, either=lexicon.NEGATION | lexicon.MODAL),
    Guard("tense", _tense, either=lexicon.FUTURE),
    Guard("contrast", _contrast, mine=lexicon.CONTRAST),
    Guard("antonym", _antonym, mine=lexicon.OPPOSED, theirs=lexicon.OPPOSED),
    Guard("quotation", _quotation),
    Guard("particle", _particle, mine=lexicon.PARTICLE, theirs=lexicon.PARTICLE),
    Guard("relation", _relation, mine=lexicon.RELATION),
    Guard("time", _time, mine=lexicon.TIME),
    Guard("including", _including, mine=NUMBER, either=lexicon.PART),
    Guard("exchange", _exchange),
    Guard("frame", _frame),
)
"""These also make a citation partial: they see a difference, not a lack."""
