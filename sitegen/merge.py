"""Many stories of one event become one digest: every fact once, every sentence accounted for.

A sentence leaves the page only for one shown statement that covers it: no guard may object and the
confidence must be high. In doubt it is folded under that statement, its own words one click away; in
more doubt it is shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from sitegen import lexicon, order
from sitegen.align import Alignment, Passage, confidence, coverage
from sitegen.guards import Guards
from sitegen.model import Citation, Digest, Dropped, Sentence, Source, Statement, Story
from sitegen.tokens import tokens

DROP = 0.95
"""Least confidence at which a covered sentence leaves the page.

Measured on unseen groups: nothing lost at .95, one fact of two hundred at .90. The edge does not show
on the groups the constants were fitted on.
"""

FOLD = 0.80
"""Least confidence at which a covered sentence is folded under the statement that covers it."""

LEAST_COVERAGE = 0.5
"""Least coverage of a sentence that leaves the page or is folded, 0 to 1."""

ATTACH, ATTACH_BACK = 0.55, 0.3
"""Shares of rare words, of the shorter and the longer, from which on two shown sentences cite each other."""

SAME_PLACE = 0.45
"""Share of the longer's rare words from which on a sentence marks a statement's place in its story."""

WHOLE = 0.7
"""Coverage of the shown words below which a citation is partial."""

LEADS = 2
"""Opening sentences of a story among which the event itself is told."""

SECOND_LEAD = 0.7
"""Weight of a story's second sentence as a lead, against 1 of its first."""

_SIGNS = re.compile(r"[^\W\d_]+|\d+(?:[.,:/’'–-]\d+)*|[%$€£?]|(?<!\w)[-−](?=\d)")


class Telling(Struct, frozen=True, gc=False):
    """A sentence of a story."""

    story: int
    """Number of the story in the sorted list."""
    place: int
    """Number of the sentence in the story."""


def merge(stories: Sequence[Story], voices: Mapping[str, int]) -> Digest:
    """One digest of all stories, whatever their order; a single story's statements are its sentences.

    `voices` numbers the independent texts: reprints of one share a number.
    """
    ranked = sorted(stories, key=lambda story: (story.published or "9999", story.path))
    statements, dropped = _alone(ranked[0]) if len(ranked) == 1 else _Merge(ranked).result()
    return Digest(
        title=_title(ranked, statements),
        published=min((story.published[:10] for story in ranked if story.published), default=None),
        language=_language(ranked),
        sources=tuple(_source(story, at, voices.get(story.path, at + 1)) for at, story in enumerate(ranked)),
        statements=statements,
        differences=(),
        dropped=(*dropped, *_asides(ranked)),
    )


