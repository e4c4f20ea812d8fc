"""The layouts a site's pages are poured into: Jinja2 texts by name, and the plain files beside them.

Every ``.html`` layout is compiled once, with the texts of the site's language, which a ``.po`` file of
the site can change; every other text (style sheet, icon) is an asset that the pages link to under a name
with its digest. Content is only ever a value in a layout, never a layout.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from sitegen.model import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2

    from sitegen.pages.template import Templates

_SPARE = re.compile(r"(\"[^\"]*\"|'[^']*')|/\*.*?\*/|\s*([{};,>])\s*|(:)\s+", re.DOTALL)
"""In a style sheet: a string, a comment, a sign with the blanks around it, a colon with those behind it."""

CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D}) + b"\x7f"
"""Bytes that no HTML page may hold; in UTF-8 none of them is part of another character."""

PLAIN = "digest.md"
"""The layout of a digest in Markdown; every other file that is no ``.html`` is published as it is."""


class Layouts:
    """The compiled layouts of a site and its assets."""

    def __init__(self, templates: Templates, files: Mapping[str, str]) -> None:
        self._templates = templates
        self.files = tuple(Page(_asset_path(name, text), _shrunk(name, text)) for name, text in files.items())
        self.assets = {name: page.path for name, page in zip(files, self.files, strict=True)}
        """The address of each asset, by the name of its source."""

    @classmethod
    def load(
        cls,
        sources: Mapping[str, str],
        bytecode_cache: jinja2.BytecodeCache | None = None,
        language: str = "en",
    ) -> Layouts:
        """Compile `sources`, a mapping of names such as ``digest.html`` to their text, in `language`.

        Takes some 100 ms without a filled `bytecode_cache`, so it is done when the first page is due.

        Raises:
            LayoutError: a layout has a syntax error, or a catalogue cannot be read.
        """
        # Jinja2 takes long to import, and a site in which nothing has changed needs no layout.
        from sitegen.pages.locale import Texts  # noqa: PLC0415
        from sitegen.pages.template import Templates  # noqa: PLC0415

        pages = {name: text for name, text in sources.items() if name.endswith(".html") or name == PLAIN}
        own = {name: text for name, text in sources.items() if name.endswith(".po")}
        files = {name: text for name, text in sorted(sources.items()) if name not in pages | own}
        return cls(Templates(pages, Texts(language, own), bytecode_cache), files)

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


def _asset_path(name: str, text: str) -> str:
    """Where the asset is published; another text has another address, so that it may be kept for ever."""
    stem, dot, suffix = name.rpartition(".")
    return f"assets/{stem}.{blake2b(text.encode(), digest_size=5).hexdigest()}{dot}{suffix}"


def _shrunk(name: str, text: str) -> bytes:
    """The asset's bytes; a style sheet without comments and the blanks that mean nothing.

    Strings stay as they are, and so do blanks that stand for *inside* or around a sign of reckoning.
    """
    if name.endswith(".css"):
        text = _SPARE.sub(lambda match: match[1] or match[2] or match[3] or " ", text)
        text = " ".join(text.replace(";}", "}").split())
    return text.encode()
