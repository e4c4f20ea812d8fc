"""The layouts of a site, packaged and its own, by name: which are which, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TypeVar

from sitegen import LayoutError

PACKAGED = "sitegen/"
"""Before the name of a layout it means the packaged one, also where the site has one of that name."""

PLAIN = frozenset({"digest.md", "newsletter.txt"})
"""Layouts of plain text; every other file that is no ``.html`` is published as it is."""

LIKE_LAYOUTS = (".htm", ".xhtml", ".jinja", ".jinja2", ".j2")
"""Endings that layouts have elsewhere."""

MOST_OF_A_HEAD = 4096
"""Bytes of an asset that are looked through for a comment at its head. Judgement: a screen of text or two."""

_Held = TypeVar("_Held", str, str | bytes)

_NAMED = re.compile(r"{%[-+]?\s*(?:extends|include|import|from)\b([^%]*)%}")
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")
_TAG = re.compile(r"{#.*?(?:#}|\Z)|{%[-+]?\s*+(block|endblock|extends)\b\s*([^%]*)", re.DOTALL)


def is_text(name: str) -> bool:
    """Whether the file `name` is a layout or a catalogue, and no asset."""
    return name.endswith((".html", ".po")) or name in PLAIN


def text_of(name: str, raw: bytes) -> str:
    """The text of a file beside the layouts.

    Raises:
        LayoutError: it is not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LayoutError(f"layouts/{name}: is not UTF-8 text; save it as UTF-8") from error


def themed(packaged: Mapping[str, _Held], own: Mapping[str, _Held]) -> dict[str, _Held]:
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


def prove(name: str, sources: Mapping[str, str]) -> None:
    """Raise where the layout `name` extends itself, or has a block that no layout it extends would show.

    Raises:
        LayoutError: with file and line, and the name that is nearest.
    """
    parents, line, blocks = _parts(sources[name])
    known: set[str] = set()
    waiting: list[tuple[str, tuple[str, ...]]] = [(parent, (name,)) for parent in parents]
    while waiting:
        above, way = waiting.pop()
        found = above if above in sources else above.removeprefix(PACKAGED)
        if found in way:
            packaged = PACKAGED + name
            hint = f'; did you mean {{% extends "{packaged}" %}}?' if packaged in sources else ""
            told = "extends itself" if len(way) == 1 else f"extends {', '.join(way[1:])} and so itself"
            raise LayoutError(f"layouts/{name}:{line}: {told}{hint}")
        if found not in sources:
            return
        more, _, others = _parts(sources[found])
        known |= {block for block, _, _ in others}
        waiting += [(parent, (*way, found)) for parent in more]
    for block, place, outermost in blocks if parents else ():
        if outermost and block not in known:
            near = get_close_matches(block, known, 1, 0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"its blocks are {', '.join(sorted(known))}"
            raise LayoutError(f"layouts/{name}:{place}: no block '{block}' in {parents[0]}; {hint}")


def _parts(text: str) -> tuple[tuple[str, ...], int, list[tuple[str, int, bool]]]:
    """What a layout may extend, in which line, and its blocks: name, line, whether it stands in no other."""
    parents: tuple[str, ...] = ()
    line, depth = 0, 0
    blocks: list[tuple[str, int, bool]] = []
    for tag in _TAG.finditer(text):
        place = text.count("\n", 0, tag.start()) + 1
        if tag[1] == "extends":
            parents, line = tuple(_QUOTED.findall(tag[2])), place
        elif tag[1] == "block":
            blocks.append((tag[2].partition(" ")[0], place, depth == 0))
            depth += 1
        elif tag[1] == "endblock":
            depth -= 1
    return parents, line, blocks


def strays(packaged: Mapping[str, str | bytes], own: Mapping[str, str | bytes]) -> Iterator[tuple[str, str]]:
    """Each file of a site's `own` layouts that nothing shows, with what is to be done about it."""
    asked = {
        name
        for text in own.values()
        if isinstance(text, str)
        for tag in _NAMED.finditer(text)
        for name in _QUOTED.findall(tag[1])
    }
    layouts = [name for name in packaged if is_text(name)]
    for name in sorted(own.keys() - packaged.keys() - asked):
        if name.casefold().endswith((".html", *LIKE_LAYOUTS)):
            near = get_close_matches(f"{name.casefold().partition('.')[0]}.html", layouts, 1, 0.5)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield name, f"replaces no layout and none includes it, so no page shows it{hint}"


def shows(held: str | bytes) -> str:
    """What a layout says of itself: the first sentence of the comment at its head; empty where it has none.

    >>> shows("{# A story file, piece by piece. Given: story. #}<p>")
    'A story file, piece by piece.'
    >>> shows("/* One sheet for every page */ a {}")
    'One sheet for every page.'
    """
    text = held if isinstance(held, str) else held[:MOST_OF_A_HEAD].decode("utf-8", "ignore")
    for opens, closes in (("{#", "#}"), ("/*", "*/"), ("<!--", "-->")):
        if text.startswith(opens) and closes in text:
            words = " ".join(text[len(opens) : text.index(closes)].strip(" -").split())
            return words.partition(". ")[0].rstrip(".") + "."
    return ""
