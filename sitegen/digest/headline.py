"""The headline of a digest: one of the sources' own, chosen by a rule that a reader can be told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sitegen.digest import order
from sitegen.digest.stages import UNDATED, moment_of
from sitegen.languages import language as language_of
from sitegen.model import Story
from sitegen.text import lexicon, meanings
from sitegen.text.tokens import NUMBER, tokens

NEAR = 4
"""Words between a number and the fate that it counts, at most: *11 people, two of them children, died*.
Judgement."""

SHORT = 12
"""Words of a headline of which the only number counts its fate: *Death toll in the Orle mine rises to nine*;
judgement."""

BORNE_OUT = 0.25
"""Least share of a headline's words that other reports begin with, of that of the headline with most.

Of the headlines of the development data 14 lie below: ten play on the news or tell of its fringe (of the
hour of a vote instead of the vote: 0), four are plain beside plainer ones; the next above has .26.
"""

TOLLS = range(3)
"""The fates whose number grows while a report is followed: dead, hurt, missing."""

PEOPLE = -1
"""What stands for a fate where people are counted of whom none is told: *7,200 people go home*."""

RUNNING = 3
"""Days on which an event is reported, on none of them mostly, from which on the newest report tells how it
stands; of two days the second may be a comment on the first. Read on twelve own events: eight of eight."""


class Opening(NamedTuple):
    """How a story begins."""

    title: str
    """Empty where it has none."""
    first: str
    """Its first sentence."""
    outlet: str = ""
    moment: tuple[str, ...] = ()
    """When it was told, in an order."""


def opening(story: Story) -> Opening:
    """Return how `story` begins; without a sentence, with its name."""
    first = story.sentences[0].text if story.sentences else story.name
    return Opening(story.title or "", first, story.outlet or "", moment_of(story))


def headline(openings: Sequence[Opening], language: str) -> str:
    """Return the title most like the other titles and the first sentence; without a title, that sentence.

    `openings` stand in the order of the sources. Only those of the newest stage count, of one outlet's the
    last; a title without a name is out where another has one that two reports begin with, a question or a
    teaser where there is a statement, and a title whose words nobody begins with where there is one whose
    words others do. Likeness is the cosine of the rare words; of equally
    central titles the first counts.
    """
    titled = [one for one in current(openings, language) if one.title] or [
        one for one in openings if one.title
    ]
    titled = [one for one in titled if _is_last(one, openings)] or titled
    named = _names(openings, language)
    titled = [one for one in titled if named & _stems(one.title, language).keys()] or titled
    titled = [one for one in titled if _is_statement(one, language)] or titled
    titles = [opening.title for opening in titled]
    if len(titles) < 2:
        return titles[0] if titles else openings[0].first
    stems = [_stems(text, language) for text in (*titles, openings[0].first)]
    shares = [_borne_out(one, openings, language) for one in titled]
    plain = [at for at, share in enumerate(shares) if share >= BORNE_OUT * max(shares)]

    def central(at: int) -> float:
        return sum(order.cosine(stems[at], other) for place, other in enumerate(stems) if place != at)

    return titles[max(plain, key=lambda at: (round(central(at), 9), -at))]


def current(openings: Sequence[Opening], language: str) -> Sequence[Opening]:
    """Return the openings of the newest stage of an event that goes on; all of them where it does not.

    It goes on where it is reported day by day, the last day by more than a comment or a portrait, or where a
    later report has another toll.
    """
    dated = [one for one in openings if one.moment and one.moment[0] != UNDATED]
    days = Counter(one.moment[0][:10] for one in dated)
    if len(days) >= RUNNING and 2 * max(days.values()) <= len(dated):
        newest = [one for one in openings if one.moment[:1] >= (max(days),)]
        told = BORNE_OUT * max(_borne_out(one, openings, language) for one in openings)
        if any(
            _is_statement(one, language)
            and _borne_out(one, openings, language) > told
            and language_of(language).frames.first_person.isdisjoint(one.first.lower().split())
            for one in newest
        ):
            return newest
    tolls = {one: _told(one, language) for one in dated}
    fresh = [
        one
        for one in dated
        if tolls[one]
        and not any(one.moment[0] < other.moment[0] and unlike(tolls[one], tolls[other]) for other in dated)
    ]
    if not fresh or len(fresh) == sum(map(bool, tolls.values())):
        return openings
    return [one for one in fresh if toll(one.title, language)] or fresh


def _told(one: Opening, language: str) -> Toll:
    """The toll in a title and a first sentence; people whose fate is not told are counted in a title only."""
    title, first = toll(one.title, language), toll(one.first, language)
    fates = {*title, *first} - {PEOPLE} | title.keys()
    return {fate: title.get(fate, frozenset()) | first.get(fate, frozenset()) for fate in fates}


def _names(openings: Sequence[Opening], language: str) -> set[str]:
    """Return the words with a capital inside the first sentences of two reports: who, what or where it is."""
    found = Counter(
        key
        for one in openings
        for key in {token.key for token in tokens(one.first, language)[1:] if token.capital and token.weight}
    )
    return {key for key, reports in found.items() if reports > 1}


def _borne_out(one: Opening, openings: Sequence[Opening], language: str) -> float:
    """Return the share of a title's words, by weight, that stand in what other reports begin with."""
    words = _stems(one.title, language)
    known = {word for other in openings if other is not one for word in _stems(other.first, language)}
    return sum(words[word] for word in words.keys() & known) / (sum(words.values()) or 1)


