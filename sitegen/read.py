"""A story file as a `Story`: its sentences, everything set aside with its rule, and what is known about it.

Every visible character that is not blank ends in exactly one sentence or aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen import clean, frontmatter, header_fields, language, metadata, repeat, sentence, text
from sitegen.decode import decode, line_of
from sitegen.frontmatter import Header
from sitegen.model import Aside, Problem, Sentence, Story, Unit
from sitegen.titles import Piece, Traces

if TYPE_CHECKING:
    from sitegen.html import Markup

MARKDOWN = (".md", ".markdown")
"""File name endings of Markdown, lower case."""

HTML = (".html", ".htm")
"""File name endings of web pages, lower case."""

SAMPLE = 1_500
"""How much of a story's text its language is told by. Unit: characters."""

SURE_SAMPLE = 300
"""Length of text from which its own words outweigh what a page's markup says of its language.

Unit: characters. Templates often claim a language that the article does not have; a short text may
be of names only.
"""


_LANGUAGE = re.compile("[a-z]{2}")


class Content(Struct, frozen=True):
    """A file taken apart."""

    units: tuple[Unit, ...]
    header: Header = Header()
    markup: Markup | None = None
    problems: tuple[Problem, ...] = ()


def read(path: str, raw: bytes) -> Story:
    """The story in a file; what is wrong with the file is in its problems, never an exception.

    >>> story = read("a.txt", b"The bridge is shut. It reopens in May.")
    >>> [sentence.text for sentence in story.sentences]
    ['The bridge is shut.', 'It reopens in May.']
    """
    decoded = decode(path, raw)
    if decoded.lost:
        return Story(path, (), (), problems=decoded.problems)
    content = _content(path, decoded.text)
    if fault := _too_long(path, decoded.text, content.units):
        return Story(path, (), (), problems=(*decoded.problems, fault))
    fields = header_fields.fields(path, content.header)
    spoken, spoken_evidence = _language(content, fields.values.get("language"))
    cutting = _Cutting(decoded.text, spoken, is_page=content.markup is not None)
    cutting.cut(content.units)
    sentences, asides = _without_repeats(cutting)
    traces = Traces(
        path,
        content.header,
        content.markup,
        tuple(cutting.pieces),
        place=cutting.place,
        agency=cutting.agency,
        dated=cutting.dated,
        language=spoken,
    )
    known = metadata.known(traces, fields)
    problems = (*decoded.problems, *content.header.problems, *fields.problems, *content.problems)
    return Story(
        path,
        sentences,
        asides,
        language=spoken,
        licence=fields.values.get("licence"),
        tags=fields.tags,
        slug=fields.values.get("slug"),
        draft=fields.draft,
        extra=fields.extra,
        evidence=(*known.evidence, *spoken_evidence),
        problems=problems if sentences else (*problems, _nothing_told(path, asides)),
        **known.values,
    )


def _content(path: str, decoded: str) -> Content:
    """The units of a file of any form, with its front matter or what its markup says."""
    ending = path[path.rfind(".") :].lower()
    if ending in MARKDOWN:
        return _markdown(path, decoded)
    if ending in HTML:
        return _page(path, decoded)
    return Content(tuple(text.units(decoded)))


def _markdown(path: str, decoded: str) -> Content:
    from sitegen import markdown  # noqa: PLC0415 - a folder of plain text needs no Markdown

    header = frontmatter.header(path, decoded)
    body, refusal = markdown.units(decoded, header.end)
    head = (
        [Unit(unit.text, unit.segments, "front-matter") for unit in text.units(decoded[: header.end])]
        if header.end
        else []
    )
    problems = (Problem(path, 0, refusal),) if refusal else ()
    return Content((*head, *body), header, problems=problems)


def _page(path: str, decoded: str) -> Content:
    from sitegen import article, html  # noqa: PLC0415 - a folder of plain text needs no HTML

    markup = html.scan(decoded)
    units, refusal = article.main_units(decoded, markup.units, markup.depth)
    problems = (Problem(path, 0, f"{refusal}; all its text is looked at instead"),) if refusal else ()
    return Content(units, markup=markup, problems=problems)


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
    if asides:
        message = "nothing but page furniture is in it; save the article's text as well, or remove the file"
    else:
        message = "no text is to be seen in it; write the story into it or remove the file"
    return Problem(path, 0, message, lost=True)


