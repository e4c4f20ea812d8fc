"""Guards that see a cover lack a piece of a passage: a name, a clause, what is said of whom."""

from __future__ import annotations

from sitegen.compare.assertion import Assertion, Scene
from sitegen.compare.clash_rules import Guard, nations, number_shared, places, titles
from sitegen.compare.passage import Passage, coverage, inserted, part_coverage
from sitegen.languages import language
from sitegen.text.tokens import Token

PREDICATE_SHARE = 0.45
"""Least share covered of the words that are neither names nor numbers: what is said, not of whom."""

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

ROLE_COVERAGE, ROLE_BIGRAMS = 0.85, 0.5
"""Shares of words and of word pairs; below either, the first name of a sentence must be among the first two
of the cover: who did it."""

BESIDE = 2
"""Tokens to each side of a name among which a verb of reporting makes it a speaker's."""

LONG, LONG_COVERAGE = 7, 0.6
"""Sentences of so many content words without a shared number need this coverage."""


def _name(scene: Scene, one: Assertion, two: Assertion) -> bool:
    reach = two.passage.reach
    return any(
        token.key not in reach and token.key not in scene.topical and not _same_person(one, two, token)
        for token in one.names
    )


def _substituted(_: Scene, one: Assertion, two: Assertion) -> bool:
    """Whether beside a shared name stands another capital word than in the cover: Port Anne, Port Clare."""
    content = one.passage.content
    for at, token in enumerate(content):
        if not token.capital or token.key in two.passage.reach or not at:
            continue
        before = content[at - 1]
        if not before.capital or one.passage.text[before.end : token.start] != " ":
            continue
        for place in places(two.passage, before.key):
            if place + 1 < len(two.passage.content):
                other, head = two.passage.content[place + 1], two.passage.content[place]
                gap = two.passage.text[head.end : other.start]
                if other.capital and gap == " " and other.key not in one.passage.reach:
                    return True
    return False


def _same_person(one: Assertion, two: Assertion, token: Token) -> bool:
    """Whether a name the cover lacks is a title, or the first name of one it names without another."""
    lower = one.passage.text[token.start : token.end].lower()
    if lower in titles() or lower in nations():
        return True
    at = one.passage.content.index(token) + 1
    if at >= len(one.passage.content):
        return False
    surname = one.passage.content[at]
    if surname not in one.names or surname.key not in two.passage.reach:
        return False
    for place in places(two.passage, surname.key):
        before = two.passage.content[place - 1] if place else None
        if before and before.capital and two.passage.content[place].start - before.end == 1:
            title = two.passage.text[before.start : before.end].lower()
            if title not in titles():
                return False
    return True


def _clause(_: Scene, one: Assertion, two: Assertion) -> bool:
    cover = two.passage
    for clause in one.passage.clauses:
        if len(clause) >= CLAUSE_WORDS and part_coverage(clause, cover) < CLAUSE_SHARE:
            return True
    return any(
        len(part) >= CLAUSE_WORDS and part_coverage(part, cover) < PART_SHARE for part in one.passage.parts
    )


def _predicate(_: Scene, one: Assertion, two: Assertion) -> bool:
    said = one.predicate
    return bool(said) and part_coverage(said, two.passage) < PREDICATE_SHARE and not number_shared(one, two)


def _run(_: Scene, one: Assertion, two: Assertion) -> bool:
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


def _short(_: Scene, one: Assertion, two: Assertion) -> bool:
    passage = one.passage
    count = len(passage.content)
    if count > SHORT:
        return False
    bigrams = passage.bigrams
    share = len(bigrams & two.passage.bigrams) / len(bigrams) if bigrams else 0.0
    if count <= TINY:
        return share < TINY_BIGRAMS and not number_shared(one, two)
    if number_shared(one, two):
        return False
    anchors = len(passage.anchors & two.passage.reach)
    return (
        coverage(passage, two.passage) < SHORT_COVERAGE and share < SHORT_BIGRAMS and anchors < SHORT_ANCHORS
    )


def _role(_: Scene, one: Assertion, two: Assertion) -> bool:
    """Whether somebody else does it in the cover: its first name is another, or not among its first two."""
    if not one.names:
        return False
    first, others = one.names[0].key, two.names[:2]
    if first not in two.passage.reach or first in {token.key for token in others}:
        return False
    leads = _acts(one.passage, one.names[0]) and bool(others) and _acts(two.passage, others[0])
    if leads and others[0].key not in one.passage.reach:
        return True
    bigrams = one.passage.bigrams
    return coverage(one.passage, two.passage) < ROLE_COVERAGE or (
        len(bigrams & two.passage.bigrams) < ROLE_BIGRAMS * len(bigrams)
    )


def _acts(passage: Passage, name: Token) -> bool:
    """Whether a name does not stand beside a verb of reporting, where it says so rather than does so."""
    at = passage.tokens.index(name)
    reports = language(passage.language).dates.report
    near = (*passage.tokens[max(0, at - BESIDE) : at], *passage.tokens[at + 1 : at + 1 + BESIDE])
    return not any(passage.text[token.start : token.end].lower() in reports for token in near)


def _long(_: Scene, one: Assertion, two: Assertion) -> bool:
    return (
        len(one.passage.content) >= LONG
        and coverage(one.passage, two.passage) < LONG_COVERAGE
        and not number_shared(one, two)
    )


EXTENTS = (
    Guard("name", _name),
    Guard("substitution", _substituted),
    Guard("role", _role),
    Guard("clause", _clause),
    Guard("predicate", _predicate),
    Guard("run", _run),
    Guard("short", _short),
    Guard("long", _long),
)
"""These keep a passage on the page; they do not make a citation partial."""
