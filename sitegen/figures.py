"""Amounts that two sources give for one thing and that cannot both be right.

A figure is an amount with what it counts (the head), the words around it by nearness, and the marks that
make it another kind of figure: a rest, a past one, a condition. Two figures are held against each other
when they count the same thing in the same regard.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from sitegen import lexicon, wordfields
from sitegen.claims import Group, Said, Words
from sitegen.quantity import BOUNDS, Slot
from sitegen.wordfields import listed

KINDS: Final = frozenset(
    {"number", "vague", "money", "percent", "duration", "measure", "age", "ordinal", "score", "time"}
)
"""Kinds of slots that are amounts."""
REACH: Final = 10
"""Tokens to each side of an amount that can say what it is an amount of."""
FATE_REACH: Final = 16
"""Tokens to each side among which it is said what became of the people counted."""
LEAST_ORDINAL: Final = 10
"""The least ordinal compared: an 80th anniversary is one thing, a second time and a third are two."""
NEAREST: Final = 2
"""Words on each side of an amount or day, names aside, one of which tells what it is of."""
HEAD_REACH: Final = 4
"""Tokens behind a number among which the noun stands that it counts."""
DIMENSIONS: Final = frozenset({"duration", "measure", "money", "percent", "age"})
"""Kinds whose unit is not what they count."""
STATES: Final = ("~kill", "~injure", "~missing", "~arrest", "~evacuate", "~rescue")
"""Classes of what befalls people; two figures about different ones are two facts."""

NEXT: Final = 6
"""Distance up to which a word stands next to a figure."""
COMMA, AND, VALUE = 3, 2, 4
"""What a comma, an "and" or another value adds to the distance of two words."""
DAYS: Final = frozenset({"date", "weekday", "month", "year"})
"""Kinds of slots that are days, behind which one word at most tells what they are of."""
_AND: Final = listed("and und y e et while während mientras")
_NO_FATE: Final = listed("leave leaves leaving left moved cleared lost verlassen abandonar quitter deixar")
"""Words of a fate's class that more often tell of something else."""
_RATE: Final = re.compile(
    r" ?(?:per|a|an|each|every|pro|je|por|par|al?) (?:season|year|month|week|day|night|hour|head|person|"
    r"jahr|monat|woche|tag|stunde|kopf|person|año|mes|semana|día|hora|persona|an|mois|semaine|jour|"
    r"heure|personne)\b|/|"
    r" (?:annually|yearly|monthly|weekly|daily|jährlich|anuales?|par an)\b"
)
"""What behind an amount makes it one for each year, head, ..."""
_ZONE: Final = re.compile(
    r"\b(?:GMT|UTC|[ECMP][SD]?T|BST|CES?T|MES?Z)\b|local time|Ortszeit|hora local|heure locale"
)
"""Times in a sentence that names a zone are not compared: another source may give another zone's."""
_REST: Final = listed(
    "another more additional further extra other others weitere weiteren zusätzlich zusätzliche "
    "weiterer otros otras más autres supplémentaires outros outras adicionales "
)
_PAST: Final = listed(
    "previous previously earlier former last-year's compared against instead record zuvor bisher "
    "früher früheren vorjahr verglichen statt "
    "anterior anteriores antes anteriormente comparado frente précédent précédente auparavant contre "
    "anterior ago earlier  "
    " average usual usually normally normal normale normalement aftershock aftershocks nachbeben "
    "réplica réplicas réplique répliques "
)
_STILL: Final = listed(
    "still remain remained remains remaining again noch wieder weiterhin todavía aún siguen sigue "
    "encore toujours restent ainda"
)
_MAYBE: Final = listed(
    "if can limit límite limite tempolimit would could might may wenn falls würde könnte könnten si "
    "podría podrían sería pourrait "
    "pourraient serait se poderia capacity maximum hold holds fits"
)
_PLANNED: Final = listed(
    "will plans plan planned planning expects expected expect forecast predicted due scheduled soll "
    "sollen geplant erwartet prevé previsto prevista será serán planea prévu prévoit sera seront vai prevê"
)

_MARKS: Final = {"past": _PAST, "maybe": _MAYBE, "still": _STILL, "planned": _PLANNED}
_DENIED: Final = re.compile(
    r"(?:not the|not|instead of|compared with|rather than|nicht die|nicht|statt|en lugar de|au lieu de|"
    r"em vez de) $"
)
_MARKING: Final = frozenset().union(
    *_MARKS.values(),
    _REST,
    ["not", "nicht", "instead", "compared", "rather", "statt", "lugar", "lieu", "vez"],
)


