"""What several sources tell of one thing, shown as one thing: the points of a digest, and its lede.

A point is a group of shown statements. It is a way of showing them, not a claim that they are equal: no
statement is dropped, reworded or cited for it, and each stands in one point at most. Points hang on the
digest's statements and sources alone, so any order of the files gives the same.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from msgspec import Struct

from sitegen.compare.likeness import SAME_POINT, Heard, Likeness
from sitegen.digest.order import leans
from sitegen.digest.relays import by_place, witnesses
from sitegen.digest.stages import SHORT, toll, unlike
from sitegen.languages import language
from sitegen.model import Point, Relay, Source, Statement, lazy
from sitegen.text import lexicon
from sitegen.text.tokens import DAY, NUMBER, Token, tokens

TWINS = 0.5
"""Likeness at least of two statements that cite each other: 292 of 293 such pairs then stand together."""

FIRM = 0.21
"""Coherence below which a group is taken apart again. Read on forty digests of real news: of groups above .23
eleven of twelve were of one thing, below it eight of twenty-six.
"""

LISTED_FIRM, MOST_LISTED = 0.23, 7
"""Coherence from which on a point may be listed first, and how many are; an eighth held .03 more facts."""

SIGHT, FEWEST_LISTED = 0.14, 4
"""Share of the digest's words that the lede and the listed points hold at most; points listed all the same.
Measured: seven points hold a ninth to a seventh of reports of usual length, of short ones a fifth."""

OF_SOURCES, OF_COMMON, OF_LENGTH, OF_FLAWS = 0.1, 0.3, 0.003, 0.6
"""Beside likeness, what makes a lead: sources, the share of what is said twice; words and flaws take away.
Without the flaws 2.7 leads of a digest of independent reports hang on a sentence that is not there."""

LEDE_FROM, NEXT_PLACE, LEDE_WITNESSES = 4, 0.7, 2
"""Opening sentences of a story that may be the lede; factor a place further down; openings compared with.
Measured: it tells a fact of the lead of 24 of 25 events, 17 of them real news."""

OF_VOICES, LEDE_FLAWS, LEDE_WORDS = 0.1, 0.5, 10
"""What a voice adds to a lede, a flaw takes; words below which it is flawed. Measured with it."""

EARLY, OPENING, FADES = 0.5, 0.5, 0.6
"""In the rank of a point: how early its sources tell it; how near their top, and its factor a place.
Measured on rewrites: the list holds .54 of the facts of the leads, by voices alone .22."""

FEWEST_WORDS, MOST_WORDS = 7, 80
"""Words of a heading or scrap, and of a paragraph or list: below, above them. Judgement."""

CARRIED = 2
"""Statements that a member brings along, at most, for the words that it hangs on; judgement."""

_OPENING_MARKS = "\"“„«‘'"
_QUOTATION = re.compile(r"“[^”]*”?|\"[^\"]*\"?|„[^“”]*[“”]?|«[^»]*»?|(?<!\w)[‘'][^’']*[’']")
_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "۔")
_CLOSING = " \"”“»’')]\n\r\t\f\v"
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_OPENS_QUOTED = re.compile(r"\A\s*[\"“„«»‘'「『][^\"”“»«’」』]{8,}[\"”“»«’'」』]")
"""A quotation of some words at the beginning of a sentence."""

SPEAKER = 2
"""Tokens behind a quotation among which its speaker stands: *he said*, *said he*; judgement."""

CAPTION_HEAD = 5
"""Words at the head of a sentence among which a caption names its picture; judgement."""


class Outline(Struct, frozen=True):
    """The lede and the points of a digest."""

    lede: str
    points: tuple[Point, ...]


def outline(
    statements: Sequence[Statement],
    sources: Sequence[Source],
    relays: Sequence[Relay] = (),
    title: str = "",
    current: Collection[str] = (),
) -> Outline:
    """The lede and the points of `statements`; of a single source the lede is its first statement.

    Who has a passage from another report, as `relays` say, counts as that one. The lede has no
    other toll than the digest's `title`, and is of one of the stories of the newest stage, `current`.
    """
    if not statements:
        return Outline("", ())
    if len(sources) < 2:
        return Outline(statements[0].id, ())
    return _Outline(statements, sources, by_place(relays)).found(title, current)


class _Group(NamedTuple):
    """Statements that tell of one thing."""

    members: list[int]
    coherence: float
    voices: int


class _Outline:
    """The statements of a digest by number, and how alike they are."""

    def __init__(
        self,
        statements: Sequence[Statement],
        sources: Sequence[Source],
        relays: Mapping[tuple[str, int], Relay],
    ) -> None:
        self.statements, self.relays = statements, relays
        self.numbers = {source.story: at for at, source in enumerate(sources)}
        self.voice = {source.story: source.voice for source in sources}
        starts: dict[str, set[int]] = {}
        for statement in statements:
            for one in statement.citations:
                starts.setdefault(one.story, set()).add(one.start)
        self.starts = {story: sorted(found) for story, found in starts.items()}
        """Where the sentences of each story begin that the digest holds, cited ones too."""
        self.places = {
            (story, start): at for story, found in self.starts.items() for at, start in enumerate(found)
        }
        shown = {(one.citations[0].story, one.citations[0].start): at for at, one in enumerate(statements)}
        cited = {
            (at, other)
            for at, statement in enumerate(statements)
            for one in statement.citations
            if (other := shown.get((one.story, one.start))) is not None
        }
        self.holder = dict(shown)
        """The statement that shows a sentence, else the first that cites it."""
        for at, statement in enumerate(statements):
            for one in statement.citations:
                self.holder.setdefault((one.story, one.start), at)
        by_path = {source.story: source for source in sources}
        self.heard = [
            Heard(
                first.text,
                by_path[first.story].language,
                by_path[first.story].published,
                self.numbers[first.story],
                self.places[first.story, first.start],
                len(starts[first.story]),
            )
            for first in [statement.citations[0] for statement in statements]
        ]
        self.tokens = [tokens(one.text, one.language, one.published) for one in self.heard]
        read = [*zip([(one.text, one.language) for one in self.heard], self.tokens, strict=True)]
        self.hanging = [hangs(text, found, spoken) for (text, spoken), found in read]
        self.captions = [_is_caption(text, found, spoken) for (text, spoken), found in read]
        self.flaws = [
            hanging + caption + _flaws(text, found)
            for hanging, caption, ((text, _), found) in zip(self.hanging, self.captions, read, strict=True)
        ]
        self.twins = {
            (one, other)
            for one, other in cited
            if one < other and (other, one) in cited and self.heard[one].story != self.heard[other].story
        }
        """Statements of two sources that cite each other's words."""

    @lazy
    def likeness(self) -> Likeness:
        """How alike the statements are."""
        return Likeness(self.heard)

    @lazy
    def alike(self) -> Mapping[tuple[int, int], float]:
        """The likeness of statements of two stories, the lower number first; not that of names alone.

        Sentences that share nothing else tell no one thing: without, 51 of 232 members of points of invented
        news and 17 of 115 of rewrites tell no fact of their lead, with it 43 of 219 and 11 of 105.
        """
        if len({one.story for one in self.heard}) < 2:
            return {}
        told = self.likeness.told
        alike = {
            (one, other): value
            for (one, other), value in self.likeness.pairs.items()
            if not told[one].isdisjoint(told[other])
        }
        return alike | {pair: max(TWINS, alike.get(pair, 0.0)) for pair in self.twins}

    def found(self, title: str, current: Collection[str]) -> Outline:
        of = {number: group for group in self._groups() for number in group.members}
        lede = self._lede(of, title, current)
        groups = {group.members[0]: group for group in of.values()}.values()
        leads = {(lede if lede in group.members else self._lead(group.members)): group for group in groups}
        listed = self._listed(leads, lede)
        blocks = self._blocks(of)
        ids = [one.id for one in self.statements]
        points = []
        for lead, group in sorted(leads.items()):
            members = (lead, *(number for number in group.members if number != lead))
            read = tuple(tuple(ids[at] for at in blocks[number]) for number in members)
            points.append(
                Point(
                    tuple(ids[number] for number in members),
                    group.voices,
                    lead in listed,
                    read if any(len(block) > 1 for block in read) else (),
                )
            )
        return Outline(ids[lede], tuple(points))

    def _groups(self) -> list[_Group]:
        """What tells of one thing: statements alike, and those that several sources are cited for."""
        near = {at for pair, value in self.alike.items() if value >= SAME_POINT for at in pair}
        alike = {pair: value for pair, value in self.alike.items() if pair[0] in near and pair[1] in near}
        found = [
            _Group(members, coherence, self._voices(members))
            for members in linked(alike, [one.story for one in self.heard])
            if len(members) > 1 and (coherence := self._coherence(members)) >= FIRM
        ]
        together = {at for group in found for at in group.members}
        alone = [at for at, one in enumerate(self.statements) if at not in together and len(one.stories) > 1]
        return [*found, *(_Group([at], 1.0, self._voices([at])) for at in alone)]

    def _alike(self, one: int, other: int) -> float:
        return self.alike.get((one, other) if one < other else (other, one), 0.0)

    def _voices(self, group: Iterable[int]) -> int:
        return len(witnesses([self.statements[number] for number in group], self.voice, self.relays))

    def _coherence(self, group: Sequence[int]) -> float:
        """Mean of each member's best likeness to one of another source."""
        best = [max([self._alike(one, other) for other in group if other != one]) for one in group]
        return sum(best) / len(best)

    def _lead(self, group: Sequence[int]) -> int:
        """The member in whose words the point is told first."""
        if len(group) == 1:
            return group[0]
        keys = self.likeness.keys
        weights = {key: weight for one in group for key, weight in keys[one].items()}
        told = Counter(key for key, _ in {(key, self.heard[one].story) for one in group for key in keys[one]})
        common = {key for key, stories in told.items() if stories > 1}
        whole = sum([weights[key] for key in common])

        def worth(one: int) -> float:
            near = sum([self._alike(one, other) for other in group if other != one])
            share = sum([weights[key] for key in keys[one].keys() & common]) / whole if whole else 0.0
            said = OF_SOURCES * len(witnesses([self.statements[one]], self.numbers, self.relays))
            flaws = OF_LENGTH * len(self.tokens[one]) + OF_FLAWS * self.flaws[one]
            return near + said + OF_COMMON * share - flaws

        return max(group, key=lambda one: (round(worth(one), 9), -one))

    def _lede(self, of: Mapping[int, _Group], title: str, current: Collection[str]) -> int:
        """The statement that tells the news: an opening that the other stories open alike."""
        openings = [
            (
                self.numbers[story],
                [(self.holder[story, start], place) for place, start in enumerate(starts[:LEDE_WITNESSES])],
            )
            for story, starts in sorted(self.starts.items())
        ]

        def worth(one: int) -> float:
            mine = self.heard[one]
            alike = 1 + sum(
                [
                    max([NEXT_PLACE**place * (at == one or self._alike(one, at)) for at, place in others])
                    for story, others in openings
                    if story != mine.story
                ]
            )
            flaws = self.flaws[one] + (FEWEST_WORDS <= len(self.tokens[one]) < LEDE_WORDS)
            # Somebody's words tell less of an event than a report's own.
            flaws += 0.5 * bool(_OPENS_QUOTED.match(mine.text))
            voices = of[one].voices if one in of else self._voices([one])
            return NEXT_PLACE**mine.place * alike + OF_VOICES * voices - LEDE_FLAWS * flaws

        def agrees(at: int) -> bool:
            """Whether it counts the dead, hurt or missing as the headline does, where both count them."""
            line = self.heard[at]
            counted = toll(title, line.language)
            return not (counted and unlike(toll(line.text, line.language, SHORT), counted))

        found = [at for at, one in enumerate(self.heard) if one.place < LEDE_FROM]
        found = [at for at in found if self.statements[at].citations[0].story in current] or found
        found = [at for at in found if agrees(at)] or found
        return max(found, key=lambda one: (round(worth(one), 9), -one), default=0)

    def _listed(self, leads: Mapping[int, _Group], lede: int) -> set[int]:
        """Leads of the points that are most widely told and told earliest."""
        least = min(2, len(set(self.voice.values())))
        ranked = [
            (-round(self._rank(lead, group), 9), lead)
            for lead, group in leads.items()
            if lead != lede
            and group.voices >= least
            and not self.hanging[lead]
            and not self.captions[lead]
            and group.coherence >= LISTED_FIRM
        ]
        room = SIGHT * sum(map(len, self.tokens)) - len(self.tokens[lede])
        listed: set[int] = set()
        for _, lead in sorted(ranked)[:MOST_LISTED]:
            room -= len(self.tokens[lead])
            if room < 0 and len(listed) >= FEWEST_LISTED:
                break
            listed.add(lead)
        return listed

    def _rank(self, lead: int, group: _Group) -> float:
        earliest: dict[str, int] = {}
        for number in group.members:
            for one in self.statements[number].citations:
                place = self.places[one.story, one.start]
                earliest[one.story] = min(place, earliest.get(one.story, place))
        early = [1 - place / len(self.starts[story]) for story, place in earliest.items()]
        openings = sum([FADES**place for _, place in sorted(earliest.items())])
        return (
            group.voices
            + EARLY * sum(sorted(early)) / len(early)
            + OPENING * openings
            + min(group.coherence, 0.5)
            - 0.5 * self.flaws[lead]
        )

    def _blocks(self, of: Collection[int]) -> dict[int, list[int]]:
        """For each member what is read with it: what it hangs on before it, what hangs on it behind it.

        Statements of other points stay there.
        """
        before = self._antecedents()
        member = {number: number for number in of}
        blocks = {number: [number] for number in of}
        for number in sorted(of):
            at = number
            for _ in range(CARRIED):
                at = before.get(at, at)
                if at in member:
                    break
                member[at] = number
                blocks[number].insert(0, at)
        for at in sorted(before, key=lambda at: (self.heard[at].story, self.heard[at].place)):
            if at not in member and before[at] in member:
                number = member[at] = member[before[at]]
                blocks[number].append(at)
        return blocks

    def _antecedents(self) -> dict[int, int]:
        """For each statement that hangs on the sentence before it the statement that holds that one."""
        found = {}
        for at, (line, hanging) in enumerate(zip(self.heard, self.hanging, strict=True)):
            if line.place and hanging:
                story = self.statements[at].citations[0].story
                before = self.holder[story, self.starts[story][line.place - 1]]
                if before != at:
                    found[at] = before
        return found


