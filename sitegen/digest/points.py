"""What several sources tell of one thing, shown as one thing: the points of a digest, and its lede.

A point is a group of shown statements. It is a way of showing them, not a claim that they are equal: no
statement is dropped, reworded or cited for it, and each stands in one point at most. Points hang on the
digest's statements and sources alone, so any order of the files gives the same.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from sitegen.compare.likeness import SAME_POINT, Heard, Likeness
from sitegen.digest.order import leans
from sitegen.digest.relays import by_place, witnesses
from sitegen.digest.stages import SHORT, toll, unlike
from sitegen.languages import language
from sitegen.lazy import lazy
from sitegen.model import Point, Relay, Source, Statement
from sitegen.text import lexicon, meanings
from sitegen.text.lexicon import term
from sitegen.text.tokens import DAY, NUMBER, Token, tokens

TWINS = 0.5
"""Likeness at least of two statements that cite each other: 292 of 293 such pairs then stand together."""

FIRM = 0.21
"""Coherence below which a group is taken apart again.

The mean over its members of the best likeness to another source's. Read on forty digests of real news: of
groups above .23 eleven of twelve were of one thing, below it eight of twenty-six.
"""

LISTED_FIRM, MOST_LISTED = 0.23, 7
"""Coherence from which on a point may be listed first, and how many are; an eighth held .03 more facts."""

SIGHT, FEWEST_LISTED = 0.14, 4
"""Share of the digest's words that the lede and the listed points hold at most; points listed all the same.

Seven points hold a ninth to a seventh of the words of reports of usual length, and of three short ones more
than a fifth: there fewer tell the news. Measured on reports of usual length.
"""

OF_SOURCES, OF_COMMON, OF_LENGTH, OF_FLAWS = 0.1, 0.3, 0.003, 0.6
"""Beside likeness, what makes a lead: sources, the share of what is said twice; words and flaws take away.

Without the flaws 2.7 leads of a digest of independent reports hang on a sentence that is not there.
"""

LEDE_FROM, NEXT_PLACE, LEDE_WITNESSES = 4, 0.7, 2
"""Opening sentences of a story that may be the lede; factor a place further down; openings compared with.
Measured: it tells a fact of the lead of 24 of 25 events, 17 of them real news."""

OF_VOICES, LEDE_FLAWS, LEDE_WORDS = 0.1, 0.5, 10
"""What a voice adds to a lede and a flaw takes; words below which it is flawed.
Measured with `LEDE_FROM`."""

EARLY, OPENING, FADES = 0.5, 0.5, 0.6
"""In the rank of a point: how early its sources tell it; how near their top, and its factor a place.
Measured on rewrites: the list holds .54 of the facts of the leads, by voices alone .22."""

FEWEST_WORDS, MOST_WORDS = 7, 80
"""Words below which a sentence is a heading or a scrap, and above which it is a paragraph or a list.
Judgement."""

CARRIED = 2
"""Statements that a member brings along, at most, for the words that it hangs on; judgement."""

_OPENING_MARKS = "\"“„«‘'"
_QUOTATION = re.compile(r"“[^”]*”?|\"[^\"]*\"?|„[^“”]*[“”]?|«[^»]*»?|(?<!\w)[‘'][^’']*[’']")
_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "۔")
_CLOSING = " \"”“»’')]"
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
    return _Outline(statements, sources, relays, title, current).found()


class _Candidate(Struct, frozen=True):
    """A statement's words, ready to be judged as the beginning of a point."""

    text: str
    language: str
    tokens: tuple[Token, ...]

    @property
    def words(self) -> int:
        return len(self.tokens)

    def head(self, count: int) -> list[str]:
        """The first words in small letters."""
        return [self.text[token.start : token.end].lower() for token in self.tokens[:count]]


def _told_words(line: _Candidate) -> frozenset[str]:
    """What a sentence tells of those that it names: its words but for names and offices, by meaning.

    Sentences that share nothing else are no tellings of one thing: without, 51 of 232 members of points of
    invented news and 17 of 115 of rewrites tell no fact of their lead, with it 43 of 219 and 11 of 105.
    """
    offices, classes = language(line.language).frames.office, meanings.fields(line.language)
    return frozenset(
        classes.get(token.key) or term(token.key)
        for place, token in enumerate(line.tokens)
        if token.weight
        and not (token.capital and place)
        and line.text[token.start : token.end].lower() not in offices
    )


