"""Patterns made from the phrases of language files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain

from sitegen.languages import serving, words_of

STEM = 5
"""Letters from which on a word may have another ending in its last two; judgement."""

_PIECE = re.compile(r"[^\W_]+")


def either(phrases: Iterable[str]) -> str:
    """Return a pattern of one of the phrases, longest first; without phrases one that matches nowhere.

    A blank stands for a hyphen as well, ``*`` for the rest of a word at either end, ``#`` for a number,
    ``~`` between blanks for up to four words.

    >>> re.findall(either(["years old", "jährig*"]), "40-years-old, 40 years old, 40-jährige")
    ['years-old', 'years old', 'jährige']
    """
    listed = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return f"(?:{'|'.join(map(_written, listed))})" if listed else "(?!)"


def _written(phrase: str) -> str:
    pattern = re.escape(phrase).replace(r"\ ", "[ -]").replace(r"\#", r"\d[\d.,]{0,20}+")
    pattern = pattern.replace(r"[ -]\~[ -]", r"(?: \w+){0,4} ")
    # A word is tried from its first letter alone, so that the search stays linear.
    return re.sub(r"^\\\*", r"(?<!\\w)\\w+", pattern).replace(r"\*", r"\w*")


def pieces(phrases: Iterable[str], ending: int = 0) -> tuple[str, ...]:
    """Return pieces of which a text in small letters has one wherever one of the phrases stands in it.

    Looking for them is ten times quicker than a pattern. A long word may have others for so many last
    letters as `ending`.

    >>> pieces(["blam*", "due to", "new site", "site"])
    ('blam', 'due', 'site')
    """
    longest = [max(reversed(_PIECE.findall(phrase.lower())), key=len, default="") for phrase in phrases]
    found = {word[:-ending] if ending and len(word) >= STEM else word for word in longest}
    return tuple(sorted(word for word in found if not any(other in word for other in found - {word})))


def any_of(*entries: str) -> str:
    """Return a pattern of one of the phrases of all languages under some entries, as `words_of` has them."""
    return either(words_of(*entries))


@cache
def worded(pattern: str) -> re.Pattern[str]:
    r"""Return a pattern, blind to case, with phrases of all languages for each ``<section.entry>`` in it.

    Entries with a bar between them stand for the phrases of both, as in ``<dates.on|datelines.dated>``.

    >>> worded(r"\A<mail.subject>\s*:").match("Betreff: Kran")[0]
    'Betreff:'
    """
    written = _ENTRIES.sub(lambda entries: any_of(*entries[1].split("|")), pattern)
    return re.compile(written, re.IGNORECASE)


_ENTRIES = re.compile(r"<([a-z_]++\.[a-z_.|]++)>")


def one_of(patterns: Iterable[str]) -> str:
    r"""Return a pattern of one of the expressions; without any one that matches nowhere.

    >>> re.findall(one_of([r"tel\.?", "fax"]), "tel. and fax")
    ['tel.', 'fax']
    """
    return f"(?:{'|'.join(sorted(patterns)) or '(?!)'})"


def endings(phrases: Iterable[str]) -> tuple[str, ...]:
    """Return what a text may end in that ends in one of the phrases: their last words."""
    return tuple(sorted({phrase.split(" ")[-1].split("-")[-1] for phrase in phrases}))


class PhrasePatterns:
    """The phrases that make two like sentences of a language claim unlike things, in small letters.

    `words` has what is asked for by the word.
    """

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
        self.unsure_pieces = pieces(words.unsure)
        self.at_all = re.compile(rf"\b{either(words.at_all)} $")

    def is_unsure(self, lower: str) -> bool:
        """Return whether a sentence in small letters says of something that it may be so."""
        return any(map(lower.__contains__, self.unsure_pieces)) and self.unsure.search(lower) is not None


def _whole(phrases: Iterable[str]) -> str:
    """Return a pattern of one of the phrases, from one end of a word to another."""
    return rf"\b{either(phrases)}\b"


@cache
def patterns(code: str) -> PhrasePatterns:
    """Return the patterns of a language; those of `DEFAULT` where it has none."""
    return PhrasePatterns(code)
