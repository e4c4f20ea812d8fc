"""A story file as a `Story`: its sentences, everything set aside with its rule, and what is known about it.

Every visible character that is not blank ends in exactly one sentence or aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sitegen.model import Aside, Problem, Story, Unit
from sitegen.read import fields, header_fields, metadata, text
from sitegen.read.cutting import Cutting
from sitegen.read.decode import decode, line_of
from sitegen.read.formats import Content, taken_apart
from sitegen.read.links import links
from sitegen.read.media import media
from sitegen.read.titles import FIRST_REACH, Traces
from sitegen.text import language
from sitegen.text.keys import story_keys

SAMPLE = 1_500
"""How much of a story's text its language is told by. Unit: characters. Judgement, not measured."""

SURE_SAMPLE = 300
"""Length of text from which its own words outweigh what a page's markup says of its language.

Unit: characters. Templates often claim a language that the article does not have; a short text may
be of names only.
Judgement, not measured.
"""


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
    cutting = Cutting(decoded.text, spoken, is_page=is_page)
    cutting.cut(fields.keyed(content.units, decoded.text, is_page=is_page))
    sentences, asides = cutting.without_repeats()
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
    known = metadata.known(traces, stated)
    hint = () if "embargo" in known.values else tuple(_embargo_unread(path, traces))
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
        aliases=stated.aliases,
        draft=stated.draft or any(piece.rule == "meta/kept-back" for piece in traces.pieces[:FIRST_REACH]),
        expires=stated.values.get("expires"),
        extra=stated.extra,
        evidence=(*known.evidence, *spoken_evidence),
        problems=problems if sentences else (*problems, _nothing_told(path, asides)),
        media=media(path, decoded.text, content, sentences, asides),
        links=links(decoded.text, sentences, is_page=is_page),
        **known.values,
    )
    return replace(story, keys=story_keys(story))


def _embargo_unread(path: str, traces: Traces) -> Iterator[Problem]:
    """The problem of a line with an embargo whose end cannot be read."""
    for piece in traces.pieces:
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
