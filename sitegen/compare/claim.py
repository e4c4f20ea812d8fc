"""A sentence read once for all who compare it: its words, values, names, quotations, clauses and scopes.

What costs is read when it is first asked for. What hangs on the other sentences of the group (how rare its
words are, which of them are names) is set by `corpus.Corpus`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, reduce
from itertools import combinations, pairwise
from operator import or_
from typing import Final, NamedTuple

from sitegen.languages import language, serving
from sitegen.model import Sentence, lazy
from sitegen.text import lexicon, meanings
from sitegen.text.quantities import Slot
from sitegen.text.tokens import DAY, NUMBER, Token, tokens
from sitegen.text.values import slots

SCOPE: Final = 3
"""Content words behind a negation or a modal that it is taken to govern, up to the end of the clause.
Swept."""

BEFORE_REPORT, BEHIND_REPORT = 4, 2
"""Tokens before and behind a day among which a verb of reporting makes it the day of the report: judgement,
as in *said late on Tuesday*."""

PAST_REACH: Final = 3
"""Words behind was, has or had that still belong to it. Swept."""

PLAIN: Final = 0.1
"""Weight of a function word in a frame, where a rare word weighs 1: equal ones hold a frame together."""

VALUE: Final = NUMBER | DAY
"""Bits of tokens that are amounts or days."""

_BORDER = re.compile(
    r"[;:()\[\]—–,.!?-](?:(?<=[;:()\[\]—–])|(?<=,)(?!\d)|(?<=-)-|(?<=\s-)\s|(?<=[.!?])(?= ))"
)
"""A mark that may part clauses; its first character is one of a set, which is found fastest."""
_COMMA, _STOP = ",", ".!?"
_MARKS: Final = ('"', "“", "'", "‘", "«", "„")
_QUOTED: Final = re.compile(r"[“«„][^”»“]*[”»“]?|(?<![^\s(])\"[^\"]*\"?|(?<![^\s(])['‘][^'’]{12,}['’](?!\w)")
_BEFORE_NAME: Final = frozenset('.!?:“„"')

_NONE: frozenset[str] = frozenset()


class Telling(NamedTuple):
    """A sentence of a story of the group."""

    story: int
    """Number of the story in the group."""
    place: int
    """Number of the sentence in the story."""
    sentence: Sentence


class Scope(NamedTuple):
    """A negation or modal with the keys of the words that it governs, in order."""

    key: str
    governed: tuple[str, ...]


class Claim:
    """A sentence with all that it claims, and everybody who says it in these words, punctuation aside."""

    number = 0
    """Number in the group."""
    tellings: Sequence[Telling] = ()
    """Who says it, the one whose words these are first."""
    homes: frozenset[int] = _NONE  # type: ignore[assignment]
    """Numbers of the stories that say it."""
    mask = 0
    """The same as bits."""
    reach: frozenset[str]
    """Keys of all words of the group that count as one of its words."""
    anchors: frozenset[str]
    """Keys of its words that few sentences of the group hold, which tie two together."""
    rarity = 1.0
    """Sum of the rarities of its keys, by sentences that hold them."""
    known_names: Collection[str] = ()
    """Senses that are names in the group."""
    scale: Mapping[str, float] = {}
    """How much is left of the weight of a sense that stands in more sentences than there are stories."""

    def __init__(
        self, text: str, language: str, published: str | None = None, home: int = 0, place: int = 0
    ) -> None:
        self.text = text
        self.language = language
        self.published = published
        """YYYY-MM-DD; its weekdays are resolved against it."""
        self.home = home
        """Number of the story whose words these are."""
        self.place = place
        """Number of the sentence in that story."""
        self.tokens: tuple[Token, ...] = tokens(text, language, published)
        self.content = tuple([token for token in self.tokens if token.weight])
        """Tokens with a meaning of their own."""
        self.ordered = [token.key for token in self.content]
        """Keys of the content words."""
        self.bits = reduce(or_, [token.bits for token in self.tokens], 0)
        """Classes of all its tokens."""
        self.weights = {token.key: token.weight for token in self.content}
        """Weights of the content words by key."""
        self.keys = frozenset(self.weights)
        self.reach = self.anchors = self.keys
        self.total = sum(self.weights.values())
        lower = text.lower()
        self.lower = lower if len(lower) == len(text) else "".join([char.lower()[0] for char in text])
        """The text in small letters, as long as it."""

    # words

    @lazy
    def forms(self) -> list[str]:
        """The tokens as they stand, in small letters."""
        lower = self.lower
        return [lower[token.start : token.end] for token in self.tokens]

    @lazy
    def surfaces(self) -> frozenset[str]:
        """The same without order."""
        return frozenset(self.forms)

    @lazy
    def all_keys(self) -> frozenset[str]:
        """Keys of all tokens, function words included."""
        return frozenset([token.key for token in self.tokens])

    @lazy
    def mass(self) -> float:
        """Weight of all its tokens, function words at `PLAIN`."""
        return sum([max(token.weight, PLAIN) for token in self.tokens])

    def form(self, token: Token) -> str:
        """A token as it stands, in small letters."""
        return self.lower[token.start : token.end]

    def of_class(self, bits: int) -> tuple[Token, ...]:
        """The tokens of a class."""
        return tuple([token for token in self.tokens if token.bits & bits]) if self.bits & bits else ()

    def keys_of(self, bits: int) -> frozenset[str]:
        """Keys of the tokens of a class."""
        return frozenset([token.key for token in self.of_class(bits)]) if self.bits & bits else _NONE

    @lazy
    def kindred(self) -> Collection[str]:
        """Keys and classes that can mean one thing with one of its words."""
        return meanings.kindred(self.language, self.keys)

    @lazy
    def bigrams(self) -> frozenset[tuple[str, str]]:
        """Neighbouring content words."""
        return frozenset(pairwise(self.ordered))

    @lazy
    def pairs(self) -> frozenset[tuple[str, str]]:
        """All neighbouring words, function words included."""
        return frozenset(pairwise([token.key for token in self.tokens]))

    @lazy
    def positions(self) -> dict[str, list[int]]:
        """Where each key stands among the content words."""
        found: dict[str, list[int]] = {}
        for position, key in enumerate(self.ordered):
            found.setdefault(key, []).append(position)
        return found

    @lazy
    def single(self) -> dict[str, int]:
        """Where the keys that it has once stand among the content words, in order."""
        return {key: at for at, key in enumerate(self.ordered) if len(self.positions[key]) == 1}

    def beside(self, position: int, reach: int) -> frozenset[str]:
        """Keys of the content words up to `reach` places beside a content word, numbers aside."""
        known = self._beside.get((position, reach))
        if known is None:
            near = self.content[max(0, position - reach) : position + reach + 1]
            known = frozenset([token.key for token in near if not token.bits & NUMBER])
            self._beside[position, reach] = known
        return known

    @lazy
    def _beside(self) -> dict[tuple[int, int], frozenset[str]]:
        return {}

    @lazy
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    def index(self, position: int) -> int:
        """Index of the first token that ends behind a character."""
        return bisect_left(self._ends, position + 1)

    # senses: what words can mean, wider than their keys

    @lazy
    def senses(self) -> list[str]:
        """For each token its class of meaning, or its key; empty for numbers and days."""
        known = meanings.fields(self.language).get
        return ["" if token.bits & VALUE else known(token.key, token.key) for token in self.tokens]

    @lazy
    def sense_weights(self) -> dict[str, float]:
        """Weights of the senses of the content words, values aside."""
        found: dict[str, float] = {}
        for token, sense in zip(self.tokens, self.senses, strict=True):
            if token.weight and sense and token.weight > found.get(sense, 0.0):
                found[sense] = token.weight
        return found

    @lazy
    def rarities(self) -> dict[str, float]:
        """The same, less for what stands in more sentences than there are stories."""
        scale = self.scale
        return {sense: weight * scale[sense] for sense, weight in self.sense_weights.items()}

    @lazy
    def heft(self) -> float:
        """Sum of `rarities`."""
        return sum(self.rarities.values())

    @lazy
    def nouns(self) -> frozenset[str]:
        """Senses of the words that stand right behind an article."""
        places = enumerate(self.tokens[:-1], 1)
        return frozenset([self.senses[place] for place, token in places if token.bits & lexicon.ARTICLE])

    # values

    @lazy
    def slots(self) -> tuple[Slot, ...]:
        """Its amounts and days."""
        return slots(self.text, self.language, self.published)

    @lazy
    def values(self) -> frozenset[tuple[str, str]]:
        """Unit and key of its amounts and days."""
        return frozenset([(slot.unit, slot.key) for slot in self.slots])

    @lazy
    def numbers(self) -> list[int]:
        """Places of its numbers among the content words."""
        return [position for position, token in enumerate(self.content) if token.bits & NUMBER]

    @lazy
    def days(self) -> frozenset[str]:
        """Keys of its days, months, years and times."""
        return self.keys_of(DAY)

    # names

    @lazy
    def big(self) -> list[int]:
        """Places of the words with a capital among the tokens, values aside."""
        return [place for place, token in enumerate(self.tokens) if token.capital and not token.bits & VALUE]

    @lazy
    def names(self) -> tuple[Token, ...]:
        """Its names in order."""
        known = self.known_names
        return tuple([token for token in self.content if token.capital and token.key in known])

    @lazy
    def predicate(self) -> tuple[Token, ...]:
        """Content words that are neither names nor values."""
        known = self.known_names
        return tuple([token for token in self.content if not token.bits & VALUE and token.key not in known])

    @lazy
    def capitals(self) -> frozenset[str]:
        """Senses of the words that have a capital inside the sentence; in German not behind an article."""
        found, text, senses = self.tokens, self.text, self.senses
        capital_nouns = language(self.language).grammar.capital_nouns
        names: set[str] = set()
        for place in self.big:
            token = found[place]
            if not token.weight:
                continue
            if not place:
                followed = len(found) > 1 and found[1].capital and found[1].start == token.end + 1
                if followed and not capital_nouns:
                    names.add(senses[place])
                continue
            before = found[place - 1]
            if capital_nouns and before.bits & lexicon.ARTICLE:
                continue
            if text[before.end : token.start].strip()[-1:] not in _BEFORE_NAME:
                names.add(senses[place])
        return frozenset(names)

    @lazy
    def plain(self) -> frozenset[str]:
        """Senses of the words that are written as no name is."""
        plain = {
            sense
            for token, sense in zip(self.tokens, self.senses, strict=True)
            if sense and token.weight and not token.capital
        }
        if language(self.language).grammar.capital_nouns:
            behind = [place for place in self.big if place and self.tokens[place].weight]
            plain |= {self.senses[place] for place in behind if self.tokens[place - 1].bits & lexicon.ARTICLE}
        return frozenset(plain)

    @lazy
    def bearers(self) -> Mapping[str, frozenset[str]]:
        """For each name the names that stand right before it."""
        found: dict[str, set[str]] = {}
        for before, place in pairwise(self.big):
            if before + 1 != place:
                continue
            first, last = self.senses[before], self.senses[place]
            token = self.tokens[before]
            if last in self.capitals and first and token.weight and self.tokens[place].start == token.end + 1:
                found.setdefault(last, set()).add(first)
        return {last: frozenset(firsts) for last, firsts in found.items()}

    @lazy
    def titled(self) -> bool:
        """Whether most words have a capital, as in a headline, where it marks no name."""
        if language(self.language).grammar.capital_nouns:
            return False
        return 2 * sum(self.tokens[place].weight > 0 for place in self.big) > len(self.content) + 2

    # clauses and quotations

    @lazy
    def _borders(self) -> list[tuple[int, int, str]]:
        """Where each border begins and ends in the text, and its mark."""
        return [(*match.span(), match[0][0]) for match in _BORDER.finditer(self.text)]

    @lazy
    def clauses(self) -> tuple[tuple[Token, ...], ...]:
        """Content words between hard borders: colon, dash, bracket, comma and a word that opens a clause."""
        borders = [
            end
            for _, end, mark in self._borders
            if mark not in _STOP and (mark != _COMMA or self._opens_clause(end))
        ]
        return self._divided(borders)

    @lazy
    def parts(self) -> tuple[tuple[Token, ...], ...]:
        """Content words between commas and hard borders."""
        return self._divided([end for _, end, mark in self._borders if mark not in _STOP])

    @lazy
    def breaks(self) -> tuple[int, ...]:
        """Where clauses end for certain, commas aside."""
        return tuple([start for start, _, mark in self._borders if mark != _COMMA])

    def _opens_clause(self, at: int) -> bool:
        index = bisect_left(self.tokens, at, key=_start)
        return index < len(self.tokens) and bool(self.tokens[index].bits & lexicon.BORDER)

    def _divided(self, borders: list[int]) -> tuple[tuple[Token, ...], ...]:
        if not borders:
            return (self.content,) if self.content else ()
        found: list[list[Token]] = [[] for _ in range(len(borders) + 1)]
        for token in self.content:
            found[bisect_left(borders, token.start + 1)].append(token)
        return tuple([tuple(clause) for clause in found if clause])

    @lazy
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """Spans of the quotations, their marks included; one that is not closed ends with the sentence."""
        if not any(map(self.text.__contains__, _MARKS)):
            return ()
        return tuple([match.span() for match in _QUOTED.finditer(self.text)])

    def quotes(self, position: int) -> bool:
        """Whether a character stands inside quotation marks."""
        return any(start < position < end for start, end in self.quotations)

    def quoted(self, start: int, end: int) -> range:
        """The tokens between two characters of a quotation."""
        first = self.index(start)
        return range(first, max(first, bisect_left(self.tokens, end, key=_start)))

    # scopes, doubt and time

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
        whole = language(self.language).grammar.verb_last
        scopes = []
        for token in self.of_class(bits):
            clause = self._clause_of(token)
            around = clause if whole else [word for word in clause if word.start > token.start][:SCOPE]
            keys = tuple([word.key for word in around if word is not token and not word.bits & bits])
            scopes.append(Scope(token.key, keys))
        return tuple(scopes)

    def _clause_of(self, token: Token) -> Sequence[Token]:
        """Content words of the clause that holds a token."""
        clauses = self.clauses
        for clause in clauses:
            if clause[-1].start >= token.start:
                return clause
        return clauses[-1] if clauses else ()

    @lazy
    def future(self) -> bool:
        """Whether it tells what will be."""
        return bool(self.bits & lexicon.FUTURE)

    @lazy
    def planned(self) -> frozenset[str]:
        """The first word that each future tense governs: what will be done."""
        return frozenset(
            next((word.key for word in self.content if word.start > token.start), "")
            for token in self.of_class(lexicon.FUTURE)
        )

    @lazy
    def done(self) -> frozenset[str]:
        """Words in a form that tells what has been: with -ed, or behind was, has, had."""
        found = set()
        past, auxiliaries = 0, serving(self.language, "grammar").grammar.past_auxiliaries
        for token, form in zip(self.tokens, self.forms, strict=True):
            past = PAST_REACH if form in auxiliaries else past - 1
            if token.weight and (past > 0 or form.endswith("ed")):
                found.add(token.key)
        return frozenset(found)

    # opposites

    def reports(self, at: int) -> bool:
        """Whether a day at a place of the tokens is the one on which somebody said something, so past."""
        key = self.tokens[at].key[1:]
        if self.published and key[:1].isdigit() and key > self.published:
            return False
        told = language(self.language).dates.report
        near = self.forms[max(0, at - BEFORE_REPORT) : at + 1 + BEHIND_REPORT]
        return not told.isdisjoint(self.surfaces) and not told.isdisjoint(near)

    @lazy
    def bare(self) -> tuple[Token, ...]:
        """Particles that are all that is told of something: is out as coach, the power is back."""
        told = language(self.language)
        found = []
        for at, token in enumerate(self.tokens[1:], 1):
            if self.forms[at] in told.opposites.particles and self.forms[at - 1] in told.frames.copula:
                behind = self.tokens[at + 1 : at + 2]
                if not any(
                    not self.text[token.end : each.start].strip()
                    and not each.bits & lexicon.BORDER
                    and self.form(each) not in told.frames.preposition
                    for each in behind
                ):
                    found.append(token)
        return tuple(found)

    @lazy
    def related(self) -> frozenset[tuple[str, str]]:
        """Telling prepositions with the key of the next content word, values aside."""
        known = language(self.language).opposites.relations
        found = set()
        for at, token in enumerate(self.tokens):
            if token.bits & lexicon.RELATION and self.form(token) in known:
                behind = next((each for each in self.tokens[at + 1 :] if each.weight), None)
                if behind and not behind.bits & VALUE:
                    found.add((self.form(token), behind.key))
        return frozenset(found)

    @lazy
    def rivals(self) -> frozenset[str]:
        """Its words that have an opposite, as they stand."""
        return frozenset([self.form(token) for token in self.of_class(lexicon.OPPOSED)])

    @lazy
    def against(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Keys of its words that have an opposite, with the opposites."""
        known = language(self.language).opposites.pairs
        words = [(token.key, self.form(token)) for token in self.of_class(lexicon.OPPOSED)]
        return tuple([(key, known[word]) for key, word in words if word in known])

    @lazy
    def shades(self) -> Mapping[str, tuple[Token, ...]]:
        """What its small words say (only, still, at least 40), by their line in the language's file.

        They weigh nothing, and a sentence that lacks one says another thing: it is cited in part.
        """
        phrases, found = _shading(self.language), dict[str, tuple[Token, ...]]()
        forms = [form.replace("’", "'") for form in self.forms]
        for at, form in enumerate(forms):
            for name, rest in phrases.get(form, ()):
                if end := _end(forms, at + 1, rest):
                    found[name] = (*found.get(name, ()), *self.tokens[at:end])
        for slot in self.slots:
            if slot.bound:
                inside = [token for token in self.tokens if slot.start <= token.start < slot.end]
                found[f"{slot.bound} {slot.key}"] = tuple(inside)
        return found


