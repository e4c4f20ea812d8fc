"""Stages of one story: its newest headline, and what an outlet's newer version says in place of the older.

What a person decided about the wording is carried out here too, before the stories are merged. A sentence
of the older version that is worded anew is left out as ``earlier version``; what is not taken up stays.
Figures that grow from day to day are one difference of the kind ``later``, which pages show as a line; two of
one day that are unlike stay one each. The headline is one of the sources' own, chosen by a rule that a reader
can be told.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.compare.corpus import squash
from sitegen.digest import order
from sitegen.group import words_of
from sitegen.languages import language as language_of
from sitegen.model import Aside, Decision, Difference, Sentence, Side, Story, differs
from sitegen.text import lexicon, meanings
from sitegen.text.tokens import NUMBER, tokens

_VALUE = re.compile(r"#(\d+(?:\.\d+)?)(.*)")

EARLIER = "earlier version"
"""The rule of a sentence that its outlet worded anew."""

UNDATED = "9999"
"""The moment of a story without a day, behind all others."""

DAYS = 3
"""Days over which a count that rises every day is one of stages, whatever it counts: of wrong figures one in
six rises so by chance; the dead and hurt are counted up over two. Judgement."""

ALIKE = 0.55
"""Dice coefficient of the words of two sentences from which one is the other worded anew. Swept."""

VERSION = 0.5
"""Share of an older story's sentences that its outlet tells again, from which the later is a new version:
a column or a portrait beside the report shares hardly one. Judgement."""


def moment(published: str | None, time: str | None, updated: str | None, path: str) -> tuple[str, str, str]:
    """Return what stories are put in the order of their telling by; those without a day come last.

    >>> moment("2026-05-06", "01:30+03:00", None, "a.txt")
    ('2026-05-05T22:30', '', 'a.txt')
    """
    if not published:
        return UNDATED, updated or "", path
    told = f"{published[:10]}T{time}" if time else published
    try:
        when = datetime.fromisoformat(told)
    except ValueError:
        return published, updated or "", path
    if when.tzinfo:
        when = when.astimezone(UTC)
    return when.strftime("%Y-%m-%dT%H:%M") if time else published[:10], updated or "", path


def moment_of(story: Story) -> tuple[str, str, str]:
    """Return the `moment` of a story."""
    return moment(story.published, story.time, story.updated, story.path)


def newest(stories: Sequence[Story]) -> list[Story]:
    """Return the stories, in the order of their moments, without what their own outlet worded anew."""
    found = sorted(stories, key=moment_of)
    outlets = [(story.outlet or "").casefold() for story in found]
    for place, outlet in enumerate(outlets):
        versions = [at for at in range(place + 1, len(found)) if outlet and outlets[at] == outlet]
        for at in reversed(versions):
            reworded = _reworded(found[place], found[at])
            if reworded is not None:
                found[place] = left_out(found[place], reworded, EARLIER)
                break
    return found


def _reworded(older: Story, newer: Story) -> set[int] | None:
    """Return where the sentences begin that a new version words anew; None where it is no new version."""
    ours, theirs = ([frozenset(words_of(said.text)) for said in story.sentences] for story in (older, newer))
    pairs = [
        (2 * len(words & others) / (len(words) + len(others)), place, there)
        for place, words in enumerate(ours)
        for there, others in enumerate(theirs)
        if words & others
    ]
    again: dict[int, int] = {}
    for dice, place, there in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if dice >= ALIKE and place not in again and there not in again.values():
            again[place] = there
    if not ours or len(again) < VERSION * len(ours):
        return None
    told = [(older.sentences[place], newer.sentences[there]) for place, there in again.items()]
    return {one.start for one, other in told if one.text != other.text}


def left_out(story: Story, starts: Container[int], rule: str) -> Story:
    """Return a story without the sentences that begin at `starts`, which are pieces left out under `rule`."""
    gone = [
        Aside(said.text, said.start, said.end, rule, said.exact)
        for said in story.sentences
        if said.start in starts
    ]
    kept = tuple([said for said in story.sentences if said.start not in starts])
    asides = sorted((*story.asides, *gone), key=lambda aside: (aside.start, aside.end))
    return replace(story, sentences=kept, asides=tuple(asides)) if gone else story


DROPPED = "human/drop"
"""Rule of a sentence that a person left out; the reason follows behind a colon."""

Kept = Mapping[str, Collection[int]]
"""Where the sentences begin that stay statements of their own, by story."""


def decided(stories: Sequence[Story], decisions: Iterable[Decision]) -> tuple[Story, ...]:
    """Return the stories with what a person dropped left out and what a person kept among the sentences.

    Doing it again changes nothing.
    """
    wording = [each for each in decisions if each.kind in {"keep", "drop"}]
    return tuple([_ruled(one, [each for each in wording if each.stories[0] == one.path]) for one in stories])


def kept(stories: Iterable[Story], decisions: Iterable[Decision]) -> dict[str, set[int]]:
    """Return where the sentences of decided `stories` begin that a person wants on the page."""
    wanted = {(each.stories[0], same_words(each.text)) for each in decisions if each.kind == "keep"}
    return {
        story.path: {said.start for said in story.sentences if (story.path, same_words(said.text)) in wanted}
        for story in stories
        if any(story.path == path for path, _ in wanted)
    }


def effective(stories: Iterable[Story], decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that apply: none on a sentence that its story does not have, one headline."""
    by_path = {story.path: story for story in stories}
    found: list[Decision] = []
    for each in decisions:
        story = by_path.get(each.stories[0])
        if each.kind in {"keep", "drop"} and (story is None or not pieces(story, each.text)):
            continue
        if each.kind != "title" or all(other.kind != "title" for other in found):
            found.append(each)
    return tuple(found)


