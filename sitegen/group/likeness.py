"""How alike two stories are, laid open: the score, its parts, why they are together; and reprints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from operator import attrgetter
from typing import Any

from sitegen.group.evidence import SIGNS, Evidence, is_template
from sitegen.group.features import UNIT, Features, features, words_of
from sitegen.group.index import are_candidates
from sitegen.group.profile import Profile
from sitegen.group.score import LEAST_ODDS, WINDOW, Score, compare
from sitegen.model import Story
from sitegen.text.lexicon import term

REPRINT = 0.5
"""Least share of the shorter story's word triples that stand in the longer one for a reprint. Reports written
on their own share under .2 of their triples, even when they quote one press release; a wire text that was
cut, headed anew and edited keeps more than half. Of 15 pairs of look-alike events three share as many, but
exchange what is in them: they are two texts by one template."""

EQUAL = 0.9
"""Share from which two texts are one whatever they exchange: a local edit makes no paper independent.
Judgement."""

COPY = 0.25
"""Share from which two stories that credit one agency are its copy; estimated, not measured."""

SHOWN = 8
"""Words that two stories share that are listed; judgement."""

NAMED = 4
"""Words that a reason names at most; judgement: a line holds them."""

_WORDS = {sign.name: sign.words for sign in SIGNS} | {
    "few words": "they share a single telling word",
    "counts": "they count the same things with other numbers",
    "numbers": "other numbers",
    "weekdays": "other weekdays",
}
"""What each part of a score says when it sets two stories apart."""

_WORD = re.compile(r"\w+")


def score(a: Features, b: Features) -> Score:
    """How likely two stories report one event, part by part."""
    return compare(Profile(a), Profile(b))


def shared(a: Story, b: Story) -> tuple[tuple[str, float], ...]:
    """The weightiest words that two stories share, as `a` has them, with what each adds to the cosine."""
    told = words_of("\n".join([a.title or "", *(sentence.text for sentence in a.sentences)]))
    spelled = {term(word): word for word in (token.decode() for token in reversed(told))}
    ours, theirs = Profile(features(a)).weights, Profile(features(b)).weights
    weighed = sorted([(-ours[name] * theirs[name], name) for name in ours.keys() & theirs.keys()])
    return tuple([(spelled[name], -weight / UNIT**2) for weight, name in weighed[:SHOWN]])


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
    profile = cache(lambda place: Profile(features(ordered[place])))

    def are_one(first: int, second: int) -> bool:
        """Whether two stories are not independent of each other."""
        one, other = ordered[first], ordered[second]
        if _is_same(one.outlet, other.outlet):
            return True
        common = _contained(triples[first], triples[second])
        if common >= EQUAL or (common >= COPY and _is_same(one.agency, other.agency)):
            return True
        return common >= REPRINT and not is_template(profile(first), profile(second))

    heads = list(range(len(ordered)))
    for earlier, place in combinations(heads[:], 2):
        if heads[earlier] != heads[place] and are_one(earlier, place):
            old, new = sorted((heads[earlier], heads[place]), reverse=True)
            heads = [new if head == old else head for head in heads]
    numbers = {head: number for number, head in enumerate(sorted(set(heads)), 1)}
    return {story.path: numbers[head] for story, head in zip(ordered, heads, strict=True)}


def _is_same(one: str | None, other: str | None) -> bool:
    return bool(one and other) and (one or "").casefold() == (other or "").casefold()


def _triples(story: Story) -> set[tuple[bytes, ...]]:
    """The runs of three words of a story's sentences."""
    words = words_of("\n".join([sentence.text for sentence in story.sentences]))
    return set(zip(words, words[1:], words[2:], strict=False))


