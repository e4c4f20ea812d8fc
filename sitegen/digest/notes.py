"""Notes beside a digest: who says what and what is quoted, who is named as knowing, what happened when."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from sitegen.languages import Language
from sitegen.languages import language as language_of
from sitegen.model import Citation, Digest
from sitegen.text.quantities import Slot
from sitegen.text.values import slots


class Passage(NamedTuple):
    """A sentence of a source and the statement whose wording or witness it is."""

    statement: str
    citation: Citation


class Run(NamedTuple):
    """Passages in one language as one text, a line for each, so that a word is looked for in all at once."""

    language: str
    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    """Where each passage begins in `text`, rising."""

    def at(self, position: int) -> Passage:
        """The passage at a position of the text."""
        return self.passages[bisect_right(self.starts, position) - 1]


def runs(digest: Digest, languages: Mapping[str, str]) -> tuple[Run, ...]:
    """The digest's passages by language, in the order of the statements.

    `languages` maps a story to its language where that is not the digest's. Each passage stands under the
    statement it words, else under the first it is a witness of.
    """
    shown = {(one.citations[0].story, one.citations[0].start) for one in digest.statements}
    seen = set()
    by_language: dict[str, list[Passage]] = {}
    for statement in digest.statements:
        for place, citation in enumerate(statement.citations):
            key = citation.story, citation.start
            if key not in seen and not (place and key in shown):
                seen.add(key)
                language = languages.get(citation.story) or digest.language
                by_language.setdefault(language, []).append(Passage(statement.id, citation))
    return tuple([_run(language, found) for language, found in by_language.items()])


def _run(language: str, passages: Sequence[Passage]) -> Run:
    texts = [passage.citation.text.replace("\n", " ") for passage in passages]
    starts = accumulate((len(text) + 1 for text in texts[:-1]), initial=0)
    return Run(language, "\n".join(texts), tuple(passages), tuple(starts))


LONGEST = 9
"""Words of a name at most; longer ones have swallowed a part of the sentence; judgement."""

LONGEST_WORD = 16
"""Letters of a participle in front of *by*, with blanks; judgement."""

REACH = 110
"""Characters around a verb of saying in which the name beside it stands; judgement."""

_LETTERS: Final = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*")
_BREAK: Final = re.compile(r"[,;:!?\"“”„«»()\[\]—–|\n]|\.(?!\w)")
_BREAK_BACK: Final = re.compile(r"[,;:!?\"“”„«»()\[\]—–|\n]|(?<!\w)\.")
_SPEECH: Final = frozenset('"“”„«»,’')


class Attribution(NamedTuple):
    """A name and the words that make it the name of one who knows; places in the text of a run."""

    start: int
    end: int
    """Of the name."""
    opening: int
    closing: int
    """Of the name together with its verb."""
    speaks: bool
    """Whether a verb of saying stands beside it."""


_Name = tuple[int, int]
"""Where a name begins and ends."""


def attributions(run: Run) -> tuple[Attribution, ...]:
    """Every attribution in the passages of `run`, in order, without overlaps."""
    known = language_of(run.language)
    if not known.reporting.verbs:
        return ()
    kept: list[Attribution] = []
    for one in sorted(_Reader(run.text, known).found(), key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


class _Reader:
    """A text read around its verbs of saying."""

    def __init__(self, text: str, known: Language) -> None:
        self._text, self._known = text, known.reporting
        self._capitals = known.grammar.capital_nouns
        self._leaning = known.words.leaning

    def found(self) -> Iterator[Attribution]:
        known = self._known
        for start, end in self._places(known.verbs):
            if name := self._left(start):
                yield Attribution(*name, name[0], end, speaks=True)
            elif self._follows_speech(start) and (name := self._right(end)):
                yield Attribution(*name, start, name[1], speaks=True)
        for start, end in self._places(known.before, opens=True):
            if name := self._right(end, closed=not self._capitals):
                yield Attribution(*name, start, name[1], speaks=False)
        for start, end in self._places(known.behind):
            if name := self._left(start):
                yield Attribution(*name, name[0], end, speaks=False)
        yield from self._given_out()

    def _given_out(self) -> Iterator[Attribution]:
        """Things that show something, each with the one who gave it out: *figures published by the port*."""
        text, known = self._text, self._known
        for start, end in self._places(known.by):
            if (
                not known.shown.isdisjoint(text[max(0, start - LONGEST_WORD) : start].split()[-1:])
                and (name := self._right(end))
                and (thing := self._thing(start)) is not None
            ):
                yield Attribution(thing, name[1], thing, name[1], speaks=False)

    def _places(self, needles: Iterable[str], *, opens: bool = False) -> Iterator[tuple[int, int]]:
        """Where the needles stand as whole words; one that `opens` a sentence has a capital there."""
        text, size = self._text, len(self._text)
        for needle in needles:
            rest = needle[1:] if opens else needle
            at = text.find(rest)
            while at >= 0:
                start, end = at - opens, at + len(rest)
                whole = (
                    end < size and not text[end].isalpha() and (start < 1 or not text[start - 1].isalpha())
                )
                if whole and start >= 0 and (not opens or text[start].lower() == needle[0]):
                    yield start, end
                at = text.find(rest, end)

    def _follows_speech(self, verb: int) -> bool:
        """Whether a verb stands behind what was said, so that its subject follows."""
        return self._capitals or (verb > 1 and self._text[verb - 2 : verb].strip()[-1:] in _SPEECH)

    def _left(self, verb: int) -> _Name | None:
        """The name right before the verb, from the sign before it on."""
        start = self._opening(verb)
        return self._name(list(_LETTERS.finditer(self._text, start, verb))) if verb - start < REACH else None

    def _opening(self, end: int) -> int:
        """Where the run of words begins that ends at `end`; out of reach where no sign stands near."""
        floor = max(0, end - REACH)
        sign = _BREAK_BACK.search(self._text[floor:end][::-1])
        return end - sign.start() if sign else floor

    def _right(self, start: int, *, closed: bool = False) -> _Name | None:
        """The name right behind `start`; `closed` where only a sign may end it."""
        known, text = self._known, self._text
        sign = _BREAK.search(text, start, start + REACH)
        stop = sign.start() if sign else min(len(text), start + REACH)
        words: list[re.Match[str]] = []
        proper = False
        for word in _LETTERS.finditer(text, start, stop):
            low = word[0].lower()
            lower = word[0][0].islower()
            again = low in known.articles and proper and words[-1][0].lower() not in known.joints
            if (
                low in known.ends
                or again
                or (proper and lower and self._capitals and low not in known.joints)
            ):
                if closed:
                    return None
                break
            proper = proper or not lower or low in known.knowers
            words.append(word)
        return self._name(words)

    def _name(self, words: list[re.Match[str]]) -> _Name | None:
        """What of `words` is a name, if all of them together are no more than one."""
        known = self._known
        low = [word[0].lower() for word in words]
        first, last = 0, len(words)
        while first < last and (low[first] in known.skipped or low[first] in known.articles):
            first += 1
        while first < last and (low[last - 1] in known.skipped or low[last - 1] in known.joints):
            last -= 1
        kept = low[first:last]
        if not kept or len(kept) > LONGEST or kept[0] in known.joints or not known.ends.isdisjoint(kept):
            return None
        if len(kept) == 1 and kept[0] in self._leaning:
            return None
        # A second name begins with an article that nothing joins to the first.
        if any(word in known.articles and before not in known.joints for before, word in pairwise(kept)):
            return None
        if known.knowers.isdisjoint(kept) and not any(word[0][0].isupper() for word in words[first:last]):
            return None
        first -= bool(first and low[first - 1] in known.articles)
        return words[first].start(), words[last - 1].end()

    def _thing(self, end: int) -> int | None:
        """Where the thing begins that was given out, read back from `end` to its article."""
        known, seen = self._known, False
        for word in reversed(list(_LETTERS.finditer(self._text, self._opening(end), end))[-6:]):
            low = word[0].lower()
            seen = seen or low in known.things
            if low in known.articles:
                return word.start() if seen else None
        return None


FEWEST = 4
"""Words from which on a quotation is more than a turn of phrase; judgement."""

SAME = 0.7
"""Share of the shorter quotation's words from which two render one remark: such share three quarters and
more, two remarks of one speaker less than a half. Judgement."""

LONG, FEWEST_LONG = 4, 2
"""Letters of a word that says something, and how many of them two renderings share at least; judgement."""

GAP = 3
"""Characters between a quotation and the name of its speaker: a comma, the mark, a blank; judgement."""

_QUOTED: Final = re.compile(
    r"\"([^\"\n]+)\"|“([^”“\n]+)”|„([^„“”\n]+)[“”]|«[ \u00a0\u202f]?([^«»\n]+?)[ \u00a0\u202f]?»|»([^«»\n]+)«"
    r"|‘([^‘\n]+?)’(?!\w)"
)
_WORD: Final = re.compile(r"[^\W_]+")


class Rendering(NamedTuple):
    """A quotation as some sources have it."""

    text: str
    """What stands between the marks, word for word."""
    language: str
    stories: tuple[str, ...]
    statement: str
    speakers: tuple[str, ...]
    """The names right beside the words, as the passages have them."""


class Quotation(NamedTuple):
    """One remark in all its renderings, the first in reading order first."""

    speaker: str
    """The name right beside the words, as the text has it; empty where none stands there."""
    renderings: tuple[Rendering, ...]


class _Said(NamedTuple):
    spelt: tuple[str, ...]
    """Its words without case and marks."""
    text: str
    language: str
    story: str
    statement: str
    speaker: str


def quotations(found: Iterable[tuple[Run, Sequence[Attribution]]]) -> tuple[Quotation, ...]:
    """Every remark that is quoted at some length, in reading order."""
    groups: list[list[_Said]] = []
    for run, ones in found:
        for said in _each(run, ones):
            group = next((group for group in groups if any(_is_same(said, one) for one in group)), [])
            if not group:
                groups.append(group)
            group.append(said)
    return tuple(map(_quotation, groups))


def _each(run: Run, ones: Sequence[Attribution]) -> Iterator[_Said]:
    starts = [one.start for one in ones]
    for match in _QUOTED.finditer(run.text):
        text = match[match.lastindex or 0]
        if text.count(" ") < FEWEST - 1 or text != text.strip():
            continue
        spelt = tuple(_WORD.findall(text.casefold()))
        if len(spelt) >= FEWEST:
            passage = run.at(match.start())
            after = bisect_left(starts, match.end())
            speaker = _speaker(run, match, ones[max(0, after - 1) : after + 1])
            yield _Said(spelt, text, run.language, passage.citation.story, passage.statement, speaker)


def _speaker(run: Run, match: re.Match[str], ones: Sequence[Attribution]) -> str:
    """The name beside the quotation; behind it only where that is a whole sentence.

    Words that are worked into a sentence of the report are its subject's, whoever stands behind them.
    """
    whole = match[match.lastindex or 0][0].isupper()
    for one in ones:
        behind, before = one.opening - match.end(), match.start() - one.closing
        if one.speaks and (0 <= before <= GAP or (whole and 0 <= behind <= GAP)):
            gap = (one.closing, match.start()) if before >= 0 else (match.end(), one.opening)
            if "\n" not in run.text[slice(*gap)]:
                return run.text[one.start : one.end]
    return ""


def _is_same(one: _Said, other: _Said) -> bool:
    """Whether two quotations are renderings of one remark."""
    mine, theirs = set(one.spelt), set(other.spelt)
    shared = mine & theirs
    if len(shared) < SAME * min(len(mine), len(theirs)):
        return False
    names = [said.speaker.split()[-2:] for said in (one, other)]
    # Of *the minister* nobody knows the name.
    named = all(name and all(word[0].isupper() for word in name) for name in names)
    if named and names[0][-1] != names[1][-1]:
        return False
    return sum(len(word) >= LONG for word in shared) >= FEWEST_LONG


def _quotation(group: Sequence[_Said]) -> Quotation:
    spelt: dict[tuple[str, ...], list[_Said]] = {}
    for said in group:
        spelt.setdefault(said.spelt, []).append(said)
    renderings = [
        Rendering(
            ones[0].text,
            ones[0].language,
            tuple(dict.fromkeys(one.story for one in ones)),
            ones[0].statement,
            tuple(dict.fromkeys(one.speaker for one in ones if one.speaker)),
        )
        for ones in spelt.values()
    ]
    return Quotation(next((said.speaker for said in group if said.speaker), ""), tuple(renderings))


class OriginMention(NamedTuple):
    """A place where a source names an origin."""

    story: str
    statement: str
    start: int
    """In the file, of the passage that names it."""


class Origin(NamedTuple):
    """One that is named as knowing, in the words of the sources."""

    name: str
    """The longest way in which a source names it, word for word."""
    language: str
    mentions: tuple[OriginMention, ...]


class _Mention(NamedTuple):
    text: str
    language: str
    mention: OriginMention


def origins(
    found: Iterable[tuple[Run, Sequence[Attribution]]],
    quoted: Iterable[Quotation] = (),
    relayed: Iterable[tuple[str, str, OriginMention]] = (),
) -> tuple[Origin, ...]:
    """Every origin with where it is named, the most named first.

    One that is named only beside its own words in `quoted` is left out: the list of quotations names it.
    `relayed` are outlets that a passage gives as its source, as name, language of the passage and place.

    Two names are of one origin where they are equal but for what is written small in front of them
    (*the news agency Norda*, *Norda*), or where one is the last word of exactly one longer name.
    """
    speaks = {
        (speaker, words.statement) for one in quoted for words in one.renderings for speaker in words.speakers
    }
    reports = [_Mention(*one) for one in relayed]
    names: dict[tuple[str, int], list[str]] = {}
    for text, _, place in reports:
        names.setdefault((place.story, place.start), []).append(text)
    # A report that a passage relays is named once: *a report by Cyber Ledger*.
    told = [
        one
        for run, ones in found
        for one in [_mention(run, each) for each in ones]
        if not any(name in one.text for name in names.get((one.mention.story, one.mention.start), ()))
    ]
    groups: dict[tuple[str, ...], list[_Mention]] = {}
    for named in (*reports, *told):
        groups.setdefault(_key(named.text, named.language), []).append(named)
    for key in [key for key in groups if len(key) == 1]:
        longer = [other for other in groups if len(other) > 1 and other[-1] == key[0]]
        if len(longer) == 1:
            groups[longer[0]] += groups.pop(key)
    listed = []
    for group in groups.values():
        if any((one.text, one.mention.statement) not in speaks for one in group):
            longest = max(group, key=lambda one: len(one.text))
            mentions = tuple(dict.fromkeys(one.mention for one in group))
            listed.append(Origin(longest.text, longest.language, mentions))
    return tuple(sorted(listed, key=lambda origin: -len({mention.story for mention in origin.mentions})))


def _mention(run: Run, one: Attribution) -> _Mention:
    passage = run.at(one.start)
    place = OriginMention(passage.citation.story, passage.statement, passage.citation.start)
    return _Mention(run.text[one.start : one.end], run.language, place)


def _key(text: str, language: str) -> tuple[str, ...]:
    """The words that tell one origin from another: a closing proper name, else all of them."""
    known = language_of(language)
    words = text.replace("’", "'").split()
    if len(words) > 1 and words[0].lower() in known.reporting.articles:
        del words[0]
    first = len(words)
    while first and words[first - 1][0].isupper():
        first -= 1
    if known.grammar.capital_nouns or first == len(words) or not _describes(words[:first], known):
        first = 0
    return tuple([word.casefold() for word in words[first:]])


def _describes(words: Sequence[str], known: Language) -> bool:
    """Whether the last word in front of a name only says what bears it: the news *agency* Norda."""
    said, low = known.reporting, words[-1].lower() if words else ""
    return low.isalpha() and not (low in said.joints or low in said.articles or low in said.skipped)


FEWEST_MOMENTS = 3
"""Statements and times from which on a timeline tells more than the statements do; judgement."""

_TIMES: Final = frozenset({"date", "weekday", "relative", "month", "year"})

FARTHEST = 100
"""Days from publication up to which a day without a year is taken to be of the nearest one; judgement."""


class Moment(NamedTuple):
    """A time that a statement names."""

    time: str
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    statement: str
    text: str
    """The statement that names it."""
    start: int
    end: int
    """Of the words for the time in `text`."""
    story: str


def timeline(digest: Digest, languages: Mapping[str, str]) -> tuple[Moment, ...]:
    """The times that the statements name, the earliest first; nothing where there are too few to order.

    `languages` maps a story to its language where that is not the digest's. The day on which somebody
    said something is left out: it dates the report.
    """
    published = {source.story: source.published for source in digest.sources}
    found: dict[tuple[str, str], Moment] = {}
    for statement in digest.statements:
        shown = statement.citations[0]
        language, day = languages.get(shown.story) or digest.language, published[shown.story]
        for slot in sorted(slots(shown.text, language, day), key=lambda slot: slot.start):
            if slot.kind in _TIMES and _sure(slot, shown.text, day, language):
                moment = Moment(slot.key, statement.id, shown.text, slot.start, slot.end, shown.story)
                found.setdefault((slot.key, statement.id), moment)
    moments = sorted(found.values(), key=lambda moment: moment.time)
    named, statements = ({moment[part] for moment in moments} for part in (0, 1))
    return tuple(moments) if min(len(named), len(statements)) >= FEWEST_MOMENTS else ()


def _sure(slot: Slot, text: str, published: str | None, language: str) -> bool:
    """Whether a time is known with its year, lies near where the year is guessed, and dates no report."""
    time, words = slot.key, text[slot.start : slot.end]
    if len(time) not in {4, 7, 10} or not time[:4].isdigit():
        return False
    if time[:4] not in words and published:
        if len(time) == 4 and time == published[:4]:
            return False
        with suppress(ValueError):
            apart = date.fromisoformat(time) - date.fromisoformat(published[:10])
            if slot.kind == "date" and abs(apart.days) > FARTHEST:
                return False
    known, verbs = language_of(language).dates, language_of(language).reporting.verbs
    before = text[: slot.start].lower().rsplit(None, 2)[-2:]
    if before and before[-1] in known.each:
        return False
    if before and before[-1] in known.on:
        before.pop()
    # A verb of saying right before it: the day dates what was said.
    return not (before and before[-1].strip(",") in verbs)
