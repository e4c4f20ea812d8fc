"""What a careful reader of a story would stumble over: torn sentences, wrong letters, odd titles.

A hint is no fault: the file may be meant so. Each says what was found and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sitegen.model import Story
from sitegen.read.decode import line_of
from sitegen.read.furniture.rules import line_rule
from sitegen.read.wrapping import ends_like_a_sentence

LEAST_TORN = 25
"""Least characters of a sentence that can look torn; shorter ones are verse and items of lists. Judgement,
not measured."""

LEAST_WRONG = 2
"""Least letters of a wrong code page in a story; one may be meant. Judgement, not measured."""

_WESTERN = "éèêëàáâäãåæçíìîïñóòôöõøœúùûüßÉÈÀÄÅÖÜØ“”‘’–—…•€«»°£©"
_OTHERS = "".join(map(chr, (*range(0x391, 0x3CF), *range(0x410, 0x450))))


def _garbled(letters: str) -> str:
    """A pattern of what the UTF-8 of some letters looks like when it is read as Windows-1252."""
    return "|".join(re.escape(letter.encode().decode("cp1252", "ignore")) for letter in letters)


_WRONG = re.compile(
    f"\ufffd|{_garbled(_WESTERN)}|(?:{_garbled(_OTHERS)}){{2}}|(?<![A-Za-z\u00c0-\u024f])[\u00c0-\u00ff]{{5,}}"
    "(?![A-Za-z\u00c0-\u024f])"
)
"""Replacement signs, UTF-8 read as Windows-1252, and Cyrillic or Greek read as Latin letters."""


def hints(story: Story, text: str) -> Iterator[str]:
    r"""Yield what looks wrong with a story and its file's `text`, each with its line and what to do.

    >>> from sitegen.read import read
    >>> text = "The harbour master of Orm\nshut it. CafÃ© and fÃªte are open."
    >>> [hint.split(":")[0] for hint in hints(read("a.txt", text.encode()), text)]
    ['line 2']
    """
    if torn := _torn(story):
        start, count = torn
        words = " ".join(text[start : start + 40].split())
        found = "a sentence begins" if count == 1 else f"{count} sentences begin"
        yield f"line {line_of(text, start)}: {found} in mid-sentence ({words!r}); is a paragraph torn?"
    wrong = list(_WRONG.finditer(text))
    if len(wrong) >= LEAST_WRONG:
        line = line_of(text, wrong[0].start())
        yield f"line {line}: {wrong[0][0]!r} is of a wrong code page; save the file again as UTF-8"
    if story.title and story.derived("title") and (line_rule(story.title) or "").startswith("meta/"):
        yield f"the title is a line of metadata ({story.title[:40]!r}); give the file a title"


def _torn(story: Story) -> tuple[int, int] | None:
    """Where the first sentence begins that goes on from the paragraph before it, and how many do."""
    found = [
        after.start
        for before, after in pairwise(story.sentences)
        if after.paragraph != before.paragraph
        and after.text[0].islower()
        and min(len(before.text), len(after.text)) >= LEAST_TORN
        and not ends_like_a_sentence(before.text)
    ]
    return (found[0], len(found)) if found else None