def _is_last(one: Opening, openings: Sequence[Opening]) -> bool:
    """Whether its outlet has told nothing later under another headline."""
    outlet = one.outlet.casefold()
    return not outlet or not any(
        other.outlet.casefold() == outlet and other.moment > one.moment and other.title for other in openings
    )


def _is_statement(one: Opening, language: str) -> bool:
    """Whether a title says what happened, rather than asks or promises it."""
    title = one.title.strip()
    small = f" {title.casefold()} "
    return not title.endswith(("?", "？", "…", "...", ":")) and not any(
        f" {phrase} " in small.replace(":", " ") for phrase in language_of(language).grouping.teasers
    )


Toll = Mapping[int, frozenset[str]]
"""The numbers that a text gives of each fate."""


@lru_cache(maxsize=256)
def toll(text: str, language: str, near: int = NEAR) -> Toll:
    """Return the numbers near a fate in a text, or before people; the only one of a headline is near it."""
    known, counts = language_of(language).opposites.fates, language_of(language).grouping.tolls
    classes, people = meanings.fields(language), meanings.people(language)
    found: dict[int, set[str]] = defaultdict(set)
    read = tokens(text, language)
    forms = [text[token.start : token.end].lower() for token in read]
    fates = {at: known[form] for at, form in enumerate(forms) if known.get(form) in TOLLS}
    fates |= {at: TOLLS[0] for at, form in enumerate(forms) if form in counts}
    numbers = [at for at, token in enumerate(read) if token.bits & NUMBER and token.key[1:].isdecimal()]
    reach = SHORT if len(numbers) == 1 and len(read) <= SHORT else near
    for at in numbers:
        counted = any(classes.get(token.key, token.key) in people for token in read[at + 1 : at + 2])
        # *has died and 63 people are ill*: what stands before an *and* tells of others.
        close = min(
            [
                (abs(place - at), fate)
                for place, fate in fates.items()
                if not (counted and any(token.bits & lexicon.BORDER for token in read[place:at]))
            ],
            default=(reach + 1, PEOPLE),
        )
        if close[0] <= reach or counted:
            found[close[1] if close[0] <= reach else PEOPLE].add(read[at].key)
    return {fate: frozenset(numbers) for fate, numbers in found.items()}


def unlike(one: Toll, other: Toll) -> bool:
    """Whether two tolls have no number of one fate in common."""
    return any(one[fate].isdisjoint(other[fate]) for fate in one.keys() & other.keys())


def _stems(text: str, language: str) -> dict[str, float]:
    return {token.key: token.weight for token in tokens(text, language) if token.weight}
