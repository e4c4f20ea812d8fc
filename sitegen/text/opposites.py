"""Words that turn a claim round when they stand in each other's place: opposites, fates, particles."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.languages import language


def opposites(code: str) -> Mapping[str, frozenset[str]]:
    """Return for a lower-case word those of which only one can be true of one thing."""
    return language(code).opposites.pairs


def fates(code: str) -> Mapping[str, int]:
    """Return for a word that says what became of people the number of its kind: killed, injured, missing."""
    return language(code).opposites.fates


def particles(code: str) -> Mapping[str, frozenset[str]]:
    """Return for a particle or preposition those that turn the word before it round: in, out."""
    return language(code).opposites.particles


def relations(code: str) -> frozenset[str]:
    """Return the prepositions without which a claim about the next word is another claim: against, since."""
    return language(code).opposites.relations