def pieces(story: Story, text: str) -> tuple[Sentence | Aside, ...]:
    """Return the sentences of a story that are `text`, else the first piece left out that is."""
    words = same_words(text)
    told = tuple([said for said in story.sentences if same_words(said.text) == words])
    return told or tuple([aside for aside in story.asides if same_words(aside.text) == words])[:1]


def says(story: Story, text: str) -> bool:
    """Whether a piece of a story is `text`; quick where it is so to the letter."""
    known = [each.text for each in story.sentences] + [each.text for each in story.asides]
    return text in known or bool(pieces(story, text))


def same_words(text: str) -> str:
    """Return what a sentence is known by in overrides.toml: its words and numbers."""
    return squash(text) or text


def _ruled(story: Story, decisions: Iterable[Decision]) -> Story:
    """Return a story after the decisions on its sentences."""
    for decision in decisions:
        found = pieces(story, decision.text)
        if decision.kind == "drop":
            gone = {piece.start for piece in found if isinstance(piece, Sentence)}
            story = left_out(story, gone, f"{DROPPED}: {decision.reason}")
        elif found and isinstance(found[0], Aside):
            story = _raised(story, found[0])
    return story


def _raised(story: Story, aside: Aside) -> Story:
    """Return the story with a piece that was left out among its sentences, in the paragraph before it."""
    before = [said.paragraph for said in story.sentences if said.start < aside.start]
    first = min((said.paragraph for said in story.sentences), default=0)
    said = Sentence(aside.text, aside.start, aside.end, before[-1] if before else first, aside.exact)
    return replace(
        story,
        sentences=tuple(sorted((*story.sentences, said), key=lambda each: each.start)),
        asides=tuple([each for each in story.asides if each is not aside]),
    )


def grown(found: Iterable[Difference], stories: Iterable[Story]) -> tuple[Difference, ...]:
    """Return the differences with those that only grow from day to day as one of the kind ``later`` each.

    Its sides stand by day; where those of one day are unlike, they are a difference of their own behind it.
    """
    by_path = {story.path: story for story in stories}
    told: list[Difference] = []
    for sides, alone in _tied(found):
        steps = _steps(sides, by_path)
        if not steps or (len(steps) < DAYS and all(each.kind != "later" for each in alone)):
            told += [replace(each, kind="number") if each.kind == "later" else each for each in alone]
            continue
        told.append(Difference("later", alone[0].about, tuple([side for step in steps for side in step])))
        told += [Difference("number", alone[0].about, tuple(step)) for step in steps if differs(step)]
    return tuple(told)


def _tied(found: Iterable[Difference]) -> list[tuple[list[Side], list[Difference]]]:
    """Return the differences, those of numbers that share a side together, with all their sides."""
    groups: list[tuple[list[Side], list[Difference]]] = []
    for each in found:
        for sides, tied in groups:
            if {each.kind, tied[0].kind} <= {"number", "later"} and not {*sides}.isdisjoint(each.sides):
                sides.extend([side for side in each.sides if side not in sides])
                tied.append(each)
                break
        else:
            groups.append(([*each.sides], [each]))
    return groups


