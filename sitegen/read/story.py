"""A story file as a `Story`: its sentences, everything set aside with its rule, and what is known about it.

A file is taken apart by the ending of its name; a new form is a function from a file's path and text to
its `Content`, and a line of `FORMATS`. Every visible character that is not blank ends in exactly one
sentence or aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.languages import detect
from sitegen.model import Aside, Problem, Story, Unit
from sitegen.read import fields, frontmatter, header_fields, mail, metadata, notes, text
from sitegen.read.cutting import Cutting, Piece
from sitegen.read.decode import decode, line_of
from sitegen.read.furniture.rules import line_rule
from sitegen.read.header_fields import Header
from sitegen.read.media import links, media
from sitegen.read.metadata import FIRST_REACH
from sitegen.text.keys import story_keys

if TYPE_CHECKING:
    from sitegen.read.html import Markup


_IS_PAGE = re.compile(r"\A\s*+(?:<\?xml[^<>]*+>\s*+)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
"""How a web page begins, whatever its file is called."""


class Content(Struct, frozen=True):
    """A file taken apart."""

    units: Sequence[Unit]
    header: Header = Header()
    markup: Markup | None = None
    """What a web page holds besides its text; None for other forms."""
    problems: tuple[Problem, ...] = ()


def taken_apart(path: str, decoded: str) -> Content:
    """Return the units of a file, with what its head and its markup say; an unknown ending is one of text."""
    is_page = decoded.lstrip()[:1] == "<" and _IS_PAGE.match(decoded)
    form = _page if is_page else FORMATS.get(path[path.rfind(".") :].lower(), _text)
    return form(path, decoded)


def _text(path: str, decoded: str) -> Content:
    """Take apart a text file, which may be a mail."""
    if letter := mail.read(path, decoded):
        return Content(letter.units, letter.header, problems=letter.problems)
    content = _written(path, decoded, notes.comments_covered, _lines)
    return replace(content, units=mail.without_signature(content.units, decoded, is_mail=False))


def _lines(decoded: str, start: int) -> tuple[Sequence[Unit], None]:
    units = text.units(decoded, start)
    return tuple(fields.rows(units)) if "\t" in decoded or "\n|" in decoded else units, None


def _markdown(path: str, decoded: str) -> Content:
    """Take apart a Markdown file, which may be a note."""
    from sitegen.read import markdown  # noqa: PLC0415 - a folder of plain text needs no Markdown

    return _written(path, decoded, notes.covered, markdown.units)


def _written(
    path: str,
    decoded: str,
    covered: Callable[[str, int], tuple[str, list[Unit]]],
    units_of: Callable[[str, int], tuple[Sequence[Unit], str | None]],
) -> Content:
    """Take apart a file by how what its readers do not see is covered, and how the rest makes units."""
    header = frontmatter.header(path, decoded)
    units = list(_head(decoded, header))
    problems: list[Problem] = []
    for start, end in ((0, header.start), (header.end, len(decoded))):
        if start == end:
            continue
        whole, hidden = covered(decoded[:end], start)
        found, refusal = units_of(whole, start)
        shown = notes.laid_open(found, hidden)
        units = [*units, *shown] if start or not units else [*shown, *units]
        if refusal:
            problems.append(Problem(path, 0, refusal))
        if (opened := notes.never_closed(decoded[:end], hidden)) >= 0:
            message = "a comment opens here and never closes, so all behind it is private; end it with -->"
            problems.append(Problem(path, line_of(decoded, opened), message))
    return Content(units, header, problems=tuple(problems))


def _page(path: str, decoded: str) -> Content:
    """Take apart a web page."""
    from sitegen.read import article, html  # noqa: PLC0415 - a folder of plain text needs no HTML

    header = frontmatter.header(path, decoded, fenced=True)
    markup = html.scan(decoded, header.end)
    units, refusal = article.main_units(decoded, markup)
    if markup.cells:
        units = tuple(fields.tables(units, markup.cells))
    shown, sent = mail.of_page(units)
    problems = (Problem(path, 0, f"{refusal}; all its text is looked at instead"),) if refusal else ()
    switches = tuple(pair for pair in markup.metas if header_fields.keeps_back(*pair))
    values = (*header.values, *switches, *sent)
    stated = Header(header.end, values, header.lines, header.problems, header.start)
    return Content((*_head(decoded, header), *shown), stated, markup, problems)


FORMATS: Mapping[str, Callable[[str, str], Content]] = {
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
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


SAMPLE = 1_500
"""How much of a story's text its language is told by. Unit: characters. Judgement."""

