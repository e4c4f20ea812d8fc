"""Whether a sentence stands by itself, or takes up the one before it."""

from __future__ import annotations

import re
from typing import Protocol

from sitegen.languages import language
from sitegen.text import lexicon
from sitegen.text.tokens import Token

_TAKEN_UP = re.compile(
    r"[mg](?:(?<=\bm)a(?:de|king)|(?<=\bg)(?:ave|iving)) (?:the|these|those) "
    r"(?:pledge|promise|remarks?|comments?|announcement|speech|statement)"
)


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


def opens_with_pronoun(passage: Line) -> bool:
    """Whether the first word is a pronoun."""
    return bool(passage.tokens) and bool(passage.tokens[0].bits & lexicon.PRONOUN)


def leans(passage: Line) -> bool:
    """Whether a sentence takes up the one before it: He, The pair, made the pledge."""
    if opens_with_pronoun(passage):
        return True
    if len(passage.tokens) > 1 and passage.tokens[0].bits & lexicon.ARTICLE:
        second = passage.tokens[1]
        if passage.text[second.start : second.end].lower() in language(passage.language).words.leaning:
            return True
    return _TAKEN_UP.search(passage.text) is not None
