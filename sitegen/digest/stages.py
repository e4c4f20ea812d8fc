"""Stages of one story: what an outlet's newer version says in the place of its older one.

The newer version counts. A sentence of the older one that it words anew is left out as ``earlier version``;
what it does not take up stays. And stages of what is counted: figures that grow from day to day are one
difference of the kind ``later``, which pages show as a line; two of one day that are unlike stay one each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise

from msgspec.structs import replace

from sitegen.group import words_of
from sitegen.model import Aside, Difference, Sentence, Side, Story, differs
from sitegen.text.tokens import NUMBER, tokens

_VALUE = re.compile(r"#(\d+(?:\.\d+)?)(.*)")

EARLIER = "earlier version"
"""The rule of a sentence that its outlet worded anew."""

UNDATED = "9999"
"""The moment of a story without a day, behind all others."""

DAYS = 3
"""Days over which a count that rises every day is one of stages, whatever it counts; judgement: of wrong
figures one in six rises so by chance. The dead and hurt are counted up over two."""

ALIKE = 0.55
"""Dice coefficient of the words of two sentences from which the one is the other worded anew;
that of like sentences of look-alikes."""

VERSION = 0.5
"""Share of an older story's sentences that its outlet tells again, alike or in the same words, from which the
later one is a new version of it: a column or a portrait beside the report shares hardly one. Judgement."""


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


def grown(found: Iterable[Difference], stories: Iterable[Story]) -> tuple[Difference, ...]:
    """Return the differences with those that only grow from day to day as one of the kind ``later`` each.

    Its sides stand by day; where those of one day are unlike, they are a difference of their own behind it.
    """
    by_path = {story.path: story for story in stories}
    told: list[Difference] = []
    for sides, alone in _tied(found):
        steps = _steps(sides, by_path)
        kinds = {each.kind for each in alone}
        if not steps or (len(steps) < DAYS and "later" not in kinds):
            told += [replace(each, kind="number") if each.kind == "later" else each for each in alone]
            continue
        told.append(Difference("later", alone[0].about, tuple([side for step in steps for side in step])))
        told += [Difference("number", alone[0].about, tuple(step)) for step in steps if differs(step)]
    return tuple(told)


def _tied(found: Iterable[Difference]) -> Iterator[tuple[list[Side], list[Difference]]]:
    """Yield the differences, those of numbers that share a side together, with all their sides."""
    groups: list[tuple[list[Side], list[Difference]]] = []
    for each in found:
        numbers = each.kind in {"number", "later"}
        near = [
            group
            for group in groups
            if numbers and group[1][0].kind in {"number", "later"} and {*group[0]} & {*each.sides}
        ]
        if near:
            near[0][0].extend([side for side in each.sides if side not in near[0][0]])
            near[0][1].append(each)
        else:
            groups.append(([*each.sides], [each]))
    yield from groups


def _steps(sides: Sequence[Side], stories: Mapping[str, Story]) -> list[list[Side]]:
    """Return the sides by day where their numbers rise from each day to the next; none where they do not."""
    days: dict[str, list[tuple[Fraction, Side]]] = defaultdict(list)
    units: set[str] = set()
    for side in sides:
        story = stories[side.story]
        number = _number(side.text, story.language)
        if number is None or not story.published:
            return []
        units.add(number[1])
        days[story.published[:10]].append((number[0], side))
    steps = [sorted(days[day], key=lambda pair: (pair[0], pair[1].story)) for day in sorted(days)]
    rising = all(before[-1][0] < after[0][0] for before, after in pairwise(steps))
    return (
        [[side for _, side in step] for step in steps]
        if rising and len(steps) > 1 and len(units) == 1
        else []
    )


def _number(text: str, language: str) -> tuple[Fraction, str] | None:
    """Return the only number of a reading, and its unit."""
    keys = [token.key for token in tokens(text, language) if token.bits & NUMBER]
    match = _VALUE.fullmatch(keys[0]) if len(keys) == 1 else None
    return (Fraction(match[1]), match[2]) if match else None
