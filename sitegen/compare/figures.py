"""Amounts and days of sentences, with what they count and the words around them.

A figure has what it counts (the head), the words around it by nearness, and the marks that make it another
kind of figure: a rest, a past one, a condition. All but its place is read when it is asked for: most are
never held against another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.compare.finding import Mention
from sitegen.languages import EVERY, language, union
from sitegen.languages.phrases import either, patterns
from sitegen.model import lazy
from sitegen.text import lexicon, meanings
from sitegen.text.quantities import Slot
from sitegen.text.tokens import NUMBER
from sitegen.text.values import FIRST_YEAR, LAST_YEAR

DAYS: Final = frozenset({"date", "weekday", "month", "year"})
"""Kinds of slots that are days, behind which one word at most tells what they are of."""
DIMENSIONS: Final = frozenset({"duration", "measure", "money", "percent", "age"})
"""Kinds whose unit is not what they count."""
STATES: Final = ("~kill", "~injure", "~missing", "~arrest", "~evacuate", "~rescue")
"""Classes of what befalls people; two figures about different ones are two facts."""
DENIED: Final = "denied"
"""Mark of an amount that its sentence says is not the one."""

REACH: Final = 10
"""Tokens to each side of an amount that can say what it is an amount of. Swept."""
FATE_REACH: Final = 16
"""Tokens to each side among which it is said what became of the people counted. Swept."""
NEAREST: Final = 2
"""Words on each side of an amount or day, names aside, one of which tells what it is of. Swept."""
NEXT: Final = 6
"""Distance up to which a word stands next to a figure. Swept."""
COMMA, AND, VALUE = 3, 2, 4
"""What a comma, an "and" or another value adds to the distance of two words. Swept."""
CLOSE, NEAR = 4, 8
"""Distances up to which a word is at its nearest, and near. Swept."""
LEAST_ORDINAL: Final = 10
"""The least ordinal compared: an 80th anniversary is one thing, a second time and a third are two."""
HEAD_REACH: Final = 4
"""Tokens behind a number among which the noun stands that it counts. Swept."""
YEAR_DIGITS, LAST_DAY = 4, 31
"""Digits of a year; the last day of a month: a standard."""
TELLING_APART: Final = 6
"""Tokens on each side among which a word tells like things apart. Swept."""
MARK_REACH, REST_REACH, DENYING = 5, 2, 24
"""Tokens to each side among which a word marks a figure, and marks it as a rest; characters before it among
which a phrase denies it, the longest of 14. Judgement."""

_BROKEN: Final = re.compile(
    r"\d\. \d|(?<![\d.,])\d{1,3}, \d{3}(?!\d)|(?<!\d)\d{1,2}: \d\d(?!\d)|^\d{1,3} - (?=\w)"
)
"""Numbers broken on the way: *6. 1*, *120, 000*, *at 1: 30*, and what is left of one in front."""
_MAY_BE_BROKEN: Final = re.compile(r"\d(?:[.,:] \d| - )")
"""What each of them has; looking for it is ten times quicker."""


@cache
def _joining() -> frozenset[str]:
    """Return words of all languages that set others apart."""
    return union(lambda known: known.comparison.joining)


@cache
def _no_fate() -> frozenset[str]:
    """Return words of all languages that are of a fate's class and more often tell of something else."""
    return union(lambda known: known.comparison.no_fate)


@cache
def _bound_words() -> frozenset[str]:
    """Return words of all languages that say how exact an amount is, not what it is of."""
    return union(lambda known: [word for phrase in known.amounts.bounds for word in phrase.split()])


@cache
def _zone() -> re.Pattern[str]:
    """Return a pattern of time zones: beside one no time is compared, as others may give another."""
    zones = language(EVERY).sentences.time_words | union(lambda known: known.comparison.local_times)
    return re.compile(rf"\b{either(zones)}\b")


class Vicinity(NamedTuple):
    """The words of the clause around an amount or day."""

    context: dict[str, float]
    """Nearness by class, up to 1."""
    states: tuple[str, ...]
    """What befalls people there, the nearest first."""
    nearest: frozenset[str]
    """The nearest words of each side and the noun counted, names aside."""
    closest: frozenset[str]
    """The nearest word of each side, names aside."""
    forms: frozenset[str]
    """The words as they stand, in small letters."""