class Figure:
    """An amount of a sentence with what it counts."""

    __slots__ = (
        "closest",
        "context",
        "contrasts",
        "fate",
        "first",
        "forms",
        "head",
        "is_anybody",
        "is_people",
        "keys",
        "last",
        "marks",
        "modifiers",
        "nearest",
        "said",
        "slot",
        "states",
    )

    def __init__(self, said: Said, slot: Slot) -> None:
        self.said = said
        self.slot = slot
        self.first = said.index(slot.start)
        self.last = self.first
        tokens = said.words.tokens
        while self.last + 1 < len(tokens) and tokens[self.last + 1].start < slot.end:
            self.last += 1
        self.head, self.modifiers = _head(said, slot, self.last)
        self.closest: set[str] = set()
        """The nearest word on each side, names aside."""
        self.forms: set[str] = set()
        """The words of the context as they stand, in small letters."""
        self.context, states, self.nearest = _surroundings(self)
        self.states = tuple(dict.fromkeys(key for _, key in states))
        self.is_people = self.head in wordfields.people(said.language)
        self.is_anybody = self.head in wordfields.generic_persons(said.language)
        self.fate = self._fate()
        self.keys = frozenset(self.context) | {self.head}
        """All that two figures of one thing can have in common."""
        self.contrasts = _contrasts(self)
        self.marks = _marks(self)

    def _fate(self) -> str:
        """What became of the people that are counted; empty for things."""
        if not self.states or (self.head and not self.is_people and self.head not in STATES):
            return ""
        return self.head if self.head in STATES else self.states[0]


def _bound_words() -> frozenset[str]:
    return frozenset(word for phrase in BOUNDS for word in phrase)


_BOUND_WORDS: Final = _bound_words()
"""Words that say how exact an amount is, not what it is of."""


def _head(said: Said, slot: Slot, last: int) -> tuple[str, tuple[str, ...]]:
    """The noun that an amount counts, and the words between them; empty when it stands elsewhere."""
    tokens, keys, text = said.words.tokens, said.words.keys, said.text
    run: list[int] = []
    end = slot.end
    for place in range(last + 1, min(len(tokens), last + 1 + HEAD_REACH + 2)):
        token = tokens[place]
        gap = text[end : token.start]
        if gap.strip(" -‐’'\"“") or not keys[place]:
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
    if not run:
        return "", ()
    noun = _noun(said, run)
    return keys[run[noun]], tuple(keys[place] for place in run[:noun])


def _closes(said: Said, place: int, run: Sequence[int]) -> bool:
    """Whether a word ends the noun phrase although it carries meaning: it says what became of people."""
    return bool(run) and said.words.keys[place] in STATES


def _noun(said: Said, run: Sequence[int]) -> int:
    """Which of the words behind a number is the noun, by the habits of the language."""
    tokens, text = said.words.tokens, said.text
    if said.language == "de":
        return next((at for at, place in enumerate(run) if tokens[place].capital), 0)
    if said.language != "en":
        return 0
    known = wordfields.people("en")
    for at, place in enumerate(run):
        word = text[tokens[place].start : tokens[place].end]
        if word.islower() and (
            (word.endswith("s") and not word.endswith(("ss", "us"))) or said.words.keys[place] in known
        ):
            return at
    return 0


def _distances(words: Words) -> tuple[list[int], list[int], list[int]]:
    """For each token how far it is from the start, its clause, and the places of those that carry meaning.

    A word is one away from the next; a comma, an "and" or another value between them puts them further apart,
    words that say how exact an amount is do not.
    """
    way, clause, telling = [], [], []
    distance = count = end = 0
    forms, text = words.forms, words.text
    edges = iter((*words.breaks, len(text) + 1))
    edge = next(edges)
    for place, token in enumerate(words.tokens):
        while edge < token.start:
            count, edge = count + 1, next(edges)
        form = forms[place]
        if form not in _BOUND_WORDS:
            distance += 1 + (COMMA if "," in text[end : token.start] else 0)
            if form in _AND:
                distance += AND
            elif token.weight and words.keys[place]:
                telling.append(place)
        way.append(distance)
        if not words.keys[place]:
            distance += VALUE
        clause.append(count)
        end = token.end
    return way, clause, telling


def _around(figure: Figure, step: int) -> Iterator[tuple[int, int]]:
    """Distance and place of the words of the clause on one side of a figure, the nearest first."""
    way, clause, telling = figure.said.words.lay(_distances)
    here = figure.first if step < 0 else figure.last
    start = way[here] if step < 0 else way[here] + VALUE
    at = bisect_left(telling, here) - (step < 0)
    if step > 0 and at < len(telling) and telling[at] == here:
        at += 1
    while 0 <= at < len(telling):
        place = telling[at]
        distance = abs(way[place] - start)
        if distance > FATE_REACH or clause[place] != clause[here]:
            return
        yield distance, place
        at += step


