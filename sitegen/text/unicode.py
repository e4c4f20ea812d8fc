"""One form for letters that look alike or do not show: text is compared in it and shown as it is written.

Composed letters (NFC), the letters of ligatures, full-width forms and half-width kana as the common ones,
and no soft hyphens, zero-width characters and marks of direction.
"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0653-\u0655\u093c\u09bc\u0a3c\u0b3c\u1161-\u11ff"
    "\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a"
)
_FORMS = "\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb4f\ufe70-\ufefc\uff01-\uff5e\uff61-\uffdc"
_ODD = re.compile(f"[{_HIDDEN}]|[{_FORMS}][{_MARKS}]*|.[{_MARKS}]+", re.DOTALL)
_MAY_BE_ODD = re.compile(f"[{_HIDDEN}{_FORMS}{_MARKS}]")
"""A character of what `_ODD` finds; looking for it is ten times quicker."""


def folded(text: str) -> str:
    r"""Return the text in the form in which it is compared.

    >>> folded("o\ufb03ce"), folded("re\u00adopen"), len(folded("cafe\u0301"))
    ('office', 'reopen', 4)
    """
    return text if text.isascii() or not _MAY_BE_ODD.search(text) else _ODD.sub(_plain, text)


def folded_with_places(text: str) -> tuple[str, list[int] | None]:
    """Return the folded text and the place in `text` of each of its characters and its end.

    There are no places where the two are equal.
    """
    if text.isascii() or not _MAY_BE_ODD.search(text):
        return text, None
    parts: list[str] = []
    places: list[int] = []
    position = 0
    for match in _ODD.finditer(text):
        parts.append(text[position : match.start()])
        places += range(position, match.start())
        plain = _plain(match)
        parts.append(plain)
        places += [match.start()] * len(plain)
        position = match.end()
    parts.append(text[position:])
    places += range(position, len(text) + 1)
    return "".join(parts), places


def _plain(match: re.Match[str]) -> str:
    """The common form of a letter with its marks, a ligature or a character that does not show."""
    found = match[0]
    if len(found) == 1 and re.match(f"[{_HIDDEN}]", found):
        return ""
    return unicodedata.normalize("NFKC" if re.match(f"[{_FORMS}]", found) else "NFC", found)
