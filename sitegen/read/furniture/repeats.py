"""Sentences of one story that say again what an earlier one said, word by word or lightly edited."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise

from sitegen.languages import merged, union
from sitegen.model import Sentence
from sitegen.text.numerals import has_digit
from sitegen.text.tokens import folded

LEAST_WORDS = 6
"""Least words of a sentence that can have a near copy; in shorter ones each word counts. Judgement: of 5
words one is a fifth, more than `OVERLAP` allows."""
OVERLAP = 0.85
"""Least share of the longer sentence's words that the other has, too. Judgement: a changed word of 7 (.86)
is an edit, two (.71) are another sentence."""

SHORT = 2
"""Most letters of a word for a time that is a function word of another language: an. From: the lists of
languages, *an* (1 of 2 clashes with *am*)."""

_EVEN = dict(zip("’‘“”„«»\xa0–—", '\'\'""""" --', strict=True))
_UNEVEN = re.compile(f"[{''.join(_EVEN)}]")
_STRIP = ".,;:!?\"'()[]-"


@cache
def _light() -> frozenset[str]:
    """Return the function words of the languages whose claims can be told apart."""
    return union(lambda known: known.common.words if known.words.negation else ())


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    """Return for the words of all languages those that stand against them."""
    return merged(lambda known: known.opposites.pairs)


@cache
def _telling() -> frozenset[str]:
    """Return the words of those languages that deny, count, date or tell two like things apart."""
    return union(
        lambda known: chain(
            known.words.negation,
            known.words.contrast,
            [word for word in known.words.time if len(word) > SHORT],
            known.opposites.fates,
            known.numerals.words if known.words.negation else (),
        )
    )


def squash(text: str) -> str:
    """`text` with quotation marks, dashes, hard blanks and the forms of letters evened out."""
    return text if text.isascii() else _UNEVEN.sub(lambda mark: _EVEN[mark[0]], folded(text))


def is_near_copy(left: str, right: str) -> bool:
    """Whether two sentences differ in a few light words only: no figure, name, negation or contrast.

    >>> is_near_copy(
    ...     "The harbour board said it would reopen the north quay on Monday.",
    ...     "The harbour board said that it would reopen the north quay on Monday.",
    ... )
    True
    >>> is_near_copy("Some 2,000 birds died in the storm.", "Some 2,300 birds died in the storm.")
    False
    """
    if not 0.6 < len(left) / max(len(right), 1) < 1.7:
        return False
    one, two = _words(left), _words(right)
    longer = max(one.total(), two.total())
    if min(one.total(), two.total()) < LEAST_WORDS or (one & two).total() < OVERLAP * longer:
        return False
    changed = (one - two) + (two - one)
    if any(map(_weighs, changed)):
        return False
    lower = {word.lower() for word in changed}
    return all(_opposites().get(word, frozenset()).isdisjoint(lower) for word in lower)


def says_no_more(dropped: str, kept: str) -> bool:
    """Whether every word of weight in `dropped` is in `kept`, or stands for another one there."""
    one, two = _words(dropped), _words(kept)
    extra = [word for word in one - two if word.lower() not in _light()]
    missing = [word for word in two - one if word.lower() not in _light()]
    return len(extra) <= len(missing) and len(extra) <= 2


def _words(text: str) -> Counter[str]:
    """The words of a sentence, its first in lower case."""
    words = [word for word in (raw.strip(_STRIP) for raw in squash(text).split()) if word]
    if words and not words[0].isupper():
        words[0] = words[0].lower()
    return Counter(words)


def _weighs(word: str) -> bool:
    """Whether a difference in this word is a difference in what is said."""
    lower = word.lower()
    return word[0].isupper() or has_digit(word) or lower in _telling() or lower.endswith(("n't", "less"))


