"""The headline of a digest: one of the sources' own, chosen by a rule that a reader can be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sitegen.digest import order
from sitegen.model import Story
from sitegen.text.tokens import tokens


class Opening(NamedTuple):
    """How a story begins."""

    title: str
    """Empty where it has none."""
    first: str
    """Its first sentence."""


def opening(story: Story) -> Opening:
    """How `story` begins; without a sentence, with its name."""
    return Opening(story.title or "", story.sentences[0].text if story.sentences else story.name)


def headline(openings: Sequence[Opening], language: str) -> str:
    """The title most like the other titles and the first sentence; that sentence where no story has a title.

    `openings` stand in the order of the sources. Likeness is the cosine of the rare words; of equally
    central titles the first counts.
    """
    titles = [opening.title for opening in openings if opening.title]
    if len(titles) < 2:
        return titles[0] if titles else openings[0].first
    stems = [_stems(text, language) for text in (*titles, openings[0].first)]

    def central(at: int) -> float:
        return sum(order.cosine(stems[at], other) for place, other in enumerate(stems) if place != at)

    return titles[max(range(len(titles)), key=lambda at: (round(central(at), 9), -at))]


def _stems(text: str, language: str) -> dict[str, float]:
    return {token.key: token.weight for token in tokens(text, language) if token.weight}
