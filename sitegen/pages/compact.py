"""Layouts without the line breaks that only their authors see, so that pages are small at no cost.

The words of stories are values of a layout and are never touched; nor is what stands inside a line.
"""

from __future__ import annotations

import re

from jinja2 import nodes

BLOCKS = (
    "html|head|body|meta|link|title|script|header|nav|main|footer|article|section|div|p|h[1-6]|ul|ol|li"
    "|dl|dt|dd|table|thead|tbody|tr|th|td|figure|details|summary|form"
)
"""Elements around which a browser shows no line break of the file."""

_BEFORE = re.compile(rf"(?<!\s)(?=[^\S\n]*\n)\s++(?=</?(?:{BLOCKS})\b)")
_BEHIND = re.compile(rf"(</?(?:{BLOCKS})\b[^<>]*>)\s*\n\s*")
_KEPT = re.compile(r"<(pre|textarea|style|script)\b")


def compacted(layout: nodes.Template) -> nodes.Template:
    """`layout` without line breaks before and behind blocks; one that keeps its blanks is left as it is."""
    texts = list(layout.find_all(nodes.TemplateData))
    if not any(found[1] != "script" for text in texts for found in _KEPT.finditer(text.data)):
        for text in texts:
            text.data = _BEHIND.sub(r"\1", _BEFORE.sub("", text.data))
    return layout