def _steps(sides: Sequence[Side], stories: Mapping[str, Story]) -> list[list[Side]]:
    """Return the sides by day where their numbers rise from each day to the next; none where they do not."""
    days: dict[str, list[tuple[Fraction, Side]]] = defaultdict(list)
    units: set[str] = set()
    for side in sides:
        story = stories[side.story]
        number = _number(side.text, story.language)
        if number is None or not story.published:
            return []
        units.add(number[1])
        days[story.published[:10]].append((number[0], side))
    steps = [sorted(days[day], key=lambda pair: (pair[0], pair[1].story)) for day in sorted(days)]
    rising = all(before[-1][0] < after[0][0] for before, after in pairwise(steps))
    known = rising and len(steps) > 1 and len(units) == 1
    return [[side for _, side in step] for step in steps] if known else []


def _number(text: str, language: str) -> tuple[Fraction, str] | None:
    """Return the only number of a reading, and its unit."""
    keys = [token.key for token in tokens(text, language) if token.bits & NUMBER]
    match = _VALUE.fullmatch(keys[0]) if len(keys) == 1 else None
    return (Fraction(match[1]), match[2]) if match else None


NEAR = 4
"""Words between a number and its fate, at most: *11 people, two of them children, died*. Judgement."""

SHORT = 12
"""Words of a headline whose only number counts its fate: *Death toll rises to nine*. Judgement."""

BORNE_OUT = 0.25
"""Least share of a headline's words that other reports begin with, of that of the headline with most.
Of 14 headlines below it ten play on the news or tell of its fringe, four are plain; the next has .26."""

TOLLS = range(3)
"""The fates whose number grows while a report is followed: dead, hurt, missing."""

PEOPLE = -1
"""What stands for a fate where people are counted of whom none is told: *7,200 people go home*."""

RUNNING = 3
"""Days on which an event is reported, on none of them mostly, from which the newest report tells how it
stands; of two days the second may be a comment. Measured on 12 own events."""


class Opening(NamedTuple):
    """How a story begins."""

    title: str
    """Empty where it has none."""
    first: str
    """Its first sentence."""
    outlet: str = ""
    moment: tuple[str, ...] = ()
    """When it was told, in an order."""


def opening(story: Story) -> Opening:
    """Return how `story` begins; without a sentence, with its name."""
    first = story.sentences[0].text if story.sentences else story.name
    return Opening(story.title or "", first, story.outlet or "", moment_of(story))


def headline(openings: Sequence[Opening], language: str) -> str:
    """Return the title most like the other titles and the first sentence; without a title, that sentence.

    `openings` stand in the order of the sources. Only those of the newest stage count, of one outlet's the
    last; a title without a name is out where another has one that two reports begin with, a question or a
    teaser where there is a statement, and a title whose words nobody begins with where there is one whose
    words others do. Likeness is the cosine of the rare words; of equally
    central titles the first counts.
    """
    if len(openings) < 2:
        return openings[0].title or openings[0].first
    titled = [one for one in openings if one.title]
    if not titled:
        return openings[0].first
    newest, named = current(openings, language), _names(openings, language)
    for keeps in (
        newest.__contains__,
        lambda one: _is_last(one, openings),
        lambda one: bool(named & _stems(one.title, language).keys()),
        lambda one: _is_statement(one, language),
    ):
        titled = list(filter(keeps, titled)) or titled
    if len(titled) < 2:
        return titled[0].title
    stems = [_stems(text, language) for text in (*[one.title for one in titled], openings[0].first)]
    shares = [_borne_out(one, openings, language) for one in titled]
    plain = [at for at, share in enumerate(shares) if share >= BORNE_OUT * max(shares)]

    def central(at: int) -> float:
        return sum(order.cosine(stems[at], other) for place, other in enumerate(stems) if place != at)

    return titled[max(plain, key=lambda at: (round(central(at), 9), -at))].title


