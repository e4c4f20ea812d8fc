"""The forms that a story file can have: by which ending it is known, and how it is taken apart.

A new form is a function from a file's path and text to its `Content`, and a line of `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.model import Problem, Unit
from sitegen.read import fields, frontmatter, header_fields, mail, notes, text
from sitegen.read.decode import line_of
from sitegen.read.frontmatter import Header

if TYPE_CHECKING:
    from sitegen.read.html import Markup


class Content(Struct, frozen=True):
    """A file taken apart."""

    units: tuple[Unit, ...]
    header: Header = Header()
    markup: Markup | None = None
    """What a web page holds besides its text; None for other forms."""
    problems: tuple[Problem, ...] = ()


def taken_apart(path: str, decoded: str) -> Content:
    """Return the units of a file, with what its head and its markup say; an unknown ending is one of text."""
    return FORMATS.get(path[path.rfind(".") :].lower(), _text)(path, decoded)


def _text(path: str, decoded: str) -> Content:
    """Take apart a text file, which may be a mail."""
    if letter := mail.read(path, decoded):
        return Content(letter.units, letter.header, problems=letter.problems)
    header = frontmatter.header(path, decoded, header_fields.is_known)
    whole, hidden = notes.comments_covered(decoded, header.end)
    before: list[Unit] = []
    if header.start:
        above, hidden_above = notes.comments_covered(decoded[: header.start])
        before = notes.laid_open(text.units(above), hidden_above)
    units = text.units(whole, header.end)
    if "\t" in decoded or "\n|" in decoded:
        units = list(fields.rows(units))
    shown = units if whole is decoded else notes.laid_open(units, hidden)
    body = mail.without_signature(shown, decoded, is_mail=False)
    return Content((*before, *_head(decoded, header), *body), header)


def _markdown(path: str, decoded: str) -> Content:
    """Take apart a Markdown file, which may be a note."""
    from sitegen.read import markdown  # noqa: PLC0415 - a folder of plain text needs no Markdown

    header = frontmatter.header(path, decoded, header_fields.is_known)
    whole, hidden = notes.covered(decoded, header.end)
    before: list[Unit] = []
    if header.start:
        above, hidden_above = notes.covered(decoded[: header.start])
        before = notes.laid_open(markdown.units(above)[0], hidden_above)
    body, refusal = markdown.units(whole, header.end)
    problems = [Problem(path, 0, refusal)] if refusal else []
    if (opened := notes.never_closed(decoded, hidden)) >= 0:
        message = "a comment opens here and never closes, so all behind it is kept private; end it with -->"
        problems.append(Problem(path, line_of(decoded, opened), message))
    units = (*before, *_head(decoded, header), *notes.laid_open(body, hidden))
    return Content(units, header, problems=tuple(problems))


def _page(path: str, decoded: str) -> Content:
    """Take apart a web page."""
    from sitegen.read import article, html  # noqa: PLC0415 - a folder of plain text needs no HTML

    header = frontmatter.header(path, decoded, header_fields.is_known, fenced=True)
    markup = html.scan(decoded, header.end)
    units, refusal = article.main_units(decoded, markup)
    if markup.cells:
        units = tuple(fields.tables(units, markup.cells))
    problems = (Problem(path, 0, f"{refusal}; all its text is looked at instead"),) if refusal else ()
    switches = tuple(pair for pair in markup.metas if header_fields.keeps_back(*pair))
    stated = Header(header.end, (*header.values, *switches), header.lines, header.problems, header.start)
    return Content((*_head(decoded, header), *units), stated, markup, problems)


FORMATS: Mapping[str, Callable[[str, str], Content]] = {
    ".txt": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _page,
    ".htm": _page,
}
"""How a file is taken apart, by the ending of its name in lower case."""


def _head(decoded: str, header: Header) -> Iterator[Unit]:
    """The lines of a head: fields that tell of the event, and the rest as front matter."""
    if header.start == header.end:
        return
    private = {line for key, line in header.lines if header_fields.is_private(key)}
    facts = {line: key for key, line in header.lines if key in header.facts}
    position = header.start
    number = line_of(decoded, position)
    kind = ""
    for raw in decoded[header.start : header.end].splitlines(keepends=True):
        if content := raw.strip():
            goes_on = kind == "private" and raw[0] in " \t-"
            kind = "private" if number in private or goes_on else "front-matter"
            field = facts.get(number, "")
            place = position + raw.index(content[0])
            yield Unit(content, ((0, place, -1),), "field" if field else kind, field=field)
        position += len(raw)
        number += 1
