"""A saved web page as units, each block of visible text with its place in the file, and what its head says.

One pass of a regular expression over tags, comments, character references and text. Nothing is built
in between, so that every visible character keeps the place it has in the file.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left

from msgspec import Struct

from sitegen.model import Unit
from sitegen.read.block import Block

_TOKEN = re.compile(
    r"""<!--|<![^<>]*+>|<\?[^<>]*+>
       |<(/?)([A-Za-z][^\s/<>]*+)((?:[^<>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?|["']){0,400}+)>
       |&(?:\#[0-9]{1,7}+|\#[xX][0-9a-fA-F]{1,6}+|[A-Za-z][A-Za-z0-9]{1,31}+);?""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]++)\s*+(?:=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_BLOCK = _names(
    "html body p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table caption thead tbody tfoot tr td th section "
    "article header footer nav aside main figure figcaption blockquote br hr form fieldset legend button "
    "option pre label time address details summary dialog menu search center"
)
_RAW = _names("script style textarea title iframe noembed noframes noscript")
_SINGLE = _names("select canvas audio video datalist")
"""Elements that nobody nests: their first closing tag ends them."""
_SKIPPED = _RAW | _SINGLE | _names("template svg math object head")
_HEAD_ONLY = _SKIPPED | _names("html meta link base basefont bgsound")
_ENDS_ITSELF = {
    "li": _names("li"),
    "dt": _names("dt dd"),
    "dd": _names("dt dd"),
    "tr": _names("tr td th"),
    "td": _names("td th"),
    "th": _names("td th"),
    "option": _names("option"),
}
_KINDS = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "li": "item",
    "dt": "item",
    "dd": "item",
    "blockquote": "quote",
    "figcaption": "caption",
    "pre": "code",
}
_CAPTION = re.compile(r"(?:^|[-_\s])(?:img-?|image-?|photo-?|wp-)?caption", re.IGNORECASE)

PATH_MAX = 12
"""How many of the innermost open elements a block's path names.

Unit: elements. Two paragraphs of one article share them; pages nest 30 deep, hostile ones a million.
"""

LABEL_MAX = 80
"""How much of an element's class and id its label keeps. Unit: characters."""

Values = tuple[tuple[str, str], ...]


class Markup(Struct, frozen=True):
    """What a page holds besides its visible text."""

    units: tuple[Unit, ...]
    depth: int
    """How deep its elements nest."""
    language: str = ""
    """The `lang` attribute of its root, as written."""
    title: str = ""
    metas: Values = ()
    """Name or property, and content, of its meta elements in order."""
    canonical: str = ""
    times: Values = ()
    """`datetime` and class of its time elements in order."""
    data: tuple[str, ...] = ()
    """The JSON-LD scripts."""


def scan(text: str) -> Markup:
    """The blocks of a page in file order, everything of its body included.

    >>> [(unit.kind, unit.text) for unit in scan("<h1>A</h1><p>b <b>c</b> &amp; d<br>e").units]
    [('heading', 'A'), ('line', 'b c & d'), ('line', 'e')]
    """
    page = _Page(text)
    page.read()
    return Markup(
        tuple(page.units),
        page.depth,
        page.language,
        page.title,
        tuple(page.metas),
        page.canonical,
        tuple(page.times),
        tuple(page.data),
    )


class _Page:
    """The state of the one pass over a page."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._closings: dict[str, list[int]] = {}
        self._open: list[tuple[str, str]] = []
        self._counts: dict[str, int] = {}
        self._block = Block()
        self._path: str | None = None
        self._in_head = False
        self._comment_ends = True
        self.units: list[Unit] = []
        self.depth = 0
        self.language = ""
        self.title = ""
        self.metas: list[tuple[str, str]] = []
        self.canonical = ""
        self.times: list[tuple[str, str]] = []
        self.data: list[str] = []

    def read(self) -> None:
        """Fill the lists."""
        text, search = self._text, _TOKEN.search
        position = 0
        while match := search(text, position):
            start = match.start()
            if start > position:
                self._add_text(position, start)
            if match[2]:
                position = self._tag(match)
            elif match[0][0] == "&":
                self._reference(match)
                position = match.end()
            else:
                position = self._behind_comment(match)
        self._add_text(position, len(text))
        self._break()

    def _add_text(self, start: int, end: int) -> None:
        if self._in_head and not self._text[start:end].isspace():
            self._in_head = False
        if not self._in_head and start < end:
            self._block.add(self._text, start, end, linked=bool(self._counts.get("a")))

    def _reference(self, match: re.Match[str]) -> None:
        visible = html.unescape(match[0])
        if visible == match[0]:
            self._add_text(match.start(), match.end())
        elif not self._in_head:
            linked = bool(self._counts.get("a"))
            self._block.add_reference(visible, match.start(), match.end(), linked=linked)

    def _behind_comment(self, match: re.Match[str]) -> int:
        """Where the page goes on behind a comment; one that is never closed is text."""
        if match[0] != "<!--":
            return match.end()
        end = self._text.find("-->", match.end() - 2) if self._comment_ends else -1
        if end >= 0:
            return end + 3
        self._comment_ends = False
        self._add_text(match.start(), match.end())
        return match.end()

    def _tag(self, match: re.Match[str]) -> int:
        """Where the page goes on behind a tag."""
        name = match[2].lower()
        if match[1]:
            self._close(name)
            return match.end()
        if self._in_head and name not in _HEAD_ONLY:
            self._in_head = False
        if name == "head":
            self._in_head = True
            return match.end()
        if name in _SKIPPED:
            return self._skip(name, match)
        self._note(name, match[3])
        if name in _BLOCK:
            self._break()
            self._imply_ends(name)
        if name not in _VOID:
            self._push(name, match[3])
        return match.end()

    def _skip(self, name: str, match: re.Match[str]) -> int:
        """Where the page goes on behind an element whose content is not shown."""
        start = match.end()
        if match[3].rstrip().endswith("/") and name in {"svg", "math", "object", "iframe"}:
            return start
        if name not in _RAW and name not in _SINGLE:
            return self._behind_nested(name, start)
        closings = self._closings_of(name)
        index = bisect_left(closings, start)
        if index == len(closings):
            return len(self._text) if name in {"script", "style"} else start
        content = self._text[start : closings[index]]
        if name == "script" and "ld+json" in match[3].lower():
            self.data.append(content)
        elif name == "title" and not self.title:
            self.title = " ".join(html.unescape(content).split())
        return self._behind_tag(closings[index])

    def _behind_nested(self, name: str, start: int) -> int:
        """Where the page goes on behind an element that may hold others of its name."""
        opening = re.compile(rf"<{name}(?=[\s/>])", re.IGNORECASE | re.ASCII)
        closings = self._closings_of(name)
        index = bisect_left(closings, start)
        position, depth = start, 1
        while index < len(closings):
            depth += sum(1 for _ in opening.finditer(self._text, position, closings[index])) - 1
            position = closings[index]
            if depth <= 0:
                return self._behind_tag(position)
            index += 1
        return self._behind_tag(position) if position > start else start

    def _closings_of(self, name: str) -> list[int]:
        """The places of all closing tags of a name."""
        if name not in self._closings:
            pattern = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE | re.ASCII)
            self._closings[name] = [match.start() for match in pattern.finditer(self._text)]
        return self._closings[name]

    def _behind_tag(self, start: int) -> int:
        end = self._text.find(">", start)
        return end + 1 if end >= 0 else len(self._text)

    def _note(self, name: str, attributes: str) -> None:
        """Keep what meta, link, time and html elements say."""
        if name not in {"meta", "link", "time", "html"}:
            return
        values = _attributes(attributes)
        if name == "meta":
            key = values.get("property") or values.get("name") or values.get("itemprop")
            if key and values.get("content"):
                self.metas.append((key.lower(), values["content"]))
        elif name == "link":
            if "canonical" in values.get("rel", "").lower().split() and not self.canonical:
                self.canonical = values.get("href", "").strip()
        elif name == "time":
            if values.get("datetime"):
                self.times.append((values["datetime"], values.get("class", "")))
        elif not self.language:
            self.language = (values.get("lang") or values.get("xml:lang") or "").strip()

    def _imply_ends(self, name: str) -> None:
        """Close what the start of a block closes: a paragraph, the list item or cell before it."""
        while self._open and self._open[-1][0] == "p":
            self._pop()
        ended = _ENDS_ITSELF.get(name)
        while ended and self._open and self._open[-1][0] in ended:
            self._pop()

    def _push(self, name: str, attributes: str) -> None:
        self._open.append((name, _label(name, attributes)))
        self._counts[name] = self._counts.get(name, 0) + 1
        self.depth = max(self.depth, len(self._open))
        if name != "a":
            self._path = None

    def _pop(self) -> None:
        name, _ = self._open.pop()
        self._counts[name] -= 1
        if name != "a":
            self._path = None

    def _close(self, name: str) -> None:
        if name == "head":
            self._in_head = False
        if name in _BLOCK:
            self._break()
        if self._counts.get(name):
            while self._open[-1][0] != name:
                self._pop()
            self._pop()

    def _break(self) -> None:
        """End the block in the making."""
        block, self._block = self._block, self._block.next()
        if block.is_blank:
            return
        if self._path is None:
            self._path = " ".join(label for name, label in self._open[-PATH_MAX:] if name in _BLOCK)
        unit = block.unit(self._kind(), self._path)
        if unit:
            self.units.append(unit)

    def _kind(self) -> str:
        if self._open and self._open[-1][0] in {"td", "th"}:
            return "cell"
        for name, label in reversed(self._open[-PATH_MAX:]):
            if kind := _KINDS.get(name):
                return kind
            if "aption" in label and _CAPTION.search(label):
                return "caption"
        return "line"


def _attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, the first of each name."""
    values: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        values.setdefault(name.lower(), html.unescape(double or single or bare))
    return values


def _label(name: str, attributes: str) -> str:
    """An element's name with its class, id and role, as in ``div.story#main``."""
    if not ("class" in attributes or "id" in attributes or "role" in attributes or "CLASS" in attributes):
        return name
    values = _attributes(attributes)
    label = name
    if "class" in values:
        label += "." + ".".join(values["class"].split())
    if values.get("id"):
        label += "#" + values["id"].strip().replace(" ", "_")
    if values.get("role"):
        label += "@" + values["role"].strip()
    return label[:LABEL_MAX]