LEAST_LETTERS = 20
"""Least letters and digits of a sentence whose equal starts a chain; shorter ones recur by chance.
Judgement: *It began at noon.* (13) recurs by chance."""
ALONE_LETTERS = 60
"""Least letters and digits of a single sentence that counts as a repeat without a second one beside it.
Judgement, not measured."""
FIRST_GAP = 4
"""Most sentences from one link of a chain to the next in the first copy. Judgement, not measured."""
SECOND_GAP = 9
"""The same in the second copy, where embedded posts may stand between. Judgement, not measured."""
REACH = 2
"""Sentences around a link within which further links are sought. Judgement, not measured."""
MANY = 4
"""Most occurrences of a sentence that are all compared with one another; of more, each with the next.
Judgement, not measured."""
TIE = 0.95
"""Share of the longest run's letters from which an earlier run is as good. Judgement, not measured."""

Link = tuple[int, int]


def repeats(sentences: Sequence[Sentence], breaks: Collection[int]) -> dict[int, int]:
    """Return the index of each repeated sentence with the index of the one that is kept.

    `breaks` are the numbers of the paragraphs that were set aside as a whole.
    """
    keys = [text if (text := sentence.text).isascii() else squash(text) for sentence in sentences]
    if len(set(keys)) == len(keys):
        return {}
    links = _equal_pairs(keys)
    if not links:
        return {}
    texts = [sentence.text for sentence in sentences]
    chains = _chains(_grown(links, keys, texts), keys)
    if not chains:
        return {}
    classes = _classes(chains)
    runs = _runs(sentences, breaks, classes)
    return _kept(classes, runs, keys, texts)


