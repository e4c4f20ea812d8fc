"""Many stories of one event become one digest: every fact once, every sentence accounted for.

A sentence leaves the page only for one shown statement that covers it: no guard may object and the
confidence must be high. In doubt it is folded under that statement, its own words one click away; in
more doubt it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from msgspec.structs import replace

from sitegen.compare.claim import Telling
from sitegen.compare.corpus import Corpus, language_of
from sitegen.compare.differences import differences
from sitegen.compare.finding import FULL
from sitegen.compare.verdict import DROP_FROM, Verdict
from sitegen.digest import cover, order
from sitegen.digest.decided import Kept, decided, effective, kept
from sitegen.digest.points import outline
from sitegen.digest.relays import relays
from sitegen.digest.stages import current, grown, headline, moment_of, newest, opening
from sitegen.model import Citation, Decision, Difference, Digest, Dropped, Source, Statement, Story

ATTACH, ATTACH_BACK = 0.55, 0.3
"""Shares of rare words, of the shorter and the longer, from which on two shown sentences cite each other.

Measured on near-copies: .987 of such citations share a fact, .979 from .45 on, .990 from .70 on.
"""


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
    openings = {opening(story): story.path for story in ranked}
    pinned = kept(ranked, decisions)
    if len(ranked) > 1 and not pinned:
        ranked = newest(ranked)
    found: tuple[Difference, ...] = ()
    if len(ranked) == 1:
        statements, dropped = _alone(ranked[0])
    else:
        merged = _Merged(ranked, pinned)
        statements, dropped = merged.told()
        found = grown(differences(merged.corpus, statements), ranked)
    disputed = {side.statement for each in found if each.kind != "later" for side in each.sides}
    sources = _sources(ranked, voices, sigla)
    relayed = relays(statements, ranked) if len(ranked) > 1 else ()
    title = title or headline(list(openings), language_of(ranked))
    stage = [openings[one] for one in current(list(openings), language_of(ranked))]
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
        dropped=(*dropped, *_asides(ranked)),
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


def _alone(story: Story) -> tuple[tuple[Statement, ...], tuple[Dropped, ...]]:
    """Statements of a story that no other story matches: its sentences in order."""
    path = story.path
    return tuple(
        Statement(f"s{at}", "unique", (Citation(path, said.text, said.start, said.end, said.exact),))
        for at, said in enumerate(story.sentences, 1)
    ), ()


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


def _asides(stories: Sequence[Story]) -> tuple[Dropped, ...]:
    return tuple(
        Dropped(story.path, aside.text, aside.start, aside.end, aside.rule, aside.exact)
        for story in stories
        for aside in story.asides
    )


class _Merged:
    """A group with what stays on the page and what is filed under it."""

    def __init__(self, stories: Sequence[Story], pinned: Kept) -> None:
        self.corpus = Corpus(stories)
        self.covers = cover.find(self.corpus, self._pinned(pinned) if pinned else ())
        self.under = cover.eliminate(self.corpus, self.covers)

    def told(self) -> tuple[tuple[Statement, ...], tuple[Dropped, ...]]:
        """Statements in reading order, and what left the page."""
        shown = [index for index in range(len(self.corpus.claims)) if index not in self.under]
        filed: dict[int, list[int]] = {index: [] for index in shown}
        for index, above in sorted(self.under.items()):
            filed[above].append(index)
        attached = self._attached(shown)
        told = order.reading_order(self.corpus, shown, self.under)
        names = {index: f"s{at}" for at, index in enumerate(told, 1)}
        statements = tuple(
            self._statement(index, names[index], filed[index], attached.get(index, ())) for index in told
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

    def _attached(self, shown: Sequence[int]) -> dict[int, list[int]]:
        """For each shown class other shown ones that say much the same."""
        visible = set(shown)
        corpus = self.corpus
        claims = corpus.claims
        found: dict[int, list[int]] = {}
        for index in shown:
            for other in corpus.shared[index]:
                if other <= index or other not in visible or claims[index].homes == claims[other].homes:
                    continue
                less, more = sorted((corpus.share(index, other), corpus.share(other, index)))
                if more >= ATTACH and less > ATTACH_BACK:
                    found.setdefault(index, []).append(other)
                    found.setdefault(other, []).append(index)
        return {index: sorted(others) for index, others in found.items()}

    def _statement(self, index: int, name: str, filed: Sequence[int], attached: Sequence[int]) -> Statement:
        claims = self.corpus.claims
        citations = [self._citation(telling) for telling in claims[index].tellings]
        for other in filed:
            folded = self.covers[other][index] < DROP_FROM
            citations += self._citations(index, other, folded=folded)
        for other in attached:
            citations += self._citations(index, other)
        kind = "shared" if len({citation.story for citation in citations}) > 1 else "unique"
        return Statement(name, kind, tuple(citations))

    def _citations(self, shown: int, own: int, *, folded: bool = False) -> list[Citation]:
        """The tellings of a class under the statement of another, `shown`."""
        partial = self._partial(shown, own)
        return [
            self._citation(
                telling,
                partial=partial,
                folded=folded,
                new=self._new(telling.sentence.text, shown, own) if folded else (),
            )
            for telling in self.corpus.claims[own].tellings
        ]

    def _citation(
        self,
        telling: Telling,
        *,
        partial: bool = False,
        folded: bool = False,
        new: tuple[tuple[int, int], ...] = (),
    ) -> Citation:
        said = telling.sentence
        return Citation(
            story=self.corpus.stories[telling.story].path,
            text=said.text,
            start=said.start,
            end=said.end,
            exact=said.exact,
            partial=partial,
            folded=folded,
            new=new,
        )

    def _partial(self, shown: int, own: int) -> bool:
        """Whether a passage and the statement it stands under do not say the same."""
        pair = self.corpus.claims[shown], self.corpus.claims[own]
        return any(Verdict(self.corpus, *each).against(FULL) for each in (pair, pair[::-1]))

    def _new(self, text: str, shown: int, own: int) -> tuple[tuple[int, int], ...]:
        """Spans of a folded text whose words the statement does not have."""
        claims = self.corpus.claims
        if text != claims[own].text:
            return ()
        spans: list[tuple[int, int]] = []
        told, known = claims[own].shades, claims[shown].shades
        shaded = {token for name in told.keys() - known.keys() for token in told[name]}
        for token in claims[own].tokens:
            if token not in shaded and (not token.weight or token.key in claims[shown].reach):
                continue
            if spans and not text[spans[-1][1] : token.start].strip():
                spans[-1] = (spans[-1][0], token.end)
            else:
                spans.append((token.start, token.end))
        return tuple(spans)

    def _dropped(self, names: Mapping[int, str]) -> tuple[Dropped, ...]:
        """What is not on the page in its own words: covered sentences and equal tellings of shown ones."""
        found = []
        for index, claim in enumerate(self.corpus.claims):
            above = self.under.get(index)
            if above is not None and self.covers[index][above] < DROP_FROM:
                continue
            reason = f"covered by {names[index if above is None else above]}"
            for telling in claim.tellings if above is not None else claim.tellings[1:]:
                said = telling.sentence
                path = self.corpus.stories[telling.story].path
                dropped = Dropped(path, said.text, said.start, said.end, reason, said.exact)
                found.append((telling.story, telling.place, dropped))
        return tuple(dropped for _, _, dropped in sorted(found, key=lambda item: item[:2]))
