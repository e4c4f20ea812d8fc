"""A Markdown text as units: paragraphs, headings, list items, quotations and table cells with exact places.

Most stories hold no markup at all. Their paragraphs are cut here; only a paragraph with markup inside,
or a text with lists, quotations, tables and the like, goes through markdown-it-py. Both ways give the
same units.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.model import Unit
from sitegen.read import fields
from sitegen.read.mapped import MappedText, placed
from sitegen.read.text import joined
from sitegen.read.wrapping import Line, soft_breaks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Piece = tuple[str, int, int, str]
"""Visible text, its place, its length in the file (-1: one to one), and for a line break `hard` or `soft`."""

_PLAIN = r"[^\s()\\]*+(?:\\.[^\s()\\]*+)*"
_LINK_TAIL = re.compile(
    rf"""\]\(\s*+(?:<[^<>\n]*+>|{_PLAIN}(?:\({_PLAIN}\){_PLAIN})*)
        (?:\s++(?:"[^"\\]*+(?:\\.[^"\\]*+)*"|'[^'\\]*+(?:\\.[^'\\]*+)*'|\([^()\\]*+(?:\\.[^()\\]*+)*\)))?\s*+\)
        |\]\[[^\]]*+\]|\]""",
    re.VERBOSE | re.DOTALL,
)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most stories need no parser, and it is slow to import

    return MarkdownIt("commonmark").enable("table").disable("text_join")


_KINDS = {
    "heading_open": "heading",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "td_open": "cell",
    "th_open": "cell",
}
_ASIDES = {"code_block": "code", "fence": "code", "html_block": "markup"}
_WORDS = re.compile(r">[^<]*\w")
"""Words behind a tag, which most blocks of HTML in a note have none of."""


def parsed(body: str, lines: Sequence[Line]) -> Iterator[Unit]:
    """The units that markdown-it-py finds in `body`, whose lines are `lines`."""
    kinds: list[str] = []
    row = (-1, 0)
    table = _Table()
    seen = 0
    for token in _parser().parse(body):
        if token.map and (token.type in _ASIDES or token.type == "inline"):
            yield from _unseen(lines[seen : token.map[0]])
            seen = max(seen, token.map[1])
        yield from table.mark(token.type)
        if token.type == "html_block" and token.map:
            yield from _page_lines(lines[token.map[0] : token.map[1]])
        elif token.type in _ASIDES and token.map:
            yield from _raw_lines(lines[token.map[0] : token.map[1]], _ASIDES[token.type])
        elif token.type in _KINDS:
            kinds.append(_KINDS[token.type])
        elif kinds and token.nesting < 0 and token.type.replace("_close", "_open") in _KINDS:
            kinds.pop()
        elif token.type == "inline" and token.map and token.content:
            kind = kinds[-1] if kinds else "paragraph"
            column = row[1] if kind == "cell" and row[0] == token.map[0] else 0
            if column == WRITTEN:
                continue
            source = _Source(token.content, lines[token.map[0] : token.map[1]], kind, column)
            found = source.units(token.children or ())
            yield from table.kept(found) if kind == "cell" else found
            row = (token.map[0], source.column)
    yield from _unseen(lines[seen:])


class _Table:
    """The row of a table in the making."""

    def __init__(self) -> None:
        self._cells: list[list[Unit]] = []
        self._heads = False

    def mark(self, kind: str) -> Iterator[Unit]:
        """Take a token that begins or ends a part of a table; the units of a row that it ends."""
        if kind in {"td_open", "th_open"}:
            self._cells.append([])
        elif kind in {"thead_open", "tbody_open"}:
            self._heads = kind == "thead_open"
        elif kind == "tr_close":
            yield from fields.row(self._cells, heads=self._heads, columns=len(self._cells))
            self._cells = []

    def kept(self, units: Iterator[Unit]) -> tuple[Unit, ...]:
        """Keep the units of a cell for its row."""
        self._cells[-1] += units
        return ()


def _unseen(lines: Sequence[Line]) -> Iterator[Unit]:
    """Lines with words of which the parser shows nothing: link targets, and what is nested too deep."""
    yield from _raw_lines([line for line in lines if any(map(str.isalnum, line[0]))], "markup")


def _page_lines(lines: Sequence[Line]) -> Iterator[Unit]:
    """The words that a block of HTML shows, or its lines as they are written where it shows none."""
    from sitegen.read import html  # noqa: PLC0415 - few notes hold HTML

    written = "\n".join(line for line, _ in lines)
    found = html.scan(written).units if _WORDS.search(written) else ()
    if not found:
        yield from _raw_lines(lines, "markup")
        return
    starts = accumulate((len(line) + 1 for line, _ in lines), initial=0)
    whole = Unit(written, tuple((start, place, -1) for start, (_, place) in zip(starts, lines, strict=False)))
    for unit in found:
        yield placed(replace(unit, kind="paragraph") if unit.kind == "line" else unit, whole)


def _raw_lines(lines: Sequence[Line], kind: str) -> Iterator[Unit]:
    """Each line as it is written."""
    for raw, position in lines:
        if content := raw.strip():
            yield Unit(content, ((0, position + len(raw) - len(raw.lstrip()), -1),), kind)


WRITTEN = -1
"""In the place of a column: the rest of the row stands there as it is written."""


class _Source:
    """The text of one block as the parser saw it, with the place in the file of each of its characters.

    A block's lines lose their quotation and list marks and their indentation before they are parsed,
    so that each is the end of a line of the file.
    """

    def __init__(self, content: str, lines: Sequence[Line], kind: str, column: int) -> None:
        self._content = content
        self._kind = kind
        self._inside = kind in {"heading", "cell"}
        self._starts: list[int] = []
        self._places: list[int] = []
        self.column = column
        """In a table, where in the line the search for the next cell begins; `WRITTEN` if there is none."""
        self._first = column
        self._lines = lines
        self._captions: list[Unit] = []
        """The words of pictures in it."""
        self._known = self._locate()

    def _locate(self) -> bool:
        """Whether every line of the content was found in the file's lines."""
        start = 0
        for content, (raw, position) in zip(self._content.split("\n"), self._lines, strict=False):
            words = content.strip()
            column = raw.find(words, self.column) if self._inside else raw.rstrip().rfind(words)
            if column < 0:
                return False
            self.column = column + len(words)
            self._starts.append(start)
            self._places.append(position + column - (len(content) - len(content.lstrip())))
            start += len(content) + 1
        return len(self._starts) == self._content.count("\n") + 1

    def units(self, children: Sequence[Token]) -> Iterator[Unit]:
        """The units of a block: one, or several where its lines end for a reason of their own."""
        pieces = self._pieces(children) if self._known else None
        if pieces is None:
            first = self._first
            yield from _raw_lines([(raw[first:], place + first) for raw, place in self._lines], self._kind)
            self.column = WRITTEN
            return
        made, is_next = [MappedText()], True
        breaks = iter(_joins(pieces))
        for text, start, length, is_break in pieces:
            if is_break:
                is_next = True
                if not next(breaks):
                    made.append(MappedText())
            elif is_next:
                made[-1].add_next(text, start, length)
                is_next = not text.strip()
            else:
                made[-1].add(text, start, length)
        yield from filter(None, (line.unit(self._kind) for line in made))
        yield from self._captions

    def _pieces(self, children: Sequence[Token]) -> list[Piece] | None:
        """``(visible text, place, file length or -1, kind of break)`` of every visible piece in order.

        None when a piece cannot be found where it must stand.
        """
        pieces: list[Piece] = []
        cursor = 0
        for token in children:
            if token.type in {"softbreak", "hardbreak"}:
                pieces.append(("", 0, 0, token.type[:4]))
                continue
            found = self._find(token, cursor)
            if found is None:
                return None
            cursor, visible = found
            pieces.extend(visible)
        return pieces

    def _find(self, token: Token, cursor: int) -> tuple[int, list[Piece]] | None:
        """Where the search goes on behind a token, and its visible pieces."""
        content = self._content
        if token.type == "text":
            at = content.find(token.content, cursor) if token.content else cursor
            return None if at < 0 else (at + len(token.content), self._runs(at, len(token.content)))
        if token.type == "text_special":
            at = content.find(token.markup, cursor)
            if at < 0:
                return None
            piece = (token.content, self._place(at), len(token.markup), "")
            return at + len(token.markup), [piece]
        if token.type == "code_inline":
            return self._code(token, cursor)
        if token.type == "html_inline":
            at = content.find(token.content, cursor)
            is_line_end = token.content[:3].lower() == "<br"
            return None if at < 0 else (at + len(token.content), [("", 0, 0, "hard")] if is_line_end else [])
        if token.type == "image":
            at = content.find("![", cursor)
            at = content.find(token.content, at + 2) if at >= 0 else -1
            if at < 0:
                return None
            self._keep_words(token, at)
            return self._behind_link(at + len(token.content)), []
        if token.type == "link_close" and token.markup != "autolink":
            return self._behind_link(content.find("]", cursor)), []
        return cursor, []

    def _keep_words(self, token: Token, at: int) -> None:
        """Keep what a picture shows, in words, whose source stands at a place of the content."""
        words = "".join(_shown(token)).strip()
        if any(map(str.isalnum, words)):
            length = -1 if words == token.content else len(token.content)
            self._captions.append(Unit(words, ((0, self._place(at), length),), "caption"))

    def _code(self, token: Token, cursor: int) -> tuple[int, list[Piece]] | None:
        """A code span: its text between the marks, a blank for each line break."""
        opening = self._content.find(token.markup, cursor)
        start = opening + len(token.markup)
        if opening < 0:
            return None
        if self._content[start : start + len(token.content)].replace("\n", " ") != token.content:
            start += 1
        end = start + len(token.content)
        closing = self._content.find(token.markup, end)
        return (closing + len(token.markup) if closing >= 0 else end), self._runs(start, len(token.content))

    def _behind_link(self, bracket: int) -> int:
        """The place behind the target that follows a link's closing bracket."""
        match = _LINK_TAIL.match(self._content, bracket) if bracket >= 0 else None
        return match.end() if match else max(bracket, 0)

    def _runs(self, start: int, length: int) -> list[Piece]:
        """A stretch of the content as pieces that lie within one line each."""
        text = self._content[start : start + length]
        if "\n" not in text:
            return [(text, self._place(start), -1, "")]
        pieces = []
        for part in text.split("\n"):
            if part:
                pieces.append((part, self._place(start), -1, ""))
            start += len(part) + 1
            pieces.append(("", 0, 0, "soft"))
        return pieces[:-1]

    def _place(self, position: int) -> int:
        """The place in the file of a position in the content."""
        index = bisect_right(self._starts, position) - 1
        return self._places[index] + position - self._starts[index]


