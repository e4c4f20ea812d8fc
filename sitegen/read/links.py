"""Which pages elsewhere the sentences of a story link to."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence

from sitegen.model import Sentence

_IN_NOTE = re.compile(r"(?<![!\\])\[(?=[^\[\]\n]{1,500}\]\(<?(https?://[^\s()<>]{1,2000}))")
_IN_PAGE = re.compile(
    r"<a\s[^<>]{0,500}?\bhref\s{0,9}=\s{0,9}[\"']?(https?://[^\s\"'<>]{1,2000})[^<>]{0,500}>", re.IGNORECASE
)


def links(decoded: str, sentences: Sequence[Sentence], *, is_page: bool) -> tuple[tuple[int, str], ...]:
    """Return each link whose words stand in a sentence: where they begin in the file, and the address.

    >>> links("[It](https://dock.example/a) sank.", [Sentence("It sank.", 1, 34, 0)], is_page=False)
    ((1, 'https://dock.example/a'),)
    """
    if "http" not in decoded or not sentences:
        return ()
    starts = [sentence.start for sentence in sentences]
    found = []
    for match in (_IN_PAGE if is_page else _IN_NOTE).finditer(decoded):
        # A sentence that opens with a link begins behind what opens the link, or with it.
        within = sentences[max(0, bisect_right(starts, match.end()) - 1)]
        if within.start <= match.end() < within.end:
            found.append((match.end(), html.unescape(match[1])))
    return tuple(found)
