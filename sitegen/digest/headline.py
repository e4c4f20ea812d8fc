"""The headline of a digest: one of the sources' own, chosen by a rule that a reader can be told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sitegen.digest import order
from sitegen.digest.stages import UNDATED, moment_of
from sitegen.languages import language as language_of
from sitegen.model import Story
from sitegen.text.numerals import lexicon
from sitegen.text.tokens import tokens

NEAR = 4
"""Words between a number and the fate that it counts, at most: *11 people, two of them children, died*."""

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

    `openings` stand in the order of the sources. Of one outlet's titles only the last counts; one with a
    toll is out where a later story has another, a question or a teaser where there is a statement, and one
    whose words nobody begins with where there is one whose words others do.
    Likeness is the cosine of the rare words; of equally central titles the first counts.
    """
    titled = [opening for opening in openings if opening.title]
    for rule in (_is_last, _is_current, _is_statement):
        kept = [one for one in titled if rule(one, openings, language)] or titled
        if rule is _is_current and len(kept) < len(titled):
            # Where a toll grew, the headline of the newest stage is one that tells it.
            kept = [one for one in kept if toll(one.title, language)] or kept
        titled = kept
    titles = [opening.title for opening in titled]
    if len(titles) < 2:
        return titles[0] if titles else openings[0].first
    stems = [_stems(text, language) for text in (*titles, openings[0].first)]
    shares = [_borne_out(one, openings, language) for one in titled]
    plain = [at for at, share in enumerate(shares) if share >= BORNE_OUT * max(shares)]

    def central(at: int) -> float:
        return sum(order.cosine(stems[at], other) for place, other in enumerate(stems) if place != at)

    return titles[max(plain, key=lambda at: (round(central(at), 9), -at))]


def _borne_out(one: Opening, openings: Sequence[Opening], language: str) -> float:
    """Return the share of a title's words, by weight, that stand in what other reports begin with."""
    words = _stems(one.title, language)
    known = {word for other in openings if other is not one for word in _stems(other.first, language)}
    return sum(words[word] for word in words.keys() & known) / (sum(words.values()) or 1)


def _is_last(one: Opening, openings: Sequence[Opening], _: str) -> bool:
    """Whether its outlet has told nothing later under another headline."""
    outlet = one.outlet.casefold()
    return not outlet or not any(
        other.outlet.casefold() == outlet and other.moment > one.moment and other.title for other in openings
    )


def _is_current(one: Opening, openings: Sequence[Opening], language: str) -> bool:
    """Whether no later story has another toll than the title."""
    current = toll(one.title, language)
    if not current:
        return True
    later = [other for other in openings if UNDATED != other.moment[0] > one.moment[0]]
    tolls = [toll(f"{other.title} {other.first}", language) for other in later]
    return all(not told or current & told for told in tolls)


def _is_statement(one: Opening, _: Sequence[Opening], language: str) -> bool:
    """Whether a title says what happened, rather than asks or promises it."""
    title = one.title.strip()
    small = f" {title.casefold()} "
    return not title.endswith(("?", "？", "…", "...", ":")) and not any(
        f" {phrase} " in small.replace(":", " ") for phrase in language_of(language).grouping.teasers
    )


@lru_cache(maxsize=256)
def toll(text: str, language: str, near: int = NEAR) -> frozenset[str]:
    """Return the numbers that stand near a fate in a text; the only one of a headline wherever it stands."""
    known, words = language_of(language).opposites.fates, lexicon(language).words
    counts = language_of(language).grouping.tolls
    small = [word.strip(".,;:!?\"'“”’()") for word in text.lower().replace(",", "").split()]
    places = [at for at, word in enumerate(small) if known.get(word) in TOLLS or word in counts]
    numbers = {
        at: word if word.isdecimal() else str(int(words[word].value))
        for at, word in enumerate(small)
        if word.isdecimal() or (word in words and words[word].rank in {"one", "teen", "ten", "whole"})
    }
    reach = SHORT if len(numbers) == 1 and len(small) <= SHORT else near
    return frozenset(
        number for at, number in numbers.items() if any(abs(at - place) <= reach for place in places)
    )


def _stems(text: str, language: str) -> dict[str, float]:
    return {token.key: token.weight for token in tokens(text, language) if token.weight}
