"""What speaks against two like stories being of one event, or for it, whatever their words.

Two fires told by one template, two matches of a series, two people of one name: such stories share most of
their words. What tells them apart is what one has in the place of what the other has.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice, pairwise

from msgspec import Struct

from sitegen.group.traits import YEAR, Traits, unpacked
from sitegen.lazy import lazy
from sitegen.text.lexicon import term

ALIKE, ALIKE_UNSPACED = 0.55, 0.33
"""Least Dice coefficient of the words of two sentences that say one thing of two subjects; the second where
words are pairs of characters, of which an exchanged name takes more. Fitted on folders of look-alikes."""

FEW_SENTENCES = 3
"""Sentences of a story that may hold a word for it to lead from one sentence to a like one; of a long story a
quarter. Commoner ones are function words. Judgement, for speed."""

LEAST_WORDS = 4
"""Words of the shortest sentence that can be like another; judgement: of three one exchanged is a third."""

TEMPLATE, A_SENTENCE, MOST_SENTENCES = -2.5, -1.5, 4
SERIES = -6.0
NAMES, ALL_NAMES = -2.0, 1.6
HALF_THE_NAMES, NEARLY_ALL = 0.5, 0.9
HEADLINE_NAMES = -1.5
HEADLINE, ALIKE_HEADLINES = -4.0, 0.5
SHAPE = -6.0
KEY_APART, KEY_TOGETHER, KEY_MENTIONED = -14.0, 5.0, 2.0
MARK, LIKE_SENTENCES, VERSION = -4.0, 2, -3.0
AGE, ANY_AGE, YEARS = -6.0, -3.0, 2
COLUMN, DESK, UNLIKE_HEADS = -6.0, -8.0, 0.5
FIGURES, MANY_FIGURES = -6.0, 3
LEAD_NAMES = -0.5
SUBJECT, STRANGE_SUBJECT, LIKE_TITLES, ALIKE_TITLES = -2.0, -3.0, -2.0, 0.33
"""Log-odds of one event that each kind of evidence adds, and from where it counts.

Chosen on stories that look alike, two of an event's kind in a folder, and on reports of one event by
independent newsrooms: of 4,900 pairs of one event above the threshold they turn 2.7 %, nearly all by the
names of the leads, of those of two events 17.7 %; of 129 folders of look-alikes 124 come out right. Of 175
pairs of one event whose leads both give ages 11 give none in common (a victim's and a suspect's); columns,
notes of a desk and other figures turn none.
"""

ACT, OTHER_ACT, OTHER_ACT_OF_OUTLET, OPENING, FOLLOWED = -4.0, 0.3, 0.4, 4, 3
"""Log-odds for openings that tell of other acts; the most that the later opening, or either of one outlet's,
shares with the other story, names aside; terms that such an opening has at least; and days from which another
day alone says so. Of 10 pairs of one outlet's reports of one event the better share is .56 and more, of the
few reports of one event three days and more apart .46 and more."""

BACKGROUND, IN_ONE_SENTENCE, OF_THE_OPENING = -5.0, 0.5, 0.6
"""Log-odds for an event that the later story only recalls; shares of what the two have in common that one
sentence of it says, and that the earlier story opens with. Of 17 pairs of one event on two days none has more
than .31 in one sentence, of 4 of such recollections none less than .53."""

ALIKE_STORIES = 0.3
"""Cosine of two stories from which other names in the headlines speak against one event: one told in two
vocabularies has less, and its headlines often name the two sides of it.

