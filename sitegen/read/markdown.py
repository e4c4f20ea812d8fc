"""A Markdown text as units: paragraphs, headings, list items, quotations and table cells with exact places.

Most stories hold no markup at all. Their paragraphs are cut here; only a paragraph with markup inside,
or a text with lists, quotations, tables and the like, goes through markdown-it-py. Both ways give the
same units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.model import Unit
from sitegen.read import fields
from sitegen.read.mapped import MappedText, placed
from sitegen.read.text import Line, between_blanks, joined, soft_breaks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Piece = tuple[str, int, int]
"""Visible text, its place and its length as in a segment; or the mark of a line break."""

_SOFT, _HARD = "\n", "\r"
_BREAKS = {"softbreak": _SOFT, "hardbreak": _HARD}
_RUNS = re.compile(r"[^\n]+|\n")

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
    cells: list[list[Unit]] = []
    heads = False
    row, behind = -1, 0
    seen = 0
    for token in _parser().parse(body):
        first, last = token.map or (0, 0)
        if token.type in _ASIDES or token.type == "inline":
            yield from _unseen(lines[seen:first])
            seen = max(seen, last)
        if token.type in _KINDS:
            kinds.append(_KINDS[token.type])
            if kinds[-1] == "cell":
                cells.append([])
                heads = token.type == "th_open"
        elif token.nesting < 0 and token.type.replace("_close", "_open") in _KINDS:
            kinds.pop()
        elif token.type == "tr_close":
            yield from fields.row(cells, heads=heads, columns=len(cells))
            cells = []
        elif token.type in _ASIDES:
            yield from _aside(token.type, lines[first:last])
        elif token.type == "inline" and token.content:
            kind = kinds[-1] if kinds else "paragraph"
            column = behind if kind == "cell" and row == first else 0
            found, behind = _block(token, lines[first:last], kind, column)
            row = first
            if kind == "cell":
                cells[-1] += found
            else:
                yield from found
    yield from _unseen(lines[seen:])


def _block(token: Token, lines: Sequence[Line], kind: str, column: int) -> tuple[Sequence[Unit], int]:
    """The units of a block, and where in the line the next cell of a table is looked for."""
    if column == WRITTEN:
        return (), WRITTEN
    whole, behind = _located(token.content, lines, column, inside=kind in {"heading", "cell"})
    try:
        if whole:
            return _inline(token, whole, kind), behind
    except ValueError:
        pass
    return list(_raw_lines([(raw[column:], at + column) for raw, at in lines], kind)), WRITTEN


def _unseen(lines: Sequence[Line]) -> Iterator[Unit]:
    """Lines with words of which the parser shows nothing: link targets, and what is nested too deep."""
    yield from _raw_lines([line for line in lines if any(map(str.isalnum, line[0]))], "markup")


def _aside(kind: str, lines: Sequence[Line]) -> Iterator[Unit]:
    """Code as it is written; the words that a block of HTML shows, or its lines where it shows none."""
    written = MappedText()
    for line, place in lines:
        written.add(f"{line}\n", place)
    found: Sequence[Unit] = ()
    if kind == "html_block" and _WORDS.search(page := "".join(written.parts)):
        from sitegen.read import html  # noqa: PLC0415 - few notes hold HTML

        found = html.scan(page).units
    whole = Unit("".join(written.parts), tuple(written.segments))
    for unit in found:
        yield placed(replace(unit, kind="paragraph") if unit.kind == "line" else unit, whole)
    if not found:
        yield from _raw_lines(lines, _ASIDES[kind])


def _raw_lines(lines: Sequence[Line], kind: str) -> Iterator[Unit]:
    """Each line as it is written."""
    for raw, position in lines:
        if content := raw.strip():
            yield Unit(content, ((0, position + len(raw) - len(raw.lstrip()), -1),), kind)


WRITTEN = -1
"""In the place of a column: the rest of the row stands there as it is written."""


def _located(content: str, lines: Sequence[Line], column: int, *, inside: bool) -> tuple[Unit | None, int]:
    """The text of a block as the parser saw it with its places, and where in the line the search goes on.

    A block's lines lose their quotation and list marks and their indentation before they are parsed,
    so that each is the end of a line of the file, or stands `inside` of it. None where one is not found.
    """
    made = MappedText()
    parts = content.split("\n")
    for part, (raw, position) in zip(parts, lines, strict=False):
        words = part.strip()
        at = raw.find(words, column) if inside else raw.rstrip().rfind(words)
        if at < 0 or len(parts) > len(lines):
            return None, WRITTEN
        column = at + len(words)
        made.add(f"{part}\n", position + at - (len(part) - len(part.lstrip())))
    return Unit("".join(made.parts), tuple(made.segments)), column


def _inline(token: Token, whole: Unit, kind: str) -> list[Unit]:
    """The units of a block: one, or several where its lines end for a reason of their own.

    Raises:
        ValueError: something visible does not stand where it must.
    """
    captions: list[Unit] = []
    pieces = list(_pieces(token.content, token.children or (), captions))
    made, is_next = [MappedText()], True
    joins = iter(_joins("".join(text for text, _, _ in pieces)))
    for text, place, length in pieces:
        if text in {_SOFT, _HARD}:
            is_next = True
            if not next(joins):
                made.append(MappedText())
        elif is_next:
            made[-1].add_next(text, place, length)
            is_next = not text.strip()
        else:
            made[-1].add(text, place, length)
    found = [unit for line in made if (unit := line.unit(kind))]
    return [placed(unit, whole) for unit in (*found, *captions)]


def _pieces(content: str, children: Sequence[Token], captions: list[Unit]) -> Iterator[Piece]:
    """Yield every visible piece in order with its place in the content; keep what pictures show apart."""
    cursor = 0
    for token in children:
        kind = token.type
        if kind in _BREAKS or (kind == "html_inline" and token.content[:3].lower() == "<br"):
            yield _BREAKS.get(kind, _HARD), 0, 0
        if kind == "code_inline":
            start, end = _code(content, token, cursor)
            yield from ((run[0], run.start(), -1) for run in _RUNS.finditer(content, start, end))
            closing = content.find(token.markup, end)
            cursor = closing + len(token.markup) if closing >= 0 else end
        elif kind == "image":
            at = content.index(token.content, content.index("![", cursor) + 2)
            words = "".join(_shown(token)).strip()
            if any(map(str.isalnum, words)):
                length = -1 if words == token.content else len(token.content)
                captions.append(Unit(words, ((0, at, length),), "caption"))
            cursor = _behind_link(content, at + len(token.content))
        elif kind == "link_close" and token.markup != "autolink":
            cursor = _behind_link(content, content.find("]", cursor))
        elif kind in {"text", "text_special", "html_inline"}:
            written = token.markup if kind == "text_special" else token.content
            at = content.index(written, cursor)
            cursor = at + len(written)
            if kind != "html_inline":
                yield token.content, at, -1 if kind == "text" else len(written)


def _code(content: str, token: Token, cursor: int) -> tuple[int, int]:
    """Where the text of a code span stands, in which a blank may be a line break."""
    start = content.index(token.markup, cursor) + len(token.markup)
    if content[start : start + len(token.content)].replace("\n", " ") != token.content:
        start += 1
    return start, start + len(token.content)


def _behind_link(content: str, bracket: int) -> int:
    """The place behind the target that follows a link's closing bracket."""
    match = _LINK_TAIL.match(content, bracket) if bracket >= 0 else None
    return match.end() if match else max(bracket, 0)


def _shown(token: Token) -> Iterator[str]:
    """Yield the words of a picture, with those of pictures and links inside it."""
    for child in token.children or ():
        yield from _shown(child) if child.children else (child.content,)


def _joins(shown: str) -> Iterator[bool]:
    """Yield for each line break of a text whether it joins the lines beside it; without words it does."""
    for number, part in enumerate(shown.split(_HARD)):
        if number:
            yield False
        lines = [line.strip() for line in part.split(_SOFT)]
        joins = iter(soft_breaks([line for line in lines if line]) if len(lines) > 1 else ())
        for at, line in enumerate(lines[:-1]):
            yield next(joins) if line and any(lines[at + 1 :]) else True


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
        return [unit for block in between_blanks(lines) for unit in _paragraph(block)], str(reason)


def _flat(lines: Sequence[Line], marks: Sequence[str]) -> tuple[list[Unit], str | None]:
    """The units of a text of paragraphs and headings only, with no inline marks but `marks`."""
    found: list[Unit] = []
    refused = None
    for block in between_blanks(lines):
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
