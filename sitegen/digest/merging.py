"""Many stories of one event become one digest: every fact once, every sentence accounted for.

A sentence leaves the page only for one shown statement that covers it: no guard may object and the
confidence must be high. In doubt it is folded under that statement, its own words one click away; in
more doubt it is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from msgspec.structs import replace

from sitegen.compare.claim import Claim, Telling
from sitegen.compare.corpus import Corpus, language_of
from sitegen.compare.finding import FULL
from sitegen.compare.rules import differences
from sitegen.compare.verdict import DROP_FROM, Verdict
from sitegen.digest import order
from sitegen.digest.points import outline
from sitegen.digest.relays import relays
from sitegen.digest.stages import (
    Kept,
    current,
    decided,
    effective,
    grown,
    headline,
    kept,
    moment_of,
    newest,
    opening,
)
from sitegen.model import Citation, Decision, Difference, Digest, Dropped, Sentence, Source, Statement, Story

ATTACH, ATTACH_BACK = 0.55, 0.3
"""Shares of rare words, of the shorter and the longer, from which on two shown sentences cite each other.
Measured on near-copies: .987 of such citations share a fact, .979 from .45 on, .990 from .70 on."""

Spans = tuple[tuple[int, int], ...]

Covers = Sequence[Mapping[int, Verdict]]
"""For each class those that it may be filed under."""


def merge(
    stories: Sequence[Story],
    voices: Mapping[str, int],
    *,
    title: str | None = None,
    sigla: Mapping[str, str] = MappingProxyType({}),
    decisions: Sequence[Decision] = (),
) -> Digest:
    """One digest of all stories, whatever their order; a single story's statements are its sentences.

    `voices` numbers the independent texts: reprints of one share a number. `title` is the headline where
    it is known already; `sigla` are the letters of the stories by path, where they are to keep theirs.
    `decisions` are a person's: what they keep is a statement of its own, what they drop is left out, and
    their headline counts before any other.
    """
    ranked = sorted(stories, key=moment_of)
    if decisions:
        ranked = list(decided(ranked, decisions))
        decisions = effective(ranked, decisions)
        title = next((each.text for each in decisions if each.kind == "title"), title)
    opened = [(opening(story), story.path) for story in ranked]
    openings = list(dict.fromkeys(one for one, _ in opened))
    pinned = kept(ranked, decisions)
    if len(ranked) > 1 and not pinned:
        ranked = newest(ranked)
    found: tuple[Difference, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    if len(ranked) == 1:
        statements = _alone(ranked[0])
    else:
        merged = _Merged(ranked, pinned)
        statements, dropped = merged.told()
        found = grown(differences(merged.corpus, statements), ranked)
    disputed = {side.statement for each in found if each.kind != "later" for side in each.sides}
    sources = _sources(ranked, voices, sigla)
    relayed = relays(statements, ranked) if len(ranked) > 1 else ()
    title = title or headline(openings, language_of(ranked))
    now = current(openings, language_of(ranked))
    stage = [path for one, path in opened if one in now]
    told = outline(statements, sources, relayed, title, stage)
    return Digest(
        title=title,
        published=min((story.published[:10] for story in ranked if story.published), default=None),
        language=language_of(ranked),
        sources=sources,
        statements=tuple(_marked(statement, disputed) for statement in statements)
        if disputed
        else statements,
        differences=found,
        dropped=(
            *dropped,
            *(
                Dropped(story.path, aside.text, aside.start, aside.end, aside.rule, aside.exact)
                for story in ranked
                for aside in story.asides
            ),
        ),
        decisions=tuple(decisions),
        lede=told.lede,
        points=told.points,
        relays=relayed,
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


def _cited(
    path: str, said: Sentence, *, partial: bool = False, folded: bool = False, new: Spans = ()
) -> Citation:
    """A sentence of a story as it is cited."""
    return Citation(path, said.text, said.start, said.end, said.exact, partial, folded, new)


def _alone(story: Story) -> tuple[Statement, ...]:
    """Statements of a story that no other story matches: its sentences in order."""
    return tuple(
        Statement(f"s{at}", "unique", (_cited(story.path, said),))
        for at, said in enumerate(story.sentences, 1)
    )


def _marked(statement: Statement, disputed: Collection[str]) -> Statement:
    """The statement, as a disagreement where it holds a side of a difference."""
    return replace(statement, kind="disagreement") if statement.id in disputed else statement


def _sources(
    stories: Sequence[Story], voices: Mapping[str, int], sigla: Mapping[str, str]
) -> tuple[Source, ...]:
    """The stories as the digest names them, in the order of their letters."""
    found = [
        _source(story, sigla.get(story.path) or siglum(at), voices.get(story.path, at + 1))
        for at, story in enumerate(stories)
    ]
    return tuple(sorted(found, key=lambda source: (len(source.siglum), source.siglum)))


def _source(story: Story, letter: str, voice: int) -> Source:
    return Source(
        story=story.path,
        siglum=letter,
        voice=voice,
        name=story.name,
        outlet=story.outlet,
        agency=story.agency,
        title=story.title,
        byline=story.byline,
        published=story.published,
        time=story.time,
        url=story.url,
        language=story.language,
        keys=story.keys,
    )


def covers(corpus: Corpus, pinned: Collection[int] = ()) -> Covers:
    """Return the verdicts by which classes may be filed; none for those that are `pinned`."""
    claims = corpus.claims
    found = [
        [Verdict(corpus, claim, claims[other]) for other in others if claim.number not in pinned]
        for claim, others in zip(claims, corpus.candidates, strict=True)
    ]
    return [{each.cover.number: each for each in verdicts if each.sure} for verdicts in found]


def eliminate(corpus: Corpus, covers: Covers) -> dict[int, int]:
    """Return for each class that leaves the page the shown class it is filed under.

    First leaves what opens with a pronoun, what few rely on and what the less central stories say; each as
    long as a shown cover remains for all that are filed under it.
    """
    relying = Counter(other for found in covers for other in found)
    rank = {home: place for place, home in enumerate(corpus.ranks)}

    def least_relied(index: int) -> tuple[bool, int, int, int, int]:
        claim = corpus.claims[index]
        return (not order.opens_with_pronoun(claim), relying[index], -rank[claim.home], -claim.place, index)

    queue = sorted([index for index, found in enumerate(covers) if found], key=least_relied)
    under: dict[int, int] = {}
    filed: dict[int, set[int]] = {}
    for index in (*queue, *queue):
        if index in under:
            continue
        moves = _moves(index, (index, *sorted(filed.get(index, ()))), covers, under)
        for each, cover in moves.items():
            under[each] = cover
            filed.setdefault(cover, set()).add(each)
        if moves:
            filed.pop(index, None)
    return under


def _moves(index: int, concerned: Sequence[int], covers: Covers, under: Mapping[int, int]) -> dict[int, int]:
    """Where a class and those filed under it go when it leaves; nothing if one has no other shown cover."""
    moves = {}
    for each in concerned:
        shown = [
            (verdict.sure, -other)
            for other, verdict in covers[each].items()
            if other not in under and other != index
        ]
        if not shown:
            return {}
        moves[each] = -max(shown)[1]
    return moves


class _Merged:
    """A group with what stays on the page and what is filed under it."""

    def __init__(self, stories: Sequence[Story], pinned: Kept) -> None:
        self.corpus = Corpus(stories)
        self.covers = covers(self.corpus, self._pinned(pinned) if pinned else ())
        self.under = eliminate(self.corpus, self.covers)

    def told(self) -> tuple[tuple[Statement, ...], tuple[Dropped, ...]]:
        """Statements in reading order, and what left the page."""
        cited = self._attached([at for at in range(len(self.corpus.claims)) if at not in self.under])
        told = order.reading_order(self.corpus, list(cited), self.under)
        filed: dict[int, dict[int, bool]] = {index: {} for index in told}
        for index, above in sorted(self.under.items()):
            filed[above][index] = self._is_partial(above, index)
        names = {index: f"s{at}" for at, index in enumerate(told, 1)}
        statements = tuple(
            self._statement(index, name, filed[index] | cited[index]) for index, name in names.items()
        )
        return statements, self._dropped(names)

    def _pinned(self, pinned: Kept) -> set[int]:
        """The claims of the sentences that a person keeps, which are shown in their words."""
        found: dict[int, Telling] = {}
        for claim in self.corpus.claims:
            for telling in claim.tellings:
                if telling.sentence.start in pinned.get(self.corpus.stories[telling.story].path, ()):
                    found.setdefault(claim.number, telling)
        for index, telling in found.items():
            claim = self.corpus.claims[index]
            claim.tellings = (telling, *(each for each in claim.tellings if each != telling))
        return set(found)

    def _attached(self, shown: Sequence[int]) -> dict[int, dict[int, bool]]:
        """For each shown class other shown ones that say much the same, and whether partially."""
        claims, share = self.corpus.claims, self.corpus.share
        found: dict[int, dict[int, bool]] = {index: {} for index in shown}
        for index in shown:
            for other in sorted(self.corpus.shared[index].keys() & found.keys()):
                if other < index or claims[index].homes == claims[other].homes:
                    continue
                less, more = sorted((share(index, other), share(other, index)))
                if more >= ATTACH and less > ATTACH_BACK:
                    found[index][other] = found[other][index] = self._is_partial(index, other)
        return found

    def _is_partial(self, index: int, other: int) -> bool:
        """Whether two classes do not say the same: neither is a witness for every word of the other."""
        claims, covers = self.corpus.claims, self.covers
        return not all(
            (covers[one].get(two) or Verdict(self.corpus, claims[one], claims[two])).allows(FULL)
            for one, two in ((index, other), (other, index))
        )

    def _statement(self, index: int, name: str, others: Mapping[int, bool]) -> Statement:
        """What a shown class says, and all who say it; of the other classes whether partially."""
        claims, paths = self.corpus.claims, [story.path for story in self.corpus.stories]
        citations = [_cited(paths[telling.story], telling.sentence) for telling in claims[index].tellings]
        for other, partial in others.items():
            folded = self.under.get(other) == index and self.covers[other][index].sure < DROP_FROM
            citations += [
                _cited(
                    paths[telling.story],
                    telling.sentence,
                    partial=partial,
                    folded=folded,
                    new=_new(telling.sentence.text, claims[index], claims[other]) if folded else (),
                )
                for telling in claims[other].tellings
            ]
        kind = "shared" if len({citation.story for citation in citations}) > 1 else "unique"
        return Statement(name, kind, tuple(citations))

    def _dropped(self, names: Mapping[int, str]) -> tuple[Dropped, ...]:
        """What is not on the page in its own words: covered sentences and equal tellings of shown ones."""
        found = {}
        for index, claim in enumerate(self.corpus.claims):
            above = self.under.get(index, index)
            if above == index or self.covers[index][above].sure >= DROP_FROM:
                for story, place, said in claim.tellings[above == index :]:
                    path, reason = self.corpus.stories[story].path, f"covered by {names[above]}"
                    found[story, place] = Dropped(path, said.text, said.start, said.end, reason, said.exact)
        return tuple([found[each] for each in sorted(found)])


def _new(text: str, shown: Claim, own: Claim) -> Spans:
    """Spans of a folded text whose words the statement does not have."""
    spans: list[tuple[int, int]] = []
    shaded = {token for name in own.shades.keys() - shown.shades.keys() for token in own.shades[name]}
    for token in own.tokens if text == own.text else ():
        if token in shaded or (token.weight and token.key not in shown.reach):
            start = token.start
            if spans and not text[spans[-1][1] : start].strip():
                start = spans.pop()[0]
            spans.append((start, token.end))
    return tuple(spans)