def linked(alike: Mapping[tuple[int, int], float], homes: Sequence[int]) -> list[list[int]]:
    """Groups of things by average linkage over the pairs of different homes, down to `SAME_POINT`.

    `alike` has the likeness of pairs of two homes, the lower number first; a pair that is missing counts 0.
    Things of one home neither help nor hinder. Groups and their members rise by number.

    >>> linked({(0, 1): 0.4, (1, 2): 0.3, (0, 2): 0.0}, [0, 1, 2])
    [[0, 1], [2]]
    """
    groups = {at: [at] for at in range(len(homes))}
    sums: defaultdict[int, dict[int, float]] = defaultdict(dict)
    """The summed likeness of each two groups."""
    for (one, other), value in alike.items():
        sums[one][other] = sums[other][one] = value
    heap = [(-value, *pair) for pair, value in alike.items() if value >= SAME_POINT]
    heapq.heapify(heap)
    for fresh in count(len(homes)):
        while heap and not (heap[0][1] in groups and heap[0][2] in groups):
            heapq.heappop(heap)
        if not heap:
            break
        _, *pair = heapq.heappop(heap)
        members = [at for each in pair for at in groups.pop(each)]
        held = Counter([homes[at] for at in members])
        near: dict[int, float] = {}
        for old in pair:
            for third, value in sums.pop(old).items():
                if third in groups:
                    near[third] = near.get(third, 0.0) + value
        for third, value in near.items():
            sums[third][fresh] = value
            others = groups[third]
            cross = len(members) * len(others) - sum([held[homes[at]] for at in others])
            if (average := round(value / cross, 9)) >= SAME_POINT:
                heapq.heappush(heap, (-average, third, fresh))
        groups[fresh], sums[fresh] = sorted(members), near
    return sorted(groups.values())


