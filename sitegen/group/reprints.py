"""Which stories report one event, and which of them are one text reprinted."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.group.evidence import Told, is_template
from sitegen.group.score import Profile, Score, compare, shared_terms
from sitegen.group.vector import Features, features, words_of
from sitegen.model import Story
from sitegen.text.lexicon import term

REPRINT = 0.5
"""Least share of the shorter story's word triples that stand in the longer one for a reprint.

Reports written on their own share under .2 of their triples, even when they quote one press release;
a wire text that was cut, headed anew and edited keeps more than half. Of 15 pairs of look-alike events three
share as many, but exchange what is in them: they are two texts by one template.
"""

EQUAL = 0.9
"""Share from which two texts are one whatever they exchange: a local edit makes no paper independent.
Judgement."""

COPY = 0.25
"""Share from which two stories that credit one agency are its copy; estimated, not measured."""


def score(a: Features, b: Features) -> Score:
    """How likely two stories report one event, part by part."""
    return compare(Profile(a), Profile(b))


def shared(a: Story, b: Story) -> tuple[tuple[str, float], ...]:
    """The weightiest words that two stories share, as `a` has them, with what each adds to the cosine."""
    told = words_of("\n".join([a.title or "", *(sentence.text for sentence in a.sentences)]))
    spelled = {term(word): word for word in (token.decode() for token in reversed(told))}
    terms = shared_terms(Profile(features(a)), Profile(features(b)))
    return tuple([(spelled[name], weight) for name, weight in terms])


def containment(a: Story, b: Story) -> float:
    """Share of the word triples of the shorter story that stand in the longer one, 0 to 1."""
    return _contained(_triples(a), _triples(b))


def voices(group: Sequence[Story]) -> dict[str, int]:
    """Return the number of the independent text that each story is, by path; reprints share one.

    Counted from 1 in order of the paths. What one outlet wrote is one voice, whatever its letters' case; so
    are equal texts of two outlets, and copy of one agency. A reprint of a reprint has the voice of the first.
    """
    if len(group) == 1:
        return {group[0].path: 1}
    ordered = sorted(group, key=lambda story: story.path)
    triples = [_triples(story) for story in ordered]
    heads = list(range(len(ordered)))
    for place in range(len(ordered)):
        for earlier in range(place):
            if heads[earlier] == heads[place]:
                continue
            shared = _contained(triples[earlier], triples[place])
            if _one_voice(ordered[earlier], ordered[place], shared):
                old, new = sorted((heads[earlier], heads[place]), reverse=True)
                heads = [new if head == old else head for head in heads]
    numbers = {head: number for number, head in enumerate(sorted(set(heads)), 1)}
    return {story.path: numbers[head] for story, head in zip(ordered, heads, strict=True)}


def _one_voice(one: Story, other: Story, shared: float) -> bool:
    """Whether two stories are not independent of each other; `shared` is their `containment`."""
    if one.outlet and other.outlet and one.outlet.casefold() == other.outlet.casefold():
        return True
    if one.agency and other.agency and one.agency.casefold() == other.agency.casefold() and shared >= COPY:
        return True
    return shared >= EQUAL or (shared >= REPRINT and not is_template(_told(one), _told(other)))


def _told(story: Story) -> Told:
    return Profile(features(story)).told


def _triples(story: Story) -> set[tuple[bytes, ...]]:
    """The runs of three words of a story's sentences."""
    words = words_of("\n".join([sentence.text for sentence in story.sentences]))
    return set(zip(words, words[1:], words[2:], strict=False))


def _contained(a: set[tuple[bytes, ...]], b: set[tuple[bytes, ...]]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))
