"""What speaks against two like stories being of one event, or for it, whatever their words.

Two fires told by one template, two matches of a series, two people of one name: such stories share most of
their words. What tells them apart is what one has in the place of what the other has. `SIGNS` is the table
of all that is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from msgspec import Struct

from sitegen.group.features import YEAR
from sitegen.group.profile import Profile
from sitegen.model import lazy
from sitegen.text.lexicon import term

ALIKE, ALIKE_UNSPACED = 0.55, 0.33
"""Least Dice coefficient of the words of two sentences that say one thing of two subjects; the second where
words are pairs of characters, of which an exchanged name takes more. Fitted on folders of look-alikes."""

LEAST_WORDS = 4
"""Words of the shortest sentence that can be like another; judgement: of three one exchanged is a third."""

LIKE_SENTENCES = 2
"""Like sentences from which two stories are told alike. Judgement: one may be a stock phrase."""

A_SENTENCE, MOST_SENTENCES = 0.6, 4
"""What each further exchanged sentence adds to what a template says, as a share, and the most that count.
Fitted with the weights of `SIGNS`."""

HALF_THE_NAMES, NEARLY_ALL, ALL_NAMES = 0.5, 0.9, 1.6
"""Shares of the names of both leads that the other story lacks from which other names speak against one
event, and from which they count so many times. Fitted with the weights of `SIGNS`."""

ALIKE_HEADLINES = 0.5
"""Least Dice coefficient of two headlines that are one but for what they exchange. Fitted likewise."""

MANY_FIGURES = 3
"""Numbers that each of two stories has alone, at least and for each that both have, for them to give other
figures throughout. Fitted likewise."""

STRANGE_SUBJECT = 2.5
"""How often the headlines' other names count where one story lacks all that the other opens with; fitted
likewise."""

MENTIONED, ANY_AGE = 0.4, 0.5
"""How often a shared key counts that one story only mentions, and unlike ages of nobody named. Fitted
likewise; of 175 pairs of one event whose leads both give ages 11 give none in common (a victim's and a
suspect's)."""

YEARS = 2
"""Years between two ages that are not one person's; judgement: one may have had a birthday."""

OTHER_ACT, OTHER_ACT_OF_OUTLET, OPENING, FOLLOWED = 0.3, 0.4, 4, 3
"""The most that the later opening, or either of one outlet's, shares with the other story, names aside, where
they tell of other acts; terms that such an opening has at least; and days from which another day alone says
so. Of 10 pairs of one outlet's reports of one event the better share is .56 and more, of the few reports of
one event three days and more apart .46 and more."""

IN_ONE_SENTENCE, OF_THE_OPENING = 0.5, 0.6
"""Shares of what two stories have in common that one sentence of the later one says, and that the earlier one
opens with, where the later one recalls it. Of 17 pairs of one event on two days none has more than .31 in one
sentence, of 4 of such recollections none less than .53."""

ALIKE_STORIES = 0.3
"""Cosine of two stories from which other names in the headlines speak against one event: one told in two
vocabularies has less, and its headlines often name the two sides of it. Of 111 pairs of one event with
headlines six have other names in them, none such that one story lacks all that the other opens with."""

WEEK = 7
"""Days of a week; ISO 8601."""

NAME_PAIRS, NAME_WORDS = (3, 8), (1, 2)
"""Pairs of characters in a row, fewest and most, that a name of two to four characters gives in a sentence,
and words of a name where letters have no capitals. Fitted on Chinese, Japanese and Korean folders."""

LEAD_NAMES = -0.5
"""Log-odds for leads whose names the other story all lacks; at -1 recall of independent reports falls."""

Sides = tuple[tuple[str, ...], tuple[str, ...]]
NONE: Sides = (), ()


class Evidence(Struct, frozen=True, gc=False):
    """One sign: its name, what it adds to the log-odds, and what each story has of it."""

    name: str
    value: float
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


class _Pair(NamedTuple):
    """Two like sentences, by their places, and what the one has in the place of what the other has."""

    one: int
    other: int
    names: Sides
    numbers: bool
    weekdays: bool
    changed: int
    """Words that only one of them has."""

    @property
    def exchanged(self) -> bool:
        return bool(self.names[0]) or self.numbers or self.weekdays

    @property
    def equal(self) -> bool:
        return self.changed <= 2 and not self.exchanged


class Meeting:
    """Two stories that came near each other, and what they have in the place of one another."""

    def __init__(self, one: Profile, other: Profile, cosine: float = 1.0) -> None:
        self.one, self.other, self.cosine = one, other, cosine
        self.ours, self.theirs = one.traits, other.traits
        self.names = one.names - other.weights.keys(), other.names - one.weights.keys()
        """Those of each that the other story lacks."""
        self.topics = _topics(one, other), _topics(other, one)
        self.numbers = one.numbers - other.numbers, other.numbers - one.numbers
        self.pairs = [self._compared(place, there) for place, there in _like_sentences(one, other)]
        self.exchanged = [pair for pair in self.pairs if pair.exchanged]
        self.named = [pair for pair in self.exchanged if pair.names[0]]
        equal = sum([pair.equal for pair in self.pairs])
        self.surplus = max(0, len(self.exchanged) - equal) if len(self.exchanged) > 1 else 0
        """How many more like sentences exchange contents than are equal: from 1 on it is one template."""
        self.one_outlet = bool(self.ours.outlet) and self.ours.outlet == self.theirs.outlet
        days = one.features.published, other.features.published
        self.days = days[0] - days[1] if all(days) else 0
        """Days from the other's publication to the one's; 0 where one has none."""
        # An outlet prints another's text with names of its own town: what it counts is the same.
        self.is_edited_copy = (
            self.ours.outlet != self.theirs.outlet
            and max(LIKE_SENTENCES, self._shorter / 2) <= equal
            and not any(pair.numbers or pair.weekdays for pair in self.pairs)
            and any(self.ours.numbers[pair.one] and not pair.equal for pair in self.pairs)
        )

    def _compared(self, place: int, there: int) -> _Pair:
        """Return two like sentences with what they exchange."""
        first, second = self.one.sentences[place], self.other.sentences[there]
        changed = len(first ^ second)
        if not changed:
            return _Pair(place, there, NONE, numbers=False, weekdays=False, changed=0)
        names = self._exchanged_names(place, there)
        if not names[0] and not self.ours.caseless and all(self.topics):
            ours, theirs = [
                tuple([topic for word, topic in topics.items() if word in words])
                for topics, words in zip(self.topics, (first, second), strict=True)
            ]
            names = _both(ours, theirs)
        days = self.ours.weekdays[place], self.theirs.weekdays[there]
        return _Pair(
            place,
            there,
            names,
            numbers=not (
                self.numbers[0].isdisjoint(self.ours.numbers[place])
                or self.numbers[1].isdisjoint(self.theirs.numbers[there])
            ),
            weekdays=bool(days[0] & ~days[1] and days[1] & ~days[0]),
            changed=changed,
        )

    def _exchanged_names(self, place: int, there: int) -> Sides:
        """The names in two sentences or headlines that the other story lacks, where both have some."""
        if self.ours.caseless:
            return _exchanged_runs(self.one, self.other, place, there)
        ours = tuple([name for name in self.ours.names[place] if name in self.names[0]])
        return _both(ours, tuple([name for name in self.theirs.names[there] if name in self.names[1]]))

    @property
    def _shorter(self) -> int:
        """Sentences of the shorter story."""
        return min(len(self.one.sentences), len(self.other.sentences)) - 1

    @lazy
    def kept(self) -> bool:
        """Whether half of the shorter story stands in the other by the letter."""
        return 2 * sum([not pair.changed for pair in self.pairs]) >= self._shorter

    @lazy
    def reworded(self) -> int:
        """How many sentences are like and not the same."""
        return sum([pair.changed > 0 for pair in self.pairs])

    @lazy
    def exchanged_names(self) -> Sides:
        """The names in like sentences of which each side's stand nowhere in the other story."""
        ours, theirs = [
            dict.fromkeys([name for pair in self.named for name in pair.names[side]]) for side in (0, 1)
        ]
        return tuple(ours), tuple(theirs)

    @lazy
    def alike(self) -> float:
        """Dice coefficient of the words of the headlines, 0 where a story has none."""
        one, other = self.one.title, self.other.title
        return 2 * len(one & other) / ((len(one) + len(other)) or 1)

    @lazy
    def headline_names(self) -> Sides:
        """The names that the headlines exchange."""
        return self._exchanged_names(0, 0)

    @lazy
    def versions(self) -> Sides:
        """The versions in the headlines, where they have none in common."""
        ours, theirs = self.ours.versions, self.theirs.versions
        return _both(ours, theirs) if not {*ours} & {*theirs} else NONE

    @lazy
    def marks(self) -> Sides:
        """Which of one series the stories are about, where it is not the same."""
        return _disjoint(self.ours.marks, self.theirs.marks)

    @lazy
    def moved_days(self) -> bool:
        """Whether the leads tell of unlike days that are as far from the day of publication."""
        ours, theirs = _day_told(self.one), _day_told(self.other)
        return bool(ours and theirs) and ours != theirs and ours - theirs == self.days

    @lazy
    def two_issues(self) -> bool:
        """Whether the headlines are alike but for the weekday or the version."""
        ours, theirs = self.ours.weekdays[0], self.theirs.weekdays[0]
        unlike = (ours & ~theirs and theirs & ~ours) or self.versions[0]
        return bool(unlike) and self.alike >= ALIKE_HEADLINES

    @lazy
    def shares_of_acts(self) -> tuple[float, float]:
        """Share by weight of what each opens with, names aside, that the other has; 1 of short openings."""
        names = self.one.names | self.other.names
        acts = [[each for each in story.parts[0] if each not in names] for story in (self.one, self.other)]
        if min(map(len, acts)) < OPENING:
            return 1.0, 1.0
        return _share(self.one, acts[0], self.other), _share(self.other, acts[1], self.one)

    @lazy
    def by_time(self) -> tuple[Profile, Profile] | None:
        """The later story, where it opens with another act of a later day, and the earlier one."""
        if not self.days:
            return None
        later, earlier = (self.one, self.other) if self.days > 0 else (self.other, self.one)
        if self.shares_of_acts[later is self.other] >= OTHER_ACT or _day_told(later) <= _day_told(earlier):
            return None
        return later, earlier


def _share(story: Profile, act: Sequence[str], other: Profile) -> float:
    weights = story.weights
    return sum([weights[each] for each in act if each in other.weights]) / (
        sum(map(weights.__getitem__, act)) or 1
    )


def _day_told(story: Profile) -> int:
    """Return the last day of a lead up to publication; if there is none, the first that it looks forward to.

    A weekday of the past may be the next of its name (*the next draw is on Wednesday*).
    """
    days = story.traits.days
    return max([day for day in days if day <= story.features.published], default=min(days, default=0))


def _like_sentences(one: Profile, other: Profile) -> list[tuple[int, int]]:
    """Return the places of like sentences, each sentence in one pair at most, the likest first."""
    same = [words for words in one.places.keys() & other.places.keys() if len(words) >= LEAST_WORDS]
    likes = [(-1.0, one.places[words], other.places[words]) for words in same]
    ours = {*range(1, len(one.sentences))}.difference([place for _, place, _ in likes])
    theirs = {*range(1, len(other.sentences))}.difference([there for _, _, there in likes])
    leading = one.few & other.few if ours and theirs else ()
    holders: dict[int, list[int]] = {}
    for there in theirs:
        for word in other.sentences[there].intersection(leading):
            holders.setdefault(word, []).append(there)
    least = ALIKE_UNSPACED if one.traits.unspaced else ALIKE
    for place in ours:
        words = one.sentences[place]
        for there in {*chain.from_iterable([holders[word] for word in words & holders.keys()])}:
            told = other.sentences[there]
            dice = 2 * len(words & told) / (len(words) + len(told))
            if dice >= least and min(len(words), len(told)) >= LEAST_WORDS:
                likes.append((-dice, place, there))
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    for _, place, there in sorted(likes):
        if place not in taken and ~there not in taken:
            taken.update((place, ~there))
            found.append((place, there))
    return found


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> Sides:
    return (one, other) if one and other else NONE


def _topics(one: Profile, other: Profile) -> dict[int, str]:
    """Return the topics of a story that the other one does not know."""
    topics = [(word, topic) for word, topic in one.traits.topics if topic not in other.weights]
    return {word: topic for word, topic in topics if word not in other.words}


def _exchanged_runs(one: Profile, other: Profile, place: int, there: int) -> Sides:
    """Return a blank for each name that two sentences without capitals have in the same place."""
    run = NAME_PAIRS if one.traits.unspaced else NAME_WORDS
    ours, theirs = _gaps(one.orders[place], other.words, run), _gaps(other.orders[there], one.words, run)
    blanks = ("",) * len(ours & theirs)
    return blanks, blanks


def _gaps(order: Sequence[int], known: frozenset[int], run: tuple[int, int]) -> set[tuple[int, int]]:
    """Return the neighbours of the runs of words, as long as a name, that the other story lacks."""
    found: set[tuple[int, int]] = set()
    start = 0
    for at in range(len(order) + 1):
        if at < len(order) and order[at] not in known:
            continue
        edges = (start == 0) + (at == len(order)) if run is NAME_PAIRS else 0
        if at > start and run[0] <= at - start + edges <= run[1]:
            before, behind = order[start - 1] if start else 0, order[at] if at < len(order) else 0
            if before or behind:
                found.add((before, behind))
        start = at + 1
    return found


def _lacking(one: Profile, other: Profile) -> float:
    """Share of the names of each lead that the other story lacks, the smaller of the two."""
    ours, theirs = one.lead_names, other.lead_names
    if not ours or not theirs:
        return 0.0
    known, their_known = one.weights, other.weights
    return min(
        sum([name not in their_known for name in ours]) / len(ours),
        sum([name not in known for name in theirs]) / len(theirs),
    )


def _disjoint(one: Sequence[str], other: Sequence[str]) -> Sides:
    """Return the values of a kind of which two lists of ``kind value`` have none in common."""
    if not one or not other:
        return NONE
    ours, theirs = _by_kind(one), _by_kind(other)
    for kind in sorted(ours.keys() & theirs.keys()):
        if ours[kind].isdisjoint(theirs[kind]):
            return tuple(sorted(ours[kind])), tuple(sorted(theirs[kind]))
    return NONE


def _by_kind(listed: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in listed:
        found.setdefault(each.partition(" ")[0], set()).add(each)
    return found


def _apart(one: Iterable[int], other: Sequence[int]) -> bool:
    """Whether two stories give ages, and none of the one is near one of the other."""
    gaps = [abs(first - second) for first in one for second in other]
    return bool(gaps) and min(gaps) >= YEARS


Found = tuple[float, Sides] | None
"""How often a sign counts, and what each story has of it."""


def _key(met: Meeting) -> Found:
    keys = _disjoint(met.ours.head_keys, met.theirs.head_keys)
    return (1, keys) if keys[0] else None


def _shared_key(met: Meeting) -> Found:
    common = tuple(sorted({*met.ours.keys}.intersection(met.theirs.keys)))
    if not common or _key(met):
        return None
    heads = shared_keys(met.one.features.keys, met.other.features.keys)
    return 1 if heads else MENTIONED, (common, common)


def _mark(met: Meeting) -> Found:
    if not met.marks[0]:
        return None
    told_alike = (
        len(met.pairs) >= LIKE_SENTENCES or _disjoint(met.ours.title_marks, met.theirs.title_marks)[0]
    )
    undated = not (met.one.features.published or met.other.features.published)
    # Editions are told by their year: the 2026 race.
    by_year = all(len(mark.rpartition(" ")[2]) == YEAR for marks in met.marks for mark in marks)
    return (1, met.marks) if told_alike or (undated and by_year) else None


def _version(met: Meeting) -> Found:
    return (1, met.versions) if met.versions[0] else None


def _age(met: Meeting) -> Found:
    ours, theirs = _by_kind(met.ours.ages), _by_kind(met.theirs.ages)
    for name in sorted(ours.keys() & theirs.keys()):
        years = [[int(age.rpartition(" ")[2]) for age in ages] for ages in (ours[name], theirs[name])]
        if _apart(*years):
            return 1, (tuple(sorted(ours[name])), tuple(sorted(theirs[name])))
    return None


def _any_age(met: Meeting) -> Found:
    if not _apart(met.ours.lead_ages, met.theirs.lead_ages) or _age(met):
        return None
    mine, their = tuple(map(str, met.ours.lead_ages)), tuple(map(str, met.theirs.lead_ages))
    exchanged = any(
        pair.numbers
        and not {*mine}.isdisjoint(met.ours.numbers[pair.one])
        and not {*their}.isdisjoint(met.theirs.numbers[pair.other])
        for pair in met.pairs
    )
    return 1 if exchanged else ANY_AGE, (mine, their)


def _template(met: Meeting) -> Found:
    if not met.surplus or not met.named:
        return None
    return 1 + A_SENTENCE * min(MOST_SENTENCES, met.surplus), met.exchanged_names


def _figures(met: Meeting) -> Found:
    """Like sentences that give hardly anything but other numbers: two quakes off one coast."""
    if not met.surplus or met.named:
        return None
    ours = {number for pair in met.exchanged for number in met.ours.numbers[pair.one]}
    theirs = {number for pair in met.exchanged for number in met.theirs.numbers[pair.other]}
    least = min(len(ours - met.other.numbers), len(theirs - met.one.numbers))
    return (1, NONE) if least >= MANY_FIGURES * max(1, len(ours & theirs)) else None


def _series(met: Meeting) -> Found:
    """Two issues of one series, by unlike marks or versions, or unlike days at one distance."""
    if not met.surplus and not met.two_issues:
        return None
    sides = met.marks if met.marks[0] else met.versions
    return (1, sides) if sides[0] or met.moved_days else None


def _names(met: Meeting) -> Found:
    if not met.named:
        return None
    lacking = float(met.named[0].one == 1) if met.ours.caseless else _lacking(met.one, met.other)
    if lacking < HALF_THE_NAMES:
        return None
    return ALL_NAMES if lacking >= NEARLY_ALL else 1, met.exchanged_names


def _headline_names(met: Meeting) -> Found:
    return (1, met.headline_names) if met.named and met.headline_names[0] else None


def _headline(met: Meeting) -> Found:
    one, other = met.one, met.other
    opened = any(pair.one == pair.other == 1 for pair in met.named)
    reworded = opened and one.title - other.words and other.title - one.words
    alike = met.alike >= ALIKE_HEADLINES and (met.headline_names[0] or reworded)
    return (1, met.headline_names) if alike or met.two_issues else None


def _shape(met: Meeting) -> Found:
    ours, theirs = met.ours, met.theirs
    if not (met.one_outlet and met.reworded and ours.prefix and ours.prefix == theirs.prefix):
        return None
    # A name before the colon is whom the news is about, unless it comes week by week.
    column = abs(met.days) >= WEEK - 1 or not any(term(word) in ours.names[0] for word in ours.prefix.split())
    return (1, ((ours.prefix,), (theirs.prefix,))) if column and met.alike < 1 else None


def _column(met: Meeting) -> Found:
    if not (met.one_outlet and met.days) or met.kept:
        return None
    moved = met.reworded >= LIKE_SENTENCES and met.moved_days
    weekly = met.days % WEEK == 0 and (met.alike >= ALIKE_HEADLINES or moved)
    return (1, NONE) if met.alike == 1 or weekly else None


def _act(met: Meeting) -> Found:
    """A story's event is the act of its headline and its first sentence; the rest may be background."""
    one_outlet = met.one_outlet and max(met.shares_of_acts) < OTHER_ACT_OF_OUTLET
    followed = met.by_time and abs(met.days) >= FOLLOWED and met.moved_days
    return (1, NONE) if one_outlet or followed else None


def _background(met: Meeting) -> Found:
    """One sentence behind the first says most of what is shared with the opening of the earlier story."""
    if not met.by_time:
        return None
    later, earlier = met.by_time
    shared = later.weights.keys() & earlier.weights.keys()
    weights = {each: later.weights[each] * earlier.weights[each] for each in shared}
    total = sum(weights.values()) or 1
    opened = sum([weights[each] for each in earlier.parts[0] if each in shared])
    most = max([sum([weights.get(each, 0) for each in part]) for part in later.parts[1:]], default=0)
    return (1, NONE) if most >= IN_ONE_SENTENCE * total and opened >= OF_THE_OPENING * total else None


def _subject(met: Meeting) -> Found:
    """Headlines that name whom the other story does not open with.

    Such a story may tell of the other's event all the same, but as what went before: *as in Velmont*.
    """
    if met.cosine < ALIKE_STORIES or met.ours.capital_nouns:
        return None
    one, other = met.one, met.other
    ours = tuple([name for name in met.ours.names[0] if name not in other.opening])
    theirs = tuple([name for name in met.theirs.names[0] if name not in one.opening])
    if not ours or not theirs:
        return None
    strange = {*met.ours.names[0]}.isdisjoint(met.theirs.names[0]) and (
        one.opening.keys().isdisjoint(other.weights) or other.opening.keys().isdisjoint(one.weights)
    )
    return STRANGE_SUBJECT if strange else 1, (ours, theirs)


class Sign(NamedTuple):
    """A kind of evidence."""

    name: str
    weight: float
    """What it adds to the log-odds of one event each time that it counts."""
    find: Callable[[Meeting], Found]
    words: str
    """What it tells a person; only what stands before the colon where there is nothing to name."""
    of_copies: bool = False
    """Whether it speaks of edited copies too."""


SIGNS = (
    Sign("key", -14.0, _key, "other keys: {one} here, {other} there", of_copies=True),
    Sign("shared key", 5.0, _shared_key, "both have the key {one}", of_copies=True),
    Sign("mark", -4.0, _mark, "two of one series: {one} here, {other} there", of_copies=True),
    Sign("version", -3.0, _version, "other versions: {one} here, {other} there", of_copies=True),
    Sign("age", -6.0, _age, "one name, two people: {one} here, {other} there", of_copies=True),
    Sign("any age", -6.0, _any_age, "unlike ages: {one} here, {other} there", of_copies=True),
    Sign(
        "lead names",
        LEAD_NAMES,
        lambda met: (_lacking(met.one, met.other), NONE),
        "the openings name other people and places",
        of_copies=True,
    ),
    Sign("template", -2.5, _template, "told by one template, with other names: {one} here, {other} there"),
    Sign("figures", -6.0, _figures, "told by one template, with other figures throughout"),
    Sign("series", -6.0, _series, "two issues of one series: {one} here, {other} there"),
    Sign("names", -2.0, _names, "like sentences with other names: {one} here, {other} there"),
    Sign(
        "headline names",
        -1.5,
        _headline_names,
        "like sentences, and other names in the headlines: {one} here, {other} there",
    ),
    Sign(
        "headline",
        -4.0,
        _headline,
        "one headline, with another name or weekday in it: {one} here, {other} there",
    ),
    Sign("shape", -6.0, _shape, "two items of one column, {one}"),
    Sign("column", -6.0, _column, "two issues of one column"),
    Sign("act", -8.0, _act, "their headlines and first sentences tell of other things"),
    Sign(
        "background",
        -5.0,
        _background,
        "what they share is background in the later one, whose headline tells of another thing",
    ),
    Sign("subject", -2.0, _subject, "the headlines name others: {one} here, {other} there"),
)
"""Every kind of evidence. The weights were chosen on stories that look alike, two of an event's kind in a
folder, and on reports of one event by independent newsrooms: of 4,900 pairs of one event above the threshold
they turn 2.7 %, nearly all by the names of the leads, of those of two events 17.7 %; of 129 folders of
look-alikes 124 come out right."""


def evidence(one: Profile, other: Profile, cosine: float) -> tuple[Evidence, ...]:
    """Return what speaks for or against one event; `cosine` is how much the stories have in common."""
    met = Meeting(one, other, cosine)
    found = [(sign, sign.find(met)) for sign in SIGNS if sign.of_copies or not met.is_edited_copy]
    return tuple(
        [Evidence(sign.name, sign.weight * told[0], *told[1]) for sign, told in found if told and told[0]]
    )


def shared_keys(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two stories have a key in common."""
    return bool(one and other) and not {*one}.isdisjoint(other)


def lead_names(one: Profile, other: Profile) -> float:
    """Return what the names of two leads add to the log-odds; never above 0."""
    return LEAD_NAMES * _lacking(one, other)


def is_template(one: Profile, other: Profile) -> bool:
    """Whether two stories have one template: more like sentences exchange what is in them than are equal."""
    return Meeting(one, other).surplus > 0
