"""How alike two stories are, laid open: the score, what it is made of, and why they are together or apart."""

from __future__ import annotations

from typing import Any

from sitegen.group.reprints import containment, score, shared
from sitegen.group.score import Score
from sitegen.group.vector import features
from sitegen.model import Story


def likeness(one: Story, two: Story, *, together: bool, decided: str = "") -> dict[str, Any]:
    """The score of two stories and what it is made of; `decided` is why a person put them so, if one did."""
    found = score(features(one), features(two))
    return {
        "story": two.path,
        "together": together,
        "probability": round(found.probability, 3),
        "parts": {name: round(value, 2) for name, value in found.parts},
        "cosine": round(found.cosine, 3),
        "lead": [round(share, 3) for share in found.lead],
        "days": found.days,
        "containment": round(containment(one, two), 3),
        "shared": [[term, round(weight, 3)] for term, weight in shared(one, two)],
        "why": f"{'together' if together else 'apart'}: a person decided it: {decided}"
        if decided
        else _why(found, together=together),
    }


def _why(found: Score, *, together: bool) -> str:
    """In words, why two stories are together or apart."""
    if together and found.together:
        return "together: the pair alone is above the threshold, and so is its group on average"
    if together:
        return "together: the pair alone is below the threshold, but its group on average is above"
    if found.together:
        return "apart: the pair alone is above the threshold, but the two groups on average are below"
    return "apart: the pair is below the threshold"