class Figure:
    """An amount or day of a sentence with what it counts."""

    def __init__(self, said: Claim, slot: Slot) -> None:
        self.said = said
        self.slot = slot
        self.first = self.last = said.index(slot.start)
        tokens = said.tokens
        while self.last + 1 < len(tokens) and tokens[self.last + 1].start < slot.end:
            self.last += 1

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the group."""
        return self.said.number, self.slot.start

    @property
    def mention(self) -> Mention:
        """Its words."""
        return Mention(self.said, self.slot.start, self.slot.end)

    @lazy
    def counted(self) -> tuple[int, ...]:
        """Places of the words behind it up to the noun that is counted; empty when that stands elsewhere."""
        run = () if self.slot.kind in DAYS else tuple(self._phrase())
        return run[: self._noun(run) + 1]

    @lazy
    def head(self) -> str:
        """Class of the noun that is counted; empty when it stands elsewhere."""
        return self.said.senses[self.counted[-1]] if self.counted else ""

    @property
    def is_people(self) -> bool:
        """Whether it counts people."""
        return self.head in meanings.people(self.said.language)

    @lazy
    def near(self) -> Vicinity:
        """The words around it."""
        context: dict[str, float] = {}
        states: list[tuple[int, str]] = []
        nearest, closest, forms = {self.head} - {""}, set(), set()
        said = self.said
        for step in (-1, 1):
            most, count = (1 if step > 0 and self.slot.kind in DAYS else NEAREST), 0
            for distance, place in self._beside(step):
                key, form = said.senses[place], said.forms[place]
                if key in STATES and form not in _no_fate():
                    states.append((distance, key))
                if distance > REACH + VALUE:
                    continue
                if count < most and distance <= NEXT and key not in said.capitals:
                    nearest.add(key)
                    closest |= set() if count else {key}
                    count += 1
                near = 1.0 if distance <= CLOSE else 0.8 if distance <= NEAR else 0.6
                context[key] = max(near, context.get(key, 0.0))
                forms.add(form)
        fates = tuple(dict.fromkeys([key for _, key in sorted(states)]))
        return Vicinity(context, fates, frozenset(nearest), frozenset(closest), frozenset(forms))

    @property
    def context(self) -> dict[str, float]:
        """Nearness by class of the words around it."""
        return self.near.context

    def _beside(self, step: int) -> Iterator[tuple[int, int]]:
        """Distance and place of the words of its clause before (`step` -1) or behind it, nearest first."""
        said, here = self.said, self.last if step > 0 else self.first
        tokens, senses, forms = said.tokens, said.senses, said.forms
        bound, joining = _bound_words(), _joining()
        where = language(said.language).frames.where if step < 0 else ()
        distance, last = -VALUE if step > 0 and senses[here] else 0, here
        breaks = [at for at in said.breaks if (at < tokens[here].start) == (step < 0)]
        edge = max(breaks, default=-1) if step < 0 else min(breaks, default=len(said.text))
        for place in range(here + step, len(tokens) if step > 0 else -1, step):
            token, form = tokens[place], forms[place]
            if form in where:
                break
            first, second = (place, last) if step < 0 else (last, place)
            # What sets two words apart stands in the gap, or is the word behind it.
            if forms[second] not in bound:
                distance += 1 + AND * (forms[second] in joining)
                distance += COMMA * ("," in said.text[tokens[first].end : tokens[second].start])
            distance += VALUE * (step < 0 and not senses[place])
            if distance > FATE_REACH or (token.start <= edge if step < 0 else token.start > edge):
                break
            distance += VALUE * (step > 0 and not senses[place])
            if token.weight and senses[place] and form not in bound and form not in joining:
                yield abs(distance), place
            last = place

    @lazy
    def fate(self) -> str:
        """What became of the people that are counted; empty for things."""
        if self.head in STATES:
            return self.head
        return next(iter(self.near.states), "") if not self.head or self.is_people else ""

    @lazy
    def opposed(self) -> frozenset[str]:
        """Words that would be the opposite of one around it."""
        opposite, forms = language(self.said.language).opposites.pairs, self.near.forms
        return frozenset().union(*[opposite[form] for form in forms if form in opposite])

    @lazy
    def contrasts(self) -> frozenset[str]:
        """The words near it that tell like things apart: older, north, brother, first."""
        said = self.said
        if not said.bits & lexicon.CONTRAST:
            return frozenset()
        rest = patterns(said.language).words.rest
        near = range(max(0, self.first - TELLING_APART), min(len(said.tokens), self.last + TELLING_APART + 1))
        return frozenset(
            said.senses[place]
            for place in near
            if said.tokens[place].bits & lexicon.CONTRAST
            and said.senses[place] in self.context
            and said.forms[place] not in rest
        )

    @lazy
    def opener(self) -> str:
        """Whether the clause before it is about a person (*who*) or a thing (*which*); empty elsewhere."""
        told = language(self.said.language).frames
        for form in reversed(self.said.forms[: self.first]):
            if form in told.who or form in told.which:
                return "who" if form in told.who else "which"
        return ""

    @lazy
    def marks(self) -> frozenset[str]:
        """What makes it another kind of figure: rest, past, maybe, still, denied, ..."""
        said, known, lower = self.said, patterns(self.said.language), self.said.lower
        found: set[str] = set()
        if not known.marking.isdisjoint(said.surfaces):
            first = max(0, self.first - MARK_REACH)
            near = said.forms[first : self.last + MARK_REACH]
            found = {mark for mark, listed in known.marks.items() if not listed.isdisjoint(near)}
            if known.marks["maybe"].isdisjoint(said.forms[first : self.first]):
                found.discard("maybe")  # *can hold 400*, but not *400 can be reached*
            close = said.forms[max(0, self.first - REST_REACH) : self.last + 1 + REST_REACH]
            if self.slot.kind != "percent" and not known.words.rest.isdisjoint(close):
                found.add("rest")
        before = lower[max(0, self.slot.start - DENYING) : self.slot.start]
        if known.denying.search(before) or any(
            map(lower.__contains__, language(said.language).frames.corrected)
        ):
            found.add(DENIED)
        if known.rate.match(lower, self.slot.end):
            found.add("rate")
        return frozenset(found)

    def _phrase(self) -> Iterator[int]:
        """The places of the words behind it, up to the end of the noun phrase."""
        said, end, count = self.said, self.slot.end, 0
        tokens, keys = said.tokens, said.senses
        whole = patterns(said.language).words.quantified
        for place in range(self.last + 1, min(len(tokens), self.last + HEAD_REACH + 3)):
            token = tokens[place]
            if said.text[end : token.start].strip(" -‐’'\"“"):
                return
            end = token.end
            if not count and (said.forms[place] in whole or (place > self.last + 1 and token.bits & NUMBER)):
                continue  # three of its five carriages
            if not keys[place]:
                return
            if token.weight:
                if count == HEAD_REACH or (count and keys[place] in STATES):
                    return  # what became of people is no part of who they are
                yield place
                count += 1
            elif count or token.bits & (lexicon.BORDER | lexicon.LINK) or place > self.last + 2:
                return

    def _noun(self, run: tuple[int, ...]) -> int:
        """Which of the words behind a number is the noun, by the habits of the language."""
        said = self.said
        grammar = language(said.language).grammar
        if grammar.capital_nouns:
            return next((at for at, place in enumerate(run) if said.tokens[place].capital), 0)
        if not grammar.adjective_first:
            return 0
        known, no_noun = meanings.people(said.language), patterns(said.language).words.no_noun
        for at, place in enumerate(run):
            word = said.text[said.tokens[place].start : said.tokens[place].end]
            if word.islower() and (
                (word.endswith("s") and not word.endswith(("ss", "us")))
                or (said.senses[place] in known and word not in no_noun)
            ):
                return at
        return 0


def comparable(slot: Slot) -> str:
    """Return the unit of an amount or day: only those of one are compared."""
    if slot.kind in ("number", "vague"):
        return "count" if slot.value % 1 == 0 else "number"
    return "day" if slot.kind in ("date", "weekday") else f"{slot.kind}:{slot.unit}"


def amounts(said: Claim) -> list[Slot]:
    """Return the slots of a sentence that are amounts, those with broken digits aside."""
    found = [slot for slot in said.slots if slot.kind not in DAYS and slot.kind != "relative"]
    broken = found and _MAY_BE_BROKEN.search(said.text)
    spans = [match.span() for match in _BROKEN.finditer(said.text)] if broken else []
    return [
        slot
        for slot in found
        if not slot.key.startswith("cve")
        and not any(start < slot.end and slot.start < end for start, end in spans)
        and not (slot.kind == "time" and _zone().search(said.text))
        and (slot.kind != "ordinal" or slot.value >= LEAST_ORDINAL)
        and not (slot.kind == "number" and (_is_label(said, slot) or _is_dated(said, slot)))
    ]


def days(said: Claim) -> list[Slot]:
    """Return the slots of a sentence that are days, those of the report itself aside."""
    return [slot for slot in said.slots if slot.kind in DAYS and not said.reports(said.index(slot.start))]


def _is_dated(said: Claim, slot: Slot) -> bool:
    """Whether a number is a year or a day of the month: for 2022, the March 11 bombers behind a 13."""
    written = said.text[slot.start : slot.end]
    if not written.isdecimal():
        return False
    if FIRST_YEAR <= slot.value <= LAST_YEAR and len(written) == YEAR_DIGITS:
        place = said.index(slot.start)
        before = said.forms[place - 1] if place else ""
        return before in language(said.language).frames.preposition
    return slot.value <= LAST_DAY and any(
        day.kind in DAYS and day.end + 1 == slot.start for day in said.slots
    )


def _is_label(said: Claim, slot: Slot) -> bool:
    """Whether a number is part of a name (a model, a flight) or a shortened year."""
    if said.text[max(0, slot.start - 1) : slot.start] in ("'", "’", "‘"):
        return True
    if language(said.language).grammar.capital_nouns or not said.text[slot.start].isdecimal():
        return False
    place = said.index(slot.start) - 1
    if place < 1 or said.tokens[place].end + 1 != slot.start:
        return False
    counted = place + 2 < len(said.tokens) and (
        said.forms[place + 2].endswith("s") or said.senses[place + 2] in meanings.people(said.language)
    )
    return said.senses[place] in said.capitals and not counted
