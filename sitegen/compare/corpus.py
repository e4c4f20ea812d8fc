"""The sentences of stories about one event, what their words weigh there, and which may say alike things.

Weights and rarities are multiples of 1/1024: their sums are exact, so no result hangs on the order of a set.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice, pairwise
from typing import Final, NamedTuple, Protocol

from sitegen.compare.claim import Claim, Telling
from sitegen.compare.frame import Frame, laid, of_two_things
from sitegen.compare.likeness import SAME_POINT, Heard, Likeness
from sitegen.languages import language
from sitegen.model import Story, lazy

PREFIX: Final = 5
"""Letters that a stem needs to be the same as a longer one it begins: a name and its plural, a compound.
Swept."""

CANDIDATES: Final = 12
"""Sentences of other stories that one is compared with in full; the right one is rarely below the third.
Swept."""

OWN_CANDIDATES: Final = 4
"""The same within the sentence's own story. Swept."""

BESIDE_BEST: Final = 0.4
"""Share of what the best candidate holds that another must hold to be compared in full. Swept."""

LEAST_SHARE: Final = 0.2
"""Least share of a sentence's rare words that a candidate holds, 0 to 1."""

FEW: Final = 2
"""Sentences in which an anchor, a word that ties two sentences together, may stand in a small group.
Swept."""

WIDESPREAD: Final = 0.2
"""Share of a large group's sentences above which a word finds no candidates. Swept."""

LARGE: Final = 400
"""Sentences from which on a group counts as large. Swept."""

CENTRAL: Final = 0.3
"""Least share of a sentence's rare words in another story that makes that story say it too. Swept."""

CLOSE_DAYS: Final = 7
"""Days that the reports of one event lie apart at most for an undated one to be of their month. Swept."""

FADING: Final = 0.7
"""How fast a word loses weight that stands in more sentences than there are stories: power of that ratio. A
word that each story uses once keeps its weight; one in four sentences of each has .38 of it left."""

NAME: Final = 0.5
"""What a shared name counts against another word: all of a report is about its names. Swept."""

TOPICAL_SENTENCES, TOPICAL_STORIES = 0.1, 0.6
"""Shares of a group's sentences and stories from which on a name is its topic and tells nothing apart.
Swept."""

COMMENT: Final = 2
"""Sentences with *I* or *my* outside quotations that make a story a comment: no witness for a report.
Swept."""

_DAY = re.compile(r"@\d{4}-\d\d-\d\d")
_SIGNS = re.compile(r"[^\W\d_]+|\d+(?:[.,:/’'–-]\d+)*|[%$€£?]|(?<!\w)[-−](?=\d)")


class Shared(NamedTuple):
    """The senses that two sentences have in common."""

    likeness: float
    """Their rarity, values aside, as a share of the lighter sentence."""
    most: float
    """Their rarity, names at `NAME`: more than the words near any two values can add up to."""
    words: int
    """How many they are."""


