"""Clashes of one thing joined to one point with a side for each source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from sitegen.compare import days
from sitegen.compare.claim import Claim
from sitegen.compare.clash import Clash, Clashes, meet, meeting, shared, transposed
from sitegen.compare.corpus import Corpus
from sitegen.compare.figures import DIMENSIONS, Figure, figures
from sitegen.compare.finding import MATTER, Discrepancy, Mention, paired
from sitegen.text import meanings

COUNTED: Final = 0.11
"""Least likeness of sentences whose amounts of one thing, both exclusive, are a difference.

Read by hand: of 32 such pairs from .11 to .18 on near-copies, rewrites and real news 28 are right.
"""
SLIPPED: Final = 0.08
"""Least likeness of sentences whose amounts have the same digits in another order, rarely by chance.
Below the middle of these, as the likeness of one pair moves by hundredths with the weight of its numbers.
Swept.
"""
GROWING: Final = frozenset({"~kill", "~injure", "~missing", "~evacuate", "~arrest", "~power", "~rescue"})
"""Classes of what is counted up as hours pass: the later report has the higher figure."""


def numbers(corpus: Corpus) -> list[Discrepancy]:
    """Return the amounts that sources give for one thing and that cannot both be right."""
    clashes = Clashes(corpus, figures(corpus))
    found = _points(corpus, clashes.found(), "number")
    return [point for point in found if _alike(corpus, point, SLIPPED if point.slip else COUNTED)]


def dates(corpus: Corpus) -> list[Discrepancy]:
    """Return the days, months and years that sources give for one thing and that are not the same."""
    calendar = days.Days(corpus, [day for claim in corpus.claims for day in days.days(claim)])
    found = _points(corpus, calendar.found(), "day")
    found = [point for point in found if _alike(corpus, point, days.ALIKE)]
    return found + _points(corpus, list(calendar.of_one_deed()), "day")


def _alike(corpus: Corpus, point: Discrepancy, least: float) -> bool:
    """Whether two of the sentences of a point may tell of one thing."""
    told = {side.said.number: side.said for side in point.sides}
    return any(corpus.alike(one, other, least) for one, other in combinations(told.values(), 2))


def _points(group: Corpus, found: Sequence[Clash], kind: str) -> list[Discrepancy]:
    """One point for all clashes that share a figure, or else an equal one of one thing; the surest first."""
    places: list[list[Clash]] = []
    for clash in found:
        figures = (clash.one, clash.other)
        like = [place for place in places if _of_one_thing(place, clash)]
        homes = [place for place in like if any(figure in _figures(place) for figure in figures)]
        homes = homes or [place for place in like if _uses(place, clash)][:1] or [[]]
        first, *rest = homes
        first += [*(each for place in rest for each in place), clash]
        places = [place for place in places if place not in homes] + [first]
    ranked = [sorted(place, key=Clash.rank) for place in places]
    return [_point(group, place, kind) for place in sorted(ranked, key=lambda place: place[0].rank())]


def _of_one_thing(place: Iterable[Clash], clash: Clash) -> bool:
    """Whether all figures of a point may count what those of a clash do, and people of one fate."""
    return all(
        meeting(mine, figure) >= 0 and not (mine.fate and figure.fate and mine.fate != figure.fate)
        for mine in _figures(place)
        for figure in (clash.one, clash.other)
    )


def _figures(place: Iterable[Clash]) -> list[Figure]:
    """The figures of a point, each once, the surest first."""
    found: dict[tuple[int, int], Figure] = {}
    for clash in place:
        for figure in (clash.one, clash.other):
            found.setdefault((figure.said.number, figure.slot.start), figure)
    return list(found.values())


def _uses(place: Sequence[Clash], clash: Clash) -> bool:
    """Whether a clash is about a figure that a point has, or one that equals it."""
    return any(_same(mine, theirs) for mine in _figures(place) for theirs in (clash.one, clash.other))


def _same(one: Figure, other: Figure) -> bool:
    """Whether two figures are one, or equal values of one thing."""
    if one is other:
        return True
    return one.slot.key == other.slot.key and one.head == other.head and meet(one, other)


def _point(group: Corpus, place: Sequence[Clash], kind: str) -> Discrepancy:
    figures = _figures(place)
    best: list[Figure] = []
    told: dict[int, str] = {}
    for figure in figures:
        homes, value = figure.said.homes, figure.slot.key
        if not homes <= told.keys() and all(told.get(home, value) == value for home in homes):
            best.append(figure)
            told |= dict.fromkeys(homes, value)
    sides = tuple(Mention(figure.said, figure.slot.start, figure.slot.end) for figure in best)
    if kind == "number" and _grows(group, best):
        kind = "later"
    slip = transposed(place[0].one, place[0].other)
    pairs = frozenset(paired(clash.one.said, clash.other.said) for clash in place)
    return Discrepancy(kind, place[0].score, sides, _about(place[0]), slip, pairs)


def _counts_up(figures: Iterable[Figure]) -> bool:
    """Whether figures are of what is counted up as hours pass."""
    return any(GROWING & {figure.head, *figure.near.states, *figure.context} for figure in figures)


def _grows(group: Corpus, figures: Sequence[Figure]) -> bool:
    """Whether the figures are of a kind that is counted up, and those of a later day are higher."""
    if not _counts_up(figures):
        return False
    dated = [
        (group.stories[story].published or "", figure.slot.value)
        for figure in figures
        for story in figure.said.homes
    ]
    if any(not day for day, _ in dated):
        return False
    unlike = [(one, other) for one in dated for other in dated if one[0] < other[0] and one[1] != other[1]]
    return bool(unlike) and all(one[1] < other[1] for one, other in unlike)


def _about(clash: Clash) -> str:
    """What two figures are of, in few words: what either counts, else what stands near both or beside one."""
    for figure in (clash.one, clash.other):
        places = figure.counted.places
        counts = figure.slot.kind not in DIMENSIONS or figure.last + 1 in places
        if figure.head and counts and 0 < len(places) <= MATTER and figure.slot.kind not in days.KINDS:
            return _text(figure.said, places[0], places[-1])
    one, words = clash.one, shared(clash.one, clash.other)
    said = one.said
    sayers = meanings.people(said.language) if one.slot.kind in DIMENSIONS else frozenset()
    of_age, names = one.slot.kind == "age", said.capitals

    def telling(key: str) -> tuple[bool, bool, float, float]:
        near = clash.one.context[key] + clash.other.context[key]
        return key not in sayers, (key in names) == of_age, near, words[key]

    best = max(sorted(words), key=telling, default="")
    near = [place for place, key in enumerate(said.senses) if key == best]
    if not best:
        near = [place for place in range(one.first) if said.tokens[place].weight and said.senses[place]][-1:]
    if not near:
        return ""
    first = last = min(near, key=lambda place: (abs(place - one.first), place))
    while first and said.senses[first - 1] in words and last - first + 1 < MATTER:
        first -= 1
    while last + 1 < len(said.senses) and said.senses[last + 1] in words and last - first + 1 < MATTER:
        last += 1
    return _text(said, first, last)


def _text(said: Claim, first: int, last: int) -> str:
    return said.text[said.tokens[first].start : said.tokens[last].end]
