"""The sentences of a group of stories, equal ones together, ready to be compared.

Reprints tell many sentences in the same words. Those are put together first, so that everything behind
this step costs by the number of different sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from sitegen.compare.align import Alignment
from sitegen.compare.passage import AnalysedSentence
from sitegen.languages import language
from sitegen.model import Sentence, Story
from sitegen.text import lexicon
from sitegen.text.tokens import Token, tokens

CENTRAL = 0.3
"""Least share of a sentence's rare words in another story that makes that story say it too."""

_SIGNS = re.compile(r"[^\W\d_]+|\d+(?:[.,:/’'–-]\d+)*|[%$€£?]|(?<!\w)[-−](?=\d)")
_TAKEN_UP = re.compile(
    r"[mg](?:(?<=\bm)a(?:de|king)|(?<=\bg)(?:ave|iving)) (?:the|these|those) "
    r"(?:pledge|promise|remarks?|comments?|announcement|speech|statement)"
)


class Telling(Struct, frozen=True, gc=False):
    """A sentence of a story of the group."""

    story: int
    """Number of the story in the group."""
    place: int
    """Number of the sentence in the story."""


class EventSentences:
    """Stories of one event; their sentences in classes of equal wording."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.stories = tuple(stories)
        self.language = language_of(stories)
        self.classes = self._squashed()
        """Tellings of each class, the first story's first."""
        self.class_of = {telling: at for at, tellings in enumerate(self.classes) for telling in tellings}
        self.homes = [frozenset(telling.story for telling in tellings) for tellings in self.classes]
        """Stories that tell each class."""
        self.alignment = Alignment([self._passage(tellings[0]) for tellings in self.classes], len(stories))
        self.passages = self.alignment.passages
        """The wording of each class."""
        self.ranks = self._ranks()
        """Stories, the one first that says most of what others say."""

    def sentence(self, telling: Telling) -> Sentence:
        """The sentence of a telling."""
        return self.stories[telling.story].sentences[telling.place]

    def _squashed(self) -> list[list[Telling]]:
        classes: dict[str, list[Telling]] = {}
        same: dict[str, list[Telling]] = {}
        for number, story in enumerate(self.stories):
            for place, sentence in enumerate(story.sentences):
                text = sentence.text
                tellings = same.get(text)
                if tellings is None:
                    tellings = same[text] = classes.setdefault(squash(text) or text, [])
                tellings.append(Telling(number, place))
        return list(classes.values())

    def _passage(self, telling: Telling) -> AnalysedSentence:
        story = self.stories[telling.story]
        language = self.language if story.language == "und" else story.language
        text = self.sentence(telling).text
        return AnalysedSentence(
            text, tokens(text, language, story.published), telling.story, telling.place, language
        )

    def _ranks(self) -> list[int]:
        central = [0.0] * len(self.stories)
        for index, passage in enumerate(self.passages):
            told = float(len(self.homes[index]) - 1)
            for home, other in sorted(self.alignment.best[index].items()):
                share = self.alignment.share(other, index)
                if home != passage.home and share >= CENTRAL:
                    told += share
            for home in self.homes[index]:
                central[home] += told
        return sorted(range(len(central)), key=lambda home: (-round(central[home], 6), home))


def squash(text: str) -> str:
    """What reprints of one sentence share: its letters and numbers, quotation marks and blanks evened.

    >>> squash("“It cost 1.5 million”, she said.") == squash('"It cost 1.5 million" she said')
    True
    >>> squash("1.5 million") == squash("15 million")
    False
    """
    return " ".join(_SIGNS.findall(text))


class Line(Protocol):
    """A sentence with its tokens."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, numbers and days in order."""

    @property
    def language(self) -> str:
        """ISO 639-1 code, or und."""


class Spoken(Protocol):
    """Something in a language."""

    @property
    def language(self) -> str:
        """ISO 639-1 code, or und."""


def language_of(stories: Sequence[Spoken]) -> str:
    """Language of most stories; of the first in order where two are as frequent."""
    counts = Counter(story.language for story in stories if story.language != "und")
    return max(counts, key=lambda language: counts[language]) if counts else "und"


def opens_with_pronoun(passage: Line | AnalysedSentence) -> bool:
    """Whether the first word is a pronoun."""
    return bool(passage.tokens) and bool(passage.tokens[0].bits & lexicon.PRONOUN)


def leans(passage: Line | AnalysedSentence) -> bool:
    """Whether a sentence takes up the one before it: He, The pair, made the pledge."""
    if opens_with_pronoun(passage):
        return True
    if len(passage.tokens) > 1 and passage.tokens[0].bits & lexicon.ARTICLE:
        second = passage.tokens[1]
        if passage.text[second.start : second.end].lower() in language(passage.language).words.leaning:
            return True
    return _TAKEN_UP.search(passage.text) is not None
