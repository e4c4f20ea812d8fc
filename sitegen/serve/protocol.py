"""What server and browser say to each other.

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
from typing import Any

CLIENT = "/-/client.js"
"""Address of the script that a page gets beside the bytes of the build."""

EVENTS = "/-/events"

TOKEN = "x-sitegen-token"  # noqa: S105 the name of a header
"""Header that carries the token of this run; another program's page cannot know it."""

Action = Callable[[Mapping[str, Any]], tuple[int, object]]
"""Answers an action: from the query (GET) or the JSON object (POST) to a status and a value for JSON.

It runs in a thread of its own beside the builds, and one action at a time.
"""
