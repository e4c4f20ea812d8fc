"""What a digest leaves out of each file, and why: the pieces by their reason."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from sitegen.pages.digest_view import AsideView
from sitegen.pages.view import SHORT, shortened

if TYPE_CHECKING:
    from sitegen.model import Digest, Dropped
    from sitegen.pages.view import Words

REFERRING = frozenset({"covered by", "repeat of"})
"""Reasons that name a place."""

COVERED = 80
"""Characters of a sentence that a statement says already; its letter there leads to all of it."""


def set_aside(digest: Digest, passages: Mapping[str, str], words: Words) -> dict[str, list[AsideView]]:
    """What each story sets aside, by reason: the reason that comes first in its file first.

    `passages` leads to a story's page, where it has one, up to the place in the file.
    """
    reasons: dict[tuple[str, str], list[Dropped]] = {}
    for piece in sorted(digest.dropped, key=attrgetter("start")):
        group = piece.reason.rpartition(" ")[0]
        reason = group if group in REFERRING else piece.reason
        reasons.setdefault((piece.story, reason), []).append(piece)
    found: dict[str, list[AsideView]] = {}
    for (story, reason), alike in reasons.items():
        views = [_view(piece, reason, words.rule(reason), passages.get(story, "")) for piece in alike]
        found.setdefault(story, []).extend([views[0]._replace(opens=True), *views[1:]])
    return found


def _view(piece: Dropped, reason: str, why: str, passages: str) -> AsideView:
    """The piece with its reason in words; a repeat only begins here, its whole is a link away."""
    name = piece.reason[len(reason) + 1 :]
    if reason == "covered by":
        return AsideView(shortened(piece.text, COVERED), why, f"#{name}", name[1:], "", opens=False)
    if reason == "repeat of" and passages:
        return AsideView(shortened(piece.text, SHORT), why, "", "", f"{passages}{piece.start}", opens=False)
    return AsideView(piece.text, why, "", "", "", opens=False)
