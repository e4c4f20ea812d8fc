"""Reasons why one sentence may not be filed under another, however alike they are.

Each guard looks at a passage and its would-be cover and fires when the passage claims something that the
cover does not: another number, a negation, a name. Doubt fires. `objection` tells the first that fires.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from sitegen import lexicon
from sitegen.align import PREFIX, Alignment, Passage, beside, coverage, inserted, lazy, part_coverage
from sitegen.tokens import DAY, NUMBER, Token

SCOPE = 3
"""Content words behind a negation or a modal that it is taken to govern, up to the end of the clause."""

_TELLING = re.compile(r"#(?:[1-9]\d{2,}|0?\.0*[1-9]\d{2,}|[1-9]\d?\.\d\d*)\D*.*")
"""Numbers that mean something by themselves: of three digits or more, or with a decimal.

Others need a shared word within `NEAR_NUMBER` content words.
"""

NEAR_NUMBER = 4
"""Content words to each side of a number among which a shared one is sought."""

_DIGIT = re.compile(r"#\d(?!\d).*")
NEAR_DIGIT = 3
"""The same for numbers below ten."""

FATE_REACH = 4
"""Content words to each side of a number among which the fate of those it counts is sought."""

PREDICATE_SHARE = 0.45
"""Least share covered of the words that are neither names nor numbers: what is said, not of whom."""

TOPICAL_SENTENCES, TOPICAL_STORIES = 0.1, 0.6
"""Shares of a group's sentences and stories from which on a name is the group's topic and tells nothing apart."""

QUOTED_WORDS = 3
"""Words from which on a quotation must be the cover's too."""

QUOTED_SHARE = 0.8
"""Least share of a quotation's word pairs that the cover holds."""

CLAUSE_WORDS, CLAUSE_SHARE = 2, 0.4
"""A clause of so many content words must be covered to this share."""

PART_SHARE = 0.2
"""The same for a part between commas."""

LONGEST_RUN = 2.0
"""Most weight of neighbouring words that the cover lacks: a phrase of its own is a fact of its own."""

LONGEST_INSERTION = 1.2
"""The same for words in whose place the cover has none of its own: added, not reworded."""

TINY, TINY_BIGRAMS = 3, 0.6
"""Sentences of so few content words need this share of their word pairs in the cover."""

SHORT, SHORT_COVERAGE, SHORT_BIGRAMS, SHORT_ANCHORS = 5, 0.85, 0.5, 2
"""Short sentences without a number need one of: coverage, word pairs, rare shared words."""

ROLE_COVERAGE = 0.85
"""Below it the first name of a sentence must be among the first two of the cover: who did it."""

LONG, LONG_COVERAGE = 7, 0.6
"""Sentences of so many content words without a shared number need this coverage."""

PAST_REACH = 3
"""Words behind was, has or had that still belong to it."""

ALIKE_BIGRAMS = 0.5
"""Share of word pairs from which on a mere change of tense is taken as a change of the claim."""

_QUOTATION = re.compile(
    r"[“„\"»«]([^“”„\"«»]{2,}?)[”“\"«»]|‘([^‘’]{12,}?)’(?!\w)|(?<!\w)'([^']{12,}?)'(?!\w)"
)
_OPPOSITE = {
    word: frozenset(against.split())
    for word, against in {
        "in": "out", "into": "out from", "out": "in into", "up": "down", "down": "up", "on": "off", "off": "on",
        "from": "to into", "to": "from", "for": "against", "against": "for", "over": "under", "under": "over",
        "with": "without", "without": "with", "before": "after", "after": "before", "above": "below",
        "below": "above", "inside": "outside", "outside": "inside",
    }.items()
}  # fmt: skip
_PAST = frozenset({"was", "were", "had", "has", "have", "did", "been"})
_COMMON_ENDINGS = (
    "ung",
    "ungen",
    "heit",
    "keit",
    "schaft",
    "innen",
    "ion",
    "ionen",
    "tät",
    "leute",
    "kräfte",
    "kräften",
)
_TITLES = frozenset(
    "president prime minister chancellor king queen prince princess pope mayor governor senator chief captain "
    "general colonel professor doctor judge secretary chairman director foreign defence defense us russian "
    "american chinese british german french spanish präsident ministerpräsident bundeskanzler bürgermeister landrat "
    "einsatzleiter professorin presidente ministro ministra alcalde président ministre maire prefeito".split()
)