def _surroundings(figure: Figure) -> tuple[dict[str, float], list[tuple[int, str]], frozenset[str]]:
    """Nearness by class of the words of the clause; fates with their distance; the nearest words."""
    words = figure.said.words
    context: dict[str, float] = {}
    states: list[tuple[int, str]] = []
    nearest = {figure.head} - {""}
    for step, most in ((-1, NEAREST), (1, 1 if figure.slot.kind in DAYS else NEAREST)):
        count = 0
        for distance, place in _around(figure, step):
            key = words.keys[place]
            if key in STATES and words.forms[place] not in _NO_FATE:
                states.append((distance, key))
            if distance > REACH + VALUE:
                continue
            if count < most and distance <= NEXT and key not in words.capitals:
                nearest.add(key)
                if not count:
                    figure.closest.add(key)
                count += 1
            near = 1.0 if distance <= 4 else 0.8 if distance <= 8 else 0.6
            context[key] = max(near, context.get(key, 0.0))
            figure.forms.add(words.forms[place])
    return context, sorted(states), frozenset(nearest)


def _contrasts(figure: Figure) -> frozenset[str]:
    """The words near a figure that tell like things apart: older, north, brother, first."""
    near = range(max(0, figure.first - 6), min(len(figure.said.words.tokens), figure.last + 7))
    words = figure.said.words
    return frozenset(
        words.keys[place]
        for place in near
        if words.tokens[place].bits & lexicon.CONTRAST
        and words.keys[place] in figure.context
        and words.forms[place] not in _REST
    )


def _marks(figure: Figure) -> frozenset[str]:
    """What makes a figure another kind: a rest, a past or possible one, what is left, one denied, a rate."""
    words = figure.said.words
    marks = set()
    if not _MARKING.isdisjoint(words.surfaces):
        near = words.forms[max(0, figure.first - 5) : figure.last + 5]
        marks = {mark for mark, listed in _MARKS.items() if not listed.isdisjoint(near)}
        if figure.slot.kind != "percent" and not _REST.isdisjoint(
            words.forms[max(0, figure.first - 2) : figure.last + 3]
        ):
            marks.add("rest")
        if _DENIED.search(words.lower, max(0, figure.slot.start - 24), figure.slot.start):
            marks.add("denied")
    if _RATE.match(words.lower, figure.slot.end):
        marks.add("rate")
    return frozenset(marks)


def figures(group: Group) -> list[Figure]:
    """The amounts of a group of which another story has unlike ones of the same kind."""
    found: dict[str, list[tuple[Said, Slot]]] = {}
    for said in group.said:
        for slot in _amounts(said):
            found.setdefault(comparable(slot), []).append((said, slot))
    kept = (
        each
        for same in found.values()
        if len({slot.key for _, slot in same}) > 1 and len({said.mask for said, _ in same}) > 1
        for each in same
    )
    return [
        Figure(said, slot) for said, slot in sorted(kept, key=lambda each: (each[0].place, each[1].start))
    ]


def comparable(slot: Slot) -> str:
    """Amounts are compared only when this is equal."""
    return "count" if slot.kind in ("number", "vague") else f"{slot.kind}:{slot.unit}"


def _amounts(said: Said) -> list[Slot]:
    """The slots of a sentence that are amounts."""
    return [
        slot
        for slot in said.words.slots
        if slot.kind in KINDS
        and not (slot.kind == "time" and _ZONE.search(said.text))
        and (slot.kind != "ordinal" or slot.value >= LEAST_ORDINAL)
        and not (slot.kind == "number" and _is_label(said, slot))
    ]


def _is_label(said: Said, slot: Slot) -> bool:
    """Whether a number is part of a name (a model, a flight) or a shortened year."""
    if said.text[max(0, slot.start - 1) : slot.start] in ("'", "’", "‘"):
        return True
    if said.language == "de" or not said.text[slot.start].isdecimal():
        return False
    place = said.index(slot.start) - 1
    if place < 1 or said.words.tokens[place].end + 1 != slot.start:
        return False
    words = said.words
    counted = place + 2 < len(words.tokens) and (
        words.forms[place + 2].endswith("s") or words.keys[place + 2] in wordfields.people(said.language)
    )
    return words.keys[place] in words.capitals and not counted