def current(openings: Sequence[Opening], language: str) -> Sequence[Opening]:
    """Return the openings of the newest stage of an event that goes on; all of them where it does not.

    It goes on where it is reported day by day, the last day by more than a comment or a portrait, or where a
    later report has another toll.
    """
    dated = [one for one in openings if one.moment and one.moment[0] != UNDATED]
    if len({one.moment[0] for one in dated}) < 2:
        return openings
    days = Counter(one.moment[0][:10] for one in dated)
    if len(days) >= RUNNING and 2 * max(days.values()) <= len(dated):
        newest = [one for one in openings if one.moment[:1] >= (max(days),)]
        told = BORNE_OUT * max(_borne_out(one, openings, language) for one in openings)
        if any(
            _is_statement(one, language)
            and _borne_out(one, openings, language) > told
            and language_of(language).frames.first_person.isdisjoint(one.first.lower().split())
            for one in newest
        ):
            return newest
    tolls = {one: _told(one, language) for one in dated}
    fresh = [
        one
        for one in dated
        if tolls[one]
        and not any(one.moment[0] < other.moment[0] and unlike(tolls[one], tolls[other]) for other in dated)
    ]
    if not fresh or len(fresh) == sum(map(bool, tolls.values())):
        return openings
    return [one for one in fresh if toll(one.title, language)] or fresh


def _told(one: Opening, language: str) -> Toll:
    """The toll in a title and a first sentence; people whose fate is not told are counted in a title only."""
    title, first = toll(one.title, language), toll(one.first, language)
    fates = {*title, *first} - {PEOPLE} | title.keys()
    return {fate: title.get(fate, frozenset()) | first.get(fate, frozenset()) for fate in fates}


def _names(openings: Sequence[Opening], language: str) -> set[str]:
    """Return the words with a capital inside the first sentences of two reports: who, what or where it is."""
    found = Counter(
        key
        for one in openings
        for key in {token.key for token in tokens(one.first, language)[1:] if token.capital and token.weight}
    )
    return {key for key, reports in found.items() if reports > 1}


def _borne_out(one: Opening, openings: Sequence[Opening], language: str) -> float:
    """Return the share of a title's words, by weight, that stand in what other reports begin with."""
    words = _stems(one.title, language)
    known = {word for other in openings if other is not one for word in _stems(other.first, language)}
    return sum(words[word] for word in words.keys() & known) / (sum(words.values()) or 1)


def _is_last(one: Opening, openings: Sequence[Opening]) -> bool:
    """Whether its outlet has told nothing later under another headline."""
    outlet = one.outlet.casefold()
    return not outlet or not any(
        other.outlet.casefold() == outlet and other.moment > one.moment and other.title for other in openings
    )


def _is_statement(one: Opening, language: str) -> bool:
    """Whether a title says what happened, rather than asks or promises it."""
    title = one.title.strip()
    small = f" {title.casefold()} "
    return not title.endswith(("?", "？", "…", "...", ":")) and not any(
        f" {phrase} " in small.replace(":", " ") for phrase in language_of(language).grouping.teasers
    )


Toll = Mapping[int, frozenset[str]]
"""The numbers that a text gives of each fate."""


@lru_cache(maxsize=256)
def toll(text: str, language: str, near: int = NEAR) -> Toll:
    """Return the numbers near a fate in a text, or before people; the only one of a headline is near it."""
    known, counts = language_of(language).opposites.fates, language_of(language).grouping.tolls
    classes, people = meanings.fields(language), meanings.people(language)
    found: dict[int, set[str]] = defaultdict(set)
    read = tokens(text, language)
    forms = [text[token.start : token.end].lower() for token in read]
    fates = {at: known[form] for at, form in enumerate(forms) if known.get(form) in TOLLS}
    fates |= {at: TOLLS[0] for at, form in enumerate(forms) if form in counts}
    numbers = [at for at, token in enumerate(read) if token.bits & NUMBER and token.key[1:].isdecimal()]
    reach = SHORT if len(numbers) == 1 and len(read) <= SHORT else near
    for at in numbers:
        counted = any(classes.get(token.key, token.key) in people for token in read[at + 1 : at + 2])
        # *has died and 63 people are ill*: what stands before an *and* tells of others.
        close = min(
            [
                (abs(place - at), fate)
                for place, fate in fates.items()
                if not (counted and any(token.bits & lexicon.BORDER for token in read[place:at]))
            ],
            default=(reach + 1, PEOPLE),
        )
        if close[0] <= reach or counted:
            found[close[1] if close[0] <= reach else PEOPLE].add(read[at].key)
    return {fate: frozenset(numbers) for fate, numbers in found.items()}


def unlike(one: Toll, other: Toll) -> bool:
    """Whether two tolls have no number of one fate in common."""
    return any(one[fate].isdisjoint(other[fate]) for fate in one.keys() & other.keys())


def _stems(text: str, language: str) -> dict[str, float]:
    return {token.key: token.weight for token in tokens(text, language) if token.weight}
