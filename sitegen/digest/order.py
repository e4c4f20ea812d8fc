"""The order in which statements are told: that of most sources, with the event itself first."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.languages import language
from sitegen.text import lexicon
from sitegen.text.tokens import Token

ROUNDS = 6
"""Passes of the local search at most; it stops when nothing moves; judgement."""

SPINE_VOTE = 1.3
"""Vote of the story whose order is the start, against 1 of any other: it decides a tie of two. Swept."""

VOTE_REACH = 16
"""Statements behind one that its story votes on; those between settle what is further off. Judgement."""

SAME_PLACE = 0.45
"""Share of the longer's rare words from which it marks a statement's place: .96 of the order holds."""

LEADS = 2
"""Opening sentences of a story among which the event itself is told; judgement."""

SECOND_LEAD = 0.7
"""Weight of a story's second sentence as a lead, against 1 of its first. Swept."""

Places = Sequence[Mapping[int, int]]
"""For each statement its place in each story that says it."""

Told = Mapping[int, Sequence[tuple[int, int]]]
"""For each story the places of its statements, in order, with the statements."""


def reading_order(corpus: Corpus, shown: Sequence[int], under: Mapping[int, int]) -> list[int]:
    """The shown classes as they are told: in most sources' order, the lead first."""
    numbers = {index: at for at, index in enumerate(shown)}
    filed: dict[int, list[int]] = {index: [index] for index in shown}
    for index, cover in sorted(under.items()):
        filed[cover].append(index)
    told = arrange([_places(corpus, filed[index]) for index in shown], corpus.ranks)
    if (lead := _lead(corpus)) is not None:
        told.sort(key=lambda at: at != numbers[under.get(lead, lead)])
    return [shown[at] for at in follow(told, _antecedents(corpus, numbers, under))]


def _places(corpus: Corpus, filed: Sequence[int]) -> dict[int, int]:
    """Place of a statement in each story: its own, of a sentence filed under it, or of one much like it."""
    places: dict[int, int] = {}
    for each in filed:
        for telling in corpus.claims[each].tellings:
            places.setdefault(telling.story, telling.place)
    index = filed[0]
    shared = corpus.shared[index]
    for other in sorted(corpus.best[index].values(), key=lambda other: (-shared[other], other)):
        if min(corpus.share(index, other), corpus.share(other, index)) >= SAME_PLACE:
            for telling in corpus.claims[other].tellings:
                places.setdefault(telling.story, telling.place)
    return places


def _lead(corpus: Corpus) -> int | None:
    """The class that tells the event: of all opening sentences the one most like the other stories'."""
    opening = [
        (corpus.claim_of[number, place].number, number, SECOND_LEAD**place)
        for number, story in enumerate(corpus.stories)
        for place in range(min(LEADS, len(story.sentences)))
    ]
    idf, claims = corpus.idf, corpus.claims
    vectors = {index: {key: idf[key] for key in claims[index].weights} for index, _, _ in opening}
    best, most = None, 0.0
    for index, number, weight in opening:
        alike = sum(
            also * cosine(vectors[index], vectors[other]) for other, home, also in opening if home != number
        )
        if weight * alike > most + 1e-9:
            best, most = index, weight * alike
    return best


def cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """Cosine of two vectors of words, 0 to 1."""
    product = sum([weight * two[key] for key, weight in one.items() if key in two])
    norm = sum([weight * weight for weight in one.values()]) * sum(
        [weight * weight for weight in two.values()]
    )
    return product / math.sqrt(norm) if norm else 0.0


def _antecedents(corpus: Corpus, numbers: Mapping[int, int], under: Mapping[int, int]) -> dict[int, int]:
    """For each shown sentence that leans on the one before it, the statement that holds that one."""
    found = {}
    for index, number in numbers.items():
        claim = corpus.claims[index]
        first = claim.tellings[0]
        if first.place and leans(claim.text, claim.tokens, claim.language):
            before = corpus.claim_of[first.story, first.place - 1].number
            found[number] = numbers[under.get(before, before)]
    return found


def arrange(places: Places, ranks: Sequence[int]) -> list[int]:
    """Statements in the order that most stories agree with.

    `ranks` are the stories, the most central (the spine) first.
    """
    told: dict[int, list[tuple[int, int]]] = {}
    for statement, where in enumerate(places):
        for story, place in where.items():
            told.setdefault(story, []).append((place, statement))
    told = {story: sorted(told[story]) for story in sorted(told)}
    order = _start(told, ranks)
    restless = _restless(told, order)
    votes = _votes(told, ranks[0], len(places)) if restless else []
    for _ in range(ROUNDS):
        if not restless:
            break
        restless = _improve(order, votes, restless)
    return order


