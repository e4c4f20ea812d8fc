"""The units of a file cut into sentences and asides, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from sitegen.model import Aside, Sentence, Unit
from sitegen.read import furniture
from sitegen.read.furniture.wording import mixed_line
from sitegen.read.mapped import MappedText, runs
from sitegen.text import datelines
from sitegen.text.datelines import Dateline
from sitegen.text.sentences import split

NAME_WORDS = 5
"""Most words of a speaker's title and name. Unit: words. Judgement."""

ABOVE_DATELINE = 3
"""Most sentences above a dateline that has neither agency nor day. Unit: sentences. Captions stand there;
further down a name in capitals is the speaker of what follows. Judgement."""

_SPEAKER = re.compile(
    r"\A(?:[^\W\d_a-zà-öø-ÿ][^\W\d_]?[\w.'’-]*(?: [\w.'’-]+){0,4}|[^\W\d_])(?: ?\([^()\n]{2,60}\))?\s?[:：]\s"
)
"""A name, with who it speaks for in brackets or not, or a letter (*Q*) in front of what is said."""


class Piece(Struct, frozen=True, gc=False):
    """A stretch of a file and what was made of it."""

    text: str
    rule: str = ""
    """The rule that set it aside; empty for what is told."""
    kind: str = "line"


Passage = tuple[str, int, int, bool]
"""Words as they are shown, where they start and end in the file, and whether the file has just them."""


class Cutting:
    """The sentences and asides of a file in the making."""

    def __init__(self, decoded: str, spoken: str, *, is_page: bool) -> None:
        self._decoded = decoded
        self._language = spoken
        self._is_page = is_page
        self._unmarked = False
        self._datelines: Mapping[int, Dateline] = {}
        self.sentences: list[Sentence] = []
        self.asides: list[Aside] = []
        self.pieces: list[Piece] = []
        """All of them in file order; of a page only what may belong to the article."""
        self.breaks: set[int] = set()
        """The paragraphs that were set aside as a whole."""
        self.place: str | None = None
        self.agency: str | None = None
        self.dated: str | None = None
        """The date in the first dateline that has one, as written."""

    def cut(self, units: Sequence[Unit]) -> None:
        """Cut every unit into sentences and asides."""
        units, prefix = _without_prefix(units)
        if prefix:
            self._set_aside(prefix, 0, len(prefix.text), "meta/date-prefix")
        self._unmarked = furniture.is_unmarked(units)
        rules = furniture.judge(units, unmarked=self._unmarked)
        for number, private in furniture.private(units).items():
            rules[number] = private
        self._datelines = _datelines(units, rules)
        for paragraph, (unit, rule) in enumerate(zip(units, rules, strict=True)):
            if unit.kind == "field" and rule is None:
                self._add(unit, 0, len(unit.text), paragraph)
            elif rule is not None:
                self.breaks.add(paragraph)
                self._set_aside(unit, 0, len(unit.text), rule)
            else:
                self._cut_body(unit, paragraph)

    def without_repeats(self) -> tuple[tuple[Sentence, ...], tuple[Aside, ...]]:
        """The sentences that the file says once, and all asides, the repeats among them, in file order."""
        sentences = self.sentences
        found = furniture.repeats(sentences, self.breaks)
        if not found:
            return tuple(sentences), tuple(self.asides)
        asides = list(self.asides)
        for index, kept in sorted(found.items()):
            again = sentences[index]
            rule = f"repeat of {sentences[kept].start}"
            asides.append(Aside(again.text, again.start, again.end, rule, again.exact))
        asides.sort(key=lambda aside: aside.start)
        return tuple(one for index, one in enumerate(sentences) if index not in found), tuple(asides)

    def _cut_body(self, unit: Unit, paragraph: int) -> None:
        """Cut a unit of the body: its dateline, then its sentences, each without what is glued to it."""
        visible = unit.text
        start = self._cut_dateline(unit, paragraph) if paragraph in self._datelines else 0
        spans = split(visible[start:] if start else visible, self._language)
        if len(spans) > 1 and _is_speaker(visible[start : start + spans[0][1]]):
            spans[:2] = [(spans[0][0], spans[1][1])]
        is_alone = len(spans) == 1 and not start
        for begin, end in spans:
            self._cut_sentence(unit, start + begin, start + end, paragraph, is_alone=is_alone)

    def _cut_dateline(self, unit: Unit, paragraph: int) -> int:
        """Set the dateline of a unit aside, unless it is a speaker's name; where the text goes on."""
        dateline = self._datelines[paragraph]
        if _is_bare(dateline) and len(self.sentences) > ABOVE_DATELINE:
            return 0
        self._set_aside(unit, 0, len(unit.text[: dateline.length].rstrip()), "meta/dateline")
        self.place = self.place or dateline.place
        self.agency = self.agency or dateline.agency
        self.dated = self.dated or dateline.published
        return dateline.length

    def _cut_sentence(self, unit: Unit, start: int, end: int, paragraph: int, *, is_alone: bool) -> None:
        """Tell a sentence, or set it or the pieces glued to it aside."""
        words = unit.text[start:end]
        if (self._unmarked or is_alone) and furniture.is_plain(words, alone=is_alone):
            self._add(unit, start, end, paragraph)
            return
        rule = None if is_alone else furniture.judge_sentence(words, unmarked=self._unmarked)
        if furniture.is_private(words):
            rule = "private/contact"
        if rule is not None:
            self._set_aside(unit, start, end, rule)
            return
        glued = furniture.trim(words)
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
        self.sentences.append(Sentence(shown, begin, stop, paragraph, exact, unit.field))
        self.pieces.append(Piece(shown, "", unit.kind))

    def _set_aside(self, unit: Unit, start: int, end: int, rule: str) -> None:
        words = unit.text[start:end].strip()
        if not words:
            return
        start = unit.text.index(words, start)
        shown, begin, stop, exact = self._passage(unit, start, start + len(words))
        if rule.startswith("private/"):
            self.asides.append(Aside("", begin, stop, rule, exact=False))
            return
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


