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
from sitegen.read import text as plain_text
from sitegen.read.mapped import MappedText, placed
from sitegen.read.media import MEDIA, Reference

_INVISIBLE = "\u00ad\u200b\u200c\u2060\ufeff\x00-\x08\x0e-\x1f\x7f"
_BLANKS = re.compile(rf"[ \t\n\r\f\v\u00a0]{{2,}}+|[\t\n\r\f\v]|[{_INVISIBLE}]++")
_VANISHING = re.compile(f"[{_INVISIBLE}]")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_TOKEN = re.compile(
    r"""<!--|<![^<>]*+>|<\?[^<>]*+>
       |<(/?)([A-Za-z][^\s/<>]*+)((?:[^<>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!"[^"]*+"|'[^']*+'))|["']){0,400})>
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
_STRUCK = frozenset(("del", "s", "strike"))
_HIDDEN = re.compile(
    r"""(?:^|\s)hidden(?=\s|=|/|$)|style\s*+=\s*+["']?+(?:(?!style\s*+=)[^"'>])*?
        (?:display\s*+:\s*+none|visibility\s*+:\s*+hidden|font-size\s*+:\s*+0(?![.\d])
        |(?:left|top|text-indent)\s*+:\s*+-\d{3})
        |class\s*=\s*["'](?:[^"']*\s)?(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|assistive-text
        |d-none|is-hidden|u-hidden)[\s"'](?![^"'>]*\b(?:d-\w+-(?:block|inline|flex)|\w+:(?:block|inline|flex)))
        |class\s*=\s*(?:sr-only|visually-?hidden|d-none|is-hidden)(?=\s|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_MARKED = re.compile(r"itemprop|property|pubdate|class\s*=", re.IGNORECASE)
"""Attributes that say what a date is."""
_STRUCK_OUT = re.compile(r"line-through", re.IGNORECASE)
_ARIA_HIDDEN = re.compile(r"aria-hidden\s*=\s*[\"']?true", re.IGNORECASE)
_NEVER_HIDDEN = _names("html body main article")
"""Elements that a page may hide while it loads; what they hold is the story all the same."""
_ARIA_SEEN = _NEVER_HIDDEN | _names("div section")
"""Elements that a dialogue in front of them marks as hidden; everybody sees them behind it."""
_ALT = re.compile(r"""\s(alt|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ORIGIN = re.compile(
    r"(?:\burl:\s*|saved from url=\(\d+\)|from:?\s+|archived from\s+|location:\s*)(https?://[^\s<>\"]+)"
    r"|mirrored from ([\w-]{1,63}(?:\.[\w-]{1,63}){1,9}[^\s<>\"]{0,500}) by ",
    re.IGNORECASE,
)
COMMENT_MAX = 2_000
"""Longest comment in which a page's address is looked for. Unit: characters; page savers write 300."""

_CAPTION = re.compile(r"(?:^|[-_\s])(?:img-?|image-?|photo-?|wp-)?caption", re.IGNORECASE)

PATH_MAX = 12
"""How many of the innermost open elements a block's path names. Unit: elements. Two paragraphs of one article
share them; pages nest 30 deep, hostile ones a million."""

AROUND = 40
"""How many of the innermost open elements tell whether a picture is of the article; pages nest 30 deep."""

LABEL_MAX = 80
"""How much of an element's class and id its label keeps. Unit: characters. Judgement."""


class Time(Struct, frozen=True):
    """A time element, or another one that a page marks as a date."""

    stamp: str
    """Its `datetime`, or `content`."""
    marks: str
    """Its class and item property."""
    path: str
    """The open elements around it."""
    unit: int
    """How many units stand before the block it is in."""
    linked: bool
    before: str
    """The words right before it."""


class Cell(Struct, frozen=True):
    """The place of a unit in a table, or in a list of definitions."""

    unit: int
    """Its number among the units."""
    table: int
    row: int
    column: int
    heads: bool
    """Whether it is marked as the head of a row or column, or as the word that is defined."""


class Markup(Struct):
    """What a page holds, in order."""

    units: list[Unit] = []
    depth: int = 0
    """How deep its elements nest."""
    language: str = ""
    """The `lang` attribute of its root, as written."""
    title: str = ""
    metas: list[tuple[str, str]] = []
    """Name or property, and content, of its meta elements."""
    canonical: str = ""
    times: list[Time] = []
    origin: str = ""
    """The address that a page saver left in a comment."""
    cells: list[Cell] = []
    """Where each unit that stands in a table or list of definitions stands there."""
    data: list[str] = []
    """The JSON-LD scripts."""
    unseen: list[tuple[int, int]] = []
    """The spans of what is hidden or struck."""
    references: list[Reference] = []
    """The files that its pictures and links lead to."""


class Block(MappedText):
    """A unit in the making: runs of blanks become one, invisible characters none."""

    __slots__ = ("linked",)

    def __init__(self) -> None:
        super().__init__()
        self.linked = 0

    def add_visible(self, text: str, start: int, end: int, *, linked: bool = False) -> None:
        """Append what `text` shows between two places."""
        before = self.length
        position = start
        for match in _BLANKS.finditer(text, start, end):
            self._add_words(text[position : match.start()], position)
            self._add_special(match[0], *match.span())
            position = match.end()
        self._add_words(text[position:end], position)
        if linked:
            self.linked += self.length - before

    def add_reference(self, visible: str, start: int, end: int, *, linked: bool = False) -> None:
        """Append what a character reference shows; nothing where no page may hold it, as with `&#11;`."""
        before = self.length
        if visible.isspace() or _VANISHING.match(visible):
            self._add_special(visible, start, end)
        else:
            self.add(visible, start, end - start)
        if linked:
            self.linked += self.length - before

    def add_decoded(self, text: str, start: int, end: int) -> None:
        """Append what the value of an attribute shows, its references resolved."""
        for match in _REFERENCE.finditer(text, start, end):
            if (visible := html.unescape(match[0])) != match[0]:
                self.add_visible(text, start, match.start())
                self.add_reference(visible, *match.span())
                start = match.end()
        self.add_visible(text, start, end)

    def _add_words(self, words: str, place: int) -> None:
        if words[:1] == " " and self._ends_blank():
            words, place = words[1:], place + 1
        self.add(words, place)

    def _add_special(self, found: str, start: int, end: int) -> None:
        """Append one blank for a run of blanks, nothing for characters that do not show."""
        if not _VANISHING.match(found) and not self._ends_blank():
            self.add(" ", start, end - start)

    def _ends_blank(self) -> bool:
        return not self.parts or self.parts[-1][-1] == " "


def scan(text: str, start: int = 0) -> Markup:
    """Return the blocks of a page in file order from `start` on, everything of its body included.

    >>> [(unit.kind, unit.text) for unit in scan("<h1>A</h1><p>b <b>c</b> &amp; d<br>e").units]
    [('heading', 'A'), ('line', 'b c & d'), ('line', 'e')]
    """
    page = _HtmlPass(text)
    page.read(start)
    return page.markup


class _HtmlPass:
    """The state of the one pass over a page."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._closings: dict[str, list[int]] = {}
        self._open: list[tuple[str, str, str]] = []
        self._modes: list[str] = []
        """For each open element that hides or strikes what it holds which of the two it does."""
        self._sides: dict[str, Block] = {}
        """What is hidden or struck where the page is read."""
        self._beside: list[Unit] = []
        """What was hidden or struck in the block in the making, and the words of its pictures."""
        self._tables: list[list[int]] = []
        """Number, row and column of each open table."""
        self._table_count = 0
        self._at = 0
        """Where the tag that is looked at begins."""
        self._preformatted: tuple[int, int] | None = None
        """Where the open element of preformatted text begins, and how many units stood before it."""
        self._counts: dict[str, int] = {}
        self._block = Block()
        self._path: str | None = None
        self._in_head = False
        self._comment_ends = True
        self.markup = Markup()
        self._unseen_from = 0

    def read(self, position: int) -> None:
        """Fill the lists."""
        text, search = self._text, _TOKEN.search
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
            self._block_here().add_visible(self._text, start, end, linked=bool(self._counts.get("a")))

    def _reference(self, match: re.Match[str]) -> None:
        visible = html.unescape(match[0])
        if visible == match[0]:
            self._add_text(match.start(), match.end())
        elif not self._in_head:
            self._block_here().add_reference(visible, *match.span(), linked=bool(self._counts.get("a")))

    def _block_here(self) -> Block:
        """The block in the making, or that of what is hidden, or else struck, here."""
        if not self._modes:
            return self._block
        return self._sides.setdefault("hidden" if "hidden" in self._modes else "struck", Block())

    def _behind_comment(self, match: re.Match[str]) -> int:
        """Where the page goes on behind a comment; one that is never closed is text."""
        if match[0] != "<!--":
            return match.end()
        end = self._text.find("-->", match.end() - 2) if self._comment_ends else -1
        if end >= 0:
            if not self.markup.origin and end - match.end() <= COMMENT_MAX:
                found = _ORIGIN.search(self._text, match.end(), end)
                self.markup.origin = (found[1] or f"https://{found[2]}") if found else ""
            return end + 3
        self._comment_ends = False
        self._add_text(match.start(), match.end())
        return match.end()

    def _tag(self, match: re.Match[str]) -> int:
        """Where the page goes on behind a tag."""
        name = match[2].lower()
        self._at = match.start()
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
        if name == "time" and self._runs_on(match.end()):
            if _MARKED.search(match[3]):
                self._note(name, match)
            return match.end()
        if name in _BLOCK:
            self._break()
            self._imply_ends(name)
        self._note(name, match)
        if name not in _VOID:
            self._push(name, match[3])
        if name == "pre" and self._preformatted is None:
            self._preformatted = match.end(), len(self.markup.units)
        return match.end()

    def _runs_on(self, start: int) -> bool:
        """Whether the sentence goes on behind the date that begins here, as it does in running text."""
        if not self._counts.get("p") and not self._counts.get("li"):
            return False
        closing = self._text.find("</time>", start, start + LABEL_MAX)
        start = closing + len("</time>")
        behind = self._text[start : start + 2] if closing >= 0 else ""
        return behind[:1] in set(",;.!?)") or behind.strip()[:1].islower()

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
            self.markup.data.append(content)
        elif name == "title" and not self.markup.title:
            self.markup.title = " ".join(html.unescape(content).split())
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

    def _note(self, name: str, match: re.Match[str]) -> None:
        """Keep what meta, link, time, img and html elements say, and where tables have their cells."""
        attributes = match[3]
        if name in {"img", "a"} and MEDIA.search(attributes):
            self._note_reference(name, match)
        if name in _TABLES:
            self._note_table(name)
        elif name == "img":
            self._note_picture(match)
        elif name in {"meta", "link", "html"}:
            self._note_head(name, _attributes(attributes))
        elif name == "time" or ("datePublished" in attributes and _MARKED.search(attributes)):
            self._note_time(_attributes(attributes))

    def _note_head(self, name: str, values: dict[str, str]) -> None:
        """Keep what a meta, link or html element says."""
        if name == "meta":
            if "datepublished" in values.get("itemprop", "").lower():
                self._note_time(values)
            key = values.get("property") or values.get("name") or values.get("itemprop")
            if key and values.get("content"):
                self.markup.metas.append((key.lower(), values["content"]))
        elif name == "link":
            if "canonical" in values.get("rel", "").lower().split() and not self.markup.canonical:
                self.markup.canonical = values.get("href", "").strip()
        else:
            self.markup.origin = self.markup.origin or values.get("data-scrapbook-source", "")
        if name == "html" and not self.markup.language:
            self.markup.language = (values.get("lang") or values.get("xml:lang") or "").strip()

    def _note_time(self, values: dict[str, str]) -> None:
        """Keep the stamp of an element that is marked as a date."""
        stamp = values.get("datetime") or values.get("content")
        if stamp:
            named = " ".join(values.get(key, "") for key in ("class", "itemprop", "property"))
            marks = f"{named}{' pubdate' * ('pubdate' in values)}"
            path = " ".join(label for _, label, _ in self._open)
            linked = bool(self._counts.get("a"))
            before = self._text[max(self._at - LABEL_MAX, 0) : self._at].rpartition(">")[2].strip()
            self.markup.times.append(
                Time(stamp, marks.strip().lower(), path.lower(), len(self.markup.units), linked, before)
            )

    def _note_picture(self, match: re.Match[str]) -> None:
        """Keep the words of a picture: what it shows and what is said over it, each once."""
        seen = {""}
        for found in _ALT.finditer(match[3]):
            block = Block()
            block.add_decoded(self._text, *(match.start(3) + at for at in found.span(found.lastindex or 1)))
            unit = block.unit("caption", self._path_now())
            if unit and unit.text not in seen and any(map(str.isalpha, unit.text)):
                self._beside.append(unit)
                seen.add(unit.text)

    def _note_reference(self, name: str, match: re.Match[str]) -> None:
        """Keep where a picture or a link that is seen leads to, unless it is another site."""
        if self._modes or _mode(name, match[3]):
            return
        values = _attributes(match[3])
        first = (values.get("srcset", "").split(",")[0].split() or [""])[0]
        # A picture that loads late has a stand-in in its `src`.
        named = [values.get("data-src", ""), values.get("src", ""), first] if name == "img" else []
        targets = [*named, *[values.get("href", "")] * (name == "a")]
        target = next((each for each in targets if MEDIA.search(each) and ":" not in each), "")
        if target and not target.startswith("/"):
            path = " ".join(label for _, label, _ in self._open[-AROUND:])
            words = values.get("alt", "")
            self.markup.references.append(Reference(target, words, name == "img", path, *match.span()))

    def _note_table(self, name: str) -> None:
        """Count the rows and columns of the tables and lists of definitions that are open."""
        if name in {"table", "dl"}:
            self._table_count += 1
            self._tables.append([self._table_count, -1, -1])
        elif self._tables and name in {"tr", "dt"}:
            self._tables[-1][1] += 1
            self._tables[-1][2] = 0 if name == "dt" else -1
        elif self._tables and name in {"td", "th", "dd"}:
            self._tables[-1][2] += 1

    def _imply_ends(self, name: str) -> None:
        """Close what the start of a block closes: a paragraph, the list item or cell before it."""
        while self._open and self._open[-1][0] == "p":
            self._pop()
        ended = _ENDS_ITSELF.get(name)
        while ended and self._open and self._open[-1][0] in ended:
            self._pop()

    def _push(self, name: str, attributes: str) -> None:
        mode = _mode(name, attributes)
        self._open.append((name, _label(name, attributes), mode))
        if mode:
            if not self._modes:
                self._unseen_from = self._at
            self._modes.append(mode)
        self._counts[name] = self._counts.get(name, 0) + 1
        self.markup.depth = max(self.markup.depth, len(self._open))
        if name != "a":
            self._path = None

    def _pop(self) -> None:
        name, _, mode = self._open.pop()
        self._counts[name] -= 1
        if mode:
            self._modes.pop()
            if not self._modes:
                self.markup.unseen.append((self._unseen_from, self._at))
                self._end_sides()
        if name in {"table", "dl"} and self._tables:
            self._tables.pop()
        if name == "pre" and self._preformatted is not None and not self._counts["pre"]:
            self._break()
            self._reread(*self._preformatted)
            self._preformatted = None
        if name != "a":
            self._path = None

    def _close(self, name: str) -> None:
        if name == "head":
            self._in_head = False
        if name in _BLOCK and (name != "time" or self._counts.get("time")):
            self._break()
        if self._counts.get(name):
            while self._open[-1][0] != name:
                self._pop()
            self._pop()

    def _break(self) -> None:
        """End the block; keep it by its place among what is hidden in it and words of pictures."""
        if not self._block.parts and not self._sides and not self._beside:
            return
        self._end_sides()
        unit = self._block.unit(self._kind(), self._path_now(), self._block.linked)
        self._block = Block()
        for each in sorted(filter(None, (unit, *self._beside)), key=lambda one: one.segments[0][1]):
            if each is unit and self._tables and self._tables[-1][1] >= 0:
                table, row, column = self._tables[-1]
                heads = any(name in {"th", "dt"} for name, _, _ in self._open[-3:])
                self.markup.cells.append(Cell(len(self.markup.units), table, row, column, heads))
            self.markup.units.append(each)
        self._beside = []

    def _end_sides(self) -> None:
        """End the blocks of what is hidden or struck."""
        for kind, side in self._sides.items():
            if unit := side.unit(kind, self._path_now(), side.linked):
                self._beside.append(unit)
        self._sides = {}

    def _reread(self, start: int, before: int) -> None:
        """Take preformatted text that is prose line by line instead of as code."""
        found = _lines_of(self._text, start, self._at)
        if found and len(self.markup.units) > before:
            path = self.markup.units[before].path
            self.markup.units[before:] = [Unit(unit.text, unit.segments, "line", path) for unit in found]
            self.markup.cells = [cell for cell in self.markup.cells if cell.unit < before]

    def _path_now(self) -> str:
        if self._path is None:
            self._path = " ".join(label for name, label, _ in self._open[-PATH_MAX:] if name in _BLOCK)
        return self._path

    def _kind(self) -> str:
        if self._open and self._open[-1][0] in {"td", "th"}:
            return "cell"
        for name, label, _ in reversed(self._open[-PATH_MAX:]):
            if kind := _KINDS.get(name):
                return kind
            if "aption" in label and _CAPTION.search(label):
                return "caption"
        return "line"


PROSE_LEAST = 80
"""Least length of preformatted text that can be prose. Unit: characters; a paragraph has 200."""

CODE_SIGNS = 0.02
"""Share of signs of program text from which preformatted text is code. Unit: signs per character. Mails and
releases have under 0.005, programs and logs 0.05 and more."""

_CODE_SIGN = re.compile(r"[{}<>;=|\\$#_`~^]|::|->|\(\)")
_SENTENCE_END = re.compile(r"[^\W\d_]{2}[.!?][\"'”)]?(?:\s|$)")
_COLUMNS = re.compile(r"\S {3,}\S")


def _lines_of(page: str, start: int, end: int) -> list[Unit]:
    """The lines of preformatted text, wrapped ones joined; none where the text is no prose."""
    made = MappedText()
    position = start
    while position < end:
        match = _TOKEN.search(page, position, end)
        stop = match.start() if match else end
        made.add(page[position:stop], position)
        if match and match[0][0] == "&":
            visible = html.unescape(match[0])
            made.add(visible, stop, -1 if visible == match[0] else match.end() - stop)
        elif match and match[2] and match[2].lower() == "br":
            made.add("\n", stop, match.end() - stop)
        position = match.end() if match else end
    text = "".join(made.parts)
    if not _is_prose(text):
        return []
    whole = Unit(text, tuple(made.segments))
    return [placed(unit, whole) for unit in plain_text.units(text)]


def _is_prose(text: str) -> bool:
    """Whether preformatted text tells something in sentences."""
    signs = len(_CODE_SIGN.findall(text))
    lines = [line for line in text.split("\n") if line.strip()]
    columns = sum(bool(_COLUMNS.search(line)) for line in lines)
    return (
        len(text) >= PROSE_LEAST
        and signs < CODE_SIGNS * len(text)
        and columns * 2 < len(lines)
        and _SENTENCE_END.search(text) is not None
    )


_TABLES = _names("table dl tr td th dt dd")


def _mode(name: str, attributes: str) -> str:
    """Return what an element does to its words: `hidden`, `struck`, or nothing."""
    if name in _STRUCK:
        return "struck"
    if not attributes or name in _NEVER_HIDDEN:
        return ""
    if not (
        "idden" in attributes
        or "isplay" in attributes
        or "ISPLAY" in attributes
        or "sr-only" in attributes
        or "-text" in attributes
        or "d-none" in attributes
        or "-through" in attributes
        or "-only" in attributes
        or "ont-size" in attributes
        or ":-" in attributes
        or ": -" in attributes
    ):
        return ""
    if _STRUCK_OUT.search(attributes):
        return "struck"
    hides = _HIDDEN.search(attributes) or (name not in _ARIA_SEEN and _ARIA_HIDDEN.search(attributes))
    return "hidden" if hides else ""


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
