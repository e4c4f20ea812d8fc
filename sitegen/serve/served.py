"""What server and browser say to each other: the build's bytes with one tag that keeps a page new."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from sitegen.pages.locale import Texts

CLIENT = "/-/client.js"
"""Address of the script that a page gets beside the bytes of the build."""

EVENTS = "/-/events"

TOKEN = "x-sitegen-token"  # noqa: S105 the name of a header
"""Header that carries the token of this run; another program's page cannot know it."""

Action = Callable[[Mapping[str, Any]], tuple[int, object]]
"""Answers an action: from the query (GET) or the JSON object (POST) to a status and a value for JSON.

It runs in a thread of its own beside the builds, and one action at a time.
"""


_SHEET = re.compile(rb'href="[^"]*?(assets/[^"/]+\.[0-9a-f]{10}\.css)"')
"""Link to a style sheet, whose name tells its bytes."""


_TEXT = re.compile(r'\bt\("([^"]+)"')
"""In a script of the client: a text for a person."""


class Version(NamedTuple):
    """What tells one state of a page from another."""

    words: str
    """Digest of the page but for the names of its style sheets."""
    look: str
    """Digest of the names of its style sheets."""
    sheets: tuple[str, ...]
    """Their addresses, from the site's top."""

    @property
    def etag(self) -> str:
        """The version in one word.

        >>> Version("1f", "2e", ()).etag
        '1f-2e'
        """
        return f"{self.words}-{self.look}"

    def only_look_differs(self, etag: str) -> bool:
        """Whether a page with `etag` needs but other style sheets to be this one."""
        words, _, look = etag.partition("-")
        return words == self.words and look != self.look


def version(data: bytes, run: str) -> Version:
    """The version of a page of the build; `run` tells one run of the server from another."""
    sheets = tuple(dict.fromkeys(_SHEET.findall(data)))
    words = data
    for sheet in sheets:
        words = words.replace(sheet, b"")
    look = b"\n".join(sheets)
    return Version(
        _digest(run.encode() + words), _digest(look), tuple(["/" + each.decode() for each in sheets])
    )


def with_client(data: bytes, page: str, etag: str, token: str, texts: str = "") -> bytes:
    """Return the page with the tag that loads the client, as the last thing of its body.

    `texts` are the client's in the person's language, as `client_texts` gives them.

    >>> with_client(b"<p>Hello</p></body></html>", "a/index.html", "1-2", "t")[12:62]
    b'<script src="/-/client.js" defer data-page="a/inde'
    """
    tag = (
        f'<script src="{CLIENT}" defer data-page="{escape(page)}" data-etag="{etag}" data-token="{token}"'
        + (f' data-texts="{escape(texts)}"' if texts else "")
        + "></script>\n"
    ).encode()
    at = data.rfind(b"</body>")
    return data[:at] + tag + data[at:] if at >= 0 else data + tag


@lru_cache(maxsize=4)
def client_texts(language: str, own: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the texts of the client's scripts in `language`, as JSON by the English ones; empty for English.

    `own` are the catalogues of the site by the name of their file.
    """
    scripts = [Path(__file__).with_name(name).read_text("utf-8") for name in ("client.js", "inspector.js")]
    known = Texts(language, dict(own))
    english = sorted({text for script in scripts for text in _TEXT.findall(script)})
    told = {text: there for text in english if (there := known.text(text)) != text}
    return json.dumps(told, ensure_ascii=False) if told else ""


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()
