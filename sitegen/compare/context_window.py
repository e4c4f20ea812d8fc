"""What stands near an amount or day, and how near.

A word is one away from the next; a comma, an "and" or another value between them puts them further apart,
words that say how exact an amount is do not.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.languages import language, union

REACH: Final = 10
"""Tokens to each side of an amount that can say what it is an amount of."""
FATE_REACH: Final = 16
"""Tokens to each side among which it is said what became of the people counted."""
NEAREST: Final = 2
"""Words on each side of an amount or day, names aside, one of which tells what it is of."""
STATES: Final = ("~kill", "~injure", "~missing", "~arrest", "~evacuate", "~rescue")
"""Classes of what befalls people; two figures about different ones are two facts."""
NEXT: Final = 6
"""Distance up to which a word stands next to a figure."""
COMMA, AND, VALUE = 3, 2, 4
"""What a comma, an "and" or another value adds to the distance of two words."""
CLOSE, NEAR = 4, 8
"""Distances up to which a word is at its nearest, and near."""


@cache
def _joining() -> frozenset[str]:
    """Return words of all languages that set others apart."""
    return union(lambda known: known.comparison.joining)


@cache
def _no_fate() -> frozenset[str]:
    """Return words of all languages that are of a fate's class and more often tell of something else."""
    return union(lambda known: known.comparison.no_fate)


@cache
def _bound_words() -> frozenset[str]:
    """Return words of all languages that say how exact an amount is, not what it is of."""
    return union(lambda known: [word for phrase in known.amounts.bounds for word in phrase.split()])


class Vicinity(NamedTuple):
    """The words of the clause around an amount or day."""

    context: dict[str, float]
    """Nearness by class, up to 1."""
    states: tuple[str, ...]
    """What befalls people there, the nearest first."""
    nearest: frozenset[str]
    """The nearest words of each side and the noun counted, names aside."""
    closest: frozenset[str]
    """The nearest word of each side, names aside."""
    forms: frozenset[str]
    """The words as they stand, in small letters."""


def vicinity(said: Claim, first: int, last: int, head: str, *, is_day: bool) -> Vicinity:
    """What stands around tokens `first` to `last` of a sentence, which count `head`."""
    words = said
    context: dict[str, float] = {}
    states: list[tuple[int, str]] = []
    nearest, closest, forms = {head} - {""}, set(), set()
    sides = (_left(words, first), NEAREST), (_right(words, last), 1 if is_day else NEAREST)
    for side, most in sides:
        count = 0
        for distance, place in side:
            key, form = words.senses[place], words.forms[place]
            if key in STATES and form not in _no_fate():
                states.append((distance, key))
            if distance > REACH + VALUE:
                continue
            if count < most and distance <= NEXT and key not in words.capitals:
                nearest.add(key)
                if not count:
                    closest.add(key)
                count += 1
            near = 1.0 if distance <= CLOSE else 0.8 if distance <= NEAR else 0.6
            if near > context.get(key, 0.0):
                context[key] = near
            forms.add(form)
    fates = tuple(dict.fromkeys([key for _, key in sorted(states)]))
    return Vicinity(context, fates, frozenset(nearest), frozenset(closest), frozenset(forms))


def _left(words: Claim, here: int) -> list[tuple[int, int]]:
    """Distance and place of the words of the clause before a token, the nearest first."""
    tokens, keys, forms, text = words.tokens, words.senses, words.forms, words.text
    found: list[tuple[int, int]] = []
    distance, start, form = 0, tokens[here].start, forms[here]
    edge = max([at for at in words.breaks if at < start], default=-1)
    told = language(words.language).frames
    for place in range(here - 1, -1, -1):
        token = tokens[place]
        if forms[place] in told.where:
            break
        if form not in _bound_words():
            distance += _step(form, text[token.end : start])
        start, form = token.start, forms[place]
        if not keys[place]:
            distance += VALUE
        if distance > FATE_REACH or start <= edge:
            break
        if token.weight and keys[place] and form not in _bound_words() and form not in _joining():
            found.append((distance, place))
    return found


def _right(words: Claim, here: int) -> list[tuple[int, int]]:
    """Distance and place of the words of the clause behind a token, the nearest first."""
    tokens, keys, forms, text = words.tokens, words.senses, words.forms, words.text
    found: list[tuple[int, int]] = []
    distance, end = -VALUE if keys[here] else 0, tokens[here].end
    edge = min([at for at in words.breaks if at >= tokens[here].start], default=len(text))
    for place in range(here + 1, len(tokens)):
        token, form = tokens[place], forms[place]
        if form not in _bound_words():
            distance += _step(form, text[end : token.start])
        end = token.end
        if distance > FATE_REACH or token.start > edge:
            break
        if not keys[place]:
            distance += VALUE
        elif token.weight and form not in _bound_words() and form not in _joining():
            found.append((abs(distance), place))
    return found


def _step(form: str, gap: str) -> int:
    """How far a word is from the one before."""
    step = 1 + AND if form in _joining() else 1
    return step if gap == " " or "," not in gap else step + COMMA