def _shown(token: Token) -> Iterator[str]:
    """Yield the words of a picture, with those of pictures and links inside it."""
    for child in token.children or ():
        yield from _shown(child) if child.children else (child.content,)


def _joins(pieces: Sequence[Piece]) -> Iterator[bool]:
    """Yield for each line break whether it joins the lines beside it."""
    lines = [""]
    for text, _, _, is_break in pieces:
        if is_break == "hard":
            yield from _soft(lines)
            yield False
            lines = [""]
        elif is_break:
            lines.append("")
        else:
            lines[-1] += text
    yield from _soft(lines)


def _soft(lines: Sequence[str]) -> Iterator[bool]:
    """Yield for each break between lines whether it joins them; a line without words joins nothing."""
    shown = [line.strip() for line in lines]
    joins = iter(soft_breaks([line for line in shown if line]) if len(lines) > 1 else ())
    for number, line in enumerate(shown[:-1]):
        before, after = any(shown[: number + 1]), any(shown[number + 1 :])
        yield next(joins) if line and before and after else True


MARKUP_MAX = 20_000
"""Longest paragraph with markup inside that is parsed. Unit: characters. A paragraph of news has under 3,000.
Longer ones are read as plain text, since a parser's worst cases grow with the square of the length."""

TEXT_MAX = 1_000_000
"""Longest text that is parsed as a whole. Unit: characters; a story has 5,000, a book 500,000."""