Of 111 pairs of one event with headlines six have other names in them, none such that one story lacks all that
the other opens with.
"""

WEEK = 7
"""Days of a week; ISO 8601."""

CONVERSIONS = (1.609, 3.281, 2.205, 2.54, 1.094)
"""Kilometres in a mile, feet in a metre, pounds in a kilogram, centimetres in an inch, yards in a metre;
the international standard."""
NEAR = 0.04
"""Share by which a converted number may be rounded; judgement: 5 miles are 8 km."""

LONGEST_QUANTITY = 18
"""Digits of the longest number that is a quantity; Python refuses to read one of thousands. Judgement."""

NAME_PAIRS, NAME_WORDS = (3, 8), (1, 2)
"""Pairs of characters in a row, fewest and most, that a name of two to four characters gives in a sentence,
and words of a name where letters have no capitals. Fitted on Chinese, Japanese and Korean folders."""


class EvidenceKind(Struct, frozen=True, gc=False):
    """One kind of evidence: its name, what it adds to the log-odds, and what each story has of it."""

    name: str
    value: float
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


class Told:
    """The traits of a story, unpacked for comparing."""

    def __init__(self, traits: Traits, weights: Mapping[str, int]) -> None:
        self.traits = traits
        self.weights = weights
        """Weight of each term, in order of appearance."""

    @lazy
    def orders(self) -> list[array[int]]:
        """The words of each sentence, in order."""
        return list(map(unpacked, self.traits.sentences))

    @lazy
    def sentences(self) -> list[frozenset[int]]:
        """The words of each sentence."""
        return list(map(frozenset, self.orders))

    @lazy
    def sizes(self) -> list[int]:
        """How many words each sentence has, each counted once."""
        return list(map(len, self.sentences))

    @lazy
    def headline(self) -> array[int]:
        """The words of the headline, in order."""
        return unpacked(self.traits.title)

    @lazy
    def title(self) -> frozenset[int]:
        """The words of the headline."""
        return frozenset(self.headline)

    @property
    def title_terms(self) -> list[str]:
        """The terms of the headline."""
        return [*islice(self.weights, self.traits.bounds[0])]

    @lazy
    def places(self) -> dict[frozenset[int], list[int]]:
        """The sentences of each set of words, the last first."""
        found: dict[frozenset[int], list[int]] = {}
        for place in reversed(range(len(self.sentences))):
            found.setdefault(self.sentences[place], []).append(place)
        return found

    @lazy
    def few(self) -> frozenset[int]:
        """Words that few of its sentences hold."""
        most = max(FEW_SENTENCES, len(self.sentences) // 4)
        counts = Counter(chain.from_iterable(self.sentences))
        return frozenset([word for word, count in counts.items() if count <= most])

    @lazy
    def opening(self) -> tuple[str, ...]:
        """The names of its headline and its first sentence."""
        return tuple(dict.fromkeys([*self.traits.title_names, *chain(*self.traits.names[:1])]))

    @lazy
    def parts(self) -> list[list[str]]:
        """The terms that come up in the headline or the first sentence, and those new in each further one."""
        terms, bounds = [*self.weights], self.traits.bounds
        return [terms[start:end] for start, end in pairwise((0, *bounds[1:]))]

    def act(self, names: frozenset[str]) -> dict[str, int]:
        """Return what it opens with, names aside, with the weights."""
        return {term: self.weights[term] for term in self.parts[0] if term not in names}

    @lazy
    def names(self) -> frozenset[str]:
        """All its names."""
        return frozenset(chain(self.traits.title_names, *self.traits.names))

    @lazy
    def words(self) -> frozenset[int]:
        """All its words."""
        return frozenset(chain.from_iterable(self.sentences)) | self.title

    @lazy
    def numbers(self) -> frozenset[str]:
        """All its numbers."""
        return frozenset([number for found in self.traits.numbers for number, _ in found])

    def lacks(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return those of another story's names that stand nowhere in this one."""
        return tuple([name for name in names if name not in self.weights])


class _Pair(Struct, gc=False):
    """Two like sentences, and what the one has in the place of what the other has."""

    one: int
    other: int
    names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    numbers: bool = False
    weekdays: bool = False
    equal: bool = False

    @property
    def exchanged(self) -> bool:
        return bool(self.names[0]) or self.numbers or self.weekdays


def evidence(one: Told, other: Told, cosine: float) -> tuple[EvidenceKind, ...]:
    """Return what speaks for or against one event; `cosine` is how much the stories have in common."""
    pairs = _pairs(one, other)
    parts = [*_of_marks(one, other, pairs), EvidenceKind("lead names", lead_names(one, other))]
    if not _is_edited_copy(one, other, pairs):
        parts += [*_of_pairs(one, other, pairs), *_of_heads(one, other, pairs), *_of_acts(one, other)]
        if cosine >= ALIKE_STORIES:
            parts += _of_subjects(one, other)
    return tuple([part for part in parts if part.value])