SURE_SAMPLE = 300
"""Length of text from which its own words outweigh what a page's markup says of its language. Unit:
characters. Templates often claim a language that the article does not have; a short text may be of names
only. Judgement."""


_LANGUAGE = re.compile("[a-z]{2}")


def read(path: str, raw: bytes) -> Story:
    """The story in a file; what is wrong with the file is in its problems, never an exception.

    >>> story = read("a.txt", b"The bridge is shut. It reopens in May.")
    >>> [sentence.text for sentence in story.sentences]
    ['The bridge is shut.', 'It reopens in May.']
    """
    decoded = decode(path, raw)
    if decoded.lost:
        return Story(path, (), (), problems=decoded.problems)
    content = taken_apart(path, decoded.text)
    if fault := _too_long(path, decoded.text, content.units):
        return Story(path, (), (), problems=(*decoded.problems, fault))
    stated = header_fields.fields(path, content.header)
    spoken, spoken_evidence = _language(content, stated.values.get("language"))
    is_page = content.markup is not None
    references = content.markup.references if content.markup else None
    cutting = Cutting(decoded.text, spoken, is_page=is_page)
    cutting.cut(fields.keyed(content.units, decoded.text, is_page=is_page))
    sentences, asides = cutting.without_repeats()
    known, evidence = metadata.known(path, spoken, content.markup, cutting, stated)
    hint = () if "embargo" in known else tuple(_embargo_unread(path, cutting.pieces))
    problems = (*hint, *decoded.problems, *content.header.problems, *stated.problems, *content.problems)
    story = Story(
        path,
        sentences,
        asides,
        language=spoken,
        licence=stated.values.get("licence"),
        tags=stated.tags,
        keys=(),
        slug=stated.values.get("slug"),
        aliases=tuple(stated.aliases),
        draft=stated.draft or any(piece.rule == "meta/kept-back" for piece in cutting.pieces[:FIRST_REACH]),
        expires=stated.values.get("expires"),
        extra=tuple(stated.extra),
        evidence=(*evidence, *spoken_evidence),
        problems=problems if sentences else (*problems, _nothing_told(path, asides)),
        media=media(path, decoded.text, content.units, sentences, asides, references=references),
        links=links(decoded.text, sentences, is_page=is_page),
        **known,
    )
    return replace(story, keys=story_keys(story))


def _embargo_unread(path: str, pieces: Sequence[Piece]) -> Iterator[Problem]:
    """The problem of a line with an embargo whose end cannot be read."""
    for piece in pieces:
        if piece.rule == "meta/embargo":
            what = "when this embargo ends cannot be read, and the story is shown"
            yield Problem(path, 0, f"{piece.text!r}: {what}; write embargo: 2026-05-07 into its front matter")


def _too_long(path: str, decoded: str, units: Sequence[Unit]) -> Problem | None:
    """The problem of a file with a line that no story has."""
    if len(decoded) <= text.LINE_MAX:
        return None
    for unit in units:
        if len(unit.text) > text.LINE_MAX:
            message = f"one line of {len(unit.text):,} characters is no story; break it up or remove the file"
            return Problem(path, line_of(decoded, unit.place(0, 1)[0]), message, lost=True)
    return None


def _nothing_told(path: str, asides: Sequence[Aside]) -> Problem:
    if asides and all(aside.rule == "meta/front-matter" for aside in asides):
        message = "all of it is fields; write the story below them, or import a record: sitegen import x.json"
    elif asides:
        message = "nothing but page furniture is in it; save the article's text as well, or remove the file"
    else:
        message = "no text is to be seen in it; write the story into it or remove the file"
    return Problem(path, 0, message, lost=True)


