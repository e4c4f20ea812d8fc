"""The sections of a language file: what each entry holds. `docs/languages.md` is made from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from sitegen.languages.forms import Against, Groups, Kinds, Named, Pairs, Words

NO_WORDS: Final = Words()


class Title(Struct, frozen=True, forbid_unknown_fields=True):
    """The head of the file."""

    name: str = ""
    """What English calls the language."""


class Common(Struct, frozen=True, forbid_unknown_fields=True):
    """The words that any text of the language is full of."""

    words: Words = NO_WORDS
    """Function words; they tell which language a text is in. Elided ones stand without apostrophe: `l`."""


class WordClasses(Struct, frozen=True, forbid_unknown_fields=True):
    """Classes of words that decide what a sentence claims; a word may have several."""

    negation: Words = NO_WORDS
    """Turns a claim round: not, never, without; also denied, refused, failed."""
    modal: Words = NO_WORDS
    """Takes certainty away: may, alleged, expected, unless."""
    intent: Words = NO_WORDS
    """Takes it away where *to* follows: plans to, expected to; an ordinary word elsewhere."""
    contrast: Words = NO_WORDS
    """Tells two like things apart: first and second, north and south, men and women."""
    time: Words = NO_WORDS
    """Says when without a date: yesterday, evening, week."""
    part: Words = NO_WORDS
    """Makes the number behind it a part of the one before: including, among."""
    future: Words = NO_WORDS
    """Not yet happened: will, shall."""
    pronoun: Words = NO_WORDS
    """Stands for somebody named before, when it opens a sentence."""
    article: Words = NO_WORDS
    """Stands before a common noun; where every noun has a capital it tells nouns from names."""
    border: Words = NO_WORDS
    """Opens a clause behind a comma: which, while, after, but."""
    link: Words = NO_WORDS
    """Opens or joins without a fact of its own: also, however, meanwhile."""
    function: Words = NO_WORDS
    """Carries no fact of its own, beside the `common` words: auxiliaries, verbs of reporting."""
    leaning: Words = NO_WORDS
    """Takes up something named before when it stands behind an opening article: the pair, the agency."""
    opener: Words = NO_WORDS
    """Takes up the sentence before when it stands at the head of one: but, however, meanwhile."""
    caption: Words = NO_WORDS
    """Among the first words of a sentence shows that it stands under a picture: photo, pictured."""


class Opposites(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that turn a claim round when they stand in each other's place."""

    pairs: Pairs = Pairs()
    """Words of which only one can be true of one thing: `rose/fell`."""
    fates: Kinds = Kinds()
    """What becomes of people, a kind a line: killed, injured, missing."""
    particles: Against = Against()
    """A particle or preposition, and those that turn the word before it round: `in: out` (checks in)."""
    relations: Words = NO_WORDS
    """Prepositions without which a claim about the next word is another: against, despite, since."""


class Meanings(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that say the same, and words that may tell of one thing."""

    same: Groups = Groups()
    """Words that stand for each other in a report, a class a line; never a kind and its member."""
    related: Named = Named()
    """Words that may tell of one fact, by the name of their class; one name in all languages."""
    people: Words = NO_WORDS
    """People whoever they are: residents, persons."""
    persons: Words = NO_WORDS
    """People in a role or a state: passengers, soldiers, wounded."""


KINDS: Final[Mapping[str, type[Struct]]] = {
    "title": Title,
    "common": Common,
    "words": WordClasses,
    "opposites": Opposites,
    "meanings": Meanings,
}
"""The sections by their name in the file."""
