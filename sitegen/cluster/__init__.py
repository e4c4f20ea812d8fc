"""Which stories report one event."""

from sitegen.cluster.voices import (
    REPRINT,
    THRESHOLD,
    Features,
    Index,
    Score,
    containment,
    features,
    score,
    shared,
    voices,
)

__all__ = [
    "REPRINT",
    "THRESHOLD",
    "Features",
    "Index",
    "Score",
    "containment",
    "features",
    "score",
    "shared",
    "voices",
]
