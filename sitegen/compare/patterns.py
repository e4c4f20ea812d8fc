"""Patterns of the phrases that make two like sentences claim unlike things, by language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain

from sitegen.languages import serving
from sitegen.languages.phrases import either, endings, pieces


class PhrasePatterns:
    """The phrases of a language, in small letters, as patterns; `words` has what is asked for by the word."""

    def __init__(self, code: str) -> None:
        self.words = words = serving(code, "comparison").comparison
        causes = [rf"(?P<{name}>{_whole(listed)})" for name, listed in words.causes.items()]
        self.cause = re.compile("|".join(causes) or "(?!)")
        """A cause, its kind as the name of the group."""
        self.cue_pieces = pieces(words.cause_cues)
        self.cue = re.compile(_whole(words.cause_cues))
        self.denied = re.compile(_whole(words.cause_denied))
        self.rate = re.compile(
            rf" ?{either(words.rate)} {either(words.rate_units)}\b|/| {either(words.rate_adverbs)}\b"
        )
        """What behind an amount makes it one for each year, head, ..."""
        self.denying = re.compile(rf"{either(words.denying)} $")
        self.denying_ends = tuple(f"{end} " for end in endings(words.denying))
        """Ends of what `denying` finds."""
        self.marks = {
            "past": words.past, "maybe": words.maybe, "still": words.still, "planned": words.planned
        }  # fmt: skip
        """Words that make an amount another kind, by the kind."""
        self.marking = frozenset(chain(words.rest, *self.marks.values()))
        self.part = re.compile(_whole(words.parts))
        self.besides = re.compile(_whole(words.besides))
        self.first = re.compile(_whole(words.firsts))
        self.since = re.compile(_whole(words.since))
        self.ever = re.compile(_whole(words.ever))
        self.unsure = re.compile(_whole(words.unsure))
        self.predicate = re.compile(rf"\b{either(words.predicate)} $")
        self.at_all = re.compile(rf"\b{either(words.at_all)} $")
        self.charged = re.compile(_whole(words.charged))


def _whole(phrases: Iterable[str]) -> str:
    """Return a pattern of one of the phrases, from one end of a word to another."""
    return rf"\b{either(phrases)}\b"


@cache
def patterns(code: str) -> PhrasePatterns:
    """Return the patterns of a language; those of `DEFAULT` where it has none."""
    return PhrasePatterns(code)