def _is_edited_copy(one: Told, other: Told, pairs: Sequence[_Pair]) -> bool:
    """Whether an outlet prints another's text with names of its own town: what it counts is the same."""
    ours, theirs = one.traits, other.traits
    equal = sum([pair.equal for pair in pairs])
    return (
        ours.outlet != theirs.outlet
        and max(LIKE_SENTENCES, min(len(one.sentences), len(other.sentences)) / 2) <= equal
        and not any(pair.numbers or pair.weekdays for pair in pairs)
        and any(ours.numbers[pair.one] and not pair.equal for pair in pairs)
    )


def lead_names(one: Told, other: Told) -> float:
    """Return what the names of two leads add to the log-odds; never above 0."""
    return LEAD_NAMES * _lacking(one, other)


def _pairs(one: Told, other: Told) -> list[_Pair]:
    """Return the pairs of like sentences, each sentence in one at most, the likest first."""
    equal = _equal(one, other)
    taken = {place for place, _ in equal} | {~there for _, there in equal}
    ours = [place for place, size in enumerate(one.sizes) if size >= LEAST_WORDS and place not in taken]
    theirs = [there for there, size in enumerate(other.sizes) if size >= LEAST_WORDS and ~there not in taken]
    shared = one.words & other.words if ours and theirs else frozenset()
    leading = shared & other.few
    holders: dict[int, list[int]] = {}
    for there in theirs:
        for word in other.sentences[there] & leading:
            holders.setdefault(word, []).append(there)
    least = ALIKE_UNSPACED if one.traits.unspaced else ALIKE
    likes: list[tuple[float, int, int]] = []
    for place in ours:
        words = one.sentences[place] & shared
        rare = words & holders.keys()
        own, most = one.sizes[place], len(words) - len(rare)
        for there, common in Counter(chain.from_iterable(map(holders.__getitem__, rare))).items():
            sizes = own + other.sizes[there]
            if 2 * (common + most) >= least * sizes:
                dice = 2 * len(words & other.sentences[there]) / sizes
                if dice >= least:
                    likes.append((-dice, place, there))
    found = [_Pair(place, there, equal=True) for place, there in equal]
    for _, place, there in sorted(likes):
        if place not in taken and ~there not in taken:
            taken.update((place, ~there))
            found.append(_compared(one, other, place, there))
    return found


def _equal(one: Told, other: Told) -> list[tuple[int, int]]:
    """Return the pairs of sentences of the same words, each sentence in one at most."""
    left = {words: list(other.places[words]) for words in one.places.keys() & other.places.keys()}
    return [
        (place, left[words].pop())
        for place, words in enumerate(one.sentences)
        if len(words) >= LEAST_WORDS and left.get(words)
    ]


def _compared(one: Told, other: Told, place: int, there: int) -> _Pair:
    """Return two like sentences with what they exchange."""
    pair = _Pair(place, there)
    ours, theirs = one.traits, other.traits
    if ours.caseless:
        pair.names = _exchanged_runs(one, other, one.orders[place], other.orders[there])
    else:
        pair.names = _both(other.lacks(ours.names[place]), one.lacks(theirs.names[there]))
        if not pair.names[0]:
            pair.names = _both(_topics(one, other, place), _topics(other, one, there))
    pair.numbers = _unlike_numbers(
        ours.numbers[place], other.numbers, theirs.numbers[there]
    ) and _unlike_numbers(theirs.numbers[there], one.numbers, ours.numbers[place])
    first, second = ours.weekdays[place], theirs.weekdays[there]
    pair.weekdays = bool(first & ~second and second & ~first)
    pair.equal = not pair.exchanged and len(one.sentences[place] ^ other.sentences[there]) <= 2
    return pair


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (one, other) if one and other else ((), ())


