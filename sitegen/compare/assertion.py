"""What a passage claims: its numbers, days, names, negations, doubts and contrasts, read for comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sitegen.compare.align import Alignment
from sitegen.compare.frame import Frame, laid
from sitegen.compare.passage import AnalysedSentence
from sitegen.languages import language, serving
from sitegen.lazy import lazy
from sitegen.text import lexicon
from sitegen.text.tokens import DAY, NUMBER, Token

SCOPE = 3
"""Content words behind a negation or a modal that it is taken to govern, up to the end of the clause."""

OF_A_KIND = NUMBER | DAY | lexicon.CONTRAST | lexicon.TIME
"""Classes of tokens that change a claim when another of the class stands in their place."""

EXCHANGED = OF_A_KIND | lexicon.RIVAL
"""Classes of tokens whose place is watched."""

FATE_REACH = 4
"""Content words to each side of a number among which the fate of those it counts is sought."""

TOPICAL_SENTENCES, TOPICAL_STORIES = 0.1, 0.6
"""Shares of a group's sentences and stories from which on a name is its topic and tells nothing apart."""

COMMENT = 2
"""Sentences with *I* or *my* outside quotations that make a story a comment: no witness for a report."""

QUOTED_WORDS = 3
"""Words from which on a quotation must be the cover's too."""

PAST_REACH = 3
"""Words behind was, has or had that still belong to it."""

_MARKS = re.compile(r"[“„\"»«‘']")
_QUOTATION = re.compile(
    r"[“„\"»«]([^“”„\"«»]{2,}?)[”“\"«»]|‘([^‘’]{12,}?)’(?!\w)|(?<!\w)'([^']{12,}?)'(?!\w)"
)

Place = tuple[str | None, str | None, str | None]
"""Two keys and a gap in the place of a token: between them, behind them or before them."""


class Scope(NamedTuple):
    """A negation or modal with the keys of the words that it governs, in order."""

    key: str
    governed: tuple[str, ...]


_NONE: frozenset[str] = frozenset()


