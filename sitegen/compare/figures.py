"""Amounts that two sources give for one thing and that cannot both be right.

A figure is an amount with what it counts (the head), the words around it by nearness, and the marks that
make it another kind of figure: a rest, a past one, a condition. Two figures are held against each other
when they count the same thing in the same regard. All but its place is read when it is asked for: most
amounts are never held against another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim, are_apart
from sitegen.compare.corpus import Corpus
from sitegen.languages import EVERY, language, union
from sitegen.languages.phrases import either, patterns
from sitegen.lazy import lazy
from sitegen.text import lexicon, meanings
from sitegen.text.quantities import Slot
from sitegen.text.tokens import NUMBER
from sitegen.text.values import FIRST_YEAR, LAST_YEAR

DENIED: Final = "denied"
"""Mark of an amount that its sentence says is not the one."""


def marks(said: Claim, slot: Slot, first: int, last: int) -> frozenset[str]:
    """What makes the amount of tokens `first` to `last` another kind: rest, past, maybe, still, ..."""
    found: set[str] = set()
    words, known = said, patterns(said.language)
    if not known.marking.isdisjoint(words.surfaces):
        near = words.forms[max(0, first - 5) : last + 5]
        found = {mark for mark, listed in known.marks.items() if not listed.isdisjoint(near)}
        if "maybe" in found and known.marks["maybe"].isdisjoint(said.forms[max(0, first - 5) : first]):
            found.remove("maybe")  # *can hold 400*, but not *400 can be reached*
        rest = known.words.rest
        if slot.kind != "percent" and not rest.isdisjoint(words.forms[max(0, first - 2) : last + 3]):
            found.add("rest")
    before = max(0, slot.start - 24)
    if words.lower.endswith(known.denying_ends, before, slot.start) and known.denying.search(
        words.lower, before, slot.start
    ):
        found.add(DENIED)
    if known.rate.match(words.lower, slot.end):
        found.add("rate")
    return frozenset(found)


REACH: Final = 10
"""Tokens to each side of an amount that can say what it is an amount of. Swept."""
FATE_REACH: Final = 16
"""Tokens to each side among which it is said what became of the people counted. Swept."""
NEAREST: Final = 2
"""Words on each side of an amount or day, names aside, one of which tells what it is of. Swept."""
STATES: Final = ("~kill", "~injure", "~missing", "~arrest", "~evacuate", "~rescue")
"""Classes of what befalls people; two figures about different ones are two facts."""
NEXT: Final = 6
"""Distance up to which a word stands next to a figure. Swept."""
COMMA, AND, VALUE = 3, 2, 4
"""What a comma, an "and" or another value adds to the distance of two words. Swept."""
CLOSE, NEAR = 4, 8
"""Distances up to which a word is at its nearest, and near. Swept."""


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


def vicinity(said: Claim, first: int, last: int, head: str, *, is_day: bool) -> Vicinity:
    """What stands around tokens `first` to `last` of a sentence, which count `head`."""
    context: dict[str, float] = {}
    states: list[tuple[int, str]] = []
    nearest, closest, forms = {head} - {""}, set(), set()
    sides = (_beside(said, first, -1), NEAREST), (_beside(said, last, 1), 1 if is_day else NEAREST)
    for side, most in sides:
        count = 0
        for distance, place in side:
            key, form = said.senses[place], said.forms[place]
            if key in STATES and form not in _no_fate():
                states.append((distance, key))
            if distance > REACH + VALUE:
                continue
            if count < most and distance <= NEXT and key not in said.capitals:
                nearest.add(key)
                if not count:
                    closest.add(key)
                count += 1
            near = 1.0 if distance <= CLOSE else 0.8 if distance <= NEAR else 0.6
            if near > context.get(key, 0.0):
                context[key] = near
            forms.add(form)
    fates = tuple(dict.fromkeys([key for _, key in sorted(states)]))
    return Vicinity(context, fates, frozenset(nearest), frozenset(closest), frozenset(forms))


def _beside(said: Claim, here: int, step: int) -> list[tuple[int, int]]:
    """Distance and place of the words before (`step` -1) or behind a token, in its clause, nearest first."""
    tokens, senses, forms = said.tokens, said.senses, said.forms
    bound, joining = _bound_words(), _joining()
    where = language(said.language).frames.where if step < 0 else ()
    found: list[tuple[int, int]] = []
    distance, last = -VALUE if step > 0 and senses[here] else 0, here
    breaks = [at for at in said.breaks if (at < tokens[here].start) == (step < 0)]
    edge = max(breaks, default=-1) if step < 0 else min(breaks, default=len(said.text))
    for place in range(here + step, len(tokens) if step > 0 else -1, step):
        token = tokens[place]
        if forms[place] in where:
            break
        first, second = (place, last) if step < 0 else (last, place)
        # What sets two words apart stands in the gap, or is the word behind it.
        if forms[second] not in bound:
            distance += _step(forms[second], said.text[tokens[first].end : tokens[second].start])
        if step < 0 and not senses[place]:
            distance += VALUE
        if distance > FATE_REACH or (token.start <= edge if step < 0 else token.start > edge):
            break
        if step > 0 and not senses[place]:
            distance += VALUE
        elif token.weight and senses[place] and forms[place] not in bound and forms[place] not in joining:
            found.append((abs(distance), place))
        last = place
    return found


def _step(form: str, gap: str) -> int:
    """How far a word is from the one before."""
    step = 1 + AND if form in _joining() else 1
    return step if gap == " " or "," not in gap else step + COMMA


KINDS: Final = frozenset(
    {
        "number",
        "vague",
        "money",
        "percent",
        "duration",
        "measure",
        "age",
        "ordinal",
        "score",
        "time",
        "version",
    }
)
"""Kinds of slots that are amounts."""
LEAST_ORDINAL: Final = 10
"""The least ordinal compared: an 80th anniversary is one thing, a second time and a third are two."""
HEAD_REACH: Final = 4
"""Tokens behind a number among which the noun stands that it counts. Swept."""
DIMENSIONS: Final = frozenset({"duration", "measure", "money", "percent", "age"})
"""Kinds whose unit is not what they count."""
DAYS: Final = frozenset({"date", "weekday", "month", "year"})
"""Kinds of slots that are days, behind which one word at most tells what they are of."""
YEAR_DIGITS, LAST_DAY = 4, 31
"""Digits of a year; the last day of a month: a standard."""
TELLING_APART: Final = 6
"""Tokens on each side among which a word tells like things apart. Swept."""


_BROKEN: Final = re.compile(
    r"\d\. \d|(?<![\d.,])\d{1,3}, \d{3}(?!\d)|(?<!\d)\d{1,2}: \d\d(?!\d)|^\d{1,3} - (?=\w)"
)
"""Numbers broken on the way: *6. 1*, *120, 000*, *at 1: 30*, and what is left of one in front."""
_MAY_BE_BROKEN: Final = re.compile(r"\d(?:[.,:] \d| - )")
"""What each of them has; looking for it is ten times quicker."""


@cache
def _zone() -> re.Pattern[str]:
    """Return a pattern of time zones: beside one no time is compared, as others may give another."""
    zones = language(EVERY).sentences.time_words | union(lambda known: known.comparison.local_times)
    return re.compile(rf"\b{either(zones)}\b")


class Counted(NamedTuple):
    """What an amount counts."""

    head: str
    """Class of the noun; empty when it stands elsewhere."""
    is_people: bool
    """Whether they are people."""
    is_anybody: bool
    """Whether they are people whoever they are."""
    places: tuple[int, ...] = ()
    """Of the words between and the noun."""


class Figure:
    """An amount of a sentence with what it counts."""

    def __init__(self, said: Claim, slot: Slot) -> None:
        self.said = said
        self.slot = slot
        self.first = self.last = said.index(slot.start)
        tokens = said.tokens
        while self.last + 1 < len(tokens) and tokens[self.last + 1].start < slot.end:
            self.last += 1

    @lazy
    def counted(self) -> Counted:
        """What it counts."""
        return _counted(self.said, self.slot, self.last)

    @lazy
    def head(self) -> str:
        """Class of the noun that is counted; empty when it stands elsewhere."""
        return self.counted.head

    @lazy
    def near(self) -> Vicinity:
        """The words around it."""
        return vicinity(self.said, self.first, self.last, self.head, is_day=self.slot.kind in DAYS)

    @lazy
    def context(self) -> dict[str, float]:
        """Nearness by class of the words around it."""
        return self.near.context

    @lazy
    def fate(self) -> str:
        """What became of the people that are counted; empty for things."""
        states = self.near.states
        if not states or (self.head and not self.counted.is_people and self.head not in STATES):
            return ""
        return self.head if self.head in STATES else states[0]

    @lazy
    def keys(self) -> frozenset[str]:
        """All that two figures of one thing can have in common."""
        return frozenset(self.context) | {self.head}

    @lazy
    def opposed(self) -> frozenset[str]:
        """Words that would be the opposite of one around it."""
        opposite, forms = language(self.said.language).opposites.pairs, self.near.forms
        return frozenset().union(*[opposite[form] for form in forms if form in opposite])

    @lazy
    def contrasts(self) -> frozenset[str]:
        """The words near it that tell like things apart: older, north, brother, first."""
        words = self.said
        if not words.bits & lexicon.CONTRAST:
            return frozenset()
        near = range(
            max(0, self.first - TELLING_APART), min(len(words.tokens), self.last + TELLING_APART + 1)
        )
        return frozenset(
            words.senses[place]
            for place in near
            if words.tokens[place].bits & lexicon.CONTRAST
            and words.senses[place] in self.context
            and words.forms[place] not in patterns(self.said.language).words.rest
        )

    @lazy
    def opener(self) -> str:
        """Whether the clause before it is about a person (*who*) or a thing (*which*); empty elsewhere."""
        words, told = self.said, language(self.said.language).frames
        if told.which.isdisjoint(words.surfaces) and told.who.isdisjoint(words.surfaces):
            return ""
        for form in reversed(words.forms[: self.first]):
            if form in told.who or form in told.which:
                return "who" if form in told.who else "which"
        return ""

    @lazy
    def marks(self) -> frozenset[str]:
        """What makes it another kind of figure."""
        found = marks(self.said, self.slot, self.first, self.last)
        lower, told = self.said.lower, language(self.said.language).frames.corrected
        return found | {DENIED} if any(map(lower.__contains__, told)) else found


def _counted(said: Claim, slot: Slot, last: int) -> Counted:
    """The noun that an amount counts, and the words between them."""
    run = _phrase(said, slot, last)
    if not run:
        return Counted("", is_people=False, is_anybody=False)
    noun, keys = _noun(said, run), said.senses
    head = keys[run[noun]]
    return Counted(
        head,
        head in meanings.people(said.language),
        head in meanings.generic_persons(said.language),
        tuple(run[: noun + 1]),
    )


def _phrase(said: Claim, slot: Slot, last: int) -> list[int]:
    """Places of the words behind an amount, up to the end of the noun phrase."""
    tokens, keys, text = said.tokens, said.senses, said.text
    whole = patterns(said.language).words.quantified
    run: list[int] = []
    end = slot.end
    for place in range(last + 1, min(len(tokens), last + 1 + HEAD_REACH + 2)):
        token = tokens[place]
        if text[end : token.start].strip(" -‐’'\"“"):
            break
        if not run and (said.forms[place] in whole or (place > last + 1 and token.bits & NUMBER)):
            end = token.end  # three of its five carriages
            continue
        if not keys[place]:
            break
        if not token.weight:
            if run or token.bits & (lexicon.BORDER | lexicon.LINK) or place > last + 2:
                break
        elif _closes(said, place, run):
            break
        else:
            run.append(place)
            if len(run) == HEAD_REACH:
                break
        end = token.end
    return run


def _closes(said: Claim, place: int, run: Sequence[int]) -> bool:
    """Whether a word ends the noun phrase although it carries meaning: it says what became of people."""
    return bool(run) and said.senses[place] in STATES


def _noun(said: Claim, run: Sequence[int]) -> int:
    """Which of the words behind a number is the noun, by the habits of the language."""
    tokens, text = said.tokens, said.text
    grammar = language(said.language).grammar
    if grammar.capital_nouns:
        return next((at for at, place in enumerate(run) if tokens[place].capital), 0)
    if not grammar.adjective_first:
        return 0
    known, no_noun = meanings.people(said.language), patterns(said.language).words.no_noun
    for at, place in enumerate(run):
        word = text[tokens[place].start : tokens[place].end]
        if word.islower() and (
            (word.endswith("s") and not word.endswith(("ss", "us")))
            or (said.senses[place] in known and word not in no_noun)
        ):
            return at
    return 0


def figures(group: Corpus) -> list[Figure]:
    """The amounts of a group of which another story has unlike ones of the same kind, in reading order."""
    found: dict[str, list[tuple[Claim, Slot]]] = {}
    for said in group.claims:
        for slot in _amounts(said):
            found.setdefault(comparable(slot), []).append((said, slot))
    kept = [
        each
        for same in found.values()
        if len({slot.key for _, slot in same}) > 1 and are_apart(said for said, _ in same)
        for each in same
    ]
    kept.sort(key=lambda each: (each[0].number, each[1].start))
    return [Figure(said, slot) for said, slot in kept]


def comparable(slot: Slot) -> str:
    """Amounts are compared only when this is equal."""
    if slot.kind not in ("number", "vague"):
        return f"{slot.kind}:{slot.unit}"
    return "count" if slot.value % 1 == 0 else "number"


def _amounts(said: Claim) -> list[Slot]:
    """The slots of a sentence that are amounts, those with broken digits aside."""
    found = [slot for slot in said.slots if slot.kind in KINDS]
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
    words = said
    counted = place + 2 < len(words.tokens) and (
        words.forms[place + 2].endswith("s") or words.senses[place + 2] in meanings.people(said.language)
    )
    return words.senses[place] in words.capitals and not counted
