"""What can be done with stories of a language, as far as its file has the words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sitegen.languages import Language, language

ABILITIES: Final[Mapping[str, Callable[[Language], object]]] = {
    "told from other languages": lambda known: known.common.words or known.common.script,
    "forms of a word compared as one": lambda known: known.grammar.stemmer,
    "negation, doubt, contrast": lambda known: known.words.negation,
    "opposites": lambda known: known.opposites.pairs,
    "words of one meaning": lambda known: known.meanings.related,
    "phrases around a word": lambda known: known.frames.preposition,
    "days and months": lambda known: known.calendar.weekdays,
    "which Monday is meant": lambda known: known.dates.ahead,
    "number words": lambda known: known.numerals.words,
    "units": lambda known: known.measures.units,
    "about, at least, at most": lambda known: known.amounts.bounds,
    "abbreviations": lambda known: known.sentences.abbreviations,
    "names": lambda known: known.names.roles or known.names.nouns or known.names.within,
    "who is named as knowing": lambda known: known.reporting.verbs,
}
"""Each ability with the entry without which it is missing."""


def missing(code: str) -> tuple[str, ...]:
    """Return what cannot be done with stories of a language, in the order of `ABILITIES`.

    >>> missing("en")
    ()
    """
    known = language(code)
    return tuple(name for name, needs in ABILITIES.items() if not needs(known))
