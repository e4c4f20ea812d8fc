"""How alike two stories are, laid open: the score, what it is made of, and why they are together or apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sitegen.group.evidence import EvidenceKind
from sitegen.group.inverted_index import are_candidates
from sitegen.group.reprints import containment, shared
from sitegen.group.score import LEAST_ODDS, WINDOW, Profile, Score, compare
from sitegen.group.vector import features
from sitegen.model import Story
from sitegen.text.lexicon import term

NAMED = 4
"""Words that a reason names at most; judgement: a line holds them."""

_REASONS = {
    "template": "told by one template, with other names: {one} here, {other} there",
    "series": "two issues of one series: {one} here, {other} there",
    "weekly": "one outlet's reports of two weeks",
    "column": "two issues of one column",
    "desk": "two notes of one desk: the stock sentences are the same, the headlines and openings are not",
    "act": "their headlines and first sentences tell of other things",
    "background": "what they share is background in the later one, whose headline tells of another thing",
    "figures": "told by one template, with other figures throughout",
    "few words": "they share a single telling word",
    "names": "like sentences with other names: {one} here, {other} there",
    "headline names": "like sentences, and other names in the headlines: {one} here, {other} there",
    "headline": "one headline, with another name or weekday in it: {one} here, {other} there",
    "shape": "two items of one column, {one}",
    "key": "other keys: {one} here, {other} there",
    "mark": "two of one series: {one} here, {other} there",
    "version": "other versions: {one} here, {other} there",
    "age": "one name, two people: {one} here, {other} there",
    "any age": "unlike ages: {one} here, {other} there",
    "subject": "the headlines name others: {one} here, {other} there",
    "lead names": "the openings name other people and places",
    "counts": "they count the same things with other numbers",
    "numbers": "other numbers",
    "weekdays": "other weekdays",
}
"""What each part of a score says when it sets two stories apart."""

_WORD = re.compile(r"\w+")


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
        "parts": {name: round(value, 2) for name, value in found.parts},
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
        if part.name == "key" and part.value > 0:
            reason = f"both have the key {_listed(part.one)}"
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
    against = {part.name: part for part in found.evidence if part.value < 0}
    without = sum([value for name, value in found.parts if name not in against])
    if against and without >= LEAST_ODDS:
        return _reason(min(against.values(), key=lambda part: part.value), one, two)
    parts = {name: value for name, value in found.parts if name in _REASONS and value < 0}
    if found.days and dict(found.parts)["dates"] < min([-1.0, *parts.values()]):
        return f"few words in common for stories {found.days} days apart"
    worst = min(parts, key=lambda name: parts[name], default="")
    if parts and parts[worst] <= -1:
        part = against.get(worst, EvidenceKind(worst, parts[worst]))
        return f"few words in common, and {_reason(part, one, two)}"
    return "they share too few telling words"


def _reason(part: EvidenceKind, one: Story, two: Story) -> str:
    """Return a part of a score in words; its sides stand in the order of the paths."""
    first, second = (one, two) if one.path <= two.path else (two, one)
    sides = _listed(_spelled(first, part.one)), _listed(_spelled(second, part.other))
    ours, theirs = sides if first is one else sides[::-1]
    words = _REASONS[part.name]
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