class Corpus:
    """Stories of one event; their sentences in claims of equal wording."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.stories = tuple(stories)
        self.language = language_of(stories)
        self.claims = self._gather()
        self.claim_of = {
            (telling.story, telling.place): claim for claim in self.claims for telling in claim.tellings
        }
        """The claim of each sentence, by the numbers of its story and of the sentence there."""
        postings = self._postings()
        self.near = _near(postings)
        """For each key that has longer or shorter forms, itself and these."""
        self.found = postings | {key: _union(postings, same) for key, same in self.near.items()}
        """For each key the claims that hold it or a longer or shorter form of it."""
        self.idf = self._weigh()
        count = len(self.claims)
        self.shared = [self._shared(index) for index in range(count)]
        """For each claim the others that hold a fair share of its rare words, with their summed rarity."""
        self.best = [self._best(index) for index in range(count)]
        self.frequency: Mapping[str, int] = Counter(
            chain.from_iterable([claim.sense_weights for claim in self.claims for _ in claim.tellings])
        )
        """Sentences in which each sense stands, every telling counted."""
        self.names = (
            frozenset()
            .union(*[claim.capitals for claim in self.claims])
            .difference(*[claim.plain for claim in self.claims])
        )
        """Senses that are names in this group: with a capital inside a sentence and never without one."""
        most = max(self.frequency.values(), default=0)
        left = [min(1.0, (len(stories) / max(1, held)) ** FADING) for held in range(most + 1)]
        scale = {key: left[held] for key, held in self.frequency.items()}
        for claim in self.claims:
            claim.known_names, claim.scale = self.names, scale
        self._frames: dict[tuple[int, int], Frame] = {}
        self._in_common: dict[tuple[int, int], Shared] = {}

    def _gather(self) -> tuple[Claim, ...]:
        """Every sentence once, those of equal wording together.

        A story without a date is read as of the middle day of the others where these lie close.
        """
        days = sorted(story.published[:10] for story in self.stories if story.published)
        usual = days[len(days) // 2] if days and _days_between(days[0], days[-1]) <= CLOSE_DAYS else None
        classes: dict[str, list[Telling]] = {}
        same: dict[str, list[Telling]] = {}
        for number, story in enumerate(self.stories):
            for place, sentence in enumerate(story.sentences):
                tellings = same.get(sentence.text)
                if tellings is None:
                    tellings = same[sentence.text] = classes.setdefault(
                        squash(sentence.text) or sentence.text, []
                    )
                tellings.append(Telling(number, place, sentence))
        found = []
        for number, tellings in enumerate(classes.values()):
            first = tellings[0]
            story = self.stories[first.story]
            spoken = self.language if story.language == "und" else story.language
            claim = Claim(first.sentence.text, spoken, story.published or usual, first.story, first.place)
            claim.number, claim.tellings = number, tellings
            claim.homes = frozenset([telling.story for telling in tellings])
            claim.mask = sum([1 << home for home in claim.homes])
            found.append(claim)
        return tuple(found)

    def _postings(self) -> dict[str, list[int]]:
        postings: dict[str, list[int]] = {}
        for index, claim in enumerate(self.claims):
            for key in claim.weights:
                postings.setdefault(key, []).append(index)
        return postings

    def _weigh(self) -> dict[str, float]:
        """How rare each key is; the claims learn which of their words are anchors, and what they reach."""
        count = len(self.claims)
        rarities = [round(math.log((count + 1) / (held + 0.5)) * 1024) / 1024 for held in range(count + 1)]
        idf = {key: rarities[len(where)] for key, where in self.found.items()}
        most = max(FEW, len(self.stories))
        anchors = frozenset([key for key, where in self.found.items() if len(where) <= most])
        for claim in self.claims:
            claim.anchors = claim.keys & anchors
            more = claim.keys & self.near.keys()
            if more:
                claim.reach = claim.keys.union(*[self.near[key] for key in more])
            claim.rarity = sum([idf[key] for key in claim.keys]) or 1.0
        return idf

    def _shared(self, index: int) -> dict[int, float]:
        count = len(self.claims)
        limit = count * WIDESPREAD if count > LARGE else count
        sums = [0.0] * count
        for key in self.claims[index].weights:
            found = self.found[key]
            if len(found) <= limit:
                rarity = self.idf[key]
                for other in found:
                    sums[other] += rarity
        sums[index] = 0.0
        least = LEAST_SHARE * self.claims[index].rarity
        return {other: value for other, value in enumerate(sums) if value >= least}

    def _best(self, index: int) -> dict[int, int]:
        """For each story its claim that shares most with this one."""
        best: dict[int, int] = {}
        shared = self.shared[index]
        for other, value in shared.items():
            home = self.claims[other].home
            rival = best.get(home)
            if rival is None or (value, -other) > (shared[rival], -rival):
                best[home] = other
        return best

    def share(self, index: int, other: int) -> float:
        """Share of a claim's rare words that another holds, 0 to 1; 0 also below `LEAST_SHARE`."""
        return self.shared[index].get(other, 0.0) / self.claims[index].rarity

    @lazy
    def candidates(self) -> list[list[int]]:
        """For each claim those that may cover it, the most alike first."""
        return [self._chosen(index) for index in range(len(self.claims))]

    def _chosen(self, index: int) -> list[int]:
        home = self.claims[index].home
        chosen: list[int] = []
        others = own = 0
        ranked = sorted([(-value, other) for other, value in self.shared[index].items()])
        least = BESIDE_BEST * -ranked[0][0] if ranked else 0.0
        for value, other in ranked:
            if -value < least:
                break
            if self.claims[other].home == home:
                own += 1
                if own <= OWN_CANDIDATES:
                    chosen.append(other)
            elif others < CANDIDATES:
                others += 1
                chosen.append(other)
        return chosen

    @lazy
    def ranks(self) -> list[int]:
        """Numbers of the stories, the one first that says most of what others say."""
        central = [0.0] * len(self.stories)
        for index, claim in enumerate(self.claims):
            told = float(len(claim.homes) - 1)
            for home, other in sorted(self.best[index].items()):
                share = self.share(other, index)
                if home != claim.home and share >= CENTRAL:
                    told += share
            for home in claim.homes:
                central[home] += told
        return sorted(range(len(central)), key=lambda home: (-round(central[home], 6), home))

    @lazy
    def topical(self) -> frozenset[str]:
        """Keys that nearly every story of the group is about."""
        sentences, stories = TOPICAL_SENTENCES * len(self.claims), TOPICAL_STORIES * len(self.stories)
        return frozenset(
            key
            for key, found in self.found.items()
            if len(found) >= sentences and len({self.claims[at].home for at in found}) >= stories
        )

    @lazy
    def comments(self) -> frozenset[int]:
        """Stories in which someone says *I* outside quotations more often than by a slip."""
        counts: Counter[int] = Counter()
        for claim in self.claims:
            words = language(claim.language).frames.first_person
            if not words.isdisjoint(claim.surfaces) and any(
                form in words and not token.weight and not claim.quotes(token.start)
                for token, form in zip(claim.tokens, claim.forms, strict=True)
            ):
                counts[claim.home] += 1
        return frozenset(home for home, count in counts.items() if count >= COMMENT)

    def frame(self, one: Claim, two: Claim) -> Frame:
        """Two claims of one language laid side by side."""
        pair = (one.number, two.number)
        known = self._frames.get(pair)
        if known is None:
            known = self.frame(two, one).turned() if one.number > two.number else laid(one, two, self.names)
            self._frames[pair] = known
        return known

    def apart(self, one: Claim, two: Claim) -> bool:
        """Whether two claims that are alike tell of two things; see `frame.of_two_things`."""
        return one.language == two.language and of_two_things(one, two, self.frame(one, two))

    def in_common(self, one: Claim, other: Claim) -> Shared:
        """The senses that two claims have in common."""
        pair = (one.number, other.number) if one.number < other.number else (other.number, one.number)
        found = self._in_common.get(pair)
        if found is None:
            found = self._in_common[pair] = self._compared(one, other)
        return found

    def _compared(self, one: Claim, other: Claim) -> Shared:
        small, large = one, other
        if len(one.sense_weights) > len(other.sense_weights):
            small, large = other, one
        there, named = large.sense_weights, self.names
        keys = [key for key in small.sense_weights if key in there]
        if not keys:
            return Shared(0.0, 0.0, 0)
        mine, theirs = small.rarities, large.rarities
        common = [mine[key] for key in keys]
        higher = list(map(max, common, [theirs[key] for key in keys]))
        names = sum([weight for key, weight in zip(keys, higher, strict=True) if key in named])
        lighter = min(one.heft, other.heft)
        return Shared(sum(common) / lighter if lighter else 0.0, sum(higher) - (1 - NAME) * names, len(keys))

    def likeness(self, one: Claim, other: Claim) -> float:
        """Rarity of the senses that two claims share, values aside, as a share of the lighter one."""
        return self.in_common(one, other).likeness

    @staticmethod
    def shared_values(one: Claim, other: Claim) -> float:
        """How much the values that two claims share speak for one fact, 0 to 1."""
        shared = one.values & other.values
        return min(1.0, sum(0.7 if unit or len(key) > 2 else 0.2 for unit, key in shared)) if shared else 0.0

    def alike(self, one: Claim, other: Claim, least: float = SAME_POINT) -> bool:
        """Whether two claims are so much alike that they may tell of one thing; see `compare.likeness`."""
        return self.nearness(one, other) >= least

    def nearness(self, one: Claim, other: Claim) -> float:
        """How alike two claims are, 0 to 1.5; see `compare.likeness`."""
        return self._likeness.between(one.number, other.number)

    @lazy
    def _likeness(self) -> Likeness:
        return Likeness(
            [
                Heard(
                    claim.text,
                    claim.language,
                    claim.published,
                    claim.home,
                    claim.place,
                    len(self.stories[claim.home].sentences),
                )
                for claim in self.claims
            ]
        )