def _datelines(units: Sequence[Unit], rules: Sequence[str | None]) -> dict[int, Dateline]:
    """The datelines of the body by paragraph; names that open several paragraphs in turn are speakers."""
    found = {
        paragraph: dateline
        for paragraph, (unit, rule) in enumerate(zip(units, rules, strict=True))
        if rule is None and (dateline := datelines.dateline(unit.text))
    }
    if not found:
        return found
    bare = {units[paragraph].text for paragraph, dateline in found.items() if _is_bare(dateline)}
    named = [
        paragraph for paragraph, dateline in found.items() if _ends_in_colon(units[paragraph].text, dateline)
    ]
    several = bool(named) and _have_speakers(units, rules)
    return {
        paragraph: dateline
        for paragraph, dateline in found.items()
        if not (several and paragraph in named)
        and not (_is_bare(dateline) and (len(bare) > 1 or datelines.has_title(dateline.place or "")))
    }


def _have_speakers(units: Sequence[Unit], rules: Sequence[str | None]) -> bool:
    """Whether paragraphs of the body open with the names of several speakers."""
    speakers = {
        unit.text
        for unit, rule in zip(units, rules, strict=True)
        if rule is None and _SPEAKER.match(unit.text)
    }
    return len(speakers) > 1


def _ends_in_colon(text: str, dateline: Dateline) -> bool:
    """Whether a dateline stands before its text like the name of a speaker."""
    return text[: dateline.length].rstrip().endswith(":")


def _is_speaker(sentence: str) -> bool:
    """Whether a first sentence is but the name of a speaker in capitals (*SENATOR PENN.*)."""
    is_name = sentence.isupper() and sentence.endswith(".") and 1 < len(sentence.split()) <= NAME_WORDS
    return is_name and datelines.has_title(sentence)


def _is_bare(dateline: Dateline) -> bool:
    """Whether a dateline is but a name in capitals, as that of a speaker is."""
    return not (dateline.agency or dateline.published)


def _without_prefix(units: Sequence[Unit]) -> tuple[list[Unit], Unit | None]:
    """The units without the scraper's date glued to the first one, and that date."""
    rest = list(units)
    index = next((i for i, unit in enumerate(rest) if unit.main and unit.kind != "front-matter"), -1)
    prefix = datelines.date_prefix(rest[index].text) if index >= 0 else None
    if prefix and mixed_line(rest[index].text):
        return rest, None
    if not prefix or prefix.length >= len(rest[index].text):
        return rest, None
    unit, behind = rest[index], MappedText()
    for run in runs(unit, prefix.length):
        behind.add(*run)
    rest[index] = behind.instead_of(unit) or unit
    return rest, Unit(unit.text[: prefix.length].rstrip(), unit.segments, unit.kind)