def siglum(number: int) -> str:
    """Letter of the source counted from 0: A to Z, then AA.

    >>> siglum(0), siglum(25), siglum(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def squash(text: str) -> str:
    """What reprints of one sentence share: its letters and numbers, quotation marks and blanks evened."""
    return " ".join(_SIGNS.findall(text))


def _alone(story: Story) -> tuple[tuple[Statement, ...], tuple[Dropped, ...]]:
    """Statements of a story that no other story matches: its sentences in order."""
    path = story.path
    return tuple(
        Statement(f"s{at}", "unique", (Citation(path, said.text, said.start, said.end, said.exact),))
        for at, said in enumerate(story.sentences, 1)
    ), ()


def _source(story: Story, at: int, voice: int) -> Source:
    return Source(
        story=story.path,
        siglum=siglum(at),
        voice=voice,
        name=story.name,
        outlet=story.outlet,
        agency=story.agency,
        title=story.title,
        byline=story.byline,
        published=story.published,
        url=story.url,
    )


def _asides(stories: Sequence[Story]) -> tuple[Dropped, ...]:
    return tuple(
        Dropped(story.path, aside.text, aside.start, aside.end, aside.rule, aside.exact)
        for story in stories
        for aside in story.asides
    )


def _language(stories: Sequence[Story]) -> str:
    """Language of most stories; of the first in order where two are as frequent."""
    counts = Counter(story.language for story in stories if story.language != "und")
    return max(counts, key=lambda language: counts[language]) if counts else "und"


def _title(stories: Sequence[Story], statements: Sequence[Statement]) -> str:
    """The title most like the other titles and the lead; the first statement where no source has one."""
    titles = [story.title for story in stories if story.title]
    lead = statements[0].text if statements else ""
    if not titles:
        return lead or stories[0].name
    if len(titles) == 1:
        return titles[0]
    language = _language(stories)
    stems = [_stems(text, language) for text in (*titles, lead)]

    def central(at: int) -> float:
        return sum(_cosine(stems[at], other) for place, other in enumerate(stems) if place != at)

    return titles[max(range(len(titles)), key=lambda at: (round(central(at), 9), -at))]


def _stems(text: str, language: str) -> dict[str, float]:
    return {token.key: token.weight for token in tokens(text, language) if token.weight}


def _cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    product = sum(weight * two[key] for key, weight in sorted(one.items()) if key in two)
    norm = sum(weight**2 for weight in one.values()) * sum(weight**2 for weight in two.values())
    return product / norm**0.5 if norm else 0.0


class _Merge:
    """The work on one group, step by step; every step fills what the next reads."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.stories = stories
        self.language = _language(stories)
        self.classes = self._squashed()
        """Sentences that are equal but for quotation marks, the first telling first."""
        self.alignment = Alignment([self._passage(tellings[0]) for tellings in self.classes], len(stories))
        self.guards = Guards(self.alignment)
        self.homes = [frozenset(telling.story for telling in tellings) for tellings in self.classes]
        self.ranks = self._ranks()
        self.covers = [self._covers(index) for index in range(len(self.classes))]
        self.under: dict[int, int] = {}
        """For each class that left the page the one it hangs on."""
        self._eliminate()

    def _squashed(self) -> list[list[Telling]]:
        classes: dict[str, list[Telling]] = {}
        for number, story in enumerate(self.stories):
            for place, sentence in enumerate(story.sentences):
                classes.setdefault(squash(sentence.text) or sentence.text, []).append(Telling(number, place))
        return list(classes.values())

    def sentence(self, telling: Telling) -> Sentence:
        """The sentence of a telling."""
        return self.stories[telling.story].sentences[telling.place]

    def _passage(self, telling: Telling) -> Passage:
        story = self.stories[telling.story]
        language = self.language if story.language == "und" else story.language
        text = self.sentence(telling).text
        return Passage(text, tokens(text, language, story.published), telling.story, telling.place, language)

    def _ranks(self) -> list[int]:
        """Stories, the one first that says most of what others say."""
        central = [0.0] * len(self.stories)
        for index, passage in enumerate(self.alignment.passages):
            shares = [
                self.alignment.share(other, index)
                for home, other in sorted(self.alignment.best[index].items())
                if home != passage.home
            ]
            total = sum(share for share in shares if share >= ATTACH_BACK)
            total += len(self.homes[index]) - 1
            for home in self.homes[index]:
                central[home] += total
        return sorted(range(len(central)), key=lambda home: (-round(central[home], 6), home))

    def _covers(self, index: int) -> dict[int, float]:
        """Classes that this one may be filed under, with the confidence."""
        alignment = self.alignment
        passage = alignment.passages[index]
        found: dict[int, float] = {}
        for other in alignment.candidates(index):
            cover = alignment.passages[other]
            if cover.language != passage.language or coverage(passage, cover) < LEAST_COVERAGE:
                continue
            sure = confidence(alignment, index, other)
            if sure >= FOLD and self.guards.objection(index, other) is None:
                found[other] = min(sure, DROP - 1e-9) if self.homes[index] >= self.homes[other] else sure
        return found

    def _eliminate(self) -> None:
        """File classes under others until none can go; all that hung on one must find another shown cover."""
        relying = Counter(other for covers in self.covers for other in covers)
        rank = {home: place for place, home in enumerate(self.ranks)}
        passages = self.alignment.passages

        def urgency(index: int) -> tuple[bool, int, int, int, int]:
            passage = passages[index]
            return (not opens_leaning(passage), relying[index], -rank[passage.home], -passage.place, index)

        queue = sorted((index for index, covers in enumerate(self.covers) if covers), key=urgency)
        for _ in range(2):
            for index in queue:
                if index not in self.under:
                    self._remove(index)

    def _remove(self, index: int) -> None:
        hanging = [index, *sorted(other for other, cover in self.under.items() if cover == index)]
        moves = {}
        for each in hanging:
            shown = [
                (sure, -other)
                for other, sure in self.covers[each].items()
                if other not in self.under and other != index
            ]
            if not shown:
                return
            moves[each] = -max(shown)[1]
        self.under.update(moves)

    def result(self) -> tuple[tuple[Statement, ...], tuple[Dropped, ...]]:
        """Statements in reading order, and what left the page."""
        shown = [index for index in range(len(self.classes)) if index not in self.under]
        hanging: dict[int, list[int]] = {index: [] for index in shown}
        for index, cover in sorted(self.under.items()):
            hanging[cover].append(index)
        attached = self._attached(shown)
        told = self._order(shown, hanging)
        names = {index: f"s{at}" for at, index in enumerate(told, 1)}
        statements = tuple(
            self._statement(index, names[index], hanging[index], attached.get(index, ())) for index in told
        )
        return statements, self._dropped(names)

    def _attached(self, shown: Sequence[int]) -> dict[int, list[int]]:
        """For each shown class other shown ones that say much the same."""
        visible = set(shown)
        found: dict[int, list[int]] = {}
        for index in shown:
            for other in sorted(self.alignment.shared[index]):
                if other <= index or other not in visible or self.homes[index] == self.homes[other]:
                    continue
                shares = sorted((self.alignment.share(index, other), self.alignment.share(other, index)))
                if shares[1] >= ATTACH and shares[0] > ATTACH_BACK:
                    found.setdefault(index, []).append(other)
                    found.setdefault(other, []).append(index)
        return found

    def _statement(self, index: int, name: str, hanging: Sequence[int], attached: Sequence[int]) -> Statement:
        citations = [self._citation(telling) for telling in self.classes[index]]
        for other in hanging:
            folded = self.covers[other][index] < DROP
            citations += [
                self._citation(telling, index, other, folded=folded) for telling in self.classes[other]
            ]
        for other in attached:
            citations += [self._citation(telling, index, other) for telling in self.classes[other]]
        kind = "shared" if len({citation.story for citation in citations}) > 1 else "unique"
        return Statement(name, kind, tuple(citations))

    def _citation(
        self, telling: Telling, shown: int = -1, own: int = -1, *, folded: bool = False
    ) -> Citation:
        """A telling under a statement; `own` is its class where that is not the statement's, `shown`."""
        said = self.sentence(telling)
        return Citation(
            story=self.stories[telling.story].path,
            text=said.text,
            start=said.start,
            end=said.end,
            exact=said.exact,
            partial=own >= 0 and self._partial(shown, own),
            folded=folded,
            new=self._new(said.text, shown, own) if folded else (),
        )

    def _partial(self, shown: int, own: int) -> bool:
        """Whether a passage is no witness for every word of the statement it stands under."""
        passages = self.alignment.passages
        return (
            coverage(passages[shown], passages[own]) < WHOLE or self.guards.difference(shown, own) is not None
        )

    def _new(self, text: str, shown: int, own: int) -> tuple[tuple[int, int], ...]:
        """Spans of a folded text whose words the statement does not have."""
        passages = self.alignment.passages
        if text != passages[own].text:
            return ()
        spans: list[tuple[int, int]] = []
        for token in passages[own].tokens:
            if not token.weight or token.key in passages[shown].reach:
                continue
            if spans and not text[spans[-1][1] : token.start].strip():
                spans[-1] = (spans[-1][0], token.end)
            else:
                spans.append((token.start, token.end))
        return tuple(spans)

    def _dropped(self, names: Mapping[int, str]) -> tuple[Dropped, ...]:
        """What is not on the page in its own words: covered sentences and equal tellings of shown ones."""
        found = []
        for index, tellings in enumerate(self.classes):
            cover = self.under.get(index)
            if cover is not None and self.covers[index][cover] < DROP:
                continue
            reason = f"covered by {names[index if cover is None else cover]}"
            for telling in tellings if cover is not None else tellings[1:]:
                said = self.sentence(telling)
                path = self.stories[telling.story].path
                found.append(
                    (
                        telling.story,
                        telling.place,
                        Dropped(path, said.text, said.start, said.end, reason, said.exact),
                    )
                )
        return tuple(entry for _, _, entry in sorted(found, key=lambda item: item[:2]))

    def _order(self, shown: Sequence[int], hanging: Mapping[int, Sequence[int]]) -> list[int]:
        numbers = {index: at for at, index in enumerate(shown)}
        places = [self._places(index, hanging[index]) for index in shown]
        told = order.arrange(places, self.ranks)
        lead = self._lead()
        told = order.lead_first(told, None if lead is None else numbers[lead])
        told = order.follow(told, self._antecedents(numbers))
        return [shown[at] for at in told]

    def _places(self, index: int, hanging: Sequence[int]) -> dict[int, int]:
        """Place of a statement in each story: its own, that of a sentence filed under it, or of one much like it."""
        alignment = self.alignment
        places: dict[int, int] = {}
        for each in (index, *hanging):
            for telling in self.classes[each]:
                places.setdefault(telling.story, telling.place)
        for other in sorted(
            alignment.best[index].values(), key=lambda other: (-alignment.shared[index][other], other)
        ):
            if min(alignment.share(index, other), alignment.share(other, index)) >= SAME_PLACE:
                for telling in self.classes[other]:
                    places.setdefault(telling.story, telling.place)
        return places

    def _lead(self) -> int | None:
        """The statement that tells the event: of all opening sentences the one most like the other stories'."""
        classes = {telling: index for index, tellings in enumerate(self.classes) for telling in tellings}
        opening = [
            (classes[Telling(number, place)], number, SECOND_LEAD**place)
            for number, story in enumerate(self.stories)
            for place in range(min(LEADS, len(story.sentences)))
        ]
        passages = self.alignment.passages
        idf = self.alignment.idf
        vectors = {index: {key: idf[key] for key in passages[index].weights} for index, _, _ in opening}
        best, most = None, 0.0
        for index, number, weight in opening:
            total = weight * sum(
                also * _cosine(vectors[index], vectors[other])
                for other, home, also in opening
                if home != number
            )
            if total > most + 1e-9:
                best, most = index, total
        return None if best is None else self.under.get(best, best)

    def _antecedents(self, numbers: Mapping[int, int]) -> dict[int, int]:
        """For each shown sentence that leans on the one before it, the statement that holds that one."""
        classes = {telling: index for index, tellings in enumerate(self.classes) for telling in tellings}
        found = {}
        for index, number in numbers.items():
            first = self.classes[index][0]
            if first.place and opens_leaning(self.alignment.passages[index]):
                before = classes[Telling(first.story, first.place - 1)]
                found[number] = numbers[self.under.get(before, before)]
        return found


def opens_leaning(passage: Passage) -> bool:
    """Whether a sentence begins with a pronoun and so leans on the one before it."""
    for token in passage.tokens[:2]:
        if token.bits & lexicon.PRONOUN:
            return True
        if not token.bits & lexicon.ARTICLE:
            return False
    return False
