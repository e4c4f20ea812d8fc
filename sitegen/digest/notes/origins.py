"""Who is named as knowing: the agencies, offices and people that the sources themselves name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sitegen.digest.notes.quotations import Attribution, Quotation, Run
from sitegen.languages import language as language_of


class OriginMention(NamedTuple):
    """A place where a source names an origin."""

    story: str
    statement: str
    start: int
    """In the file, of the passage that names it."""


class Origin(NamedTuple):
    """One that is named as knowing, in the words of the sources."""

    name: str
    """The longest way in which a source names it, word for word."""
    language: str
    mentions: tuple[OriginMention, ...]


class _Named(NamedTuple):
    key: tuple[str, ...]
    text: str
    language: str
    mention: OriginMention


def origins(
    found: Iterable[tuple[Run, Sequence[Attribution]]],
    quoted: Iterable[Quotation] = (),
    relayed: Iterable[tuple[str, str, OriginMention]] = (),
) -> tuple[Origin, ...]:
    """Every origin with where it is named, the most named first.

    One that is named only beside its own words in `quoted` is left out: the list of quotations names it.
    `relayed` are outlets that a passage gives as its source, as name, language of the passage and place.

    Two names are of one origin where they are equal but for what is written small in front of them
    (*the news agency Norda*, *Norda*), or where one is the last word of exactly one longer name.
    """
    speaks = {
        (speaker, words.statement) for one in quoted for words in one.renderings for speaker in words.speakers
    }
    groups: dict[tuple[str, ...], list[_Named]] = {}
    reports = [_Named(_key(name, spoken), name, spoken, mention) for name, spoken, mention in relayed]
    told = [_named(run, one) for run, ones in found for one in ones]
    for named in (*reports, *(one for one in told if not _is_told(one, reports))):
        groups.setdefault(named.key, []).append(named)
    _join(groups)
    listed = [
        _origin(group)
        for group in groups.values()
        if any((one.text, one.mention.statement) not in speaks for one in group)
    ]
    return tuple(sorted(listed, key=lambda origin: -len({mention.story for mention in origin.mentions})))


def _is_told(named: _Named, reports: Iterable[_Named]) -> bool:
    """Whether a passage names by it a report that it relays: *a report by Cyber Ledger*."""
    return any(
        one.mention.start == named.mention.start
        and one.mention.story == named.mention.story
        and one.text in named.text
        for one in reports
    )


def _named(run: Run, one: Attribution) -> _Named:
    passage, _ = run.at(one.start)
    text = run.text[one.start : one.end]
    citation = passage.citation
    return _Named(
        _key(text, run.language),
        text,
        run.language,
        OriginMention(citation.story, passage.statement, citation.start),
    )


def _key(text: str, language: str) -> tuple[str, ...]:
    """The words that tell one origin from another: a closing proper name, else all of them."""
    known, capitals = language_of(language).reporting, language_of(language).grammar.capital_nouns
    words = text.replace("’", "'").split()
    if len(words) > 1 and words[0].lower() in known.articles:
        del words[0]
    first = len(words)
    while first and words[first - 1][0].isupper():
        first -= 1
    if capitals or first == len(words) or (first and not _describes(words[first - 1], language)):
        first = 0
    return tuple(word.casefold() for word in words[first:])


def _describes(word: str, language: str) -> bool:
    """Whether a word in front of a name only says what bears it: the news *agency* Norda."""
    known = language_of(language).reporting
    low = word.lower()
    return not (low in known.joints or low in known.articles or low in known.skipped) and low.isalpha()


def _join(groups: dict[tuple[str, ...], list[_Named]]) -> None:
    """File each name of one word under the one longer name that ends in it."""
    for key in [key for key in groups if len(key) == 1]:
        longer = [other for other in groups if len(other) > 1 and other[-1] == key[0]]
        if len(longer) == 1:
            groups[longer[0]] += groups.pop(key)


def _origin(group: Sequence[_Named]) -> Origin:
    longest = max(group, key=lambda one: len(one.text))
    mentions = tuple(dict.fromkeys(one.mention for one in group))
    return Origin(longest.text, longest.language, mentions)
