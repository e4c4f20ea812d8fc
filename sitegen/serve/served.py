"""A page as the live server sends it: the bytes of the build, and one tag that keeps it new."""

from __future__ import annotations

import re
from hashlib import blake2b
from html import escape
from typing import NamedTuple

from sitegen.serve.protocol import CLIENT

_SHEET = re.compile(rb'href="[^"]*?(assets/[^"/]+\.[0-9a-f]{10}\.css)"')
"""Link to a style sheet, whose name tells its bytes."""


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


def with_client(data: bytes, page: str, etag: str, token: str) -> bytes:
    """The page with the tag that loads the client, as the last thing of its body.

    >>> with_client(b"<p>Hello</p></body></html>", "a/index.html", "1-2", "t")[12:62]
    b'<script src="/-/client.js" defer data-page="a/inde'
    """
    tag = (
        f'<script src="{CLIENT}" defer data-page="{escape(page)}" data-etag="{etag}" data-token="{token}">'
        "</script>\n"
    ).encode()
    at = data.rfind(b"</body>")
    return data[:at] + tag + data[at:] if at >= 0 else data + tag


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()
