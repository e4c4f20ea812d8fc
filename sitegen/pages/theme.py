"""Which layouts a site has: the packaged ones, its own, and what it does not say of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGED = "sitegen/"
"""Before the name of a layout it means the packaged one, also where the site has one of that name."""


def themed(packaged: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """The layouts of a site: its `own` in the place of the packaged ones of the same name.

    A packaged one that is replaced is still there to be extended, under its name with `PACKAGED` before it.

    >>> sorted(themed({"a.html": "1", "b.html": "2"}, {"a.html": "3"}).items())
    [('a.html', '3'), ('b.html', '2'), ('sitegen/a.html', '1')]
    """
    replaced = {
        PACKAGED + name: text
        for name, text in packaged.items()
        if name.endswith(".html") and own.get(name, text) != text
    }
    return {**packaged, **own, **replaced}


def shows(text: str) -> str:
    """What a layout says of itself: the first sentence of the comment at its head; empty where it has none.

    >>> shows("{# A story file, piece by piece. Given: story. #}<p>")
    'A story file, piece by piece.'
    >>> shows("/* One sheet for every page */ a {}")
    'One sheet for every page.'
    """
    for opens, closes in (("{#", "#}"), ("/*", "*/"), ("<!--", "-->")):
        if text.startswith(opens) and closes in text:
            words = " ".join(text[len(opens) : text.index(closes)].strip(" -").split())
            return words.partition(". ")[0].rstrip(".") + "."
    return ""
