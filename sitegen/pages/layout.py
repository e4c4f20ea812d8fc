"""The layouts a site's pages are poured into: Jinja2 texts by name, and the plain files beside them.

Every ``.html`` layout is compiled once, with the texts of the site's language, which a ``.po`` file of
the site can change; every other file (style sheet, font, picture) is an asset that the pages link to under a
name with its digest. Content is only ever a value in a layout, never a layout.
"""

from __future__ import annotations

import posixpath
import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sitegen.model import Page
from sitegen.pages.theme import PLAIN, text_of

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
        from sitegen.pages.locale import Texts  # noqa: PLC0415
        from sitegen.pages.template import Templates  # noqa: PLC0415

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
