"""The layouts of a site, packaged and its own: Jinja2 texts by name, and the plain files beside them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote

from sitegen.errors import LayoutError
from sitegen.model import Page

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


if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2

    from sitegen.pages.template import Templates

_SPARE = re.compile(r"(\"[^\"]*\"|'[^']*')|/\*.*?(?:\*/|\Z)|(?:(?<!\s)\s++)?([{};,>])\s*+|(:)\s++", re.DOTALL)
"""In a style sheet: a string, a comment, a sign with the blanks around it, a colon with those behind it."""

CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D}) + b"\x7f"
"""Bytes that no HTML page may hold; in UTF-8 none of them is part of another character."""

_LINKED = re.compile(r"(url\(\s*[\"']?|@import\s+[\"'])([^\"')#?]+)")
"""In a style sheet: another file that it links to."""

_ODD = re.compile(r"[^A-Za-z0-9._/-]+")
"""What a link would have to encode."""


class Layouts:
    """The compiled layouts of a site and its assets."""

    def __init__(self, templates: Templates, files: Mapping[str, bytes]) -> None:
        self._templates = templates
        published = _published(files)
        self.files = tuple(published.values())
        self.assets = {name: page.path for name, page in published.items()}
        """The address of each asset, by the name of its source."""

    @classmethod
    def load(
        cls,
        sources: Mapping[str, str | bytes],
        bytecode_cache: jinja2.BytecodeCache | None = None,
        language: str = "en",
    ) -> Layouts:
        """Compile `sources`, a mapping of names such as ``digest.html`` to what they hold, in `language`.

        Takes some 100 ms without a filled `bytecode_cache`, so it is done when the first page is due.

        Raises:
            LayoutError: a layout has a syntax error, or a catalogue cannot be read.
        """
        # Jinja2 takes long to import, and a site in which nothing has changed needs no layout.
        from sitegen.pages.template import Templates  # noqa: PLC0415
        from sitegen.pages.translation import Texts  # noqa: PLC0415

        texts = {name: text for name, text in sources.items() if isinstance(text, str)}
        pages = {name: text for name, text in texts.items() if name.endswith(".html") or name in PLAIN}
        own = {name: text for name, text in texts.items() if name.endswith(".po")}
        files = {
            name: held.encode() if isinstance(held, str) else held
            for name, held in sorted(sources.items())
            if name not in pages | own
        }
        return cls(Templates(pages, Texts(language, own), bytecode_cache), files)

    def ready(self) -> None:
        """Compile every layout now, so that processes forked from this one need not."""
        self._templates.compile()

    def words(self, name: str) -> Mapping[str, Any]:
        """What the layout `name` sets at its top level: the words that steps before it need."""
        return self._templates.words(name)

    def page(self, name: str, path: str, values: Mapping[str, object]) -> Page:
        """The layout `name` filled with `values`, as the file `path` of the site.

        Raises:
            LayoutError: the layout uses a name it is not given, or fails in another way.
        """
        text = self._templates.fill(name, values)
        return Page(path, text.encode("utf-8", "replace").translate(None, CONTROLS))


def _published(files: Mapping[str, bytes]) -> dict[str, Page]:
    """Return each file as it is published, by its name; style sheets link to the others by their addresses.

    An address has a digest of the bytes, so that another file has another one and each may be kept for ever.
    """
    found: dict[str, Page] = {}

    def publish(name: str, waiting: tuple[str, ...]) -> Page:
        if name not in found:
            data = files[name]
            if name.endswith(".css"):
                data = _shrunk(_LINKED.sub(lambda one: address(name, one, waiting), text_of(name, data)))
            found[name] = Page(_asset_path(name, data), data)
        return found[name]

    def address(name: str, one: re.Match[str], waiting: tuple[str, ...]) -> str:
        other = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(one[2].strip())))
        # Two sheets that import each other are left as they are.
        if other not in files or other in {name, *waiting}:
            return one[0]
        path = publish(other, (*waiting, name)).path
        return one[1] + posixpath.relpath(path, posixpath.dirname(f"assets/{name}"))

    for name in files:
        publish(name, ())
    return {name: found[name] for name in files}


def _asset_path(name: str, data: bytes) -> str:
    stem, dot, suffix = _ODD.sub("-", name).rpartition(".")
    return f"assets/{stem}{dot}{blake2b(data, digest_size=5).hexdigest()}{dot or '.'}{suffix}"


def _shrunk(sheet: str) -> bytes:
    """A style sheet without comments and the blanks that mean nothing.

    Strings stay as they are, and so do blanks that stand for *inside* or around a sign of reckoning.
    """
    text = _SPARE.sub(lambda match: match[1] or match[2] or match[3] or " ", sheet)
    return " ".join(text.replace(";}", "}").split()).encode()