class Assertion:
    """What a passage claims that another must claim too, read once and when asked."""

    def __init__(self, passage: AnalysedSentence, names: frozenset[str]) -> None:
        self.passage = passage
        self._names = names
        self.bits = passage.bits

    def keys(self, bits: int) -> frozenset[str]:
        """Keys of the tokens of a class."""
        if not self.bits & bits:
            return _NONE
        return frozenset([token.key for token in self.passage.tokens if token.bits & bits])

    @lazy
    def numbers(self) -> tuple[int, ...]:
        """Places of its numbers among the content words, those of a product's name aside."""
        if not self.bits & NUMBER:
            return ()
        return tuple([at for at in self.passage.numbers if not self._named(at)])

    def _named(self, at: int) -> bool:
        """Whether a number belongs to the name before it: Falcon 9."""
        if not at:
            return False
        text, (before, token) = self.passage.text, self.passage.content[at - 1 : at + 1]
        return (
            before.key in self._names
            and before.capital
            and text[before.end : token.start] == " "
            and text[token.start].isdigit()
        )

    @lazy
    def days(self) -> frozenset[str]:
        """Days, months, years and times."""
        return self.keys(DAY)

    @lazy
    def contrasts(self) -> frozenset[str]:
        """Words that tell two like things apart."""
        return self.keys(lexicon.CONTRAST)

    @lazy
    def times(self) -> frozenset[str]:
        """Words that say when."""
        return self.keys(lexicon.TIME)

    @lazy
    def future(self) -> bool:
        """Whether it tells what will be."""
        return bool(self.bits & lexicon.FUTURE)

    @lazy
    def verbs(self) -> frozenset[str]:
        """The first word that each future tense governs: what will be done."""
        return frozenset(
            next((word.key for word in self.passage.content if word.start > token.start), "")
            for token in self.passage.tokens
            if token.bits & lexicon.FUTURE
        )

    @lazy
    def done(self) -> frozenset[str]:
        """Words in a form that tells what has been: with -ed, or behind was, has, had."""
        text = self.passage.text
        found = set()
        past, auxiliaries = 0, serving(self.passage.language, "grammar").grammar.past_auxiliaries
        for token in self.passage.tokens:
            past = PAST_REACH if text[token.start : token.end].lower() in auxiliaries else past - 1
            if token.weight and (past > 0 or text.startswith("ed", token.end - 2)):
                found.add(token.key)
        return frozenset(found)

    @lazy
    def part(self) -> bool:
        """Whether it makes one thing a part of another."""
        return bool(self.bits & lexicon.PART)

    @lazy
    def negated(self) -> tuple[Scope, ...]:
        """What each negation governs."""
        return self._scopes(lexicon.NEGATION)

    @lazy
    def doubted(self) -> tuple[Scope, ...]:
        """What each modal governs."""
        return self._scopes(lexicon.MODAL)

    @lazy
    def intended(self) -> tuple[Scope, ...]:
        """What each future tense governs."""
        return self._scopes(lexicon.FUTURE)

    def _scopes(self, bits: int) -> tuple[Scope, ...]:
        if not self.bits & bits:
            return ()
        whole = language(self.passage.language).grammar.verb_last
        scopes = []
        for token in self.passage.tokens:
            if token.bits & bits:
                clause = self._clause_of(token)
                around = clause if whole else [word for word in clause if word.start > token.start][:SCOPE]
                keys = tuple([word.key for word in around if word is not token and not word.bits & bits])
                scopes.append(Scope(token.key, keys))
        return tuple(scopes)

    def _clause_of(self, token: Token) -> Sequence[Token]:
        """Content words of the clause that holds a token."""
        clauses = self.passage.clauses
        for clause in clauses:
            if clause[-1].start >= token.start:
                return clause
        return clauses[-1] if clauses else ()

    @lazy
    def names(self) -> tuple[Token, ...]:
        """Its names in order."""
        return tuple(token for token in self.passage.content if token.key in self._names and token.capital)

    @lazy
    def quotations(self) -> tuple[frozenset[tuple[str, str]], ...]:
        """Word pairs of each quotation of `QUOTED_WORDS` words or more."""
        if _MARKS.search(self.passage.text) is None:
            return ()
        found = []
        for match in _QUOTATION.finditer(self.passage.text):
            start, end = match.span()
            inside = [token.key for token in self.passage.tokens if start < token.start < end]
            if len(inside) >= QUOTED_WORDS:
                found.append(frozenset(pairwise(inside)))
        return tuple(found)

    @lazy
    def particles(self) -> dict[str, frozenset[str]]:
        """For each content word the particles right behind it."""
        known = language(self.passage.language).opposites.particles
        found: dict[str, frozenset[str]] = {}
        for token, behind in pairwise(self.passage.tokens):
            if behind.bits & lexicon.PARTICLE and token.weight:
                word = self._word(behind)
                if word in known:
                    found[token.key] = found.get(token.key, frozenset()) | {word}
        return found

    @lazy
    def related(self) -> frozenset[tuple[str, str]]:
        """Telling prepositions with the key of the next content word, numbers and days aside."""
        known = language(self.passage.language).opposites.relations
        found = set()
        for at, token in enumerate(self.passage.tokens):
            if token.bits & lexicon.RELATION:
                word = self._word(token)
                behind = word in known and next(
                    (each for each in self.passage.tokens[at + 1 :] if each.weight), None
                )
                if behind and not behind.bits & (NUMBER | DAY):
                    found.add((word, behind.key))
        return frozenset(found)

    def _word(self, token: Token) -> str:
        """A token as written, lower case."""
        return self.passage.text[token.start : token.end].lower()

    @lazy
    def negating(self) -> tuple[int, ...]:
        """Places among the tokens of its negations and modals that have neighbours on both sides."""
        bits = lexicon.NEGATION | lexicon.MODAL
        if not self.bits & bits:
            return ()
        tokens = self.passage.tokens
        return tuple([at for at in range(1, len(tokens) - 1) if tokens[at].bits & bits])

    def fate(self, at: int) -> int | None:
        """What became of those whom the number at a place counts, by the nearest word that says so."""
        if not self.bits & lexicon.FATE:
            return None
        content = self.passage.content
        for distance in range(1, FATE_REACH + 1):
            for place in (at - distance, at + distance):
                if 0 <= place < len(content) and content[place].bits & lexicon.FATE:
                    kind = language(self.passage.language).opposites.fates.get(self._word(content[place]))
                    if kind is not None:
                        return kind
        return None

    @lazy
    def fates(self) -> frozenset[int]:
        """What became of people, of all it tells."""
        known = language(self.passage.language).opposites.fates
        words = [self._word(token) for token in self.passage.tokens if token.bits & lexicon.FATE]
        return frozenset([known[word] for word in words if word in known])

    @lazy
    def predicate(self) -> tuple[Token, ...]:
        """Content words that are neither names nor numbers."""
        return tuple(
            [
                token
                for token in self.passage.content
                if not token.bits & (NUMBER | DAY) and token.key not in self._names
            ]
        )

    @lazy
    def opposites(self) -> frozenset[str]:
        """The opposites of all its words."""
        return frozenset().union(*[against for _, against in self.against])

    @lazy
    def rivals(self) -> frozenset[str]:
        """Its words that have an opposite, as written."""
        return frozenset([self._word(token) for token in self.passage.tokens if token.bits & lexicon.OPPOSED])

    @lazy
    def against(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Keys of its words that have an opposite, with the opposites."""
        against = language(self.passage.language).opposites.pairs
        words = [
            (token.key, self._word(token)) for token in self.passage.tokens if token.bits & lexicon.OPPOSED
        ]
        return tuple([(key, against[word]) for key, word in words if word in against])

    @lazy
    def framed(self) -> dict[Place, list[Token]]:
        """Tokens whose exchange would change the claim, by the words around them that hold their place.

        A token has three frames: its two neighbours, the two words before it, the two behind it.
        """
        tokens = self.passage.tokens
        around = [("", 0.0), *[(token.key, token.weight) for token in tokens], ("", 0.0), ("", 0.0)]
        found: dict[Place, list[Token]] = {}
        for at, token in enumerate(tokens):
            if not (token.bits & EXCHANGED or (token.capital and token.weight)):
                continue
            (left, one), (right, two), (second, three) = around[at], around[at + 2], around[at + 3]
            if one or two:
                found.setdefault((left, None, right), []).append(token)
            if second and (two or three):
                found.setdefault((None, right, second), []).append(token)
            if at > 1 and (one or around[at - 1][1]):
                found.setdefault((around[at - 1][0], left, None), []).append(token)
        return found

    @lazy
    def pairs(self) -> frozenset[tuple[str, str]]:
        """All neighbouring words, function words included."""
        return frozenset(pairwise(token.key for token in self.passage.tokens))


class Scene:
    """What the guards know of a group: its words, its names, and what each passage claims."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.names = _names(alignment)
        self.topical = _topical(alignment)
        """Names that nearly every story is about."""
        self.comments = _comments(alignment)
        """Numbers of the stories whose author speaks of himself or herself."""
        self._assertions: dict[int, Assertion] = {}
        self._frames: dict[tuple[int, int, int, int], Frame] = {}

    def frame(self, one: AnalysedSentence, two: AnalysedSentence) -> Frame:
        """Two passages laid side by side."""
        pair = (one.home, one.place, two.home, two.place)
        known = self._frames.get(pair)
        if known is None:
            known = self._frames[pair] = laid(one, two, self.names)
        return known

    def assertion(self, index: int) -> Assertion:
        """Claims of a passage."""
        known = self._assertions.get(index)
        if known is None:
            known = self._assertions[index] = Assertion(self.alignment.passages[index], self.names)
        return known


def _names(alignment: Alignment) -> frozenset[str]:
    """Keys that are names in this group: written with a capital inside sentences, never as a common noun."""
    capital: dict[str, int] = {}
    common: dict[str, int] = {}
    initial: dict[str, float] = {}
    for passage in alignment.passages:
        german = language(passage.language).grammar.capital_nouns
        tokens = passage.tokens
        for at, token in enumerate(tokens):
            if not token.weight or token.bits & (NUMBER | DAY):
                continue
            if not token.capital or (german and _common_noun(passage, at)):
                common[token.key] = common.get(token.key, 0) + 1
            elif at and passage.text[token.start - 1] not in "“„\"»«‘'":
                capital[token.key] = capital.get(token.key, 0) + 1
            else:
                initial[token.key] = token.weight
    names = {key for key, count in capital.items() if count > common.get(key, 0)}
    names |= {
        key for key, weight in initial.items() if weight == 1.0 and key not in common and key not in names
    }
    return frozenset(names)


def _common_noun(passage: AnalysedSentence, at: int) -> bool:
    """Whether a capital word of a German sentence stands or ends like a common noun."""
    token = passage.tokens[at]
    before = passage.tokens[at - 1] if at else None
    if before and before.bits & (lexicon.ARTICLE | NUMBER):
        return True
    return token.weight < 1.0 or passage.text[token.start : token.end].endswith(
        language(passage.language).grammar.noun_endings
    )


def _comments(alignment: Alignment) -> frozenset[int]:
    """Stories in which someone says *I* outside quotations in more sentences than a slip would explain."""
    counts: dict[int, int] = {}
    for passage in alignment.passages:
        words = language(passage.language).frames.first_person
        own = [
            token
            for token in passage.tokens
            if not token.weight and passage.text[token.start : token.end].lower() in words
        ]
        if own:
            quoted = [match.span() for match in _QUOTATION.finditer(passage.text)]
            if any(not any(start <= token.start < end for start, end in quoted) for token in own):
                counts[passage.home] = counts.get(passage.home, 0) + 1
    return frozenset(home for home, count in counts.items() if count >= COMMENT)


def _topical(alignment: Alignment) -> frozenset[str]:
    """Names that nearly every story of the group is about."""
    sentences = TOPICAL_SENTENCES * len(alignment.passages)
    stories = TOPICAL_STORIES * alignment.stories
    return frozenset(
        key
        for key, found in alignment.found.items()
        if len(found) >= sentences and len({alignment.passages[at].home for at in found}) >= stories
    )