def _language(content: Content, stated: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The language and its evidence: front matter, the text's own words, the page's markup."""
    if stated:
        return stated, (("language", "front matter"),)
    sample = _sample(content.units)
    detected = detect(sample)
    marked = content.markup.language[:2].lower() if content.markup else ""
    if _LANGUAGE.fullmatch(marked) and (detected in {"und", marked} or len(sample) < SURE_SAMPLE):
        return marked, (("language", "lang attribute"),)
    return detected, (("language", "text"),) if detected != "und" else ()


def _sample(units: Sequence[Unit]) -> str:
    """Text of the article from its middle parts on, where menus and headlines are few."""
    parts: list[str] = []
    length = 0
    for unit in units:
        if unit.main and unit.kind != "front-matter":
            parts.append(unit.text)
            length += len(unit.text)
            if length > SAMPLE:
                break
    return " ".join(parts)[:SAMPLE]


LEAST_TORN = 25
"""Least characters of a sentence that can look torn; shorter ones are verse and items of lists. Judgement."""

LEAST_WRONG = 2
"""Least letters of a wrong code page in a story; one may be meant. Judgement."""

_WESTERN = "éèêëàáâäãåæçíìîïñóòôöõøœúùûüßÉÈÀÄÅÖÜØ“”‘’–—…•€«»°£©"


@cache
def _wrong() -> re.Pattern[str]:
    """Return a pattern of replacement signs, UTF-8 read as Windows-1252, Cyrillic or Greek read as Latin."""
    western, others = (
        "|".join(re.escape(letter.encode().decode("cp1252", "ignore")) for letter in letters)
        for letters in (_WESTERN, map(chr, (*range(0x391, 0x3CF), *range(0x410, 0x450))))
    )
    latin = "[A-Za-z\u00c0-\u024f]"
    return re.compile(f"\ufffd|{western}|(?:{others}){{2}}|(?<!{latin})[\u00c0-\u00ff]{{5,}}(?!{latin})")


def hints(story: Story, text: str) -> Iterator[str]:
    r"""Yield what looks wrong with a story and its file's `text`, each with its line and what to do.

    >>> from sitegen.read import read
    >>> text = "The harbour master of Orm\nshut it. CafÃ© and fÃªte are open."
    >>> [hint.split(":")[0] for hint in hints(read("a.txt", text.encode()), text)]
    ['line 2']
    """
    if torn := _torn(story):
        start, count = torn
        words = " ".join(text[start : start + 40].split())
        found = "a sentence begins" if count == 1 else f"{count} sentences begin"
        yield f"line {line_of(text, start)}: {found} in mid-sentence ({words!r}); is a paragraph torn?"
    if another := _another(story):
        found = f"another story seems to begin here ({another.text[:40]!r})"
        yield f"line {line_of(text, another.start)}: {found}; put each story into a file of its own"
    wrong = list(_wrong().finditer(text))
    if len(wrong) >= LEAST_WRONG:
        line = line_of(text, wrong[0].start())
        yield f"line {line}: {wrong[0][0]!r} is of a wrong code page; save the file again as UTF-8"
    if story.title and story.derived("title") and (line_rule(story.title) or "").startswith("meta/"):
        yield f"the title is a line of metadata ({story.title[:40]!r}); give the file a title"


def _another(story: Story) -> Aside | None:
    """The headline between a rule and a line of date or byline, with which a second story begins."""
    for rule, head, line in zip(story.asides, story.asides[1:], story.asides[2:], strict=False):
        is_line = line.rule in {"meta/date-line", "meta/byline"}
        is_headline = head.rule in {"head", "subhead", "furniture/looks-like-furniture"}
        if rule.rule == "ornament" and is_headline and is_line and head.text.count(" ") > 1:
            return head
    return None


def _torn(story: Story) -> tuple[int, int] | None:
    """Where the first sentence begins that goes on from the paragraph before it, and how many do."""
    found = [
        after.start
        for before, after in pairwise(story.sentences)
        if after.paragraph != before.paragraph
        and after.text[0].islower()
        and min(len(before.text), len(after.text)) >= LEAST_TORN
        and not text.ends_like_a_sentence(before.text)
    ]
    return (found[0], len(found)) if found else None