class Claims:
    """What a passage states that another must state too, read once."""

    def __init__(self, passage: Passage, names: frozenset[str]) -> None:
        self.passage = passage
        self._names = names

    def keys(self, bits: int) -> frozenset[str]:
        """Keys of the tokens of a class."""
        return frozenset(token.key for token in self.passage.tokens if token.bits & bits)

    @lazy
    def numbers(self) -> tuple[int, ...]:
        """Places of its numbers among the content words, those of a product's name aside."""
        content, text = self.passage.content, self.passage.text
        found = []
        for at, token in enumerate(content):
            if token.bits & NUMBER:
                before = content[at - 1] if at else None
                named = before and before.key in self._names and text[before.end : token.start] == " "
                if not (named and before and before.capital and text[token.start].isdigit()):
                    found.append(at)
        return tuple(found)

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
        return any(token.bits & lexicon.FUTURE for token in self.passage.tokens)

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
        past = 0
        for token in self.passage.tokens:
            past = PAST_REACH if text[token.start : token.end].lower() in _PAST else past - 1
            if token.weight and (past > 0 or text.startswith("ed", token.end - 2)):
                found.add(token.key)
        return frozenset(found)

    @lazy
    def part(self) -> bool:
        """Whether it makes one thing a part of another."""
        return any(token.bits & lexicon.PART for token in self.passage.tokens)

    @lazy
    def negated(self) -> tuple[frozenset[str], ...]:
        """What each negation governs."""
        return self._scopes(lexicon.NEGATION)

    @lazy
    def doubted(self) -> tuple[frozenset[str], ...]:
        """What each modal governs."""
        return self._scopes(lexicon.MODAL)

    @lazy
    def intended(self) -> tuple[frozenset[str], ...]:
        """What each future tense governs."""
        return self._scopes(lexicon.FUTURE)

    def _scopes(self, bits: int) -> tuple[frozenset[str], ...]:
        whole = self.passage.language in {"de", "nl"}
        scopes = []
        for token in self.passage.tokens:
            if token.bits & bits:
                clause = self._clause_of(token)
                around = clause if whole else [word for word in clause if word.start > token.start][:SCOPE]
                scopes.append(
                    frozenset(word.key for word in around if word is not token and not word.bits & bits)
                )
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
        tokens, text = self.passage.tokens, self.passage.text
        found: dict[str, frozenset[str]] = {}
        for token, behind in pairwise(tokens):
            word = text[behind.start : behind.end].lower()
            if token.weight and word in _OPPOSITE:
                found[token.key] = found.get(token.key, frozenset()) | {word}
        return found

    @lazy
    def related(self) -> frozenset[tuple[str, str]]:
        """Telling prepositions with the key of the next content word, numbers and days aside."""
        known = lexicon.relations(self.passage.language)
        text, found = self.passage.text, set()
        for at, token in enumerate(self.passage.tokens):
            word = text[token.start : token.end].lower()
            if word in known:
                behind = next((other for other in self.passage.tokens[at + 1 :] if other.weight), None)
                if behind and not behind.bits & (NUMBER | DAY):
                    found.add((word, behind.key))
        return frozenset(found)

    def fate(self, at: int) -> int | None:
        """What became of those whom the number at a place counts, by the nearest word that says so."""
        fates = lexicon.fates(self.passage.language)
        content, text = self.passage.content, self.passage.text
        for distance in range(1, FATE_REACH + 1):
            for place in (at - distance, at + distance):
                if 0 <= place < len(content):
                    token = content[place]
                    kind = fates.get(text[token.start : token.end].lower())
                    if kind is not None:
                        return kind
        return None

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
    def written(self) -> frozenset[str]:
        """Its words as written, lower case."""
        text = self.passage.text
        return frozenset([text[token.start : token.end].lower() for token in self.passage.tokens])

    @lazy
    def against(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Keys of its words that have an opposite, with the opposites."""
        opposites = lexicon.opposites(self.passage.language)
        text = self.passage.text
        words = ((token.key, text[token.start : token.end].lower()) for token in self.passage.tokens)
        return tuple([(key, opposites[word]) for key, word in words if word in opposites])

    @lazy
    def pairs(self) -> frozenset[tuple[str, str]]:
        """All neighbouring words, function words included."""
        return frozenset(pairwise(token.key for token in self.passage.tokens))


class Guards:
    """The guards of one group."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self._claims: dict[int, Claims] = {}
        self.names = _names(alignment)
        self.topical = _topical(alignment)

    def claims(self, index: int) -> Claims:
        """Claims of a passage."""
        known = self._claims.get(index)
        if known is None:
            known = self._claims[index] = Claims(self.alignment.passages[index], self.names)
        return known

    def objection(self, index: int, other: int) -> str | None:
        """Name of the first guard against filing passage `index` under passage `other`."""
        return self._first(index, other, GUARDS)

    def difference(self, index: int, other: int) -> str | None:
        """Name of the first guard that sees passage `index` claim what passage `other` does not, length aside."""
        return self._first(index, other, CLAIM_GUARDS)

    def _first(self, index: int, other: int, guards: Iterable[tuple[str, Guard]]) -> str | None:
        one, two = self.claims(index), self.claims(other)
        return next((name for name, guard in guards if guard(self, one, two)), None)

    def number_shared(self, one: Claims, two: Claims) -> bool:
        """Whether both hold a number that is anchored by a shared word or by its size."""
        return any(
            one.passage.content[at].key in two.passage.reach and _anchored(one, two, at) for at in one.numbers
        )


Scopes = tuple[frozenset[str], ...]
Guard = Callable[[Guards, Claims, Claims], bool]


def _names(alignment: Alignment) -> frozenset[str]:
    """Keys that are names in this group: written with a capital inside sentences, never as a common noun."""
    capital: dict[str, int] = {}
    common: dict[str, int] = {}
    initial: dict[str, float] = {}
    for passage in alignment.passages:
        german = passage.language in {"de", "lb"}
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


def _common_noun(passage: Passage, at: int) -> bool:
    """Whether a capital word of a German sentence stands or ends like a common noun."""
    token = passage.tokens[at]
    before = passage.tokens[at - 1] if at else None
    if before and before.bits & (lexicon.ARTICLE | NUMBER):
        return True
    return token.weight < 1.0 or passage.text[token.start : token.end].endswith(_COMMON_ENDINGS)


def _topical(alignment: Alignment) -> frozenset[str]:
    """Names that nearly every story of the group is about."""
    sentences = TOPICAL_SENTENCES * len(alignment.passages)
    stories = TOPICAL_STORIES * alignment.stories
    return frozenset(
        key
        for key, found in alignment.found.items()
        if len(found) >= sentences and len({alignment.passages[at].home for at in found}) >= stories
    )


def _anchored(one: Claims, two: Claims, at: int) -> bool:
    """Whether a shared number is telling by itself or has a shared word beside it in both."""
    content = one.passage.content
    token = content[at]
    if _TELLING.fullmatch(token.key):
        return True
    reach = NEAR_DIGIT if _DIGIT.fullmatch(token.key) else NEAR_NUMBER
    near = beside(one.passage, at, reach)
    return any(near & beside(two.passage, place, reach) for place in _places(two.passage, token.key))


def _places(passage: Passage, key: str) -> Sequence[int]:
    return passage.positions.get(key, ())


def _number(_: Guards, one: Claims, two: Claims) -> bool:
    content = one.passage.content
    return any(
        content[at].key not in two.passage.reach or not _anchored(one, two, at) or _fated(one, two, at)
        for at in one.numbers
    )


def _fated(one: Claims, two: Claims, at: int) -> bool:
    """Whether a shared number counts people of another fate in the cover: five injured, five killed."""
    mine = one.fate(at)
    if mine is None:
        return False
    theirs = {two.fate(place) for place in _places(two.passage, one.passage.content[at].key)}
    return bool(theirs) and mine not in theirs and theirs != {None}


def _day(_: Guards, one: Claims, two: Claims) -> bool:
    return not one.days <= two.passage.reach


def _contrast(_: Guards, one: Claims, two: Claims) -> bool:
    return bool(one.contrasts - two.contrasts - two.passage.reach)


def _time(_: Guards, one: Claims, two: Claims) -> bool:
    return bool(one.times - two.times)


def _negation(_: Guards, one: Claims, two: Claims) -> bool:
    return _unlike(one.negated, two.negated, one.passage, two.passage)


def _modality(_: Guards, one: Claims, two: Claims) -> bool:
    return _unlike(one.doubted, two.doubted, one.passage, two.passage, one.intended, two.intended)


def _unlike(
    mine: Scopes,
    theirs: Scopes,
    one: Passage,
    two: Passage,
    my_other: Scopes = (),
    their_other: Scopes = (),
) -> bool:
    """Whether what is negated or doubted in one of two passages is stated outright in the other.

    The last two arguments are scopes that excuse (a future for a doubt) but never accuse.
    """
    if not mine and not theirs:
        return False
    if any(not any(_meet(scope, other, two) for other in (*theirs, *their_other)) for scope in mine):
        return True
    return any(
        scope & one.reach and not any(_meet(own, scope, two) for own in (*mine, *my_other))
        for scope in theirs
    )


def _meet(scope: frozenset[str], other: frozenset[str], two: Passage) -> bool:
    """Whether two scopes, the second one of passage `two`, share a word."""
    return not scope or not other or any(key in two.reach and _same(key, other) for key in scope)


def _same(key: str, scope: frozenset[str]) -> bool:
    return key in scope or any(
        len(other) >= PREFIX and len(key) >= PREFIX and (other.startswith(key) or key.startswith(other))
        for other in scope
    )


def _name(guards: Guards, one: Claims, two: Claims) -> bool:
    reach = two.passage.reach
    return any(
        token.key not in reach and token.key not in guards.topical and not _same_person(one, two, token)
        for token in one.names
    )


def _substituted(_: Guards, one: Claims, two: Claims) -> bool:
    """Whether beside a shared name stands another capital word than in the cover: MacBook Air, MacBook Pro."""
    content = one.passage.content
    for at, token in enumerate(content):
        if not token.capital or token.key in two.passage.reach or not at:
            continue
        before = content[at - 1]
        if not before.capital or one.passage.text[before.end : token.start] != " ":
            continue
        for place in _places(two.passage, before.key):
            if place + 1 < len(two.passage.content):
                other, head = two.passage.content[place + 1], two.passage.content[place]
                gap = two.passage.text[head.end : other.start]
                if other.capital and gap == " " and other.key not in one.passage.reach:
                    return True
    return False


def _particle(_: Guards, one: Claims, two: Claims) -> bool:
    """Whether one word is followed by opposite particles: checks in, checks out."""
    mine, theirs = one.particles, two.particles
    return any(
        key in theirs
        and not particle & theirs[key]
        and any(_OPPOSITE[each] & theirs[key] for each in particle)
        for key, particle in mine.items()
    )


def _relation(_: Guards, one: Claims, two: Claims) -> bool:
    """Whether what stands behind *against* or *since* stands in the cover without it."""
    return any(
        key in two.passage.reach and preposition not in {other for other, _ in two.related}
        for preposition, key in one.related
    )


def _same_person(one: Claims, two: Claims, token: Token) -> bool:
    """Whether a name the cover lacks is a title, or the first name of one whom the cover names without another."""
    lower = one.passage.text[token.start : token.end].lower()
    if lower in _TITLES:
        return True
    at = one.passage.content.index(token) + 1
    if at >= len(one.passage.content):
        return False
    surname = one.passage.content[at]
    if surname not in one.names or surname.key not in two.passage.reach:
        return False
    for place in _places(two.passage, surname.key):
        before = two.passage.content[place - 1] if place else None
        if before and before.capital and two.passage.content[place].start - before.end == 1:
            title = two.passage.text[before.start : before.end].lower()
            if title not in _TITLES:
                return False
    return True


def _quotation(_: Guards, one: Claims, two: Claims) -> bool:
    return any(len(pairs & two.pairs) < QUOTED_SHARE * len(pairs) for pairs in one.quotations)


def _clause(_: Guards, one: Claims, two: Claims) -> bool:
    cover = two.passage
    for clause in one.passage.clauses:
        if len(clause) >= CLAUSE_WORDS and part_coverage(clause, cover) < CLAUSE_SHARE:
            return True
    return any(
        len(part) >= CLAUSE_WORDS and part_coverage(part, cover) < PART_SHARE for part in one.passage.parts
    )


def _predicate(guards: Guards, one: Claims, two: Claims) -> bool:
    said = one.predicate
    return (
        bool(said)
        and part_coverage(said, two.passage) < PREDICATE_SHARE
        and not guards.number_shared(one, two)
    )


def _run(_: Guards, one: Claims, two: Claims) -> bool:
    content, reach = one.passage.content, two.passage.reach
    at = 0
    while at < len(content):
        start, weight = at, 0.0
        while at < len(content) and content[at].key not in reach:
            weight += content[at].weight
            at += 1
        if weight > LONGEST_RUN or (
            weight > LONGEST_INSERTION and inserted(one.passage, two.passage, start, at)
        ):
            return True
        at += 1
    return False


def _short(guards: Guards, one: Claims, two: Claims) -> bool:
    passage = one.passage
    count = len(passage.content)
    if count > SHORT:
        return False
    bigrams = passage.bigrams
    share = len(bigrams & two.passage.bigrams) / len(bigrams) if bigrams else 0.0
    if count <= TINY:
        return share < TINY_BIGRAMS and not guards.number_shared(one, two)
    if guards.number_shared(one, two):
        return False
    anchors = sum(
        len(guards.alignment.found[key]) <= guards.alignment.anchor
        for key in passage.weights
        if key in two.passage.reach
    )
    return (
        coverage(passage, two.passage) < SHORT_COVERAGE and share < SHORT_BIGRAMS and anchors < SHORT_ANCHORS
    )


def _role(_: Guards, one: Claims, two: Claims) -> bool:
    if not one.names or coverage(one.passage, two.passage) >= ROLE_COVERAGE:
        return False
    first = one.names[0].key
    return first in two.passage.reach and first not in {token.key for token in two.names[:2]}


def _including(_: Guards, one: Claims, two: Claims) -> bool:
    return bool(one.numbers) and one.part != two.part


def _tense(_: Guards, one: Claims, two: Claims) -> bool:
    if one.future == two.future:
        return False
    will, other = (one, two) if one.future else (two, one)
    if one.passage.language != "en":
        bigrams = one.passage.bigrams
        return len(bigrams & two.passage.bigrams) >= ALIKE_BIGRAMS * len(bigrams)
    return bool(will.verbs & other.done)


def _antonym(_: Guards, one: Claims, two: Claims) -> bool:
    theirs = two.written
    return any(
        key not in two.passage.reach and not against.isdisjoint(theirs) for key, against in one.against
    )


def _long(guards: Guards, one: Claims, two: Claims) -> bool:
    return (
        len(one.passage.content) >= LONG
        and coverage(one.passage, two.passage) < LONG_COVERAGE
        and not guards.number_shared(one, two)
    )


CLAIM_GUARDS: tuple[tuple[str, Guard], ...] = (
    ("number", _number),
    ("day", _day),
    ("negation", _negation),
    ("modality", _modality),
    ("tense", _tense),
    ("contrast", _contrast),
    ("antonym", _antonym),
    ("quotation", _quotation),
    ("particle", _particle),
    ("relation", _relation),
    ("time", _time),
    ("including", _including),
)
"""Guards that see two claims differ; they also make a citation partial."""

GUARDS: tuple[tuple[str, Guard], ...] = (
    *CLAIM_GUARDS,
    ("name", _name),
    ("substitution", _substituted),
    ("role", _role),
    ("clause", _clause),
    ("predicate", _predicate),
    ("run", _run),
    ("short", _short),
    ("long", _long),
)
"""Every guard, the ones that see a clash first."""