def _equal_pairs(keys: Sequence[str]) -> list[Link]:
    """Pairs of places at which the same sentence stands."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        places[key].append(index)
    links: list[Link] = []
    for key, found in places.items():
        if len(found) < 2 or sum(map(str.isalnum, key)) < LEAST_LETTERS:
            continue
        if len(found) > MANY:
            links += pairwise(found)
        else:
            links += [(first, second) for at, first in enumerate(found) for second in found[at + 1 :]]
    return sorted(links)


def _grown(links: Sequence[Link], keys: Sequence[str], texts: Sequence[str]) -> list[Link]:
    """The links with those that lie beside them: equal ones of any length, and near copies."""
    known = set(links)
    queue = list(links)
    while queue:
        first, second = queue.pop()
        for step in (1, -1):
            link = _neighbour(first, second, step, keys, texts)
            if link and link not in known:
                known.add(link)
                queue.append(link)
    return sorted(known)


def _neighbour(first: int, second: int, step: int, keys: Sequence[str], texts: Sequence[str]) -> Link | None:
    """The nearest link within reach in one direction."""
    count = len(keys)
    for distance in range(1, REACH + 1):
        for one, two in _at_distance(distance):
            left, right = first + step * one, second + step * two
            if (
                not (0 <= left < right < count)
                or (step > 0 and left >= second)
                or (step < 0 and right <= first)
            ):
                continue
            if keys[left] == keys[right] or is_near_copy(texts[left], texts[right]):
                return left, right
    return None


def _at_distance(distance: int) -> Iterator[tuple[int, int]]:
    """Steps in both copies whose larger is `distance`, the equal one first."""
    yield distance, distance
    for less in range(distance - 1, 0, -1):
        yield less, distance
        yield distance, less


def _chains(links: Sequence[Link], keys: Sequence[str]) -> list[list[Link]]:
    """Links in sequence in both copies; single short ones are left out."""
    chains: list[list[Link]] = []
    open_chains: list[list[Link]] = []
    for link in links:
        open_chains = [chain for chain in open_chains if link[0] - chain[-1][0] <= FIRST_GAP]
        home = next((chain for chain in open_chains if _follows(link, chain[-1])), None)
        if home is None:
            home = []
            chains.append(home)
            open_chains.append(home)
        home.append(link)
    return [chain for chain in chains if _counts(chain, keys)]


def _follows(link: Link, last: Link) -> bool:
    return 0 < link[0] - last[0] <= FIRST_GAP and 0 < link[1] - last[1] <= SECOND_GAP


def _counts(chain: Sequence[Link], keys: Sequence[str]) -> bool:
    """Whether a chain is a repeat: two sentences or more, or a long one."""
    return len(chain) >= 2 or sum(map(str.isalnum, keys[chain[0][0]])) >= ALONE_LETTERS


def _classes(chains: Sequence[Sequence[Link]]) -> dict[int, int]:
    """For each sentence of a chain the first sentence that it is a copy of, itself included."""
    parent: dict[int, int] = {}

    def root(index: int) -> int:
        while parent.setdefault(index, index) != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for linked in chains:
        for first, second in linked:
            one, two = sorted((root(first), root(second)))
            parent[two] = one
    return {index: root(index) for index in sorted(parent)}


def _runs(sentences: Sequence[Sentence], breaks: Collection[int], classes: Mapping[int, int]) -> list[int]:
    """The number of the run that each sentence belongs to."""
    stretches = _stretches(sentences, breaks)
    runs: list[int] = []
    number = 0
    for start, end in stretches:
        for cut, stop in pairwise((start, *_cuts(start, end, classes, sentences), end)):
            runs += [number] * (stop - cut)
            number += 1
    return runs


def _stretches(sentences: Sequence[Sentence], breaks: Collection[int]) -> list[Link]:
    """Spans of sentences between which no paragraph was set aside."""
    marks = sorted(set(breaks))
    cuts = [0]
    at = 0
    for index, (before, after) in enumerate(pairwise(sentences), 1):
        while at < len(marks) and marks[at] <= before.paragraph:
            at += 1
        if at < len(marks) and marks[at] < after.paragraph:
            cuts.append(index)
    return list(pairwise((*cuts, len(sentences))))


def _cuts(start: int, end: int, classes: Mapping[int, int], sentences: Sequence[Sentence]) -> list[int]:
    """Where a stretch that repeats itself is cut: each part holds a sentence once."""
    cuts: list[int] = []
    seen: dict[int, int] = {}
    index = start
    while index < end:
        copy = classes.get(index)
        if copy is not None and copy in seen:
            cut = _cut(seen[copy], index, classes, sentences)
            cuts.append(cut)
            seen = {classes[place]: place for place in range(cut, index) if place in classes}
        if copy is not None:
            seen[copy] = index
        index += 1
    return cuts


def _cut(first: int, second: int, classes: Mapping[int, int], sentences: Sequence[Sentence]) -> int:
    """Where to cut between a sentence and its copy: before the copy, or behind the first copy's end.

    A story, then its first half once more, and a story's tail, then the whole story, have the same
    shape. What opens like a story tells them apart.
    """
    behind = first
    while behind < second and classes.get(behind) == classes.get(second + behind - first, -1):
        behind += 1
    if behind >= second:
        return second
    return behind if _opens(sentences[behind].text) > _opens(sentences[first].text) else second


def _opens(text: str) -> int:
    """How much a sentence looks like the first of a story: a dateline, full names, no pronoun in front."""
    words = text.split()
    head = " ".join(words[:8])
    dated = 4 * (" - " in head or " – " in head or " — " in head or head.split(" ", 1)[0].isupper())
    names = sum(word[:1].isupper() for word in words[1:])
    return dated + min(names, 6) // 2 + min(len(words), 30) // 10


def _kept(
    classes: Mapping[int, int], runs: Sequence[int], keys: Sequence[str], texts: Sequence[str]
) -> dict[int, int]:
    """Each sentence that goes, with the one of its class that stays: the one in the longest run."""
    letters = Counter[int]()
    for run, key in zip(runs, keys, strict=True):
        letters[run] += len(key)
    members: dict[int, list[int]] = defaultdict(list)
    for index, root in classes.items():
        members[root].append(index)
    result = {}
    for copies in members.values():
        longest = max(letters[runs[index]] for index in copies)
        keeper = next(index for index in copies if letters[runs[index]] >= TIE * longest)
        for index in copies:
            if index != keeper and (keys[index] == keys[keeper] or says_no_more(texts[index], texts[keeper])):
                result[index] = keeper
    return result