MARKUP_DENSITY = 0.2
"""Share of markup characters from which a long paragraph is not parsed. Unit: brackets, stars and the like
per character. Text full of links has 0.05; hostile input has 1."""

DENSITY_FROM = 2_000
"""Length from which `MARKUP_DENSITY` is asked. Unit: characters; below it even hostile input is quick.
Judgement."""

_PLAIN_TEXT = "it is read as plain text"
_NEWLINE = re.compile(r"\r\n|\n|\r")
_STRUCTURE = re.compile(
    r"""\A(?:\ {4}|\ {0,3}\t                                     # code, or what follows a list item
        |\ {0,3}(?:[>|=~]|```|<[A-Za-z/!?]|\[[^\]\n]*\]:        # quotation, table, code, HTML, link target
        |[-+](?:[ \t]|$)|\*(?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)   # list items
        |-{2,}[ \t]*$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$        # rules
        |[-:|][-:| \t]*$                                        # head of a table
    ))""",
    re.VERBOSE,
)
_ODD = re.compile("[\x00\x0b\x0c\x1c-\x1f\x85\u2028\u2029]|^[ \t]*+[^\\S \t]")
_INLINE_MARKS = ("*", "_", "`", "\\", "<", "&", "](")
_INLINE = re.compile(r"[\\`*_]|<[A-Za-z/!?]|&(?:#|[A-Za-z])|\]\(")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_PLAIN_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+([^#\s](?:[^#]*[^#\s])?)[ \t]*")
_MARKUP = re.compile(r"[\\`*_\[\]<>&!|~]")


class Refusal(Exception):  # noqa: N818 - it is no error: the text is read in a plainer way
    """A text is not put through the Markdown parser; the message says why."""


def units(text: str, start: int = 0) -> tuple[list[Unit], str | None]:
    r"""The units from `start` on in file order, and why markup was left unparsed, if it was.

    >>> [(unit.kind, unit.text) for unit in units("# Title\n\nSome *plain* words.")[0]]
    [('heading', 'Title'), ('paragraph', 'Some plain words.')]
    """
    lines = _lines(text, start)
    body = text[start:] if "\r" not in text else "\n".join(content for content, _ in lines)
    if any(_is_structure(line) for line, _ in lines if line):
        return _structured(body, lines)
    return _flat(lines, [mark for mark in _INLINE_MARKS if mark in body])


def _is_structure(line: str) -> bool:
    """Whether a line that is not empty may be more than a part of a paragraph or a heading."""
    return (not line[0].isalpha() and _STRUCTURE.match(line) is not None) or (
        not line.isprintable() and _ODD.search(line) is not None
    )


def _lines(text: str, start: int) -> list[Line]:
    """The lines from `start` on with their ends as written, without line breaks, and their places."""
    lines: list[Line] = []
    position = start
    if "\r" not in text:
        for line in text[start:].split("\n"):
            lines.append((line, position))
            position += len(line) + 1
        return lines
    for match in _NEWLINE.finditer(text, start):
        lines.append((text[position : match.start()], position))
        position = match.end()
    lines.append((text[position:], position))
    return lines


def _structured(body: str, lines: Sequence[Line]) -> tuple[list[Unit], str | None]:
    """The units of a text that needs the parser as a whole."""
    try:
        _refuse_hostile(body)
        return list(parsed(body, lines)), None
    except Refusal as reason:
        return [unit for block in _blocks(lines) for unit in _paragraph(block)], str(reason)


def _flat(lines: Sequence[Line], marks: Sequence[str]) -> tuple[list[Unit], str | None]:
    """The units of a text of paragraphs and headings only, with no inline marks but `marks`."""
    found: list[Unit] = []
    refused = None
    for block in _blocks(lines):
        content = block[0][0] if len(block) == 1 else "\n".join(line for line, _ in block)
        if _is_plain(content, block, marks):
            found.extend(_plain(block))
            continue
        try:
            _refuse_hostile(content)
            found.extend(parsed(content, block))
        except Refusal as reason:
            refused = refused or str(reason)
            found.extend(_paragraph(block))
    return found, refused


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between blank lines."""
    block: list[Line] = []
    for line in lines:
        if line[0] and not line[0].isspace():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_plain(content: str, block: Sequence[Line], marks: Sequence[str]) -> bool:
    """Whether a block of lines means what it says, with no markup but a heading's mark."""
    if marks and any(mark in content for mark in marks) and _INLINE.search(content):
        return False
    if "#" not in content:
        return True
    if len(block) == 1:
        return not _HEADING.match(content) or bool(_PLAIN_HEADING.fullmatch(content))
    return not any(_HEADING.match(line) for line, _ in block)


def _plain(block: Sequence[Line]) -> Iterator[Unit]:
    heading = _PLAIN_HEADING.fullmatch(block[0][0]) if len(block) == 1 and "#" in block[0][0] else None
    if heading:
        yield Unit(heading[1], ((0, block[0][1] + heading.start(1), -1),), "heading")
    else:
        yield from _paragraph(block)


def _paragraph(block: Sequence[Line]) -> Iterator[Unit]:
    """The lines of a paragraph without markup; a wrapped line is joined to the next."""
    if len(block) == 1:
        raw, position = block[0]
        content = raw.strip()
        lead = 0 if raw[0] == content[0] else len(raw) - len(raw.lstrip())
        yield Unit(content, ((0, position + lead, -1),), "paragraph")
        return
    for lines in _between_hard_breaks(block):
        wrapped = lines[:1]
        for line, is_joined in zip(lines[1:], soft_breaks([content for content, _ in lines]), strict=True):
            if not is_joined:
                yield joined(wrapped, "paragraph")
                wrapped = []
            wrapped.append(line)
        yield joined(wrapped, "paragraph")


def _between_hard_breaks(block: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of a paragraph, ends stripped, up to each that two blanks end."""
    lines: list[Line] = []
    for raw, position in block:
        lines.append((raw.strip(), position + len(raw) - len(raw.lstrip())))
        if raw.endswith("  "):
            yield lines
            lines = []
    if lines:
        yield lines


def _refuse_hostile(content: str) -> None:
    """Nothing, or a refusal of text on which the parser would take long.

    Raises:
        Refusal: a piece of `content` is very long or thick with markup.
    """
    if len(content) < DENSITY_FROM:
        return
    if len(content) > TEXT_MAX:
        raise Refusal(f"{len(content):,} characters with markup are too many; {_PLAIN_TEXT}")
    for piece in content.split("\n\n"):
        if len(piece) < DENSITY_FROM:
            continue
        marks = len(_MARKUP.findall(piece))
        if len(piece) > MARKUP_MAX and marks:
            raise Refusal(f"a paragraph of {len(piece):,} characters with markup is too long; {_PLAIN_TEXT}")
        if marks > MARKUP_DENSITY * len(piece):
            raise Refusal(f"a paragraph is mostly markup characters; {_PLAIN_TEXT}")
