"""What the parts of the live server ask of each other, and what server and browser say to each other.

The browser learns from the tag in its page who it is::

    <script src="/-/client.js" defer data-page="storm/index.html" data-etag="…" data-token="…"></script>

and listens to ``/-/events?page=…&etag=…``. Events, each with JSON as data:

``reload``   ``{"page", "etag"}``: the bytes of just this page changed, and the new ones are there to fetch
``css``      ``{"hrefs": [...], "etag"}``: only style sheets changed; the new addresses, from the server's top
``fault``    what is wrong with a layout or a setting; the last good site stands
``mended``   ``{}``: it is well again
``problems`` ``{"problems": [{"path", "line", "message"}, ...]}``: stories that need a look

An action of the page is a GET or POST below ``/-/``; a POST carries JSON and the header `TOKEN`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from sitegen.model import Problem

CLIENT = "/-/client.js"
"""Address of the script that a page gets beside the bytes of the build."""

EVENTS = "/-/events"

TOKEN = "x-sitegen-token"  # noqa: S105 the name of a header
"""Header that carries the token of this run; another program's page cannot know it."""

Action = Callable[[Mapping[str, Any]], tuple[int, object]]
"""Answers an action: from the query (GET) or the JSON object (POST) to a status and a value for JSON.

It runs in a thread of its own beside the builds, and one action at a time.
"""


class Named(Protocol):
    """A digest as the terminal names it."""

    @property
    def address(self) -> str:
        """Below the site's top, without slashes at the ends."""

    @property
    def title(self) -> str:
        """Its headline."""


class Changed(Protocol):
    """What an update of the site led to."""

    @property
    def stories(self) -> tuple[str, ...]:
        """Paths of the stories that were read anew."""

    @property
    def gone(self) -> tuple[str, ...]:
        """Paths of the stories that went."""

    @property
    def joined(self) -> tuple[Named, ...]:
        """Digests that a story joined."""

    @property
    def left(self) -> tuple[Named, ...]:
        """Digests that a story left."""

    @property
    def split(self) -> tuple[Named, ...]:
        """Digests that came of one."""

    @property
    def merged(self) -> tuple[Named, ...]:
        """Digests that several became."""

    @property
    def changed(self) -> tuple[Named, ...]:
        """Digests of the same stories as before that say something else."""

    @property
    def pages(self) -> int:
        """Pages that are other than before."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Of every story of the site, not only those just read."""


class Session(Protocol):
    """A site that is kept up to date in memory."""

    @property
    def root(self) -> Path:
        """The site's folder."""

    @property
    def content(self) -> Path:
        """Folder of the stories."""

    @property
    def layouts(self) -> Path:
        """Folder of the site's own layouts."""

    @property
    def ignore(self) -> tuple[str, ...]:
        """Patterns of what is no story in the content folder."""

    def start(self) -> Changed:
        """Build from what earlier runs kept and the folder as it is."""

    def apply(
        self, changes: Mapping[str, bytes | None], problems: tuple[Problem, ...] | None = None
    ) -> Changed:
        """Take in the bytes of the stories that changed, None for those that are gone.

        `problems` are those of the folder as a whole; None where they are as before.
        """

    def restyle(self) -> Changed:
        """Read settings, layouts, overrides and lock again; on an error the last good site stands.

        Raises:
            SitegenError: one of them is broken.
        """

    def page(self, path: str) -> bytes | None:
        """The file `path` of the last good site, or None; any thread may ask.

        Raises:
            LayoutError: the page is made only now, and its layout fails.
        """

    def close(self) -> None:
        """Keep what the next run can use and end every worker."""