def _topics(one: Told, other: Told, place: int) -> tuple[str, ...]:
    """Return the topics of a story in one of its sentences that the other story does not know."""
    return tuple(
        [
            term
            for known, term in one.traits.topics
            if known in one.sentences[place] and known not in other.words and term not in other.weights
        ]
    )


def _exchanged_runs(
    one: Told, other: Told, ours: Sequence[int], theirs: Sequence[int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names that two sentences or headlines without capitals have in the same place."""
    run = NAME_PAIRS if one.traits.unspaced else NAME_WORDS
    our_gaps, their_gaps = _gaps(ours, other.words, run), _gaps(theirs, one.words, run)
    common = sorted(our_gaps.keys() & their_gaps.keys())
    return _both(tuple([our_gaps[key] for key in common]), tuple([their_gaps[key] for key in common]))


def _headline_names(one: Told, other: Told) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names in each headline that the other story lacks, where both have some."""
    if one.traits.caseless:
        return _exchanged_runs(one, other, one.headline, other.headline)
    return _both(other.lacks(one.traits.title_names), one.lacks(other.traits.title_names))


def _gaps(order: Sequence[int], known: frozenset[int], run: tuple[int, int]) -> dict[tuple[int, int], str]:
    """Return the runs of words that the other story lacks, as long as a name, by their neighbours."""
    found: dict[tuple[int, int], str] = {}
    start = 0
    for at in range(len(order) + 1):
        if at < len(order) and order[at] not in known:
            continue
        edges = (start == 0) + (at == len(order)) if run is NAME_PAIRS else 0
        if at > start and run[0] <= at - start + edges <= run[1]:
            before, behind = order[start - 1] if start else 0, order[at] if at < len(order) else 0
            if before or behind:
                found[before, behind] = ""
        start = at + 1
    return found


Counted = Sequence[tuple[str, str]]
"""Numbers, each with the term behind it."""


def _unlike_numbers(ours: Counted, everywhere: frozenset[str], theirs: Counted) -> bool:
    """Whether one of our numbers is none of the other story, nor one of theirs in another unit or scale."""
    return any(
        number not in everywhere
        and not any(unit != their_unit and _converts(number, their) for their, their_unit in theirs)
        for number, unit in ours
    )


def _converts(one: str, other: str) -> bool:
    """Whether two numbers can be one quantity in two units or scales."""
    if max(len(one), len(other)) > LONGEST_QUANTITY:
        return False
    small, large = sorted((int(one), int(other)))
    if not small:
        return not large
    return large in {100 * small, 1000 * small} or any(
        abs(large / small / factor - 1) <= NEAR for factor in CONVERSIONS
    )


def _lacked(story: Told, terms: Sequence[str]) -> float:
    """Share of some terms that a story lacks."""
    return len(story.lacks(terms)) / len(terms) if terms else 0.0


def _lacking(one: Told, other: Told) -> float:
    """Share of the names of each lead that the other story lacks, the smaller of the two."""
    return min(_lacked(other, one.traits.lead_names), _lacked(one, other.traits.lead_names))


def is_template(one: Told, other: Told) -> bool:
    """Whether two stories have one template: more like sentences exchange what is in them than are equal."""
    return _surplus(_pairs(one, other)) > 0


def _surplus(pairs: Sequence[_Pair]) -> int:
    """Return how many more like sentences exchange contents than are equal; 0 where fewer than two do."""
    exchanged = sum([pair.exchanged for pair in pairs])
    return max(0, exchanged - sum([pair.equal for pair in pairs])) if exchanged > 1 else 0


def _of_pairs(one: Told, other: Told, pairs: Sequence[_Pair]) -> Iterable[EvidenceKind]:
    """Yield what like sentences with unlike contents say."""
    exchanged = [pair for pair in pairs if pair.exchanged]
    template = _surplus(pairs) > 0
    named = [pair for pair in exchanged if pair.names[0]]
    ours = tuple(dict.fromkeys([name for pair in named for name in pair.names[0]]))
    theirs = tuple(dict.fromkeys([name for pair in named for name in pair.names[1]]))
    if template and named:
        yield EvidenceKind(
            "template", TEMPLATE + A_SENTENCE * min(MOST_SENTENCES, _surplus(pairs)), ours, theirs
        )
    elif template and _are_other_figures(one, other, exchanged):
        yield EvidenceKind("figures", FIGURES)
    if (template or _one_headline_two_issues(one, other)) and (series := _series(one, other)):
        yield EvidenceKind("series", SERIES, *series)
    if not named:
        return
    lacking = float(named[0].one == 0) if one.traits.caseless else _lacking(one, other)
    if lacking >= HALF_THE_NAMES:
        yield EvidenceKind("names", NAMES * (ALL_NAMES if lacking >= NEARLY_ALL else 1), ours, theirs)
    heads = _headline_names(one, other)
    if heads[0]:
        yield EvidenceKind("headline names", HEADLINE_NAMES, *heads)


def _are_other_figures(one: Told, other: Told, pairs: Sequence[_Pair]) -> bool:
    """Whether like sentences give hardly anything but other numbers: two quakes off one coast."""
    ours = {number for pair in pairs for number, _ in one.traits.numbers[pair.one]}
    theirs = {number for pair in pairs for number, _ in other.traits.numbers[pair.other]}
    least = min(len(ours - other.numbers), len(theirs - one.numbers))
    return least >= max(MANY_FIGURES, MANY_FIGURES * len(ours & theirs))


def _of_subjects(one: Told, other: Told) -> Iterable[EvidenceKind]:
    """Yield what headlines say that name whom the other story does not open with.

    Such a story may tell of the other's event all the same, but as what went before: *as in Velmont*.
    """
    heads = one.opening, other.opening
    ours = tuple([name for name in one.traits.title_names if name not in heads[1]])
    theirs = tuple([name for name in other.traits.title_names if name not in heads[0]])
    if not ours or not theirs or one.traits.capital_nouns:
        return
    value = SUBJECT
    if not {*one.traits.title_names} & {*other.traits.title_names} and (
        len(other.lacks(heads[0])) == len(heads[0]) or len(one.lacks(heads[1])) == len(heads[1])
    ):
        value += STRANGE_SUBJECT
    if _likeness_of_titles(one, other) >= ALIKE_TITLES:
        value += LIKE_TITLES
    yield EvidenceKind("subject", value, ours, theirs)


def _likeness_of_titles(one: Told, other: Told) -> float:
    """Dice coefficient of the words of two headlines, 0 where a story has none."""
    return 2 * len(one.title & other.title) / ((len(one.title) + len(other.title)) or 1)


def _one_headline_two_issues(one: Told, other: Told) -> bool:
    """Whether two headlines are alike but for the weekday or the version."""
    ours, theirs = one.traits, other.traits
    days = ours.title_weekdays & ~theirs.title_weekdays and theirs.title_weekdays & ~ours.title_weekdays
    return bool(days or _unlike_versions(ours, theirs)) and _likeness_of_titles(one, other) >= ALIKE_HEADLINES


def _unlike_versions(ours: Traits, theirs: Traits) -> bool:
    return bool(ours.versions and theirs.versions) and not {*ours.versions} & {*theirs.versions}


def _series(one: Told, other: Told) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return what makes two stories issues of one series: unlike days at one distance, marks, versions."""
    ours, theirs = one.traits, other.traits
    if marks := _disjoint(ours.marks, theirs.marks):
        return marks
    if _unlike_versions(ours, theirs):
        return ours.versions, theirs.versions
    return ((), ()) if _moved_days(one, other) else None


def _moved_days(one: Told, other: Told) -> bool:
    """Whether the leads tell of unlike days that are as far from the day of publication."""
    ours, theirs = _day_told(one.traits), _day_told(other.traits)
    if not ours or not theirs or ours == theirs:
        return False
    return ours - one.traits.published == theirs - other.traits.published


def _day_told(story: Traits) -> int:
    """Return the last day of a lead up to publication; if there is none, the first that it looks forward to.

    A weekday of the past may be the next of its name (*the next draw is on Wednesday*).
    """
    past = [day for day in story.days if day <= story.published]
    return max(past) if past else min(story.days, default=0)


def _disjoint(one: Sequence[str], other: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the values of a kind of which two lists of ``kind value`` have none in common."""
    ours, theirs = _by_kind(one), _by_kind(other)
    for kind in sorted(ours.keys() & theirs.keys()):
        if not ours[kind] & theirs[kind]:
            return tuple([f"{kind} {value}" for value in sorted(ours[kind])]), tuple(
                [f"{kind} {value}" for value in sorted(theirs[kind])]
            )
    return None


def _by_kind(listed: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in listed:
        kind, _, value = each.partition(" ")
        found.setdefault(kind, set()).add(value)
    return found


def _of_heads(one: Told, other: Told, pairs: Sequence[_Pair]) -> Iterable[EvidenceKind]:
    """Yield what two like headlines say."""
    ours, theirs = one.traits, other.traits
    names = _headline_names(one, other)
    alike = _likeness_of_titles(one, other) >= ALIKE_HEADLINES
    opened = any(pair.one == pair.other == 0 and pair.names[0] for pair in pairs)
    reworded = opened and one.title - other.words and other.title - one.words
    if (alike and (names[0] or reworded)) or _one_headline_two_issues(one, other):
        yield EvidenceKind("headline", HEADLINE, *names)
    if ours.outlet and ours.outlet == theirs.outlet:
        yield from _of_one_outlet(one, other, pairs)


def _of_one_outlet(one: Told, other: Told, pairs: Sequence[_Pair]) -> Iterable[EvidenceKind]:
    """Yield what says that two stories are two items that an outlet tells in the same way."""
    ours, theirs = one.traits, other.traits
    unlike = [pair for pair in pairs if one.sentences[pair.one] != other.sentences[pair.other]]
    days = abs(ours.published - theirs.published) if ours.published and theirs.published else 0
    # A name before the colon is whom the news is about, unless it comes week by week.
    column = days >= WEEK - 1 or not any(term(word) in ours.title_names for word in ours.prefix.split())
    if unlike and column and ours.prefix and ours.prefix == theirs.prefix and one.title != other.title:
        yield EvidenceKind("shape", SHAPE, (ours.prefix,), (theirs.prefix,))
    equal = [pair for pair in pairs if one.sentences[pair.one] == other.sentences[pair.other]]
    kept = 2 * len(equal) >= min(len(one.sentences), len(other.sentences))
    alike = _likeness_of_titles(one, other)
    weekly = days % WEEK == 0 and (
        alike >= ALIKE_HEADLINES or (len(unlike) >= LIKE_SENTENCES and _moved_days(one, other))
    )
    if days and not kept and (alike == 1 or weekly):
        yield EvidenceKind("column", COLUMN)
    if days <= 1 and alike < ALIKE_HEADLINES and _are_notes(one, other, pairs):
        yield EvidenceKind("desk", DESK)


def _are_notes(one: Told, other: Told, pairs: Sequence[_Pair]) -> bool:
    """Whether two stories have stock sentences in common, and neither its headline nor its opening."""
    heads = one.title_terms, other.title_terms
    if not all(heads) or {*one.traits.title_names} & {*other.traits.title_names}:
        return False
    if min(_lacked(other, heads[0]), _lacked(one, heads[1])) < UNLIKE_HEADS:
        return False
    opened = {*one.opening, *other.opening}
    return not any(pair.one == 0 or pair.other == 0 for pair in pairs) and any(
        pair.equal and not opened.intersection(one.traits.names[pair.one]) for pair in pairs
    )


def _of_acts(one: Told, other: Told) -> Iterable[EvidenceKind]:
    """Yield what openings say that tell of other acts: two of one firm, or one that came of the other.

    A story's event is the act of its headline and its first sentence; what else it recalls is background.
    """
    ours, theirs = one.traits, other.traits
    known = one.names | other.names
    if min(len(one.act(known)), len(other.act(known))) < OPENING:
        return
    told = _share_of_act(one, other, known), _share_of_act(other, one, known)
    if ours.outlet and ours.outlet == theirs.outlet and max(told) < OTHER_ACT_OF_OUTLET:
        yield EvidenceKind("act", ACT)
    days = ours.published - theirs.published if ours.published and theirs.published else 0
    later, earlier = (one, other) if days > 0 else (other, one)
    if not days or told[later is other] >= OTHER_ACT or _day_told(later.traits) <= _day_told(earlier.traits):
        return
    if _recalls(later, earlier):
        yield EvidenceKind("background", BACKGROUND)
    elif abs(days) >= FOLLOWED and _moved_days(one, other):
        yield EvidenceKind("act", ACT)


def _share_of_act(story: Told, other: Told, names: frozenset[str]) -> float:
    """Share by weight of what a story opens with, names aside, that the other story has too."""
    act = story.act(names)
    return sum([weight for term, weight in act.items() if term in other.weights]) / (sum(act.values()) or 1)


def _recalls(later: Told, earlier: Told) -> bool:
    """Whether one sentence behind the first says most of what is shared with an earlier one's opening."""
    shared = later.weights.keys() & earlier.weights.keys()
    weights = {term: later.weights[term] * earlier.weights[term] for term in shared}
    total = sum(weights.values()) or 1
    opened = sum([weights[term] for term in earlier.parts[0] if term in shared])
    most = max([sum([weights.get(term, 0) for term in part]) for part in later.parts[1:]], default=0)
    return most >= IN_ONE_SENTENCE * total and opened >= OF_THE_OPENING * total


def _of_marks(one: Told, other: Told, pairs: Sequence[_Pair]) -> Iterable[EvidenceKind]:
    """Yield what numbers of a series, keys and ages say."""
    ours, theirs = one.traits, other.traits
    if keys := _disjoint(ours.title_keys or ours.lead_keys, theirs.title_keys or theirs.lead_keys):
        yield EvidenceKind("key", KEY_APART, *keys)
    elif common := tuple(sorted({*ours.keys} & {*theirs.keys})):
        heads = {*ours.title_keys, *ours.lead_keys} & {*theirs.title_keys, *theirs.lead_keys}
        yield EvidenceKind("key", KEY_TOGETHER if heads else KEY_MENTIONED, common, common)
    marks = _disjoint(ours.marks, theirs.marks)
    undated = not (ours.published or theirs.published)
    if marks and (
        _disjoint(ours.title_marks, theirs.title_marks)
        or len(pairs) >= LIKE_SENTENCES
        or (undated and all(map(_is_of_a_year, (*marks[0], *marks[1]))))
    ):
        yield EvidenceKind("mark", MARK, *marks)
    if _unlike_versions(ours, theirs):
        yield EvidenceKind("version", VERSION, ours.versions, theirs.versions)
    if ages := _ages(ours.ages, theirs.ages):
        yield EvidenceKind("age", AGE, *ages)
    elif _apart(ours.lead_ages, theirs.lead_ages):
        mine, their = tuple(map(str, ours.lead_ages)), tuple(map(str, theirs.lead_ages))
        exchanged = any(
            pair.numbers
            and any(number in mine for number, _ in ours.numbers[pair.one])
            and any(number in their for number, _ in theirs.numbers[pair.other])
            for pair in pairs
        )
        yield EvidenceKind("any age", AGE if exchanged else ANY_AGE, mine, their)


def _is_of_a_year(mark: str) -> bool:
    """Whether a mark tells editions by their year: the 2026 race."""
    return len(mark.rpartition(" ")[2]) == YEAR


def _apart(one: Iterable[int], other: Sequence[int]) -> bool:
    """Whether two stories give ages, and none of the one is near one of the other."""
    gaps = [abs(first - second) for first in one for second in other]
    return bool(gaps) and min(gaps) >= YEARS


def _ages(one: Sequence[str], other: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the ages of one name that are too far apart to be one person's."""
    ours, theirs = _by_kind(one), _by_kind(other)
    for name in sorted(ours.keys() & theirs.keys()):
        if _apart(map(int, ours[name]), [*map(int, theirs[name])]):
            return tuple(sorted(f"{name} {age}" for age in ours[name])), tuple(
                sorted(f"{name} {age}" for age in theirs[name])
            )
    return None
