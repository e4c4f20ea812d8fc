"""Stages of one story: what an outlet's newer version says in the place of its older one.

The newer version counts. A sentence of the older one that it words anew is left out as ``earlier version``;
what it does not take up stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from sitegen.group import words_of
from sitegen.model import Aside, Sentence, Story

EARLIER = "earlier version"
"""The rule of a sentence that its outlet worded anew."""

UNDATED = "9999"
"""The moment of a story without a day, behind all others."""

ALIKE = 0.55
"""Dice coefficient of the words of two sentences from which the one is the other worded anew."""

VERSION = 0.5
"""Share of an older story's sentences that its outlet tells again, alike or in the same words, from which the
later one is a new version of it: a column or a portrait beside the report shares hardly one."""


def moment(published: str | None, time: str | None, updated: str | None, path: str) -> tuple[str, str, str]:
    """Return what stories are put in the order of their telling by; those without a day come last.

    >>> moment("2026-05-06", "01:30+03:00", None, "a.txt")
    ('2026-05-05T22:30', '', 'a.txt')
    """
    if not published:
        return UNDATED, updated or "", path
    told = f"{published[:10]}T{time}" if time else published
    try:
        when = datetime.fromisoformat(told)
    except ValueError:
        return published, updated or "", path
    if when.tzinfo:
        when = when.astimezone(UTC)
    return when.strftime("%Y-%m-%dT%H:%M") if time else published[:10], updated or "", path


def moment_of(story: Story) -> tuple[str, str, str]:
    """Return the `moment` of a story."""
    return moment(story.published, story.time, story.updated, story.path)


def newest(stories: Sequence[Story]) -> list[Story]:
    """Return the stories, in the order of their moments, without what their own outlet worded anew."""
    found = sorted(stories, key=moment_of)
    outlets = [(story.outlet or "").casefold() for story in found]
    if len(set(outlets)) == len(outlets):
        return found
    for place, outlet in enumerate(outlets):
        versions = [at for at in range(place + 1, len(found)) if outlet and outlets[at] == outlet]
        for at in reversed(versions):
            reworded = _reworded(found[place], found[at])
            if reworded is not None:
                found[place] = _without(found[place], reworded)
                break
    return found


def _reworded(older: Story, newer: Story) -> set[int] | None:
    """Return the places of the sentences that a new version words anew; None where it is no new version."""
    ours = [_words(sentence) for sentence in older.sentences]
    theirs = [_words(sentence) for sentence in newer.sentences]
    pairs = [
        (2 * len(words & others) / (len(words) + len(others)), place, there)
        for place, words in enumerate(ours)
        for there, others in enumerate(theirs)
        if words & others
    ]
    taken: set[int] = set()
    again: dict[int, int] = {}
    for dice, place, there in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if dice >= ALIKE and place not in again and there not in taken:
            again[place] = there
            taken.add(there)
    if not ours or len(again) < VERSION * len(ours):
        return None
    return {
        place for place, there in again.items() if older.sentences[place].text != newer.sentences[there].text
    }


def _words(sentence: Sentence) -> frozenset[bytes]:
    return frozenset(words_of(sentence.text))


def _without(story: Story, places: set[int]) -> Story:
    """Return a story with some of its sentences left out."""
    asides = [
        Aside(sentence.text, sentence.start, sentence.end, EARLIER, sentence.exact)
        for place, sentence in enumerate(story.sentences)
        if place in places
    ]
    kept = [sentence for place, sentence in enumerate(story.sentences) if place not in places]
    ordered = sorted([*story.asides, *asides], key=lambda aside: (aside.start, aside.end))
    return replace(story, sentences=tuple(kept), asides=tuple(ordered))
