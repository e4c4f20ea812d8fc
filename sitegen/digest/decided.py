"""What a person decided about the wording of a digest, carried out on its stories before they are merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from sitegen.compare.corpus import squash
from sitegen.digest.stages import left_out
from sitegen.model import Aside, Decision, Sentence, Story

DROPPED = "human/drop"
"""Rule of a sentence that a person left out; the reason follows behind a colon."""

Kept = Mapping[str, Collection[int]]
"""Where the sentences begin that stay statements of their own, by story."""


def decided(stories: Sequence[Story], decisions: Iterable[Decision]) -> tuple[Story, ...]:
    """The stories with what a person dropped left out and what a person kept among the sentences.

    Doing it again changes nothing.
    """
    by_story: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.kind in {"keep", "drop"}:
            by_story.setdefault(decision.stories[0], []).append(decision)
    return tuple([_ruled(story, by_story.get(story.path, ())) for story in stories])


def kept(stories: Iterable[Story], decisions: Iterable[Decision]) -> dict[str, set[int]]:
    """Where the sentences of decided `stories` begin that a person wants on the page."""
    words: dict[str, set[str]] = {}
    for decision in decisions:
        if decision.kind == "keep":
            words.setdefault(decision.stories[0], set()).add(same_words(decision.text))
    return {
        story.path: {said.start for said in story.sentences if same_words(said.text) in words[story.path]}
        for story in stories
        if story.path in words
    }


def effective(stories: Iterable[Story], decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that apply: none on a sentence that its story does not have, one headline."""
    by_path = {story.path: story for story in stories}
    found: list[Decision] = []
    for each in decisions:
        story = by_path.get(each.stories[0])
        if each.kind in {"keep", "drop"} and (story is None or not pieces(story, each.text)):
            continue
        if each.kind != "title" or all(other.kind != "title" for other in found):
            found.append(each)
    return tuple(found)


def pieces(story: Story, text: str) -> tuple[Sentence | Aside, ...]:
    """The sentences of a story that are `text`; where there are none, the first piece left out that is."""
    words = same_words(text)
    told = tuple([said for said in story.sentences if same_words(said.text) == words])
    return told or tuple([aside for aside in story.asides if same_words(aside.text) == words])[:1]


def says(story: Story, text: str) -> bool:
    """Whether a piece of a story is `text`; quick where it is so to the letter."""
    for part in (story.sentences, story.asides):
        if any(piece.text == text for piece in part):
            return True
    return bool(pieces(story, text))


def same_words(text: str) -> str:
    """What a sentence is known by in overrides.toml: its words and numbers."""
    return squash(text) or text


def _ruled(story: Story, decisions: Iterable[Decision]) -> Story:
    """A story after the decisions on its sentences."""
    for decision in decisions:
        found = pieces(story, decision.text)
        if decision.kind == "drop":
            gone = {piece.start for piece in found if isinstance(piece, Sentence)}
            story = left_out(story, gone, f"{DROPPED}: {decision.reason}")
        elif found and isinstance(found[0], Aside):
            story = _raised(story, found[0])
    return story


def _raised(story: Story, aside: Aside) -> Story:
    """The story with a piece that was left out among its sentences, in the paragraph before it."""
    before = [said.paragraph for said in story.sentences if said.start < aside.start]
    first = min((said.paragraph for said in story.sentences), default=0)
    said = Sentence(aside.text, aside.start, aside.end, before[-1] if before else first, aside.exact)
    return replace(
        story,
        sentences=tuple(sorted((*story.sentences, said), key=lambda each: each.start)),
        asides=tuple([each for each in story.asides if each is not aside]),
    )
