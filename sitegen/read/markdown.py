"""A Markdown text as units: paragraphs, headings, list items, quotations and table cells with exact places.

Most stories hold no markup at all. Their paragraphs are cut here; only a paragraph with markup inside,
or a text with lists, quotations, tables and the like, goes through markdown-it-py. Both ways give the
same units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.model import Unit
from sitegen.read.markdown_tokens import parsed
from sitegen.read.text import joined
from sitegen.read.wrapping import Line, soft_breaks

MARKUP_MAX = 20_000
"""Longest paragraph with markup inside that is parsed.

Unit: characters. A paragraph of news has under 3,000. Longer ones are read as plain text, since a parser's
worst cases grow with the square of the length.
"""

TEXT_MAX = 1_000_000
"""Longest text that is parsed as a whole. Unit: characters; a story has 5,000, a book 500,000."""

MARKUP_DENSITY = 0.2
"""Share of markup characters from which a long paragraph is not parsed.

Unit: brackets, stars and the like per character. Text full of links has 0.05; hostile input has 1.
"""

DENSITY_FROM = 2_000
"""Length from which `MARKUP_DENSITY` is asked. Unit: characters; below it even hostile input is quick.
Judgement, not measured."""

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
