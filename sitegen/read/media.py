"""What a story refers to: pictures and documents beside it, with its words for them, and pages elsewhere."""

from __future__ import annotations

import html
import posixpath
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from urllib.parse import unquote

from msgspec import Struct

from sitegen.model import Aside, Medium, Sentence, Unit
from sitegen.read import notes

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")
DOCUMENTS = (".pdf", ".epub", ".csv", ".xlsx", ".ods", ".docx", ".odt", ".mp3", ".m4a", ".ogg", ".wav")
FILMS = (".mp4", ".webm")
ENDINGS = (*PICTURES, *DOCUMENTS, *FILMS)
"""Files that are published where a story refers to them: kinds that no browser runs as a page or script."""

ANYWHERE = "*/"
"""Before the bare name of a file that a note embeds: it may lie in any folder."""

WORDS_MAX = 500
"""Longest words of a link that are looked for. Unit: characters; links of news have under 100."""

MEDIA = re.compile("|".join(map(re.escape, ENDINGS)), re.IGNORECASE)
"""What every reference to such a file holds."""
_TARGET = (
    r"\([ \t]{0,9}(?:<([^<>\n]*)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()]*)?))"
    r"(?:\s{1,9}(?:\"[^\"\n]*\"|'[^'\n]*'))?\s{0,9}\)"
)
_LINK = re.compile(rf"(?<!\\)(!?)\[((?:[^\[\]\\\n]|\\.){{0,{WORDS_MAX}}})\]{_TARGET}")
_EMBED = re.compile(r"(!?)\[\[([^\[\]|\n#]{1,300})(?:#[^\[\]|\n]*)?(?:\|([^\[\]\n]{0,300}))?\]\]")
_SIZE = re.compile(r"\d+(?:x\d+)?")
_SCHEME = re.compile(r"\A(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\])")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = frozenset(("hidden", "struck", "comment", "private", "code", "markup", "front-matter"))
_BESIDE = re.compile(
    r"(?:^|\s)(?:nav|footer|aside|form)(?=[.#\s]|$)"
    r"|(?:^|\s)(?!body\b|html\b)\S*(?:comment|disqus|\brepl(?:y|ies)\b|respond)"
)
"""Parts of a page that are not of its article, or that its readers wrote; not what it says of itself."""


class Reference(Struct, frozen=True):
    """Another file that a picture or a link of a page leads to; what is hidden or struck has none."""

    target: str
    words: str
    """What a picture shows; empty for a link."""
    is_shown: bool
    """Whether it is a picture."""
    path: str
    """The open elements around it."""
    start: int
    end: int


def media(
    path: str,
    decoded: str,
    units: Sequence[Unit],
    sentences: Sequence[Sentence],
    asides: Sequence[Aside],
    *,
    references: Sequence[Reference] | None,
) -> tuple[Medium, ...]:
    """Return the files beside a story that it shows or links, each once, in file order.

    What stands in a comment, in code, in hidden or struck text, in front matter or in a private line is
    left out, what follows on such a line too, and so is what a web page shows outside of its article.
    """
    if not MEDIA.search(decoded):
        return ()
    if references is not None:
        found = _of_page(path, decoded, references, units)
    elif path.lower().endswith((".md", ".markdown")):
        found = _of_note(path, decoded)
    else:
        return ()
    private = list(_private(sentences, asides, len(decoded)))
    unseen = _Spans([*private, *(_span(unit) for unit in units if _is_unseen(unit))])
    chosen: dict[str, Medium] = {}
    for one in sorted(found, key=lambda medium: medium.start):
        if not unseen.meet(one.start, one.end):
            chosen.setdefault(one.path, one)
    return tuple(chosen.values())


def beside(story: str, target: str) -> str:
    """Return the path under the content folder that a story's reference leads to; empty for all else.

    >>> beside("town/a.md", "photos/quay%201.jpg?w=3"), beside("town/a.md", "../../key.pdf")
    ('town/photos/quay 1.jpg', '')
    """
    written = target.strip()
    if not written or _SCHEME.match(written):
        return ""
    plain = unquote(re.split(r"[?#]", written, maxsplit=1)[0])
    if _UNSAFE.search(plain) or plain.startswith("/") or not plain.lower().endswith(ENDINGS):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(story), plain))
    return "" if any(part.startswith((".", "~$")) for part in path.split("/")) else path


def _private(sentences: Sequence[Sentence], asides: Sequence[Aside], end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans from each private piece of a file to the next one that is not."""
    told = [(each.start, False) for each in sentences]
    told += [(each.start, each.rule.startswith("private/")) for each in asides if each.rule != "caption"]
    told.sort()
    for (start, is_private), (following, _) in pairwise([*told, (end, False)]):
        if is_private:
            yield start, following


def _of_note(path: str, decoded: str) -> Iterator[Medium]:
    """What a Markdown text refers to."""
    unread = _Spans(notes.unread(decoded))
    for match in _LINK.finditer(decoded):
        target = beside(path, html.unescape(match[3] or match[4] or ""))
        if target and not unread.meet(*match.span()):
            yield _medium(target, match[2], match.span(), is_shown=bool(match[1]))
    for match in _EMBED.finditer(decoded):
        name = match[2].strip()
        target = beside(path, name.replace("%", "%25"))
        if target and not unread.meet(*match.span()):
            words = "" if _SIZE.fullmatch(match[3] or "") else match[3] or ""
            place = target if "/" in name else ANYWHERE + name
            yield _medium(place, words, match.span(), is_shown=bool(match[1]))


def _of_page(
    path: str, decoded: str, references: Sequence[Reference], units: Sequence[Unit]
) -> Iterator[Medium]:
    """What the article of a web page refers to."""
    ordered = sorted((_span(unit)[0], unit.main) for unit in units)
    for one in references:
        target = beside(path, one.target)
        at = bisect_left(ordered, (one.start, False))
        # Whether it is part of the article is known of the text before and behind it.
        is_main = any(main for _, main in ordered[max(at - 1, 0) : at + 1])
        if not target or not is_main or _BESIDE.search(one.path.lower()):
            continue
        if one.is_shown:
            yield _medium(target, one.words, (one.start, one.end), is_shown=True)
            continue
        closing = decoded.find("</a", one.end, one.end + WORDS_MAX)
        words = html.unescape(_TAG.sub("", decoded[one.end : max(closing, one.end)]))
        # A link around a picture to the same in full size has no words; the picture is shown.
        if words.strip():
            yield _medium(target, words, (one.start, one.end), is_shown=False)


def _medium(path: str, words: str, span: tuple[int, int], *, is_shown: bool) -> Medium:
    kind = "picture" if is_shown and path.lower().endswith(PICTURES) else "document"
    return Medium(path, " ".join(re.sub(r"\\(?=\W)", "", words).split()), kind, *span)


def _is_unseen(unit: Unit) -> bool:
    """Return whether a reader does not see what stands there; an embedded file is markup by itself."""
    return unit.kind in _UNSEEN and not (unit.kind == "markup" and unit.text.startswith("![["))


def _span(unit: Unit) -> tuple[int, int]:
    return unit.place(0, len(unit.text))


class _Spans:
    """Parts of a file that nothing is taken from."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meet(self, start: int, end: int) -> bool:
        """Return whether a span has a character in common with one of them."""
        at = bisect_left(self._starts, end)
        return at > 0 and self._ends[at - 1] > start


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
