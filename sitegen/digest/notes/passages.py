"""Every passage of a digest's sources, each once, under the statement that it belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from sitegen.model import Citation, Digest


class Passage(NamedTuple):
    """A sentence of a source and the statement whose wording or witness it is."""

    statement: str
    citation: Citation


class Run(NamedTuple):
    """Passages in one language as one text, a line for each, so that a word is looked for in all at once."""

    language: str
    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    """Where each passage begins in `text`, rising."""

    def at(self, position: int) -> tuple[Passage, int]:
        """The passage at a position of the text, and where it begins there."""
        place = bisect_right(self.starts, position) - 1
        return self.passages[place], self.starts[place]


def runs(digest: Digest, languages: Mapping[str, str]) -> tuple[Run, ...]:
    """The digest's passages by language, in the order of the statements.

    `languages` maps a story to its language where that is not the digest's.
    """
    by_language: dict[str, list[Passage]] = {}
    for passage in _each(digest):
        language = languages.get(passage.citation.story) or digest.language
        by_language.setdefault(language, []).append(passage)
    return tuple(_run(language, tuple(found)) for language, found in by_language.items())


def _each(digest: Digest) -> Iterator[Passage]:
    """Each passage once: under the statement it words, else under the first it is a witness of."""
    shown = {(one.citations[0].story, one.citations[0].start) for one in digest.statements}
    seen = set()
    for statement in digest.statements:
        for place, citation in enumerate(statement.citations):
            key = citation.story, citation.start
            if (place and key in shown) or key in seen:
                continue
            seen.add(key)
            yield Passage(statement.id, citation)


def _run(language: str, passages: tuple[Passage, ...]) -> Run:
    texts = [passage.citation.text.replace("\n", " ") for passage in passages]
    starts = accumulate((len(text) + 1 for text in texts[:-1]), initial=0)
    return Run(language, "\n".join(texts), passages, tuple(starts))
