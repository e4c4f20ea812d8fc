"""Strangers' words as plain text inside Markdown: no mark of theirs formats, links or embeds anything."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[\\`*_\[\]<>&|~\n\r]")
_FIRST = frozenset("-+=#:0123456789")
_OPENINGS = re.compile(r"(?:[-+=#:]|(?<!\d)\d++[.)])")
_SPELT = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def escaped(text: str) -> str:
    r"""`text` on one line, every sign that Markdown or HTML would read as its own made harmless.

    >>> print(escaped("# 3 <b>*stars*</b>"), escaped("1. May"), escaped("a_b [x](y)"))
    \# 3 &lt;b&gt;\*stars\*&lt;/b&gt; 1\. May a\_b \[x\](y)
    """
    if _MARKS.search(text):
        text = _MARKS.sub(_harmless, " ".join(text.split()))
    if text[:1] in _FIRST and (opening := _OPENINGS.match(text)):
        end = opening.end() - 1
        text = f"{text[:end]}\\{text[end:]}"
    return text


def _harmless(found: re.Match[str]) -> str:
    sign = found[0]
    return _SPELT.get(sign) or f"\\{sign}"