class _Outline:
    """The statements of a digest by number, and how alike they are."""

    def __init__(
        self,
        statements: Sequence[Statement],
        sources: Sequence[Source],
        relays: Sequence[Relay],
        title: str,
        current: Collection[str],
    ) -> None:
        self.title, self.current = title, current
        self.statements = statements
        self.relays = by_place(relays)
        self.numbers = {source.story: at for at, source in enumerate(sources)}
        self.voice = {source.story: source.voice for source in sources}
        self.places = _places(statements)
        self.lengths = {story: len(starts) for story, starts in self.places.items()}
        languages = {source.story: source.language for source in sources}
        published = {source.story: source.published for source in sources}
        heard, self.lines = [], []
        for statement in statements:
            shown = statement.citations[0]
            story, spoken = shown.story, languages[shown.story]
            place = self._place(story, shown.start)
            day = published[story]
            heard.append(Heard(shown.text, spoken, day, self.numbers[story], place, self.lengths[story]))
            self.lines.append(_Candidate(shown.text, spoken, tokens(shown.text, spoken, day)))
        self.heard = heard
        self.holder = _holders(statements)
        self.hanging = [hangs(line.text, line.tokens, line.language) for line in self.lines]
        self.flaws = [hanging + _flaws(line) for line, hanging in zip(self.lines, self.hanging, strict=True)]
        # Where one story has all statements, as where the others reprint it, no two are held together.
        pairs = self.likeness.pairs if len({one.story for one in heard}) > 1 else {}
        told = {at: _told_words(self.lines[at]) for at in set(chain.from_iterable(pairs))}
        self.alike = {
            pair: value for pair, value in pairs.items() if not told[pair[0]].isdisjoint(told[pair[1]])
        }
        for pair in _twins(statements, heard):
            self.alike[pair] = max(TWINS, self.alike.get(pair, 0.0))
        self.several = [len(statement.stories) > 1 for statement in statements]

    @lazy
    def likeness(self) -> Likeness:
        """How alike the statements are."""
        return Likeness(self.heard)

    def found(self) -> Outline:
        groups = [
            group
            for group in linked(self.alike, [one.story for one in self.heard])
            if len(group) > 1 and self._coherence(group) >= FIRM
        ]
        together = {number for group in groups for number in group}
        groups += [[at] for at, several in enumerate(self.several) if several and at not in together]
        of = {number: group for group in groups for number in group}
        lede = self._lede(of)
        leads = {(self._lead(group) if lede not in group else lede): group for group in groups}
        listed = self._listed(leads, lede)
        blocks = self._blocks(of)
        points = tuple(
            self._point(lead, leads[lead], blocks, listed=lead in listed) for lead in sorted(leads)
        )
        return Outline(self.statements[lede].id, points)

    def _point(
        self, lead: int, group: Sequence[int], blocks: Mapping[int, Sequence[int]], *, listed: bool
    ) -> Point:
        ids = [one.id for one in self.statements]
        members = (lead, *(number for number in group if number != lead))
        read = [blocks.get(number, (number,)) for number in members]
        together = tuple(tuple(ids[at] for at in block) for block in read)
        return Point(
            tuple(ids[number] for number in members),
            self._voices(group),
            listed,
            together if any(len(block) > 1 for block in together) else (),
        )

    def _place(self, story: str, start: int) -> int:
        return bisect_left(self.places[story], start)

    def _voices(self, group: Iterable[int]) -> int:
        return len(witnesses([self.statements[number] for number in group], self.voice, self.relays))

    def _alike(self, one: int, other: int) -> float:
        return self.alike.get((min(one, other), max(one, other)), 0.0)

    def _coherence(self, group: Sequence[int]) -> float:
        """Mean of each member's best likeness to one of another source; 1 for a statement of several."""
        if len(group) == 1:
            return 1.0
        best = [max(self._alike(one, other) for other in group if other != one) for one in group]
        return sum(best) / len(best)

    def _lead(self, group: Sequence[int]) -> int:
        """The member in whose words the point is told first."""
        if len(group) == 1:
            return group[0]
        common = self._common(group)
        whole = sum(common.values())
        keys = self.likeness.keys

        def worth(one: int) -> float:
            near = sum([self._alike(one, other) for other in group if other != one])
            share = sum([common[key] for key in keys[one].keys() & common.keys()]) / whole if whole else 0.0
            said = OF_SOURCES * len(witnesses([self.statements[one]], self.numbers, self.relays))
            return (
                near
                + said
                + OF_COMMON * share
                - OF_LENGTH * self.lines[one].words
                - OF_FLAWS * self.flaws[one]
            )

        return max(group, key=lambda one: (round(worth(one), 9), -one))

    def _common(self, group: Sequence[int]) -> dict[str, float]:
        """The weight of what at least two sources of a group say."""
        homes: dict[str, set[int]] = {}
        weights: dict[str, float] = {}
        for one in group:
            for key, weight in self.likeness.keys[one].items():
                homes.setdefault(key, set()).add(self.heard[one].story)
                weights[key] = weight
        return {key: weights[key] for key, found in homes.items() if len(found) > 1}

    def _lede(self, of: Mapping[int, Sequence[int]]) -> int:
        """The statement that tells the news: an opening that the other stories open alike."""
        openings = {
            story: [(self.holder[story, start], place) for place, start in enumerate(starts[:LEDE_WITNESSES])]
            for story, starts in self.places.items()
        }

        def worth(one: int) -> float:
            mine = self.heard[one]
            alike = 1 + sum(
                max([NEXT_PLACE**place * (at == one or self._alike(one, at)) for at, place in others])
                for story, others in sorted(openings.items())
                if self.numbers[story] != mine.story
            )
            words = self.lines[one].words
            flaws = self.flaws[one] + (FEWEST_WORDS <= words < LEDE_WORDS)
            # Somebody's words tell less of an event than a report's own.
            flaws += 0.5 * bool(_OPENS_QUOTED.match(self.lines[one].text))
            voices = self._voices(of.get(one, (one,)))
            return NEXT_PLACE**mine.place * alike + OF_VOICES * voices - LEDE_FLAWS * flaws

        candidates = [at for at, one in enumerate(self.heard) if one.place < LEDE_FROM]
        newest = [at for at in candidates if self.statements[at].citations[0].story in self.current]
        candidates = newest or candidates
        candidates = [at for at in candidates if self._agrees(self.lines[at])] or candidates
        return max(candidates, key=lambda one: (round(worth(one), 9), -one)) if candidates else 0

    def _agrees(self, line: _Candidate) -> bool:
        """Whether a sentence counts the dead, hurt or missing as the headline does, where both count them."""
        told = toll(self.title, line.language)
        return not (told and unlike(toll(line.text, line.language, SHORT), told))

    def _listed(self, leads: Mapping[int, Sequence[int]], lede: int) -> set[int]:
        """Leads of the points that are most widely told and told earliest."""
        least = min(2, len(set(self.voice.values())))
        ranked = [
            (-round(self._rank(lead, group), 9), lead)
            for lead, group in leads.items()
            if lead != lede
            and self._voices(group) >= least
            and not self.hanging[lead]
            and not _is_caption(self.lines[lead])
            and self._coherence(group) >= LISTED_FIRM
        ]
        room = SIGHT * sum(line.words for line in self.lines) - self.lines[lede].words
        listed: set[int] = set()
        for _, lead in sorted(ranked)[:MOST_LISTED]:
            room -= self.lines[lead].words
            if room < 0 and len(listed) >= FEWEST_LISTED:
                break
            listed.add(lead)
        return listed

    def _rank(self, lead: int, group: Sequence[int]) -> float:
        earliest: dict[str, int] = {}
        for number in group:
            for one in self.statements[number].citations:
                place = self._place(one.story, one.start)
                earliest[one.story] = min(place, earliest.get(one.story, place))
        early = [1 - place / self.lengths[story] for story, place in earliest.items()]
        openings = sum([FADES**place for _, place in sorted(earliest.items())])
        return (
            self._voices(group)
            + EARLY * sum(sorted(early)) / len(early)
            + OPENING * openings
            + min(self._coherence(group), 0.5)
            - 0.5 * self.flaws[lead]
        )

    def _blocks(self, of: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
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
        for at, statement in enumerate(self.statements):
            shown = statement.citations[0]
            place = self._place(shown.story, shown.start)
            if place and self.hanging[at]:
                before = self.holder[shown.story, self.places[shown.story][place - 1]]
                if before != at:
                    found[at] = before
        return found


def _places(statements: Iterable[Statement]) -> dict[str, list[int]]:
    """For each story where its sentences begin that the digest holds, cited ones too; rising."""
    places: dict[str, set[int]] = {}
    for statement in statements:
        for one in statement.citations:
            places.setdefault(one.story, set()).add(one.start)
    return {story: sorted(starts) for story, starts in places.items()}


def _holders(statements: Sequence[Statement]) -> dict[tuple[str, int], int]:
    """For each sentence, by story and start, the statement that shows it, else the first that cites it."""
    holder = {(one.citations[0].story, one.citations[0].start): at for at, one in enumerate(statements)}
    for at, statement in enumerate(statements):
        for one in statement.citations:
            holder.setdefault((one.story, one.start), at)
    return holder


def _twins(statements: Sequence[Statement], heard: Sequence[Heard]) -> Iterable[tuple[int, int]]:
    """Pairs of statements of two sources that cite each other's words."""
    shown = {(one.citations[0].story, one.citations[0].start): at for at, one in enumerate(statements)}
    cited = {
        (at, shown[one.story, one.start])
        for at, statement in enumerate(statements)
        for one in statement.citations[1:]
        if (one.story, one.start) in shown
    }
    return sorted(
        (at, other)
        for at, other in cited
        if at < other and (other, at) in cited and heard[at].story != heard[other].story
    )


def linked(alike: Mapping[tuple[int, int], float], homes: Sequence[int]) -> list[list[int]]:
    """Groups of things by average linkage over the pairs of different homes, down to `SAME_POINT`.

    `alike` has the likeness of pairs of two homes, the lower number first; a pair that is missing counts 0.
    Things of one home neither help nor hinder. Groups and their members rise by number.

    >>> linked({(0, 1): 0.4, (1, 2): 0.3, (0, 2): 0.0}, [0, 1, 2])
    [[0, 1], [2]]
    """
    linkage = _Linkage(alike, homes)
    heap = [(-value, *pair) for pair, value in alike.items() if value >= SAME_POINT]
    heapq.heapify(heap)
    while heap:
        _, one, other = heapq.heappop(heap)
        if one in linkage.groups and other in linkage.groups:
            for pair in linkage.join(one, other):
                heapq.heappush(heap, pair)
    return sorted(linkage.groups.values())


class _Linkage:
    """Groups that are joined two by two, with the summed likeness between them."""

    def __init__(self, alike: Mapping[tuple[int, int], float], homes: Sequence[int]) -> None:
        self.groups = {at: [at] for at in range(len(homes))}
        self._homes = {at: {home: 1} for at, home in enumerate(homes)}
        self._sums: dict[int, dict[int, float]] = {at: {} for at in self.groups}
        self._fresh = len(homes)
        for (one, other), value in sorted(alike.items()):
            self._sums[one][other] = self._sums[other][one] = value

    def join(self, one: int, other: int) -> list[tuple[float, int, int]]:
        """Make one group of two; what may be joined with it next, as heap entries."""
        fresh = self._fresh
        self._fresh += 1
        self.groups[fresh] = sorted(self.groups.pop(one) + self.groups.pop(other))
        homes = self._homes[fresh] = dict(self._homes[one])
        for home, number in self._homes[other].items():
            homes[home] = homes.get(home, 0) + number
        near: dict[int, float] = {}
        for old in (one, other):
            for third, value in self._sums.pop(old).items():
                if third in self.groups:
                    near[third] = near.get(third, 0.0) + value
        self._sums[fresh] = near
        found = []
        for third, value in near.items():
            self._sums[third][fresh] = value
            average = round(value / _cross(homes, self._homes[third]), 9)
            if average >= SAME_POINT:
                found.append((-average, third, fresh))
        return found


def _cross(one: Mapping[int, int], other: Mapping[int, int]) -> int:
    """How many pairs of two groups have different homes."""
    same = sum([number * other.get(home, 0) for home, number in one.items()])
    return sum(one.values()) * sum(other.values()) - same


def hangs(text: str, found: Sequence[Token], spoken: str) -> bool:
    """Whether a sentence hangs on the one before it: a pronoun, a bare quotation, an opener such as But."""
    line = _Candidate(text, spoken, tuple(found))
    return leans(line) or _opens_with_link(line) or _opens_beside_pronoun(line) or _is_torn_quotation(line)


def _opens_with_link(line: _Candidate) -> bool:
    first = line.head(1)
    return bool(first) and line.tokens[0].start <= 1 and first[0] in language(line.language).words.opener


def _opens_beside_pronoun(line: _Candidate) -> bool:
    """Whether the words before an early comma end in a pronoun: According to her, Like them."""
    head = line.text.partition(",")[0]
    ends = [token for token in line.tokens[:CAPTION_HEAD] if token.end == len(head)]
    return bool(ends and ends[0].bits & lexicon.PRONOUN)


def _is_caption(line: _Candidate) -> bool:
    words = language(line.language).words.caption
    return not words.isdisjoint(line.head(CAPTION_HEAD))


def _is_torn_quotation(line: _Candidate) -> bool:
    """Whether the words are quoted and nobody is named who says them."""
    text = line.text
    if text.count('"') % 2 or (text.count("“") != text.count("”") != 0 and "„" not in text):
        return True
    if text[:1] not in _OPENING_MARKS:
        return False
    rest = _QUOTATION.sub(" ", text)
    return not any(word[:1].isupper() for word in re.findall(r"[^\W\d_]{2,}", rest))


SPEAKER = 2
"""Tokens behind a quotation among which its speaker stands: *he said*, *said he*; judgement."""

_OPENS_QUOTED = re.compile(r"\A\s*[\"“„«»‘'「『][^\"”“»«’」』]{8,}[\"”“»«’'」』]")
"""A quotation of some words at the beginning of a sentence."""


def _flaws(line: _Candidate) -> float:
    """What speaks against a sentence as the beginning of a point, beside that it hangs on another."""
    text = line.text.rstrip()
    flaws = float(not FEWEST_WORDS <= line.words <= MOST_WORDS)
    bare = text.rstrip(_CLOSING)
    flaws += not bare.endswith(_ENDS)
    flaws += _is_caption(line)
    flaws += 0.5 * bare.endswith(("?", "？", "؟"))
    if quoted := _OPENS_QUOTED.match(text):
        # "…," he said: nobody knows who.
        behind = [token for token in line.tokens if token.start >= quoted.end()][:SPEAKER]
        flaws += any(token.bits & lexicon.PRONOUN for token in behind)
    return flaws + bool(line.tokens and line.tokens[-1].bits & lexicon.PRONOUN)


def beyond(
    lead: tuple[str, tuple[str, str | None]], other: tuple[str, tuple[str, str | None]]
) -> tuple[tuple[int, int], ...]:
    """Spans of another wording whose number, day or name the lead has not; each with language and day.

    For a reader to compare: no claim that they clash.

    >>> beyond(("Nine boats sank.", ("en", None)), ("In all, 11 boats were lost.", ("en", None)))
    ((8, 10),)
    """
    known = {token.key for token in tokens(lead[0], *lead[1])}
    text, spoken = other
    names = not language(spoken[0]).grammar.capital_nouns
    found: list[tuple[int, int]] = []
    for place, token in enumerate(tokens(text, *spoken)):
        if token.key in known:
            continue
        value = token.bits & (NUMBER | DAY)
        if value or (
            names and place and token.capital and token.weight and not _after_stop(text, token.start)
        ):
            if found and text[found[-1][1] : token.start] == " " and not value:
                found[-1] = (found[-1][0], token.end)
            else:
                found.append((token.start, token.end))
    return tuple(found)


def unlike_values(
    lead: tuple[str, tuple[str, str | None]], other: tuple[str, tuple[str, str | None]]
) -> bool:
    """Whether both of two wordings have a figure, or both a day, that the other has not.

    >>> unlike_values(("Nine boats sank.", ("en", None)), ("In all, 11 boats were lost.", ("en", None)))
    True
    >>> unlike_values(("Nine boats sank.", ("en", None)), ("Nine of 40 boats were lost.", ("en", None)))
    False
    """
    ours, theirs = ([*tokens(text, *spoken)] for text, spoken in (lead, other))
    return any(
        mine - yours and yours - mine
        for kind in (NUMBER, DAY)
        for mine, yours in [[{token.key for token in each if token.bits & kind} for each in (ours, theirs)]]
    )


def _after_stop(text: str, start: int) -> bool:
    """Whether a capital stands at the head of a sentence or quotation rather than at that of a name."""
    return text[:start].rstrip()[-1:] in ('.!?:…"“„«‘(')