def hangs(text: str, found: Sequence[Token], spoken: str) -> bool:
    """Whether a sentence hangs on the one before it: a pronoun, a bare quotation, an opener such as But."""
    if leans(text, found, spoken) or _is_torn_quotation(text):
        return True
    if found and found[0].start <= 1 and _head(text, found[:1])[0] in language(spoken).words.opener:
        return True
    # According to her, like them: a pronoun before an early comma.
    comma = len(text.partition(",")[0])
    return any(token.end == comma and token.bits & lexicon.PRONOUN for token in found[:CAPTION_HEAD])


def _head(text: str, found: Iterable[Token]) -> list[str]:
    return [text[token.start : token.end].lower() for token in found]


def _is_caption(text: str, found: Sequence[Token], spoken: str) -> bool:
    return not language(spoken).words.caption.isdisjoint(_head(text, found[:CAPTION_HEAD]))


def _is_torn_quotation(text: str) -> bool:
    """Whether the words are quoted and nobody is named who says them."""
    if text.count('"') % 2 or (text.count("“") != text.count("”") != 0 and "„" not in text):
        return True
    if text[:1] not in _OPENING_MARKS:
        return False
    return not any(word[0].isupper() for word in _LETTERS.findall(_QUOTATION.sub(" ", text)))


def _flaws(text: str, found: Sequence[Token]) -> float:
    """What speaks against a sentence as the beginning of a point, by itself."""
    bare = text.rstrip().rstrip(_CLOSING)
    flaws = (
        (not FEWEST_WORDS <= len(found) <= MOST_WORDS)
        + (not bare.endswith(_ENDS))
        + 0.5 * bare.endswith(("?", "？", "؟"))
    )
    if quoted := _OPENS_QUOTED.match(text):
        # "…," he said: nobody knows who.
        behind = [token for token in found if token.start >= quoted.end()][:SPEAKER]
        flaws += any(token.bits & lexicon.PRONOUN for token in behind)
    return flaws + bool(found and found[-1].bits & lexicon.PRONOUN)