class Spoken(Protocol):
    """Something in a language."""

    @property
    def language(self) -> str:
        """ISO 639-1 code, or und."""


def language_of(stories: Iterable[Spoken]) -> str:
    """Language of most stories; of the first in order where two are as frequent."""
    counts = Counter(story.language for story in stories if story.language != "und")
    return max(counts, key=lambda language: counts[language]) if counts else "und"


def squash(text: str) -> str:
    """What reprints of one sentence share: its letters and numbers, quotation marks and blanks evened.

    >>> squash("“It cost 1.5 million”, she said.") == squash('"It cost 1.5 million" she said')
    True
    >>> squash("1.5 million") == squash("15 million")
    False
    """
    return " ".join(_SIGNS.findall(text))


def _days_between(first: str, last: str) -> int:
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()


def _union(postings: Mapping[str, list[int]], keys: Sequence[str]) -> list[int]:
    return sorted({index for key in keys for index in postings[key]})


def _near(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """A key and those that are the same, where there are any: stems that it begins, a weekday's dates."""
    ranked = sorted(keys)
    near: dict[str, list[str]] = {}
    for key, other in (*_begun(ranked), *_dated(ranked)):
        near.setdefault(key, [key]).append(other)
        near.setdefault(other, [other]).append(key)
    return {key: tuple(same) for key, same in near.items()}


def _begun(ranked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Stems in order, each with the longer ones that it begins; those stand right behind it."""
    for position, (key, following) in enumerate(pairwise(ranked), 1):
        if following.startswith(key) and len(key) >= PREFIX and key[0] not in "#@":
            for longer in islice(ranked, position, None):
                if not longer.startswith(key):
                    break
                yield key, longer


def _dated(ranked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Weekdays with the dates that fall on them."""
    weekdays = [key for key in ranked if key.startswith("@w")]
    days = [key for key in ranked if _DAY.fullmatch(key)] if weekdays else []
    for weekday in weekdays:
        for day in days:
            if date.fromisoformat(day[1:]).weekday() == int(weekday[2:]):
                yield weekday, day