def _contained(a: set[tuple[bytes, ...]], b: set[tuple[bytes, ...]]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def likeness(one: Story, two: Story, *, together: bool, decided: str = "") -> dict[str, Any]:
    """Return the score of two stories and what it is made of; `decided` is why a person put them so."""
    first, second = Profile(features(one)), Profile(features(two))
    found = compare(first, second)
    common = shared(one, two)
    if decided:
        why = f"{'together' if together else 'apart'}: a person decided it: {decided}"
    elif together:
        why = f"together: {_in_common(found, [word for word, _ in common], one)}"
    elif not are_candidates(first, second):
        why = f"apart: never compared: {_never(found)}"
    else:
        why = f"apart: {_set_apart(found, one, two)}"
    return {
        "story": two.path,
        "together": together,
        "probability": round(found.probability, 3),
        "parts": {part.name: round(part.value, 2) for part in found.parts},
        "cosine": round(found.cosine, 3),
        "lead": [round(share, 3) for share in found.lead],
        "days": found.days,
        "containment": round(containment(one, two), 3),
        "shared": [[word, round(weight, 3)] for word, weight in common],
        "why": why,
    }


def _in_common(found: Score, words: Sequence[str], one: Story) -> str:
    """Return what two stories of one event have in common."""
    spelled = _spelled(one, (word.lower() for word in words))
    names = [word for word in spelled if word[:1].isupper()]
    told = [*names, *(word for word in spelled if word not in names)][:NAMED]
    reason = f"both name {_listed(told)}" if told else "by the others of the group"
    for part in found.evidence:
        if part.name == "shared key":
            reason = _WORDS[part.name].format(one=_listed(part.one))
    if found.days is not None:
        reason += ", on one day" if found.days == 0 else f", {found.days} day{'s'[: found.days > 1]} apart"
    return reason if found.together else f"{reason}; the pair alone is below the threshold, its group above"


def _never(found: Score) -> str:
    """Return why two stories were not worth comparing."""
    if found.days is not None and found.days > WINDOW:
        return f"they were published {found.days} days apart"
    return "they share hardly a telling word"


def _set_apart(found: Score, one: Story, two: Story) -> str:
    """Return what decided that two stories are of two events."""
    if found.together:
        return "the pair alone is above the threshold, but what else their groups tell of is unlike"
    against = [part for part in found.evidence if part.value < 0]
    if against and found.odds - sum([part.value for part in against]) >= LEAST_ODDS:
        return _reason(min(against, key=_value), one, two)
    worst = min([part for part in found.parts if part.name in _WORDS], key=_value)
    dates = sum([part.value for part in found.parts if part.name == "dates"])
    if found.days and dates < min(-1.0, worst.value):
        return f"few words in common for stories {found.days} days apart"
    if worst.value <= -1:
        return f"few words in common, and {_reason(worst, one, two)}"
    return "they share too few telling words"


_value = attrgetter("value")


def _reason(part: Evidence, one: Story, two: Story) -> str:
    """Return a part of a score in words; its sides stand in the order of the paths."""
    first, second = (one, two) if one.path <= two.path else (two, one)
    sides = _listed(_spelled(first, part.one)), _listed(_spelled(second, part.other))
    ours, theirs = sides if first is one else sides[::-1]
    words = _WORDS[part.name]
    return words.format(one=ours, other=theirs) if ours and theirs else words.partition(":")[0]


def _spelled(story: Story, terms: Iterable[str]) -> list[str]:
    """Return some terms, or words that begin with one, as the story writes them."""
    text = "\n".join([story.title or "", *(sentence.text for sentence in story.sentences)])
    written: dict[str, str] = {}
    for word in _WORD.findall(text):
        known = term(word.lower())
        if known not in written or (word[0].isupper() and written[known][0].islower() and len(word) > 1):
            written[known] = word
    return [" ".join([written.get(term(word), word) for word in name.split()]) for name in terms]


def _listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence."""
    few = [*dict.fromkeys(words)][:NAMED]
    return few[0] if len(few) == 1 else f"{', '.join(few[:-1])} and {few[-1]}" if few else ""