Wording = tuple[str, str, str | None]
"""A sentence with its language and the day of its report."""


def compared(lead: Wording, other: Wording) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Return the spans of another wording whose number, day or name a lead has not, and whether they part.

    They do where both have a figure, or both a day, that the other has not. For a reader to compare: no claim
    that they clash.

    >>> compared(("Nine boats sank.", "en", None), ("In all, 11 boats were lost.", "en", None))
    (((8, 10),), True)
    >>> compared(("Nine boats sank.", "en", None), ("Nine of 40 boats were lost.", "en", None))
    (((8, 10),), False)
    """
    ours, theirs = tokens(*lead), tokens(*other)
    known = {token.key for token in ours}
    text = other[0]
    names = not language(other[1]).grammar.capital_nouns
    found: list[tuple[int, int]] = []
    for place, token in enumerate(theirs):
        value = token.bits & (NUMBER | DAY)
        name = names and place and token.capital and token.weight
        if token.key in known or not (value or (name and not _after_stop(text, token.start))):
            continue
        if found and text[found[-1][1] : token.start] == " " and not value:
            found[-1] = (found[-1][0], token.end)
        else:
            found.append((token.start, token.end))
    values = [
        [{token.key for token in each if token.bits & kind} for each in (ours, theirs)]
        for kind in (NUMBER, DAY)
    ]
    return tuple(found), any(mine - yours and yours - mine for mine, yours in values)


def _after_stop(text: str, start: int) -> bool:
    """Whether a capital stands at the head of a sentence or quotation rather than at that of a name."""
    return text[:start].rstrip()[-1:] in ('.!?:…"“„«‘(')