def _language(content: Content, stated: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The language and its evidence: front matter, the text's own words, the page's markup."""
    if stated:
        return stated, (("language", "front matter"),)
    sample = _sample(content.units)
    detected = language.detect(sample)
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


Passage = tuple[str, int, int, bool]
"""Words as they are shown, where they start and end in the file, and whether the file has just them."""


class _Cutting:
    """The sentences and asides of a file in the making."""

    def __init__(self, decoded: str, spoken: str, *, is_page: bool) -> None:
        self._decoded = decoded
        self._language = spoken
        self._is_page = is_page
        self.sentences: list[Sentence] = []
        self.asides: list[Aside] = []
        self.pieces: list[Piece] = []
        self.breaks: set[int] = set()
        self.place: str | None = None
        self.agency: str | None = None
        self.dated: str | None = None

    def cut(self, units: Sequence[Unit]) -> None:
        """Cut every unit into sentences and asides."""
        units, prefix = _without_prefix(units)
        if prefix:
            self._set_aside(prefix, 0, len(prefix.text), "meta/date-prefix")
        rules = clean.judge(units, self._language)
        for paragraph, (unit, rule) in enumerate(zip(units, rules, strict=True)):
            if rule is not None:
                self.breaks.add(paragraph)
                self._set_aside(unit, 0, len(unit.text), rule)
            else:
                self._cut_body(unit, paragraph)

    def _cut_body(self, unit: Unit, paragraph: int) -> None:
        """Cut a unit of the body: its dateline, then its sentences, each without what is glued to it."""
        visible = unit.text
        start = 0
        dateline = sentence.dateline(visible)
        if dateline:
            start = dateline.length
            self._set_aside(unit, 0, len(visible[:start].rstrip()), "meta/dateline")
            self.place = self.place or dateline.place
            self.agency = self.agency or dateline.agency
            self.dated = self.dated or dateline.published
        spans = sentence.split(visible[start:] if start else visible, self._language)
        is_alone = len(spans) == 1 and not start
        for begin, end in spans:
            self._cut_sentence(unit, start + begin, start + end, paragraph, is_alone=is_alone)

    def _cut_sentence(self, unit: Unit, start: int, end: int, paragraph: int, *, is_alone: bool) -> None:
        """Tell a sentence, or set it or the pieces glued to it aside."""
        words = unit.text[start:end]
        rule = None if is_alone else clean.judge_sentence(words, self._language)
        if rule is not None:
            self._set_aside(unit, start, end, rule)
            return
        glued = clean.trim(words)
        if not glued:
            self._add(unit, start, end, paragraph)
            return
        position = 0
        for begin, stop, name in glued:
            self._tell(unit, start + position, start + begin, paragraph)
            self._set_aside(unit, start + begin, start + stop, name)
            position = stop
        self._tell(unit, start + position, end, paragraph)

    def _tell(self, unit: Unit, start: int, end: int, paragraph: int) -> None:
        words = unit.text[start:end].strip()
        if words:
            start = unit.text.index(words, start)
            self._add(unit, start, start + len(words), paragraph)

    def _add(self, unit: Unit, start: int, end: int, paragraph: int) -> None:
        shown, begin, stop, exact = self._passage(unit, start, end)
        self.sentences.append(Sentence(shown, begin, stop, paragraph, exact))
        self.pieces.append(Piece(shown, "", unit.kind))

    def _set_aside(self, unit: Unit, start: int, end: int, rule: str) -> None:
        words = unit.text[start:end].strip()
        if not words:
            return
        start = unit.text.index(words, start)
        shown, begin, stop, exact = self._passage(unit, start, start + len(words))
        self.asides.append(Aside(shown, begin, stop, rule, exact))
        if unit.kind != "front-matter" and (unit.main or rule.startswith("meta/") or rule == "head"):
            self.pieces.append(Piece(shown, rule, unit.kind))

    def _passage(self, unit: Unit, start: int, end: int) -> Passage:
        """The words of a span, its place in the file, and whether the file has just these characters.

        In text and Markdown the words keep the line breaks that the file has between them.
        """
        words = unit.text[start:end]
        if len(unit.segments) == 1 and unit.segments[0][2] < 0:
            place = unit.segments[0][1]
            return words, place + start, place + end, True
        begin, stop = unit.place(start, end)
        written = self._decoded[begin:stop]
        if written == words:
            return words, begin, stop, True
        if not self._is_page and written.split() == words.split():
            return written, begin, stop, True
        return words, begin, stop, False


def _without_prefix(units: Sequence[Unit]) -> tuple[list[Unit], Unit | None]:
    """The units without the scraper's date glued to the first one, and that date."""
    rest = list(units)
    index = next((i for i, unit in enumerate(rest) if unit.main and unit.kind != "front-matter"), -1)
    prefix = sentence.date_prefix(rest[index].text) if index >= 0 else None
    if not prefix or prefix.length >= len(rest[index].text):
        return rest, None
    unit = rest[index]
    rest[index] = _behind(unit, prefix.length)
    return rest, Unit(unit.text[: prefix.length].rstrip(), unit.segments, unit.kind)


def _behind(unit: Unit, start: int) -> Unit:
    """The unit without its first characters."""
    segments = tuple(_segments_behind(unit, start))
    return Unit(unit.text[start:], segments, unit.kind, unit.path, unit.linked, unit.main)


def _segments_behind(unit: Unit, start: int) -> Iterator[tuple[int, int, int]]:
    for number, (visible, place, length) in enumerate(unit.segments):
        following = unit.segments[number + 1][0] if number + 1 < len(unit.segments) else len(unit.text)
        if visible >= start:
            yield visible - start, place, length
        elif following > start:
            yield 0, place + start - visible if length < 0 else place, length


def _without_repeats(cutting: _Cutting) -> tuple[tuple[Sentence, ...], tuple[Aside, ...]]:
    """The sentences that the file says once, and all asides with the repeats among them, in file order."""
    sentences = cutting.sentences
    repeats = repeat.repeats(sentences, cutting.breaks)
    if not repeats:
        return tuple(sentences), tuple(cutting.asides)
    asides = list(cutting.asides)
    for index, kept in sorted(repeats.items()):
        again = sentences[index]
        rule = f"repeat of {sentences[kept].start}"
        asides.append(Aside(again.text, again.start, again.end, rule, again.exact))
    asides.sort(key=lambda aside: aside.start)
    return tuple(one for index, one in enumerate(sentences) if index not in repeats), tuple(asides)
