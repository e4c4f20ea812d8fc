"""Which stories report one event."""

from sitegen.group.features import Features, features, words_of
from sitegen.group.index import Index, Moved
from sitegen.group.likeness import REPRINT, containment, score, shared, voices
from sitegen.group.linkage import Bonds, bonds
from sitegen.group.score import THRESHOLD, Score

__all__ = [
    "REPRINT",
    "THRESHOLD",
    "Bonds",
    "Features",
    "Index",
    "Moved",
    "Score",
    "bonds",
    "containment",
    "features",
    "score",
    "shared",
    "voices",
    "words_of",
]