def _start(told: Told, ranks: Sequence[int]) -> list[int]:
    """The spine's statements; then story by story each statement behind its predecessor there."""
    order: list[int] = []
    placed: set[int] = set()
    for story in ranks:
        at = 0
        for _, statement in told.get(story, ()):
            if statement in placed:
                at = order.index(statement) + 1
            else:
                order.insert(at, statement)
                placed.add(statement)
                at += 1
    return order


def _restless(told: Told, order: Sequence[int]) -> set[int]:
    """Statements that some story tells on the other side of another than `order` does."""
    rank = {statement: place for place, statement in enumerate(order)}
    restless: set[int] = set()
    for chain in told.values():
        places = [rank[statement] for _, statement in chain]
        before = accumulate(places, max)
        behind = [*accumulate(reversed(places), min)][::-1]
        restless.update(
            [
                statement
                for (_, statement), place, most, least in zip(chain, places, before, behind, strict=True)
                if most > place or least < place
            ]
        )
    return restless


def _votes(told: Told, spine: int, count: int) -> list[dict[int, float]]:
    """For each statement the others it shares a story with: positive where most tell it before them."""
    votes: list[dict[int, float]] = [{} for _ in range(count)]
    for story, chain in told.items():
        weight = SPINE_VOTE if story == spine else 1.0
        for at, (place, before) in enumerate(chain):
            mine = votes[before]
            for later, after in chain[at + 1 : at + 1 + VOTE_REACH]:
                if later > place:
                    vote = mine[after] = mine.get(after, 0.0) + weight
                    votes[after][before] = -vote
    return votes


def _improve(order: list[int], votes: Sequence[Mapping[int, float]], restless: set[int]) -> set[int]:
    """Move each restless statement to its place of most agreement, in place; those whose neighbours moved.

    A move may make statements restless that come later in the same round.
    """
    rank = {statement: place for place, statement in enumerate(order)}
    stirred: set[int] = set()
    for statement in range(len(order)):
        if statement not in restless and statement not in stirred:
            continue
        place = rank[statement]
        neighbours = [(rank[other], vote) for other, vote in votes[statement].items()]
        if _is_agreed(place, neighbours):
            continue
        best = _best_place(place, sorted(neighbours))
        if best == place:
            continue
        stirred.update(votes[statement])
        del order[place]
        order.insert(best, statement)
        for at in range(min(place, best), max(place, best) + 1):
            rank[order[at]] = at
    return stirred


def _is_agreed(place: int, neighbours: Sequence[tuple[int, float]]) -> bool:
    """Whether no neighbour stands on the other side of a place than its vote has it."""
    return not [rank for rank, vote in neighbours if (vote > 0 if rank < place else vote < 0)]


def _best_place(place: int, neighbours: Sequence[tuple[int, float]]) -> int:
    """Place (with the statement itself taken out) of most agreement; the present one if none is better."""
    before = [vote for rank, vote in neighbours if rank < place]
    best, gain = place, 0.0
    total = 0.0
    for rank, vote in reversed(neighbours[: len(before)]):
        total += vote
        if total > gain + 1e-9:
            best, gain = rank, total
    total = 0.0
    for rank, vote in neighbours[len(before) :]:
        total -= vote
        if total > gain + 1e-9:
            best, gain = rank, total
    return best


def follow(order: Sequence[int], antecedents: Mapping[int, int]) -> list[int]:
    """The same order with each statement that leans on another (He, It, The pair) right behind it."""
    leaning: dict[int, list[int]] = {}
    for statement in order:
        antecedent = antecedents.get(statement, statement)
        if antecedent != statement:
            leaning.setdefault(antecedent, []).append(statement)
    hanging = {statement for group in leaning.values() for statement in group}
    told: dict[int, None] = {}
    # The second time for those that lean on each other, in a ring.
    for statement in (*(each for each in order if each not in hanging), *order):
        stack = [statement]
        while stack:
            current = stack.pop()
            if current not in told:
                told[current] = None
                stack.extend(reversed(leaning.get(current, ())))
    return list(told)


_TAKEN_UP = re.compile(
    r"[mg](?:(?<=\bm)a(?:de|king)|(?<=\bg)(?:ave|iving)) (?:the|these|those) "
    r"(?:pledge|promise|remarks?|comments?|announcement|speech|statement)"
)


def opens_with_pronoun(claim: Claim) -> bool:
    """Whether the first word is a pronoun."""
    return bool(claim.tokens) and bool(claim.tokens[0].bits & lexicon.PRONOUN)


def leans(text: str, found: Sequence[Token], spoken: str) -> bool:
    """Whether a sentence takes up the one before it: He, The pair, made the pledge."""
    if found and found[0].bits & lexicon.PRONOUN:
        return True
    if len(found) > 1 and found[0].bits & lexicon.ARTICLE:
        second = text[found[1].start : found[1].end].lower()
        if second in language(spoken).words.leaning:
            return True
    return _TAKEN_UP.search(text) is not None