def may_be_of_one_day(one: Claim, two: Claim) -> bool:
    """Return whether two claims may be of one day: what was so yesterday need not be so today."""
    return not (one.published and two.published) or one.published[:10] == two.published[:10]


def are_apart(claims: Iterable[Claim]) -> bool:
    """Return whether any two of some claims are told by no story in common."""
    return any(not one & other for one, other in combinations({claim.mask for claim in claims}, 2))


def _start(token: Token) -> int:
    return token.start


GAP = 4
"""Words between the parts of a phrase, at most: *as many people as*; the 4 of `phrases.either`."""


@cache
def _shading(code: str) -> Mapping[str, list[tuple[str, list[str]]]]:
    """For the first word of each phrase its names and the words behind; who knows something is *told*."""
    known = language(code)
    told = {*known.reporting.verbs, *known.reporting.before, *known.reporting.behind, *known.dates.report}
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for phrase, name in (*known.frames.shades.items(), *((phrase, "told") for phrase in sorted(told))):
        first, *rest = phrase.replace("’", "'").split()
        found.setdefault(first, []).append((name, rest))
    return found


def _end(forms: Sequence[str], at: int, rest: Sequence[str]) -> int:
    """The place behind the last word of a phrase whose first stands before `at`; 0 where it is none."""
    for place, word in enumerate(rest):
        if word == "~":
            return next(
                (to + 1 for to in range(at, min(at + GAP + 1, len(forms))) if forms[to] == rest[place + 1]), 0
            )
        if at >= len(forms) or forms[at] != word:
            return 0
        at += 1
    return at
