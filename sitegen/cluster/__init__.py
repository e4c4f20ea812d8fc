"""Which stories report one event."""

from sitegen.cluster.bonds import Bonds, bonds
from sitegen.cluster.index import Index, Moved
from sitegen.cluster.score import THRESHOLD, Score
from sitegen.cluster.vector import Features, features
from sitegen.cluster.voices import REPRINT, containment, score, shared, voices

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
]
